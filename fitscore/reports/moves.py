"""Two results side by side: what-if, diff, two CVs, and what moved since the last save."""

from __future__ import annotations

from typing import Any

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from fitscore.changes import Comparison, Judged, Outcome, PostingMove, Snapshot, VerdictMove
from fitscore.model import Verdict
from fitscore.reports.json import SCHEMA_VERSION, dump, points
from fitscore.reports.markdown import escape
from fitscore.reports.terminal import STYLES, finished, hanging, sheet
from fitscore.reports.words import SIGNS, WORDS, cut, file_name, one_line, plural

HEAD = ("", "Posting", "Before", "After", "Change")
NOTHING = "Nothing moved."


def render_terminal(found: Comparison, *, width: int = 80, color: bool = False, brief: bool = False) -> str:
    """A comparison for a terminal: the table (``brief``: only what moved), then the verdicts that differ."""
    console, out = sheet(width, color=color)
    for line in _intro(found):
        console.print(Text(line))
    rows = found.moved if brief else found.postings
    if rows:
        table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
        table.add_column("", no_wrap=True)
        table.add_column("Posting")
        for name in HEAD[2:]:
            table.add_column(name, no_wrap=True)
        for move in rows:
            table.add_row(*_row(move))
        console.print()
        console.print(table)
    for move in found.moved:
        console.print()
        console.print(Text(_title(move), style="bold"))
        for cause in move.causes:
            console.print(Padding(Text(cause), (0, 0, 0, 3)))
        for verdict in move.verdicts:
            style = STYLES[Verdict(verdict.after.verdict)] if verdict.after else ""
            console.print(hanging("- ", Text(f"{_turn(verdict)}: {one_line(verdict.text)}", style=style), 3))
            if verdict.after:
                console.print(Padding(Text(one_line(verdict.after.explanation), style="dim"), (0, 0, 0, 7)))
    return finished(out)


def _intro(found: Comparison) -> list[str]:
    sides = [f"{name}: {_side(side)}" for name, side in (("Before", found.before), ("After", found.after))]
    why = [f"Why: {one_line('; '.join(found.causes))}"] if found.causes else []
    ahead = sum((move.gain or 0) > 0 for move in found.postings)
    behind = sum((move.gain or 0) < 0 for move in found.postings)
    same = len(found.postings) - ahead - behind
    total = f"{plural(ahead, 'posting')} up, {behind} down, {same} as before"
    return [*sides, *why, total if found.moved else NOTHING]


def _side(side: Snapshot) -> str:
    label = "" if side.label in ("before", "after") else file_name(side.label)
    names = dict.fromkeys(filter(None, (label, file_name(side.cv))))
    return f"{', '.join(names)} (as of {side.as_of})"


def _row(move: PostingMove) -> tuple[str, str, str, str, str]:
    was, now = (side.rank if side else None for side in (move.before, move.after))
    rank = f"{now or '-'}{f' (was {was})' if was and was != now else ''}"
    return rank, _title(move), _number(move.before), _number(move.after), _gain(move)


def _title(move: PostingMove) -> str:
    outcome = move.either
    return cut(", ".join(filter(None, (file_name(outcome.name), outcome.company))), 70)


def _number(outcome: Outcome | None) -> str:
    if outcome is None:
        return "not there"
    return "no score" if outcome.total is None else f"{round(outcome.total / 16)} {outcome.band}"


def _gain(move: PostingMove) -> str:
    """The change in points: of the rounded numbers, so that the row adds up.

    Half points that round away are shown as ``under 1``.
    """
    if move.gain is None or move.before is None or move.after is None:
        return "-"
    change = round((move.after.total or 0) / 16) - round((move.before.total or 0) / 16)
    if change == 0 and move.gain:
        return "under +1" if move.gain > 0 else "under -1"
    return f"{change:+d}" if change else "="


def _turn(move: VerdictMove) -> str:
    return f"{_word(move.before)} > {_word(move.after)}"


def _word(judged: Judged | None) -> str:
    if judged is None:
        return "not asked"
    verdict = Verdict(judged.verdict)
    return f"{SIGNS[verdict]} {WORDS[verdict]}"


def render_markdown(found: Comparison) -> str:
    """A comparison as Markdown."""
    lines = ["# What moved", "", *(f"- {escape(line)}" for line in _intro(found))]
    if found.postings:
        lines += ["", f"| {' | '.join(('#', *HEAD[1:]))} |", f"|--:|{'---|' * (len(HEAD) - 1)}"]
        lines += [f"| {' | '.join(map(escape, _row(move)))} |" for move in found.postings]
    for move in found.moved:
        lines += ["", f"## {escape(_title(move))}", "", *(f"{escape(cause)}\n" for cause in move.causes)]
        for verdict in move.verdicts:
            lines.append(f"- {escape(_turn(verdict))}: {escape(verdict.text)}")
            lines += [f"  - {escape(verdict.after.explanation)}"] if verdict.after else []
    return "\n".join(lines) + "\n"


def render_json(found: Comparison) -> str:
    """A comparison as one JSON object."""
    return dump(
        {
            "schema_version": SCHEMA_VERSION,
            "before": _side_json(found.before),
            "after": _side_json(found.after),
            "causes": list(found.causes),
            "postings": [
                {
                    "path": move.either.path,
                    "title": move.either.name,
                    "company": move.either.company,
                    "before": _outcome_json(move.before),
                    "after": _outcome_json(move.after),
                    "gain": None if move.gain is None else points(move.gain),
                    "causes": list(move.causes),
                    "verdicts": [
                        {"text": v.text, "before": _judged_json(v.before), "after": _judged_json(v.after)} for v in move.verdicts
                    ],
                }
                for move in found.postings
            ],
        }
    )


def _side_json(side: Snapshot) -> dict[str, Any]:
    return {"label": side.label, "cv": side.cv, "as_of": side.as_of, "versions": dict(side.versions)}


def _outcome_json(outcome: Outcome | None) -> dict[str, Any] | None:
    if outcome is None:
        return None
    return {
        "rank": outcome.rank,
        "total": None if outcome.total is None else points(outcome.total),
        "band": outcome.band,
        "required": {"met": outcome.met, "total": outcome.required},
    }


def _judged_json(judged: Judged | None) -> dict[str, Any] | None:
    if judged is None:
        return None
    return {"priority": judged.priority, "verdict": judged.verdict, "explanation": judged.explanation}
