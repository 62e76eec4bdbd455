"""What the job and the employer are called: from the file's own data, the head of the page, the running text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache

from fitscore.datafile import load_data
from fitscore.model import LineKind
from fitscore.posting.lines import Piece
from fitscore.posting.sections import Block
from fitscore.text import fold

_LABEL = re.compile(r"(?:job\s|position\s|role\s|vacancy\s)?(?:title|position|role|vacancy|job)\s?(?:name|title|description)?\s?(?::|\s[-–]\s)\s{0,3}(?P<value>\S.{1,100})", re.IGNORECASE)
_COMPANY_LABEL = re.compile(r"(?:company|employer|organi[sz]ation|hiring company|client)(?:\sname)?\s?:\s{0,3}(?P<value>\S.{1,70})", re.IGNORECASE)
_NAME = r"[A-Z0-9][\w&'’./+-]{0,30}(?:[ ](?:[A-Z0-9(][\w&'’./+)-]{0,30}|of|and|the|for|&|,|-|–|–)){0,9}"
_TITLE_CUES = re.compile(
    rf"""
    (?:(?:(?:looking|searching)\sfor|seeking|hiring|recruit(?:ing)?|to\shire|in\sneed\sof|opportunity\sfor|opening\sfor|vacancy\sfor|need|seeks|appoint|opportunity\sas|position\sof|role\sof|post\sof|join\s[\w\s]{{0,30}}\sas)
        \s(?:(?:to\s(?:hire|add|recruit|appoint)\s)?(?:for\s)?(?:an?|our|the|another|multiple|two|several|experienced|\d)\s)?(?:[a-z][\w,-]{{0,20}}\s){{0,8}}?
      |(?:^|[.!?:]\s{{1,2}}|\n\s{{0,6}})(?:As\s(?:an?|our|the|your)|The|This|Our|An?|Are\syou\s(?:an?|a\s\w+))\s(?:[a-z][\w,-]{{0,20}}\s){{0,3}}?)
    (?P<name>{_NAME})
    """,
    re.VERBOSE,
)
_COMPANY_CUES = (
    (re.compile(rf"(?<![\w.])(?P<name>{_NAME})(?:,\s[^,\n]{{3,60}},)?\s(?:is|are)\s(?:currently\s|now\s|actively\s)?(?:looking|seeking|hiring|searching|recruiting)\b"), 3),
    (re.compile(rf"(?<![\w.])(?P<name>{_NAME})\s(?:is|are)\s(?:an?\s)?(?:proud\s)?(?:to\sbe\s)?(?:an?\s)?[Ee]qual"), 4),
    (re.compile(rf"\b(?:[Aa]t|[Jj]oin(?:ing)?|[Ww]orking\s(?:at|for|with)|[Ww]ork\s(?:at|for|with)|[Ll]ife\sat|[Ww]hy|[Aa]bout)\s(?P<name>{_NAME})(?=[,.!?:;]|\s(?:we|you|is|are|was|will|as|to|in|and|has)\b|\n|\Z)"), 2),
    (re.compile(rf"(?:^|[.!?:]\s{{1,2}}|\n\s{{0,8}})(?P<name>{_NAME})\s(?:is|are|has|was|offers|provides|seeks|helps|strives|does|believes|works|recogni[sz]es|operates|takes|reserves|will|pays|would|embraces|empowers|celebrates|values|participates|brings|develops|designs|delivers)\b"), 2),
    (re.compile(rf"\b(?P<name>{_NAME})(?:'s|’s)\s(?:mission|values|team|platform|culture|global|core|purpose|vision|goal|employees|growth|clients|customers|products)"), 2),
    (re.compile(rf"\b(?:employees?|careers|opportunit(?:y|ies)|team|position|role|job|benefits|culture|applicants?)\s(?:at|with|of)\s(?P<name>{_NAME})"), 1),
)
_NOT_NAMES = frozenset(
    """the a an this that these those it we you our your they there if in at as to and or but all some any no not what who how why where when he she his her
    job position role candidate candidates applicant applicants employee employees team company department responsibilities qualifications requirements benefits us u.s. usa uk eu
    united states equal opportunity employment employer ability experience bachelor master knowledge strong must please apply note reports salary location travel
    work working however additional additionally under while during with for from by on about hr ai it us-based monday friday january february march april may june july
    august september october november december english data join today together each every other one two three applications both because since through most people everyone
    federal state county local paid health medical dental diversity inclusion hybrid remote full part full-time part-time base compensation pay actual successful ideal
    essential preferred minimum overview summary description duties status quo courage never always click read more show new senior junior lead los angeles san francisco york
    mission purpose culture values vision clients customers students patients education training""".split()  # noqa: SIM905
)
_PLACE = re.compile(r"[A-Z][\w.' -]{1,28},\s(?:[A-Z]{2}\b|[A-Z][a-z]{3,})|\b(?:remote|hybrid|on-?site)\b", re.IGNORECASE)
_NOT_TITLE = re.compile(r"posted|\bago\b|apply|[$£€]\d|\d{4}|http|@|salary|per (?:hour|annum|year)|full[- ]time|part[- ]time|\bjobs?\b$|\?|!|^\W|^we |^our |welcome|description$", re.IGNORECASE)


@cache
def _role_words() -> re.Pattern[str]:
    heads = sorted(load_data("resume_roles")["heads"], key=lambda word: (-len(word), word))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, heads))})s?(?!\w)")


def is_title(words: str) -> bool:
    """Whether a few words name a job.

    >>> is_title("Senior Night Baker"), is_title("Fresh bread daily")
    (True, False)
    """
    return bool(_role_words().search(fold(words)))


def title_of(text: str, pieces: Sequence[Piece], facts: Mapping[str, str]) -> str | None:
    """The job's title, or None when the text does not give it."""
    if facts.get("title"):
        return _clean(facts["title"])
    for line in text[:8000].splitlines()[:60]:
        match = _LABEL.match(line.strip(" *#-•_"))
        if match and len(match.group("value").split()) <= 12 and is_title(match.group("value")):
            return _clean(re.sub(r"\s\([^)]*(?:download|pdf|click)[^)]*\)", "", match.group("value"), flags=re.IGNORECASE))
    return _title_line(text, pieces) or _title_in_text(text) or _lone_title(text, pieces)


def _lone_title(text: str, pieces: Sequence[Piece]) -> str | None:
    """A line that is nothing but a job's name, somewhere in the text."""
    for piece in pieces[:80]:
        words = piece.span.of(text).strip("#* :")
        if ":" in words or re.search(r"\d", words):
            continue
        if piece.opens and piece.closes and not piece.marker and 1 < len(words.split()) <= 7 and _title_part(words) == words:
            return _clean(words)
    return None


def _title_line(text: str, pieces: Sequence[Piece]) -> str | None:
    seen: set[int] = set()
    for piece in pieces[:8]:
        words = piece.span.of(text).strip("#* ")
        if piece.line in seen or len(words) > 110 or not piece.opens:
            break
        seen.add(piece.line)
        first = len(seen) == 1
        short = len(words.split()) <= 13 and not words.endswith((".", ":", ";")) and not _NOT_TITLE.search(words)
        if short and is_title(words) and (piece.kind is LineKind.HEADING or piece.marker == ""):
            return _clean(words)
        if first and not short:
            break
    return None


def _title_in_text(text: str) -> str | None:
    counts: Counter[str] = Counter()
    for place, match in enumerate(_TITLE_CUES.finditer(text[:20000])):
        name = _title_part(match.group("name"))
        if name is None:
            continue
        verb = re.match(r"\s(?:is|will|to\s|who|with|for|in|at|on|you|,|and|position|role|reports|\()|[,.]", text[match.start("name") + len(name) : match.start("name") + len(name) + 12])
        counts[name] += 3 + 2 * bool(verb) - min(2, place // 4)
    if not counts:
        return None
    best = max(counts.values())
    return next(name for name, count in counts.items() if count == best)


def _title_part(words: str) -> str | None:
    """The run of words up to and with the last job word, and a grade or bracket after it."""
    words = re.split(r",\s(?=[a-z])|\s[-–]\s(?=[a-z])", words)[0]
    hits = list(_role_words().finditer(fold(words)))
    if not hits:
        return None
    end = hits[-1].end()
    if more := re.match(r"\s(?:of|for|-|–|,)\s(?:the\s)?[A-Z][\w&]*(?:\s(?:[A-Z][\w&]*|&|and|of)){0,4}", words[end:]):
        end += more.end() if more.group().split()[0] in ("of", "for") else 0
    if grade := re.match(r"\s(?:I{1,3}|IV|V|\d)\b|\s\([A-Z][\w /-]{1,30}\)", words[end:]):
        end += grade.end()
    words = words[:end].strip()
    while True:
        first = words.split(" ", 1)
        if len(first) == 2 and (fold(first[0]) in ("the", "an", "a", "our", "this") or not first[0][0].isupper()):
            words = first[1]
            continue
        break
    if len(words.split()) > 9 or (" " not in words and words.endswith("s")) or fold(words) in ("staff", "team member", "candidate", "employee", "head", "member", "lead", "partner", "student", "expert", "owner", "staff member", "graduate", "guide", "rep", "partners", "experts", "leaders", "members", "employees", "students", "guides", "agent", "client partner", "graduates", "associates", "tech", "president", "executive", "board"):
        return None
    return words


def _clean(words: str) -> str:
    words = re.sub(r"\s+", " ", words.strip(" *#_|-–:"))
    apart = re.split(r"(?<=[a-z]{3})(?=[A-Z][a-z]{2})", words)
    words = apart[0] if len(apart) > 1 and is_title(apart[0]) else words
    return re.sub(r"\s*\((?:m/f/d|m/w/d|f/m/d|all genders|m/f)[^)]*\)\s*$", "", words, flags=re.IGNORECASE)


def company_of(text: str, pieces: Sequence[Piece], blocks: Sequence[Block], facts: Mapping[str, str], title: str | None) -> str | None:
    """The employer's name, or None when the text does not give it."""
    if facts.get("company"):
        return facts["company"].strip()
    for piece in pieces[:60]:
        match = _COMPANY_LABEL.match(piece.span.of(text))
        if match and len(match.group("value").split()) <= 8:
            return match.group("value").strip()
    header = _header_line(text, pieces, title)
    counts = _name_counts(text, title)
    if header is not None and (counts.get(header, 0) or text.count(header) > 1 or blocks):
        return header
    if not counts:
        return None
    best, count = max(counts.items(), key=lambda item: (item[1], -text.find(item[0])))
    full = re.search(rf"(?P<name>{_NAME})\s\({re.escape(best)}\)", text)
    if full and _company_part(full.group("name")):
        return _company_part(full.group("name"))
    return best if count >= 2.4 else None


def _header_line(text: str, pieces: Sequence[Piece], title: str | None) -> str | None:
    """The line under the title, where job boards put the employer."""
    if title is None:
        return None
    for before, piece in zip(pieces[:6], pieces[1:7], strict=False):
        if _clean(before.span.of(text)) != title or not (piece.opens and piece.closes):
            continue
        words = piece.span.of(text).strip()
        plain = len(words.split()) <= 6 and not _PLACE.search(words) and not _NOT_TITLE.search(words) and not piece.marker
        if plain and words[:1].isupper() and not words.endswith((".", ":", ",")) and fold(words).split()[0] not in _NOT_NAMES and text.count(words) > 1:
            return words
    return None


def _name_counts(text: str, title: str | None) -> dict[str, float]:
    counts: Counter[str] = Counter()
    for pattern, weight in _COMPANY_CUES:
        for match in pattern.finditer(text[:40000]):
            name = _company_part(match.group("name"))
            if name is not None and (title is None or name.casefold() not in title.casefold()):
                counts[name] += weight
    scored: dict[str, float] = {}
    for name, count in counts.items():
        uses = len(re.findall(rf"(?<!\w){re.escape(name)}(?!\w)", text))
        shorter = sum(counts[other] for other in counts if other != name and name.startswith(other + " "))
        scored[name] = count + min(uses, 12) * 0.4 + 0.1 * shorter - 2 * (name.isupper() and len(name) <= 4 and uses < 4)
    return scored


def _company_part(words: str) -> str | None:
    words = re.split(r"\s(?:-|–|,)\s|,\s|\.\s|\s(?:for|and the|of the)\s(?=[a-z])", words)[0]
    words = re.sub(r"(?:'s|’s)$", "", words.strip(" .,'’&-–(/"))
    words = re.sub(r"\s(?:and|of|the|for|&)$", "", words)
    words = re.sub(r"^(?:The|Our|Your)\s", "", words)
    first = fold(words).split()
    if not first or first[0] in _NOT_NAMES or first[-1] in ("and", "of", "the") or len(words) < 2 or words.isdigit():
        return None
    return None if is_title(words) and len(first) <= 4 else words
