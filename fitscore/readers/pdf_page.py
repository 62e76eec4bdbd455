"""One page of a PDF, as the reading process tells it: lines in reading order with their kind, links, and what is odd about it."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from unicodedata import normalize

from fitscore.readers import limits
from fitscore.readers.pdf_chars import BULLETS, DASHES, Char, page_chars
from fitscore.readers.pdf_hidden import hidden_chars
from fitscore.readers.pdf_layout import PdfLine, page_lines
from fitscore.readers.pdf_ligatures import mended

Told = tuple[str, bool, float, bool, int, int, bool]
"""A line: text, bullet, size, bold, cells, region, hidden (`pdf_headings.PageLine`)."""

_AFTER_DASH = re.compile(r"[\W\d]|(?:present|now|current|today|heute|ongoing)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{2}")
_SPACES = re.compile(" {2,}")
_PRIVATE = re.compile("[\ue000-\uf8ff\ufffd]+")
_FEW_LETTERS = 25
_PICTURE_SHARE = 0.5
_ALL = 0.95


@dataclass(slots=True)
class PageText:
    """What the reading process tells of one page; plain values only, since it travels as JSON.

    ``picture``: the page is an image without a text layer; ``objects``: anything at all is drawn on it.
    """

    lines: list[Told] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    columns: int = 1
    picture: bool = False
    letters: int = 0
    unreadable: int = 0
    cut: bool = False
    objects: bool = False


def read_page(document: Any, number: int) -> PageText:
    """Read one page.

    Args:
        document: a ``pypdfium2`` document.
        number: of the page, from 0.
    """
    page = document[number]
    try:
        textpage = page.get_textpage()
        try:
            count = textpage.count_chars()
            chars = page_chars(textpage, limits.CHARACTERS_PAGE)
        finally:
            textpage.close()
        found = PageText(cut=count > limits.CHARACTERS_PAGE, links=_links(document, page))
        found.objects, share = _pictures(page)
        hidden = hidden_chars(page, chars)
        if share > _PICTURE_SHARE and len(hidden) > _ALL * len(chars):  # a scan with its recognised text under or over it
            hidden = set()
        visible = [char for char in chars if char.index not in hidden]
        lines = page_lines(visible, *page.get_size())
        found.lines = _told(lines) + _told_hidden([char for char in chars if char.index in hidden])
        found.columns = _columns(lines)
        found.letters = sum(char.text.isalnum() for char in chars)
        found.unreadable = sum(bool(_PRIVATE.match(char.text)) for char in chars)
        found.picture = found.letters < _FEW_LETTERS and share > _PICTURE_SHARE
        return found
    finally:
        page.close()


def _told(lines: Sequence[PdfLine]) -> list[Told]:
    """Lines as they travel; regions are numbered in the order in which they are read."""
    told: list[Told] = []
    regions: dict[str, int] = {}
    for line in lines:
        text, bullet = _with_bullet([_PRIVATE.sub("", cell) if cell[:1] not in BULLETS else cell for cell in line.cells])
        if text.strip():
            region = regions.setdefault(line.region, len(regions))
            told.append((text, bullet, round(line.size, 2), line.bold, len(line.cells), region, False))
    return told


def _told_hidden(chars: Sequence[Char]) -> list[Told]:
    """Hidden glyphs in content order: a line of their own at the end of the page, one for each place they stand in."""
    runs: list[str] = []
    before: Char | None = None
    for char in chars:
        apart = before is None or char.index - before.index > 4 or abs(char.baseline - before.baseline) > 0.5 * max(char.size, 2)
        if apart:
            runs.append(char.text)
        else:
            runs[-1] += (" " if char.gap else "") + char.text
        before = char
    texts = [mended(_PRIVATE.sub("", run)).strip() for run in runs]
    if not any(_WORD.search(text) for text in texts):  # page numbers beyond the edge
        return []
    return [(text, False, 0.0, False, 1, -1, True) for text in texts if text]


def _with_bullet(cells: Sequence[str]) -> tuple[str, bool]:
    """The cells joined by tabs, an opening bullet glyph written as "• ", and whether there was one."""
    text = "\t".join(filter(None, (_SPACES.sub(" ", normalize("NFC", mended(cell))).strip() for cell in cells)))
    if len(text) < 2 or text[0] not in BULLETS:
        return _PRIVATE.sub("", text), False
    rest = text[1:].lstrip()
    glued = not text[1].isspace()
    if text[0] in DASHES and (glued or not rest or _AFTER_DASH.match(rest)):
        return _PRIVATE.sub("", text), False
    rest = _PRIVATE.sub("", rest).strip()
    return (f"• {rest}", True) if rest else ("•", True)


def _columns(lines: Sequence[PdfLine]) -> int:
    """How many columns of some length stand side by side: 2 when a left and a right region were found, else 1."""
    letters: dict[str, int] = {}
    for line in lines:
        letters[line.region] = letters.get(line.region, 0) + sum(map(len, line.cells))
    long = [region for region, count in letters.items() if region != "turned" and count > 60]
    return 2 if any("l" in region for region in long) and any("r" in region for region in long) else 1


def _links(document: Any, page: Any) -> list[str]:
    """The web and mail addresses the page links to."""
    import pypdfium2.raw as pdfium

    found: list[str] = []
    position = ctypes.c_int(0)
    link = pdfium.FPDF_LINK()
    buffer = ctypes.create_string_buffer(2048)
    while len(found) < 500 and pdfium.FPDFLink_Enumerate(page.raw, position, link):
        action = pdfium.FPDFLink_GetAction(link)
        if action and pdfium.FPDFAction_GetType(action) == pdfium.PDFACTION_URI:
            length = pdfium.FPDFAction_GetURIPath(document.raw, action, buffer, len(buffer))
            if 1 < length <= len(buffer):
                found.append(buffer.raw[: length - 1].decode("utf-8", "replace"))
    return found


def _pictures(page: Any) -> tuple[bool, float]:
    """Whether anything is drawn on the page, and the share of the page that images cover."""
    import pypdfium2.raw as pdfium

    count = pdfium.FPDFPage_CountObjects(page.raw)
    width, height = page.get_size()
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    covered = 0.0
    for number in range(min(count, 2000)):
        item = pdfium.FPDFPage_GetObject(page.raw, number)
        if pdfium.FPDFPageObj_GetType(item) != pdfium.FPDF_PAGEOBJ_IMAGE:
            continue
        if pdfium.FPDFPageObj_GetBounds(item, left, bottom, right, top):
            covered += max(0.0, right.value - left.value) * max(0.0, top.value - bottom.value)
    return count > 0, min(1.0, covered / max(1.0, width * height))


