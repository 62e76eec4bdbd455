"""The shapes of JSON that hold postings and CVs."""

from __future__ import annotations

import json
from html import escape
from pathlib import Path
from typing import Any

import pytest

from fitscore.errors import DocumentError
from fitscore.model import Document
from fitscore.readers import read_documents


def read(tmp_path: Path, value: Any, name: str = "jobs.json") -> tuple[Document, ...]:
    path = tmp_path / name
    path.write_text(value if isinstance(value, str) else json.dumps(value), encoding="utf-8")
    return read_documents(path)


def only(tmp_path: Path, value: Any) -> Document:
    (document,) = read(tmp_path, value)
    assert document.path.endswith("jobs.json")
    return document


def lines(document: Document) -> list[str]:
    return [line.span.of(document.text) for line in document.lines]


def test_greenhouse(tmp_path: Path) -> None:
    posting = {
        "absolute_url": "https://boards.example/1",
        "title": "Night Baker",
        "location": {"name": "Leeds"},
        "updated_at": "2026-10-02T00:00:00-04:00",
        "content": escape(escape("<p>We bake.</p><ul><li>Rye &amp; wheat</li></ul>")),
        "pay_input_ranges": [{"min_cents": 2400000, "max_cents": 2800050, "currency_type": "GBP"}],
    }
    documents = read(tmp_path, {"jobs": [posting, {**posting, "title": "Day Baker"}]})
    assert [document.path.rsplit("/", 1)[-1] for document in documents] == ["jobs.json#1", "jobs.json#2"]
    assert lines(documents[0]) == ["Night Baker", "Leeds", "We bake.", "• Rye & wheat"]
    assert documents[0].facts["salary_min"] == "24000"
    assert documents[0].facts["salary_max"] == "28000.5"
    assert documents[0].facts["date_posted"] == "2026-10-02"


def test_lever(tmp_path: Path) -> None:
    posting = {
        "text": "Night Baker",
        "hostedUrl": "https://jobs.example/2",
        "categories": {"location": "Leeds", "commitment": "Full-time"},
        "workplaceType": "on-site",
        "descriptionPlain": "We bake.",
        "lists": [{"text": "You bring", "content": "<li>Rye</li><li>Wheat</li>"}],
        "additionalPlain": "Warm hands welcome.",
        "salaryRange": {"min": 24000, "max": 28000, "currency": "GBP", "interval": "per-year-salary"},
    }
    document = only(tmp_path, [posting])
    assert lines(document) == ["Night Baker", "Leeds", "We bake.", "You bring", "• Rye", "• Wheat", "Warm hands welcome."]
    assert document.facts["work_mode"] == "onsite"
    assert document.facts["salary_period"] == "year"
    assert document.facts["employment_type"] == "full-time"


def test_ashby(tmp_path: Path) -> None:
    posting = {
        "title": "Night Baker",
        "location": "Leeds",
        "secondaryLocations": [{"location": "York", "address": {"addressLocality": "York"}}],
        "employmentType": "FullTime",
        "isRemote": True,
        "isListed": True,
        "jobUrl": "https://jobs.example/3",
        "publishedAt": "2026-10-02T00:00:00Z",
        "descriptionHtml": "<p>We bake.</p><ul><li><p>Rye</p></li></ul>",
        "descriptionPlain": "We bake. Rye",
        "compensation": {"compensationTierSummary": "£24K – £28K"},
    }
    document = only(tmp_path, {"apiVersion": "1", "jobs": [posting]})
    assert lines(document) == ["Night Baker", "Leeds; York", "We bake.", "• Rye", "£24K – £28K"]
    assert document.facts["work_mode"] == "remote"
    assert document.facts["employment_type"] == "full-time"


def test_workable(tmp_path: Path) -> None:
    posting = {
        "title": "Night Baker",
        "shortcode": "ABC",
        "location": {"city": "Leeds", "country": "United Kingdom", "telecommuting": False, "workplace_type": "hybrid"},
        "full_description": "<p>We bake.</p><h3>Requirements</h3><ul><li>Rye</li></ul>",
        "requirements": "<ul><li>Rye</li></ul>",
        "benefits": "<p>Free bread</p>",
    }
    document = only(tmp_path, posting)
    assert lines(document) == [
        "Night Baker", "Leeds, United Kingdom", "We bake.", "Requirements", "• Rye", "Benefits", "Free bread",
    ]  # fmt: skip


def test_schema_org_lists_and_graphs(tmp_path: Path) -> None:
    posting = {"@type": "JobPosting", "title": "Night Baker", "description": "<p>We bake.</p>", "hiringOrganization": "Crust Ltd"}
    assert lines(only(tmp_path, posting)) == ["Night Baker", "Crust Ltd", "We bake."]
    assert len(read(tmp_path, [posting, posting, {"@graph": [posting]}])) == 3


def test_json_resume_posting(tmp_path: Path) -> None:
    posting = {
        "title": "Night Baker",
        "company": "Crust Ltd",
        "type": "Full-time",
        "remote": "Hybrid",
        "location": {"city": "Leeds", "countryCode": "GB"},
        "description": "We bake.",
        "responsibilities": ["Bake bread"],
        "qualifications": ["Two years at an oven"],
        "skills": [{"name": "Bread", "level": "Master", "keywords": ["rye", "wheat"]}],
    }
    document = only(tmp_path, posting)
    assert lines(document)[3:] == [
        "We bake.", "Responsibilities", "• Bake bread", "Qualifications", "• Two years at an oven", "Skills",
        "• Bread (Master): rye, wheat",
    ]  # fmt: skip
    assert document.facts["work_mode"] == "hybrid"


def test_json_resume_cv(tmp_path: Path) -> None:
    cv = {
        "basics": {
            "name": "Ada Crust",
            "label": "Baker",
            "email": "ada@example.org",
            "location": {"city": "Leeds"},
            "summary": "Bakes.",
        },
        "work": [
            {
                "name": "Crust Ltd",
                "position": "Night Baker",
                "startDate": "2021-03-01",
                "highlights": ["Baked rye bread"],
                "summary": "Nights.",
            },
            {"name": "Rye & Sons", "position": "Apprentice", "startDate": "2019", "endDate": "2021-02"},
        ],
        "education": [{"institution": "Leeds College", "area": "Baking", "studyType": "Diploma", "endDate": "2019"}],
        "skills": [{"name": "Bread", "keywords": ["rye", "wheat"]}],
        "languages": [{"language": "German", "fluency": "Native"}],
        "certificates": [{"name": "Food hygiene", "issuer": "Leeds Council", "date": "2022-05"}],
    }
    document = only(tmp_path, cv)
    assert lines(document) == [
        "Ada Crust", "Baker", "ada@example.org | Leeds", "Summary", "Bakes.",
        "Experience", "Night Baker\tMar 2021 – Present", "Crust Ltd", "Nights.", "• Baked rye bread",
        "Apprentice\t2019 – Feb 2021", "Rye & Sons",
        "Education", "Diploma in Baking\t2019", "Leeds College",
        "Skills", "• Bread: rye, wheat", "Certificates", "Food hygiene, Leeds Council\tMay 2022",
        "Languages", "• German (Native)",
    ]  # fmt: skip


def test_unknown_shapes(tmp_path: Path) -> None:
    saved = {
        "jobTitle": "Night Baker",
        "employer": "Crust Ltd",
        "status": "applied",
        "remote": True,
        "id": 7,
        "jobDescription": "We bake every night.\n\nRequirements:\n- Two years at an oven\n",
    }
    document = only(tmp_path, {"applications": [saved]})
    assert lines(document) == [
        "Night Baker", "Crust Ltd", "Job description", "We bake every night.", "Requirements:", "- Two years at an oven",
    ]  # fmt: skip
    assert dict(document.facts) == {
        "title": "Night Baker", "company": "Crust Ltd", "tracker.status": "applied", "work_mode": "remote",
    }  # fmt: skip
    odd = only(tmp_path, {"a": {"b": ["Rye", 2]}})
    assert lines(odd) == ["b: Rye", "b: 2"]
    assert [note.code for note in odd.diagnostics] == ["unknown_json"]


def test_one_posting_a_line(tmp_path: Path) -> None:
    line = json.dumps({"title": "Night Baker", "description": "We bake bread every night of the year, in Leeds."})
    assert len(read(tmp_path, f"{line}\n{line}\n", "jobs.jsonl")) == 2
    assert len(read(tmp_path, f"{line}\n{line}\n", "jobs.json")) == 2


def test_json_by_another_name(tmp_path: Path) -> None:
    (document,) = read(tmp_path, {"title": "Night Baker", "description": "We bake bread every night of the year."}, "job.txt")
    assert document.media_type == "application/json"
    (text,) = read(tmp_path, "[Apply here](https://crust.example) for the job", "job.txt")
    assert text.media_type == "text/plain"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{broken", "damaged"),
        ("", "empty"),
        ("   ", "empty"),
        ("[]", "empty"),
        ("[1, 2]", "empty"),
        ("{}", "empty"),
        ("[" * 100_000 + "]" * 100_000, "damaged"),
    ],
)
def test_bad_json(tmp_path: Path, text: str, code: str) -> None:
    with pytest.raises(DocumentError) as caught:
        read(tmp_path, text)
    assert caught.value.code == code


def test_odd_values_do_no_harm(tmp_path: Path) -> None:
    posting = {"title": "Baker \ud800", "description": "We bake bread every night of the year.", "salary": 9 * 10**300}
    document = only(tmp_path, json.dumps(posting))
    document.text.encode("utf-8")
    places = [None, 3, {"address": []}]
    odd = {"@type": "JobPosting", "title": ["x"], "description": {"a": 1}, "baseSalary": [], "jobLocation": places}
    with pytest.raises(DocumentError):
        read(tmp_path, odd)
    assert read(tmp_path, '{"a": ' + "9" * 10_000 + "}")


def test_a_trackers_table(tmp_path: Path) -> None:
    long = "We bake bread every night of the year, and sell it before noon. " * 5
    table = (
        'Job Title;Employer;Stage;"Job description"\n'
        f'Night Baker;Crust Ltd;Applied;"{long}\nRequirements:\n- said ""hello"" to a starter"\n'
        "Day Baker;Crust Ltd;Saved;\n\n"
    )
    (document,) = read(tmp_path, table, "tracker.csv")
    assert dict(document.facts) == {"title": "Night Baker", "company": "Crust Ltd", "tracker.Stage": "Applied"}
    assert lines(document)[:2] == ["Night Baker", "Crust Ltd"]
    assert lines(document)[-1] == '- said "hello" to a starter'
    with pytest.raises(DocumentError) as caught:
        read(tmp_path, "Title,Stage\nBaker,Applied\n", "tracker.csv")
    assert caught.value.code == "empty"
