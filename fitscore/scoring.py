"""Findings -> score. All arithmetic is in whole numbers; sums are exact and do not depend on any order.

The unit is a sixteenth of a point: sixteenths are exact in binary, so the parts of a report add up to its total to the
last bit in any program that reads it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from fitscore.matching.everyday import everyday_skills
from fitscore.model import (
    Finding,
    Posting,
    Priority,
    Requirement,
    RequirementKind,
    Score,
    ScorePart,
    SkillCriterion,
    Tally,
    Verdict,
    YearsCriterion,
    leaves,
)
from fitscore.policy import Policy

FULL = 1600
"""One hundred points in sixteenths."""

UNSCORED = frozenset({RequirementKind.TRAIT, RequirementKind.AUTHORIZATION, RequirementKind.OTHER})
"""Kinds a CV does not show or that are answered as gates: listed beside the score, never inside."""


def is_scored(requirement: Requirement) -> bool:
    """Whether a requirement takes part in the score."""
    return requirement.kind not in UNSCORED


def weight_of(requirement: Requirement, policy: Policy) -> int:
    """The weight of a requirement; 0 outside the score."""
    if not is_scored(requirement):
        return 0
    weight = policy.required_weight if requirement.priority is Priority.REQUIRED else policy.preferred_weight
    return min(weight, policy.everyday_weight) if is_everyday(requirement) else weight


def is_everyday(requirement: Requirement) -> bool:
    """Whether a requirement asks only for what any job of some length shows, which tells one applicant from no other."""
    asked = list(leaves(requirement.criterion))
    return all(isinstance(leaf, SkillCriterion) and leaf.skill_id in everyday_skills() for leaf in asked)


def seniority(pairs: Sequence[tuple[Requirement, Finding]], policy: Policy, *, unknown: int) -> int:
    """What is left of the total, in thousandths, after the worst shortfall of required years.

    Args:
        pairs: requirements with their findings.
        policy: how much a shortfall takes away.
        unknown: the credit to assume where the years could not be told.
    """
    return min((_left(requirement, finding, policy, unknown) for requirement, finding in pairs), default=1000)


def _left(requirement: Requirement, finding: Finding, policy: Policy, unknown: int) -> int:
    """What one requirement's shortfall leaves of the total, in thousandths."""
    months = max((leaf.months for leaf in leaves(requirement.criterion) if isinstance(leaf, YearsCriterion)), default=0)
    if not months or requirement.priority is not Priority.REQUIRED or not is_scored(requirement):
        return 1000
    credit = unknown if finding.verdict is Verdict.UNKNOWN else finding.credit
    size = min(months, policy.shortfall_months)
    return min(1000, 1000 - policy.shortfall * (1000 - credit) * size // (1000 * policy.shortfall_months))


class Supposed:
    """The total if some requirements were shown in full, without scoring the whole posting again for each question."""

    def __init__(self, posting: Posting, findings: Sequence[Finding], policy: Policy) -> None:
        pairs = list(zip(posting.requirements, findings, strict=True))
        self._weights = {r.id: 0 if f.verdict is Verdict.UNKNOWN else weight_of(r, policy) for r, f in pairs}
        self._credits = {r.id: f.credit for r, f in pairs}
        self._judged = sum(self._weights.values())
        self._gained = sum(self._weights[name] * credit for name, credit in self._credits.items())
        self._shortfalls = sorted((_left(r, f, policy, unknown=1000), r.id) for r, f in pairs)

    def total(self, shown: Collection[str] = ()) -> int | None:
        """The total in sixteenths with these requirements (ids) at full credit; None when nothing could be judged."""
        gained = self._gained + sum(self._weights[name] * (1000 - self._credits[name]) for name in shown)
        left = next((left for left, name in self._shortfalls if name not in shown), 1000)
        return FULL * gained * left // (1_000_000 * self._judged) if self._judged else None


def score(posting: Posting, findings: Sequence[Finding], policy: Policy) -> Score:
    """The score of a posting from its findings, given in the order of its requirements.

    The total is the weighted mean credit of what could be judged, less the worst shortfall of required years. ``low`` and
    ``high`` count every unknown requirement and every unread line as missing and as met.
    """
    pairs = list(zip(posting.requirements, findings, strict=True))
    weights = [weight_of(requirement, policy) for requirement, _ in pairs]
    known = [w if finding.verdict is not Verdict.UNKNOWN else 0 for w, (_, finding) in zip(weights, pairs, strict=True)]
    earned = [w * finding.credit for w, (_, finding) in zip(known, pairs, strict=True)]
    doubtful = sum(weights) - sum(known) + policy.required_weight * len(posting.unread)
    judged, gained = sum(known), sum(earned)
    everything = 1_000_000 * (judged + doubtful)
    low = FULL * gained * seniority(pairs, policy, unknown=0) // everything if everything else 0
    high = FULL * (gained + 1000 * doubtful) * seniority(pairs, policy, unknown=1000) // everything if everything else 0
    total = FULL * gained * seniority(pairs, policy, unknown=1000) // (1_000_000 * judged) if judged else None
    points = _shares(total, earned) if total is not None else [0] * len(pairs)
    parts = tuple(
        ScorePart(requirement=requirement.id, weight=w, credit=finding.credit, points=share)
        for (requirement, finding), w, share in zip(pairs, weights, points, strict=True)
        if w
    )
    return Score(
        total=total,
        low=low if total is None else min(low, total),
        high=high if total is None else max(high, total),
        band="not scored" if total is None else policy.band(total / 16),
        required=_tally(pairs, Priority.REQUIRED),
        preferred=_tally(pairs, Priority.PREFERRED),
        parts=parts,
    )


def _shares(total: int, earned: Sequence[int]) -> list[int]:
    """Split a total in proportion to what each part earned, by largest remainder, so that the shares add up exactly.

    >>> _shares(10, [1, 1, 1])
    [4, 3, 3]
    """
    gained = sum(earned)
    if not gained:
        return [0] * len(earned)
    shares = [total * part // gained for part in earned]
    order = sorted(range(len(earned)), key=lambda i: (-(total * earned[i] % gained), i))
    for i in order[: total - sum(shares)]:
        shares[i] += 1
    return shares


def _tally(pairs: Sequence[tuple[Requirement, Finding]], priority: Priority) -> Tally:
    counts = dict.fromkeys(Verdict, 0)
    for requirement, finding in pairs:
        if requirement.priority is priority and is_scored(requirement):
            counts[finding.verdict] += 1
    return Tally(
        met=counts[Verdict.MET],
        partial=counts[Verdict.PARTIAL],
        missing=counts[Verdict.MISSING],
        unknown=counts[Verdict.UNKNOWN],
    )
