"""For the terminal: the ranking table, then every posting with its gates and requirements, worst first."""

from __future__ import annotations

from io import StringIO
from typing import Literal

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from fitscore.model import FitReport, GateStatus, Ranking, Verdict
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

STYLES = {Verdict.MET: "green", Verdict.PARTIAL: "yellow", Verdict.MISSING: "red", Verdict.UNKNOWN: "dim"}
GATE_STYLES = {GateStatus.PASS: "green", GateStatus.CONFLICT: "red", GateStatus.ASK: "yellow", GateStatus.NOT_STATED: "dim"}


def render(ranking: Ranking, *, width: int = 80, color: bool = False, brief: bool = False) -> str:
    """A ranking for a terminal.

    Args:
        ranking: what to show.
        width: columns of the terminal.
        color: whether to use colour; words and signs carry the meaning either way.
        brief: only the table.
    """
    out = StringIO()
    system: Literal["standard"] | None = "standard" if color else None
    console = Console(file=out, width=width, force_terminal=color, no_color=not color, highlight=False, color_system=system)
    console.print(_head(ranking))
    if ranking.reports:
        console.print(_table(ranking))
    if not brief:
        for rank, report in enumerate(ranking.reports, 1):
            _posting(console, f"{rank}. ", report)
        for report in ranking.unscored:
            _posting(console, "-. ", report)
    elif ranking.unscored:
        console.print(Text("Not scored (no requirement found): " + "; ".join(name_of(r.posting) for r in ranking.unscored)))
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def _head(ranking: Ranking) -> Text:
    resume = ranking.resume
    years, months = divmod(resume.total_months, 12)
    return Text(
        f"{one_line(resume.path)}: {len(resume.positions)} positions, {years} years {months} months of dated work, "
        f"{len(resume.skills)} skills; as of {ranking.as_of}",
        style="dim",
    )


def _table(ranking: Ranking) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column("", justify="right", no_wrap=True)
    table.add_column("Posting")
    for heading in ("Required", "Preferred", "Fit", "Score"):
        table.add_column(heading, no_wrap=True)
    ties = near_ties(ranking.reports)
    for index, report in enumerate(ranking.reports):
        posting = report.posting
        title = Text(cut(name_of(posting), 60))
        if posting.company:
            title.append(f"\n{cut(posting.company, 40)}", style="dim")
        gap = biggest_gap(report)
        if gap != "none":
            title.append(f"\ngap: {cut(gap, 60)}", style="dim")
        conflicts = [gate.kind for gate in report.gates if gate.status is GateStatus.CONFLICT]
        if conflicts:
            title.append(f"\n✗ conflict: {', '.join(conflicts)}", style="red")
        table.add_row(
            f"{'=' if index in ties else ''}{index + 1}",
            title,
            meets(report.score.required),
            meets(report.score.preferred),
            report.score.band,
            number(report.score),
        )
    return table


def _posting(console: Console, rank: str, report: FitReport) -> None:
    posting = report.posting
    console.print()
    where = f" - {one_line(posting.company)}" if posting.company else ""
    console.print(Text(f"{rank}{name_of(posting)}{where}", style="bold"))
    console.print(Padding(Text(headline(report.score)), (0, 0, 0, 3)))
    for gate in report.gates:
        line = Text(f"{GATE_SIGNS[gate.status]} {GATE_WORDS[gate.status]}: {gate.kind}", style=GATE_STYLES[gate.status])
        if gate.text:
            line.append(f"  {cut(gate.text, 100)}", style="dim")
        console.print(Padding(line, (0, 0, 0, 3)))
    for title, pairs in grouped(report):
        console.print(Padding(Text(title, style="bold"), (0, 0, 0, 3)))
        for requirement, finding in pairs:
            head = Text(f"{SIGNS[finding.verdict]} {WORDS[finding.verdict]}: ", style=STYLES[finding.verdict])
            head.append(one_line(requirement.text), style="default")
            console.print(Padding(head, (0, 0, 0, 5)))
            console.print(Padding(Text(one_line(finding.explanation)), (0, 0, 0, 9)))
            for quote in finding.evidence:
                console.print(Padding(Text(f"“{cut(quote.quote, 200)}” ({place(quote)})", style="dim"), (0, 0, 0, 9)))
    if posting.unread:
        console.print(Padding(Text("Not understood: read these yourself", style="bold"), (0, 0, 0, 3)))
        for unread in posting.unread:
            console.print(Padding(Text(f"line {unread.line}: {cut(unread.text, 160)}"), (0, 0, 0, 5)))
