"""The rows of a CV: its lines without bullets, empty ones, page furniture and what no reader can see, cut into cells."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from fitscore.datafile import load_data
from fitscore.model import Document, Line, LineKind, Span
from fitscore.phrases import compile_phrases
from fitscore.text import BULLETS, fold, split, trim

_CELLS = re.compile(r"[ \xa0]*\t[ \xa0\t]*|[ \xa0]{3,}")
_BULLET = re.compile(rf"[ \t\xa0]*(?:[{re.escape(BULLETS)}¥»›‒−+✦✧⚫◆◇○→⇒]|\d{{1,2}}[.)](?=\s)|\(?[a-z]\)(?=\s))[ \t\xa0]*(?=\S)")
_DASHED = re.compile(r"[ \t]*[–—\-+*§»›→][ \t\xa0]+(?=\S)")
_PAGE_NUMBER = re.compile(r"\W{0,3}\d{1,3}\W{0,3}|.{0,80}[\W_]\s?\d{1,2}\s?/\s?\d{1,2}\W{0,3}")
_WORDS = re.compile(r"\w")
_HASHES = re.compile(r"#{1,6}\s+")


@dataclass(frozen=True, slots=True)
class Row:
    """One visible line. ``span`` is its text without the bullet; ``cells`` are its parts between tabs or wide gaps."""

    number: int
    line: Line
    span: Span
    cells: tuple[Span, ...]
    bullet: bool = False
    after_blank: bool = False

    def of(self, text: str) -> str:
        """The words of the row."""
        return self.span.of(text)

    @property
    def region(self) -> tuple[int, int]:
        """The page and column the row stands in."""
        return (self.line.page or 0, self.line.region)

    def within(self, span: Span, number: int | None = None) -> Row:
        """The same row with less of its text."""
        cells = tuple(Span(max(cell.start, span.start), min(cell.end, span.end)) for cell in self.cells if cell.overlaps(span))
        return Row(self.number if number is None else number, self.line, span, cells or (span,), self.bullet, self.after_blank)


@cache
def _furniture() -> re.Pattern[str]:
    return compile_phrases(load_data("resume_sections")["furniture"])


def rows_of(document: Document) -> tuple[Row, ...]:
    """The rows of a document in reading order."""
    text = document.text
    edges, bottoms = _edges(document)
    repeated = _repeated(document, edges)
    rows: list[Row] = []
    blank = True
    for line in document.lines:
        span = trim(text, line.span)
        if span.start == span.end:
            blank = True
            continue
        if _unseen(document, span) or _is_furniture(text, span, line, edges, line.number in bottoms, repeated):
            continue
        row = _row(text, line, span, len(rows), after_blank=blank)
        if row is not None:
            rows.append(row)
            blank = False
    return tuple(rows)


def _row(text: str, line: Line, span: Span, number: int, *, after_blank: bool) -> Row | None:
    bullet = line.kind is LineKind.BULLET
    match = _BULLET.match(text, span.start, span.end)
    if match is not None and (bullet or match.group().strip() not in "-–—+*§»›→" or _DASHED.match(text, span.start, span.end)):
        bullet = True
        span = trim(text, Span(match.end(), span.end))
    span = _unmarked(text, span)
    if not _WORDS.search(text, span.start, span.end):
        return None
    cells = tuple(cell for cell in split(text, span, _CELLS) if _WORDS.search(text, *cell)) or (span,)
    return Row(number, line, span, cells, bullet and line.kind is not LineKind.HEADING, after_blank)


def _unmarked(text: str, span: Span) -> Span:
    """A line without the heading and emphasis marks that Markdown puts around it."""
    mark = _HASHES.match(text, span.start, span.end)
    start, end = mark.end() if mark else span.start, span.end
    for sign in ("**", "__", "*", "_"):
        inner = text[start:end]
        if len(inner) > 2 * len(sign) and inner.startswith(sign) and inner.endswith(sign) and inner.count(sign) == 2:
            start, end = start + len(sign), end - len(sign)
            break
    return trim(text, Span(start, end))


def _unseen(document: Document, span: Span) -> bool:
    return any(hidden.contains(span) for hidden in document.hidden)


def _edges(document: Document) -> tuple[set[int], set[int]]:
    """The numbers of the first two and last two written lines of each page, and of the last two."""
    pages: dict[int, list[int]] = {}
    for line in document.lines:
        if trim(document.text, line.span).start < trim(document.text, line.span).end:
            pages.setdefault(line.page or 0, []).append(line.number)
    bottoms = {number for numbers in pages.values() for number in numbers[-2:]}
    return bottoms | {number for numbers in pages.values() for number in numbers[:2]}, bottoms


def _repeated(document: Document, edges: Iterable[int]) -> set[str]:
    """What stands at the edge of more than one page, digits apart."""
    wanted = set(edges)
    seen: Counter[str] = Counter()
    for line in document.lines:
        if line.number in wanted and line.page is not None:
            seen[_faceless(line.span.of(document.text))] += 1
    return {words for words, count in seen.items() if count > 1 and words}


def _faceless(words: str) -> str:
    return re.sub(r"[\W\d_]+", " ", fold(words)).strip()


def _is_furniture(text: str, span: Span, line: Line, edges: set[int], bottom: bool, repeated: set[str]) -> bool:
    if span.end - span.start > 120:
        return False
    words = span.of(text)
    if _furniture().search(fold(words)):
        return True
    if line.number not in edges or line.page is None:
        return False
    return bool(_PAGE_NUMBER.fullmatch(words)) or ((line.page > 1 or bottom) and line.number > 3 and _faceless(words) in repeated)


Widths = Mapping[tuple[int, int], int]
"""The width of each column in characters, by page and region."""


def widths(rows: Sequence[Row]) -> Widths:
    """The width of each column in characters: its longest line without cells."""
    found: dict[tuple[int, int], int] = {}
    for row in rows:
        if len(row.cells) == 1:
            found[row.region] = max(found.get(row.region, 0), row.span.end - row.span.start)
    return found


def wraps(text: str, before: Row, after: Row, width: int) -> bool:
    """Whether a line looks broken by the margin: its successor's first word would not have fitted on it."""
    if width > 170 or width < 20:
        return False
    last = before.cells[0] if len(before.cells) > 1 else before.span
    length = last.end - last.start + (2 if before.bullet else 0)
    first_word = re.match(r"\S+", after.of(text))
    return length + 1 + (len(first_word.group()) if first_word else 0) >= 0.93 * width
