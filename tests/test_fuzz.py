"""No input breaks a run: hostile texts of every shape in little time, mutated documents, nothing written or shown astray."""

# ruff: noqa: E501  (rows of hostile texts)

from __future__ import annotations

import datetime
import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import fitscore
from fitscore import pipeline

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "samples"
LONG = 50_000

HOSTILE = {
    "letters": "a" * LONG, "capitals": "A" * LONG, "digits": "9" * LONG, "blanks": " " * LONG + "x", "dots": "." * LONG,
    "round brackets": "(" * LONG, "square brackets": "[" * LONG, "closed brackets": "(" * (LONG // 2) + ")" * (LONG // 2),
    "bullets in a line": "- " * (LONG // 2), "bullets": "- SQL\n" * (LONG // 6), "dates": "Jan 2020 - Feb 2021 " * (LONG // 20),
    "dates in lines": "Jan 2020 - Feb 2021\n" * (LONG // 20), "skills": "SQL, " * (LONG // 5), "slashes": "C++/" * (LONG // 4),
    "and or": "and/or " * (LONG // 7), "commas": ", " * (LONG // 2), "degrees": "Bachelor's degree in " * (LONG // 21),
    "years": "5+ years of Python " * (LONG // 19), "cues": "required preferred " * (LONG // 19), "hedges": "not " * (LONG // 4),
    "examples": "(e.g., " * (LONG // 7), "money": "$120,000 - $" * (LONG // 12), "links": "http://a." * (LONG // 9), "at": "@" * LONG,
    "pipes": "| " * (LONG // 2), "hashes": "#" * LONG, "stars": "*" * LONG, "title case": "Head Of Data " * (LONG // 13),
    "names": "Acme Ltd (Acme) " * (LONG // 16), "hyphens": "well-" * (LONG // 5), "quotes": "'s" * (LONG // 2), "tabs": "\t" * LONG,
    "zero width": "\u200b" * LONG, "combining": "e" + "\u0301" * LONG, "right to left": "\u202e" * LONG, "joins": "clientsTroubleshooting" * (LONG // 22),
    "html": "<div>" * (LONG // 5), "json": "[" * LONG, "months": "12 months " * (LONG // 10), "numbers": "1. a 2. b 3. c " * (LONG // 15),
}  # fmt: skip


@pytest.fixture(scope="module")
def scorer() -> fitscore.Scorer:
    return fitscore.Scorer(as_of=datetime.date(2026, 11, 1))


@pytest.fixture(scope="module")
def run(scorer: fitscore.Scorer) -> pipeline.Run:
    made = pipeline.Run(scorer, scorer.resume(SAMPLES / "cv.md"))
    made.fit(scorer.posting(SAMPLES / "postings" / "harrowgate_data_scientist.txt"))
    return made


@pytest.mark.parametrize("name", HOSTILE)
def test_long_inputs_take_bounded_time(name: str, scorer: fitscore.Scorer, run: pipeline.Run) -> None:
    """No regular expression and no loop takes the square of an input's length: ten seconds would be a hundred times too long."""
    began = time.process_time()
    text = f"Data Analyst\nRequirements\n{HOSTILE[name]}\n"
    run.fit(scorer.posting(text))
    scorer.resume(f"Ann Lee\nann@lee.example\n\nExperience\nAnalyst, Acme\n{HOSTILE[name]}\n\nSkills\n{HOSTILE[name]}\n")
    assert time.process_time() - began < 10


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=st.text(max_size=400), words=st.lists(st.sampled_from(["SQL", "5+ years", "(", "•", "required", "2020", "or", "/"])))
def test_any_text_is_scored(text: str, words: list[str], run: pipeline.Run, scorer: fitscore.Scorer) -> None:
    posting = scorer.posting(f"Requirements:\n- {' '.join(words)}\n{text}\nx\n".encode("utf-8", "replace").decode())
    report = run.report(*run.fit(posting))
    assert "\x1b" not in fitscore.render(report, "terminal")
    json.loads(fitscore.render(report, "json"))


def test_mutated_documents_are_scored_or_skipped() -> None:
    """A taste of bench/fuzz.py, which feeds twenty thousand."""
    done = subprocess.run(
        [sys.executable, str(ROOT / "bench" / "fuzz.py"), "--count", "150", "--seed", "11", "--data", "none"],
        capture_output=True, text=True, cwd=ROOT,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-3000:]


def test_halves_of_characters_never_reach_a_report(scorer: fitscore.Scorer, tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text('{"@type": "JobPosting", "title": "Nurse \\ud800", "description": "Requirements: SQL \\udc00\\nExcel"}')
    ranking = scorer.rank(SAMPLES / "cv.md", [path])
    assert not ranking.skipped
    fitscore.render(ranking, "json").encode("utf-8")


def test_names_of_any_bytes(scorer: fitscore.Scorer, tmp_path: Path) -> None:
    if sys.platform != "linux":
        pytest.skip("file names are text here")
    good = os.path.join(os.fsencode(tmp_path), b"a\xff\x1b[31m.txt")
    bad = os.path.join(os.fsencode(tmp_path), b"b\xff\x1b[31m.pdf")
    with open(good, "wb") as file:
        file.write((SAMPLES / "postings" / "tidal_product_analyst.txt").read_bytes())
    with open(bad, "wb") as file:
        file.write(b"%PDF-1.7 broken")
    ranking = scorer.rank(SAMPLES / "cv.md", tmp_path)
    assert (len(ranking.reports), len(ranking.skipped)) == (1, 1)
    for style in ("json", "terminal", "csv", "markdown", "html"):
        shown = fitscore.render(ranking, style)
        assert "\x1b" not in shown
        shown.encode("utf-8")


def test_escape_codes_never_reach_the_terminal(scorer: fitscore.Scorer, tmp_path: Path) -> None:
    codes = ["\x1b[2J", "\x1b]0;x\x07", "\x9b31m", "\x08\x08", "\r", "\u202e"]
    rng = random.Random(5)
    text = (SAMPLES / "postings" / "harrowgate_data_scientist.txt").read_text(encoding="utf-8")
    for _ in range(60):
        at = rng.randrange(len(text))
        text = text[:at] + rng.choice(codes) + text[at:]
    path = tmp_path / "p.txt"
    path.write_text(text, encoding="utf-8")
    ranking = scorer.rank(SAMPLES / "cv.md", [path])
    shown = fitscore.render(ranking, "terminal")
    assert not set(shown) & {"\x1b", "\x9b", "\x07", "\x08", "\u202e"}


def test_nothing_is_written_but_the_report_and_the_cache_and_nothing_told(tmp_path: Path) -> None:
    """The whole program in a folder of its own: what it leaves there, and what it says on standard error."""
    home, work = tmp_path / "home", tmp_path / "work"
    home.mkdir()
    work.mkdir()
    env = {
        **os.environ, "HOME": str(home), "XDG_CACHE_HOME": str(tmp_path / "cache"), "TMPDIR": str(home),
        "PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": str(ROOT), "FITSCORE_NO_CACHE": "0",
    }  # fmt: skip
    env.pop("FITSCORE_CACHE_DIR", None)
    done = subprocess.run(
        [sys.executable, "-m", "fitscore", str(SAMPLES / "cv.pdf"), str(SAMPLES / "postings"), "--out", "r.json"],
        capture_output=True, text=True, cwd=work, env=env, check=True,
    )  # fmt: skip
    assert [path.name for path in work.iterdir()] == ["r.json"]
    assert not list(home.iterdir())
    assert done.stderr == "fitscore: wrote r.json\n"
    assert done.stdout == ""
    if sys.platform == "linux":
        kept = list((tmp_path / "cache" / "fitscore").iterdir())
        assert all((path.stat().st_mode & 0o777) == 0o600 for path in kept)
        assert (tmp_path / "cache" / "fitscore").stat().st_mode & 0o777 == 0o700
