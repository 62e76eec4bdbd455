"""Formats that are known but cannot be read, each with its sentence: old Word files, encrypted ones, pictures, archives."""

from __future__ import annotations

from typing import Final

from fitscore.model import Document
from fitscore.readers.faults import Refused, Source

suffixes: Final = (".doc", ".png", ".jpg", ".jpeg", ".zip", ".pages", ".xlsx", ".pptx")
media_types: Final = ()

_ENCRYPTED = "the document is protected by a password; save a copy without one"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"BM", b"\0\0\1\0")
_PACKED = (b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"\xfd7zXZ", b"BZh")
_SIGNS = (_OLE, b"PK\x03\x04", b"PK\x05\x06", b"{\\rtf", *_PICTURES, *_PACKED)


def sniff(source: Source) -> bool:
    """Whether the content carries the mark of a format that cannot be read."""
    data = source.data
    if data.startswith((b"BM", b"BZh")) and b"\0" not in data[:64]:  # may be the start of a text
        return False
    return data.startswith(_SIGNS) or _is_media(data)


def _is_media(data: bytes) -> bool:
    return (data[:4] == b"RIFF" and data[8:12] == b"WEBP") or data[4:8] == b"ftyp"


def read(source: Source) -> tuple[Document, ...]:
    """Say what the file is and what to do.

    Raises:
        Refused: always.
    """
    data = source.data
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise Refused("encrypted", _ENCRYPTED)
        if source.suffix in (".docx", ".docm", ".dotx"):
            raise Refused("encrypted", "the document is protected by a password, or an old .doc renamed; save it as plain DOCX")
        raise Refused("unsupported", "this is an old Word (.doc) or other Office file; save it as DOCX or PDF")
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        raise Refused("unsupported", _zip_reason(data))
    if data.startswith(_PACKED):
        raise Refused("unsupported", "this is a packed archive; unpack it and give the files in it")
    raise Refused("no_text_layer", "this is a picture without text; save the document as PDF, DOCX or text")


def _zip_reason(data: bytes) -> str:
    for part, reason in (
        (b"xl/", "this is a spreadsheet; save it as text or PDF"),
        (b"ppt/", "this is a presentation; save it as PDF"),
        (b"Index/", "this is a Pages document; export it as PDF or Word"),
    ):
        if part in data[:4096] or part in data[-8192:]:
            return reason
    return "this is a ZIP archive or a damaged Office file; unpack it, or save the document again as DOCX or PDF"
