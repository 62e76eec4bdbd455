"""Degrees that bring years of their own: "BS with 10 years, MS with 8, PhD with 5" asks for any one of its rungs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from fitscore.degrees import DegreeMention
from fitscore.model import AllOf, AnyOf, Criterion, DegreeCriterion, Span, YearsCriterion
from fitscore.requirements.kinds import Context

_BESIDE = re.compile(r"[\s,'()]*(?:(?:degree|diploma)[\s,()]*)?(?:e\.g\.[\s,]*)?(?:or\b|and/or\b|/)?[\s,()]*(?:an?\b\s*)?")
"""What may stand between two degrees that share their years: "BA/BS", "a bachelor's or a master's degree"."""
_AFTER = re.compile(r"\W{0,2}(?:degree\W{1,2})?(?:with|and|plus|\+|&)\s(?:at\sleast\s|a\sminimum\sof\s)?(?P<years>\d{1,2})\b")
_BEFORE = re.compile(r"(?<![\w.$£€-])(?P<years>\d{1,2})\s?\+?\s(?:years?\s|yrs\s)?(?:with|and|plus)\s(?:an?\s)?\Z")
_OR_BEFORE = re.compile(r"\bor\b[\s(]*(?:an?\s|at\sleast\s|(?:a\s)?minimum\s(?:of\s)?)*(?:\w+\s)?\Z")
_EITHER = re.compile(r"\bor\b|[;,/(]")


@dataclass(frozen=True, slots=True)
class _Rung:
    degrees: tuple[DegreeMention, ...]
    years: YearsCriterion | None

    @property
    def level(self) -> int:
        return min(mention.level.rank for mention in self.degrees) if self.degrees else -1

    @property
    def months(self) -> int:
        return self.years.months if self.years else 0

    @property
    def span(self) -> Span:
        spans = [mention.span for mention in self.degrees] + ([self.years.span] if self.years else [])
        return Span(min(span.start for span in spans), max(span.end for span in spans))


def find(
    context: Context, degree: DegreeCriterion, mentions: Sequence[DegreeMention], years: Sequence[YearsCriterion]
) -> tuple[AnyOf, tuple[YearsCriterion, ...]] | None:
    """The ladder of a stretch and the years that stand outside it, or None where degrees and years are asked side by side.

    A ladder asks for fewer years the higher the degree; a rung may have no years (the highest degree) or no degree ("8 years
    without a degree").

    Args:
        context: the stretch.
        degree: the degree read from it, whose fields every rung shares.
        mentions: its degree words that name a level, in order.
        years: its numbers of years, in order.
    """
    groups = _groups(context.folded, mentions)
    numbers = sorted([*years, *_bare(context.folded, groups, years)], key=lambda found: found.span)
    if not groups or not numbers:
        return None
    tries = [_split(context.folded, groups, numbers), _paired(groups, numbers)]
    if len(numbers) > len(groups):
        tries += [_paired(groups, numbers[1:]), _paired(groups, numbers[:-1])]
    tries.append(_paired(groups[:-1], numbers[:-1]))
    rungs = next((rungs for rungs in tries if _is_ladder(context.folded, rungs)), None)
    if rungs is None:
        return None
    taken = {rung.years for rung in rungs}
    return _node(degree, rungs), tuple(it for it in years if it not in taken)


def _split(
    folded: str, groups: Sequence[tuple[DegreeMention, ...]], numbers: Sequence[YearsCriterion]
) -> list[_Rung]:
    """What stands between one "or" and the next: "a degree and one year, or three years"."""
    pieces = [_Rung(group, None) for group in groups] + [_Rung((), number) for number in numbers]
    found = sorted(pieces, key=lambda rung: rung.span)
    rungs = found[:1]
    for last, rung in pairwise(found):
        if _OR_BEFORE.search(folded, last.span.end, rung.span.start):
            rungs.append(rung)
        elif (rungs[-1].degrees and rung.degrees) or (rungs[-1].years and rung.years):
            return []
        else:
            rungs[-1] = _Rung(rungs[-1].degrees or rung.degrees, rungs[-1].years or rung.years)
    return rungs


def _groups(folded: str, mentions: Sequence[DegreeMention]) -> list[tuple[DegreeMention, ...]]:
    groups: list[tuple[DegreeMention, ...]] = []
    for mention in mentions:
        last = groups[-1][-1] if groups else None
        beside = last and _BESIDE.fullmatch(folded, last.span.end, mention.span.start)
        # "PhD or Master's with 4 years" names the higher first: its years are the lower degree's own.
        if last and beside and last.level.rank <= mention.level.rank:
            groups[-1] = (*groups[-1], mention)
        else:
            groups.append((mention,))
    return groups


def _bare(
    folded: str, groups: Sequence[tuple[DegreeMention, ...]], years: Sequence[YearsCriterion]
) -> list[YearsCriterion]:
    """Numbers right beside a degree whose unit is said only once: "MS with 8", "5+ with an MS"."""
    found: list[YearsCriterion] = []
    for group in groups:
        first, last = group[0].span, group[-1].span
        for match in (_AFTER.match(folded, last.end), _BEFORE.search(folded, max(0, first.start - 30), first.start)):
            span = Span(*match.span("years")) if match else None
            if span and not any(span.overlaps(other.span) for other in [*years, *found]):
                found.append(YearsCriterion(span=span, months=12 * int(span.of(folded))))
    return found


def _paired(groups: Sequence[tuple[DegreeMention, ...]], numbers: Sequence[YearsCriterion]) -> list[_Rung]:
    """Degrees with the years beside them, in the order of the text; empty where they do not pair."""
    alone: list[_Rung] = []
    degrees = list(groups)
    if len(numbers) == len(degrees) - 1:
        top = max(degrees, key=lambda group: group[0].level.rank)
        if top not in (degrees[0], degrees[-1]):
            return []
        alone = [_Rung(top, None)]
        degrees.remove(top)
    if len(numbers) != len(degrees):
        return []
    pairs = [_Rung(group, number) for group, number in zip(degrees, numbers, strict=True)]
    rungs = sorted([*pairs, *alone], key=lambda rung: rung.span)
    return rungs if all(one.span.end <= other.span.start for one, other in pairwise(rungs)) else []


def _is_ladder(folded: str, rungs: Sequence[_Rung]) -> bool:
    either = all(_EITHER.search(folded, one.span.start, other.span.end) for one, other in pairwise(rungs))
    steps = list(pairwise(sorted(rungs, key=lambda rung: rung.level)))
    return bool(steps) and either and all(low.level < high.level and low.months > high.months for low, high in steps)


def _node(degree: DegreeCriterion, rungs: Sequence[_Rung]) -> AnyOf:
    named = next((rung.years for rung in rungs if rung.years and (rung.years.of or rung.years.field)), None)
    children: list[Criterion] = []
    for rung in rungs:
        nodes: list[Criterion] = []
        if rung.degrees:
            lowest = min(rung.degrees, key=lambda mention: mention.level.rank)
            nodes.append(replace(degree, span=lowest.span, level=lowest.level))
        if rung.years:
            bare = named is not None and not (rung.years.of or rung.years.field)
            nodes.append(replace(rung.years, of=named.of, field=named.field) if named and bare else rung.years)
        nodes.sort(key=lambda node: node.span)
        children.append(nodes[0] if len(nodes) == 1 else AllOf(span=rung.span, children=tuple(nodes)))
    return AnyOf(span=Span(rungs[0].span.start, rungs[-1].span.end), children=tuple(children))
