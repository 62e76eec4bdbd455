"""Why a text yields the skills it yields: every alias that was considered, and what decided."""

from __future__ import annotations

from dataclasses import dataclass

from fitscore.model import Span
from fitscore.skills.finder import SkillFinder
from fitscore.taxonomy.normal import scan


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One alias considered at one place. ``skill_id`` is empty for a block phrase; ``reason`` is a plain clause."""

    span: Span
    surface: str
    skill_id: str
    alias: str
    accepted: bool
    reason: str


def explain(finder: SkillFinder, text: str, *, as_list: bool = False) -> tuple[Decision, ...]:
    """Every alias considered in a text, accepted or not, in the order of the text.

    Args:
        finder: with the taxonomy in question.
        text: any text; a single name such as ``R`` is judged as a list item.
        as_list: as for `SkillFinder.find`.
    """
    mentions = finder.find(text, as_list=as_list)
    words = scan(text)
    decisions: list[Decision] = []
    for at in range(len(words.norms)):
        for end, numbers in finder.runs(text, words, at, finder.paths):
            span = Span(words.starts[at], words.ends[end])
            for number in numbers:
                entry = finder.entry(number)
                refusal, rule = finder.judge(entry, text, *span, as_list=as_list)
                won = any(mention.span == span and mention.skill_id == entry.skill for mention in mentions)
                decisions.append(
                    Decision(
                        span=span,
                        surface=span.of(text),
                        skill_id=entry.skill,
                        alias=entry.text,
                        accepted=refusal is None and won,
                        reason=refusal or (rule if won else _loser(entry.skill)),
                    )
                )
    seen = {(it.span, it.skill_id) for it in decisions if it.accepted}
    decisions += [
        Decision(span=it.span, surface=it.surface, skill_id=it.skill_id, alias=it.label, accepted=True, reason=it.rule)
        for it in mentions
        if (it.span, it.skill_id) not in seen
    ]
    return tuple(sorted(decisions, key=lambda it: (it.span, it.skill_id, it.alias)))


def _loser(skill_id: str) -> str:
    return "another match takes its words" if skill_id else "a block phrase names nothing"
