"""Recognition of scanned pages: the program ``tesseract`` if it is there, else the extra ``ocr``."""

from __future__ import annotations

import shutil
import subprocess

from fitscore.model import LineKind
from fitscore.readers import limits
from fitscore.readers.assemble import Row
from fitscore.readers.faults import Refused
from fitscore.readers.pdf_chars import BULLETS

_MISSING = (
    "the page is a picture, and no text recognition is installed; "
    "install the program tesseract or fitscore[ocr], or export a text PDF"
)


def recognise(picture: bytes, page: int) -> list[Row]:
    """The text of a page.

    Args:
        picture: the page as PGM, grey.
        page: its number, for the rows.

    Raises:
        Refused: nothing is installed that could do it, or it failed.
    """
    program = shutil.which("tesseract")
    lines = _by_program(program, picture) if program else _by_library(picture)
    return [_row(" ".join(line.split()), page) for line in lines if line.strip()]


def _row(text: str, page: int) -> Row:
    if len(text) > 2 and text[0] in BULLETS and text[1] == " ":
        return Row(text="• " + text[2:], kind=LineKind.BULLET, page=page)
    return Row(text=text, page=page)


def _by_program(program: str, picture: bytes) -> list[str]:
    try:
        done = subprocess.run(  # noqa: S603  (a program of the user's own path, no shell)
            [program, "-", "-", "--dpi", "200"], input=picture, capture_output=True, timeout=limits.OCR_SECONDS, check=True
        )
    except subprocess.TimeoutExpired:
        raise Refused("timeout", "text recognition took too long; export the document as a text PDF") from None
    except (OSError, subprocess.SubprocessError):
        raise Refused("no_text_layer", "text recognition failed; export the document as a text PDF") from None
    return done.stdout.decode("utf-8", "replace").splitlines()


def _by_library(picture: bytes) -> list[str]:
    try:
        import numpy
        from rapidocr import RapidOCR
    except ImportError:
        raise Refused("no_text_layer", _MISSING) from None
    head, _, pixels = picture.partition(b"\n")
    width, height = map(int, head.split()[1:3])
    grey = numpy.frombuffer(pixels, dtype=numpy.uint8).reshape(height, width)
    result = RapidOCR()(numpy.stack([grey] * 3, axis=-1))
    return [str(text) for text in (getattr(result, "txts", None) or ())]
