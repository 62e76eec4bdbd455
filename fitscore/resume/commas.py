"""One piece of a job's head between commas: title, organisation and place, and how much each part looks like one of them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from fitscore.model import Span
from fitscore.resume.habits import Habits, Head
from fitscore.resume.lexicon import (
    comma_pieces,
    is_legal_form,
    is_open_title,
    is_self_employed,
    is_term,
    is_unit,
    org_score,
    role_score,
    townlike,
    without_place,
    words_of,
)

_STEP = re.compile(r"(?:then|later|now)\s")
_NOTE = re.compile(r"\s?\(([^()]{1,40})\)\Z")


def comma_head(text: str, span: Span, place: Span | None, used: frozenset[int], habits: Habits) -> Head:
    """"Manager, Data Science, Acme Corp, Leeds" and "Acme, Inc., Engineer": title and organisation between commas.

    Args:
        text: the whole text.
        span: the piece.
        place: where the job was, when another line or cell tells.
        used: the numbers of the lines it came from.
        habits: what the other jobs of the CV do.
    """
    body, tail = body_and_place(text, span, habits, least=3)
    if body is None:
        return Head(location=span, used=used)
    tailed = tail is not None
    pieces = glued(text, comma_pieces(text, body))
    alone = next((piece for piece in pieces if is_self_employed(piece.of(text))), None)
    jobs = [piece for piece in pieces if is_term(piece.of(text)) and words_of(piece.of(text))[-1:] == ["job"]]
    pieces = [piece for piece in pieces if not is_term(piece.of(text))] or pieces
    if jobs and all(role_score(piece.of(text)) < 2 and is_titled(piece.of(text)) for piece in pieces):
        # "Holiday job" is the title where nothing else is one.
        return Head(jobs[0], pieces[0], tail or place, used, jobs[0].start < pieces[0].start, tailed=tailed)
    if alone is not None and len(pieces) == 1:
        return Head(pieces[0], alone, place, used, None, firm=True)
    place = tail or place
    if len(pieces) == 1:
        return single_head(text, pieces[0], place, used)
    scores = [titleness(text, piece) for piece in pieces]
    at = scores.index(max(scores)) if max(scores) > 0 else (len(pieces) - 1 if habits.title_first is False else 0)
    if at == 0:
        end = _title_end(text, pieces)
        organization: Span | None = Span(pieces[end + 1].start, pieces[-1].end) if end + 1 < len(pieces) else None
        if organization is not None and len(pieces) - end > 2:
            organization, more = _org_of_several(text, pieces[end + 1 :])
            place = more or place
        title, first = Span(pieces[0].start, pieces[end].end), True
    else:
        title, first = Span(pieces[at].start, pieces[-1].end), False
        organization = Span(pieces[0].start, pieces[at - 1].end)
    return Head(title, organization, place, used, first, firm=_strong(text, organization), tailed=tailed)


def single_head(text: str, span: Span, place: Span | None, used: frozenset[int]) -> Head:
    """The head that a single name makes: an organisation where it looks more like one than like a title."""
    words = span.of(text)
    if org_score(words) > role_score(words) or (role_score(words) == 0 and org_score(words) > 0):
        return Head(None, span, place, used, None)
    return Head(span, None, place, used, None, firm=role_score(words) >= 2)


def _strong(text: str, span: Span | None) -> bool:
    return span is not None and best_org(text, span) >= 2


def glued(text: str, pieces: list[Span]) -> list[Span]:
    """Pieces with "Inc.", "LLC" and "then head baker" put back to what they follow."""
    out: list[Span] = []
    for piece in pieces:
        if out and (is_legal_form(piece.of(text)) or _STEP.match(piece.of(text))):
            out[-1] = Span(out[-1].start, piece.end)
        else:
            out.append(piece)
    return out


def _title_end(text: str, pieces: Sequence[Span]) -> int:
    """The last comma piece that still belongs to a title in front."""
    if len(pieces) < 3:
        return 0
    bare = is_open_title(pieces[0].of(text))
    if org_score(pieces[1].of(text)) >= 2 and org_score(pieces[1].of(text)) >= org_score(pieces[2].of(text)):
        return 0
    if is_unit(pieces[1].of(text)) and not bare:
        return 0
    if role_score(pieces[1].of(text)) >= 2 or (bare and org_score(pieces[1].of(text)) < 2) or org_score(pieces[2].of(text)) >= 2:
        return 1
    return 0


def _org_of_several(text: str, pieces: Sequence[Span]) -> tuple[Span, Span | None]:
    """The organisation among several pieces after the title; what follows it is where it is."""
    best = max(range(len(pieces)), key=lambda at: (org_score(pieces[at].of(text)), not is_unit(pieces[at].of(text)), -at))
    if org_score(pieces[best].of(text)) < 2:
        best = 0
    rest = Span(pieces[best + 1].start, pieces[-1].end) if best + 1 < len(pieces) else None
    return Span(pieces[0].start, pieces[best].end) if best else pieces[0], rest


def body_and_place(text: str, span: Span, habits: Habits, least: int = 2) -> tuple[Span | None, Span | None]:
    """A span without the place at its end; where other jobs have the place behind a comma, an unknown town is one too."""
    body, tail = without_place(text, span)
    pieces = comma_pieces(text, span)
    if tail is None and habits.tailed and len(pieces) >= least and is_town(pieces[-1].of(text)):
        return Span(span.start, pieces[-2].end), pieces[-1]
    return body, tail


def is_town(words: str) -> bool:
    """Whether one or two words could be a town and nothing else.

    >>> is_town("Hallowby"), is_town("Baker"), is_town("Globex Ltd")
    (True, False, False)
    """
    return townlike(words) and len(words.split()) <= 2 and role_score(words) < 1 and org_score(words) < 1


def best_role(text: str, span: Span) -> float:
    """How much a span, or one of its comma pieces, looks like a title."""
    return max(role_score(_core(piece.of(text))) for piece in (span, *comma_pieces(text, span)))


def _core(words: str) -> str:
    """Words without a bracket at their end that only tells how one was employed: "Quill Library (student job)"."""
    note = _NOTE.search(words)
    return words[: note.start()] if note is not None and is_term(note[1]) else words


def best_org(text: str, span: Span) -> float:
    """How much a span, or one of its comma pieces, looks like an organisation."""
    return max(org_score(piece.of(text)) for piece in (span, *comma_pieces(text, span)))


def titleness(text: str, span: Span) -> float:
    """How much more a span looks like a title than like an organisation."""
    return role_score(_core(span.of(text))) - 0.6 * org_score(span.of(text))


def is_titled(words: str) -> bool:
    """Whether all longer words begin with a capital.

    >>> is_titled("Quill of the North"), is_titled("Quill and sons")
    (True, False)
    """
    return all(word[:1].isupper() or len(word) < 4 or not word[:1].isalpha() for word in words.split())
