"""The sections of a CV: by the names of their headings, by how the CV sets headings apart, and by content where headings lack."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from fitscore.dates import find_dates
from fitscore.degrees import find_degrees
from fitscore.model import LineKind, Section, Span
from fitscore.resume.heading_style import NONE, Style, style_of
from fitscore.resume.lexicon import org_score, role_score
from fitscore.resume.rows import Row
from fitscore.resume.section_names import LONGEST_NAME, heading_kind, loose_kind

HEADER = "header"
"""The part before the first heading: name, contact, headline, often a summary."""

_OF_ENTRIES = frozenset(
    {"experience", "internships", "volunteering", "activities", "projects", "education", "certificates", "publications"}
)
_SIDEBAR = frozenset(
    {"contact", "skills", "languages", "interests", "certificates", "achievements", "references", "education", "courses"}
)
"""Sections that often stand in a narrow column beside the work."""
_BY_MARK, _BY_LOOKS = _UNNAMED = ("marked heading", "set apart like the headings")
_UNPAID = frozenset({"volunteering", "activities"})
_SHORT = frozenset({"languages", "skills", "certificates", "interests"})
_CAPITALS = re.compile(r"([A-Z][A-Z &]{3,30}[A-Z])[ \t]+(?=[A-Z][a-z])")
_FOLLOWED = re.compile(r"\s*:\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class Part:
    """A section with its rows, the heading left out."""

    kind: str
    heading: Span | None
    rows: tuple[Row, ...]
    rule: str = ""


@dataclass(frozen=True, slots=True)
class _Heading:
    kind: str
    span: Span | None
    rest: Row | None
    rule: str


@dataclass(slots=True)
class _Reading:
    """The state of reading from top to bottom; ``last_kinds`` holds the kind of section each page ended with so far."""

    parts: list[Part]
    kind: str
    heading: Span | None = None
    rule: str = ""
    level: int = 0
    held: list[Row] = field(default_factory=list)
    last_kinds: dict[int, str] = field(default_factory=dict)

    def part(self) -> Part:
        return Part(self.kind, self.heading, tuple(self.held), self.rule)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the reading stands: the kind, level and words of the section's heading, and how the file sets headings apart."""

    kind: str
    level: int
    style: Style = NONE
    words: str = ""


def find_parts(text: str, rows: Sequence[Row]) -> tuple[Part, ...]:
    """The sections of a CV in reading order; the first is the header, without a heading."""
    style = style_of(text, rows)
    reading = _Reading([], HEADER)
    for at, row in enumerate(rows):
        words = reading.heading.of(text) if reading.heading else ""
        found = _heading(text, rows, at, _Place(reading.kind, reading.level, style, words)) or _column(text, rows, at, reading)
        if found is not None and found.kind == "other" and found.rule in _UNNAMED and _nameless(reading):
            found = _Heading(HEADER, None, row, "first lines of a column")
        reading.last_kinds[row.line.page or 0] = reading.kind
        if found is None:
            reading.held.append(row)
            continue
        reading.parts.append(reading.part())
        reading.kind, reading.heading, reading.rule = found.kind, found.span, found.rule
        reading.held = [found.rest] if found.rest is not None else []
        reading.level = row.line.level if row.line.kind is LineKind.HEADING else 0
    parts = (*reading.parts, reading.part())
    return tuple(part for part in parts if part.rows or part.heading is not None)


def _column(text: str, rows: Sequence[Row], at: int, reading: _Reading) -> _Heading | None:
    """What begins at the top of a column without a heading: name and headline, or the work of the page before."""
    row = rows[at]
    under_heading = reading.heading is not None and not reading.held  # it stood at the foot of the column before
    if at == 0 or row.region == rows[at - 1].region or reading.kind not in _SIDEBAR or under_heading:
        return None
    first_page = rows[0].region[0]
    if row.region[0] == first_page:
        return _Heading(HEADER, None, row, "first lines of a column") if _nameless(reading) and not row.bullet else None
    before = reading.last_kinds.get(row.region[0] - 1)
    near = [other for other in rows[at : at + 5] if other.region == row.region]
    if before in _OF_ENTRIES and before not in _SIDEBAR and any(other.bullet or find_dates(text, other.span) for other in near):
        return _Heading(before, None, row, "column goes on from the page before")
    return None


def _nameless(reading: _Reading) -> bool:
    """Whether no line for name and headline has been seen yet."""
    seen = any(part.kind == HEADER and part.rows for part in reading.parts)
    return not seen and (reading.kind != HEADER or not reading.held)


def _heading(text: str, rows: Sequence[Row], at: int, place: _Place) -> _Heading | None:
    row = rows[at]
    words = row.of(text)
    marked = row.line.kind is LineKind.HEADING
    if row.bullet and not marked:
        return None
    kind = heading_kind(words) or (loose_kind(words) if marked or words.isupper() else None)
    if marked and kind == "experience" and place.kind == "skills" and _heads_list(text, rows, at):
        return None
    loud = (not place.style.marked or words.isupper()) and not _is_subheading(text, row, kind, place)
    if kind is not None and (marked or (loud and _stands_as_heading(text, rows, at, place.kind, kind))):
        return _Heading(kind, row.span, None, "heading")
    if len(row.cells) > 1:
        return _rail(text, rows, at, place.kind)
    inline = _FOLLOWED.search(text, row.span.start, min(row.span.end, row.span.start + LONGEST_NAME))
    if inline is not None and place.kind not in ("skills", "languages", "courses"):
        return _inline(text, row, inline, place.kind)
    capitals = _CAPITALS.match(text, row.span.start, row.span.end)
    if capitals is not None and not marked:
        kind = heading_kind(capitals.group(1))
        if kind in _SHORT and kind != place.kind:
            rest = row.within(Span(capitals.end(), row.span.end))
            return _Heading(kind, Span(*capitals.span(1)), rest, "heading with its text")
    short = marked and 0 < row.line.level <= place.level and len(words) <= LONGEST_NAME
    if marked and place.kind in ("contact", "skills") and _heads_list(text, rows, at):
        # Groups of skills under headings of their own: "Every day", "Some".
        return _Heading("skills", row.span, None, "heading of a list") if place.kind == "contact" or short else None
    if short and not _opens_entry(text, rows, at, place):
        return _Heading("other", row.span, None, _BY_MARK)
    if place.style.sets_apart(row) and kind is None and not (marked and place.kind in ("contact", "skills")):
        return _Heading(_kind_below(text, rows, at, place), row.span, None, _BY_LOOKS)
    return None


def _kind_below(text: str, rows: Sequence[Row], at: int, place: _Place) -> str:
    """What a heading in words of its own stands over: entries like those before it, where a dated line follows."""
    below = rows[at + 1] if at + 1 < len(rows) else None
    dated = below is not None and not below.bullet and any(not date.single for date in find_dates(text, below.span))
    return place.kind if dated and place.kind in ("experience", "internships", *_UNPAID) else "other"


def _heads_list(text: str, rows: Sequence[Row], at: int) -> bool:
    """Whether a plain list of names follows: "Go, PostgreSQL, Kubernetes"."""
    if at + 1 >= len(rows) or len(rows[at].of(text).split()) > 4:
        return False
    below = rows[at + 1].of(text)
    return below.count(",") >= 2 and not find_dates(text, rows[at + 1].span) and "@" not in below


def _is_subheading(text: str, row: Row, kind: str | None, place: _Place) -> bool:
    """Whether "Key achievements:" stands inside a job: it is written otherwise than the heading of the section."""
    if place.kind not in _OF_ENTRIES or kind in _OF_ENTRIES or not place.words:
        return False
    words = row.of(text)
    return not row.after_blank and (words.isupper(), words.endswith(":")) != (place.words.isupper(), place.words.endswith(":"))


def _opens_entry(text: str, rows: Sequence[Row], at: int, place: _Place) -> bool:
    """Whether a marked line names a job or school rather than a section: right under its heading, or beside dates."""
    if place.kind not in _OF_ENTRIES:
        return False
    words = rows[at].of(text)
    if at == 0 or rows[at - 1].line.kind is LineKind.HEADING or role_score(words) >= 2 or org_score(words) >= 2:
        return True
    near = rows[at - 1 : at + 3]
    return bool(find_degrees(words)) or any(find_dates(text, row.span) for row in near if not row.bullet)


def _stands_as_heading(text: str, rows: Sequence[Row], at: int, inside: str, kind: str) -> bool:
    row = rows[at]
    if kind == inside and not row.of(text).isupper():
        return False
    words = row.of(text)
    if len(row.cells) > 1 or words.rstrip().endswith((".", ",", ";")) or words[:1].islower():
        return False
    before, after = rows[at - 1] if at else None, rows[at + 1] if at + 1 < len(rows) else None
    if after is not None and after.of(text)[:1].islower() and not (after.bullet or words.isupper() or _opens_dated(text, after)):
        return False
    # A one-word job line ("Practice", "Training") inside running text is not a heading: headings stand apart or in capitals.
    if words.isupper() or row.after_blank or row.line.page is not None or words.rstrip().endswith(":"):
        return True
    return before is None or before.bullet or before.of(text).rstrip().endswith((".", ":")) or not _any_blank(rows)


def _opens_dated(text: str, row: Row) -> bool:
    """Whether a line begins with a date in small letters: "since 2019"."""
    return any(date.span.start == row.span.start for date in find_dates(text, row.cells[0]))


def _any_blank(rows: Sequence[Row]) -> bool:
    return sum(row.after_blank for row in rows) > 3


def _rail(text: str, rows: Sequence[Row], at: int, inside: str) -> _Heading | None:
    """A heading in the left cell of the first line of its section, or over the left cells of two lines."""
    row = rows[at]
    label = row.cells[0].of(text)
    kind = heading_kind(label)
    if kind is None and at and len(rows[at - 1].cells) > 1:
        return None
    if kind is None and at + 1 < len(rows) and len(rows[at + 1].cells) > 1:
        both = f"{label} {rows[at + 1].cells[0].of(text)}"
        kind = heading_kind(both) if heading_kind(rows[at + 1].cells[0].of(text)) else None
    if kind is None or kind in ("other", inside) or label[:1].islower() or (inside == "skills" and kind == "courses"):
        return None
    rest = row.within(Span(row.cells[1].start, row.span.end))
    return _Heading(kind, row.cells[0], rest, "heading beside its section")


def _inline(text: str, row: Row, colon: re.Match[str], inside: str) -> _Heading | None:
    label = Span(row.span.start, colon.start())
    kind = heading_kind(label.of(text))
    if kind is None or kind == "summary" or (kind == inside and inside != HEADER):
        return None
    if kind == "other" and not (label.of(text).isupper() and row.after_blank):
        return None
    if not (row.after_blank or inside == HEADER or label.of(text).isupper()):
        return None
    if kind in ("experience", "projects", "courses", "achievements", "activities", "interests") and not label.of(text).isupper():
        return None
    return _Heading(kind, label, row.within(Span(colon.end(), row.span.end)), "heading with its text")


def as_sections(parts: Sequence[Part], length: int) -> tuple[Section, ...]:
    """The parts as sections of the model: each body runs from its heading to the next one."""
    sections: list[Section] = []
    for at, part in enumerate(parts):
        start = part.heading.end if part.heading else part.rows[0].span.start if part.rows else 0
        following = parts[at + 1] if at + 1 < len(parts) else None
        end = length
        if following is not None:
            end = following.heading.start if following.heading else following.rows[0].span.start
        sections.append(Section(kind=part.kind, heading=part.heading, body=Span(start, max(start, end)), rule=part.rule))
    return tuple(sections)


def split_by_content(parts: Sequence[Part], is_start: dict[int, str]) -> tuple[Part, ...]:
    """Parts cut where a job or a degree begins without a heading of its own.

    Args:
        parts: the sections found by heading.
        is_start: row number -> kind of the section that begins there.
    """
    return tuple(piece for part in parts for piece in _pieces(part, is_start))


def _pieces(part: Part, is_start: dict[int, str]) -> Iterator[Part]:
    cuts = [at for at, row in enumerate(part.rows) if row.number in is_start]
    if not cuts:
        yield part
        return
    if cuts[0] or part.heading is not None:
        yield replace(part, rows=part.rows[: cuts[0]])
    for at, cut in enumerate(cuts):
        end = cuts[at + 1] if at + 1 < len(cuts) else len(part.rows)
        yield Part(is_start[part.rows[cut].number], None, part.rows[cut:end], "content")
