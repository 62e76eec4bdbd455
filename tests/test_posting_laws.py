"""What holds for any text whatever: reading a posting never fails, never invents, and stays fast."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fitscore.degrees import find_degrees
from fitscore.fluency import find_fluency
from fitscore.model import Document, Posting, SkillCriterion, YearsCriterion, leaves
from fitscore.phrases import compile_phrases
from fitscore.posting import parse_posting
from fitscore.quantities import find_durations
from fitscore.requirements.sentences import run_ons, sentences
from fitscore.skills import SkillFinder
from fitscore.taxonomy import load_taxonomy
from fitscore.text import lines_of

FINDER = SkillFinder(load_taxonomy())
WORDS = [
    "Requirements", "Qualifications:", "Nice to have", "Preferred", "Benefits", "About us", "Responsibilities", "•",
    "-", "1.", "(", ")", "such as", "Python", "R", "SQL", "or", "and", "/", ",", ";", ":", ".", "\n", "\n\n", "\t",
    "  ", "5+ years", "of experience", "in", "at least one of", "Bachelor's degree", "MS", "PhD", "required",
    "a plus", "preferred", "ideally", "must", "e.g.", "etc.", "including", "Fluent", "German", "you", "will", "have",
    "experience", "EEO", "$90,000", "- $100k", "per year", "hybrid", "remote", "Engineer", "Acme", "is", "hiring",
    "we", "**", "#", "SkillsExperience", "teamStrong", "licence", "travel", "3-5", "2 to 4", "N/A", "é", "\u200b",
    "\u00a0", "🚀", "…", "“", "”", "’s",
]  # fmt: skip
POSTINGS = st.lists(st.sampled_from(WORDS), max_size=120).map(" ".join)


def read(text: str) -> Posting:
    return parse_posting(Document(path="p", media_type="text/plain", text=text, lines=lines_of(text)), FINDER)


def check(posting: Posting) -> None:
    text = posting.document.text
    for requirement in posting.requirements:
        assert requirement.text == requirement.span.of(text)
        assert requirement.text.strip()
        for leaf in leaves(requirement.criterion):
            assert requirement.span.contains(leaf.span)
            if isinstance(leaf, SkillCriterion):
                assert leaf.surface == leaf.span.of(text)
            if isinstance(leaf, YearsCriterion):
                assert leaf.months >= 0
    for condition in posting.conditions:
        assert condition.text == condition.span.of(text)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(POSTINGS)
def test_any_order_of_posting_words(text: str) -> None:
    check(read(text))


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=400))
def test_any_text(text: str) -> None:
    check(read(text))


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_pieces_slice_back(text: str) -> None:
    from fitscore.model import Span

    whole = Span(0, len(text))
    for found in (sentences(text, whole), run_ons(text, whole, spaced=True)):
        assert list(found) == sorted(found)
        assert all(0 <= span.start < span.end <= len(text) for span in found)
    for mention in (*find_degrees(text), *find_fluency(text), *find_durations(text)):
        assert 0 <= mention.span.start < mention.span.end <= len(text)


HOSTILE = {
    "one long word": "a" * 60_000,
    "many spaces": "Requirements\n" + " " * 60_000 + "x",
    "many commas": "Requirements\n- " + "Python, " * 4000,
    "many brackets": "Requirements\n- " + "(" * 3000 + "Python" + ")" * 3000,
    "many dashes": "Requirements " + "- A " * 6000,
    "many numbers": "Requirements\n" + "3 to 5 or 7 years and " * 3000,
    "many capitals": "Aa " * 20_000 + ":",
    "many headings": "Requirements\n" * 4000,
    "many dots": "Experience. " * 6000,
    "long title run": "The " + "Senior Data And Of The " * 3000,
    "many currencies": "$1 - $2 " * 8000,
    "joined words": "teamStrong" * 5000,
    "no line breaks": ("Must have experience with SQL and be able to lift 50 lbs or more " * 1200),
    "quotes": "we’re “" * 8000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_end_soon(name: str) -> None:
    text = HOSTILE[name]
    start = time.perf_counter()
    check(read(text))
    assert time.perf_counter() - start < 10, "a pattern is not bounded"


@pytest.mark.parametrize("phrase", ["must .. have", "a .. b .. c", "[x] [y] z", "(a|b) .. $", "^why .. $"])
def test_phrases_are_linear(phrase: str) -> None:
    pattern = compile_phrases([phrase])
    start = time.perf_counter()
    pattern.search("a " * 20_000)
    pattern.search("must " * 20_000)
    assert time.perf_counter() - start < 5
