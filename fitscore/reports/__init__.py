"""Reports: a `FitReport` or a `Ranking` in, text out. One small file per format, each with ``render``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module

from fitscore.errors import UnknownNameError
from fitscore.model import FitReport, Ranking

FORMATS: Mapping[str, str] = {
    "terminal": "fitscore.reports.terminal",
    "json": "fitscore.reports.json",
    "markdown": "fitscore.reports.markdown",
}
"""Format name -> module with ``render(Ranking) -> str``, imported when it is asked for."""

SUFFIXES: Mapping[str, str] = {".json": "json", ".md": "markdown", ".txt": "terminal"}
"""The format that ``--out FILE`` picks by suffix."""


def renderer(name: str) -> Callable[[Ranking], str]:
    """The render function of a format.

    Raises:
        UnknownNameError: no such format; the message lists those that exist.
    """
    if name not in FORMATS:
        raise UnknownNameError(f"there is no report format {name!r}: choose one of {', '.join(FORMATS)}")
    render: Callable[[Ranking], str] = import_module(FORMATS[name]).render
    return render


def render(report: FitReport | Ranking, format: str = "terminal") -> str:  # noqa: A002
    """A report as text in a format (``terminal``, ``json``, ``markdown`` ...)."""
    if isinstance(report, FitReport):
        scored = report.score.total is not None
        report = Ranking(
            resume=report.resume,
            reports=(report,) if scored else (),
            unscored=() if scored else (report,),
            versions=report.versions,
            as_of=report.as_of,
        )
    return renderer(format)(report)
