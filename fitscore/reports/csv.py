"""CSV: one row a requirement. Cells that a spreadsheet would run as a formula are made plain text."""

from __future__ import annotations

import csv
from io import StringIO

from fitscore.model import Ranking
from fitscore.reports.records import COLUMNS, Cell, to_records
from fitscore.reports.words import one_line

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\u2212", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def safe(text: str) -> str:
    r"""A cell on one line that no spreadsheet takes for a formula.

    >>> safe('=HYPERLINK("x")'), safe("-5")
    ('\'=HYPERLINK("x")', "'-5")
    """
    text = one_line(text)
    return f"'{text}" if text.startswith(_FORMULA) else text


def _cell(value: Cell) -> Cell:
    return safe(value) if isinstance(value, str) else value


def render(ranking: Ranking) -> str:
    """A ranking as CSV with a heading row."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([_cell(value) for value in record.values()] for record in to_records(ranking))
    return out.getvalue()
