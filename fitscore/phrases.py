"""The small pattern language of the data files: phrases a person can read, compiled to bounded regular expressions.

=============  ==========================================================
``word``       the word itself; every phrase begins and ends at a word boundary
space          white space
``-``          a hyphen, white space or nothing (``follow-up``: followup, follow up)
``'``          an apostrophe or nothing
``(a|b)``      either
``[a]``        perhaps
``*``          at the end of a word: any ending (``certif*``)
``..``         up to five words in between; `` .. $``: and up to ten more words
``#``          a number, in digits or as a word up to twelve
``¤``          a currency sign
``^`` ``$``    the start, the end of what is searched (white space and full stop aside)
=============  ==========================================================

Phrases are matched against `fitscore.text.fold` of a text, so they are written in lower case with plain quotes and dashes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from fitscore.datafile import load_data
from fitscore.model import Span

_OPEN, _CLOSE = r"(?<!\w)(?:", r")(?!\w)"
_GAP = r"(?:[^\s]{1,40}\s{1,3}){0,5}?"
_TOKEN = re.compile(r"\.\.|[()|\[\]*'#^$¤-]|\s+|[^()|\[\]*'#^$¤\s.-]+|\.")
_MAP = {"..": _GAP, "(": "(?:", ")": ")", "|": "|", "[": "(?:", "]": ")?", "*": r"\w{0,20}", "'": "'?", "¤": "[$£€]"}
_EDGE = r"(?!(?<=\w)\w)"  # not within a word; one assertion, for two alternatives would double the ways to match
_NUMBER = r"(?:\d{1,6}(?:[.,]\d{1,3})?|one|two|three|four|five|six|seven|eight|nine|ten|twelve)"
_MAP |= {"#": _NUMBER, "-": r"[\s-]?", "^": r"\A\W{0,4}", "$": r"\W{0,4}\Z"}


def _source(phrase: str) -> str:
    tokens = _TOKEN.findall(phrase.removesuffix(" .."))
    if tokens[-4:] == [" ", "..", " ", "$"]:
        return _source_of(tokens[:-4]) + r"(?:\s{1,3}[^\s]{1,40}){0,10}\W{0,4}\Z"
    return _source_of(tokens)


def _source_of(tokens: list[str]) -> str:
    out: list[str] = []
    for place, token in enumerate(tokens):
        if token.isspace():
            before = tokens[place - 1] if place else ""
            after = tokens[place + 1] if place + 1 < len(tokens) else ""
            # A space beside something optional must be optional with it; two words still cannot run together.
            if before in ("^", ".."):
                continue
            out.append(rf"{_EDGE}\s{{0,3}}{_EDGE}" if before == "]" or after in ("[", "$") else r"\s{1,3}")
        else:
            out.append(_MAP.get(token, re.escape(token)))
    return "".join(out)


def compile_phrases(phrases: Sequence[str]) -> re.Pattern[str]:
    """One regular expression for any of the phrases, to be matched against folded text.

    >>> bool(compile_phrases(["(must|shall) be [legally] authorized"]).search("you must be legally authorized to work"))
    True
    >>> bool(compile_phrases(["plus$"]).search("sql is a plus."))
    True
    >>> bool(compile_phrases(["degree in .. science"]).search("a degree in data or computer science"))
    True
    """
    if not phrases:
        return re.compile(r"(?!)")
    return re.compile(_OPEN + "|".join(_source(phrase) for phrase in phrases) + _CLOSE)


_PLAIN = re.compile(r"[^\W_]+")


def needs(phrase: str) -> list[tuple[str, ...]]:
    """Beginnings of words without which a phrase cannot be found: of each group, some word must begin with one of them.

    >>> needs("(wrote|drafted) .. report*")
    [('wrote', 'drafted'), ('report',)]
    """
    groups: list[tuple[str, ...]] = []
    depth = start = 0
    padded = f" {phrase} "
    for at, char in enumerate(padded):
        if depth == 0 and (char.isspace() or char in "([") and at > start and padded[start - 1].isspace():
            groups.append((padded[start:at],))
        if char in "([":
            start = at + 1 if depth == 0 else start
            depth += 1
        elif char in ")]":
            depth -= 1
            if depth == 0:
                # Glued to other letters, an alternative is not the beginning of a word.
                if char == ")" and padded[start - 2].isspace() and padded[at + 1].isspace():
                    groups.append(tuple(_alternatives(padded[start:at])))
                start = at + 1
        elif depth == 0 and char.isspace():
            start = at + 1
    found = []
    for group in groups:
        first = [match.group() if (match := _PLAIN.search(part)) else "" for part in group]
        if all(first) and not any(part.startswith(("[", "#", "¤", "..", "(")) for part in group):
            found.append(tuple(first))
    return found


def _alternatives(words: str) -> list[str]:
    parts, depth, start = [], 0, 0
    for at, char in enumerate(words):
        depth += (char in "([") - (char in ")]")
        if char == "|" and depth == 0:
            parts.append(words[start:at])
            start = at + 1
    return [*parts, words[start:]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One entry of a data file: what it matches, what it does not, and what else it says (``attrs``)."""

    id: str
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None
    attrs: Mapping[str, Any] = field(default_factory=dict)

    def find(self, folded: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
        """The places in folded text where the rule holds and no ``unless`` phrase overlaps it."""
        stop = len(folded) if end is None else end
        guards: list[Span] | None = None
        for match in self.pattern.finditer(folded, start, stop):
            span = Span(*match.span())
            if self.unless is not None:
                if guards is None:
                    guards = [Span(*found.span()) for found in self.unless.finditer(folded, start, stop)]
                if any(span.overlaps(guard) for guard in guards):
                    continue
            yield span

    def holds(self, folded: str) -> bool:
        """Whether the rule is found and no ``unless`` phrase is found anywhere: for short texts such as headings."""
        return self.pattern.search(folded) is not None and (self.unless is None or self.unless.search(folded) is None)

    def search(self, folded: str, start: int = 0, end: int | None = None) -> Span | None:
        """The first place where the rule holds, or None."""
        match = self.pattern.search(folded, start, len(folded) if end is None else end)
        if match is None or self.unless is None:
            return None if match is None else Span(*match.span())
        return next(self.find(folded, start, end), None)


@cache
def load_rules(name: str, part: str | None = None) -> tuple[Rule, ...]:
    """The rules of ``data/<name>.yaml``, or of one of its parts, in the order of the file."""
    data = load_data(name)
    entries = data if part is None else data[part]
    rules = []
    for entry in entries:
        attrs = {key: value for key, value in entry.items() if key not in ("id", "phrases", "unless", "examples")}
        unless = compile_phrases(entry["unless"]) if entry.get("unless") else None
        rules.append(Rule(entry["id"], compile_phrases(entry["phrases"]), unless, attrs))
    return tuple(rules)


_GATES: dict[int, tuple[Sequence[Rule], re.Pattern[str]]] = {}


def may_hold(rules: Sequence[Rule], folded: str, start: int = 0, end: int | None = None) -> bool:
    """Whether any of the rules is found, ``unless`` aside: one search instead of many, for most texts hold none.

    Args:
        rules: what `load_rules` gave; the same object each time.
        folded: folded text.
        start: where to begin.
        end: where to stop; default: the end.
    """
    gate = _GATES.get(id(rules))
    if gate is None or gate[0] is not rules:
        sources = (rule.pattern.pattern.removeprefix(_OPEN).removesuffix(_CLOSE) for rule in rules)
        gate = _GATES[id(rules)] = rules, re.compile(_OPEN + "|".join(sources) + _CLOSE)
    return gate[1].search(folded, start, len(folded) if end is None else end) is not None


def first_rule(rules: Sequence[Rule], folded: str, start: int = 0, end: int | None = None) -> tuple[Rule, Span] | None:
    """The first rule in file order that holds, and where."""
    if len(rules) > 1 and not may_hold(rules, folded, start, end):
        return None
    for rule in rules:
        span = rule.search(folded, start, end)
        if span is not None:
            return rule, span
    return None
