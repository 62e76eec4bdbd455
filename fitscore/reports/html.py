"""One self-contained HTML file: no network, no tracker, works from disk, in print, in the dark and with a screen reader.

Every string of a CV or posting passes the template's autoescape; a Content-Security-Policy lets nothing run or load but the one
style and the one script of the template, named by their digests.
"""

from __future__ import annotations

from base64 import b64encode
from collections import Counter
from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

from fitscore.folder import FolderView, skills_of, verdict_on, view_folder
from fitscore.model import Evidence, Finding, FitReport, GateStatus, Posting, Ranking, Requirement, Resume, Verdict
from fitscore.reports.words import (
    FIX_FIRST,
    FULL_TIME,
    GATE_SIGNS,
    GATE_WORDS,
    MEASURE,
    SIGNS,
    TIES,
    WORDS,
    apply_first,
    biggest_gap,
    cut,
    fix_first,
    grouped,
    headline,
    meets,
    name_of,
    near_ties,
    number,
    one_line,
    pay_line,
    place,
    points_of,
    resume_line,
    twins_line,
)

CSP = "default-src 'none'; style-src 'sha256-{style}'; script-src 'sha256-{script}'; base-uri 'none'; form-action 'none'"

MAP_POSTINGS = 40
MAP_SKILLS = 40
"""The heat map shows so many of the best postings and of the skills most asked for."""


def render(ranking: Ranking, *, links: Sequence[str] | None = None) -> str:
    """A ranking as one HTML page.

    Args:
        ranking: what to show.
        links: addresses of pages for the single postings (scored ones first, then unscored): the page is then an index of
            them and holds no posting itself.
    """
    view = view_folder(ranking)
    rows = _rows(ranking, links)
    href = {id(r.posting): row["href"] for r, row in zip((*ranking.reports, *ranking.unscored), rows, strict=True)}
    return page(
        "report.html.j2",
        "Fit report",
        ranking,
        read=resume_line(ranking.resume, ranking.as_of),
        cv=_cv(ranking.resume),
        rows=rows,
        best=apply_first(ranking),
        fixes=fix_first(view),
        heat=_heat(ranking, rows),
        pay=_pay(view, href),
        twins=[twins_line(twin) for twin in view.twins],
        ties=TIES if near_ties(ranking.reports) else "",
        whole=links is None,
        fix_first=FIX_FIRST,
        full_time=FULL_TIME,
        measure=MEASURE,
    )


def render_checklist(report: FitReport) -> str:
    """The checklist of one posting as a page of its own, with ticks that persist."""
    ranking = Ranking(resume=report.resume, reports=(report,), versions=report.versions, as_of=report.as_of)
    title = f"Before you apply: {name_of(report.posting)}"
    return page("checklist.html.j2", title, ranking, row=_row("p1", "", 1, report, ranking, tie=False))


def page(template: str, title: str, ranking: Ranking, **values: Any) -> str:
    """A page of one of the templates, with the one style and the one script."""
    style, script = _part("report.css"), _part("report.js")
    text: str = (
        _templates()
        .get_template(template)
        .render(
            ranking=ranking,
            title=title,
            versions=ranking.versions,
            csp=CSP.format(style=_digest(style), script=_digest(script)),
            style=style,
            script=script,
            key=sha256(ranking.resume.path.encode()).hexdigest()[:12],
            signs={str(v): SIGNS[v] for v in Verdict},
            words={str(v): WORDS[v] for v in Verdict},
            **values,
        )
    )
    return text


def _part(name: str) -> str:
    return (files("fitscore") / "reports" / "templates" / name).read_text(encoding="utf-8").strip()


def _digest(text: str) -> str:
    return b64encode(sha256(text.encode()).digest()).decode()


@cache
def _templates() -> Any:
    from jinja2 import Environment, FunctionLoader

    return Environment(
        loader=FunctionLoader(_part), autoescape=True, finalize=_inert, trim_blocks=True, lstrip_blocks=True,
        keep_trailing_newline=True,
    )  # fmt: skip


class _Text(str):
    """Text that keeps its line breaks; everything else that is no letter or sign is made a space."""

    __slots__ = ()

    def __new__(cls, text: str) -> _Text:
        return super().__new__(cls, "".join(c if c == "\n" or c.isprintable() else " " for c in text))


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


def _rows(ranking: Ranking, links: Sequence[str] | None) -> list[dict[str, Any]]:
    ties = near_ties(ranking.reports)
    anchors = [f"p{n + 1}" for n in range(len(ranking.reports))] + [f"u{n + 1}" for n in range(len(ranking.unscored))]
    hrefs = [f"#{anchor}" for anchor in anchors] if links is None else links
    return [
        _row(anchor, href, n + 1 if n < len(ranking.reports) else None, report, ranking, tie=n in ties)
        for n, (anchor, href, report) in enumerate(zip(anchors, hrefs, (*ranking.reports, *ranking.unscored), strict=True))
    ]


def _row(anchor: str, href: str, rank: int | None, report: FitReport, ranking: Ranking, *, tie: bool) -> dict[str, Any]:
    posting, result = report.posting, report.score
    conflicts = [gate.kind for gate in report.gates if gate.status is GateStatus.CONFLICT]
    pay = posting.salary
    pieces, marks = _marked(posting)
    return {
        "id": anchor,
        "href": href,
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
            (title, [_requirement(r, finding, marks[r.id], ranking.resume) for r, finding in pairs])
            for title, pairs in grouped(report)
        ],
        "text": pieces,
        "unread": [{"line": u.line, "text": cut(u.text, 240)} for u in posting.unread],
        "actions": [
            {
                "id": sha256(f"{posting.path}\n{a.kind}\n{a.text}".encode()).hexdigest()[:12],
                "kind": a.kind,
                "text": a.text,
                "done": a.done,
                "points": points_of(a.points) if a.points else "",
                "quote": next(iter(_quotes(a.evidence, ranking.resume)), None) if a.done else None,
            }
            for a in report.actions
        ],
    }


def _marked(posting: Posting) -> tuple[list[dict[str, Any]], dict[str, str]]:
    """The posting's text in pieces, and which piece holds which requirement (one that overlaps another is in its piece)."""
    text, at, last = posting.document.text, 0, ""
    pieces: list[dict[str, Any]] = []
    marks: dict[str, str] = {}
    for requirement in sorted(posting.requirements, key=lambda r: r.span):
        start, end = requirement.span
        if start >= at:
            last = requirement.id
            pieces.append({"id": "", "words": _Text(text[at:start])})
            pieces.append({"id": last, "words": _Text(text[start:end])})
            at = end
        marks[requirement.id] = last
    return [*pieces, {"id": "", "words": _Text(text[at:])}], marks


def _requirement(requirement: Requirement, finding: Finding, mark: str, resume: Resume) -> dict[str, Any]:
    quotes = _quotes(finding.evidence, resume)
    return {
        "mark": mark,
        "text": requirement.text,
        "line": requirement.line,
        "verdict": str(finding.verdict),
        "why": finding.explanation,
        "quotes": quotes,
        "lines": " ".join(dict.fromkeys(n for quote in quotes for n in quote["lines"].split())),
    }


def _quotes(evidence: tuple[Evidence, ...], resume: Resume) -> list[dict[str, Any]]:
    return [{"words": cut(e.quote, 160), "place": place(e), "lines": _lines(e, resume)} for e in evidence]


def _lines(evidence: Evidence, resume: Resume) -> str:
    """The numbers of all CV lines a quote runs over, for the script that highlights them."""
    ends = (evidence.span.start, max(evidence.span.start, evidence.span.end - 1))
    first, last = (line.number if (line := resume.document.line_at(end)) else evidence.line for end in ends)
    return " ".join(str(n) for n in range(first, last + 1))


def _heat(ranking: Ranking, rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Skills down, postings across: the verdict on the part of the requirement that asks for the skill."""
    reports = ranking.reports[:MAP_POSTINGS]
    asked: Counter[str] = Counter()
    labels: dict[str, str] = {}
    cells: dict[tuple[str, int], Verdict] = {}
    order = list(Verdict)
    for column, report in enumerate(reports):
        seen = set()
        for requirement, finding in zip(report.posting.requirements, report.findings, strict=True):
            for skill, label in skills_of(requirement).items():
                labels[skill] = label
                seen.add(skill)
                verdict = verdict_on(finding, label)
                cells[skill, column] = min(cells.get((skill, column), verdict), verdict, key=order.index)
        asked.update(seen)
    top = sorted(asked, key=lambda skill: (-asked[skill], labels[skill]))[:MAP_SKILLS]
    return {
        "columns": [{"href": row["href"], "name": row["name"]} for row in rows[: len(reports)]],
        "rows": [
            {
                "label": labels[skill],
                "asked": asked[skill],
                "cells": [str(cells[skill, column]) if (skill, column) in cells else "" for column in range(len(reports))],
            }
            for skill in top
        ],
    }


def _pay(view: FolderView, href: dict[int, str]) -> dict[str, Any]:
    """Pay ranges as bars on one scale from zero; the scale is of the currency most postings name."""
    common = Counter(entry.currency for entry in view.pay).most_common(1)
    shown = [entry for entry in view.pay if entry.currency == common[0][0]]
    most = max((entry.high for entry in shown), default=0) or 1
    return {
        "scale": f"0 to {common[0][0]} {most:,.0f}" if common else "",
        "bars": [
            {
                "name": name_of(entry.posting),
                "href": href[id(entry.posting)],
                "words": pay_line(entry),
                "x": 300 * entry.low / most,
                "width": max(2, 300 * (entry.high - entry.low) / most),
            }
            for entry in shown
        ],
    }
