"""Findings, gates and doubts -> what to do before applying. Advice asks; it never claims anything for the applicant."""

from __future__ import annotations

import re
from collections.abc import Sequence

from fitscore.matching.evidence import length
from fitscore.model import (
    Action,
    Finding,
    Gate,
    GateStatus,
    Posting,
    Priority,
    Requirement,
    RequirementKind,
    Resume,
    Severity,
    SkillCriterion,
    Verdict,
    YearsCriterion,
    leaves,
)
from fitscore.phrases import load_rules
from fitscore.policy import Policy
from fitscore.profile import Profile
from fitscore.scoring import Supposed, is_scored
from fitscore.text import fold

COPIED = 3
"""So many of the posting's lines, word for word in the CV, are told to the applicant."""
SHORT = 90
"""Characters of a requirement repeated in a checklist line."""
_WORD = re.compile(r"[^\W_]+")


def actions(
    posting: Posting,
    resume: Resume,
    findings: Sequence[Finding],
    gates: Sequence[Gate],
    policy: Policy,
    profile: Profile | None = None,
) -> tuple[Action, ...]:
    """The checklist of one posting, in the order one works through it.

    Gates to answer, the way to the next band, gaps (most points first), evidence that stands in the wrong place, the posting's
    own words, problems of the CV file, numbers a form will ask, traits to prepare, what is ready.
    """
    pairs = list(zip(posting.requirements, findings, strict=True))
    gaps = _gap_actions(posting, findings, resume, policy)
    return (
        *_gate_actions(gates),
        *_next_band(posting, findings, gaps, policy),
        *gaps,
        *_word_actions(pairs, resume),
        *_copied_actions(posting, resume),
        *_cv_actions(resume),
        *_form_actions(pairs, resume),
        *_application_actions(posting),
        *_claim_actions(profile),
        *_trait_actions(pairs),
        *_ready_actions(pairs),
    )


def _gate_actions(gates: Sequence[Gate]) -> list[Action]:
    words = {
        GateStatus.CONFLICT: "Conflict: {kind}. {why} Decide whether to apply at all: {text}",
        GateStatus.ASK: "Answer before you apply: {kind}. {text}",
        GateStatus.PASS: "Settled: {kind}. {why} {text}",
    }
    order = (GateStatus.CONFLICT, GateStatus.ASK, GateStatus.PASS)
    return [
        Action(
            kind="gate",
            text=words[gate.status].format(kind=gate.kind, why=sentence(gate.explanation), text=shorten(gate.text)),
            done=gate.status is GateStatus.PASS,
            evidence=gate.evidence,
        )
        for status in order
        for gate in gates
        if gate.status is status
    ]


def shorten(text: str) -> str:
    """The text on one line, cut at a word where it is long, without the stop at its end.

    >>> shorten("a " * 60)[-5:], shorten("SQL, and more;")
    ('a a …', 'SQL, and more')
    """
    text = " ".join(text.split()).rstrip(" .;,")
    return text if len(text) <= SHORT else text[:SHORT].rsplit(" ", 1)[0] + " …"


def _gap_actions(posting: Posting, findings: Sequence[Finding], resume: Resume, policy: Policy) -> list[Action]:
    """What is not fully shown, most points at stake first; the stake is what the total would rise by if it were."""
    supposed = Supposed(posting, findings, policy)
    total = supposed.total() or 0
    found: list[Action] = []
    for requirement, finding in zip(posting.requirements, findings, strict=True):
        if not is_scored(requirement) or finding.verdict not in (Verdict.MISSING, Verdict.PARTIAL):
            continue
        found.append(
            Action(
                kind="evidence" if _only_listed(finding) else "gap",
                text=_question(requirement, finding, resume),
                requirement=requirement.id,
                points=(supposed.total({requirement.id}) or 0) - total,
                evidence=finding.evidence,
            )
        )
    return sorted(found, key=lambda action: -(action.points or 0))


def _next_band(posting: Posting, findings: Sequence[Finding], gaps: Sequence[Action], policy: Policy) -> list[Action]:
    """The fewest gaps, most points first, whose proof would lift the posting into the next band."""
    supposed = Supposed(posting, findings, policy)
    total = supposed.total()
    higher = [cut for cut, _ in policy.bands if total is not None and cut * 16 > total]
    if not higher:
        return []
    shown: dict[str, None] = {}
    for gap in gaps:
        shown[gap.requirement or ""] = None
        reached = supposed.total(shown) or 0
        if reached >= higher[-1] * 16:
            texts = {r.id: r.text for r in posting.requirements}
            asked = [f"“{shorten(texts[name])}”" for name in shown]
            lines = "one line" if len(asked) == 1 else f"{len(asked)} lines"
            text = f"To reach {policy.band(reached / 16)}, {lines} would have to be shown: {'; '.join(asked)}"
            return [Action(kind="next", text=text)]
    return []


def _only_listed(finding: Finding) -> bool:
    return finding.verdict is Verdict.PARTIAL and "only lists" in finding.explanation


def _role(resume: Resume, finding: Finding) -> str:
    """The position a gap could stand under: where its evidence stands, else the latest one."""
    places = [
        p for p in resume.positions for quote in finding.evidence if p.span.contains(quote.span)
    ] or sorted(resume.positions, key=lambda p: (-(p.last or 0), p.span))
    if not places:
        return "your latest role"
    return " at ".join(filter(None, (places[0].title, places[0].organization))) or "your latest role"


def _question(requirement: Requirement, finding: Finding, resume: Resume) -> str:
    must = "Required" if requirement.priority is Priority.REQUIRED else "Preferred"
    asked, role = shorten(requirement.text), _role(resume, finding)
    if _only_listed(finding):
        question = f"Your CV lists it but no role shows it. Where did you use it? If under {role}, say what came of it."
    elif finding.verdict is Verdict.PARTIAL:
        question = f"{sentence(finding.explanation)} Have you done more of this than the CV says? If so, add it under {role}."
    else:
        question = f"{sentence(finding.explanation)} Have you done this? If so, say so under {role}; if not, leave it."
    return f"{must}: “{asked}”. {question}"


def sentence(text: str) -> str:
    """An explanation as a sentence of its own; the case of names is kept.

    >>> sentence("asked 2 years of SQL")
    'Asked 2 years of SQL.'
    """
    return f"{text[:1].upper()}{text[1:]}."


def _word_actions(
    pairs: Sequence[tuple[Requirement, Finding]], resume: Resume
) -> list[Action]:
    """The posting's word where the CV shows the same skill under names that share none of its words."""
    names = {skill.skill_id: skill for skill in resume.skills}
    text = fold(resume.document.text)
    found: dict[str, Action] = {}
    for requirement, finding in pairs:
        if finding.verdict is not Verdict.MET:
            continue
        for leaf in leaves(requirement.criterion):
            if not isinstance(leaf, SkillCriterion) or leaf.skill_id not in names or leaf.skill_id in found:
                continue
            mine = [m.surface for m in names[leaf.skill_id].mentions if not m.negated and m.rule != "title"]
            if mine and fold(leaf.surface) not in text and not any(_same_words(leaf.surface, name) for name in mine):
                said = f"The posting says “{leaf.surface}” where your CV says “{mine[0]}”."
                advice = f"{said} If they mean the same in your work, use both words."
                found[leaf.skill_id] = Action(kind="wording", text=advice, requirement=requirement.id)
    return list(found.values())


def _same_words(asked: str, mine: str) -> bool:
    """Whether all words of one name stand in the other; plural endings aside.

    >>> _same_words("Advanced SQL", "SQL"), _same_words("dashboards", "dashboard"), _same_words("A/B testing", "split tests")
    (True, True, False)
    """
    one, other = ({word.rstrip("s") for word in _WORD.findall(fold(name))} for name in (asked, mine))
    return one <= other or other <= one


def _copied_actions(posting: Posting, resume: Resume) -> list[Action]:
    """A CV that repeats the posting's own lines convinces nobody; three or more are no accident."""
    said = " ".join(fold(resume.document.text).split())
    lines = {" ".join(fold(requirement.text).split()) for requirement in posting.requirements}
    copied = sum(len(line) > SHORT // 2 and line in said for line in lines)
    if copied < COPIED:
        return []
    return [Action(kind="cv", text=f"Your CV repeats {copied} lines of this posting word for word: say it in your own words.")]


def _cv_actions(resume: Resume) -> list[Action]:
    return [
        Action(kind="cv", text=f"Check your CV file: {diagnostic.message}")
        for diagnostic in resume.diagnostics
        if diagnostic.severity is not Severity.INFO
    ]


def _form_actions(pairs: Sequence[tuple[Requirement, Finding]], resume: Resume) -> list[Action]:
    """The numbers an application form asks for, computed from the dated roles."""
    found: dict[str, Action] = {}
    months = {skill.skill_id: skill for skill in resume.skills}
    for requirement, finding in pairs:
        if any(isinstance(leaf, YearsCriterion) for leaf in leaves(requirement.criterion)):
            found[requirement.id] = Action(
                kind="form",
                text=f"If the form asks about “{shorten(requirement.text)}”: {finding.explanation}.",
                requirement=requirement.id,
                done=finding.verdict is Verdict.MET,
                evidence=finding.evidence,
            )
        for leaf in leaves(requirement.criterion):
            if isinstance(leaf, SkillCriterion) and leaf.skill_id in months and months[leaf.skill_id].months:
                worked = months[leaf.skill_id].months
                text = f"If the form asks for years of {leaf.label}: {worked / 12:.1f} ({length(worked)}, from your dated roles)."
                found.setdefault(leaf.skill_id, Action(kind="form", text=text, requirement=requirement.id, done=True))
    return list(found.values())


def _application_actions(posting: Posting) -> list[Action]:
    found = []
    if posting.valid_through:
        found.append(Action(kind="deadline", text=f"Apply by {posting.valid_through}."))
    if posting.url:
        found.append(Action(kind="link", text=f"Apply at {posting.url}"))
    text = fold(posting.document.text)
    for rule in load_rules("documents_asked").near(text):
        span = rule.search(text)
        line = posting.document.text[span.start : span.end] if span else ""
        if line:
            found.append(Action(kind="document", text=f"Have ready: {rule.id} (the posting says “{shorten(line)}”)."))
    return [*found, *(Action(kind="unread", text=f"Read this line yourself: “{shorten(u.text)}”") for u in posting.unread)]


def _claim_actions(profile: Profile | None) -> list[Action]:
    return [
        Action(kind="claim", text=f"Your profile says: “{claim}”. If it matters here, put it into the CV.")
        for claim in (profile.claims if profile else ())
    ]


def _trait_actions(pairs: Sequence[tuple[Requirement, Finding]]) -> list[Action]:
    return [
        Action(
            kind="interview",
            text=f"Prepare an example for the interview: “{shorten(requirement.text)}”",
            requirement=requirement.id,
        )
        for requirement, _ in pairs
        if requirement.kind is RequirementKind.TRAIT
    ]


def _ready_actions(pairs: Sequence[tuple[Requirement, Finding]]) -> list[Action]:
    return [
        Action(
            kind="ready",
            text=f"Shown: “{shorten(requirement.text)}”. {sentence(finding.explanation)}",
            requirement=requirement.id,
            done=True,
            evidence=finding.evidence,
        )
        for requirement, finding in pairs
        if finding.verdict is Verdict.MET and is_scored(requirement)
    ]
