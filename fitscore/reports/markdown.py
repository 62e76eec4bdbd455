"""Markdown for Notion and GitHub: the ranking, every posting, and the checklist as tick boxes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from fitscore.folder import view_folder
from fitscore.model import FitReport, Ranking
from fitscore.reports.words import (
    FIX_FIRST,
    GATE_SIGNS,
    GATE_WORDS,
    SIGNS,
    TIES,
    WORDS,
    apply_first,
    biggest_gap,
    cut,
    fix_first,
    grouped,
    headline,
    meets,
    name_of,
    near_ties,
    number,
    one_line,
    place,
    points_of,
    resume_line,
)

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")


def escape(text: str) -> str:
    r"""Text on one line with everything that Markdown or HTML would act on made inert.

    >>> escape("a|b <script> [x](javascript:1)")
    'a\\|b \\<script\\> \\[x\\](javascript:1)'
    """
    return _SPECIAL.sub(r"\\\1", one_line(text))


HEAD = ("#", "Posting", "Company", "Required", "Preferred", "Fit", "Score", "Biggest gap")


def render(ranking: Ranking) -> str:
    """A ranking as Markdown."""
    lines = _top(ranking, None)
    for report in (*ranking.reports, *ranking.unscored):
        lines += ["", *_posting(report)]
    return "\n".join([*lines, *_skipped(ranking)]) + "\n"


def render_index(ranking: Ranking, links: Sequence[str]) -> str:
    """The ranking alone, every posting linked to its page (scored ones first, then unscored)."""
    lines = _top(ranking, links)
    if ranking.unscored:
        lines += ["", "## Not scored: no requirement was found", ""]
        named = zip(ranking.unscored, links[len(ranking.reports) :], strict=True)
        lines += [f"- [{escape(name_of(report.posting))}]({link})" for report, link in named]
    return "\n".join([*lines, *_skipped(ranking)]) + "\n"


def _top(ranking: Ranking, links: Sequence[str] | None) -> list[str]:
    lines = ["# Fit report", "", f"{escape(resume_line(ranking.resume, ranking.as_of))}."]
    best, fixes = apply_first(ranking), fix_first(view_folder(ranking))
    if best and len(ranking.reports) > 1:
        lines += ["", f"**Apply first:** {escape(best)}"]
        lines += ["", f"**{FIX_FIRST}:**", "", *(f"{n}. {escape(fix)}" for n, fix in enumerate(fixes, 1))] if fixes else []
    ties = near_ties(ranking.reports)
    lines += ["", f"| {' | '.join(HEAD)} |", f"|--:|{'---|' * (len(HEAD) - 1)}"]
    for rank, report in enumerate(ranking.reports, 1):
        name = escape(name_of(report.posting))
        cells = (
            f"{'= ' if rank - 1 in ties else ''}{rank}",
            f"[{name}]({links[rank - 1]})" if links else name,
            escape(report.posting.company or ""),
            meets(report.score.required),
            meets(report.score.preferred),
            report.score.band,
            number(report.score),
            escape(cut(biggest_gap(report), 80)),
        )
        lines.append(f"| {' | '.join(cells)} |")
    return [*lines, "", TIES] if ties else lines


def _skipped(ranking: Ranking) -> list[str]:
    if not ranking.skipped:
        return []
    return ["", "## Skipped", "", *(f"- {escape(s.path)}: {escape(s.reason)}" for s in ranking.skipped)]


def _posting(report: FitReport) -> list[str]:
    posting = report.posting
    where = f", {escape(posting.company)}" if posting.company else ""
    lines = [f"## {escape(name_of(posting))}{where}", "", headline(report.score)]
    if report.gates:
        lines += ["", "### Gates", ""]
        lines += [
            f"- {GATE_SIGNS[gate.status]} {GATE_WORDS[gate.status]}: {escape(gate.kind)} {escape(cut(gate.text, 160))}".rstrip()
            for gate in report.gates
        ]
    for title, pairs in grouped(report):
        lines += ["", f"### {title}", ""]
        for requirement, finding in pairs:
            lines.append(f"- {SIGNS[finding.verdict]} **{WORDS[finding.verdict]}**: {escape(requirement.text)}")
            lines.append(f"  - {escape(finding.explanation)}")
            lines += [f"  - “{escape(cut(quote.quote, 240))}” ({place(quote)})" for quote in finding.evidence]
    if posting.unread:
        lines += ["", "### Not understood: read these yourself", ""]
        lines += [f"- line {unread.line}: {escape(cut(unread.text, 200))}" for unread in posting.unread]
    lines += ["", "### Before you apply", "", *tick_boxes(report)]
    return lines


def tick_boxes(report: FitReport) -> list[str]:
    """The checklist as Markdown tick boxes, points at stake beside the line."""
    lines = []
    for action in report.actions:
        stake = f" ({points_of(action.points)})" if action.points else ""
        lines.append(f"- [{'x' if action.done else ' '}] {escape(action.text)}{stake}")
        lines += [f"  - “{escape(cut(quote.quote, 240))}” ({place(quote)})" for quote in action.evidence[:1] if action.done]
    return lines


def render_checklist(report: FitReport) -> str:
    """The pre-application checklist of one posting as Markdown."""
    posting = report.posting
    where = f", {escape(posting.company)}" if posting.company else ""
    lines = [f"# Before you apply: {escape(name_of(posting))}{where}", "", headline(report.score), "", *tick_boxes(report)]
    return "\n".join(lines) + "\n"
