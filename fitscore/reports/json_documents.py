"""Postings and CVs by the JSON contract, written out by hand so that no internal name becomes a promise."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from fitscore.model import (
    AllOf,
    AnyOf,
    Certificate,
    Condition,
    Criterion,
    DegreeCriterion,
    Diagnostic,
    Document,
    Education,
    GateCriterion,
    LanguageCriterion,
    Position,
    Posting,
    Requirement,
    Resume,
    ResumeSkill,
    SkillCriterion,
    Span,
    SpokenLanguage,
    TextCriterion,
    TraitCriterion,
    YearsCriterion,
    leaves,
)

Json = dict[str, Any]


def span_json(span: Span | None) -> list[int] | None:
    """A span as ``[start, end]``."""
    return None if span is None else [span.start, span.end]


def digest(document: Document) -> str:
    """A number that changes when the text of a document does; ``fitscore diff`` tells edits by it."""
    return sha256(document.text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _diagnostic(diagnostic: Diagnostic) -> Json:
    return {
        "code": diagnostic.code,
        "message": diagnostic.message,
        "span": span_json(diagnostic.span),
        "severity": str(diagnostic.severity),
    }


def posting_json(posting: Posting, *, explain: bool = False) -> Json:
    """A posting by the contract; with ``explain`` also what every line was taken for."""
    pay = posting.salary
    out: Json = {
        "path": posting.path,
        "digest": digest(posting.document),
        "title": posting.title,
        "company": posting.company,
        "locations": list(posting.locations),
        "work_mode": posting.work_mode,
        "onsite_days": posting.onsite_days,
        "salary": pay and {"min": pay.min, "max": pay.max, "currency": pay.currency, "period": pay.period},
        "employment_type": posting.employment_type,
        "url": posting.url,
        "date_posted": posting.date_posted,
        "valid_through": posting.valid_through,
        "tracker": dict(posting.tracker),
        "conditions": [_condition(c) for c in posting.conditions],
        "requirements": [requirement_json(r, posting.document.text) for r in posting.requirements],
        "unread": [
            {"text": u.text, "span": span_json(u.span), "line": u.line, "reason": u.reason} for u in posting.unread
        ],
        "diagnostics": [_diagnostic(d) for d in (*posting.document.diagnostics, *posting.diagnostics)],
    }
    if explain:
        out["readings"] = [
            {"line": r.line, "span": span_json(r.span), "taken_for": r.taken_for, "rule": r.rule} for r in posting.readings
        ]
    return out


def _condition(condition: Condition) -> Json:
    return {"kind": condition.kind, "text": condition.text, "span": span_json(condition.span), "line": condition.line}


def requirement_json(requirement: Requirement, text: str) -> Json:
    """A requirement by the contract, plus its criteria tree; ``text`` is the posting's."""
    nodes = list(leaves(requirement.criterion))
    degree = min((leaf for leaf in nodes if isinstance(leaf, DegreeCriterion)), key=lambda leaf: leaf.level.rank, default=None)
    return {
        "id": requirement.id,
        "text": requirement.text,
        "span": span_json(requirement.span),
        "line": requirement.line,
        "priority": str(requirement.priority),
        "kind": str(requirement.kind),
        "skills": [[_skill(leaf) for leaf in group] for group in skill_groups(requirement.criterion)],
        "years": [_years(leaf, text) for leaf in nodes if isinstance(leaf, YearsCriterion)],
        "degree": degree
        and {
            "level": str(degree.level),
            "areas": list(degree.areas),
            "related_ok": degree.related_ok,
            "experience_in_place": degree.experience_in_place,
        },
        "level": requirement.level and str(requirement.level),
        "summary": requirement.summary,
        "criteria": criterion_json(requirement.criterion),
    }


def skill_groups(criterion: Criterion) -> list[list[SkillCriterion | LanguageCriterion]]:
    """The skills of a criteria tree in conjunctive normal form: every group is needed, any one inside a group is enough."""
    if isinstance(criterion, AllOf):
        return [group for child in criterion.children for group in skill_groups(child)]
    group: dict[str, SkillCriterion | LanguageCriterion] = {}
    for leaf in leaves(criterion):
        if isinstance(leaf, (SkillCriterion, LanguageCriterion)):
            group.setdefault(leaf.skill_id, leaf)
    return [list(group.values())] if group else []


def _skill(leaf: SkillCriterion | LanguageCriterion) -> Json:
    surface = leaf.surface if isinstance(leaf, SkillCriterion) else leaf.label
    return {"id": leaf.skill_id, "label": leaf.label, "surface": surface, "span": span_json(leaf.span)}


def _years(leaf: YearsCriterion, text: str) -> Json:
    return {
        "min": _in_years(leaf.months),
        "max": None if leaf.max_months is None else _in_years(leaf.max_months),
        "of": list(leaf.of),
        "text": leaf.span.of(text),
        "span": span_json(leaf.span),
    }


def _in_years(months: int) -> int | float:
    return months // 12 if months % 12 == 0 else round(months / 12, 2)


def criterion_json(node: Criterion) -> Json:
    """A criteria tree; every node holds ``op`` and ``span``."""
    out: Json
    match node:
        case AllOf():
            out = {"op": "all_of", "children": [criterion_json(c) for c in node.children]}
        case AnyOf():
            out = {
                "op": "any_of",
                "at_least": node.at_least,
                "open": node.open,
                "children": [criterion_json(c) for c in node.children],
            }
        case SkillCriterion():
            out = {"op": "skill", "id": node.skill_id, "level": node.level and str(node.level), "example": node.example}
        case YearsCriterion():
            out = {"op": "years", "months": node.months, "of": list(node.of), "field": span_json(node.field)}
        case DegreeCriterion():
            out = {"op": "degree", "level": str(node.level), "areas": list(node.areas)}
        case LanguageCriterion():
            out = {"op": "language", "id": node.skill_id, "fluency": node.fluency}
        case TextCriterion():
            out = {"op": "text"}
        case TraitCriterion():
            out = {"op": "trait"}
        case GateCriterion():
            out = {"op": "gate", "kind": node.kind}
    out["span"] = span_json(node.span)
    return out


def resume_json(resume: Resume) -> Json:
    """A CV by the contract."""
    return {
        "path": resume.path,
        "digest": digest(resume.document),
        "name": resume.name,
        "contact": dict(resume.contact),
        "pages": resume.document.pages,
        "sections": [
            {
                "kind": s.kind,
                "heading": s.heading and s.heading.of(resume.document.text),
                "span": [s.heading.start if s.heading else s.body.start, s.body.end],
            }
            for s in resume.sections
        ],
        "positions": [_position(p) for p in resume.positions],
        "education": [_education(e) for e in resume.education],
        "certificates": [_certificate(c) for c in resume.certificates],
        "languages": [_language(spoken) for spoken in resume.languages],
        "total_months": resume.total_months,
        "skills": [_resume_skill(s) for s in resume.skills],
        "diagnostics": [_diagnostic(d) for d in (*resume.document.diagnostics, *resume.diagnostics)],
    }


def _position(position: Position) -> Json:
    return {
        "title": position.title,
        "organization": position.organization,
        "location": position.location,
        "start": position.start and str(position.start),
        "end": position.end and str(position.end),
        "current": position.current,
        "kind": str(position.kind),
        "months": position.months,
        "precision": position.precision,
        "span": span_json(position.span),
        "highlights": [span_json(h) for h in position.highlights],
    }


def _education(entry: Education) -> Json:
    return {
        "level": entry.level and str(entry.level),
        "degree": entry.degree,
        "area": entry.area,
        "institution": entry.institution,
        "end": entry.end and str(entry.end),
        "in_progress": entry.in_progress,
        "span": span_json(entry.span),
    }


def _certificate(certificate: Certificate) -> Json:
    return {
        "name": certificate.name,
        "id": certificate.skill_id,
        "issued": certificate.issued and str(certificate.issued),
        "expires": certificate.expires and str(certificate.expires),
        "in_progress": certificate.in_progress,
        "span": span_json(certificate.span),
    }


def _language(spoken: SpokenLanguage) -> Json:
    return {"language": spoken.language, "id": spoken.skill_id, "fluency": spoken.fluency, "span": span_json(spoken.span)}


def _resume_skill(skill: ResumeSkill) -> Json:
    return {
        "id": skill.skill_id,
        "label": skill.label,
        "months": skill.months,
        "last_used": skill.last_used and str(skill.last_used),
        "strength": str(skill.strength),
        "mentions": [
            {
                "surface": m.surface,
                "span": span_json(m.span),
                "line": m.line,
                "page": m.page,
                "section": m.section,
                "strength": str(m.strength),
                "position": m.position,
                "negated": m.negated,
                "hedged": m.hedged,
                "approximate": m.approximate,
            }
            for m in skill.mentions
        ],
    }
