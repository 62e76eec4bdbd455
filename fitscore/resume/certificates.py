"""Certificates and licences: the items of their own section, and those named anywhere else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from fitscore.dates import find_dates
from fitscore.degrees import find_degrees
from fitscore.model import Certificate, Document, ResumeSkill, Span
from fitscore.resume.dated import ALONE, date_of, is_date_word
from fitscore.resume.hedges import cues_in, standing
from fitscore.resume.lexicon import org_score, strip_edges, words_of
from fitscore.resume.rows import Row, Widths
from fitscore.resume.section_names import heading_kind
from fitscore.resume.sections import Part
from fitscore.resume.shapes import ends_sentence
from fitscore.resume.statements import Passage, passages
from fitscore.skills import SkillFinder
from fitscore.text import split

CERTIFICATE_KINDS = ("certification", "licence")
"""Kinds of the taxonomy's skills that are certificates."""

_NAMING = ("summary", "skills", "languages", "courses", "other")
"""Sections whose lines name what one holds; prose about work merely mentions certificates."""

_COURSE = re.compile(r"(?:certificate|certification|professional certificate|nanodegree|boot ?camp)\b", re.IGNORECASE)
_ITEMS = re.compile(r"\s*[;•·|]\s*")
_EXPIRY = re.compile(
    r"""
    \b(?:expir\w*(?:\ on|\ in)?|due|exp|lapsed|ended|ran\ out
      |(?:valid|current|licen[cs]e|registration|registered|paid)\ (?:until|till|to|through|thru))\W{0,3}\Z
    """,
    re.VERBOSE | re.IGNORECASE,
)
_TRAILER = re.compile(
    r"""
    [\s,(\[–-]+(?:expir\w*|valid|lapsed|passed|completed|gained|taken|(?:valid\ |current\ )?(?:until|to|through)|issued|obtained|
    awarded|renewed|since|in|expected|in\ progress|currently\ studying)
    (?:\s+(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6})?\W*\Z
    """,
    re.VERBOSE | re.IGNORECASE,
)
_NAME_END = re.compile(r"\s*[,;|\t(]\s*|\s[–—-]\s")
_CELL = re.compile(r"\t+|[ \xa0]{3,}")
_AFTER_DATE = re.compile(r"\)\s?,\s+(?=\w)|(?:\d\)?|\))\.\s+(?=[A-Z])")
_LEVELS = frozenset(
    {"associate", "professional", "expert", "specialty", "foundation", "practitioner", "advanced", "intermediate", "fundamentals"}
)
_LONGEST = 14
"""Words a certificate's name may have; longer lines tell about it."""


def read_certificates(
    document: Document, parts: Sequence[Part], skills: Sequence[ResumeSkill], finder: SkillFinder, widths: Widths
) -> tuple[Certificate, ...]:
    """The certificates and licences of a CV in the order of the text.

    Args:
        document: the CV.
        parts: its sections.
        skills: its skills; those of a certificate's kind named outside the sections count too.
        finder: knows certificates by name.
        widths: line widths by page and column.
    """
    text = document.text
    found: list[Certificate] = []
    for part in parts:
        if part.kind == "certificates":
            found += _items(text, part.rows, finder, widths)
        elif part.kind == "education":
            rows = [row for row in part.rows if _is_certificate(text, row, finder)]
            found += [item for row in rows for item in _items(text, [row], finder, widths)]
        elif part.kind == "courses":
            found += [item for item in _items(text, part.rows, finder, widths) if item.skill_id is not None]
    for skill in skills:
        if finder.taxonomy.get(skill.skill_id).kind in CERTIFICATE_KINDS:
            found += _named(text, skill, found)
    return tuple(sorted(found, key=lambda certificate: certificate.span))


def _is_certificate(text: str, row: Row, finder: SkillFinder) -> bool:
    """Whether a line among degrees is a certificate."""
    if find_degrees(text, row.span, of_study=True):
        return False
    return (bool(_COURSE.match(text, row.span.start)) and not row.bullet) or names_certificate(text, [row], finder)


def names_certificate(text: str, rows: Sequence[Row], finder: SkillFinder) -> bool:
    """Whether lines begin with a certificate that the taxonomy knows."""
    first = [next(iter(split(text, row.span, _NAME_END)), row.span) for row in rows]
    return any(_known(text, span, finder) is not None for span in first)


def _named(text: str, skill: ResumeSkill, found: Sequence[Certificate]) -> list[Certificate]:
    """The certificate that a skill outside the certificate sections is, once."""
    if any(certificate.skill_id == skill.skill_id for certificate in found):
        return []
    taken = [certificate.span for certificate in found]
    mentions = [m for m in skill.mentions if not m.negated and m.section in _NAMING and any(map(str.isalpha, m.surface))]
    mentions = [m for m in mentions if not any(span.overlaps(m.span) for span in taken)]
    return [_certificate(text, m.span, m.span, [m.context], skill.skill_id, hedged=m.hedged) for m in mentions[:1]]


def _items(text: str, rows: Sequence[Row], finder: SkillFinder, widths: Widths) -> Iterator[Certificate]:
    groups: list[list[Passage]] = []
    for passage in passages(text, _columns(text, rows), widths):
        if groups and _belongs(text, groups[-1], passage, finder):
            groups[-1].append(passage)
        elif not _tells(text, passage, finder) or len(list(_dated_apart(text, passage.span))) > 1:
            groups.append([passage])
    for group in groups:
        whole = Span(group[0].span.start, group[-1].span.end)
        items = [part for item in split(text, group[0].span, _ITEMS) for part in _dated_apart(text, item)]
        items = items if len(group) == 1 else [group[0].span]
        for item in items:
            name = _name_of(text, _unlabelled(text, item))
            if name is not None:
                contexts = [row.span for passage in group for row in passage.rows] if len(items) == 1 else [item]
                yield _certificate(text, name, whole if len(items) == 1 else item, contexts, _known(text, name, finder))


def _dated_apart(text: str, span: Span) -> Iterator[Span]:
    """The items of a line in which each carries its date: "SnowPro Core (2025), First Aid (2024)"."""
    start = span.start
    for match in _AFTER_DATE.finditer(text, span.start, span.end):
        if find_dates(text, Span(max(start, match.start() - 40), match.start() + 1)):
            yield Span(start, match.start() + 1)
            start = match.end()
    yield Span(start, span.end)


def _known(text: str, span: Span, finder: SkillFinder) -> str | None:
    """The id of the first certificate that some words name."""
    hits = finder.find(text, span, as_list=True)
    return next((hit.skill_id for hit in hits if finder.taxonomy.get(hit.skill_id).kind in CERTIFICATE_KINDS), None)


def _columns(text: str, rows: Sequence[Row]) -> list[Row]:
    """The lines of a grid read down its columns: names in one line, issuers and dates in the lines below."""
    size = len(rows[0].cells) if rows else 1
    grid = size > 1 and len(rows) <= 4 and all(len(row.cells) == size for row in rows)
    if not grid or not any(all(find_dates(text, cell) for cell in row.cells) for row in rows):
        return list(rows)
    # Numbers of their own keep the lines of one column apart from each other.
    return [row.within(row.cells[column], number=2 * number) for column in range(size) for number, row in enumerate(rows)]


def _belongs(text: str, group: Sequence[Passage], passage: Passage, finder: SkillFinder) -> bool:
    """Whether lines tell the issuer or the date of the certificate above them, or go on about it."""
    words = passage.span.of(text)
    if passage.bullet:
        return False
    dated = date_of(text, passage.rows[0])
    if (dated is not None and dated.manner == ALONE) or words[:1].islower() or words[:1] == "(":
        return True
    if words_of(words)[:1] and words_of(words)[0] in _LEVELS and not find_dates(text, group[-1].span):
        return True
    if _known(text, passage.span, finder) is not None or find_dates(text, passage.span):
        return False
    bare = not group[0].bullet and len(group) == 1 and not find_dates(text, group[0].span)
    return bare and org_score(words) >= 1


def _tells(text: str, passage: Passage, finder: SkillFinder) -> bool:
    """Whether a passage is prose about a certificate, not its name."""
    words = passage.span.of(text)
    return (len(words_of(words)) > _LONGEST or ends_sentence(words)) and _known(text, passage.span, finder) is None


def _unlabelled(text: str, span: Span) -> Span:
    """What follows "Certifications:" in a section that holds several things; nothing for the other labels."""
    label, colon, _ = span.of(text).partition(": ")
    kind = heading_kind(label) if colon else None
    if kind is None:
        return span
    return Span(span.start + len(label) + 2, span.end) if kind in ("certificates", "courses") else Span(span.end, span.end)


def _name_of(text: str, span: Span) -> Span | None:
    """The words of an item without its date and what leads up to it."""
    if span.start >= span.end:
        return None
    cell = next(iter(split(text, span, _CELL)), span)
    span = cell if not is_date_word(cell.of(text)) else span
    cut = strip_edges(text, span)
    dates = find_dates(text, span)
    if dates and cut is not None:
        before, after = Span(span.start, dates[0].span.start), Span(dates[0].span.end, span.end)
        left = strip_edges(text, before)
        cut = left if left is not None and not is_date_word(left.of(text)) else strip_edges(text, after)
        if cut is not None and cut == left and _EXPIRY.fullmatch(cut.of(text)):
            cut = strip_edges(text, after)
    while cut is not None and (trailer := _TRAILER.search(cut.of(text))) is not None and trailer.start() > 2:
        cut = strip_edges(text, Span(cut.start, cut.start + trailer.start()))
    if cut is not None and cut.of(text).count("(") > cut.of(text).count(")"):
        cut = strip_edges(text, Span(cut.start, text.rfind("(", cut.start, cut.end))) or cut
    return cut


def _certificate(
    text: str, name: Span, span: Span, contexts: Sequence[Span], skill_id: str | None, *, hedged: bool = False
) -> Certificate:
    dates = [date for context in contexts for date in find_dates(text, context)]
    expiry = next((date for date in dates if _EXPIRY.search(text[max(0, date.span.start - 30) : date.span.start])), None)
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
