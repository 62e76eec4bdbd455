"""Every value that passes between the steps: frozen dataclasses and closed enums, nothing else.

The way of a posting: ``Document`` (read) -> ``Section`` -> items -> ``Requirement`` (criteria tree) -> ``Finding`` (verdict) ->
``Score`` -> ``FitReport``. All spans are half-open character offsets into the one text of the document, which no step rewrites.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
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


# ---------------------------------------------------------------------------------------------------------------- reading


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


# --------------------------------------------------------------------------------------------------------------- postings


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


# ------------------------------------------------------------------------------------------------------------------- CVs


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


# --------------------------------------------------------------------------------------------------------------- verdicts


class Verdict(StrEnum):
    """The answer for one requirement. `UNKNOWN` is never shown as `MISSING`."""

    MET = "met"
    PARTIAL = "partial"
    MISSING = "missing"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A verbatim quote of the CV with its place, and the rule that read it."""

    quote: str
    span: Span
    line: int
    page: int | None
    section: str
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """The result for one node of the criteria tree. ``credit`` is in thousandths."""

    what: str
    verdict: Verdict
    credit: int
    explanation: str
    evidence: tuple[Evidence, ...] = ()
    children: tuple[Check, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingPart:
    """One group of a requirement (a skill group, the years, the degree) and the indexes of its quotes in the finding."""

    what: str
    verdict: Verdict
    evidence: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """The verdict for one requirement. ``credit`` is in thousandths; `MET` and `PARTIAL` always carry a quote."""

    requirement: str
    verdict: Verdict
    credit: int
    explanation: str
    evidence: tuple[Evidence, ...] = ()
    parts: tuple[FindingPart, ...] = ()

    def __post_init__(self) -> None:
        if self.verdict in (Verdict.MET, Verdict.PARTIAL) and not self.evidence:
            raise ValueError(f"{self.requirement}: {self.verdict} without a quote")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many requirements of one priority got which verdict; traits and other unscored ones are not counted."""

    met: int = 0
    partial: int = 0
    missing: int = 0
    unknown: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return self.met + self.partial + self.missing + self.unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class ScorePart:
    """What one requirement adds. ``points`` and ``weight`` are in sixteenths, so that sums are exact in binary."""

    requirement: str
    weight: int
    credit: int
    points: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """The score in sixteenths of a point (0-1600); ``low`` and ``high`` count what is unknown as missing and as met.

    ``total`` is None when nothing could be checked: no score at all, never 100.
    """

    total: int | None
    low: int
    high: int
    band: str
    required: Tally
    preferred: Tally
    parts: tuple[ScorePart, ...] = ()


class GateStatus(StrEnum):
    """The answer to a gate. Silence is never a conflict."""

    PASS = "pass"  # noqa: S105  (a status, not a password)
    CONFLICT = "conflict"
    ASK = "ask"
    NOT_STATED = "not_stated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """A yes/no condition beside the score. ``span`` is into the posting (None: the posting says nothing)."""

    kind: str
    text: str
    span: Span | None
    status: GateStatus
    explanation: str = ""
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One line of the pre-application checklist. ``points`` in sixteenths: what is at stake, None where nothing is."""

    kind: str
    text: str
    requirement: str | None = None
    done: bool = False
    points: int | None = None
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FitReport:
    """One CV against one posting: the only thing a single-posting renderer sees."""

    resume: Resume
    posting: Posting
    score: Score
    findings: tuple[Finding, ...]
    gates: tuple[Gate, ...] = ()
    actions: tuple[Action, ...] = ()
    versions: Mapping[str, str] = field(default_factory=dict)
    as_of: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """One CV against many postings, best first; ``unscored`` postings could be read but held nothing to check."""

    resume: Resume
    reports: tuple[FitReport, ...]
    unscored: tuple[FitReport, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    versions: Mapping[str, str] = field(default_factory=dict)
    as_of: str = ""
