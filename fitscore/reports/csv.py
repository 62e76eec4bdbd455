"""CSV: one row a requirement. Cells that a spreadsheet would run as a formula are made plain text."""

from __future__ import annotations

import csv
from io import StringIO

from fitscore.model import Ranking
from fitscore.reports.words import one_line, place

HEAD = (
    "rank", "posting", "title", "company", "score", "low", "high", "band", "requirement", "priority", "kind", "verdict", "credit",
    "points", "text", "explanation", "quote", "place",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\u2212", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def safe(text: str) -> str:
    r"""A cell on one line that no spreadsheet takes for a formula.

    >>> safe('=HYPERLINK("x")'), safe("-5")
    ('\'=HYPERLINK("x")', "'-5")
    """
    text = one_line(text)
    return f"'{text}" if text.startswith(_FORMULA) else text


def render(ranking: Ranking) -> str:
    """A ranking as CSV with a heading row."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEAD)
    for rank, report in enumerate((*ranking.reports, *ranking.unscored), 1):
        posting, result = report.posting, report.score
        points = {part.requirement: part.points for part in result.parts}
        for requirement, finding in zip(posting.requirements, report.findings, strict=True):
            quote = finding.evidence[0] if finding.evidence else None
            writer.writerow(
                (
                    rank if result.total is not None else "",
                    safe(posting.path),
                    safe(posting.title or ""),
                    safe(posting.company or ""),
                    "" if result.total is None else result.total / 16,
                    result.low / 16,
                    result.high / 16,
                    result.band,
                    requirement.id,
                    requirement.priority,
                    requirement.kind,
                    finding.verdict,
                    finding.credit / 1000,
                    points[requirement.id] / 16 if requirement.id in points else "",
                    safe(requirement.text),
                    safe(finding.explanation),
                    safe(quote.quote) if quote else "",
                    place(quote) if quote else "",
                )
            )
    return out.getvalue()
