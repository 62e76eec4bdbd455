"""From rows of text to a `Document`: one text, lines that tile it, hidden spans, and what is odd about its letters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from fitscore.model import Diagnostic, Document, Line, LineKind, Severity, Span
from fitscore.readers import limits
from fitscore.readers.letters import letter_diagnostics

_BREAKS = re.compile(r"[\n\r\f\v\x1c-\x1e\x85\u2028\u2029]+")
_NOT_PRINTABLE = re.compile(r"[\x00-\x08\x0e-\x1b\x7f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line before it has a place in the text. ``hidden`` are spans into the row's own text."""

    text: str
    kind: LineKind = LineKind.TEXT
    level: int = 0
    page: int | None = None
    region: int = 0
    hidden: tuple[Span, ...] = ()


def clean(text: str) -> str:
    r"""Text without line breaks and characters that no output can carry; the length is kept.

    >>> clean("a\x85b\ud800")
    'a b\ufffd'
    """
    return _NOT_PRINTABLE.sub("\ufffd", _BREAKS.sub(lambda found: " " * len(found.group()), text))


def assemble(
    rows: Iterable[Row],
    *,
    media_type: str,
    facts: Mapping[str, str] | None = None,
    links: Sequence[str] = (),
    diagnostics: Sequence[Diagnostic] = (),
    pages: int | None = None,
) -> Document:
    """Join rows to a document: a line feed after each row, a form feed where the page changes.

    Args:
        rows: in reading order; ``page`` must not decrease.
        media_type: of the file that was read.
        facts: what the file states as data; empty values are dropped.
        links: addresses the file links to; duplicates are dropped.
        diagnostics: doubts met on the way.
        pages: how many pages the file has, None for formats without pages.

    Returns:
        A document with an empty ``path``, for the caller to fill in.
    """
    pieces: list[str] = []
    lines: list[Line] = []
    hidden: list[Span] = []
    notes = list(diagnostics)
    at, page = 0, 1
    for row in rows:
        text = clean(row.text)
        if at + len(text) > limits.CHARACTERS:
            notes.append(cut_note(f"only the first {at:,} characters were read"))
            break
        here = row.page or page
        if lines or here > page:
            joint = "\f" * (here - page) or "\n"
            pieces.append(joint)
            at += len(joint)
        page = max(page, here)
        hidden += [Span(at + start, at + min(end, len(text))) for start, end in row.hidden if start < min(end, len(text))]
        lines += [
            Line(number=len(lines) + number, span=span, kind=row.kind, level=row.level, page=row.page, region=row.region)
            for number, span in enumerate(pieces_of(text, Span(0, len(text)), at), 1)
        ]
        pieces.append(text)
        at += len(text)
    return finish(
        "".join(pieces),
        lines,
        media_type=media_type,
        facts=facts,
        links=links,
        diagnostics=notes,
        pages=pages,
        hidden=hidden,
    )


def finish(
    text: str,
    lines: Sequence[Line],
    *,
    media_type: str,
    facts: Mapping[str, str] | None = None,
    links: Sequence[str] = (),
    diagnostics: Sequence[Diagnostic] = (),
    pages: int | None = None,
    hidden: Sequence[Span] = (),
) -> Document:
    """A document from a text and its lines, with diagnostics for hidden and look-alike letters added."""
    document = Document(
        path="",
        media_type=media_type,
        text=text,
        lines=tuple(lines),
        pages=pages,
        facts={key: value for key, value in (facts or {}).items() if value},
        links=tuple(dict.fromkeys(link for link in map(clean, links) if link)),
        hidden=merged(hidden),
    )
    notes = (*diagnostics, *hidden_diagnostics(document), *letter_diagnostics(document))
    return replace(document, diagnostics=notes)


def pieces_of(text: str, span: Span, shift: int = 0) -> list[Span]:
    """The span, moved by ``shift``, cut at spaces into pieces of at most `limits.CHARACTERS_LINE` characters."""
    found: list[Span] = []
    start = span.start
    while span.end - start > limits.CHARACTERS_LINE:
        cut = text.rfind(" ", start + 1, start + limits.CHARACTERS_LINE)
        cut = cut if cut > start else start + limits.CHARACTERS_LINE
        found.append(Span(shift + start, shift + cut))
        start = cut
    found.append(Span(shift + start, shift + span.end))
    return found


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Spans in order, those that touch or overlap joined.

    >>> merged([Span(4, 6), Span(0, 2), Span(2, 3)])
    (Span(start=0, end=3), Span(start=4, end=6))
    """
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return tuple(found)


def cut_note(message: str) -> Diagnostic:
    """The diagnostic for a document that was not read to its end."""
    return Diagnostic(code="cut", message=f"The document is very long: {message}.")


def hidden_diagnostics(document: Document) -> tuple[Diagnostic, ...]:
    """One warning a page that holds words a reader cannot see."""
    words: dict[int | None, list[str]] = {}
    spans: dict[int | None, Span] = {}
    for span in document.hidden:
        line = document.line_at(span.start)
        page = line.page if line else None
        words.setdefault(page, []).extend(word for word in span.of(document.text).split() if any(map(str.isalnum, word)))
        spans.setdefault(page, span)
    found = []
    for page, here in words.items():
        if not here:
            continue
        count = f"{len(here)} word{'s' if len(here) > 1 else ''}"
        where = f" on page {page}" if page else ""
        shown = " ".join(here[:8]) + (" …" if len(here) > 8 else "")
        found.append(
            Diagnostic(
                code="hidden_text",
                message=f"{count}{where} cannot be seen by a reader and will not be counted: “{shown}”.",
                span=spans[page],
                severity=Severity.WARNING,
            )
        )
    return tuple(found)
