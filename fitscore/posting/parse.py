"""From a document to a `Posting`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from fitscore.degrees import allows_experience
from fitscore.model import (
    AllOf,
    AnyOf,
    Criterion,
    DegreeCriterion,
    Document,
    LineReading,
    Posting,
    Priority,
    Requirement,
    Span,
    Unread,
    leaves,
)
from fitscore.posting import facts as about
from fitscore.posting.employers import company_of
from fitscore.posting.items import Item, items_of
from fitscore.posting.joining import Cut
from fitscore.posting.lines import pieces_of
from fitscore.posting.loose import demands_of, unheaded_items
from fitscore.posting.pay import salary_of
from fitscore.posting.place import locations_of, onsite_days_of, work_mode_of
from fitscore.posting.sections import Block, blocks_of
from fitscore.posting.titles import title_of
from fitscore.quantities import find_durations
from fitscore.requirements.build import build, summary_of
from fitscore.skills import SkillFinder
from fitscore.text import fold

PRIORITY = {"required": Priority.REQUIRED, "requirements": Priority.REQUIRED, "preferred": Priority.PREFERRED}
_LONGEST = 4000
"""Characters beyond which a line is not one requirement, whatever it holds."""

_STANDS_IN = re.compile(
    r"\bsubstitut|\bin lieu\b|\bin place of\b|\baccepted\b|\bmay be considered\b|^\W*(?:or\s)?(?:an?\s)?equivalent\b|^\W*or\s|"
    r"combination of (?:education|experience)"
)
_FOR_DEGREE = re.compile(r"substitut\w+ .{0,40}(?:education|degree)")
_OWN_DEGREE = re.compile(r"\W*(?:bachelor|master|associate|ph|high school|degree|b\.?s|a (?:bachelor|degree|master))")


@dataclass(slots=True)
class _Found:
    requirements: list[Requirement] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    readings: list[LineReading] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    headed: bool = False


def parse_posting(document: Document, finder: SkillFinder) -> Posting:
    """Read one job posting.

    Args:
        document: the posting as read; its text is never changed.
        finder: finds the taxonomy's skills.

    Returns:
        The posting. Anything that could not be read is in ``unread``; nothing raises.
    """
    text = document.text
    pieces = pieces_of(document)
    blocks = blocks_of(text, pieces)
    found = _Found()
    _read_blocks(text, blocks, finder, found)
    if not found.headed:
        taken = [item.span for item in found.items]
        more = [item for item in unheaded_items(text, blocks) if not any(item.span.overlaps(span) for span in taken)]
        _add(text, more, finder, Priority.REQUIRED, "", found)
    found.requirements.sort(key=lambda requirement: requirement.span)
    title = title_of(text, pieces, document.facts)
    posted, closes = about.dates_of(text, document.facts)
    return Posting(
        document=document,
        title=title,
        company=company_of(text, pieces, document.facts, title),
        locations=locations_of(text, pieces, document.facts),
        work_mode=work_mode_of(text, blocks, document.facts),
        onsite_days=onsite_days_of(text),
        salary=salary_of(text, document.facts),
        employment_type=about.employment_type_of(text, pieces, document.facts),
        url=about.url_of(document),
        date_posted=posted,
        valid_through=closes,
        tracker=about.tracker_of(document.facts),
        conditions=about.conditions_of(text, blocks, found.items),
        requirements=tuple(replace(r, id=f"r{n}") for n, r in enumerate(found.requirements, 1)),
        unread=tuple(sorted(found.unread, key=lambda line: line.span)),
        readings=tuple(sorted(found.readings, key=lambda reading: reading.span)),
    )


def _read_blocks(text: str, blocks: Sequence[Block], finder: SkillFinder, found: _Found) -> None:
    asking = [block for block in blocks if block.asks]
    for block in blocks:
        if block.heading is not None:
            line = text.count("\n", 0, block.heading.start) + 1
            found.readings.append(_reading(line, block.heading, f"heading: {block.kind}", block.rule))
        if block.asks and not (_is_tag_list(text, block) and len(asking) > 1):
            items, cuts = items_of(text, block)
            _add(text, items, finder, PRIORITY[block.kind], block.rule, found)
            found.headed = found.headed or bool(items)
            found.readings.extend(_reading(cut.line, cut.span, "asks nothing", cut.rule) for cut in cuts)
            _add(text, _demands_in(text, cuts), finder, Priority.REQUIRED, "", found)
        else:
            _add(text, demands_of(text, block), finder, Priority.REQUIRED, "", found)
            kind = block.kind if not block.asks else "noise"
            found.readings.extend(_reading(p.line, p.span, kind, block.rule) for p in block.pieces)


def _demands_in(text: str, cuts: Sequence[Cut]) -> tuple[Item, ...]:
    """Plain demands in what was cut from the end of a section."""
    from fitscore.posting.lines import Piece

    tail = tuple(Piece(span=cut.span, line=cut.line) for cut in cuts if cut.ends)
    return demands_of(text, Block(kind="unknown", rule="after the list", pieces=tail))


def _is_tag_list(text: str, block: Block) -> bool:
    """Whether a section is a machine-made list of keywords: many lines of a word or two, nothing said about any."""
    lengths = [len(piece.span.of(text).split()) for piece in block.pieces]
    count = len(lengths)
    return count >= 5 and sum(n <= 3 for n in lengths) >= 0.9 * count and sum(n == 1 for n in lengths) >= 0.2 * count


def _add(
    text: str, items: Sequence[Item], finder: SkillFinder, priority: Priority, rule: str, found: _Found
) -> None:
    for item in items:
        why = f"{rule}: {item.rule}" if rule else item.rule
        if reason := _unreadable(item.span.of(text)):
            found.unread.append(Unread(text=item.span.of(text), span=item.span, line=item.line, reason=reason))
            continue
        if _folds(text, item) and _fold_into(text, found):
            found.readings.append(_reading(item.line, item.span, "what may stand in for the degree above", why))
            continue
        found.items.append(item)
        made = build(text, item.span, item.line, finder, priority, why)
        found.requirements.extend(made)
        found.readings.extend(_reading(r.line, r.span, f"requirement: {r.priority.value}", r.rule) for r in made)


def _unreadable(words: str) -> str:
    """Why an item cannot be read as a requirement, or the empty string."""
    if not any(char.isalpha() for char in words):
        return "no words"
    return "too long to be one requirement" if len(words) > _LONGEST else ""


def _folds(text: str, item: Item) -> bool:
    """Whether a line only says what may stand in for the degree asked before it."""
    words = fold(item.span.of(text))
    if not _STANDS_IN.search(words) or _OWN_DEGREE.match(words):
        return False
    if any(duration.span.start < item.span.start + 30 for duration in find_durations(text, item.span)):
        return False
    return allows_experience(text, item.span) or _FOR_DEGREE.search(words) is not None


def _fold_into(text: str, found: _Found) -> bool:
    for place in range(len(found.requirements) - 1, max(-1, len(found.requirements) - 7), -1):
        requirement = found.requirements[place]
        if any(isinstance(leaf, DegreeCriterion) for leaf in leaves(requirement.criterion)):
            criterion = _in_place(requirement.criterion)
            found.requirements[place] = replace(requirement, criterion=criterion, summary=summary_of(text, criterion))
            return True
    return False


def _in_place(node: Criterion) -> Criterion:
    if isinstance(node, DegreeCriterion):
        return replace(node, experience_in_place=True)
    if isinstance(node, AllOf | AnyOf):
        return replace(node, children=tuple(_in_place(child) for child in node.children))
    return node


def _reading(line: int, span: Span, taken_for: str, rule: str) -> LineReading:
    return LineReading(line=line, span=span, taken_for=taken_for, rule=rule)
