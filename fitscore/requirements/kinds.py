"""What the finders of the requirement kinds share: the context of one item."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from fitscore.model import SkillMention, Span
from fitscore.phrases import load_rules
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


def _asked_otherwise(text: str, span: Span, finder: SkillFinder, named: Sequence[SkillMention]) -> list[SkillMention]:
    """Skills asked for with other words in between, where no named skill stands (``data/asked_as.yaml``)."""
    folded = fold(span.of(text))
    rules = load_rules("asked_as").near(folded)
    if not rules:
        return []
    known = {mention.skill_id for mention in named}
    if any(finder.taxonomy.get(name).kind not in ("soft", "trait") for name in known):
        return []  # a line that names what it wants says the rest in passing
    taken = [mention.span for mention in named]
    found: list[SkillMention] = []
    for rule in rules:
        hit = rule.search(folded) if rule.id not in known and rule.id in finder.taxonomy.skills else None
        at = Span(span.start + hit.start, span.start + hit.end) if hit else None
        if at is None or any(at.overlaps(other) for other in taken):
            continue
        taken.append(at)
        label = finder.taxonomy.get(rule.id).label
        found.append(SkillMention(skill_id=rule.id, label=label, span=at, surface=at.of(text), rule="asked as"))
    return found


def context_of(text: str, span: Span, finder: SkillFinder, dropped: tuple[Span, ...] = ()) -> Context:
    """A context with its skill mentions found, those in dropped parts left out."""
    named = finder.find(text, span)
    found = sorted((*named, *_asked_otherwise(text, span, finder, named)), key=lambda mention: mention.span)
    kept = tuple(mention for mention in found if not any(part.contains(mention.span) for part in dropped))
    return Context(text, span, finder, kept, dropped)
