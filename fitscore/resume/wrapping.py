"""Which lines belong together because the margin broke them, not the writer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from fitscore.dates import find_dates
from fitscore.model import LineKind, Span
from fitscore.resume.dated import ALONE, date_of, trimmed
from fitscore.resume.labels import label_of
from fitscore.resume.lexicon import org_score, role_score, words_of
from fitscore.resume.rows import Row, wraps
from fitscore.resume.shapes import best_score, ends_sentence, is_statement, looks_like_head, opens_with_verb

_UNFINISHED = re.compile(
    r"[-,/&(–]\Z|\b(?:and|or|of|the|a|an|with|for|in|to|by|from|using|as|at|on|than|that|which|via|into)\Z", re.IGNORECASE
)


BULLET, PROSE, LINES = "bullet", "prose", "lines"
"""How the line before flows: it belongs to a bullet, to running text, or to lines that each stand alone."""


def continues(text: str, before: Row, row: Row, kind: str, width: int, *, flow: str = LINES) -> bool:
    """Whether a line goes on where the line before broke at the margin.

    Args:
        text: the whole text.
        before: the line before.
        row: the line asked about.
        kind: what the line before is part of, ``head`` or ``body``.
        width: the width of the column in characters.
        flow: how the line before flows; only a bullet or running text goes on with a capital.
    """
    if row.bullet or row.after_blank or row.line.kind is LineKind.HEADING or before.region != row.region:
        return False
    words = row.of(text)
    if label_of(words) is not None:
        return False
    if words[:1].islower() and not words[1:2].isupper():
        return True
    if kind != "body" or len(trimmed(text, before).cells) > 1 or len(trimmed(text, row).cells) > 1:
        return False
    return _goes_on(text, before, row, flow, wrapped=wraps(text, before, row, width))


def _goes_on(text: str, before: Row, row: Row, flow: str, *, wrapped: bool) -> bool:
    """Whether a line that begins with a capital goes on with the body line before it."""
    words, last = row.of(text), before.cells[0].of(text)
    if last.rfind("(") > last.rfind(")") and ")" in words:
        return True
    dates = find_dates(text, before.cells[0])
    if dates and dates[-1].span.end >= before.cells[0].end - 2:
        return False
    unfinished = bool(_UNFINISHED.search(last))
    listed = last.count(",") >= 2 and words.count(",") >= 2
    if not listed and (_names_something(text, row) or (opens_with_verb(words) and flow != BULLET)):
        return unfinished
    if unfinished:
        return True
    return wrapped and (listed or flow != LINES) and not (ends_sentence(last) and looks_like_head(text, row))


def _names_something(text: str, row: Row) -> bool:
    """Whether a short line plainly names a job, a firm or a stretch of time, so that it begins something new."""
    words = row.of(text)
    dated = date_of(text, row)
    if dated is not None and (dated.manner == ALONE or not dated.date.single):
        return True
    if len(words_of(words)) > 9 or is_statement(text, row) or words.endswith("."):
        return False
    return best_score(role_score, text, row) >= 2 or best_score(org_score, text, row) >= 2


def unbroken(text: str, rows: Sequence[Row]) -> list[Row]:
    """Lines that broke inside a date range or a bracket, "Jun 2017 – Feb" over "2021", put together."""
    out: list[Row] = []
    margin = max((row.span.end - row.line.span.start for row in rows), default=0)
    for row in rows:
        last = out[-1] if out else None
        broken = last is not None and (_spills(text, last, row) or _closes(text, last, row) or _hangs(text, last, row, margin))
        if last is not None and last.number + 1 == row.number and broken:
            cells = (*last.cells[:-1], Span(last.cells[-1].start, row.span.end))
            out[-1] = replace(last, number=row.number, span=Span(last.span.start, row.span.end), cells=cells)
        else:
            out.append(row)
    return out


def _spills(text: str, last: Row, row: Row) -> bool:
    """Whether a line is the end of a date range that the line before begins."""
    if len(row.of(text)) > 16 or len(row.cells) > 1 or row.bullet:
        return False
    whole = find_dates(text, Span(last.cells[-1].start, row.span.end))
    joined = any(date.span.start < last.span.end and date.span.end == row.span.end and not date.single for date in whole)
    return joined and all(date.single for date in find_dates(text, row.span))


def _hangs(text: str, last: Row, row: Row, margin: int) -> bool:
    """Whether a line goes on, indented, below the last cell of a dated line that the margin broke."""
    if row.bullet or row.after_blank or len(row.cells) > 1 or len(last.cells) < 2 or not find_dates(text, last.cells[0]):
        return False
    indent = row.span.start - row.line.span.start
    below = indent > 0 and indent == last.cells[-1].start - text.rfind("\n", 0, last.cells[-1].start) - 1
    end = last.span.end - text.rfind("\n", 0, last.span.end) - 1
    return below and end + 1 + len(row.of(text).split()[0]) > margin


def _closes(text: str, last: Row, row: Row) -> bool:
    """Whether a line ends the bracket that a head line before it opens: "Acme Ltd (pumps and" over "valves; night shift)"."""
    words, tail = last.of(text), row.of(text)
    if row.bullet or last.bullet or row.after_blank or len(row.cells) > 1 or words.rfind("(") <= words.rfind(")"):
        return False
    closed = tail.find(")")
    return closed >= 0 and "(" not in tail[:closed] and len(tail) - closed <= 40 and looks_like_head(text, last)
