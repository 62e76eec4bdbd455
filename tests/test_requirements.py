"""Single requirement lines: priority, kind, and the criteria tree, case by case (``tests/cases/requirements.yaml``)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from fitscore.degrees import find_degrees, implied_area
from fitscore.model import (
    AllOf,
    AnyOf,
    Criterion,
    DegreeCriterion,
    GateCriterion,
    LanguageCriterion,
    Priority,
    Requirement,
    SkillCriterion,
    Span,
    YearsCriterion,
    leaves,
)
from fitscore.reports.json_documents import skill_groups
from fitscore.requirements.build import build
from fitscore.skills import SkillFinder
from fitscore.taxonomy import load_taxonomy

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "requirements.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def finder() -> SkillFinder:
    return SkillFinder(load_taxonomy())


def ids(requirement: Requirement) -> list[list[str]]:
    return [[skill.skill_id for skill in group] for group in skill_groups(requirement.criterion)]


def flat(requirement: Requirement) -> set[str]:
    return {skill for group in ids(requirement) for skill in group}


def of(requirement: Requirement, kind: type) -> list[Any]:
    return [leaf for leaf in leaves(requirement.criterion) if isinstance(leaf, kind)]


def check_skills(expected: dict[str, Any], found: Requirement) -> None:
    groups = ids(found)
    if "skills" in expected:
        assert [sorted(g) for g in groups] == [sorted(g) for g in expected["skills"]]
    if "group" in expected:
        assert any(set(expected["group"]) <= set(group) for group in groups), groups
    if "groups" in expected:
        assert len(groups) == expected["groups"], groups
    assert not flat(found) & set(expected.get("without", [])), groups
    assert set(expected.get("has", [])) <= flat(found), groups
    if "at_least" in expected:
        assert isinstance(found.criterion, AnyOf)
        assert found.criterion.at_least == expected["at_least"]
    for skill, level in expected.get("levels", {}).items():
        assert {leaf.level for leaf in of(found, SkillCriterion) if leaf.skill_id == skill} == {level}


def check_degree(expected: dict[str, Any], found: Requirement) -> None:
    asked: DegreeCriterion | None = min(of(found, DegreeCriterion), key=lambda leaf: leaf.level.rank, default=None)
    if "degree" in expected:
        assert (asked.level.value if asked else None) == expected["degree"]
    if "areas" in expected:
        assert asked is not None
        assert list(asked.areas) == expected["areas"]
    for key, name in (("equivalent", "experience_in_place"), ("related", "related_ok"), ("in_progress", "in_progress_ok")):
        if key in expected:
            assert getattr(asked, name) is expected[key]


def rungs_of(node: Criterion) -> list[list[Any]] | None:
    """Level and years of the rungs of a ladder, if there is one."""
    if isinstance(node, AnyOf) and any(isinstance(leaf, DegreeCriterion) for leaf in leaves(node)):
        return [
            [next((leaf.level.value for leaf in leaves(rung) if isinstance(leaf, DegreeCriterion)), None),
             next((leaf.months / 12 for leaf in leaves(rung) if isinstance(leaf, YearsCriterion)), None)]
            for rung in node.children
        ]  # fmt: skip
    children = node.children if isinstance(node, AllOf) else ()
    return next((rungs for child in children if (rungs := rungs_of(child))), None)


def check(expected: dict[str, Any], found: Requirement) -> None:
    if "rungs" in expected:
        assert rungs_of(found.criterion) == expected["rungs"]
    if "fields" in expected:
        fields = [years.field for years in of(found, YearsCriterion)]
        assert [field and field.of(found.text) for field in fields] == expected["fields"]
    for key in ("priority", "kind"):
        if key in expected:
            assert getattr(found, key).value == expected[key]
    if "level" in expected:
        assert (found.level.value if found.level else None) == expected["level"]
    if "years" in expected:
        assert [asked.months / 12 for asked in of(found, YearsCriterion)] == expected["years"]
    if "max" in expected:
        assert of(found, YearsCriterion)[0].max_months == expected["max"] * 12
    if "gates" in expected:
        assert [gate.kind for gate in of(found, GateCriterion)] == expected["gates"]
    if "fluency" in expected:
        assert [spoken.fluency for spoken in of(found, LanguageCriterion)] == [expected["fluency"]]
    if "rule_without" in expected:
        assert expected["rule_without"] not in found.rule.split("; ")[1:]
    check_skills(expected, found)
    check_degree(expected, found)


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_reads_like_a_recruiter(case: dict[str, Any], finder: SkillFinder) -> None:
    text = case["text"]
    found = build(text, Span(0, len(text)), 1, finder, Priority(case.get("section", "required")), "test")
    assert len(found) == len(case["parts"]), [part.text for part in found]
    for expected, part in zip(case["parts"], found, strict=True):
        assert part.text == text[part.span.start : part.span.end]
        assert part.summary
        check(expected, part)


@pytest.mark.parametrize(
    ("line", "areas"),
    [
        ("Law degree or equivalent", {"law"}),
        ("A nursing degree", {"nursing"}),
        ("Medical degree", {"medicine"}),
        ("A finance or accounting degree", {"finance", "accounting"}),
        ("Computer science degree", {"computer science"}),
        ("Architecture degree, preferably with honours", {"architecture"}),
        ("Three years in nursing, plus a degree", set()),
    ],
)
def test_a_degree_named_by_its_field(finder: SkillFinder, line: str, areas: set[str]) -> None:
    found = build(line, Span(0, len(line)), 1, finder, Priority.REQUIRED, "test")[0]
    asked = of(found, DegreeCriterion)
    assert [set(degree.areas) for degree in asked] == [areas]
    assert not (areas and flat(found))


@pytest.mark.parametrize(
    ("degree", "field"),
    [("LL.B.", "law"), ("B. Com", "commerce"), ("MBBS", "medicine"), ("B.D.S.", "dentistry"), ("B. Pharm.", "pharmacy"),
     ("B.Arch", "architecture"), ("Juris Doctor", "law"), ("Bachelor of Laws", "law"), ("BVSc", "veterinary medicine")],
)  # fmt: skip
def test_degrees_imply_their_field(degree: str, field: str) -> None:
    (mention,) = find_degrees(f"{degree}, Otter Bay University, 2014", of_study=True)
    assert implied_area(mention.surface) == field


def test_a_lone_example_leaves_room_for_its_peers(finder: SkillFinder) -> None:
    """ "Tools such as X" asks for something like X: its peers count for more than where X is asked by name."""
    criteria = []
    for text in ("At home with tools such as Airflow", "At home with Airflow"):
        (found,) = build(text, Span(0, len(text)), 1, finder, Priority.REQUIRED, "test")
        criteria.append(found.criterion)
    assert isinstance(criteria[0], AnyOf)
    assert criteria[0].open
    assert isinstance(criteria[1], SkillCriterion)
