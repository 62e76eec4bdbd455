"""PDF: the parent's side. Everything that touches the file runs in the reading process (`worker`)."""

from __future__ import annotations

import re
from typing import Any, Final

from fitscore.model import Diagnostic, Document, Severity
from fitscore.readers import limits
from fitscore.readers.assemble import Row, assemble, cut_note
from fitscore.readers.faults import Refused, Source, check_size
from fitscore.readers.pdf_headings import PageLine, rows_of

suffixes: Final = (".pdf",)
media_types: Final = ("application/pdf",)

_MAGIC = re.compile(rb"%PDF-\d")
_HEAD = 1024


def sniff(source: Source) -> bool:
    """Whether the content is a PDF: its mark stands within the first kilobyte."""
    return bool(_MAGIC.search(source.data[:_HEAD]))


def read(source: Source) -> tuple[Document, ...]:
    """Read a PDF in the reading process.

    Raises:
        Refused: it is damaged, encrypted, too large, too slow, or has no text.
    """
    from fitscore.readers.worker_client import read_pdf

    check_size(source, limits.BYTES_BINARY)
    messages = read_pdf(source.data, source.ocr)
    last = messages[-1][0]
    if "error" in last:
        raise Refused(str(last["error"]), str(last["reason"]))
    pages = [(header, blob) for header, blob in messages if "page" in header]
    recognised: list[Row] = []
    told: list[tuple[int, list[PageLine]]] = []
    notes: list[Diagnostic] = []
    for header, blob in pages:
        if blob:
            from fitscore.readers.ocr import recognise

            recognised += recognise(blob, header["page"])
            notes.append(_note("ocr", f"Page {header['page']} is a picture; its text was recognised and may hold errors."))
        else:
            lines = [PageLine(*line) for line in header.get("lines", ())]
            told.append((header["page"], lines))
    rows = sorted([*rows_of(told), *recognised], key=lambda row: row.page or 0)
    _check_text(pages, rows, ocr=source.ocr)
    count = int(messages[0][0].get("pages", len(pages)))
    notes += _notes(pages, count, last)
    links = [link for header, _ in pages for link in header.get("links", ())]
    document = assemble(rows, media_type=media_types[0], links=links, diagnostics=notes, pages=count)
    return (document,)


def _check_text(pages: list[tuple[dict[str, Any], bytes]], rows: list[Row], *, ocr: bool) -> None:
    """Refuse a document without readable text.

    Raises:
        Refused: ``no_text_layer``, ``empty`` or ``damaged``.
    """
    headers = [header for header, _ in pages]
    letters = sum(char.isalnum() for row in rows for char in row.text)
    scanned = [header["page"] for header in headers if header.get("picture")]
    if scanned and len(scanned) == len(headers) and not (ocr and letters):
        which = "page 1 is a picture" if len(scanned) == 1 else "its pages are pictures"
        raise Refused(
            "no_text_layer",
            f"{which} (a scan) without text; export it as a text PDF or DOCX, or run again with text recognition (--ocr)",
        )
    unreadable = sum(header.get("unreadable", 0) for header in headers)
    if letters < 3 and unreadable > letters:
        raise Refused("no_text_layer", "its letters are stored as drawings, not as text; export it again with real text")
    if letters == 0 and headers and all(header.get("damaged") for header in headers):
        raise Refused("damaged", "none of its pages can be read; save or export it again")
    if letters == 0 and any(header.get("objects") for header in headers):
        raise Refused("no_text_layer", "it holds drawings or pictures but no text; export it as a text PDF or DOCX")
    if letters == 0:
        raise Refused("empty", "the PDF holds no text; check that it is the right file")


def _note(code: str, message: str, severity: Severity = Severity.WARNING) -> Diagnostic:
    return Diagnostic(code=code, message=message, severity=severity)


def _notes(pages: list[tuple[dict[str, Any], bytes]], count: int, last: dict[str, Any]) -> list[Diagnostic]:
    """What is odd about the file as a whole."""
    notes: list[Diagnostic] = []
    for header, blob in pages:
        number = header["page"]
        if header.get("damaged"):
            notes.append(_note("damaged_page", f"Page {number} is damaged and was not read."))
        if header.get("cut"):
            notes.append(cut_note(f"page {number} was read only up to {limits.CHARACTERS_PAGE:,} characters"))
        if header.get("picture") and not blob:
            notes.append(_note("no_text_layer", f"Page {number} is a picture without text and was not read."))
        if header.get("columns", 1) > 1:
            message = f"Page {number} has two columns; they were read one after the other. Simpler readers may mix them."
            notes.append(_note("columns", message, Severity.INFO))
    if "failed" in last:
        notes.append(_note("damaged_page", f"Only the first {len(pages)} of {count} pages were read: {last['failed']}."))
    elif count > len(pages):
        notes.append(cut_note(f"only the first {len(pages)} of {count} pages were read"))
    keywords = str(last.get("meta", {}).get("Keywords", "")).strip()
    if keywords:
        shown = keywords if len(keywords) <= 80 else keywords[:79] + "…"
        message = f"The file carries keywords that no page shows; they are not counted: “{shown}”."
        notes.append(_note("metadata_keywords", message, Severity.INFO))
    return notes
