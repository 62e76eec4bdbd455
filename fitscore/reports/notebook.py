"""What a notebook shows of a report or a ranking: a small table without style or script of its own."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from fitscore.model import FitReport, Ranking
from fitscore.reports.words import (
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
    resume_line,
)


def report_html(report: FitReport) -> str:
    """One posting: its headline, then a row a requirement."""
    rows = [
        (f"{SIGNS[f.verdict]} {WORDS[f.verdict]}", r.text, f.explanation, cut(f.evidence[0].quote, 160) if f.evidence else "")
        for _, pairs in grouped(report)
        for r, f in pairs
    ]
    title = f"{name_of(report.posting)}: {headline(report.score)}"
    return _table(title, ("Verdict", "Requirement", "Why", "Quote"), rows)


def ranking_html(ranking: Ranking) -> str:
    """A ranking: a row a posting."""
    rows = [
        (
            str(rank),
            name_of(report.posting),
            report.posting.company or "",
            meets(report.score.required),
            meets(report.score.preferred),
            report.score.band,
            number(report.score),
            cut(biggest_gap(report), 90),
        )
        for rank, report in enumerate(ranking.reports, 1)
    ]
    head = ("#", "Posting", "Company", "Required", "Preferred", "Fit", "Score", "Biggest gap")
    return _table(resume_line(ranking.resume, ranking.as_of), head, rows)


def _table(title: str, head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    def cells(values: tuple[str, ...], tag: str) -> str:
        inner = "".join(f'<{tag} style="text-align:left">{escape(one_line(value))}</{tag}>' for value in values)
        return f"<tr>{inner}</tr>"

    body = "".join(cells(row, "td") for row in rows)
    return (
        f"<table><caption>{escape(one_line(title))}</caption><thead>{cells(head, 'th')}</thead><tbody>{body}</tbody></table>"
    )
