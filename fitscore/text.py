"""Looking at text without changing it: lines, trimming, splitting, all as spans into the original."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from fitscore.model import Line, LineKind, Span

SURE_BULLETS = "•◦▪▫‣●○⁃➢➤►▸❖■□✓✔✅\uf0b7\uf0a7\uf0d8\uf076\uf0fc\uf0a8\uf06e"
"""Glyphs that do nothing but open a list item; the last are those of the Symbol and Wingdings fonts."""

BULLETS = SURE_BULLETS + "·*∗§–—-"
"""Glyphs that open a list item where one may begin."""

_PLAIN = (
    ("'", "\u2018\u2019\u201a\u201b\u2032"),
    ('"', "\u201c\u201d\u201e\u2033"),
    ("-", "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"),
    (" ", "\u00a0\u2007\u202f\u2009\u200a\t"),
)
"""Plain characters and those they stand for."""


def fold(text: str) -> str:
    """Lower-case text with plain quotes, dashes and spaces, of the same length, so that spans stay valid.

    >>> fold("Master’s – 3–5 Years")
    "master's - 3-5 years"
    """
    if text.isascii():
        return text.lower().replace("\t", " ")
    folded = plain(text)
    lowered = folded.lower()
    if len(lowered) == len(folded):
        return lowered
    return "".join(low if len(low := char.lower()) == 1 else char for char in folded)


def plain(text: str) -> str:
    """Text with plain quotes, dashes and spaces, case kept, of the same length.

    >>> plain("R – “Python”")
    'R - "Python"'
    """
    if text.isascii():
        return text.replace("\t", " ")
    for simple, others in _PLAIN:
        for char in others:
            if char in text:  # a text has few of them, and `str.translate` is slow
                text = text.replace(char, simple)
    return text


def trim(text: str, span: Span) -> Span:
    """The span without white space at its ends.

    >>> trim("  a b ", Span(0, 6))
    Span(start=2, end=5)
    """
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def split(text: str, span: Span, separator: re.Pattern[str]) -> Iterator[Span]:
    """The trimmed, non-empty pieces of a span between matches of a separator.

    >>> [s.of("a; b;c") for s in split("a; b;c", Span(0, 6), re.compile(";"))]
    ['a', 'b', 'c']
    """
    start = span.start
    for match in separator.finditer(text, span.start, span.end):
        piece = trim(text, Span(start, match.start()))
        if piece.start < piece.end:
            yield piece
        start = match.end()
    piece = trim(text, Span(start, span.end))
    if piece.start < piece.end:
        yield piece


def lines_of(text: str, *, paged: bool = False) -> tuple[Line, ...]:
    r"""Plain lines of a text, with no mark-up known. A form feed ends a line; with ``paged`` it ends a page too.

    >>> [(l.number, l.page, l.span.of("a\nb\fc")) for l in lines_of("a\nb\fc", paged=True)]
    [(1, 1, 'a'), (2, 1, 'b'), (3, 2, 'c')]
    """
    found: list[Line] = []
    start, page = 0, 1
    for match in re.finditer(r"\r\n|\n|\r|\f|\Z", text):
        if match.start() == start == len(text) and found and not match.group():
            break
        found.append(
            Line(number=len(found) + 1, span=Span(start, match.start()), kind=LineKind.TEXT, page=page if paged else None)
        )
        page += match.group() == "\f"
        start = match.end()
    return tuple(found)


def is_wordlike(char: str) -> bool:
    """Whether a character can be part of a word: a letter, a mark or a digit."""
    return unicodedata.category(char)[0] in "LMN"
