"""The reading of a job's head lines, and what the heads of one CV have in common."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from fitscore.model import Span


@dataclass(frozen=True, slots=True)
class Head:
    """The reading of some head lines. ``used`` are the numbers (in the argument) of the lines it came from."""

    title: Span | None = None
    organization: Span | None = None
    location: Span | None = None
    used: frozenset[int] = frozenset()
    title_first: bool | None = None
    firm: bool = False
    slots: frozenset[tuple[int, int]] = frozenset()
    tailed: bool = False


@dataclass(frozen=True, slots=True)
class Habits:
    """What the jobs of one CV have in common, for lines that do not tell by themselves.

    ``title_first``: whether the title stands before the organisation; ``slots``: where a place stands alone (line, and part
    counted from its end); ``tailed``: whether the place follows the organisation behind a comma.
    """

    title_first: bool | None = None
    slots: frozenset[tuple[int, int]] = frozenset()
    tailed: bool = False


def habits_of(heads: Sequence[Head]) -> Habits:
    """The habits that a first reading of all jobs shows."""
    votes = [head.title_first for head in heads if head.title_first is not None and head.firm]
    slots = Counter(slot for head in heads for slot in head.slots)
    tailed = sum(head.tailed for head in heads)
    return Habits(
        title_first=None if not votes else 2 * sum(votes) >= len(votes),
        slots=frozenset(slot for slot, count in slots.items() if 3 * count >= len(heads)),
        tailed=tailed > 0 and 3 * tailed >= len(heads),
    )
