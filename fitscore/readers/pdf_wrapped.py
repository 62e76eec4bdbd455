"""Rows with a date at the left whose cells go on in the next row: "Mar 2018 -" over "Feb 2021", a long firm over two lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from fitscore.readers.pdf_chars import BULLETS
from fitscore.readers.pdf_segments import Segment, is_dated

_OPEN = re.compile(r"(?:[-–—]|\b(?:to|until|till)|\b[A-Za-z]{3,9}\.?)\s?\Z")
_REST = re.compile(
    r"""
    (?:[-–—]\s?|to\s)? (?:\d{1,2}[/.]){0,2} (?:[A-Za-z]{3,9}\.?\s)?
    (?: (?:19|20)\d\d | \d\d? | present | now | today | current | date | ongoing | heute )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_NEAR = 2.5
_LEADING = 1.7
"""In font sizes: how far below a row its continuation stands at most."""


def rewrapped(rows: Sequence[Sequence[Segment]]) -> list[list[Segment]]:
    """The rows of a column, cells that the margin broke put together again where a date stands beside them.

    Args:
        rows: the segments of each row from left to right, top row first.
    """
    edge = max((row[-1].x1 for row in rows if row), default=0.0)
    out: list[list[Segment]] = []
    for row in rows:
        last = out[-1] if out else None
        joined = _joined(last, row, edge) if last is not None else None
        if joined is not None:
            out[-1] = joined
        else:
            out.append(list(row))
    return out


def _joined(last: list[Segment], row: Sequence[Segment], edge: float) -> list[Segment] | None:
    """Two rows as one, cell by cell; None when the second is a row of its own."""
    if not _is_below(last[-1], row[0]) or len(row) > 2:
        return None
    left, right = _sides(last, row)
    if left is None and right is None:
        return None
    if not is_dated(last[0].text) or not (left is None or _ends_range(last[0].text, left.text)):
        return None
    if right is not None and left is None and not _wraps(last[-1], right, edge):
        return None
    out = list(last)
    if left is not None:
        out[0] = _together(out[0], left)
    if right is not None:
        out[-1] = _together(out[-1], right)
    return out


def _sides(last: Sequence[Segment], row: Sequence[Segment]) -> tuple[Segment | None, Segment | None]:
    """What a row has below the first cell of the row before it, and below the last; both None when it stands elsewhere."""
    left = row[0] if abs(row[0].x0 - last[0].x0) < _NEAR else None
    right = row[-1] if len(last) > 1 and abs(row[-1].x0 - last[1].x0) < _NEAR else None
    found = (left is not None) + (right is not None)
    return (left, right) if found == len(row) and len(last) <= 2 else (None, None)


def _ends_range(words: str, below: str) -> bool:
    return bool(_REST.fullmatch(below)) and (below[0] in "-–—" or bool(_OPEN.search(words)))


def _is_below(last: Segment, below: Segment) -> bool:
    gap = last.baseline - below.baseline
    bullet = below.text[:1] in BULLETS and not _REST.fullmatch(below.text)
    return 0 < gap < _LEADING * last.size and abs(last.size - below.size) < 0.5 and not bullet


def _wraps(last: Segment, right: Segment, edge: float) -> bool:
    """Whether the first word of the next row would not have fitted behind a cell."""
    word = len(right.text.split(maxsplit=1)[0]) + 1
    letter = (last.x1 - last.x0) / max(1, len(last.text))
    return last.bold == right.bold and last.x1 + word * letter > edge - letter


def _together(one: Segment, other: Segment) -> Segment:
    hyphen = one.text.endswith(("-", "–")) and not one.text[:-1].endswith(" ")
    return replace(
        one, text=f"{one.text}{'' if hyphen else ' '}{other.text}", x1=max(one.x1, other.x1), y0=min(one.y0, other.y0),
        baseline=other.baseline, last=other.last,
    )  # fmt: skip
