"""Markdown, Notion pages and plain text: lines are classified, fields become facts, a Markdown file loses its marks."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from fitscore.model import Diagnostic, Document, Line, LineKind, Span
from fitscore.readers import limits
from fitscore.readers.assemble import cut_note, finish, pieces_of
from fitscore.readers.decode import decode, tidy
from fitscore.readers.faults import Source, check_size
from fitscore.readers.fields import front_matter, property_lines
from fitscore.readers.markdown_marks import unmarked
from fitscore.text import SURE_BULLETS, lines_of

suffixes: Final = (".md", ".markdown", ".mdown", ".mkd")
media_types: Final = ("text/markdown",)

_ATX = re.compile(r" {0,3}(?P<marks>#{1,6})[ \t]+(?P<text>\S.*)")
_SETEXT = re.compile(r" {0,3}(?P<mark>=|-)(?P=mark){2,}[ \t]*")
_BOLD_LINE = re.compile(r"[ \t]*(?P<mark>\*\*|__)(?P<text>[^*_\s][^*\n]{0,120}?)(?P=mark):?[ \t]*")
_BULLET = re.compile(
    r"""(?P<indent>[ \t>]*)
        (?: [-*+·∗–—__SURE__] | \d{1,3}[.)] | \(?[a-z0-9][)] )
        (?: [ \t]+ | (?<=[__SURE__]) ) (?=\S)""".replace("__SURE__", SURE_BULLETS),
    re.VERBOSE,
)
_RULE = re.compile(r"[ \t]*(?:[-*_=][ \t]*){3,}")
_TABLE_ROW = re.compile(r"[ \t]*\|.*\|[ \t]*")
_FENCE = re.compile(r"[ \t]{0,3}(?:```|~~~)")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_LINK = re.compile(r"\]\((?P<address>(?:https?://|mailto:)[^\s()<>]{1,500})|<(?P<auto>(?:https?://|mailto:)[^\s<>]{1,500})>")
_NOTION_ID = re.compile(r"[ _-][0-9a-f]{32}(?=\.|$)")
_SENTENCE_END = re.compile(r"[.;,!?]$")


def sniff(source: Source) -> bool:
    """Whether the name is that of a Markdown file."""
    return source.suffix in suffixes


def read(source: Source) -> tuple[Document, ...]:
    """Read a Markdown file; a Notion page's title comes from its name when the text has none.

    Raises:
        Refused: it is no text, or too large.
    """
    check_size(source, limits.BYTES_TEXT)
    text, notes = decode(source.data)
    return document_of(text, source.name, notes, markdown=True)


def document_of(text: str, name: str, notes: tuple[Diagnostic, ...] = (), *, markdown: bool = False) -> tuple[Document, ...]:
    """The document of a text.

    Args:
        text: as decoded.
        name: of the file, for a Notion page's title.
        notes: diagnostics so far.
        markdown: the name says that it is Markdown, so that underlined headings count too.
    """
    text = tidy(text)
    if len(text) > limits.CHARACTERS:
        text = text[: limits.CHARACTERS]
        notes = (*notes, cut_note(f"only the first {limits.CHARACTERS:,} characters were read"))
    facts: dict[str, str] = {}
    body = 0
    matter = front_matter(text)
    if matter is not None:
        facts, body = dict(matter.facts), matter.end
    lines = _classified(text, body, markdown or matter is not None)
    for key, value in property_lines(text, lines).items():
        facts.setdefault(key, value)
    if markdown and "title" not in facts and (title := _notion_title(name)):
        facts["title"] = title
    links = [match["address"] or match["auto"] for match in _LINK.finditer(text)]
    if markdown:
        text, lines = _as_seen(text, lines, body)
    document = finish(
        text,
        lines,
        media_type="text/markdown" if markdown else "text/plain",
        facts=facts,
        links=links,
        diagnostics=notes,
        pages=text.count("\f") + 1 if "\f" in text.strip() else None,
        hidden=[Span(*match.span()) for match in _COMMENT.finditer(text)],
    )
    return (document,)


def _as_seen(text: str, lines: list[Line], body: int) -> tuple[str, list[Line]]:
    """The text and lines of a Markdown file without marks; front matter and fences stay as they are."""
    pieces: list[str] = []
    found: list[Line] = []
    at = length = 0
    fenced = False
    for line in lines:
        content = line.span.of(text)
        fenced ^= bool(_FENCE.match(content))
        joint = text[at : line.span.start]
        words = content if fenced or line.span.start < body else unmarked(content)
        start = length + len(joint)
        found.append(replace(line, span=Span(start, start + len(words))))
        pieces += [joint, words]
        at, length = line.span.end, start + len(words)
    return "".join((*pieces, text[at:])), found


def _classified(text: str, body: int, markdown: bool) -> list[Line]:
    """The lines of a text with their kinds; those before ``body`` (front matter) and in fences are text."""
    found: list[Line] = []
    fenced = False
    for line in lines_of(text, paged="\f" in text.strip()):
        content = line.span.of(text)
        if _FENCE.match(content):
            fenced = not fenced
        plain_only = fenced or line.span.start < body or len(content) > limits.CHARACTERS_LINE
        kind, level = (LineKind.TEXT, 0) if plain_only else _kind(content)
        if markdown and not plain_only and found and kind is LineKind.TEXT and _SETEXT.fullmatch(content):
            _raise_heading(found, text, 1 if "=" in content else 2)
        for span in pieces_of(text, line.span):
            found.append(Line(number=len(found) + 1, span=span, kind=kind, level=level, page=line.page))
    return found


def _raise_heading(found: list[Line], text: str, level: int) -> None:
    """The line before a setext underline is a heading, if it is text."""
    line = found[-1]
    content = line.span.of(text).strip()
    if line.kind is LineKind.TEXT and content and len(content) <= 120:
        found[-1] = Line(number=line.number, span=line.span, kind=LineKind.HEADING, level=level, page=line.page)


def _kind(content: str) -> tuple[LineKind, int]:
    """What one line's marks say."""
    if match := _ATX.fullmatch(content):
        return LineKind.HEADING, len(match["marks"])
    if _RULE.fullmatch(content):
        return LineKind.TEXT, 0
    if (match := _BOLD_LINE.fullmatch(content)) and not _SENTENCE_END.search(match["text"]):
        return LineKind.HEADING, 0
    if match := _BULLET.match(content):
        return LineKind.BULLET, _depth(match["indent"])
    if _TABLE_ROW.fullmatch(content) and len(content.strip()) > 2:
        return LineKind.CELL, 0
    return LineKind.TEXT, 0


def _depth(indent: str) -> int:
    """List depth from 1 by indentation: a tab or two to four spaces a step."""
    width = len(indent.replace(">", "").expandtabs(4))
    return 1 + min(width // 2 if width < 4 else width // 4 if width % 4 == 0 else width // 2, 8)


def _notion_title(name: str) -> str:
    """The title in a Notion export's file name, empty when the name is not one.

    >>> _notion_title("jobs/Night Baker 0123456789abcdef0123456789abcdef.md")
    'Night Baker'
    """
    stem = name.replace("\\", "/").rsplit("/", 1)[-1].rpartition(".")[0]
    return _NOTION_ID.sub("", stem).strip() if _NOTION_ID.search(stem) else ""
