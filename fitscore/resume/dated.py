"""Lines with dates: which of the dates in a line is the one of a job or a degree, and what the line says beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from fitscore.dates import DateRange, find_dates
from fitscore.degrees import find_degrees
from fitscore.model import Month, Span
from fitscore.resume.lexicon import is_place, is_term, strip_edges, words_of
from fitscore.resume.rows import Row
from fitscore.resume.shapes import FIRST_PERSON, LONGEST_HEAD, opens_with_verb
from fitscore.text import fold, trim

_DATE_WORDS = frozenset(
    {"expected", "graduated", "graduation", "anticipated", "completed", "grad", "class", "of", "from", "dates", "date", "since",
     "exp", "awarded", "issued", "in", "period", "duration", "degree", "year", "approx", "circa"}
)  # fmt: skip
_PIECES = re.compile(r"[|·•,;()\n]|\s[-–—]\s")
_LEADS_UP = re.compile(r"\b(?:in|on|by|until|since|after|before|from)\s*\Z")
_SEPARATOR_AFTER = re.compile(r"\s*\)?\s*[,|;]")
_SENTENCE_AFTER = re.compile(r"\s*[).:]+\s*")
_NEXT_SENTENCE = re.compile(r"\s?\)?\.\s+[A-Z]")
_SET_OFF = re.compile(r"[,|;(–—-]\s*\Z")
_NOTE = re.compile(r"[\s.]{0,3}(?P<note>\([^()]{2,200}\)?)[\s.]{0,3}\Z")
_LOW_NOTE = re.compile(r"\s?[,;]\s{1,2}(?P<note>(?:about\s|ca?\.\s|~|\d{1,3}\s)?[a-z][^\t\n]{2,120})\Z")
_EXCEPT = re.compile(r"\s?[,;]\s(?:with|including|incl|except|of which|less|minus|on leave|break)\b")
_BRACKETS = re.compile(r"\([^()]{0,200}\)")
_BRACKET_AFTER = re.compile(r"\)?\s{0,3}\([^()]{1,60}\)[\s.]{0,3}")
_ENDED = re.compile(r"[,.|;(–—-]\s*\Z")
_NAME_STOP = re.compile(r"(?<=[a-z)]{2})\.\s+(?=[A-Z0-9])")
_OPENER = re.compile(r"(?:from|since|as of|starting)\b(?!.{0,20}\b(?:present|now|today|date)\b)", re.IGNORECASE)
_PARTED_OFF = re.compile(r"[,|;:(\t·•]\s*\Z|\s[–—-]\s*\Z|\s{3,}\Z")
_BIG_WORD = re.compile(r"\s+[A-Z][a-z]+")
_PRESENT = frozenset({"present", "current", "now", "to date", "today", "ongoing"})

ALONE, CELL, IN_LINE, BESIDE = "alone", "cell", "in line", "beside"
"""How a date stands: alone in its line, in a cell of its own, in the line with other words, or in a cell beside a bullet."""


@dataclass(frozen=True, slots=True)
class DatedRow:
    """A head line's date, the cells the line holds beside it, and how the date stands (``manner``).

    ``rest`` is a sentence that follows on the same line.
    """

    date: DateRange
    cells: tuple[Span, ...]
    manner: str
    rest: Span | None = None


MOST_DATES = 24
"""A line with more dates is no head line."""


def date_of(text: str, row: Row, *, bullets: bool = False) -> DatedRow | None:
    """The date that a head line carries, or None when it carries none or is a statement that merely mentions one.

    Args:
        text: the whole text.
        row: the line.
        bullets: take bullets for head lines too; else a bullet's date counts only in a cell of its own.
    """
    found = find_dates(text, row.span)
    if len(found) > MOST_DATES:
        return None
    table = _from_to(text, row) if found else None
    if table is not None:
        return table
    found, noted = _unnoted(text, row, [date for date in found if not in_remark(text, row, date)])
    spans = [date.span for date in found]
    for date in sorted(_merged(found), key=lambda date: (date.single, date.precision == "none", date.span.start - date.span.end)):
        cell = next((cell for cell in row.cells if cell.contains(date.span)), row.span)
        note = noted if noted is not None and cell.contains(noted) and noted.start >= date.span.end else None
        if note is not None:
            row = row.within(Span(row.span.start, note.start)) if note.end == row.span.end else row
            cell = trim(text, Span(cell.start, note.start))
        alone = _is_rest_empty(text, cell, date)
        if row.bullet and not bullets:
            return DatedRow(date, (), BESIDE) if alone and cell is not row.cells[0] else None
        cells = _without(text, row, [date.span] if date in found else spans)
        if alone or not cells:
            return DatedRow(date, cells, CELL if cells else ALONE, note)
        told = _told_after(text, date, cell) if note is None and not date.single else None
        if told is not None:
            # "2014 - 2019: Senior Reporter, Western Packet. I covered courts."
            named = date_of(text, row.within(Span(row.span.start, told.start)))
            return replace(named or DatedRow(date, cells, IN_LINE), rest=told)
        if text[date.span.end : cell.end].strip() == "." and not _ENDED.search(text[cell.start : date.span.start]):
            continue
        if _at_edge(text, date, cell) and not _in_later_sentence(text, date, cell) and not _tells(text, row, date, cells):
            dated = _in_line(text, date, cell, cells)
            return dated if dated.rest is not None else replace(dated, rest=note)
    return None


def _unnoted(text: str, row: Row, found: Sequence[DateRange]) -> tuple[tuple[DateRange, ...], Span | None]:
    """The dates of a line without those in a note after its range, and the note: "2019 - 2023 (on leave May 2021 - Jan 2022)"."""
    for date in found:
        if date.single:
            continue
        cell = next((cell for cell in row.cells if cell.contains(date.span)), row.span)
        match = _NOTE.match(text, date.span.end, cell.end)
        set_off = _SET_OFF.search(text[cell.start : date.span.start]) or cell.start == date.span.start
        if match is None and set_off and not text[cell.start : date.span.start].strip(" (|·•–—-"):
            match = _LOW_NOTE.match(text, date.span.end, cell.end)
        if match is None and set_off and _EXCEPT.match(text, date.span.end, cell.end):
            match = _LOW_NOTE.match(text, date.span.end, cell.end)
        if match is None or _is_place_or_term(match["note"]):
            continue
        note = Span(*match.span("note"))
        return tuple(other for other in found if other.span.end <= note.start), note
    return tuple(found), None


def in_remark(text: str, row: Row, date: DateRange) -> bool:
    """Whether a date stands inside a remark in brackets: "(trainee until 2017)", not "(2015 - 2017, part-time)"."""
    opened = text.rfind("(", row.span.start, date.span.start)
    if opened < 0 or ")" in text[opened : date.span.start]:
        return False
    lead = text[opened + 1 : date.span.start].strip(" ,;:")
    return len(words_of(lead)) >= 1 and not _is_place_or_term(lead) and not is_date_word(lead)


def _merged(dates: Sequence[DateRange]) -> tuple[DateRange, ...]:
    """Ranges that follow on each other in one line, "2018 - 2020 analyst, 2020 - now lead", as one stretch of time."""
    ranges = [date for date in dates if not date.single and date.start is not None and not date.backwards]
    if len(ranges) != 2 or len(dates) != 2:
        return tuple(dates)
    early, late = sorted(ranges, key=lambda date: date.start or Month(0, 1))
    if early.end is None or late.start is None or not 0 <= late.start.ordinal - early.end.ordinal + 12 <= 14:
        return tuple(dates)
    keep = max(ranges, key=lambda date: date.span)
    return (replace(keep, start=early.start, end=late.end, current=late.current),)


def _from_to(text: str, row: Row) -> DatedRow | None:
    """A table with a column for the start and one for the end."""
    for one, two in pairwise(row.cells):
        first, last = find_dates(text, one), find_dates(text, two)
        whole = bool(first) and first[0].span == one and first[0].single
        current = fold(two.of(text)).strip(" .") in _PRESENT
        if whole and (current or (last and last[0].span == two and last[0].single)):
            end = None if current else last[0].end
            date = replace(first[0], span=Span(one.start, two.end), end=end, current=current, single=False)
            return DatedRow(date, tuple(cell for cell in row.cells if cell not in (one, two)), CELL)
    return None


def _is_rest_empty(text: str, cell: Span, date: DateRange) -> bool:
    """Whether a cell holds nothing but the date, a place, a length and words like "expected"."""
    rest = _BRACKETS.sub(" ", f"{text[cell.start : date.span.start]} {text[date.span.end : cell.end]}")
    pieces = [piece for piece in _PIECES.split(rest) if piece.strip(" .:-–—")]
    return all(_is_place_or_term(piece) or is_date_word(piece) for piece in pieces)


def is_date_word(piece: str) -> bool:
    """Whether some words are a date or only lead up to one.

    >>> is_date_word("Graduated:"), is_date_word("May 2020"), is_date_word("Engineer")
    (True, True, False)
    """
    words = words_of(piece)
    return all(word in _DATE_WORDS for word in words) or (len(words) <= 4 and bool(find_dates(piece)))


def _without(text: str, row: Row, dates: Sequence[Span]) -> tuple[Span, ...]:
    """The cells of a line without its dates."""
    out: list[Span] = []
    for cell in row.cells:
        start = cell.start
        for date in (*(date for date in dates if date.overlaps(cell)), Span(cell.end, cell.end)):
            bare = strip_edges(text, Span(start, date.start)) if start < date.start else None
            if bare is not None and not is_date_word(bare.of(text)):
                out.append(bare)
            start = date.end
    return tuple(out)


def _in_line(text: str, date: DateRange, cell: Span, cells: tuple[Span, ...]) -> DatedRow:
    """A date inside a line; a sentence after it, behind a bracket, full stop or colon, is told apart."""
    lead = _SENTENCE_AFTER.match(text, date.span.end, cell.end)
    before = tuple(piece for piece in cells if piece.start < date.span.start)
    if lead is None or not before or _SEPARATOR_AFTER.match(text, date.span.end, cell.end):
        return DatedRow(date, cells, IN_LINE)
    after = trim(text, Span(lead.end(), cell.end))
    if after.start == after.end or _is_place_or_term(after.of(text)):
        return DatedRow(date, cells, IN_LINE)
    return DatedRow(date, before, IN_LINE, after)


def _told_after(text: str, date: DateRange, cell: Span) -> Span | None:
    """The sentences behind the name of a job that a date leads up to."""
    if text[cell.start : date.span.start].strip(" (["):
        return None
    dot = _NAME_STOP.search(text, date.span.end, cell.end)
    if dot is None or not text[date.span.end : dot.start()].strip(" :,-–—") or len(words_of(text[dot.end() : cell.end])) < 2:
        return None
    named = text[date.span.end : dot.start()]
    return Span(dot.end(), cell.end) if len(words_of(named)) <= LONGEST_HEAD and not FIRST_PERSON.search(named) else None


def _at_edge(text: str, date: DateRange, cell: Span) -> bool:
    """Whether a date stands where a head line has it: first, last, or set off by separators in between."""
    before = text[cell.start : date.span.start].strip(" (,|·•-–—[")
    after = text[date.span.end : cell.end].strip(" ),.|·•-–—:]")
    if not before or not after or _is_place_or_term(after) or (date.expected and len(words_of(after)) <= 2):
        return True
    tail = text[date.span.end : cell.end]
    noted = len(words_of(after)) <= 4 and bool(_SEPARATOR_AFTER.match(tail)) and bool(find_degrees(text, cell, of_study=True))
    if date.single and (noted or _BRACKET_AFTER.fullmatch(tail)):
        # "BSc, Lake College - 2018 (GPA 3.7)", "BSc, Lake College, May 2018, with distinction"
        return bool(_SET_OFF.search(text[cell.start : date.span.start]))
    if date.single:
        # "M.A. Economics, Lake College, 2014. Thesis on prices": a sentence may follow a degree and its year.
        set_off = bool(_SET_OFF.search(text[cell.start : date.span.start]))
        return set_off and bool(_NEXT_SENTENCE.match(tail)) and len(words_of(before)) <= LONGEST_HEAD
    if _SEPARATOR_AFTER.match(tail):
        short = len(words_of(before)) + len(words_of(after)) <= LONGEST_HEAD
        return short and bool(_SET_OFF.search(text[cell.start : date.span.start]))
    # "Engineer, Acme, Leeds (2019 - 2021) Looks after the mill": a range may be followed by a sentence.
    return bool(_SENTENCE_AFTER.match(tail)) and len(words_of(before)) <= LONGEST_HEAD


def _in_later_sentence(text: str, date: DateRange, cell: Span) -> bool:
    """Whether a lone date ends a sentence of its own behind a name: "Lake College. Exchange term in Lyon, 2012"."""
    stop = _NAME_STOP.search(text, cell.start, date.span.start)
    if stop is None or not date.single or date.expected:
        return False
    lead = text[stop.end() : date.span.start].strip(" ,;:(")
    return len(words_of(lead)) > 2 and not _is_place_or_term(lead) and not is_date_word(lead)


def _is_place_or_term(words: str) -> bool:
    return is_place(words) or is_term(words)


def _tells(text: str, row: Row, date: DateRange, cells: Sequence[Span]) -> bool:
    """Whether the line is a statement that merely ends or begins with a date."""
    words = " ".join(cell.of(text) for cell in cells if cell.start < date.span.start or len(cells) == 1)
    tokens = words_of(words)
    if date.single and not date.expected and (len(tokens) > 12 or _LEADS_UP.search(fold(text[row.span.start : date.span.start]))):
        return True
    return words[:1].islower() or len(tokens) > 22 or opens_with_verb(words) or bool(FIRST_PERSON.search(words))


def _is_aside(text: str, cell: Span) -> bool:
    dates = find_dates(text, cell)
    return _is_place_or_term(cell.of(text)) or (bool(dates) and _is_rest_empty(text, cell, dates[0]))


def trimmed(text: str, row: Row) -> Row:
    """A body line without date, duration and place cells at its right."""
    if len(row.cells) < 2:
        return row
    keep = len(row.cells)
    while keep > 1 and _is_aside(text, row.cells[keep - 1]):
        keep -= 1
    if keep == len(row.cells):
        return row
    return replace(row, span=trim(text, Span(row.span.start, row.cells[keep - 1].end)), cells=row.cells[:keep])


def is_step(text: str, row: Row, dated: DatedRow) -> bool:
    """Whether a date says since when something new holds in a job, in the middle of its line: "Clerk, from 2019 Senior Clerk"."""
    date = dated.date
    if date.single or not date.current or not _OPENER.match(date.span.of(text)):
        return False
    before, after = text[row.span.start : date.span.start], text[date.span.end : row.span.end]
    return bool(before.strip()) and (not _PARTED_OFF.search(before) or bool(_BIG_WORD.match(after)))
