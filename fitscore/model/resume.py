"""A CV as read: positions, education, skills with months. Names follow JSON Resume."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from fitscore.model.document import Diagnostic, Document, Month, Section, Span
from fitscore.model.posting import DegreeLevel


class Strength(StrEnum):
    """How well a CV shows a skill, weakest first."""

    LISTED = "listed"
    STUDIED = "studied"
    USED = "used"
    OUTCOME = "outcome"

    @property
    def rank(self) -> int:
        """Position on the ladder, from 0."""
        return list(Strength).index(self)


class PositionKind(StrEnum):
    """What sort of work a position is; only `JOB` and `INTERNSHIP` count as months of experience.

    `STUDENT` is part-time work beside full-time study.
    """

    JOB = "job"
    INTERNSHIP = "internship"
    VOLUNTEERING = "volunteering"
    STUDENT = "student"


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """One job in a CV. ``start`` and ``end`` are None when not stated; ``end`` is None for a current one.

    ``months`` counts first and last month whole, up to the as-of date. ``span`` covers the whole entry, ``highlights`` its
    bullets and sentences. ``precision`` of the dates is ``month``, ``year`` or ``none``.
    """

    title: str | None
    organization: str | None
    span: Span
    location: str | None = None
    start: Month | None = None
    end: Month | None = None
    current: bool = False
    kind: PositionKind = PositionKind.JOB
    precision: str = "month"
    first: int | None = None
    last: int | None = None
    highlights: tuple[Span, ...] = ()

    @property
    def months(self) -> int:
        """Length in months; 0 when undated. ``first`` and ``last`` are month ordinals with "Present" resolved."""
        return 0 if self.first is None or self.last is None else max(0, self.last - self.first + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Education:
    """A degree or course of study. ``areas`` are the words of the field as written."""

    level: DegreeLevel | None
    area: str | None
    institution: str | None
    span: Span
    degree: str | None = None
    end: Month | None = None
    in_progress: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """A certificate or licence; ``skill_id`` where the taxonomy knows it."""

    name: str
    span: Span
    skill_id: str | None = None
    issued: Month | None = None
    expires: Month | None = None
    in_progress: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SpokenLanguage:
    """A human language with its CEFR level (``A1`` ... ``C2``) or None when no level is stated."""

    language: str
    span: Span
    skill_id: str | None = None
    fluency: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResumeMention:
    """One place where a CV names a skill, and how. ``position`` indexes `Resume.positions`; ``context`` is the quotable line."""

    surface: str
    span: Span
    context: Span
    line: int
    page: int | None
    section: str
    strength: Strength
    position: int | None = None
    negated: bool = False
    hedged: bool = False
    approximate: bool = False
    rule: str = "alias"


@dataclass(frozen=True, slots=True, kw_only=True)
class ResumeSkill:
    """A skill the CV shows: the union of months of the positions that show it, and every mention."""

    skill_id: str
    label: str
    months: int
    last_used: Month | None
    strength: Strength
    mentions: tuple[ResumeMention, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ResumeLine:
    """One quotable statement of a CV (a bullet, a sentence, a list line) with its place."""

    span: Span
    line: int
    page: int | None
    section: str
    position: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Resume:
    """A CV as read. Names follow JSON Resume. ``total_months`` counts overlaps once and gaps not at all."""

    document: Document
    name: str | None = None
    contact: Mapping[str, str] = field(default_factory=dict)
    sections: tuple[Section, ...] = ()
    statements: tuple[ResumeLine, ...] = ()
    positions: tuple[Position, ...] = ()
    education: tuple[Education, ...] = ()
    certificates: tuple[Certificate, ...] = ()
    languages: tuple[SpokenLanguage, ...] = ()
    skills: tuple[ResumeSkill, ...] = ()
    total_months: int = 0
    as_of: Month = field(default_factory=lambda: Month(1970, 1))
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def path(self) -> str:
        """The file the CV came from."""
        return self.document.path
