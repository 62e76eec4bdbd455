"""What must stay cheap: what a start imports, what a cached run does, what several processes change (nothing)."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

import fitscore
from fitscore import parallel, pipeline, store
from fitscore.model import Skipped
from fitscore.phrases import compile_phrases

SAMPLES = Path(__file__).parents[1] / "samples"
CV, POSTINGS = str(SAMPLES / "cv.pdf"), str(SAMPLES / "postings")
AS_OF = ("--as-of", "2026-11-01")
HEAVY = ("spacy", "sklearn", "scipy", "numpy", "pypdfium2")


def imported(*args: str, cache: Path) -> set[str]:
    """Which heavy modules a command imports."""
    code = (
        "import io, sys\nfrom fitscore.cli import main\nsys.stdout = io.StringIO()\n"
        f"main(sys.argv[1:])\nsys.stderr.write(' '.join(m for m in {HEAVY!r} if m in sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *args],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "FITSCORE_CACHE_DIR": str(cache), "FITSCORE_NO_CACHE": "0"},
    )
    return set(done.stderr.split())


@pytest.mark.parametrize("args", [("--help",), ("schema",), ("taxonomy", "search", "causal"), ("profile", "--help")])
def test_light_commands_import_nothing_heavy(args: tuple[str, ...], tmp_path: Path) -> None:
    assert imported(*args, cache=tmp_path) == set()


def test_a_cached_run_imports_nothing_heavy(tmp_path: Path) -> None:
    imported(CV, POSTINGS, *AS_OF, cache=tmp_path)
    assert imported(CV, POSTINGS, *AS_OF, cache=tmp_path) == set()


def test_any_number_of_processes_gives_the_same_bytes(tmp_path: Path) -> None:
    text = (SAMPLES / "postings" / "harrowgate_data_scientist.txt").read_text(encoding="utf-8")
    for number in range(40):
        (tmp_path / f"{number}.txt").write_text(f"{text}\nNumber {number}\n", encoding="utf-8")
    (tmp_path / "7b.pdf").write_bytes(b"%PDF-1.7 broken")
    (tmp_path / "8b.txt").write_bytes(b"")
    scorer = fitscore.Scorer(as_of=__import__("datetime").date(2026, 11, 1))
    shown = [fitscore.render(scorer.rank(CV, [tmp_path, POSTINGS], jobs=jobs), "json") for jobs in (1, 2, 3, None)]
    assert len(set(shown)) == 1


def _dies(path: str) -> str:
    if path == "13":
        os._exit(1)
    return path * 2


def test_a_file_that_kills_its_process_loses_nothing_else() -> None:
    paths = [str(number) for number in range(50)]
    found = list(parallel.each(_dies, paths, 2, lambda path: f"lost {path}"))
    assert found == ["lost 13" if path == "13" else path * 2 for path in paths]


@pytest.mark.skipif(sys.platform == "win32", reason="no alarms")
def test_a_file_that_takes_too_long_is_skipped_with_a_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    def endless(self: pipeline.Run, posting: object) -> None:
        while True:
            pass

    monkeypatch.setattr(pipeline.Run, "fit", endless)
    monkeypatch.setattr(parallel.deadline.__wrapped__, "__defaults__", (0.2,))
    store.use(False)
    try:
        ranking = fitscore.Scorer().rank(str(SAMPLES / "cv.md"), [str(SAMPLES / "postings" / "tidal_product_analyst.txt")])
    finally:
        store.use(True)
    assert [skipped.code for skipped in ranking.skipped] == ["timeout"]


def test_a_fault_of_ours_skips_one_file(monkeypatch: pytest.MonkeyPatch) -> None:
    original = fitscore.Scorer._parse_posting

    def faulty(self: fitscore.Scorer, document: fitscore.Document) -> fitscore.Posting:
        if "tidal" in document.path:
            raise IndexError("ours")
        return original(self, document)

    monkeypatch.setattr(fitscore.Scorer, "_parse_posting", faulty)
    store.use(False)
    try:
        ranking = fitscore.Scorer().rank(str(SAMPLES / "cv.md"), POSTINGS)
    finally:
        store.use(True)
    assert len(ranking.reports) == 5
    assert ranking.skipped[0].code == "failed"
    assert "IndexError" in ranking.skipped[0].reason


def test_the_ranking_keeps_no_lines(tmp_path: Path) -> None:
    ranking = fitscore.Scorer().rank(str(SAMPLES / "cv.md"), POSTINGS)
    assert all(not r.posting.document.lines and not r.posting.readings for r in ranking.reports)
    assert not any(isinstance(r, Skipped) for r in ranking.reports)


def test_two_runs_at_once_share_a_cache(tmp_path: Path) -> None:
    env = {**os.environ, "FITSCORE_CACHE_DIR": str(tmp_path), "FITSCORE_NO_CACHE": "0"}
    command = [sys.executable, "-m", "fitscore", CV, POSTINGS, "--format", "json", *AS_OF]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, env=env) for _ in range(2)]
    outs = [process.communicate()[0] for process in both]
    assert outs[0] == outs[1]
    assert all(process.returncode == 0 for process in both)
    assert not list(tmp_path.glob("*.tmp"))


def test_cache_switches(tmp_path: Path) -> None:
    env = {**os.environ, "FITSCORE_CACHE_DIR": str(tmp_path / "c"), "FITSCORE_NO_CACHE": "0"}
    command = [sys.executable, "-m", "fitscore"]
    subprocess.run([*command, CV, POSTINGS, "--no-cache"], env=env, check=True, capture_output=True)
    kept = list((tmp_path / "c").glob("*")) if (tmp_path / "c").is_dir() else []
    assert not [path for path in kept if not path.name.startswith("taxonomy")]
    subprocess.run([*command, CV, POSTINGS], env=env, check=True, capture_output=True)
    assert len(list((tmp_path / "c").glob("*.bin"))) >= 13
    done = subprocess.run([*command, "cache", "clear"], env=env, check=True, capture_output=True, text=True)
    assert "deleted" in done.stderr
    assert not list((tmp_path / "c").iterdir())
    subprocess.run([*command, "cache", "clear"], env=env, check=True, capture_output=True)  # an empty one is fine too


def test_a_summary_that_never_ends_takes_no_long(tmp_path: Path) -> None:
    """Years are looked for once in a line, not once for every skill the line names."""
    cv = "Ana Reyes\nana@example.com\n\nSummary\n" + "sql, python, data analysis and statistics for two years and " * 400 + "\n"
    posting = "Analyst\n\nRequirements:\n" + "- 3+ years of data analysis, statistics, SQL and Python experience\n" * 30
    scorer = fitscore.Scorer()
    start = time.perf_counter()
    scorer.score(scorer.resume(cv), scorer.posting(posting))
    assert time.perf_counter() - start < 8


NASTY = [
    "high school diploma or equivalent (required)",
    "(" * 80, " " * 200 + "x", "- " * 200, "or " * 150, "a, " * 150, "1 " * 150, "experience in " * 60,
    "degree or equivalent (" * 20,
    "you will have a good " * 40, "must be able to " * 50, "(((preferred) or (required)) and/or " * 20,
]  # fmt: skip
"""Texts in which a pattern with two ways to match one place would try them all."""


def test_no_phrase_of_the_data_takes_long() -> None:
    def rules(node: object, name: str) -> Iterator[tuple[str, list[str]]]:
        if isinstance(node, dict):
            for key, value in node.items():
                if key in ("phrases", "unless") and isinstance(value, list):
                    yield f"{name} {node.get('id', '')} {key}", [str(phrase) for phrase in value]
                else:
                    yield from rules(value, name)
        elif isinstance(node, list):
            for value in node:
                yield from rules(value, name)

    slow = []
    for path in sorted((Path(fitscore.__file__).parent / "data").rglob("*.yaml")):
        for rule, phrases in rules(yaml.load(path.read_text("utf-8"), Loader=yaml.CBaseLoader), path.stem):
            pattern = compile_phrases(phrases)
            before = time.process_time()
            for text in NASTY:
                pattern.search(text)
            if time.process_time() - before > 0.5:
                slow.append(rule)
    assert slow == []
