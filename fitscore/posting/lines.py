"""The lines of a posting as pieces: marker, indent and mark-up off, in-line lists and in-line headings apart.

A piece is the smallest stretch that a later step may take for a heading or an item. Readers' mark-up (``Line.kind``) is used
where it is there; plain text must do without.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from fitscore.model import Document, LineKind, Span
from fitscore.posting.headings import ASKING, classify_heading, heading_prefix, heading_prefixes
from fitscore.posting.tags import label_kind, tag_cuts, tagged
from fitscore.text import SURE_BULLETS, trim

_GLYPH = re.compile(
    rf"(?:[{SURE_BULLETS}·∗§◆★☆➔→»¤|]|[-–—*+](?=\s|[A-Z]))\s{{0,8}}|o\s{{1,6}}(?=[A-Z])|"
    r"[?¿](?=\s?[A-Z])\s?"
)
_BOX = re.compile(r"\[[ xX]?\]\s{1,3}")
_NUMBER = re.compile(r"(?:\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{2,4})[.)]|\d{1,2}\s?-)\s{1,6}(?=\S)")
_MARKUP = re.compile(r"(?:#{1,6}\s|>\s|\*\*|__)\s{0,3}")
_EMOJI = re.compile(r"[\u2190-\u21ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff][\ufe0f\u200d]?\s{0,3}")
_STRONG = re.compile(r"\s{0,2}(?:\*\*|__):?\Z")
_MARK = re.compile(f"[-–—·*{SURE_BULLETS}]")
_INLINE_MARK = re.compile(
    rf"(?<=\S)\s{{1,3}}[-–—·*{SURE_BULLETS}]\s{{1,3}}(?=[A-Z0-9“\"(])|(?<=[\w%])·\s(?=[A-Z])|(?<=[a-z.):;])-\s(?=[A-Z])|"
    rf"(?<=[.):;])-(?=[A-Z])|(?<=[a-z.):;])\s?[·{SURE_BULLETS}]\s?(?=[A-Z])|\s{{0,3}}(?<!\A)[{SURE_BULLETS}]\s{{0,3}}(?=\S)"
)
_INLINE_NUMBER = re.compile(r"(?:(?<=\s)|(?<=[.;:]))\(?(?P<n>\d{1,2})[.)]\s{1,2}(?=[A-Z])")
_GLUED = re.compile(r"[a-z'’.!?-][A-Z0-9]|(?<=[A-Z]{4})[A-Z]")
"""What every lost line break leaves, whichever of the next five patterns finds it."""
_JOIN = re.compile(
    r"(?<![\w'’-])(?!and[A-Z])[a-z][a-z'’-]{2,25}(?=[A-Z][a-z]{2})|"
    r"(?<=[a-z]{3})[.!?](?=[A-Z][a-z]{2,15}[\s:-])|(?<=[a-z]{3})\.(?=\d{1,2}\s?\+?\s(?:years|yrs))"
)
_LOOSE_JOIN = re.compile(
    r"(?<![\w'’@./-])[a-z][a-z'’-]{3,25}(?=[A-Z](?:[a-z]{1,2}\s|\s[a-z]|[A-Z]{2,12}\b))(?!(?:SQL|JS|API|API[sS]|RTC|OS|DB|QL)\b)|"
    r"(?<=[a-z]{3})[.!?](?=[A-Z](?:[a-z]?\s[a-z]|[A-Z]{2,12}\s))|(?<=\w\))(?=[A-Z][a-z]{2})|(?<=\w\)\.)(?=[A-Z][a-z]{2})"
)
_CAPITAL_JOIN = re.compile(r"\b[A-Z][a-z]{3,20}(?=[A-Z0-9][\w+\s])|(?<=[A-Z]{4})(?=[A-Z](?:[a-z]|\.[A-Z]))")
_OPENING_JOIN = re.compile(r"[A-Z][A-Za-z'’ ]{3,40}?[a-z](?=[A-Z][a-z])")
_LONG_JOIN = re.compile(r"(?<![\w'’-])(?!Business)[A-Z][a-z]{7,20}(?=[A-Z][a-z]{3,20}\b)")
_LONG = 110
"""Characters from which a line may be a paragraph with a list inside."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of one line. ``span`` is what it says, without its marker; ``marker`` is what stood before it.

    ``marker``: ``""``, ``bullet``, ``number``, ``inline`` (a mark inside a paragraph), ``joined`` (its line break was lost).
    ``heading`` is set for a heading found inside a line. ``opens`` and ``closes``: whether the piece begins and ends its line.
    """

    span: Span
    line: int
    marker: str = ""
    indent: int = 0
    blank_before: bool = False
    kind: LineKind = LineKind.TEXT
    level: int = 0
    bold: bool = False
    opens: bool = True
    closes: bool = True
    heading: bool = False


def pieces_of(document: Document) -> tuple[Piece, ...]:
    """All pieces of a document that a person can see, in the order of the text."""
    found: list[Piece] = []
    blank = True
    for place, line in enumerate(document.lines):
        span = trim(document.text, line.span)
        if span.start == span.end or document.is_hidden(span):
            blank = blank or span.start == span.end
            continue
        piece = _piece(document.text, span, line.number, span.start - line.span.start, blank)
        if piece.span.start == piece.span.end:
            continue
        listed = "bullet" if line.kind is LineKind.BULLET else ""
        if line.kind is not piece.kind or line.level != piece.level or (listed and not piece.marker):
            piece = replace(piece, kind=line.kind, level=line.level, marker=piece.marker or listed)
        if line.kind is LineKind.CELL:
            found.append(piece)
        else:
            found.extend(_split(document.text, piece, before_list=_list_follows(document, place)))
        blank = False
    return tuple(found)


def _list_follows(document: Document, place: int) -> bool:
    """Whether the next line opens with a list mark."""
    for line in document.lines[place + 1 : place + 3]:
        span = trim(document.text, line.span)
        if span.start < span.end:
            return line.kind is LineKind.BULLET or _GLYPH.match(document.text, *span) is not None
    return False


def _piece(text: str, span: Span, number: int, indent: int, blank: bool) -> Piece:
    start, end = span
    marker, bold = "", False
    for _ in range(4):
        if not marker and (match := _GLYPH.match(text, start, end)):
            marker = "bullet"
        elif match := _EMOJI.match(text, start, end):
            pass
        elif match := _MARKUP.match(text, start, end):
            bold = True
        elif match := _BOX.match(text, start, end):
            marker = "bullet"
        elif not marker and (match := _NUMBER.match(text, start, end)):
            marker = "number"
        else:
            break
        start = match.end()
    if bold and (match := _STRONG.search(text, start, end)):
        end = match.start()
    inner = trim(text, Span(start, max(start, end)))
    return Piece(span=inner, line=number, marker=marker, indent=indent, blank_before=blank, bold=bold)


def _trailing_heading(text: str, span: Span) -> Span | None:
    """A heading that lost the line break before it, at the end of a line with a list below."""
    words = list(re.finditer(r"\S+", text[span.start : span.end]))
    for count in range(min(7, len(words) - 1), 1, -1):
        start = span.start + words[-count].start()
        if len(words) - count < 3 and words[0].group().upper().strip(".,") not in ("NA", "N/A", "NONE"):
            continue
        if text[start].isupper() and heading_prefix(text[start : span.end]) == text[start : span.end]:
            return Span(start, span.end)
    return None


def _last_sentence(text: str, span: Span) -> int | None:
    """Where the last sentence of a stretch starts, when there is more than one and it is short."""
    starts = [match.end() for match in re.finditer(r"[.!?]\s+(?=[A-Z])", text[span.start : span.end])]
    return span.start + starts[-1] if starts and span.end - span.start - starts[-1] <= 160 else None


def _split(text: str, piece: Piece, *, before_list: bool) -> list[Piece]:
    """A piece cut where line breaks were lost, at the headings and at the list marks inside it."""
    parts: list[Piece] = []
    for joined in _at_joins(text, piece):
        for part in _at_headings(text, joined):
            parts.extend([part] if part.heading else _at_marks(text, part, after_heading=bool(parts) and parts[-1].heading))
    last = parts[-1]
    lone = [len(parts) - 1]
    if before_list and not last.heading and (cut := _trailing_heading(text, last.span)) is not None:
        head = trim(text, Span(last.span.start, cut.start))
        parts[-1:] = [replace(last, span=head), replace(last, span=cut, heading=True, marker="")]
    elif before_list and text[last.span.end - 1] == ":" and (at := _last_sentence(text, last.span)):
        head = trim(text, Span(last.span.start, at))
        parts[-1:] = [replace(last, span=head), replace(last, span=Span(at, last.span.end), marker="")]
        lone.append(len(parts) - 1)
    end = len(parts) - 1
    return [_placed(part, place == 0 or place in lone[1:], place == end) for place, part in enumerate(parts)]


def _placed(part: Piece, opens: bool, closes: bool) -> Piece:
    same = part.opens == opens and part.closes == closes
    return part if same else replace(part, opens=opens, closes=closes)


def _at_joins(text: str, piece: Piece) -> list[Piece]:
    """A line cut where a line break was lost ("...with clientsTroubleshooting", "QualificationsA calm voice")."""
    tags = tag_cuts(text, piece.span)
    if not tags and _GLUED.search(text, piece.span.start, piece.span.end) is None:
        return [piece]
    cuts = {match.end() for match in _JOIN.finditer(text, piece.span.start, piece.span.end)}
    if len(cuts) < 2 and (piece.marker or piece.span.end - piece.span.start < _LONG):
        cuts = set()
    if cuts:
        for pattern in (_LONG_JOIN, _LOOSE_JOIN):
            cuts |= {match.end() for match in pattern.finditer(text, piece.span.start, piece.span.end)}
    for match in _CAPITAL_JOIN.finditer(text, piece.span.start, piece.span.end):
        if (head := _glued_heading(text, piece.span.start, match.end())) is not None:
            cuts |= {head, match.end()}
    for start in (piece.span.start, *sorted(cuts)):
        opening = _OPENING_JOIN.match(text, start, piece.span.end)
        if opening is not None and heading_prefix(opening.group()) == opening.group():
            cuts.add(opening.end())
    cuts |= tags
    parts: list[Piece] = []
    for start, end in pairwise([piece.span.start, *sorted(cuts - {piece.span.start}), piece.span.end]):
        span = trim(text, Span(start, end))
        if span.start < span.end:
            words = span.of(text).rstrip(" :")
            heading = bool(cuts) and len(words) < 60 and (heading_prefix(words) == words or _is_label(text, span))
            parts.append(replace(piece, span=span, heading=heading))
    if len(parts) < 2:
        return [piece]
    return [replace(part, marker="" if part.heading else part.marker or "joined") for part in parts]


def _is_label(text: str, span: Span) -> bool:
    return text[span.end - 1] == ":" and label_kind(span.of(text)) is not None


def _glued_heading(text: str, start: int, end: int) -> int | None:
    """Where a heading that ends at a lost line break starts, or None when no heading ends there."""
    words = list(re.finditer(r"[A-Z]{2,}(?![a-z])|[A-Z][a-z'’&/-]*|[a-z'’&/-]+|[A-Z]+", text[max(start, end - 70) : end]))
    base = max(start, end - 70)
    for count in range(min(6, len(words)), 0, -1):
        at = base + words[-count].start()
        before = text[start:at].rstrip()
        opens = not before or before[-1] in ".!?:;)" or text[at - 1] not in " \t"
        if opens and text[at].isupper() and heading_prefix(text[at:end]) == text[at:end]:
            return at
    return None


_WILL = re.compile(r"\s(?:will|Will)(?=\s?:)")


def _at_headings(text: str, piece: Piece) -> list[Piece]:
    if piece.heading or tagged(piece.span.of(text)):
        return [piece]
    found: list[Piece] = []
    start = piece.span.start
    for at in _heading_starts(text, piece.span, listed=bool(piece.marker)):
        if at.start < start:
            continue
        before = trim(text, Span(start, at.start))
        if before.start < before.end:
            found.append(replace(piece, span=before, blank_before=piece.blank_before and not found))
        if will := _WILL.match(text, at.end, piece.span.end):
            at = Span(at.start, will.end())
        found.append(replace(piece, span=trim(text, at), heading=True, marker="" if found else piece.marker))
        start = at.end
        while start < piece.span.end and text[start] in " :*_\u2013-" and not text.startswith((" - ", " – "), start):
            start += 1
    rest = trim(text, Span(start, piece.span.end))
    if rest.start < rest.end:
        found.append(replace(piece, span=rest, marker="" if found else piece.marker))
    return found


_TITLE_RUN = re.compile(
    r"""
    (?:(?<=[.;:!?)\]]\s)|(?<=[.;:!?)]\s\s)|(?<=[a-z.)])(?=[A-Z][a-z]+(?:\s[A-Z][a-z]+)?:)|(?<=\s)|\A)
    [A-Z][\w'’&/,-]{1,25}(?:\s(?:[A-Z][\w'’&/,-]{0,25}|and|or|of|the|to|you|in|for|we|are|&|/)){0,7}
    """,
    re.VERBOSE,
)


_LEAD_RUN = re.compile(
    r"(?:(?<=[.!?)]\s)|(?<=[a-z][.!?])|(?<=[a-z])(?=[A-Z])|\A)(?P<words>[A-Z][a-z'’]{0,20}\s[\w'’ &/,-]{3,60})(?=:)"
)
_LABELLED = re.compile(r"(?:\A|(?<=[.!?a-z)])\s{0,2})(?P<label>[A-Z][\w'’&/-]{0,20}(?:\s[\w'’&/-]{1,20}){0,5}):\s(?=[A-Z])")
"""A label and a sentence: "Curious: You read a lot."."""


def _lead_starts(text: str, span: Span) -> list[Span]:
    """Known headings in sentence case before a colon, in the middle of a paragraph ("... at sea. You will need: ...")."""
    found: list[Span] = []
    for match in _LEAD_RUN.finditer(text, span.start, span.end):
        heading = classify_heading(match.group("words") + ":")
        if heading is not None and heading.kind in (*ASKING, "duties", "benefits"):
            found.append(Span(*match.span("words")))
    return found


def _heading_starts(text: str, span: Span, *, listed: bool) -> list[Span]:
    """Headings inside a long line: a known one, in title case, after a full stop or before a colon or a list mark."""
    found: list[Span] = []
    words = text[span.start : span.end]
    if len(words) < 40 or sum(map(str.isupper, words)) > 0.5 * sum(map(str.isalpha, words)):
        return found
    for match in _TITLE_RUN.finditer(text, span.start, span.end):
        for prefix in heading_prefixes(match.group()):
            at = Span(match.start(), match.start() + len(prefix))
            if _stands_as_heading(text, span, at, listed=listed):
                found.append(at)
                break
    marked = listed and span.start > 0 and text[span.start - 1] in " \t-*•"
    more = [] if marked or ":" not in words else _lead_starts(text, span)
    return sorted([*found, *(at for at in more if not any(at.overlaps(other) for other in found))])


def _stands_as_heading(text: str, span: Span, at: Span, *, listed: bool) -> bool:
    """Whether heading words inside a line stand where a heading would: after a sentence, before a colon or a list mark."""
    after = text[at.end : at.end + 6]
    opens = at.start == span.start
    if at.end >= span.end or (opens and listed and after[:1] == ":"):
        return False
    if text[: at.start].endswith((" and ", " & ", " or ")):
        return False
    words = len(text[at.start : at.end].split())
    sentence_end = opens or text[: at.start].rstrip()[-1:] in ".;!?:)-–•" or text[at.start - 1] in ".;)"
    marked = after[:1] == ":" or re.match(r"\s?[-–•]\s?(?=\S)", after) is not None
    if marked or (after[:1] == "*" and opens):
        return words > 1 or sentence_end or after[:1] == ":"
    return sentence_end and span.end - span.start > _LONG and words > 1 and after[1:2].isupper()


def _at_marks(text: str, piece: Piece, *, after_heading: bool) -> list[Piece]:
    span, words = piece.span, piece.span.of(text)
    marked = _MARK.search(words) is not None
    marks = [Span(*m.span()) for m in _INLINE_MARK.finditer(text, span.start, span.end)] if marked else []
    if after_heading and re.match(rf"[-–·*{SURE_BULLETS}]\s{{0,3}}\S", words):
        width = len(words) - len(words[1:].lstrip())
        marks.insert(0, Span(span.start, span.start + width))
    labels = [span.start + m.start("label") for m in _LABELLED.finditer(words)] if ":" in words else []
    if not marks and len(labels) > 1 and labels[0] == span.start and not piece.marker.startswith(("b", "n")):
        marks = [Span(at, at) for at in labels[1:]]
        after_heading = True
    sure = [mark for mark in marks if mark.of(text).strip() in SURE_BULLETS]
    enough = 1 if after_heading or sure else 2
    if len(marks) < enough or (span.end - span.start < _LONG and not after_heading and not sure):
        marks = _number_marks(text, span)
        if len(marks) < 2:
            return [piece]
    found: list[Piece] = []
    start = span.start
    for mark in [*marks, Span(span.end, span.end)]:
        inner = trim(text, Span(start, mark.start))
        if inner.start < inner.end:
            first = start == span.start
            found.append(replace(piece, span=inner, marker=piece.marker if first else "inline"))
        start = mark.end
    return found


def _number_marks(text: str, span: Span) -> list[Span]:
    marks: list[Span] = []
    wanted = 1
    for match in _INLINE_NUMBER.finditer(text, span.start, span.end) if "1" in span.of(text) else ():
        if int(match.group("n")) == wanted:
            marks.append(Span(*match.span()))
            wanted += 1
    return marks
