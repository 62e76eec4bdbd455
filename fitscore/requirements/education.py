"""Degrees asked for: the lowest level that satisfies, the fields, what may stand in."""

from __future__ import annotations

import re

from fitscore.degrees import DegreeMention, allows_experience, allows_related_field, find_degrees, is_in_progress
from fitscore.model import DegreeCriterion, Span
from fitscore.quantities import find_durations
from fitscore.requirements.kinds import Context, folded_text
from fitscore.text import fold

LEVEL_WORDS = {
    "high_school": "a high-school diploma",
    "associate": "an associate degree",
    "bachelor": "a bachelor's degree",
    "master": "a master's degree",
    "doctorate": "a doctorate",
}
_FIELD_END = re.compile(
    r"""
      ;|\.\s|\bexperience\b|\bequivalent\b
    | \s(?:and|with|plus|or)\s(?:at\sleast\s|a\sminimum\sof\s|an?\s|\w+\s\(?)?(?:\d|experience\b|equivalent\b|\w+\syears)
    """,
    re.VERBOSE,
)
_NO_JOINT = re.compile(r"[\s-]{1,2}")
_JOINT = re.compile(r"\s?(?:,\s?(?:or\s|and\s)?|/\s?|&\s|or\s|and\s)", re.IGNORECASE)
_NOT_ASKED = re.compile(
    r"\b(?:no|not?\s(?:require|need)\w*)\s(?:\w+\s){0,2}(?:degree|diploma)|"
    r"\b(?:don't|do\snot|doesn't|does\snot)\s(?:\w+\s){0,4}?(?:requirements?|require|need|care|mind)\s(?:\w+\s){0,3}?(?:degree|diploma)|"
    r"(?:degree|diploma)\s(?:is\s|are\s)?not\s(?:required|necessary|needed)"
)


_WITHOUT = re.compile(r"\bwithout\s(?:an?y?\s|the\s)?\Z")


def mentions_of(context: Context) -> list[DegreeMention]:
    """The degree words of a stretch that asks for a degree; parts that are only a plus and postdoctoral work left out."""
    if _NOT_ASKED.search(fold(context.words)):
        return []
    return [
        mention
        for mention in find_degrees(context.text, context.span)
        if not fold(mention.surface).startswith("post")
        and not _WITHOUT.search(context.folded, max(0, mention.span.start - 20), mention.span.start)
        and not any(part.contains(mention.span) for part in context.dropped)
    ]


def find(context: Context, mentions: list[DegreeMention]) -> DegreeCriterion | None:
    """The degree a stretch asks for, or None.

    Several degrees side by side are alternatives, so the lowest counts; "or higher" changes nothing.

    Args:
        context: the stretch.
        mentions: its degree words, as `mentions_of` gives them.
    """
    if not mentions:
        return None
    named = [mention for mention in mentions if not mention.generic] or mentions
    lowest = min(named, key=lambda mention: (mention.level.rank, mention.span))
    region = field_region(context.text, context.span, mentions)
    region = Span(_led_by_fields(context, mentions[0].span, region.start), region.end)
    found = context.finder.find_areas(context.text, region)
    areas = tuple(dict.fromkeys(context.finder.taxonomy.get(mention.skill_id).label for mention in found))
    return DegreeCriterion(
        span=Span(min(region.start, *(m.span.start for m in mentions)), max(region.end, max(m.span.end for m in mentions))),
        level=lowest.level,
        areas=areas,
        related_ok=bool(areas) and allows_related_field(context.text, region),
        experience_in_place=allows_experience(context.text, context.span),
        in_progress_ok=is_in_progress(context.text, context.span),
    )


def _led_by_fields(context: Context, degree: Span, start: int) -> int:
    """Where the fields begin that stand right before the first degree word: "law degree", "business or finance degree"."""
    joint = _NO_JOINT
    reached = degree.start
    for area in reversed(context.finder.find_areas(context.text, Span(context.span.start, degree.end))):
        if area.span.start >= reached:
            continue
        if area.span.end <= reached and not joint.fullmatch(context.text, area.span.end, reached):
            break
        joint, reached = _JOINT, area.span.start
    return min(start, reached)


def field_region(text: str, span: Span, mentions: list[DegreeMention]) -> Span:
    """Where the fields of a degree stand: from the first degree word to where experience or a new clause begins."""
    start = mentions[0].span.start
    last = max(m.span.end for m in mentions)
    end = span.end
    for match in _FIELD_END.finditer(folded_text(text), mentions[0].span.end, end):
        if match.start() >= last or not any(m.span.start >= match.start() for m in mentions):
            end = match.start()
            break
    for duration in find_durations(text, Span(start, end)):
        if duration.span.start > mentions[0].span.end:
            end = min(end, duration.span.start)
            break
    before = text[span.start : start]
    if re.search(r"[A-Z][a-z]+\s\Z", before) and mentions[0].generic:
        start = span.start
    return Span(start, max(end, last if last <= end else start))


def describe(criterion: DegreeCriterion) -> str:
    """The degree in plain words.

    >>> from fitscore.model import DegreeLevel
    >>> describe(DegreeCriterion(span=Span(0, 1), level=DegreeLevel.MASTER, areas=("botany",), related_ok=True))
    "a master's degree in botany or a related field"
    """
    words = LEVEL_WORDS[criterion.level.value]
    if criterion.areas:
        *others, last = criterion.areas
        words += f" in {', '.join(others)} or {last}" if others else f" in {last}"
        words += " or a related field" if criterion.related_ok else ""
    if criterion.experience_in_place:
        words += ", or experience in its place"
    return words
