"""Words a reader of the page cannot see: off the page, tiny, or without contrast in the drawn page."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from fitscore.readers.pdf_chars import Char

_SCALE = 1.5
_LONGEST_SIDE = 3000
_CONTRAST = 14
_TINY = 2.5
_X_HEIGHT = 0.45
_FINE = 8
"""Device positions are asked for at this multiple of a pixel, since PDFium answers in whole numbers."""


@dataclass(frozen=True, slots=True)
class _Picture:
    """The page drawn in grey: one byte a pixel."""

    page: Any
    pixels: bytes
    stride: int
    width: int
    height: int

    def box(self, word: Sequence[Char]) -> tuple[float, float, float, float]:
        """Left, top, right, bottom of a word's small letters in pixels, so that no neighbouring row is looked at."""
        turned = word[0].turned
        low = min(char.y0 if turned else char.baseline for char in word)
        high = max(char.y1 if turned else char.baseline + _X_HEIGHT * char.size for char in word)
        ax, ay = self._place(min(char.x0 for char in word), low)
        bx, by = self._place(max(char.x1 for char in word), high)
        return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)

    def _place(self, x: float, y: float) -> tuple[float, float]:
        import pypdfium2.raw as pdfium

        px, py = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDF_PageToDevice(self.page.raw, 0, 0, self.width * _FINE, self.height * _FINE, 0, x, y, px, py)
        return px.value / _FINE, py.value / _FINE

    def contrast(self, box: tuple[float, float, float, float]) -> int:
        """The difference of the darkest and the lightest pixel under a box, as far as is needed to see that it is enough."""
        left, right = max(0, int(box[0]) - 1), min(self.width, int(box[2]) + 2)
        low, high = 255, 0
        for y in range(max(0, int(box[1]) - 1), min(self.height, int(box[3]) + 2)):
            row = self.pixels[y * self.stride + left : y * self.stride + right]
            if row:
                low, high = min(low, min(row)), max(high, max(row))
            if high - low >= _CONTRAST:
                break
        return high - low


def hidden_chars(page: Any, chars: Sequence[Char]) -> set[int]:
    """The ``index`` of every glyph that a reader of the page cannot see.

    Args:
        page: a ``pypdfium2`` page.
        chars: its glyphs in content order.
    """
    if not chars:
        return set()
    picture = _drawn(page)
    found: set[int] = set()
    for word in _words(chars):
        if _is_hidden(picture, word):
            found.update(char.index for char in word)
    return found


def _drawn(page: Any) -> _Picture:
    width, height = page.get_size()
    scale = min(_SCALE, _LONGEST_SIDE / max(width, height, 1.0))
    bitmap = page.render(scale=scale, grayscale=True, may_draw_forms=False)
    picture = _Picture(page, bytes(bitmap.buffer), bitmap.stride, bitmap.width, bitmap.height)
    bitmap.close()
    return picture


def _words(chars: Sequence[Char]) -> Iterator[list[Char]]:
    word: list[Char] = []
    for char in chars:
        if word and (char.gap or char.spaced or abs(char.baseline - word[-1].baseline) > 40 or len(word) >= 60):
            yield word
            word = []
        word.append(char)
    if word:
        yield word


def _is_hidden(picture: _Picture, word: Sequence[Char]) -> bool:
    box = picture.box(word)
    if box[2] <= 0 or box[0] >= picture.width or box[3] <= 0 or box[1] >= picture.height:
        return True
    if 0 < max(char.y1 - char.y0 for char in word) < _TINY:
        return True
    if not any(char.text.isalnum() for char in word):
        return False
    return picture.contrast(box) < _CONTRAST
