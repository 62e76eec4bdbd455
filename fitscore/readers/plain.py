"""Plain text, and whatever no other reader claims."""

from __future__ import annotations

from typing import Final

from fitscore.model import Document
from fitscore.readers import limits, markdown
from fitscore.readers.decode import decode
from fitscore.readers.faults import Source, check_size

suffixes: Final = (".txt", ".text")
media_types: Final = ("text/plain",)


def sniff(_source: Source) -> bool:
    """Always: this is the last reader to be asked."""
    return True


def read(source: Source) -> tuple[Document, ...]:
    """Read a text file in whatever encoding it is.

    Raises:
        Refused: it is no text, or too large.
    """
    check_size(source, limits.BYTES_TEXT)
    text, notes = decode(source.data)
    return markdown.document_of(text, source.name, notes)
