"""Degrees: level, field, institution, end, and whether the study still runs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from fitscore.dates import DateRange, find_dates, months_of
from fitscore.degrees import DegreeMention, find_degrees, is_in_progress
from fitscore.model import DegreeLevel, Education, Month, Span
from fitscore.resume.entries import Entry, cut
from fitscore.resume.heads import strip_edges
from fitscore.resume.lexicon import comma_pieces, is_place, is_term, org_score, role_score, without_place
from fitscore.resume.rows import Row
from fitscore.resume.sections import Part
from fitscore.skills import SkillFinder
from fitscore.text import fold, split, trim

_STRONG = re.compile(r"\s*[|·•‖]\s*|\s+[—–]\s+|\s+-{1,2}\s+|\s*;\s+|\t+|\n|\s{3,}")
_JOIN = re.compile(r"\s*(?:\((?:hons?|honou?rs|cum laude|distinction)[^()]{0,20}\)\s*)?(?:,|:|-|–)?\s*(?:degree\s+)?(?:in|of|with a focus on|majoring in)?\s+", re.IGNORECASE)
_MAJOR = re.compile(r"\b(?:majors?(?:ed)?|concentration|specialization|specialisation|field|course of study)(?:\s+(?:in|of)|:)\s+", re.IGNORECASE)
_AWARD = re.compile(r"\b(?:certificate|diploma|award|level|course|training|licen[cs]e|programme?|bootcamp|module|grade|gpa)\b", re.IGNORECASE)
_NOT_AREA = re.compile(
    r"\b(?:gpa|grade|honou?rs|cum laude|distinction|first class|2:1|2:2|upper second|thesis|dissertation|minor|valedictorian|expected|graduat|dean|degree|diploma|class|hons|in progress|present|current)\b",
    re.IGNORECASE,
)
_SCHOOL = re.compile(r"\b(?:university|college|school|institute|academy|polytechnic|hochschule|universit\w+|lyc[eé]e|gymnasium)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Study:
    """A degree and the months of study, for telling work beside study."""

    education: Education
    months: tuple[int, int] | None
    institution: Span | None = None


def read_education(
    text: str, parts: Sequence[Part], widths: dict[tuple[int, int], int], as_of: Month, finder: SkillFinder
) -> list[Study]:
    """The degrees and schools of the education sections."""
    found: list[Study] = []
    for part in parts:
        if part.kind != "education":
            continue
        lead, entries = cut(text, part.rows, widths, schools=True)
        if not entries:
            entries = tuple(_undated(text, part.rows))
            lead = ()
        elif lead and any(_is_degree(text, row) for row in lead):
            entries = (*_undated(text, lead), *entries)
        merged = _merge(text, entries)
        found += [study for entry in merged if (study := _study(text, entry, as_of, finder)) is not None]
    return found


def _is_degree(text: str, row: Row) -> bool:
    return not row.bullet and bool(find_degrees(text, row.span, of_study=True))


def _undated(text: str, rows: Sequence[Row]) -> list[Entry]:
    """Entries of a section without dates: a new one at each line with a degree or school the running one has already."""
    entries: list[list[Row]] = []
    seen: set[str] = set()
    for row in rows:
        marks = {"degree"} if find_degrees(text, row.span, of_study=True) else set()
        marks |= {"school"} if _SCHOOL.search(row.of(text)) else set()
        if not entries or (marks & seen and not row.bullet):
            entries.append([])
            seen = set()
        seen |= marks
        entries[-1].append(row)
    return [Entry(tuple(rows[:3]), tuple(rows[3:])) for rows in entries]


def _merge(text: str, entries: Sequence[Entry]) -> list[Entry]:
    """Entries with a lone institution or lone degree put to the neighbour that lacks it."""
    out: list[Entry] = []
    for entry in entries:
        last = out[-1] if out else None
        if last is not None and last.dated is None and not last.body and entry.dated is not None and _lacks(text, last, entry):
            out[-1] = Entry((*last.head, *entry.head), entry.body, entry.dated, entry.dated_row)
        elif last is not None and entry.dated is None and not last.body and _lacks(text, entry, last):
            out[-1] = Entry((*last.head, *entry.head), entry.body, last.dated, last.dated_row)
        else:
            out.append(entry)
    return out


def _lacks(text: str, small: Entry, other: Entry) -> bool:
    words = [" ".join(row.of(text) for row in entry.head) for entry in (small, other)]
    degrees = [bool(find_degrees(part)) for part in words]
    schools = [bool(_SCHOOL.search(part)) for part in words]
    return degrees[0] != degrees[1] and schools[0] != schools[1]


def _study(text: str, entry: Entry, as_of: Month, finder: SkillFinder) -> Study | None:
    head = list(entry.head) or list(entry.rows[:1])
    rows = [*head, *(row for row in entry.body if not row.bullet and row not in head)]
    degree = _degree(text, rows[:5])
    institution = _institution(text, rows, degree)
    if degree is None and (institution is None or (entry.dated is None and org_score(institution.of(text)) < 2)):
        return None
    if degree is None and role_score(institution.of(text) if institution else "") >= 2:
        return None
    date = entry.dated.date if entry.dated is not None else _stray_date(text, rows)
    span = trim(text, Span(entry.rows[0].span.start, max(row.span.end for row in entry.rows)))
    area = _area(text, rows[:5], degree, institution, finder)
    head_words = " ".join(row.of(text) for row in rows[:3])
    ahead = date is not None and date.end is not None and date.end.ordinal >= as_of.ordinal and date.precision != "none"
    running = bool(date and (date.current or ahead)) or is_in_progress(head_words) or (bool(date and date.expected) and ahead)
    if date is not None and date.end is not None and not ahead and not date.current:
        running = False
    level = _level(degree) if degree is not None else None
    education = Education(
        level=level,
        area=area.of(text) if area else None,
        institution=institution.of(text) if institution else None,
        span=span,
        degree=degree.surface if degree else None,
        end=_end(text, rows[:4], date),
        in_progress=running,
    )
    months = months_of(date, as_of) if date is not None and not date.single else None
    return Study(education, months, institution)


def _end(text: str, rows: Sequence[Row], date: DateRange | None) -> Month | None:
    """When the study ends: for one that still runs, the date it is expected to."""
    if date is None or not date.current:
        return date.end if date else None
    return next((other.end for row in rows for other in find_dates(text, row.span) if other.expected and other.single), None)


def _level(degree: DegreeMention) -> DegreeLevel:
    """The rung of a degree; a diploma that says no more than its name stands between school and a bachelor's degree."""
    return degree.level if not degree.generic or _is_bachelor(degree) else DegreeLevel.ASSOCIATE


def _is_bachelor(degree: DegreeMention) -> bool:
    return "diploma" not in fold(degree.surface)


def _stray_date(text: str, rows: Sequence[Row]) -> DateRange | None:
    return next((date for row in rows for date in find_dates(text, row.span)), None)


def _degree(text: str, rows: Sequence[Row]) -> DegreeMention | None:
    found = [mention for row in rows for mention in find_degrees(text, row.span, of_study=True) if not _in_school_name(text, mention)]
    firm = [mention for mention in found if not mention.generic]
    if firm:
        return max(firm, key=lambda mention: (mention.level.rank, -mention.span.start))
    return found[0] if found else None


def _in_school_name(text: str, mention: DegreeMention) -> bool:
    """"Ridgemont High School" as the name of a school is a high school; "college" inside a name is no degree."""
    return mention.generic and bool(_SCHOOL.match(text, mention.span.end + 1))


def _pieces(text: str, row: Row) -> list[Span]:
    return [piece for cell in row.cells for piece in split(text, cell, _STRONG)]


def _institution(text: str, rows: Sequence[Row], degree: DegreeMention | None) -> Span | None:
    candidates: list[tuple[float, int, Span]] = []
    for number, row in enumerate(rows[:5]):
        for piece in _pieces(text, row):
            candidates += _schools_in(text, piece, number, degree)
    candidates = [found for found in candidates if found[0] > 0]
    if candidates:
        return min(candidates, key=lambda found: (-found[0], found[1], found[2]))[2]
    return None


def _schools_in(text: str, piece: Span, number: int, degree: DegreeMention | None) -> list[tuple[float, int, Span]]:
    found: list[tuple[float, int, Span]] = []
    without_date = _undate(text, piece)
    if without_date is None:
        return found
    for part in comma_pieces(text, without_date):
        bare = strip_edges(text, part)
        if bare is None or is_place(bare.of(text)) or is_term(bare.of(text)):
            continue
        holds_degree = degree is not None and bare.overlaps(degree.span)
        words = bare.of(text)
        score = 3.0 if _SCHOOL.search(words) else 0.0 if _AWARD.search(words) or ":" in words else org_score(words)
        if holds_degree:
            if score < 3:
                continue
            bare = _after_degree(text, bare, degree)
            if bare is None:
                continue
        if score == 0 and not holds_degree and number <= 1 and _nameable(words):
            score = 0.5
        found.append((score, number, without_place(text, bare)[0] or bare))
    return found


def _nameable(words: str) -> bool:
    tokens = words.split()
    plain_name = not _NOT_AREA.search(words) and not _AWARD.search(words) and not re.search(r"[\d:]", words)
    return 1 <= len(tokens) <= 7 and tokens[0][:1].isupper() and plain_name


def _after_degree(text: str, span: Span, degree: DegreeMention | None) -> Span | None:
    if degree is None:
        return span
    match = re.search(r"\b(?:at|from)\s+(?=[A-Z])|(?<=[a-z])\s+(?=(?:University|College|School|Institute)\s+of\b)", text[degree.span.end : span.end])
    if match is not None:
        return strip_edges(text, Span(degree.span.end + match.end(), span.end))
    before = Span(span.start, degree.span.start)
    if _SCHOOL.search(before.of(text)):
        return strip_edges(text, before)
    return None


def _undate(text: str, span: Span) -> Span | None:
    """The longer part of a piece beside its date."""
    dates = find_dates(text, span)
    if not dates:
        return strip_edges(text, span)
    sides = [Span(span.start, dates[0].span.start), Span(dates[-1].span.end, span.end)]
    return strip_edges(text, max(sides, key=lambda side: side.end - side.start))


def _area(
    text: str, rows: Sequence[Row], degree: DegreeMention | None, institution: Span | None, finder: SkillFinder
) -> Span | None:
    for row in rows:
        major = _MAJOR.search(text, row.span.start, row.span.end)
        if major is not None:
            return _first_piece(text, Span(major.end(), row.span.end), institution, bare=True)
    if degree is None:
        return None
    row = next(row for row in rows if row.span.contains(degree.span))
    piece = next((piece for piece in _pieces(text, row) if piece.overlaps(degree.span)), row.span)
    rest = Span(degree.span.end, piece.end)
    within = re.search(r"\bin\s+(?=[A-Z])", degree.span.of(text))
    if within is not None:
        return trim(text, Span(degree.span.start + within.end(), degree.span.end))
    area = _first_piece(text, rest, institution)
    if area is not None:
        return area
    others = [other for other in _pieces(text, row) if not other.overlaps(degree.span)]
    later = [other for follow in rows if follow.number > row.number for other in _pieces(text, follow)][:2]
    earlier = [other for before in rows if before.number < row.number for other in _pieces(text, before)][-2:]
    fallback: Span | None = None
    for other in (*others, *later, *earlier):
        area = _first_piece(text, other, institution, bare=True)
        if area is not None and (fallback is None or finder.find_areas(text, area)):
            fallback = area
            if finder.find_areas(text, area):
                return area
    return fallback


def _first_piece(text: str, span: Span, institution: Span | None, *, bare: bool = False) -> Span | None:
    """The first comma piece that can be a field of study."""
    if is_place(span.of(text)):
        return None
    start = span.start
    if not bare:
        join = _JOIN.match(text, span.start, span.end)
        start = join.end() if join else span.start
    for part in comma_pieces(text, Span(min(start, span.end), span.end)):
        undated = _undate(text, part)
        if undated is None:
            continue
        inner = find_degrees(text, undated, of_study=True)
        if inner and bare:
            join = _JOIN.match(text, inner[-1].span.end, undated.end)
            undated = trim(text, Span(join.end() if join else inner[-1].span.end, undated.end))
        bracket = re.match(r"\([^()]{0,40}\)\s*", undated.of(text))
        if bracket is not None and bracket.end() < undated.end - undated.start:
            undated = Span(undated.start + bracket.end(), undated.end)
        opened = re.search(r"\s*\([^()]*\Z", undated.of(text))
        if opened is not None and opened.start() > 2:
            undated = Span(undated.start, undated.start + opened.start())
        words = undated.of(text)
        at = re.search(r"\s+(?:at|from)\s+(?=[A-Z])", words)
        if at is not None:
            undated = trim(text, Span(undated.start, undated.start + at.start()))
            words = undated.of(text)
        if institution is not None and undated.overlaps(institution):
            before = strip_edges(text, Span(undated.start, max(undated.start, institution.start)))
            if before is None:
                continue
            undated, words = before, before.of(text)
        if _NOT_AREA.search(words) and not re.match(r"\w+\s+\w+", _NOT_AREA.sub("", words)):
            continue
        if is_place(words) or is_term(words) or _SCHOOL.search(words) or not re.search(r"[^\W\d_]{2}", words):
            continue
        if not any(char.isupper() for char in words) and len(words) < 4:
            continue
        return undated
    return None
