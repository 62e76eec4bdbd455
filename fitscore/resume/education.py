"""Degrees: level, field, institution, end, and whether the study still runs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from fitscore.dates import DateRange, find_dates, months_of
from fitscore.degrees import DegreeMention, find_degrees, implied_area, is_in_progress, is_unfinished
from fitscore.model import DegreeLevel, Education, Month, Span
from fitscore.resume.certificates import names_certificate
from fitscore.resume.dated import in_remark
from fitscore.resume.entries import Entry, cut
from fitscore.resume.lexicon import org_score, role_score
from fitscore.resume.rows import Row, Widths
from fitscore.resume.schooling import find_area, find_degree, find_institution, is_school
from fitscore.resume.sections import Part
from fitscore.skills import SkillFinder
from fitscore.text import fold, trim

_HIGH = re.compile(r"\b(?:high|secondary)(?:\s+school)?\Z")
_DOT = re.compile(r"(?<=[a-z]{4})\.\Z")
_PART_TIME = re.compile(r"\b(?:part[- ]time|distance|correspondence)\b", re.IGNORECASE)
_MOST_LINES = 5
"""Lines at the top of an entry in which degree, field and school are looked for."""


@dataclass(frozen=True, slots=True)
class Study:
    """A degree, and the months of study where a range is stated, to tell work beside study."""

    education: Education
    months: tuple[int, int] | None
    institution: Span | None = None


def read_education(text: str, parts: Sequence[Part], widths: Widths, as_of: Month, finder: SkillFinder) -> list[Study]:
    """The degrees and schools of the education sections, in the order of the text."""
    found: list[Study] = []
    for part in parts:
        if part.kind != "education":
            continue
        lead, entries = cut(text, part.rows, widths, schools=True)
        if not entries or any(_is_degree(text, row) for row in lead):
            entries = (*_undated(text, lead), *entries)
        single = [study for entry in entries for study in _each(text, entry)]
        studies = (_study(text, entry, as_of, finder) for entry in _merge(text, single))
        found += [study for study in studies if study is not None]
    return found


def _is_degree(text: str, row: Row) -> bool:
    return not row.bullet and bool(find_degrees(text, row.span, of_study=True))


def _undated(text: str, rows: Sequence[Row]) -> list[Entry]:
    """Entries without dates: a new one at each line with a degree or school when the running one has its own already."""
    entries: list[list[Row]] = []
    seen: set[str] = set()
    for row in rows:
        marks = {"degree"} if _is_degree(text, row) else set()
        marks |= {"school"} if is_school(row.of(text)) else set()
        if not entries or (marks & seen and not row.bullet):
            entries.append([])
            seen = set()
        seen |= marks
        entries[-1].append(row)
    return [Entry(tuple(rows[:3]), tuple(rows[3:])) for rows in entries]


def _each(text: str, entry: Entry) -> list[Entry]:
    """An entry cut where several of its head lines name both a degree and a school: each is a study of its own."""
    starts = [at for at, row in enumerate(entry.head) if _is_degree(text, row) and is_school(row.of(text))]
    if len(starts) < 2:
        return [entry]
    stops = [0, *starts[1:], len(entry.head)]
    heads = [entry.head[start:stop] for start, stop in pairwise(stops)]
    own = [entry.dated_row in head for head in heads]
    return [
        Entry(head, entry.body if last else (), entry.dated if dated else None, entry.dated_row if dated else None)
        for head, dated, last in zip(heads, own, [False] * (len(heads) - 1) + [True], strict=True)
    ]


def _merge(text: str, entries: Sequence[Entry]) -> list[Entry]:
    """Entries with a lone institution or lone degree put to the neighbour that lacks it."""
    out: list[Entry] = []
    for entry in entries:
        whole = _together(text, out[-1], entry) if out else None
        if whole is not None:
            out[-1] = whole
        else:
            out.append(entry)
    return out


def _together(text: str, last: Entry, entry: Entry) -> Entry | None:
    """One entry of two, of which one holds the degree and the other the school; None when they are two."""
    undated = last.dated is None or entry.dated is None
    if last.body or not undated or not _completes(text, last, entry):
        return None
    dated = entry if entry.dated is not None else last
    return Entry((*last.head, *entry.head), entry.body, dated.dated, dated.dated_row)


def _completes(text: str, one: Entry, other: Entry) -> bool:
    """Whether one entry has only the degree and the other only the school."""
    degrees = [any(_is_degree(text, row) for row in entry.rows[:3]) for entry in (one, other)]
    schools = [any(is_school(row.of(text)) for row in entry.rows[:3]) for entry in (one, other)]
    return degrees[0] != degrees[1] and schools[0] != schools[1]


def _study(text: str, entry: Entry, as_of: Month, finder: SkillFinder) -> Study | None:
    head = list(entry.head) or list(entry.rows[:1])
    rows = [*head, *(row for row in entry.body if not row.bullet and row not in head)][:_MOST_LINES]
    degree = find_degree(text, rows)
    institution = find_institution(text, rows, degree)
    if not _is_study(text, degree, institution, entry) or (degree is None and names_certificate(text, rows[:1], finder)):
        return None
    date = entry.dated.date if entry.dated is not None else _stray_date(text, rows)
    left = _is_left(text, rows[:3], date)
    area = find_area(text, rows, degree, institution, finder)
    education = Education(
        level=None if left else _level(degree, institution.of(text) if institution else ""),
        area=_area(text, rows, area, degree),
        institution=_DOT.sub("", institution.of(text)) if institution else None,
        span=trim(text, Span(entry.rows[0].span.start, max(row.span.end for row in entry.rows))),
        degree=degree.surface if degree else None,
        end=None if left else _end(text, rows, date),
        in_progress=not left and _runs(" ".join(row.of(text) for row in rows[:3]), date, as_of),
    )
    whole = date is not None and not date.single and not _PART_TIME.search(" ".join(row.of(text) for row in rows[:3]))
    months = months_of(date, as_of) if date is not None and whole else None
    return Study(education, months, institution)


def _is_study(text: str, degree: DegreeMention | None, institution: Span | None, entry: Entry) -> bool:
    """Whether there is a degree, or at least a school: dated, or plain by its name."""
    if degree is not None:
        return True
    if institution is None or role_score(institution.of(text)) >= 2:
        return False
    return entry.dated is not None or is_school(institution.of(text)) or org_score(institution.of(text)) >= 2


def _area(text: str, rows: Sequence[Row], area: Span | None, degree: DegreeMention | None) -> str | None:
    """The field as written beside the degree, else the one the degree names by itself, else the one in another line."""
    own = next((row.span for row in rows if degree is not None and row.span.contains(degree.span)), None)
    if area is not None and own is not None and own.contains(area):
        return area.of(text)
    return _implied(text, rows) or (area.of(text) if area else None)


def _implied(text: str, rows: Sequence[Row]) -> str | None:
    """The field that one of the degrees names by itself: law for an LL.B."""
    found = (implied_area(degree.surface) for row in rows for degree in find_degrees(text, row.span, of_study=True))
    return next((area for area in found if area is not None), None)


def _is_left(text: str, rows: Sequence[Row], date: DateRange | None) -> bool:
    """Whether the study ended without a degree, and is not still going on."""
    words = " ".join(row.of(text) for row in rows)
    goes_on = (date is not None and date.current) or any(d.expected for row in rows for d in find_dates(text, row.span))
    return is_unfinished(words) and not goes_on


def _level(degree: DegreeMention | None, school: str) -> DegreeLevel | None:
    """The rung of a degree; a bare "diploma" stands below a bachelor's, one of a high school lower still."""
    if degree is None:
        return None
    if degree.generic and "diploma" in fold(degree.surface):
        return DegreeLevel.HIGH_SCHOOL if _HIGH.search(fold(school)) else DegreeLevel.ASSOCIATE
    return degree.level


def _stray_date(text: str, rows: Sequence[Row]) -> DateRange | None:
    dates = (date for row in rows for date in find_dates(text, row.span) if not in_remark(text, row, date))
    return next(dates, None)


def _end(text: str, rows: Sequence[Row], date: DateRange | None) -> Month | None:
    """When the study ended; for one that still runs, the date it is expected to."""
    if date is None or not date.current:
        return date.end if date else None
    return next((other.end for row in rows for other in find_dates(text, row.span) if other.expected and other.single), None)


def _runs(head: str, date: DateRange | None, as_of: Month) -> bool:
    """Whether the study still runs: by its dates, and by its words where no date says that it is over."""
    if date is not None and (date.current or (date.end is not None and date.precision != "none")):
        return date.current or (date.end is not None and date.end.ordinal >= as_of.ordinal)
    return is_in_progress(head)
