"""The words in the data files: every rule fires on what it says it does, and not on what it says it does not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from fitscore.datafile import load_data
from fitscore.degrees import find_degrees
from fitscore.phrases import Rule, load_rules
from fitscore.posting.headings import classify_heading
from fitscore.text import fold

RULES = [
    *(("cues", part) for part in ("preferred", "required", "frames", "demands", "unheaded", "boilerplate", "widgets")),
    *(("sections", part) for part in ("headings", "leads")),
    *(("degrees", part) for part in ("in_progress", "related", "experience_in_place")),
    *((name, None) for name in ("conditions", "traits", "levels", "fluency", "work_modes")),
]
HEADINGS = yaml.safe_load((Path(__file__).parent / "cases" / "headings.yaml").read_text(encoding="utf-8"))


def entries() -> list[tuple[str, dict[str, Any], Rule]]:
    found = []
    for name, part in RULES:
        data = load_data(name) if part is None else load_data(name)[part]
        found += [(f"{name}:{entry['id']}", entry, rule) for entry, rule in zip(data, load_rules(name, part), strict=True)]
    return found


ENTRIES = entries()


@pytest.mark.parametrize(("entry", "rule"), [(e, r) for _, e, r in ENTRIES], ids=[name for name, _, _ in ENTRIES])
def test_examples_of_every_rule(entry: dict[str, Any], rule: Rule, request: pytest.FixtureRequest) -> None:
    whole = request.node.callspec.id.startswith("sections:")
    examples = entry["examples"]
    assert examples["yes"], "a rule without an example of what it means"
    assert examples["no"], "a rule without an example of what it does not mean"
    for text in examples["yes"]:
        assert rule.holds(fold(text)) if whole else rule.search(fold(text)), text
    for text in examples["no"]:
        assert not (rule.holds(fold(text)) if whole else rule.search(fold(text))), text


@pytest.mark.parametrize("entry", load_data("degrees")["levels"], ids=[entry["id"] for entry in load_data("degrees")["levels"]])
def test_examples_of_degree_words(entry: dict[str, Any]) -> None:
    assert entry["examples"]["yes"]
    assert entry["examples"]["no"]
    for text in entry["examples"]["yes"]:
        assert entry["level"] in [mention.level.value for mention in find_degrees(text)], text
    for text in entry["examples"]["no"]:
        assert entry["level"] not in [mention.level.value for mention in find_degrees(text)], text


@pytest.mark.parametrize(("kind", "words"), [(kind, words) for kind, lines in HEADINGS.items() for words in lines])
def test_headings(kind: str, words: str) -> None:
    heading = classify_heading(words)
    assert (heading.kind if heading else "none") == kind
