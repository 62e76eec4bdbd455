"""Flat views of a criteria tree, for output: groups of skills, years, the degree."""

from __future__ import annotations

from fitscore.model import (
    AllOf,
    AnyOf,
    Criterion,
    DegreeCriterion,
    LanguageCriterion,
    Requirement,
    SkillCriterion,
    YearsCriterion,
    leaves,
)


def skills_cnf(requirement: Requirement) -> list[list[SkillCriterion]]:
    """The skills as groups: every group is needed, any one skill inside a group is enough."""
    return [group for group in _groups(requirement.criterion) if group]


def _groups(node: Criterion) -> list[list[SkillCriterion]]:
    if isinstance(node, AllOf):
        return [group for child in node.children for group in _groups(child)]
    if isinstance(node, AnyOf):
        return [[skill for leaf in leaves(node) for skill in _skill(leaf)]]
    return [_skill(node)]


def _skill(leaf: Criterion) -> list[SkillCriterion]:
    """A skill leaf as it is, a human language as the skill it also is."""
    if isinstance(leaf, SkillCriterion):
        return [leaf]
    if isinstance(leaf, LanguageCriterion):
        return [SkillCriterion(span=leaf.span, skill_id=leaf.skill_id, label=leaf.label, surface=leaf.label)]
    return []


def years(requirement: Requirement) -> list[YearsCriterion]:
    """Every number of years asked, in the order of the text."""
    return [leaf for leaf in leaves(requirement.criterion) if isinstance(leaf, YearsCriterion)]


def degree(requirement: Requirement) -> DegreeCriterion | None:
    """The degree asked, or None."""
    return next((leaf for leaf in leaves(requirement.criterion) if isinstance(leaf, DegreeCriterion)), None)
