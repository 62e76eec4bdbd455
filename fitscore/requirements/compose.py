"""Skills side by side: what the words between them say about "all of", "any of" and "for example".

The mentions of a clause and the gaps between them are read left to right. A gap joins two mentions with "and" or "or", opens
examples of the class before it ("such as", a bracket, a colon before product names), or ends the list.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from fitscore.model import AllOf, AnyOf, Criterion, SkillCriterion, SkillMention, Span, leaves
from fitscore.quantities import number_of
from fitscore.requirements.kinds import Context

PRODUCTS = ("tool", "platform", "language")
"""Taxonomy kinds that are things with a name; a list of them after a colon gives examples."""

_FIELDS = ("domain", "knowledge", "method", "field_of_study")
"""Taxonomy kinds that a person can spend years in."""

_BREAK = re.compile(r";|[a-z)]\.\s|\s[–—]\s|\n\s*\n")
_OR = re.compile(r"\bor\b(?!\smore\b)|\band/or\b")
_AND = re.compile(
    r"\band\b(?!/)|&|\bas\swell\sas\b|\bplus\b|\balong\swith\b|\bcombined\swith\b|\bin\saddition\b|\btogether\swith\b|\bwith\b"
)
_INTRO = re.compile(
    r"\bsuch\sas\b|\blike\b|\be\.?g\.?[,:]?(?=\W)|\bfor\s(?:example|instance)\b|\binclud(?:ing|e)\sbut\snot\b|\bi\.?e\.?(?=[,:\s])|\bnamely\b|[(\[]"
)
_INCLUDING = re.compile(r"\binclud(?:ing|es?)\b")
_COLON = re.compile(r":\s*\Z|:\s")
_DASH = re.compile(r"\s[-–]\s")
_BRACKETED = re.compile(r"[(\[][^()\[\]]{0,200}[)\]]")
_CLOSE = re.compile(r"[)\]]")
_ONE_OF = re.compile(
    r"""
    \b(?:(?:at\sleast\s|minimum\sof\s|any\s|either\s)?(?P<n>one|two|three|four|five|\d)(?:\s\(\d\))?(?:\s(?:or\smore|\+))?\s(?:of|from|or\smore|other|major|programming|\w+\sprogramming|scripting|object)\b
      |(?:at\sleast|minimum\sof)\s(?P<m>one|two|three|four|five|\d)\b(?!\s?(?:\(\d+\)\s?)?\+?\s?(?:full\s)?(?:years?|yrs?|months?)\b)
      |(?P<any>any|either|some)\s(?:of|one\sof)\b|\bany/all\sof\b|\bone\sor\smore\b|\bany\s(?:combination|number)\sof\b|\beither\b)
    """,
    re.VERBOSE,
)
_CLASS = re.compile(
    r"(?:tools?|tooling|frameworks?|platforms?|librar(?:y|ies)|languages?|software|systems?|technolog(?:y|ies)|databases?|"
    r"packages?|providers?|services|warehouses?|stores?|clouds?|suites?|applications?)\Z"
)
_SAME_CLASS = re.compile(r"(?:and|or|&|/)\s?(?:techniques|methods|tools|technologies|platforms|concepts|services|frameworks)\W")
_OR_TAIL = re.compile(r"\s?,?\s(?:and/)?or\s\w")
_OPEN = re.compile(
    r"\betc\b|\bor\s(?:an?\s|any\s|other\s)?(?:similar|equivalent|comparable|related|other|others|the\slike|such|alternative)|\bsimilar\b|\band\ssimilar\b|\band\sso\son\b|\betc\.|\band\sothers?\b|/others\b|\band\sother\b"
)


class Join(StrEnum):
    """What the gap between two mentions does."""

    AND = "and"
    OR = "or"
    SLASH = "/"
    COMMA = ","
    EXAMPLES = "such as"
    ALL = "including"
    COLON = ":"
    TEXT = "text"
    NEXT = ""
    BREAK = ";"


@dataclass(frozen=True, slots=True)
class _Link:
    join: Join
    closes: bool = False
    opens: bool = False


def skill_nodes(context: Context, mentions: Sequence[SkillCriterion], *, domain_list: bool = False) -> list[Criterion]:
    """The "all of" children that a clause's skills make, in the order of the text.

    Args:
        context: the clause.
        mentions: its skills in order.
        domain_list: the skills are fields that one number of years may be spent in, so a list of them is "any of".
    """
    if not mentions:
        return []
    folded = context.folded
    kinds = {m.skill_id: context.kind_of(m) for m in context.mentions}
    links = [_link(folded, a.span.end, b.span.start) for a, b in pairwise(mentions)]
    prefix = folded[context.span.start : mentions[0].span.start]
    nodes: list[Criterion] = []
    for first, last in _stretches(links, len(mentions)):
        lead = prefix if first == 0 else folded[mentions[first - 1].span.end : mentions[first].span.start]
        run = _Run(context, folded, mentions[first : last + 1], links[first:last], lead, kinds)
        nodes.extend(_read(run, domain_list=domain_list))
    return nodes


@dataclass(frozen=True, slots=True)
class _Run:
    context: Context
    folded: str
    mentions: Sequence[SkillCriterion]
    links: Sequence[_Link]
    lead: str
    kinds: dict[str, str]


def _stretches(links: Sequence[_Link], count: int) -> list[tuple[int, int]]:
    cuts = [place for place, link in enumerate(links) if link.join is Join.BREAK]
    starts = [0, *(cut + 1 for cut in cuts)]
    ends = [*cuts, count - 1]
    return list(zip(starts, ends, strict=True))


def _link(folded: str, start: int, end: int) -> _Link:
    gap = _BRACKETED.sub(" ", folded[start:end])
    bare = gap.strip()
    if not bare:
        return _Link(Join.NEXT)
    opens = "(" in gap or "[" in gap
    closes = bool(_CLOSE.search(gap)) and not (opens and gap.find(")") > gap.find("("))
    if bare in ("/", "|"):
        return _Link(Join.SLASH, closes, opens)
    if _BREAK.search(gap) and not re.search(r"\be\.g\.|\bi\.e\.|etc\.", gap):
        return _Link(Join.BREAK)
    if closes and not opens:
        return _after_bracket(gap, opens=opens)
    if _INCLUDING.search(gap) and "not limited" not in gap:
        return _Link(Join.ALL, closes, opens)
    if _INTRO.search(gap):
        return _Link(Join.EXAMPLES, closes, opens)
    if ":" in gap:
        return _Link(Join.COLON, closes, opens)
    words = re.findall(r"[a-z]+", gap)
    if _OR.search(gap) and (len(words) <= 7 or gap.lstrip().startswith("or ")):
        return _Link(Join.OR)
    if "/" in gap and len(bare) <= 12:
        return _Link(Join.SLASH)
    if _AND.search(gap) and len(words) <= 12:
        return _Link(Join.AND)
    if "," in gap:
        return _Link(Join.COMMA if len(words) <= 4 else Join.AND)
    return _Link(Join.TEXT)


@dataclass(frozen=True, slots=True)
class _Unit:
    """One mention, or a class with its examples. ``join`` is what stands before it; ``at_least`` a count that begins with it."""

    children: tuple[SkillCriterion, ...]
    join: Join
    open: bool = False
    at_least: int | None = None
    fresh: bool = False


def _after_bracket(gap: str, *, opens: bool) -> _Link:
    """What follows a closing bracket joins to the class before the bracket."""
    rest = gap[gap.rfind(")") + 1 :]
    if _INTRO.search(rest):
        return _Link(Join.EXAMPLES, True, opens)
    if rest.strip() == ",":
        return _Link(Join.COMMA, True, opens)
    return _Link(Join.OR if _OR.search(rest) else Join.AND, True, opens)


def _read(run: _Run, *, domain_list: bool) -> list[Criterion]:
    """Nodes of one stretch: example groups first, then what "and" and "or" join."""
    units: list[_Unit] = []
    place = 0
    while place < len(run.mentions):
        gap = run.lead if place == 0 else run.folded[run.mentions[place - 1].span.end : run.mentions[place].span.start]
        join = run.links[place - 1].join if place else Join.AND
        fresh = bool(place) and _new_phrase(run, place - 1)
        members = _members(run, place, run.links[place]) if place < len(run.links) else []
        bare = _bare_examples(run, place, gap)
        if bare:
            marked = tuple(replace(run.mentions[m], example=True) for m in bare)
            units.append(_Unit(marked, join, open=True, at_least=_at_least(gap), fresh=fresh))
            place = bare[-1] + 1
        elif members:
            found = _example_units(run, place, members, join, _at_least(gap), fresh=fresh)
            if len(found) == 1 and run.links[place].join is Join.COLON and units and join is Join.AND and len(gap.split()) <= 1:
                head = units.pop()
                found = [replace(found[0], children=(*head.children, *found[0].children), join=head.join)]
            units.extend(found)
            place = members[-1] + 1
        else:
            units.append(_Unit((run.mentions[place],), join, at_least=_at_least(gap), fresh=fresh))
            place += 1
    return _grouped(run, units, domain_list=domain_list)


_ENDS_IN_INTRO = re.compile(
    r"(?:\bsuch\sas|\bi\.?e\.?,?|\be\.?g\.?,?"
    r"|\bfor\s(?:example|instance),?|\bincluding\sbut\snot\slimited\sto)\s?:?\W{0,2}\Z"
)


def _bare_examples(run: _Run, place: int, gap: str) -> list[int]:
    """The mentions that are examples of a class no skill names ("tools such as A, B and C")."""
    opened = place == 0 or run.links[place - 1].join in (Join.TEXT, Join.NEXT)
    if not opened or not _ENDS_IN_INTRO.search(gap):
        return []
    listed = (Join.COMMA, Join.OR, Join.AND, Join.SLASH)
    members = [place]
    for nearby in range(place, len(run.links)):
        if run.links[nearby].join not in listed or _new_phrase(run, nearby):
            break
        members.append(nearby + 1)
    return members


def _example_units(
    run: _Run, place: int, members: list[int], join: Join, at_least: int | None, *, fresh: bool
) -> list[_Unit]:
    """A class and its examples as one unit; as several where the list names parts that are all meant."""
    head = run.mentions[place]
    examples = [run.mentions[m] for m in members]
    named = sum(run.kinds.get(m.skill_id) in PRODUCTS for m in examples)
    gap = run.folded[head.span.end : examples[0].span.start]
    inner = _at_least(gap)
    either = any(run.links[m - 1].join is Join.OR for m in members[1:])
    share = 2 if _CLASS.search(head.surface.lower()) else 1
    if run.links[place].opens and _are_parts(run, place, members) and not (inner or at_least or either):
        return [_Unit((head,), join, fresh=fresh), *(_Unit((m,), Join.AND) for m in examples)]
    if run.links[place].join is Join.COLON and named * share < len(examples) and not (inner or at_least or either):
        rest = [_Unit((run.mentions[m],), Join.AND if m == members[0] else run.links[m - 1].join) for m in members]
        return [_Unit((head,), join, at_least=at_least, fresh=fresh), *rest]
    between = _INTRO.sub("", gap).strip(" (:-")
    marked = tuple(replace(m, example=True) for m in examples)
    apart = re.match(r"(?:and\b|or\b|&|,|/|with\b|as well\b)", between) and len(between.split()) > 1
    if apart and not (_CLASS.search(head.surface.lower()) and _SAME_CLASS.match(between + " ")):
        return [_Unit((head,), join, at_least=at_least, fresh=fresh), _Unit(marked, Join.AND, open=True, at_least=inner)]
    return [_Unit((head, *marked), join, open=True, at_least=inner or at_least, fresh=fresh)]


def _are_parts(run: _Run, place: int, members: list[int]) -> bool:
    """Whether a bracket names what is all meant ("web development (HTML, CSS and JavaScript)"), no examples of it."""
    gap = run.folded[run.mentions[place].span.end : run.mentions[members[0]].span.start]
    if not re.fullmatch(r"[^(\[]{0,40}[(\[](?:i\.?e\.?,?|particularly|especially|specifically|notably)?\s?", gap):
        return False
    suite = run.context.finder.taxonomy.get(run.mentions[place].skill_id).implies
    held = sum(run.mentions[m].skill_id in suite for m in members)
    return held * 2 > len(members) or Join.AND in [run.links[m - 1].join for m in members[1:]]


def _grouped(run: _Run, units: Sequence[_Unit], *, domain_list: bool) -> list[Criterion]:
    """Units joined by "or" become one "any of"; a comma does what the next word-joint does."""
    joins = _resolved(run, units, domain_list=domain_list)
    groups: list[list[_Unit]] = []
    for unit, join in zip(units, joins, strict=True):
        if groups and join is Join.OR:
            groups[-1].append(unit)
        else:
            groups.append([unit])
    made: list[Criterion] = []
    for group in groups:
        children = [child for unit in group for child in unit.children]
        tail = run.folded[children[-1].span.end : min(run.context.span.end, children[-1].span.end + 40)]
        gaps = [run.folded[a.span.end : b.span.start] for a, b in pairwise(children)]
        is_open = any(unit.open for unit in group) or any(_OPEN.search(gap) for gap in gaps)
        is_open = is_open or _OPEN.match(tail.lstrip(" ,(/")) is not None
        at_least = next((unit.at_least for unit in group if unit.at_least), 1)
        made.append(_any(children, is_open=is_open, at_least=at_least))
    return _once(made)


def _once(nodes: Sequence[Criterion]) -> list[Criterion]:
    """Nodes without a lone skill that an earlier node asks for already."""
    kept: list[Criterion] = []
    asked: set[str] = set()
    for node in nodes:
        ids = {leaf.skill_id for leaf in leaves(node) if isinstance(leaf, SkillCriterion)}
        if len(ids) > 1 or not ids <= asked:
            kept.append(node)
        asked |= ids
    return kept


def _resolved(run: _Run, units: Sequence[_Unit], *, domain_list: bool) -> list[Join]:
    """For each unit, whether "and" or "or" ties it to the one before."""
    shared = _shared_fields(run, units) if domain_list else 0
    last = units[-1].children[-1].span.end
    default = Join.OR if _OR_TAIL.match(run.folded, last, run.context.span.end) else Join.AND
    found: list[Join] = []
    counting = chosen = False  # chosen: the counted list has had its "or", so an "and" ends it
    for place, unit in enumerate(units):
        join = unit.join
        if join is Join.COMMA:
            later = (u.join for u in units[place + 1 :] if u.join is not Join.COMMA and u.join is not Join.SLASH)
            join = Join.OR if next(later, default) is Join.OR else Join.AND
        elif join is Join.SLASH:
            join = Join.OR if _alike(run, units[place - 1].children[-1], unit.children[0]) else Join.AND
        elif join is not Join.OR:
            join = Join.AND
        if unit.at_least is not None:
            counting, chosen = len(unit.children) == 1, False
            join = Join.AND if join is not Join.OR or place == 0 else join
        elif counting and not unit.fresh and unit.join is not Join.TEXT and not (chosen and unit.join is Join.AND):
            chosen = chosen or unit.join is Join.OR
            join = Join.OR
        else:
            counting = False
        found.append(Join.OR if 0 < place < shared else join)
    return found


def _shared_fields(run: _Run, units: Sequence[_Unit]) -> int:
    """How many units from the first are a plain list of fields that one number of years is spent in; 0 when under four."""
    count = 0
    for unit in units:
        plain = unit.join in (Join.COMMA, Join.AND, Join.OR, Join.SLASH) and not unit.fresh
        if not plain or len(unit.children) > 1 or run.kinds.get(unit.children[0].skill_id) not in _FIELDS:
            break
        count += 1
    return count if count >= 4 else 0


def _at_least(words: str) -> int | None:
    """How many of a list are enough, when the words before it say so."""
    match = _ONE_OF.search(words[-90:])
    if match is None:
        return None
    named = match.group("n") or match.group("m")
    number = number_of(named) if named else 1.0
    return max(1, int(number or 1))


def _members(run: _Run, place: int, link: _Link) -> list[int]:
    """The mentions that are examples of the class at ``place``; empty when the gap opens no list."""
    if link.join not in (Join.EXAMPLES, Join.COLON):
        return []
    members = [place + 1]
    bracket = link.opens
    for nearby in range(place + 1, len(run.mentions) - 1):
        following = run.links[nearby]
        if bracket and following.closes:
            break
        if not bracket and following.join not in (Join.COMMA, Join.OR, Join.AND, Join.SLASH, Join.NEXT):
            break
        if not bracket and _new_phrase(run, nearby):
            break
        members.append(nearby + 1)
    return members


def _new_phrase(run: _Run, place: int) -> bool:
    """Whether the gap after a mention begins a phrase of its own ("..., and experience with X")."""
    gap = run.folded[run.mentions[place].span.end : run.mentions[place + 1].span.start]
    return bool(re.search(r"experience|knowledge|ability|understanding|skills|familiar|proficien|working|with\s|to\s|in\s", gap))


def _any(children: Sequence[SkillCriterion], *, is_open: bool, at_least: int = 1) -> Criterion:
    unique = tuple({child.skill_id: child for child in reversed(children)}.values())[::-1]
    if len(unique) == 1 and not (is_open and unique[0].example):
        return replace(unique[0], example=False)
    span = Span(unique[0].span.start, unique[-1].span.end)
    return AnyOf(span=span, children=unique, at_least=min(at_least, len(unique)), open=is_open)


def _alike(run: _Run, one: SkillCriterion, other: SkillCriterion) -> bool:
    """Whether a slash between two skills means either: of two languages only when both are for programming, or peers."""
    if run.kinds.get(one.skill_id) != "language" or run.kinds.get(other.skill_id) != "language":
        return True
    taxonomy = run.context.finder.taxonomy
    if all("programming" in taxonomy.get(skill.skill_id).implies for skill in (one, other)):
        return True
    relation = taxonomy.relation(one.skill_id, other.skill_id) or taxonomy.relation(other.skill_id, one.skill_id)
    return relation is not None and relation.kind == "peer"


def all_of(span: Span, nodes: Sequence[Criterion]) -> Criterion:
    """One criterion for several that are all needed."""
    return nodes[0] if len(nodes) == 1 else AllOf(span=span, children=tuple(nodes))


def leaf_of(mention: SkillMention) -> SkillCriterion:
    """The criterion that asks for a mentioned skill."""
    return SkillCriterion(span=mention.span, skill_id=mention.skill_id, label=mention.label, surface=mention.surface)
