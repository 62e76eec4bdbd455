"""Walks a requirement's criteria tree leaf by leaf and makes the finding."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from fitscore.matching.deeds import Deed, Deeds
from fitscore.matching.education import check_degree
from fitscore.matching.everyday import on_the_record, trait_on_the_record
from fitscore.matching.evidence import merge, quote_span, quote_statement
from fitscore.matching.retrieval import Retriever
from fitscore.matching.skill import DEMAND_OF_LEVEL, Demand, check_skill
from fitscore.matching.years import check_years
from fitscore.model import (
    AllOf,
    AnyOf,
    Check,
    Criterion,
    DegreeCriterion,
    Evidence,
    Finding,
    FindingPart,
    GateCriterion,
    LanguageCriterion,
    Level,
    Posting,
    Requirement,
    RequirementKind,
    Resume,
    ResumeLine,
    SkillCriterion,
    TextCriterion,
    TraitCriterion,
    Verdict,
    YearsCriterion,
    leaves,
)
from fitscore.phrases import load_rules
from fitscore.policy import Policy
from fitscore.resume.hedges import cues_in
from fitscore.skills import SkillFinder
from fitscore.text import fold

_IN_WORDS = (RequirementKind.SKILL, RequirementKind.EXPERIENCE)
SHOWN = "shown by what was done"
CEFR = ("A1", "A2", "B1", "B2", "C1", "C2")


@dataclass(frozen=True, slots=True)
class Ask:
    """What the leaves of one requirement need to know about it."""

    posting: Posting
    requirement: Requirement
    demand: Demand
    relevant: tuple[str, ...]


class Matcher:
    """Checks requirements against one CV. Build once per CV; what it remembers is the same for every posting.

    Args:
        resume: the CV as read.
        finder: the skill finder (its taxonomy says what proves what).
        policy: credits and thresholds.
    """

    def __init__(self, resume: Resume, finder: SkillFinder, policy: Policy) -> None:
        self.resume = resume
        self.finder = finder
        self.policy = policy
        self.retriever = Retriever(resume)
        self.deeds = Deeds(resume, finder.taxonomy, policy)
        self._skill_checks: dict[tuple[str, str, Demand, bool], Check] = {}
        self._relevant: tuple[Posting | None, tuple[str, ...]] = (None, ())

    def finding(self, posting: Posting, requirement: Requirement) -> Finding:
        """The verdict for one requirement of a posting, with quotes and a plain reason."""
        check = self.check(posting, requirement)
        groups = check.children or (check,)
        evidence = check.evidence
        parts = tuple(
            FindingPart(
                what=group.what,
                verdict=group.verdict,
                evidence=tuple(i for i, quote in enumerate(evidence) if quote in group.evidence),
            )
            for group in groups
        )
        return Finding(
            requirement=requirement.id,
            verdict=check.verdict,
            credit=check.credit,
            explanation=check.explanation,
            evidence=evidence,
            parts=parts,
        )

    def check(self, posting: Posting, requirement: Requirement) -> Check:
        """The check tree of a requirement: what ``fitscore explain`` prints."""
        known, relevant = self._relevant
        if known is not posting:
            relevant = _skills_asked(posting)
            self._relevant = posting, relevant
        ask = Ask(posting, requirement, demand_of(requirement), relevant)
        if requirement.kind is RequirementKind.TRAIT:
            return self._trait(requirement)
        if requirement.kind in (RequirementKind.AUTHORIZATION, RequirementKind.OTHER):
            return self._gate(ask)
        check = self._node(requirement.criterion, ask, open_list=False)
        counted = any(isinstance(leaf, YearsCriterion | DegreeCriterion) for leaf in leaves(requirement.criterion))
        if check.verdict is Verdict.MISSING and not counted and requirement.kind in _IN_WORDS:
            return self._near(requirement, check)
        return check

    def _denies(self, line: ResumeLine) -> bool:
        """Whether a line says what was not done, which speaks for nothing."""
        return any(cue.effect == "negated" for cue in cues_in(self.resume.document.text, line.span))

    def _near(self, requirement: Requirement, check: Check) -> Check:
        """A line of a role that shares words with the requirement keeps it from being missing outright."""
        found = self.retriever.holding(requirement.text)
        near = [s for share, s in found if share >= self.policy.text_hint and not self._denies(s)]
        quotes = [quote for s in near if (quote := quote_statement(self.resume, s, "nearest line"))]
        if not quotes:
            return check
        return replace(
            check,
            verdict=Verdict.PARTIAL,
            credit=self.policy.partial_from,
            explanation=f"{check.explanation}; the nearest line may speak for part of it: check that it says what you can do",
            evidence=merge([quotes[:1]]),
            children=(),
        )

    # ------------------------------------------------------------------------------------------------------------ nodes

    def _node(self, node: Criterion, ask: Ask, *, open_list: bool) -> Check:
        if isinstance(node, AllOf):
            return self._all(node, ask)
        if isinstance(node, AnyOf):
            return self._any(node, ask)
        return self._leaf(node, ask, open_list=open_list)

    def _all(self, node: AllOf, ask: Ask) -> Check:
        absorbed = {skill for child in node.children if isinstance(child, YearsCriterion) for skill in child.of}
        asked: list[Criterion] = []
        for child in node.children:
            skills = _skills_of(child)
            others = [_skills_of(other) for other in node.children if other is not child]
            if skills and (skills <= absorbed or skills in map(_skills_of, asked) or self._is_told_apart(skills, others)):
                continue
            asked.append(child)
        children = [self._node(child, ask, open_list=False) for child in _in_field(asked)]
        known = [child for child in children if child.verdict is not Verdict.UNKNOWN]
        if not known:
            return replace(children[0], children=tuple(children)) if children else _unknown("this", "nothing to check")
        credit = sum(child.credit for child in known) // len(known)
        shown = [child.verdict in (Verdict.MET, Verdict.PARTIAL) for child in known]
        counted = [check for node, check in zip(_in_field(asked), children, strict=True) if isinstance(node, YearsCriterion)]
        # Half the years asked are not enough, whatever stands beside them.
        in_full = all(check.verdict in (Verdict.MET, Verdict.UNKNOWN) for check in counted)
        enough = all(shown) and credit >= self.policy.met_from and in_full
        some = any(shown) and credit >= self.policy.trace
        verdict = Verdict.MET if enough else Verdict.PARTIAL if some else Verdict.MISSING
        if len(children) == 1:
            return children[0]
        return Check(
            what=" and ".join(child.what for child in children),
            verdict=verdict,
            credit=credit if verdict is not Verdict.MISSING else 0,
            explanation=_explain_all(known, verdict),
            evidence=merge(self._best_first(asked, children)) if verdict is not Verdict.MISSING else (),
            children=tuple(children),
        )

    def _best_first(self, asked: Sequence[Criterion], children: Sequence[Check]) -> list[tuple[Evidence, ...]]:
        """The quotes of each part, those of what the line is about before those of what any job shows."""
        known = self.finder.taxonomy.skills

        def general(node: Criterion) -> bool:
            names = _skills_of(node)
            return bool(names) and all(name in known and known[name].kind == "soft" for name in names)

        pairs = sorted(zip(_in_field(asked), children, strict=True), key=lambda pair: general(pair[0]))
        return [check.evidence for _, check in pairs if check.verdict is not Verdict.UNKNOWN]

    def _is_told_apart(self, skills: set[str], others: Sequence[set[str]]) -> bool:
        """Whether a sibling asks for a kind of the same soft skill (communication, to explain technical topics)."""
        known = self.finder.taxonomy.skills
        if any(name in known and known[name].kind != "soft" for name in skills):
            return False
        kinds = [self.finder.taxonomy.relation(a, b) for other in others for a in other for b in skills if a not in skills]
        return len(skills) == 1 and any(r is not None and r.kind == "narrower" and len(r.path) == 2 for r in kinds)

    def _any(self, node: AnyOf, ask: Ask) -> Check:
        children = [self._node(child, ask, open_list=node.open) for child in node.children]
        ranked = sorted(children, key=lambda c: (-c.credit, c.verdict is Verdict.UNKNOWN))
        best = ranked[: max(1, node.at_least)]
        what = " or ".join(dict.fromkeys(child.what for child in children))
        if node.at_least <= 1 or len(children) <= 1:
            top = best[0]
            missing = top.verdict is Verdict.MISSING and not any(isinstance(child, AllOf) for child in node.children)
            reason = f"nothing in your CV speaks for {what}" if missing and len(children) > 1 else top.explanation
            return replace(top, what=what, explanation=reason, children=())
        credit = sum(child.credit for child in best) // node.at_least
        met = sum(child.verdict is Verdict.MET for child in children)
        some = any(child.verdict in (Verdict.MET, Verdict.PARTIAL) for child in children)
        verdict = Verdict.MET if met >= node.at_least else Verdict.PARTIAL if some else Verdict.MISSING
        return Check(
            what=f"at least {node.at_least} of {what}",
            verdict=verdict,
            credit=credit if some else 0,
            explanation=f"{met} of the {node.at_least} asked are shown",
            evidence=merge([child.evidence for child in best]) if some else (),
        )

    # ----------------------------------------------------------------------------------------------------------- leaves

    def _leaf(self, leaf: Criterion, ask: Ask, *, open_list: bool) -> Check:
        resume, policy, text = self.resume, self.policy, ask.posting.document.text
        match leaf:
            case SkillCriterion():
                return self._skill(leaf, ask, open_list=open_list)
            case YearsCriterion():
                words = leaf.field.of(text) if leaf.field else ""
                return check_years(resume, self.finder.taxonomy, policy, self.retriever, self.deeds, leaf, words, ask.relevant)
            case DegreeCriterion():
                return check_degree(resume, self.finder, policy, leaf, ask.relevant)
            case LanguageCriterion():
                return self._language(leaf)
            case TextCriterion():
                return self._text(leaf.span.of(text))
            case TraitCriterion():
                return _unknown("a personal quality", "a CV does not show this: prepare an example for the interview")
            case _:
                return self._gate(ask)

    def _skill(self, leaf: SkillCriterion, ask: Ask, *, open_list: bool) -> Check:
        taxonomy = self.finder.taxonomy
        skill = taxonomy.skills.get(leaf.skill_id)
        if skill is not None and not skill.provable:
            return _unknown(leaf.label, f"a CV does not show {leaf.label}: prepare an example for the interview")
        demand = DEMAND_OF_LEVEL[leaf.level] if leaf.level else ask.demand
        paper = skill is not None and skill.kind in ("certification", "licence")
        if ask.requirement.kind is RequirementKind.CERTIFICATION:
            demand = Demand.FAMILIAR
        check = self._skill_check(leaf.skill_id, leaf.label, Demand.FAMILIAR if paper else demand, open_list)
        if paper and check.verdict is Verdict.MET:
            return replace(check, credit=1000, explanation=f"your CV names {leaf.label}")
        return self._shown_by(leaf, check)

    def _skill_check(self, skill_id: str, label: str, demand: Demand, open_list: bool) -> Check:
        """One skill against the CV; remembered, for postings ask for the same skills again and again."""
        asked = skill_id, label, demand, open_list
        if asked not in self._skill_checks:
            self._skill_checks[asked] = check_skill(
                self.resume, self.finder.taxonomy, self.policy, skill_id=skill_id, label=label, demand=demand, open_list=open_list
            )
        return self._skill_checks[asked]

    def _shown_by(self, leaf: SkillCriterion, check: Check) -> Check:
        """Soft skills are shown by what people did ("presented to the board"), not by their name."""
        if check.verdict is Verdict.MET and check.credit >= self.policy.shown_often_credit:
            return check
        credit, quotes = self._done(self.deeds.showing(leaf.skill_id))
        if check.verdict is Verdict.MET:
            return replace(check, credit=max(credit, check.credit))
        if credit <= check.credit:
            return on_the_record(self.resume, self.deeds, self.policy, leaf, check)
        verdict = Verdict.MET if credit >= self.policy.met_from else Verdict.PARTIAL
        return Check(
            what=leaf.label,
            verdict=verdict,
            credit=credit,
            explanation=f"{leaf.label} shows in what you did",
            evidence=merge([quotes]),
        )

    def _done(self, deeds: Sequence[Deed]) -> tuple[int, list[Evidence]]:
        """The credit of lines that show a thing by what was done: one that proves it or two that speak for it make it met."""
        quotes = [(deed, quote) for deed in deeds if (quote := quote_statement(self.resume, deed.line, SHOWN))]
        sure = len(quotes) > 1 or any(deed.enough for deed, _ in quotes)
        credit = self.policy.shown_often_credit if sure else self.policy.shown_once_credit if quotes else 0
        return credit, [quote for _, quote in quotes]

    def _language(self, leaf: LanguageCriterion) -> Check:
        for spoken in self.resume.languages:
            if spoken.skill_id == leaf.skill_id or fold(spoken.language) == fold(leaf.label):
                quote = quote_span(self.resume, spoken.span, "languages", "languages")
                evidence = (quote,) if quote else ()
                if leaf.fluency is None or (spoken.fluency and CEFR.index(spoken.fluency) >= CEFR.index(leaf.fluency)):
                    reason = f"your CV names {leaf.label}"
                    return Check(what=leaf.label, verdict=Verdict.MET, credit=1000, explanation=reason, evidence=evidence)
                stated = f"at {spoken.fluency}" if spoken.fluency else "without a level"
                reason = f"asked {leaf.label} at about {leaf.fluency}; your CV names it {stated}"
                return Check(what=leaf.label, verdict=Verdict.PARTIAL, credit=500, explanation=reason, evidence=evidence)
        if leaf.skill_id == "english" and self.resume.statements:
            longest = max(self.resume.statements, key=lambda s: (s.span.end - s.span.start, -s.span.start))
            quote = quote_statement(self.resume, longest, "the CV's own language")
            if quote:
                return Check(
                    what=leaf.label,
                    verdict=Verdict.MET,
                    credit=1000,
                    explanation="your CV is written in English; say so if the form asks for a level",
                    evidence=(quote,),
                )
        return Check(
            what=leaf.label, verdict=Verdict.MISSING, credit=0, explanation=f"your CV does not name {leaf.label} as a language"
        )

    def _text(self, words: str) -> Check:
        policy = self.policy
        near = [(score, s) for score, s in self.retriever.nearest(words) if score >= policy.text_partial and not self._denies(s)]
        quotes = [quote for _, s in near if (quote := quote_statement(self.resume, s, "nearest line"))]
        if not quotes:
            return Check(
                what=words, verdict=Verdict.MISSING, credit=0, explanation="no line of your CV comes near this requirement"
            )
        return Check(
            what=words,
            verdict=Verdict.PARTIAL,
            credit=policy.text_credit,
            explanation="the nearest lines of your CV speak for part of this; check that they say what you can do",
            evidence=merge([quotes]),
        )

    def _trait(self, requirement: Requirement) -> Check:
        """A trait is unknown unless what was done speaks for it; it stands outside the score either way."""
        head = len(requirement.text) * 2 // 5
        named = next((m for m in self.finder.find(requirement.text) if m.span.start < head), None)
        check = _unknown("a personal quality", "a CV does not show this: prepare an example for the interview")
        if named is None:
            return check
        credit, quotes = self._done(self.deeds.showing(named.skill_id))
        if len(quotes) == 1:
            credit = min(credit, self.policy.trait_once_credit)
        if quotes:
            check = Check(
                what="a personal quality",
                verdict=Verdict.MET if credit >= self.policy.met_from else Verdict.PARTIAL,
                credit=credit,
                explanation="what you did speaks for it; have the example ready for the interview",
                evidence=merge([quotes]),
            )
        leaf = SkillCriterion(span=requirement.span, skill_id=named.skill_id, label=named.label, surface=named.surface)
        return trait_on_the_record(self.resume, self.deeds, self.policy, leaf, check)

    def _gate(self, ask: Ask) -> Check:
        kind = next((leaf.kind for leaf in leaves(ask.requirement.criterion) if isinstance(leaf, GateCriterion)), "")
        quote = gate_evidence(self.resume, kind)
        if quote is not None:
            return Check(
                what=kind, verdict=Verdict.MET, credit=1000, explanation="your CV states it", evidence=(quote,)
            )
        return _unknown(kind or "a condition", "a CV does not usually say this: answer it before you apply")


def demand_of(requirement: Requirement) -> Demand:
    """What a requirement wants to see of its skills: from its level word, its kind, and words such as "proven"."""
    if requirement.level is not None and requirement.level is not Level.INTERMEDIATE:
        return DEMAND_OF_LEVEL[requirement.level]
    if requirement.kind is RequirementKind.EXPERIENCE or requirement.level is Level.INTERMEDIATE:
        return Demand.USED
    return Demand.USED if load_rules("demand").first(fold(requirement.text)) else Demand.NAMED


def gate_evidence(resume: Resume, kind: str) -> Evidence | None:
    """The line of the CV that answers a condition, if one does."""
    rule = next((r for r in load_rules("gate_answers") if r.id == kind), None)
    found = rule.search(fold(resume.document.text)) if rule else None
    if found is None or resume.document.is_hidden(found):
        return None
    line = resume.document.line_at(found.start)
    return quote_span(resume, line.span, f"states {kind}") if line else None


def _in_field(nodes: Sequence[Criterion]) -> list[Criterion]:
    """"5 years of X, including 2 of Y", where Y names no known skill: years of X speak for Y too."""
    out: list[Criterion] = []
    wider: tuple[str, ...] = ()
    for node in nodes:
        if isinstance(node, YearsCriterion):
            out.append(node if node.of or not wider else replace(node, of=wider))
            wider = wider or node.of
        else:
            out.append(node)
    return out


def _skills_of(node: Criterion) -> set[str]:
    nodes = list(leaves(node))
    return {leaf.skill_id for leaf in nodes if isinstance(leaf, SkillCriterion)} if all(
        isinstance(leaf, SkillCriterion) for leaf in nodes
    ) else set()


def _unknown(what: str, reason: str) -> Check:
    return Check(what=what, verdict=Verdict.UNKNOWN, credit=0, explanation=reason)


def _explain_all(children: Sequence[Check], verdict: Verdict) -> str:
    if verdict is Verdict.MISSING:
        return "; ".join(dict.fromkeys(child.explanation for child in children[:3]))
    short = [child for child in children if child.verdict is not Verdict.MET]
    if not short:
        return "; ".join(dict.fromkeys(child.explanation for child in children[:3]))
    shown = [child.what for child in children if child.verdict is Verdict.MET]
    lead = f"shown: {', '.join(shown[:4])}; " if shown else ""
    return lead + "; ".join(dict.fromkeys(child.explanation for child in short[:3]))


def _skills_asked(posting: Posting) -> tuple[str, ...]:
    """The ids of all skills a posting asks for, in the order of its text, each once."""
    asked = (leaf for requirement in posting.requirements for leaf in leaves(requirement.criterion))
    return tuple(dict.fromkeys(leaf.skill_id for leaf in asked if isinstance(leaf, SkillCriterion)))
