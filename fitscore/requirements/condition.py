"""Conditions answered yes or no beside the score: work right, licence, travel, shifts, physical demands ..."""

from __future__ import annotations

from functools import lru_cache

from fitscore.model import GateCriterion, Span
from fitscore.phrases import load_rules
from fitscore.text import fold

_FLIP = ("visa not sponsored",)


@lru_cache(maxsize=8192)
def _found(words: str, anywhere: bool) -> tuple[tuple[str, Span], ...]:
    folded = fold(words)
    found: list[tuple[str, Span]] = []
    for rule in load_rules("conditions").near(folded):
        if anywhere and rule.attrs["where"] != "anywhere":
            continue
        at = rule.search(folded)
        if at is not None:
            found.append((rule.id, at))
    return tuple(found)


def find_conditions(text: str, span: Span, *, anywhere: bool = False) -> tuple[GateCriterion, ...]:
    """The conditions a line states, each kind once.

    Args:
        text: the whole text.
        span: the line or clause.
        anywhere: only the kinds that are safe to read in running text.

    >>> [c.kind for c in find_conditions("Must hold a driver's license and lift 50 lbs", Span(0, 44))]
    ['driving licence', 'physical demands']
    """
    return tuple(
        GateCriterion(span=Span(at.start + span.start, at.end + span.start), kind=kind)
        for kind, at in _found(span.of(text), anywhere)
    )


def group_of(kind: str) -> str:
    """Whether a condition kind is asked by an ``authorization`` or an ``other`` requirement."""
    return next((str(rule.attrs["group"]) for rule in load_rules("conditions") if rule.id == kind), "other")


def describe(criterion: GateCriterion) -> str:
    """The condition in plain words."""
    return criterion.kind
