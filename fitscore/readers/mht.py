"""Pages saved by browsers with all they need: MHTML and Safari's web archives."""

from __future__ import annotations

import re
from typing import Final

from fitscore.model import Document
from fitscore.readers import html, limits
from fitscore.readers.decode import decode
from fitscore.readers.faults import Refused, Source, check_size

suffixes: Final = (".mht", ".mhtml", ".webarchive")
media_types: Final = ("multipart/related",)

_HEADERS = re.compile(rb"(?:[A-Za-z-]{2,40}:[^\n]{0,1000}\n(?:[ \t][^\n]{0,1000}\n){0,20}){2,30}", re.IGNORECASE)
_RELATED = re.compile(rb"content-type:\s*multipart/related", re.IGNORECASE)
_PLIST = b"bplist00"
_DAMAGED = "the saved page is damaged; save it again as HTML or PDF"


def sniff(source: Source) -> bool:
    """Whether the content is a multipart page or a web archive."""
    head = source.data[:8192].replace(b"\r\n", b"\n").lstrip()
    return source.data.startswith(_PLIST) or (bool(_HEADERS.match(head)) and bool(_RELATED.search(head)))


def read(source: Source) -> tuple[Document, ...]:
    """Read the page inside.

    Raises:
        Refused: it is too large, damaged, or holds no page.
    """
    check_size(source, limits.BYTES_BINARY)
    data, charset, url = _from_plist(source.data) if source.data.startswith(_PLIST) else _from_mime(source.data)
    if len(data) > limits.BYTES_MARKUP:
        raise Refused("too_large", "the saved page is larger than pages may be; save it as PDF or copy its text into a file")
    text, notes = decode(data, charset)
    return html.documents_of(text, notes, url)


def _from_plist(data: bytes) -> tuple[bytes, str | None, str]:
    import plistlib

    try:
        archive = plistlib.loads(data)
        resource = archive["WebMainResource"]
        content = resource["WebResourceData"]
        address = str(resource.get("WebResourceURL", ""))
        charset = str(resource.get("WebResourceTextEncodingName", "")) or None
    except Exception:
        raise Refused("damaged", _DAMAGED) from None
    if not isinstance(content, bytes):
        raise Refused("damaged", _DAMAGED)
    return content, charset, address


def _from_mime(data: bytes) -> tuple[bytes, str | None, str]:
    import email
    import email.policy

    try:
        message = email.message_from_bytes(data, policy=email.policy.compat32)
        parts = [part for part in message.walk() if part.get_content_type() in ("text/html", "application/xhtml+xml")]
        if not parts:
            raise Refused("empty", "the saved page holds no HTML; save it again as HTML or PDF")
        content = parts[0].get_payload(decode=True)
        address = str(parts[0].get("Content-Location", "") or message.get("Snapshot-Content-Location", ""))
        charset = parts[0].get_content_charset()
    except (ValueError, LookupError, TypeError, RecursionError, AttributeError):
        raise Refused("damaged", _DAMAGED) from None
    if not isinstance(content, bytes):
        raise Refused("damaged", _DAMAGED)
    return content, charset, address if address.startswith("http") else ""
