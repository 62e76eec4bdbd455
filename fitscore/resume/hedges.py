"""What a statement takes back: negation, reservation, study. Each cue has a scope; a mention asks which cues reach it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice

from fitscore.datafile import load_data
from fitscore.model import Span
from fitscore.phrases import compile_phrases, load_rules
from fitscore.resume.shapes import opens_with_verb
from fitscore.text import fold, trim

_HEAD = re.compile(r"[ \xa0]*(?:\t+|:|\s[–—-]\s|[ \xa0]{3,})[ \xa0]*")
_BRACKET = re.compile(r"[ \xa0]?[(\[]([^()\[\]]{1,200})[)\]]")
_BREAK = re.compile(r"[.;!?]\s|[.;]\Z|\n[•\-*]|\t|[ \xa0]{3,}")
_RATING = re.compile(r"(?P<full>[●★⬤■◆▰█]{0,10})\s?(?P<empty>[○☆◯□◇▱░]{1,10})")
_NEW_TONE = re.compile(r"(?:an?|the|strong|advanced|expert|proficient|fluent|daily)\s")
_COMMA = re.compile(r"[,•|·]\s*")
_AND_TONE = re.compile(r"\s(?:and|&|plus|/)\s(?=(?:strong|advanced|expert|proficient|fluent|daily|good|solid|excellent)\s)")
_BARE_NO = re.compile(
    r"\s*(?:No|Not)\s+(?!longer|less|fewer|later|matter|one\b|doubt)[^\s,;:]+(?:\s+[^\s,;:]+){0,3}?\s*[.;]?\s*\Z"
)


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue and the stretch of text it speaks of."""

    rule: str
    effect: str
    reach: Span


@dataclass(frozen=True, slots=True)
class Standing:
    """How a mention stands: taken back, with a reservation, from study, or said to be in use."""

    negated: bool = False
    hedged: bool = False
    studied: bool = False
    used: bool = False


@cache
def _ends() -> re.Pattern[str]:
    return compile_phrases(load_data("resume_hedges")["clause_ends"])


MOST_HITS = 100
"""Words of one kind in a statement beyond which they are noise."""


def cues_in(text: str, span: Span) -> tuple[Cue, ...]:
    """The cues of a statement with the stretches they reach."""
    folded = fold(span.of(text))
    found: list[Cue] = []
    head = _head_of(text, span)
    for rule in load_rules("resume_hedges", "rules").near(folded):
        for hit in islice(rule.find(folded), MOST_HITS):
            at = trim(text, Span(hit.start + span.start, hit.end + span.start))
            for effect, reach in _reaches(text, span, folded, at, rule.attrs, head):
                found.append(Cue(rule.id, effect, reach))
    if _BARE_NO.match(text, span.start, span.end):
        found.append(Cue("bare no", "negated", span))
    for rating in _RATING.finditer(text, span.start, span.end):
        full, empty = len(rating["full"] or ""), len(rating["empty"] or "")
        if full + empty >= 3 and 5 * full <= 2 * (full + empty):
            found.append(Cue("low rating", "hedged", Span(_item_start(text, span, rating.start()), rating.end())))
    return tuple(found)


def _head_of(text: str, span: Span) -> Span | None:
    """The name in front of a colon, a tab or a dash: "Airflow: can edit a DAG"."""
    match = _HEAD.search(text, span.start, min(span.end, span.start + 60))
    if match is None or match.start() <= span.start or len(text[span.start : match.start()].split()) > 5:
        return None
    if "," in text[span.start : match.start()] and ":" not in match.group():
        return None
    return Span(span.start, match.end())


def _reaches(text: str, span: Span, folded: str, at: Span, attrs: object, head: Span | None) -> Iterator[tuple[str, Span]]:
    said: dict[str, str] = attrs if isinstance(attrs, dict) else {}
    effect = said["effect"]
    bracket = _inside_bracket(text, span, at)
    if bracket is not None:
        # "Python (beginner)": words in brackets speak of what stands before them; "(reads, does not write)" limits only.
        first = not text[bracket.start + 1 : at.start].strip()
        yield effect, Span(at.start, min(bracket.end, _clause_end(text, span, folded, at, said["scope"])))
        own = _has_own_name(text, at, Span(bracket.start + 1, bracket.end - 1), said)
        if (said.get("head") or said.get("back") or said.get("bracket")) and not own:
            weaker = said.get("bracket") or ("hedged" if effect == "negated" and not first else effect)
            yield weaker, Span(_item_start(text, span, bracket.start), bracket.start)
        return
    end = _clause_end(text, span, folded, at, said["scope"])
    yield effect, Span(at.start, end)
    clause = _clause_start(text, span, at)
    if said.get("back"):
        yield effect, Span(clause, at.end)
    reached = head is not None and said.get("head") and at.start >= head.end and _same_sentence(text, head.end, at.start)
    if head is not None and reached and not _has_own_name(text, at, Span(head.end, end), said):
        # The words after a name limit it; only words that begin with a "no" take it back.
        first = not text[head.end : at.start].strip(" ,;-–")
        yield ("hedged" if effect == "negated" and not first else effect), head


def _has_own_name(text: str, at: Span, within: Span, said: dict[str, str]) -> bool:
    """Whether a reservation stands before a name of its own among others: "some VBA" in "Excel (pivots, lookups, some VBA)"."""
    before, after = text[within.start : at.start], text[at.end : within.end]
    own = re.split(r"[,;.)]", after)[0].strip()
    listed = "," in before or ";" in before or "," in after
    return not said.get("back") and bool(own) and listed


def _same_sentence(text: str, start: int, end: int) -> bool:
    return not re.search(r"[.!?]\s+[A-Z]|;", text[start:end])


def _inside_bracket(text: str, span: Span, at: Span) -> Span | None:
    opened = text.rfind("(", span.start, at.start + 1)
    if opened < 0 or text.find(")", opened, at.start) >= 0:
        return None
    closed = text.find(")", at.start, span.end)
    return Span(opened, closed + 1 if closed >= 0 else span.end)


def _item_start(text: str, span: Span, end: int) -> int:
    """Where the list item or clause that ends here begins."""
    starts = [match.end() for pattern in (_COMMA, _BREAK) for match in pattern.finditer(text, span.start, end)]
    colon = text.rfind(": ", span.start, end)
    return max([span.start, colon + 2 if colon >= 0 else span.start, *starts])


def _clause_start(text: str, span: Span, at: Span) -> int:
    starts = [match.end() for pattern in (_COMMA, _BREAK) for match in pattern.finditer(text, span.start, at.start)]
    return max([span.start, *starts])


def _clause_end(text: str, span: Span, folded: str, at: Span, scope: str) -> int:
    stop = _BREAK.search(text, at.end, span.end)
    end = stop.start() + 1 if stop is not None else span.end
    match = _ends().search(folded, at.end - span.start, end - span.start)
    if match is not None:
        end = match.start() + span.start
    tone = _AND_TONE.search(text, at.end, end) if scope == "item" else None
    end = tone.start() if tone is not None else end
    for comma in _COMMA.finditer(text, at.end, end):
        if _depth(text, at.end, comma.start()):
            continue
        if scope == "item":
            return comma.start()
        rest = text[comma.end() : end]
        item = re.split(r",", re.sub(r"^(?:and|or|nor)\s", "", rest))[0]
        if (opens_with_verb(item) and len(item.split()) > 3) or _NEW_TONE.match(rest):
            return comma.start()
    return end


def _depth(text: str, start: int, end: int) -> bool:
    piece = text[start:end]
    return piece.count("(") > piece.count(")")


def standing(cues: Sequence[Cue], mention: Span) -> Standing:
    """How a mention stands under the cues of its statement."""
    effects = {cue.effect for cue in cues if cue.reach.contains(mention)}
    return Standing("negated" in effects, "hedged" in effects, "studied" in effects, "used" in effects)
