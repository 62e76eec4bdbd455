"""Dates and date ranges as CVs write them: months, years, seasons, "Present", open ends. Pure: no clock, no files but the words.

Every named month counts whole; a bare year stands for January to December; "Present" ends with the last complete month before
the as-of month.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from fitscore.datafile import load_data
from fitscore.model import Month, Span
from fitscore.quantities import number_of
from fitscore.text import fold

OLDEST, NEWEST = 1940, 2069
"""Years outside are not dates of a working life."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DateRange:
    """A stretch of time found in a text. ``start`` and ``end`` are its first and last month; None where not stated.

    ``precision`` is ``month``, ``year`` or ``none`` (placeholders); ``single``: one date, not a range; ``current``: it has no
    end yet; ``expected``: the words say that it still lies ahead.
    """

    span: Span
    start: Month | None
    end: Month | None
    current: bool = False
    precision: str = "month"
    single: bool = False
    expected: bool = False

    @property
    def backwards(self) -> bool:
        """Whether it ends before it starts."""
        return self.start is not None and self.end is not None and self.end < self.start


@dataclass(frozen=True, slots=True)
class _Point:
    span: Span
    kind: str
    first: Month | None = None
    last: Month | None = None
    month: int = 0

    @property
    def precision(self) -> str:
        return "none" if self.first is None else "year" if self.kind == "year" else "month"


def _either(words: Iterable[str]) -> str:
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=lambda word: (-len(word), word)))


@cache
def _words() -> tuple[dict[str, int], dict[str, tuple[int, int]]]:
    data = load_data("months")
    months = {word: int(entry["month"]) for entry in data["months"] for word in entry["words"]}
    seasons = {word: (int(entry["months"][0]), int(entry["months"][1])) for entry in data["seasons"] for word in entry["words"]}
    return months, seasons


@cache
def _point_pattern() -> re.Pattern[str]:
    months, seasons = _words()
    data = load_data("months")
    month = rf"(?:{_either(months)})"
    return re.compile(
        rf"""
        (?<![\w$£€#])(?<!\d[.,])(?:
            (?P<iso_year>(?:19|20)\d\d)(?P<iso_sep>\s?[/.\-]\s?|\s?–\s?)(?P<iso_month>\d{{1,2}})
              (?:(?<=\d[/.\-]\d)|(?<=\d[/.\-]\d\d)|(?![/.](?:19|20)\d\d))(?:[/.\-]\d{{1,2}})?(?![\w%])
          | (?P<day_month>\d{{1,2}})[/.\-](?P<mid>\d{{1,2}})[/.\-](?P<full_year>(?:19|20)\d\d)(?!\w)
          | (?P<num_month>\d{{1,2}})\s?[/.\-]\s?(?P<num_year>(?:19|20)\d\d)(?!\w)(?!\.\d)
          | (?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?(?P<name>{month})(?!\w)[.,]?\s*[-/,]?\s*
              (?:(?:\d{{1,2}}(?:st|nd|rd|th)?\s*,?\s+(?=(?:19|20)\d\d))?(?P<name_year>(?:19|20)\d\d)|'(?P<name_short>\d\d))(?!\w)
          | (?P<back_year>(?:19|20)\d\d)[\s,/-]{{1,2}}(?P<back_name>{month})(?!\w)
          | (?P<season>{_either(seasons)})(?!\w)[\s,'/-]{{0,3}}(?P<season_year>(?:19|20)?\d\d)(?!\w)
          | (?P<tail_year>(?:19|20)\d\d)[\s/-]{{0,2}}(?P<tail_season>q[1-4]|h[12])(?!\w)
          | (?:{month}\.?\s+|\d\d?\s?/\s?)?(?P<unknown>(?:19|20)(?:xx|yy|__|\?\?|\dx))(?!\w)
          | (?P<year>(?:19|20)\d\d)(?![\w%])(?!,\d{{3}})(?!\.\d)
          | '(?P<short>\d\d)(?!\w)
          | (?P<short_month>\d{{1,2}})/(?P<short_year>\d\d)(?![\w/])
          | (?P<lone_name>{month})(?!\w)\.?(?:[\s-]{{1,2}}(?P<lone_year>\d\d)(?!\w))?
          | (?P<present>{_either(data["present"])})(?!\w)
        )
        """,
        re.VERBOSE,
    )


@cache
def _links() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """What stands between two ends; before an open start; after one; before a lone end; before something yet to come."""
    data = load_data("months")
    ahead = rf"(?:{_either(data['expected'])})"
    joint = rf"(?:-{{1,3}}|>|~|→|/|(?:{_either(data['to'])})(?!\w))"
    broken = r"[ ]?\n[ ]{0,40}"  # an indented line goes on
    between = re.compile(rf"(?:{broken}|[\s.,()]{{0,3}}){joint}(?:{broken}|[\s.:(]{{0,3}})(?:{ahead}[\s.:]{{0,3}})?")
    since = re.compile(rf"(?<!\w)(?:{_either(data['since'])})[\s:]{{1,3}}\Z")
    edge = r"(?:\s{0,3}(?=\Z|[|)\]·•;\n\t\0])|(?=\s{3}))"
    onwards = re.compile(rf"\s{{0,2}}(?:(?:{_either(data['onwards'])})(?!\w)|(?:-{{1,2}}|→|to){edge})")
    until = re.compile(rf"(?<!\w)(?:{_either(data['until'])})[\s:]{{1,3}}\Z")
    expected = re.compile(rf"(?<!\w){ahead}(?!\w)")
    return between, since, onwards, until, expected


def find_dates(text: str, span: Span | None = None) -> tuple[DateRange, ...]:
    """The dates and date ranges of a text, left to right.

    Args:
        text: the whole text.
        span: where to look, default everywhere.

    >>> find_dates("March 2021 to date")[0].current
    True
    >>> [(str(d.start), str(d.end), d.current) for d in find_dates("Mar 2016 – Sept 2017, 05/2019–Present, June-August 2024")]
    [('2016-03', '2017-09', False), ('2019-05', 'None', True), ('2024-06', '2024-08', False)]
    """
    start, stop = span or Span(0, len(text))
    # Dates do not run over the cells of a line.
    folded = "".join("\0" if raw == "\t" else low for raw, low in zip(text[start:stop], fold(text[start:stop]), strict=True))
    points = _points(folded)
    found: list[DateRange] = []
    at = 0
    while at < len(points):
        used, date = _read(folded, points, at)
        at += used
        if date is not None:
            found.append(replace(date, span=Span(date.span.start + start, date.span.end + start)))
    return tuple(found)


def _year(short: int) -> int:
    return short if short > 99 else 1900 + short if short >= 60 else 2000 + short


def _points(folded: str) -> list[_Point]:
    points = [_point(match) for match in _point_pattern().finditer(folded)]
    return [point for point in points if point is not None and _sane(point)]


def _sane(point: _Point) -> bool:
    return point.first is None or OLDEST <= point.first.year <= NEWEST


def _point(match: re.Match[str]) -> _Point | None:
    months, seasons = _words()
    span = Span(*match.span())
    kind = match.lastgroup or ""
    if match["present"]:
        return _Point(span, "present")
    if match["unknown"]:
        return _Point(span, "unknown")
    if match["lone_name"]:
        month = months[match["lone_name"]]
        if match["lone_year"]:
            when = Month(_year(int(match["lone_year"])), month)
            return _Point(span, "short", when, when, month)
        return _Point(span, "name", month=month)
    if match["season"] or match["tail_season"]:
        low, high = seasons[match["season"] or match["tail_season"]]
        year = _year(int(match["season_year"] or match["tail_year"]))
        return _Point(span, "season", Month(year, low), Month(year, high))
    if match["year"] or match["short"]:
        year = _year(int(match["year"] or match["short"]))
        return _Point(span, "year", Month(year, 1), Month(year, 12))
    return _numeric(match, span, kind)


def _numeric(match: re.Match[str], span: Span, kind: str) -> _Point | None:
    months, _ = _words()
    if match["iso_year"]:
        return _iso(match, span)
    if match["name"]:
        year, month = int(match["name_year"] or match["name_short"]), months[match["name"]]
    elif match["back_name"]:
        year, month = int(match["back_year"]), months[match["back_name"]]
    elif match["num_month"]:
        year, month = int(match["num_year"]), int(match["num_month"])
    elif match["short_month"]:
        year, month, kind = int(match["short_year"]), int(match["short_month"]), "short"
    else:
        first, second, year = int(match["day_month"]), int(match["mid"]), int(match["full_year"])
        # Day first, as most of the world writes; the month is whichever of the two can be one.
        month = second if second <= 12 else first
    if not 1 <= month <= 12:
        return None
    when = Month(_year(year), month)
    return _Point(span, "short" if kind == "short" else "month", when, when)


def _iso(match: re.Match[str], span: Span) -> _Point | None:
    year, tail = int(match["iso_year"]), int(match["iso_month"])
    following = tail == (year + 1) % 100
    if tail > 12 or tail == 0 or (following and len(match["iso_month"]) == 2):
        # 2018-19, 2010/11: an academic year, or the short end of a range of years.
        if len(match["iso_month"]) == 2 and _year(tail) >= year and (following or _year(tail) - year < 60):
            return _Point(span, "years", Month(year, 1), Month(_year(tail), 12), tail if 1 <= tail <= 12 else 0)
        return None
    when = Month(year, tail)
    return _Point(span, "month", when, when)


def _read(folded: str, points: Sequence[_Point], at: int) -> tuple[int, DateRange | None]:
    """How many points one date takes, and the date."""
    between, *_ = _links()
    point = points[at]
    following = points[at + 1] if at + 1 < len(points) else None
    if following is not None and (
        between.fullmatch(folded[point.span.end : following.span.start]) or _runs_on(folded, point, following)
    ):
        date = _joined(folded, point, following)
        if date is not None:
            return 2, date
    return 1, _alone(folded, point)


def _runs_on(folded: str, point: _Point, following: _Point) -> bool:
    """Whether the end brings its own "to": "March 2021 to date"."""
    gap = folded[point.span.end : following.span.start]
    own = folded.startswith(("to ", "till ", "until ", "up to "), following.span.start)
    return following.kind == "present" and own and not gap.strip(" .,")


def _joined(folded: str, point: _Point, following: _Point) -> DateRange | None:
    if point.kind == "present" or (point.kind == "name" and following.last is None):
        return None
    point, following = _as_months(point), _as_months(following)
    if following.kind == "name":
        return None
    span = Span(point.span.start, following.span.end)
    start, end = point.first, following.last
    if point.kind == "name" and end is not None:
        year = end.year if point.month <= end.month else end.year - 1
        start = Month(year, point.month)
    precisions = {point.precision if point.kind != "name" else "month", following.precision}
    if following.kind == "present":
        precisions = {point.precision}
    elif start is None and end is None:
        precisions = {"none"}
    precision = next(name for name in ("none", "year", "month") if name in precisions)
    return DateRange(
        span=span, start=start, end=end, current=following.kind == "present", precision=precision, expected=_ahead(folded, span)
    )


def _as_months(point: _Point) -> _Point:
    """A point that could be a pair of years is a month when it stands at an end of a range: 2010-11 to 2012-03."""
    if point.kind == "years" and point.month and point.first is not None:
        when = Month(point.first.year, point.month)
        return replace(point, kind="month", first=when, last=when)
    return point


def _alone(folded: str, point: _Point) -> DateRange | None:
    _, since, onwards, until, _ = _links()
    if point.kind in ("present", "name", "short"):
        return None
    before, tail = folded[max(0, point.span.start - 14) : point.span.start], onwards.match(folded, point.span.end)
    precision = "year" if point.kind == "years" else point.precision
    opener = since.search(before)
    if opener or tail:
        start = point.span.start - (len(before) - opener.start() if opener else 0)
        span = Span(start, tail.end() if tail and not opener else point.span.end)
        return DateRange(span=span, start=point.first, end=None, current=True, precision=precision)
    closer = until.search(before)
    if closer:
        start = point.span.start - (len(before) - closer.start())
        length = _LASTED.search(folded[max(0, start - 30) : start])
        if length is not None and point.last is not None:
            start -= len(length.group())
            months = int(number_of(length["n"]) or 0) * (12 if length["unit"].startswith("y") else 1)
            opens = Month.at(point.last.ordinal - months + 1)
            return DateRange(span=Span(start, point.span.end), start=opens, end=point.last, precision=precision)
        return DateRange(span=Span(start, point.span.end), start=None, end=point.last, precision=precision)
    return DateRange(
        span=point.span, start=point.first, end=point.last, precision=precision, single=point.kind != "years",
        expected=_ahead(folded, point.span),
    )  # fmt: skip


_LASTED = re.compile(
    r"(?<!\w)(?P<n>\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten)\s(?P<unit>years?|yrs?|months?),?\s\Z"
)
"""How long something lasted, before its end: "two years, until May 2020"."""


def _ahead(folded: str, span: Span) -> bool:
    *_, expected = _links()
    around = folded[max(0, span.start - 24) : span.start], folded[span.end : span.end + 16]
    before = expected.search(around[0])
    inside = expected.search(folded, span.start, span.end)
    return bool(before or inside or expected.match(around[1].lstrip(" (-,:")))


def months_of(date: DateRange, as_of: Month) -> tuple[int, int] | None:
    """The first and last month ordinal that a date covers, up to the last complete month before ``as_of``.

    Returns:
        None when nothing can be counted: no start or end, backwards, or wholly in the future.

    >>> dates = find_dates("11/2024 - Present; 2020; Jan 2030 - Mar 2031")
    >>> [months_of(date, Month(2026, 11)) for date in dates][:2] == [(24298, 24321), (24240, 24251)]
    True
    >>> months_of(dates[2], Month(2026, 11)) is None
    True
    """
    today = as_of.ordinal
    if date.start is None or date.backwards or (date.end is None and not date.current):
        return None
    first = date.start.ordinal
    if first > today:
        return None
    last = today - 1 if date.end is None else min(date.end.ordinal, today - 1)
    return first, max(first, last)


def union_months(ranges: Iterable[tuple[int, int]]) -> int:
    """How many months some ranges cover together: overlaps once, gaps not at all.

    >>> union_months([(0, 11), (6, 17), (30, 30)])
    19
    """
    total, reached = 0, None
    for first, last in sorted(ranges):
        low = first if reached is None or first > reached else reached + 1
        if last >= low:
            total += last - low + 1
            reached = last
    return total
