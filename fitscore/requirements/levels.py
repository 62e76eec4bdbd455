"""Level words ("advanced", "basic") and the skill each belongs to; the words live in ``data/levels.yaml``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from fitscore.model import Level, Span
from fitscore.phrases import load_rules
from fitscore.text import fold

_REACH = 70


@dataclass(frozen=True, slots=True)
class LevelWord:
    """A level word and where it stands."""

    level: Level
    span: Span


@lru_cache(maxsize=8192)
def _words(words: str) -> tuple[LevelWord, ...]:
    folded = fold(words)
    found: list[LevelWord] = []
    for rule in load_rules("levels").near(folded):
        for at in rule.find(folded):
            if not any(at.overlaps(other.span) for other in found):
                found.append(LevelWord(Level(rule.attrs["level"]), at))
    return tuple(sorted(found, key=lambda word: word.span))


def find_levels(text: str, span: Span) -> tuple[LevelWord, ...]:
    """The level words of a stretch, in its order.

    >>> [w.level.value for w in find_levels("Advanced Excel and basic Access skills", Span(0, 38))]
    ['advanced', 'basic']
    """
    return tuple(LevelWord(w.level, Span(w.span.start + span.start, w.span.end + span.start)) for w in _words(span.of(text)))


def level_of(words: tuple[LevelWord, ...], text: str, skill: Span) -> Level | None:
    """The level word that belongs to a skill: the nearest one before it in its clause."""
    before = [w for w in words if w.span.end <= skill.start and ";" not in text[w.span.end : skill.start]]
    if before and skill.start - before[-1].span.end <= _REACH and ". " not in text[before[-1].span.end : skill.start]:
        return before[-1].level
    inside = [w for w in words if skill.contains(w.span)]
    return inside[0].level if inside else None
