"""For the terminal: the ranking table, then every posting with its gates and requirements, worst first."""

from __future__ import annotations

from io import StringIO
from typing import Literal

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from fitscore.folder import view_folder
from fitscore.model import Finding, FitReport, GateStatus, Ranking, Requirement, Verdict
from fitscore.reports.words import (
    FIX_FIRST,
    GATE_SIGNS,
    GATE_WORDS,
    SIGNS,
    TIES,
    WORDS,
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
    place,
    resume_line,
)

FEW = 5
"""So many postings without requirements are named below a brief table."""
STYLES = {Verdict.MET: "green", Verdict.PARTIAL: "yellow", Verdict.MISSING: "red", Verdict.UNKNOWN: "dim"}
GATE_STYLES = {GateStatus.PASS: "green", GateStatus.CONFLICT: "red", GateStatus.ASK: "yellow", GateStatus.NOT_STATED: "dim"}


def render(ranking: Ranking, *, width: int = 80, color: bool = False, brief: bool = False, full: bool = False) -> str:
    """A ranking for a terminal.

    Args:
        ranking: what to show.
        width: columns of the terminal.
        color: whether to use colour; words and signs carry the meaning either way.
        brief: only the table and what to fix first.
        full: whole quotes, and what was understood of every requirement.
    """
    console, out = sheet(width, color=color)
    console.print(Text(resume_line(ranking.resume, ranking.as_of), style="dim"))
    if ranking.reports:
        console.print()
        console.print(_table(ranking))
        if near_ties(ranking.reports):
            console.print(Text(TIES, style="dim"))
        _fixes(console, ranking)
    if not brief:
        for rank, report in enumerate(ranking.reports, 1):
            _posting(console, f"{rank}. ", report, full=full)
        for report in ranking.unscored:
            _posting(console, "-. ", report, full=full)
    elif ranking.unscored:
        names = [cut(name_of(report.posting), 40) for report in ranking.unscored[:FEW]]
        more = f" and {len(ranking.unscored) - FEW} more" if len(ranking.unscored) > FEW else ""
        console.print()
        console.print(Text(f"Not scored, no requirement was found: {'; '.join(names)}{more}"))
    return finished(out)


def sheet(width: int, *, color: bool) -> tuple[Console, StringIO]:
    """A console that writes into a text."""
    out = StringIO()
    system: Literal["standard"] | None = "standard" if color else None
    return Console(file=out, width=width, force_terminal=color, no_color=not color, highlight=False, color_system=system), out


def finished(out: StringIO) -> str:
    """What was printed, without blanks at line ends."""
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def _fixes(console: Console, ranking: Ranking) -> None:
    fixes = fix_first(view_folder(ranking))
    if len(ranking.reports) > 1 and fixes:
        console.print()
        console.print(Text(FIX_FIRST, style="bold"))
        for number, fix in enumerate(fixes, 1):
            console.print(hanging(f"{number}. ", Text(fix)))


def hanging(lead: str, text: Text, indent: int = 0, style: str = "") -> Padding:
    """A text whose further lines start under its first word; ``style`` is of the lead."""
    grid = Table.grid(padding=0)
    grid.add_column(width=len(lead), no_wrap=True)
    grid.add_column(overflow="fold")
    grid.add_row(Text(lead, style=style), text)
    return Padding(grid, (0, 0, 0, indent))


def _table(ranking: Ranking) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column("", justify="right", no_wrap=True)
    table.add_column("Posting")
    for heading in ("Required", "Preferred", "Fit", "Score"):
        table.add_column(heading, no_wrap=True)
    ties = near_ties(ranking.reports)
    for index, report in enumerate(ranking.reports):
        posting = report.posting
        title = Text(cut(name_of(posting), 80))
        if posting.company:
            title.append(f"\n{cut(posting.company, 40)}", style="dim")
        gap = biggest_gap(report)
        if gap != "none":
            title.append(f"\ngap: {cut(gap, 56)}", style="dim")
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


def _posting(console: Console, rank: str, report: FitReport, *, full: bool) -> None:
    posting = report.posting
    where = f" - {one_line(posting.company)}" if posting.company else ""
    console.print()
    console.print(hanging(rank, Text(f"{name_of(posting)}{where}", style="bold")))
    console.print(Padding(Text(headline(report.score)), (0, 0, 0, 3)))
    if full:
        console.print(Padding(Text(one_line(posting.path), style="dim"), (0, 0, 0, 3)))
    for gate in report.gates:
        if gate.status is GateStatus.NOT_STATED and not full:
            continue
        line = Text(f"{GATE_WORDS[gate.status]}: {gate.kind}", style=GATE_STYLES[gate.status])
        if gate.text:
            line.append(f"  {cut(gate.text, 400 if full else 100)}", style="dim")
        console.print(hanging(f"{GATE_SIGNS[gate.status]} ", line, 3, GATE_STYLES[gate.status]))
    for title, pairs in grouped(report):
        console.print(Padding(Text(title, style="bold"), (0, 0, 0, 3)))
        for requirement, finding in pairs:
            _requirement(console, requirement, finding, full=full)
    if posting.unread:
        console.print(Padding(Text("Not understood: read these yourself", style="bold"), (0, 0, 0, 3)))
        for unread in posting.unread:
            console.print(hanging(f"line {unread.line}: ", Text(cut(unread.text, 400 if full else 160)), 5))


def _requirement(console: Console, requirement: Requirement, finding: Finding, *, full: bool) -> None:
    head = Text(f"{WORDS[finding.verdict]}: ", style=STYLES[finding.verdict])
    head.append(one_line(requirement.text), style="default")
    console.print(hanging(f"{SIGNS[finding.verdict]} ", head, 5, STYLES[finding.verdict]))
    if full and requirement.summary:
        read = f"read as ({requirement.id}, line {requirement.line}): {one_line(requirement.summary)}"
        console.print(Padding(Text(read), (0, 0, 0, 9)))
    console.print(Padding(Text(one_line(finding.explanation)), (0, 0, 0, 9)))
    for quote in finding.evidence[: None if full else 1]:
        words = one_line(quote.quote) if full else cut(quote.quote, 160)
        console.print(Padding(Text(f"“{words}” ({place(quote)})", style="dim"), (0, 0, 0, 9)))
