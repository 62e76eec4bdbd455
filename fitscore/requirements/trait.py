"""Personal qualities: what a CV cannot show."""

from __future__ import annotations

from functools import lru_cache

from fitscore.model import Span
from fitscore.phrases import load_rules
from fitscore.text import fold


@lru_cache(maxsize=8192)
def _strength(words: str) -> str | None:
    folded = fold(words)
    held = [str(rule.attrs["strength"]) for rule in load_rules("traits") if rule.search(folded) is not None]
    return "firm" if "firm" in held else held[0] if held else None


def trait_strength(text: str, span: Span) -> str | None:
    """``firm`` when a line speaks of a personal quality first of all, ``soft`` when it may, None when it does not.

    >>> trait_strength("A self-starter", Span(0, 14)), trait_strength("Welding", Span(0, 7))
    ('firm', None)
    """
    return _strength(span.of(text))
