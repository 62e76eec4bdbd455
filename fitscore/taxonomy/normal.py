"""Tokens and normal forms: what makes two ways of writing a skill the same.

Both sides of every comparison, alias and document, go through the same two functions, so a rule that bends a word
too far (``hour`` to ``hor``) does no harm as long as no two words of different sense meet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from fitscore.text import fold

_TOKEN = re.compile(
    r"""
    [^\W_]+                                  # a word or number ...
    (?: \.(?:js|io|ai|net|com|ly)\b           # Node.js, ASP.NET
      | (?: (?<!\w\w)\.[a-z]\b )+ \.?         # B.S., C.P.A
      | \+\+ | \+(?![\w+]) | \#(?![a-z_])     # C++, Security+, C#
      | ['\u2019][^\W\d_]+                    # master's
      | (?<=\d{3})\([a-z]\)                   # 401(k)
    )?
  | \.net\b
  | &
    """,
    re.VERBOSE | re.IGNORECASE,
)

_ADDRESS = ("://", "www.", "@", ".com/", ".org/", ".io/", ".net/", ".dev/")
"""The mark of a link or mail address; the run of non-blank characters around it is no word of the text."""

JOINTS = frozenset(
    {"", " ", "-", "/", "_", ".", "\u2010", "\u2011", "\u2013", " / ", "\u00a0", "- ", "/ ", " /", "' ", "\u2019 "}
)
"""What may stand between two words of one skill; a longer run of blanks may too."""

_SOFT_BREAK = re.compile(r"[ \t\u00a0]*\r?\n[ \t\u00a0]*")


class Words(NamedTuple):
    """The words of a text, side by side: where each starts and ends, and its normal form."""

    starts: list[int]
    ends: list[int]
    norms: list[str]


class Token(NamedTuple):
    """One word of a text: its place and its normal form."""

    start: int
    end: int
    norm: str


def scan(text: str, start: int = 0, end: int | None = None) -> Words:
    """The words of a text with their normal forms, in order; links and mail addresses are left out.

    Three plain lists, because a posting has a thousand words and an object for each would cost more than finding them.
    """
    stop = len(text) if end is None else end
    found = list(_TOKEN.finditer(text, start, stop))
    addresses = [run for mark in _ADDRESS for run in _addresses(text, mark, start, stop)]
    if addresses:
        found = [match for match in found if not any(low <= match.start() < high for low, high in addresses)]
    return Words([match.start() for match in found], [match.end() for match in found], [_NORMS[match[0]] for match in found])


def tokenize(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """As `scan`, one object a word.

    >>> [t.norm for t in tokenize("C++/C#, Node.js/React; AWS(S3) R&D with R. .NET https://go.dev")]
    ['c++', 'c#', 'nodejs', 'react', 'aws', 's3', 'r', 'and', 'd', 'with', 'r', '.net']
    """
    return list(map(Token, *scan(text, start, end)))


def _addresses(text: str, mark: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """The runs of non-blank characters around each mark of an address."""
    at = text.find(mark, start, stop)
    while at >= 0:
        low, high = at, at + len(mark)
        while low and not text[low - 1].isspace() and text[low - 1] not in "(<[,;|":
            low -= 1
        while high < len(text) and not text[high].isspace() and text[high] not in ")>],;|":
            high += 1
        if mark != "@" or low < at < high - 1:
            yield low, high
        at = text.find(mark, high, stop)


def joined(text: str, end: int, start: int) -> bool:
    """Whether words ending and starting here may belong to one skill: no punctuation, no line end between items."""
    gap = text[end:start]
    if gap in JOINTS:
        return True
    if not gap.isspace():
        return False
    return "\n" not in gap or (_SOFT_BREAK.fullmatch(gap) is not None and text[start].islower())


def key_of(text: str) -> str:
    """The squashed normal form of a phrase, which all its free variants share.

    >>> {key_of(t) for t in ("scikit-learn", "Scikit learn", "scikitlearn")}
    {'scikitlearn'}
    >>> key_of("Modelling & optimisation") == key_of("modeling and optimizations")
    True
    """
    return "".join(scan(text).norms)


_IRREGULAR = {
    "analyses": "analysis", "hypotheses": "hypothesis", "crises": "crisis", "theses": "thesis", "diagnoses": "diagnosis",
    "criteria": "criterion", "indices": "index", "matrices": "matrix", "children": "child", "people": "people",
    "practise": "practice", "practising": "practicing", "programme": "program", "programmes": "program", "&": "and",
    "catalogue": "catalog", "catalogues": "catalog", "dialogue": "dialog", "grey": "gray", "cheque": "check", "cheques": "check",
    "tyre": "tire", "tyres": "tire", "judgement": "judgment", "ageing": "aging", "enrolment": "enrollment",
    "apis": "api", "kpis": "kpi", "fulfilment": "fulfillment", "aluminium": "aluminum",
    "movies": "movie", "lens": "lens", "canvas": "canvas",
}  # fmt: skip

_SPELLING = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"is(e|ed|er|ing|ation)$", r"iz\1"),
        (r"lys(e|ed|er|ing)$", r"lyz\1"),
        (r"(?<=[a-z]{3})our(?=$|al$|ed$|ing$|able$|hood$)", "or"),
        (r"ll(ing|ed|er|or)$", r"l\1"),
        (r"(cent|theat|fib|lit|met|calib)re$", r"\1er"),
        (r"(lic|def|off)ence$", r"\1ense"),
        (r"^(p|orthop|an|h|gyn|arch)ae", r"\1e"),
        (r"^oe(?=s|d)|(?<=^f)oe(?=t)", "e"),
    )
)


def normal(word: str) -> str:
    """The normal form of one word: lower case, singular, American spelling, no dots inside.

    >>> [normal(w) for w in ("APIs", "Behaviours", "optimised", "B.S.", "companies", ".NET", "Node.JS", "manager's")]
    ['api', 'behavior', 'optimized', 'bs', 'company', '.net', 'nodejs', 'manager']
    """
    low = fold(word)
    if len(word) > 2 and word[-1] == "s" and word[:-1].isupper():
        low = low[:-1]
    if low in _IRREGULAR:
        return _IRREGULAR[low]
    if not low.isalnum() and low[0] != ".":
        dotted, low = low, low.replace(".", "").replace("(", "").replace(")", "")
        if dotted != low:
            return low
    if "'" in low:
        low = low.split("'")[0] if low.endswith("'s") else low.replace("'", "")
    if len(low) <= 3:
        return low
    low = singular(low)
    if len(low) >= 5 and low.isalpha():
        for pattern, replacement in _SPELLING:
            low = pattern.sub(replacement, low)
    return low


def singular(word: str) -> str:
    """A lower-case word without its plural ending, by the rules of spelling alone.

    >>> [singular(w) for w in ("boxes", "processes", "studies", "status", "analysis", "databases", "metrics")]
    ['box', 'process', 'study', 'status', 'analysis', 'database', 'metric']
    """
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if not word.endswith("s") or word.endswith(("ss", "us", "is", "js")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches", "shes", "zzes")) and not word.endswith("aches"):
        return word[:-2]
    return word[:-1]


class _Norms(dict[str, str]):
    """Normal forms by word, made when first asked for; a dictionary, because a plain look-up is the finder's hot spot."""

    def __missing__(self, word: str) -> str:
        if len(self) > _MEMORY:
            self.clear()
        self[word] = norm = normal(word)
        return norm


_MEMORY = 100_000
_NORMS = _Norms()
