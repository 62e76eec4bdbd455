"""The laws of the score, over generated CVs and postings that pass through the real parsers."""

from __future__ import annotations

from datetime import date
from functools import cache

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import fitscore
from fitscore.model import FitReport, Verdict

ORDER = [Verdict.MISSING, Verdict.UNKNOWN, Verdict.PARTIAL, Verdict.MET]
BULLETS = (
    "Wrote daily reports in SQL and cut the closing time by 30%",
    "Built dashboards in Tableau for the sales team",
    "Modelled churn in Python with scikit-learn",
    "Led a team of four analysts",
    "Ran A/B tests of the checkout page",
    "Investigated fraud rings with the security team",
    "Kept the stock lists up to date",
    "Presented findings to the board every quarter",
    "Deployed services on Kubernetes and AWS",
    "Looked after twelve patients a day on the ward",
)
TITLES = ("Data Analyst", "Risk Analyst", "Nurse", "Office Clerk", "Software Engineer")
SKILLS = ("SQL", "Python", "Tableau", "Excel", "Kubernetes", "AWS", "Fraud detection")
REQUIREMENTS = (
    "3+ years of experience in data analysis",
    "Experience with SQL, and Python or R",
    "Advanced proficiency in SQL",
    "Bachelor's degree in Economics, Statistics or a related field",
    "Experience with Tableau, Looker or similar tools",
    "Familiarity with Kubernetes",
    "2 years of experience managing people",
    "Knowledge of fraud detection",
    "Experience with A/B testing and causal inference",
    "Excellent communication skills",
    "You are patient and curious",
)
NOISE = (
    "We offer dental, vision and medical insurance, a 401(k) match and training in Python.",
    "We are an equal opportunity employer and consider everyone without regard to age, sex, race or religion.",
    "Our company has built software with Kubernetes for over 20 years.",
)
PEOPLE = (
    "Ada Example\nada@example.org\n",
    "Bob Otherman\nBorn 1961, married, male\n12 Elm Street, Oslo\nbob@example.org\n",
    "Chidi Sample\nNationality: Norwegian\n+47 555 0100\n",
)

roles = st.lists(
    st.tuples(
        st.sampled_from(TITLES),
        st.integers(2012, 2022),
        st.integers(1, 4),
        st.lists(st.sampled_from(BULLETS), min_size=1, max_size=4, unique=True),
    ),
    min_size=1,
    max_size=3,
)
listed = st.lists(st.sampled_from(SKILLS), max_size=5, unique=True)
asked = st.lists(st.sampled_from(REQUIREMENTS), min_size=1, max_size=6, unique=True)
quick = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@cache
def scorer() -> fitscore.Scorer:
    return fitscore.Scorer(as_of=date(2026, 11, 1))


def experience(rows: list) -> str:
    blocks = []
    for title, start, years, bullets in rows:
        lines = "\n".join(f"- {bullet}" for bullet in bullets)
        blocks.append(f"{title}, Firm {start} Ltd\nMarch {start} - March {start + years}\n{lines}\n")
    return "Experience\n\n" + "\n".join(blocks)


def cv(rows: list, skills: list[str], person: str = PEOPLE[0], *, first: str = "experience") -> str:
    skill_list = f"Skills\n\n{', '.join(skills)}\n" if skills else ""
    parts = [experience(rows), skill_list, "Education\n\nBSc Economics, Oslo College, 2012\n"]
    if first == "education":
        parts.reverse()
    return person + "\n" + "\n".join(part for part in parts if part)


def posting(lines: list[str], noise: str = "") -> str:
    items = "\n".join(f"- {line}" for line in lines)
    return f"Analyst\n\nRequirements\n\n{items}\n\nBenefits\n\n{noise or NOISE[0]}\n"


def judged(cv_text: str, posting_text: str) -> FitReport:
    return scorer().score(cv_text, posting_text)


def not_worse(after: FitReport, before: FitReport) -> None:
    assert (after.score.total or 0) >= (before.score.total or 0)
    for new, old in zip(after.findings, before.findings, strict=True):
        assert ORDER.index(new.verdict) >= ORDER.index(old.verdict), (old, new)


@given(roles, listed, asked, st.sampled_from(BULLETS))
@quick
def test_adding_a_fact_never_lowers(rows: list, skills: list[str], lines: list[str], bullet: str) -> None:
    before = judged(cv(rows, skills), posting(lines))
    title, start, years, bullets = rows[0]
    richer = [(title, start, years, [*bullets, bullet]), *rows[1:]]
    not_worse(judged(cv(richer, skills), posting(lines)), before)
    not_worse(judged(cv([*rows, ("Data Analyst", 2023, 2, [bullet])], skills), posting(lines)), before)
    not_worse(judged(cv(rows, [*skills, "SQL"]), posting(lines)), before)


@given(roles, listed, asked)
@quick
def test_repeating_never_raises(rows: list, skills: list[str], lines: list[str]) -> None:
    before = judged(cv(rows, skills), posting(lines))
    twice = [(title, start, years, [*bullets, *bullets]) for title, start, years, bullets in rows]
    assert judged(cv(twice, [*skills, *skills]), posting(lines)).score.total == before.score.total


@given(roles, listed, asked, st.randoms(use_true_random=False))
@quick
def test_order_is_irrelevant(rows: list, skills: list[str], lines: list[str], random: object) -> None:
    before = judged(cv(rows, skills), posting(lines))
    shuffled = list(lines)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert judged(cv(rows, skills), posting(shuffled)).score.total == before.score.total
    assert judged(cv(rows, skills, first="education"), posting(lines)).score.total == before.score.total
    assert judged(cv(rows[::-1], skills), posting(lines)).score.total == before.score.total


@given(roles, listed, asked, st.sampled_from(NOISE), st.sampled_from(PEOPLE))
@quick
def test_boilerplate_and_the_person_never_move_it(
    rows: list, skills: list[str], lines: list[str], noise: str, person: str
) -> None:
    before = judged(cv(rows, skills), posting(lines))
    assert judged(cv(rows, skills), posting(lines, noise)).score.total == before.score.total
    assert judged(cv(rows, skills, person), posting(lines)).score.total == before.score.total


@given(roles, listed, st.lists(asked, min_size=2, max_size=3))
@quick
def test_other_postings_never_move_a_score(rows: list, skills: list[str], many: list[list[str]]) -> None:
    resume = scorer().resume(cv(rows, skills))
    alone = [scorer().score(resume, posting(lines)).score for lines in many]
    together = scorer().rank(resume, [posting(lines) for lines in many])
    ranked = [report.score for report in (*together.reports, *together.unscored)]
    assert sorted(alone, key=repr) == sorted(ranked, key=repr)


@given(roles, listed, asked)
@quick
def test_every_quote_slices_back_and_parts_add_up(rows: list, skills: list[str], lines: list[str]) -> None:
    report = judged(cv(rows, skills), posting(lines))
    text = report.resume.document.text
    for finding in report.findings:
        assert bool(finding.evidence) or finding.verdict in (Verdict.MISSING, Verdict.UNKNOWN)
        for quote in finding.evidence:
            assert text[quote.span.start : quote.span.end] == quote.quote
    for requirement in report.posting.requirements:
        assert requirement.span.of(report.posting.document.text) == requirement.text
    total = report.score.total
    assert total is None or sum(p.points for p in report.score.parts) == total
    assert total is None or report.score.low <= total <= report.score.high


@given(st.text(max_size=400), st.text(max_size=400))
@quick
def test_any_text_ends_in_a_report(cv_text: str, posting_text: str) -> None:
    pair = f"{cv_text}\nSkills\n", f"{posting_text}\nRequirements\n"
    assert fitscore.render(judged(*pair), "json") == fitscore.render(judged(*pair), "json")


def test_same_bytes_on_any_hash_seed() -> None:
    import os
    import subprocess
    import sys

    text = cv([("Data Analyst", 2019, 3, list(BULLETS[:4]))], ["SQL", "Excel"])
    code = (
        "import sys, datetime, fitscore; s = fitscore.Scorer(as_of=datetime.date(2026, 11, 1));"
        "sys.stdout.write(fitscore.render(s.score(sys.argv[1], sys.argv[2]), 'json'))"
    )
    outs = {
        subprocess.run(
            [sys.executable, "-c", code, text, posting(list(REQUIREMENTS))],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "77")
    }
    assert len(outs) == 1
