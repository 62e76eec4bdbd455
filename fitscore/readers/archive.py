"""Zipped XML (DOCX, ODT) read with limits: capped reads, no DTDs, no depth bombs."""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ElementTree
import zipfile
import zlib
from collections.abc import Iterable
from typing import cast
from xml.etree.ElementTree import Element

from fitscore.readers import limits
from fitscore.readers.faults import Refused

_DAMAGED = "the file is damaged or was not saved completely; open it in your word processor and save it again"
_BOMB = "the file unpacks to far more than a document needs; save a simpler copy"
_DTD = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
_CHUNK = 1 << 16
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"


class Archive:
    """A zipped document, opened. Its parts are read with a cap on each and on all together.

    Raises:
        Refused: it is no zip file, damaged, or has too many parts.
    """

    def __init__(self, data: bytes) -> None:
        try:
            self.zip = zipfile.ZipFile(io.BytesIO(data))
            self.names = frozenset(self.zip.namelist())
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError):
            raise Refused("damaged", _DAMAGED) from None
        if len(self.names) > limits.PARTS:
            raise Refused("too_large", _BOMB)
        self.left = limits.PARTS_BYTES

    def part(self, name: str) -> bytes:
        """The bytes of one part.

        Raises:
            Refused: it is missing, damaged, encrypted, or unpacks to too much.
        """
        try:
            info = self.zip.getinfo(name)
            if info.flag_bits & 1:
                raise Refused("encrypted", "the document is protected by a password; save a copy without one")
            if info.file_size > limits.PART_BYTES:
                raise Refused("too_large", _BOMB)
            with self.zip.open(info) as file:
                data = file.read(min(limits.PART_BYTES, self.left) + 1)  # the declared size can lie
        except (KeyError, zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, EOFError, RuntimeError):
            raise Refused("damaged", _DAMAGED) from None
        self.left -= len(data)
        if len(data) > limits.PART_BYTES or self.left < 0:
            raise Refused("too_large", _BOMB)
        return data

    def xml(self, name: str) -> Element:
        """The root element of one XML part.

        Raises:
            Refused: as for `part`, or it is no XML, declares entities, or is nested too deeply.
        """
        data = self.part(name)
        if _DTD.search(data[:8192].replace(b"\0", b"")):
            raise Refused("damaged", "the file declares XML entities, which no word processor does; save it again as DOCX")
        data = data.replace(_STRICT, _TRANSITIONAL)
        builder: ElementTree.XMLPullParser[Element] = ElementTree.XMLPullParser(("start", "end"))
        root: Element | None = None
        depth = 0
        try:
            for start in range(0, len(data), _CHUNK):
                builder.feed(data[start : start + _CHUNK])
                for event, element in cast(Iterable[tuple[str, Element]], builder.read_events()):
                    root = element if root is None else root
                    depth += 1 if event == "start" else -1
                    if depth > limits.XML_DEPTH:
                        raise Refused("damaged", _DAMAGED)
            builder.close()
        except (ElementTree.ParseError, ValueError, LookupError):
            raise Refused("damaged", _DAMAGED) from None
        if root is None:
            raise Refused("damaged", _DAMAGED)
        return root
