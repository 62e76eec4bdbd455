"""Segments to lines in reading order: columns are found by gutters, with the content order of the file as evidence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise
from statistics import median

from fitscore.readers.pdf_chars import Char
from fitscore.readers.pdf_segments import Segment, is_dated, page_segments, rows_of
from fitscore.readers.pdf_wrapped import rewrapped

_DATED = re.compile(
    r"""(?:19|20)\d\d | \b(?:present|now|ongoing)\b | \b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)
      | \d\ (?:months|years|yrs) | ,\ *[A-Z]""",
    re.IGNORECASE | re.VERBOSE,
)
_DATE = re.compile(
    r"(?:19|20)\d\d|\b(?:present|now|ongoing)\b|\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?\ *\d",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_MARGIN = 5.0
_MOST_SPLITS = 6
_CELL_LETTERS = 32


@dataclass(slots=True)
class PdfLine:
    """A line of a page: its cells from left to right, its box, and ``region``, the path of splits that led to its column."""

    cells: list[str]
    x0: float
    x1: float
    y0: float
    y1: float
    size: float
    bold: bool
    region: str


@dataclass(slots=True)
class _Band:
    """A run of rows with a free gutter at ``x``."""

    score: float
    x: float
    first: int
    last: int


@dataclass(slots=True)
class _Split:
    left: list[Segment] = field(default_factory=list)
    right: list[Segment] = field(default_factory=list)


def page_lines(chars: Sequence[Char], width: float, height: float) -> list[PdfLine]:
    """The lines of a page in reading order, turned text last.

    Args:
        chars: the glyphs to lay out.
        width: of the page in points.
        height: of the page in points.
    """
    straight = [char for char in chars if not char.turned and _on_page(char, width, height)]
    segments = page_segments(rows_of(straight))
    lines: list[PdfLine] = []
    for region, part in _ordered(segments, "0", 0):
        lines += _lines_of(part, region)
    return lines + list(_turned_lines([char for char in chars if char.turned]))


def _on_page(char: Char, width: float, height: float) -> bool:
    return -_MARGIN < char.x0 < width + _MARGIN and -_MARGIN < char.baseline < height + _MARGIN


def _lines_of(segments: Sequence[Segment], region: str) -> Iterator[PdfLine]:
    by_row: dict[int, list[Segment]] = {}
    for segment in segments:
        by_row.setdefault(segment.row, []).append(segment)
    rows = rewrapped([sorted(by_row[row], key=lambda segment: segment.x0) for row in sorted(by_row)])
    edge = _right_edge(rows)
    for parts in rows:
        cells = [part.text for part in parts]
        yield PdfLine(
            cells=[" ".join(cells)] if _is_justified(parts, edge) else cells,
            x0=parts[0].x0,
            x1=parts[-1].x1,
            y0=min(part.y0 for part in parts),
            y1=max(part.y1 for part in parts),
            size=max(part.size for part in parts),
            bold=all(part.bold for part in parts),
            region=region,
        )


def _right_edge(rows: Sequence[Sequence[Segment]]) -> float:
    """Where the long lines of a column end, if three or more end at one place; else nowhere."""
    ends: dict[int, int] = {}
    for parts in rows:
        ends[round(parts[-1].x1)] = ends.get(round(parts[-1].x1), 0) + 1
    edge = max(ends, default=0)
    return float(edge) if sum(ends.get(edge + near, 0) for near in (-1, 0, 1)) >= 3 else -1.0


def _is_justified(parts: Sequence[Segment], edge: float) -> bool:
    """Whether a row is one line of prose that was stretched to the column's edge: even gaps between words written in order."""
    if len(parts) < 3 or abs(parts[-1].x1 - edge) > 1.5:
        return False
    gaps = [right.x0 - left.x1 for left, right in pairwise(parts)]
    written = all(right.index - left.last < 3 for left, right in pairwise(parts))
    return written and max(gaps) < 4 * parts[0].size and max(gaps) - min(gaps) < 0.3 * max(gaps)


def _turned_lines(chars: Sequence[Char]) -> Iterator[PdfLine]:
    """Text that is not written left to right, in content order: a new line where the order jumps."""
    run: list[Char] = []
    for char in chars:
        if run and char.index - run[-1].index > 2 and not char.spaced:
            yield _turned_line(run)
            run = []
        run.append(char)
    if run:
        yield _turned_line(run)


def _turned_line(run: Sequence[Char]) -> PdfLine:
    text = "".join((" " if char.spaced and number else "") + char.text for number, char in enumerate(run))
    x0, x1 = min(char.x0 for char in run), max(char.x1 for char in run)
    y0, y1 = min(char.y0 for char in run), max(char.y1 for char in run)
    return PdfLine(cells=[text], x0=x0, x1=x1, y0=y0, y1=y1, size=run[0].size, bold=False, region="turned")


def _ordered(segments: list[Segment], path: str, depth: int) -> list[tuple[str, list[Segment]]]:
    """The segments split at the best gutter: what is above, left, right, below."""
    if not segments:
        return []
    band = _best_band(segments) if depth < _MOST_SPLITS else None
    if band is None:
        return [(path, segments)]
    above = [segment for segment in segments if segment.row < band.first]
    below = [segment for segment in segments if segment.row > band.last]
    inside = [segment for segment in segments if band.first <= segment.row <= band.last]
    blocks = _written_blocks(inside)
    blocks = _with_tails(blocks, band.x) if _are_trusted(blocks, band) else [inside]
    return [
        *_ordered(above, path + "t", depth + 1),
        *_stacked(blocks, band, path, depth),
        *_ordered(below, path + "b", depth + 1),
    ]


def _written_blocks(segments: Sequence[Segment]) -> list[list[Segment]]:
    """The rows parted wherever the file writes all that is above before all that is below."""
    by_row: dict[int, list[Segment]] = {}
    for segment in segments:
        by_row.setdefault(segment.row, []).append(segment)
    rows = [by_row[row] for row in sorted(by_row)]
    firsts = [min(segment.index for segment in row) for row in rows]
    later = list(accumulate(reversed(firsts), min))[::-1]  # the first glyph of this row and of all below it
    blocks: list[list[Segment]] = []
    last = -1
    for row, first in zip(rows, later, strict=True):
        if not blocks or last < first:
            blocks.append([])
        blocks[-1] += row
        last = max(last, *(segment.last for segment in row))
    return blocks


def _with_tails(blocks: Sequence[list[Segment]], x: float) -> list[list[Segment]]:
    """Blocks of which one-sided ones are part of the column they continue: the one written last above, or first below."""
    found: list[list[Segment]] = []
    for block in blocks:
        if found:
            above, here = _sides_written(found[-1], x), _sides_written(block, x)
            if (len(set(here)) == 1 and above[-1] == here[0]) or (len(set(above)) == 1 and above[0] == here[0]):
                found[-1] = found[-1] + block
                continue
        found.append(list(block))
    return found


def _sides_written(block: Sequence[Segment], x: float) -> list[bool]:
    """For each segment in content order, whether it stands right of a gutter."""
    return [segment.x0 >= x - 1.5 for segment in sorted(block, key=lambda segment: segment.index)]


def _are_trusted(blocks: Sequence[Sequence[Segment]], band: _Band) -> bool:
    """Whether the rows with text on both sides of a gutter are mostly written column by column within their block.

    A file that writes row after row says nothing about columns: there each block is a single row.
    """
    inside = outside = 0
    for block in blocks:
        left = {segment.row for segment in block if segment.x0 < band.x - 1.5}
        both = left & {segment.row for segment in block if segment.x0 >= band.x - 1.5}
        rows = len({segment.row for segment in block})
        inside += len(both) if rows > 1 else 0
        outside += len(both) if rows == 1 else 0
    return inside > outside


def _stacked(blocks: Sequence[list[Segment]], band: _Band, path: str, depth: int) -> list[tuple[str, list[Segment]]]:
    """Blocks that share a gutter, one after the other; neighbours that it does not part become one region."""
    found: list[tuple[str, list[Segment]]] = []
    whole: list[Segment] = []
    for number, block in enumerate(blocks):
        left = [segment for segment in block if segment.x0 < band.x - 1.5]
        right = [segment for segment in block if segment.x0 >= band.x - 1.5]
        if len(blocks) > 1 and not _are_columns(left, right):
            whole += block
            continue
        found += _ordered(whole, f"{path}{number}", depth + 1)
        whole = []
        found += _ordered(left, f"{path}{number}l", depth + 1)
        found += _ordered(right, f"{path}{number}r", depth + 1)
    return [*found, *_ordered(whole, path + "w", depth + 1)] if found else [(path, whole)]


def _are_columns(left: Sequence[Segment], right: Sequence[Segment]) -> bool:
    """Whether the two sides of one block are columns, not the cells of a row or two."""
    if not left or not right:
        return False
    dates = sum(bool(_DATE.search(segment.text)) for segment in right) > 0.3 * len(right)
    short = median(len(segment.text) for segment in right) < _CELL_LETTERS
    left_rows, right_rows = len({segment.row for segment in left}), len({segment.row for segment in right})
    return max(left_rows, right_rows) > 2 and (right_rows > 2 or left_rows > 4) and not (dates and short)


def _best_band(segments: Sequence[Segment]) -> _Band | None:
    """The gutter that parts the most text, or None when the segments are one column."""
    by_row: dict[int, list[Segment]] = {}
    for segment in segments:
        by_row.setdefault(segment.row, []).append(segment)
    if len(by_row) < 4:
        return None
    em = median(segment.size for segment in segments)
    best: _Band | None = None
    for x in sorted({round(segment.x0) for segment in segments}):
        for run in _free_runs(by_row, x, em):
            band = _weigh([segment for row in run for segment in by_row[row]], x, em)
            if band is not None and (best is None or band.score > best.score):
                best = band
    return best


def _free_runs(by_row: dict[int, list[Segment]], x: float, em: float) -> Iterator[list[int]]:
    """Runs of rows that no segment crosses at ``x``, broken where a large part of the page is empty."""
    run: list[int] = []
    for row in sorted(by_row):
        crossed = any(segment.x0 < x - 1.5 and segment.x1 > x - 0.5 for segment in by_row[row])
        if run and not crossed:
            far = min(segment.baseline for segment in by_row[run[-1]]) - max(segment.baseline for segment in by_row[row])
            crossed_gap = far > 7 * em
        else:
            crossed_gap = False
        if crossed or crossed_gap:
            if run:
                yield run
            run = []
        if not crossed:
            run.append(row)
    if run:
        yield run


def _weigh(segments: Sequence[Segment], x: float, em: float) -> _Band | None:
    """How well a gutter parts these rows; None when it parts cells of lines, or too little."""
    split = _Split(
        left=[segment for segment in segments if segment.x1 <= x - 0.5],
        right=[segment for segment in segments if segment.x0 >= x - 1.5],
    )
    left, right = split.left, split.right
    if len(left) < 3 or len(right) < 3:
        return None
    gutter = min(segment.x0 for segment in right) - max(segment.x1 for segment in left)
    letters = min(_letters(left), _letters(right))
    high = min(_height(left), _height(right))
    rows = min(len({segment.row for segment in left}), len({segment.row for segment in right}))
    if gutter < 0.7 * em or letters < 25 or high < 3 * em or rows < 4:
        return None
    alternate = _alternate(split)
    if (_are_labels(left) or alternate) and _are_cells(left, right):
        return None
    if alternate and _are_dates_beside(left, right):
        return None
    if (alternate or _are_dates(right)) and _are_sparse(left, right):
        return None
    aligned = sum(abs(segment.x0 - x) < 2.5 for segment in right)
    score = high * letters**0.5 * (1 + min(gutter, 4 * em) / em / 8) * (1 + aligned / len(right))
    return _Band(score=score, x=x, first=min(segment.row for segment in segments), last=max(segment.row for segment in segments))


def _letters(segments: Sequence[Segment]) -> int:
    return sum(len(segment.text) for segment in segments)


def _height(segments: Sequence[Segment]) -> float:
    return max(segment.baseline for segment in segments) - min(segment.baseline for segment in segments)


def _are_labels(left: Sequence[Segment]) -> bool:
    return sum(segment.text.rstrip().endswith(":") for segment in left) >= 0.8 * len(left)


def _alternate(split: _Split) -> bool:
    """Whether the file writes left and right in turns, as it does the cells of a row; a column is written in one go."""
    sides = sorted([(segment.index, 0) for segment in split.left] + [(segment.index, 1) for segment in split.right])
    turns = sum(before[1] != after[1] for before, after in pairwise(sides))
    return turns > max(2.0, 0.12 * min(len(split.left), len(split.right)))


def _are_cells(left: Sequence[Segment], right: Sequence[Segment]) -> bool:
    """Whether the right part is cells of the left lines (dates, places), or the left part labels or dates of the right ones."""
    if _are_labels(left):
        return True
    left_rows, right_rows = {segment.row for segment in left}, {segment.row for segment in right}
    shared_right = len(right_rows & left_rows) / len(right_rows)
    shared_left = len(right_rows & left_rows) / len(left_rows)
    dates_right = sum(bool(_DATED.search(segment.text)) for segment in right) / len(right)
    dates_left = sum(bool(_YEAR.search(segment.text)) for segment in left) / len(left)
    long_right = median(len(segment.text) for segment in right)
    long_left = median(len(segment.text) for segment in left)
    if shared_right > 0.7 and long_right < _CELL_LETTERS and (dates_right > 0.5 or (_right_aligned(right) and long_right < 20)):
        return True
    if shared_left > 0.85 and long_left < 28 and (dates_left > 0.5 or len(left) < 0.75 * len(right) or long_right < 20):
        return True
    return shared_right > 0.9 and shared_left > 0.9 and long_right < 14 and long_left < _CELL_LETTERS


def _are_dates_beside(left: Sequence[Segment], right: Sequence[Segment]) -> bool:
    """Whether what stands left in the rows that both sides share are dates, however many headings stand between them."""
    shared = {segment.row for segment in right}
    beside = [segment.text for segment in left if segment.row in shared]
    return len(beside) >= 2 and sum(map(is_dated, beside)) >= 0.75 * len(beside)


def _are_dates(segments: Sequence[Segment]) -> bool:
    return sum(bool(_DATE.search(segment.text)) for segment in segments) >= 0.4 * len(segments)


def _are_sparse(left: Sequence[Segment], right: Sequence[Segment]) -> bool:
    """Whether the right part is short pieces beside lines of the left part, with gaps or at uneven places: no column."""
    left_rows, right_rows = {segment.row for segment in left}, {segment.row for segment in right}
    shared = len(right_rows & left_rows) / len(right_rows)
    edge = min(segment.x0 for segment in right)
    uneven = sum(segment.x0 - edge > 2.5 for segment in right) > 0.3 * len(right)
    short = median(len(segment.text) for segment in right) < 24
    return shared > 0.75 and short and (uneven or len(right_rows) < 0.8 * len(left_rows))


def _right_aligned(right: Sequence[Segment]) -> bool:
    ends = [segment.x1 for segment in right]
    starts = [segment.x0 for segment in right]
    return max(ends) - min(ends) < 8 and max(starts) - min(starts) > 20
