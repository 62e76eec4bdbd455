"""Numbers and durations as people write them: digits, words, "five (5)", ranges, "or more", years and months."""

from __future__ import annotations

import re
from dataclasses import dataclass

from fitscore.model import Span
from fitscore.text import fold

_UNITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen")
_TEENS = ("fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60}
NUMBER_WORDS = {word: value for value, word in enumerate((*_UNITS, *_TEENS))} | _TENS
"""Number words the readers know, lower case."""

_WORD = "|".join(sorted(NUMBER_WORDS, key=lambda word: (-len(word), word)))
NUMBER = rf"(?:\d{{1,3}}(?:\.\d{{1,2}})?|{_WORD})"
"""A number in digits or words, as a piece of a regular expression over folded text."""

_DURATION = re.compile(
    rf"""
    (?<![\w.$£€])
    (?P<between>between\s)?
    (?P<low>{NUMBER})
    (?:\s?\(\s?\d{{1,3}}\s?\+?\s?\)\s?)?                       # five (5)
    (?P<plus>\s?\+|\splus\b|\sor\s(?:more|greater|above)\b)?
    (?:\s{{0,2}}(?P<unit1>years?|yrs?|months?|mos)?\s{{0,2}}(?:-|to|or|through|up\sto|(?(between)and|(?!)))\s{{0,2}}
       (?P<high>{NUMBER})(?:\s?\(\s?\d{{1,3}}\s?\))?(?P<plus2>\s?\+|\splus\b)?)?
    (?:\sor\s(?:more|greater))?
    \s?-?\s{{0,2}}(?:or\smore\s|full\s|solid\s|additional\s|complete\s|consecutive\s|calendar\s|of\s)?
    (?P<unit>(?:years?|yrs?|yr|months?|mos|mths?)(?:\(s\))?'?s?'?)(?!\w)
    (?P<after>\s?\+|\splus\b|\s?(?:\(\s?s\s?\)\s?)?(?:or|and)\s(?:more|greater|above|over))?
    """,
    re.VERBOSE,
)
_UNITLESS = re.compile(
    rf"""
    (?<![\w.$£€])(?P<low>{NUMBER})\s?\+\s{{0,2}}
    (?:of\s(?:[\w/&-]{{1,30}}\s){{0,3}}?experience|(?:[\w/&-]{{1,30}}\s){{0,4}}?experience)
    """,
    re.VERBOSE,
)
_BARE_RANGE = re.compile(rf"(?<![\w.$£€-])(?P<low>{NUMBER})\s?(?:-|to)\s?(?P<high>{NUMBER})\s(?:of\s)?(?:\w+\s){{0,2}}experience")


@dataclass(frozen=True, slots=True, kw_only=True)
class Duration:
    """A length of time. ``months`` is the lower end; ``max_months`` the upper end of a stated range."""

    months: int
    span: Span
    max_months: int | None = None
    open: bool = False


def number_of(word: str) -> float | None:
    """The value of a number in digits or words, or None.

    >>> number_of("five"), number_of("2.5"), number_of("few")
    (5.0, 2.5, None)
    """
    folded = fold(word).strip()
    if folded in NUMBER_WORDS:
        return float(NUMBER_WORDS[folded])
    try:
        return float(folded)
    except ValueError:
        return None


def find_durations(text: str, span: Span | None = None) -> tuple[Duration, ...]:
    """Every stated length in years or months, in the order of the text; also "4+ of experience", where the unit is forgotten.

    >>> [(d.months, d.max_months) for d in find_durations("3-5 years, or at least eighteen (18) months")]
    [(36, 60), (18, None)]
    >>> [d.months for d in find_durations("4+ of hands-on experience")]
    [48]
    >>> [(d.months, d.max_months) for d in find_durations("between two and four years of sales, and 1 year of travel")]
    [(24, 48), (12, None)]
    """
    start, end = span or Span(0, len(text))
    folded = fold(text[start:end])
    found = [_duration(match, start) for match in _DURATION.finditer(folded)]
    taken = {at for duration in found for at in range(*duration.span)}
    for pattern in (_UNITLESS, _BARE_RANGE):
        for match in pattern.finditer(folded):
            duration = _duration(match, start)
            if taken.isdisjoint(range(*duration.span)):
                found.append(duration)
                taken.update(range(*duration.span))
    return tuple(sorted(found, key=lambda d: d.span))


def _duration(match: re.Match[str], offset: int) -> Duration:
    groups = match.groupdict()
    low = number_of(groups["low"]) or 0.0
    high = number_of(groups["high"]) if groups.get("high") else None
    unit = groups.get("unit") or "years"
    scale = 12 if unit.startswith("y") else 1
    low_scale = scale if not groups.get("unit1") else 12 if groups["unit1"].startswith("y") else 1
    months = round(low * low_scale)
    top = round(high * scale) if high is not None else None
    end = match.end("high") if not groups.get("unit") and high is not None else match.end()
    if not groups.get("unit") and high is None:
        end = match.start() + len(match.group().split("+")[0]) + 1
    return Duration(
        months=months,
        span=Span(match.start() + offset, end + offset),
        max_months=top if top is not None and top >= months else None,
        open=any(groups.get(name) for name in ("plus", "plus2", "after")),
    )
