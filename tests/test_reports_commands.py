"""The commands around reports: folders, masking, checklists into tracker pages, gaps, whatif, compare, diff, watch."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from fitscore.cli import main

SAMPLES = Path(__file__).parents[1] / "samples"
CV, POSTINGS = str(SAMPLES / "cv.md"), str(SAMPLES / "postings")
TRACKER = SAMPLES / "postings" / "copperline_fraud_strategy.md"
AS_OF = ("--as-of", "2026-11-01")


def run(*args: str | Path) -> int:
    return main([str(arg) for arg in args])


def test_brief_and_full_are_for_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(CV, POSTINGS, "--brief", *AS_OF) == 0
    brief = capsys.readouterr().out
    assert run(CV, POSTINGS, "--full", *AS_OF) == 0
    assert len(brief) < len(capsys.readouterr().out)
    assert run(CV, POSTINGS, "--brief", "--format", "json", *AS_OF) == 2


def test_a_folder_is_written_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "fits"
    assert run(CV, POSTINGS, "--out", out, *AS_OF) == 0
    names = sorted(path.name for path in out.iterdir())
    assert len(names) == 7
    assert "index.md" in names
    (out / "index.md").unlink()
    (out / names[0]).write_text("mine")
    assert run(CV, POSTINGS, "--out", out, *AS_OF) == 2
    assert (out / names[0]).read_text() == "mine"
    assert not (out / "index.md").exists(), "all or nothing"
    assert "--force" in capsys.readouterr().err
    assert run(CV, POSTINGS, "--out", out, "--force", *AS_OF) == 0
    assert run(CV, POSTINGS, "--out", out, "--format", "html", *AS_OF) == 0
    assert (out / "index.html").exists()


def test_redact_on_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(CV, POSTINGS, "--redact", "--format", "json", *AS_OF) == 0
    out = capsys.readouterr().out
    assert "okafor" not in out.casefold()
    assert set(json.loads(out)["cv"]["name"]) <= {"█", " "}


def test_redact_in_comparisons(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cv = tmp_path / "maren_okafor_cv.md"
    cv.write_bytes(Path(CV).read_bytes())
    assert run("whatif", cv, POSTINGS, "--add", "OSINT", "--redact", *AS_OF) == 0
    assert run("compare", cv, CV, POSTINGS, "--redact", "--format", "json", *AS_OF) == 0
    assert run("gaps", cv, POSTINGS, "--redact", "--format", "json", *AS_OF) == 0
    assert "okafor" not in capsys.readouterr().out.casefold()


def test_checklist_into_a_tracker_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "page.md"
    page.write_bytes(TRACKER.read_bytes())
    assert run("checklist", CV, TRACKER, "--into", page, *AS_OF) == 0
    assert page.read_bytes() == TRACKER.read_bytes()
    copy = tmp_path / "page.checked.md"
    old, new = page.read_text().splitlines(), copy.read_text().splitlines()
    rest = iter(new)
    assert all(line in rest for line in old)
    assert len(new) > len(old)
    assert run("checklist", CV, TRACKER, "--into", page, *AS_OF) == 2
    assert run("checklist", CV, TRACKER, "--into", page, "--out", tmp_path / "other.md", *AS_OF) == 0
    assert run("checklist", CV, TRACKER, "--into", CV.replace(".md", ".pdf"), *AS_OF) == 2
    assert run("checklist", CV, TRACKER, "--out", tmp_path / "list.html", *AS_OF) == 0
    assert (tmp_path / "list.html").read_text().startswith("<!doctype html>")
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.parametrize("format", ["terminal", "markdown", "json"])
def test_gaps_whatif_compare(format: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("gaps", CV, POSTINGS, "--format", format, *AS_OF) == 0
    assert "SQL" in capsys.readouterr().out
    assert run("whatif", CV, POSTINGS, "--add", "Kotlin", "--years", "sql=9", "--format", format, *AS_OF) == 0
    assert "Kotlin" in capsys.readouterr().out
    assert run("compare", CV, SAMPLES / "cv.pdf", POSTINGS, "--format", format, *AS_OF) == 0
    assert "cv.pdf" in capsys.readouterr().out


@pytest.mark.parametrize(
    "args",
    [
        ("whatif", CV, POSTINGS),
        ("whatif", CV, POSTINGS, "--add", "no such skill at all"),
        ("whatif", CV, POSTINGS, "--years", "sql"),
        ("whatif", CV, POSTINGS, "--years", "sql=many"),
        ("whatif", CV, POSTINGS, "--years", "sql=-1"),
        ("gaps", CV, POSTINGS, "--format", "csv"),
        ("diff", CV, CV),
        ("diff", "none.json", "none.json"),
        ("checklist", CV, str(TRACKER), "--format", "csv"),
        ("checklist", CV, str(TRACKER), "--into", "none.md"),
    ],
)
def test_usage_faults_are_exit_2(args: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(*args) == 2
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.parametrize("command", [("gaps", CV), ("whatif", CV, "--add", "SQL"), ("compare", CV, CV)])
def test_a_posting_that_cannot_be_read_is_named(
    command: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "bad.pdf"
    bad.write_bytes(b"%PDF-1.7\ngarbage")
    assert run(*command, POSTINGS, bad) == 0
    assert "skipped" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["gaps", "whatif", "compare"])
def test_unreadable_files_have_their_exit_codes(command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    more = {"gaps": [], "whatif": ["--add", "sql"], "compare": []}[command]
    second = [CV] if command == "compare" else []
    assert run(command, tmp_path / "none.pdf", *second, POSTINGS, *more) == 3
    assert run(command, CV, *second, tmp_path, *more) == 4
    assert "Traceback" not in capsys.readouterr().err


def test_diff_of_two_runs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before, after, cv = tmp_path / "before.json", tmp_path / "after.json", tmp_path / "cv.md"
    cv.write_bytes(Path(CV).read_bytes())
    assert run(cv, POSTINGS, "--out", before, *AS_OF) == 0
    cv.write_text(cv.read_text().replace("phishing rings", "phishing rings with OSINT tools"))
    assert run(cv, POSTINGS, "--out", after, *AS_OF) == 0
    capsys.readouterr()
    assert run("diff", before, after) == 0
    out = capsys.readouterr().out
    assert "Why: the CV was edited" in out
    assert "✗ not shown > ✓ met" in out


def test_watch_without_its_library_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "watchfiles", None)
    assert run("watch", CV, POSTINGS) == 2
    assert "fitscore[watch]" in capsys.readouterr().err


def test_watch_prints_what_moved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    cv = tmp_path / "cv.md"
    cv.write_bytes(Path(CV).read_bytes())

    def watch(*folders: Path, watch_filter: object, **_: object) -> Iterator[set[tuple[int, str]]]:
        assert tmp_path.resolve() in folders
        assert callable(watch_filter)
        assert watch_filter(1, str(cv))
        assert not watch_filter(1, str(tmp_path / "other.txt"))
        yield {(1, str(cv))}
        cv.write_text(cv.read_text().replace("phishing rings", "phishing rings with OSINT tools"))
        yield {(1, str(cv))}
        cv.write_bytes(b"")
        yield {(1, str(cv))}

    monkeypatch.setitem(sys.modules, "watchfiles", SimpleNamespace(watch=watch))
    assert run("watch", cv, POSTINGS, *AS_OF) == 0
    done = capsys.readouterr()
    assert "nothing moved" in done.err
    assert "could not be read" in done.err
    assert done.out.count("✗ not shown > ✓ met") == 1
