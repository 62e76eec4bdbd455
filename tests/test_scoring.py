from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from fitscore.model import (
    Document,
    Evidence,
    Finding,
    Posting,
    Priority,
    Requirement,
    RequirementKind,
    Score,
    Span,
    TextCriterion,
    Unread,
    Verdict,
    YearsCriterion,
)
from fitscore.policy import Policy
from fitscore.scoring import FULL, score

QUOTE = Evidence(quote="x", span=Span(0, 1), line=1, page=None, section="experience", rule="test")
SKILL = RequirementKind.SKILL
KINDS = [SKILL, RequirementKind.EXPERIENCE, RequirementKind.TRAIT, RequirementKind.AUTHORIZATION]
ROWS = st.tuples(
    st.sampled_from(list(Priority)), st.sampled_from(KINDS), st.sampled_from(list(Verdict)), st.integers(0, 1000)
)


def scored(rows: list[tuple[Priority, RequirementKind, Verdict, int]], unread: int = 0) -> Score:
    document = Document(path="p.txt", media_type="text/plain", text="x", lines=())
    requirements, findings = [], []
    for number, (priority, kind, verdict, credit) in enumerate(rows, 1):
        shown = verdict in (Verdict.MET, Verdict.PARTIAL)
        requirements.append(
            Requirement(
                id=f"r{number}",
                text="x",
                span=Span(0, 1),
                line=1,
                priority=priority,
                kind=kind,
                criterion=TextCriterion(span=Span(0, 1)),
            )
        )
        findings.append(
            Finding(
                requirement=f"r{number}",
                verdict=verdict,
                credit=credit if shown else 0,
                explanation="",
                evidence=(QUOTE,) if shown else (),
            )
        )
    doubts = tuple(Unread(text="x", span=Span(0, 1), line=1, reason="") for _ in range(unread))
    return score(Posting(document=document, requirements=tuple(requirements), unread=doubts), findings, Policy())


@given(st.lists(ROWS, max_size=30), st.integers(0, 3))
def test_parts_add_up_and_the_range_holds_the_total(rows: list, unread: int) -> None:
    result = scored(rows, unread)
    assert 0 <= result.low <= result.high <= FULL
    if result.total is None:
        assert all(part.points == 0 for part in result.parts)
        return
    assert result.low <= result.total <= result.high
    assert sum(part.points for part in result.parts) == result.total
    assert sum(part.points / 16 for part in result.parts) == result.total / 16


@given(st.lists(ROWS, max_size=20), st.randoms(use_true_random=False))
def test_order_does_not_matter(rows: list, random: object) -> None:
    shuffled = list(rows)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert scored(rows).total == scored(shuffled).total


@given(st.lists(ROWS, min_size=1, max_size=20), st.data())
def test_more_credit_never_lowers(rows: list, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(rows) - 1))
    priority, kind, verdict, _ = rows[place]
    if verdict is Verdict.UNKNOWN:
        return
    better = [*rows[:place], (priority, kind, Verdict.MET, 1000), *rows[place + 1 :]]
    assert (scored(better).total or 0) >= (scored(rows).total or 0)


def test_unknown_is_left_out_and_widens_the_range() -> None:
    known = [(Priority.REQUIRED, SKILL, Verdict.MET, 1000), (Priority.REQUIRED, SKILL, Verdict.MISSING, 0)]
    doubtful = [*known, (Priority.REQUIRED, SKILL, Verdict.UNKNOWN, 0)]
    assert scored(doubtful).total == scored(known).total == FULL // 2
    assert scored(doubtful).low < scored(known).low
    assert scored(doubtful).high > scored(known).high
    assert scored(known, unread=1).low < scored(known).low


def test_required_weighs_more_than_preferred_and_traits_nothing() -> None:
    required = scored([(Priority.REQUIRED, SKILL, Verdict.MET, 1000), (Priority.PREFERRED, SKILL, Verdict.MISSING, 0)])
    preferred = scored([(Priority.REQUIRED, SKILL, Verdict.MISSING, 0), (Priority.PREFERRED, SKILL, Verdict.MET, 1000)])
    assert required.total == 4 * FULL // 5
    assert preferred.total == FULL // 5
    trait = scored([(Priority.REQUIRED, RequirementKind.TRAIT, Verdict.UNKNOWN, 0)])
    assert trait.total is None
    assert trait.band == "not scored"


def test_the_worst_shortfall_of_required_years_takes_its_share() -> None:
    def judged(months: int, credit: int, priority: Priority = Priority.REQUIRED) -> int:
        span = Span(0, 1)
        asked = Requirement(
            id="r1",
            text="x",
            span=span,
            line=1,
            priority=priority,
            kind=RequirementKind.EXPERIENCE,
            criterion=YearsCriterion(span=span, months=months),
        )
        other = Requirement(
            id="r2", text="x", span=span, line=1, priority=Priority.REQUIRED, kind=SKILL, criterion=TextCriterion(span=span)
        )
        verdict = Verdict.MISSING if credit == 0 else Verdict.PARTIAL if credit < 1000 else Verdict.MET
        quotes = (QUOTE,) if credit else ()
        findings = [
            Finding(requirement="r1", verdict=verdict, credit=credit, explanation="", evidence=quotes),
            Finding(requirement="r2", verdict=Verdict.MET, credit=1000, explanation="", evidence=(QUOTE,)),
        ]
        document = Document(path="p.txt", media_type="text/plain", text="x", lines=())
        return score(Posting(document=document, requirements=(asked, other)), findings, Policy()).total or 0

    assert judged(60, 1000) == FULL
    assert judged(60, 0) == FULL // 5
    assert judged(12, 0) == FULL * 44 // 100
    assert judged(60, 0) < judged(60, 500) < judged(60, 1000)
    assert judged(60, 0, Priority.PREFERRED) == FULL * 4 // 5
