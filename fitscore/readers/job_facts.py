"""schema.org ``JobPosting`` objects, wherever they stand: the facts they state and the rows of their text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from fitscore.model import LineKind
from fitscore.readers.assemble import Row
from fitscore.readers.markup import rows_from, unescaped

_WAYS_DOWN = ("@graph", "itemListElement", "item", "mainEntity", "mainEntityOfPage", "about")
_MOST_ITEMS = 2000
_MOST_DEPTH = 20
_BODY_FEWEST: Final = 200
_PERIODS = {
    "hour": "hour", "hourly": "hour", "day": "day", "daily": "day", "week": "week", "weekly": "week", "month": "month",
    "monthly": "month", "year": "year", "yearly": "year", "annual": "year", "annually": "year", "annum": "year",
}  # fmt: skip
_EXTRA = {
    "responsibilities": "Responsibilities",
    "qualifications": "Qualifications",
    "skills": "Skills",
    "experienceRequirements": "Experience",
    "educationRequirements": "Education",
    "jobBenefits": "Benefits",
}


def load_json(text: str) -> Any:
    """JSON as files in the wild have it: control characters in strings, huge numbers cut.

    Raises:
        ValueError: it is no JSON, or nested too deeply.
    """
    try:
        return json.loads(text, strict=False, parse_int=_integer)
    except RecursionError:
        raise ValueError("nested too deeply") from None


def _integer(digits: str) -> int:
    return int(digits) if len(digits) < 20 else 0


def job_postings(blocks: list[str]) -> list[dict[str, Any]]:
    """Every ``JobPosting`` of the JSON-LD blocks of a page, with organisations named by ``@id`` filled in."""
    found: list[dict[str, Any]] = []
    named: dict[str, dict[str, Any]] = {}
    for block in blocks:
        block = re.sub(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*$", "", block.strip())
        try:
            value = load_json(block)
        except ValueError:
            continue
        found += jobs_in(value)
        named.update(_named(value))
    for job in found:
        organization = job.get("hiringOrganization")
        if isinstance(organization, dict) and "name" not in organization and str(organization.get("@id")) in named:
            job["hiringOrganization"] = named[str(organization["@id"])]
    return found


def jobs_in(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """The ``JobPosting`` objects in a JSON value, also in lists, ``@graph`` and ``ItemList``."""
    if depth > _MOST_DEPTH:
        return
    if isinstance(value, list):
        for item in value[:_MOST_ITEMS]:
            yield from jobs_in(item, depth + 1)
    elif isinstance(value, dict):
        if is_job(value):
            yield value
        for key in _WAYS_DOWN:
            if isinstance(value.get(key), (list, dict)):
                yield from jobs_in(value[key], depth + 1)


def is_job(value: Mapping[str, Any]) -> bool:
    """Whether an object is of the type ``JobPosting``."""
    kinds = value.get("@type", value.get("type"))
    kinds = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(kind, str) and kind.rsplit("/", 1)[-1].rsplit(":", 1)[-1] == "JobPosting" for kind in kinds)


def _named(value: Any, depth: int = 0) -> dict[str, dict[str, Any]]:
    """Objects with an ``@id`` and a name."""
    found: dict[str, dict[str, Any]] = {}
    if depth > 4:
        return found
    if isinstance(value, list):
        for item in value[:_MOST_ITEMS]:
            found.update(_named(item, depth + 1))
    elif isinstance(value, dict):
        if isinstance(value.get("@id"), str) and "name" in value:
            found[value["@id"]] = value
        if "@graph" in value:
            found.update(_named(value["@graph"], depth + 1))
    return found


def has_body(job: Mapping[str, Any]) -> bool:
    """Whether a posting's description is long enough to be the posting's text."""
    return len(text_of(job.get("description"))) > _BODY_FEWEST


def job_rows(job: Mapping[str, Any], facts: Mapping[str, str]) -> list[Row]:
    """The text of a ``JobPosting``: title, company and place, description, and what is stated beside it."""
    rows = head_rows(facts)
    description = text_of(job.get("description"))
    rows += rows_from(description)
    seen = " ".join(" ".join(row.text for row in rows).split()).casefold()
    for key, heading in _EXTRA.items():
        more = rows_from(text_of(job.get(key)))
        if more and " ".join(more[0].text.split()).casefold().removeprefix("• ")[:60] not in seen:
            rows += [Row(text=heading, kind=LineKind.HEADING, level=2), *more]
    return rows


def head_rows(facts: Mapping[str, str]) -> list[Row]:
    """Title, company and place as the first rows of a text that is made from data."""
    rows = [Row(text=facts["title"], kind=LineKind.HEADING, level=1)] if facts.get("title") else []
    return rows + [Row(text=facts[key]) for key in ("company", "location") if facts.get(key)]


def job_facts(job: Mapping[str, Any]) -> dict[str, str]:
    """What a ``JobPosting`` states as data.

    >>> facts = job_facts({"title": "Baker", "hiringOrganization": {"name": "Crust"}, "jobLocationType": "TELECOMMUTE",
    ...     "baseSalary": {"currency": "GBP", "value": {"minValue": 12, "maxValue": 14.5, "unitText": "HOUR"}}})
    >>> facts["company"], facts["work_mode"], facts["salary_max"], facts["salary_period"]
    ('Crust', 'remote', '14.5', 'hour')
    """
    facts = {
        "title": line_of(job.get("title") or job.get("name")),
        "company": _name(job.get("hiringOrganization")),
        "location": "; ".join(dict.fromkeys(filter(None, map(place, as_list(job.get("jobLocation")))))),
        "work_mode": "remote" if "TELECOMMUTE" in [str(kind).upper() for kind in as_list(job.get("jobLocationType"))] else "",
        "employment_type": employment(job.get("employmentType")),
        "date_posted": day(job.get("datePosted")),
        "valid_through": day(job.get("validThrough")),
        "url": line_of(job.get("url")),
        **_pay(job.get("baseSalary") or job.get("estimatedSalary")),
    }
    return {key: value for key, value in facts.items() if value}


def as_list(value: Any) -> list[Any]:
    """A value as a list: nothing for None, itself for a list."""
    return [] if value is None else value if isinstance(value, list) else [value]


def text_of(value: Any) -> str:
    """The text of a value: strings, lists of strings, or objects with a name or description; escaped markup unescaped."""
    if isinstance(value, str):
        return unescaped(value)
    if isinstance(value, list):
        pieces = [text_of(item) for item in value[:_MOST_ITEMS]]
        return "\n".join(f"• {piece}" if "<" not in piece else piece for piece in pieces if piece)
    if isinstance(value, dict):
        for key in ("description", "name", "credentialCategory", "value"):
            if isinstance(value.get(key), (str, list)):
                return text_of(value[key])
    return ""


def line_of(value: Any) -> str:
    """A string, a number or an object with a name as one line of text without markup; empty for anything else."""
    if isinstance(value, dict):
        value = value.get("name") or value.get("label") or value.get("value")
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return ""
    text = unescaped(str(value))
    if "<" in text or "&" in text:
        text = " ".join(row.text for row in rows_from(text)).removeprefix("• ")
    return " ".join(text.split())[:500]


def _name(value: Any) -> str:
    return next(filter(None, map(line_of, as_list(value))), "")


def place(value: Any) -> str:
    """A schema.org place, or a plain string, as "Leeds, England, GB"."""
    if isinstance(value, str):
        return line_of(value)
    if not isinstance(value, dict):
        return ""
    address = value.get("address", value)
    if isinstance(address, list):
        address = address[0] if address else {}
    if not isinstance(address, dict):
        return line_of(address)
    parts = [line_of(address.get(key)) for key in ("addressLocality", "addressRegion", "addressCountry")]
    return ", ".join(dict.fromkeys(filter(None, parts))) or line_of(value.get("name"))


def employment(value: Any) -> str:
    """Employment types as words: "full-time, contract"."""
    return ", ".join(line_of(item).lower().replace("_", "-") for item in as_list(value) if line_of(item))


def day(value: Any) -> str:
    """The day of an ISO time stamp, or the value as it stands."""
    text = line_of(value)
    return text[:10] if re.match(r"\d{4}-\d\d-\d\d", text) else text


def period(value: Any) -> str:
    """A pay period as year, month, week, day or hour; empty when it is none of them."""
    words = re.split(r"[^a-z]+", line_of(value).lower())
    return next((_PERIODS[word] for word in words if word in _PERIODS), "")


def amount(value: Any) -> str:
    """A number as the facts hold it, without a needless ".0"; empty for anything else."""
    text = line_of(value).replace(",", "")
    return re.sub(r"\.0+$", "", text) if re.fullmatch(r"\d{1,12}(?:\.\d{1,6})?", text) else ""


def _pay(value: Any) -> dict[str, str]:
    """The facts of a ``MonetaryAmount``."""
    value = as_list(value)[0] if as_list(value) else None
    if not isinstance(value, dict):
        number = amount(value)
        return {"salary_min": number, "salary_max": number} if number else {}
    inner = value.get("value", value)
    if not isinstance(inner, dict):
        inner = {"value": inner, "unitText": value.get("unitText")}
    single = amount(inner.get("value"))
    return {
        "salary_min": amount(inner.get("minValue")) or single,
        "salary_max": amount(inner.get("maxValue")) or single,
        "salary_currency": line_of(value.get("currency") or inner.get("currency")),
        "salary_period": period(inner.get("unitText") or value.get("unitText")),
    }
