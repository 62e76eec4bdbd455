"""The words every report for people shares: verdicts, headline, places. State of evidence, never a promise."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from fitscore.model import (
    Evidence,
    Finding,
    FitReport,
    GateStatus,
    Posting,
    Priority,
    Requirement,
    RequirementKind,
    Score,
    Tally,
    Verdict,
)

SIGNS: Mapping[Verdict, str] = {Verdict.MET: "✓", Verdict.PARTIAL: "~", Verdict.MISSING: "✗", Verdict.UNKNOWN: "?"}
WORDS: Mapping[Verdict, str] = {
    Verdict.MET: "met",
    Verdict.PARTIAL: "partly",
    Verdict.MISSING: "not shown",
    Verdict.UNKNOWN: "could not tell",
}
GATE_SIGNS: Mapping[GateStatus, str] = {
    GateStatus.PASS: "✓",
    GateStatus.CONFLICT: "✗",
    GateStatus.ASK: "?",
    GateStatus.NOT_STATED: "-",
}
GATE_WORDS: Mapping[GateStatus, str] = {
    GateStatus.PASS: "pass",
    GateStatus.CONFLICT: "conflict",
    GateStatus.ASK: "ask yourself",
    GateStatus.NOT_STATED: "not stated",
}
WORST_FIRST = (Verdict.MISSING, Verdict.PARTIAL, Verdict.UNKNOWN, Verdict.MET)
OUTSIDE = (RequirementKind.TRAIT, RequirementKind.AUTHORIZATION, RequirementKind.OTHER)


def one_line(text: str) -> str:
    r"""The text with every run of white space and control characters made one space, so that nothing steers a terminal.

    >>> one_line("a\x1b[31m b\n  c")
    'a [31m b c'
    """
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


def cut(text: str, width: int) -> str:
    """The text on one line, cut to a width with an ellipsis.

    >>> cut("one two three", 9)
    'one two…'
    """
    text = one_line(text)
    return text if len(text) <= width else text[: width - 1].rstrip() + "…"


def name_of(posting: Posting) -> str:
    """The posting's title, or its file name."""
    return one_line(posting.title or posting.path.replace("\\", "/").rsplit("/", 1)[-1])


def meets(tally: Tally) -> str:
    """``7 of 9``."""
    return f"{tally.met} of {tally.total}"


def headline(score: Score) -> str:
    """What a report leads with: how many requirements are met, then the band, then the number."""
    parts = []
    if score.required.total:
        parts.append(f"meets {meets(score.required)} required")
    if score.preferred.total:
        parts.append(f"{meets(score.preferred)} preferred")
    return f"{', '.join(parts) or 'nothing to check'}: {score.band}, {number(score)}"


def number(score: Score) -> str:
    """The score with its range, rounded: ``74 (70-81)``."""
    if score.total is None:
        return "no score"
    total, low, high = (round(value / 16) for value in (score.total, score.low, score.high))
    return f"{total}" if low == high == total else f"{total} ({low}-{high})"


def place(evidence: Evidence) -> str:
    """Where a quote stands: ``page 1, line 12, experience``."""
    page = f"page {evidence.page}, " if evidence.page is not None else ""
    section = f", {evidence.section}" if evidence.section else ""
    return f"{page}line {evidence.line}{section}"


def grouped(report: FitReport) -> list[tuple[str, list[tuple[Requirement, Finding]]]]:
    """Requirements with findings under their headings: required, preferred, beside the score; worst first inside each."""
    pairs = list(zip(report.posting.requirements, report.findings, strict=True))
    inside = [pair for pair in pairs if pair[0].kind not in OUTSIDE]
    groups = [
        ("Required", [p for p in inside if p[0].priority is Priority.REQUIRED]),
        ("Preferred", [p for p in inside if p[0].priority is Priority.PREFERRED]),
        ("Beside the score (a CV does not show these)", [p for p in pairs if p[0].kind in OUTSIDE]),
    ]
    return [(title, sorted(group, key=lambda p: WORST_FIRST.index(p[1].verdict))) for title, group in groups if group]


def biggest_gap(report: FitReport) -> str:
    """The unmet requirement with most points at stake, or ``none``."""
    stakes: Iterable[tuple[int, int, str]] = (
        (-(a.points or 0), number, a.requirement or "")
        for number, a in enumerate(report.actions)
        if a.points and a.requirement
    )
    best = min(stakes, default=None)
    if best is None:
        return "none"
    return next(one_line(r.text) for r in report.posting.requirements if r.id == best[2])


def near_ties(reports: Sequence[FitReport]) -> set[int]:
    """Indexes of reports whose score range overlaps that of the next better one."""
    return {i for i in range(1, len(reports)) if reports[i].score.high > reports[i - 1].score.low}
