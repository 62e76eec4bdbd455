"""What the words around a target say: does the line ask anything, does it insist, is it boilerplate?

The words live in ``data/cues.yaml``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from fitscore.model import Priority, Span
from fitscore.phrases import Rule, load_rules
from fitscore.text import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A priority word. ``scope``: ``clause`` or ``after`` (what follows it); ``rule`` as in ``data/cues.yaml``."""

    priority: Priority
    span: Span
    scope: str
    rule: str


def find_cues(text: str, span: Span) -> tuple[Cue, ...]:
    """The priority words of a clause, in its order.

    >>> [(c.priority.value, c.rule) for c in find_cues("Welding required; soldering a plus", Span(0, 34))]
    [('required', 'required'), ('preferred', 'plus')]
    """
    by = span.start
    return tuple(
        Cue(priority=cue.priority, span=Span(cue.span.start + by, cue.span.end + by), scope=cue.scope, rule=cue.rule)
        for cue in _cues(span.of(text))
    )


@lru_cache(maxsize=4096)
def _cues(words: str) -> tuple[Cue, ...]:
    folded = fold(words)
    found: list[Cue] = []
    for part in (Priority.PREFERRED, Priority.REQUIRED):
        for rule in load_rules("cues", part.value).near(folded):
            for at in rule.find(folded):
                if not any(at.overlaps(other.span) for other in found):
                    found.append(Cue(priority=part, span=at, scope=rule.attrs["scope"], rule=rule.id))
    return tuple(sorted(found, key=lambda cue: cue.span))


@lru_cache(maxsize=8192)
def _first(part: str, words: str) -> Rule | None:
    found = load_rules("cues", part).first(fold(words))
    return found[0] if found else None


def frame(text: str, span: Span) -> str | None:
    """The rule by which a line is worded as a requirement, or None.

    >>> frame("Strong knowledge of tides", Span(0, 25)), frame("We sell boats", Span(0, 13))
    ('noun-asks', None)
    """
    rule = _first("frames", span.of(text))
    return rule.id if rule else None


def worded(text: str, span: Span) -> bool:
    """Whether a line is worded as a demand and nothing else.

    >>> worded("Ability to row", Span(0, 14)), worded("Row guests across", Span(0, 17))
    (True, False)
    """
    return _first("worded", span.of(text)) is not None


def demand(text: str, span: Span) -> str | None:
    """The rule by which a sentence plainly demands something of the applicant, wherever it stands; or None."""
    rule = _first("demands", span.of(text))
    if rule is None and frame(text, span) == "noun-asks" and _RATED.search(fold(span.of(text))):
        return "rated"
    return rule.id if rule else None


_RATED = re.compile(
    r"\b(?:is|are|would be) (?:\w+ )?"
    r"(?:desirable|desired|preferred|required|essential|beneficial|helpful|a plus|an advantage|an asset|advantageous)"
    r"(?: (?:for|in) (?:this|the) (?:post|role|position|job))?\W*(?:;|\Z)"
)


def asks_unheaded(text: str, span: Span) -> str | None:
    """The rule by which a sentence asks something, where the posting has no requirement heading at all; or None."""
    rule = _first("unheaded", span.of(text))
    return rule.id if rule else None


_THIRD_PERSON = re.compile(
    r"""
    (?!(?:This|It|That|There|These|They|You|We|If|When|As|In|All|Any|Each|Some|No|What|Who)\b)
    (?:The\s|Our\s)?(?:[A-Z][\w&.,'’/-]{0,24}\s|(?:of|and|for|the|in|&|-|–)\s){1,10}
    (?:is|are|was|were|has|have|offers?|provides?|strives?|believes?|recogni[sz]es?|maintains|employs|serves|operates|supports|
       encourages|requires\ that\ all|reserves|participates|considers|will|does|may|helps?|builds?|delivers?|enables?|combines?|
       brings?|makes?|partners|invests?|rely|relies)\s
    """,
    re.VERBOSE,
)
_ASKED_SUBJECT = re.compile(
    r"candidate|applicant|you\b|person|individual|incumbent|successful|ideal|must|experience|knowledge|degree|abilit|skill|licen[sc]e|"
    r"certif|"
    r"diploma|proficien|familiar|fluen|citizen|understanding|background|training|bachelor|master|ph\.?d|education|qualif|clearance|years?|"
    r"required|preferred|plus\b|essential|desirable"
)
_SPEAKER = Rule("third-person", (), (), {"ends": ""})


def boilerplate(text: str, span: Span) -> Rule | None:
    """The rule by which a sentence asks nothing (law, pay, applying, the company); or None.

    >>> [boilerplate(t, Span(0, len(t))) is not None for t in ("Elm County is a fine place to live", "Tact is required")]
    [True, False]
    """
    words = span.of(text)
    rule = _first("boilerplate", words)
    if rule is None and (match := _THIRD_PERSON.match(words)) and not _ASKED_SUBJECT.search(fold(words[: match.end() + 60])):
        return _SPEAKER
    return rule


def widget(text: str, span: Span) -> str | None:
    """The rule by which a line is a job board's own furniture; or None."""
    words = span.of(text)
    if len(words) > 120:
        return None
    rule = _first("widgets", words)
    return rule.id if rule else None
