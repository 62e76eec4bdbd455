"""What a degree line says: the degree, the field of study, the institution, in any order and with any separator."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from fitscore.dates import find_dates
from fitscore.degrees import DegreeMention, find_degrees
from fitscore.model import DegreeLevel, Span
from fitscore.resume.lexicon import comma_pieces, is_place, is_region, is_term, org_score, role_score, strip_edges, without_place
from fitscore.resume.rows import Row
from fitscore.skills import SkillFinder
from fitscore.text import split, trim

_STRONG = re.compile(r"\s*[|·•‖]\s*|\s+[—–]\s+|\s+-{1,2}\s+|\s*;\s+|\t+|\n|\s{3,}")
_JOIN = re.compile(
    r"""
    \s*(?:\((?:hons?|honou?rs|cum\ laude|distinction)[^()]{0,20}\)\s*)?(?:,|:|-|–)?\s*
    (?:degree\s+)?(?:in|of|with\ a\ focus\ on|majoring\ in)?\s+
    """,
    re.VERBOSE | re.IGNORECASE,
)
_MAJOR = re.compile(
    r"\b(?:majors?(?:ed)?|concentration|speciali[sz]ation|field|course of study)(?:\s+(?:in|of)|:)\s+", re.IGNORECASE
)
_AWARD = re.compile(
    r"\b(?:certificate|diploma|award|level|course|training|licen[cs]e|programme?|bootcamp|module|grade|gpa)\b", re.IGNORECASE
)
_NOT_AREA = re.compile(
    r"""
    \b(?:gpa|grade|honou?rs|cum\ laude|distinction|first\ class|2:1|2:2|upper\ second|thesis|dissertation|minor|
    valedictorian|expected|graduat|integrated|part[- ]time|full[- ]time|distance|online|evenings?|
    first|second|pass|merit|\w+[- ]year|credits?|equiv\w*|
    semesters?|exchange|dean|degree|diploma|class|hons|in\ progress|present|current)\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
_SCHOOL = re.compile(
    r"""
    \b(?:university|college|school|institute|academy|polytechnic\w*|\w*hochschule|[uü]niversi[td]\w+|lyc[eé]e|gymnasium|politechnika|politecnico|
    uniwersytet|akademi[aek]\w*|academia|h[oö]gskol\w+|h[oø]yskole|hogeschool|[eé]cole|escola|escuela|istituto|instituto?|facult\w+|fakult\w+|
    technikum|liceo|liceum|szko[lł]a|college\w*|sixth\ form|conservatoire|seminary|\w{3,12}schule|FH|IHK|HTL|HAK|IES|ROC)\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
_SCHOOL_AFTER = re.compile(r"\b(?:at|from)\s+(?=[A-Z])|(?<=[a-z])\s+(?=(?:University|College|School|Institute)\s+of\b)")
_SCHOOL_LAST = re.compile(r"\b[Ss]chool\Z")
_AT_SCHOOL = re.compile(r"\s+(?:at|from)(?:\s+(?=[A-Z])|\s*\Z)")
_IN_FIELD = re.compile(r"\bin\s+(?=[A-Z])")
_SENTENCE = re.compile(r"(?<=[a-z)]{2})\.\s+(?=[A-Z])")
_NAME_CUT = re.compile(rf"{_SENTENCE.pattern}|:\s+(?=\d)")
_BRACKET_LAST = re.compile(r"\s*\(([^()]{1,60})\)\s*\Z")
_BRACKET_FIRST = re.compile(r"\([^()]{0,40}\)\s*(?=\S)")
_BRACKET_OPEN = re.compile(r"(?<=\S{2})\s*\([^()]*\Z")


def is_school(words: str) -> bool:
    """Whether some words name a school.

    >>> is_school("University of Leeds"), is_school("Globex Ltd")
    (True, False)
    """
    return bool(_SCHOOL.search(words))


def pieces_of(text: str, row: Row) -> list[Span]:
    """The parts of a line between its strong separators."""
    return [piece for cell in row.cells for piece in split(text, cell, _STRONG)]


def find_degree(text: str, rows: Sequence[Row]) -> DegreeMention | None:
    """The highest degree that some lines name; a bare "degree" only when there is no other."""
    # A degree at the start of a piece needs no further sign, so the pieces are searched as well as the lines.
    pieces = [_undated(text, piece) for row in rows for piece in pieces_of(text, row)]
    spans = [*(row.span for row in rows), *(piece for piece in pieces if piece is not None)]
    found = list(dict.fromkeys(mention for span in spans for mention in find_degrees(text, span, of_study=True)))
    found = [mention for mention in found if not (mention.generic and _SCHOOL.match(text, mention.span.end + 1))]
    firm = [mention for mention in found if not mention.generic]
    if firm:
        return max(firm, key=lambda mention: (mention.level.rank, -mention.span.start))
    return found[0] if found else None


def find_institution(text: str, rows: Sequence[Row], degree: DegreeMention | None) -> Span | None:
    """The school that some lines name: one that calls itself so, else an organisation, else a bare name beside the degree."""
    candidates: list[tuple[float, int, Span]] = []
    for number, row in enumerate(rows[:5]):
        for piece in pieces_of(text, row):
            for score, span in _schools_in(text, piece, degree, near=number <= 1):
                candidates.append((-score, number, span))
    return min(candidates)[2] if candidates else None


def _schools_in(text: str, piece: Span, degree: DegreeMention | None, *, near: bool) -> Iterator[tuple[float, Span]]:
    undated = _undated(text, piece)
    for part in _names_in(text, undated) if undated is not None else ():
        bare = strip_edges(text, part)
        if bare is None or is_place(bare.of(text)) or is_term(bare.of(text)):
            continue
        words = bare.of(text)
        called = is_school(_BRACKET_LAST.sub("", words)) and any(map(str.isupper, words))  # no "evening school"
        score = 3.0 if called else 0.0 if _AWARD.search(words) or ":" in words else org_score(words)
        if degree is not None and bare.overlaps(degree.span):
            named = degree.level is DegreeLevel.HIGH_SCHOOL and bare.start < degree.span.start and _SCHOOL_LAST.search(words)
            beside = bare if named else _beside_degree(text, bare, degree) if score == 3.0 else None
            if beside is not None:
                yield score, beside
            continue
        if score == 0 and near and _nameable(words):
            score = 0.5
        if score:
            yield score, without_place(text, bare)[0] or bare


def _names_in(text: str, span: Span) -> list[Span]:
    """The comma pieces of a span, cut at the ends of sentences: "co-op option. University of Leeds"."""
    return [part for piece in comma_pieces(text, span) for part in split(text, piece, _NAME_CUT)]


def _nameable(words: str) -> bool:
    plain_name = not _NOT_AREA.search(words) and not _AWARD.search(words) and not re.search(r"[\d:]", words)
    tokens = words.split()
    return plain_name and 1 <= len(tokens) <= 7 and tokens[0][:1].isupper() and role_score(words) < 2


def _beside_degree(text: str, span: Span, degree: DegreeMention) -> Span | None:
    """The school in a piece that holds the degree too: "BSc Physics from the University of Leeds"."""
    match = _SCHOOL_AFTER.search(text, degree.span.end, span.end)
    if match is not None:
        return strip_edges(text, Span(match.end(), span.end))
    before = Span(span.start, degree.span.start)
    return strip_edges(text, before) if is_school(before.of(text)) else None


def _undated(text: str, span: Span) -> Span | None:
    """The part of a piece before its date when it names a school or degree, else the longer part beside the date."""
    dates = find_dates(text, span)
    if not dates:
        return strip_edges(text, span)
    sides = [Span(span.start, dates[0].span.start), Span(dates[-1].span.end, span.end)]
    if is_school(sides[0].of(text)) or find_degrees(text, sides[0], of_study=True):
        return strip_edges(text, sides[0])
    return strip_edges(text, max(sides, key=lambda side: side.end - side.start))


def find_area(
    text: str, rows: Sequence[Row], degree: DegreeMention | None, institution: Span | None, finder: SkillFinder
) -> Span | None:
    """The field of study: after "major in", right behind the degree, else the nearest piece that can be one.

    Where several pieces can be the field, one that the taxonomy knows as a field of study is taken.
    """
    for row in rows:
        major = _MAJOR.search(text, row.span.start, row.span.end)
        if major is not None:
            return _first_area(text, Span(major.end(), row.span.end), institution)
    if degree is None:
        return None
    row = next(row for row in rows if row.span.contains(degree.span))
    pieces = pieces_of(text, row)
    within = _IN_FIELD.search(text, degree.span.start, degree.span.end)
    if within is not None:
        return trim(text, Span(within.end(), degree.span.end))
    piece = next((piece for piece in pieces if piece.overlaps(degree.span)), row.span)
    join = _JOIN.match(text, degree.span.end, piece.end)
    area = _first_area(text, Span(join.end() if join else degree.span.end, max(piece.end, degree.span.end)), institution)
    if area is not None:
        return area
    others = [other for other in pieces if not other.overlaps(degree.span)]
    others += [other for later in rows if later.number > row.number for other in pieces_of(text, later)][:2]
    others += [other for before in rows if before.number < row.number for other in pieces_of(text, before)][-2:]
    areas = [area for other in others if (area := _first_area(text, other, institution)) is not None]
    return next((area for area in areas if finder.find_areas(text, area)), areas[0] if areas else None)


def _first_area(text: str, span: Span, institution: Span | None) -> Span | None:
    """The first comma piece that can be a field of study."""
    if span.start >= span.end or is_place(span.of(text)):
        return None
    parts = [piece for part in comma_pieces(text, span) for piece in split(text, part, _SENTENCE)]
    for number, part in enumerate(parts):
        if any(
            is_region(end.of(text)) and is_place(Span(part.start, end.end).of(text)) for end in parts[number + 1 : number + 3]
        ):
            break
        area = _bare_area(text, part, institution)
        if area is not None and _can_be_area(area.of(text)):
            return area
    return None


def _bare_area(text: str, part: Span, institution: Span | None) -> Span | None:
    """A comma piece without date, degree, school and brackets."""
    bare = _undated(text, part)
    if bare is not None and institution is not None and bare.overlaps(institution):
        bare = strip_edges(text, Span(bare.start, max(bare.start, institution.start)))
    if bare is None:
        return None
    start, end = bare
    degrees = find_degrees(text, bare, of_study=True)
    if degrees and (join := _JOIN.match(text, degrees[-1].span.end, end)) is not None:
        start = join.end()
    if (bracket := _BRACKET_FIRST.match(text, start, end)) is not None:
        start = bracket.end()
    for _ in range(2):
        last = _BRACKET_LAST.search(text, max(start, end - 80), end)
        end = last.start() if last is not None and _is_note(last[1]) else end
    for pattern in (_BRACKET_OPEN, _AT_SCHOOL):
        if (cut := pattern.search(text, start, end)) is not None:
            end = cut.start()
    return trim(text, Span(start, end)) if start < end else None


def _is_note(words: str) -> bool:
    """Whether words in brackets tell how one studied rather than which branch: "(part-time)", not "(Adult)"."""
    return bool(_NOT_AREA.search(words) or find_dates(words)) or not words[:1].isupper()


def _can_be_area(words: str) -> bool:
    if words[:1].isdigit():  # "30 of 48 credits"
        return False
    if _NOT_AREA.search(words) and not re.match(r"\w+\s+\w+", _NOT_AREA.sub("", words)):
        return False
    degrees = find_degrees(words, of_study=True)
    if degrees and not re.search(r"[^\W\d_]{3}", words.replace(degrees[0].surface, "", 1)):
        return False
    if is_place(words) or is_term(words) or is_school(words) or not re.search(r"[^\W\d_]{2}", words):
        return False
    return len(words) >= 4 or any(char.isupper() for char in words)
