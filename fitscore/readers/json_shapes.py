"""The shapes of JSON that job boards and job seekers save, each to facts and rows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from fitscore.model import Diagnostic, LineKind
from fitscore.readers.assemble import Row
from fitscore.readers.fields import TRACKER, name_of
from fitscore.readers.html_rows import letters_in
from fitscore.readers.job_facts import (
    amount,
    as_list,
    day,
    employment,
    head_rows,
    is_job,
    job_facts,
    job_rows,
    jobs_in,
    line_of,
    load_json,
    period,
    place,
    text_of,
)  # fmt: skip
from fitscore.readers.json_resume import is_resume, resume_rows, town
from fitscore.readers.markup import rows_from

_LONG_KEY = re.compile(r"descri|content|body", re.IGNORECASE)
_LISTS: Final = (
    "jobs", "postings", "results", "items", "data", "offers", "vacancies", "applications", "positions", "records", "content",
)  # fmt: skip
_BODY_KEY = re.compile(
    r"descri|content|body|requirement|responsib|qualif|benefit|summary|duties|about|skills|must|nice|text$", re.IGNORECASE
)
_MODES = {
    "remote": "remote", "fully-remote": "remote", "hybrid": "hybrid",
    "onsite": "onsite", "on-site": "onsite", "in-office": "onsite",
}  # fmt: skip


@dataclass(slots=True)
class Shaped:
    """What an object became: facts, rows, and doubts."""

    facts: dict[str, str] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)


def documents_in(value: Any) -> Iterator[Shaped]:
    """One `Shaped` for each posting or CV in a JSON value."""
    if isinstance(value, dict):
        jobs = [] if is_job(value) else list(jobs_in(value))
        if jobs:
            yield from map(_schema_org, jobs)
        elif (inner := _listed(value)) is not None:
            yield from documents_in(inner)
        else:
            yield _shaped(value)
    elif isinstance(value, list):
        for item in value:
            if isinstance(item, dict):
                yield from documents_in(item)


def _listed(value: Mapping[str, Any]) -> list[Any] | None:
    """The list of postings a wrapper object holds, or None."""
    if is_resume(value) or any(key in value for key in ("title", "hostedUrl", "absolute_url")):
        return None
    for key in _LISTS:
        inner = value.get(key)
        if isinstance(inner, dict):
            inner = _listed(inner)
        if isinstance(inner, list) and inner and all(isinstance(item, dict) for item in inner):
            return inner
    return None


def _shaped(value: dict[str, Any]) -> Shaped:
    for fits, make in _SHAPES:
        if fits(value):
            return make(value)
    return _anything(value)


def _has(*keys: str) -> Callable[[Mapping[str, Any]], bool]:
    return lambda value: all(key in value for key in keys)


def _section(heading: str, value: Any) -> list[Row]:
    rows = rows_from(text_of(value))
    return [Row(text=heading, kind=LineKind.HEADING, level=2), *rows] if rows else []


def _posting(facts: Mapping[str, Any], rows: Sequence[Row]) -> Shaped:
    stated = {key: line_of(value) for key, value in facts.items()}
    stated = {key: value for key, value in stated.items() if value}
    return Shaped(stated, [*head_rows(stated), *rows])


def mode(value: Any) -> str:
    """A work mode as onsite, hybrid or remote; empty when it is none."""
    if value is True:
        return "remote"
    return _MODES.get(re.sub(r"[\s_]+", "-", line_of(value).lower()), "")


def _schema_org(value: Mapping[str, Any]) -> Shaped:
    facts = job_facts(value)
    return Shaped(facts, job_rows(value, facts))


def _greenhouse(value: Mapping[str, Any]) -> Shaped:
    ranges = as_list(value.get("pay_input_ranges"))
    pay = ranges[0] if ranges and isinstance(ranges[0], dict) else {}
    location = value.get("location")
    facts = {
        "title": value.get("title"),
        "company": value.get("company_name"),
        "location": location,
        "url": value.get("absolute_url"),
        "date_posted": day(value.get("first_published") or value.get("updated_at")),
        "salary_min": _cents(pay.get("min_cents")),
        "salary_max": _cents(pay.get("max_cents")),
        "salary_currency": pay.get("currency_type"),
    }
    return _posting(facts, rows_from(text_of(value.get("content"))))


def _cents(value: Any) -> str:
    number = amount(value)
    return amount(float(number) / 100) if number else ""


def _lever(value: Mapping[str, Any]) -> Shaped:
    where = value.get("categories")
    where = where if isinstance(where, dict) else {}
    pay = value.get("salaryRange")
    pay = pay if isinstance(pay, dict) else {}
    facts = {
        "title": value.get("text"),
        "location": "; ".join(filter(None, map(line_of, as_list(where.get("allLocations") or where.get("location"))))),
        "employment_type": employment(where.get("commitment")),
        "work_mode": mode(value.get("workplaceType")),
        "url": value.get("hostedUrl"),
        "salary_min": amount(pay.get("min")),
        "salary_max": amount(pay.get("max")),
        "salary_currency": pay.get("currency"),
        "salary_period": period(pay.get("interval")),
    }
    rows = rows_from(text_of(value.get("description") or value.get("descriptionPlain") or value.get("descriptionBodyPlain")))
    for item in as_list(value.get("lists")):
        if isinstance(item, dict):
            heading = line_of(item.get("text"))
            rows += [Row(text=heading, kind=LineKind.HEADING, level=2)] if heading else []
            rows += rows_from(_items(text_of(item.get("content"))))
    rows += rows_from(text_of(value.get("additional") or value.get("additionalPlain")))
    return _posting(facts, rows)


def _items(markup: str) -> str:
    return f"<ul>{markup}</ul>" if re.match(r"\s*<li\b", markup, re.IGNORECASE) else markup


def _ashby(value: Mapping[str, Any]) -> Shaped:
    pay = value.get("compensation")
    pay = pay if isinstance(pay, dict) else {}
    summary = pay.get("compensationTierSummary") or pay.get("scrapeableCompensationSalarySummary")
    places = [value.get("location"), *(place(item) or line_of(item) for item in as_list(value.get("secondaryLocations")))]
    facts = {
        "title": value.get("title"),
        "location": "; ".join(dict.fromkeys(filter(None, map(line_of, places)))),
        "employment_type": re.sub(r"(?<=[a-z])(?=[A-Z])", "-", line_of(value.get("employmentType"))).lower(),
        "work_mode": mode(value.get("workplaceType")) or mode(value.get("isRemote")),
        "url": value.get("jobUrl"),
        "date_posted": day(value.get("publishedAt")),
        "salary": summary,
    }
    rows = rows_from(text_of(value.get("descriptionHtml") or value.get("descriptionPlain")))
    return _posting(facts, rows + ([Row(text=line_of(summary))] if line_of(summary) else []))


def _workable(value: Mapping[str, Any]) -> Shaped:
    location = value.get("location")
    if isinstance(location, dict):
        keys = ("city", "region", "country")
        where = ", ".join(filter(None, (line_of(location.get(key)) for key in keys))) or line_of(location.get("location_str"))
        remote = location.get("telecommuting") is True or mode(location.get("workplace_type")) == "remote"
    else:
        where, remote = line_of(location), value.get("telecommuting") is True or value.get("remote") is True
    facts = {
        "title": value.get("title") or value.get("full_title"),
        "company": value.get("company") or value.get("department_hierarchy_company"),
        "location": where,
        "employment_type": employment(value.get("employment_type")),
        "work_mode": mode(value.get("workplace")) or ("remote" if remote else ""),
        "url": value.get("url") or value.get("application_url"),
        "date_posted": day(value.get("published_on") or value.get("created_at")),
    }
    rows = rows_from(text_of(value.get("description") or value.get("full_description")))
    seen = " ".join(row.text for row in rows)
    for key, heading in (("requirements", "Requirements"), ("benefits", "Benefits")):
        more = _section(heading, value.get(key))
        if len(more) > 1 and more[1].text.removeprefix("• ") not in seen:
            rows += more
    return _posting(facts, rows)


def _is_resume_job(value: Mapping[str, Any]) -> bool:
    return "title" in value and isinstance(value.get("qualifications") or value.get("responsibilities"), list)


def _resume_job(value: Mapping[str, Any]) -> Shaped:
    facts = {
        "title": value.get("title"),
        "company": value.get("company"),
        "location": town(value.get("location")),
        "employment_type": employment(value.get("type")),
        "work_mode": {"full": "remote", "hybrid": "hybrid", "none": "onsite"}.get(line_of(value.get("remote")).lower(), ""),
        "date_posted": day(value.get("date")),
        "salary": value.get("salary"),
    }
    rows = rows_from(text_of(value.get("description")))
    rows += _section("Experience", value.get("experience"))
    rows += _section("Responsibilities", value.get("responsibilities"))
    rows += _section("Qualifications", value.get("qualifications"))
    skills = [_skill(item) for item in as_list(value.get("skills"))]
    rows += _section("Skills", [skill for skill in skills if skill])
    return _posting(facts, rows)


def _skill(value: Any) -> str:
    if not isinstance(value, dict):
        return line_of(value)
    words = ", ".join(filter(None, map(line_of, as_list(value.get("keywords")))))
    name, level = line_of(value.get("name")), line_of(value.get("level"))
    name = f"{name} ({level})" if name and level else name
    return f"{name}: {words}" if name and words else name or words


def _resume(value: Mapping[str, Any]) -> Shaped:
    return Shaped({}, resume_rows(value))


def _anything(value: Mapping[str, Any]) -> Shaped:
    """An object of no known shape: its fields by name, its longest texts as the body, else everything it says."""
    facts: dict[str, str] = {}
    rows: list[Row] = []
    for key, item in value.items():
        name = name_of(str(key))
        line = ("yes" if item else "no") if isinstance(item, bool) else "; ".join(filter(None, map(line_of, as_list(item))))
        long_text = text_of(item)
        if _BODY_KEY.search(str(key)) and len(long_text) > 40 and not (name or "").startswith(TRACKER):
            rows += _section(_headline(str(key)), item)
        elif name is not None and line and len(line) <= 300:
            facts.setdefault(*_field(name, item, line))
    if rows:
        return _posting(facts, rows)
    told = [Row(text=text) for text in _told(value)]
    note = Diagnostic(code="unknown_json", message="The JSON is of no known shape; all its text was read as it stands.")
    return Shaped(facts, told, [note])


def _field(name: str, value: Any, line: str) -> tuple[str, str]:
    """The fact a field feeds: a remote flag that names no work mode is the owner's own field."""
    if name != "work_mode":
        return name, line
    known = mode(value) or ("remote" if line.lower() in ("true", "yes") else "")
    return (name, known) if known else (TRACKER + "remote", line)


def _headline(key: str) -> str:
    """A key as a heading: ``job_description`` -> "Job description"."""
    return re.sub(r"[\W_]+|(?<=[a-z])(?=[A-Z])", " ", key).strip().capitalize()


def _told(value: Any, key: str = "", depth: int = 0) -> Iterator[str]:
    """Every string and number of a value, with its key."""
    if depth > 20:
        return
    if isinstance(value, dict):
        for name, item in value.items():
            yield from _told(item, str(name), depth + 1)
    elif isinstance(value, list):
        for item in value:
            yield from _told(item, key, depth + 1)
    elif isinstance(value, (str, int, float)) and str(value).strip():
        for number, row in enumerate(rows_from(str(value))):
            yield f"{key}: {row.text}" if key and not number else row.text


def longest_description(script: str) -> list[Row]:
    """The rows of the longest description inside the data of a page's script; none when there is none."""
    import json

    try:
        value = json.JSONDecoder(strict=False).raw_decode(script)[0]
    except (ValueError, RecursionError):
        return []
    best = ""
    stack: list[tuple[Any, int]] = [(value, 0)]
    while stack:
        item, depth = stack.pop()
        if isinstance(item, dict) and depth < 60:
            texts = [inner for key, inner in item.items() if isinstance(inner, str) and _LONG_KEY.search(str(key))]
            best = max([best, *texts], key=len)
            stack.extend((inner, depth + 1) for inner in item.values())
        elif isinstance(item, list) and depth < 60:
            stack.extend((inner, depth + 1) for inner in item)
    return rows_from(best)


_SHAPES: Final[tuple[tuple[Callable[[Mapping[str, Any]], bool], Callable[[Mapping[str, Any]], Shaped]], ...]] = (
    (is_job, _schema_org),
    (is_resume, _resume),
    (_has("content", "absolute_url"), _greenhouse),
    (_has("text", "lists"), _lever),
    (_has("hostedUrl", "text"), _lever),
    (_has("descriptionHtml", "jobUrl"), _ashby),
    (_has("descriptionPlain", "jobUrl"), _ashby),
    (_has("descriptionPlain", "isListed"), _ashby),
    (_has("full_description"), _workable),
    (_has("title", "shortcode"), _workable),
    (_is_resume_job, _resume_job),
)

__all__ = ["Shaped", "documents_in", "letters_in", "load_json", "longest_description"]
