"""Reports: a `FitReport` or a `Ranking` in, text out. One small file per format, each with ``render``."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from importlib import import_module

from fitscore.changes import Comparison
from fitscore.errors import UnknownNameError
from fitscore.folder import FolderView
from fitscore.model import Check, FitReport, Posting, Ranking, Resume, Skipped

FORMATS: Mapping[str, str] = {
    "terminal": "fitscore.reports.terminal",
    "json": "fitscore.reports.json",
    "markdown": "fitscore.reports.markdown",
    "html": "fitscore.reports.html",
    "csv": "fitscore.reports.csv",
}
"""Format name -> module with ``render(Ranking) -> str``, imported when it is asked for."""

SUFFIXES: Mapping[str, str] = {".json": "json", ".md": "markdown", ".html": "html", ".csv": "csv", ".txt": "terminal"}
"""The format that ``--out FILE`` picks by suffix."""


PARSE_FORMATS: Mapping[str, str] = {"terminal": "fitscore.reports.parse", "json": "fitscore.reports.json"}
"""Format name -> module with ``render_parse``."""

VIEW_FORMATS = ("terminal", "markdown", "json")
"""What `render_gaps` and `render_comparison` write."""

CHECKLIST_FORMATS = ("markdown", "html", "json")
"""What `render_checklist` writes."""


def renderer(name: str) -> Callable[[Ranking], str]:
    """The render function of a format.

    Raises:
        UnknownNameError: no such format; the message lists those that exist.
    """
    if name not in FORMATS:
        raise UnknownNameError(f"there is no report format {name!r}: choose one of {', '.join(FORMATS)}")
    render: Callable[[Ranking], str] = import_module(FORMATS[name]).render
    return render


def render(report: FitReport | Ranking, format: str = "terminal") -> str:
    """A report as text in a format (``terminal``, ``json``, ``markdown`` ...)."""
    return renderer(format)(as_ranking(report))


def as_ranking(report: FitReport | Ranking) -> Ranking:
    """A single report as a ranking of one; a ranking as it is."""
    if isinstance(report, Ranking):
        return report
    scored = report.score.total is not None
    return Ranking(
        resume=report.resume,
        reports=(report,) if scored else (),
        unscored=() if scored else (report,),
        versions=report.versions,
        as_of=report.as_of,
    )


def render_terminal(
    ranking: Ranking, *, width: int = 80, color: bool = False, brief: bool = False, full: bool = False
) -> str:
    """A ranking for a terminal of some width, in colour or not; ``brief``: only the table; ``full``: also what was understood."""
    render: Callable[..., str] = import_module(FORMATS["terminal"]).render
    return render(ranking, width=width, color=color, brief=brief, full=full)


def top(ranking: Ranking, limit: int | None) -> Ranking:
    """The ranking with only its best postings; all of them for None."""
    return ranking if limit is None else replace(ranking, reports=ranking.reports[:limit])


def render_folder(ranking: Ranking, format: str = "markdown") -> tuple[tuple[str, str], ...]:
    """A ranking as a folder of files: an index, then one file a posting. Pairs of file name and text.

    Raises:
        UnknownNameError: no such format.
    """
    render = renderer(format)
    parts = import_module("fitscore.reports.pages")
    suffix = next(suffix for suffix, name in SUFFIXES.items() if name == format)
    named = list(parts.pages(ranking, suffix))
    index = parts.index(ranking, [name for name, _ in named], format) or render(ranking)
    return ((f"index{suffix}", index), *((name, render(alone)) for name, alone in named))


def render_gaps(view: FolderView, format: str = "terminal", *, width: int = 80, color: bool = False) -> str:
    """The folder view (``terminal``, ``markdown`` or ``json``); width and colour are for the terminal."""
    return _view("fitscore.reports.gaps", view, format, width=width, color=color)


def render_comparison(
    found: Comparison, format: str = "terminal", *, width: int = 80, color: bool = False, brief: bool = False
) -> str:
    """What moved between two results (``terminal``, ``markdown`` or ``json``).

    Width, colour and ``brief`` (only the postings that moved) are for the terminal.
    """
    return _view("fitscore.reports.moves", found, format, width=width, color=color, brief=brief)


def _view(module: str, value: object, format: str, **looks: object) -> str:
    if format not in VIEW_FORMATS:
        raise UnknownNameError(f"there is no format {format!r} here: choose one of {', '.join(VIEW_FORMATS)}")
    render: Callable[..., str] = getattr(import_module(module), f"render_{format}")
    return render(value, **looks) if format == "terminal" else render(value)


def to_records(ranking: Ranking) -> list[Mapping[str, str | int | float | None]]:
    """One record a requirement, best posting first, for a pandas or polars data frame."""
    records: list[Mapping[str, str | int | float | None]] = import_module("fitscore.reports.records").to_records(ranking)
    return records


def fill_action_items(page: str, report: FitReport) -> str:
    """A tracker page (Markdown) with the checklist added to its "Action items" block; everything else stays as it is."""
    filled: str = import_module("fitscore.reports.tracker").fill_action_items(page, report)
    return filled


def render_checklist(report: FitReport, format: str = "markdown") -> str:
    """The pre-application checklist of one posting (``markdown`` tick boxes, ``html`` or ``json``)."""
    if format not in CHECKLIST_FORMATS:
        raise UnknownNameError(f"there is no checklist format {format!r}: choose one of {', '.join(CHECKLIST_FORMATS)}")
    render: Callable[[FitReport], str] = import_module(FORMATS[format]).render_checklist
    return render(report)


def render_entry(report: FitReport) -> str:
    """One posting's entry of the JSON contract, for tables of results."""
    render: Callable[[FitReport], str] = import_module("fitscore.reports.json").render_entry
    return render(report)


def render_explanation(report: FitReport, checks: Mapping[str, Check]) -> str:
    """Every step from a bullet to its points, for the requirements whose check trees are given by id."""
    render: Callable[[FitReport, Mapping[str, Check]], str] = import_module("fitscore.reports.explain").render_explanation
    return render(report, checks)


def render_parse(
    postings: Sequence[Posting],
    resumes: Sequence[Resume],
    skipped: Sequence[Skipped],
    versions: Mapping[str, str],
    *,
    format: str = "terminal",
    explain: bool = False,
) -> str:
    """What was read from postings and CVs (``terminal`` or ``json``); ``explain`` adds what every line was taken for."""
    if format not in PARSE_FORMATS:
        raise UnknownNameError(f"there is no parse format {format!r}: choose one of {', '.join(PARSE_FORMATS)}")
    render: Callable[..., str] = import_module(PARSE_FORMATS[format]).render_parse
    return render(postings, resumes, skipped, versions, explain=explain)
