"""What the job is called: from the file's own data, a label, the head of the page, the running text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache

from fitscore.datafile import load_data
from fitscore.model import LineKind
from fitscore.posting.headings import classify_heading
from fitscore.posting.lines import Piece
from fitscore.text import fold

NAME = r"[A-Z0-9][\w&'’./+-]{0,30}(?:[ ](?:[A-Z0-9(][\w&'’./+)-]{0,30}|of|and|the|for|&|,|-|–|–)){0,9}"
"""A run of capitalised words, as a piece of a regular expression."""

_LABEL = re.compile(
    r"""
    (?:job\s|position\s|role\s|vacancy\s)?(?:title|position|role|vacancy|job)\s?(?:name|title|description)?(?:\s(?:and|&)\s(?:grade|band))?
    \s?(?::|\s[-–]\s)\s{0,3}(?P<value>\S.{1,100})
    """,
    re.IGNORECASE | re.VERBOSE,
)
_SEEKS = r"""
    (?:(?:looking|searching|search)\s(?:for|of)|seeking|seeks|hiring|recruit(?:ing)?|hire|in\sneed\sof|opportunity\s(?:for|as)|
       opening\sfor|vacancy\sfor|arisen\sfor|available\sfor|need|appoint|position\sof|role\sof|post\sof|role\sis\sfor|join\s[\w\s]{0,30}\sas)
    \s(?:(?:to\s(?:hire|add|recruit|appoint)|for)\s)?(?:an?|our|the|another|multiple|two|several|experienced|\d)\s
"""
_CUES = re.compile(
    rf"""
    (?:{_SEEKS}(?:[a-z][\w,-]{{0,20}}\s){{0,8}}?
      |(?:^|[.!?:]\s{{1,2}}|\n\s{{0,6}}|(?<=[a-z]{{3}})(?=As\s))(?:As\s(?:an?|our|the|your)|The|This|Our|An?|Are\syou\s(?:an?|a\s\w+))\s(?:[a-z][\w,-]{{0,20}}\s){{0,3}}?)
    (?P<name>{NAME})
    """,
    re.VERBOSE,
)
_LOWER_CUES = re.compile(
    rf"(?:{_SEEKS}|\bAs\san?\s|\bThe\s)(?P<name>(?:[a-z][\w/-]{{1,20}}\s){{0,4}}?[a-z][\w/-]{{2,20}})(?=\s(?:to|who|with|for|in|will|is|at|you|needed|that)\b|[,.!?])",
    re.VERBOSE,
)
_PRAISE = re.compile(
    r"(?:(?:experienced|passionate|great|talented|motivated|dynamic|skilled|dedicated|driven|new|strong|enthusiastic|exceptional|highly|creative|"
    r"qualified|full-time|part-time|good|excellent|hands-on|an?)\s)+"
)
_FOLLOWED = re.compile(r"\s(?:is|will|to\s|who|with|for|in|at|on|you|,|and|position|role|reports|\()|[,.]")
_OF = re.compile(r"\s(?:of|for)\s(?:the\s)?[A-Z][\w&]*(?:\s(?:[A-Z][\w&]*|&|and|of)){0,4}")
_GRADE = re.compile(r"\s(?:I{1,3}|IV|V|\d)\b|\s\([A-Z][\w /-]{1,30}\)")
_NOT_TITLE = re.compile(
    r"posted|\bago\b|apply|[$£€]\d|\d{4}|http|@|salary|per (?:hour|annum|year)|full[- ]time|part[- ]time|\bjobs?\b$|\?|!|^\W|"
    r"^we |^our |welcome|description$|: ",
    re.IGNORECASE,
)
_AT = re.compile(r"(?!We\s)(?P<title>[^:|]{4,60}?)[*_]{0,2}\s(?P<at>@|at)\s[*_]{0,2}(?P<firm>[A-Z0-9][^|\n]{1,60})")
_WANTED = re.compile(r"(?<!\bas)\s(?:wanted|needed)\W{0,3}\Z", re.IGNORECASE)
_FIELD_AFTER = re.compile(r"\s{1,3}(?=[A-Z][\w ]{2,18}:)")


@cache
def role_words() -> re.Pattern[str]:
    """Words that make a line the name of a job, to be searched in folded text."""
    heads = sorted(load_data("resume_roles")["heads"], key=lambda word: (-len(word), word))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, heads))})s?(?!\w)")


@cache
def words_of(name: str) -> frozenset[str]:
    """A word list of ``data/posting_names.yaml``."""
    return frozenset(load_data("posting_names")[name])


def is_title(words: str) -> bool:
    """Whether a few words name a job.

    >>> is_title("Senior Night Baker"), is_title("Fresh bread daily")
    (True, False)
    """
    return bool(role_words().search(fold(words)))


def title_at_firm(words: str) -> tuple[str, str] | None:
    """The job and the employer of a line that names both.

    >>> title_at_firm("Night Baker @ Crust & Co"), title_at_firm("Meet us at Booth 4")
    (('Night Baker', 'Crust & Co'), None)
    """
    match = _AT.fullmatch(words.strip("#* "))
    if match is None or not (match.group("at") == "@" or is_title(match.group("title"))) or is_title(match.group("firm")):
        return None
    firm = re.split(r"\s[-–—·•]\s|\s\(|,\s", match.group("firm"))[0]
    return clean_title(match.group("title")), firm.strip(" .*")


def not_a_header(words: str) -> bool:
    """Whether a line of a page's head is anything but a name: a date, pay, a button, a question."""
    return _NOT_TITLE.search(words) is not None


def title_of(text: str, pieces: Sequence[Piece], facts: Mapping[str, str]) -> str | None:
    """The job's title, or None when the text does not give it."""
    if facts.get("title"):
        return clean_title(facts["title"])
    for line in text[:8000].splitlines()[:60]:
        match = _LABEL.match(line.strip(" *#-•_"))
        if match and len(match.group("value").split()) <= 14 and is_title(match.group("value")):
            value = re.sub(r"\s\([^)]*(?:download|pdf|click)[^)]*\)", "", match.group("value"), flags=re.IGNORECASE)
            return clean_title(_FIELD_AFTER.split(value)[0])
    found = _title_line(text, pieces) or _title_in_text(text) or _lone_title(text, pieces) or _lower_title(text)
    return found or _page_heading(text, pieces)


def _page_heading(text: str, pieces: Sequence[Piece]) -> str | None:
    """The page's own first heading, where the mark-up shows one, whatever its words."""
    first = next(iter(pieces), None)
    if first is None or first.kind is not LineKind.HEADING or first.level != 1:
        return None
    words = first.span.of(text)
    plain = len(words.split()) <= 8 and classify_heading(words) is None and not not_a_header(words)
    return clean_title(words) if plain else None


def _title_line(text: str, pieces: Sequence[Piece]) -> str | None:
    """The first line that is a job's name, among the first eight."""
    seen: set[int] = set()
    for piece in pieces[:8]:
        words = piece.span.of(text).strip("#* ")
        if piece.line in seen or len(words) > 110 or not piece.opens:
            break
        seen.add(piece.line)
        if both := title_at_firm(words):
            return both[0]
        wanted = _WANTED.search(words)
        if wanted and words[:1].isupper() and len(words.split()) <= 6:
            return clean_title(words[: wanted.start()])
        short = len(words.split()) <= 13 and not words.endswith((".", ":", ";")) and not not_a_header(words)
        stands_alone = piece.kind is LineKind.HEADING or piece.marker in ("", "joined")
        if short and stands_alone and not words[:1].islower() and is_title(words) and _is_headline(words):
            return clean_title(words)
        if len(seen) == 1 and not short:
            break
    return None


def _is_headline(words: str) -> bool:
    """Whether most of the longer words are capitalised."""
    long = [word for word in re.findall(r"[A-Za-z][\w'’]*", words) if len(word) > 3]
    return bool(long) and sum(word[0].isupper() for word in long) >= 0.6 * len(long)


def _lone_title(text: str, pieces: Sequence[Piece]) -> str | None:
    """A line that is nothing but a job's name, somewhere in the text."""
    for piece in pieces[:80]:
        words = piece.span.of(text).strip("#* :")
        if ":" in words or re.search(r"\d", words) or not (piece.opens and piece.closes) or piece.marker:
            continue
        if 1 < len(words.split()) <= 7 and _title_part(words) == words:
            return clean_title(words)
    return None


def _title_in_text(text: str) -> str | None:
    """The capitalised job name that the running text speaks of most ("we seek a ...", "as our ...")."""
    counts: Counter[str] = Counter()
    for place, match in enumerate(_CUES.finditer(text[:20000])):
        name = _title_part(match.group("name"))
        if name is not None:
            end = match.start("name") + len(name)
            counts[name] += 3 + 2 * bool(_FOLLOWED.match(text, end)) - min(2, place // 4)
    if not counts:
        return None
    best = max(counts.values())
    return next(name for name, count in counts.items() if count == best)


def _lower_title(text: str) -> str | None:
    """A job name in small letters ("we need a great data scientist to ..."), with capitals put in."""
    for match in _LOWER_CUES.finditer(text[:20000]):
        words = _PRAISE.sub("", match.group("name") + " ").strip()
        hits = list(role_words().finditer(words))
        if hits and hits[-1].end() == len(words) and len(words.split()) >= 2 and words not in words_of("no_title"):
            return " ".join(word[:1].upper() + word[1:] for word in words.split())
    return None


def _title_part(words: str) -> str | None:
    """The run of words up to and with the last job word, and what belongs to it: "of ...", a grade, a bracket."""
    words = re.split(r",\s(?=[a-z])|\s[-–]\s(?=[a-z])", words)[0]
    hits = list(role_words().finditer(fold(words)))
    if not hits:
        return None
    end = hits[-1].end()
    for more in (_OF, _GRADE):
        if match := more.match(words, end):
            end = match.end()
    words = words[:end].strip()
    while " " in words and (fold(words.split(" ", 1)[0]) in ("the", "an", "a", "our", "this") or not words[0].isupper()):
        words = words.split(" ", 1)[1]
    if len(words.split()) > 9 or (" " not in words and words.endswith("s")) or fold(words) in words_of("no_title"):
        return None
    return words


def clean_title(words: str) -> str:
    """A title without mark-up, "(m/f/d)" and words that a lost line break glued to it."""
    words = re.sub(r"\s+", " ", words.strip(" *#_|-–:"))
    apart = re.split(r"(?<=[a-z]{3})(?=[A-Z][a-z]{2})", words)
    words = apart[0] if len(apart) > 1 and is_title(apart[0]) else words
    return re.sub(r"\s*\((?:m/f/d|m/w/d|f/m/d|all genders|m/f)[^)]*\)\s*$", "", words, flags=re.IGNORECASE)
