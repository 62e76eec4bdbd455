"""The folder view: what to fix first, what is asked for most, which CV lines carry it, what repeats, what is paid."""

from __future__ import annotations

from collections.abc import Sequence

from rich.table import Table
from rich.text import Text

from fitscore.folder import AskedSkill, FolderView
from fitscore.model import Ranking, Verdict
from fitscore.reports.json import SCHEMA_VERSION, dump, evidence_json, points
from fitscore.reports.markdown import escape
from fitscore.reports.terminal import STYLES, finished, hanging, sheet
from fitscore.reports.words import (
    FIX_FIRST,
    FULL_TIME,
    MEASURE,
    SIGNS,
    WORDS,
    cut,
    duration,
    lack_line,
    name_of,
    pay_line,
    place,
    plural,
    points_of,
    resume_line,
    twins_line,
)

LACKS, SKILLS, LINES, REPEATS = 10, 20, 8, 20
"""How many of each are shown to people; JSON holds all."""
LINE_HEAD = "Lines of your CV that carry most verdicts"


def render_terminal(view: FolderView, *, width: int = 80, color: bool = False) -> str:
    """The folder view for a terminal."""
    console, out = sheet(width, color=color)
    console.print(Text(resume_line(view.ranking.resume, view.ranking.as_of), style="dim"))
    for title, lines in _lists(view):
        console.print()
        console.print(Text(title, style="bold"))
        for number, line in enumerate(lines, 1):
            console.print(hanging(f"{number}. ", Text(line)))
        if title == FIX_FIRST and view.skills:
            console.print()
            console.print(Text(_skills_head(view), style="bold"))
            console.print(_skills_table(view))
    return finished(out)


def _lists(view: FolderView) -> list[tuple[str, list[str]]]:
    """The headed lists, in their order; the table of skills comes after the first."""
    lines = [
        f"“{cut(line.evidence.quote, 120)}” ({place(line.evidence)}): {plural(line.verdicts, 'verdict')} in "
        f"{plural(line.postings, 'posting')}"
        for line in view.lines[:LINES]
    ]
    lists = [
        (FIX_FIRST, [lack_line(lack, view.ranking) for lack in view.lacks[:LACKS]] or ["nothing: everything asked is shown"]),
        (LINE_HEAD, lines),
        (f"Postings that repeat. {MEASURE}", [twins_line(twin) for twin in view.twins[:REPEATS]]),
        (f"Pay. {FULL_TIME}", [f"{name_of(entry.posting)}: {pay_line(entry)}" for entry in view.pay]),
    ]
    return [(title, items) for title, items in lists if items]


def _skills_head(view: FolderView) -> str:
    return f"Asked for most: your CV shows {view.shown} of {plural(len(view.skills), 'skill')}"


def _row(skill: AskedSkill) -> tuple[str, str, str, str, str]:
    mine = duration(skill.months) if skill.months else str(skill.strength) if skill.strength else "-"
    gain = points_of(skill.points) if skill.points else "-"
    must = f"{len(skill.postings)} ({skill.required} required)"
    often = f" in {skill.met}" if skill.verdict is Verdict.MET and skill.met < len(skill.postings) else ""
    return skill.label, must, f"{SIGNS[skill.verdict]} {WORDS[skill.verdict]}{often}", mine, gain


HEAD = ("Skill", "Asked by", "Your CV", "In roles", "Would add")


def _skills_table(view: FolderView) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for name in HEAD:
        table.add_column(name, no_wrap=name != "Skill")
    for skill in view.skills[:SKILLS]:
        label, must, verdict, mine, gain = _row(skill)
        table.add_row(cut(label, 24), must, Text(verdict, style=STYLES[skill.verdict]), mine, gain)
    return table


def render_markdown(view: FolderView) -> str:
    """The folder view as Markdown."""
    lines = ["# What this folder asks for", "", f"{escape(resume_line(view.ranking.resume, view.ranking.as_of))}."]
    for title, items in _lists(view):
        head, _, note = title.partition(". ")
        lines += ["", f"## {head}", "", *([note, ""] if note else [])]
        lines += [f"{number}. {escape(item)}" for number, item in enumerate(items, 1)]
        if title == FIX_FIRST and view.skills:
            lines += ["", f"## {_skills_head(view)}", "", f"| {' | '.join(HEAD)} |", f"|{'---|' * len(HEAD)}"]
            lines += [f"| {' | '.join(map(escape, _row(skill)))} |" for skill in view.skills[:SKILLS]]
    return "\n".join(lines) + "\n"


def render_json(view: FolderView) -> str:
    """The folder view as one JSON object; postings are named by their paths."""
    ranking = view.ranking
    return dump(
        {
            "schema_version": SCHEMA_VERSION,
            "versions": dict(ranking.versions),
            "as_of": ranking.as_of,
            "cv": ranking.resume.path,
            "lacks": [
                {
                    "what": lack.what,
                    "postings": _paths(ranking, lack.postings),
                    "blocks": _paths(ranking, lack.blocks),
                    "points": points(lack.points),
                }
                for lack in view.lacks
            ],
            "skills": [
                {
                    "id": skill.skill_id,
                    "label": skill.label,
                    "postings": _paths(ranking, skill.postings),
                    "required": skill.required,
                    "verdict": str(skill.verdict),
                    "met": skill.met,
                    "shown": skill.verdict is Verdict.MET,
                    "strength": skill.strength and str(skill.strength),
                    "months": skill.months,
                    "last_used": skill.last_used and str(skill.last_used),
                    "points": points(skill.points),
                }
                for skill in view.skills
            ],
            "lines": [
                {"evidence": evidence_json(line.evidence), "verdicts": line.verdicts, "postings": line.postings}
                for line in view.lines
            ],
            "repeats": [
                {"first": t.first.path, "second": t.second.path, "likeness": t.likeness / 1000, "repost": t.repost}
                for t in view.twins
            ],
            "pay": [
                {"posting": p.posting.path, "low": p.low, "high": p.high, "currency": p.currency, "converted": p.converted}
                for p in view.pay
            ],
        }
    )


def _paths(ranking: Ranking, indexes: Sequence[int]) -> list[str]:
    return [ranking.reports[index].posting.path for index in indexes]
