"""Numbers and lengths of time as people write them."""

from __future__ import annotations

import pytest

from fitscore.model import Span
from fitscore.quantities import find_durations, number_of


@pytest.mark.parametrize(
    ("text", "months", "most"),
    [
        ("3 years", 36, None),
        ("3+years", 36, None),
        ("3 + years", 36, None),
        ("five (5) years", 60, None),
        ("Three (3) or more years' of", 36, None),
        ("ten years or more", 120, None),
        ("2-5 years", 24, 60),
        ("2–5 yrs", 24, 60),
        ("2 to 4yrs", 24, 48),
        ("1 to 10+ years", 12, 120),
        ("6 months", 6, None),
        ("6 months to 2 years", 6, 24),
        ("1.5 years", 18, None),
        ("two to three years", 24, 36),
        ("8 plus years", 96, None),
        ("year(s): 4 year(s)", 48, None),
        ("4+ of industry experience", 48, None),
        ("twelve-month", 12, None),
    ],
)
def test_durations(text: str, months: int, most: int | None) -> None:
    found = find_durations(text)
    assert [(d.months, d.max_months) for d in found] == [(months, most)]
    assert text[found[0].span.start] in "0123456789" or text[found[0].span.start].isalpha()


@pytest.mark.parametrize("text", ["$401 years", "version 3.2", "ISO 9001", "24/7", "a few years", "years of experience", ""])
def test_no_duration(text: str) -> None:
    assert not find_durations(text)


def test_spans_point_into_the_whole_text() -> None:
    text = "Kitchen work: 2 years. Bar work: 18 months."
    found = find_durations(text, Span(22, len(text)))
    assert [d.span.of(text) for d in found] == ["18 months"]


@pytest.mark.parametrize(
    ("word", "value"), [("Five", 5), ("2.5", 2.5), ("nineteen", 19), ("many", None), ("", None), ("1,000", None)]
)
def test_number_of(word: str, value: float | None) -> None:
    assert number_of(word) == value
