"""DOCX: header, body, footer, with text boxes once, tables, content controls, tracked insertions, list marks and hidden runs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final
from xml.etree.ElementTree import Element

from fitscore.model import Document, LineKind, Span
from fitscore.readers import limits
from fitscore.readers.archive import Archive
from fitscore.readers.assemble import Row, assemble
from fitscore.readers.docx_parts import Parts, Style, W, is_on, load, main_part, value
from fitscore.readers.faults import Refused, Source, check_size
from fitscore.text import SURE_BULLETS

suffixes: Final = (".docx", ".docm", ".dotx")
media_types: Final = ("application/vnd.openxmlformats-officedocument.wordprocessingml.document",)

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_INLINE = frozenset(
    W + tag for tag in ("hyperlink", "ins", "smartTag", "fldSimple", "sdtContent", "moveTo", "customXml", "dir", "bdo")
)
_BLOCKS = frozenset(W + tag for tag in ("sdtContent", "ins", "moveTo", "customXml"))
_HEADING_STYLE = re.compile(r"(?:heading|überschrift|titre|título|titolo|kop|rubrik|nagłówek)\s*(?P<level>[1-9])")
_TITLE_STYLES = frozenset(("title", "titel", "titre", "subtitle"))
_SYMBOL_BULLETS = frozenset((0xF0A7, 0xF0B7, 0xF0D8, 0xF0FC, 0xF076, 0xF0A8, 0xF06E))
_TYPED_BULLET = re.compile(rf"[·{SURE_BULLETS}]\s*|[-–*]\s+(?=\S)")
_WHITE = frozenset(("FFFFFF", "FEFEFE", "FDFDFD", "FCFCFC"))
_TINY = 4
_BOLD_LONGEST = 80


@dataclass(slots=True)
class _Piece:
    """Text of one run: is it hidden, is it bold."""

    text: str
    hidden: bool
    bold: bool


@dataclass(slots=True)
class _Walk:
    """The walk over a document: what it knows, and the rows found so far. ``budget`` counts the characters still wanted."""

    parts: Parts
    rows: list[Row] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    budget: int = limits.CHARACTERS + 1
    region: int = 0


def sniff(source: Source) -> bool:
    """Whether the content is a zip file with the parts of a Word document."""
    return source.data.startswith(b"PK\x03\x04") and (
        b"word/" in source.data or (source.suffix in suffixes and b"[Content_Types].xml" in source.data)
    )


def read(source: Source) -> tuple[Document, ...]:
    """Read a DOCX.

    Raises:
        Refused: it is damaged, encrypted or too large.
    """
    check_size(source, limits.BYTES_BINARY)
    archive = Archive(source.data)
    main = main_part(archive)
    if main is None:
        raise Refused("unsupported", "the archive holds no Word document; save the document again as DOCX or PDF")
    walk = _Walk(load(archive, main))
    for header in walk.parts.headers:
        _block(walk, header)
    body = walk.parts.main.find(W + "body")
    _block(walk, body if body is not None else walk.parts.main)
    for footer in walk.parts.footers:
        _block(walk, footer)
    return (assemble(walk.rows, media_type=media_types[0], links=walk.links),)


def _block(walk: _Walk, container: Element) -> None:
    """Walk over paragraphs, tables and content controls."""
    for element in container:
        if walk.budget < 0:
            return
        if element.tag == W + "p":
            _paragraph(walk, element)
        elif element.tag == W + "tbl":
            _table(walk, element)
        elif element.tag == W + "sdt":
            content = element.find(W + "sdtContent")
            if content is not None:
                _block(walk, content)
        elif element.tag in _BLOCKS:
            _block(walk, element)


def _table(walk: _Walk, table: Element) -> None:
    """Rows whose cells hold one paragraph each become one line, cells parted by tabs; other cells are read one by one."""
    for row in _unwrapped(table, "tr"):
        start = len(walk.rows)
        cells: list[list[Row]] = []
        for cell in _unwrapped(row, "tc"):
            before = len(walk.rows)
            _block(walk, cell)
            cells.append([found for found in walk.rows[before:] if found.text.strip()])
        filled = [cell for cell in cells if cell]
        if len(filled) > 1 and all(len(cell) == 1 and cell[0].kind is not LineKind.BULLET for cell in filled):
            del walk.rows[start:]
            walk.rows.append(_joined([cell[0] for cell in filled]))


def _joined(cells: Sequence[Row]) -> Row:
    hidden: list[Span] = []
    text = ""
    for cell in cells:
        text += "\t" if text else ""
        hidden += [Span(len(text) + start, len(text) + end) for start, end in cell.hidden]
        text += cell.text
    return Row(text=text, kind=LineKind.CELL, hidden=tuple(hidden))


def _unwrapped(parent: Element, tag: str) -> Iterator[Element]:
    """Rows of a table or cells of a row, also those inside content controls."""
    for element in parent:
        if element.tag == W + tag:
            yield element
        elif element.tag == W + "sdt" or element.tag in _BLOCKS:
            content = element.find(W + "sdtContent")
            yield from _unwrapped(content if content is not None else element, tag)


def _paragraph(walk: _Walk, paragraph: Element) -> None:
    pieces: list[_Piece] = []
    boxes: list[Element] = []
    layout = paragraph.find(W + "pPr")
    style = walk.parts.styles.get(value(layout, "pStyle"), Style())
    _inline(walk, paragraph, pieces, boxes, _style_bold(walk.parts, style))
    mark, depth = _list_mark(walk.parts, layout, style)
    level = 0 if mark else _heading_level(walk.parts, layout, style)
    for line in _lines(pieces):
        row = _row(line, mark, depth, level)
        if row is not None:
            walk.rows.append(row)
            walk.budget -= len(row.text)
            mark = "" if row.kind is LineKind.BULLET else mark
    for box in boxes:
        _block(walk, box)


def _row(pieces: Sequence[_Piece], mark: str, depth: int, level: int) -> Row | None:
    """The row of one line of a paragraph, None when it is blank."""
    text = "".join(piece.text for piece in pieces)
    body = text.strip()
    if not body:
        return None
    kind, indent = LineKind.TEXT, 0
    lead = len(text) - len(text.lstrip())
    if not mark and (typed := _TYPED_BULLET.match(body)) and typed.end() < len(body):
        mark, lead, body = "• ", lead + typed.end(), body[typed.end() :]
    if mark:
        kind, indent = LineKind.BULLET, max(1, depth)
    elif level and len(body) <= 2 * _BOLD_LONGEST:
        kind, indent = LineKind.HEADING, level
    elif len(body) <= _BOLD_LONGEST and _all_bold(pieces) and "\t" not in body and not body.endswith((".", ",", ";")):
        kind = LineKind.HEADING
    hidden, at = [], len(mark) - lead
    for piece in pieces:
        start, end = max(at, 0), min(at + len(piece.text), len(mark) + len(body))
        if piece.hidden and piece.text.strip() and start < end:
            hidden.append(Span(start, end))
        at += len(piece.text)
    return Row(text=mark + body, kind=kind, level=indent, hidden=tuple(hidden))


def _all_bold(pieces: Sequence[_Piece]) -> bool:
    filled = [piece for piece in pieces if piece.text.strip()]
    return bool(filled) and all(piece.bold and not piece.hidden for piece in filled)


def _lines(pieces: Sequence[_Piece]) -> Iterator[list[_Piece]]:
    """The pieces of a paragraph, split at line breaks."""
    line: list[_Piece] = []
    for piece in pieces:
        for number, text in enumerate(piece.text.split("\n")):
            if number:
                yield line
                line = []
            line.append(_Piece(text, piece.hidden, piece.bold))
    yield line


def _style_bold(parts: Parts, style: Style) -> bool:
    for _ in range(10):
        if style.bold is not None:
            return style.bold
        style = parts.styles.get(style.based_on, Style(bold=False))
    return False


def _heading_level(parts: Parts, layout: Element | None, style: Style) -> int:
    """The heading level of a paragraph by its own outline level, its style's name, or that of a style it is based on."""
    own = value(layout, "outlineLvl", "9")
    if own.isdigit() and int(own) < 9:
        return int(own) + 1
    for _ in range(10):
        if match := _HEADING_STYLE.match(style.name):
            return int(match["level"])
        if style.name in _TITLE_STYLES:
            return 1
        if style.outline:
            return style.outline
        if style.based_on not in parts.styles:
            break
        style = parts.styles[style.based_on]
    return 0


def _list_mark(parts: Parts, layout: Element | None, style: Style) -> tuple[str, int]:
    """The mark a list paragraph opens with, and its depth from 1; an empty mark for other paragraphs."""
    own = layout.find(W + "numPr") if layout is not None else None
    number, depth = style.number, style.depth
    parent = style
    for _ in range(10):
        if number is not None or parent.based_on not in parts.styles:
            break
        parent = parts.styles[parent.based_on]
        number, depth = parent.number, parent.depth
    if own is not None:
        number = value(own, "numId", number or "-")
        level = value(own, "ilvl", str(depth))
        depth = min(int(level), 8) if level.isdecimal() and len(level) < 4 else 0
    if number is None or number == "0":
        return "", 0
    if _HEADING_STYLE.match(style.name):
        return "", 0
    kind = parts.formats.get(number, {}).get(str(depth), "decimal" if "number" in style.name else "bullet")
    return ("" if kind == "none" else "• "), depth + 1


def _inline(walk: _Walk, parent: Element, pieces: list[_Piece], boxes: list[Element], bold: bool) -> None:
    """Collect the runs of a paragraph, through hyperlinks, insertions, fields and inline content controls."""
    for element in parent:
        if element.tag == W + "r":
            _run(walk, element, pieces, boxes, bold)
        elif element.tag in _INLINE:
            link = walk.parts.links.get(element.get(_R + "id", ""))
            if link and element.tag == W + "hyperlink":
                walk.links.append(link)
            _inline(walk, element, pieces, boxes, bold)
        elif element.tag == W + "sdt":
            content = element.find(W + "sdtContent")
            if content is not None:
                _inline(walk, content, pieces, boxes, bold)


def _run(walk: _Walk, run: Element, pieces: list[_Piece], boxes: list[Element], bold: bool) -> None:
    looks = run.find(W + "rPr")
    hidden = _is_hidden(looks)
    if looks is not None and looks.find(W + "b") is not None:
        bold = is_on(looks, "b")
    for element in run:
        text = _text(element)
        if text:
            pieces.append(_Piece(text, hidden, bold))
        elif element.tag in (W + "footnoteReference", W + "endnoteReference"):
            note = walk.parts.notes.get(element.tag.removeprefix(W).removesuffix("Reference") + element.get(W + "id", ""))
            if note is not None and note not in boxes:
                boxes.append(note)
        elif element.tag == _MC + "AlternateContent":
            choice = element.find(_MC + "Choice")
            boxes += _text_boxes(choice if choice is not None else element)
        elif element.tag in (W + "drawing", W + "pict", W + "object"):
            boxes += _text_boxes(element)


def _text_boxes(parent: Element) -> list[Element]:
    """The outermost text boxes inside an element, ``mc:Fallback`` left out (it repeats ``mc:Choice``)."""
    found: list[Element] = []
    stack = list(reversed(parent))
    while stack:
        element = stack.pop()
        if element.tag == W + "txbxContent":
            found.append(element)
        elif element.tag != _MC + "Fallback":
            stack.extend(reversed(element))
    return found


def _text(element: Element) -> str:
    """What one element of a run stands for in text."""
    tag = element.tag.removeprefix(W)
    if tag == "t":
        return element.text or ""
    if tag in ("tab", "ptab"):
        return "\t"
    if tag in ("br", "cr"):
        return "\n"
    if tag == "noBreakHyphen":
        return "-"
    if tag == "sym":
        code = element.get(W + "char", "0")
        try:
            return "•" if int(code, 16) in _SYMBOL_BULLETS else ""
        except ValueError:
            return ""
    return ""


def _is_hidden(looks: Element | None) -> bool:
    """Whether run properties make text invisible: vanished, white without shading, or two points small."""
    if looks is None:
        return False
    if is_on(looks, "vanish") or is_on(looks, "webHidden"):
        return True
    white = value(looks, "color").upper() in _WHITE
    if white and looks.find(W + "shd") is None and looks.find(W + "highlight") is None:
        return True
    size = value(looks, "sz", "99")
    return size.isdecimal() and len(size) < 4 and int(size) <= _TINY
