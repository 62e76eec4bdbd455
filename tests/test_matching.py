from __future__ import annotations

import pytest

from fitscore.matching import Matcher
from fitscore.model import (
    AllOf,
    AnyOf,
    DegreeCriterion,
    DegreeLevel,
    Education,
    Finding,
    Level,
    Month,
    Priority,
    RequirementKind,
    Span,
    TextCriterion,
    TraitCriterion,
    Verdict,
    YearsCriterion,
)
from fitscore.policy import Policy
from fitscore.requirements.build import build
from tests.builders import CvBuilder, finder, posting, requirement, skill
from tests.cv import read

AT = Span(0, 1)


def judge(cv: CvBuilder, criterion: object, text: str = "x", **more: object) -> Finding:
    asked = requirement(criterion, text=text, **more)
    return Matcher(cv.build(), finder(), Policy()).finding(posting(asked, text=text.ljust(10)), asked)


def analyst(*bullets: str, months: int = 36) -> CvBuilder:
    return CvBuilder().role("Analyst", Month(2020, 1), Month.at(Month(2020, 1).ordinal + months - 1), *bullets)


def test_use_beats_listing_and_listing_is_partial_where_use_is_asked() -> None:
    used = judge(analyst("Wrote reports in SQL that cut losses by 5%"), skill("sql"), "Experience with SQL")
    listed = judge(CvBuilder().listed("SQL, Tableau, Excel"), skill("sql"), "Experience with SQL")
    assert used.verdict is Verdict.MET
    assert used.credit == 1000
    assert listed.verdict is Verdict.PARTIAL
    assert listed.credit < used.credit
    assert "only lists" in listed.explanation


def test_listing_is_enough_for_a_bare_name_or_familiarity_but_worth_less_than_use() -> None:
    cv = CvBuilder().listed("SQL, Tableau, Excel")
    assert judge(cv, skill("sql"), "SQL").verdict is Verdict.MET
    familiar = judge(cv, skill("sql"), "Familiarity with SQL", level=Level.BASIC)
    assert familiar.verdict is Verdict.MET
    assert familiar.credit < 1000


def test_advanced_needs_time_at_work() -> None:
    short = judge(analyst("Wrote reports in SQL", months=12), skill("sql", level=Level.ADVANCED), "Advanced SQL")
    long = judge(analyst("Wrote reports in SQL", months=30), skill("sql", level=Level.ADVANCED), "Advanced SQL")
    assert short.verdict is Verdict.PARTIAL
    assert long.verdict is Verdict.MET


def test_negated_is_no_evidence() -> None:
    finding = judge(analyst("I have no experience with SQL"), skill("sql"), "Experience with SQL")
    assert finding.verdict is Verdict.MISSING
    assert not finding.evidence


def test_narrower_proves_broader_and_not_the_other_way() -> None:
    narrow = judge(analyst("Estimated it with difference-in-differences"), skill("causal-inference"), "Causal inference")
    broad = judge(analyst("Ran causal inference studies"), skill("difference-in-differences"), "Difference-in-differences")
    assert narrow.verdict in (Verdict.MET, Verdict.PARTIAL)
    assert narrow.credit > broad.credit
    assert "difference-in-differences" in narrow.explanation


def test_any_of_is_at_least_its_best_child_and_all_of_names_what_is_missing() -> None:
    cv = analyst("Modelled churn in Python")
    either = judge(cv, AnyOf(span=AT, children=(skill("python"), skill("r"))), "Experience with Python or R")
    both = judge(cv, AllOf(span=AT, children=(skill("python"), skill("sql"))), "Experience with Python and SQL")
    assert either.verdict is Verdict.MET
    assert both.verdict is Verdict.PARTIAL
    assert "SQL" in both.explanation
    assert [part.verdict for part in both.parts] == [Verdict.MET, Verdict.MISSING]


def test_at_least_two_of() -> None:
    two = AnyOf(span=AT, children=(skill("python"), skill("r"), skill("sql")), at_least=2)
    assert judge(analyst("Python and SQL every day"), two, "Experience with two of").verdict is Verdict.MET
    assert judge(analyst("Python every day"), two, "Experience with two of").verdict is Verdict.PARTIAL
    assert judge(analyst("Answered phones"), two, "Experience with two of").verdict is Verdict.MISSING


@pytest.mark.parametrize(
    ("months", "verdict"), [(60, Verdict.MET), (58, Verdict.MET), (30, Verdict.PARTIAL), (29, Verdict.MISSING)]
)
def test_years_count_months_of_the_roles_that_show_it(months: int, verdict: Verdict) -> None:
    asked = YearsCriterion(span=AT, months=60, of=("sql",))
    finding = judge(analyst("Wrote SQL", months=months), asked, "5 years", kind=RequirementKind.EXPERIENCE)
    assert finding.verdict is verdict


def test_overlapping_roles_count_once_and_listing_counts_nothing() -> None:
    cv = analyst("Wrote SQL", months=12).role("Consultant", Month(2020, 1), Month(2020, 12), "SQL for clients").listed("SQL")
    asked = YearsCriterion(span=AT, months=24, of=("sql",))
    finding = judge(cv, asked, "2 years", kind=RequirementKind.EXPERIENCE)
    assert finding.verdict is Verdict.PARTIAL
    assert "1 year" in finding.explanation
    only_listed = judge(CvBuilder().listed("SQL"), asked, "2 years", kind=RequirementKind.EXPERIENCE)
    assert only_listed.verdict is Verdict.MISSING


def test_undated_roles_are_unknown_not_missing() -> None:
    cv = CvBuilder().role("Analyst", None, None, "Wrote SQL")
    finding = judge(cv, YearsCriterion(span=AT, months=24, of=("sql",)), "2 years", kind=RequirementKind.EXPERIENCE)
    assert finding.verdict is Verdict.UNKNOWN


def degree(level: DegreeLevel, area: str, **more: object) -> CvBuilder:
    cv = CvBuilder()
    span = cv.line(f"{level} {area}")
    return cv.degree(Education(level=level, area=area, institution=None, span=span, **more))  # type: ignore[arg-type]


def test_degrees() -> None:
    asked = DegreeCriterion(span=AT, level=DegreeLevel.BACHELOR, areas=("Statistics", "Economics"), related_ok=False)
    kind = RequirementKind.EDUCATION
    assert judge(degree(DegreeLevel.MASTER, "Statistics"), asked, kind=kind).verdict is Verdict.MET
    assert judge(degree(DegreeLevel.BACHELOR, "Economics", in_progress=True), asked, kind=kind).verdict is Verdict.PARTIAL
    assert judge(degree(DegreeLevel.BACHELOR, "Fine Art"), asked, kind=kind).verdict is Verdict.PARTIAL
    assert judge(degree(DegreeLevel.HIGH_SCHOOL, ""), asked, kind=kind).verdict is Verdict.MISSING
    assert judge(CvBuilder(), asked, kind=kind).verdict is Verdict.MISSING


@pytest.mark.parametrize(
    ("level", "months", "verdict"),
    [
        (DegreeLevel.BACHELOR, 96, Verdict.MET),
        (DegreeLevel.DOCTORATE, 36, Verdict.MET),
        (DegreeLevel.MASTER, 36, Verdict.PARTIAL),
        (DegreeLevel.HIGH_SCHOOL, 96, Verdict.PARTIAL),
        (DegreeLevel.HIGH_SCHOOL, 6, Verdict.MISSING),
    ],
)
def test_one_rung_of_a_ladder_is_enough_and_none_borrows_from_another(level: DegreeLevel, months: int, verdict: Verdict) -> None:
    rungs = [(DegreeLevel.BACHELOR, 8), (DegreeLevel.MASTER, 6), (DegreeLevel.DOCTORATE, 3)]
    ladder = AnyOf(
        span=AT,
        children=tuple(
            AllOf(span=AT, children=(DegreeCriterion(span=AT, level=rung), YearsCriterion(span=AT, months=12 * years)))
            for rung, years in rungs
        ),
    )
    cv = degree(level, "Botany").role("Analyst", Month(2010, 1), Month.at(Month(2010, 1).ordinal + months - 1), "Wrote SQL")
    assert judge(cv, ladder, kind=RequirementKind.EDUCATION).verdict is verdict


@pytest.mark.parametrize(
    ("study", "asked", "verdict"),
    [
        ("LL.B., Otter Bay University, 2014", "Law degree or equivalent", Verdict.MET),
        ("B.A., LL.B. (Hons.), Otter Bay University, 2014", "Law degree or equivalent", Verdict.MET),
        ("J.D., Otter Bay University, 2014", "A law degree", Verdict.MET),
        ("MBBS, Otter Bay Medical College, 2014", "Medical degree", Verdict.MET),
        ("B. Com, Otter Bay University, 2014", "Commerce or finance degree", Verdict.MET),
        ("BDS, Otter Bay University, 2014", "Law degree or equivalent", Verdict.PARTIAL),
    ],
)
def test_a_degree_that_names_its_field_by_itself(study: str, asked: str, verdict: Verdict) -> None:
    resume = read(f"Ada Marsh\nada@example.org\n\nEDUCATION\n\n{study}\n")
    (found,) = build(asked, Span(0, len(asked)), 1, finder(), Priority.REQUIRED, "test")
    assert Matcher(resume, finder(), Policy()).finding(posting(found, text=asked), found).verdict is verdict


def test_experience_stands_in_for_a_degree_only_where_the_posting_says_so() -> None:
    cv = analyst("Wrote SQL reports", months=60)
    open_to = DegreeCriterion(span=AT, level=DegreeLevel.BACHELOR, experience_in_place=True)
    closed = DegreeCriterion(span=AT, level=DegreeLevel.BACHELOR)
    asked = [requirement(open_to, kind=RequirementKind.EDUCATION), requirement(skill("sql"), id="r2")]
    finding = Matcher(cv.build(), finder(), Policy()).finding(posting(*asked), asked[0])
    assert finding.verdict is Verdict.MET
    assert "accepts experience" in finding.explanation
    assert judge(cv, closed, kind=RequirementKind.EDUCATION).verdict is Verdict.MISSING


def test_traits_are_unknown_and_never_missing() -> None:
    finding = judge(CvBuilder(), TraitCriterion(span=AT), "A sense of humour", kind=RequirementKind.TRAIT)
    assert finding.verdict is Verdict.UNKNOWN


def test_words_without_a_known_skill_are_at_most_partial() -> None:
    text = "Organising regional flower shows"
    asked = TextCriterion(span=Span(0, len(text)))
    near = judge(analyst("Organised three regional flower shows a year"), asked, text)
    far = judge(analyst("Repaired gearboxes"), asked, text)
    assert near.verdict is Verdict.PARTIAL
    assert near.evidence
    assert far.verdict is Verdict.MISSING


def test_a_met_finding_without_a_quote_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="without a quote"):
        Finding(requirement="r1", verdict=Verdict.MET, credit=1000, explanation="")
