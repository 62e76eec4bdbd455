"""What the README shows is what the program prints."""

from __future__ import annotations

from pathlib import Path

import pytest

from fitscore.cli import main

ROOT = Path(__file__).parents[1]


def test_the_excerpt_is_true(capsys: pytest.CaptureFixture[str]) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = readme.partition("## What it says")[2].partition("![")[0]
    lines = [line.removeprefix("    ").rstrip() for line in shown.splitlines() if line.startswith("    ")]
    assert main([str(ROOT / "samples" / "cv.pdf"), str(ROOT / "samples" / "postings"), "--as-of", "2026-11-01"]) == 0
    printed = capsys.readouterr().out.splitlines()
    assert len(lines) > 15
    assert [line for line in lines if line.strip() not in ("...", "") and line not in printed] == []


def test_no_machine_path_in_what_we_ship() -> None:
    for name in ("README.md", "CHANGELOG.md", "CONTRIBUTING.md", *(f"docs/{p.name}" for p in (ROOT / "docs").glob("*.md"))):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert "/work/" not in text, name
        assert "/tmp/" not in text, name
