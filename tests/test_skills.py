"""The skill finder over a small taxonomy of its own: words, spelling, guards, lists, shared heads, titles, spaCy."""

from __future__ import annotations

import threading
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fitscore.model import Span
from fitscore.skills import SkillFinder, explain, tokenize
from fitscore.taxonomy import Taxonomy
from fitscore.taxonomy.compiling import compile_taxonomy
from fitscore.taxonomy.loading import merge_texts
from fitscore.taxonomy.normal import key_of

FILE = """\
categories: [c]
block_phrases: [R&D, C-level, Class C, no SQL]
context_sets:
  languages: [python, java, rust, sql, programming]
skills:
  - {id: sql, label: SQL, kind: language, category: c}
  - {id: nosql, label: NoSQL, kind: knowledge, category: c}
  - {id: python, label: Python, kind: language, category: c, titles: [Python developer]}
  - {id: java, label: Java, kind: language, category: c}
  - {id: rust, label: Rust, kind: language, category: c}
  - {id: r, label: R, kind: language, category: c,
     aliases: [{text: R, case: exact, require: [languages], reject_after: ["&", "-"], reject_before: ["Class "]}]}
  - {id: go, label: Go, kind: language, category: c,
     aliases: [golang, {text: Go, case: exact, require: [languages], reject_after: [" to ", "-"]}]}
  - {id: c, label: C, kind: language, category: c, aliases: [{text: C, case: exact, require: [languages]}]}
  - {id: c-plus-plus, label: C++, kind: language, category: c}
  - {id: c-sharp, label: "C#", kind: language, category: c}
  - {id: dotnet, label: .NET, kind: platform, category: c}
  - {id: node-js, label: Node.js, kind: platform, category: c}
  - {id: react, label: React, kind: tool, category: c, aliases: [{text: React, case: exact}]}
  - {id: aws, label: AWS, kind: platform, category: c}
  - {id: s3, label: Amazon S3, kind: tool, category: c, aliases: [{text: S3, case: exact}]}
  - {id: ec2, label: Amazon EC2, kind: tool, category: c, aliases: [{text: EC2, case: exact}]}
  - {id: power-bi, label: Power BI, kind: tool, category: c}
  - {id: javascript, label: JavaScript, kind: language, category: c}
  - {id: scikit-learn, label: scikit-learn, kind: tool, category: c}
  - {id: kubernetes, label: Kubernetes, kind: tool, category: c}
  - {id: salesforce, label: Salesforce, kind: tool, category: c}
  - {id: cybersecurity, label: cybersecurity, kind: domain, category: c}
  - {id: security, label: information security, kind: domain, category: c, aliases: [cyber hygiene, security]}
  - {id: ab-testing, label: A/B testing, kind: method, category: c}
  - {id: ci-cd, label: CI/CD, kind: method, category: c}
  - {id: trust-safety, label: trust and safety, kind: domain, category: c, aliases: ["T&S"]}
  - {id: rest, label: REST APIs, kind: knowledge, category: c}
  - {id: modeling, label: data modeling, kind: method, category: c}
  - {id: windows, label: Windows, kind: platform, category: c}
  - {id: sales, label: sales, kind: domain, category: c}
  - {id: communication, label: communication, kind: soft, category: c, aliases: [verbal communication, written communication]}
  - {id: communications, label: communications, kind: domain, category: c}
  - {id: machine-learning, label: machine learning, kind: knowledge, category: c}
  - {id: product-analytics, label: product analytics, kind: domain, category: c}
  - {id: data-analytics, label: data analytics, kind: domain, category: c, titles: [data analyst]}
  - {id: data-visualization, label: data visualization, kind: method, category: c}
  - {id: front-end, label: front-end development, kind: method, category: c}
  - {id: back-end, label: back-end development, kind: method, category: c}
  - {id: risk, label: risk management, kind: method, category: c}
  - {id: fraud, label: fraud management, kind: method, category: c}
  - {id: people, label: people management, kind: management, category: c, titles: [manager, head of],
     not_titles: [product manager]}
  - {id: product, label: product management, kind: domain, category: c, titles: [product manager]}
  - {id: security-plus, label: CompTIA Security+, kind: certification, category: c, aliases: [Security+]}
  - {id: cpa, label: CPA, kind: certification, category: c, aliases: [{text: CPA, case: exact}]}
  - {id: study-history, label: history, kind: field_of_study, category: c}
"""


@pytest.fixture(scope="module")
def finder() -> SkillFinder:
    merged, _ = merge_texts([("test.yaml", FILE)])
    return SkillFinder(Taxonomy.of(compile_taxonomy(merged, "test")))


def ids(finder: SkillFinder, text: str, **more: bool) -> list[str]:
    found = finder.find(text, **more)
    assert all(mention.span.of(text) == mention.surface for mention in found)
    assert all(one.span.end <= other.span.start for one, other in pairwise(found))
    return [mention.skill_id for mention in found]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("C++/C#", ["c-plus-plus", "c-sharp"]),
        ("C++11 and C#7", ["c-plus-plus", "c-sharp"]),
        ("Node.js/React", ["node-js", "react"]),
        ("Node JS and NodeJS", ["node-js", "node-js"]),
        ("AWS(S3,EC2)", ["aws", "s3", "ec2"]),
        ("Python or R.", ["python", "r"]),
        ("R&D in Python", ["python"]),
        ("T&S, T & S", ["trust-safety", "trust-safety"]),
        ("Trust & Safety", ["trust-safety"]),
        (".NET and the net income", ["dotnet"]),
        ("A/B testing, AB tests, A / B testing", ["ab-testing", "ab-testing"]),
        ("CI/CD, CI / CD, CICD", ["ci-cd", "ci-cd", "ci-cd"]),
        ("PowerBI, Power-BI, power bi", ["power-bi"] * 3),
        ("Java Script and javascript", ["javascript", "javascript"]),
        ("Scikit learn, scikitlearn, Scikit-Learn", ["scikit-learn"] * 3),
        ("cyber security", ["cybersecurity"]),
        ("the sales force grew", ["sales"]),
        ("REST API", ["rest"]),
        ("data modelling", ["modeling"]),
        ("a window seat; Windows", ["windows"]),
        ("for sale; sales", ["sales"]),
        ("communication and communications", ["communication", "communications"]),
        ("no SQL experience needed", []),
        ("NoSQL", ["nosql"]),
        ("Python3, Python 3.11", ["python", "python"]),
        ("C.P.A. or CPA or cpa", ["cpa", "cpa"]),
        ("Security+ or security", ["security-plus", "security"]),
        ("see https://python.org/downloads or mail java@example.com", []),
        ("machine\nlearning", ["machine-learning"]),
        ("machine. Learning", []),
        ("Machine\nLearning", []),
        ("machine, learning", []),
        ("history", []),
    ],
)
def test_words_and_variants(finder: SkillFinder, text: str, wanted: list[str]) -> None:
    assert ids(finder, text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Go to our careers page, Python people", ["python"]),
        ("Skills: Python, R, Go", ["python", "r", "go"]),
        ("skills: python, r, go", ["python", "r", "go"]),
        ("Go", []),
        ("- R\n- SQL", ["r", "sql"]),
        ("We eat, go, and play", []),
        ("a Class C licence, Python", ["python"]),
        ("Job R-20455 needs Python", ["python"]),
        ("They react to Python", ["python"]),
        ("Experience programming in C", ["c"]),
        ("Vitamin C", []),
    ],
)
def test_guards(finder: SkillFinder, text: str, wanted: list[str]) -> None:
    assert ids(finder, text) == wanted


FIELDS = """\
categories: [finance, health]
by_field: [CPA]
skills:
  - {id: accountant, label: certified public accountant, kind: certification, category: finance, implies: {accounting: 0.9},
     aliases: [{text: CPA, case: exact}]}
  - {id: care-programme, label: care programme approach, kind: method, category: health, broader: {mental-health: 0.8},
     aliases: [{text: CPA, case: exact}]}
  - {id: accounting, label: accounting, kind: domain, category: finance}
  - {id: mental-health, label: mental health, kind: domain, category: health}
  - {id: wound-care, label: wound care, kind: method, category: health}
  - {id: phlebotomy, label: phlebotomy, kind: method, category: health}
  - {id: triage, label: triage, kind: method, category: health}
  - {id: midwifery, label: midwifery, kind: domain, category: health}
"""


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("CPA, ten years of accounting", ["accountant", "accounting"]),
        ("Chair CPA meetings.\n\nTrained in mental health.", ["care-programme"]),
        ("Care programme approach (CPA)", ["care-programme", "care-programme"]),
        ("Wound care, triage, phlebotomy, midwifery; half of them on CPA", ["care-programme"]),
        ("Wound care, and half of them on CPA", []),
        ("Cleaned the cpa office; accounting", ["accounting"]),
        ("CPA", ["accountant"]),
    ],
)
def test_a_short_form_of_many_fields_is_read_in_the_field_the_text_speaks_of(text: str, wanted: list[str]) -> None:
    merged, _ = merge_texts([("mine.yaml", FIELDS)])
    found = ids(SkillFinder(Taxonomy.of(compile_taxonomy(merged, "test"))), text)
    assert [it for it in found if it in ("accountant", "care-programme", "accounting")] == wanted


def test_a_plain_list_needs_no_context(finder: SkillFinder) -> None:
    assert ids(finder, "Go") == []
    assert ids(finder, "Go", as_list=True) == ["go"]


def test_spans_look_beyond_themselves_for_context(finder: SkillFinder) -> None:
    text = "Statistics in R, with some Python"
    assert [mention.skill_id for mention in finder.find(text, Span(0, 15))] == ["r"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("product and data analytics", [("product", "product-analytics"), ("data analytics", "data-analytics")]),
        ("front- and back-end development", [("front", "front-end"), ("back-end development", "back-end")]),
        ("front-end/back-end development", [("front-end", "front-end"), ("back-end development", "back-end")]),
        ("risk and fraud management", [("risk", "risk"), ("fraud management", "fraud")]),
        ("data analytics and visualization", [("data analytics", "data-analytics"), ("visualization", "data-visualization")]),
        ("verbal and written communication", [("verbal", "communication"), ("written communication", "communication")]),
        ("risk, fraud, and people management", [("risk", "risk"), ("fraud", "fraud"), ("people management", "people")]),
        ("garden and data analytics", [("data analytics", "data-analytics")]),
        ("data analytics and visualization of oil flow", None),
        ("data analytics and visualization engineers", [("data analytics", "data-analytics")]),
    ],
)
def test_shared_heads(finder: SkillFinder, text: str, wanted: list[tuple[str, str]] | None) -> None:
    found = [(mention.surface, mention.skill_id) for mention in finder.find(text)]
    assert found == wanted if wanted is not None else len(found) == 2


def test_a_shared_head_reaches_over_a_full_member(finder: SkillFinder) -> None:
    assert ids(finder, "risk, fraud management, and people management") == ["risk", "fraud", "people"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Kubernets", ["kubernetes"]),
        ("machine lerning", ["machine-learning"]),
        ("Salesfroce", ["salesforce"]),
        ("Jeva", []),
        ("a pithon", []),
        ("communicating", []),
    ],
)
def test_misspellings_are_marked_as_guesses(finder: SkillFinder, text: str, wanted: list[str]) -> None:
    found = finder.find(text)
    assert [mention.skill_id for mention in found] == wanted
    assert all(mention.approximate and mention.rule == "spelling" for mention in found)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("reviewing nets", ["nets"]),
        ("review nets", ["nets"]),
        ("Planned the routes", ["routes"]),
        ("plans routes", []),
        ("plan the route", ["routes"]),
        ("leading choirs", ["choirs"]),
        ("Led choirs", ["choirs"]),
    ],
)
def test_verbs_are_found_in_base_and_past(text: str, wanted: list[str]) -> None:
    file = """\
skills:
  - {id: nets, label: net inspection, kind: method, category: c, aliases: [reviewing nets]}
  - {id: routes, label: route planning, kind: method, category: c, aliases: [planning the route]}
  - {id: choirs, label: choral conducting, kind: method, category: c, aliases: [leading choirs]}
"""
    merged, _ = merge_texts([("test.yaml", file)])
    assert ids(SkillFinder(Taxonomy.of(compile_taxonomy(merged, "test"))), text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("3 years as a data analyst", ["data-analytics"]),
        ("as a senior Data Analyst, product manager, or similar", ["data-analytics", "product"]),
        ("product manager experience", ["product"]),
        ("You report to the product manager", []),
        ("as well as data", []),
    ],
)
def test_titles_that_are_claimed(finder: SkillFinder, text: str, wanted: list[str]) -> None:
    assert ids(finder, text) == wanted


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("Senior Product Manager", ("product",)),
        ("Engineering Manager", ("people",)),
        ("Head of Data", ("people",)),
        ("Data Analyst II", ("data-analytics",)),
        ("Gardener", ()),
    ],
)
def test_titles_show_skills(finder: SkillFinder, title: str, wanted: tuple[str, ...]) -> None:
    assert finder.find_title(title) == wanted


def test_areas_have_a_namespace_of_their_own(finder: SkillFinder) -> None:
    assert [mention.skill_id for mention in finder.find_areas("a degree in History or Java")] == ["study-history"]


def test_the_employer_is_no_skill_of_its_own(finder: SkillFinder) -> None:
    text = "Salesforce hires. Experience with Salesforce."
    assert len(finder.find(text)) == 2
    assert [mention.span.start for mention in finder.find(text, employer="Salesforce")] == [34]


def test_explanations_name_the_guard(finder: SkillFinder) -> None:
    (decision,) = explain(finder, "Go to the shop")
    assert (decision.skill_id, decision.accepted, decision.reason) == ("go", False, "' to ' follows it")
    assert [decision.reason for decision in explain(finder, "R")] == ["none of languages stands within 60 characters"]
    decisions = explain(finder, "risk and fraud management")
    assert [(decision.skill_id, decision.accepted) for decision in decisions] == [("risk", True), ("fraud", True)]


def test_tokens_cover_their_words() -> None:
    text = "C++/C#, Node.js; R&D's B.S. 401(k) www.example.org"
    assert [text[token.start : token.end] for token in tokenize(text)] == [
        "C++", "C#", "Node.js", "R", "&", "D's", "B.S.", "401(k)",
    ]  # fmt: skip


@given(text=st.text(alphabet="abcRC+#./-&,; \n\u2019\u00e9SQL|:()", max_size=60))
def test_any_text_gives_spans_into_itself(finder: SkillFinder, text: str) -> None:
    ids(finder, text)


def test_threads_share_a_finder(finder: SkillFinder) -> None:
    text = "Python, R, Kubernets and risk and fraud management as a data analyst " * 20
    wanted = finder.find(text)
    results: list[bool] = []
    threads = [threading.Thread(target=lambda: results.append(finder.find(text) == wanted)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [True] * 4


def test_long_lines_stay_linear(finder: SkillFinder) -> None:
    import time

    def took(size: int) -> float:
        text = "Go, R " * size
        start = time.perf_counter()
        finder.find(text)
        return time.perf_counter() - start

    took(100)
    assert took(8000) < 60 * max(took(400), 0.002)


def test_keys_are_stable_under_spelling() -> None:
    assert key_of("Behavioural analyses & licences") == key_of("behavioral analysis and license")
