"""Human languages asked for, with the fluency."""

from __future__ import annotations

import re

from fitscore.fluency import fluency_near
from fitscore.model import LanguageCriterion, SkillMention
from fitscore.requirements.kinds import Context

_SPOKEN = re.compile(
    r"fluen|speak|spoken|bilingual|multilingual|native|language|mother tongue|written|verbal|oral|proficien|command of|"
    r"\b[abc][12]\b|converse|knowledge of|reading|writing|read\b|write|communicat|skills|level|required|preferred|plus|mandatory|"
    r"essential|strong|good|excellent|interpret|translat"
)
_NOT_SPOKEN = re.compile(
    r"\s(?:degree|literature|teacher|language\sarts|department|class(?:es|room)?|lit\b|studies|as\sa\ssecond|learners?|composition|"
    r"cuisine|market|law|gcse|and\smath)"
)
_SUBJECT = re.compile(r"(?:degree|major|bachelor|master|teach(?:ing|er)?|gcse|certif\w+|diploma)\W+(?:\w+\W+){0,4}\Z")


def find(context: Context) -> tuple[LanguageCriterion, ...]:
    """The human languages a stretch asks for."""
    folded = context.folded
    found: list[LanguageCriterion] = []
    for mention in context.mentions:
        if context.kind_of(mention) != "spoken_language" or not _is_spoken(folded, context, mention):
            continue
        near = fluency_near(context.text, mention.span, context.span)
        found.append(
            LanguageCriterion(
                span=mention.span, skill_id=mention.skill_id, label=mention.label, fluency=near.level if near else None
            )
        )
    return tuple(found)


def _is_spoken(folded: str, context: Context, mention: SkillMention) -> bool:
    before = folded[max(context.span.start, mention.span.start - 50) : mention.span.start]
    if _NOT_SPOKEN.match(folded, mention.span.end) or _SUBJECT.search(before):
        return False
    whole = folded[context.span.start : context.span.end]
    return bool(_SPOKEN.search(whole)) or len(whole.split()) <= 6


def describe(criterion: LanguageCriterion) -> str:
    """The language in plain words.

    >>> from fitscore.model import Span
    >>> describe(LanguageCriterion(span=Span(0, 1), skill_id="welsh", label="Welsh", fluency="B2"))
    'Welsh at about B2'
    """
    return f"{criterion.label} at about {criterion.fluency}" if criterion.fluency else criterion.label
