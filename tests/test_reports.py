"""Every report format over the same hostile CV and posting: nothing in them may run, steer or be mistaken for a formula."""

from __future__ import annotations

import csv
import json
import re
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from io import StringIO

import jsonschema
import pytest

import fitscore
from fitscore.checklist import actions
from fitscore.gates import answer_gates
from fitscore.matching import Matcher
from fitscore.model import Condition, FitReport, Month, Priority, Ranking, RequirementKind, Skipped, Span, TraitCriterion
from fitscore.policy import Policy
from fitscore.scoring import score
from tests.builders import CvBuilder, finder, posting, requirement, skill

EVIL = '<script>alert(1)</script> =HYPERLINK("http://x") </style> [x](javascript:alert(1)) | ` \x1b[31m\x07 SQL'


@cache
def ranking() -> Ranking:
    cv = CvBuilder().role("Analyst \x1b[2J", Month(2020, 1), Month(2024, 12), f"{EVIL} cut costs by 9%").listed("Python").build()
    asked = (
        requirement(skill("sql"), text=EVIL, id="r1"),
        requirement(skill("python"), text="=Experience with Python", id="r2"),
        requirement(skill("airflow"), text="Airflow is a plus", id="r3", priority=Priority.PREFERRED),
        requirement(TraitCriterion(span=Span(0, 1)), text="Patience", id="r4", kind=RequirementKind.TRAIT),
    )
    job = replace(
        posting(*asked),
        title=EVIL,
        company="@Acme",
        conditions=(Condition(kind="background check", text=EVIL, span=Span(0, 5), line=1),),
    )
    findings = tuple(Matcher(cv, finder(), Policy()).finding(job, r) for r in asked)
    gates = answer_gates(job, cv)
    report = FitReport(
        resume=cv,
        posting=job,
        score=score(job, findings, Policy()),
        findings=findings,
        gates=gates,
        actions=actions(job, cv, findings, gates, Policy()),
        versions={"fitscore": "1", "taxonomy": "1"},
        as_of="2026-11-01",
    )
    skipped = (Skipped(path="a|b.pdf", reason=EVIL, code="damaged"),)
    return Ranking(resume=cv, reports=(report, report), skipped=skipped, versions=report.versions, as_of="2026-11-01")


@pytest.mark.parametrize("name", sorted(fitscore.FORMATS))
def test_same_bytes_twice_and_no_control_characters(name: str) -> None:
    text = fitscore.render(ranking(), name)
    assert text == fitscore.render(ranking(), name)
    if name != "json":
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f]", text)


def test_json_keeps_the_contract_and_the_parts_add_up() -> None:
    data = json.loads(fitscore.render(ranking(), "json"))
    jsonschema.validate(data, fitscore.schema())
    for entry in data["ranking"]:
        assert sum(part["points"] for part in entry["score"]["parts"]) == entry["score"]["total"]
        for finding in entry["findings"]:
            for quote in finding["evidence"]:
                start, end = quote["span"]
                assert ranking().resume.document.text[start:end] == quote["quote"]


def test_checklist_json_keeps_the_contract() -> None:
    data = json.loads(fitscore.render_checklist(ranking().reports[0], "json"))
    jsonschema.validate(data, fitscore.schema())


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.scripts = 0
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.scripts += tag == "script"
        self.links += [value or "" for name, value in attrs if name in ("href", "src", "action")]
        assert not [name for name, _ in attrs if name.startswith("on")]


def test_html_escapes_everything_and_loads_nothing() -> None:
    text = fitscore.render(ranking(), "html")
    tags = _Tags()
    tags.feed(text)
    assert tags.scripts == 1
    assert all(link.startswith("#") for link in tags.links)
    assert "default-src 'none'" in text.replace("&#39;", "'")
    assert text.count("</style>") == 1


def test_csv_has_a_row_a_requirement_and_no_formula() -> None:
    rows = list(csv.reader(StringIO(fitscore.render(ranking(), "csv"))))
    assert len(rows) == 1 + 2 * 4
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "@", "+"))]


def test_markdown_is_inert() -> None:
    text = fitscore.render(ranking(), "markdown")
    assert not re.search(r"(?<!\\)<script", text)
    assert not re.search(r"(?<!\\)\]\(javascript", text)
    table = [line for line in text.splitlines() if line.startswith("| ")]
    assert len({len(re.findall(r"(?<!\\)\|", line)) for line in table}) == 1


def test_terminal_fits_its_width_and_says_words_with_signs() -> None:
    text = fitscore.render_terminal(ranking(), width=80)
    assert max(map(len, text.splitlines())) <= 80
    assert "✓ met" in text
    assert "✗ not shown" in text
    colored = fitscore.render_terminal(ranking(), width=80, color=True)
    assert re.sub(r"\x1b\[[0-9;]*m", "", colored).split() == text.split()


def test_brief_is_only_the_table() -> None:
    assert len(fitscore.render_terminal(ranking(), brief=True)) < len(fitscore.render_terminal(ranking())) / 2


def test_unknown_format_lists_the_known() -> None:
    with pytest.raises(fitscore.UnknownNameError, match="terminal, json, markdown"):
        fitscore.render(ranking(), "docx")


def test_checklist_asks_and_never_claims() -> None:
    text = fitscore.render_checklist(ranking().reports[0])
    assert "- [x] Shown:" in text
    assert "- [ ] Required: “=Experience with Python”. Your CV lists it but no role shows it. Where did you use it?" in text
    assert "Prepare an example for the interview: “Patience”" in text
    assert "Answer before you apply: background check" in text
