"""Which lines of a PDF are headings: by their size among all pages, else by bold or capital letters. Runs in the parent."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from fitscore.model import LineKind, Span
from fitscore.readers.assemble import Row

_LARGER = 1.12
"""Times the size of most letters: what is larger is a heading, if it is short."""
_LONGEST, _LONGEST_SAME_SIZE = 80, 60
_LONG_LINE = 45
_MOST_CAPITAL_WORDS = 4
_NOT_HEADING = re.compile(r"[@|\t\d]|://|:\s|\w\.\w+/|[.;,]$")


class PageLine(NamedTuple):
    """A line as the reading process tells it. ``cells``: how many pieces its row has; ``region`` is -1 for hidden text."""

    text: str
    bullet: bool
    size: float
    bold: bool
    cells: int
    region: int
    hidden: bool


def rows_of(pages: Iterable[tuple[int, Sequence[PageLine]]]) -> list[Row]:
    """The rows of a document, headings with their level: 1 for the largest size, 0 where only bold or capitals tell.

    Args:
        pages: the number of each page, and its lines.
    """
    numbered = list(pages)
    seen = [line for _, lines in numbered for line in lines if not line.hidden]
    body = _body_size(seen)
    sizes = sorted({round(line.size, 1) for line in seen if line.size > _LARGER * body and _may_be(line)}, reverse=True)
    mostly_bold = sum(len(line.text) * (1 if line.bold else -1) for line in seen) > 0
    rows: list[Row] = []
    for page, lines in numbered:
        for number, line in enumerate(lines):
            kind, level = _kind(lines, number, sizes, mostly_bold)
            hidden = (Span(0, len(line.text)),) if line.hidden else ()
            rows.append(Row(text=line.text, kind=kind, level=level, page=page, region=line.region, hidden=hidden))
    return rows


def _kind(lines: Sequence[PageLine], number: int, sizes: Sequence[float], mostly_bold: bool) -> tuple[LineKind, int]:
    line = lines[number]
    if line.bullet:
        return LineKind.BULLET, 0
    if not _may_be(line):
        return LineKind.TEXT, 0
    if round(line.size, 1) in sizes and not _in_paragraph(lines, number):
        return LineKind.HEADING, sizes.index(round(line.size, 1)) + 1
    if len(line.text) > _LONGEST_SAME_SIZE:
        return LineKind.TEXT, 0
    capitals = line.text.isupper() and len(line.text.split()) <= _MOST_CAPITAL_WORDS
    return (LineKind.HEADING, 0) if capitals or (line.bold and not mostly_bold) else (LineKind.TEXT, 0)


def _may_be(line: PageLine) -> bool:
    """Whether a line could be a heading at all: a few words of one cell, no address, no date, no sentence."""
    if line.hidden or line.bullet or line.cells != 1:
        return False
    return 2 < len(line.text) <= _LONGEST and not _NOT_HEADING.search(line.text)


def _in_paragraph(lines: Sequence[PageLine], number: int) -> bool:
    """Whether a line is one of several long ones of the same size, as in a summary set larger than the rest."""
    line = lines[number]
    for other in (number - 1, number + 1):
        alike = 0 <= other < len(lines) and lines[other].region == line.region and abs(lines[other].size - line.size) < 0.1
        if alike and max(len(line.text), len(lines[other].text)) > _LONG_LINE:
            return True
    return False


def _body_size(lines: Iterable[PageLine]) -> float:
    """The size that half of the letters do not exceed."""
    sizes = sorted((line.size, len(line.text)) for line in lines)
    half, seen = sum(count for _, count in sizes) / 2, 0
    for size, count in sizes:
        seen += count
        if seen >= half:
            return size
    return 10.0
