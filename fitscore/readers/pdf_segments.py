"""Glyphs to rows of one baseline, rows to segments (pieces between wide gaps), and the words inside a segment."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from fitscore.readers.pdf_chars import BULLETS, DASHES, Char

_WIDE_GAP = 1.1
"""In font sizes: no space between words is this wide, unless letters are spaced out."""
_JUMP_GAP = 0.35
"""In font sizes: enough to cut where the content order jumps, as it does between columns."""
_EDGE_GAP = 0.45
_JUMP = 6
_BULLET_GAP = 3.5
_ICON_GAP = 1.5
_LETTER_GAP = 2.2
_LEAST_GAP = 0.03
_LONGEST_DATE = 30
_YEAR = re.compile(r"(?:19|20)\d\d")
_SMALL = 0.8
"""Of the size of the row beside: glyphs smaller than this that touch it are raised or lowered ones."""


@dataclass(slots=True)
class Segment:
    """A run of words on one row. ``index`` and ``last`` are the places of its first and last glyph in content order."""

    text: str
    x0: float
    x1: float
    y0: float
    y1: float
    size: float
    row: int
    baseline: float
    index: int
    last: int
    bold: bool


def rows_of(chars: Iterable[Char]) -> list[list[Char]]:
    """Glyphs grouped by baseline, top row first, each row from left to right (glyphs of one box keep their order)."""
    rows: list[list[Char]] = []
    for char in sorted(chars, key=lambda char: -char.baseline):
        if rows and abs(rows[-1][0].baseline - char.baseline) <= max(1.0, 0.25 * min(char.size, rows[-1][0].size)):
            rows[-1].append(char)
        else:
            rows.append([char])
    return _with_raised([sorted(row, key=lambda char: char.x0) for row in rows])


def _with_raised(rows: list[list[Char]]) -> list[list[Char]]:
    """Rows whose superscripts and subscripts stand in the row they belong to."""
    for number, row in enumerate(rows):
        for host in (number + 1, number - 1):
            if not 0 <= host < len(rows) or not rows[host]:
                continue
            kept = [run for run in _runs(rows[number]) if not _belongs(run, rows[host])]
            left = {id(char) for run in kept for char in run}
            moved = [char for char in rows[number] if id(char) not in left]
            if moved:
                rows[host] = sorted(rows[host] + moved, key=lambda char: char.x0)
                rows[number] = [char for char in row if id(char) in left]
                row = rows[number]
    return [row for row in rows if row]


def _runs(row: Sequence[Char]) -> Iterator[list[Char]]:
    """Glyphs of a row that stand close together."""
    run: list[Char] = []
    for char in row:
        if run and char.x0 - run[-1].x1 > 0.5 * char.size:
            yield run
            run = []
        run.append(char)
    if run:
        yield run


def _belongs(run: Sequence[Char], host: Sequence[Char]) -> bool:
    """Whether a short run is raised or lowered beside a larger glyph of another row."""
    if len(run) > 6:
        return False
    first, last = run[0], run[-1]
    for char in host:
        after, before = first.x0 - char.x1, char.x0 - last.x1
        near = -0.3 * char.size < after < 0.25 * char.size or -0.3 * char.size < before < 0.25 * char.size
        if near and first.size < _SMALL * char.size and abs(first.baseline - char.baseline) < 0.6 * char.size:
            return True
    return False


def page_segments(rows: Sequence[Sequence[Char]]) -> list[Segment]:
    """The segments of all rows. Where three rows or more start at one place, a smaller gap before that place parts a row too."""
    starts: dict[int, int] = {}
    for row in rows:
        starts[round(row[0].x0)] = starts.get(round(row[0].x0), 0) + 1
    edges = frozenset(x for x, count in starts.items() if count >= 3)
    cuts = [_cut(row, edges) for row in rows]
    beside = _beside_dates(cuts)
    return [segment for number, parts in enumerate(cuts) for segment in _segments(_cut_at(parts, beside), number)]


def segments_of(row: Sequence[Char], number: int) -> Iterator[Segment]:
    """The segments of one row."""
    yield from _segments(_cut(row, frozenset()), number)


def _beside_dates(cuts: Iterable[Sequence[Sequence[Char]]]) -> frozenset[int]:
    """Where the text of rows starts that begin with a date: the edge of the column beside the dates."""
    starts: dict[int, int] = {}
    for parts in cuts:
        if len(parts) > 1 and is_dated(_letters(parts[0])):
            starts[round(parts[1][0].x0)] = starts.get(round(parts[1][0].x0), 0) + 1
    return frozenset(x for x, count in starts.items() if count >= 2)


def _cut_at(parts: list[list[Char]], edges: frozenset[int]) -> list[list[Char]]:
    """A row whose date fills its column, so that no gap sets it off, cut at the edge of the column beside it."""
    first = parts[0]
    for at in range(1, len(first)):
        if round(first[at].x0) in edges and is_dated(_letters(first[:at])):
            return [first[:at], first[at:], *parts[1:]]
    return parts


def is_dated(words: str) -> bool:
    """Whether a few words at the start of a row hold a year.

    >>> is_dated("Mar 2016 - Feb"), is_dated("Team lead"), is_dated("In 2016 I moved the whole archive of the town")
    (True, False, False)
    """
    return len(words) <= _LONGEST_DATE and bool(_YEAR.search(words))


def _letters(part: Sequence[Char]) -> str:
    return "".join(char.text for char in part)


def _segments(parts: list[list[Char]], number: int) -> Iterator[Segment]:
    for part in _with_spaced_letters(_with_bullets(parts)):
        if all(char.icon and char.text in BULLETS for char in part):  # a rating in dots, the knob of a slider
            continue
        text = _right_to_left(part) if _is_rtl(part) else _words(part)
        yield Segment(
            text=text,
            x0=part[0].x0,
            x1=part[-1].x1,
            y0=min(char.y0 for char in part),
            y1=max(char.y1 for char in part),
            size=median(char.size for char in part),
            row=number,
            baseline=part[0].baseline,
            index=min(char.index for char in part),
            last=max(char.index for char in part),
            bold=sum(char.bold for char in part) > len(part) / 2,
        )


def _is_rtl(chars: Iterable[Char]) -> bool:
    return any("\u0590" <= char.text <= "\u08ff" or "\ufb1d" <= char.text <= "\ufefc" for char in chars)


def _cut(row: Sequence[Char], edges: frozenset[int]) -> list[list[Char]]:
    """A row cut at wide gaps, and at smaller ones where the content order jumps."""
    rtl = _is_rtl(row)
    parts = [[row[0]]]
    for left, right in pairwise(row):
        gap, size = right.x0 - left.x1, max(left.size, right.size)
        jumps = not rtl and not 0 < right.index - left.index < _JUMP
        at_edge = round(right.x0) in edges and gap > _EDGE_GAP * size
        if gap > _WIDE_GAP * size or (jumps and gap > _JUMP_GAP * size) or at_edge:
            parts.append([right])
        else:
            parts[-1].append(right)
    return parts


def _with_bullets(parts: Sequence[list[Char]]) -> list[list[Char]]:
    """A bullet and the text after it stay together."""
    joined: list[list[Char]] = []
    for part in parts:
        before = joined[-1] if joined else None
        lone = before is not None and len(before) == 1
        marks = before and lone and (before[0].text in BULLETS or (before[0].text == "o" and len(joined) == 1))
        if before and marks and part[0].x0 - before[0].x1 < _bullet_gap(before[0], part[0]):
            joined[-1] = before + part
        else:
            joined.append(part)
    return joined


def _bullet_gap(bullet: Char, after: Char) -> float:
    return (_ICON_GAP if bullet.icon else _BULLET_GAP) * max(bullet.size, after.size)


def _with_spaced_letters(parts: Sequence[list[Char]]) -> list[list[Char]]:
    """Pieces of a single letter at an even distance are one letter-spaced segment."""
    joined: list[list[Char]] = []
    start = 0
    while start < len(parts):
        end = start
        while end + 1 < len(parts) and len(parts[end]) == 1 and len(parts[end + 1]) <= 2:
            if parts[end + 1][0].x0 - parts[end][-1].x1 >= _LETTER_GAP * parts[end][0].size:
                break
            end += 1
        if end - start >= 3:
            joined.append([char for part in parts[start : end + 1] for char in part])
            start = end + 1
        else:
            joined.append(parts[start])
            start += 1
    return joined


def _right_to_left(part: Sequence[Char]) -> str:
    """PDFium's own order is the logical one for right-to-left text."""
    ordered = sorted(part, key=lambda char: char.index)
    return "".join((" " if char.gap and number else "") + char.text for number, char in enumerate(ordered))


def _words(part: Sequence[Char]) -> str:
    """The text of a segment, spaces put where the gaps between glyphs stand out."""
    hollow = part[0].text == "o" and len(part) > 1 and part[1].x0 - part[0].x1 > 0.6 * part[0].size  # Word's second level
    bullet = len(part) > 1 and (hollow or (part[0].text in BULLETS and not _is_glued(part[0], part[1])))
    body = part[1:] if bullet else part
    gaps = [(right.x0 - left.x1) / max(0.1, left.size) for left, right in pairwise(body)]
    spaced = [char.spaced for char in body[1:]]
    limit, literal, even = _space_limit(body, gaps, spaced)
    text = "• " if hollow else f"{part[0].text} " if bullet else ""
    text += body[0].text
    for gap, in_file, char in zip(gaps, spaced, body[1:], strict=True):
        # spaces in the file are trusted; those that PDFium generates only where letters are not spaced out
        seen = in_file or (char.gap and even and gap > _LEAST_GAP)
        text += (" " if gap > limit or (seen and not literal) else "") + char.text
    return text


def _is_glued(first: Char, second: Char) -> bool:
    """Whether a dash touches what follows, as in "-5" or "–Python"."""
    return first.text in DASHES and not second.gap and not second.spaced and second.x0 - first.x1 < 0.15 * first.size


def _space_limit(body: Sequence[Char], gaps: Sequence[float], spaced: Sequence[bool]) -> tuple[float, bool, bool]:
    """How the letters of a segment are set.

    Returns:
        The gap (in font sizes) above which a space stands; whether every letter has a literal space ("C O N T A C T"); and
        whether the letters stand as close as usual.
    """
    literal = len(gaps) >= 4 and sum(spaced) >= 0.8 * len(spaced)
    if literal:
        middle = sorted(gaps)[len(gaps) // 2]
        return middle + max(0.22, 0.5 * middle), True, False
    inner = sorted(gap for gap, in_file in zip(gaps, spaced, strict=True) if not in_file)
    base = inner[len(inner) // 2] if inner else 0.0
    if base > 0.06:
        return base + max(0.18, 0.45 * base), False, False
    # relative to the mean advance, for condensed faces
    advance = sum(char.x1 - char.x0 for char in body) / max(0.1, sum(char.size for char in body))
    return min(0.13, max(0.07, 0.26 * advance)) + max(0.0, base), False, base <= _LEAST_GAP
