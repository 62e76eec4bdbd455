"""Plain text, and whatever no other reader claims."""

from __future__ import annotations

from typing import Final

from fitscore.model import Document
from fitscore.readers import limits, markdown
from fitscore.readers.decode import decode
from fitscore.readers.faults import Refused, Source, check_size

suffixes: Final = (".txt", ".text")
media_types: Final = ("text/plain",)

_KNOWN = {".pdf": "PDF", ".docx": "Word document", ".odt": "OpenDocument text", ".rtf": "RTF", ".doc": "Word document"}


def sniff(_source: Source) -> bool:
    """Always: this is the last reader to be asked."""
    return True


def read(source: Source) -> tuple[Document, ...]:
    """Read a text file in whatever encoding it is.

    Raises:
        Refused: it is no text, or too large.
    """
    check_size(source, limits.BYTES_TEXT)
    try:
        text, notes = decode(source.data)
    except Refused:
        if (known := _KNOWN.get(source.suffix)) is None:
            raise
        reason = f"the file is called {source.suffix} but holds no {known}, or a damaged one; save or export it again"
        raise Refused("damaged", reason) from None
    return markdown.document_of(text, source.name, notes)
