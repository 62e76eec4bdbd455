"""Ligatures that a font does not name: "Snow?ake" is guessed from the words that hold such ligatures, and from its neighbours."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from fitscore.datafile import load_data

LOST: Final = "\x00"
"""Stands for a glyph without a meaning; other control characters keep their code, since TeX fonts put ligatures there."""

_TEX = {"\x0b": "ff", "\x0e": "ffi", "\x0f": "ffl", "\x1b": "ff", "\x1c": "fi", "\x1d": "fl", "\x1e": "ffi", "\x1f": "ffl"}
_ALONE = re.compile(r"[\x00-\x08\x0b\x0e-\x1f]")
_IN_WORD = re.compile(r"(?P<head>[A-Za-z-]{0,12})(?P<glyph>[\x00-\x08\x0b\x0e-\x1f])(?P<tail>[A-Za-z-]{0,12})")


def mended(text: str) -> str:
    r"""Text whose lost ligatures are filled in; lost glyphs that touch no letter are dropped.

    >>> mended("Snow\x00ake work\x00ow, \x00nance o\x00cer, di\x00erent, \x00")
    'Snowflake workflow, finance officer, different, '
    """
    if not _ALONE.search(text):
        return text
    mended_text = _IN_WORD.sub(lambda found: found["head"] + _guess(found) + found["tail"], text)
    return _ALONE.sub("", mended_text)


def _guess(found: re.Match[str]) -> str:
    """The candidate that makes the longest known piece, else what the font's code or the next letter suggests."""
    head, tail = found["head"].lower(), found["tail"].lower()
    if not head.strip("-") and not tail.strip("-"):
        return ""
    best, longest = "", 0
    for candidate, pieces in _pieces():
        word, start, end = head + candidate + tail, len(head), len(head) + len(candidate)
        length = max((len(piece) for piece in pieces if _covers(word, piece, start, end)), default=0)
        if length > longest:
            best, longest = candidate, length
    return best or _TEX.get(found["glyph"]) or ("fl" if tail[:1] in ("a", "o", "u", "y") else "fi")


def _covers(word: str, piece: str, start: int, end: int) -> bool:
    """Whether a piece stands in the word so that it holds the whole candidate."""
    at = word.find(piece, max(0, end - len(piece)))
    return at != -1 and at <= start and at + len(piece) >= end


@cache
def _pieces() -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((str(entry["id"]), tuple(entry["words"])) for entry in load_data("ligatures")["pieces"])
