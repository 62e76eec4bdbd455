"""The sections of a CV: by heading in its many spellings, by the file's own heading marks, and by content where headings lack."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from fitscore.datafile import load_data
from fitscore.dates import find_dates
from fitscore.degrees import find_degrees
from fitscore.model import LineKind, Section, Span
from fitscore.resume.lexicon import org_score, role_score
from fitscore.resume.rows import Row
from fitscore.text import fold

HEADER = "header"
"""The part before the first heading: name, contact, headline, often a summary."""

_NAME_JOINT = re.compile(r"\s*(?:,|/|\||\band\b|\+)\s*")
_NOTE = re.compile(r"(?<=\w)\s*\((?!continued|cont)[^()]{12,80}\)\s*:?\Z")
_SPACED = re.compile(r"(?:\S ){3,}\S\s*")
_LONGEST = 60
_OF_ENTRIES = frozenset(
    {"experience", "internships", "volunteering", "activities", "projects", "education", "certificates", "publications"}
)
_SIDEBAR = frozenset(
    {"contact", "skills", "languages", "interests", "certificates", "achievements", "references", "education", "courses"}
)
"""Sections that often stand in a narrow column beside the work."""
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
    """Where the reading stands: the kind, level and words of the section's heading, and whether the file marks its headings."""

    kind: str
    level: int
    marked: bool
    words: str = ""


@cache
def _names() -> tuple[dict[str, str], tuple[str, ...], tuple[str, ...]]:
    data = load_data("resume_sections")
    names = {_bare(name): entry["id"] for entry in data["kinds"] for name in entry["names"]}
    return names, tuple(map(_bare, data["modifiers"])), tuple(map(_bare, data["tails"]))


def _bare(words: str) -> str:
    """Heading words without case, marks, numbers and signs at the ends; letter-spaced words closed up."""
    if _SPACED.fullmatch(words):
        words = " ".join("".join(word.split(" ")) for word in re.split(r"\s{2,}", words.strip()))
    folded = _NOTE.sub("", fold(words)).replace("i have ", "i've ")
    plain = unicodedata.normalize("NFKD", folded).replace("&", " and ").replace("(", " ").replace(")", " ")
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    plain = re.sub(r"^[\W\d_]+|\W+$", "", plain)
    return re.sub(r"[\s_-]+", " ", plain).strip()


@cache
def heading_kind(words: str) -> str | None:
    """The section kind that a heading names, or None when the words are no heading.

    >>> heading_kind("WORK EXPERIENCE"), heading_kind("Licenses & Certifications:"), heading_kind("Experience with Python")
    ('experience', 'certificates', None)
    >>> heading_kind("E D U C A T I O N"), heading_kind("Skills & Awards"), heading_kind("Programs, Skills, Software")
    ('education', 'skills', 'skills')
    """
    if len(words) > _LONGEST or not words.strip():
        return None
    bare = _bare(words)
    kind = _kind_of(bare)
    if kind is not None:
        return kind
    kinds = [_kind_of(piece) for piece in _pieces_of(bare)]
    modifiers = _names()[1]
    known = [kind for kind in kinds if kind is not None]
    missed = [piece for piece, kind in zip(_pieces_of(bare), kinds, strict=True) if kind is None]
    if len(kinds) < 2 or not known or (len(missed) > len(kinds) - 2 and not all(piece in modifiers for piece in missed)):
        return None
    return _leading(known)


def _pieces_of(bare: str) -> list[str]:
    return [piece for piece in _NAME_JOINT.split(bare) if piece]


def _leading(known: Sequence[str]) -> str | None:
    """The kind of a section that several names are given to: the one that is read most closely, else the first."""
    if "education" in known and not {"experience", "skills"} & set(known):
        return "education"
    if "certificates" in known and "courses" in known:
        return "certificates"
    return next((kind for kind in known if kind != "other"), None)


@cache
def _loose_kind(words: str) -> str | None:
    """The kind of a heading that joins one known name to words of its writer's own: "EDUCATION & ENROLMENT".

    >>> _loose_kind("EDUCATION & ENROLMENT"), _loose_kind("Tickets, cards and gear"), _loose_kind("Education and Skills Board")
    ('education', 'certificates', None)
    """
    if len(words) > _LONGEST or not words.strip():
        return None
    pieces = _pieces_of(_bare(words))
    kinds = [_kind_of(piece) for piece in pieces]
    if not 2 <= len(pieces) <= 4 or any(len(piece.split()) > 1 for piece, kind in zip(pieces, kinds, strict=True) if not kind):
        return None
    return _leading([kind for kind in kinds if kind is not None])


def _kind_of(bare: str) -> str | None:
    """The kind of one heading name, with modifiers in front and tails behind taken away."""
    names, modifiers, tails = _names()
    waiting = [bare]
    for _ in range(12):
        if not waiting:
            return None
        words = waiting.pop(0)
        if words in names:
            return names[words]
        waiting += [words[len(word) + 1 :] for word in modifiers if words.startswith(word + " ")]
        waiting += [words[: -len(word) - 1] for word in tails if words.endswith(" " + word)]
    return None


def find_parts(text: str, rows: Sequence[Row]) -> tuple[Part, ...]:
    """The sections of a CV in reading order; the first is the header, without a heading."""
    marked = _is_marked(text, rows)
    reading = _Reading([], HEADER)
    for at, row in enumerate(rows):
        words = reading.heading.of(text) if reading.heading else ""
        found = _heading(text, rows, at, _Place(reading.kind, reading.level, marked, words)) or _column(text, rows, at, reading)
        if found is not None and found.kind == "other" and found.rule == "marked heading" and _nameless(reading):
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


def _is_marked(text: str, rows: Sequence[Row]) -> bool:
    """Whether the file itself marks the section headings of this document."""
    known = [row for row in rows if not row.bullet and len(row.cells) == 1 and heading_kind(row.of(text)) is not None]
    marked = sum(row.line.kind is LineKind.HEADING for row in known)
    return marked >= 3 and 2 * marked >= len(known)


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
    kind = heading_kind(words) or (_loose_kind(words) if marked or words.isupper() else None)
    if marked and kind == "experience" and place.kind == "skills" and _heads_list(text, rows, at):
        return None
    loud = (not place.marked or words.isupper()) and not _is_subheading(text, row, kind, place)
    if kind is not None and (marked or (loud and _stands_as_heading(text, rows, at, place.kind, kind))):
        return _Heading(kind, row.span, None, "heading")
    if len(row.cells) > 1:
        return _rail(text, rows, at, place.kind)
    inline = _FOLLOWED.search(text, row.span.start, min(row.span.end, row.span.start + _LONGEST))
    if inline is not None and place.kind not in ("skills", "languages", "courses"):
        return _inline(text, row, inline, place.kind)
    capitals = _CAPITALS.match(text, row.span.start, row.span.end)
    if capitals is not None and not marked:
        kind = heading_kind(capitals.group(1))
        if kind in _SHORT and kind != place.kind:
            rest = row.within(Span(capitals.end(), row.span.end))
            return _Heading(kind, Span(*capitals.span(1)), rest, "heading with its text")
    short = marked and 0 < row.line.level <= place.level and len(words) <= _LONGEST
    if marked and place.kind in ("contact", "skills") and _heads_list(text, rows, at):
        # Groups of skills under headings of their own: "Every day", "Some".
        return _Heading("skills", row.span, None, "heading of a list") if place.kind == "contact" or short else None
    if short and not _opens_entry(text, rows, at, place):
        return _Heading("other", row.span, None, "marked heading")
    return None


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
    if after is not None and after.of(text)[:1].islower() and not after.bullet and not words.isupper():
        return False
    # A one-word job line ("Practice", "Training") inside running text is not a heading: headings stand apart or in capitals.
    if words.isupper() or row.after_blank or row.line.page is not None or words.rstrip().endswith(":"):
        return True
    return before is None or before.bullet or before.of(text).rstrip().endswith((".", ":")) or not _any_blank(rows)


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
