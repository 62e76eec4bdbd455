"""The list items of a requirement section: what its author would have put a bullet before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from fitscore.model import Span
from fitscore.posting.headings import classify_heading, is_bare_heading
from fitscore.posting.joining import Cut, join, merge_lists
from fitscore.posting.lines import Piece
from fitscore.posting.sections import Block
from fitscore.quantities import find_durations
from fitscore.requirements.condition import find_conditions
from fitscore.requirements.cues import boilerplate, demand, find_cues, frame, worded
from fitscore.requirements.sentences import run_ons, sentences
from fitscore.requirements.split import is_only_cue
from fitscore.text import split, trim

_LABEL = re.compile(r"(?P<label>[A-Z][\w /()'’-]{2,40}?)\s?:\s*(?=\S)")
_LABELLED = re.compile(r"[A-Z][\w'’&/-]{0,20}(?:\s[\w'’&/-]{1,20}){0,5}:\s(?=[A-Z])")
_GOES_ON = re.compile(r"(?:You|You['’]re|This|It|They|That)\s")
_RATED_PAPER = re.compile(
    r"(?:[Ll]icen\w+|[Cc]ertification|[Dd]egree) (?:strongly |highly )?(?:preferred|required|desired|needed)\W*\Z"
)
"""A line that looks like heading words but names a paper and its weight ("Licensure preferred")."""
_YOU_WILL = re.compile(r"You(?: will|['’]ll)\s")
_TAIL = "cut from the item's end"
_LEADS_OFF = re.compile(r"\b(?:ability|able) to\W*\Z")
_LEADS_ON = re.compile(r":\s?(?P<tail>[^:]{3,40})\Z")
_SPEAKS = re.compile(r"(?:We|Our|Us)\b")
_JOINT = re.compile(r"\W*(?:and|or|and/or)\W*", re.IGNORECASE)
_TIE = re.compile(r"\W*or\W*", re.IGNORECASE)
_OR_AT_HEAD = re.compile(r"(?:Or|OR|or)\s(?!more\b)")
_HASHTAGS = re.compile(r"(?:#[^\s#]{1,40}\s{0,3}){1,20}")
_PIECE_MARK = re.compile(r"\s*;\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One list item or sentence. ``rule`` says how it was told apart; ``listed``: it had a marker of its own."""

    span: Span
    line: int
    rule: str
    listed: bool = False


def items_of(text: str, block: Block) -> tuple[tuple[Item, ...], tuple[Cut, ...]]:
    """The items of a requirement section, and what was cut from it."""
    items: list[Item] = []
    cuts: list[Cut] = []
    joined = merge_lists(text, join(text, block.pieces, cuts))
    ended = ""
    labels = _labels(text, joined)
    bare = _is_bare_list(text, joined)
    for place, piece in enumerate(joined):
        if ended:
            cuts.append(Cut(span=piece.span, line=piece.line, rule=ended, ends=True))
            continue
        if place in labels:
            cuts.append(Cut(span=piece.span, line=piece.line, rule="names the lines below"))
            continue
        listed = bool(piece.marker)
        rule = _ends(text, piece, joined[:place])
        if rule:
            cuts.append(Cut(span=piece.span, line=piece.line, rule=rule, ends=True))
            ended = "" if _asks_later(text, piece, joined[place + 1 : place + 13]) else rule
            continue
        last = piece.marker == "inline" and (place + 1 == len(joined) or joined[place + 1].line != piece.line)
        units = [(piece.span, "line", True)] if bare and _is_bare_item(text, piece) else _units(text, piece, last=last)
        if not listed and any(other.marker for other in joined[:place]) and not units[0][2]:
            units = [(span, rule, keep and demand(text, span) is not None) for span, rule, keep in units]
        for span, rule, keep in units:
            if keep and (empty := _empty(text, span)):
                cuts.append(Cut(span=span, line=piece.line, rule=empty))
            elif keep:
                items.append(Item(span=span, line=piece.line, rule=rule, listed=listed))
            else:
                cuts.append(Cut(span=span, line=piece.line, rule=rule, ends=rule == _TAIL))
    kept = _with_alternatives(text, _without_perks(text, items, cuts), cuts)
    return tuple(kept), tuple(cuts)


def _with_alternatives(text: str, items: Sequence[Item], cuts: Sequence[Cut]) -> list[Item]:
    """Items that "or" ties to the one before, at their head or on a line of its own, with it: one of them is enough."""
    ties = [cut.span.start for cut in cuts if _TIE.fullmatch(cut.span.of(text))]
    kept: list[Item] = []
    for item in items:
        tied = bool(kept) and any(kept[-1].span.end <= tie < item.span.start for tie in ties)
        if kept and (tied or (item.listed and _OR_AT_HEAD.match(text, *item.span))) and not is_only_cue(item.span.of(text)):
            kept[-1] = replace(kept[-1], span=Span(kept[-1].span.start, item.span.end))
        else:
            kept.append(item)
    return kept


def _labels(text: str, pieces: Sequence[Piece]) -> set[int]:
    """Bullets of a flat list that only name the full sentences below them ("Sails" above "Can set a jib.")."""
    words = [piece.span.of(text).rstrip() for piece in pieces]
    named = {
        place
        for place, (line, after) in enumerate(pairwise(words))
        if pieces[place].marker == "bullet" and len(line.split()) <= 4 and line[-1:].isalnum() and after.endswith(".")
        and frame(text, pieces[place].span) is None and all(word[:1].isupper() for word in line.split() if len(word) > 3)
    }
    full = sum(line.endswith(".") for line in words)
    return named if 3 <= len(named) <= full / 2 and len(named) + full >= len(words) - 2 else set()


def _is_bare_list(text: str, pieces: Sequence[Piece]) -> bool:
    """Whether a list lost its marks: each line an item, most of one sentence."""
    if len(pieces) < 3 or any(piece.marker or not (piece.opens and piece.closes) for piece in pieces):
        return False
    short = all(len(piece.span.of(text).split()) <= 60 for piece in pieces)
    return short and sum(len(sentences(text, piece.span)) == 1 for piece in pieces) * 3 >= len(pieces) * 2


def _is_bare_item(text: str, piece: Piece) -> bool:
    """Whether a line of a bare list is one item of two sentences."""
    parts = sentences(text, piece.span)
    return len(parts) == 2 and all(frame(text, part) is not None and boilerplate(text, part) is None for part in parts)


def _without_perks(text: str, items: Sequence[Item], cuts: list[Cut]) -> list[Item]:
    """In a list where much is pay and perks, what follows the first and is not worded as a demand is a perk too."""
    perks = [cut.span.start for cut in cuts if cut.rule == "boilerplate pay-and-benefits" and not cut.ends]
    if len(perks) < 2 or len(perks) * 4 < len(items) + len(perks):
        return list(items)
    kept: list[Item] = []
    for item in items:
        if item.span.start > perks[0] and frame(text, item.span) is None and demand(text, item.span) is None:
            cuts.append(Cut(span=item.span, line=item.line, rule="a perk among perks"))
        else:
            kept.append(item)
    return kept


def _ends(text: str, piece: Piece, before: Sequence[Piece]) -> str:
    """The rule by which a piece closes the section without a heading, or the empty string."""
    if piece.marker:
        return ""
    if piece.span.of(text).rstrip().endswith("?") and before and not frame(text, piece.span):
        return "a question"
    first = sentences(text, piece.span)[0] if piece.span.start < piece.span.end else piece.span
    rule = boilerplate(text, first)
    told = rule is not None and rule.id == "third-person" and len(sentences(text, piece.span)) > 2
    if rule is not None and (rule.attrs.get("ends") or (before and (piece.blank_before or told))):
        asked = frame(text, first) in ("noun-asks", "subject-asks") or demand(text, first)
        if not asked or rule.id == "equal-opportunity":
            return f"boilerplate {rule.id}"
    bulleted = [other for other in before if other.marker]
    long = len(piece.span.of(text).split()) > 15
    if bulleted and piece.blank_before and long and frame(text, first) is None and demand(text, first) is None:
        return "paragraph after the list"
    return ""


def _asks_later(text: str, piece: Piece, later: Sequence[Piece]) -> bool:
    """Whether most of the next lines after a foreign one are worded as demands, so that it closes nothing."""
    short = len(piece.span.of(text).split()) <= 30
    asked = [worded(text, p.span) or demand(text, p.span) is not None for p in later if boilerplate(text, p.span) is None]
    return short and sum(asked) * 2 > len(asked)


def _empty(text: str, span: Span) -> str:
    """The rule by which an item asks nothing: it says so, or only leads to the list below; or the empty string."""
    rule = boilerplate(text, span)
    if rule is not None and rule.id in ("asks-nothing", "employment-terms", "about-the-text"):
        asks_more = rule.id == "asks-nothing" and (find_durations(text, span) or find_cues(text, span))
        return "" if asks_more and frame(text, span) else rule.id
    words = span.of(text).rstrip()
    if rule is not None and _is_foreign(words, rule.id) and not _asks_firmly(text, span, rule.id):
        return f"boilerplate {rule.id}"
    shout = words.isupper() and classify_heading(words, whole=True) is not None
    if shout or (is_bare_heading(words) and not _RATED_PAPER.search(words)):
        return "heading words alone"
    if (label := _LABEL.match(words)) and _is_fact(label.group("label")) and frame(text, span) is None:
        return "a fact of the job"
    if _LEADS_OFF.search(words) and len(words.split()) <= 8:
        return "leads to a list"
    if (lead := _LEADS_ON.search(words)) and is_bare_heading(lead.group("tail")):
        return "leads to a list"
    if _HASHTAGS.fullmatch(words) or _JOINT.fullmatch(words):
        return "no words of its own"
    if is_only_cue(words):
        return "only a cue"
    if words.endswith(":") and len(words.split()) <= 14 and frame(text, span) not in ("noun-asks", "adjective-asks"):
        return "leads to a list"
    return ""


def _is_foreign(words: str, rule: str) -> bool:
    return rule in ("pay-and-benefits", "equal-opportunity", "applying") or _SPEAKS.match(words) is not None


def _asks_firmly(text: str, span: Span, rule: str) -> bool:
    """Whether a line that sounds like boilerplate asks something all the same."""
    asked = frame(text, span)
    return demand(text, span) is not None or (asked is not None if rule != "equal-opportunity" else asked == "noun-asks")


def _is_fact(label: str) -> bool:
    heading = classify_heading(label, whole=True)
    return heading is not None and heading.kind in ("facts", "benefits", "legal", "application", "conditions")


def _units(text: str, piece: Piece, *, last: bool) -> list[tuple[Span, str, bool]]:
    """The items inside a piece: (span, rule, keep)."""
    if piece.marker in ("bullet", "number") and "\n" not in piece.span.of(text).strip():
        parts = run_ons(text, piece.span, spaced=True)
        if len(parts) > 1:
            return [(part, "run-on", True) for part in parts]
        return _tail_cut(text, piece.span, "list item")
    if piece.marker == "joined" and not _LABELLED.match(text, *piece.span):
        return _run_on_units(text, piece.span)
    if piece.marker:
        return _tail_cut(text, piece.span, "inline list item" if piece.marker == "inline" else "list item", strict=last)
    spans = _semicolons(text, piece.span)
    if spans:
        return [(span, "semicolon list", True) for span in spans]
    return _paragraph(text, piece.span)


def _run_on_units(text: str, span: Span) -> list[tuple[Span, str, bool]]:
    """The items of a line whose list had lost its line breaks."""
    units: list[tuple[Span, str, bool]] = []
    for part in (part for joined in run_ons(text, span, spaced=True) for part in sentences(text, joined)):
        rule = boilerplate(text, part)
        closes = rule is not None and rule.attrs.get("ends") and demand(text, part) is None
        foreign = rule is not None and (frame(text, part) in (None, "subject-asks") if closes else frame(text, part) is None)
        units.append((part, f"boilerplate {rule.id}" if rule and foreign else "run-on", not foreign))
    return units


def _tail_cut(text: str, span: Span, rule: str, *, strict: bool = False) -> list[tuple[Span, str, bool]]:
    """An item without the sentences at its end that ask nothing."""
    parts = sentences(text, span)
    if len(parts) < 2:
        return [(span, rule, True)]
    end = parts[0].end
    out: list[tuple[Span, str, bool]] = []
    for place, part in enumerate(parts[1:], start=1):
        foreign = boilerplate(text, part) is not None or (strict and frame(text, part) is None)
        if foreign and (strict or boilerplate(text, part).attrs.get("ends")):  # type: ignore[union-attr]
            out = [(trim(text, Span(part.start, parts[-1].end)), _TAIL, False)]
            break
        end = parts[place].end
    return [(trim(text, Span(span.start, end)), rule, True), *out]


def _is_physical(text: str, span: Span) -> bool:
    return any(found.kind == "physical demands" for found in find_conditions(text, span))


def _semicolons(text: str, span: Span) -> list[Span]:
    parts = list(split(text, span, _PIECE_MARK))
    asked = [frame(text, part) is not None for part in parts]
    if sum(_is_physical(text, part) for part in parts) > 1:
        return []  # "Mobility to ...; strength to lift ...; vision to ...": one demand on the body
    if asked and asked[0] and not any(asked[1:]):
        return []  # "Knowledge of the Harbour Act; the Lighthouse Act; ...": one head for all
    if len(parts) < 4 or len(sentences(text, span)) > 2 or sum(len(part.of(text).split()) for part in parts) < 4 * len(parts):
        return []
    return parts


def _goes_on(text: str, units: Sequence[tuple[Span, str, bool]], part: Span) -> bool:
    """Whether a sentence only explains the label, or the few words, before it ("A planner. You will need to ...")."""
    before = units[-1][0]
    if _LABELLED.match(text, *before):
        return _GOES_ON.match(text, *part) is not None
    return len(units) == 1 and len(before.of(text).split()) <= 9 and _YOU_WILL.match(text, *part) is not None


def _paragraph(text: str, span: Span) -> list[tuple[Span, str, bool]]:
    """An unmarked line: its sentences apart where each asks by itself; run-together items apart."""
    parts = [part for piece in run_ons(text, span, spaced=True) for part in sentences(text, piece)]
    if len(parts) < 2:
        rule = boilerplate(text, span)
        asked = frame(text, span) or demand(text, span)
        return [(span, f"boilerplate {rule.id}", False) if rule is not None and asked is None else (span, "line", True)]
    units: list[tuple[Span, str, bool]] = []
    for part in parts:
        asked = frame(text, part) or demand(text, part)
        rule = boilerplate(text, part)
        if part.of(text).endswith("?") and not demand(text, part):
            units.append((part, "a question", False))
            continue
        if rule is not None and not demand(text, part) and (asked is None or rule.attrs.get("ends") or rule.id == "asks-nothing"):
            units.append((part, f"boilerplate {rule.id}", False))
        elif units and units[-1][2] and _goes_on(text, units, part):
            units[-1] = (Span(units[-1][0].start, part.end), units[-1][1], True)
        elif asked is None and not units and len(parts) > 2 and len(span.of(text).split()) > 60:
            units.append((part, "a paragraph that tells", False))
        elif asked or not units or not units[-1][2]:
            units.append((part, "sentence", True))
        else:
            units[-1] = (Span(units[-1][0].start, part.end), units[-1][1], True)
    return units
