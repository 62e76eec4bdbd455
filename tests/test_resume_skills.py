"""Skills of a CV: where they count, how strongly, what is taken back, and for how many months."""

from __future__ import annotations

import pytest

from fitscore.model import Document, Month, Span, Strength
from fitscore.resume import parse_resume
from fitscore.resume.mentions import PEOPLE
from fitscore.text import lines_of
from tests.builders import AS_OF, finder
from tests.cv import codes, job, mentions, read, skills

NEGATED = [
    ("No production experience with Kubernetes", "kubernetes"),
    ("I have not used Spark, Kafka or Hadoop", "kafka"),
    ("never worked with SAP; Excel daily", "sap"),
    ("Built it without using Docker", "docker"),
]
STAYS = [
    ("No downtime when I moved the site to Kubernetes", "kubernetes"),
    ("Not only SQL but also Python", "python"),
    ("never worked with SAP; Excel daily", "excel"),
    ("No experience with SAP, but Excel every day", "excel"),
    ("Released without delays on Docker", "docker"),
]
HEDGED = [
    ("Familiar with Tableau, Looker and Power BI", "looker"),
    ("Some exposure to Kubernetes", "kubernetes"),
    ("Currently learning Rust", "rust"),
    ("Learning: Rust, Go", "go"),
    ("Python (beginner), SQL (expert)", "python"),
    ("Airflow: can read a DAG, wouldn't build one from scratch", "airflow"),
    ("Basic knowledge of Java", "java"),
    ("Tableau    Familiar with    Internship", "tableau"),
    ("Python ●○○○○ | SQL ●●●●●", "python"),
    ("some R (tidyverse), SQL", "tidyverse"),
    ("Assisted with Tableau dashboards", "tableau"),
]
PLAIN = [
    ("Python (beginner), SQL (expert)", "sql"),
    ("Familiar with Tableau; built models in Python", "python"),
    ("Python ●○○○○ | SQL ●●●●●", "sql"),
    ("some R (tidyverse), SQL", "sql"),
    ("Machine learning and Spark", "spark"),
    ("Python (pandas, scikit-learn)", "pandas"),
]


@pytest.mark.parametrize(("line", "skill"), NEGATED)
def test_taken_back(line: str, skill: str) -> None:
    found = mentions(read(f"SKILLS\n{line}\n"), skill)
    assert found
    assert all(mention.negated for mention in found)


@pytest.mark.parametrize(("line", "skill"), STAYS)
def test_not_taken_back(line: str, skill: str) -> None:
    found = mentions(read(job(line)), skill)
    assert found
    assert not any(mention.negated for mention in found)


@pytest.mark.parametrize(("line", "skill"), HEDGED)
def test_with_a_reservation(line: str, skill: str) -> None:
    found = mentions(read(f"SKILLS\n{line}\n"), skill)
    assert found
    assert all(mention.hedged for mention in found)


@pytest.mark.parametrize(("line", "skill"), PLAIN)
def test_without_a_reservation(line: str, skill: str) -> None:
    found = mentions(read(f"SKILLS\n{line}\n"), skill)
    assert found
    assert not any(mention.hedged or mention.negated for mention in found)


def test_ladder_of_strength() -> None:
    resume = read(
        job("Wrote reports in SQL", "Cut reporting time by 40% with Tableau")
        + "\nEDUCATION\nBSc Physics, Leeds University, 2015 - 2018\nCourses: MATLAB, Fortran\n\nSKILLS\nPython, Excel\n"
    )
    strength = {skill.skill_id: skill.strength for skill in resume.skills}
    assert strength["python"] is Strength.LISTED
    assert strength["matlab"] is Strength.STUDIED
    assert strength["sql"] is Strength.USED
    assert strength["tableau"] is Strength.OUTCOME


def test_a_table_of_skills_is_read_by_the_row() -> None:
    resume = read(
        "SKILLS\nTool\tHow well\tWhere\nExcel\tAdvanced\tWork, daily\nPower BI\tFamiliar with\tInternship\n"
        "Python\tBeginner, an evening class, never at work\tUniversity\n"
    )
    (excel,), (power_bi,), (python,) = (mentions(resume, name) for name in ("excel", "power-bi", "python"))
    assert (excel.strength, excel.hedged) == (Strength.USED, False)
    assert power_bi.hedged
    assert (python.strength, python.hedged or python.negated) == (Strength.STUDIED, True)


def test_months_come_from_roles_alone() -> None:
    resume = read(
        "EXPERIENCE\n\nAnalyst, Globex Ltd\tJan 2020 - Dec 2021\n- Reports in SQL\n\n"
        "Analyst, Initech Ltd\tJul 2021 - Jun 2022\n- Models in SQL and Python\n\nSKILLS\nSQL, Python, Rust\n"
    )
    found = skills(resume)
    assert (found["sql"], found["python"], found["rust"]) == (30, 12, 0)
    assert next(s for s in resume.skills if s.skill_id == "sql").last_used == Month(2022, 6)
    assert resume.total_months == 30


def test_hedged_use_adds_no_months() -> None:
    assert skills(read(job("Some exposure to Kubernetes", "Reports in SQL")))["kubernetes"] == 0


def test_titles_show_skills() -> None:
    resume = read(job("Looked at numbers", head="Data Scientist, Globex Ltd, Leeds"))
    assert skills(resume)["data-science"] == 24
    assert mentions(resume, "data-science")[0].rule == "title"


MANAGES = [
    "Led a team of 6 engineers",
    "Line manage nine nurses: rotas, supervision, appraisals",
    "Managed four analysts",
    "Ran a 12-person crew on nights",
    "Three direct reports",
    "Freelancers and an agency report to me",
    "Supervised 8 electricians",
    "Scaled the support team from 3 to 20",
]
MANAGES_NOT = [
    "Member of a team of 12",
    "Collaborated in a team of 10 to ship the app",
    "Team Size: 24",
    "Helped onboard two students (no direct reports)",
    "Two juniors ask me for reviews, though I'm not their manager",
    "Managed 12 client accounts",
    "Worked with the product manager",
]


@pytest.mark.parametrize("line", MANAGES)
def test_people_management(line: str) -> None:
    found = mentions(read(job(line)), PEOPLE)
    assert any(not mention.negated for mention in found)


@pytest.mark.parametrize("line", MANAGES_NOT)
def test_no_people_management(line: str) -> None:
    found = mentions(read(job(line)), PEOPLE)
    assert all(mention.negated for mention in found)


@pytest.mark.parametrize(
    "line", ["Excel at finding the cause of faults", "Lead the weekly call", "Go above the brief for clients"]
)
def test_verbs_are_no_skills(line: str) -> None:
    resume = read(job(line))
    assert not {"excel", "go", "lead"} & {skill.skill_id for skill in resume.skills if skill.mentions[0].rule != "title"}


def test_contact_names_and_schools_are_no_skills() -> None:
    resume = read(
        "Ruby Swift\nruby.swift@oracle-example.com | github.com/python | 0113 496 0000\n\nEXPERIENCE\n\n"
        "Clerk, Java Coffee Ltd, Leeds\t2019 - 2020\n- Filed papers\n\nEDUCATION\nBA History, Analytics College, 2015 - 2018\n"
    )
    found = {skill.skill_id for skill in resume.skills}
    assert not {"ruby", "swift", "oracle", "python", "java", "data-analysis"} & found
    assert resume.name == "Ruby Swift"


def test_hidden_text_is_not_credited() -> None:
    text = "SKILLS\nSQL, Excel\nKubernetes, Rust, Tableau\n"
    hidden = Span(text.index("Kubernetes"), len(text) - 1)
    partly = Span(text.index("Excel"), text.index("Excel") + 5)
    document = Document(path="cv.txt", media_type="text/plain", text=text, lines=lines_of(text), hidden=(hidden, partly))
    found = {skill.skill_id for skill in parse_resume(document, finder(), AS_OF).skills}
    assert found == {"sql"}


def test_lists_broken_by_the_margin() -> None:
    items = "Forecasting, Anomaly Detection, Time Series, Graph Analysis, Data Visualization, Hypothesis"
    resume = read(f"SKILLS\n{items}\nTesting, Root Cause Analysis, Tableau, Excel, Data Modeling, Data Mining, Python, Java\n")
    assert {"hypothesis-testing", "root-cause-analysis"} <= {skill.skill_id for skill in resume.skills}


def test_long_lists_are_quoted_in_pieces() -> None:
    resume = read(
        "SKILLS\n" + ", ".join(["Python", "SQL", "Excel", "Tableau", "Docker", "Kubernetes", "Java", "Rust"] * 8) + "\n"
    )
    contexts = {mention.context for skill in resume.skills for mention in skill.mentions}
    assert max(span.end - span.start for span in contexts) <= 200


def test_a_keyword_block_is_named() -> None:
    from fitscore.taxonomy import load_taxonomy

    labels = [skill.label for skill in list(load_taxonomy().skills.values()) if skill.kind == "tool"][:90]
    resume = read("SKILLS\n" + ", ".join(labels) + "\n\nEXPERIENCE\n\nClerk, Acme Ltd\t2024 - 2025\n- Sorted the mail\n")
    assert "keyword_block" in codes(resume)
    assert "keyword_block" not in codes(read("SKILLS\nSQL, Excel, Python\n"))


def test_a_pasted_posting_is_named() -> None:
    resume = read(
        "Requirements\nYou will lead the data team\nYou have five years of SQL\nMust have Python\nWe offer free lunch\n"
        "The ideal candidate knows Tableau\n"
    )
    assert "posting_pasted" in codes(resume)
