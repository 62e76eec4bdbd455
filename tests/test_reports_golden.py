"""Every output over the samples, byte for byte, against tests/golden/.

After a change that is meant: ``FITSCORE_REGEN=1 python -m pytest tests/test_reports_golden.py``, then read the diff.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest

import fitscore
from fitscore.model import FitReport, Ranking

ROOT = Path(__file__).parents[1]
GOLDEN = ROOT / "tests" / "golden"
REGEN = bool(os.environ.get("FITSCORE_REGEN"))
VERSIONS = {"fitscore": "0", "taxonomy": "0"}
TRACKER = "samples/postings/copperline_fraud_strategy.md"


@cache
def scorer() -> fitscore.Scorer:
    return fitscore.Scorer(as_of=date(2026, 11, 1))


def plain(report: FitReport) -> FitReport:
    return replace(report, versions=VERSIONS)


@cache
def sample() -> Ranking:
    """The samples without the versions, which change without a change of behaviour."""
    ranking = scorer().rank("samples/cv.md", "samples/postings")
    return replace(
        ranking, versions=VERSIONS, reports=tuple(map(plain, ranking.reports)), unscored=tuple(map(plain, ranking.unscored))
    )


def top() -> FitReport:
    return sample().reports[0]


def tracked() -> FitReport:
    return next(report for report in sample().reports if report.posting.tracker)


def supposed(format: str) -> str:
    found = fitscore.what_if("samples/cv.md", "samples/postings", ["OSINT"], {"SQL": 9}, scorer())
    sides = (replace(side, versions=VERSIONS) for side in (found.before, found.after))
    return fitscore.render_comparison(replace(found, **dict(zip(("before", "after"), sides, strict=True))), format)


def checks() -> str:
    report = top()
    return fitscore.render_explanation(report, {r.id: scorer().check(report, r.id) for r in report.posting.requirements})


OUTPUTS: dict[str, Callable[[], str]] = {
    "ranking.txt": lambda: fitscore.render(sample(), "terminal"),
    "ranking-full.txt": lambda: fitscore.render_terminal(sample(), full=True),
    "ranking.md": lambda: fitscore.render(sample(), "markdown"),
    "ranking.html": lambda: fitscore.render(sample(), "html"),
    "ranking.csv": lambda: fitscore.render(sample(), "csv"),
    "ranking.json": lambda: fitscore.render(fitscore.top(sample(), 1), "json"),
    "ranking-redacted.md": lambda: fitscore.render(fitscore.redact(fitscore.top(sample(), 1)), "markdown"),
    "index.md": lambda: dict(fitscore.render_folder(sample(), "markdown"))["index.md"],
    "index.html": lambda: dict(fitscore.render_folder(sample(), "html"))["index.html"],
    "checklist.md": lambda: fitscore.render_checklist(top(), "markdown"),
    "checklist.html": lambda: fitscore.render_checklist(top(), "html"),
    "checklist.json": lambda: fitscore.render_checklist(top(), "json"),
    "tracker.md": lambda: fitscore.fill_action_items(Path(TRACKER).read_text(encoding="utf-8"), tracked()),
    "explanation.txt": checks,
    "gaps.txt": lambda: fitscore.render_gaps(fitscore.view_folder(sample()), "terminal"),
    "gaps.md": lambda: fitscore.render_gaps(fitscore.view_folder(sample()), "markdown"),
    "gaps.json": lambda: fitscore.render_gaps(fitscore.view_folder(sample()), "json"),
    "whatif.txt": lambda: supposed("terminal"),
    "whatif.md": lambda: supposed("markdown"),
    "whatif.json": lambda: supposed("json"),
    "notebook-ranking.html": lambda: sample()._repr_html_() + "\n",
    "notebook-report.html": lambda: top()._repr_html_() + "\n",
}


@pytest.mark.parametrize("name", sorted(OUTPUTS))
def test_golden(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    path, text = GOLDEN / name, OUTPUTS[name]()
    if REGEN:
        GOLDEN.mkdir(exist_ok=True)
        path.write_bytes(text.encode("utf-8"))
    assert path.exists(), f"{path.name} is missing: FITSCORE_REGEN=1 makes it"
    assert text.encode("utf-8") == path.read_bytes(), f"{path.name} differs: read the diff, then FITSCORE_REGEN=1 if it is meant"


def test_no_golden_file_is_left_over() -> None:
    assert {path.name for path in GOLDEN.iterdir()} == set(OUTPUTS)
