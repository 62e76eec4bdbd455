"""Flat views of a criteria tree, for output: groups of skills, years, the degree."""

from __future__ import annotations

from fitscore.model import AllOf, AnyOf, Criterion, DegreeCriterion, Requirement, SkillCriterion, YearsCriterion, leaves


def skills_cnf(requirement: Requirement) -> list[list[SkillCriterion]]:
    """The skills as groups: every group is needed, any one skill inside a group is enough."""
    return [group for group in _groups(requirement.criterion) if group]


def _groups(node: Criterion) -> list[list[SkillCriterion]]:
    if isinstance(node, AllOf):
        return [group for child in node.children for group in _groups(child)]
    if isinstance(node, AnyOf):
        return [[leaf for leaf in leaves(node) if isinstance(leaf, SkillCriterion)]]
    return [[node]] if isinstance(node, SkillCriterion) else []


def years(requirement: Requirement) -> list[YearsCriterion]:
    """Every number of years asked, in the order of the text."""
    return [leaf for leaf in leaves(requirement.criterion) if isinstance(leaf, YearsCriterion)]


def degree(requirement: Requirement) -> DegreeCriterion | None:
    """The degree asked, or None."""
    return next((leaf for leaf in leaves(requirement.criterion) if isinstance(leaf, DegreeCriterion)), None)
