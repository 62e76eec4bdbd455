"""Requirements outside the sections for them: plain demands anywhere, and postings that have no such section at all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from fitscore.model import Span
from fitscore.phrases import load_rules
from fitscore.posting.items import Item
from fitscore.posting.lines import Piece
from fitscore.posting.sections import Block
from fitscore.requirements.cues import asks_unheaded, boilerplate, demand, frame, widget, worded
from fitscore.requirements.sentences import run_ons, sentences
from fitscore.text import fold, split

_SILENT = ("benefits", "legal", "noise", "anti", "facts")
"""Kinds of sections in which nothing is asked; a list of perks may run into what "it is essential that you have"."""

_SEVERAL = 4
"""Sentences of one list item from which each is a demand of its own; fewer belong together."""

_LABEL = re.compile(r"\A[^:.]{2,40}:\s+(?=\S)")
_LIST_HEAD = re.compile(r"[^;:]{10,250}:\s*(?=[^;]{3,200};)")
_SEMICOLON = re.compile(r"\s*;\s*(?:and(?=[A-Z\s])\s*)?(?=\S)")
_DUTIES = re.compile(r"responsib|dut(?:y|ies)|tasks|you (?:will|'ll)|offer|benefit")
_GIVEN = re.compile(r"training|sessions?\b|courses?\b|programmes?\b|opportunit|development|benefit|career")
_ASKS_YOU = re.compile(
    r"(?:are you an? (?!.{0,120}looking for)|do you (?:have|hold|possess|bring) (?!what|a question|questions|any questions))"
)
"""A question that stands for a demand, where nothing else is headed as one: "Are you an experienced baker?"."""
_OFFER = re.compile(r"\b(?:we offer|we provide|you will receive|benefits include)\b")


def demands_of(text: str, block: Block) -> tuple[Item, ...]:
    """Sentences of a section that is not about requirements which plainly demand something all the same."""
    found: list[Item] = []
    for piece in block.pieces:
        asked = [
            Item(span=_without_label(text, span), line=piece.line, rule=f"demand {rule}", listed=bool(piece.marker))
            for line in run_ons(text, piece.span, spaced=True)
            for span in sentences(text, line)
            if (rule := demand(text, span)) is not None and _is_plain(text, span, block, rule)
        ]
        if piece.marker and 1 < len(asked) < _SEVERAL:
            asked = [replace(asked[0], span=Span(asked[0].span.start, asked[-1].span.end))]
        found.extend(asked)
    return tuple(found)


def _is_plain(text: str, span: Span, block: Block, rule: str) -> bool:
    if block.kind in _SILENT and not (block.kind == "benefits" and rule == "essential-that"):
        return False
    words = fold(span.of(text))
    if len(words.split()) > 60 or _OFFER.search(words) or (rule == "is-required" and words.startswith("if ")):
        return False
    if "e-verify" in words and rule == "authorization":
        return False
    foreign = boilerplate(text, span)
    if rule == "essential-that":
        return foreign is None or foreign.id in ("about-us", "applying")
    if foreign is not None and foreign.id in ("equal-opportunity", "pay-and-benefits") and rule != "authorization":
        return False
    if block.kind == "application":
        return rule in ("authorization", "subject-must") and foreign is None
    if block.kind == "duties":
        return rule != "is-required" or foreign is None
    return foreign is None or foreign.id == "about-us" or rule == "authorization"


def _without_label(text: str, span: Span) -> Span:
    match = _LABEL.match(span.of(text))
    return Span(span.start + match.end(), span.end) if match else span


def unheaded_items(text: str, blocks: Sequence[Block]) -> tuple[Item, ...]:
    """What a posting without any requirement section asks: sentences that say what the person must be or have."""
    found: list[Item] = []
    for block in blocks:
        if block.kind in ("benefits", "noise", "anti", "application"):
            continue
        asked = False
        for piece in block.pieces:
            if widget(text, piece.span) is None:
                items = _of_piece(text, piece, block, goes_on=asked)
                asked = bool(items)
                found.extend(items)
    return tuple(found)


def _listed(text: str, span: Span) -> list[Span]:
    """The items of a sentence that holds a list ("...the following:Calm;Patience;Tact;"), else the sentence itself."""
    head = _LIST_HEAD.match(text, *span)
    items = list(split(text, Span(head.end(), span.end), _SEMICOLON)) if head else []
    if head is None or len(items) < 3 or _DUTIES.search(fold(head.group())):
        return [span]
    return [Span(head.start(), head.end()), *items]


def _parts(text: str, span: Span) -> list[tuple[Span, str | None]]:
    """The sentences of a line and the items of the lists in them, each with the rule that makes it asked, if one does."""
    found: list[tuple[Span, str | None]] = []
    for sentence in sentences(text, span):
        items = _listed(text, sentence)
        if len(items) > 1:
            asked = _asks(text, items[0])
            found.extend((item, "listed" if asked and place else None) for place, item in enumerate(items))
        else:
            found.extend((part, None) for line in run_ons(text, sentence, spaced=True) for part in sentences(text, line))
    return found


def _asks(text: str, head: Span) -> bool:
    """Whether the words before a list say that it is asked."""
    folded = fold(head.of(text))
    return any(rule.holds(folded) for rule in load_rules("sections", "leads").near(folded))


def _does(text: str, block: Block) -> bool:
    """Whether a section says what one does or is given there, so that a noun in it asks nothing."""
    return block.kind == "duties" or (block.heading is not None and _GIVEN.search(fold(block.heading.of(text))) is not None)


def _of_piece(text: str, piece: Piece, block: Block, *, goes_on: bool) -> list[Item]:
    """The items of a piece. ``goes_on``: the piece before it asked something, so a bare noun goes on with it."""
    found: list[Item] = []
    for span, listed in _parts(text, piece.span):
        rule = demand(text, span) or asks_unheaded(text, span) or listed
        alone = piece.marker or span == piece.span or listed
        if rule is None and alone and not _does(text, block) and frame(text, span) == "noun-asks":
            rule = "listed noun"
        if rule is None and (goes_on or found) and worded(text, span):
            rule = "goes on asking"
        foreign = boilerplate(text, span)
        if rule is None or (foreign is not None and (foreign.attrs.get("ends") or foreign.id == "asks-nothing")):
            continue
        if span.of(text).rstrip().endswith("?") and not _ASKS_YOU.match(fold(span.of(text))):
            continue
        found.append(Item(span=span, line=piece.line, rule=f"no heading: {rule}", listed=bool(piece.marker)))
    return found
