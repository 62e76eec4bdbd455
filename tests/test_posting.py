"""Whole postings: every layout and trap in ``tests/cases/postings.yaml``, and what reader mark-up adds."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

from fitscore.model import DegreeCriterion, Document, Line, LineKind, Posting, Span, leaves
from fitscore.posting import parse_posting
from fitscore.readers import read_text
from fitscore.skills import SkillFinder
from fitscore.taxonomy import load_taxonomy

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "postings.yaml").read_text(encoding="utf-8"))
FACTS = ("title", "company", "work_mode", "onsite_days", "valid_through", "employment_type")


@pytest.fixture(scope="module")
def finder() -> SkillFinder:
    return SkillFinder(load_taxonomy())


def opening(words: str) -> str:
    return " ".join(words.split())


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_layouts(case: dict[str, Any], finder: SkillFinder) -> None:
    posting = parse_posting(read_text(case["text"], path="posting.txt"), finder)
    found = [("P " if r.priority == "preferred" else "R ") + opening(r.text) for r in posting.requirements]
    assert len(found) == len(case["asks"]), found
    for line, start in zip(found, case["asks"], strict=True):
        assert line.startswith(start), (line, start)
    for words in case.get("unsaid", []):
        assert not any(words in line for line in found), words
    check_facts(case, posting)


def check_facts(case: dict[str, Any], posting: Posting) -> None:
    for name in FACTS:
        if name in case:
            assert getattr(posting, name) == case[name]
    if "salary" in case:
        pay = posting.salary
        assert pay is not None
        assert [pay.min, pay.max, pay.currency, pay.period] == case["salary"]
    if "tracker" in case:
        assert {key: posting.tracker.get(key) for key in case["tracker"]} == case["tracker"]
    if "equivalent" in case:
        asked = [leaf for leaf in leaves(posting.requirements[0].criterion) if isinstance(leaf, DegreeCriterion)]
        assert [degree.experience_in_place for degree in asked] == [case["equivalent"]]


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_what_holds_for_every_posting(case: dict[str, Any], finder: SkillFinder) -> None:
    posting = parse_posting(read_text(case["text"], path="posting.txt"), finder)
    text = posting.document.text
    assert [r.id for r in posting.requirements] == [f"r{n}" for n in range(1, len(posting.requirements) + 1)]
    for requirement in posting.requirements:
        assert requirement.text == requirement.span.of(text)
        assert requirement.summary
        assert requirement.rule
    spans = [r.span for r in posting.requirements]
    assert spans == sorted(spans)
    assert not any(a.overlaps(b) for a, b in pairwise(spans))
    for reading in posting.readings:
        assert reading.taken_for
        assert 0 <= reading.span.start <= reading.span.end <= len(text)
    for condition in posting.conditions:
        assert condition.text == condition.span.of(text)


def marked(*rows: tuple[str, LineKind]) -> Document:
    lines, text = [], ""
    for number, (words, kind) in enumerate(rows, 1):
        lines.append(Line(number=number, span=Span(len(text), len(text) + len(words)), kind=kind, level=1))
        text += words + "\n"
    return Document(path="page.html", media_type="text/html", text=text, lines=tuple(lines))


def test_mark_up_makes_unknown_headings(finder: SkillFinder) -> None:
    heading, bullet = LineKind.HEADING, LineKind.BULLET
    document = marked(
        ("Requirements", heading), ("Roof work", bullet), ("Team of eight", heading), ("Friendly dogs", bullet),
        ("Bonus", heading), ("Slating", bullet),
    )  # fmt: skip
    posting = parse_posting(document, finder)
    assert [(r.text, r.priority.value) for r in posting.requirements] == [("Roof work", "required"), ("Slating", "preferred")]


def test_person_specification_in_a_table(finder: SkillFinder) -> None:
    cell = LineKind.CELL
    document = marked(
        ("Person specification", LineKind.HEADING),
        ("Area\tEssential\tDesirable", cell),
        ("Experience\tTwo years on a ward\tWork with children", cell),
        ("Skills\tSafe lifting", cell),
    )
    posting = parse_posting(document, finder)
    found = [(r.text, r.priority.value) for r in posting.requirements]
    assert ("Two years on a ward", "required") in found
    assert ("Work with children", "preferred") in found
    assert not any(text in ("Experience", "Area") for text, _ in found)


def test_rating_in_the_last_cell(finder: SkillFinder) -> None:
    cell = LineKind.CELL
    rows = (("Knowledge of drug charts\tEssential", cell), ("Knowledge of Welsh\tDesirable", cell))
    document = marked(("Criteria", LineKind.HEADING), *rows)
    found = [(r.text, r.priority.value) for r in parse_posting(document, finder).requirements]
    assert found == [("Knowledge of drug charts", "required"), ("Knowledge of Welsh", "preferred")]


def test_hidden_text_asks_nothing(finder: SkillFinder) -> None:
    text = "Requirements\nKnots\nTen years of Fortran\n"
    hidden = Span(text.index("Ten"), len(text) - 1)
    lines = read_text(text, path="p").lines
    document = Document(path="p", media_type="text/plain", text=text, lines=lines, hidden=(hidden,))
    assert [r.text for r in parse_posting(document, finder).requirements] == ["Knots"]


def test_facts_of_the_file_come_first(finder: SkillFinder) -> None:
    text = "Requirements\n- Knots\nJob Title: Deck Hand\n"
    facts = {"title": "Sailor", "company": "Tern Lines", "salary_min": "30000", "salary_max": "32000", "salary_currency": "GBP",
             "salary_period": "year", "work_mode": "TELECOMMUTE", "location": "Hull",
             "url": "https://jobs.example/4"}  # fmt: skip
    document = Document(path="p", media_type="text/html", text=text, lines=read_text(text, path="p").lines, facts=facts)
    posting = parse_posting(document, finder)
    assert (posting.title, posting.company, posting.locations) == ("Sailor", "Tern Lines", ("Hull",))
    assert (posting.work_mode, posting.url) == ("remote", "https://jobs.example/4")
    assert posting.salary is not None
    assert (posting.salary.min, posting.salary.max, posting.salary.period) == (30000, 32000, "year")


def test_same_text_same_posting(finder: SkillFinder) -> None:
    text = CASES[0]["text"]
    assert parse_posting(read_text(text, path="p"), finder) == parse_posting(read_text(text, path="p"), finder)
