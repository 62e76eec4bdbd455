"""Skills that share a word with a neighbour: "product and data analytics", "front- and back-end development".

Only what the taxonomy knows in full is taken: the words alone, "product", never become a skill of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from fitscore.taxonomy.normal import Words, joined

AND = frozenset({"and", "or"})
CLOSERS = frozenset(
    {"in", "on", "of", "for", "to", "with", "across", "within", "using", "through", "by", "at", "as", "and", "or", "is", "are",
     "from", "including", "such", "where", "who", "that"}
)  # fmt: skip
"""Words after which a phrase is over."""
HEAD = "skill"
"""A head that the last member of a list may carry for all: presentation, and negotiation *skills*."""
LONGEST = 2
"""Words the incomplete member may have."""


class Hit(NamedTuple):
    """Words ``first`` to ``last`` (inclusive) that name a skill, by entry number (or, for a job title, by id) and rule."""

    first: int
    last: int
    entry: int
    rule: str
    skill: str = ""


Known = Callable[[str], int | None]
"""The number of the plain alias with this squashed form, or None."""


def shared(text: str, words: Words, hits: Sequence[Hit], known: Known) -> list[Hit]:
    """Further hits that lend their missing words from a hit beside them.

    Args:
        text: the text.
        words: its words.
        hits: what was found, left to right.
        known: looks a squashed form up.
    """
    taken = {at: hit.first for hit in hits for at in range(hit.first, hit.last + 1)}
    found: list[Hit] = []
    far: dict[int, int | None] = {}
    for hit in hits:
        if _skip_back(text, words, hit.first) is None and _skip_on(text, words, hit.last) is None:
            continue
        own = words.norms[hit.first : hit.last + 1]
        endings = ["".join(own[cut:]) for cut in range(1, len(own))]
        if hit.last + 1 < len(words.norms) and words.norms[hit.last + 1] == HEAD:
            endings = [*(end + HEAD for end in endings), HEAD, *endings]
        openings = ["".join(own[:cut]) for cut in range(len(own) - 1, 0, -1)]
        found += _leftward(text, words, hit.first, taken, far, endings, known)
        found += _rightward(text, words, hit.last, taken, openings, known)
    return found


def _leftward(
    text: str, words: Words, at: int, taken: dict[int, int], far: dict[int, int | None], endings: Sequence[str], known: Known
) -> Iterator[Hit]:
    """Members before the complete one, which lend its end: *risk* and fraud management."""
    while True:
        stop = _beyond(text, words, at, taken, far)
        if stop is None:
            return
        hit = None
        for size in range(LONGEST, 0, -1):
            first = stop - size + 1
            if first < 0 or not _run(text, words, first, stop) or taken.keys() & range(first, stop + 1):
                continue
            own = "".join(words.norms[first : stop + 1])
            number = next((found for end in endings if (found := known(own + end)) is not None), None)
            if number is not None:
                hit = Hit(first, stop, number, "shared head")
                break
        if hit is None:
            return
        yield hit
        taken.update(dict.fromkeys(range(hit.first, hit.last + 1), hit.first))
        at = hit.first


def _beyond(text: str, words: Words, at: int, taken: dict[int, int], far: dict[int, int | None]) -> int | None:
    """The last token before ``at`` that no hit has taken, over members that have been; ``far`` remembers how far those reach."""
    passed: list[int] = []
    stop = _skip_back(text, words, at)
    while stop in taken:
        first = taken[stop]
        passed.append(first)
        stop = far[first] if first in far else _skip_back(text, words, first)
    far.update(dict.fromkeys(passed, stop))
    return stop


def _rightward(
    text: str, words: Words, at: int, taken: dict[int, int], openings: Sequence[str], known: Known
) -> Iterator[Hit]:
    """Members after the complete one, which lend its beginning: data analysis and *visualization*."""
    while True:
        start = _skip_on(text, words, at)
        if start is None:
            return
        hit = None
        for size in range(LONGEST, 0, -1):
            last = start + size - 1
            if last >= len(words.norms) or not _run(text, words, start, last) or taken.keys() & range(start, last + 1):
                continue
            if not _closed(text, words, last):
                continue
            own = "".join(words.norms[start : last + 1])
            number = next((found for begin in openings if (found := known(begin + own)) is not None), None)
            if number is not None:
                hit = Hit(start, last, number, "shared head")
                break
        if hit is None:
            return
        yield hit
        taken.update(dict.fromkeys(range(hit.first, hit.last + 1), hit.first))
        at = hit.last


def _skip_back(text: str, words: Words, at: int) -> int | None:
    """The last token of the member before ``at``, over "and", "or", a comma, a slash; None where there is none."""
    if at and words.norms[at - 1] in AND and at >= 2:
        between = text[words.ends[at - 2] : words.starts[at - 1]].strip(" -,/\u2010\u2011\u2013")
        return at - 2 if not between else None
    if at and text[words.ends[at - 1] : words.starts[at]].strip(" -") in (",", "/"):
        return at - 1
    return None


def _skip_on(text: str, words: Words, at: int) -> int | None:
    """The first token of the member after ``at``."""
    if at + 1 >= len(words.norms):
        return None
    gap = text[words.ends[at] : words.starts[at + 1]].strip(" ")
    if words.norms[at + 1] in AND:
        return at + 2 if at + 2 < len(words.norms) and gap in ("", ",") else None
    if gap == "/":
        return at + 1
    if gap == ",":
        return at + 2 if words.norms[at + 1] in AND else at + 1
    return None


def _run(text: str, words: Words, first: int, last: int) -> bool:
    return all(joined(text, words.ends[at], words.starts[at + 1]) for at in range(first, last)) and not any(
        words.norms[at] in AND for at in range(first, last + 1)
    )


def _closed(text: str, words: Words, last: int) -> bool:
    """Whether the phrase ends here, so that its last word is a head and not the attribute of a word to come."""
    if last + 1 >= len(words.norms):
        return True
    return words.norms[last + 1] in CLOSERS or not joined(text, words.ends[last], words.starts[last + 1])
