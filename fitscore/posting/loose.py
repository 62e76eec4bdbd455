"""Requirements outside the sections for them: plain demands anywhere, and postings that have no such section at all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from fitscore.model import Span
from fitscore.posting.items import Item
from fitscore.posting.lines import Piece
from fitscore.posting.sections import Block
from fitscore.requirements.cues import asks_unheaded, boilerplate, demand, frame, widget
from fitscore.requirements.sentences import run_ons, sentences
from fitscore.text import fold, split

_SILENT = ("benefits", "legal", "noise", "anti", "facts")
"""Kinds of sections in which nothing is asked, however it is worded."""

_LABEL = re.compile(r"\A[^:.]{2,40}:\s+(?=\S)")
_LIST_HEAD = re.compile(r"[^;:]{10,250}:\s*(?=[^;]{3,200};)")
_SEMICOLON = re.compile(r"\s*;\s*(?:and\b\s*)?(?=\S)")
_OFFER = re.compile(r"\b(?:we offer|we provide|you will receive|benefits include)\b")


def demands_of(text: str, block: Block) -> tuple[Item, ...]:
    """Sentences of a section that is not about requirements which plainly demand something all the same."""
    if block.kind in _SILENT:
        return ()
    found: list[Item] = []
    for piece in block.pieces:
        for span in sentences(text, piece.span):
            rule = demand(text, span)
            if rule is None or not _is_plain(text, span, block, rule):
                continue
            item = Item(span=_without_label(text, span), line=piece.line, rule=f"demand {rule}", listed=bool(piece.marker))
            if item.listed and found and piece.span.contains(found[-1].span):
                found[-1] = replace(found[-1], span=Span(found[-1].span.start, item.span.end))
            else:
                found.append(item)
    return tuple(found)


def _is_plain(text: str, span: Span, block: Block, rule: str) -> bool:
    words = fold(span.of(text))
    if len(words.split()) > 60 or _OFFER.search(words):
        return False
    foreign = boilerplate(text, span)
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
        for piece in block.pieces:
            if widget(text, piece.span) is None:
                found.extend(_of_piece(text, piece, block))
    return tuple(found)


def _listed(text: str, span: Span) -> list[Span]:
    """The items of a sentence that holds a list ("...the following:Calm;Patience;Tact;"), else the sentence itself."""
    head = _LIST_HEAD.match(text, *span)
    items = list(split(text, Span(head.end(), span.end), _SEMICOLON)) if head else []
    if len(items) < 3:
        return [span]
    return [Span(head.start(), head.end()), *items] if head and asks_unheaded(text, span) is None else items


def _of_piece(text: str, piece: Piece, block: Block) -> list[Item]:
    found: list[Item] = []
    whole = [part for line in run_ons(text, piece.span, spaced=True) for part in sentences(text, line)]
    for span, listed in ((part, part is not span) for span in whole for part in _listed(text, span)):
        rule = demand(text, span) or asks_unheaded(text, span)
        alone = piece.marker or span == piece.span or listed
        if rule is None and alone and block.kind != "duties" and frame(text, span) == "noun-asks":
            rule = "listed noun"
        foreign = boilerplate(text, span)
        if rule is None or (foreign is not None and (foreign.attrs.get("ends") or foreign.id == "asks-nothing")):
            continue
        if span.of(text).rstrip().endswith("?"):
            continue
        found.append(Item(span=span, line=piece.line, rule=f"no heading: {rule}", listed=bool(piece.marker)))
    return found
