"""The quotable statements of a CV: bullets, sentences and list lines, wrapped lines joined, as spans into the one text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fitscore.model import Document, LineKind, ResumeLine, Span
from fitscore.resume.dated import trimmed
from fitscore.resume.lexicon import words_of
from fitscore.resume.rows import Row, Widths
from fitscore.resume.wrapping import BULLET, LINES, PROSE, continues
from fitscore.text import trim

_SENTENCE = re.compile(r"(?<=[.!?])[\"”’)]?\s+(?=[\"“(]?[A-Z0-9~])")
_NO_END = re.compile(
    r"(?:\b(?:e\.g|i\.e|vs|approx|inc|ltd|co|corp|dr|mr|mrs|ms|prof|st|no|fig|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec|dept|est|cum|incl|min|max|b\.?sc|m\.?sc|ph\.?d)|\b[A-Z]|\d)\.\Z",
    re.IGNORECASE,
)
_TELLING = re.compile(r"\b(?:I|we|my|was|were|which|that)\b")
_WHOLE = 240
"""A bullet up to this long is one statement; a longer one is cut at its sentences."""
_ITEM = re.compile(r"\s*[,;|•·\t/]\s*|\s{3,}|\n")


@dataclass(frozen=True, slots=True)
class Passage:
    """Lines that belong together: a bullet with its wrapped lines, or a paragraph."""

    span: Span
    rows: tuple[Row, ...]
    bullet: bool


def passages(text: str, rows: Sequence[Row], widths: Widths, *, prose: bool = False) -> list[Passage]:
    """The rows of a body joined to bullets and paragraphs; ``prose``: running text is expected."""
    groups: list[list[Row]] = []
    for row in rows:
        before = groups[-1][-1] if groups else None
        if before is not None and row.number == before.number + 1 and _goes_on(text, groups[-1], row, widths, prose=prose):
            groups[-1].append(row)
        else:
            groups.append([row])
    return [_passage(text, group) for group in groups]


def _goes_on(text: str, group: Sequence[Row], row: Row, widths: Widths, *, prose: bool) -> bool:
    before = group[-1]
    # Cells of a table stay lines of their own.
    if row.line.kind is LineKind.CELL or before.line.kind is LineKind.CELL:
        return False
    if _is_label(row.of(text)):
        return False
    if len(group) == 1 and _is_label(before.of(text)) and not row.bullet:
        return True
    # Two lines that went together make running text of what follows.
    flow = BULLET if group[0].bullet else PROSE if prose or len(group) > 1 else LINES
    return continues(text, before, row, "body", widths.get(before.region, 0), flow=flow)


def _is_label(words: str) -> bool:
    """Whether a line only names the group below it: "Familiar:"."""
    return words.endswith(":") and len(words.split()) <= 5


def _passage(text: str, group: Sequence[Row]) -> Passage:
    last = trimmed(text, group[-1])
    return Passage(trim(text, Span(group[0].span.start, last.span.end)), tuple(group), group[0].bullet)


def sentences(text: str, span: Span) -> Iterator[Span]:
    """The sentences of a passage.

    >>> words = "Ran the lab, e.g. Mondays. Cut waste by 5%. Left."
    >>> [s.of(words) for s in sentences(words, Span(0, len(words)))]
    ['Ran the lab, e.g. Mondays.', 'Cut waste by 5%.', 'Left.']
    """
    start = span.start
    for match in _SENTENCE.finditer(text, span.start, span.end):
        if _NO_END.search(text, max(start, match.start() - 12), match.start()):
            continue
        piece = trim(text, Span(start, match.start() + len(match.group().rstrip())))
        if piece.start < piece.end:
            yield piece
        start = match.end()
    piece = trim(text, Span(start, span.end))
    if piece.start < piece.end:
        yield piece


def is_list(text: str, span: Span) -> bool:
    """Whether a passage is a plain list of names rather than a sentence.

    >>> is_list("SQL, Python (pandas), Tableau, Excel", Span(0, 36)), is_list("I tried, failed, and left, sadly", Span(0, 32))
    (True, False)
    """
    words = span.of(text)
    items = [item for item in _ITEM.split(re.sub(r"\([^()]{0,200}\)", " ", words)) if item.strip()]
    if len(items) < 2:
        return len(words_of(words)) <= 4
    short = sum(len(item.split()) <= 4 for item in items)
    return short * 5 >= len(items) * 4 and not words.rstrip().endswith(("!", "?")) and not _TELLING.search(words)


def statements(document: Document, passage: Passage, section: str, position: int | None) -> Iterator[ResumeLine]:
    """The statements of one passage: whole when it is short or a list, else its sentences."""
    text, span = document.text, passage.span
    short = span.end - span.start <= _WHOLE and (passage.bullet or len(passage.rows) == 1)
    pieces = [span] if (short and passage.bullet) or is_list(text, span) else list(sentences(text, span))
    for piece in pieces:
        line = document.line_at(piece.start)
        if line is not None and piece.start < piece.end:
            yield ResumeLine(span=piece, line=line.number, page=line.page, section=section, position=position)


def chunks(text: str, span: Span, longest: int = 160) -> list[Span]:
    """A long list cut into quotable pieces at its separators."""
    if span.end - span.start <= longest:
        return [span]
    out: list[Span] = []
    start, last = span.start, None
    for match in re.finditer(r"[,;|•·]\s+|\n", text[span.start : span.end]):
        at = span.start + match.end()
        if at - start > longest and last is not None:
            out.append(trim(text, Span(start, last)))
            start = last
        last = at
    if last is not None and span.end - start > longest and last > start:
        out.append(trim(text, Span(start, last)))
        start = last
    out.append(trim(text, Span(start, span.end)))
    return [piece for piece in out if piece.start < piece.end]
