"""Does the CV show the degree, or what the posting takes in its place?"""

from __future__ import annotations

from collections.abc import Sequence

from fitscore.matching.evidence import length, merge, months_in, quote_mention, quote_span
from fitscore.matching.retrieval import terms
from fitscore.model import (
    Check,
    DegreeCriterion,
    DegreeLevel,
    Education,
    Evidence,
    PositionKind,
    Resume,
    Verdict,
)
from fitscore.policy import Policy
from fitscore.skills import SkillFinder

LEVEL_WORDS = {
    DegreeLevel.HIGH_SCHOOL: "a high-school diploma",
    DegreeLevel.ASSOCIATE: "an associate degree",
    DegreeLevel.BACHELOR: "a bachelor's degree",
    DegreeLevel.MASTER: "a master's degree",
    DegreeLevel.DOCTORATE: "a doctorate",
}


def check_degree(
    resume: Resume, finder: SkillFinder, policy: Policy, criterion: DegreeCriterion, relevant: Sequence[str]
) -> Check:
    """The verdict for a degree.

    Args:
        resume: the CV.
        finder: knows the fields of study and how they are related.
        policy: credits and thresholds.
        criterion: level, fields and what may stand in.
        relevant: skill ids the posting asks for; roles that show one are relevant experience.
    """
    what = LEVEL_WORDS[criterion.level] + (f" in {', '.join(criterion.areas[:4])}" if criterion.areas else "")
    best = max(
        (_judge(entry, finder, policy, criterion) for entry in resume.education),
        key=lambda judged: (judged[0], -judged[1].span.start),
        default=None,
    )
    standing_in = _experience(resume, policy, criterion, relevant)
    if best is not None and best[0] >= max(policy.partial_from, standing_in[0]):
        credit, entry, reason = best
        quote = quote_span(resume, entry.span, "education", "education")
        verdict = Verdict.MET if credit >= policy.met_from else Verdict.PARTIAL
        evidence = (quote,) if quote else ()
        return Check(what=what, verdict=verdict, credit=credit, explanation=reason, evidence=evidence)
    if standing_in[0]:
        verdict = Verdict.MET if standing_in[0] >= policy.met_from else Verdict.PARTIAL
        return Check(what=what, verdict=verdict, credit=standing_in[0], explanation=standing_in[1], evidence=standing_in[2])
    shown = "a lower or unrelated one" if resume.education else "none"
    return Check(
        what=what, verdict=Verdict.MISSING, credit=0, explanation=f"asked {what}; your CV shows {shown}"
    )


def _judge(entry: Education, finder: SkillFinder, policy: Policy, criterion: DegreeCriterion) -> tuple[int, Education, str]:
    if entry.level is None:
        return 0, entry, ""
    name = entry.degree or LEVEL_WORDS[entry.level]
    gap = criterion.level.rank - entry.level.rank
    fits = area_fit(entry, finder, criterion)
    if gap == 1 and criterion.experience_in_place and entry.level is not DegreeLevel.HIGH_SCHOOL:
        credit = policy.degree_one_below_credit if fits else 0
        return credit, entry, f"{name} is one step below {LEVEL_WORDS[criterion.level]}"
    if gap > 0:
        return 0, entry, ""
    if entry.in_progress and not criterion.in_progress_ok:
        return policy.degree_in_progress_credit if fits else 0, entry, f"{name} is not finished yet"
    if fits:
        return 1000, entry, f"{name} satisfies {LEVEL_WORDS[criterion.level]}{' in this field' if criterion.areas else ''}"
    field = entry.area or "the field"
    return policy.degree_other_field_credit, entry, f"the level is right, but {field} is not among the fields asked"


def area_fit(entry: Education, finder: SkillFinder, criterion: DegreeCriterion) -> bool:
    """Whether a degree's field is one of those asked, a narrower one, or a near one where the posting accepts that."""
    if not criterion.areas:
        return True
    words = " ".join(filter(None, (entry.area, entry.degree)))
    have = {m.skill_id for m in finder.find_areas(words)}
    want = {m.skill_id for area in criterion.areas for m in finder.find_areas(area)}
    taxonomy = finder.taxonomy
    relations = [r for h in sorted(have) for w in sorted(want) if (r := taxonomy.relation(h, w)) is not None]
    if any(r.kind in ("same", "narrower") and r.weight >= 700 for r in relations):
        return True
    asked = [set(terms(area)) for area in criterion.areas]
    if any(area and area <= set(terms(words)) for area in asked):
        return True
    if not criterion.related_ok:
        return False
    if any(r.kind == "peer" for r in relations):
        return True
    families = [frozenset(taxonomy.skills[i].broader) for i in sorted(have) if i in taxonomy.skills]
    asked_families = {b for w in want if w in taxonomy.skills for b in taxonomy.skills[w].broader} | want
    return any(family & asked_families for family in families)


def _experience(
    resume: Resume, policy: Policy, criterion: DegreeCriterion, relevant: Sequence[str]
) -> tuple[int, str, tuple[Evidence, ...]]:
    if not criterion.experience_in_place:
        return 0, "", ()
    wanted = set(relevant)
    mentions = [
        m
        for skill in resume.skills
        if skill.skill_id in wanted
        for m in skill.mentions
        if m.position is not None and not m.negated and not m.hedged
    ]
    places = [m.position for m in mentions if m.position is not None]
    worked = months_in(resume, [i for i in places if resume.positions[i].kind is PositionKind.JOB])
    if worked.total < policy.experience_for_degree_months // 2:
        return 0, "", ()
    mentions.sort(key=lambda m: (-m.strength.rank, m.span))
    quotes = merge([[quote_mention(resume, m)] for m in mentions[:4]])
    full = worked.total >= policy.experience_for_degree_months
    reason = f"no such degree, but the posting accepts experience and your CV shows {length(worked.total)} of relevant work"
    return 800 if full else 400, reason, quotes


