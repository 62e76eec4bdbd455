"""The JSON contract, written out by hand so that no internal name becomes a promise. ``fitscore schema`` describes it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from json import dumps
from typing import Any

from fitscore.model import (
    Action,
    Evidence,
    Finding,
    FitReport,
    Gate,
    Posting,
    Ranking,
    Resume,
    Score,
    Skipped,
    Tally,
)
from fitscore.reports.json_documents import posting_json, resume_json, span_json

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


def render_entry(report: FitReport) -> str:
    """One posting's entry of a ranking as one JSON object, without a rank."""
    return dump(_entry(None, report))


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


def skipped_json(skipped: Skipped) -> Json:
    """An input that was not scored."""
    return {"path": skipped.path, "reason": skipped.reason, "code": skipped.code}


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
