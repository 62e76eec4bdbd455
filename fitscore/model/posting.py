"""A posting as read: requirements as criteria trees, conditions, header facts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from fitscore.model.document import Diagnostic, Document, Span


class Priority(StrEnum):
    """Whether the posting insists."""

    REQUIRED = "required"
    PREFERRED = "preferred"


class RequirementKind(StrEnum):
    """What sort of thing a requirement asks for."""

    EDUCATION = "education"
    EXPERIENCE = "experience"
    SKILL = "skill"
    CERTIFICATION = "certification"
    LANGUAGE = "language"
    AUTHORIZATION = "authorization"
    TRAIT = "trait"
    OTHER = "other"


class Level(StrEnum):
    """A level word, lowest first."""

    BASIC = "basic"
    INTERMEDIATE = "intermediate"
    PROFICIENT = "proficient"
    ADVANCED = "advanced"
    EXPERT = "expert"


class DegreeLevel(StrEnum):
    """A rung of the education ladder, lowest first."""

    HIGH_SCHOOL = "high_school"
    ASSOCIATE = "associate"
    BACHELOR = "bachelor"
    MASTER = "master"
    DOCTORATE = "doctorate"

    @property
    def rank(self) -> int:
        """Position on the ladder, from 0."""
        return list(DegreeLevel).index(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillCriterion:
    """A taxonomy skill is asked for. ``example``: named only as an example of the class beside it ("such as")."""

    span: Span
    skill_id: str
    label: str
    surface: str
    level: Level | None = None
    example: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class YearsCriterion:
    """Months of experience. ``of``: any of these skills counts; ``field``: the words that say in what, when they do."""

    span: Span
    months: int
    max_months: int | None = None
    of: tuple[str, ...] = ()
    field: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DegreeCriterion:
    """A degree: the lowest level that satisfies, and the fields (everyday names) it may be in; no area: any field."""

    span: Span
    level: DegreeLevel
    areas: tuple[str, ...] = ()
    related_ok: bool = False
    experience_in_place: bool = False
    in_progress_ok: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageCriterion:
    """A human language, with the fluency asked as CEFR level (``C1``) or None."""

    span: Span
    skill_id: str
    label: str
    fluency: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TextCriterion:
    """Something asked in words no other criterion understands; matched by text retrieval, at most partial."""

    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class TraitCriterion:
    """A personal quality that a CV cannot show."""

    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class GateCriterion:
    """A condition that is answered beside the score (work right, licence, physical demand ...). ``kind`` as in `Condition`."""

    span: Span
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AllOf:
    """Every child is needed."""

    span: Span
    children: tuple[Criterion, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnyOf:
    """At least ``at_least`` children are needed. ``open``: the posting says "or similar", so peers count for more."""

    span: Span
    children: tuple[Criterion, ...]
    at_least: int = 1
    open: bool = False


Leaf = SkillCriterion | YearsCriterion | DegreeCriterion | LanguageCriterion | TextCriterion | TraitCriterion | GateCriterion
Criterion = Leaf | AllOf | AnyOf


def leaves(criterion: Criterion) -> Iterator[Leaf]:
    """The leaves of a criteria tree, in the order of the text."""
    if isinstance(criterion, (AllOf, AnyOf)):
        for child in criterion.children:
            yield from leaves(child)
    else:
        yield criterion


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """One thing a posting asks of the applicant: verbatim text, and the criteria tree that was understood.

    ``rule`` names what made the line a requirement and what set its priority, for ``parse --explain``.
    """

    id: str
    text: str
    span: Span
    line: int
    priority: Priority
    kind: RequirementKind
    criterion: Criterion
    level: Level | None = None
    summary: str = ""
    rule: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """A condition of the job beside its requirements; ``kind`` as in ``data/conditions.yaml`` (clearance, travel, shift ...)."""

    kind: str
    text: str
    span: Span
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """A line inside a requirement section that could not be understood."""

    text: str
    span: Span
    line: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LineReading:
    """What one line of a posting was taken for, and by which rule (``parse --explain``)."""

    line: int
    span: Span
    taken_for: str
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Salary:
    """A pay range; ``period`` is year, month, week, day or hour."""

    min: float | None
    max: float | None
    currency: str | None
    period: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Posting:
    """A job advert as read. Names follow schema.org ``JobPosting`` where it has one."""

    document: Document
    title: str | None = None
    company: str | None = None
    locations: tuple[str, ...] = ()
    work_mode: str | None = None
    onsite_days: int | None = None
    salary: Salary | None = None
    employment_type: str | None = None
    url: str | None = None
    date_posted: str | None = None
    valid_through: str | None = None
    tracker: Mapping[str, str] = field(default_factory=dict)
    conditions: tuple[Condition, ...] = ()
    requirements: tuple[Requirement, ...] = ()
    unread: tuple[Unread, ...] = ()
    readings: tuple[LineReading, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def path(self) -> str:
        """The file the posting came from."""
        return self.document.path
