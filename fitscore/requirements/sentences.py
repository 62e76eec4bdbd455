"""Sentences and clauses of a posting's lines, as spans."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from fitscore.datafile import load_data
from fitscore.model import Span
from fitscore.text import trim

_STOP = re.compile(
    r"(?<=[.!?])[\"”’)\]]?\s+(?=[A-Z0-9\"“(•*-])|(?<=[a-z)]{2}[.!?])(?=[A-Z][a-z]{2,20}[\s,'’])|\n\s*\n|"
    r"(?<=[a-z])\s+(?=(?:We are (?:an|proud to be an) equal|All qualified applicants)\b)"
)
_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|ex|etc|vs|incl|approx|inc|ltd|corp|co|dr|mr|mrs|ms|st|no|sr|jr|dept|min|max|u\.s|u\.k|ph\.d|b\.s|b\.a|m\.s|m\.a|"
    r"b\.sc|m\.sc|yrs|exp|eg|ie|cert|equiv|sec|fig|hrs)|\b[A-Za-z])\.\s*\Z",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"\s*;\s*|(?<=[.!?])\s+(?=[A-Z\"“(])|,?\s+but\s+(?!(?:not|is|are)\b)|\s+[–—]\s+")


@cache
def _openers() -> re.Pattern[str]:
    words = "|".join(sorted(map(re.escape, load_data("cues")["openers"]), key=lambda w: (-len(w), w)))
    capital = "|".join(re.escape(w) for w in load_data("cues")["openers"] if not w.isupper())
    return re.compile(
        rf"""
        (?=[A-Z\d])
        (?: (?:(?<=[a-z)][a-z)])(?<!\b[A-Z][a-z])) (?=(?:{words})\b['’]?s?\s[a-zA-Z])
        | (?<=[A-Z]{{2}}) (?=(?:{capital})\b['’]?s?\s[a-zA-Z])
        | (?<=[a-z]{{3}}|[a-z]{{2}}\)) (?=\d{{1,2}}\s?(?:\+|-\s?\d{{1,2}}|or\smore)?\s?(?:years|yrs)\b)
        | (?:(?<=\([Rr]equired\))|(?<=\([Pp]referred\))) (?=[A-Z]) )
        """,
        re.VERBOSE,
    )


@cache
def _spaced_openers() -> re.Pattern[str]:
    words = "|".join(sorted(map(re.escape, load_data("cues")["openers"]), key=lambda w: (-len(w), w)))
    return re.compile(
        rf"""
        (?:(?<![\w'’-])[a-z][a-z'’-]{{2,24}}|[a-z]\))(?P<cut>\s{{1,3}})
        (?=[A-Z])(?=(?:{words})\s(?:[a-z(]|[A-Z][a-z]*\s(?:and|or|in|of|with|to|skills)\b))
        """,
        re.VERBOSE,
    )


_SMALL = re.compile(
    r"\b(?:and|or|the|for|with|our|your|from|into|both|such|any|all|has|have|are|not|plus|per|via|than|nor|that|this|these|following|"
    r"include|includes|including|microsoft|ms|requires?|required|preferred|of|in)\Z",
    re.IGNORECASE,
)


@lru_cache(maxsize=256)  # one step after another asks for the same lines
def sentences(text: str, span: Span) -> tuple[Span, ...]:
    """The sentences of a stretch of text, trimmed; a full stop that lost its space counts, an abbreviation's does not.

    >>> [s.of("Knots, e.g. bowlines. Calm.Strong arms") for s in sentences("Knots, e.g. bowlines. Calm.Strong arms", Span(0, 38))]
    ['Knots, e.g. bowlines.', 'Calm.', 'Strong arms']
    """
    found: list[Span] = []
    start = span.start
    for match in _STOP.finditer(text, span.start, span.end):
        if _ABBREVIATION.search(text[max(start, match.start() - 12) : match.start() + 1].rstrip()):
            continue
        piece = trim(text, Span(start, match.end()))
        if piece.start < piece.end:
            found.append(piece)
        start = match.end()
    piece = trim(text, Span(start, span.end))
    return (*found, piece) if piece.start < piece.end else tuple(found)


@lru_cache(maxsize=256)
def run_ons(text: str, span: Span, *, spaced: bool = False) -> tuple[Span, ...]:
    """A line cut where a line break was lost before a word that opens items ("...of datasetsStrong background in").

    Args:
        text: the whole text.
        span: the line.
        spaced: also cut where the break became a plain space.
    """
    cuts = [match.start() for match in _openers().finditer(text, span.start, span.end)]
    if spaced:
        for match in _spaced_openers().finditer(text, span.start, span.end):
            at = match.start("cut")
            if not _SMALL.search(text, max(span.start, at - 20), at):
                cuts.append(at)
    found: list[Span] = []
    for start, end in zip([span.start, *sorted(cuts)], [*sorted(cuts), span.end], strict=True):
        piece = trim(text, Span(start, end))
        if piece.start < piece.end:
            found.append(piece)
    return tuple(found)


def clauses(text: str, span: Span) -> list[Span]:
    """The clauses of an item: between semicolons, full stops and "but"; never inside brackets or after an abbreviation.

    >>> text = "Boats (e.g. Optimist; Laser) a plus; tides"
    >>> [clause.of(text) for clause in clauses(text, Span(0, len(text)))]
    ['Boats (e.g. Optimist; Laser) a plus', 'tides']
    """
    found: list[Span] = []
    start = span.start
    for match in _CLAUSE.finditer(text, span.start, span.end):
        before = text[start : match.start()]
        if before.count("(") > before.count(")") and ")" in text[match.end() : span.end]:
            continue
        if _ABBREVIATION.search(before[-12:]) and ";" not in match.group():
            continue
        piece = trim(text, Span(start, match.start()))
        if piece.start < piece.end:
            found.append(piece)
        start = match.end()
    piece = trim(text, Span(start, span.end))
    return [*found, piece] if piece.start < piece.end else found
