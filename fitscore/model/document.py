"""A readable text and what stands in it: spans, lines, sections, skill mentions, doubts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple


class Span(NamedTuple):
    """A half-open character range ``[start, end)`` into a document's text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words the span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two ranges share a character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Whether the other range lies wholly inside this one."""
        return self.start <= other.start and other.end <= self.end


class Month(NamedTuple):
    """A calendar month."""

    year: int
    month: int

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"

    @property
    def ordinal(self) -> int:
        """Months since year 0, so that differences count months."""
        return self.year * 12 + self.month - 1

    @classmethod
    def at(cls, ordinal: int) -> Month:
        """The month with this `ordinal`."""
        return cls(ordinal // 12, ordinal % 12 + 1)




class Severity(StrEnum):
    """How much a diagnostic matters to the reader of a report."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """Doubt as data: something the reader of the report should know about the document."""

    code: str
    message: str
    span: Span | None = None
    severity: Severity = Severity.WARNING


class LineKind(StrEnum):
    """What the file's own mark-up says a line is; `TEXT` when it says nothing."""

    TEXT = "text"
    HEADING = "heading"
    BULLET = "bullet"
    CELL = "cell"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a document. ``number`` counts from 1; ``page`` is None for formats without pages.

    ``level`` is the heading level or the list depth where the format tells (from 1; 0: not told);
    ``region`` numbers the columns or boxes of a page, so that a step may tell a sidebar from the main column.
    """

    number: int
    span: Span
    kind: LineKind = LineKind.TEXT
    level: int = 0
    page: int | None = None
    region: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One readable text. ``text`` is what every offset refers to; pages are separated by a form feed.

    ``facts`` holds what the file states as data beside the text (JSON-LD, front matter): ``title``, ``company``,
    ``location``, ``salary_min``, ``date_posted``, ``url`` ... as strings. ``hidden`` are spans a reader of the page cannot see.
    """

    path: str
    media_type: str
    text: str
    lines: tuple[Line, ...]
    pages: int | None = None
    facts: Mapping[str, str] = field(default_factory=dict)
    links: tuple[str, ...] = ()
    hidden: tuple[Span, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()

    def line_at(self, offset: int) -> Line | None:
        """The line that holds a character offset, or None for an empty document."""
        low, high = 0, len(self.lines) - 1
        while low < high:
            middle = (low + high + 1) // 2
            if self.lines[middle].span.start <= offset:
                low = middle
            else:
                high = middle - 1
        return self.lines[low] if self.lines else None

    def is_hidden(self, span: Span) -> bool:
        """Whether any part of the span is invisible to a human reader."""
        return any(span.overlaps(hidden) for hidden in self.hidden)


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """An input that was not scored, and why, in a sentence for the user."""

    path: str
    reason: str
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A headed part of a document. ``body`` starts after the heading and ends before the next section."""

    kind: str
    heading: Span | None
    body: Span
    rule: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillMention:
    """One occurrence of a taxonomy skill. ``rule`` names the alias or guard that found it; ``approximate``: a misspelling."""

    skill_id: str
    label: str
    span: Span
    surface: str
    rule: str = "alias"
    approximate: bool = False
