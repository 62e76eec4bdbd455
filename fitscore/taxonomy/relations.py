"""How far one skill speaks for another: the best single path over the taxonomy's weighted links."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from fitscore.taxonomy.entries import Relation, Skill

MAX_HOPS = 3
MAX_IMPLIED = 2
FLOOR = 300
"""Weakest path that still counts, in thousandths."""
BROADER = 300
"""What the wider subject is worth where a narrower one is wanted."""

_ORDER = {"same": 0, "narrower": 1, "implied": 2, "peer": 3, "broader": 4}


def thousandths(weight: float) -> int:
    """A weight in (0, 1] as whole thousandths."""
    return round(weight * 1000)


def upward(skills: Mapping[str, Skill], have: str) -> dict[str, tuple[int, str, tuple[str, ...]]]:
    """Everything that having a skill proves by being a kind of it or by use, with the best weight, kind and path.

    Paths take at most `MAX_HOPS` links, at most `MAX_IMPLIED` of them ``implies``; weights multiply, `FLOOR` ends a path.
    """
    best: dict[str, tuple[int, str, tuple[str, ...]]] = {}
    frontier: list[tuple[int, int, tuple[str, ...]]] = [(1000, 0, (have,))]
    for _ in range(MAX_HOPS):
        following: list[tuple[int, int, tuple[str, ...]]] = []
        for weight, implied, path in frontier:
            for target, link, is_implied in _links(skills, path[-1]):
                total, uses = weight * link // 1000, implied + is_implied
                if total < FLOOR or uses > MAX_IMPLIED or target in path:
                    continue
                step = (total, "implied" if uses else "narrower", (*path, target))
                following.append((total, uses, step[2]))
                if target not in best or _rank(step) < _rank(best[target]):
                    best[target] = step
        frontier = following
    return best


def _links(skills: Mapping[str, Skill], skill_id: str) -> Iterator[tuple[str, int, int]]:
    skill = skills[skill_id]
    for target, weight in skill.broader.items():
        yield target, thousandths(weight), 0
    for target, weight in skill.implies.items():
        yield target, thousandths(weight), 1


def _rank(step: tuple[int, str, tuple[str, ...]]) -> tuple[int, int, int, tuple[str, ...]]:
    weight, kind, path = step
    return (-weight, _ORDER[kind], len(path), path)


def relate(
    skills: Mapping[str, Skill], above: Mapping[str, tuple[int, str, tuple[str, ...]]], have: str, want: str
) -> Relation | None:
    """The best relation of a skill had to a skill wanted; ``above`` is `upward` of the one had."""
    if have not in skills or want not in skills:
        return None
    if have == want:
        return Relation(kind="same", weight=1000, path=(have,), phrase=skills[have].label)
    found = [above[want]] if want in above else []
    peer = skills[have].peers.get(want) or skills[want].peers.get(have)
    if peer:
        found.append((thousandths(peer), "peer", (have, want)))
    if have in skills[want].broader or have in skills[want].implies:
        found.append((BROADER, "broader", (have, want)))
    if not found:
        return None
    weight, kind, path = min(found, key=_rank)
    return Relation(kind=kind, weight=weight, path=path, phrase=_phrase(skills, kind, path))


def _phrase(skills: Mapping[str, Skill], kind: str, path: tuple[str, ...]) -> str:
    """The relation in everyday words.

    The link words follow each hop of the path, so that a reader can check every step of it.
    """
    labels = [skills[step].label for step in path]
    if kind == "peer":
        return f"{labels[0]} can stand in for {labels[1]}"
    if kind == "broader":
        return f"{labels[0]} is wider than {labels[1]}"
    said = labels[0]
    for number, (step, target) in enumerate(pairwise(path)):
        verb = "is a kind of" if target in skills[step].broader else "shows"
        said += f"{', which' if number else ''} {verb} {skills[target].label}"
    return said
