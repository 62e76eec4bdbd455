"""Does the CV show a skill, as well as the posting asks?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from fitscore.matching.evidence import best_strength, length, merge, months_in, quote_mention, usable
from fitscore.model import Check, Evidence, Level, Resume, ResumeMention, ResumeSkill, Strength, Verdict
from fitscore.policy import Policy
from fitscore.taxonomy import Relation, Taxonomy


class Demand(StrEnum):
    """What a posting wants to see of a skill, least first."""

    FAMILIAR = "familiar"
    NAMED = "named"
    USED = "used"
    ADVANCED = "advanced"
    EXPERT = "expert"


DEMAND_OF_LEVEL: Mapping[Level, Demand] = {
    Level.BASIC: Demand.FAMILIAR,
    Level.INTERMEDIATE: Demand.USED,
    Level.PROFICIENT: Demand.USED,
    Level.ADVANCED: Demand.ADVANCED,
    Level.EXPERT: Demand.EXPERT,
}


@dataclass(frozen=True, slots=True)
class Shown:
    """One skill of the CV that speaks for a wanted one, over a relation of the taxonomy."""

    skill: ResumeSkill
    relation: Relation
    mentions: tuple[ResumeMention, ...]

    @property
    def strength(self) -> Strength:
        """The strongest way it is shown."""
        return best_strength(self.mentions)

    @property
    def outright(self) -> bool:
        """Whether some mention is not hedged."""
        return any(not m.hedged for m in self.mentions)

    @property
    def used(self) -> bool:
        """Whether the CV shows it at work, without a hedge."""
        return any(not m.hedged and m.strength.rank >= Strength.USED.rank for m in self.mentions)


def shown_for(resume: Resume, taxonomy: Taxonomy, want: str) -> list[Shown]:
    """Everything in the CV that speaks for a wanted skill, best relation first."""
    found = []
    for skill in resume.skills:
        relation = taxonomy.relation(skill.skill_id, want)
        mentions = usable(skill.mentions) if relation is not None else []
        if relation is not None and mentions:
            found.append(Shown(skill, relation, tuple(mentions)))
    return sorted(found, key=lambda s: (-s.relation.weight, -s.strength.rank, s.skill.skill_id))


def positions_showing(shown: Sequence[Shown], weight: int) -> list[int]:
    """Indexes of the positions in which the skill was at work, over relations of at least this weight."""
    return sorted(
        {
            m.position
            for item in shown
            if item.relation.weight >= weight
            for m in item.mentions
            if m.position is not None and not m.hedged
        }
    )


def check_skill(
    resume: Resume, taxonomy: Taxonomy, policy: Policy, *, skill_id: str, label: str, demand: Demand, open_list: bool = False
) -> Check:
    """The verdict for one skill.

    Args:
        resume: the CV.
        taxonomy: its relations say what proves what.
        policy: credits and thresholds.
        skill_id: the wanted skill.
        label: its name in explanations.
        demand: how much of it the posting wants to see.
        open_list: the posting says "or similar", so peers count for more.
    """
    shown = shown_for(resume, taxonomy, skill_id)
    ranked = sorted(
        ((_credit(item, shown, resume, policy, demand, open_list=open_list), item) for item in shown),
        key=lambda pair: (-pair[0], -pair[1].relation.weight, pair[1].skill.skill_id),
    )
    if not ranked or ranked[0][0] < policy.partial_from:
        negated = next((s for s in resume.skills if s.skill_id == skill_id and s.mentions), None)
        absent = f"your CV names {label} only to say that it is not there yet"
        reason = absent if negated else f"nothing in your CV speaks for {label}"
        return Check(what=label, verdict=Verdict.MISSING, credit=0, explanation=reason)
    credit, best = ranked[0]
    quotes = quotes_for(resume, [item for credit, item in ranked if credit >= policy.partial_from])
    verdict = Verdict.MET if credit >= policy.met_from else Verdict.PARTIAL
    return Check(
        what=label,
        verdict=verdict,
        credit=credit,
        explanation=_explain(best, label, verdict, shown, resume, policy),
        evidence=quotes,
    )


def _credit(
    item: Shown, shown: Sequence[Shown], resume: Resume, policy: Policy, demand: Demand, *, open_list: bool
) -> int:
    relation = item.relation
    weight = relation.weight
    if relation.kind == "peer" and open_list:
        weight = min(1000, weight * policy.open_peer_factor // 1000)
    if relation.kind == "broader":
        weight = min(weight, policy.hint_weight)
    if relation.kind in ("broader", "peer") and not item.used:
        return 0
    if item.used:
        base = policy.outcome_credit if item.strength is Strength.OUTCOME else policy.used_credit
        base = min(base, _length_credit(shown, resume, policy, demand))
    elif demand is Demand.FAMILIAR:
        base = policy.listed_enough_credit
    elif not item.outright:
        base = policy.hedged_credit
    elif relation.weight == 1000 and _used_by_relation(shown, policy):
        # Named in a list, and something that implies it was used at work: together they show it.
        base = min(policy.used_credit, _length_credit(shown, resume, policy, demand))
    elif demand is Demand.NAMED:
        base = policy.listed_enough_credit
    else:
        base = policy.studied_credit if item.strength is Strength.STUDIED else policy.listed_credit
    credit = weight * base // 1000
    proves = relation.kind == "narrower" or (demand is Demand.FAMILIAR and relation.kind == "implied")
    if proves and weight >= policy.narrower_proves and base >= policy.met_from:
        return max(credit, policy.met_from)
    return credit


def _used_by_relation(shown: Sequence[Shown], policy: Policy) -> bool:
    return any(s.used and s.relation.kind in ("narrower", "implied") and s.relation.weight > policy.hint_weight for s in shown)


def _length_credit(shown: Sequence[Shown], resume: Resume, policy: Policy, demand: Demand) -> int:
    asked = {Demand.ADVANCED: policy.advanced_months, Demand.EXPERT: policy.expert_months}.get(demand, 0)
    if not asked:
        return 1000
    worked = months_in(resume, positions_showing(shown, policy.hint_weight + 1))
    return 1000 if worked.total >= asked or worked.undated else policy.short_use_credit


def quotes_for(resume: Resume, shown: Sequence[Shown]) -> tuple[Evidence, ...]:
    """The best two quotes: the thing itself in use, then one that implies it in use, then where it is only named."""
    found = [(item.relation.kind == "same", m, item.relation.weight) for item in shown for m in item.mentions]
    found.sort(key=lambda f: (f[1].hedged, f[1].rule == "title", -f[1].strength.rank, -f[2], f[1].span))
    used = [(m, same) for same, m, _ in found if not m.hedged and m.strength.rank >= Strength.USED.rank]
    itself = [m for m, same in used if same]
    other = [m for m, same in used if not same]
    shown_itself = set(itself)
    named = [m for same, m, _ in found if same and m not in shown_itself]
    order = [*itself, *named, *other] if itself else [*other[:1], *named, *other[1:]]
    placed = set(order)
    order += [m for _, m, _ in found if m not in placed]
    return merge([[quote_mention(resume, m)] for m in order])


def _explain(best: Shown, label: str, verdict: Verdict, shown: Sequence[Shown], resume: Resume, policy: Policy) -> str:
    via = "" if best.relation.kind == "same" else f" ({best.relation.phrase})"
    if best.used or (best.relation.weight == 1000 and best.outright and _used_by_relation(shown, policy)):
        worked = months_in(resume, positions_showing(shown, policy.hint_weight + 1))
        span = f", over {length(worked.total)}" if worked.total else ""
        if verdict is Verdict.MET:
            return f"your CV shows {label} at work{span}{via}"
        if best.relation.kind in ("peer", "broader"):
            return f"your CV shows a neighbour of {label}{via}"
        return f"only part of {label} is shown{via}" if via else f"your CV shows {label}{span}, but not yet at the level asked"
    if not best.outright:
        return f"your CV names {label} only with a reservation{via}"
    if best.strength is Strength.STUDIED:
        return f"your CV shows {label} in study or training, not at work{via}"
    if verdict is Verdict.MET:
        return f"your CV names {label}, which is all that is asked{via}"
    return f"your CV only lists {label}; no role shows it in use{via}"
