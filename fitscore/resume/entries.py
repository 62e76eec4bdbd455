"""Cuts a section into entries: head lines (who, where, when) and the body below them.

Every entry hangs on a line with dates. Where the first entry of a section has its dates decides how many lines above the dates
belong to the head of the others; lines that read as statements never do.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from fitscore.dates import DateRange, find_dates
from fitscore.degrees import find_degrees
from fitscore.model import LineKind, Span
from fitscore.resume.dated import ALONE, BESIDE, IN_LINE, DatedRow, date_of, is_date_word, is_step
from fitscore.resume.labels import is_label
from fitscore.resume.lexicon import is_place, is_term, is_url, org_score, role_score, without_place, without_terms, words_of
from fitscore.resume.rows import Row, Widths
from fitscore.resume.shapes import best_score, is_statement, looks_like_head
from fitscore.resume.wrapping import BULLET, LINES, continues, unbroken
from fitscore.text import split

Start = tuple[int, int | None]
"""Where an entry starts, and the line of its date; None for an entry without dates."""

_MOST_ABOVE = 4
_SENTENCE = re.compile(r"(?<=[a-z)]{3})\.\s+(?=[A-Z])")
_POST_END = re.compile(r"(?<=[\w)])\.\s+(?=[A-Z])")
_HEAD, _BODY = "head", "body"


@dataclass(frozen=True, slots=True)
class Entry:
    """One job, degree or the like: its head lines, its date if any, and its body lines."""

    head: tuple[Row, ...]
    body: tuple[Row, ...]
    dated: DatedRow | None = None
    dated_row: Row | None = None

    @property
    def rows(self) -> tuple[Row, ...]:
        """All lines in reading order."""
        return tuple(sorted((*self.head, *self.body), key=lambda row: row.number))

    def lines(self) -> list[list[Span]]:
        """The cells of the head lines, dates taken out."""
        own = list(self.dated.cells) if self.dated is not None else []
        return [own if row is self.dated_row else list(row.cells) for row in self.head]


@dataclass(slots=True)
class _Plan:
    """The lines of a section, what each is part of, the dates of its entries by line, and whether blank lines part them."""

    rows: Sequence[Row]
    kinds: list[str] = field(default_factory=list)
    dates: dict[int, DatedRow] = field(default_factory=dict)
    spaced: bool = False


def cut(text: str, rows: Sequence[Row], widths: Widths, *, schools: bool = False) -> tuple[tuple[Row, ...], tuple[Entry, ...]]:
    """The entries of a section.

    Args:
        text: the whole text.
        rows: the lines of the section.
        widths: line widths by page and column.
        schools: the section is about education, so degree words make a head line too.

    Returns:
        The lines before the first entry, and the entries.
    """
    rows = [_unbulleted(text, row) for row in unbroken(text, rows) if not (is_url(row.of(text)) or _names_columns(text, row))]
    rows = [part for row in rows for part in _sentences(text, row)]
    plan = _plan(text, rows, widths, schools=schools)
    starts = _with_undated(text, plan, _starts(text, plan), schools=schools)
    if not starts:
        return tuple(rows), ()
    ends = [start for start, _ in starts[1:]] + [len(rows)]
    entries = [_entry(text, plan, start, end, anchor) for (start, anchor), end in zip(starts, ends, strict=True)]
    return tuple(rows[: starts[0][0]]), tuple(entries)


def _names_columns(text: str, row: Row) -> bool:
    """Whether a line is the heading of a table: "From | To | Employer | Position"."""
    labels = sum(is_label(cell.of(text)) for cell in row.cells)
    return len(row.cells) > 1 and (labels == len(row.cells) or (labels >= 3 and not find_dates(text, row.span)))


def _sentences(text: str, row: Row) -> list[Row]:
    """A line of several posts told by the sentence, each with its dates, as that many lines."""
    parts = [] if row.bullet or len(row.cells) > 1 else [row.within(span) for span in split(text, row.span, _POST_END)]
    dates = [date_of(text, part) for part in parts] if len(parts) > 1 else []
    told = bool(dates) and all(date is not None and date.rest is None and not date.date.single for date in dates)
    return parts if told else [row]


def _unbulleted(text: str, row: Row) -> Row:
    """A line with a bullet that names a firm, job or school beside its place or dates is a head line all the same."""
    if not row.bullet or len(row.cells) < 2 or len(words_of(row.cells[0].of(text))) > 9:
        return row
    plain_row = replace(row, bullet=False)
    first = row.cells[0].of(text)
    others = [cell.of(text) for cell in row.cells[1:]]
    if not all(is_place(words) or is_term(words) or is_date_word(words) for words in others):
        return row
    named = role_score(first) >= 2 or org_score(first) >= 2 or bool(find_degrees(first))
    placed = any(is_place(words) for words in others)
    if (named or placed) and looks_like_head(text, plain_row.within(row.cells[0])):
        return plain_row
    return row


def _plan(text: str, rows: Sequence[Row], widths: Widths, *, schools: bool) -> _Plan:
    """What each line is: part of a head or of a body; and the dates that heads carry."""
    plan = _Plan(rows, spaced=any(row.after_blank for row in rows[1:]))
    dates = [date_of(text, row) for row in rows]
    # Where no line but bullets carries dates, the bullets are the jobs: "• Engineer, Acme (2019 - 2021)".
    listed = not any(date and date.manner != BESIDE for row, date in zip(rows, dates, strict=True) if not row.bullet)
    flow = LINES
    for at, row in enumerate(rows):
        before = rows[at - 1] if at else None
        width = widths.get(before.region, 0) if before else 0
        running = before is not None and continues(text, before, row, plan.kinds[-1], width, flow=flow)
        flow = BULLET if row.bullet else flow if running else LINES
        date = dates[at] or (date_of(text, row, bullets=True) if listed and row.bullet else None)
        if date is not None and _counts(text, row, date, running=running, schools=schools):
            plan.dates[at] = date
            plan.kinds.append(_BODY if date.manner == BESIDE else _HEAD)
        else:
            named = not running and looks_like_head(text, row)
            named = named or (at - 1 in plan.dates and plan.dates[at - 1].manner == ALONE and _is_named_below(text, plan, at))
            plan.kinds.append(_HEAD if named and not row.bullet else _BODY)
    _drop_steps(text, plan, schools=schools)
    return plan


def _is_named_below(text: str, plan: _Plan, at: int) -> bool:
    """Whether a line under a date of its own is what it is of: a title in small letters, or any name where the date opens."""
    row = plan.rows[at]
    words = without_terms(text, row.span).of(text)
    if words.endswith(".") or len(words_of(words)) > 8:
        return False
    opens = at == 1 or plan.rows[at - 1].after_blank or plan.kinds[at - 2] == _BODY
    return role_score(words) >= 2 or (opens and not is_statement(text, row))


def _drop_steps(text: str, plan: _Plan, *, schools: bool) -> None:
    """Takes out dates that tell of a step inside the job whose range stands beside them: "Shift Lead from 03/2022"."""
    for at, dated in list(plan.dates.items()):
        if not schools and _is_client(text, plan, at):
            del plan.dates[at]
            plan.kinds[at] = _BODY
            continue
        aside = not schools and dated.date.single and dated.manner == IN_LINE
        if not (aside or is_step(text, plan.rows[at], dated)):
            continue
        for other in (at - 1, at + 1, at - 2, at + 2):
            between = plan.kinds[min(at, other) : max(at, other)] if 0 <= other < len(plan.rows) else [_BODY]
            if other in plan.dates and _BODY not in between and _spans(plan.dates[other].date, dated.date):
                del plan.dates[at]
                row = plan.rows[at]
                told = _told(text, row)
                named = row if told is None else row.within(Span(row.span.start, told.start))
                plan.kinds[at] = _HEAD if looks_like_head(text, named) else _BODY
                break


def _is_client(text: str, plan: _Plan, at: int) -> bool:
    """Whether a line tells of work for one client inside the job above: "Quill Oats (2021-22): packaging for nine lines"."""
    dated = plan.dates[at]
    before = next((other for other in reversed(range(at)) if other in plan.dates), None)
    if before is None or dated.rest is None or not text[dated.rest.start].islower() or dated.date.single:
        return False
    return ":" in text[dated.date.span.end : dated.rest.start] and _spans(plan.dates[before].date, dated.date)


def _spans(outer: DateRange, inner: DateRange) -> bool:
    if outer.start is None or inner.start is None or outer.single:
        return False
    return outer.start <= inner.start and (outer.end is None or inner.start <= outer.end)


def _counts(text: str, row: Row, date: DatedRow, *, running: bool, schools: bool) -> bool:
    """Whether a date found in a line is the date of an entry."""
    if date.manner == BESIDE:
        return True
    if row.bullet and not (role_score(row.of(text)) >= 2 or (schools and find_degrees(text, row.span))):
        return False
    return not running or (date.manner != IN_LINE and not date.date.single)


def _starts(text: str, plan: _Plan) -> list[Start]:
    """Where each entry starts, and the line of its date."""
    starts: list[Start] = []
    above: int | None = None
    floor = 0
    for anchor in sorted(plan.dates):
        beside = plan.dates[anchor].manner == BESIDE
        if beside and starts and not _new_head(plan, starts[-1][0], anchor):
            continue
        start = _climb(text, plan, anchor, floor, _MOST_ABOVE if above is None or beside else above)
        bare = start == anchor and plan.dates[anchor].manner == ALONE and _HEAD not in plan.kinds[anchor + 1 : anchor + 2]
        above = anchor - start if above is None and not (beside or bare) else above
        starts.append((start, anchor))
        floor = anchor + 1
    return starts


def _new_head(plan: _Plan, start: int, anchor: int) -> bool:
    """Whether a new head stands between the start of an entry and a date beside its body."""
    kinds = plan.kinds[start:anchor]
    return _BODY in kinds and _HEAD in kinds[kinds.index(_BODY) :]


def _climb(text: str, plan: _Plan, anchor: int, floor: int, limit: int) -> int:
    """The first head line of the entry whose date stands at ``anchor``."""
    start = anchor
    if plan.dates[anchor].manner == BESIDE:
        while start > floor and plan.kinds[start - 1] == _BODY and start - 1 not in plan.dates:
            start -= 1
    foot = start
    while start > floor and foot - start < limit and plan.kinds[start - 1] == _HEAD and start - 1 not in plan.dates:
        if foot > start and plan.rows[start].after_blank and plan.rows[start - 1].line.kind is not LineKind.HEADING:
            break
        start -= 1
    return _to_title(text, plan, start, anchor, floor)


def _to_title(text: str, plan: _Plan, start: int, anchor: int, floor: int) -> int:
    """The start of an entry moved up to the head of its paragraph, or to the job title that it lacks else."""
    rows = plan.rows
    if plan.dates[anchor].manner == BESIDE:
        return start
    for up in (1, 2):
        top = start - up
        if top < floor or plan.kinds[top] != _HEAD or top in plan.dates or rows[top + 1].after_blank:
            break
        if rows[top].after_blank and plan.spaced:
            return top
    lacking = start < anchor and not any(best_score(role_score, text, row) >= 2 for row in rows[start : anchor + 1])
    above = start - 1
    if start == anchor and above > floor and _is_firm_above(text, plan, above):
        return above
    if lacking and above >= floor and plan.kinds[above] == _HEAD and above not in plan.dates and not rows[start].after_blank:
        return above if best_score(role_score, text, rows[above]) >= 2 else start
    return start


def _is_firm_above(text: str, plan: _Plan, above: int) -> bool:
    """Whether a line between a body and a dated title is the firm it lacks: "Crust Ltd, Leeds" over "Baker 2019-21"."""
    row, titled = plan.rows[above], plan.rows[above + 1]
    if plan.kinds[above] != _HEAD or above in plan.dates or plan.kinds[above - 1] == _HEAD or titled.after_blank:
        return False
    below = plan.rows[above + 2] if above + 2 < len(plan.rows) and plan.kinds[above + 2] == _HEAD else None
    firms = [best_score(org_score, text, other) for other in (titled, below) if other is not None and not other.bullet]
    firm = best_score(org_score, text, row) >= 2 or without_place(text, row.span)[1] is not None
    return firm and max(firms) < 2 and best_score(role_score, text, titled) >= 2 > best_score(role_score, text, row)


def _with_undated(text: str, plan: _Plan, starts: Sequence[Start], *, schools: bool) -> list[Start]:
    """Adds the entries that carry no date: head lines with a job title between two bodies."""
    found = [*starts, *(_degrees_apart(text, plan, starts) if schools else ())]
    found.sort(key=lambda start: start[0])
    starts = list(found)
    ends = [start for start, _ in starts[1:]] + [len(plan.rows)]
    stretches = [(0, starts[0][0] if starts else len(plan.rows))]
    stretches += [(max(start, anchor or 0) + 1, end) for (start, anchor), end in zip(starts, ends, strict=False)]
    for number, (low, high) in enumerate(stretches):
        at, seen_body = low, number == 0
        while at < high:
            end = at + 1
            while end < high and plan.kinds[end] == plan.kinds[at]:
                end += 1
            if plan.kinds[at] == _BODY:
                seen_body = True
            elif seen_body and _is_undated_head(text, plan, at, end, high, schools=schools):
                found.append((at, None))
            at = end
    return sorted(found, key=lambda start: start[0])


def _degrees_apart(text: str, plan: _Plan, starts: Sequence[Start]) -> list[Start]:
    """Undated lines that name a degree below a dated entry that has one already: each is a study of its own."""
    found: list[Start] = []
    firsts = {start for start, _ in starts}
    anchors = {anchor for _, anchor in starts}
    seen = False
    for at, row in enumerate(plan.rows):
        named = not row.bullet and any(not m.generic for m in find_degrees(text, row.span, of_study=True))
        seen = seen and at not in firsts
        if named and seen and at not in anchors and not row.of(text)[:1].islower():
            found.append((at, None))
        seen = seen or named
    return found


def _is_undated_head(text: str, plan: _Plan, start: int, end: int, high: int, *, schools: bool) -> bool:
    """Whether head lines without a date begin an entry: few, with a job title, and set off from what is around them."""
    rows = plan.rows[start:end]
    if end - start > 3:
        return False
    named = any(role_score(row.of(text)) >= 2 or (schools and find_degrees(text, row.span)) for row in rows)
    followed = end < high and plan.rows[end].bullet
    return named and (followed or schools or rows[0].after_blank or rows[0].line.kind is LineKind.HEADING or start == 0)


def _entry(text: str, plan: _Plan, start: int, end: int, anchor: int | None) -> Entry:
    """The entry between two lines, its head told from its body."""
    rows = plan.rows[start:end]
    top = next((at for at, row in enumerate(rows) if plan.kinds[start + at] == _BODY), len(rows))
    head = list(rows[: min(top, _MOST_ABOVE + 2)])
    date = None if anchor is None else plan.dates[anchor]
    dated_row = None if anchor is None else plan.rows[anchor]
    if dated_row is not None and date is not None and date.manner != BESIDE:
        below = _below(text, [row for row in head if row.number > dated_row.number])
        head = [row for row in head if row.number <= dated_row.number or row in below]
    body = [row for row in rows if row not in head]
    for at, row in enumerate(head):
        told = None if row is dated_row else _told(text, row)
        if told is not None:
            head[at] = row.within(Span(row.span.start, told.start))
            body.append(row.within(told))
    if date is not None and date.rest is not None and dated_row is not None:
        body.insert(0, dated_row.within(date.rest))
    return Entry(tuple(head), tuple(body), date, dated_row)


def _told(text: str, row: Row) -> Span | None:
    """The sentence behind a name in a head line: "Elm Infirmary. Full time, then 30 hours a week"."""
    dot = _SENTENCE.search(text, row.span.start, row.span.end)
    if dot is None or len(row.cells) > 1 or len(words_of(text[dot.end() : row.span.end])) < 3:
        return None
    tail = Span(dot.end(), row.span.end)
    return None if is_place(tail.of(text)) or role_score(tail.of(text)) >= 2 else tail


def _below(text: str, below: Sequence[Row]) -> list[Row]:
    """The lines under the date that may still belong to the head: at most two, places and terms apart."""
    keep: list[Row] = []
    named = 0
    for row in below:
        aside = is_place(row.of(text)) or is_term(row.of(text))
        if named >= 2 and not aside:
            break
        keep.append(row)
        named += not aside
    return keep
