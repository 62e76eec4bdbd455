"""Who the employer is: from the file's own data, a label, the head of the page, the running text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise

from fitscore.posting.headings import classify_heading
from fitscore.posting.lines import Piece
from fitscore.posting.titles import NAME, clean_title, is_title, not_a_header, title_at_firm, words_of
from fitscore.text import fold

_LABEL = re.compile(
    r"(?:company|employer|organi[sz]ation|hiring company)(?:\sname)?\s?:\s{0,3}(?P<value>\S.{1,70})", re.IGNORECASE
)
_PLACE = re.compile(r"[A-Z][\w.' -]{1,28},\s(?:[A-Z]{2}\b|[A-Z][a-z]{3,})|\b(?:remote|hybrid|on-?site)\b", re.IGNORECASE)
_SUBJECT = r"(?:^|[.!?:]\s{1,2}|\n\s{0,8}|(?<=[a-z]))"
_VERBS = (
    "is|are|has|was|offers|provides|seeks|helps|strives|does|believes|works|recogni[sz]es|operates|takes|reserves|will|pays|would|embraces|"
    "empowers|celebrates|values|participates|brings|develops|designs|delivers|builds|creates|enables|powers|makes|leads|serves|connects|"
    "transforms|continues|considers|prohibits|complies|specializes|focuses|combines|supports|encourages"
)
_CUES = (  # the pattern, the weight, and words of which it needs one
    (rf"""(?<![\w.])(?P<name>{NAME})(?:,\s[^,\n]{{3,60}},)?\s(?:is|are)\s(?:currently\s|now\s|actively\s|excited\sto\s)?
          (?:looking|seeking|hiring|searching|recruit)""", 3, ("looking", "seeking", "hiring", "searching", "recruit")),
    (rf"(?<![\w.])(?P<name>{NAME})\s(?:is|are)\s(?:an?\s)?(?:proud\s)?(?:to\sbe\s)?(?:an?\s)?[Ee]qual", 4, ("qual",)),
    (rf"""\b(?:[Aa]t|[Jj]oin(?:ing)?|[Ww]orking\s(?:at|for|with)|[Ww]ork\s(?:at|for|with)|[Ll]ife\sat|[Ww]hy|[Aa]bout|ABOUT|
          [Ww]e(?:\sare|['’]re))\s(?P<name>{NAME})(?=[,.!?:;]|\s(?:we|you|is|are|was|will|as|to|in|and|has)\b|\n|\Z)""", 2, ()),
    (rf"{_SUBJECT}(?!\w+s\sare\b)(?P<name>{NAME})\s(?:{_VERBS})\b", 2, ()),
    (rf"""{_SUBJECT}(?P<name>{NAME})(?:\s\([^)]{{2,30}}\))?\sis\s
          (?:one\sof\sthe|the\s(?:world|leading|largest|first|only)|an?\s(?:leading|global|fast|family|world))""", 2,
     ("one", "world", "leading", "largest", "first", "only", "global", "fast", "family")),
    (rf"""\b(?P<name>{NAME})(?:'s|’s)\s(?:mission|values|team|platform|culture|global|core|purpose|vision|goal|employees|growth|
          clients|customers|products|users|advertisers|partners|network|offices|stores|portfolio)""", 2, ("'s", "’s")),
    (rf"""\b(?:employees?|careers|opportunit(?:y|ies)|team|position|role|job|benefits|culture|applicants?)\s(?:at|with|of)\s
          (?P<name>{NAME})""", 1, ()),
)  # fmt: skip
_PATTERNS = tuple((re.compile(pattern, re.VERBOSE), weight, words) for pattern, weight, words in _CUES)
_TOWN = re.compile(r"\sis\s(?:an?|one\sof\sthe)\s(?:\w+\s){0,3}(?:city|cities|town|village|county|region)\b")
_ENOUGH, _SURE = 2.4, 4.0
_LONGEST = 40_000


def company_of(text: str, pieces: Sequence[Piece], facts: Mapping[str, str], title: str | None) -> str | None:
    """The employer's name, or None when the text does not give it."""
    if facts.get("company"):
        return facts["company"].strip()
    for piece in pieces[:60]:
        match = _LABEL.match(piece.span.of(text))
        if match and len(match.group("value").split()) <= 8:
            return match.group("value").strip()
    header = _header_line(text, pieces, title)
    scored = _scores(text, title)
    if header is not None and (header in scored or max(scored.values(), default=0.0) < _SURE):
        return header
    if not scored:
        return None
    best, count = max(scored.items(), key=lambda item: (item[1], -text.find(item[0])))
    return _full_name(text, best, scored) if count >= _ENOUGH else None


def _header_line(text: str, pieces: Sequence[Piece], title: str | None) -> str | None:
    """The line under the title, where job boards put the employer."""
    if title is None:
        return None
    for piece in pieces[:7]:
        if (both := title_at_firm(piece.span.of(text))) and both[0] == title:
            return both[1]
    for before, piece in pairwise(pieces[:7]):
        if clean_title(before.span.of(text)) != title or not (piece.opens and piece.closes) or piece.marker:
            continue
        words, *place = re.split(r"\s(?:[-–—|·•]|\()\s?", piece.span.of(text).strip(), maxsplit=1)
        plain = len(words.split()) <= 6 and not _PLACE.search(words) and not not_a_header(words)
        placed = bool(place) and _PLACE.search(place[0]) is not None
        named = words[:1].isupper() and not words.endswith((".", ":", ",")) and (placed or text.count(words) > 1)
        if plain and named and fold(words).split()[0] not in words_of("not_first"):
            return words
    return None


def _scores(text: str, title: str | None) -> dict[str, float]:
    """Names and how much speaks for each being the employer: the wording around it, and how often it stands."""
    counts: Counter[str] = Counter()
    for pattern, weight, words in _PATTERNS:
        if words and not any(word in text for word in words):
            continue
        for match in pattern.finditer(text[:_LONGEST]):
            name = _name_part(match.group("name"))
            if name is None or _TOWN.match(text, match.start("name") + len(name)):
                continue
            if title is None or name.casefold() not in title.casefold():
                counts[name] += weight
    scored: dict[str, float] = {}
    for name, count in counts.items():
        uses = _uses(text, name)
        longer = 0.1 * sum(counts[other] for other in counts if other != name and name.startswith(other + " "))
        rare_code = 1 * (name.isupper() and len(name) <= 4 and uses < 4)
        scored[name] = count + min(uses, 12) * 0.4 + longer - rare_code
    return scored


def _uses(text: str, name: str) -> int:
    """How often a name stands in a text as words of its own."""
    count, at = 0, text.find(name)
    while at >= 0 and name:
        end = at + len(name)
        whole = not (at and _is_word(text[at - 1])) and not (end < len(text) and _is_word(text[end]))
        count += whole
        at = text.find(name, end if whole else at + 1)
    return count


def _is_word(char: str) -> bool:
    return char.isalnum() or char == "_"


def _full_name(text: str, best: str, scored: Mapping[str, float]) -> str:
    """The whole name where the text gives it: "Crust Baking (Crust)", "Crust Baking Ltd" beside "Crust"."""
    match = re.search(rf"(?P<name>{NAME})(?:, (?:Inc|LLC|Ltd)\.?)?\s\([“\"]?{re.escape(best)}[”\"]?\)", text)
    if match and (whole := _name_part(match.group("name"))):
        return whole
    ends = words_of("employer_ends")
    longer = [
        name
        for name in scored
        if name.startswith(best + " ")
        and len(name.split()) <= len(best.split()) + 3
        and fold(name).split()[-1].strip(".") in ends
    ]
    return max(longer, key=lambda name: (scored[name], name), default=best)


def _name_part(words: str) -> str | None:
    """A run of capitalised words as an employer's name, or None when it is none."""
    glued = re.split(r"(?<=[a-z]{3})(?=[A-Z][a-z])", words, maxsplit=1)
    words = glued[1] if len(glued) == 2 and classify_heading(glued[0]) else words
    words = re.split(r"\s(?:-|–|,)\s|,\s|(?<!\bSt)\.(?=\s|[A-Z][a-z])|\s(?:for|and the|of the)\s(?=[a-z])", words)[0]
    words = re.sub(r"(?:'s|’s)$", "", words.strip(" .,'’&-–(/"))
    words = re.sub(r"\s(?:and|of|the|for|&)$", "", words)
    words = re.sub(r"^(?:The|Our|Your|\d{4,})\s", "", words)
    if half := re.fullmatch(r"(.+) \1", words):
        words = half.group(1)
    folded = fold(words).split()
    if not folded or folded[0] in words_of("not_first") or folded[-1] in ("and", "of", "the") or len(words) < 2:
        return None
    if words.isdigit() or (len(folded) == 1 and folded[0] in words_of("not_alone")):
        return None
    return None if is_title(words) and len(folded) <= 4 else words
