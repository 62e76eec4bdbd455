"""Messages between fitscore and its reading process: a length, a JSON header, and the bytes the header announces."""

from __future__ import annotations

import json
import struct
from typing import IO, Any

_LENGTH = struct.Struct(">I")
_MOST_HEADER = 64 << 20


def write_frame(stream: IO[bytes], header: dict[str, Any], blob: bytes = b"") -> None:
    """Send one message.

    Raises:
        OSError: the other side is gone.
    """
    encoded = json.dumps({**header, "blob": len(blob)}, ensure_ascii=True).encode("ascii")
    stream.write(_LENGTH.pack(len(encoded)) + encoded)
    if blob:
        stream.write(blob)
    stream.flush()


def read_frame(stream: IO[bytes], most: int = 256 << 20) -> tuple[dict[str, Any], bytes] | None:
    """The next message, or None when the other side is gone or talks nonsense.

    Args:
        stream: where to read.
        most: how many bytes may follow the header.
    """
    prefix = stream.read(_LENGTH.size)
    if len(prefix) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(prefix)
    if length > _MOST_HEADER:
        return None
    encoded = stream.read(length)
    if len(encoded) < length:
        return None
    try:
        header = json.loads(encoded)
    except ValueError:
        return None
    size = header.pop("blob", 0) if isinstance(header, dict) else -1
    if not isinstance(size, int) or not 0 <= size <= most:
        return None
    blob = stream.read(size) if size else b""
    return (header, blob) if len(blob) == size else None
