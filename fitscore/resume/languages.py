"""The human languages of a CV with their levels: a section, a line of a list, or words in passing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from fitscore.fluency import FluencyMention, find_fluency, fluency_near
from fitscore.model import ResumeLine, SkillMention, Span, SpokenLanguage
from fitscore.resume.section_names import heading_kind
from fitscore.skills import SkillFinder
from fitscore.text import fold, split

LANGUAGE_KIND = "spoken_language"
"""The kind of the taxonomy's skills that are human languages."""

_ELSEWHERE = ("publications", "references", "interests", "achievements")
_ITEMS = re.compile(r"\s*[,;•·|/]\s*|\t|\n|\s+and\s+|\.\s")
_NAME = re.compile(r"[^\W\d_]{4,20}(?: [A-Z][^\W\d_]{2,20})?")
_IN = re.compile(r"\s+in\b")


def read_languages(text: str, lines: Sequence[ResumeLine], finder: SkillFinder) -> tuple[SpokenLanguage, ...]:
    """The languages that the statements of a CV name, each once, with the best level found for it."""
    found: dict[str, SpokenLanguage] = {}
    for at, line in enumerate(lines):
        if line.section in _ELSEWHERE or line.position is not None:
            continue
        for spoken in _spoken(text, line, lines[at + 1] if at + 1 < len(lines) else None, finder):
            key = spoken.skill_id or fold(spoken.language)
            if key not in found or (found[key].fluency is None and spoken.fluency is not None):
                found[key] = spoken
    return tuple(sorted(found.values(), key=lambda spoken: spoken.span))


def _hits(text: str, span: Span, finder: SkillFinder, *, as_list: bool = True) -> list[SkillMention]:
    found = finder.find(text, span, as_list=as_list)
    return [hit for hit in found if finder.taxonomy.get(hit.skill_id).kind == LANGUAGE_KIND]


def _spoken(text: str, line: ResumeLine, following: ResumeLine | None, finder: SkillFinder) -> Iterator[SpokenLanguage]:
    own = line.section == "languages"
    hits = _hits(text, line.span, finder, as_list=own or line.section == "skills")
    if own:
        yield from _unknown(text, line.span, hits, finder)
    listed = own or _is_labelled(text, line.span) or _only_languages(text, line.span, hits)
    for hit in hits:
        inside = find_fluency(text, hit.span)
        if inside and inside[0].span == hit.span:
            continue
        level = inside[0] if inside else fluency_near(text, hit.span, _item_around(text, line.span, hit.span))
        if level is None and own and len(hits) == 1:
            level = _level_below(text, following, finder)
        if level is None and listed:
            level = _group_level(text, line.span, hit.span)
        elif level is None:
            level = fluency_near(text, hit.span, line.span)
            if level is None or line.section not in ("summary", "skills", "other"):
                continue
        yield SpokenLanguage(language=hit.label, span=hit.span, skill_id=hit.skill_id, fluency=level.level if level else None)


def _is_labelled(text: str, line: Span) -> bool:
    """Whether a line begins "Languages:"."""
    label, colon, _ = line.of(text).partition(":")
    return bool(colon) and heading_kind(label) == "languages"


def _only_languages(text: str, line: Span, hits: Sequence[SkillMention]) -> bool:
    """Whether a line lists nothing but languages and their levels: "English, Italian (conversational)"."""
    return len(hits) >= 2 and len(hits) >= sum(1 for _ in split(text, line, _ITEMS))


def _unknown(text: str, line: Span, hits: Sequence[SkillMention], finder: SkillFinder) -> Iterator[SpokenLanguage]:
    """Languages the taxonomy does not know: a capitalised name with a level behind it."""
    for item in split(text, line, _ITEMS):
        if any(item.overlaps(hit.span) for hit in hits) or finder.find(text, item, as_list=True):
            continue
        levels = find_fluency(text, item)
        name = _NAME.match(text, item.start, item.end)
        if levels and name is not None and name.group()[0].isupper() and levels[0].span.start >= name.end():
            yield SpokenLanguage(language=name.group(), span=Span(*name.span()), fluency=levels[0].level)


def _level_below(text: str, following: ResumeLine | None, finder: SkillFinder) -> FluencyMention | None:
    """The level on the line below a language's name."""
    if following is None or following.section != "languages" or _hits(text, following.span, finder):
        return None
    return next(iter(find_fluency(text, following.span)), None)


def _item_around(text: str, line: Span, hit: Span) -> Span:
    """The list item a language stands in, with the cell beside it when that holds the level."""
    items = list(split(text, line, _ITEMS))
    item = next((piece for piece in items if piece.overlaps(hit)), line)
    following = next((piece for piece in items if piece.start >= item.end), None)
    if following is not None and "\t" in text[item.end : following.start] and find_fluency(text, following):
        return Span(item.start, following.end)
    return item


def _group_level(text: str, line: Span, hit: Span) -> FluencyMention | None:
    """"Fluent in English and German": the word in front speaks for the whole list."""
    before = find_fluency(text, Span(line.start, hit.start))
    gap = text[before[-1].span.end : hit.start] if before else ""
    return before[-1] if _IN.match(gap) and not re.search(r"[.;:]", gap) else None
