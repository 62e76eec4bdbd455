"""Certificates, spoken languages and contact details."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from fitscore.dates import find_dates
from fitscore.fluency import FluencyMention, find_fluency, fluency_near
from fitscore.model import Certificate, Document, ResumeLine, ResumeSkill, Span, SpokenLanguage
from fitscore.resume.heads import strip_edges
from fitscore.resume.hedges import cues_in, standing
from fitscore.resume.lexicon import is_place, is_url, org_score, role_score
from fitscore.resume.rows import Row
from fitscore.resume.sections import HEADER, Part, heading_kind
from fitscore.skills import SkillFinder
from fitscore.text import fold, split

CERTIFICATE_KINDS = ("certification", "licence")
LANGUAGE_KIND = "spoken_language"

_EMAIL = re.compile(r"[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_PHONE = re.compile(r"(?<![\w/])(?:\+|\(\+?|00)?\d[\d ()./‐–-]{6,18}\d(?![\w/])")
_LINK = re.compile(r"(?:https?://|www\.)[^\s|,;]{3,200}|\b[\w-]{2,40}(?:\.[\w-]{2,40}){0,3}\.(?:com|org|net|io|dev|me)(?:/[^\s|,;]{0,150})?\b/?", re.IGNORECASE)
_NAME = re.compile(r"[^\W\d_][\w'’.-]*(?: [^\W\d_][\w'’.-]*){0,4}")
_EXPIRY = re.compile(
    r"\b(?:expir\w*(?: on| in)?|(?:valid|current|licen[cs]e|registration|registered|paid) (?:until|till|to|through|thru)|due|exp)\W{0,3}\Z", re.IGNORECASE
)
_COURSE = re.compile(r"(?:certificate|certification|professional certificate|nanodegree|boot ?camp)\b", re.IGNORECASE)
_ITEMS = re.compile(r"\s*[;•·|]\s*")
_LANGUAGE_ITEMS = re.compile(r"\s*[,;•·|/]\s*|\t|\n|\s+and\s+|\.\s")
_WIDE = re.compile(r"\t+|\s{3,}|\s*\|\s*|\s+[·•]\s+|\s+,\s+")


def read_certificates(
    document: Document, parts: Sequence[Part], skills: Sequence[ResumeSkill], finder: SkillFinder
) -> tuple[Certificate, ...]:
    """The certificates and licences of a CV: the items of their own section, and those named anywhere else."""
    text = document.text
    found: list[Certificate] = []
    for part in parts:
        if part.kind == "certificates":
            found += _section_items(text, part.rows, finder)
        elif part.kind == "education":
            rows = [row for row in part.rows if _COURSE.match(text, row.span.start) and not row.bullet]
            found += [item for row in rows for item in _section_items(text, [row], finder)]
        elif part.kind == "courses":
            found += [item for item in _section_items(text, part.rows, finder) if item.skill_id is not None]
    spans = [certificate.span for certificate in found]
    for skill in skills:
        if finder.taxonomy.get(skill.skill_id).kind not in CERTIFICATE_KINDS:
            continue
        for mention in skill.mentions:
            if mention.negated or any(span.overlaps(mention.span) for span in spans):
                continue
            if any(certificate.skill_id == skill.skill_id for certificate in found):
                continue
            found.append(_certificate(text, mention.span, mention.span, [mention.context], skill.skill_id, hedged=mention.hedged))
    return tuple(sorted(found, key=lambda certificate: certificate.span))


def _section_items(text: str, rows: Sequence[Row], finder: SkillFinder) -> Iterator[Certificate]:
    groups: list[list[Row]] = []
    for row in _columns(text, rows):
        if groups and _belongs(text, groups[-1], row, finder):
            groups[-1].append(row)
        else:
            groups.append([row])
    for group in groups:
        whole = Span(group[0].span.start, group[-1].span.end)
        items = list(split(text, group[0].span, _ITEMS)) if len(group) == 1 else [group[0].span]
        for item in items:
            name = _name_of(text, _unlabelled(text, item))
            if name is None:
                continue
            hits = [hit for hit in finder.find(text, name, as_list=True) if finder.taxonomy.get(hit.skill_id).kind in CERTIFICATE_KINDS]
            contexts = [row.span for row in group] if len(items) == 1 else [item]
            yield _certificate(text, name, whole if len(items) == 1 else item, contexts, hits[0].skill_id if hits else None)


def _columns(text: str, rows: Sequence[Row]) -> list[Row]:
    """The lines of a grid read down its columns: names in one line, issuers and dates in the lines below."""
    size = len(rows[0].cells) if rows else 1
    grid = size > 1 and len(rows) <= 4 and all(len(row.cells) == size for row in rows)
    if not grid or not any(all(find_dates(text, cell) for cell in row.cells) for row in rows):
        return list(rows)
    return [row.within(row.cells[column]) for column in range(size) for row in rows]


def _unlabelled(text: str, span: Span) -> Span:
    """What follows "Certifications:" in a section that holds several things; nothing for the other labels."""
    label, colon, _ = span.of(text).partition(": ")
    kind = heading_kind(label) if colon else None
    if kind is None:
        return span
    return Span(span.start + len(label) + 2, span.end) if kind in ("certificates", "courses") else Span(span.end, span.end)


def _belongs(text: str, group: Sequence[Row], row: Row, finder: SkillFinder) -> bool:
    """Whether a line is the issuer or the date of the certificate above it."""
    words = row.of(text)
    if row.bullet or len(group) >= 3:
        return False
    dates = find_dates(text, row.span)
    if dates and strip_edges(text, Span(dates[-1].span.end, row.span.end)) is None and strip_edges(text, Span(row.span.start, dates[0].span.start)) is None:
        return True
    if words[:1].islower() or words[:1] == "(":
        return True
    known = [hit for hit in finder.find(text, row.span, as_list=True) if finder.taxonomy.get(hit.skill_id).kind in CERTIFICATE_KINDS]
    dated = any(find_dates(text, other.span) for other in group)
    return not known and not dated and not group[0].bullet and len(group) == 1 and org_score(words) >= 1 and not dates


def _name_of(text: str, span: Span) -> Span | None:
    dates = find_dates(text, span)
    cut = strip_edges(text, span) if span.start < span.end else None
    for date in dates if cut is not None else ():
        sides = [Span(span.start, date.span.start), Span(date.span.end, span.end)]
        cut = strip_edges(text, max(sides, key=lambda side: side.end - side.start))
        break
    if cut is None:
        return None
    trailing = re.search(r"[\s,(\[–-]+(?:expir\w*|valid|(?:valid |current )?(?:until|to|through)|issued|obtained|awarded|renewed|since|in|expected|currently studying)\W*\Z", cut.of(text), re.IGNORECASE)
    return Span(cut.start, cut.start + trailing.start()) if trailing and trailing.start() > 2 else cut


def _certificate(
    text: str, name: Span, span: Span, contexts: Sequence[Span], skill_id: str | None, *, hedged: bool = False
) -> Certificate:
    dates = [date for context in contexts for date in find_dates(text, context)]
    expiry = next((date for date in dates if _EXPIRY.search(text[max(span.start, date.span.start - 16) : date.span.start])), None)
    issued = next((date for date in dates if date is not expiry), None)
    progress = hedged or any(_in_progress(text, context, name) for context in contexts) or bool(issued and issued.expected)
    ranged = issued is not None and not issued.single and expiry is None and not progress
    return Certificate(
        name=name.of(text),
        span=span,
        skill_id=skill_id,
        issued=(issued.start or issued.end) if issued else None,
        expires=expiry.end if expiry else issued.end if ranged and issued else None,
        in_progress=progress,
    )


def _in_progress(text: str, context: Span, name: Span) -> bool:
    return standing(cues_in(text, context), Span(name.start, min(name.end, name.start + 2))).hedged


def read_languages(document: Document, lines: Sequence[ResumeLine], finder: SkillFinder) -> tuple[SpokenLanguage, ...]:
    """The human languages of a CV with their levels."""
    text = document.text
    found: dict[str, SpokenLanguage] = {}
    for at, line in enumerate(lines):
        if line.section in ("publications", "references", "interests", "achievements") or line.position is not None:
            continue
        for spoken in _spoken(text, line, lines[at + 1] if at + 1 < len(lines) else None, finder):
            key = spoken.skill_id or fold(spoken.language)
            if key not in found or (found[key].fluency is None and spoken.fluency is not None):
                found[key] = spoken
    return tuple(sorted(found.values(), key=lambda spoken: spoken.span))


def _spoken(text: str, line: ResumeLine, following: ResumeLine | None, finder: SkillFinder) -> Iterator[SpokenLanguage]:
    hits = [
        hit
        for hit in finder.find(text, line.span, as_list=line.section in ("languages", "skills"))
        if finder.taxonomy.get(hit.skill_id).kind == LANGUAGE_KIND
    ]
    own = line.section == "languages"
    if own:
        yield from _unknown_languages(text, line.span, [hit.span for hit in hits], finder)
    labelled = heading_kind(text[line.span.start : line.span.end].split(":")[0]) == "languages" and ":" in line.span.of(text)
    for hit in hits:
        item = _item_around(text, line.span, hit.span)
        fluency = fluency_near(text, hit.span, item)
        if fluency is None and own and len(hits) == 1 and following is not None and following.section == "languages":
            near = find_fluency(text, following.span)
            fluency = near[0] if near and not _names_language(text, following, finder) else None
        if fluency is None and not (own or labelled or _only_languages(text, line.span, hits)):
            shared = fluency_near(text, hit.span, line.span)
            if shared is None or line.section not in ("summary", "skills", "other"):
                continue
            fluency = shared
        elif fluency is None:
            fluency = _group_fluency(text, line.span, hit.span)
        yield SpokenLanguage(language=hit.label, span=hit.span, skill_id=hit.skill_id, fluency=fluency.level if fluency else None)


_LANGUAGE_NAME = re.compile(r"[^\W\d_]{4,20}(?: [A-Z][^\W\d_]{2,20})?")


def _unknown_languages(text: str, line: Span, known: Sequence[Span], finder: SkillFinder) -> Iterator[SpokenLanguage]:
    """Languages the taxonomy does not know: a capitalised name with a level beside it."""
    for item in split(text, line, _LANGUAGE_ITEMS):
        if any(item.overlaps(span) for span in known) or finder.find(text, item, as_list=True):
            continue
        levels = find_fluency(text, item)
        name = _LANGUAGE_NAME.match(text, item.start, item.end)
        if levels and name is not None and name.group()[0].isupper() and levels[0].span.start >= name.end():
            yield SpokenLanguage(language=name.group(), span=Span(*name.span()), fluency=levels[0].level)


def _names_language(text: str, line: ResumeLine, finder: SkillFinder) -> bool:
    return any(finder.taxonomy.get(hit.skill_id).kind == LANGUAGE_KIND for hit in finder.find(text, line.span, as_list=True))


def _item_around(text: str, line: Span, hit: Span) -> Span:
    """The list item a language stands in, brackets after it included."""
    items = list(split(text, line, _LANGUAGE_ITEMS))
    item = next((piece for piece in items if piece.overlaps(hit)), line)
    following = next((piece for piece in items if piece.start >= item.end), None)
    gap = text[item.end : following.start] if following else ""
    if following is not None and "\t" in gap and find_fluency(text, following):
        return Span(item.start, following.end)
    return item


def _group_fluency(text: str, line: Span, hit: Span) -> FluencyMention | None:
    """"Fluent in English and German": the word in front speaks for the whole list."""
    before = find_fluency(text, Span(line.start, hit.start))
    gap = text[before[-1].span.end : hit.start] if before else ""
    if before and not re.search(r"[.;:]", gap) and re.match(r"\s+in\b", gap):
        return before[-1]
    return None


def _only_languages(text: str, line: Span, hits: Sequence[object]) -> bool:
    """Whether a line lists nothing but languages and their levels: "English, Italian (conversational)"."""
    items = list(split(text, line, _LANGUAGE_ITEMS))
    return len(hits) >= 2 and len(hits) >= len(items)


# ---------------------------------------------------------------------------------------------------------------- contact


def read_contact(document: Document, parts: Sequence[Part]) -> tuple[str | None, Mapping[str, str], set[int]]:
    """Name, contact details, and the numbers of the rows that hold nothing else.

    Returns:
        The name or None; ``email``, ``phone``, ``location``, ``links`` where found; row numbers to keep out of the statements.
    """
    text = document.text
    contact: dict[str, str] = {}
    rows = [row for part in parts if part.kind in (HEADER, "contact") for row in part.rows]
    masked = {row.number for part in parts if part.kind == "contact" for row in part.rows}
    links: list[str] = []
    for row in rows:
        words = row.of(text)
        email, phone = _EMAIL.search(words), _phone(words)
        if email:
            contact.setdefault("email", email.group())
        if phone:
            contact.setdefault("phone", phone)
        links += [match.group() for match in _LINK.finditer(_EMAIL.sub(" ", words))]
        for cell in split(text, row.span, _WIDE):
            if is_place(cell.of(text)):
                contact.setdefault("location", cell.of(text))
        if email or phone or (links and is_url(words)) or is_place(words):
            masked.add(row.number)
    name = _name(text, parts, masked)
    links += [link for link in document.links if not link.startswith(("mailto:", "tel:"))]
    if links:
        contact["links"] = " ".join(dict.fromkeys(links))
    if name:
        for row in rows:
            if fold(row.of(text)).startswith(fold(name)) and row.number not in masked:
                if len(row.of(text)) <= len(name) + 3:
                    masked.add(row.number)
    return name, contact, masked


def _phone(words: str) -> str | None:
    for match in _PHONE.finditer(words):
        digits = re.sub(r"\D", "", match.group())
        if 8 <= len(digits) <= 15 and not re.fullmatch(r"(?:19|20)\d\d\W+(?:19|20)\d\d", match.group().strip()):
            return match.group().strip()
    return None


def _name(text: str, parts: Sequence[Part], masked: set[int]) -> str | None:
    for part in parts:
        if part.kind != HEADER:
            continue
        rows = part.rows[:6]
        for at, row in enumerate(rows):
            for cell in split(text, row.span, _WIDE):
                words = re.sub(r"\A(?:full )?name:\s*", "", cell.of(text), flags=re.IGNORECASE)
                words = re.sub(r",?\s+(?:ph\.?d|m\.?d|rgn|rmn|rn|obe|mbe|ceng|mrics|acca|aca|cfa|cpa|cipd|llm|llb|ba|ma|bsc|msc|bsn|msn|mba|cpa|pmp|esq|jr|sr|ii|iii|m\.?sc|b\.?sc|resume|résumé|cv)\.?\Z", "", cell.of(text), flags=re.IGNORECASE)
                words = re.split(r"\s[—–|-]\s|,", words)[0].strip()
                if _is_name(words):
                    nxt = rows[at + 1].of(text) if at + 1 < len(rows) else ""
                    if " " not in words and re.fullmatch(r"[A-Z][\w'’-]+", nxt) and role_score(nxt) == 0:
                        masked.update((row.number, rows[at + 1].number))
                        return f"{words} {nxt}"
                    if " " in words:
                        return words
    return None


def _is_name(words: str) -> bool:
    tokens = words.split()
    if not _NAME.fullmatch(words) or not 1 <= len(tokens) <= 5 or heading_kind(words) is not None:
        return False
    if not all(token[0].isupper() or token in ("de", "van", "von", "der", "da", "di", "la", "le", "bin", "al", "del", "dos", "el", "ter") for token in tokens):
        return False
    return role_score(words) < 2 and not is_place(words)
