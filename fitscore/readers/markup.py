"""A value that may be HTML (perhaps escaped once or twice), Markdown or plain text, to rows: the descriptions inside JSON."""

from __future__ import annotations

import re
from html import unescape

from fitscore.readers import limits
from fitscore.readers.assemble import Row
from fitscore.readers.markdown import document_of

_TAGS = re.compile(r"<(?:/?(?:p|br|li|ul|ol|div|span|h[1-6]|strong|b|em|i|a|table|tr|td|section)\b)", re.IGNORECASE)
_ESCAPED = re.compile(r"&(?:amp;){0,3}lt;/?(?:p|br|li|ul|ol|div|span|h[1-6]|strong|b|em|i|a|table)\b", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:[a-z]{2,8}|#\d{2,6}|#x[0-9a-f]{2,5});", re.IGNORECASE)


def unescaped(value: str) -> str:
    """Markup whose tags were escaped, up to three times, unescaped.

    >>> unescaped("&amp;lt;p&amp;gt;Rye &amp;amp; wheat&amp;lt;/p&amp;gt;")
    '<p>Rye & wheat</p>'
    """
    for _ in range(3):
        if _TAGS.search(value) or not _ESCAPED.search(value):
            break
        value = unescape(value)
    return value


def rows_from(value: str) -> list[Row]:
    """The rows of a description in whatever markup it is.

    >>> [row.text for row in rows_from("<p>We bake.</p><ul><li>Rye<li>Wheat</ul>")]
    ['We bake.', '• Rye', '• Wheat']
    """
    value = unescaped(value[: 2 * limits.CHARACTERS])
    if _TAGS.search(value):
        from fitscore.readers.html_rows import rows_of
        from fitscore.readers.html_tree import parse

        return rows_of(parse(value).body, styled=False)
    if _ENTITY.search(value):
        value = unescape(value)
    document = document_of(value, "")[0]
    return [
        Row(text=line.span.of(document.text).strip(), kind=line.kind, level=line.level)
        for line in document.lines
        if line.span.of(document.text).strip()
    ]
