"""RTF: a small walk over its groups and control words; fonts, styles, pictures and hidden text left out."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field, replace
from typing import Final

from fitscore.model import Document, LineKind
from fitscore.readers import limits
from fitscore.readers.assemble import Row, assemble
from fitscore.readers.faults import Refused, Source, check_size
from fitscore.text import SURE_BULLETS

suffixes: Final = (".rtf",)
media_types: Final = ("application/rtf", "text/rtf")

_TOKEN = re.compile(
    r"""\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})?[ ]?
      | \\'(?P<hex>[0-9a-fA-F]{2})
      | \\(?P<symbol>[^a-zA-Z'])
      | (?P<brace>[{}])
      | [\r\n]+
      | (?P<text>[^\\{}\r\n]+)
      | \\""",
    re.VERBOSE,
)
_DROPPED_NAMES = """
fonttbl colortbl stylesheet info pict object themedata colorschememapping listtable listoverridetable rsidtbl generator
latentstyles datastore filetbl revtbl xmlnstbl pgptbl bkmkstart bkmkend fldinst mmathPr wgrffmtfilter falt panose pntext
listtext footer footerl footerr footerf nonshppict annotation atnid atnauthor
"""
_DROPPED = frozenset(_DROPPED_NAMES.split())
_STARTS = {
    "par": "\n", "line": "\n", "sect": "\n", "page": "\n", "row": "\n", "tab": "\t", "cell": "\t", "emdash": "—", "endash": "–",
    "bullet": "•", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "emspace": " ", "enspace": " ",
    "nestcell": "\t", "nestrow": "\n",
}  # fmt: skip
_SYMBOLS = {"~": "\u00a0", "_": "-", "\\": "\\", "{": "{", "}": "}", "\n": "\n", "\r": "\n"}
_MOST_DEPTH = 1000
_LIST_WORDS = frozenset(("ls", "pnlvlblt", "pnlvlbody"))
_TYPED_BULLET = re.compile(rf"[·{SURE_BULLETS}]\s*")


@dataclass(frozen=True, slots=True)
class _State:
    dropped: bool = False
    skip: int = 1
    charset: str = "cp1252"
    bold: bool = False
    hidden: bool = False


@dataclass(slots=True)
class _Walk:
    r"""The walk over the tokens. ``pending`` counts fallback characters still to skip after ``\u``."""

    state: _State = field(default_factory=_State)
    stack: list[_State] = field(default_factory=list)
    pending: int = 0
    text: list[tuple[str, bool]] = field(default_factory=list)
    raw: bytearray = field(default_factory=bytearray)
    listed: bool = False
    rows: list[Row] = field(default_factory=list)
    size: int = 0


def sniff(source: Source) -> bool:
    """Whether the content is RTF."""
    return source.data[:64].lstrip().startswith(b"{\\rtf")


def read(source: Source) -> tuple[Document, ...]:
    """Read an RTF file.

    Raises:
        Refused: it is too large, or holds no text.
    """
    check_size(source, limits.BYTES_BINARY)
    walk = _Walk()
    for token in _TOKEN.finditer(source.data.decode("latin-1")):
        _step(walk, token)
        if walk.size > limits.CHARACTERS:
            break
    _flush_bytes(walk)
    _end_paragraph(walk)
    if not walk.rows:
        raise Refused("damaged", "the RTF file holds no text that can be read; save it as DOCX or PDF")
    return (assemble(walk.rows, media_type=media_types[0]),)


def _step(walk: _Walk, token: re.Match[str]) -> None:
    if token["hex"]:
        if walk.pending:
            walk.pending -= 1
        elif not walk.state.dropped:
            walk.raw.append(int(token["hex"], 16))
        return
    _flush_bytes(walk)
    if token["brace"]:
        _brace(walk, token["brace"])
    elif token["word"]:
        _word(walk, token["word"], int(token["number"]) if token["number"] else None)
    elif token["symbol"]:
        if token["symbol"] == "*":
            walk.state = replace(walk.state, dropped=True)
        else:
            _put(walk, _SYMBOLS.get(token["symbol"], ""))
    elif token["text"]:
        text = token["text"]
        skipped = min(walk.pending, len(text))
        walk.pending -= skipped
        _put(walk, text[skipped:])


def _flush_bytes(walk: _Walk) -> None:
    if walk.raw:
        raw, walk.raw = bytes(walk.raw), bytearray()
        _put(walk, raw.decode(walk.state.charset, "replace"))


def _brace(walk: _Walk, brace: str) -> None:
    walk.pending = 0
    if brace == "{":
        if len(walk.stack) > _MOST_DEPTH:
            raise Refused("damaged", "the RTF file is nested too deeply; save it as DOCX or PDF")
        walk.stack.append(walk.state)
    elif walk.stack:
        walk.state = walk.stack.pop()


def _word(walk: _Walk, word: str, number: int | None) -> None:
    if word in _DROPPED:
        if word in ("pntext", "listtext"):
            walk.listed = True
        walk.state = replace(walk.state, dropped=True)
    elif word == "u" and number is not None:
        code = number if number >= 0 else number + 65536
        walk.pending = walk.state.skip
        _put(walk, chr(code) if code < 0x110000 and not 0xD800 <= code <= 0xDFFF else "")
    elif word == "uc":
        walk.state = replace(walk.state, skip=max(0, min(number or 0, 4)))
    elif word == "ansicpg" and number:
        walk.state = replace(walk.state, charset=_charset(number))
    elif word == "b":
        walk.state = replace(walk.state, bold=number != 0)
    elif word == "v":
        walk.state = replace(walk.state, hidden=number != 0)
    elif word == "plain":
        walk.state = replace(walk.state, bold=False, hidden=False)
    elif word in _LIST_WORDS and not walk.state.dropped:
        walk.listed = True
    elif word in ("pard",) and not walk.state.dropped:
        walk.listed = walk.listed and not walk.text
    elif word in _STARTS:
        _put(walk, _STARTS[word])


def _charset(page: int) -> str:
    try:
        return codecs.lookup(f"cp{page}").name
    except LookupError:
        return "cp1252"


def _put(walk: _Walk, text: str) -> None:
    if walk.state.dropped or walk.state.hidden or not text:
        return
    walk.size += len(text)
    for number, piece in enumerate(text.split("\n")):
        if number:
            _end_paragraph(walk)
        if piece:
            walk.text.append((piece, walk.state.bold))


def _end_paragraph(walk: _Walk) -> None:
    pieces, walk.text = walk.text, []
    listed, walk.listed = walk.listed, False
    text = "".join(piece for piece, _ in pieces).strip()
    if not text:
        return
    bold = all(is_bold for piece, is_bold in pieces if piece.strip())
    typed = _TYPED_BULLET.match(text)
    if typed or listed:
        text = "• " + text[typed.end() if typed else 0 :]
        walk.rows.append(Row(text=text, kind=LineKind.BULLET, level=1))
    elif bold and len(text) <= 80 and not text.endswith((".", ",", ";")):
        walk.rows.append(Row(text=text, kind=LineKind.HEADING))
    else:
        walk.rows.append(Row(text=text, kind=LineKind.CELL if "\t" in text else LineKind.TEXT))
