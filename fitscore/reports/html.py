"""One self-contained HTML file: no network, no tracker, works from disk, in print, in the dark and with a screen reader.

Every string of a CV or posting passes the template's autoescape; a Content-Security-Policy lets nothing run or load but the one
style and the one script of the template, named by their digests.
"""

from __future__ import annotations

from base64 import b64encode
from collections import Counter
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

from fitscore.model import Evidence, Finding, FitReport, GateStatus, Ranking, Resume, SkillCriterion, Verdict, leaves
from fitscore.reports.words import (
    GATE_SIGNS,
    GATE_WORDS,
    SIGNS,
    WORDS,
    biggest_gap,
    cut,
    grouped,
    headline,
    meets,
    name_of,
    near_ties,
    number,
    one_line,
    place,
)

CSP = "default-src 'none'; style-src 'sha256-{style}'; script-src 'sha256-{script}'; base-uri 'none'; form-action 'none'"

MAP_POSTINGS = 40
MAP_SKILLS = 40
"""The heat map shows so many of the best postings and of the skills most asked for."""


def render(ranking: Ranking) -> str:
    """A ranking as one HTML page."""
    style, script = _part("report.css"), _part("report.js")
    page: str = _template().render(
        ranking=ranking,
        csp=CSP.format(style=_digest(style), script=_digest(script)),
        style=style,
        script=script,
        cv=_cv(ranking.resume),
        rows=_rows(ranking),
        heat=_heat(ranking),
        key=sha256(ranking.resume.path.encode()).hexdigest()[:12],
        signs={str(v): SIGNS[v] for v in Verdict},
        words={str(v): WORDS[v] for v in Verdict},
    )
    return page


def _part(name: str) -> str:
    return (files("fitscore") / "reports" / "templates" / name).read_text(encoding="utf-8").strip()


def _digest(text: str) -> str:
    return b64encode(sha256(text.encode()).digest()).decode()


@cache
def _template() -> Any:
    from jinja2 import Environment

    environment = Environment(
        autoescape=True, finalize=_inert, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True
    )
    return environment.from_string(_part("report.html.j2"))


def _inert(value: Any) -> Any:
    """A string of the report without control characters; the page's own style and script, marked safe, as they are."""
    return one_line(value) if type(value) is str else value


def _cv(resume: Resume) -> list[dict[str, Any]]:
    text = resume.document.text
    return [
        {"number": line.number, "page": line.page, "words": shown}
        for line in resume.document.lines
        if (shown := one_line(line.span.of(text)))
    ]


def _rows(ranking: Ranking) -> list[dict[str, Any]]:
    ties = near_ties(ranking.reports)
    rows = [_row(f"p{n}", n, report, ranking, tie=n - 1 in ties) for n, report in enumerate(ranking.reports, 1)]
    return rows + [_row(f"u{n}", None, report, ranking, tie=False) for n, report in enumerate(ranking.unscored, 1)]


def _row(anchor: str, rank: int | None, report: FitReport, ranking: Ranking, *, tie: bool) -> dict[str, Any]:
    posting, result = report.posting, report.score
    conflicts = [gate.kind for gate in report.gates if gate.status is GateStatus.CONFLICT]
    pay = posting.salary
    return {
        "id": anchor,
        "rank": rank,
        "tie": tie,
        "name": name_of(posting),
        "company": posting.company or "",
        "place": ", ".join(posting.locations),
        "mode": posting.work_mode or "",
        "pay": int((pay.max or pay.min or 0) if pay and pay.period == "year" else 0),
        "path": posting.path,
        "headline": headline(result),
        "required": meets(result.required),
        "preferred": meets(result.preferred),
        "band": result.band,
        "number": number(result),
        "low": result.low / 16,
        "high": result.high / 16,
        "total": None if result.total is None else result.total / 16,
        "gap": cut(biggest_gap(report), 90),
        "missing": result.required.missing,
        "conflicts": conflicts,
        "gates": [
            {
                "sign": GATE_SIGNS[g.status],
                "word": GATE_WORDS[g.status],
                "status": str(g.status),
                "kind": g.kind,
                "text": cut(g.text, 240),
                "why": g.explanation,
                "quotes": _quotes(g.evidence, ranking.resume),
            }
            for g in report.gates
        ],
        "groups": [
            (title, [_requirement(requirement.text, requirement.line, finding, ranking.resume) for requirement, finding in pairs])
            for title, pairs in grouped(report)
        ],
        "unread": [{"line": u.line, "text": cut(u.text, 240)} for u in posting.unread],
        "actions": [
            {
                "id": sha256(f"{posting.path}\n{a.kind}\n{a.text}".encode()).hexdigest()[:12],
                "kind": a.kind,
                "text": a.text,
                "done": a.done,
                "points": f"{a.points / 16:.1f}" if a.points else "",
            }
            for a in report.actions
        ],
    }


def _requirement(text: str, line: int, finding: Finding, resume: Resume) -> dict[str, Any]:
    return {
        "text": text,
        "line": line,
        "verdict": str(finding.verdict),
        "why": finding.explanation,
        "quotes": _quotes(finding.evidence, resume),
    }


def _quotes(evidence: tuple[Evidence, ...], resume: Resume) -> list[dict[str, Any]]:
    return [{"words": cut(e.quote, 160), "place": place(e), "lines": _lines(e, resume)} for e in evidence]


def _lines(evidence: Evidence, resume: Resume) -> str:
    """The numbers of all CV lines a quote runs over, for the script that highlights them."""
    last = resume.document.line_at(max(evidence.span.start, evidence.span.end - 1))
    return " ".join(str(n) for n in range(evidence.line, (last.number if last else evidence.line) + 1))


def _heat(ranking: Ranking) -> dict[str, Any]:
    """Skills down, postings across: the verdict of the requirement that asks for the skill."""
    reports = ranking.reports[:MAP_POSTINGS]
    asked: Counter[str] = Counter()
    labels: dict[str, str] = {}
    cells: dict[tuple[str, int], Verdict] = {}
    order = list(Verdict)
    for column, report in enumerate(reports):
        seen = set()
        for requirement, finding in zip(report.posting.requirements, report.findings, strict=True):
            for leaf in leaves(requirement.criterion):
                if not isinstance(leaf, SkillCriterion):
                    continue
                labels[leaf.skill_id] = leaf.label
                seen.add(leaf.skill_id)
                at = (leaf.skill_id, column)
                if at not in cells or order.index(finding.verdict) < order.index(cells[at]):
                    cells[at] = finding.verdict
        asked.update(seen)
    top = sorted(asked, key=lambda skill: (-asked[skill], labels[skill]))[:MAP_SKILLS]
    return {
        "columns": [{"id": f"p{n}", "name": name_of(report.posting)} for n, report in enumerate(reports, 1)],
        "rows": [
            {
                "label": labels[skill],
                "asked": asked[skill],
                "cells": [str(cells[skill, column]) if (skill, column) in cells else "" for column in range(len(reports))],
            }
            for skill in top
        ],
    }
