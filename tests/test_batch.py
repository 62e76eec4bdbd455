"""Tables of postings: the same results as files give, byte for byte, a row for each input, in Arrow, Parquet and Spark."""

from __future__ import annotations

import datetime
import json
import pickle
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import fitscore
from fitscore.cli import main
from fitscore.errors import FitscoreError
from fitscore.readers import read_text
from fitscore.reports import render_entry

pa = pytest.importorskip("pyarrow", reason="pyarrow is not here: pip install 'fitscore[table]'")

from fitscore.batch import COLUMNS, schema, score_batch  # noqa: E402

SAMPLES = Path(__file__).parents[1] / "samples"
EXAMPLE = Path(__file__).parents[1] / "docs" / "examples" / "score_on_spark.py"
TEXTS = [path.read_text(encoding="utf-8") for path in sorted((SAMPLES / "postings").glob("*.txt"))]


@pytest.fixture(scope="module")
def scorer() -> fitscore.Scorer:
    return fitscore.Scorer(as_of=datetime.date(2026, 11, 1))


@pytest.fixture(scope="module")
def resume(scorer: fitscore.Scorer) -> fitscore.Resume:
    return scorer.resume(SAMPLES / "cv.md")


def batch_of(**columns: list[Any]) -> Any:
    return pa.RecordBatch.from_pydict(columns)


def test_results_equal_the_local_ones(scorer: fitscore.Scorer, resume: fitscore.Resume) -> None:
    ids = [f"job{n}" for n in range(len(TEXTS))]
    rows = score_batch(batch_of(id=ids, text=TEXTS), scorer, resume).to_pylist()
    assert [row["id"] for row in rows] == ids
    for row, text in zip(rows, TEXTS, strict=True):
        report = scorer.score(resume, read_text(text, row["id"]))
        assert row["report"] == render_entry(report)
        assert row["total"] * 16 == report.score.total
        assert json.loads(row["report"])["score"]["total"] == row["total"]


def test_paths_faults_and_order(scorer: fitscore.Scorer, resume: fitscore.Resume, tmp_path: Path) -> None:
    good = str(SAMPLES / "postings" / "larkfield_community_nurse.html")
    batch = batch_of(id=[1, 2, 3, 4], text=[None, "", None, TEXTS[0]], path=[good, None, str(tmp_path / "none.txt"), good])
    rows = score_batch(batch, scorer, resume).to_pylist()
    assert [row["id"] for row in rows] == ["1", "2", "3", "4"]
    assert [row["code"] for row in rows] == [None, "empty", "not_found", None]
    assert rows[0]["title"] != rows[3]["title"]
    assert rows[2]["report"] is None


def test_several_cvs_read_each_posting_once(
    scorer: fitscore.Scorer, resume: fitscore.Resume, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = scorer.resume("Ann Lee\n\nSkills\nSQL, Excel\n")
    read = []
    original = fitscore.Scorer.posting
    monkeypatch.setattr(fitscore.Scorer, "posting", lambda self, it: (read.append(1), original(self, it))[1])
    rows = score_batch(batch_of(id=["a", "b"], text=TEXTS[:2]), scorer, [resume, other]).to_pylist()
    assert [row["id"] for row in rows] == ["a", "a", "b", "b"]
    assert [row["cv"] for row in rows] == [resume.path, other.path] * 2
    assert len(read) == 2


def test_a_table_without_its_columns_is_told(scorer: fitscore.Scorer, resume: fitscore.Resume) -> None:
    with pytest.raises(FitscoreError, match="id and text or path"):
        score_batch(batch_of(name=["x"]), scorer, resume)


def test_a_scorer_travels_to_other_processes(scorer: fitscore.Scorer, resume: fitscore.Resume) -> None:
    copy = pickle.loads(pickle.dumps(scorer))
    batch = batch_of(id=["a"], text=TEXTS[:1])
    assert score_batch(batch, copy, resume).equals(score_batch(batch, scorer, resume))


def test_score_table_streams_parquet(tmp_path: Path, scorer: fitscore.Scorer, resume: fitscore.Resume, capsys: Any) -> None:
    import pyarrow.parquet as pq

    source, out = tmp_path / "in.parquet", tmp_path / "out.parquet"
    text = "We seek a nurse.\nRequirements:\n- SQL\n"
    pq.write_table(pa.table({"id": [str(n) for n in range(600)], "text": [text] * 600}), source)
    args = ["score-table", str(SAMPLES / "cv.md"), str(source), "--out", str(out), "--as-of", "2026-11-01"]
    assert main(args) == 0
    table = pq.read_table(out)
    assert table.num_rows == 600
    assert table.schema.equals(schema())
    assert main(args) == 2  # never over a file that is there
    assert main([*args[:2], str(tmp_path / "none.parquet"), "--out", str(tmp_path / "x.parquet")]) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_the_spark_example_gives_the_same_rows(scorer: fitscore.Scorer, tmp_path: Path) -> None:
    if shutil.which("java") is None:
        pytest.skip("Spark needs Java, which is not here")
    pytest.importorskip("pyspark.sql", reason="pyspark is not here: pip install 'fitscore[spark]'")
    import pyarrow.parquet as pq

    cvs = [SAMPLES / "cv.md", SAMPLES / "cv.pdf"]
    ids = [f"job{n}" for n in range(len(TEXTS))]
    pq.write_table(pa.table({"id": ids, "text": TEXTS}), tmp_path / "in.parquet", row_group_size=2)
    args = ["--as-of", "2026-11-01", str(tmp_path / "in.parquet"), str(tmp_path / "out"), *map(str, cvs)]
    run = [sys.executable, str(EXAMPLE), "--master", "local-cluster[2,1,1024]", *args]
    done = subprocess.run(run, capture_output=True, text=True, timeout=180, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    rows = pq.read_table(tmp_path / "out").to_pylist()
    local = score_batch(batch_of(id=ids, text=TEXTS), scorer, [scorer.resume(cv) for cv in cvs]).to_pylist()
    assert sorted(rows, key=lambda row: (row["id"], row["cv"])) == sorted(local, key=lambda row: (row["id"], row["cv"]))
    assert set(COLUMNS) == set(local[0])
