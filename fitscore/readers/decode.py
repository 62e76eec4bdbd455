"""Bytes to text: byte-order marks, UTF-16 without one, UTF-8 (also with stray Windows bytes), Windows-1252."""

from __future__ import annotations

import codecs
import re

from fitscore.model import Diagnostic
from fitscore.readers.faults import Refused

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROLS = bytes(sorted({*range(1, 32), 127} - set(b"\t\n\r\f\v\x1b")))
_MOST_CONTROLS, _MOST_NULS = 0.02, 0.3
_CP1252 = bytes(range(128, 256)).decode("cp1252", "replace").replace("\ufffd", " ")
_STRAY = re.compile("[\udc80-\udcff]")
_LINE_BREAKS = re.compile(r"\r\n?|[\v\x85\u2028\u2029]|[\x1c-\x1e]")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0e-\x1b\x7f\ufffe\uffff\ud800-\udfff]")


def decode(data: bytes, declared: str | None = None) -> tuple[str, tuple[Diagnostic, ...]]:
    r"""The text of a file, with line feeds as its only line breaks and no byte-order mark.

    Args:
        data: the file's bytes.
        declared: the encoding the file names for itself (``<meta charset>``), believed when it is not UTF-8 after all.

    Returns:
        The text, and diagnostics about its encoding.

    Raises:
        Refused: the bytes are not text.

    >>> decode(b"na\xefve \x96 r\xe9sum\xe9\r\n")[0]
    'naïve – résumé\n'
    """
    text, notes = _decoded(data, declared)
    return tidy(text), notes


def tidy(text: str) -> str:
    """Text with line feeds only, without marks and characters that no output can carry."""
    text = _LINE_BREAKS.sub("\n", text.removeprefix("\ufeff"))
    return _UNPRINTABLE.sub("", text)


def _decoded(data: bytes, declared: str | None) -> tuple[str, tuple[Diagnostic, ...]]:
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace"), ()
    if b"\0" in data:
        wide = _wide(data)
        if wide is not None:
            return wide, ()
    _check_binary(data)
    notes: tuple[Diagnostic, ...] = ()
    if b"\0" in data:
        notes = (Diagnostic(code="encoding", message="The file holds NUL bytes; they were left out."),)
        data = data.replace(b"\0", b"")
    try:
        return data.decode("utf-8"), notes
    except UnicodeDecodeError:
        pass
    text = _mended(data)
    if text is not None:
        mixed = Diagnostic(code="encoding", message="The file mixes UTF-8 with Windows-1252 letters; both were read.")
        return text, (*notes, mixed)
    if declared and (text := _by_name(data, declared)) is not None:
        return text, notes
    return data.decode("cp1252", "replace").replace("\ufffd", ""), notes


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: NUL bytes mostly at even or at odd places."""
    sample = data[:4096]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) / 2
    for count, other, name in ((odd, even, "utf-16-le"), (even, odd, "utf-16-be")):
        if count > 0.4 * half and other < 0.1 * half:
            text = data.decode(name, "replace")
            odd = len(_UNPRINTABLE.findall(text[:4096])) + text[:4096].count("\ufffd")
            return text if odd <= _MOST_CONTROLS * len(text[:4096]) else None
    return None


def _check_binary(data: bytes) -> None:
    sample = data[:65536]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    if controls > max(2.0, _MOST_CONTROLS * len(sample)) or sample.count(0) > _MOST_NULS * len(sample):
        raise Refused("unsupported", "this is not a text file; save it as PDF, DOCX or plain text")


def _by_name(data: bytes, name: str) -> str | None:
    try:
        codec = codecs.lookup(name)
        return str(data.decode(codec.name)) if codec._is_text_encoding else None
    except (LookupError, UnicodeError, ValueError):
        return None


def _mended(data: bytes) -> str | None:
    """UTF-8 with a few stray Windows-1252 bytes, when the UTF-8 part is the larger."""
    text = data.decode("utf-8", "surrogateescape")
    stray = sum("\udc80" <= char <= "\udcff" for char in text)
    wide = sum(char > "\x7f" for char in text) - stray
    return _STRAY.sub(lambda found: _CP1252[ord(found.group()) - 0xDC80], text) if wide > stray else None
