"""Which skills count in a text whose sections are unknown, as a spaCy pipeline meets it.

A posting's parts are told apart by `fitscore.posting`; a lone sentence has no parts. So each line is judged by itself: what
an employer says of itself, what it offers, and a bare job title ask nothing of the reader.
"""

from __future__ import annotations

import re
from functools import cache

from fitscore.model import SkillMention, Span
from fitscore.phrases import Rule, load_rules
from fitscore.skills.finder import SkillFinder
from fitscore.skills.guards import line_bounds
from fitscore.text import fold

SOFT = frozenset({"domain", "soft", "trait", "management"})
"""Kinds whose names are also plain words, so that they need a line that asks."""

TITLE_WORDS = 14
"""Most words of a line that may be a bare job title."""
SHORT_LINE = 4
"""Most words of a line that is an item of a list rather than a sentence."""
NEAR_DEGREE = 60
"""Characters within which a field of study follows the word for the degree."""

_SENTENCE_WORD = re.compile(r"\b(?:you|with|experience|knowledge|skills|in|is|are|will|must|have|to)\b")
_STOP = re.compile(r"[.;:\n]")
_FIELD_FOLLOWS = re.compile(r"[ -]?(?:degree|major|background|studies)")


def find_in_prose(finder: SkillFinder, text: str) -> tuple[SkillMention, ...]:
    r"""The skills that a text of unknown sections asks for or shows, and the fields of study of its degrees.

    Args:
        finder: the skill finder.
        text: any text; its lines are judged one by one.

    >>> from fitscore.taxonomy import load_taxonomy
    >>> finder = SkillFinder(load_taxonomy())
    >>> [m.surface for m in find_in_prose(finder, "We are a leader in banking.\nYou know banking and hold a degree in physics.")]
    ['banking', 'physics']
    """
    areas = [area for area in finder.find_areas(text) if _studied(text, area.span)]
    skills = [
        skill
        for skill in finder.find(text)
        if _counts(finder, text, skill) and not any(area.span.contains(skill.span) for area in areas)
    ]
    areas = [area for area in areas if not any(area.span.overlaps(skill.span) for skill in skills)]
    return tuple(sorted([*skills, *areas], key=lambda mention: mention.span))


def _counts(finder: SkillFinder, text: str, mention: SkillMention) -> bool:
    line = fold(Span(*line_bounds(text, *mention.span)).of(text))
    words = len(line.split())
    kind = finder.taxonomy.get(mention.skill_id).kind
    soft = kind in SOFT
    asks = _holds("asking", line)
    if _holds("employer", line) and (soft or not asks):
        return False
    if kind == "spoken_language" and words > SHORT_LINE and not _holds("tongue", line):
        return False
    if soft and (_holds("offer", line) or not (asks or words <= SHORT_LINE)):
        return False
    return not (words <= TITLE_WORDS and _holds("role", line) and _SENTENCE_WORD.search(line) is None)


def _studied(text: str, span: Span) -> bool:
    """Whether the word for a degree leads up to a field of study in the same clause, or follows it."""
    before = fold(text[max(0, span.start - NEAR_DEGREE) : span.start])
    stops = [match.end() for match in _STOP.finditer(before)]
    clause = before[stops[-1] :] if stops else before
    return _holds("study", clause) or _FIELD_FOLLOWS.match(fold(text[span.end : span.end + 12])) is not None


@cache
def _rules() -> dict[str, Rule]:
    return {rule.id: rule for rule in load_rules("prose")}


def _holds(rule: str, folded: str) -> bool:
    return _rules()[rule].search(folded) is not None
