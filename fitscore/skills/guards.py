"""What decides, beside the letters, whether an alias is meant where it stands."""

from __future__ import annotations

import re
from collections.abc import Mapping

from fitscore.taxonomy.compiling import Entry
from fitscore.taxonomy.normal import key_of, tokenize
from fitscore.text import plain

_REACH = 40
"""Characters of neighbouring text a reject guard may look at."""

_SEPARATOR = re.compile(r"[,;|\u2022\u00b7()\t:/]|\s[-\u2013\u2014]\s|\b(?:and/or|and|or)\b|&")
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
    """The text right after that must not follow the alias, if it does."""
    right = re.sub(r"\s+", " ", plain(text[end : end + _REACH]).lower())
    for words in entry.after:
        low = words.lower()
        if right.startswith(low):
            edge = len(low)
            if edge >= len(right) or not (low[-1].isalnum() and right[edge].isalnum()):
                return words
    return None


def has_context(entry: Entry, contexts: Mapping[str, frozenset[str]], text: str, start: int, end: int) -> bool:
    """Whether a required context word stands within the alias's window, the mention itself not counted."""
    wanted: set[str] = set()
    for name in entry.require:
        wanted |= contexts.get(name) or {key_of(name)}
    low, high = max(0, start - entry.window), min(len(text), end + entry.window)
    for left, right in ((low, start), (end, high)):
        norms = [token.norm for token in tokenize(text, left, right)]
        for size in (1, 2, 3):
            if any("".join(norms[at : at + size]) in wanted for at in range(len(norms) - size + 1)):
                return True
    return False


def is_list_item(text: str, start: int, end: int) -> bool:
    """Whether the words are one whole item of a plain list: ``Skills: Python, R, Go``, or a line of their own.

    >>> line = "Skills: Python, R and Go"
    >>> is_list_item(line, line.index("R "), line.index("R ") + 1)
    True
    >>> is_list_item("Go to our careers page, apply", 0, 2)
    False
    """
    line_start = max((match.end() for match in _LINE_END.finditer(text, max(0, start - 400), start)), default=max(0, start - 400))
    closing = _LINE_END.search(text, end, min(len(text), end + 400))
    line_end = closing.start() if closing else min(len(text), end + 400)
    items = _items(text, line_start, line_end)
    own = [item for item in items if item[0] <= start and end <= item[1]]
    if not own or not _is_whole(text, own[0], start, end):
        return False
    at = items.index(own[0])
    near = items[max(0, at - 2) : at + 3]
    short = [item for item in near if len(text[item[0] : item[1]].split()) <= 3]
    return len(near) == 1 or (len(near) >= 3 and len(short) >= len(near) - 1)


def _items(text: str, start: int, end: int) -> list[tuple[int, int]]:
    items: list[tuple[int, int]] = []
    at = start
    for match in _SEPARATOR.finditer(text, start, end):
        if text[at : match.start()].strip(" .\u2022*-"):
            items.append((at, match.start()))
        at = match.end()
    if text[at:end].strip(" .\u2022*-"):
        items.append((at, end))
    return items


def _is_whole(text: str, item: tuple[int, int], start: int, end: int) -> bool:
    return not text[item[0] : start].strip(" \u2022*-\u2013\u00b7\u25aa\u25cf") and not text[end : item[1]].strip(" .!")


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
