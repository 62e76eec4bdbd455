"""JSON files: one posting or CV, a list of them, or one a line."""

from __future__ import annotations

from itertools import islice
from typing import Any, Final

from fitscore.model import Document
from fitscore.readers import limits
from fitscore.readers.assemble import assemble, cut_note
from fitscore.readers.decode import decode
from fitscore.readers.faults import Refused, Source, check_size
from fitscore.readers.job_facts import load_json
from fitscore.readers.json_shapes import documents_in

suffixes: Final = (".json", ".jsonl", ".ndjson", ".jsonld")
media_types: Final = ("application/json",)


def sniff(source: Source) -> bool:
    """Whether the name is that of a JSON file and the content opens as one, or the content is JSON under another name."""
    head = source.data[:4096].replace(b"\0", b"").removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe").lstrip()
    if source.suffix in suffixes:
        return True
    if head[:1] not in (b"{", b"[") or len(source.data) > limits.BYTES_MARKUP:
        return False
    try:
        value = load_json(decode(source.data)[0])
    except (ValueError, Refused):
        return False
    return isinstance(value, dict) or (isinstance(value, list) and any(isinstance(item, dict) for item in value))


def read(source: Source) -> tuple[Document, ...]:
    """Read a JSON file.

    Raises:
        Refused: it is no JSON, too large, or holds no text.
    """
    check_size(source, limits.BYTES_MARKUP)
    text, notes = decode(source.data)
    if not text.strip():
        raise Refused("empty", "the file is empty; save it again")
    shaped = list(islice(documents_in(_value(text, source.suffix)), limits.JSON_POSTINGS + 1))
    if len(shaped) > limits.JSON_POSTINGS:
        shaped.pop()
        notes = (*notes, cut_note(f"only the first {limits.JSON_POSTINGS} postings of the file were read"))
    shaped = [item for item in shaped if item.rows]
    if not shaped:
        raise Refused("empty", "the JSON holds no text of a posting or CV; check that it is the right file")
    return tuple(
        assemble(item.rows, media_type=media_types[0], facts=item.facts, diagnostics=(*notes, *item.diagnostics))
        for item in shaped
    )


def _value(text: str, suffix: str) -> Any:
    """The JSON value of a text; a list of the values of its lines when it holds one a line."""
    try:
        return load_json(text)
    except ValueError as error:
        lines = [line for line in text.split("\n") if line.strip()]
        if len(lines) > 1 and (suffix in (".jsonl", ".ndjson") or lines[0].strip().endswith("}")):
            try:
                return [load_json(line) for line in lines[: limits.JSON_POSTINGS + 1]]
            except ValueError:
                pass
        place = f" (line {error.lineno})" if hasattr(error, "lineno") else ""
        raise Refused("damaged", f"this is not valid JSON{place}; save it again, or as text") from None
