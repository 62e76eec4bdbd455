"""What comes of a CV and a posting: findings with quotes, score, gates, checklist, report, ranking."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from importlib import import_module

from fitscore.model.document import Skipped, Span
from fitscore.model.posting import Posting
from fitscore.model.resume import Resume


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

    def _repr_html_(self) -> str:
        """What a notebook shows."""
        shown: str = import_module("fitscore.reports.notebook").report_html(self)
        return shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """One CV against many postings, best first; ``unscored`` postings could be read but held nothing to check."""

    resume: Resume
    reports: tuple[FitReport, ...]
    unscored: tuple[FitReport, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    versions: Mapping[str, str] = field(default_factory=dict)
    as_of: str = ""

    def _repr_html_(self) -> str:
        """What a notebook shows."""
        shown: str = import_module("fitscore.reports.notebook").ranking_html(self)
        return shown
