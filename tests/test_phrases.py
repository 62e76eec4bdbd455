"""The phrase language: what a phrase needs, and that looking rules up by words leaves none out that is there."""

from __future__ import annotations

import pytest

from fitscore.datafile import load_data
from fitscore.phrases import Rule, Rules, load_rules, needs, words_of
from fitscore.text import fold

SETS = [
    *(("cues", part) for part in ("preferred", "required", "frames", "worded", "demands", "unheaded", "boilerplate", "widgets")),
    *(("sections", part) for part in ("headings", "leads")),
    *(("degrees", part) for part in ("levels", "in_progress", "unfinished", "related", "experience_in_place")),
    ("resume_hedges", "rules"), ("demand", None), ("documents_asked", None),
    *((name, None) for name in ("conditions", "traits", "levels", "fluency", "work_modes", "asked_as")),
]


@pytest.mark.parametrize(
    ("phrase", "groups"),
    [
        ("(wrote|drafted) .. report*", [("wrote ", "drafted "), ("report",)]),
        ("^[a] plus$", [("plus ",)]),
        ("un(necessary|required)", [("un",)]),
        ("(part|full)-time", [("part", "full")]),
        ("on-site", [("on ", "onsite")]),
        ("on[-]call", [("on ", "oncall")]),
        ("driver's licen*", [("driver",), ("licen",)]),
        ("¤ #", [("$ ", "£ ", "€ ")]),
        ("(#|two) years", [("years ",)]),
        ("[maybe] ..", []),
    ],
)
def test_needs(phrase: str, groups: list[tuple[str, ...]]) -> None:
    assert needs(phrase) == groups


@pytest.mark.parametrize(("name", "part"), SETS)
def test_every_rule_that_is_found_is_near(name: str, part: str | None) -> None:
    rules = load_rules(name, part)
    data = load_data(name) if part is None else load_data(name)[part]
    texts = [fold(text) for entry in data for side in ("yes", "no") for text in entry.get("examples", {}).get(side, ())]
    texts += [text.replace("-", mark) for text in texts for mark in ("", " ")]
    assert texts
    for text in texts:
        near = [rule.id for rule in rules.near(text)]
        assert [rule.id for rule in rules if rule.pattern.search(text) and rule.id not in near] == [], text
        assert near == [rule.id for rule in rules if rule.id in near], "in another order than the file's"


def test_rules_are_looked_up_by_their_words() -> None:
    rules = Rules([Rule("oars", ("oar*",)), Rule("tide", ("tide (table*|chart*)",)), Rule("count", ("#",))])
    assert [rule.id for rule in rules.near("oarsmen and tides")] == ["oars", "count"]
    assert [rule.id for rule in rules.near("a tide chart")] == ["tide", "count"]
    assert [rule.id for rule in rules.near("")] == ["count"]
    found = rules.first("a tide chart and two oars")
    assert found is not None
    assert (found[0].id, found[1]) == ("oars", (21, 25))
    assert (len(rules), rules[0].id) == (3, "oars")


def test_words_as_phrases_need_them() -> None:
    assert words_of("a boat's $ 5") == {"a ", "boat ", "s ", "$ ", "5 "}
    assert words_of("a boat's $ 5", 2, 6) == {"boat "}
