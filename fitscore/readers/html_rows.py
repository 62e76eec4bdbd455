"""A tree of HTML elements to rows: blocks are lines, list items get their mark, headings and table rows are told apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from fitscore.model import LineKind, Span
from fitscore.readers.assemble import Row
from fitscore.readers.html_style import Styles
from fitscore.readers.html_tree import Node
from fitscore.text import SURE_BULLETS

_DROPPED_NAMES = """
script style noscript template svg canvas iframe object embed head select option button input textarea nav footer form
dialog video audio map aside
"""
DROPPED: Final = frozenset(_DROPPED_NAMES.split())
_BLOCKS_NAMES = """
address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure footer form
h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol p pre section summary table tbody td tfoot th thead tr ul
"""
_BLOCKS = frozenset(_BLOCKS_NAMES.split())
_BOLD = frozenset(("b", "strong"))
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_GONE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_TRICK = re.compile(
    r"""font-size\s*:\s*(?:0|[01](?:\.\d+)?\s*p[xt])\s*(?:;|!|$) | (?<![-\w])opacity\s*:\s*0(?:\.0\d*)?\s*(?:;|!|$)
      | text-indent\s*:\s*-\d{3,} | (?:left|right|top)\s*:\s*-\d{4,}""",
    re.IGNORECASE | re.VERBOSE,
)
_WHITE = re.compile(
    r"(?<![-\w])color\s*:\s*(?:white|#fff(?:fff)?|#fefefe|rgb\(\s*255\s*,\s*255\s*,\s*255\s*\))(?![\w])", re.IGNORECASE
)
_BACKGROUND = re.compile(r"background", re.IGNORECASE)
_CLUTTER = re.compile(
    r"cookie|onetrust|consent-|gdpr|(?:similar|related|recommended|more|other)[-_]?jobs|skip-(?:link|to)|breadcrumb",
    re.IGNORECASE,
)
_BULLET = re.compile(rf"[·∗{SURE_BULLETS}]\s*|[–—*-]\s+")
_SPACE = re.compile(r"[ \t\r\f\n\v\xa0\u2007\u202f]+")
_HEADING_LONGEST = 120
_INLINE = frozenset(("span", "time", "a", "b", "strong", "em", "i", "small", "cite", "abbr", "label", "u", "var", "address"))
_GAP = "\t"
"""What stands between elements that the page sets apart in one line."""
_NO_STYLES = Styles()


@dataclass(slots=True)
class _Piece:
    text: str
    bold: bool
    hidden: bool


@dataclass(slots=True)
class _Writer:
    """Rows so far, and the pieces of the line in hand. ``mark`` is set inside a list item until its first line is written."""

    rows: list[Row] = field(default_factory=list)
    pieces: list[_Piece] = field(default_factory=list)
    mark: bool = False
    depth: int = 0
    heading: int = 0
    cells: list[tuple[int, list[int]]] = field(default_factory=list)

    def flush(self) -> None:
        """End the line in hand."""
        pieces, self.pieces = self.pieces, []
        text, hidden, bold = _collapsed(pieces)
        if not text:
            return
        typed = _BULLET.match(text)
        if self.mark or typed:
            cut = typed.end() if typed else 0
            if cut == len(text):
                return
            self.mark = False
            moved = tuple(Span(max(2, start + 2 - cut), end + 2 - cut) for start, end in hidden if end > cut)
            self.rows.append(Row(text="• " + text[cut:], kind=LineKind.BULLET, level=max(1, self.depth), hidden=moved))
        elif self.heading:
            self.rows.append(Row(text=text, kind=LineKind.HEADING, level=self.heading, hidden=hidden))
        elif bold and not hidden and len(text) <= _HEADING_LONGEST and not text.endswith((".", ",", ";")):
            self.rows.append(Row(text=text, kind=LineKind.HEADING))
        else:
            self.rows.append(Row(text=text, hidden=hidden))

    def end_row(self) -> None:
        """End a table row: cells of one line each become one row, parted by tabs."""
        start, ends = self.cells.pop()
        groups, before = [], start
        for end in ends:
            groups.append(self.rows[before:end])
            before = end
        filled = [group for group in groups if group]
        if len(filled) > 1 and all(len(group) == 1 and group[0].kind is not LineKind.BULLET for group in filled):
            self.rows[start:] = [_joined([group[0] for group in filled])]


def _joined(cells: Sequence[Row]) -> Row:
    text, hidden = "", []
    for cell in cells:
        text += "\t" if text else ""
        hidden += [Span(len(text) + start, len(text) + end) for start, end in cell.hidden]
        text += cell.text
    return Row(text=text, kind=LineKind.CELL, hidden=tuple(hidden))


def _collapsed(pieces: Sequence[_Piece]) -> tuple[str, tuple[Span, ...], bool]:
    """The text of a line with its white space collapsed, its hidden spans, and whether all of it is bold."""
    text = ""
    hidden: list[Span] = []
    bold = True
    for piece in pieces:
        if piece.text == _GAP:
            text = text.rstrip() + _GAP if text.strip() else ""
            continue
        part = _SPACE.sub(" ", piece.text)
        if not text or text.endswith((" ", _GAP)):
            part = part.removeprefix(" ")
        if part.strip():
            bold = bold and piece.bold
            if piece.hidden:
                hidden.append(Span(len(text), len(text) + len(part.rstrip())))
        text += part
    text = text.rstrip()
    return text, tuple(hidden), bold and bool(text)


@dataclass(frozen=True, slots=True)
class _Look:
    """What the elements around a text say of it."""

    bold: bool = False
    hidden: bool = False
    backed: bool = False
    pre: bool = False


_End = tuple[str, str]
_PARTED = "\0parted"


def rows_of(root: Node, *, dropped: frozenset[str] = DROPPED, styled: bool = True, styles: Styles = _NO_STYLES) -> list[Row]:
    """The rows of an element.

    Args:
        root: the element.
        dropped: tags whose content is no part of the text.
        styled: whether style sheets may give the page a dark background, so that white text proves nothing.
        styles: which elements the page sets apart from their neighbours.
    """
    writer = _Writer()
    stack: list[tuple[Node | str | _End, _Look]] = [(root, _Look())]
    while stack:
        item, look = stack.pop()
        if isinstance(item, tuple):
            _close(writer, item[1])
        elif item is _PARTED:
            writer.pieces.append(_Piece(_GAP, look.bold, look.hidden))
        elif isinstance(item, str):
            _write(writer, item, look)
        elif item is root or not _is_gone(item, dropped):
            _open(writer, item, look, styled, styles, stack)
    writer.flush()
    return writer.rows


def _write(writer: _Writer, text: str, look: _Look) -> None:
    lines = text.split("\n") if look.pre else [text]
    for number, line in enumerate(lines):
        if number:
            writer.flush()
        if line == _GAP and not look.pre:
            line = " "
        writer.pieces.append(_Piece(line, look.bold, look.hidden))


def _is_gone(node: Node, dropped: frozenset[str]) -> bool:
    attributes = node.attributes
    if node.tag in dropped or "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    if _GONE.search(attributes.get("style", "")):
        return True
    name = f"{attributes.get('id', '')} {attributes.get('class', '')}"
    return node.tag not in ("body", "html", "main") and bool(_CLUTTER.search(name[:300]))


def _open(
    writer: _Writer, node: Node, look: _Look, styled: bool, styles: Styles, stack: list[tuple[Node | str | _End, _Look]]
) -> None:
    tag = node.tag
    block = tag in _BLOCKS or styles.begins_line(node)
    if tag == "br":
        writer.flush()
        return
    if block:
        writer.flush()
    if tag in ("ul", "ol", "menu"):
        writer.depth += 1
    elif tag == "li":
        writer.mark = True
    elif tag in _HEADINGS:
        writer.heading = _HEADINGS[tag]
    elif tag == "tr":
        writer.cells.append((len(writer.rows), []))
    style = node.attributes.get("style", "")
    backed = look.backed or bool(_BACKGROUND.search(style)) or "bgcolor" in node.attributes
    white = not styled and not backed and bool(_WHITE.search(style))
    bold = look.bold or tag in _BOLD or bool(re.search(r"font-weight\s*:\s*(?:bold|[6-9]00)", style))
    inner = _Look(bold, look.hidden or white or bool(_TRICK.search(style)), backed, look.pre or tag == "pre")
    if block:
        stack.append((("end", tag), look))
    stack.extend((child, inner) for child in reversed(_parted(node, styles)))


def _parted(node: Node, styles: Styles) -> list[Node | str]:
    """The children of an element, with gaps between those that the page shows apart though no space stands between them."""
    children = node.children
    if len(children) < 2 or not any(isinstance(child, Node) and child.tag in _INLINE for child in children):
        return children
    row = styles.parts(node)
    out: list[Node | str] = []
    before: Node | None = None
    for child in children:
        if isinstance(child, Node) and child.tag in _INLINE:
            if (row and before is not None) or (out and styles.stands_apart(child)) or (before and styles.stands_apart(before)):
                out.append(_PARTED)
            elif before is not None and out[-1] is before and _reads_glued(before, child):
                out.append(" ")
            before = child
        elif not isinstance(child, str) or (child.strip() and not row):
            before = None
        out.append(child)
    return out


def _reads_glued(left: Node, right: Node) -> bool:
    """Whether two elements of different kind run into each other as no words do: "Engineer2019", "LtdLeeds"."""
    if (left.tag, left.attributes.get("class")) == (right.tag, right.attributes.get("class")) and left.tag != "a":
        return False
    end, start = _edge(left, -1)[-2:], _edge(right, 0)[:1]
    return (
        len(end) == 2 and start.isalnum() and (end[-1].islower() or end[-1].isdigit() or end[-1] in ").") and not start.islower()
    )


def _edge(node: Node, at: int) -> str:
    """The first or last text of an element."""
    found: Node | str = node
    while isinstance(found, Node):
        if not found.children:
            return ""
        found = found.children[at]
    return found


def _close(writer: _Writer, tag: str) -> None:
    writer.flush()
    if tag in ("ul", "ol", "menu"):
        writer.depth = max(0, writer.depth - 1)
    elif tag == "li":
        writer.mark = False
    elif tag in _HEADINGS:
        writer.heading = 0
    elif tag in ("td", "th") and writer.cells:
        writer.cells[-1][1].append(len(writer.rows))
    elif tag == "tr" and writer.cells:
        writer.end_row()


def letters_in(rows: Sequence[Row]) -> int:
    """How many characters some rows hold."""
    return sum(len(row.text) for row in rows)
