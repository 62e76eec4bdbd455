"""Document readers: any file of a job seeker to `Document`s. A new format is one module here and its name in `READERS`.

The text of a document is what every offset refers to. Lines end with a line feed, pages of a PDF with a form feed; cells of one
row (a job title and its right-aligned dates, the columns of a table) are parted by a tab; list items of formats with marked lists
open with "• ". Text and Markdown are kept as they are and only classified. What a reader of the page cannot see is in
``Document.hidden``; in a PDF it stands at the end of its page, in region -1.

Names are imported when they are first used: the reading process for PDFs must start fast.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fitscore.readers.api import READERS, read_document, read_documents, read_text
    from fitscore.readers.folders import collect, read_bytes

__all__ = ["READERS", "collect", "read_bytes", "read_document", "read_documents", "read_text"]


def __getattr__(name: str) -> Any:
    if name in __all__:
        return getattr(import_module(f"fitscore.readers.{'folders' if name in ('collect', 'read_bytes') else 'api'}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
