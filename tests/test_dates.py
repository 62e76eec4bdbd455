"""Dates as CVs write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fitscore.datafile import load_data
from fitscore.dates import find_dates, months_of, union_months
from fitscore.model import Month, Span

AS_OF = Month(2026, 11)

RANGES = [
    ("Mar 2016 - Sept 2017", "2016-03", "2017-09"),
    ("March 2016 – September 2017", "2016-03", "2017-09"),
    ("Mar. 2016–Sept. 2017", "2016-03", "2017-09"),
    ("03/2019-11/2021", "2019-03", "2021-11"),
    ("03.2019 – 11.2021", "2019-03", "2021-11"),
    ("2021/03 – 2022/05", "2021-03", "2022-05"),
    ("2021-03 to 2022-05", "2021-03", "2022-05"),
    ("2010-11 – 2012-03", "2010-11", "2012-03"),
    ("03/19 - 11/21", "2019-03", "2021-11"),
    ("2018-2022", "2018-01", "2022-12"),
    ("2018 – 2022", "2018-01", "2022-12"),
    ("2018–22", "2018-01", "2022-12"),
    ("2018/19", "2018-01", "2019-12"),
    ("2010-11", "2010-01", "2011-12"),
    ("Jan-2019 to Feb-2020", "2019-01", "2020-02"),
    ("Jan '19 - Feb '20", "2019-01", "2020-02"),
    ("12 March 2019 – 4 April 2020", "2019-03", "2020-04"),
    ("March 12, 2019 - April 4, 2020", "2019-03", "2020-04"),
    ("01/02/2019 - 15/03/2020", "2019-02", "2020-03"),
    ("June to August 2024", "2024-06", "2024-08"),
    ("Nov - Feb 2020", "2019-11", "2020-02"),
    ("From March 2018 until June 2019", "2018-03", "2019-06"),
    ("Q3 2020 - Q1 2021", "2020-07", "2021-03"),
    ("Summer 2020 – Spring 2021", "2020-06", "2021-05"),
    ("June 2021 to Christmas 2022", "2021-06", "2022-12"),
    ("2 years, until May 2020", "2018-06", "2020-05"),
    ("mars 2019 – août 2020", "2019-03", "2020-08"),
    ("Oktober 2019 bis März 2021", "2019-10", "2021-03"),
]
CURRENT = [
    ("May 2020 to Current", "2020-05"),
    ("September 2025-Present", "2025-09"),
    ("'19 – now", "2019-01"),
    ("Sep 15 - NOW", "2015-09"),
    ("since 2019", "2019-01"),
    ("Since January 2016", "2016-01"),
    ("Aug 2015 to till date", "2015-08"),
    ("2013-till date", "2013-01"),
    ("02/2023 – to date", "2023-02"),
    ("2019 onwards", "2019-01"),
    ("2019 –", "2019-01"),
    ("March 2021 - ongoing", "2021-03"),
    ("01.2024 – heute", "2024-01"),
]
SINGLES = [
    ("Summer 2021", "2021-06", "2021-08"),
    ("Graduated: 2022", "2022-01", "2022-12"),
    ("2016 / 09", "2016-09", "2016-09"),
    ("May 2020", "2020-05", "2020-05"),
    ("H1 2020", "2020-01", "2020-06"),
]
NONE = ["", "may 12 people come", "in March", "call 555-0199", "$2019 of stock", "2,019 items", "1820", "version 3.2019.4"]


@pytest.mark.parametrize(("text", "start", "end"), RANGES)
def test_ranges(text: str, start: str, end: str) -> None:
    (date,) = find_dates(text)
    assert (str(date.start), str(date.end), date.current, date.single) == (start, end, False, False)


@pytest.mark.parametrize(("text", "start"), CURRENT)
def test_open_ranges(text: str, start: str) -> None:
    (date,) = find_dates(text)
    assert (str(date.start), date.end, date.current) == (start, None, True)


@pytest.mark.parametrize(("text", "start", "end"), SINGLES)
def test_single_dates(text: str, start: str, end: str) -> None:
    (date,) = find_dates(text)
    assert (str(date.start), str(date.end), date.single) == (start, end, True)


@pytest.mark.parametrize("text", NONE)
def test_no_dates(text: str) -> None:
    assert find_dates(text) == ()


def test_several_dates_keep_apart() -> None:
    found = find_dates("Sep. 2013, Mar. 2011 - Oct. 2011")
    assert [(str(d.start), str(d.end)) for d in found] == [("2013-09", "2013-09"), ("2011-03", "2011-10")]


def test_cells_keep_apart() -> None:
    found = find_dates("Captain in 2013\tJun. 2010 - Jun. 2017")
    assert [(str(d.start), d.single) for d in found] == [("2013-01", True), ("2010-06", False)]


@pytest.mark.parametrize("text", ["January 20XX - Current", "20XX – 20XX"])
def test_placeholders_have_no_dates(text: str) -> None:
    (date,) = find_dates(text)
    assert date.start is None
    assert date.precision == "none"


@pytest.mark.parametrize(
    "text",
    [
        "expected June 2027",
        "June 2027 (expected)",
        "2025-2029 (anticipated)",
        "Mar. 2026 - Exp. Jun. 2027",
        "graduating May 2027",
    ],
)
def test_dates_to_come(text: str) -> None:
    assert find_dates(text)[0].expected


def test_precision() -> None:
    assert [find_dates(text)[0].precision for text in ("2018 - 2020", "Mar 2018 - 2020", "Mar 2018 - Apr 2020")] == [
        "year", "year", "month"
    ]  # fmt: skip


def test_backwards() -> None:
    (date,) = find_dates("May 2021 - March 2020")
    assert date.backwards
    assert months_of(date, AS_OF) is None


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("11/2024 - Present", 24),
        ("Oct 2026 - Present", 1),
        ("Nov 2026 - Present", 1),
        ("2020", 12),
        ("2019 - 2020", 24),
        ("Jan 2020 - Jan 2020", 1),
        ("2025 - 2027", 22),
        ("Jan 2030 - Dec 2031", 0),
        ("until 2020", 0),
    ],
)
def test_months(text: str, months: int) -> None:
    covered = months_of(find_dates(text)[0], AS_OF)
    assert (0 if covered is None else covered[1] - covered[0] + 1) == months


def test_spans_are_into_the_whole_text() -> None:
    text = "Engineer, Acme, May 2019 – June 2020, Leeds"
    (date,) = find_dates(text, Span(10, len(text)))
    assert date.span.of(text) == "May 2019 – June 2020"


def test_words_are_claimed_once() -> None:
    words = [word for entry in load_data("months")["months"] for word in entry["words"]]
    assert len(words) == len(set(words))


RANGE = st.tuples(st.integers(0, 300), st.integers(0, 60)).map(lambda pair: (pair[0], pair[0] + pair[1]))


@given(st.lists(RANGE, max_size=8), RANGE)
def test_union_never_shrinks_and_never_exceeds_the_sum(ranges: list[tuple[int, int]], more: tuple[int, int]) -> None:
    total = union_months(ranges)
    assert total == len({month for low, high in ranges for month in range(low, high + 1)})
    assert total <= union_months([*ranges, more]) <= total + more[1] - more[0] + 1


@given(st.text(max_size=200))
def test_any_text_can_be_searched(text: str) -> None:
    for date in find_dates(text):
        assert 0 <= date.span.start < date.span.end <= len(text)


@given(st.integers(1950, 2068), st.integers(1, 12), st.integers(0, 11))
def test_written_ranges_read_back(year: int, month: int, length: int) -> None:
    start = Month(year, month)
    end = Month.at(start.ordinal + length)
    for text in (f"{start.month:02d}/{start.year} - {end.month:02d}/{end.year}", f"{start} – {end}"):
        (date,) = find_dates(text)
        assert (date.start, date.end) == (start, end)


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("2015 - 04/2021", "2015-01", "2021-04"), ("2015 – 06.2018", "2015-01", "2018-06"),
        ("2017-01 / 2019-08", "2017-01", "2019-08"), ("2017-01/2019-08", "2017-01", "2019-08"),
        ("2017-01 - 2019-08", "2017-01", "2019-08"), ("Sept 2011 -\n    Dec 2013", "2011-09", "2013-12"),
    ],
)  # fmt: skip
def test_a_year_and_a_month_at_the_two_ends(words: str, start: str, end: str) -> None:
    (date,) = find_dates(words)
    assert (str(date.start), str(date.end), date.single) == (start, end, False)
