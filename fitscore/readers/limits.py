"""What the readers accept, in one place. Beyond a limit a file is refused, or cut with a diagnostic, never guessed at.

| limit | value | beyond it |
|---|---|---|
| file size of PDF, DOCX, ODT, RTF | 25 MB | refused, ``too_large`` |
| file size of HTML, MHT, JSON | 10 MB | refused, ``too_large`` |
| file size of text, Markdown | 5 MB | refused, ``too_large`` |
| pages of a PDF | 50 | the rest is not read, diagnostic ``cut`` |
| characters on a page, in a document | 60 000, 1 000 000 | the rest is not read, diagnostic ``cut`` |
| characters in a line | 20 000 | the line is told as several |
| one part of a zipped document, all parts, number of parts | 16 MB, 64 MB, 2000 | refused, ``too_large`` |
| depth of XML elements, of HTML tags, of JSON values | 200, 5000, 100 | refused, ``damaged`` |
| postings in one JSON file | 2000 | the rest is not read, diagnostic ``cut`` |
| seconds without a finished page, for a whole PDF | 3, 20 | refused, ``timeout`` |
| memory of the PDF process | 1 GB | refused, ``too_large`` |
| seconds for the recognition of one scanned page | 60 | refused, ``timeout`` |
| files in a folder, depth of folders | 100 000, 8 | the rest is skipped with a reason |
"""

from __future__ import annotations

from typing import Final

MEGABYTE: Final = 1 << 20
BYTES_BINARY: Final = 25 * MEGABYTE
BYTES_MARKUP: Final = 10 * MEGABYTE
BYTES_TEXT: Final = 5 * MEGABYTE

PAGES: Final = 50
CHARACTERS_PAGE: Final = 60_000
CHARACTERS: Final = 1_000_000
CHARACTERS_LINE: Final = 20_000

PART_BYTES: Final = 16 * MEGABYTE
PARTS_BYTES: Final = 64 * MEGABYTE
PARTS: Final = 2000
XML_DEPTH: Final = 200
HTML_DEPTH: Final = 5000
JSON_DEPTH: Final = 100
JSON_POSTINGS: Final = 2000

PAGE_SECONDS: Final = 3.0
PDF_SECONDS: Final = 20.0
PDF_MEMORY: Final = 1 << 30
OCR_SECONDS: Final = 60.0

FOLDER_FILES: Final = 100_000
FOLDER_DEPTH: Final = 8
