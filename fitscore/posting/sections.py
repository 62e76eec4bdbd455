"""The headed parts of a posting: which lines are headings, what each opens, where it ends."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from fitscore.degrees import find_degrees
from fitscore.model import LineKind, Span
from fitscore.phrases import load_rules
from fitscore.posting.headings import ASKING, Heading, classify_heading, plain_heading
from fitscore.posting.lines import Piece
from fitscore.posting.tables import Columns, cells_of, header_of, rated_cells
from fitscore.posting.tags import label_kind, tagged
from fitscore.requirements.cues import boilerplate, demand, frame, worded
from fitscore.requirements.sentences import sentences
from fitscore.text import fold, trim

_LABEL = re.compile(r"(?P<label>[A-Z][^:\n]{1,70}?)\s{0,2}:(?=\s|[A-Z0-9-])\s{0,3}(?=\S)")
_NOUN_END = re.compile(
    r"(?:skills?|qualifications?|requirements?|experience|knowledge|expertise|abilities|competenc\w+|education)\s*:?\Z"
)
_STRONG_LABEL = re.compile(
    r"qualif|requirement|criteria|must|nice|bonus|plus|preferred|desir|looking|bring|skills|responsib|benefit|profile|you have"
)
_STRONG_WORDS = re.compile(
    r"qualif|requirement|criteria|prefer|desir|required|nice|must|skills|education|experience|bonus|plus|optional|ideal|advantage|"
    r"asset|essential|great|good"
)
_OF_LIST = re.compile(
    r"(?:one|two|three|any|some|more|all) (?:or more )?(?:of|from) the following|following (?:areas|tools|languages)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A section of a posting: its kind (as in ``data/sections.yaml``, or ``unknown``), heading and pieces."""

    kind: str
    rule: str
    heading: Span | None = None
    pieces: tuple[Piece, ...] = ()

    @property
    def asks(self) -> bool:
        """Whether the section holds requirements."""
        return self.kind in ASKING


@dataclass(slots=True)
class _Open:
    """The section being filled."""

    kind: str = "top"
    rule: str = "start"
    heading: Span | None = None
    parent: str = ""
    level: int = 0
    once: bool = False
    style: tuple[object, ...] | None = None
    pieces: list[Piece] = field(default_factory=list)


def blocks_of(text: str, pieces: Sequence[Piece]) -> tuple[Block, ...]:
    """The sections of a posting, in its order; what stands before the first heading is a block of kind ``top``."""
    done: list[Block] = []
    now = _Open()

    def close(new: _Open) -> _Open:
        if now.pieces or now.heading is not None:
            done.append(Block(kind=now.kind, rule=now.rule, heading=now.heading, pieces=tuple(now.pieces)))
        return new

    columns: Columns | None = None
    for place, piece in enumerate(pieces):
        cells = cells_of(text, piece)
        if len(cells) > 1:
            columns = header_of(text, cells) or columns
            rows = rated_cells(text, cells, columns) if header_of(text, cells) is None else []
            if rows or header_of(text, cells):
                now = close(_Open(kind=now.kind, rule="table", parent=now.parent))
                done.extend(_rated(piece, kind, cell) for kind, cell in rows)
                continue
        if now.kind not in ASKING and (kind := tagged(piece.span.of(text))):
            now = close(_Open(kind=now.kind, rule="tag", parent=now.parent))
            done.append(_rated(piece, kind, piece.span))
            continue
        after = pieces[place + 1] if place + 1 < len(pieces) else None
        found = _heading_of(text, piece, after, now)
        if found is None:
            if now.once and now.pieces and not piece.marker and not _asks_on(text, piece):
                now = close(_Open(kind="unknown", rule="after-label"))
            now.pieces.append(piece)
            continue
        heading, content = found
        columns = columns if heading.kind in ASKING and piece.kind is LineKind.TEXT else None
        opened = _opened(text, heading, piece, content, now)
        now = close(opened)
        if content is not None:
            now.pieces.append(content)
    close(_Open())
    return tuple(part for block in done for part in _unheaded_list(text, _as_duties(text, block)))


_WILL = re.compile(r"\bwill\W*\Z", re.IGNORECASE)
_IS_OR_HAS = re.compile(
    r"(?:also\s)?(?:have|has|be|possess|hold|bring|demonstrate|know|enjoy|speak|understand|thrive|love|show|exhibit|display|own|need|must)\b"
)


def _as_duties(text: str, block: Block) -> Block:
    """"The right candidate will:" heads what one is or has, or what one does: the verbs of the list tell."""
    if not block.asks or block.heading is None or not block.pieces or not _WILL.search(block.heading.of(text)):
        return block
    asks = sum(frame(text, p.span) is not None or _IS_OR_HAS.match(fold(p.span.of(text))) is not None for p in block.pieces)
    return block if asks * 2 >= len(block.pieces) else replace(block, kind="duties", rule="verbs of duties")


_MAY_HIDE = ("top", "duties", "unknown", "conditions", "about")
"""Kinds of sections whose end may be a list of demands that lost its heading."""


def _unheaded_list(text: str, block: Block) -> list[Block]:
    """A block apart from the run of lines in it that are worded as demands, though no heading says that they are."""
    if block.kind not in _MAY_HIDE:
        return [block]
    asks = [_worded(text, piece) for piece in block.pieces]
    best = (0, 0, 0)
    for start in (place for place, asked in enumerate(asks) if asked):
        count = 0
        for end in range(start, len(asks)):
            count += asks[end]
            if asks[end] and count >= 3 and count * 3 >= (end + 1 - start) * 2 and count > best[0]:
                best = (count, start, end + 1)
    count, start, end = best
    if not count:
        return [block]
    parts = (block.pieces[:start], block.pieces[start:end], block.pieces[end:])
    hidden = Block(kind="requirements", rule="worded as demands", pieces=parts[1])
    before, after = replace(block, pieces=parts[0]), replace(block, heading=None, pieces=parts[2])
    return [part for part in (before, hidden, after) if part.pieces or part.heading is not None]


def _worded(text: str, piece: Piece) -> bool:
    alone = bool(piece.marker) or (piece.opens and piece.closes)
    return alone and len(piece.span.of(text).split()) <= 60 and worded(text, piece.span)


def _asks_on(text: str, piece: Piece) -> bool:
    """Whether a line goes on asking: "Education: a degree in tides", and below "Experience of deep water"."""
    first = sentences(text, piece.span)[0] if piece.span.start < piece.span.end else piece.span
    asked = worded(text, first) or demand(text, first) is not None or frame(text, first) == "noun-asks"
    return asked or bool(find_degrees(text, first))


def _rated(piece: Piece, kind: str, cell: Span) -> Block:
    return Block(kind=kind, rule="table", pieces=(replace(piece, span=cell, marker="cell"),))


def _opened(text: str, heading: Heading, piece: Piece, content: Piece | None, now: _Open) -> _Open:
    """The section a heading opens, with what it inherits from the one it stands in."""
    words = plain_heading(piece.span.of(text)) if content is None else ""
    kind, parent = heading.kind, now.parent
    nested = now.kind in ASKING and all(text[p.span.end - 1] == ":" for p in now.pieces)
    if kind == "requirements":
        kind = _inherited(text, heading, words, piece, now, nested=nested)
    if heading.kind in ("required", "preferred", "requirements") and heading.rule not in ("lead-asks", "sub-label"):
        parent = heading.kind if not nested or heading.kind != "requirements" else now.parent
    once = content is not None and heading.kind in ASKING and not _STRONG_LABEL.search(fold(piece.span.of(text)[:70]))
    span = piece.span if content is None else trim(text, Span(piece.span.start, content.span.start))
    style = now.style if now.style == _style(text, piece) or heading.rule == "sub-label" else None
    style = _style(text, piece) if nested else style
    if heading.kind not in ASKING:
        style = None
    return _Open(kind=kind, rule=heading.rule, heading=span, parent=parent, level=piece.level, once=once, style=style)


def _inherited(text: str, heading: Heading, words: str, piece: Piece, now: _Open, *, nested: bool) -> str:
    """Whether a heading that names only a topic keeps the priority of the section around it."""
    if now.kind not in ASKING:
        return "requirements"
    if heading.rule in ("lead-asks", "sub-label"):
        return now.kind
    deeper = piece.level > now.level > 0
    topical = heading.full and not re.search(r"qualif|requirement|criteria|prerequisite", words)
    if nested or deeper or (topical and now.style == _style(text, piece)):
        return now.kind
    if topical and now.kind == "required":
        return now.kind
    return "requirements"


def _heading_of(text: str, piece: Piece, after: Piece | None, now: _Open) -> tuple[Heading, Piece | None] | None:
    """The heading a piece is, and the piece of content that follows it on the same line; None for content."""
    words = piece.span.of(text)
    if piece.heading and text[piece.span.end - 1] == ":" and (kind := label_kind(words)):
        return Heading(kind, "job board label"), None
    if piece.heading:
        heading = classify_heading(words, whole=True) or classify_heading(words)
        return (heading, None) if heading else None
    if (piece.opens and piece.closes) or (piece.opens and len(words) < 90 and after is not None and after.marker == "inline"):
        whole = _whole_line(text, piece, after, now)
        if whole is not None:
            return whole, None
    if piece.opens and after is not None and after.marker == "joined" and after.line == piece.line and len(words.split()) <= 12:
        lead = _lead(text, piece, after, now) if ":" not in piece.span.of(text)[:-1] else None
        if lead is not None:
            return lead, None
    return _run_in(text, piece, now)


def _whole_line(text: str, piece: Piece, after: Piece | None, now: _Open) -> Heading | None:
    words = piece.span.of(text)
    shout = _is_shout(words)
    closed = words.rstrip(" *_").endswith((":", "?", "…"))
    marked = piece.kind is LineKind.HEADING or piece.bold or closed or shout
    listed = piece.marker in ("bullet", "number")
    known = classify_heading(words)
    if now.pieces and not piece.marker and not piece.blank_before and runs_on(text, now.pieces[-1].span):
        return None
    if known is not None and words.rstrip().endswith(".") and not words.rstrip().endswith(("...", "….")):
        known = None
    if known is not None and _may_stand(text, known, piece, after, now, marked=marked, listed=listed):
        return known
    asked = not words.rstrip(" *_").endswith("?") or (after is not None and bool(after.marker))
    if closed and asked and (lead := _lead(text, piece, after, now)) is not None:
        return lead
    if known is None and not listed and piece.kind is not LineKind.BULLET:
        return _unknown(text, piece, after, now, marked=marked)
    labels = known is None and listed and closed and after is not None and len(words.split()) <= 6
    if labels and now.kind in ASKING and not frame(text, piece.span):
        return Heading("requirements", "sub-label")
    return None


def _may_stand(text: str, known: Heading, piece: Piece, after: Piece | None, now: _Open, *, marked: bool, listed: bool) -> bool:
    """Whether a line worded as a heading stands like one."""
    words = plain_heading(piece.span.of(text))
    plain = piece.kind is not LineKind.HEADING and not piece.bold and not piece.span.of(text).rstrip().endswith(":")
    if plain and (_RATES.search(words) or (after is not None and not after.marker and text[after.span.start].islower())):
        return False
    within_list = now.kind in ASKING and bool(now.pieces) and not marked
    if listed and not (piece.span.of(text).rstrip(" *_").endswith(":") or piece.kind is LineKind.HEADING):
        return after is not None and bool(after.marker) and (after.indent > piece.indent or after.level > piece.level > 0)
    if _among_keywords(text, piece, after, now) or (within_list and _is_rated_item(piece.span.of(text))):
        return False
    if piece.kind is LineKind.HEADING or piece.bold or piece.span.of(text).rstrip().endswith(":"):
        return True
    within = now.kind in ASKING and bool(now.pieces)
    bare = within and known.kind in ASKING and not marked and not piece.blank_before
    if bare and classify_heading(piece.span.of(text), whole=True) is None:
        # A bare line in the middle of a list: "Journeyman licence", "Welding a plus" are items, whatever words they hold.
        return False
    if within and known.kind in ASKING and known.full and not _STRONG_WORDS.search(words):
        return False
    return now.kind not in ASKING or known.kind in ASKING or frame(text, piece.span) != "noun-asks"


_RATES = re.compile(
    r"\w (?:is|are|would be) (?:an? )?(?:\w+ )?(?:plus|bonus|advantage|asset|preferred|required|desirable|essential)\Z|"
    r"\d\+? (?:years|yrs)|(?:citizenship|clearance|licen[sc]e|degree|ssbi) required\Z"
)
"""Words of a line that asks by itself, though a heading might hold them too."""
_RATED_ITEM = re.compile(r"\d|\b(?:one|two|three|four|five) |[a-z] (?:preferred|required|desired)\Z")


def _is_rated_item(words: str) -> bool:
    """Whether a bare line is an item that names its own weight: "Licensure preferred", "Minimum of two years"."""
    return _RATED_ITEM.search(words) is not None


def _lead(text: str, piece: Piece, after: Piece | None, now: _Open) -> Heading | None:
    """A sentence that ends in a colon and hands its priority to the list below it."""
    words = piece.span.of(text)
    if len(words.split()) > 26 or after is None:
        return None
    folded = fold(words)
    for rule in load_rules("sections", "leads").near(folded):
        if rule.holds(folded) and (rule.id == "lead-plus" or not _OF_LIST.search(folded)):
            if rule.id == "lead-asks" and now.kind in ASKING and (piece.marker or len(folded.split()) > 14):
                return None
            if piece.marker and rule.id != "lead-plus" and now.kind in ASKING:
                return None
            return Heading(rule.attrs["kind"], rule.id)
    return None


def _unknown(text: str, piece: Piece, after: Piece | None, now: _Open, *, marked: bool) -> Heading | None:
    """A line that looks like a heading whose words are not known: it ends a section, or labels a part of it."""
    words = piece.span.of(text).strip()
    count = len(words.split())
    if count > 9 or len(words) > 75 or words.endswith((".", ",", ";")) or not words[:1].isalnum() or after is None:
        return None
    if _among_keywords(text, piece, after, now):
        return None
    titles_list = bool(after.marker) and not piece.marker and (marked or (piece.blank_before and count <= 5))
    if now.kind in ASKING and frame(text, piece.span) and not titles_list:
        return None
    strength = 2 * marked + _is_title_case(words) + piece.blank_before + (bool(after.marker) and not piece.marker)
    strength += (piece.kind is LineKind.HEADING) + _titles_a_sentence(text, piece, after)
    if now.kind in ASKING:
        if _labels_a_part(text, piece, after, now, words, strength):
            return Heading("requirements", "sub-label")
    elif now.kind in ("top", "unknown") and not marked:
        return None
    if strength < 3:
        return None
    return Heading("unknown", "looks-like-heading")


def _among_keywords(text: str, piece: Piece, after: Piece | None, now: _Open) -> bool:
    """Whether a line stands in the middle of a list of bare words, as job boards make them."""
    if after is None or piece.blank_before or not now.pieces or now.kind not in ASKING:
        return False
    lines = (now.pieces[-1], piece, after)
    return all(not line.marker and len(line.span.of(text).split()) <= 2 for line in lines)


def _titles_a_sentence(text: str, piece: Piece, after: Piece) -> bool:
    """A few words with a blank line before and a full sentence below."""
    words = piece.span.of(text).split()
    below = after.span.of(text).rstrip()
    return piece.blank_before and not after.blank_before and len(words) <= 6 and below.endswith(".")


_OPEN_END = re.compile(r"\b(?:and|or|of|the|a|an|to|in|with|for|including|as|by|on|at|from)\Z")


def runs_on(text: str, span: Span) -> bool:
    """Whether a stretch breaks off in mid-sentence."""
    return _OPEN_END.search(text, span.start, span.end) is not None


_SPEAKS_OF_US = re.compile(r"why |about |how |our |what we |[^.]{0,40}\bwe (?:use|work|teach|offer|do|build|run)\b")


def _labels_a_part(text: str, piece: Piece, after: Piece, now: _Open, words: str, strength: int) -> bool:
    """Whether an unknown heading inside a requirement section only names a part of it."""
    if words.endswith("?") or _SPEAKS_OF_US.match(fold(words)):
        return False
    nested = not now.pieces and now.heading is not None
    if not after.marker and strength < 3 and len(after.span.of(text).split()) <= 3:
        return False
    if strength >= 2 and (nested or now.style == _style(text, piece)):
        return True
    if strength >= 3 and _NOUN_END.search(fold(words)):
        return True
    return strength >= 2 and frame(text, after.span) in ("noun-asks", "subject-asks") and boilerplate(text, after.span) is None


def _run_in(text: str, piece: Piece, now: _Open) -> tuple[Heading, Piece] | None:
    """A known heading, a colon, and content on one line: "Requirements: a boat licence"."""
    match = _LABEL.match(text, piece.span.start, piece.span.end)
    if match is None or piece.marker == "inline":
        return None
    label = match.group("label")
    heading = classify_heading(label, whole=True)
    if heading is None or (piece.marker and now.kind in ASKING and heading.kind in ASKING):
        return None
    if len(now.pieces) > 1 and all(_LABEL.match(text, *other.span) for other in now.pieces[-4:]) and heading.kind in ASKING:
        return None
    if heading.kind in ("about", "facts", "conditions") and now.kind in ASKING and piece.marker:
        return None
    if heading.kind == "about" and len(label.split()) < 2:
        return None
    content = Piece(
        span=Span(match.end(), piece.span.end),
        line=piece.line,
        marker="",
        indent=piece.indent,
        kind=piece.kind,
        opens=False,
        closes=piece.closes,
    )
    return heading, content


def _style(text: str, piece: Piece) -> tuple[object, ...]:
    words = piece.span.of(text).rstrip(" *_")
    return (piece.kind, piece.bold, words.endswith(":"), _is_shout(words), bool(piece.marker), piece.blank_before)


def _is_shout(words: str) -> bool:
    letters = sum(map(str.isalpha, words))
    return letters >= 4 and sum(map(str.isupper, filter(str.isalpha, words))) >= 0.9 * letters


def _is_title_case(words: str) -> bool:
    names = [word for word in re.findall(r"[A-Za-z][\w'’]*", words) if len(word) > 3]
    return bool(names) and all(word[0].isupper() for word in names)
