"""The facts around the requirements: conditions, dates, links, the owner's own fields."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from fitscore.model import Condition, Document
from fitscore.posting.items import Item
from fitscore.posting.lines import Piece
from fitscore.posting.sections import Block
from fitscore.requirements.condition import find_conditions
from fitscore.requirements.cues import boilerplate
from fitscore.requirements.sentences import sentences
from fitscore.text import fold

_TYPES = (
    ("internship", re.compile(r"\binternship\b|\bintern\b")),
    ("contract", re.compile(r"\bcontract(?:or)?\b|\bfixed[- ]term\b|\bfreelance\b")),
    ("temporary", re.compile(r"\btemporary\b|\btemp\b|\bseasonal\b")),
    ("part-time", re.compile(r"\bpart[- _]time\b")),
    ("full-time", re.compile(r"\bfull[- _]time\b")),
)
_TYPE_LABEL = re.compile(
    r"(?:employment|job|contract|position|schedule|appointment)\s?type\s?[:\-]|^schedule\b|^(?:full|part)[- ]time", re.IGNORECASE
)
_TYPE_IN_TEXT = re.compile(
    r"\b(full|part)[- ]time\s(?:position|role|job|opportunity|contract|permanent)|position (?:is|will be) (full|part)[- ]time"
)
_SEPARATOR = re.compile(r"\s?[|\u00b7\u2022,/]\s?")
_URL = re.compile(r"https?://[^\s<>()\"']{4,200}")
_DATE = re.compile(
    r"(?P<iso>\d{4}-\d{2}-\d{2})|(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?\s(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s(?P<year>20\d\d)"
    r"|(?P<day2>\d{1,2})(?:st|nd|rd|th)?\s(?P<month2>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?,?\s(?P<year2>20\d\d)"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_POSTED = re.compile(r"(?:posted|published|posting date|job open date)(?:\son)?\s?:?\s")
_CLOSES = re.compile(
    r"(?:clos(?:ing|es?)\s(?:date|on)|deadline|apply\sby|valid\sthrough|expires?(?:\son)?|open\suntil|"
    r"job\sclose\sdate|applications?\sclose)\b[^\n]{0,40}?\s"
)
_QUIET = ("noise", "anti", "notes")
_ALWAYS = (
    "visa not sponsored", "citizenship", "work authorization", "security clearance", "background check", "drug test",
    "exposure to harmful content",
)  # fmt: skip
"""Conditions that are often said after the pay, in what is else a section of benefits."""


def conditions_of(text: str, blocks: Sequence[Block], items: Sequence[Item]) -> tuple[Condition, ...]:
    """The conditions of the job, each kind once, where it is first stated."""
    found: dict[str, Condition] = {}
    for item in items:
        for gate in find_conditions(text, item.span):
            found.setdefault(gate.kind, Condition(kind=gate.kind, text=item.span.of(text), span=item.span, line=item.line))
    for block in blocks:
        if block.asks or block.kind in _QUIET:
            continue
        for piece in block.pieces:
            for condition in _of_piece(text, block, piece):
                if block.kind != "benefits" or condition.kind in _ALWAYS:
                    found.setdefault(condition.kind, condition)
    return tuple(sorted(found.values(), key=lambda condition: (condition.span, condition.kind)))


def _of_piece(text: str, block: Block, piece: Piece) -> list[Condition]:
    made: list[Condition] = []
    for span in sentences(text, piece.span):
        if len(span.of(text)) > 700:
            continue
        rule = boilerplate(text, span)
        if rule is not None and rule.id in ("equal-opportunity", "pay-and-benefits"):
            continue
        gates = find_conditions(text, span, anywhere=block.kind not in ("conditions", "facts"))
        made.extend(Condition(kind=gate.kind, text=span.of(text), span=span, line=piece.line) for gate in gates)
    return made


def employment_type_of(text: str, pieces: Sequence[Piece], facts: Mapping[str, str]) -> str | None:
    """``full-time``, ``part-time``, ``contract``, ``temporary`` or ``internship``; None when not stated."""
    stated = fold(facts.get("employment_type", ""))
    if stated:
        return next((name for name, pattern in reversed(_TYPES) if pattern.search(stated)), facts["employment_type"])
    for piece in pieces:
        words = piece.span.of(text)
        if len(words) <= 60 and _TYPE_LABEL.search(words):
            name = next((name for name, pattern in reversed(_TYPES) if pattern.search(fold(words))), None)
            if name:
                return name
    for piece in pieces[:12]:
        for part in _SEPARATOR.split(fold(piece.span.of(text)[:120])):
            if name := next((name for name, pattern in _TYPES if pattern.fullmatch(part)), None):
                return name
    match = _TYPE_IN_TEXT.search(fold(text))
    return f"{match.group(1) or match.group(2)}-time" if match else None


def date_of(words: str) -> str | None:
    """A date in words as ``YYYY-MM-DD``, or None.

    >>> date_of("October 19, 2024"), date_of("soon")
    ('2024-10-19', None)
    """
    match = _DATE.search(fold(words))
    if match is None:
        return None
    if match.group("iso"):
        return match.group("iso")
    month = _MONTHS.index(match.group("month") or match.group("month2")) + 1
    day, year = int(match.group("day") or match.group("day2")), match.group("year") or match.group("year2")
    return f"{year}-{month:02d}-{day:02d}" if 1 <= day <= 31 else None


def dates_of(text: str, facts: Mapping[str, str]) -> tuple[str | None, str | None]:
    """The day of posting and the last day to apply."""
    folded = fold(text)

    def stated(key: str, cue: re.Pattern[str]) -> str | None:
        if facts.get(key):
            return date_of(facts[key]) or facts[key]
        for match in cue.finditer(folded):
            if found := date_of(folded[match.end() - 1 : match.end() + 30]):
                return found
        return None

    return stated("date_posted", _POSTED), stated("valid_through", _CLOSES)


def url_of(document: Document) -> str | None:
    """Where the posting can be found, if it says so."""
    if document.facts.get("url"):
        return document.facts["url"]
    if "://" not in document.text:
        return None
    match = re.search(r"(?:job\s)?(?:url|link|source|posting)\s?:\s?(https?://\S{4,300})", document.text, re.IGNORECASE)
    return match.group(1).rstrip(".,)") if match else None


def tracker_of(facts: Mapping[str, str]) -> dict[str, str]:
    """The owner's own fields of a tracker export, named in lower case with underscores; dates as ``YYYY-MM-DD``.

    >>> tracker_of({"tracker.Application Date": "October 19, 2024", "title": "Baker"})
    {'application_date': '2024-10-19'}
    """
    own: dict[str, str] = {}
    for key, value in facts.items():
        if key.startswith("tracker."):
            name = re.sub(r"\W+", "_", fold(key.removeprefix("tracker."))).strip("_")
            own[name] = (date_of(value) if "date" in name or "applied" in name or "saved" in name else None) or value
    return own
