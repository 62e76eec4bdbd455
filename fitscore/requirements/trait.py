"""Personal qualities: what a CV cannot show."""

from __future__ import annotations

from functools import lru_cache

from fitscore.model import Span
from fitscore.phrases import load_rules
from fitscore.text import fold


@lru_cache(maxsize=8192)
def _strength(words: str) -> str | None:
    folded = fold(words)
    found: list[str] = []
    for rule in load_rules("traits").near(folded):
        at = rule.search(folded)
        if at is not None:
            firm = rule.attrs["strength"] == "firm"
            found.append("lead" if firm and at.start <= _OPENING else str(rule.attrs["strength"]))
    return next((strength for strength in ("lead", "firm", "soft") if strength in found), None)


_OPENING = 3


def trait_strength(text: str, span: Span) -> str | None:
    """How far a line speaks of a personal quality.

    Returns:
        ``lead`` when it opens with one, so that what else it names does not count; ``firm`` when it names one; ``soft`` when
        it may; None when it does not.

    >>> [trait_strength(t, Span(0, len(t))) for t in ("A self-starter", "Welder and self-starter", "Welding")]
    ['lead', 'firm', None]
    """
    return _strength(span.of(text))
