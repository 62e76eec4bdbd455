"""Years of experience asked for, and in what."""

from __future__ import annotations

import re
from collections.abc import Sequence

from fitscore.model import SkillMention, Span, YearsCriterion
from fitscore.quantities import Duration, find_durations
from fitscore.requirements.kinds import Context
from fitscore.text import trim

_NOT_AFTER = re.compile(
    r"""
      \s?(?:of\sage|old\b|ago\b|or\solder|and\s(?:older|over|above)\b|in\sa\srow|running\b|college\b|university\b|accredited\b|
      degree|diploma|program(?:me)?\b|course\b|contract|assignment|fixed|probation|internship|apprenticeship|certificate\b|term\b|
      warranty|in\sbusiness|of\sexcellence|of\sinnovation|of\s(?:college|university|school|study|education|post(?!-?\s?doc)|undergraduate|
      graduate\sstudy|coursework)|holiday|paid|maternity|leave|from\s(?:the\s)?(?:date|hire)|after\shire)
    """,
    re.VERBOSE,
)
_NOT_BEFORE = re.compile(
    r"""
      (?:within|(?<!for\s)in|over|during|every|last|past|previous|next|for\s(?:the|a\speriod\sof)|first|after|ages?|aged|expires?\sin|
      each|per|in\sthe|of\sthe|these|initial|up\sto|less\sthan|under)\s
      (?:the\s)?(?:a\s)?(?:last\s|past\s|first\s|next\s|previous\s|preceding\s|recent\s)?(?:\d\s?-\s?)?\Z
    """,
    re.VERBOSE,
)
_UP_TO = re.compile(r"(?:up\sto|less\sthan)\s\Z")
_OVER = re.compile(r"for\s\Z|experience\s(?:of\s)?over\s\Z|^over\s\Z|with\sover\s\Z|\A\W*over\s\Z|have\sover\s\Z")
_ABOUT = re.compile(
    r"experience|\byears?'?\s(?:in|of|as|with|working|managing|leading|post|at|practi[cs]ing|on)\b|exp\b|\bpqe\b|background|yrs\sin|"
    r"track\srecord|work(?:ed|ing)|practice|service|teaching|history"
)
_NOTHING_MORE = re.compile(r"[\s.,;:)(-]*(?:required|preferred)?[\s.,;:)(-]*\Z")
_FIELD_LEAD = re.compile(
    r"""
    \s{0,2}(?:'|\(s\))?\s{0,2}(?:of\s)?(?:\w[\w-]{0,20}\s){0,4}?(?:experience|exp\.?|background)\s
    (?:as\s(?:an?\s)?|in\s|with\s|of\s|within\s|at\s|on\s|working\s(?:in|with|as|on)\s)?
    """,
    re.VERBOSE,
)
_ELSEWHERE = re.compile(r"\s(?:\w[\w-]{0,20}\s){0,2}?(?:experience\s)?(?:in|within|at)\s(?:an?\s|the\s)?(?:\w[\w-]{0,20}\s){0,2}")
"""Words that lead from what was done to where it was done."""
_IN_LIEU = re.compile(r"in\s(?:lieu|place)\sof|instead\sof\s(?:a|the)\sdegree|substitut")


_JOINT = re.compile(
    r"(?:\A|[\s,;:(]+)(?:(?:and|or|with|plus|as\swell\sas|in\saddition\sto)\b[\s,;:(]*)?(?:(?:an?|the|minimum\sof)\b\s*)*\Z"
)
"""What ties the words before a degree to it."""


def find(context: Context, stops: Sequence[int] = ()) -> tuple[YearsCriterion, ...]:
    """Every minimum of years or months of experience, in the order of the text.

    Args:
        context: the stretch to look at.
        stops: where other things begin that no number of years speaks of, such as degrees.
    """
    folded = context.folded
    durations = [d for d in find_durations(context.text, context.span) if _is_experience(folded, context, d)]
    found: list[YearsCriterion] = []
    for place, duration in enumerate(durations):
        start = duration.span.end
        end = durations[place + 1].span.start if place + 1 < len(durations) else context.span.end
        end = min([end, *(_before(folded, start, stop) for stop in stops if stop > start)])
        segment = _segment(folded, Span(start, end))
        of = tuple(dict.fromkeys(m.skill_id for m in _governed(folded, segment, context)))
        if not of and place == 0 and _NOTHING_MORE.match(folded, segment.start, segment.end):
            of = tuple(dict.fromkeys(m.skill_id for m in context.mentions if m.span.end <= duration.span.start))
        field = _field(context.text, folded, segment)
        found.append(
            YearsCriterion(span=duration.span, months=duration.months, max_months=duration.max_months, of=of, field=field)
        )
    return tuple(found)


def _before(folded: str, start: int, stop: int) -> int:
    """The end of the words before a stop, without what ties them to it."""
    joint = _JOINT.search(folded, start, stop)
    return joint.start() if joint else stop


def _governed(folded: str, segment: Span, context: Context) -> list[SkillMention]:
    """What was done for so long: "accounting" of "accounting experience in healthcare", not the field it was done in."""
    inside = [m for m in context.mentions if segment.contains(m.span)]
    if len(inside) < 2:
        return inside
    for place, mention in enumerate(inside[1:], start=1):
        between = folded[inside[place - 1].span.end : mention.span.start]
        if _ELSEWHERE.fullmatch(between) and place == len(inside) - 1:
            return inside[:place]
    return inside


def _segment(folded: str, span: Span) -> Span:
    """The words a number of years governs: up to the next full stop, semicolon or "including"."""
    stop = re.compile(r";|\.\s|\b(?:including|of which|out of which)\b").search(folded, span.start, span.end)
    return Span(span.start, stop.start() if stop else span.end)


def _is_experience(folded: str, context: Context, duration: Duration) -> bool:
    before = folded[max(context.span.start, duration.span.start - 40) : duration.span.start]
    after = folded[duration.span.end : min(context.span.end, duration.span.end + 40)]
    if any(part.contains(duration.span) for part in context.dropped) or _NOT_AFTER.match(after):
        return False
    if _NOT_BEFORE.search(before) and not _OVER.search(before):
        return False
    whole = folded[context.span.start : context.span.end]
    if _IN_LIEU.search(folded, duration.span.end, context.span.end) and re.search(r"\bor\b[^;]{0,40}\Z|additional", before):
        return False
    if duration.months % 12 and "month" in folded[duration.span.start : duration.span.end]:
        return bool(re.search(r"experience|practice|work", whole))
    if _ABOUT.search(whole):
        return True
    short = len(whole.split()) <= 12
    return short and not re.search(r"contract|warrant|plan|lease|old|age\b", whole)


def _field(text: str, folded: str, segment: Span) -> Span | None:
    match = _FIELD_LEAD.match(folded, segment.start, segment.end)
    start = match.end() if match else segment.start
    start += 4 if match is None and folded.startswith(" of ", segment.start) else 0
    found = trim(text, Span(min(start, segment.end), segment.end))
    while found.end > found.start and text[found.end - 1] in ".,;:() ":
        found = Span(found.start, found.end - 1)
    bare = folded[found.start : found.end] in ("experience", "exp", "background")
    return found if found.end - found.start >= 3 and not bare else None


def describe(criterion: YearsCriterion, text: str) -> str:
    """The years in plain words.

    >>> describe(YearsCriterion(span=Span(0, 1), months=30), "")
    '2.5 years of experience'
    """
    years = criterion.months / 12
    amount = f"{criterion.months} months" if criterion.months % 6 else f"{years:g} year{'s' if years != 1 else ''}"
    words = " ".join(criterion.field.of(text).split()) if criterion.field else ""
    lead = "" if re.match(r"(?:in|as|with|at|on|of)\s", words) else "in "
    return f"{amount} of experience" + (f" {lead}{words}" if words and len(words) < 80 else "")
