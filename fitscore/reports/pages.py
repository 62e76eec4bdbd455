"""A ranking as a folder of files: one a posting, and an index over them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from fitscore.model import FitReport, Ranking
from fitscore.reports.html import render as render_html
from fitscore.reports.markdown import render_index
from fitscore.reports.terminal import render as render_terminal
from fitscore.reports.words import file_name, name_of

_NO_LETTER = re.compile(r"[^a-z0-9]+")
LONGEST = 60


def pages(ranking: Ranking, suffix: str) -> Iterator[tuple[str, Ranking]]:
    """File names with the one-posting ranking that belongs into each, best first; the rank leads the name."""
    width = max(2, len(str(len(ranking.reports))))
    alone = replace(ranking, reports=(), unscored=(), skipped=())
    for rank, report in enumerate(ranking.reports, 1):
        yield f"{rank:0{width}}-{_slug(report)}{suffix}", replace(alone, reports=(report,))
    for number, report in enumerate(ranking.unscored, 1):
        yield f"unscored-{number}-{_slug(report)}{suffix}", replace(alone, unscored=(report,))


def _slug(report: FitReport) -> str:
    """Title and company as a file name every system takes.

    The file's own name stands in where the title holds no Latin letter.
    """
    words = " ".join(filter(None, (name_of(report.posting), report.posting.company)))
    for text in (words, file_name(report.posting.path)):
        slug = _NO_LETTER.sub("-", text.casefold()).strip("-")[:LONGEST].strip("-")
        if slug:
            return slug
    return "posting"


def index(ranking: Ranking, links: list[str], format: str) -> str | None:
    """The index page of a format; None for a format that has none of its own (its whole report is the index)."""
    if format == "html":
        return render_html(ranking, links=links)
    if format == "markdown":
        return render_index(ranking, links)
    return render_terminal(ranking, brief=True) if format == "terminal" else None
