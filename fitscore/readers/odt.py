"""ODT: the same walk on ``content.xml``: paragraphs, headings, lists, tables, text boxes; deleted text left out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final
from xml.etree.ElementTree import Element

from fitscore.model import Document, LineKind
from fitscore.readers import limits
from fitscore.readers.archive import Archive
from fitscore.readers.assemble import Row, assemble
from fitscore.readers.faults import Refused, Source, check_size

suffixes: Final = (".odt", ".ott")
media_types: Final = ("application/vnd.oasis.opendocument.text",)

_OASIS = "{urn:oasis:names:tc:opendocument:xmlns:"
_TEXT = _OASIS + "text:1.0}"
_TABLE = _OASIS + "table:1.0}"
_DRAW = _OASIS + "drawing:1.0}"
_OFFICE = _OASIS + "office:1.0}"
_XLINK = "{http://www.w3.org/1999/xlink}"
_DROPPED = frozenset(
    (_TEXT + "tracked-changes", _OFFICE + "annotation", _TEXT + "note-citation", _OFFICE + "forms", _TEXT + "sequence-decls")
)
_MOST_SPACES = 40


@dataclass(slots=True)
class _Walk:
    rows: list[Row] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)


def sniff(source: Source) -> bool:
    """Whether the content is an OpenDocument text."""
    head = source.data[:200]
    if not head.startswith(b"PK\x03\x04"):
        return False
    told = b"application/vnd.oasis.opendocument.text" in head  # the first part, stored as it is; some tools pack it
    return told or (source.suffix in suffixes and b"content.xml" in source.data)


def read(source: Source) -> tuple[Document, ...]:
    """Read an ODT.

    Raises:
        Refused: it is damaged, encrypted or too large.
    """
    check_size(source, limits.BYTES_BINARY)
    archive = Archive(source.data)
    if "META-INF/manifest.xml" in archive.names and b"encryption-data" in archive.part("META-INF/manifest.xml"):
        raise Refused("encrypted", "the document is protected by a password; save a copy without one")
    walk = _Walk()
    if "styles.xml" in archive.names:  # headers and footers live with the page styles
        for header in archive.xml("styles.xml").iter(_OASIS + "style:1.0}header"):
            _block(walk, header, 0)
    body = archive.xml("content.xml").find(f"{_OFFICE}body/{_OFFICE}text")
    if body is None:
        raise Refused("damaged", "the document has no text part; save it again as ODT, DOCX or PDF")
    _block(walk, body, 0)
    return (assemble(walk.rows, media_type=media_types[0], links=walk.links),)


def _block(walk: _Walk, container: Element, depth: int) -> None:
    """Walk over the blocks of a container. ``depth`` counts the lists around it."""
    for element in container:
        tag = element.tag
        if tag in _DROPPED:
            continue
        if tag == _TEXT + "h":
            _paragraph(walk, element, LineKind.HEADING, _level(element))
        elif tag == _TEXT + "p":
            _paragraph(walk, element, LineKind.BULLET if depth else LineKind.TEXT, depth)
        elif tag == _TEXT + "list":
            _list(walk, element, depth + 1)
        elif tag == _TABLE + "table-row":
            _table_row(walk, element)
        else:
            _block(walk, element, depth)


def _list(walk: _Walk, element: Element, depth: int) -> None:
    for item in element:
        before = len(walk.rows)
        _block(walk, item, depth)
        for number in range(before + 1, len(walk.rows)):  # only the first paragraph of an item carries the mark
            row = walk.rows[number]
            if row.kind is LineKind.BULLET and row.level == depth:
                walk.rows[number] = Row(text=row.text.removeprefix("• "))


def _table_row(walk: _Walk, row: Element) -> None:
    start = len(walk.rows)
    cells: list[list[Row]] = []
    for cell in row:
        before = len(walk.rows)
        _block(walk, cell, 0)
        cells.append(walk.rows[before:])
    filled = [cell for cell in cells if cell]
    if len(filled) > 1 and all(len(cell) == 1 and cell[0].kind is not LineKind.BULLET for cell in filled):
        del walk.rows[start:]
        walk.rows.append(Row(text="\t".join(cell[0].text for cell in filled), kind=LineKind.CELL))


def _level(element: Element) -> int:
    level = element.get(_TEXT + "outline-level", "1")
    return int(level) if level.isdecimal() and len(level) < 3 else 1


def _paragraph(walk: _Walk, element: Element, kind: LineKind, level: int) -> None:
    pieces: list[str] = []
    boxes: list[Element] = []
    _inline(walk, element, pieces, boxes)
    mark = "• " if kind is LineKind.BULLET else ""
    for line in filter(None, map(str.strip, "".join(pieces).split("\n"))):
        walk.rows.append(Row(text=mark + line, kind=kind, level=level))
        if kind is LineKind.BULLET:  # a line break inside an item opens no other item
            kind, mark, level = LineKind.TEXT, "", 0
    for box in boxes:
        _block(walk, box, 0)


def _inline(walk: _Walk, parent: Element, pieces: list[str], boxes: list[Element]) -> None:
    pieces.append(_spaced(parent.text))
    for element in parent:
        tag = element.tag
        if tag == _TEXT + "s":
            count = element.get(_TEXT + "c", "1")
            pieces.append(" " * min(int(count) if count.isdecimal() and len(count) < 4 else 1, _MOST_SPACES))
        elif tag == _TEXT + "tab":
            pieces.append("\t")
        elif tag == _TEXT + "line-break":
            pieces.append("\n")
        elif tag in (_DRAW + "frame", _DRAW + "text-box", _DRAW + "custom-shape", _TEXT + "note"):
            boxes.append(element)
        elif tag not in _DROPPED:
            if tag == _TEXT + "a":
                walk.links.append(element.get(_XLINK + "href", ""))
            _inline(walk, element, pieces, boxes)
        pieces.append(_spaced(element.tail))


def _spaced(text: str | None) -> str:
    """Text as ODT means it: line breaks of the XML are spaces."""
    return " ".join(text.split("\n")) if text else ""
