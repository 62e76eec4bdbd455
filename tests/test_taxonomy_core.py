"""The bundled taxonomy: sound by its own rules, large enough, and right where people look first."""

from __future__ import annotations

import re

import pytest

from fitscore.skills import SkillFinder, check_taxonomy
from fitscore.taxonomy import AREA, Taxonomy, core_path, load_taxonomy, stats


@pytest.fixture(scope="module")
def taxonomy() -> Taxonomy:
    return load_taxonomy()


@pytest.fixture(scope="module")
def finder(taxonomy: Taxonomy) -> SkillFinder:
    return SkillFinder(taxonomy)


def test_it_has_no_faults() -> None:
    assert check_taxonomy(core_path()) == []


def test_it_covers_every_field_of_work(taxonomy: Taxonomy) -> None:
    found = stats(taxonomy)
    assert found.skills >= 2600
    assert found.aliases >= 10_000
    assert all(count >= 25 for _, count in found.categories), found.categories


def test_it_credits_its_sources() -> None:
    head = core_path().read_text(encoding="utf-8")[:3000]
    assert "CC BY 4.0" in head
    assert "USDOL/ETA has not approved, endorsed, or tested these modifications." in re.sub(r"\s+", " ", head)
    assert "This service uses the ESCO classification of the European Commission" in re.sub(r"\s+", " ", head)


def test_ids_say_what_they_are(taxonomy: Taxonomy) -> None:
    assert all(skill_id.startswith("study-") for skill_id, skill in taxonomy.skills.items() if skill.kind == AREA)


@pytest.mark.parametrize(
    ("have", "want", "kinds"),
    [
        ("postgresql", "sql", {"implied"}),
        ("tableau", "bi-tools", {"narrower"}),
        ("power-bi", "tableau", {"peer"}),
        ("difference-in-differences", "causal-inference", {"narrower"}),
        ("pytorch", "deep-learning", {"implied"}),
        ("react", "javascript", {"implied"}),
        ("aws", "cloud-computing", {"narrower"}),
        ("sql", "postgresql", {"broader"}),
        ("python", "sql", {"peer", None}),
    ],
)
def test_what_proves_what(taxonomy: Taxonomy, have: str, want: str, kinds: set[str | None]) -> None:
    relation = taxonomy.relation(have, want)
    assert (relation.kind if relation else None) in kinds


SAID_OTHERWISE = {
    "sql": [
        "Wrote window functions and CTEs over the orders schema",
        "Tuned slow PostgreSQL statements",
        "Built marts in Snowflake for finance",
        "Designed stored procedures in T-SQL",
        "Asked BigQuery every day for the growth team",
        "MySQL and MariaDB in production",
        "Modelled revenue in dbt",
        "Complex queries against relational databases",
        "Oracle packages in PL/SQL for billing",
        "Pulled data from Redshift with joins and subqueries",
    ],
    "python": [
        "Scripts in pandas and NumPy",
        "Trained models with scikit-learn",
        "Services in Django",
        "A Flask back end for bookings",
        "Deep nets in PyTorch",
        "Pipelines in PySpark",
        "Jupyter notebooks for the weekly report",
        "FastAPI micro-services",
        "Automated checks with pytest",
        "Fine-tuned transformers in TensorFlow",
    ],
    "r": [
        "Data wrangling in the tidyverse",
        "Plots with ggplot2",
        "Shiny dashboards for the clinic",
        "RStudio for all analyses",
        "dplyr and tidyr daily",
        "Two packages on CRAN",
        "Books built with knitr",
        "Reports in R Markdown",
        "Survival curves with an R package",
        "lme4 for multilevel models",
    ],
    "causal-inference": [
        "Difference-in-differences on store openings",
        "Instrumental variables for price effects",
        "Propensity score matching of customers",
        "Regression discontinuity around the age limit",
        "Synthetic control of a regional launch",
        "Uplift modeling for coupons",
        "Estimated treatment effects of the new fee",
        "Quasi-experimental designs for policy",
        "Double machine learning for subgroups",
        "Natural experiments with panel data",
    ],
    "threat-investigation": [
        "Tracked threat actors across platforms",
        "Investigated coordinated inauthentic behavior",
        "Unmasked bot networks that spread scams",
        "Hunted for adversaries in our logs",
        "Investigating abuse of the messaging product",
        "Mapped the servers of bad actors",
        "Ran investigations into online threats",
        "Disrupted influence operations",
        "Investigated account takeovers by organised groups",
        "Attribution of malicious campaigns",
    ],
    "people-management": [
        "Led a team of six analysts",
        "Managed a team of 12 across two sites",
        "Hired and developed five engineers",
        "Line manager of four nurses",
        "Eight direct reports",
        "Supervised a team of nine",
        "Conducted performance reviews for my staff",
        "Responsible for a team of 20 clerks",
        "Managing people and budgets",
        "In charge of a team of writers",
    ],
}


@pytest.mark.parametrize(("want", "text"), [(want, text) for want, texts in SAID_OTHERWISE.items() for text in texts])
def test_found_without_its_name(taxonomy: Taxonomy, finder: SkillFinder, want: str, text: str) -> None:
    relations = [taxonomy.relation(mention.skill_id, want) for mention in finder.find(text)]
    proofs = [it for it in relations if it is not None and it.kind in ("same", "narrower", "implied") and it.weight >= 500]
    assert proofs, [mention.skill_id for mention in finder.find(text)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Skills: R, SQL, Go", ["r", "sql", "go"]),
        ("C++/C#, .NET and ASP.NET Core", ["c-plus-plus", "c-sharp", "dotnet"]),
        ("You excel at spreadsheets in Excel", ["excel"]),
        ("Go to the office on Mondays", []),
        ("An apple a day; spring is here", []),
        ("Our spark of joy", []),
        ("Apache Spark or Spark SQL", ["spark"]),
        ("a Class C driving licence", ["drivers-licence"]),
        ("CI/CD with Jenkins and Docker on AWS(EC2,S3)", ["ci-cd", "jenkins", "docker", "aws"]),
    ],
)
def test_ambiguous_names(finder: SkillFinder, text: str, wanted: list[str]) -> None:
    found = [mention.skill_id for mention in finder.find(text)]
    assert [skill_id for skill_id in wanted if skill_id not in found] == []
    if not wanted:
        assert found == []


@pytest.mark.parametrize(
    ("title", "shows"),
    [
        ("Senior Data Scientist", "data-science"),
        ("Product Manager", "product-management"),
        ("Registered Nurse", "nursing"),
        ("Head of Trust and Safety", "people-management"),
        ("Team Lead, Investigations", "people-management"),
        ("Software Engineer II", "software-engineering"),
        ("Electrician", "electrical-work"),
        ("Primary School Teacher", "teaching"),
    ],
)
def test_titles(finder: SkillFinder, title: str, shows: str) -> None:
    assert shows in finder.find_title(title)


@pytest.mark.parametrize("title", ["Product Manager", "Project Manager", "Account Manager", "Case Manager", "Community Manager"])
def test_titles_that_manage_no_people(finder: SkillFinder, title: str) -> None:
    assert "people-management" not in finder.find_title(title)


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("a degree in Computer Science", "study-computer-science"),
        ("BSc in Maths", "study-mathematics"),
        ("MSc Electrical Engineering", "study-electrical-engineering"),
        ("Master of Public Health", "study-public-health"),
    ],
)
def test_fields_of_study(finder: SkillFinder, text: str, area: str) -> None:
    assert area in [mention.skill_id for mention in finder.find_areas(text)]
