"""Job titles that stand for a skill: "as a data scientist", "product manager experience".

Elsewhere a title is only a title ("you report to the product manager"), and shows nothing about the reader.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from fitscore.skills.coordination import AND, Hit
from fitscore.taxonomy.normal import Words

TitleAt = Callable[[Sequence[str], int], tuple[int, str] | None]
"""Looks up the longest title that begins at a word."""

_LEAD = frozenset(
    {"a", "an", "the", "senior", "sr", "junior", "jr", "lead", "principal", "staff", "experienced", "registered", "qualified",
     "certified", "licensed", "full", "time", "either", "successful"}
)  # fmt: skip
"""Words that may stand between "as" and the title."""

_AFTER = frozenset({"experience", "role", "position", "background", "capacity", "qualification", "job"})
"""Words that make the title before them an answer."""

_CUES = _AFTER | {"as"}
_LONGEST = 5


def roles(text: str, words: Words, hits: Sequence[Hit], title_at: TitleAt) -> list[Hit]:
    """The titles of a text that are claimed or asked for, other than where skills were found already."""
    taken = {at for hit in hits for at in range(hit.first, hit.last + 1)}
    found: list[Hit] = []
    for at in [at for at, norm in enumerate(words.norms) if norm in _CUES]:
        if words.norms[at] == "as":
            found += _listed(text, words, _skip(words.norms, at + 1), taken, title_at)
        else:
            found += _before(text, words, at, taken, title_at)
    return found


def _skip(norms: Sequence[str], at: int) -> int:
    while at < len(norms) and norms[at] in _LEAD:
        at += 1
    return at


def _listed(text: str, words: Words, at: int, taken: set[int], title_at: TitleAt) -> Iterator[Hit]:
    """The title after "as", and those that follow it in a list."""
    while at < len(words.norms):
        title = title_at(words.norms, at)
        if title is None or not _in_line(text, words, at, title[0]):
            return
        if taken.isdisjoint(range(at, title[0] + 1)):
            taken.update(range(at, title[0] + 1))
            yield Hit(at, title[0], -1, "role", title[1])
        following = title[0] + 1
        if following >= len(words.norms):
            return
        gap = text[words.ends[title[0]] : words.starts[following]].strip()
        if gap not in ("", ",", "/", "(") or (not gap and words.norms[following] not in AND):
            return
        at = _skip(words.norms, following + (words.norms[following] in AND))


def _before(text: str, words: Words, at: int, taken: set[int], title_at: TitleAt) -> Iterator[Hit]:
    """The title right before "experience"."""
    for first in range(max(0, at - _LONGEST), at):
        title = title_at(words.norms, first)
        if title is not None and title[0] == at - 1 and _in_line(text, words, first, at) and taken.isdisjoint(range(first, at)):
            taken.update(range(first, at))
            yield Hit(first, title[0], -1, "role", title[1])
            return


def _in_line(text: str, words: Words, first: int, last: int) -> bool:
    between = text[words.starts[first] : words.starts[last]]
    return not any(sign in between for sign in "\n.;:")
