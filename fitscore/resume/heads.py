"""Who was what, where: reads the lines above a job's highlights into title, organisation and place, in either order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from fitscore.model import Span
from fitscore.resume.commas import (
    best_org,
    best_role,
    body_and_place,
    comma_head,
    glued,
    is_titled,
    is_town,
    single_head,
    titleness,
)
from fitscore.resume.habits import Habits, Head
from fitscore.resume.labels import label_of
from fitscore.resume.lexicon import (
    comma_pieces,
    is_place,
    is_self_employed,
    is_term,
    is_url,
    org_score,
    role_score,
    strip_edges,
    townlike,
    without_place,
    words_of,
)
from fitscore.text import split

_STRONG = re.compile(r"\s*[|·•‖»]\s*|\s+[—–]\s+|\s+-{1,2}\s+|\s+@\s+|\s*//\s*|\s*;\s+|(?<=\w)—(?=\w)")
_AT = re.compile(r"\s+(?:at|with|bei|chez)\s+(?=[A-Z0-9])")
_COLON = re.compile(r":\s+")
_NO_HABITS = Habits()


@dataclass(slots=True)
class _Lines:
    """What is left of each line when places, terms and addresses are taken out."""

    habits: Habits
    kept: dict[int, list[Span]] = field(default_factory=dict)
    places: list[Span] = field(default_factory=list)
    stand_ins: list[Span] = field(default_factory=list)
    placements: list[Span] = field(default_factory=list)
    spent: set[int] = field(default_factory=set)
    slots: set[tuple[int, int]] = field(default_factory=set)


def read_head(text: str, lines: Sequence[Sequence[Span]], habits: Habits = _NO_HABITS) -> Head:
    """Title, organisation and place from the head lines of a job, dates already taken out.

    Args:
        text: the whole text.
        lines: the cells of each line.
        habits: what the other jobs of the CV do, for lines that do not tell.

    >>> words = "Data Analyst, Globex Ltd, Austin, TX"
    >>> head = read_head(words, [[Span(0, len(words))]])
    >>> [span.of(words) for span in (head.title, head.organization, head.location)]
    ['Data Analyst', 'Globex Ltd', 'Austin, TX']
    """
    labelled = _labelled(text, lines)
    if labelled is not None:
        return labelled
    sorted_out = _sort_out(text, lines, habits)
    head = replace(_read(text, lines, sorted_out), slots=frozenset(sorted_out.slots))
    if head.organization is None and head.title is not None and sorted_out.stand_ins:
        # "Freelance" or a bare web address stands where the firm would.
        return replace(head, organization=sorted_out.stand_ins[0])
    if head.title is not None and sorted_out.placements and not role_score(head.title.of(text)):
        # "Internship" says how one was employed; where nothing else is a title, it is the title.
        place = head.location if head.organization is None else head.organization
        return replace(head, title=sorted_out.placements[0], organization=head.title, location=place)
    return head


def _read(text: str, lines: Sequence[Sequence[Span]], sorted_out: _Lines) -> Head:
    title_first = sorted_out.habits.title_first
    content = sorted(sorted_out.kept)
    if not content:
        return Head(location=_first(sorted_out.places), used=frozenset(sorted_out.spent))
    whole = next((at for at in content if _complete(text, lines[at], sorted_out.kept[at])), None)
    if len(content) == 1 or (whole is not None and whole == content[0]):
        return _one_line(text, sorted_out, content[0] if whole is None else whole, title_first)
    return _several(text, sorted_out, content, title_first)


def _labelled(text: str, lines: Sequence[Sequence[Span]]) -> Head | None:
    found: dict[str, Span] = {}
    used: set[int] = set()
    for at, cells in enumerate(lines):
        if not cells:
            continue
        span = Span(cells[0].start, cells[-1].end)
        label = label_of(span.of(text))
        if label is not None and label[0] in ("title", "organization", "location") and label[0] not in found:
            value = strip_edges(text, Span(span.start + label[1], span.end))
            if value is not None:
                bare, place = without_place(text, value) if label[0] == "organization" else (value, None)
                found[label[0]] = bare or value
                if place is not None:
                    found.setdefault("location", place)
                used.add(at)
    if "title" not in found and "organization" not in found:
        return None
    return Head(found.get("title"), found.get("organization"), found.get("location"), frozenset(used), None, firm=True)


def _sort_out(text: str, lines: Sequence[Sequence[Span]], habits: Habits) -> _Lines:
    found = _Lines(habits)
    for at, cells in enumerate(lines):
        parts = [part for cell in cells for part in _strong_parts(text, cell)]
        for number, part in enumerate(parts):
            bare = strip_edges(text, part)
            if bare is None or is_term(bare.of(text)) or is_url(bare.of(text)):
                if bare is not None and (role_score(bare.of(text)) >= 2 or words_of(bare.of(text))[:1] == ["contract"]):
                    found.placements.append(bare)
                elif bare is not None and (is_url(bare.of(text)) or is_self_employed(bare.of(text))):
                    found.stand_ins.append(bare)
            elif is_place(bare.of(text)):
                found.places.append(bare)
                found.slots.add((at, len(parts) - number))
            elif (at, len(parts) - number) in habits.slots and is_town(bare.of(text)):
                found.places.append(bare)
            elif not (_is_aside(text, bare) and len(parts) + len(cells) > 2):
                found.kept.setdefault(at, []).append(bare)
                continue
            found.spent.add(at)
    return found


def _strong_parts(text: str, cell: Span) -> list[Span]:
    """The parts of a cell between strong separators that stand outside brackets."""
    parts: list[Span] = []
    for part in split(text, cell, _STRONG):
        last = parts[-1] if parts else None
        opened = text.rfind("(", max(last.start, last.end - 200), last.end) if last is not None else -1
        inside = opened >= 0 and ")" not in text[opened : part.start] and ")" in text[part.start : min(cell.end, part.end + 200)]
        if last is not None and inside:
            parts[-1] = Span(last.start, part.end)
        else:
            parts.append(part)
    return parts


def _is_aside(text: str, span: Span) -> bool:
    """Whether a part stands in brackets as a whole: "(promoted from analyst)"."""
    return text[span.start] == "(" and text[span.end - 1] == ")"


def _complete(text: str, cells: Sequence[Span], parts: Sequence[Span]) -> bool:
    """Whether one line of cells names both title and organisation."""
    if len(parts) < 2 or len(cells) < 2:
        return False
    best = max(range(len(parts)), key=lambda at: titleness(text, parts[at]))
    others = [part for at, part in enumerate(parts) if at != best]
    return titleness(text, parts[best]) >= 1.5 and any(best_org(text, part) >= 1 or is_titled(part.of(text)) for part in others)


def _one_line(text: str, found: _Lines, at: int, title_first: bool | None) -> Head:
    parts = found.kept[at]
    used = frozenset({at, *found.spent})
    place = _first(found.places)
    if len(parts) == 1:
        parts = _divide(text, parts[0])
    if len(parts) == 1:
        head, tail = without_place(text, parts[0])
        return single_head(text, head or parts[0], tail or place, used)
    if _is_comma_list(text, found.kept[at], parts):
        return comma_head(text, found.kept[at][0], place, used, found.habits)
    title = _title_among(text, parts, title_first)
    others = [number for number in range(len(parts)) if number != title]
    org = max(others, key=lambda number: (best_org(text, parts[number]), -abs(number - title), -number))
    first = min(title, org)
    spare = next((part for at, part in enumerate(parts) if at not in (title, org) and townlike(part.of(text))), None)
    place = place or (spare if spare is not None and len(parts) == 3 else None)
    organization, tail = body_and_place(text, parts[org], found.habits)
    titled, title_tail = without_place(text, parts[title])
    span = titled or parts[title]
    # "Software Engineer, Payments - Acme": the comma belongs to the title, unless it sets off the company.
    return Head(
        span, organization or parts[org], tail or title_tail or place, used, first == title, firm=True, tailed=tail is not None
    )


def _is_comma_list(text: str, before: Sequence[Span], parts: Sequence[Span]) -> bool:
    """Whether one piece was cut at its commas, not at "at" or a colon."""
    return len(before) == 1 and len(parts) > 1 and text[parts[0].end : parts[1].start].strip() == ","


def _divide(text: str, span: Span) -> list[Span]:
    """One piece cut at "at", or at its commas."""
    colon = _outside(_COLON, text, span)
    if colon is not None:
        sides = [Span(span.start, colon.start()), Span(colon.end(), span.end)]
        if max(role_score(side.of(text)) for side in sides) >= 2:
            return sides
    match = _outside(_AT, text, span)
    if match is not None and role_score(text[span.start : match.start()]) >= 1:
        return [Span(span.start, match.start()), Span(match.end(), span.end)]
    return comma_pieces(text, span)


def _outside(pattern: re.Pattern[str], text: str, span: Span) -> re.Match[str] | None:
    """The first match that stands outside brackets."""
    found = pattern.finditer(text, span.start, span.end)
    return next((m for m in found if text.count("(", span.start, m.start()) <= text.count(")", span.start, m.start())), None)


def _title_among(text: str, parts: Sequence[Span], title_first: bool | None) -> int:
    scores = [best_role(text, part) - 0.6 * best_org(text, part) for part in parts]
    best = max(scores)
    if scores.count(best) == 1:
        return scores.index(best)
    ties = [at for at, score in enumerate(scores) if score == best]
    return ties[-1] if title_first is False else ties[0]


def _several(text: str, found: _Lines, content: Sequence[int], title_first: bool | None) -> Head:
    """Title on one line, organisation on another."""
    spans = {at: Span(found.kept[at][0].start, found.kept[at][-1].end) for at in content}
    scores = {at: max(best_role(text, part) - 0.6 * best_org(text, part) for part in found.kept[at]) for at in content}
    best = max(scores.values())
    ties = [at for at in content if scores[at] == best]
    orgs = {at: max(best_org(text, part) for part in found.kept[at]) for at in content}
    if len(ties) > 1 and best <= 0 and len({orgs[at] for at in ties}) > 1:
        title = min(ties, key=lambda at: (orgs[at], at))
    else:
        title = ties[-1] if title_first is False and len(ties) > 1 else ties[0]
    others = [at for at in content if at != title]
    near = min(others, key=lambda at: (abs(at - title) > 1, -orgs[at], abs(at - title), at))
    inner = _inner_org(text, found.kept[title], orgs[near], spans[near] if near > title and len(content) == 2 else None)
    if inner is not None:
        span, firm = inner
        body, tail = without_place(text, firm)
        used = frozenset({title, *found.spent})
        return Head(span, body or firm, tail or _first(found.places), used, span.start < firm.start, firm=True)
    firm_span, town = _firm_of(text, found.kept[near])
    organization, tail = body_and_place(text, firm_span, found.habits)
    titled, title_tail = without_place(text, spans[title])
    place = tail or title_tail or _first(found.places) or town
    used = frozenset({title, near, *found.spent})
    return Head(
        titled or spans[title], organization or firm_span, place, used, title < near, firm=best >= 1, tailed=tail is not None
    )


def _firm_of(text: str, parts: Sequence[Span]) -> tuple[Span, Span | None]:
    """The organisation among the parts of its line, and a town set off behind it: "Osprey Dairy Ltd – Ashburton"."""
    whole = Span(parts[0].start, parts[-1].end)
    if len(parts) == 2 and best_org(text, parts[0]) >= 2 and best_org(text, parts[1]) == 0 and is_town(parts[1].of(text)):
        return parts[0], parts[1]
    return whole, None


def _inner_org(text: str, parts: Sequence[Span], other: float, near: Span | None = None) -> tuple[Span, Span] | None:
    """Title and organisation of one line, when the other line is clearly no organisation but this one holds one."""
    if len(parts) == 1 and other < 1:
        town = near is not None and is_town(near.of(text)) and len(near.of(text).split()) == 1
        pieces = [piece for piece in glued(text, comma_pieces(text, parts[0])) if not is_term(piece.of(text))]
        if len(pieces) == 2 and role_score(pieces[0].of(text)) >= 2 and (town or org_score(pieces[1].of(text)) >= 2):
            return pieces[0], pieces[1]
        return None
    if len(parts) < 2 or other >= 2:
        return None
    title = _title_among(text, parts, None)
    org = max((at for at in range(len(parts)) if at != title), key=lambda at: best_org(text, parts[at]))
    if role_score(parts[title].of(text)) >= 2 and best_org(text, parts[org]) > max(other, 1):
        return parts[title], parts[org]
    return None


def _first(spans: Sequence[Span]) -> Span | None:
    return spans[0] if spans else None
