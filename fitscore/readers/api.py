"""Reading files and texts: choose the reader, turn what it refuses into a `DocumentError`."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from typing import Final, Protocol, cast

from fitscore.errors import DocumentError
from fitscore.model import Diagnostic, Document
from fitscore.readers.faults import Refused, Source
from fitscore.readers.folders import read_bytes, shown_path

READERS: Final = ("pdf", "docx", "odt", "rtf", "mht", "refusals", "html", "json_file", "csv_file", "markdown", "plain")
"""Modules of this package, in the order in which they are asked: marks of content first, names of files last."""


_HALF = re.compile("[\ud800-\udfff]")
_TOO_LARGE = "the file is too large or too deeply nested to read; save a simpler copy"


class Reader(Protocol):
    """What a module in `READERS` offers."""

    suffixes: tuple[str, ...]
    media_types: tuple[str, ...]

    def sniff(self, source: Source) -> bool:
        """Whether this reader takes the file."""

    def read(self, source: Source) -> tuple[Document, ...]:
        """The documents of the file; raises `Refused`."""


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
    source = Source(read_bytes(name), name, ocr)
    found = _guarded(lambda: _read(source), shown)
    if len(found) == 1:
        return (replace(found[0], path=shown),)
    return tuple(replace(document, path=f"{shown}#{number}") for number, document in enumerate(found, 1))


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
    from fitscore.readers.markdown import document_of

    return replace(_guarded(lambda: document_of(text, path), path)[0], path=path)


def _read(source: Source) -> tuple[Document, ...]:
    for name in READERS:
        reader = cast(Reader, import_module(f"fitscore.readers.{name}"))
        if reader.sniff(source):
            return tuple(_renamed(document, source, reader) for document in reader.read(source))
    raise Refused("unsupported", "no reader takes this file; save it as PDF, DOCX or text")


def _renamed(document: Document, source: Source, reader: Reader) -> Document:
    """The document, with a word when a binary format's name is not that of its content."""
    known = (".pdf", ".docx", ".odt", ".rtf", ".doc")
    if source.suffix not in known or source.suffix in reader.suffixes:
        return document
    kind = reader.suffixes[0].removeprefix(".").upper()
    kind = "plain text" if kind == "TXT" else kind
    message = f"The file is called {source.suffix} but holds {kind}; it was read as what it holds."
    return replace(document, diagnostics=(*document.diagnostics, Diagnostic(code="renamed", message=message)))


def _writable(document: Document) -> Document:
    """The document with U+FFFD for halves of characters, which JSON can hold and no output can."""
    if document.text.isascii() and not _HALF.search("".join((*document.facts.values(), *document.links))):
        return document
    facts = {key: _HALF.sub("\ufffd", value) for key, value in document.facts.items()}
    links = tuple(_HALF.sub("\ufffd", link) for link in document.links)
    return replace(document, text=_HALF.sub("\ufffd", document.text), facts=facts, links=links)


def _guarded(read: Callable[[], tuple[Document, ...]], shown: str) -> tuple[Document, ...]:
    """The documents that hold text.

    Raises:
        DocumentError: there are none.
    """
    try:
        documents = read()
    except Refused as error:
        raise DocumentError(shown, error.reason, error.code) from None
    except (MemoryError, RecursionError):
        raise DocumentError(shown, _TOO_LARGE, "too_large") from None
    found = tuple(_writable(document) for document in documents if document.text.strip())
    if not found:
        raise DocumentError(shown, "the file holds no text; check that it is the right file", "empty")
    return found
