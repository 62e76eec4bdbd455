"""How a CV sets the headings of its sections apart, so that one in words of its own is known by its looks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from fitscore.dates import find_dates
from fitscore.model import LineKind
from fitscore.resume.dated import date_of
from fitscore.resume.lexicon import comma_pieces, is_place, org_score, role_score
from fitscore.resume.rows import Row
from fitscore.resume.section_names import LONGEST_NAME, heading_kind
from fitscore.resume.shapes import ends_sentence


@dataclass(frozen=True, slots=True)
class Style:
    """The looks of the section headings of one CV.

    ``marked``: the file itself marks them; ``level``: all those known have this level, and no firm or title has it; ``rows``: the
    lines behind blank ones, where nothing but headings stands there.
    """

    marked: bool = False
    level: int = 0
    rows: frozenset[int] = frozenset()

    def sets_apart(self, row: Row) -> bool:
        """Whether a line has the looks of a section heading."""
        return row.number in self.rows or (self.level > 0 and row.line.kind is LineKind.HEADING and row.line.level == self.level)


NONE = Style()


def style_of(text: str, rows: Sequence[Row]) -> Style:
    """The looks of the section headings, as far as those known by name agree in them."""
    known = [row for row in rows if not row.bullet and len(row.cells) == 1 and heading_kind(row.of(text)) is not None]
    return Style(is_marked(known), _level(text, rows, known), _behind_blanks(text, rows, known))


def is_marked(known: Sequence[Row]) -> bool:
    """Whether the file itself marks the section headings, going by those known by name."""
    marked = sum(row.line.kind is LineKind.HEADING for row in known)
    return marked >= 3 and 2 * marked >= len(known)


def _level(text: str, rows: Sequence[Row], known: Sequence[Row]) -> int:
    levels = Counter(row.line.level for row in known if row.line.kind is LineKind.HEADING)
    if len(levels) != 1 or sum(levels.values()) < 2:
        return 0
    (level,) = levels
    alike = [row for row in rows if row.line.kind is LineKind.HEADING and row.line.level == level]
    stacked = any(before.number + 1 == after.number for before, after in pairwise(alike))
    return 0 if stacked or not all(_may_head(text, row) for row in alike) else level


def _behind_blanks(text: str, rows: Sequence[Row], known: Sequence[Row]) -> frozenset[int]:
    """The lines behind blank ones, when all are as short as headings, all known headings stand so, and those are no minority."""
    if len(known) < 2 or not all(row.after_blank for row in known):
        return frozenset()
    parted = [row for row in rows if row.after_blank and row.number and row.line.region == known[0].line.region]
    alike = len({row.of(text).isupper() for row in parted}) == 1 and all(_may_head(text, row) for row in parted)
    found = frozenset(row.number for row in parted)
    if 3 * len(known) < len(parted) or not alike or any(_is_bare_title(text, b) for a, b in pairwise(rows) if a.number in found):
        return frozenset()
    return found


def _is_bare_title(text: str, row: Row) -> bool:
    """Whether a dated line holds a title without its firm, the firm over it: "Copper Kettle" over "Cook 2015-18"."""
    dated = None if row.bullet else date_of(text, row)
    if dated is None:
        return False
    return len(dated.cells) == 1 and len(comma_pieces(text, dated.cells[0])) == 1 and role_score(dated.cells[0].of(text)) >= 2


def _may_head(text: str, row: Row) -> bool:
    """Whether a line could name a section: a few words, no date, no title, firm or place."""
    words = row.of(text)
    if row.bullet or len(row.cells) > 1 or len(words) > LONGEST_NAME or len(words.split()) > 5:
        return False
    if heading_kind(words) is not None:
        return True
    named = role_score(words) >= 2 or org_score(words) >= 2 or is_place(words)
    return not (named or "@" in words or "," in words or ends_sentence(words) or find_dates(text, row.span))
