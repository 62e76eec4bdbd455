"""What is doubtful about a CV, as diagnostics: dates, claims against dates, stuffing, a pasted posting."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from fitscore.datafile import load_data
from fitscore.model import Diagnostic, Document, Month, Position, PositionKind, ResumeLine, ResumeSkill, Severity, Span
from fitscore.phrases import compile_phrases
from fitscore.quantities import find_durations
from fitscore.resume.mentions import COUNTED
from fitscore.resume.positions import Job
from fitscore.resume.rows import Row
from fitscore.skills import SkillFinder
from fitscore.text import fold

_ITEM = re.compile(r"\s*[,;|•·\t]\s*")
_STUFFED = 60
"""A skills list this long, of which no role shows anything, is a keyword block."""
_POSTING_PHRASES, _POSTING_DENSITY = 4, 150
"""A posting's voice: this many different phrases, and one in at most so many words."""
_SLACK = 12
"""Months by which a stated length may exceed the dates before it is a contradiction."""


def job_doubts(jobs: Sequence[Job], as_of: Month) -> Iterator[Diagnostic]:
    """Undated roles, ranges that end before they start, roles that start in the future."""
    for job in jobs:
        position = job.position
        name = position.title or position.organization or "a role"
        head = Span(position.span.start, min(position.span.end, position.span.start + 200))
        where = job.date.span if job.date is not None else job.title or head
        code, fault = _fault(job, as_of)
        if code:
            yield Diagnostic(code=code, message=f"{name}: {fault}, so its months are not counted.", span=where)


def _fault(job: Job, as_of: Month) -> tuple[str, str]:
    """What keeps the months of a job from being counted, as code and words; empty when nothing does."""
    start = job.position.start
    if job.date is None or job.date.precision == "none":
        return "undated_role", "no dates that can be read"
    if start is None:
        return "undated_role", "no start date"
    if job.date.backwards:
        return "end_before_start", "it ends before it starts"
    if start.ordinal > as_of.ordinal:
        return "future_start", f"it starts after {as_of}"
    return "", ""


def counted(positions: Sequence[Position], total: int) -> Iterator[Diagnostic]:
    """What the total of months is made of."""
    kinds = [(PositionKind.VOLUNTEERING, "volunteering"), (PositionKind.STUDENT, "part-time work beside full-time study")]
    apart = [
        f"{months} months of {words}"
        for kind, words in kinds
        if (months := sum(position.months for position in positions if position.kind is kind))
    ]
    jobs = sum(position.kind in COUNTED and position.months > 0 for position in positions)
    if not jobs:
        return
    message = f"{total} months of experience are counted from {jobs} dated role{'s' if jobs > 1 else ''}, overlaps once"
    message += f"; kept apart: {', '.join(apart)}." if apart else "."
    yield Diagnostic(code="months_counted", message=message, severity=Severity.INFO)


@cache
def _claims() -> tuple[re.Pattern[str], re.Pattern[str]]:
    data = load_data("resume_doubts")
    return compile_phrases(data["claim"]), compile_phrases(data["not_claim"])


def claim_doubts(
    document: Document, lines: Sequence[ResumeLine], total: int, finder: SkillFinder, *, dated: bool
) -> Iterator[Diagnostic]:
    """Years the CV claims, in all or with a skill, that its dates do not hold."""
    if not dated:
        return
    text = document.text
    claim, not_claim = _claims()
    for line in lines:
        if line.section not in ("summary", "skills", "other", "languages"):
            continue
        folded = fold(line.span.of(text))
        for duration in find_durations(text, line.span):
            if duration.months <= total + _SLACK:
                continue
            around = folded[max(0, duration.span.start - line.span.start - 40) : duration.span.end - line.span.start + 60]
            if not_claim.search(around):
                continue
            near = Span(max(line.span.start, duration.span.start - 40), min(line.span.end, duration.span.end + 60))
            skills = finder.find(text, near)
            if skills and line.section != "summary":
                yield Diagnostic(
                    code="skill_years_overstated",
                    message=f"{duration.span.of(text)} are claimed with {skills[0].label}; the dated roles cover {total} months.",
                    span=duration.span,
                )
            elif claim.search(around) or line.section == "summary":
                yield Diagnostic(
                    code="years_overstated",
                    message=f"{duration.span.of(text)} are claimed; the dated roles cover {total} months.",
                    span=duration.span,
                )


def stuffing(document: Document, lines: Sequence[ResumeLine], skills: Sequence[ResumeSkill]) -> Iterator[Diagnostic]:
    """A very long bare list of skills of which the roles show next to nothing."""
    text = document.text
    for line in lines:
        if line.position is not None or line.section in ("publications", "references"):
            continue
        items = [item for item in _ITEM.split(line.span.of(text)) if item]
        if len(items) < _STUFFED:
            continue
        named = {skill.skill_id for skill in skills if any(line.span.contains(m.span) for m in skill.mentions)}
        shown = {skill.skill_id for skill in skills if any(m.position is not None for m in skill.mentions)}
        if len(named) >= _STUFFED // 2 and 4 * len(named & shown) < len(named):
            yield Diagnostic(
                code="keyword_block",
                message=f"{len(items)} keywords stand in one bare list and the roles show {len(named & shown)} of them: "
                "lists alone prove little.",
                span=line.span,
            )


@cache
def _posting() -> re.Pattern[str]:
    return compile_phrases(load_data("resume_doubts")["posting_voice"])


def pasted_posting(document: Document, rows: Sequence[Row]) -> Iterator[Diagnostic]:
    """Text in the voice of a job posting: requirement headings, "you will", "we offer"."""
    text = document.text
    found = [(row, match.group()) for row in rows for match in _posting().finditer(fold(row.of(text)))]
    words = sum(len(row.of(text).split()) for row in rows)
    if len({phrase for _, phrase in found}) >= _POSTING_PHRASES and len(found) * _POSTING_DENSITY >= words:
        yield Diagnostic(
            code="posting_pasted",
            message=f"{len(found)} phrases speak in the voice of a job posting: text copied from a posting proves nothing.",
            span=found[0][0].span,
        )
