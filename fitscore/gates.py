"""Yes/no conditions of a job, answered beside the score from the CV or the applicant's own profile.

Silence is never a conflict: without an answer on the applicant's side the status is *ask*, and a gate the posting says
nothing about is *not stated*.
"""

from __future__ import annotations

import re

from fitscore.matching.evidence import quote_span
from fitscore.matching.matcher import gate_evidence
from fitscore.model import (
    AllOf,
    Criterion,
    Gate,
    GateCriterion,
    GateStatus,
    LanguageCriterion,
    Posting,
    RequirementKind,
    Resume,
    Salary,
    Span,
    leaves,
)
from fitscore.profile import Profile
from fitscore.text import fold

_PERCENT = re.compile(r"(\d{1,3})\s*(?:%|per\s?cent)")
_FLAGS = {
    "security clearance": "security_clearance",
    "background check": "background_check",
    "drug test": "background_check",
    "driving licence": "driving_licence",
    "relocation": "relocation",
    "shift work": "shift_work",
    "on-call": "on_call",
    "physical demands": "physical_demands",
    "exposure to harmful content": "harmful_content",
}
"""Condition kinds that one yes/no line of the profile answers."""
_PER_YEAR = {"year": 1, "month": 12, "week": 52, "day": 230, "hour": 1840}
"""How often a pay period comes in a working year (full time)."""


def answer_gates(posting: Posting, resume: Resume, profile: Profile | None = None) -> tuple[Gate, ...]:
    """Every gate of a posting with its status, in the order: stated conditions, place, pay.

    Args:
        posting: the posting as read.
        resume: the CV as read; its own words may answer.
        profile: the applicant's answers, if given.
    """
    profile = profile or Profile()
    gates: list[Gate] = []
    seen: set[str] = set()
    for kind, text, span in _conditions(posting):
        if kind not in seen:
            seen.add(kind)
            gates.append(_answer(kind, text, span, resume, profile))
    return (*gates, _place(posting, resume, profile), _pay(posting, profile))


def _conditions(posting: Posting) -> list[tuple[str, str, Span]]:
    stated = [(c.kind, c.text, c.span) for c in posting.conditions]
    for requirement in posting.requirements:
        kinds = [leaf.kind for leaf in leaves(requirement.criterion) if isinstance(leaf, GateCriterion)]
        if requirement.kind is RequirementKind.LANGUAGE:
            kinds += [f"language: {names}" for names in _languages(requirement.criterion)]
        stated += [(kind, requirement.text, requirement.span) for kind in kinds]
    return sorted(stated, key=lambda item: item[2])


def _languages(node: Criterion) -> list[str]:
    """The languages asked for, one entry for each that is needed; alternatives in one ("Russian or Farsi")."""
    if isinstance(node, AllOf):
        return [name for child in node.children for name in _languages(child)]
    names = dict.fromkeys(leaf.label for leaf in leaves(node) if isinstance(leaf, LanguageCriterion))
    return [" or ".join(names)] if names else []


def _answer(kind: str, text: str, span: Span, resume: Resume, profile: Profile) -> Gate:
    if kind.startswith("language: "):
        return _language(kind, text, span, resume)
    answer, reason = _from_profile(kind, text, profile)
    if answer is not None:
        status = GateStatus.PASS if answer else GateStatus.CONFLICT
        return Gate(kind=kind, text=text, span=span, status=status, explanation=reason)
    quote = gate_evidence(resume, kind)
    if quote is not None:
        return Gate(kind=kind, text=text, span=span, status=GateStatus.PASS, explanation="your CV states it", evidence=(quote,))
    reason = "your CV does not say; answer it before you apply"
    return Gate(kind=kind, text=text, span=span, status=GateStatus.ASK, explanation=reason)


def _from_profile(kind: str, text: str, profile: Profile) -> tuple[bool | None, str]:
    flag = _FLAGS.get(kind)
    value = getattr(profile, flag) if flag else None
    if value is not None:
        return value, f"your profile says {'yes' if value else 'no'}"
    if kind == "travel" and profile.travel is not None:
        asked = [int(n) for n in _PERCENT.findall(text)]
        if asked:
            return max(asked) <= profile.travel, f"asked up to {max(asked)} %, your profile says {profile.travel} %"
    return None, ""


def _language(kind: str, text: str, span: Span, resume: Resume) -> Gate:
    wanted = kind.removeprefix("language: ")
    for spoken in resume.languages:
        if fold(spoken.language) in fold(wanted).split(" or "):
            quote = quote_span(resume, spoken.span, "languages", "languages")
            return Gate(
                kind=kind,
                text=text,
                span=span,
                status=GateStatus.PASS,
                explanation="your CV names it; check the level",
                evidence=(quote,) if quote else (),
            )
    return Gate(kind=kind, text=text, span=span, status=GateStatus.ASK, explanation=f"your CV does not name {wanted}")


def _place(posting: Posting, resume: Resume, profile: Profile) -> Gate:
    mode, days = posting.work_mode, posting.onsite_days
    where = ", ".join(posting.locations)
    text = ", ".join(filter(None, (where, mode, f"{days} days a week on site" if days else "")))
    if not text:
        reason = "the posting names no place"
        return Gate(kind="location", text="", span=None, status=GateStatus.NOT_STATED, explanation=reason)
    if mode == "remote":
        return Gate(kind="location", text=text, span=None, status=GateStatus.PASS, explanation="remote work")
    if profile.onsite_days is not None:
        asked = days if days is not None else (5 if mode == "onsite" else None)
        if asked is not None and asked > profile.onsite_days:
            reason = f"asked {asked} days on site, your profile says at most {profile.onsite_days}"
            return Gate(kind="location", text=text, span=None, status=GateStatus.CONFLICT, explanation=reason)
    if profile.locations is not None and where:
        near = any(fold(mine) in fold(where) or fold(where).startswith(fold(mine)) for mine in profile.locations)
        if near or profile.relocation:
            return Gate(kind="location", text=text, span=None, status=GateStatus.PASS, explanation="a place your profile names")
        reason = "not a place your profile names"
        return Gate(kind="location", text=text, span=None, status=GateStatus.CONFLICT, explanation=reason)
    city = _home(posting, resume)
    if city is not None:
        quote = quote_span(resume, city, "contact", "contact")
        return Gate(
            kind="location",
            text=text,
            span=None,
            status=GateStatus.PASS,
            explanation="your CV names the same place",
            evidence=(quote,) if quote else (),
        )
    return Gate(kind="location", text=text, span=None, status=GateStatus.ASK, explanation="can you work there?")


def _home(posting: Posting, resume: Resume) -> Span | None:
    """Where the first ten lines of the CV name a place of the posting; the rest of the contact line stays out of the quote."""
    for line in resume.document.lines[:10]:
        words = fold(line.span.of(resume.document.text))
        for place in posting.locations:
            city = fold(place).split(",")[0].strip()
            at = re.search(rf"(?<!\w){re.escape(city)}(?:, ?\w{{2,20}})?(?!\w)", words) if len(city) > 3 else None
            if at:
                return Span(line.span.start + at.start(), line.span.start + at.end())
    return None


def _pay(posting: Posting, profile: Profile) -> Gate:
    pay = posting.salary
    if pay is None or (pay.min is None and pay.max is None):
        return Gate(kind="salary", text="", span=None, status=GateStatus.NOT_STATED, explanation="the posting names no pay")
    text = pay_in_words(pay)
    top = pay.max if pay.max is not None else pay.min
    comparable = profile.salary_floor is not None and top is not None and pay.period in _PER_YEAR
    if not comparable or (profile.salary_currency and pay.currency and profile.salary_currency != pay.currency):
        return Gate(kind="salary", text=text, span=None, status=GateStatus.ASK, explanation="is this enough for you?")
    assert top is not None and pay.period is not None and profile.salary_floor is not None  # noqa: PT018
    enough = top * _PER_YEAR[pay.period] >= profile.salary_floor
    status = GateStatus.PASS if enough else GateStatus.CONFLICT
    reason = f"your floor is {profile.salary_floor:,} a year"
    return Gate(kind="salary", text=text, span=None, status=status, explanation=reason)


def pay_in_words(pay: Salary) -> str:
    """A pay range for people.

    >>> pay_in_words(Salary(min=90000, max=120000, currency="USD", period="year"))
    'USD 90,000-120,000 a year'
    """
    ends = [f"{value:,.0f}" if value == int(value) else f"{value:,.2f}" for value in (pay.min, pay.max) if value is not None]
    amount = "-".join(dict.fromkeys(ends))
    period = f"a{'n' if pay.period == 'hour' else ''} {pay.period}" if pay.period else ""
    return " ".join(filter(None, (pay.currency, amount, period)))
