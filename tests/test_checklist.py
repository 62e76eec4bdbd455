"""The pre-application checklist: it asks, it counts what is at stake, and it writes into a tracker page without touching it."""

from __future__ import annotations

from dataclasses import replace

import pytest

import fitscore
from fitscore.checklist import actions, shorten
from fitscore.datafile import load_data
from fitscore.gates import answer_gates
from fitscore.matching import Matcher
from fitscore.model import (
    AnyOf,
    FitReport,
    GateStatus,
    LanguageCriterion,
    Month,
    Posting,
    Priority,
    RequirementKind,
    Resume,
    Span,
    SpokenLanguage,
    YearsCriterion,
)
from fitscore.phrases import load_rules
from fitscore.policy import Policy
from fitscore.scoring import score
from fitscore.text import fold
from tests.builders import CvBuilder, finder, posting, requirement, skill


def cv() -> Resume:
    return CvBuilder().role("Analyst", Month(2022, 1), Month(2024, 12), "Wrote SQL reports").listed("Python").build()


def report(job: Posting, resume: Resume | None = None) -> FitReport:
    resume = resume or cv()
    findings = tuple(Matcher(resume, finder(), Policy()).finding(job, r) for r in job.requirements)
    gates = answer_gates(job, resume)
    return FitReport(
        resume=resume,
        posting=job,
        score=score(job, findings, Policy()),
        findings=findings,
        gates=gates,
        actions=actions(job, resume, findings, gates, Policy()),
    )


def job() -> Posting:
    return posting(
        requirement(skill("sql"), text="SQL at work", id="r1"),
        requirement(skill("tableau"), text="Dashboards in Tableau.", id="r2"),
        requirement(skill("airflow"), text="Airflow is a plus", id="r3", priority=Priority.PREFERRED),
        requirement(YearsCriterion(span=Span(0, 1), months=60, of=("sql",)), text="5 years of SQL", id="r4"),
    )


def test_points_at_stake_are_what_the_total_would_rise_by() -> None:
    result = report(job())
    stakes = {a.requirement: a.points for a in result.actions if a.points is not None}
    for name, points in stakes.items():
        full = [replace(f, credit=1000) if f.requirement == name else f for f in result.findings]
        total = score(result.posting, full, Policy()).total
        assert total is not None
        assert result.score.total is not None
        assert total - result.score.total == points
    assert list(stakes.values()) == sorted(stakes.values(), reverse=True)


def test_the_fewest_lines_to_the_next_band_are_named() -> None:
    result = report(job())
    (step,) = [a.text for a in result.actions if a.kind == "next"]
    assert step.startswith("To reach ")
    assert "one line would have to be shown" in step


def test_no_next_band_above_the_best() -> None:
    assert not [a for a in report(posting(requirement(skill("sql")))).actions if a.kind == "next"]


def test_every_gap_is_a_question_and_names_a_role() -> None:
    gaps = [a for a in report(job()).actions if a.kind in ("gap", "evidence")]
    assert {a.requirement for a in gaps} == {"r2", "r3", "r4"}
    assert all("?" in a.text and "Analyst" in a.text for a in gaps)


def test_form_answers_are_counted_from_dated_roles() -> None:
    texts = [a.text for a in report(job()).actions if a.kind == "form"]
    assert "If the form asks for years of SQL: 3.0 (3 years, from your dated roles)." in texts


def test_a_language_out_of_several_is_one_gate() -> None:
    any_of = AnyOf(
        span=Span(0, 1),
        children=tuple(LanguageCriterion(span=Span(0, 1), skill_id=s.lower(), label=s) for s in ("Spanish", "French")),
    )
    asked = posting(requirement(any_of, text="Spanish or French", kind=RequirementKind.LANGUAGE))
    (gate,) = [g for g in answer_gates(asked, cv()) if g.kind.startswith("language")]
    assert (gate.kind, gate.status) == ("language: Spanish or French", GateStatus.ASK)
    speaks = replace(cv(), languages=(SpokenLanguage(language="French", span=Span(0, 7)),))
    (gate,) = [g for g in answer_gates(asked, speaks) if g.kind.startswith("language")]
    assert gate.status is GateStatus.PASS


def test_the_home_town_is_quoted_without_the_rest_of_the_contact_line() -> None:
    builder = CvBuilder()
    builder.line("Ada Marsh | ada@example.com | Leeds, UK | 0113 496 0000")
    resume = builder.role("Analyst", Month(2022, 1), Month(2024, 12), "Wrote SQL reports").build()
    here = replace(job(), locations=("Leeds",))
    (gate,) = [g for g in answer_gates(here, resume) if g.kind == "location"]
    assert gate.status is GateStatus.PASS
    assert [quote.quote for quote in gate.evidence] == ["Leeds, UK"]


def test_html_checklist_has_a_box_for_every_line() -> None:
    result = report(job())
    text = fitscore.render_checklist(result, "html")
    assert text.count('type="checkbox"') == len(result.actions)
    assert "Before you apply" in text


@pytest.mark.parametrize(
    ("entry", "text", "holds"),
    [
        (entry["id"], text, said == "yes")
        for entry in load_data("documents_asked")
        for said in ("yes", "no")
        for text in entry["examples"][said]
    ],
)
def test_documents_asked_keep_their_examples(entry: str, text: str, holds: bool) -> None:
    rule = next(r for r in load_rules("documents_asked") if r.id == entry)
    assert (rule.search(fold(text)) is not None) is holds


def test_the_papers_a_posting_asks_for_are_listed() -> None:
    words = "Apply with a CV, a cover letter and two professional references."
    asked = replace(job(), document=replace(job().document, text=words))
    texts = [a.text for a in report(asked).actions if a.kind == "document"]
    assert [text.split(" (")[0] for text in texts] == ["Have ready: a cover letter", "Have ready: references"]


@pytest.mark.parametrize(("asked", "told"), [("SQL querying", False), ("structured query language", True)])
def test_the_posting_s_word_is_told_only_where_it_shares_none_with_the_cv_s(asked: str, told: bool) -> None:
    wanted = replace(skill("sql"), surface=asked)
    texts = [a.text for a in report(posting(requirement(wanted))).actions if a.kind == "wording"]
    assert bool(texts) is told


# ------------------------------------------------------------------------------------------------------- tracker pages

PAGES = [
    "# Acme\n\nStage: open\n\n# Action items\n\n- [ ]  Ask Devon\n\n# Notes\n\n- mine\n",
    "# Acme\r\n\r\n## Action Items:\r\n\r\n## Notes\r\n- mine",
    "# Acme\n\n**Action items**\n\n# Notes\n",
    "- Action items\n    - [ ]  Ask Devon\n- Notes\n    - mine\n",
    "# Acme\n\nno block at all",
    "",
]


@pytest.mark.parametrize("page", PAGES)
def test_a_tracker_page_keeps_every_byte_and_gains_the_boxes(page: str) -> None:
    result = report(job())
    filled = fitscore.fill_action_items(page, result)
    added = [line for line in filled.splitlines() if line.strip().startswith(("- [ ]  ", "- [x]  ")) and "Devon" not in line]
    assert len(added) == len(result.actions)
    kept, rest = page.replace("\r\n", "\n").splitlines(), iter(filled.splitlines())
    assert all(line in rest for line in kept), "a line of the owner's page is gone or moved"
    assert ("\r\n" in filled) == ("\r\n" in page)
    assert "\n\r" not in filled.replace("\r\n", "")
    heading = next((i for i, line in enumerate(filled.splitlines()) if "action items" in line.casefold()), None)
    assert heading is not None
    after = filled.splitlines()[heading:]
    notes = next((i for i, line in enumerate(after) if "Notes" in line), len(after))
    assert max(after.index(line) for line in added) < notes


@pytest.mark.parametrize("page", PAGES)
def test_filling_twice_adds_nothing(page: str) -> None:
    once = fitscore.fill_action_items(page, report(job()))
    assert fitscore.fill_action_items(once, report(job())) == once


def test_a_shortened_requirement_ends_without_its_stop() -> None:
    assert shorten("Dashboards in Tableau.") == "Dashboards in Tableau"
