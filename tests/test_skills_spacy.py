"""The spaCy side: the tokeniser spells every text exactly, the component marks skills on any Doc, prose goes line by line."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import fitscore
from fitscore.datafile import load_data
from fitscore.phrases import load_rules
from fitscore.skills import SkillFinder, find_in_prose
from fitscore.taxonomy import load_taxonomy
from fitscore.text import fold

spacy = pytest.importorskip("spacy")
component = pytest.importorskip("fitscore.skills.component")


@pytest.fixture(scope="module")
def finder() -> SkillFinder:
    return SkillFinder(load_taxonomy())


def test_any_doc_gets_spans() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("fitscore_skills")
    doc = nlp("You know Python, C++/C# and Node.js/React.")
    spans = doc.spans["skills"]
    assert [span.kb_id_ for span in spans] == ["python", "c-plus-plus", "c-sharp", "node-js", "react"]
    assert {span.label_ for span in spans} == {"SKILL"}
    assert spans[0].text == "Python"


def test_spans_outlive_their_doc() -> None:
    nlp = component.pipeline()
    assert [span.text for span in nlp("Experience with SQL").spans["skills"]] == ["SQL"]


def test_a_users_file_reaches_the_component(tmp_path: Path) -> None:
    mine = tmp_path / "mine.yaml"
    mine.write_text("skills: [{id: zither-tuning, label: zither tuning, kind: method, category: general}]", "utf-8")
    assert [span.kb_id_ for span in component.pipeline(str(mine))("You tune: zither tuning").spans["skills"]] == ["zither-tuning"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("C++/C# on AWS(S3)", ["C++", "/", "C#", "on", "AWS", "(", "S3", ")"]),
        ("Node.js/React, R.", ["Node.js", "/", "React", ",", "R", "."]),
        ("see www.example.org  now", ["see", "www.example.org", " ", "now"]),
    ],
)
def test_our_tokens(text: str, words: list[str]) -> None:
    doc = component.SkillTokenizer(spacy.blank("en").vocab)(text)
    assert [token.text for token in doc] == words


_TOKENIZER = component.SkillTokenizer(spacy.blank("en").vocab)


@given(st.text(alphabet="ab C+#./@-&,;:\n\t()\u00e9\u2019", max_size=60))
def test_a_doc_spells_its_text(text: str) -> None:
    assert _TOKENIZER(text).text == text


def test_skills_alone_do_not_import_spacy() -> None:
    code = "import sys, fitscore.skills as s, fitscore.taxonomy as t; s.SkillFinder(t.load_taxonomy()).find('SQL');"
    code += "print('spacy' in sys.modules, 'rapidfuzz' in sys.modules)"
    root = Path(fitscore.__file__).parents[1]
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=root)
    assert out.stdout.split()[0] == "False"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("We are the third largest name in insurance.", []),
        ("You have worked in insurance.", ["insurance"]),
        ("Senior Python Engineer", []),
        ("Experience with Python", ["python"]),
        ("Our Danish office is by the sea.", []),
        ("Fluent Danish", ["danish"]),
        ("A bachelor's degree in physics", ["study-physics"]),
        ("Free coaching and a pension", []),
    ],
)
def test_prose_without_sections(finder: SkillFinder, text: str, wanted: list[str]) -> None:
    assert [mention.skill_id for mention in find_in_prose(finder, text)] == wanted


@pytest.mark.parametrize("entry", load_data("prose"), ids=lambda entry: entry["id"])
def test_prose_rules_do_as_they_say(entry: dict[str, dict[str, list[str]]]) -> None:
    rule = next(rule for rule in load_rules("prose") if rule.id == entry["id"])
    for side, texts in entry["examples"].items():
        for text in texts:
            assert (rule.search(fold(text)) is not None) == (side == "yes"), text
