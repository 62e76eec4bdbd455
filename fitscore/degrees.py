"""Degree words, in postings and CVs: which rung of the ladder they name, and what is said beside them.

The words live in ``data/degrees.yaml``. Abbreviations that are also something else ("MS", "MA", "BA") count only beside a word
that speaks of degrees.
"""

from __future__ import annotations

import re
from bisect import bisect
from dataclasses import dataclass
from functools import cache

from fitscore.datafile import load_data
from fitscore.model import DegreeLevel, Span
from fitscore.phrases import load_rules
from fitscore.text import fold, plain

_DEGREE_WORD = re.compile(
    r"""
      \b(?:degrees?|diplomas?|bachelor'?s?|master'?s?|ph\.?\ ?d|doctorate|doctoral|associate'?s?|ged|accredited|majors?|
      university|college|gpa|hons|honou?rs|graduat(?:ed?|ion)|b\.?sc?|m\.?sc?|mba|or\ higher|or\ above|years?'?|yrs)\b
    """,
    re.VERBOSE,
)
_IN_FIELD = re.compile(
    r"""
      \s{0,2}(?:\([^()]{1,12}\)\s)?(?:degree\s)?(?:in|of)\s(?:a\s|an\s|the\s|any\s)?[A-Za-z]
    | \s?[:\-]\s?[A-Z][a-z]{3,}
    | \s(?:[A-Z]{2,4}(?:/[A-Z]{2,4}){1,3}|[A-Z][a-z]{4,}\ (?:Science|Engineering))
    """,
    re.VERBOSE,
)
_NOT_AFTER = re.compile(
    r"""
      \s?(?:Office|Word|Excel|Access|Outlook|Project|Teams|SQL|PowerPoint|Power|Windows|Visio|Dynamics|Azure|SharePoint|Suite
      |Exchange|\d{5}|\.NET)\b
    | \s(?:Electrician|Plumber|Mariner|Sergeant|Trainer|Chef|Gunner|Technician|Practitioner|Baker|Craftsman|Carpenter|Mason
      |Mechanic|Class)\b
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DegreeMention:
    """One degree word. ``rule`` is the entry of ``data/degrees.yaml``; ``generic``: "degree" without a level beside it."""

    level: DegreeLevel
    span: Span
    surface: str
    rule: str
    generic: bool = False


def _dotted(short: str) -> str:
    """A pattern for an abbreviation: dots between its letters are free, unless it is listed with dots; then they must stand."""
    letters = short.replace(".", "")
    parts = list(letters) if letters.isupper() else re.findall(r"[A-Z][a-z]*", letters)
    if "." in short:
        return r"\.\s?".join(map(re.escape, parts))
    if letters.isupper() or (len(parts) > 1 and "".join(parts) == letters):
        # "B. Com" and "M. Tech" are written with a space too.
        loose = letters == "PhD" or len(parts[-1]) > 2
        return (r"\.?\s?" if letters == "PhD" else r"(?:\.\s?)?" if loose else r"\.?").join(map(re.escape, parts))
    return re.escape(letters)


@cache
def _shorts() -> tuple[tuple[str, DegreeLevel, bool, re.Pattern[str]], ...]:
    found: list[tuple[str, DegreeLevel, bool, re.Pattern[str]]] = []
    for entry in load_data("degrees")["levels"]:
        for key, shy in (("short", False), ("shy", True)):
            words = entry.get(key) or []
            if words:
                body = "|".join(_dotted(word) for word in words)
                more = "-[A-Za-z]" if shy else "-[A-Za-z][a-z]"  # "MSN-FNP" is a degree, "MBA-level" is none
                pattern = re.compile(rf"(?<![\w.&@-])(?:{body})\.?(?:'?s)?(?![\w&@]|{more})")
                found.append((entry["id"], DegreeLevel(entry["level"]), shy, pattern))
    return tuple(found)


def _stands_for_degree(text: str, folded: str, span: Span, starts: set[int], ends: set[int]) -> bool:
    """Whether an ambiguous abbreviation has a neighbour that speaks of degrees."""
    if _NOT_AFTER.match(text, span.end):
        return False
    if not starts.isdisjoint(range(span.end, span.end + 6)) or not ends.isdisjoint(range(span.start - 5, span.start + 1)):
        return True
    if "." in span.of(text)[:-1] and len(span.of(text)) >= 4:
        return True
    if re.search(r"[a-z],\s\Z", text[max(0, span.start - 3) : span.start]):  # "Baltimore, MD"
        return bool(re.match(r"\s(?:degree|in\s)", folded[span.end : span.end + 12]))
    if _IN_FIELD.match(text, span.end):
        return True
    near = folded[span.end : span.end + 26]
    if re.match(r"\s?(?:/|,|or|and|degree|\+|plus|with|\(|required|preferred|is|strongly|from)", near):
        return bool(_DEGREE_WORD.search(near)) or bool(re.match(r"\s?[(]?(?:required|preferred|strongly)", near))
    return False


def find_degrees(text: str, span: Span | None = None, *, of_study: bool = False) -> tuple[DegreeMention, ...]:
    """The degree words of a text, in its order; where two overlap, the longer one.

    Args:
        text: the whole text.
        span: the part to look at; all of it when None.
        of_study: the text is known to speak of degrees (a CV's education), so "MS Data Science" needs no further sign.

    Returns:
        Mentions with spans into ``text``.

    >>> [(m.level.value, m.surface) for m in find_degrees("BS/MS in Physics, or a Ph.D.")]
    [('bachelor', 'BS'), ('master', 'MS'), ('doctorate', 'Ph.D.')]
    >>> find_degrees("MS Excel, a high degree of care, Boston, MA")
    ()
    """
    start, end = span or Span(0, len(text))
    part = text[start:end]
    folded, cased = fold(part), plain(part)
    found: list[DegreeMention] = []
    for rule in load_rules("degrees", "levels").near(folded):
        found.extend(_mention(part, rule.id, DegreeLevel(rule.attrs["level"]), at) for at in rule.find(folded))
    clear = [m.span for m in found if m.rule != "any-degree"]
    shy: list[DegreeMention] = []
    for name, level, is_shy, pattern in _shorts():
        for match in pattern.finditer(cased):
            at = Span(*match.span())
            if is_shy:
                shy.append(_mention(part, name, level, at))
            else:
                found.append(_mention(part, name, level, at))
                clear.append(at)
    others = clear + [m.span for m in shy]
    starts, ends = {other.start for other in others}, {other.end for other in others}
    found += [
        mention
        for mention in shy
        if _stands_for_degree(cased, folded, mention.span, starts, ends) or (of_study and _opens_degree(cased, mention.span))
    ]
    return tuple(_moved(mention, start) for mention in _longest(found))


def _opens_degree(text: str, span: Span) -> bool:
    """Whether an abbreviation at the start of a piece leads up to a field: "MS Data Science", "BA, History"."""
    before = text[: span.start].rstrip()
    if _NOT_AFTER.match(text, span.end) or (before and before[-1] not in "|;-("):
        return False
    return bool(re.match(r"[\s,:(-]{1,3}[A-Z]" + ("" if before else r"|\s?\Z|\s?\t"), text[span.end : span.end + 6]))


def _mention(text: str, rule: str, level: DegreeLevel, span: Span) -> DegreeMention:
    return DegreeMention(level=level, span=span, surface=span.of(text), rule=rule, generic=rule == "any-degree")


def _moved(mention: DegreeMention, by: int) -> DegreeMention:
    span = Span(mention.span.start + by, mention.span.end + by)
    return DegreeMention(level=mention.level, span=span, surface=mention.surface, rule=mention.rule, generic=mention.generic)


def _longest(found: list[DegreeMention]) -> list[DegreeMention]:
    kept: list[DegreeMention] = []
    for mention in sorted(found, key=lambda m: (m.generic, m.span.start - m.span.end, m.span.start)):
        at = bisect(kept, mention.span, key=lambda m: m.span)
        if not any(mention.span.overlaps(other.span) for other in kept[max(0, at - 1) : at + 1]):
            kept.insert(at, mention)
    return kept


def is_in_progress(text: str, span: Span | None = None) -> bool:
    """Whether the text speaks of a degree that is not finished yet.

    >>> is_in_progress("Currently pursuing a degree in law"), is_in_progress("A degree in law")
    (True, False)
    """
    return _holds("in_progress", text, span)


def is_unfinished(text: str, span: Span | None = None) -> bool:
    """Whether the text speaks of a study that was left without a degree.

    >>> is_unfinished("BSc Physics, 2014 - 2016, not completed"), is_unfinished("BSc Physics, completed 2016")
    (True, False)
    """
    return _holds("unfinished", text, span)


@cache
def _implied() -> dict[str, str]:
    areas = load_data("degrees")["implied_areas"]
    return {re.sub(r"[.\s]", "", word).casefold(): area for area, words in areas.items() for word in words}


def implied_area(degree: str) -> str | None:
    """The field that a degree names by itself.

    >>> implied_area("LL.B."), implied_area("BSN"), implied_area("B.A.")
    ('law', 'nursing', None)
    """
    return _implied().get(re.sub(r"[.\s]", "", degree).casefold())


def allows_related_field(text: str, span: Span | None = None) -> bool:
    """Whether a posting accepts a field near the ones it names.

    >>> allows_related_field("in Biology or a related field"), allows_related_field("or equivalent work experience")
    (True, False)
    """
    return _holds("related", text, span)


def allows_experience(text: str, span: Span | None = None) -> bool:
    """Whether experience may stand in for a degree.

    >>> allows_experience("BSc or equivalent experience"), allows_experience("BSc and experience")
    (True, False)
    """
    return _holds("experience_in_place", text, span)


def _holds(part: str, text: str, span: Span | None) -> bool:
    folded = fold(text if span is None else span.of(text))
    return load_rules("degrees", part).first(folded) is not None
