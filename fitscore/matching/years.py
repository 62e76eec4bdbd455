"""Does the CV show enough months of what the posting asks? Counted from dated positions, overlaps once."""

from __future__ import annotations

import re
from collections.abc import Sequence

from fitscore.matching.deeds import Deeds
from fitscore.matching.evidence import (
    Months,
    length,
    merge,
    months_in,
    quote_mention,
    quote_position,
    quote_statement,
)
from fitscore.matching.retrieval import Retriever
from fitscore.matching.skill import Shown, positions_showing, shown_for
from fitscore.model import Check, Evidence, Resume, ResumeLine, ResumeMention, Span, Verdict, YearsCriterion
from fitscore.policy import Policy
from fitscore.quantities import find_durations
from fitscore.resume.mentions import COUNTED
from fitscore.taxonomy import Taxonomy
from fitscore.text import fold

_SENTENCE = 2000
"""Characters beyond which a line states no number of years for what it names."""
_RELATED = re.compile(r"\b(?:relat|relevant|similar|equivalent|combin|applicable)")
_PLAIN = re.compile(
    r"\b(?:related|relevant|similar|equivalent|combined|combination|applicable|professional|progressive|progressively|responsible|"
    r"practical|education|training|experience|work|job|field|area|role|capacity|position|skills|knowledge|abilities|required|provides?|"
    r"directly|post|previous|prior|or|and|any|of|in|the|a|an|which|to|with)\b"
)
"""Words that name no field of work."""


def check_years(
    resume: Resume,
    taxonomy: Taxonomy,
    policy: Policy,
    retriever: Retriever,
    deeds: Deeds,
    criterion: YearsCriterion,
    field_words: str,
    relevant: Sequence[str] = (),
) -> Check:
    """The verdict for a number of years.

    Args:
        resume: the CV.
        taxonomy: says which skills count as the one asked.
        policy: thresholds.
        retriever: finds the positions that speak for a field named in words.
        deeds: finds the roles that show a thing by what was done.
        criterion: what is asked.
        field_words: the posting's own words for the field ("" when any experience counts).
        relevant: skill ids the posting asks for; "related experience" is that of roles which show one.
    """
    shown = [item for want in criterion.of for item in shown_for(resume, taxonomy, want)]
    done = [deed.line for want in criterion.of for deed in deeds.showing(want)]
    if not criterion.of and _RELATED.search(fold(field_words)) and not retriever.content(_PLAIN.sub(" ", fold(field_words))):
        firm, loose = _related(resume, taxonomy, policy, relevant)
    else:
        firm, loose = _positions(resume, policy, retriever, criterion, shown, done, field_words)
    labels = [taxonomy.skills[want].label for want in criterion.of if want in taxonomy.skills]
    what = f"{length(criterion.months)} of {' or '.join(labels) or field_words or 'experience'}"
    worked, wider = months_in(resume, firm), months_in(resume, [*firm, *loose])
    verdict, credit = _verdict(criterion.months, worked, wider, policy)
    quotes = _quotes(resume, shown, done, worked if worked.positions or worked.undated else wider)
    if verdict in (Verdict.MET, Verdict.PARTIAL) and not quotes:
        verdict, credit = Verdict.UNKNOWN, 0
    return Check(
        what=what,
        verdict=verdict,
        credit=credit,
        explanation=_explain(resume, criterion, worked, wider, verdict),
        evidence=quotes if verdict is not Verdict.MISSING else (),
    )


def _related(resume: Resume, taxonomy: Taxonomy, policy: Policy, relevant: Sequence[str]) -> tuple[list[int], list[int]]:
    """Positions that show what the posting asks for, and all others: "three years of related experience"."""
    work = {i for i, p in enumerate(resume.positions) if p.kind in COUNTED}
    showing = {i for want in relevant for i in positions_showing(shown_for(resume, taxonomy, want), policy.years_relation)}
    return sorted(work & showing), sorted(work - showing)


def _positions(
    resume: Resume,
    policy: Policy,
    retriever: Retriever,
    criterion: YearsCriterion,
    shown: Sequence[Shown],
    done: Sequence[ResumeLine],
    field_words: str,
) -> tuple[list[int], list[int]]:
    """Positions that count, and those that only come near."""
    work = {i for i, p in enumerate(resume.positions) if p.kind in COUNTED}
    if not criterion.of and not retriever.content(field_words):
        return sorted(work), []
    doing = [s.position for s in done if s.position is not None]
    firm = {i for i in (*positions_showing(shown, policy.years_relation), *doing) if i in work}
    loose = {i for i in positions_showing(shown, policy.years_near) if i in work} - firm
    if not criterion.of:
        for i in sorted(work):
            likeness = retriever.position_likeness(i, field_words)
            if likeness >= 2 * policy.text_partial:
                firm.add(i)
            elif likeness >= policy.text_partial:
                loose.add(i)
    return sorted(firm), sorted(loose - firm)


def _verdict(asked: int, worked: Months, wider: Months, policy: Policy) -> tuple[Verdict, int]:
    if asked == 0:
        return (Verdict.MET, 1000) if worked.positions or worked.undated else (Verdict.PARTIAL, 500)
    if worked.total * 1000 >= asked * policy.years_slack:
        return Verdict.MET, 1000
    if worked.undated:
        return Verdict.UNKNOWN, 0
    if worked.total * 1000 >= asked * policy.years_partial:
        return Verdict.PARTIAL, worked.total * 1000 // asked
    if wider.total * 1000 >= asked * policy.years_partial:
        return Verdict.PARTIAL, min(500, 500 * wider.total // asked)
    return Verdict.MISSING, 0


def _quotes(resume: Resume, shown: Sequence[Shown], done: Sequence[ResumeLine], counted: Months) -> tuple[Evidence, ...]:
    """A sentence that states the years, the best line of the roles counted, and the heads of those roles."""
    places = set(counted.positions) | set(counted.undated)
    text = resume.document.text
    mentions = [m for item in shown for m in item.mentions if not m.negated]
    summary: dict[Span, ResumeMention] = {}
    for m in mentions:
        if m.position is None and m.section == "summary" and m.context.end - m.context.start <= _SENTENCE:
            summary.setdefault(m.context, m)
    stated = [m for m in summary.values() if find_durations(m.context.of(text))]
    inside = [m for m in mentions if m.position in places and not m.hedged and m.rule != "title"]
    inside.sort(key=lambda m: (-m.strength.rank, m.span))
    lines = [quote for s in done if s.position in places and (quote := quote_statement(resume, s, "shown by what was done"))]
    named = {m.position for m in mentions if m.rule == "title"}
    longest = sorted(places, key=lambda i: (i not in named, -resume.positions[i].months, i))
    heads = {i: quote for i in longest if (quote := quote_position(resume, resume.positions[i], "dated position"))}
    titles = [quote for i, quote in heads.items() if i in named]
    told = [[quote_mention(resume, m) for m in stated[:1]], [quote_mention(resume, m) for m in inside[:2]]]
    return merge([*told, titles, lines, list(heads.values())])


def _explain(resume: Resume, criterion: YearsCriterion, worked: Months, wider: Months, verdict: Verdict) -> str:
    asked = length(criterion.months)
    if verdict is Verdict.UNKNOWN:
        return f"asked {asked}; the roles that show it carry no dates, so the length cannot be counted"
    if not worked.total:
        near = f"; roles that come near last {length(wider.total)}" if wider.total else ""
        return f"asked {asked}; no dated role in your CV shows it{near}"
    roles = [resume.positions[i].title or resume.positions[i].organization or "an untitled role" for i in worked.positions]
    named = ", ".join(dict.fromkeys(roles))
    return f"asked {asked}, your CV shows {length(worked.total)}, from {named}"
