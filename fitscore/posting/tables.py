"""Person specifications in tables: a column for what is essential, one for what is desirable, or the word in the last cell."""

from __future__ import annotations

import re
from collections.abc import Sequence

from fitscore.model import LineKind, Span
from fitscore.posting.headings import ASKING, classify_heading
from fitscore.posting.lines import Piece
from fitscore.text import fold, split

_BAR = re.compile(r"\t+|\s\|\s|\s{3,}\|\s{0,3}")
_RATING = {
    "essential": "required", "e": "required", "required": "required", "must have": "required", "mandatory": "required",
    "desirable": "preferred", "d": "preferred", "preferred": "preferred", "desired": "preferred", "nice to have": "preferred",
    "optional": "preferred",
}  # fmt: skip

Columns = tuple[str | None, ...]
"""For each column of a table, the kind of section its cells belong to; None: a label."""


def cells_of(text: str, piece: Piece) -> tuple[Span, ...]:
    """The cells of a table row; a single one for any other line."""
    if piece.kind is not LineKind.CELL and "\t" not in piece.span.of(text):
        return (piece.span,)
    return tuple(split(text, piece.span, _BAR))


def header_of(text: str, cells: Sequence[Span]) -> Columns | None:
    r"""The columns that a header row opens, or None when the row is no header of a person specification.

    >>> row = "Area\tEssential\tDesirable"
    >>> header_of(row, cells_of(row, Piece(span=Span(0, len(row)), line=1)))
    (None, 'required', 'preferred')
    """
    kinds: list[str | None] = []
    for cell in cells:
        heading = classify_heading(cell.of(text))
        rated = _RATING.get(fold(cell.of(text)).strip(" :"))
        kinds.append(rated or (heading.kind if heading and heading.kind in ("required", "preferred") else None))
    return tuple(kinds) if "preferred" in kinds and len(kinds) - kinds.count(None) >= 2 else None


def rated_cells(text: str, cells: Sequence[Span], columns: Columns | None) -> list[tuple[str, Span]]:
    """The cells of a row that ask something, each with the kind of section it belongs to."""
    last = _RATING.get(fold(cells[-1].of(text)).strip(" :."))
    if last is not None and len(cells) >= 2:
        label = 1 if len(cells) > 2 and len(cells[0].of(text).split()) <= 3 else 0
        return [(last, cell) for cell in cells[label:-1]]
    if columns is None:
        return []
    kinds = ((None,) * (len(cells) - len(columns)) + columns)[-len(cells) :]
    return [(kind, cell) for kind, cell in zip(kinds, cells, strict=False) if kind in ASKING and kind is not None]
