"""The characters of a PDF page with their boxes, as PDFium knows them: icon glyphs, doubled glyphs and control codes left out."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from unicodedata import normalize

BULLETS = frozenset("•◦▪‣·●○–-*∗⁃➢►❖■□✓✔➤◆⮚▸▹▶►◼▫∙⦁❑❒☐➔→»\uf0b7\uf0a7\uf0d8\uf076\uf0fc\uf0a8\uf06e\uf071\uf0e0")
"""Glyphs that open a list item in PDFs, with the private code points of Symbol and Wingdings."""

_PUBLIC_BULLETS = frozenset(glyph for glyph in BULLETS if glyph < "\ue000")
DASHES = frozenset("-–—−→»*>")
"""Those of the bullets that have other meanings too."""

_MOST_ACCENTS = 300
_ACCENTS = {
    "¨": "\u0308", "´": "\u0301", "`": "\u0300", "ˆ": "\u0302", "˜": "\u0303", "˚": "\u030a", "¸": "\u0327", "ˇ": "\u030c",
}  # fmt: skip
"""Spacing accents, and the combining ones."""

_ICON_FONT = re.compile(
    r"awesome|icon|material|icomoon|webdings|typicons|pifont|dingbat|fontello|symbola|fa-?(?:solid|brands|regular)", re.IGNORECASE
)
_BOLD_FONT = re.compile(r"bold|black|heavy|semibold|demi|(?<![a-z])(?:bd|sbd)(?![a-z])|cmbx|-b$", re.I)
_NARROW = 0.12
_ADDRESS = re.compile(r"[@\d]|\w[./]\w")
_SCHEME = re.compile(r"(?:tel|mailto):", re.IGNORECASE)
_SPACES = frozenset((0x20, 0xA0, 0x09, 0x0A, 0x0D, 0x2002, 0x2003, 0x2009, 0x200A, 0x202F, 0x3000, 0x200B))
_BREAKS = frozenset((0x0A, 0x0D))
_HYPHENS = frozenset((0xAD, 0xFFFE, 0x02))
_ICON_BULLETS = frozenset("\uf111\uf10c\uf105\uf101\uf0da\uf054\uf0c8\uf192\uf178\uf061\uf138\uf0a9\uf152\uf00c\uf058")
_LIGATURES = {
    0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "ft", 0xFB06: "st",
}  # fmt: skip
_TURNED = (0.35, 5.93)
_TWICE_WITHIN = 3


@dataclass(slots=True)
class Char:
    """One glyph: its text, its box in points (y upwards), the baseline, the font size, and the place in content order.

    ``spaced``: the file has a space before it; ``gap``: PDFium sees any space before it; ``turned``: not written left to right;
    ``icon``: set in a font of icons.
    """

    text: str
    x0: float
    x1: float
    y0: float
    y1: float
    baseline: float
    size: float
    index: int
    spaced: bool
    gap: bool
    turned: bool
    bold: bool
    icon: bool


@dataclass(frozen=True, slots=True)
class _Font:
    icon: bool
    bold: bool


class _Probe:
    """Asks PDFium about one text page; holds the buffers of the calls and what is known of each text object's font."""

    def __init__(self, textpage: Any) -> None:
        import pypdfium2.raw as pdfium

        self.pdfium = pdfium
        self.page = textpage.raw
        self.box = pdfium.FS_RECTF()
        self.x, self.y = ctypes.c_double(), ctypes.c_double()
        self.buffer = ctypes.create_string_buffer(256)
        self.fonts: dict[int, _Font] = {}

    def font(self, index: int) -> _Font:
        handle = self.pdfium.FPDFText_GetTextObject(self.page, index)
        if not handle:
            return _Font(icon=False, bold=False)
        key = ctypes.addressof(handle.contents)
        known = self.fonts.get(key)
        if known is None:
            known = self.fonts[key] = self._look_up(handle)
        return known

    def _look_up(self, handle: Any) -> _Font:
        font = self.pdfium.FPDFTextObj_GetFont(handle)
        self.buffer.value = b""
        self.pdfium.FPDFFont_GetBaseFontName(font, self.buffer, len(self.buffer))
        name = self.buffer.value.decode("latin-1")
        weight = self.pdfium.FPDFFont_GetWeight(font)
        return _Font(icon=bool(_ICON_FONT.search(name)), bold=bool(_BOLD_FONT.search(name)) or weight >= 600)


def page_chars(textpage: Any, most: int) -> list[Char]:
    """The visible glyphs of a page in content order.

    Args:
        textpage: a ``pypdfium2`` text page.
        most: how many characters to read at most.

    Returns:
        Glyphs; spaces are told by ``spaced`` and ``gap`` of the glyph that follows.
    """
    probe = _Probe(textpage)
    pdfium, page = probe.pdfium, probe.page
    found: list[Char] = []
    seen: dict[tuple[int, int, int], int] = {}
    spaced = gap = False
    for index in range(min(pdfium.FPDFText_CountChars(page), most)):
        code = pdfium.FPDFText_GetUnicode(page, index)
        if code in _SPACES:
            spaced = spaced or (code not in _BREAKS and not pdfium.FPDFText_IsGenerated(page, index))
            gap = True
            continue
        text = _text_of(code)
        font = probe.font(index)
        if font.icon and text in _ICON_BULLETS:
            text = "•"
        if not text:
            continue
        char = _measured(probe, index, text, font, spaced, gap)
        if font.icon and not _is_readable(char):
            spaced = True
            continue
        key = (code, round(char.x0), round(char.baseline))
        before = seen.get(key)
        if before is not None and index - before > _TWICE_WITHIN:  # fake bold draws a glyph twice
            continue
        seen[key] = index
        spaced = gap = False
        found.append(char)
    return _with_accents(_without_icon_names(found))


def _with_accents(chars: Sequence[Char]) -> list[Char]:
    """Glyphs with accents that were drawn over a letter by themselves, as old TeX fonts do, put into that letter."""
    accents = [char for char in chars if char.text in _ACCENTS][:_MOST_ACCENTS]
    gone = set()
    for accent in accents:
        letter = min(chars, key=lambda char: _distance(accent, char))
        if _accented(accent, letter):
            letter.spaced, letter.gap = letter.spaced or accent.spaced, letter.gap or accent.gap
            gone.add(accent.index)
    return [char for char in chars if char.index not in gone]


def _distance(accent: Char, char: Char) -> float:
    if not char.text.isalpha():
        return 1e9
    return abs((accent.x0 + accent.x1) - (char.x0 + char.x1)) / 2 + abs(accent.baseline - char.baseline)


def _accented(accent: Char, letter: Char) -> bool:
    """Put the accent into a letter it is drawn over, and tell whether that was so."""
    apart = abs((accent.x0 + accent.x1) - (letter.x0 + letter.x1)) / 2
    composed = normalize("NFC", letter.text + _ACCENTS[accent.text])
    if apart > 0.3 * letter.size or abs(accent.baseline - letter.baseline) > 0.5 * letter.size or len(composed) != 1:
        return False
    letter.text = composed
    return True


def _is_readable(char: Char) -> bool:
    """Whether a glyph of an icon font stands for text: a bullet, or one letter of many that describe a single icon."""
    return char.text in _PUBLIC_BULLETS or char.x1 - char.x0 < _NARROW * char.size


def _without_icon_names(chars: Sequence[Char]) -> list[Char]:
    """Glyphs without the names of icons ("mobile"); a description that holds a number or an address is text."""
    found: list[Char] = []
    for icon, group in groupby(chars, key=lambda char: char.icon and char.text not in _PUBLIC_BULLETS):
        run = list(group)
        if not icon:
            found += run
        elif _ADDRESS.search(text := "".join(char.text for char in run)):
            scheme = _SCHEME.match(text)
            found += run[scheme.end() if scheme else 0 :]
    return found


def _text_of(code: int) -> str:
    """What a code point stands for in text; empty for what is no letter."""
    if code in _HYPHENS:
        return "-"
    if code in _LIGATURES:
        return _LIGATURES[code]
    if code < 0x20:  # a ligature that the font does not name: `pdf_ligatures` makes sense of it
        return chr(code)
    if 0x7F <= code < 0xA0 or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
        return ""
    return chr(code)


def _measured(probe: _Probe, index: int, text: str, font: _Font, spaced: bool, gap: bool) -> Char:
    pdfium, page, box = probe.pdfium, probe.page, probe.box
    pdfium.FPDFText_GetLooseCharBox(page, index, box)
    pdfium.FPDFText_GetCharOrigin(page, index, probe.x, probe.y)
    size = pdfium.FPDFText_GetFontSize(page, index)
    angle = pdfium.FPDFText_GetCharAngle(page, index)
    return Char(
        text=text,
        x0=box.left,
        x1=box.right,
        y0=box.bottom,
        y1=box.top,
        baseline=probe.y.value,
        size=size if size > 1.5 else box.top - box.bottom,
        index=index,
        spaced=spaced,
        gap=gap,
        turned=_TURNED[0] < angle < _TURNED[1],
        bold=font.bold,
        icon=font.icon,
    )
