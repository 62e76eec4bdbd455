"""Lines of a section put together again: what a margin broke, and lists that belong to the line above them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from fitscore.model import Span
from fitscore.posting.lines import Piece
from fitscore.requirements.cues import frame, widget
from fitscore.text import fold

_OF_FOLLOWING = re.compile(
    r"(?:one|two|three|any|some|either|\d)\s(?:\([^)]{1,5}\)\s)?(?:\(?or more\)?\s|\+\s)?(?:of|from)\b[^:]{0,60}:\s*\Z|"
    r"such as:\s*\Z"
)
_OPEN_END = re.compile(
    r"(?:,|\b(?:and|or|of|the|a|an|to|in|with|for|including|as|by|on|at|from|is|are|than|that|which|their|your|be|e\.g\.))\s*\Z",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """A stretch inside a section that asks nothing, and by which rule."""

    span: Span
    line: int
    rule: str
    ends: bool = False


def join(text: str, pieces: Sequence[Piece], cuts: list[Cut]) -> list[Piece]:
    """Pieces with hard-wrapped lines joined to the item they continue, and job-board furniture out."""
    joined: list[Piece] = []
    width = _wrap_width(text, pieces)
    strays = _strays(text, pieces)
    for piece in pieces:
        if (rule := widget(text, piece.span)) is not None and not piece.marker:
            cuts.append(Cut(span=piece.span, line=piece.line, rule=rule))
            continue
        if joined and (piece.span.start in strays or _continues(text, joined[-1], piece, width)):
            joined[-1] = replace(joined[-1], span=Span(joined[-1].span.start, piece.span.end), closes=piece.closes)
        else:
            joined.append(piece)
    return joined


def _strays(text: str, pieces: Sequence[Piece]) -> set[int]:
    """Where unmarked lines between two long bullets start, if nearly all others are bullets: the first bullet goes on there."""
    if sum(piece.marker == "bullet" for piece in pieces) < 4 * sum(not piece.marker for piece in pieces):
        return set()
    return {
        piece.span.start
        for before, piece, after in zip(pieces, pieces[1:], pieces[2:], strict=False)
        if before.marker == after.marker == "bullet"
        and not piece.marker
        and not piece.blank_before
        and piece.opens
        and before.closes
        and before.span.end - before.span.start >= 60
        and text[before.span.end - 1] not in ".;:!?)"
    }


def _wrap_width(text: str, pieces: Sequence[Piece]) -> int:
    """The column at which the text was wrapped, or 0 when its lines are paragraphs."""
    lengths = [piece.span.end - piece.span.start + piece.indent for piece in pieces if piece.opens and piece.closes]
    if not lengths or max(lengths) > 125:
        return 0
    most = max(lengths)
    long = [length for length in lengths if length >= 0.8 * most]
    open_ended = [p for p in pieces if text[p.span.end - 1] not in ".;:!?)" and p.span.end - p.span.start >= 0.7 * most]
    return most if len(long) >= 3 and len(open_ended) >= 2 and most >= 55 else 0


def _continues(text: str, before: Piece, piece: Piece, width: int) -> bool:
    if piece.marker or piece.blank_before or not piece.opens or piece.heading:
        return False
    last_line = before.span.of(text).rsplit("\n", 1)[-1]
    tail, head = last_line[-1:], piece.span.of(text)[:1]
    if _OPEN_END.search(last_line) and (head.islower() or len(last_line) > 45):
        return True
    if head.islower() and tail not in ".;!?":
        return True
    if before.marker and len(piece.span.of(text).split()) <= 2 and tail not in ".;:!?" and not piece.span.of(text).endswith(":"):
        return True
    full = width and len(last_line) + before.indent >= 0.72 * width and tail not in ".;:!?"
    if before.marker:
        deeper = piece.indent > before.indent + (0 if head.islower() else 1) and (head.islower() or tail not in ".:;!?")
        return bool(full) or deeper
    return bool(full) and head.islower()


def merge_lists(text: str, pieces: list[Piece]) -> list[Piece]:
    """"One of the following:" and the list below it are one item."""
    merged: list[Piece] = []
    head: Piece | None = None
    depth = 0
    for piece in pieces:
        if head is not None and piece.indent >= depth and _belongs(text, head, piece):
            depth = piece.indent if piece.indent > head.indent else depth
            merged[-1] = replace(merged[-1], span=Span(merged[-1].span.start, piece.span.end))
            continue
        depth = 0
        head = piece if _OF_FOLLOWING.search(fold(piece.span.of(text)[-90:])) else None
        merged.append(piece)
    return merged


def _belongs(text: str, head: Piece, piece: Piece) -> bool:
    words = piece.span.of(text)
    if piece.indent > head.indent or (piece.level > head.level > 0) or (piece.marker and not head.marker):
        return len(words.split()) <= 25
    count = len(words.split())
    return bool(piece.marker) and (count <= 3 or (count <= 7 and frame(text, piece.span) is None))
