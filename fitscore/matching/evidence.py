"""Where a CV shows a skill, best place first, and the quotes that prove it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from fitscore.model import Evidence, Position, Resume, ResumeLine, ResumeMention, Span, Strength
from fitscore.text import trim

MAX_QUOTE = 400
"""Longest quote in characters; a longer line is cut around the mention, at spaces."""


def usable(mentions: Iterable[ResumeMention]) -> list[ResumeMention]:
    """The mentions that speak for the skill, best first: shown in a role before elsewhere, outright before hedged."""
    kept = [mention for mention in mentions if not mention.negated]
    return sorted(kept, key=lambda m: (m.hedged, -m.strength.rank, m.position is None, m.approximate, m.span))


def _clip(text: str, context: Span, focus: Span) -> Span:
    if context.end - context.start <= MAX_QUOTE:
        return trim(text, context)
    start = max(context.start, focus.start - MAX_QUOTE // 2)
    end = min(context.end, start + MAX_QUOTE)
    while start > context.start and not text[start - 1].isspace():
        start += 1
        if start >= focus.start:
            start = focus.start
            break
    while end < context.end and end > focus.end and not text[end].isspace():
        end -= 1
    return trim(text, Span(start, max(end, focus.end)))


def quote_mention(resume: Resume, mention: ResumeMention) -> Evidence:
    """The line a mention stands in, as evidence; for a job title the head of its position."""
    if mention.rule == "title" and mention.position is not None:
        head = quote_position(resume, resume.positions[mention.position], mention.rule)
        if head is not None:
            return head
    text = resume.document.text
    span = _clip(text, mention.context, mention.span)
    line = resume.document.line_at(span.start)
    return Evidence(
        quote=span.of(text),
        span=span,
        line=line.number if line else mention.line,
        page=line.page if line else mention.page,
        section=mention.section,
        rule=mention.rule,
    )


def quote_span(resume: Resume, span: Span, rule: str, section: str = "") -> Evidence | None:
    """Any span of the CV as evidence; None when nothing but white space is left."""
    text = resume.document.text
    span = trim(text, _clip(text, span, Span(span.start, min(span.end, span.start + 1))))
    line = resume.document.line_at(span.start)
    if span.start >= span.end or line is None:
        return None
    return Evidence(quote=span.of(text), span=span, line=line.number, page=line.page, section=section, rule=rule)


def quote_statement(resume: Resume, statement: ResumeLine, rule: str) -> Evidence | None:
    """A statement of the CV as evidence."""
    return quote_span(resume, statement.span, rule, statement.section)


def quote_position(resume: Resume, position: Position, rule: str) -> Evidence | None:
    """The head of a position."""
    return quote_span(resume, head_of(resume, position), rule, "experience")


def head_of(resume: Resume, position: Position) -> Span:
    """The head of a position (title, organisation, dates), before its first highlight."""
    end = min((h.start for h in position.highlights if h.start > position.span.start), default=position.span.end)
    text = resume.document.text
    head = trim(text, Span(position.span.start, end))
    while head.end > head.start and not (text[head.end - 1].isalnum() or text[head.end - 1] in ")]."):
        head = Span(head.start, head.end - 1)
    return head


def merge(groups: Sequence[Sequence[Evidence]], limit: int = 2) -> tuple[Evidence, ...]:
    """Up to ``limit`` different quotes, the best of every group before the second of any."""
    merged: list[Evidence] = []
    for rank in range(max((len(group) for group in groups), default=0)):
        for group in groups:
            if rank < len(group) and len(merged) < limit and not any(group[rank].span.overlaps(e.span) for e in merged):
                merged.append(group[rank])
    return tuple(merged)


@dataclass(frozen=True, slots=True)
class Months:
    """A number of months and the positions they come from."""

    total: int
    positions: tuple[int, ...]
    undated: tuple[int, ...] = ()


def months_in(resume: Resume, indexes: Iterable[int]) -> Months:
    """The union of the months of some positions: overlaps once, gaps not at all."""
    wanted = sorted(set(indexes))
    dated = [i for i in wanted if resume.positions[i].months]
    covered: set[int] = set()
    for i in dated:
        position = resume.positions[i]
        if position.first is not None and position.last is not None:
            covered.update(range(position.first, position.last + 1))
    undated = tuple(i for i in wanted if not resume.positions[i].months)
    return Months(len(covered), tuple(dated), undated)


def best_strength(mentions: Sequence[ResumeMention]) -> Strength:
    """The strongest way the mentions show the skill."""
    return max((m.strength for m in mentions), key=lambda s: s.rank, default=Strength.LISTED)


def length(months: int) -> str:
    """A number of months in words.

    >>> length(46), length(12), length(5)
    ('3 years 10 months', '1 year', '5 months')
    """
    years, rest = divmod(months, 12)
    words = [f"{n} {unit}{'' if n == 1 else 's'}" for n, unit in ((years, "year"), (rest, "month")) if n]
    return " ".join(words) or "no months"
