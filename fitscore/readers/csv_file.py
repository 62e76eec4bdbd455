"""CSV and TSV: the table a job tracker exports, one posting a row. Rows without a posting's text are left out."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from typing import Final

from fitscore.model import Diagnostic, Document
from fitscore.readers import limits
from fitscore.readers.assemble import assemble, cut_note
from fitscore.readers.decode import decode
from fitscore.readers.faults import Refused, Source, check_size
from fitscore.readers.fields import facts_from
from fitscore.readers.job_facts import head_rows
from fitscore.readers.markup import rows_from

suffixes: Final = (".csv", ".tsv")
media_types: Final = ("text/csv",)

_BODY_FEWEST = 200
_SAMPLE = 16_384


def sniff(source: Source) -> bool:
    """Whether the name is that of a table."""
    return source.suffix in suffixes


def read(source: Source) -> tuple[Document, ...]:
    """Read a table of postings: columns by their names, the longest text of a row as the posting.

    Raises:
        Refused: it is no table, too large, or no row holds the text of a posting.
    """
    check_size(source, limits.BYTES_MARKUP)
    text, notes = decode(source.data)
    rows = [row for row in _rows(text) if _body(row)]
    if not rows:
        raise Refused("empty", "no row of the table holds the text of a posting; give the texts of the postings themselves")
    if len(rows) > limits.JSON_POSTINGS:
        notes = (*notes, cut_note(f"only the first {limits.JSON_POSTINGS} postings of the file were read"))
    return tuple(_document(row, notes) for row in rows[: limits.JSON_POSTINGS])


def _rows(text: str) -> list[dict[str, str]]:
    """The rows of a table by column name.

    Raises:
        Refused: it cannot be read as a table.
    """
    try:
        dialect: type[csv.Dialect] | csv.Dialect = csv.Sniffer().sniff(text.split("\n", 1)[0][:_SAMPLE], ",;\t|")
        dialect.doublequote = True
    except csv.Error:
        dialect = csv.excel
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), dialect))
    except csv.Error:
        raise Refused("damaged", "the table cannot be read; export it again as CSV") from None
    names = [name.strip() for name in lines[0]] if lines else []
    return [dict(zip(names, line, strict=False)) for line in lines[1:] if any(cell.strip() for cell in line)]


def _body(row: Mapping[str, str]) -> str:
    """The text of the posting in a row: its longest cell, when that is long enough."""
    body = max(row.values(), key=len, default="")
    return body if len(body) >= _BODY_FEWEST else ""


def _document(row: Mapping[str, str], notes: tuple[Diagnostic, ...]) -> Document:
    body = _body(row)
    facts = facts_from((name, cell) for name, cell in row.items() if name and cell is not body and len(cell) < _BODY_FEWEST)
    return assemble([*head_rows(facts), *rows_from(body)], media_type=media_types[0], facts=facts, diagnostics=notes)
