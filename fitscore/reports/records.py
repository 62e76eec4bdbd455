"""A ranking as plain rows, one a requirement: for a data frame, and for CSV."""

from __future__ import annotations

from collections.abc import Mapping

from fitscore.model import Ranking
from fitscore.reports.words import place

Cell = str | int | float | None

COLUMNS = (
    "rank", "posting", "title", "company", "score", "low", "high", "band", "requirement", "priority", "kind", "verdict", "credit",
    "points", "text", "explanation", "quote", "place",
)  # fmt: skip
"""The names of the columns, in their order."""


def to_records(ranking: Ranking) -> list[Mapping[str, Cell]]:
    """One record a requirement, best posting first, for ``pandas.DataFrame(...)`` or ``polars.DataFrame(...)``.

    Args:
        ranking: what to flatten.

    Returns:
        Dicts with the keys `COLUMNS`: scores and points from 0 to 100, credit from 0 to 1; None where there is nothing.
    """
    records: list[Mapping[str, Cell]] = []
    for rank, report in enumerate((*ranking.reports, *ranking.unscored), 1):
        posting, result = report.posting, report.score
        points = {part.requirement: part.points / 16 for part in result.parts}
        for requirement, finding in zip(posting.requirements, report.findings, strict=True):
            quote = finding.evidence[0] if finding.evidence else None
            values: tuple[Cell, ...] = (
                None if result.total is None else rank,
                posting.path,
                posting.title,
                posting.company,
                None if result.total is None else result.total / 16,
                result.low / 16,
                result.high / 16,
                result.band,
                requirement.id,
                str(requirement.priority),
                str(requirement.kind),
                str(finding.verdict),
                finding.credit / 1000,
                points.get(requirement.id),
                requirement.text,
                finding.explanation,
                quote.quote if quote else None,
                place(quote) if quote else None,
            )
            records.append(dict(zip(COLUMNS, values, strict=True)))
    return records
