"""Where the work is done: places, remote, hybrid or on site, days in the office."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from fitscore.model import Span
from fitscore.phrases import load_rules
from fitscore.posting.lines import Piece
from fitscore.posting.sections import Block
from fitscore.posting.titles import is_title
from fitscore.quantities import NUMBER, number_of
from fitscore.requirements.sentences import sentences
from fitscore.text import fold

_DAYS = re.compile(
    rf"""
      (?:office|on-?\s?site|in\sperson|in-office|hq)\b[^.;\n]{{0,40}}?(?P<a>{NUMBER})\s?(?:\+\s?)?days?\b
        (?:\s(?:a|per|each|every)\sweek|/week)?
    | (?P<b>{NUMBER})\s?(?:\+\s?)?(?:days?|times)\s?(?:(?:a|per|each|every)\s?week\s)?[^.;\n]{{0,25}}?
        \b(?:in\s(?:the|our)\s(?:\w+\s)?office|on-?\s?site|in-office|in\sperson|from\s(?:the|our)\soffice|office\b)
    """,
    re.VERBOSE,
)
_LABEL = re.compile(
    r"""
    (?:job\s|work\s|primary\s|office\s)?(?:locations?|based\sin|based\sat|place\sof\swork|duty\sstation|city)
    \s?:\s{0,3}(?P<value>\S.{1,90})
    """,
    re.IGNORECASE | re.VERBOSE,
)
_TAG = re.compile(r"#\s?li-(hybrid|remote|onsite|on-site)", re.IGNORECASE)
_TOWN = r"(?:[A-Z][\w.'’-]{1,20}(?:\s(?:[A-Z][\w.'’-]{1,20}|of|upon|on)){0,3})"
_CITY = re.compile(rf"{_TOWN},\s?[A-Z]{{2}}(?:\b|(?=[A-Z][a-z]))(?:\s\d{{5}})?(?:,\s?(?:USA|US|United States))?")
_CITY_LINE = re.compile(rf"{_TOWN}(?:,\s{_TOWN}){{0,2}}")
_IN_CITY = re.compile(
    rf"\b(?:based|located|office|centre|center|hospital|clinic|school|position|role|vacancy)\b[^.\n]{{0,60}}?\bin\s(?P<value>{_TOWN},\s[A-Z][a-z]{{3,20}})\b"
)
_BASED = re.compile(
    r"""
    \b(?:based|located|live|reside|position|role|job|office)\s(?:is\s)?(?:located\s|based\s)?in\s(?:our\s)?
    (?P<value>[A-Z][\w.'’-]{1,20}(?:\s[A-Z][\w.'’-]{1,20}){0,2}(?:,\s[A-Z][\w.]{1,20})?)
    """,
    re.VERBOSE,
)
_STATED = (("hybrid", "hybrid"), ("remote", "remote"), ("telecommut", "remote"), ("on-site", "onsite"), ("onsite", "onsite"),
           ("on site", "onsite"), ("office", "onsite"))  # fmt: skip
_PERK_THAT_COUNTS = re.compile(
    r"position|role|work from home|days|remotely|remote[- ]work\w* (?:environment|set-?up|model|culture|policy)"
)


def work_mode_of(text: str, blocks: Sequence[Block], facts: Mapping[str, str]) -> str | None:
    """``onsite``, ``hybrid`` or ``remote``, or None when the posting does not say."""
    stated = fold(facts.get("work_mode", ""))
    if mode := next((mode for words, mode in _STATED if words in stated), None):
        return mode
    weights: Counter[str] = Counter()
    for block in blocks:
        weights.update(_in_block(text, block))
    for match in _TAG.finditer(text):
        weights[{"h": "hybrid", "r": "remote", "o": "onsite"}[match.group(1)[0].lower()]] += 5
    weights.update(_from_title(facts.get("title", "") + " " + facts.get("location", "")))
    if weights["hybrid"] >= 5:
        return "hybrid"
    best = max(weights.items(), key=lambda item: (item[1], item[0]), default=("", 0))
    return best[0] if best[1] >= 2 else None


def _in_block(text: str, block: Block) -> Counter[str]:
    """What one section says about the place; requirements and lists of duties say nothing about it."""
    weights: Counter[str] = Counter()
    if block.asks or (block.kind in ("noise", "anti", "duties") and any(piece.marker for piece in block.pieces)):
        return weights
    for piece in block.pieces:
        for span in sentences(text, piece.span):
            for mode, weight in _modes(text, span, perk=block.kind == "benefits" and bool(piece.marker)):
                weights[mode] += weight
    if block.heading is not None:
        for mode, weight in _modes(text, block.heading, perk=True):
            weights[mode] += weight
    return weights


def _from_title(words: str) -> dict[str, int]:
    folded = fold(words)
    return {mode: 6 for mode in ("hybrid", "remote") if re.search(rf"\b{mode}\b", folded)}


def _modes(text: str, span: Span, *, perk: bool) -> list[tuple[str, int]]:
    words = span.of(text)
    if len(words) > 600:
        return []
    folded = fold(words).lstrip("# ")
    found: list[tuple[str, int]] = []
    for rule in load_rules("work_modes").near(folded):
        if rule.search(folded) is None:
            continue
        if perk and not _PERK_THAT_COUNTS.search(folded):
            return []
        weight = int(rule.attrs["weight"])
        found.append((rule.attrs["mode"], weight - 3 if perk and rule.attrs["mode"] != "hybrid" else weight))
        break
    return found


def onsite_days_of(text: str) -> int | None:
    """Days a week in the office, or None.

    >>> onsite_days_of("Come to the office 3 days a week.")
    3
    """
    folded = fold(text)
    for match in _DAYS.finditer(folded) if "week" in folded and ("day" in folded or "times" in folded) else ():
        number = number_of(match.group("a") or match.group("b"))
        if number is not None and 1 <= number <= 5 and "week" in folded[match.start() : match.end() + 30]:
            return int(number)
    return None


def locations_of(text: str, pieces: Sequence[Piece], facts: Mapping[str, str]) -> tuple[str, ...]:
    """The places a posting names for the job, as stated."""
    if facts.get("location"):
        return (facts["location"].strip(),)
    for piece in pieces[:60]:
        match = _LABEL.match(piece.span.of(text))
        if match and len(match.group("value").split()) <= 10:
            return (match.group("value").strip(" .|*"),)
    for piece in pieces[:7]:
        words = piece.span.of(text)
        if len(words) <= 60 and (found := _CITY.search(words)):
            return (found.group(),)
        if piece is not pieces[0] and len(words) <= 45 and "," in words and _CITY_LINE.fullmatch(words) and not is_title(words):
            return (words,)
    found_based = _BASED.search(text) or _IN_CITY.search(text[:3000])
    return (found_based.group("value"),) if found_based else ()
