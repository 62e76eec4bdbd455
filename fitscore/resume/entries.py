"""Cuts a section into entries: head lines (who, where, when) and the body below them.

Every entry hangs on a line with dates. Where the first entry of a section has its dates decides how many lines above the dates
belong to the head of the others; lines that read as statements never do.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import pairwise

from fitscore.datafile import load_data
from fitscore.dates import DateRange, find_dates
from fitscore.degrees import find_degrees
from fitscore.model import LineKind, Span
from fitscore.resume.heads import label_of, strip_edges
from fitscore.resume.lexicon import comma_pieces, is_place, is_term, is_url, org_score, role_score, words_of
from fitscore.resume.rows import Row, wraps
from fitscore.text import fold, trim

_MOST_ABOVE = 4
_LONGEST_HEAD = 16
_SENTENCE_END = re.compile(r"[a-z)%\d]{2,}[.!?]\Z")
_ABBREVIATED = re.compile(r"\b(?:inc|ltd|co|corp|llc|jr|sr|st|univ|dept|etc|s\.a|b\.v|u\.s|u\.k|approx)\.\Z", re.IGNORECASE)
_BRACKETED = re.compile(r"\([^()]{0,120}\)?")
_I = re.compile(r"\bI(?:['’]m|['’]ve)?\s+[a-z]|\b(?:my|we|our|me)\b")


@dataclass(frozen=True, slots=True)
class DatedRow:
    """A head line's date, what the line says beside it, and how the date stands: alone, in the line, or beside the body.

    ``rest`` is a sentence that follows on the same line.
    """

    date: DateRange
    cells: tuple[Span, ...]
    manner: str
    rest: Span | None = None


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
    rows: Sequence[Row]
    kinds: list[str] = field(default_factory=list)
    dates: dict[int, DatedRow] = field(default_factory=dict)


@cache
def _verbs() -> tuple[frozenset[str], frozenset[str]]:
    data = load_data("resume_verbs")
    return frozenset(data["actions"]), frozenset(data["not_verbs"])


def opens_with_verb(words: str) -> bool:
    """Whether a line begins as a statement about what somebody did.

    >>> opens_with_verb("Reduced costs by 5%"), opens_with_verb("Registered Nurse"), opens_with_verb("Lead Engineer")
    (True, False, False)
    """
    actions, nouns = _verbs()
    tokens = words_of(words)
    if not tokens:
        return False
    first = tokens[0]
    if role_score(words) >= 2 and len(tokens) <= 6:
        return False
    if first in nouns:
        return False
    return first in actions or (len(first) > 4 and first.endswith(("ed", "ing"))) or (first.endswith("s") and first[:-1] in actions)


def is_statement(text: str, row: Row) -> bool:
    """Whether a line tells something in a sentence rather than naming a job, a firm or a school."""
    words = row.of(text)
    tokens = words_of(_BRACKETED.sub(" ", words))
    if row.bullet or words[:1].islower() or len(tokens) > _LONGEST_HEAD or _I.search(words):
        return True
    if _SENTENCE_END.search(words) and not _ABBREVIATED.search(words) and not find_dates(text, row.span):
        return True
    return opens_with_verb(words)


def looks_like_head(text: str, row: Row) -> bool:
    """Whether a line could name a job, a firm, a school or a place."""
    if is_statement(text, row):
        return False
    label = label_of(row.of(text))
    if label is not None:
        return label[0] != "body"
    words = _BRACKETED.sub(" ", row.of(text))
    if re.search(r"\w:\s", words) and role_score(words) < 2:
        return False
    if role_score(words) >= 2 or org_score(words) >= 2 or is_place(words) or row.line.kind is LineKind.HEADING:
        return True
    if len(words_of(words)) <= 9 and max(_best(role_score, text, row), _best(org_score, text, row)) >= 2:
        return True
    big = re.findall(r"[^\W\d_]{4,}", words.split(",")[0])
    return bool(words_of(words)) and sum(word[0].isupper() for word in big) * 3 >= 2 * len(big)


def date_of(text: str, row: Row, *, bullets: bool = False) -> DatedRow | None:
    """The date that a head line carries, or None when the line carries none or is a statement."""
    found = find_dates(text, row.span)
    if not found:
        return None
    table = _from_to(text, row)
    if table is not None:
        return table
    dates = sorted(found, key=lambda date: (date.single, date.precision == "none", -(date.span.end - date.span.start)))
    for date in dates:
        cell = next((cell for cell in row.cells if cell.contains(date.span)), row.span)
        alone = _is_rest_empty(text, cell, date)
        if row.bullet and not bullets:
            return DatedRow(date, (), "beside") if alone and cell is not row.cells[0] else None
        cells = _without(text, row, date)
        if alone or not cells:
            return DatedRow(date, cells, "alone" if not cells else "cell")
        if _at_edge(text, date, cell) and not _tells(text, row, date, cells):
            return _in_line(text, date, cell, cells)
    return None


def _from_to(text: str, row: Row) -> DatedRow | None:
    """A table with a column for the start and one for the end."""
    for one, two in pairwise(row.cells):
        first, last = find_dates(text, one), find_dates(text, two)
        whole = bool(first) and first[0].span == one and first[0].single
        current = fold(two.of(text)).strip(" .") in ("present", "current", "now", "to date", "today", "ongoing")
        if whole and (current or (last and last[0].span == two and last[0].single)):
            date = replace(first[0], span=Span(one.start, two.end), end=None if current else last[0].end, current=current, single=False)
            return DatedRow(date, tuple(cell for cell in row.cells if cell not in (one, two)), "cell")
    return None


def _is_rest_empty(text: str, cell: Span, date: DateRange) -> bool:
    rest = f"{text[cell.start : date.span.start]} {text[date.span.end : cell.end]}"
    return all(is_term(piece) or is_place(piece) or _is_date_word(piece) for piece in re.split(r"[|·•,;()\n]|\s[-–—]\s", rest) if piece.strip(" .:-–—"))


def _is_date_word(piece: str) -> bool:
    return bool(find_dates(piece)) and len(words_of(piece)) <= 4 or all(
        word in ("expected", "graduated", "graduation", "anticipated", "completed", "grad", "class", "of", "from", "dates", "date", "since", "exp", "awarded", "issued", "in", "period", "duration", "degree", "year", "approx", "circa")
        for word in words_of(piece)
    )


def _without(text: str, row: Row, date: DateRange) -> tuple[Span, ...]:
    """The cells of a line without the date."""
    out: list[Span] = []
    for cell in row.cells:
        pieces = [cell]
        if cell.overlaps(date.span):
            pieces = [Span(cell.start, date.span.start), Span(date.span.end, cell.end)]
        for piece in pieces:
            bare = strip_edges(text, piece) if piece.start < piece.end else None
            if bare is not None and not _is_date_word(bare.of(text)):
                out.append(bare)
    return tuple(out)


def _in_line(text: str, date: DateRange, cell: Span, cells: tuple[Span, ...]) -> DatedRow:
    """A date inside a line; a sentence after its closing bracket is told apart."""
    after = strip_edges(text, Span(date.span.end, cell.end)) if date.span.end < cell.end else None
    before = tuple(piece for piece in cells if piece.start < date.span.start)
    if after is not None and before and not _is_place_or_term(after.of(text)) and text[date.span.end] == ")":
        return DatedRow(date, before, "line", after)
    return DatedRow(date, cells, "line")


def _at_edge(text: str, date: DateRange, cell: Span) -> bool:
    before = text[cell.start : date.span.start].strip(" (,|·•-–—[")
    after = text[date.span.end : cell.end].strip(" ),.|·•-–—:]")
    if not before or not after or _is_place_or_term(after) or (date.expected and len(words_of(after)) <= 2):
        return True
    if not date.single and text[date.span.end : date.span.end + 1] in (",", "|", ";") and before and before[-1].isalnum():
        return len(words_of(before)) + len(words_of(after)) <= 16 and bool(re.search(r"[,|;(–—-]\s*\Z", text[cell.start : date.span.start]))
    # "Engineer, Acme, Leeds (2019 - 2021) Looks after the mill": a range in brackets may be followed by a sentence.
    return not date.single and text[date.span.end : date.span.end + 1] == ")"


def _is_place_or_term(words: str) -> bool:
    return is_place(words) or is_term(words)


def _tells(text: str, row: Row, date: DateRange, cells: Sequence[Span]) -> bool:
    """Whether the line is a statement that merely ends or begins with a date."""
    words = " ".join(cell.of(text) for cell in cells if cell.start < date.span.start or len(cells) == 1)
    tokens = words_of(words)
    if date.single and (len(tokens) > 12 or re.search(r"\b(?:in|on|by|until|since|after|before|from)\s*\Z", fold(text[row.span.start : date.span.start]))):
        return True
    return words[:1].islower() or len(tokens) > 22 or opens_with_verb(words) or bool(_I.search(words))


def cut(text: str, rows: Sequence[Row], widths: dict[tuple[int, int], int], *, schools: bool = False) -> tuple[tuple[Row, ...], tuple[Entry, ...]]:
    """The entries of a section.

    Args:
        text: the whole text.
        rows: the lines of the section.
        widths: line widths by page and column.
        schools: the section is about education, so degree words make a head line too.

    Returns:
        The lines before the first entry, and the entries.
    """
    rows = [_unbulleted(text, row) for row in _unbroken(text, rows) if not is_url(row.of(text))]
    plan = _plan(text, rows, widths, schools=schools)
    anchors = sorted(plan.dates)
    starts = _starts(text, plan, anchors, schools=schools)
    if not starts:
        return tuple(rows), ()
    entries = []
    bounds = [*starts, (len(rows), None)]
    for (start, anchor), (end, _) in pairwise(bounds):
        entries.append(_entry(text, plan, start, end, anchor))
    return tuple(rows[: starts[0][0]]), tuple(entries)


def _unbulleted(text: str, row: Row) -> Row:
    """A line with a bullet that names a firm, job or school beside its place or dates is a head line all the same."""
    if not row.bullet or len(row.cells) < 2 or len(words_of(row.cells[0].of(text))) > 9:
        return row
    plain_row = replace(row, bullet=False)
    first = row.cells[0].of(text)
    others = [cell.of(text) for cell in row.cells[1:]]
    if not all(is_place(words) or is_term(words) or _is_date_word(words) for words in others):
        return row
    named = role_score(first) >= 2 or org_score(first) >= 2 or bool(find_degrees(first))
    placed = any(is_place(words) for words in others)
    if (named or placed) and looks_like_head(text, plain_row.within(row.cells[0])):
        return plain_row
    return row


def _unbroken(text: str, rows: Sequence[Row]) -> list[Row]:
    """Lines with a date range that broke inside a narrow cell, "Jun 2017 – Feb" over "2021", put together."""
    out: list[Row] = []
    for row in rows:
        last = out[-1] if out else None
        if last is not None and last.number + 1 == row.number and _spills(text, last, row):
            cells = (*last.cells[:-1], Span(last.cells[-1].start, row.span.end))
            out[-1] = replace(last, number=row.number, span=Span(last.span.start, row.span.end), cells=cells)
        else:
            out.append(row)
    return out


def _spills(text: str, last: Row, row: Row) -> bool:
    if len(row.of(text)) > 16 or len(row.cells) > 1 or row.bullet:
        return False
    whole = Span(last.cells[-1].start, row.span.end)
    return any(date.span.start < last.span.end and date.span.end == row.span.end and not date.single for date in find_dates(text, whole)) and not (
        any(date.span.start >= row.span.start and not date.single for date in find_dates(text, row.span))
    )


def _plan(text: str, rows: Sequence[Row], widths: dict[tuple[int, int], int], *, schools: bool) -> _Plan:
    plan = _Plan(rows)
    plain = [date_of(text, row) for row in rows]
    listed = not any(found and found.manner != "beside" for row, found in zip(rows, plain, strict=True) if not row.bullet)
    for at, row in enumerate(rows):
        before = rows[at - 1] if at else None
        width = widths.get(before.region, 0) if before else 0
        running = before is not None and continues(text, before, row, plan.kinds[-1], width)
        found = plain[at] or (date_of(text, row, bullets=True) if listed and row.bullet else None)
        if found is not None and row.bullet and found.manner != "beside" and not _names_job(text, row, schools=schools):
            found = None
        if found is not None and running and found.manner != "beside" and not (found.manner in ("alone", "cell") and not found.date.single):
            found = None
        if found is not None:
            plan.dates[at] = found
            plan.kinds.append("body" if found.manner == "beside" else "head")
        elif running or row.bullet or not looks_like_head(text, row):
            plan.kinds.append("body")
        else:
            plan.kinds.append("head")
    return plan


def _names_job(text: str, row: Row, *, schools: bool) -> bool:
    return role_score(row.of(text)) >= 2 or (schools and bool(find_degrees(text, row.span)))


def continues(text: str, before: Row, row: Row, kind: str, width: int, *, bulleted: bool = False) -> bool:
    """Whether a line goes on where the line before broke at the margin; ``bulleted``: both may belong to one bullet."""
    if row.bullet or row.after_blank or row.line.kind is LineKind.HEADING or before.region != row.region:
        return False
    words, last = row.of(text), before.cells[0].of(text)
    if label_of(words) is not None:
        return False
    if words[:1].islower() and not words.startswith(("iOS", "e-")):
        return True
    if kind != "body" or len(trimmed(text, before).cells) > 1 or len(trimmed(text, row).cells) > 1:
        return False
    ending = find_dates(text, before.cells[0])
    if ending and ending[-1].span.end >= before.cells[0].end - 2:
        return False
    listed = last.count(",") >= 2 and words.count(",") >= 2
    if not listed and (_names_something(text, row) or (opens_with_verb(words) and not bulleted)):
        return bool(_UNFINISHED.search(last))
    if last.endswith(("-", ",", "/", "&", "(")) or (_UNFINISHED.search(last) and before.bullet):
        return True
    if _SENTENCE_END.search(last) and not _ABBREVIATED.search(last) and looks_like_head(text, row):
        return False
    return wraps(text, before, row, width)


_UNFINISHED = re.compile(r"[-,/&(–]\Z|\b(?:and|or|of|the|a|an|with|for|in|to|by|from|using|as|at|on|than|that|which|via|into)\Z")


def _names_something(text: str, row: Row) -> bool:
    """Whether a short line plainly names a job, a firm or a stretch of time, so that it begins something new."""
    words = row.of(text)
    dated = date_of(text, row)
    if dated is not None and (dated.manner == "alone" or not dated.date.single):
        return True
    if len(words_of(words)) > 9 or is_statement(text, row) or words.endswith("."):
        return False
    return _best(role_score, text, row) >= 2 or _best(org_score, text, row) >= 2


def _best(score: Callable[[str], float], text: str, row: Row) -> float:
    """The best score of the line, its cells and the pieces between commas."""
    pieces = [piece.of(text) for cell in row.cells for piece in comma_pieces(text, cell)]
    return max(score(words) for words in (row.of(text), *(words for words in pieces if " " in words)))


def _starts(text: str, plan: _Plan, anchors: Sequence[int], *, schools: bool) -> list[tuple[int, int | None]]:
    """Where each entry starts, and the line of its date."""
    starts: list[tuple[int, int | None]] = []
    above: int | None = None
    floor = 0
    for number, anchor in enumerate(anchors):
        if plan.dates[anchor].manner == "beside" and starts and starts[-1][1] is not None and starts[-1][1] >= floor and _same_head(plan, starts[-1][0], anchor):
            continue
        limit = _MOST_ABOVE if above is None else above
        start = _climb(text, plan, anchor, floor, limit)
        if above is None or plan.dates[anchor].manner == "beside":
            above = max(above or 0, anchor - start) if plan.dates[anchor].manner == "beside" else anchor - start
        starts.append((start, anchor))
        following = anchors[number + 1] if number + 1 < len(anchors) else len(plan.rows)
        floor = anchor + 1 if following else anchor
    return _with_undated(text, plan, starts, schools=schools)


def _same_head(plan: _Plan, start: int, anchor: int) -> bool:
    """Whether no new head stands between the start of an entry and a date beside its body."""
    kinds = plan.kinds[start:anchor]
    first_body = next((at for at, kind in enumerate(kinds) if kind == "body"), len(kinds))
    return "head" not in kinds[first_body:]


def _climb(text: str, plan: _Plan, anchor: int, floor: int, limit: int) -> int:
    start = anchor
    while start > floor and anchor - start < limit and plan.kinds[start - 1] == "head" and start - 1 not in plan.dates:
        if plan.rows[start].after_blank and anchor - start >= 1 and plan.rows[start - 1].line.kind is not LineKind.HEADING:
            break
        start -= 1
    return start


def _with_undated(text: str, plan: _Plan, starts: list[tuple[int, int | None]], *, schools: bool) -> list[tuple[int, int | None]]:
    """Adds the entries that carry no date: head lines with a job title between two bodies."""
    bounds = [start for start, _ in starts] + [len(plan.rows)]
    found = list(starts)
    edges = [(0, bounds[0])] + [
        (anchor if anchor is not None else start, end) for (start, anchor), end in zip(starts, bounds[1:], strict=True)
    ]
    for number, (low, high) in enumerate(edges):
        at = low if number == 0 else low + 1
        seen_body = number == 0
        while at < high:
            if plan.kinds[at] == "body":
                seen_body = True
                at += 1
                continue
            end = at
            while end < high and plan.kinds[end] == "head":
                end += 1
            if seen_body and _is_undated_head(text, plan, at, end, high, schools=schools):
                found.append((at, None))
            at = end
    return sorted(found)


def _is_undated_head(text: str, plan: _Plan, start: int, end: int, high: int, *, schools: bool) -> bool:
    rows = plan.rows[start:end]
    if end - start > 3:
        return False
    named = any(role_score(row.of(text)) >= 2 or (schools and find_degrees(text, row.span)) for row in rows)
    if not named:
        return False
    followed = end < high and plan.rows[end].bullet
    return followed or schools or rows[0].after_blank or rows[0].line.kind is LineKind.HEADING or start == 0


def _entry(text: str, plan: _Plan, start: int, end: int, anchor: int | None) -> Entry:
    rows = plan.rows
    head: list[Row] = []
    at = start
    while at < end and plan.kinds[at] == "head" and (len(head) < _MOST_ABOVE + 2):
        head.append(rows[at])
        at += 1
    if anchor is None or plan.dates[anchor].manner == "beside":
        body = rows[at:end]
        dated = plan.dates.get(anchor) if anchor is not None else None
        return Entry(tuple(head), tuple(body), dated, rows[anchor] if anchor is not None else None)
    below = [row for row in head if row.number > rows[anchor].number]
    keep = _below(text, plan, below, rows, end)
    head = [row for row in head if row.number <= rows[anchor].number or row in keep]
    body = [row for row in rows[start:end] if row not in head]
    rest = plan.dates[anchor].rest
    if rest is not None:
        body.insert(0, rows[anchor].within(rest))
    return Entry(tuple(head), tuple(body), plan.dates[anchor], rows[anchor])


def _below(text: str, plan: _Plan, below: Sequence[Row], rows: Sequence[Row], end: int) -> list[Row]:
    """The lines under the date that may still belong to the head: at most two, places and terms apart."""
    keep: list[Row] = []
    named = 0
    for row in below:
        words = row.of(text)
        plain_place = is_place(words) or is_term(words)
        if named >= 2 and not plain_place:
            break
        keep.append(row)
        named += not plain_place
    return keep


def trimmed(text: str, row: Row) -> Row:
    """A body line without date, duration and place cells at its right."""
    if len(row.cells) < 2:
        return row
    keep = len(row.cells)
    while keep > 1:
        cell = row.cells[keep - 1]
        words = cell.of(text)
        dates = find_dates(text, cell)
        if is_term(words) or is_place(words) or (dates and _is_rest_empty(text, cell, dates[0])):
            keep -= 1
        else:
            break
    if keep == len(row.cells):
        return row
    return replace(row, span=trim(text, Span(row.span.start, row.cells[keep - 1].end)), cells=row.cells[:keep])
