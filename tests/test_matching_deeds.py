"""The phrases by which a line shows or asks for a skill it does not name: each fires on its examples and stays off the others."""

from __future__ import annotations

from typing import Any

import pytest

import fitscore
from fitscore.datafile import load_data
from fitscore.matching.deeds import FIELDS, Deeds, entries
from fitscore.phrases import Rule, compile_phrases, needs, words_of
from fitscore.policy import Policy
from fitscore.readers import read_text
from fitscore.text import fold

ENTRIES = [(f"{field}:{entry['id']}:{n}", entry) for field in FIELDS for n, entry in enumerate(load_data(f"shown_by/{field}"))]
ENTRIES += [(f"asked_as:{entry['id']}", entry) for entry in load_data("asked_as")]


@pytest.fixture(scope="module")
def scorer() -> fitscore.Scorer:
    return fitscore.Scorer()


def test_every_skill_spoken_for_is_known(scorer: fitscore.Scorer) -> None:
    named = {entry["id"] for _, entry in ENTRIES} | {name for names in load_data("everyday").values() for name in names}
    assert named <= set(scorer.taxonomy.skills), sorted(named - set(scorer.taxonomy.skills))


@pytest.mark.parametrize("entry", [entry for _, entry in ENTRIES], ids=[name for name, _ in ENTRIES])
def test_examples(entry: dict[str, Any]) -> None:
    rule = Rule(entry["id"], tuple(entry["phrases"]), tuple(entry.get("unless", ())))
    assert set(entry) <= {"id", "enough", "phrases", "unless", "examples"}
    assert entry["examples"]["yes"]
    assert entry["examples"]["no"]
    for text in entry["examples"]["yes"]:
        assert rule.search(fold(text)), text
    for text in entry["examples"]["no"]:
        assert not rule.search(fold(text)), text


def test_words_a_phrase_needs_are_those_it_is_found_by() -> None:
    """The short cut that drops phrases a CV cannot hold never drops one that it holds."""
    for _, entry in ENTRIES:
        for text in map(fold, entry["examples"]["yes"]):
            words = words_of(text)
            for phrase in entry["phrases"]:
                if compile_phrases([phrase]).search(text):
                    for group in needs(phrase):
                        assert any(word.startswith(group) for word in words), (phrase, text, group)


CV = """Ana Reyes
ana@example.com

Experience
Ward clerk, Elm Hospital, Leeds
Jan 2019 - Dec 2022
- {line}
- Filed 300 records a week in the archive
"""


@pytest.mark.parametrize(
    ("skill", "line", "lines"),
    [
        ("presentation-skills", "Presented the audit findings to the hospital board", 1),
        ("presentation-skills", "Stood at the back of the room", 0),
        ("communication", "Presented the audit findings to the hospital board", 1),
    ],
)
def test_deeds_of_a_cv(scorer: fitscore.Scorer, skill: str, line: str, lines: int) -> None:
    resume = scorer.resume(read_text(CV.format(line=line), "cv.txt"))
    found = Deeds(resume, scorer.taxonomy, Policy()).showing(skill)
    assert len(found) == lines
    assert all(line in deed.line.span.of(resume.document.text) for deed in found)


def test_every_field_has_entries() -> None:
    assert len(entries()) > 100


WORK = """Ana Reyes
ana@example.com

Experience
Support analyst, Tillmark (expense and bill-pay software), Leeds
{dates}
- Answered the morning calls of the finance teams
- Kept the fault list and closed forty of them
- Wrote the guide for new colleagues
- Cleared the queue before each month's close
- Rang suppliers about rejected payments
- Drew the weekly chart of open faults
"""


@pytest.mark.parametrize(
    ("asked", "dates", "verdict"),
    [
        ("Experience in fintech", "Jan 2019 - Dec 2022", "met"),
        ("Experience in hospitality", "Jan 2019 - Dec 2022", "missing"),
        ("Able to work independently and with a crew", "Jan 2019 - Dec 2022", "met"),
        ("Able to work independently and with a crew", "Jan 2022 - Mar 2022", "unknown"),
        ("Fast-paced kitchens are where you thrive", "Jan 2019 - Dec 2022", "partial"),
        ("Passion for our mission", "Jan 2019 - Dec 2022", "unknown"),
    ],
)
def test_heads_tell_the_industry_and_a_record_tells_how_one_works(
    scorer: fitscore.Scorer, asked: str, dates: str, verdict: str
) -> None:
    resume = scorer.resume(read_text(WORK.format(dates=dates), "cv.txt"))
    posting = scorer.posting(read_text(f"Clerk\n\nRequirements\n- {asked}\n- Must hold a boat licence\n", "p.txt"))
    finding = scorer.score(resume, posting).findings[0]
    assert finding.verdict.value == verdict
    if "fintech" in asked:
        assert "bill-pay software" in finding.evidence[0].quote
