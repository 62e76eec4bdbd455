"""An item of a posting becomes requirements: targets found, composed, summed up in one line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from fitscore.model import (
    AllOf,
    AnyOf,
    Criterion,
    DegreeCriterion,
    GateCriterion,
    LanguageCriterion,
    Level,
    Priority,
    Requirement,
    RequirementKind,
    SkillCriterion,
    SkillMention,
    Span,
    TextCriterion,
    TraitCriterion,
    YearsCriterion,
)
from fitscore.requirements import condition, education, experience, ladder, language, trait
from fitscore.requirements.compose import all_of, leaf_of, skill_nodes
from fitscore.requirements.kinds import Context, context_of
from fitscore.requirements.levels import find_levels, level_of
from fitscore.requirements.split import Part, parts_of
from fitscore.skills import SkillFinder
from fitscore.text import fold

_CERTIFIED = re.compile(
    r"certif|licen[sc]|accredit|registration|registered|credential|qualification|chartered|member(?:ship)? of"
)
_LABELLED = re.compile(
    r"""
    (?P<label>[^:.;]{2,60}):\s+(?:[\w'-]+\s){0,3}?
    (?:experience|proficien\w+|understanding|knowledge|foundation|skilled|background|familiar\w*|expertise|ability|grasp|command|years)\b
    """,
    re.VERBOSE,
)
_CERTIFICATE = re.compile(
    r"\b(?:certifi(?:cations?|cates?|ed)|licen[cs](?:es?|ed|ure)|registration|"
    r"(?:further|post-?graduate|recogni[sz]ed|professional|relevant) qualifications? in)\b|\bvalid pin\b"
)
_EXPERIENCE = re.compile(
    r"\bexperience[ds]?\b|track record|proven record|background|worked|history of|\brole\b|\bpost-?\w+ experience"
)
_ORDERLY = re.compile(
    r"(?:organi[sz]ation(?:al)?|time[- ]management|communication|interpersonal|analytical|prioriti[sz]ation)\s"
    r"(?:and\s[\w-]{3,20}\s)?(?:skills|abilities|ability)\b"
    r"|highly organi[sz]ed|working knowledge"
)
"""Words of a skill that outweigh the quality named beside it ("attention to detail and organizational skills")."""
_ABLE = re.compile(
    r"\W*(?:[\w-]+\s){0,6}?(?:ability|able)\sto\s"
    r"(?:work|multi-?task|thrive|adapt|remain|function|perform|operate|keep|juggle|continu)"
)
_BILINGUAL = re.compile(r"\b(?:bi|tri|multi)-?lingual|\bboth\b")
_OPENING = 35
"""Characters within which a condition is what the line is about, whatever else it names."""
_DOING = re.compile(
    r"\W*(?:(?:strong|extensive|solid|some|good|hands-on)\s)?experience\s(?:with\b|(?:in\s)?(?:building|designing|developing|implementing|deploying|"
    r"optimi[sz]ing|using|writing|creating|processing|automating|debugging|testing|coding|programming)\b)"
)
"""Experience with a technique is a skill; experience in a field or a role is not."""
_SCHOOLING = re.compile(
    r"\b(?:currently|pursuing|enrolled|student|juniors?|seniors?|sophomores?|gpa|coursework|graduat(?:e|ing|ion)|education\b|degree)"
)


@dataclass(frozen=True, slots=True)
class Found:
    """Everything found in one part of an item."""

    degree: DegreeCriterion | AnyOf | None
    years: tuple[YearsCriterion, ...]
    languages: tuple[LanguageCriterion, ...]
    gates: tuple[GateCriterion, ...]
    skills: tuple[SkillCriterion, ...]
    traits: tuple[SkillCriterion, ...]
    strength: str | None


def build(text: str, span: Span, line: int, finder: SkillFinder, priority: Priority, rule: str) -> list[Requirement]:
    """The requirements of one item, without ids.

    Args:
        text: the whole posting.
        span: the item.
        line: its line number.
        finder: finds skills.
        priority: what its section says; words of its own overrule it.
        rule: what made it an item.
    """
    made: list[Requirement] = []
    for part in parts_of(text, span):
        requirement = _one(text, part, line, finder, priority, rule)
        made.append(requirement)
    return made


def _one(text: str, part: Part, line: int, finder: SkillFinder, section: Priority, rule: str) -> Requirement:
    context = context_of(text, part.span, finder, part.dropped)
    found = _find(context)
    kind = _kind(context, found)
    nodes = _nodes(context, found, kind)
    criterion = all_of(part.span, nodes)
    levels = find_levels(text, part.span)
    why = f"{rule}; {part.rule}" if part.rule else rule
    return Requirement(
        id="",
        text=part.span.of(text),
        span=part.span,
        line=line,
        priority=part.priority or section,
        kind=kind,
        criterion=criterion,
        level=levels[0].level if levels and kind is not RequirementKind.EDUCATION else None,
        summary=summary_of(text, criterion),
        rule=why,
    )


def _find(context: Context) -> Found:
    degrees = education.mentions_of(context)
    degree = education.find(context, degrees)
    levels = find_levels(context.text, context.span)
    gates = condition.find_conditions(context.text, context.span)
    languages = language.find(context)
    spoken = {leaf.span for leaf in languages}
    skills: list[SkillCriterion] = []
    traits: list[SkillCriterion] = []
    for mention in _without_label(context):
        kind = context.kind_of(mention)
        if mention.span in spoken or kind == "spoken_language" or (degree and degree.span.contains(mention.span)):
            continue
        if kind == "licence" and any(gate.kind == "driving licence" for gate in gates):
            continue
        leaf = replace(leaf_of(mention), level=level_of(levels, context.text, mention.span))
        provable = context.finder.taxonomy.get(mention.skill_id).provable
        (traits if kind == "trait" or not provable else skills).append(leaf)
    kept = tuple(mention for mention in context.mentions if any(skill.span == mention.span for skill in skills))
    years = experience.find(replace(context, mentions=kept), [mention.span.start for mention in degrees])
    strength = trait.trait_strength(context.text, context.span)
    named = [mention for mention in degrees if not mention.generic]
    rungs = ladder.find(context, degree, named, years) if degree else None
    schooling, years = rungs or (degree, years)
    return Found(schooling, years, languages, gates, tuple(skills), tuple(traits), strength)


def _without_label(context: Context) -> tuple[SkillMention, ...]:
    """The mentions, those of a label aside that only announces the sentence after it ("Reporting: experience with SQL")."""
    match = _LABELLED.match(fold(context.words))
    if match is None:
        return context.mentions
    end = context.span.start + match.end("label")
    return tuple(mention for mention in context.mentions if mention.span.start >= end) or context.mentions


def _kind(context: Context, found: Found) -> RequirementKind:
    """What sort of thing is asked, by what was found; a degree goes before years, years before skills."""
    folded = fold(context.words)
    if found.degree is not None:
        return RequirementKind.EDUCATION
    if found.years:
        return RequirementKind.EXPERIENCE
    kinds = {context.kind_of(m) for m in context.mentions}
    named = [s for s in found.skills if context.finder.taxonomy.get(s.skill_id).kind in ("certification", "licence")]
    if named and (_CERTIFIED.search(folded) or len(named) == len(found.skills)):
        return RequirementKind.CERTIFICATION
    short = len(folded.split()) <= 12 and not found.gates and not _EXPERIENCE.search(folded)
    if short and _CERTIFICATE.search(folded):
        return RequirementKind.CERTIFICATION
    if found.languages and not [s for s in found.skills if context.finder.taxonomy.get(s.skill_id).kind != "soft"]:
        return RequirementKind.LANGUAGE
    if found.strength and _ORDERLY.search(folded):
        return RequirementKind.SKILL
    if found.strength == "lead" and not re.search(r"experience|knowledge", folded):
        return RequirementKind.TRAIT
    if found.strength in ("lead", "firm") and not _EXPERIENCE.search(folded) and not _hard(context, found):
        return RequirementKind.TRAIT
    bare = not found.gates and len(found.skills) < 2 and not _hard(context, found)
    if found.strength == "soft" and bare and _ABLE.match(folded):
        return RequirementKind.TRAIT
    opens = bool(found.gates) and found.gates[0].span.start - context.span.start <= _OPENING
    if found.gates and (opens or not _hard(context, found)):
        group = condition.group_of(found.gates[0].kind)
        return RequirementKind.AUTHORIZATION if group == "authorization" else RequirementKind.OTHER
    if found.skills:
        done = {"tool", "language", "platform"} | ({"method"} if _DOING.match(folded) else set())
        asked = _EXPERIENCE.search(folded) is not None
        return RequirementKind.EXPERIENCE if asked and not kinds & done else RequirementKind.SKILL
    return _kind_by_words(folded, found)


def _kind_by_words(folded: str, found: Found) -> RequirementKind:
    """The kind of a line in which no target was found, from its words alone."""
    if found.strength or found.traits:
        return RequirementKind.TRAIT
    if re.search(r"\bcertifi(?:cation|cate|ed)\b|\blicens", folded):
        return RequirementKind.CERTIFICATION
    if _SCHOOLING.search(folded) and len(folded.split()) <= 14:
        return RequirementKind.EDUCATION
    return RequirementKind.EXPERIENCE if _EXPERIENCE.search(folded) else RequirementKind.SKILL


def _hard(context: Context, found: Found) -> bool:
    """Whether the line names a skill that a CV can show (soft ones aside)."""
    return any(context.finder.taxonomy.get(s.skill_id).kind != "soft" for s in found.skills)


def _nodes(context: Context, found: Found, kind: RequirementKind) -> list[Criterion]:
    """The children of the requirement's "all of", in the order of the text."""
    if kind is RequirementKind.TRAIT:
        return [TraitCriterion(span=context.span)]
    skills = found.skills
    if kind in (RequirementKind.AUTHORIZATION, RequirementKind.OTHER):
        return list(found.gates) or [TextCriterion(span=context.span)]
    nodes: list[Criterion] = []
    if found.degree is not None:
        nodes.append(found.degree)
    nodes.extend(found.years)
    nodes.extend(_languages(context, found.languages))
    nodes.extend(skill_nodes(context, skills, domain_list=bool(found.years)))
    nodes.extend(found.gates)
    if not nodes and found.traits:
        return [TraitCriterion(span=context.span)]
    return sorted(nodes, key=lambda node: node.span) or [TextCriterion(span=context.span)]


def _languages(context: Context, found: Sequence[LanguageCriterion]) -> list[Criterion]:
    """Languages joined by "or" are alternatives, and so are those joined by a slash; bilingual takes all."""
    both = _BILINGUAL.search(fold(context.words))
    nodes: list[Criterion] = []
    group: list[LanguageCriterion] = []
    folded = context.folded
    for leaf in found:
        gap = folded[group[-1].span.end : leaf.span.start] if group else ""
        if group and re.search(r"\bor\b" if both else r"\bor\b|\A\s?/\s?\Z", gap):
            group.append(leaf)
            continue
        nodes.extend(_any_language(group))
        group = [leaf]
    nodes.extend(_any_language(group))
    return nodes


def _any_language(group: list[LanguageCriterion]) -> list[Criterion]:
    if len(group) < 2:
        return list(group)
    return [AnyOf(span=Span(group[0].span.start, group[-1].span.end), children=tuple(group))]


def summary_of(text: str, criterion: Criterion) -> str:
    """One plain line: what was understood of a requirement."""
    if isinstance(criterion, AnyOf):
        several = any(isinstance(child, AllOf) for child in criterion.children)
        children = [summary_of(text, child).replace("; ", " with ") for child in criterion.children]
        words = (", or " if several else " or ").join(dict.fromkeys(children))
        lead = f"at least {criterion.at_least} of: " if criterion.at_least > 1 else ""
        return lead + words + (" or similar" if criterion.open else "")
    match criterion:
        case SkillCriterion():
            return criterion.label + (f" ({criterion.level.value})" if isinstance(criterion.level, Level) else "")
        case YearsCriterion():
            return experience.describe(criterion, text)
        case DegreeCriterion():
            return education.describe(criterion)
        case LanguageCriterion():
            return language.describe(criterion)
        case GateCriterion():
            return condition.describe(criterion)
        case TraitCriterion():
            return "a personal quality (not checked)"
        case TextCriterion():
            return "compared word by word with your CV"
    return "; ".join(dict.fromkeys(summary_of(text, child) for child in criterion.children))
