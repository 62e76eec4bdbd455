"""Tokens and normal forms: what makes two ways of writing a skill the same.

Both sides of every comparison, alias and document, go through the same two functions, so a rule that bends a word
too far (``hour`` to ``hor``) does no harm as long as no two words of different sense meet.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from fitscore.text import fold

_TOKEN = re.compile(
    r"""
    (?P<skip> https?://\S+ | www\.\S+ | [\w.+-]+@[\w-]+(?:\.[\w-]+)+ | \w+(?:[.-]\w+)*\.(?:com|org|io|net|dev)/\S* )
  | \.NET\b
  | (?<!\w)(?:[A-Za-z]\.){2,}(?:[A-Za-z]\b)?                    # B.S., C.P.A
  | [A-Za-z]\+\+ | [A-Za-z]\#(?!\w)                             # C++, C#
  | \d{3}\([a-z]\)                                              # 401(k)
  | [A-Za-z0-9]+\.(?:js|io|ai|net|com|ly|NET|JS)\b              # Node.js, ASP.NET
  | [^\W_]+(?:['\u2019][^\W\d_]+)?(?:\+\+?(?![\w+])|\#(?!\w))?  # words; Security+, Notepad++
  | [&]
    """,
    re.VERBOSE,
)

JOINTS = frozenset({"", " ", "-", "/", "_", "\u2010", "\u2011", "\u2013", " / ", "\u00a0", "- ", "/ ", " /"})
"""What may stand between two words of one skill; a longer run of blanks may too."""

_SOFT_BREAK = re.compile(r"[ \t\u00a0]*\r?\n[ \t\u00a0]*")


class Token(NamedTuple):
    """One word of a text: its place and its normal form (empty for an address, which is nobody's skill)."""

    start: int
    end: int
    norm: str


def tokenize(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """The words of a text with their normal forms, in order.

    >>> [t.norm for t in tokenize("C++/C#, Node.js/React; AWS(S3) R&D with R. .NET")]
    ['c++', 'c#', 'nodejs', 'react', 'aws', 's3', 'r', 'and', 'd', 'with', 'r', '.net']
    """
    stop = len(text) if end is None else end
    make = Token._make
    return [
        make((*match.span(), "" if match.lastgroup else normal(match.group()))) for match in _TOKEN.finditer(text, start, stop)
    ]


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
    return "".join(token.norm for token in tokenize(text))


_IRREGULAR = {
    "analyses": "analysis", "hypotheses": "hypothesis", "crises": "crisis", "theses": "thesis", "diagnoses": "diagnosis",
    "criteria": "criterion", "indices": "index", "matrices": "matrix", "children": "child", "people": "people",
    "practise": "practice", "practising": "practicing", "programme": "program", "programmes": "program", "&": "and",
    "catalogue": "catalog", "catalogues": "catalog", "dialogue": "dialog", "grey": "gray", "cheque": "check", "cheques": "check",
    "tyre": "tire", "tyres": "tire", "judgement": "judgment", "ageing": "aging", "enrolment": "enrollment",
    "fulfilment": "fulfillment", "aluminium": "aluminum", "movies": "movie", "lens": "lens", "canvas": "canvas",
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


@lru_cache(maxsize=65536)
def normal(word: str) -> str:
    """The normal form of one word: lower case, singular, American spelling, no dots inside.

    >>> [normal(w) for w in ("APIs", "Behaviours", "optimised", "B.S.", "companies", ".NET", "Node.JS", "manager's")]
    ['api', 'behavior', 'optimized', 'bs', 'company', '.net', 'nodejs', 'manager']
    """
    low = fold(word)
    if low in _IRREGULAR:
        return _IRREGULAR[low]
    if low[0] != ".":
        low = low.replace(".", "").replace("(", "").replace(")", "")
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
    if not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches", "shes", "zzes")) and not word.endswith("aches"):
        return word[:-2]
    return word[:-1]
