"""The JSON contract, written out by hand so that no internal name becomes a promise. ``fitscore schema`` describes it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from json import dumps
from typing import Any

from fitscore.model import (
    Action,
    AllOf,
    AnyOf,
    Certificate,
    Condition,
    Criterion,
    DegreeCriterion,
    Diagnostic,
    Education,
    Evidence,
    Finding,
    FitReport,
    Gate,
    GateCriterion,
    LanguageCriterion,
    Position,
    Posting,
    Ranking,
    Requirement,
    Resume,
    ResumeSkill,
    Score,
    SkillCriterion,
    Skipped,
    Span,
    SpokenLanguage,
    Tally,
    TextCriterion,
    TraitCriterion,
    YearsCriterion,
    leaves,
)

SCHEMA_VERSION = "1"
Json = dict[str, Any]


def render(ranking: Ranking) -> str:
    """A ranking as one JSON object."""
    return dump(
        {
            **_head(dict(ranking.versions)),
            "as_of": ranking.as_of,
            "cv": resume_json(ranking.resume),
            "ranking": [_entry(rank, report) for rank, report in enumerate(ranking.reports, 1)],
            "unscored": [_entry(None, report) for report in ranking.unscored],
            "skipped": [skipped_json(s) for s in ranking.skipped],
        }
    )


def render_parse(
    postings: Sequence[Posting],
    resumes: Sequence[Resume],
    skipped: Sequence[Skipped],
    versions: Mapping[str, str],
    *,
    explain: bool = False,
) -> str:
    """What was read from postings and CVs, as one JSON object."""
    return dump(
        {
            **_head(dict(versions)),
            "postings": [posting_json(p, explain=explain) for p in postings],
            "cvs": [resume_json(r) for r in resumes],
            "skipped": [skipped_json(s) for s in skipped],
        }
    )


def dump(value: Json) -> str:
    """JSON text with a final line break; the same value gives the same bytes."""
    return dumps(value, ensure_ascii=False, indent=2) + "\n"


def _head(versions: dict[str, str]) -> Json:
    return {"schema_version": SCHEMA_VERSION, "versions": versions}


def _entry(rank: int | None, report: FitReport) -> Json:
    return {
        "rank": rank,
        "posting": posting_json(report.posting),
        "score": score_json(report.score),
        "findings": [finding_json(f) for f in report.findings],
        "gates": [gate_json(g) for g in report.gates],
        "actions": [action_json(a) for a in report.actions],
    }


def render_checklist(report: FitReport) -> str:
    """The checklist of one posting as one JSON object."""
    posting = report.posting
    return dump(
        {
            **_head(dict(report.versions)),
            "as_of": report.as_of,
            "cv": report.resume.path,
            "posting": {"path": posting.path, "title": posting.title, "company": posting.company},
            "score": score_json(report.score),
            "actions": [action_json(a) for a in report.actions],
        }
    )


def action_json(action: Action) -> Json:
    """One line of the checklist."""
    return {
        "kind": action.kind,
        "text": action.text,
        "requirement": action.requirement,
        "done": action.done,
        "points": None if action.points is None else points(action.points),
        "evidence": [evidence_json(e) for e in action.evidence],
    }


def points(sixteenths: int) -> int | float:
    """Sixteenths of a point as a number; whole numbers without a fraction.

    >>> points(1160), points(1600)
    (72.5, 100)
    """
    return sixteenths // 16 if sixteenths % 16 == 0 else sixteenths / 16


def span_json(span: Span | None) -> list[int] | None:
    """A span as ``[start, end]``."""
    return None if span is None else [span.start, span.end]


def skipped_json(skipped: Skipped) -> Json:
    """An input that was not scored."""
    return {"path": skipped.path, "reason": skipped.reason, "code": skipped.code}


def _diagnostic(diagnostic: Diagnostic) -> Json:
    return {
        "code": diagnostic.code,
        "message": diagnostic.message,
        "span": span_json(diagnostic.span),
        "severity": str(diagnostic.severity),
    }


# --------------------------------------------------------------------------------------------------------------- postings


def posting_json(posting: Posting, *, explain: bool = False) -> Json:
    """A posting by the contract; with ``explain`` also what every line was taken for."""
    pay = posting.salary
    out: Json = {
        "path": posting.path,
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
    degree = next((leaf for leaf in nodes if isinstance(leaf, DegreeCriterion)), None)
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


# -------------------------------------------------------------------------------------------------------------------- CVs


def resume_json(resume: Resume) -> Json:
    """A CV by the contract."""
    return {
        "path": resume.path,
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


# --------------------------------------------------------------------------------------------------------------- verdicts


def score_json(score: Score) -> Json:
    """A score by the contract; ``points`` are exact in binary, so the parts add up to ``total`` to the last bit."""
    return {
        "total": None if score.total is None else points(score.total),
        "low": points(score.low),
        "high": points(score.high),
        "band": score.band,
        "required": _tally(score.required),
        "preferred": _tally(score.preferred),
        "parts": [
            {"requirement": p.requirement, "weight": p.weight, "credit": p.credit / 1000, "points": points(p.points)}
            for p in score.parts
        ],
    }


def _tally(tally: Tally) -> Json:
    return {
        "met": tally.met,
        "partial": tally.partial,
        "missing": tally.missing,
        "unknown": tally.unknown,
        "total": tally.total,
    }


def finding_json(finding: Finding) -> Json:
    """A verdict by the contract."""
    return {
        "requirement": finding.requirement,
        "verdict": str(finding.verdict),
        "credit": finding.credit / 1000,
        "explanation": finding.explanation,
        "evidence": [evidence_json(e) for e in finding.evidence],
        "parts": [{"what": p.what, "verdict": str(p.verdict), "evidence": list(p.evidence)} for p in finding.parts],
    }


def evidence_json(evidence: Evidence) -> Json:
    """A quote with its place."""
    return {
        "quote": evidence.quote,
        "span": span_json(evidence.span),
        "line": evidence.line,
        "page": evidence.page,
        "section": evidence.section,
        "rule": evidence.rule,
    }


def gate_json(gate: Gate) -> Json:
    """A gate by the contract."""
    return {
        "kind": gate.kind,
        "text": gate.text,
        "span": span_json(gate.span),
        "status": str(gate.status),
        "explanation": gate.explanation,
        "evidence": [evidence_json(e) for e in gate.evidence],
    }
