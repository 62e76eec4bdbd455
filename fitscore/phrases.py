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
from functools import cache, cached_property, lru_cache
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


_RUN = re.compile(r"[^\W_]+")
_SECOND_RUN = re.compile(r"-([^\W_]+)")
_SIGNS = ("$ ", "£ ", "€ ")


def needs(phrase: str) -> list[tuple[str, ...]]:
    """Beginnings of words without which a phrase cannot be found: of each group, some word must begin with one of them.

    A space at the end stands for the end of the word; a currency sign counts as a word.

    >>> needs("(wrote|drafted) .. report*")
    [('wrote ', 'drafted '), ('report',)]
    """
    groups: list[list[str]] = []
    depth = start = 0
    padded = f" {phrase.removeprefix('^').removesuffix('$').replace('[-]', '-')} "
    for at, char in enumerate(padded):
        if depth == 0 and (char.isspace() or char in "([") and at > start and padded[start - 1].isspace():
            groups.append([padded[start:at] + char])
        if char in "([":
            start = at + 1 if depth == 0 else start
            depth += 1
        elif char in ")]":
            depth -= 1
            if depth == 0:
                # Glued to letters before it, an alternative is not the beginning of a word.
                if char == ")" and padded[start - 2].isspace():
                    groups.append([part + padded[at + 1] for part in _alternatives(padded[start:at])])
                start = at + 1
        elif depth == 0 and char.isspace():
            start = at + 1
    found = ([_begins(part) for part in group] for group in groups)
    return [tuple(word for words in group for word in words) for group in found if all(group)]


def _begins(words: str) -> tuple[str, ...]:
    """The beginnings that the first word of some words may have; none when it cannot be told."""
    if words == "¤ ":
        return _SIGNS
    run = _RUN.search(words)
    if run is None or words.startswith(("[", "#", "¤", "..", "(")):
        return ()
    if (second := _SECOND_RUN.match(words, run.end())) is not None:
        return f"{run.group()} ", run.group() + second.group(1)
    open_ended = words[run.end() : run.end() + 1] in ("*", "'", "-", "[", "(")
    return (run.group() if open_ended else f"{run.group()} ",)


def _alternatives(words: str) -> list[str]:
    parts, depth, start = [], 0, 0
    for at, char in enumerate(words):
        depth += (char in "([") - (char in ")]")
        if char == "|" and depth == 0:
            parts.append(words[start:at])
            start = at + 1
    return [*parts, words[start:]]


def words_of(folded: str, start: int = 0, end: int | None = None) -> set[str]:
    """The words of folded text as `needs` has them: each with a space at its end, and currency signs."""
    return {f"{word} " for word in _WORD.findall(folded, start, len(folded) if end is None else end)}


_WORD = re.compile(r"\w+|[$£€]")


@dataclass(frozen=True)
class Rule:
    """One entry of a data file: the phrases it matches, those it does not, and what else it says (``attrs``).

    They become patterns when they are first searched for: most runs meet the words of few rules.
    """

    id: str
    phrases: tuple[str, ...]
    unless: tuple[str, ...] = ()
    attrs: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """What matches any of the phrases."""
        return compile_phrases(self.phrases)

    @cached_property
    def guard(self) -> re.Pattern[str] | None:
        """What matches any of the ``unless`` phrases; None when there are none."""
        return compile_phrases(self.unless) if self.unless else None

    def find(self, folded: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
        """The places in folded text where the rule holds and no ``unless`` phrase overlaps it."""
        stop = len(folded) if end is None else end
        guards: list[Span] | None = None
        for match in self.pattern.finditer(folded, start, stop):
            span = Span(*match.span())
            if self.guard is not None:
                if guards is None:
                    guards = [Span(*found.span()) for found in self.guard.finditer(folded, start, stop)]
                if any(span.overlaps(guard) for guard in guards):
                    continue
            yield span

    def holds(self, folded: str) -> bool:
        """Whether the rule is found and no ``unless`` phrase is found anywhere: for short texts such as headings."""
        return self.pattern.search(folded) is not None and (self.guard is None or self.guard.search(folded) is None)

    def search(self, folded: str, start: int = 0, end: int | None = None) -> Span | None:
        """The first place where the rule holds, or None."""
        match = self.pattern.search(folded, start, len(folded) if end is None else end)
        if match is None or self.guard is None:
            return None if match is None else Span(*match.span())
        return next(self.find(folded, start, end), None)


_LENGTHS = (5, 3, 2)
"""Letters of a word by which `Rules` looks it up: the more, the better they tell words apart."""


@lru_cache(maxsize=8192)
def _cut(word: str) -> frozenset[str]:
    return frozenset(f"{word} "[:length] for length in _LENGTHS)


@lru_cache(maxsize=1024)  # the same line is asked about by one set of rules after another
def _beginnings(folded: str) -> frozenset[str]:
    return frozenset().union(*map(_cut, _WORD.findall(folded)))


def _keys(phrase: str) -> list[frozenset[str]]:
    """What a phrase needs, as `_beginnings` gives it; the group that tells most comes first."""
    groups = [group for group in needs(phrase) if min(map(len, group)) >= _LENGTHS[-1]]
    keys = [frozenset(word[: next(n for n in _LENGTHS if n <= len(word))] for word in group) for group in groups]
    return sorted(keys, key=lambda group: (-min(map(len, group)), len(group)))


class Rules(Sequence[Rule]):
    """The rules of a data file, in its order, and an index of the words they need.

    Args:
        rules: the rules.
    """

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._rules = tuple(rules)

    @cached_property
    def _index(self) -> dict[str, list[tuple[int, list[frozenset[str]]]]]:
        """Beginnings of words, each with the rules of which a phrase needs it, and what else that phrase needs."""
        index: dict[str, list[tuple[int, list[frozenset[str]]]]] = {}
        for number, rule in enumerate(self._rules):
            for first, *others in filter(None, map(_keys, rule.phrases)):
                for key in first:
                    index.setdefault(key, []).append((number, others))
        return index

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(self._index)

    @cached_property
    def _always(self) -> frozenset[int]:
        """The rules with a phrase that needs no word."""
        return frozenset(number for number, rule in enumerate(self._rules) if not all(map(_keys, rule.phrases)))

    def __len__(self) -> int:
        return len(self._rules)

    def __getitem__(self, at: Any) -> Any:
        return self._rules[at]

    def near(self, folded: str) -> list[Rule]:
        """The rules that may be found in folded text, in their order: the others need words that it has not."""
        words = _beginnings(folded)
        if not self._always and words.isdisjoint(self._known):
            return []
        found = set(self._always)
        for key in words & self._known:
            for number, others in self._index[key]:
                if number not in found and not any(map(words.isdisjoint, others)):
                    found.add(number)
        return [self._rules[number] for number in sorted(found)]

    def first(self, folded: str) -> tuple[Rule, Span] | None:
        """The first rule in file order that holds in folded text, and where."""
        for rule in self.near(folded):
            span = rule.search(folded)
            if span is not None:
                return rule, span
        return None


@cache
def load_rules(name: str, part: str | None = None) -> Rules:
    """The rules of ``data/<name>.yaml``, or of one of its parts, in the order of the file."""
    data = load_data(name)
    entries = data if part is None else data[part]
    rules = []
    for entry in entries:
        attrs = {key: value for key, value in entry.items() if key not in ("id", "phrases", "unless", "examples")}
        rules.append(Rule(entry["id"], tuple(entry["phrases"]), tuple(entry.get("unless") or ()), attrs))
    return Rules(rules)
