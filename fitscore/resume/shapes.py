"""What a line of a CV reads like: a statement about what somebody did, or the name of a job, a firm, a school, a place."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from fitscore.datafile import load_data
from fitscore.dates import find_dates
from fitscore.model import LineKind
from fitscore.resume.labels import label_of
from fitscore.resume.lexicon import comma_pieces, is_place, org_score, role_score, without_terms, words_of
from fitscore.resume.rows import Row

LONGEST_HEAD = 16
"""Words that a line naming a job may have."""

_SENTENCE_END = re.compile(r"[a-z)%\d]{2}[.!?]\Z")
_ABBREVIATED = re.compile(r"\b(?:inc|ltd|co|corp|llc|jr|sr|st|univ|dept|etc|s\.a|b\.v|u\.s|u\.k|approx)\.\Z", re.IGNORECASE)
_BRACKETED = re.compile(r"\([^()]{0,120}\)?")
FIRST_PERSON = re.compile(r"\bI(?:['’]m|['’]ve)?\s+[a-z]|\b(?:my|we|our|me)\b")
_FRONT = re.compile(r"[,|(\t]|\s[–—-]\s")
_SET_OFF = re.compile(r"[,.|;:(\t–—-]\s*\Z|\A\s*\Z")
_NAME_END = re.compile(r",|\s[–—-]\s|\|")
_LABELLED = re.compile(r"\w:\s")
_BIG_WORD = re.compile(r"[^\W\d_]{4,}")


@cache
def _verbs() -> tuple[frozenset[str], frozenset[str]]:
    data = load_data("resume_verbs")
    return frozenset(data["actions"]), frozenset(data["not_verbs"])


def opens_with_verb(words: str) -> bool:
    """Whether a line begins as a statement about what somebody did.

    >>> opens_with_verb("Reduced costs by 5%"), opens_with_verb("Registered Nurse"), opens_with_verb("Lead Engineer")
    (True, False, False)
    >>> opens_with_verb("Sterling Cooling Ltd"), opens_with_verb("Automated GDPR deletion workflows")
    (False, True)
    """
    actions, nouns = _verbs()
    tokens = words_of(words)
    if not tokens:
        return False
    first = tokens[0]
    front = _FRONT.split(words, maxsplit=1)[0]
    raw = front.split()
    led = len(raw) > 1 and role_score(raw[0]) >= 2 and raw[1][0].isupper()
    if role_score(front) >= 2 and (led or len(words_of(front)) <= 6):
        return False
    if first in nouns:
        return False
    known = first in actions or (first.endswith("s") and first[:-1] in actions)
    inflected = len(first) > 4 and first.endswith(("ed", "ing"))
    if known or inflected:
        # "Wattling Electrical Ltd", "Support Services Inc": names are capitalised throughout.
        return not (_is_title_case(front) and (org_score(front) >= 2 or not known))
    return False


def _is_title_case(words: str) -> bool:
    tokens = words.split()
    return 2 <= len(tokens) <= 5 and all(token[0].isupper() or not token[0].isalpha() or len(token) < 4 for token in tokens)


def ends_sentence(words: str) -> bool:
    """Whether a line ends with the full stop of a sentence, not of an abbreviation.

    >>> ends_sentence("Cut the costs."), ends_sentence("Acme Inc."), ends_sentence("Data Engineer")
    (True, False, False)
    """
    return bool(_SENTENCE_END.search(words)) and not _ABBREVIATED.search(words)


def is_statement(text: str, row: Row) -> bool:
    """Whether a line tells something in a sentence rather than naming a job, a firm or a school."""
    words = row.of(text)
    outside = _BRACKETED.sub(" ", without_terms(text, row.span).of(text))
    tokens = words_of(outside)
    if row.line.kind is LineKind.HEADING and row.line.level:
        return len(tokens) > LONGEST_HEAD or bool(FIRST_PERSON.search(outside))
    if row.bullet or words[:1].islower() or len(tokens) > LONGEST_HEAD or FIRST_PERSON.search(outside):
        return True
    if ends_sentence(words):
        dates = find_dates(text, row.span)
        if not dates or not _SET_OFF.search(text[row.span.start : dates[-1].span.start]):
            return True
    return opens_with_verb(words)


def looks_like_head(text: str, row: Row) -> bool:
    """Whether a line could name a job, a firm, a school or a place."""
    if is_statement(text, row):
        return False
    label = label_of(row.of(text))
    if label is not None:
        return label[0] != "body"
    words = _BRACKETED.sub(" ", row.of(text))
    if row.line.kind is LineKind.HEADING and row.line.level:
        return True
    if _LABELLED.search(words) and role_score(words) < 2:
        return False
    if role_score(words) >= 2 or org_score(words) >= 2 or is_place(words) or row.line.kind is LineKind.HEADING:
        return True
    if len(words_of(words)) <= 9 and max(best_score(role_score, text, row), best_score(org_score, text, row)) >= 2:
        return True
    big = _BIG_WORD.findall(_NAME_END.split(words, maxsplit=1)[0])
    return bool(words_of(words)) and sum(word[0].isupper() for word in big) * 3 >= 2 * len(big)


def best_score(score: Callable[[str], float], text: str, row: Row) -> float:
    """The best score of the line, its cells and the pieces between commas."""
    pieces = [piece.of(text) for cell in row.cells for piece in comma_pieces(text, cell)]
    return max(score(words) for words in (row.of(text), *(words for words in pieces if " " in words)))
