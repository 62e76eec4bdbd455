"""The words every report for people shares: verdicts, headline, places. State of evidence, never a promise."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from fitscore.folder import FolderView, Lack, Twins, YearlyPay, within_reach
from fitscore.model import (
    Evidence,
    Finding,
    FitReport,
    GateStatus,
    Posting,
    Priority,
    Ranking,
    Requirement,
    RequirementKind,
    Resume,
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
    """``7 of 9``; a dash where nothing of the kind is asked."""
    return f"{tally.met} of {tally.total}" if tally.total else "-"


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


FIX_FIRST = "To fix first, if it is true of you"
TIES = "= as good as a tie with the posting above: the ranges of the scores overlap."
MEASURE = (
    "Likeness is the share of all runs of five words that two postings have in common; from 80 % they are shown. "
    "A repost has another date or link."
)
FULL_TIME = "Pay is shown a year; hours, days, weeks and months count as full time (1,840 hours a year)."


def plural(count: int, noun: str) -> str:
    """A number and its noun.

    >>> plural(1, "posting"), plural(2, "posting")
    ('1 posting', '2 postings')
    """
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def duration(months: int) -> str:
    """A number of months in words.

    >>> duration(93), duration(24), duration(1), duration(0)
    ('7 years 9 months', '2 years', '1 month', 'no months')
    """
    years, rest = divmod(months, 12)
    return " ".join(plural(n, unit) for n, unit in ((years, "year"), (rest, "month")) if n) or "no months"


def file_name(path: str) -> str:
    """The last part of a path, on one line."""
    return one_line(path.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1])


def resume_line(resume: Resume, as_of: str) -> str:
    """What of a CV was read, in a line."""
    positions, skills = plural(len(resume.positions), "position"), plural(len(resume.skills), "skill")
    return f"{file_name(resume.path)}: {positions}, {duration(resume.total_months)} of dated work, {skills}; as of {as_of}"


def points_of(sixteenths: int) -> str:
    """Sixteenths as whole points, ``under 1`` where there is less.

    >>> points_of(356), points_of(5), points_of(16)
    ('22 points', 'under 1 point', '1 point')
    """
    return plural(round(sixteenths / 16), "point") if sixteenths >= 16 else "under 1 point"


def fix_first(view: FolderView, limit: int = 2) -> list[str]:
    """The lacks that stand between the CV and most postings within reach, a line each."""
    return [lack_line(lack, view.ranking) for lack in view.lacks[:limit] if lack.points]


def lack_line(lack: Lack, ranking: Ranking) -> str:
    """One lack, who requires it, and what showing it would add."""
    near = lack.blocks or tuple(i for i in lack.postings if within_reach(ranking.reports[i]))
    if not near:
        return f"{one_line(lack.what)}: asked by {plural(len(lack.postings), 'posting')}, none within reach"
    asked = "required by" if lack.blocks else "welcome in"
    where = ", ".join(str(i + 1) for i in near[:5]) + (" ..." if len(near) > 5 else "")
    each = f", on average {points_of(lack.points // len(near))} each" if len(near) > 1 else ""
    gain = f"; to show it would add {points_of(lack.points)}{each}" if lack.points else ""
    return f"{one_line(lack.what)}: {asked} {plural(len(near), 'posting')} (no. {where}){gain}"


def apply_first(ranking: Ranking) -> str | None:
    """The best posting in a line; None when nothing was scored."""
    if not ranking.reports:
        return None
    best = ranking.reports[0]
    where = f", {one_line(best.posting.company)}" if best.posting.company else ""
    conflicts = [gate.kind for gate in best.gates if gate.status is GateStatus.CONFLICT]
    warning = f" But a gate is in conflict: {', '.join(conflicts)}." if conflicts else ""
    return f"{name_of(best.posting)}{where}: {headline(best.score)}.{warning}"


def twins_line(twin: Twins) -> str:
    """Two postings that repeat each other, in a line."""
    word = "repost" if twin.repost else "near-duplicate"
    names = " and ".join(f"{name_of(p)} ({file_name(p.path)})" for p in (twin.first, twin.second))
    return f"{names}: {word}, {twin.likeness // 10} % alike"


def pay_line(pay: YearlyPay) -> str:
    """A pay range a year."""
    ends = " to ".join(dict.fromkeys(f"{value:,.0f}" for value in (pay.low, pay.high)))
    return f"{pay.currency} {ends}{' (converted)' if pay.converted else ''}".strip()
