"""Is a line a heading, and of what? The words live in ``data/sections.yaml``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from fitscore.datafile import load_data
from fitscore.phrases import load_rules
from fitscore.text import fold

ASKING = ("required", "preferred", "requirements")
"""The kinds of sections that hold requirements."""

_DECORATION = re.compile(r"^[\W_]{0,6}|[\s:.\-–—*_#|~=>•?!…]{1,8}$")
_BRACKETS = re.compile(r"\s?[(\[【][^()\[\]【】]{0,60}[)\]】]")
_WORD = re.compile(r"[a-z][\w'/+&-]*|&|/|\+")
_SENTENCE = re.compile(
    r"""
      \b(?:ability|abilities|experience|knowledge|skills?|background|expertise|training|exposure|degree|proficiency|education)
      \ (?:to|of|in|with|as|from|for)\ (?!(?:this|the|our|your|the\ role|role|position|job|success|required|needed|necessary)\b)\w
    | ^(?:work|team|have|be|is|are|must|will|in|to|as|on|at|by|all|we)\b
      (?!\ (?:experience|history|requirements?|skills|have|haves)\b)
    """,
    re.VERBOSE,
)
_TAIL = re.compile(
    r"(?:\s(?:for|in|to)\s(?:this|the|our|your)\s(?:role|position|job|post|team|opportunity))?"
    r"(?:\sif(?:\syou(?:'re|'ve|\sare|\shave)?)?)?\Z"
)
_LINKS = re.compile(r"[&,/]|\b(?:and|or|our|the|your)\b")
_LONGEST = 90
_MOST_WORDS = 11


@dataclass(frozen=True, slots=True)
class Heading:
    """What a heading opens: the section kind, the rule that said so, whether every word of it was known."""

    kind: str
    rule: str
    full: bool = False


@cache
def _words() -> dict[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in load_data("sections")["words"].items()}


@cache
def _strong() -> frozenset[str]:
    return _words()["strong"] | {"education", "experience"}


def plain_heading(text: str) -> str:
    """A heading's words alone: folded, without decoration, brackets and closing colon.

    >>> plain_heading("** Skills & Experience (must): **")
    'skills & experience'
    """
    folded = fold(text.strip())
    if folded.endswith((")", "):", "]", "】")) or "(" in folded or "【" in folded:
        folded = _BRACKETS.sub("", folded)
    for _ in range(3):
        folded = _DECORATION.sub("", folded)
    return folded.strip()


@lru_cache(maxsize=8192)
def classify_heading(text: str, *, whole: bool = False) -> Heading | None:
    """What a line opens if it is a heading; None when its words are not those of a known one.

    Args:
        text: the line.
        whole: a phrase must cover all of its words.

    >>> [classify_heading(words).kind for words in ("Minimum Qualifications:", "Bonus skills", "Who we are")]
    ['required', 'preferred', 'about']
    >>> classify_heading("Experience with Kubernetes") is None
    True
    """
    if len(text) > _LONGEST or re.search(r":\s*[^\W_]|://|\bwww\.", text):
        return None
    words = plain_heading(text)
    tokens = _WORD.findall(words)
    if not words or len(words.split()) > _MOST_WORDS or not tokens:
        return None
    by_words = _by_words(tokens, fold(text))
    if by_words is not None:
        return by_words
    closed = text.rstrip(" *_").endswith((":", "?", "…", "..."))
    for rule in load_rules("sections", "headings").near(words):
        if rule.holds(words) and _covers(rule.pattern, words, closed=closed, whole=whole):
            return Heading(rule.attrs["kind"], rule.id)
    return None


def _covers(pattern: re.Pattern[str], words: str, *, closed: bool, whole: bool) -> bool:
    """Whether the phrase is most of the line, so that a sentence that happens to hold it is no heading."""
    count = len(_TAIL.sub("", words).split())
    spans = [m.span() for m in pattern.finditer(words)]
    matched = max((len(words[start:end].split()) for start, end in spans), default=0)
    if len(spans) > 1 and not _LINKS.sub(" ", pattern.sub(" ", words)).strip(" ,/"):
        return True  # "Compensation, benefits and perks"
    if whole:
        return matched >= count
    return matched >= count - (4 if closed else 3) and (matched * 2 >= count or closed or count <= 3)


def _by_words(tokens: list[str], folded: str) -> Heading | None:
    known = _words()
    nouns, filler, required, preferred = known["nouns"], known["filler"], known["required"], known["preferred"]
    parts = [part for token in tokens for part in re.split(r"(?<=\w)/(?=\w)", token)]
    if not all(part in nouns or part in filler or part in required or part in preferred for part in parts):
        return None
    if _SENTENCE.search(" ".join(tokens)) or tokens in (["background"], ["experience", "level"]) or re.search(r"\d", folded):
        return None
    asks, likes = any(p in required for p in parts), any(p in preferred for p in parts)
    if not any(part in nouns for part in parts):
        if len(parts) > 3 or not (asks or likes) or parts in (["need"], ["us"]):
            return None
        return Heading("preferred" if likes and not asks else "required", "words", True)
    if likes and asks:
        return Heading("requirements", "words", True)
    if re.search(r"\((?:minimum|required|essential|must)", folded):
        asks = True
    if re.search(r"\((?:preferred|desired|desirable|nice|bonus|optional|a plus)", folded):
        likes = True
    return Heading("preferred" if likes else "required" if asks else "requirements", "words", True)


def is_bare_heading(text: str) -> bool:
    """Whether a line is only heading words, with nothing that could be asked.

    >>> is_bare_heading("Certificates/Licenses"), is_bare_heading("Communication skills")
    (True, False)
    """
    heading = classify_heading(text)
    if heading is None or not heading.full:
        return False
    parts = [part for token in _WORD.findall(plain_heading(text)) for part in re.split(r"(?<=\w)/(?=\w)", token)]
    return not any(part in _words()["substance"] for part in parts)


_STRONG_KINDS = (*ASKING, "duties", "benefits", "legal", "application", "about", "conditions")


def heading_prefix(words: str) -> str | None:
    """The longest run of words at the start of a title-case run that is a well-known heading, for headings inside a line.

    >>> heading_prefix("Minimum Qualifications The Successful")
    'Minimum Qualifications'
    >>> heading_prefix("Python Developer") is None
    True
    """
    return next(iter(heading_prefixes(words)), None)


@lru_cache(maxsize=8192)
def heading_prefixes(words: str) -> tuple[str, ...]:
    """All runs of words at the start of a title-case run that are well-known headings, longest first."""
    article = re.search(r"\s(?:The|A|An|You|We|Our|To|This|As|In|At|Must)(?:\s|\Z)", words)
    ends = [match.end() for match in re.finditer(r"\S+", words)]
    ends = [end for end in ends if article is None or end <= article.start()]
    candidates = (words[:end].rstrip(",") for end in reversed(ends))
    return tuple(candidate for candidate in candidates if _is_well_known(candidate))


def _is_well_known(words: str) -> bool:
    if "(" in words or words.startswith(("The ", "Our ")) or re.search(r"\s(?:and|or|of|the|to|in|for|&|/|you|we)\Z", words):
        return False
    folded = fold(words)
    parts = _WORD.findall(folded)
    strong = _strong()
    if len(parts) == 1 == len(words.split()) and parts[0] not in strong and folded.strip(":") not in _SINGLE:
        return False  # most capitalised words are this
    heading = classify_heading(words, whole=True)
    if heading is None or heading.kind not in _STRONG_KINDS:
        return False
    if heading.kind in ASKING and heading.full:
        if any(part in strong for part in parts):
            return True
        marks = _words()["required"] | _words()["preferred"] | {"to", "have"}
        return len(parts) > 1 and all(part in marks for part in parts)
    count = len(words.split())
    return count >= 3 if heading.kind in ASKING else count > 1 or folded.strip(":") in _SINGLE


_SINGLE = frozenset(
    (
        "responsibilities", "duties", "benefits", "requirements", "qualifications", "perks", "compensation", "preferred",
        "required", "skills",
    )
)
