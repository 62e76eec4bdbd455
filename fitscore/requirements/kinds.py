"""What the finders of the requirement kinds share: the context of one item."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from fitscore.model import SkillMention, Span
from fitscore.skills import SkillFinder
from fitscore.text import fold


@lru_cache(maxsize=8)
def folded_text(text: str) -> str:
    """A whole text folded, once for all its items."""
    return fold(text)


@dataclass(frozen=True, slots=True)
class Context:
    """One stretch of a posting to be understood. ``dropped`` are parts that are only a plus and do not count here."""

    text: str
    span: Span
    finder: SkillFinder
    mentions: tuple[SkillMention, ...]
    dropped: tuple[Span, ...] = ()

    def kind_of(self, mention: SkillMention) -> str:
        """The taxonomy kind of a mention (``tool``, ``soft`` ...)."""
        return self.finder.taxonomy.get(mention.skill_id).kind

    @property
    def words(self) -> str:
        """The stretch itself."""
        return self.span.of(self.text)

    @property
    def folded(self) -> str:
        """The whole text folded; spans stay valid."""
        return folded_text(self.text)


def context_of(text: str, span: Span, finder: SkillFinder, dropped: tuple[Span, ...] = ()) -> Context:
    """A context with its skill mentions found, those in dropped parts left out."""
    found = finder.find(text, span)
    kept = tuple(mention for mention in found if not any(part.contains(mention.span) for part in dropped))
    return Context(text, span, finder, kept, dropped)
