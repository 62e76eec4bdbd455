"""The reading process: reads PDFs that its parent sends, under limits of memory and time. Run as a module, never imported.

It must start fast: it imports nothing of fitscore but the PDF modules.
"""

from __future__ import annotations

import os
import sys
from dataclasses import asdict
from typing import IO, Any

from fitscore.readers import limits
from fitscore.readers.frames import read_frame, write_frame

_ERRORS = {
    2: ("damaged", "the file could not be opened as a PDF; save or export it again"),
    3: ("damaged", "the file is damaged or cut off and cannot be read as a PDF; save or export it again"),
    4: ("encrypted", "the PDF asks for a password; save a copy without one"),
    5: ("encrypted", "the PDF is protected in a way that cannot be read; save a copy without protection"),
}
_TOO_LARGE = "the PDF needs too much memory to read; export it again or save it as text"
_OCR_DPI = 200


def limit_process() -> None:
    """Bound the memory of this process and forbid core files, where the system can."""
    try:
        import resource
    except ImportError:  # Windows: the parent's clock is the only limit
        return
    for what, amount in ((resource.RLIMIT_AS, limits.PDF_MEMORY), (resource.RLIMIT_CORE, 0)):
        try:
            resource.setrlimit(what, (amount, amount))
        except (OSError, ValueError):
            continue


def limit_time() -> None:
    """Let this process use at most `limits.PDF_SECONDS` more of processor time."""
    try:
        import resource
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    until = int(used.ru_utime + used.ru_stime + limits.PDF_SECONDS) + 1
    try:
        resource.setrlimit(resource.RLIMIT_CPU, (until, resource.getrlimit(resource.RLIMIT_CPU)[1]))
    except (OSError, ValueError):
        return


def answer(out: IO[bytes], data: bytes, ocr: bool) -> None:
    """Read one PDF and send a message for each page, then one for the whole."""
    import pypdfium2 as pdfium

    from fitscore.readers.pdf_page import read_page

    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        code, reason = _ERRORS.get(getattr(error, "err_code", 3), _ERRORS[3])
        write_frame(out, {"error": code, "reason": reason})
        return
    try:
        count, total = len(document), 0
        write_frame(out, {"pages": count})
        for number in range(min(count, limits.PAGES)):
            try:
                page = read_page(document, number)
            except pdfium.PdfiumError:
                write_frame(out, {"page": number + 1, "damaged": True})
                continue
            blob = _grey_picture(document, number) if ocr and page.picture else b""
            write_frame(out, {"page": number + 1, **asdict(page)}, blob)
            total += sum(len(line[0]) for line in page.lines)
            if total > limits.CHARACTERS:
                break
        write_frame(out, {"done": True, "meta": _metadata(document)})
    finally:
        document.close()


def _metadata(document: Any) -> dict[str, str]:
    return {key: str(value)[:4000] for key, value in document.get_metadata_dict(skip_empty=True).items()}


def _grey_picture(document: Any, number: int) -> bytes:
    """A page as a PGM picture, for text recognition."""
    page = document[number]
    try:
        scale = min(_OCR_DPI / 72, 3000 / max(*page.get_size(), 1.0))
        bitmap = page.render(scale=scale, grayscale=True)
        pixels, stride, width, height = bytes(bitmap.buffer), bitmap.stride, bitmap.width, bitmap.height
        bitmap.close()
    finally:
        page.close()
    rows = b"".join(pixels[y * stride : y * stride + width] for y in range(height))
    return b"P5 %d %d 255\n" % (width, height) + rows


def main() -> None:
    """Answer requests until the parent closes the pipe."""
    source, out = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what the PDF engine prints must not mix with the messages
    limit_process()
    import pypdfium2  # noqa: F401  (while the parent is still reading the file)

    while (request := read_frame(source, limits.BYTES_BINARY)) is not None:
        header, data = request
        limit_time()
        try:
            answer(out, data, bool(header.get("ocr")))
        except MemoryError:
            write_frame(out, {"error": "too_large", "reason": _TOO_LARGE})


if __name__ == "__main__":
    main()
