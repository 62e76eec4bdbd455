"""What decides, beside the letters, whether an alias is meant where it stands."""

from __future__ import annotations

import re

from fitscore.taxonomy.compiling import Entry
from fitscore.taxonomy.normal import scan
from fitscore.text import plain

_REACH = 40
"""Characters of neighbouring text a reject guard may look at."""

_SEPARATOR = re.compile(r"[,;|\u2022\u00b7(\t:/]|\s[-\u2013\u2014&]\s|\b(?:and/or|and|or)\b")
_EDGES = " .!)*\u2022\u00b7\u25aa\u25cf\u25e6-\u2013"
"""What may stand around an item of a list."""

_LINE = 400
"""Characters either side in which the ends of a line are looked for."""

SHORT = 3
"""Most words of an item that makes its neighbours a plain list."""

_LINE_END = re.compile(r"[\n\r\f]")
_LETTERS = re.compile(r"[\s\-_/.\u2010-\u2013\u2019']+")


def squash(text: str) -> str:
    """The letters and signs of a surface, case kept, without what may vary between its words."""
    return _LETTERS.sub("", plain(text))


def same_case(entry: Entry, surface: str) -> bool:
    """Whether a surface is written in upper and lower case as the alias is, a plural ``s`` aside."""
    wanted, seen = squash(entry.text), squash(surface)
    return seen == wanted or (len(wanted) > 1 and (seen == wanted + "s" or seen + "s" == wanted))


def same_number(entry: Entry, surface: str) -> bool:
    """Whether an alias that lives in the plural is met in the plural."""
    return squash(surface).lower() == squash(entry.text).lower()


def rejected_before(entry: Entry, text: str, start: int) -> str | None:
    """The text right before that the alias must not follow, if it does."""
    left = " ".join(plain(text[max(0, start - _REACH) : start]).lower().replace("\n", " \n ").split(" "))
    left = re.sub(r"\s+", " ", left)
    for words in entry.before:
        low = words.lower()
        if left.endswith(low):
            edge = len(left) - len(low) - 1
            if edge < 0 or not (low[0].isalnum() and left[edge].isalnum()):
                return words
    return None


def rejected_after(entry: Entry, text: str, end: int) -> str | None:
    """The text right after that must not follow the alias, if it does; a word of it may stand in the plural."""
    right = re.sub(r"\s+", " ", plain(text[end : end + _REACH]).lower())
    for words in entry.after:
        low = words.lower()
        if right.startswith(low):
            edge = len(low) + (low[-1].isalpha() and right.startswith("s", len(low)))
            if edge >= len(right) or not (low[-1].isalnum() and right[edge].isalnum()):
                return words
    return None


def has_context(wanted: frozenset[str], window: int, text: str, start: int, end: int) -> bool:
    """Whether one of the squashed words stands within a window of characters, the mention itself not counted."""
    for low, high in ((max(0, start - window), start), (end, min(len(text), end + window))):
        norms = scan(text[low:high]).norms
        if not wanted.isdisjoint(norms):
            return True
        for size in (2, 3):
            if any("".join(norms[at : at + size]) in wanted for at in range(len(norms) - size + 1)):
                return True
    return False


def list_neighbours(text: str, start: int, end: int) -> tuple[str, ...] | None:
    """The items beside a whole item of a plain list, or None where the words are no such item.

    A list is a line with three or more short items, or short lines that stand one below the other.

    >>> line = "Skills: Python, R and Go"
    >>> list_neighbours(line, line.index("R "), line.index("R ") + 1)
    ('Skills', 'Python', 'Go')
    >>> list_neighbours("Go to our careers page, apply", 0, 2) is None
    True
    """
    low, high = line_bounds(text, start, end)
    items = _items(text, low, high)
    at = next((number for number, (first, last) in enumerate(items) if first <= start and end <= last), None)
    if at is None or not _is_whole(text, items[at], start, end):
        return None
    if len(items) == 1:
        return tuple(_bare(piece) for piece in (_line_before(text, low), _line_after(text, high)) if len(piece.split()) <= SHORT)
    near = items[max(0, at - 2) : at + 3]
    short = [item for item in near if len(text[item[0] : item[1]].split()) <= SHORT]
    if len(near) < 3 or len(short) < len(near) - 1:
        return None
    return tuple(_bare(text[first:last]) for first, last in near if (first, last) != items[at])


def line_bounds(text: str, start: int, end: int) -> tuple[int, int]:
    """The ends of the line around a place, looked for within `_LINE` characters."""
    floor, ceiling = max(0, start - _LINE), min(len(text), end + _LINE)
    low = max((match.end() for match in _LINE_END.finditer(text, floor, start)), default=floor)
    closing = _LINE_END.search(text, end, ceiling)
    return low, closing.start() if closing else ceiling


def _line_before(text: str, low: int) -> str:
    return text[max(0, low - 60) : low].rstrip("\r\n\f").rpartition("\n")[2]


def _line_after(text: str, high: int) -> str:
    return text[high : high + 60].lstrip("\r\n\f").partition("\n")[0]


def _items(text: str, start: int, end: int) -> list[tuple[int, int]]:
    items: list[tuple[int, int]] = []
    at = start
    for match in _SEPARATOR.finditer(text, start, end):
        if _bare(text[at : match.start()]):
            items.append((at, match.start()))
        at = match.end()
    if _bare(text[at:end]):
        items.append((at, end))
    return items


def _bare(item: str) -> str:
    return item.strip(_EDGES)


def _is_whole(text: str, item: tuple[int, int], start: int, end: int) -> bool:
    return not _bare(text[item[0] : start]) and not _bare(text[end : item[1]])


_FRAME = re.compile(
    r"(?:experience|expertise|proficien\w*|knowledge|skills?|fluen\w*|familiar\w*|certified|certification|using|trained)"
    r"(?:\s+(?:in|with|of|on|using|the))*(?:\s+[\w.+#/&-]+,?){0,4}\s*$",
    re.IGNORECASE,
)


def has_frame(text: str, start: int) -> bool:
    """Whether words of asking lead up to a name: "experience with", "certified in".

    >>> has_frame("experience with Oracle", 16), has_frame("About Oracle", 6)
    (True, False)
    """
    return _FRAME.search(text, max(0, start - 80), start) is not None


def same_start(entry: Entry, surface: str) -> bool:
    """Whether a misspelt surface begins in the case its alias begins in."""
    return surface[:1].isupper() == entry.text[:1].isupper()
