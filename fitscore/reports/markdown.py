"""Markdown for Notion and GitHub: the ranking, every posting, and the checklist as tick boxes."""

from __future__ import annotations

import re

from fitscore.model import FitReport, Ranking
from fitscore.reports.words import (
    GATE_SIGNS,
    GATE_WORDS,
    SIGNS,
    WORDS,
    biggest_gap,
    cut,
    grouped,
    headline,
    meets,
    name_of,
    number,
    one_line,
    place,
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
    lines = ["# Fit report", "", f"CV: {escape(ranking.resume.path)}. As of {ranking.as_of}.", ""]
    lines += [f"| {' | '.join(HEAD)} |", f"|--:|{'---|' * (len(HEAD) - 1)}"]
    for rank, report in enumerate(ranking.reports, 1):
        cells = (
            str(rank),
            escape(name_of(report.posting)),
            escape(report.posting.company or ""),
            meets(report.score.required),
            meets(report.score.preferred),
            report.score.band,
            number(report.score),
            escape(cut(biggest_gap(report), 80)),
        )
        lines.append(f"| {' | '.join(cells)} |")
    for report in (*ranking.reports, *ranking.unscored):
        lines += ["", *_posting(report)]
    if ranking.skipped:
        lines += ["", "## Skipped", ""]
        lines += [f"- {escape(s.path)}: {escape(s.reason)}" for s in ranking.skipped]
    return "\n".join(lines) + "\n"


def _posting(report: FitReport) -> list[str]:
    posting = report.posting
    lines = [f"## {escape(name_of(posting))}", "", headline(report.score)]
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
        stake = f" ({action.points / 16:.1f} points)" if action.points else ""
        lines.append(f"- [{'x' if action.done else ' '}] {escape(action.text)}{stake}")
        lines += [f"  - “{escape(cut(quote.quote, 240))}” ({place(quote)})" for quote in action.evidence[:1] if action.done]
    return lines


def render_checklist(report: FitReport) -> str:
    """The pre-application checklist of one posting as Markdown."""
    posting = report.posting
    where = f", {escape(posting.company)}" if posting.company else ""
    lines = [f"# Before you apply: {escape(name_of(posting))}{where}", "", headline(report.score), "", *tick_boxes(report)]
    return "\n".join(lines) + "\n"
