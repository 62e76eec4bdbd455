"""Skills that any job of some length shows, on the record of the roles a CV describes (``data/everyday.yaml``)."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from fitscore.datafile import load_data
from fitscore.matching.deeds import Deeds
from fitscore.matching.evidence import length, merge, months_in, quote_statement
from fitscore.model import Check, Resume, SkillCriterion, Verdict
from fitscore.policy import Policy
from fitscore.resume.mentions import COUNTED


@cache
def everyday_skills() -> tuple[str, ...]:
    """The ids of the skills that need no line of their own."""
    return tuple(load_data("everyday")["skills"])


def on_the_record(resume: Resume, deeds: Deeds, policy: Policy, leaf: SkillCriterion, check: Check) -> Check:
    """The check of an everyday skill, no worse than long and described work makes it.

    Args:
        resume: the CV.
        deeds: tells which lines hint at it.
        policy: how many months and lines it takes, and what they are worth.
        leaf: what is asked.
        check: what the CV says of it in words.
    """
    return _recorded(resume, deeds, policy, leaf, check) if leaf.skill_id in everyday_skills() else check


def trait_on_the_record(resume: Resume, deeds: Deeds, policy: Policy, leaf: SkillCriterion, check: Check) -> Check:
    """The check of a personal quality that long and described work shows (working alone, in a team) or hints at."""
    known = load_data("everyday")
    if leaf.skill_id in known["traits"]:
        return _recorded(resume, deeds, policy, leaf, check)
    if leaf.skill_id in known["hinted"] and check.verdict is Verdict.UNKNOWN:
        found = _recorded(resume, deeds, policy, leaf, check)
        hint = min(found.credit, policy.trait_once_credit)
        return replace(found, credit=hint, verdict=Verdict.PARTIAL) if found.verdict is Verdict.MET else check
    return check


def _recorded(resume: Resume, deeds: Deeds, policy: Policy, leaf: SkillCriterion, check: Check) -> Check:
    lines = [s for s in resume.statements if s.position is not None]
    said = {s.span.of(resume.document.text) for s in lines}
    months = months_in(resume, [i for i, p in enumerate(resume.positions) if p.kind in COUNTED]).total
    if len(said) < policy.everyday_lines or months * 2 < policy.everyday_months:
        return check
    full = months >= policy.everyday_months
    credit = policy.everyday_credit if full else policy.everyday_credit // 2
    if check.credit >= credit:
        return check
    kin = {deed.line.span for deed in deeds.showing(leaf.skill_id)}
    fullest = sorted(lines, key=lambda s: (s.span not in kin, -min(200, s.span.end - s.span.start), s.span))
    quotes = [quote for s in fullest[:2] if (quote := quote_statement(resume, s, "record of work"))]
    record = f"{length(months)} of work as you describe it speak for it; have an example ready"
    return Check(
        what=leaf.label,
        verdict=Verdict.MET if credit >= policy.met_from else Verdict.PARTIAL,
        credit=credit,
        explanation=f"no line names {leaf.label}, but {record}",
        evidence=merge([check.evidence, quotes]),
    )
