"""Scoring tables: one function from an Arrow record batch of postings to one of results, for any engine that speaks Arrow.

The table has a column ``id`` and ``text`` or ``path``; the result has `schema`. Needs the extra ``fitscore[table]``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fitscore.errors import DocumentError, FitscoreError
from fitscore.model import FitReport, Posting, Resume
from fitscore.pipeline import Run, Scorer
from fitscore.readers import read_text
from fitscore.reports import render_entry

if TYPE_CHECKING:
    import pyarrow as pa

ROWS = 256
"""Postings in a batch of `score_table`: what is held in memory at a time."""

COLUMNS: Mapping[str, str] = {
    "id": "string", "cv": "string", "title": "string", "company": "string", "total": "double", "low": "double", "high": "double",
    "band": "string", "required_met": "int", "required_total": "int", "preferred_met": "int", "preferred_total": "int",
    "report": "string", "reason": "string", "code": "string",
}  # fmt: skip
"""Columns of the result and their types, as Spark writes them.

``report`` is the posting's entry of the JSON contract; ``reason`` and ``code`` say why a posting was skipped, all else is
null then.
"""
SPARK_SCHEMA = ", ".join(f"{name} {kind}" for name, kind in COLUMNS.items())
"""The result's columns as ``mapInArrow`` wants them."""


def schema() -> pa.Schema:
    """The Arrow schema of the result."""
    import pyarrow as pa

    kinds = {"string": pa.string(), "double": pa.float64(), "int": pa.int32()}
    return pa.schema([(name, kinds[kind]) for name, kind in COLUMNS.items()])


def score_batch(batch: pa.RecordBatch, scorer: Scorer, resumes: Resume | Sequence[Resume]) -> pa.RecordBatch:
    """Postings in, results out: a row for each posting and CV, in the order of the postings.

    Each posting is read once, however many CVs there are.

    Args:
        batch: columns ``id`` and ``text`` or ``path`` (the path where the text is null).
        scorer: taxonomy, policy, as-of date.
        resumes: one CV, or several.

    Returns:
        Rows of `schema`. What cannot be read or scored is a row with a reason.

    Raises:
        FitscoreError: the batch has not the columns it needs.
    """
    names = set(batch.schema.names)
    if "id" not in names or not names & {"text", "path"}:
        raise FitscoreError(f"the table needs the columns id and text or path; it has {', '.join(sorted(names)) or 'none'}")
    ids = batch.column("id").to_pylist()
    texts, paths = (batch.column(name).to_pylist() if name in names else [None] * len(ids) for name in ("text", "path"))
    return _table(scorer, resumes, list(zip(ids, texts, paths, strict=True)))


def _table(scorer: Scorer, resumes: Resume | Sequence[Resume], rows: Sequence[tuple[Any, Any, Any]]) -> pa.RecordBatch:
    import pyarrow as pa

    runs = [Run(scorer, resume) for resume in ([resumes] if isinstance(resumes, Resume) else resumes)]
    found = [row for id, text, path in rows for row in _rows(scorer, runs, str(id), text, path)]
    return pa.RecordBatch.from_pylist(found, schema=schema())


def _rows(scorer: Scorer, runs: Sequence[Run], id: str, text: str | None, path: str | None) -> Iterator[dict[str, Any]]:
    try:
        posting = _posting(scorer, id, text, path)
    except DocumentError as error:
        yield from (_skipped(id, run, error) for run in runs)
        return
    for run in runs:
        try:
            yield _row(id, run.guarded(posting))
        except DocumentError as error:
            yield _skipped(id, run, error)


def _posting(scorer: Scorer, id: str, text: str | None, path: str | None) -> Posting:
    if text is None and path is None:
        raise DocumentError(id, "the row holds neither a text nor a path", "empty")
    return scorer.posting(read_text(text, id) if text is not None else Path(str(path)))


def _skipped(id: str, run: Run, error: DocumentError) -> dict[str, Any]:
    return {"id": id, "cv": run.resume.path, "reason": error.reason, "code": error.code}


def _row(id: str, report: FitReport) -> dict[str, Any]:
    score = report.score
    return {
        "id": id,
        "cv": report.resume.path,
        "title": report.posting.title,
        "company": report.posting.company,
        "total": None if score.total is None else score.total / 16,
        "low": score.low / 16,
        "high": score.high / 16,
        "band": score.band,
        "required_met": score.required.met,
        "required_total": score.required.total,
        "preferred_met": score.preferred.met,
        "preferred_total": score.preferred.total,
        "report": render_entry(report),
    }


def mapper(
    scorer: Scorer, resumes: Resume | Sequence[Resume]
) -> Callable[[Iterable[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    """`score_batch` over a stream of batches: what Spark's ``mapInArrow`` takes.

    Example:
        ``postings.mapInArrow(mapper(scorer, resume), SPARK_SCHEMA)`` for a DataFrame with ``id`` and ``text``.
    """

    def each(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            yield score_batch(batch, scorer, resumes)

    return each


def score_table(source: Path, out: Path, scorer: Scorer, resumes: Resume | Sequence[Resume]) -> int:
    """Score a Parquet file of postings into another, a batch at a time; how many rows were written.

    Raises:
        FitscoreError: pyarrow is not there, or the file cannot be read, or has not the columns it needs.
    """
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise FitscoreError("tables need pyarrow: pip install 'fitscore[table]'") from None
    try:
        table = pq.ParquetFile(source)
    except (OSError, pa.ArrowException) as error:
        raise FitscoreError(f"{source}: cannot be read as a Parquet file ({str(error).splitlines()[0]})") from None
    count = 0
    with pq.ParquetWriter(out, schema()) as writer:
        wanted = [name for name in table.schema_arrow.names if name in ("id", "text", "path")]
        for batch in table.iter_batches(ROWS, columns=wanted):
            result = score_batch(batch, scorer, resumes)
            writer.write_batch(result)
            count += result.num_rows
    return count
