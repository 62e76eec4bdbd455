"""One item, its priority; two requirements where it holds a required part and a separate part that is only a plus."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from fitscore.degrees import find_degrees
from fitscore.model import Priority, Span
from fitscore.requirements.cues import Cue, find_cues
from fitscore.requirements.kinds import folded_text
from fitscore.requirements.sentences import clauses
from fitscore.text import fold, trim

_HEAD = re.compile(
    r"experience|knowledge|degree|certificat|licen[sc]e|familiarity|skills?\b|ability|background|proficien|fluency|exposure|"
    r"understanding|bachelor|master|ph\.?d|mba\b|diploma|expertise|training|qualification"
)
_ASKS = re.compile(_HEAD.pattern + r"|\b(?:fluent|skilled|experienced|able|familiar|competent|certified|licensed|qualified)\b")
_RATED = re.compile(r"\b(?:is|are|would\sbe|will\sbe)\s(?:an?\s|of\s|also\s|very\s|highly\s|strongly\s)?\w+")
_OFFERED = re.compile(r"(?:we|our|full|on-the-job|training)\b[^.]{0,40}\b(?:offer|provide|train|teach|support|given)")
_COMMA = re.compile(r",\s+(?!(?:and|or|etc)\b)")
_BRACKET = re.compile(r"[(\[][^()\[\]]{2,120}[)\]]")
_ONLY_CUE = re.compile(
    r"""
    \W*(?:(?:strongly|highly|is|are|a|an|but|not|be|would|very|much|nice|to|have|required|preferred|desired|desirable|plus|big|bonus|optional|
    mandatory|essential|must|advantage|asset|ideal|ideally|preference|beneficial|helpful|added|huge|definite)\b\W*){1,6}\Z
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of an item that is a requirement of its own. ``dropped`` are inner parts that are only a plus."""

    span: Span
    priority: Priority | None
    rule: str
    dropped: tuple[Span, ...] = ()


def is_only_cue(words: str) -> bool:
    """Whether a few words say nothing but how much something is wanted.

    >>> is_only_cue("(Required)"), is_only_cue("Knots required")
    (True, False)
    """
    return _ONLY_CUE.match(fold(words)) is not None


def parts_of(text: str, span: Span) -> list[Part]:
    """The requirements inside an item, each with the priority its own words give it (None: they give none).

    >>> [(p.span.of(t), p.priority) for t in ["Knots required; sails a plus"] for p in parts_of(t, Span(0, len(t)))]
    [('Knots required', <Priority.REQUIRED: 'required'>), ('sails a plus', <Priority.PREFERRED: 'preferred'>)]
    """
    cues = find_cues(text, span)
    if not cues:
        return [Part(span, None, "")]
    pieces = [piece for clause in clauses(text, span) for piece in _at_comma(text, clause, cues)]
    read = [_read(text, piece, cues) for piece in pieces]
    label = _label(text, span, cues)
    if label is not None:
        read = [replace(part, priority=label.priority, rule=label.rule) if part.priority is None else part for part in read]
    merged: list[Part] = []
    for part in read:
        if merged and (_same(merged[-1], part) or _hangs_on(text, merged[-1], part)):
            merged[-1] = _join(text, merged[-1], part)
        else:
            merged.append(part)
    if len(merged) == 1:
        only = merged[0]
        return [Part(span, only.priority, only.rule, only.dropped)]
    return [Part(_trimmed(text, part.span), part.priority, part.rule, part.dropped) for part in merged]


def _label(text: str, span: Span, cues: tuple[Cue, ...]) -> Cue | None:
    """A cue that heads the whole item: "Nice to have: sails; knots"."""
    before = text[span.start : cues[0].span.start]
    headed = text[cues[0].span.end : span.end].lstrip().startswith(":")
    return cues[0] if headed and not before.strip("-*\u2022 \t") else None


def _at_comma(text: str, clause: Span, cues: tuple[Cue, ...]) -> list[Span]:
    """A clause cut at a comma after which a phrase with a head of its own carries its own cue."""
    inside = [cue for cue in cues if clause.contains(cue.span)]
    if not any(cue.priority is Priority.PREFERRED for cue in inside):
        return [clause]
    folded = folded_text(text)
    for match in reversed(list(_COMMA.finditer(folded, clause.start, clause.end))):
        left, right = Span(clause.start, match.start()), Span(match.end(), clause.end)
        if _inside_bracket(text, clause, match.start()):
            continue
        own = [cue for cue in inside if right.contains(cue.span)]
        if not own or own[0].priority is not Priority.PREFERRED or own[0].scope != "clause":
            continue
        if _COMMA.search(folded, right.start, own[0].span.start):
            continue
        degrees = [{m.level for m in find_degrees(text, side)} for side in (left, right)]
        told_apart = degrees[0] and degrees[1] and degrees[0].isdisjoint(degrees[1])
        explicit = any(left.contains(cue.span) and cue.priority is Priority.REQUIRED for cue in inside)
        near = folded[right.start : own[0].span.start]
        heads = _HEAD.search(near[:35]) and _HEAD.search(folded, left.start, left.end)
        if re.search(r",\s(?:and|or)\s", near) and not told_apart:
            continue
        rated = _RATED.search(near + own[0].span.of(folded)) and len(near.split()) <= 4 and _is_complete(folded, left)
        opens = own[0].span.start == right.start and own[0].rule == "plus" and _HEAD.search(folded, left.start, left.end)
        if told_apart or opens or rated or (explicit and 1 <= len(near.split()) <= 6) or heads:
            return [left, right]
    return [clause]


def _is_complete(folded: str, words: Span) -> bool:
    """Whether what stands before a comma asks for something by itself and is no list that goes on behind it."""
    last = folded[words.start : words.end].rpartition(",")[2]
    listed = "," in folded[words.start : words.end] and not re.search(r"\b(?:and|or)\b", last)
    return not listed and _ASKS.search(folded, words.start, words.end) is not None


def _inside_bracket(text: str, clause: Span, at: int) -> bool:
    return any(m.start() < at < m.end() for m in _BRACKET.finditer(text, clause.start, clause.end))


def _read(text: str, piece: Span, cues: tuple[Cue, ...]) -> Part:
    inside = [cue for cue in cues if piece.contains(cue.span)]
    priority: Priority | None = None
    rule = ""
    dropped: list[Span] = []
    brackets = [Span(*match.span()) for match in _BRACKET.finditer(text, piece.start, piece.end)] if inside else []
    for cue in inside:
        bracket = next((found for found in brackets if found.contains(cue.span)), None)
        if bracket is not None and not _ONLY_CUE.match(fold(text[bracket.start + 1 : bracket.end - 1])):
            if cue.priority is Priority.PREFERRED:
                dropped.append(_bracket_part(text, bracket, cue))
            continue
        if cue.scope == "after" and len(text[piece.start : cue.span.start].split()) >= 2:
            dropped.append(Span(cue.span.start, piece.end))
            continue
        if priority is None or cue.priority is Priority.PREFERRED:
            priority, rule = cue.priority, cue.rule
    return Part(piece, priority, rule, tuple(dropped))


def _bracket_part(text: str, bracket: Span, cue: Cue) -> Span:
    """The part of a bracket that a cue governs: between its commas and semicolons."""
    commas = [match.end() for match in re.finditer(r"[,;(]", text[bracket.start : cue.span.start])]
    start = bracket.start + (commas[-1] if commas else 1)
    stop = re.compile(r"[,;)]").search(text, cue.span.end, bracket.end)
    return Span(start, stop.start() if stop else bracket.end)


def _same(one: Part, other: Part) -> bool:
    return one.priority == other.priority or (one.priority is not Priority.PREFERRED and other.priority is not Priority.PREFERRED)


def _hangs_on(text: str, one: Part, other: Part) -> bool:
    """Whether a part has nothing of its own: only a cue, or fewer than two words besides it."""
    words = fold(other.span.of(text))
    if _ONLY_CUE.match(words) or _OFFERED.match(words) or (words.startswith("(") and words.endswith((")", ")."))):
        return True
    left = fold(one.span.of(text))
    return len(left.split()) < 2 and not _HEAD.search(left)


def _join(text: str, one: Part, other: Part) -> Part:
    span = Span(one.span.start, other.span.end)
    priority, rule = one.priority, one.rule
    if other.priority is not None and (priority is None or _ONLY_CUE.match(fold(other.span.of(text)))):
        priority, rule = other.priority, other.rule
    return Part(span, priority, rule, (*one.dropped, *other.dropped))


def _trimmed(text: str, span: Span) -> Span:
    found = trim(text, span)
    end = found.end
    while end > found.start and text[end - 1] in ",; ":
        end -= 1
    return Span(found.start, end)
