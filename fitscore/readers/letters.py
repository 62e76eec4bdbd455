"""Letters that look like others: words that mix Latin with Cyrillic or Greek, and words split by invisible characters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from fitscore.model import Diagnostic, Document, Span

_WORD = re.compile(r"[^\W\d_]{2,40}")
_SPLIT_WORD = re.compile(r"\w[\u200b\u200c\u2060-\u2064\ufeff\u202a-\u202e\u2066-\u2069]+(?=\w)")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_OTHER = re.compile(r"[\u0370-\u03ff\u0400-\u052f]")
_GREEK_SYMBOLS = frozenset("\u00b5\u03bcΩΔπσλβαγ")


def mixed_words(text: str) -> Iterator[Span]:
    """Words that hold Latin letters beside Cyrillic or Greek ones that pass for Latin.

    >>> [span.of("Рython and Python, 5µm") for span in mixed_words("Рython and Python, 5µm")]
    ['Рython']
    """
    if not _OTHER.search(text):
        return
    for match in _WORD.finditer(text):
        word = match.group()
        foreign = [char for char in word if _OTHER.match(char) and char not in _GREEK_SYMBOLS]
        if foreign and _LATIN.search(word) and any(_looks_latin(char) for char in foreign):
            yield Span(*match.span())


def _looks_latin(char: str) -> bool:
    """Whether the letter's name shows that it is one of another script (a look-alike needs no table: mixing is the sign)."""
    return unicodedata.name(char, "").startswith(("CYRILLIC", "GREEK"))


def letter_diagnostics(document: Document) -> tuple[Diagnostic, ...]:
    """Warnings for look-alike letters and for words split by invisible characters; at most one of each."""
    found = []
    mixed = list(mixed_words(document.text))
    if mixed:
        shown = ", ".join(dict.fromkeys(span.of(document.text) for span in mixed[:5]))
        found.append(
            Diagnostic(
                code="lookalike_letters",
                message=f"{len(mixed)} word(s) mix Latin letters with look-alikes, so a search will miss them: {shown}.",
                span=mixed[0],
            )
        )
    split = [Span(*match.span()) for match in _SPLIT_WORD.finditer(document.text)]
    if split:
        found.append(
            Diagnostic(
                code="lookalike_letters",
                message=f"{len(split)} word(s) are split by invisible characters, so a search will miss them.",
                span=split[0],
            )
        )
    return tuple(found)
