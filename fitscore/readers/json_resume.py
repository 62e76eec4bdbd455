"""JSON Resume: a CV as data, written out in the order and the words of a CV."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from fitscore.model import LineKind
from fitscore.readers.assemble import Row
from fitscore.readers.job_facts import as_list, line_of, text_of
from fitscore.readers.markup import rows_from

_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_ISO = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d\d?))?(?:-\d\d?)?(?:T.*)?")


def is_resume(value: Mapping[str, Any]) -> bool:
    """Whether an object is a JSON Resume."""
    parts = ("work", "skills", "education", "projects")
    return isinstance(value.get("basics"), dict) and any(isinstance(value.get(key), list) for key in parts)


def resume_rows(value: Mapping[str, Any]) -> list[Row]:
    """The rows of a JSON Resume: name and contact, then a headed section for each part."""
    rows = list(_basics(value["basics"]))
    rows += _section("Experience", value.get("work"), _work)
    rows += _section("Volunteering", value.get("volunteer"), _work)
    rows += _section("Projects", value.get("projects"), _work)
    rows += _section("Education", value.get("education"), _education)
    rows += _section("Skills", value.get("skills"), _skill)
    rows += _section("Certificates", value.get("certificates"), _dated)
    rows += _section("Awards", value.get("awards"), _dated)
    rows += _section("Publications", value.get("publications"), _dated)
    rows += _section("Languages", value.get("languages"), _language)
    return rows + _section("Interests", value.get("interests"), _skill)


def _heading(text: str, level: int) -> Row:
    return Row(text=text, kind=LineKind.HEADING, level=level)


def _section(heading: str, items: Any, tell: Any) -> list[Row]:
    rows = [row for item in as_list(items) if isinstance(item, dict) for row in tell(item)]
    return [_heading(heading, 2), *rows] if rows else []


def _basics(basics: Mapping[str, Any]) -> Iterator[Row]:
    if name := line_of(basics.get("name")):
        yield _heading(name, 1)
    if label := line_of(basics.get("label")):
        yield Row(text=label)
    place = town(basics.get("location"))
    profiles = [line_of(item.get("url")) for item in as_list(basics.get("profiles")) if isinstance(item, dict)]
    contact = [line_of(basics.get("email")), line_of(basics.get("phone")), place, line_of(basics.get("url")), *profiles]
    if any(contact):
        yield Row(text=" | ".join(filter(None, contact)))
    if summary := text_of(basics.get("summary")):
        yield _heading("Summary", 2)
        yield from rows_from(summary)


def town(value: Any) -> str:
    """A JSON Resume location as "Leeds, England, GB"."""
    if not isinstance(value, dict):
        return line_of(value)
    return ", ".join(filter(None, (line_of(value.get(key)) for key in ("city", "region", "countryCode"))))


def date(value: Any) -> str:
    """An ISO date as a CV writes it.

    >>> date("2021-03-15"), date("2019"), date("spring 2018")
    ('Mar 2021', '2019', 'spring 2018')
    """
    text = line_of(value)
    match = _ISO.fullmatch(text)
    if not match:
        return text
    month = int(match["month"] or 0)
    return f"{_MONTHS[month - 1]} {match['year']}" if 1 <= month <= 12 else match["year"]


def _dates(item: Mapping[str, Any]) -> str:
    start, end = date(item.get("startDate")), date(item.get("endDate"))
    if start:
        return f"{start} – {end or 'Present'}"
    return end


def _work(item: Mapping[str, Any]) -> Iterator[Row]:
    role = line_of(item.get("position"))
    name = line_of(item.get("name") or item.get("company") or item.get("organization") or item.get("entity"))
    place = line_of(item.get("location"))
    first, second = (role, name) if role else (name, "")
    yield Row(text="\t".join(filter(None, (first, _dates(item)))))
    if second or place:
        yield Row(text=", ".join(filter(None, (second, place))))
    yield from rows_from(text_of(item.get("description")))
    yield from rows_from(text_of(item.get("summary")))
    yield from (_bullet(text) for text in map(line_of, as_list(item.get("highlights"))) if text)
    words = ", ".join(filter(None, map(line_of, as_list(item.get("keywords")))))
    if words:
        yield Row(text=words)


def _bullet(text: str) -> Row:
    return Row(text="• " + text.removeprefix("• "), kind=LineKind.BULLET, level=1)


def _education(item: Mapping[str, Any]) -> Iterator[Row]:
    degree = " ".join(filter(None, (line_of(item.get("studyType")), line_of(item.get("area")))))
    if line_of(item.get("studyType")) and line_of(item.get("area")):
        degree = f"{line_of(item.get('studyType'))} in {line_of(item.get('area'))}"
    school = line_of(item.get("institution"))
    yield Row(text="\t".join(filter(None, (degree or school, _dates(item)))))
    if degree and school:
        yield Row(text=school)
    if score := line_of(item.get("score") or item.get("gpa")):
        yield Row(text=f"Grade: {score}")
    yield from (_bullet(text) for text in map(line_of, as_list(item.get("courses"))) if text)


def _skill(item: Mapping[str, Any]) -> Iterator[Row]:
    name, level = line_of(item.get("name")), line_of(item.get("level"))
    words = ", ".join(filter(None, map(line_of, as_list(item.get("keywords")))))
    head = f"{name} ({level})" if name and level else name or level
    yield _bullet(": ".join(filter(None, (head, words))))


def _dated(item: Mapping[str, Any]) -> Iterator[Row]:
    name = line_of(item.get("name") or item.get("title"))
    by = line_of(item.get("issuer") or item.get("awarder") or item.get("publisher"))
    when = date(item.get("date") or item.get("releaseDate"))
    yield Row(text="\t".join(filter(None, (", ".join(filter(None, (name, by))), when))))
    yield from rows_from(text_of(item.get("summary")))


def _language(item: Mapping[str, Any]) -> Iterator[Row]:
    language, fluency = line_of(item.get("language") or item.get("name")), line_of(item.get("fluency") or item.get("level"))
    yield _bullet(f"{language} ({fluency})" if language and fluency else language or fluency)
