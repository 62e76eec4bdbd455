"""How much a piece of a CV line looks like a job title, an organisation or a place."""

from __future__ import annotations

import re
from functools import cache

from fitscore.datafile import load_data
from fitscore.model import Span
from fitscore.phrases import compile_phrases
from fitscore.quantities import find_durations
from fitscore.text import fold, plain, split, trim

_WORD = re.compile(r"[^\W_]+(?:[.'&][^\W_]+)*\.?", re.UNICODE)
_TAIL = re.compile(r"\s(?:of|for|to|in|at|with|on)\s|\s?[(\[,:;/–—|]|\s-\s|\s(?:i{1,3}|iv|v|vi|\d{1,2})\Z|\s&\s|\sand\s")
_LEGAL = frozenset(
    {"inc", "incorporated", "llc", "llp", "ltd", "limited", "plc", "corp", "corporation", "gmbh", "ag", "kg", "sas", "sarl",
     "srl", "bv", "nv", "oy", "pty", "pte", "pvt", "pllc", "company", "group", "spa", "s.p.a", "s.r.l", "a.ş", "kft", "d.o.o",
     "ltda", "bhd", "oyj", "asa", "z.o.o", "şti"}
)  # fmt: skip
_GENERIC = frozenset(
    {"manager", "director", "head", "vp", "svp", "evp", "president", "vice", "chief", "lead", "supervisor", "coordinator",
     "specialist", "analyst", "associate", "officer", "executive", "assistant", "consultant", "partner", "administrator",
     "intern", "engineer", "tutor", "lecturer", "instructor"}
)  # fmt: skip
"""Titles that need more words to say what of: "Manager, Data Science"."""

_SENIORITY = frozenset(
    {"senior", "junior", "vice", "associate", "assistant", "deputy", "managing", "executive", "general", "lead", "principal",
     "chief"}
)  # fmt: skip
_EDGE = " \t\xa0,;:|·•-–—/()[]*_"
_ALONE = frozenset({"freelance", "freelancer", "self-employed", "self employed", "independent contractor"})
_URL = re.compile(
    r"""
      (?:https?://|www\.)\S+
    | \b[\w-]{1,63}(?:\.[\w-]{1,63}){0,8}\.(?:com|org|net|io|dev|me|co|inc|de|uk|ai|xyz|app|edu|gov)(?:/\S*)?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_ZIP = re.compile(r"\b\d{5}(?:-\d{4})?\b|\b[A-Z]\d[A-Z] ?\d[A-Z]\d\b|\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b")


def words_of(text: str) -> list[str]:
    """The words of a text, folded, without dots at their ends.

    >>> words_of("Sr. Data-Engineer, R&D")
    ['sr', 'data', 'engineer', 'r&d']
    """
    return [match.group().strip(".") for match in _WORD.finditer(fold(text))]


@cache
def _roles() -> tuple[frozenset[str], tuple[str, ...]]:
    data = load_data("resume_roles")
    return frozenset(data["heads"]), tuple(data["suffixes"])


@cache
def _orgs() -> dict[str, frozenset[str]]:
    data = load_data("resume_organizations")
    return {key: frozenset(words) for key, words in data.items()}


@cache
def role_score(words: str) -> float:
    """How much some words look like a job title, from 0 to 3.

    >>> role_score("Senior Data Engineer"), role_score("Head of Sales"), role_score("Globex Corporation")
    (3.0, 3.0, 0.0)
    """
    heads, suffixes = _roles()
    lowered = fold(words)
    front = _TAIL.split(lowered, maxsplit=1)[0]
    tokens, leading = words_of(words), words_of(front)
    if not tokens or len(tokens) > 16:
        return 0.0
    if leading and (leading[-1] in heads or " ".join(leading[-2:]) in heads):
        return 3.0
    if tokens[0] == "volunteer" and len(tokens) > 1 and not any(token in heads for token in tokens[1:]):
        return 1.0  # "Volunteer fire brigade" is where, not as what
    if tokens[-1] in heads or tokens[0] in heads or (len(tokens) > 1 and " ".join(tokens[:2]) in heads):
        return 3.0 if tokens[0] in heads and len(tokens) <= 8 else 2.0
    if any(token in heads for token in tokens):
        return 2.0 if len(tokens) <= 6 else 1.0
    if leading and len(leading[-1]) > 5 and leading[-1].endswith(suffixes):
        return 1.0
    return 0.0


def is_open_title(words: str) -> bool:
    """Whether a title needs more words to say what of: "Manager, Data Science".

    >>> is_open_title("Deputy Director"), is_open_title("Director of Music"), is_open_title("Welder")
    (True, False, False)
    """
    tokens = words_of(words)
    return bool(tokens) and tokens[-1] in _GENERIC and (len(tokens) == 1 or (len(tokens) == 2 and tokens[0] in _SENIORITY))


@cache
def org_score(words: str) -> float:
    """How much some words look like an organisation, from 0 to 3.

    >>> org_score("Globex Ltd."), org_score("University of Bremen"), org_score("Senior Data Engineer")
    (3.0, 2.0, 0.0)
    """
    endings, schools = _orgs()["endings"], _orgs()["schools"]
    bare = re.sub(r"\([^()]{0,80}\)", " ", words)
    tokens = words_of(bare)
    if not tokens or len(tokens) > 16:
        return 0.0
    if tokens[-1] in _LEGAL:
        return 3.0
    if tokens[-1] in endings or " ".join(tokens[-2:]) in endings or any(token in schools for token in tokens):
        return 2.0
    if any(token in endings for token in tokens[:1]) and len(tokens) > 2 and tokens[1] in ("of", "for"):
        return 2.0
    return 1.0 if any(token in _LEGAL for token in tokens) else 0.0


def is_unit(words: str) -> bool:
    """Whether some words name a part of an organisation rather than one of its own.

    >>> is_unit("Larch Ward (18 beds)"), is_unit("Department of Botany"), is_unit("3rd Supply Battalion"), is_unit("Globex Ltd")
    (True, True, True, False)
    """
    tokens = words_of(re.sub(r"\([^()]{0,80}\)", " ", words))
    units = _orgs()["units"]
    return bool(tokens) and (tokens[-1] in units or (tokens[0] in units and len(tokens) > 1 and tokens[1] in ("of", "for")))


def is_legal_form(words: str) -> bool:
    """Whether some words are only the legal form of a company.

    >>> is_legal_form("Inc."), is_legal_form("Acme Inc.")
    (True, False)
    """
    tokens = words_of(words)
    return len(tokens) == 1 and tokens[0] in _LEGAL - {"group", "company"}


@cache
def is_place(words: str) -> bool:
    """Whether some words are nothing but a place.

    >>> is_place("San Jose, CA"), is_place("Remote"), is_place("Bremen, Germany"), is_place("Acme, Inc.")
    (True, True, True, False)
    """
    bare = _ZIP.sub("", plain(words)).strip(" ()[].,-")
    if not bare or len(bare) > 70:
        return False
    at = bare.rfind("(")
    if at > 0 and fold(bare[at:]).strip(" ().") in _orgs()["remote"]:
        return is_place(bare[:at])
    pieces = [piece.strip() for piece in re.split(r",|/|\band\b|&|\bor\b|\s-\s|\(|\)", bare) if piece.strip()]
    if not pieces:
        return False
    if all(_known_place(piece) for piece in pieces):
        return True
    if len(pieces) == 1:
        return _coded_place(pieces[0])
    if not (_known_place(pieces[-1]) or _coded_place(pieces[-1]) or re.fullmatch(r"[A-Z]\.[A-Z]\.?|[A-Z][.]\w+", pieces[-1])):
        return False
    unknown = [piece for piece in pieces[:-1] if not (_known_place(piece) or _coded_place(piece))]
    regions = sum(is_region(piece) for piece in pieces)
    cities = _orgs()["cities"]
    if unknown and any(_coded_place(piece) for piece in pieces):
        return False
    if unknown and any(fold(piece).strip(" .") in cities for piece in pieces):
        return False
    return len(unknown) <= max(1, regions) and all(townlike(piece) for piece in unknown)


def _known_place(piece: str) -> bool:
    kinds = _orgs()
    low = fold(piece).strip(" .")
    return (
        low in kinds["countries"] or low in kinds["regions"] or low in kinds["cities"] or low in kinds["remote"]
        or piece.strip() in kinds["states"]
    )  # fmt: skip


def _coded_place(piece: str) -> bool:
    """"Dartmouth NS", "Austin TX"."""
    tokens = piece.split()
    return 2 <= len(tokens) <= 4 and tokens[-1] in _orgs()["states"] and townlike(" ".join(tokens[:-1]))


def townlike(piece: str) -> bool:
    """Whether some words could be the name of a town.

    >>> townlike("Ashburton"), townlike("Data Engineer"), townlike("Globex Ltd")
    (True, False, False)
    """
    tokens = piece.split()
    return 0 < len(tokens) <= 4 and tokens[0][:1].isupper() and role_score(piece) < 2 and org_score(piece) < 2


@cache
def _terms() -> re.Pattern[str]:
    return compile_phrases(["^" + phrase + "$" for phrase in load_data("resume_roles")["terms"]])


@cache
def _beside() -> re.Pattern[str]:
    data = load_data("resume_roles")
    beside = [phrase for phrase in data["student_work"] if phrase.startswith(("during", "while", "whilst", "alongside", "as ("))]
    return compile_phrases([*data["part_time"], *beside])


@cache
def _hours() -> tuple[frozenset[str], frozenset[str], re.Pattern[str]]:
    data = load_data("resume_roles")["term_words"]
    return frozenset(data["times"]), frozenset(data["around"]), compile_phrases(data["studies"])


def _tells_hours(low: str) -> bool:
    """Whether words only tell when or how much one worked: "one Monday a month", "weekends while at college"."""
    times, around, studies = _hours()
    tokens = [word.removesuffix("'s").strip("'") for word in re.split(r"[\s/-]+", studies.sub(" beside ", low)) if word]
    told = any(word in times for word in tokens) or (bool(tokens) and tokens[0] == "beside")
    return told and len(tokens) <= 9 and all(word in times or word in around or word[0].isdigit() for word in tokens)


def is_term(words: str) -> bool:
    """Whether some words only say how one was employed, or how long.

    >>> is_term("Full-time"), is_term("(3 years 4 months)"), is_term("part-time"), is_term("Engineer")
    (True, True, True, False)
    >>> is_term("every second Friday while at college"), is_term("Sunday School")
    (True, False)
    """
    low = fold(words).strip(" ()[].,;:·•|-")
    if not low or _terms().search(low) or _tells_hours(low):
        return True
    if "," in low and len(low) < 120:
        return all(is_term(piece) for piece in low.split(","))
    if len(low.split()) <= 5 and _beside().match(low) and role_score(low) < 2:
        return True
    durations = find_durations(low)
    return bool(durations) and not re.sub(r"[\W\d]|and|about|yrs?|mos|months?|years?|less|than|over|a|year", "", low)


def is_self_employed(words: str) -> bool:
    """Whether some words say that one worked for oneself, which stands in for an organisation."""
    return fold(words).strip(" ()[].,;:") in _ALONE


def is_url(words: str) -> bool:
    """Whether some words are nothing but web addresses."""
    return bool(_URL.search(words)) and not re.search(r"\w", _URL.sub("", words))


def comma_pieces(text: str, span: Span) -> list[Span]:
    """The parts between commas that stand outside brackets."""
    pieces, start, depth = [], span.start, 0
    for at in range(span.start, span.end):
        char = text[at]
        depth += (char in "([") - (char in ")]" and depth > 0)
        if char == "," and depth == 0:
            pieces.append(trim(text, Span(start, at)))
            start = at + 1
    pieces.append(trim(text, Span(start, span.end)))
    return [piece for piece in pieces if piece.start < piece.end]


def without_terms(text: str, span: Span) -> Span:
    """A span without how one was employed, which follows a title between commas.

    >>> words = "Ward clerk, nights, part-time during my studies"
    >>> without_terms(words, Span(0, len(words))).of(words)
    'Ward clerk'
    """
    pieces = comma_pieces(text, span)
    keep = len(pieces)
    while keep > 1 and is_term(pieces[keep - 1].of(text)):
        keep -= 1
    return Span(pieces[0].start, pieces[keep - 1].end) if keep < len(pieces) else span


_SENTENCE_DOT = re.compile(r"(?<=[a-z]{3})\.\s+(?=[A-Z])")


def without_place(text: str, span: Span) -> tuple[Span | None, Span | None]:
    """A span without the place at its end, and the place.

    >>> words = "Maplecross Supplies, Tulsa, OK"
    >>> [s.of(words) for s in without_place(words, Span(0, len(words)))]
    ['Maplecross Supplies', 'Tulsa, OK']
    """
    if is_place(span.of(text)):
        return None, span
    pieces = comma_pieces(text, span)
    keep = len(pieces)
    while keep > 1 and is_place(pieces[keep - 1].of(text)):
        keep -= 1
    if keep < len(pieces) and len(list(split(text, pieces[keep - 1], _SENTENCE_DOT))) < 2:
        keep -= keep > 1 and is_region(pieces[keep].of(text)) and townlike(pieces[keep - 1].of(text))
    if keep == len(pieces):
        # "Wattling Ltd, Timaru": what follows the legal form is where it is.
        legal = max((at for at, piece in enumerate(pieces) if _is_company(piece.of(text))), default=keep)
        if legal + 2 != keep or not townlike(pieces[-1].of(text)):
            return span, None
        keep -= 1
    head = Span(span.start, pieces[keep - 1].end)
    inner = list(split(text, pieces[keep - 1], _SENTENCE_DOT))
    place_start = pieces[keep].start
    if len(inner) == 2 and townlike(inner[1].of(text)):
        head, place_start = Span(span.start, inner[0].end), inner[1].start
    return head, Span(place_start, span.end)


def _is_company(piece: str) -> bool:
    return org_score(piece) == 3.0 and role_score(piece) < 2


def is_region(piece: str) -> bool:
    """Whether some words are a country, a region or the code of one.

    >>> is_region("CO"), is_region("Bavaria"), is_region("Durango")
    (True, True, False)
    """
    kinds = _orgs()
    low = fold(piece).strip(" .")
    return low in kinds["countries"] or low in kinds["regions"] or piece.strip() in kinds["states"]


def strip_edges(text: str, span: Span) -> Span | None:
    """The span without separators and unpaired brackets at its ends; None when nothing is left.

    >>> words = "- Globex (UK), ("
    >>> strip_edges(words, Span(0, len(words))).of(words)
    'Globex (UK)'
    """
    start, end = span
    while start < end and text[start] in _EDGE and not (text[start] in "([" and _is_closed(text, start, end)):
        start += 1
    while end > start and text[end - 1] in _EDGE and not (text[end - 1] in ")]" and _is_opened(text, start, end)):
        end -= 1
    return trim(text, Span(start, end)) if any(char.isalnum() for char in text[start:end]) else None


def _is_closed(text: str, start: int, end: int) -> bool:
    return text.find(")" if text[start] == "(" else "]", start, end) > 0


def _is_opened(text: str, start: int, end: int) -> bool:
    return "(" in text[start:end] or "[" in text[start:end]
