from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

import fitscore
from fitscore.cli import main

SAMPLES = Path(__file__).parents[1] / "samples"
CV, POSTINGS = str(SAMPLES / "cv.pdf"), str(SAMPLES / "postings")
AS_OF = ("--as-of", "2026-11-01")


def run(*args: str | Path) -> int:
    return main([str(arg) for arg in args])


def test_the_main_job_ranks_the_samples(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(CV, POSTINGS, *AS_OF) == 0
    out = capsys.readouterr()
    assert out.err == ""
    assert "Data Scientist, Marketplace Risk" in out.out
    assert max(map(len, out.out.splitlines())) <= 80
    assert out.out.index("1. ") < out.out.index("2. ")


def test_json_validates_and_is_one_object(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(CV, POSTINGS, "--format", "json", *AS_OF) == 0
    data = json.loads(capsys.readouterr().out)
    jsonschema.validate(data, fitscore.schema())
    assert [entry["rank"] for entry in data["ranking"]] == list(range(1, len(data["ranking"]) + 1))
    totals = [entry["score"]["total"] for entry in data["ranking"]]
    assert totals == sorted(totals, reverse=True)


def test_out_never_overwrites_silently(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "report.md"
    assert run(CV, POSTINGS, "--out", out, *AS_OF) == 0
    first = out.read_text()
    out.write_text("mine")
    assert run(CV, POSTINGS, "--out", out, *AS_OF) == 2
    assert out.read_text() == "mine"
    assert "--force" in capsys.readouterr().err
    assert run(CV, POSTINGS, "--out", out, "--force", *AS_OF) == 0
    assert out.read_text() == first


def test_top_and_fail_under(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(CV, POSTINGS, "--top", "1", "--format", "json", *AS_OF) == 0
    assert len(json.loads(capsys.readouterr().out)["ranking"]) == 1
    assert run(CV, POSTINGS, "--fail-under", "101", *AS_OF) == 1


def faulty(tmp_path: Path) -> dict[str, Path]:
    files = {name: tmp_path / name for name in ("empty.txt", "broken.pdf", "bin.txt", "folder", "none.txt")}
    files["empty.txt"].write_bytes(b"")
    files["broken.pdf"].write_bytes(b"%PDF-1.7\ngarbage")
    files["bin.txt"].write_bytes(bytes(range(256)) * 20)
    files["folder"].mkdir()
    return files


@pytest.mark.parametrize("name", ["empty.txt", "broken.pdf", "bin.txt", "folder", "none.txt"])
def test_a_faulty_cv_is_one_sentence_and_exit_3(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(faulty(tmp_path)[name], POSTINGS) == 3
    err = capsys.readouterr().err
    assert err.count("\n") == 1
    assert err.startswith("fitscore: the CV could not be read: ")
    assert name in err


@pytest.mark.parametrize("name", ["empty.txt", "broken.pdf", "bin.txt", "folder", "none.txt"])
def test_faulty_postings_alone_are_exit_4(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(CV, faulty(tmp_path)[name]) == 4
    assert "Traceback" not in capsys.readouterr().err


def test_one_bad_posting_never_stops_the_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad = faulty(tmp_path)["broken.pdf"]
    assert run(CV, POSTINGS, bad, "--format", "json") == 0
    out = capsys.readouterr()
    assert [s["path"] for s in json.loads(out.out)["skipped"]] == [str(bad)]
    assert "skipped" in out.err


def test_a_posting_with_nothing_to_check_is_exit_4_and_gets_no_score(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    vague = tmp_path / "vague.txt"
    vague.write_text("We are a company.\nWe like it here.\n")
    assert run(CV, vague, "--format", "json") == 4
    data = json.loads(capsys.readouterr().out)
    assert data["ranking"] == []
    assert data["unscored"][0]["score"]["total"] is None


@pytest.mark.parametrize(
    "args",
    [
        ("--format", "docx"),
        ("--as-of", "yesterday"),
        ("--top", "0"),
        ("--taxonomy", "none.yaml"),
        ("--policy", "none.yaml"),
        ("--nonsense",),
    ],
)
def test_usage_faults_are_exit_2(args: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(CV, POSTINGS, *args) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_parse_shows_a_posting_and_a_cv(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("parse", POSTINGS, "--format", "json") == 0
    data = json.loads(capsys.readouterr().out)
    jsonschema.validate(data, fitscore.schema())
    assert len(data["postings"]) == 6
    assert run("parse", CV, "--as", "cv", "--format", "json", *AS_OF) == 0
    data = json.loads(capsys.readouterr().out)
    jsonschema.validate(data, fitscore.schema())
    assert [p["start"] for p in data["cvs"][0]["positions"]] == ["2022-04", "2019-09", "2018-06"]
    assert run("parse", POSTINGS, "--explain") == 0
    assert "every line, what it was taken for" in capsys.readouterr().out


def test_parse_text_is_what_offsets_refer_to(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("parse", "--text", CV) == 0
    text = capsys.readouterr().out
    assert run(CV, POSTINGS, "--format", "json", *AS_OF) == 0
    for entry in json.loads(capsys.readouterr().out)["ranking"]:
        for finding in entry["findings"]:
            for quote in finding["evidence"]:
                start, end = quote["span"]
                assert text[start:end] == quote["quote"]


def test_checklist_explain_doctor(capsys: pytest.CaptureFixture[str]) -> None:
    posting = str(SAMPLES / "postings" / "harrowgate_data_scientist.txt")
    assert run("checklist", CV, posting, *AS_OF) == 0
    assert "- [x] Shown:" in capsys.readouterr().out
    assert run("explain", CV, posting, "r1", *AS_OF) == 0
    assert "points: weight 4" in capsys.readouterr().out
    assert run("explain", CV, posting, "r99", *AS_OF) == 2
    assert run("doctor", CV, *AS_OF) == 0
    assert "read: 3 positions" in capsys.readouterr().out


def test_profile_answers_gates_and_never_the_score(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    me = tmp_path / "me.yaml"
    assert run("profile", "init", me) == 0
    assert run("profile", "check", me) == 0
    capsys.readouterr()
    assert run(CV, POSTINGS, "--format", "json", *AS_OF) == 0
    before = json.loads(capsys.readouterr().out)
    assert run(CV, POSTINGS, "--format", "json", "--profile", me, *AS_OF) == 0
    after = json.loads(capsys.readouterr().out)
    assert [e["score"] for e in after["ranking"]] == [e["score"] for e in before["ranking"]]
    assert [e["gates"] for e in after["ranking"]] != [e["gates"] for e in before["ranking"]]


def test_taxonomy_commands(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("taxonomy", "search", "causal") == 0
    assert "causal-inference" in capsys.readouterr().out
    assert run("taxonomy", "show", "sql") == 0
    assert run("taxonomy", "show", "no-such-skill") == 2
    assert run("taxonomy", "explain", "Go to our R&D page") == 0
    assert run("taxonomy", "stats") == 0


def test_help_version_schema(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--help") == 0
    assert "fitscore CV POSTINGS" in capsys.readouterr().out
    assert run("--version") == 0
    assert capsys.readouterr().out.startswith("fitscore ")
    assert run("schema") == 0
    jsonschema.Draft202012Validator.check_schema(json.loads(capsys.readouterr().out))


def test_nothing_reaches_for_the_network(tmp_path: Path) -> None:
    code = (
        "import socket, sys\n"
        "def refuse(*a, **k): raise AssertionError('network')\n"
        "socket.socket.connect = socket.socket.connect_ex = socket.getaddrinfo = refuse\n"
        "from fitscore.cli import main\n"
        "sys.exit(main(sys.argv[1:]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, CV, POSTINGS, "--out", str(tmp_path / "r.html"), *AS_OF],
        capture_output=True,
        env={**os.environ, "FITSCORE_NO_CACHE": "1"},
    )
    assert done.returncode == 0, done.stderr


def test_a_cached_run_gives_the_same_bytes(tmp_path: Path) -> None:
    outs = []
    for number, env in enumerate(({"FITSCORE_NO_CACHE": "1"}, {}, {})):
        done = subprocess.run(
            [sys.executable, "-m", "fitscore", CV, POSTINGS, "--format", "json", *AS_OF],
            capture_output=True,
            env={**os.environ, "FITSCORE_CACHE_DIR": str(tmp_path), "PYTHONHASHSEED": str(number), **env},
            check=True,
        )
        outs.append(done.stdout)
    assert outs[0] == outs[1] == outs[2]
    assert all((path.stat().st_mode & 0o777) == 0o600 for path in tmp_path.iterdir())


def test_a_damaged_cache_is_rebuilt(tmp_path: Path) -> None:
    env = {**os.environ, "FITSCORE_CACHE_DIR": str(tmp_path)}
    command = [sys.executable, "-m", "fitscore", CV, POSTINGS, "--format", "json", *AS_OF]
    first = subprocess.run(command, capture_output=True, env=env, check=True).stdout
    for path in tmp_path.iterdir():
        path.write_bytes(path.read_bytes()[:-7] + b"garbage")
    assert subprocess.run(command, capture_output=True, env=env, check=True).stdout == first


@pytest.mark.parametrize(
    "command",
    [
        ["parse", "CV", "--as", "cv"],
        ["parse", "CV", "--as", "cv", "--text"],
        ["parse", "CV", "--as", "cv", "--format", "json"],
        ["explain", "CV", "POSTING"],
        ["doctor", "CV"],
    ],
    ids=" ".join,
)
def test_redact_masks_who_the_applicant_is_everywhere(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    places = {"CV": str(SAMPLES / "cv.md"), "POSTING": str(SAMPLES / "postings" / "tidal_product_analyst.txt")}
    args = [places.get(word, word) for word in command]
    main([*args, "--as-of", "2026-11-01"])
    open_text = capsys.readouterr().out
    assert main([*args, "--as-of", "2026-11-01", "--redact"]) == 0
    masked = capsys.readouterr().out
    assert masked
    assert "maren" in open_text.casefold() or command[0] != "parse"
    for secret in ("Maren", "Okafor", "example.com", "555-0148", "github.com"):
        assert secret.casefold() not in masked.casefold(), secret


def test_redact_is_for_cvs(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["parse", str(SAMPLES / "postings"), "--redact"]) == 2
    assert "--as cv" in capsys.readouterr().err
