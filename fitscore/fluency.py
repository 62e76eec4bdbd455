"""How well a human language is spoken, as CEFR levels; the words live in ``data/fluency.yaml``."""

from __future__ import annotations

import re
from dataclasses import dataclass

from fitscore.model import Span
from fitscore.phrases import load_rules
from fitscore.text import fold

CEFR = ("A1", "A2", "B1", "B2", "C1", "C2")
"""The levels, lowest first."""

_CODE = re.compile(r"[abc][12]")


@dataclass(frozen=True, slots=True, kw_only=True)
class FluencyMention:
    """A word for how well a language is spoken. ``level`` is a CEFR level; ``rule`` the entry of ``data/fluency.yaml``."""

    level: str
    span: Span
    rule: str


def cefr_rank(level: str | None) -> int:
    """Position on the CEFR ladder, from 0; -1 for no level.

    >>> cefr_rank("C1"), cefr_rank(None)
    (4, -1)
    """
    return CEFR.index(level) if level in CEFR else -1


def find_fluency(text: str, span: Span | None = None) -> tuple[FluencyMention, ...]:
    """The fluency words of a text, in its order; where two overlap, the longer one.

    >>> [m.level for m in find_fluency("Fluent German (C2), basic French")]
    ['C1', 'C2', 'A2']
    """
    start, end = span or Span(0, len(text))
    folded = fold(text[start:end])
    found: list[FluencyMention] = []
    for rule in load_rules("fluency").near(folded):
        for at in rule.find(folded):
            code = _CODE.search(folded, at.start, at.end)
            level = code.group().upper() if code and rule.attrs["level"] == "as-written" else rule.attrs["level"]
            found.append(FluencyMention(level=level, span=Span(at.start + start, at.end + start), rule=rule.id))
    kept: list[FluencyMention] = []
    for mention in sorted(found, key=lambda m: (m.span.start - m.span.end, m.span.start)):
        if not any(mention.span.overlaps(other.span) for other in kept):
            kept.append(mention)
    return tuple(sorted(kept, key=lambda m: m.span))


def fluency_near(text: str, language: Span, within: Span | None = None) -> FluencyMention | None:
    """The fluency word that belongs to a language name: an explicit CEFR code first, else the nearest word.

    Args:
        text: the whole text.
        language: where the language is named.
        within: the line or clause to look in; 60 characters each side when None.

    >>> fluency_near("Fluent German (C2 level), some French", Span(7, 13)).level
    'C2'
    """
    window = within or Span(max(0, language.start - 60), min(len(text), language.end + 60))
    mentions = find_fluency(text, window)
    if not mentions:
        return None

    def distance(mention: FluencyMention) -> tuple[bool, int]:
        gap = max(mention.span.start - language.end, language.start - mention.span.end)
        return (mention.rule != "cefr-code" or gap > 12, gap)

    return min(mentions, key=distance)
