"""Document readers: any file of a job seeker to `Document`s. A new format is one module here and its name in `READERS`.

The text of a document is what every offset refers to. Lines end with a line feed, pages of a PDF with a form feed; cells of one row (a job
title and its right-aligned dates, the columns of a table) are parted by a tab; list items of formats with marked lists open with "• ".
Text and Markdown are kept as they are and only classified. What a reader of the page cannot see is in ``Document.hidden``.
"""

from __future__ import annotations

import os
from dataclasses import replace
from types import ModuleType
from typing import Final

from fitscore.errors import DocumentError
from fitscore.model import Document
from fitscore.readers import docx, html, json_file, markdown, mht, odt, pdf, plain, refusals, rtf
from fitscore.readers.collect import collect, read_bytes, shown_path
from fitscore.readers.faults import Refused, Source

__all__ = ["READERS", "collect", "read_document", "read_documents", "read_text"]

READERS: Final[tuple[ModuleType, ...]] = (pdf, docx, odt, rtf, mht, refusals, html, json_file, markdown, plain)
"""In the order in which they are asked. Each has ``suffixes``, ``media_types``, ``sniff(source)`` and ``read(source)``."""


def read_documents(path: str | os.PathLike[str], *, ocr: bool = False) -> tuple[Document, ...]:
    """Read every document of a file; only lists of postings (JSON, JSON-LD) hold more than one.

    Args:
        path: the file.
        ocr: recognise the text of scanned PDF pages, if the extra ``ocr`` or the program ``tesseract`` is there.

    Returns:
        At least one document. Of several, the third has the path ``file.json#3``.

    Raises:
        DocumentError: the file cannot be read; the message says why and what to do.
    """
    name = os.fsdecode(path)
    shown = shown_path(name)
    return _documents(Source(read_bytes(name), name, ocr), shown)


def read_document(path: str | os.PathLike[str], *, ocr: bool = False) -> Document:
    """Read a file's first document; see `read_documents`.

    Raises:
        DocumentError: the file cannot be read.
    """
    return read_documents(path, ocr=ocr)[0]


def read_text(text: str, path: str = "<text>") -> Document:
    r"""Read a text given directly, with its Markdown and tracker fields.

    Args:
        text: the text; line breaks become line feeds, all else is kept.
        path: what the document is called in reports.

    Raises:
        DocumentError: the text is empty.

    >>> document = read_text("# Baker\nCompany: Crust Ltd\nStage: Applied\n\n## You bring\n- Rye bread")
    >>> [line.kind.value for line in document.lines]
    ['heading', 'text', 'text', 'text', 'heading', 'bullet']
    >>> document.facts["company"], document.facts["tracker.Stage"]
    ('Crust Ltd', 'Applied')
    """
    return replace(_guarded(lambda: markdown.document_of(text, path), path)[0], path=path)


def _documents(source: Source, shown: str) -> tuple[Document, ...]:
    found = _guarded(lambda: _reader(source).read(source), shown)
    if len(found) == 1:
        return (replace(found[0], path=shown),)
    return tuple(replace(document, path=f"{shown}#{number}") for number, document in enumerate(found, 1))


def _reader(source: Source) -> ModuleType:
    return next(reader for reader in READERS if reader.sniff(source))


def _guarded(read, shown: str) -> tuple[Document, ...]:  # type: ignore[no-untyped-def]
    try:
        documents = read()
    except Refused as error:
        raise DocumentError(shown, error.reason, error.code) from None
    except (MemoryError, RecursionError):
        raise DocumentError(shown, "the file is too large or too deeply nested to read; save a simpler copy", "too_large") from None
    if not any(document.text.strip() for document in documents):
        raise DocumentError(shown, "the file holds no text; check that it is the right file", "empty")
    return tuple(document for document in documents if document.text.strip())
