"""Questions people ask of the taxonomy: what is there under this word, and how much is there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from fitscore.taxonomy.entries import Skill
from fitscore.taxonomy.normal import key_of
from fitscore.taxonomy.taxonomy import Taxonomy


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchHit:
    """A skill that answers a search, and the name that did. Lower ``rank`` is better (0: the very name)."""

    skill: Skill
    name: str
    rank: int


def search(taxonomy: Taxonomy, word: str, limit: int = 20) -> tuple[SearchHit, ...]:
    """Skills whose id, label or an alias holds a word, best first; near spellings when nothing does.

    Args:
        taxonomy: where to look.
        word: one or several words, in any spelling the finder would take.
        limit: most hits to give.
    """
    wanted = key_of(word)
    if not wanted:
        return ()
    hits = [hit for skill in taxonomy.skills.values() if (hit := _best(skill, word, wanted)) is not None]
    if not hits:
        hits = _near(taxonomy, wanted)
    return tuple(sorted(hits, key=lambda hit: (hit.rank, len(hit.name), hit.skill.id))[:limit])


def _best(skill: Skill, word: str, wanted: str) -> SearchHit | None:
    found: SearchHit | None = None
    for place, name in enumerate((skill.label, skill.id, *(alias.text for alias in skill.aliases))):
        key = key_of(name)
        if wanted not in key:
            continue
        rank = min(place, 2) if key == wanted else 3 if key.startswith(wanted) else 4 if word.lower() in name.lower() else 5
        if found is None or rank < found.rank:
            found = SearchHit(skill=skill, name=name, rank=rank)
    return found


def _near(taxonomy: Taxonomy, wanted: str) -> list[SearchHit]:
    from rapidfuzz.fuzz import ratio

    hits = []
    for skill in taxonomy.skills.values():
        likeness, name = max((ratio(wanted, key_of(name)), name) for name in (skill.label, *(it.text for it in skill.aliases)))
        if likeness >= 75:
            hits.append(SearchHit(skill=skill, name=name, rank=100 + round(100 - likeness)))
    return hits


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxonomyStats:
    """How much stands in a taxonomy. ``aliases`` counts labels too; ``links`` counts each side of a link once."""

    version: str
    skills: int
    aliases: int
    guarded: int
    links: int
    kinds: tuple[tuple[str, int], ...]
    categories: tuple[tuple[str, int], ...]


def stats(taxonomy: Taxonomy) -> TaxonomyStats:
    """Counts of skills, aliases and links, by kind and category, most first."""
    skills = list(taxonomy.skills.values())
    return TaxonomyStats(
        version=taxonomy.version,
        skills=len(skills),
        aliases=sum(1 + sum(alias.text.casefold() != skill.label.casefold() for alias in skill.aliases) for skill in skills),
        guarded=sum(alias.guarded for skill in skills for alias in skill.aliases),
        links=sum(len(skill.broader) + len(skill.implies) + len(skill.peers) for skill in skills),
        kinds=_counted(skill.kind for skill in skills),
        categories=_counted(skill.category for skill in skills),
    )


def _counted(names: Iterable[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(Counter(names).items(), key=lambda item: (-item[1], item[0])))
