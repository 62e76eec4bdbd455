"""The taxonomy as the other steps see it: skills by id, and how one speaks for another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from fitscore.errors import UnknownNameError
from fitscore.taxonomy.entries import Alias, Relation, Skill
from fitscore.taxonomy.relations import relate, upward


class _Skills(Mapping[str, Skill]):
    """Skills by id, each built from its compiled row when first asked for, so that start-up builds none."""

    def __init__(self, compiled: Mapping[str, Any]) -> None:
        self._compiled = compiled
        self._built: dict[str, Skill] = {}

    @cached_property
    def _rows(self) -> Mapping[str, tuple[Any, ...]]:
        rows: Mapping[str, tuple[Any, ...]] = self._compiled["skills"]
        return rows

    def __getitem__(self, skill_id: str) -> Skill:
        skill = self._built.get(skill_id)
        if skill is None:
            label, kind, category, aliases, *rest = self._rows[skill_id]
            skill = Skill(skill_id, label, kind, category, tuple(Alias(*row) for row in aliases), *rest)
            self._built[skill_id] = skill
        return skill

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def __contains__(self, skill_id: object) -> bool:
        return skill_id in self._rows


REMEMBERED = 200_000
"""Pairs of skills whose relation is kept: the skills of a CV are asked about again for every posting."""


@dataclass(frozen=True, slots=True, eq=False)
class Taxonomy:
    """The skills in the order of their ids. ``version`` is the file's own word plus a digest of everything read.

    ``compiled`` is the plain form that `fitscore.taxonomy.compiling` makes and the cache keeps; ``notices`` tell where a
    user's file took an alias over from the core; ``digest`` tells two taxonomies of one version apart.
    """

    version: str
    skills: Mapping[str, Skill]
    compiled: Mapping[str, Any]
    notices: tuple[str, ...] = ()
    digest: str = ""
    _upward: dict[str, dict[str, tuple[int, str, tuple[str, ...]]]] = field(default_factory=dict, repr=False)
    _related: dict[tuple[str, str], Relation | None] = field(default_factory=dict, repr=False)
    _provers: dict[str, tuple[str, ...]] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, compiled: Mapping[str, Any], digest: str = "") -> Taxonomy:
        """The taxonomy over its compiled form; ``digest``: of everything it was made from."""
        return cls(compiled["version"], _Skills(compiled), compiled, tuple(compiled["notices"]), digest)

    def get(self, skill_id: str) -> Skill:
        """The skill with this id.

        Raises:
            UnknownNameError: there is none.
        """
        if skill_id not in self.skills:
            raise UnknownNameError(f"no skill has the id {skill_id!r}; see `fitscore taxonomy search`")
        return self.skills[skill_id]

    def relation(self, have: str, want: str) -> Relation | None:
        """The best single path from a skill had to a skill wanted, or None when the one says nothing of the other."""
        pair = have, want
        if pair in self._related:
            return self._related[pair]
        found = relate(self.skills, self._above(have), have, want)
        if len(self._related) < REMEMBERED:
            self._related[pair] = found
        return found

    def wider(self, have: str) -> Mapping[str, tuple[int, str, tuple[str, ...]]]:
        """Everything that having a skill proves, with the best weight (thousandths), kind of relation and path to it."""
        return self._above(have)

    def provers(self, want: str) -> tuple[str, ...]:
        """Ids that prove the skill by being a kind of it or by use, strongest first, the skill itself left out."""
        if want not in self._provers:
            reach: dict[str, list[tuple[int, str]]] = {}
            for have in self.skills:
                for target, (weight, _, _) in self._above(have).items():
                    reach.setdefault(target, []).append((-weight, have))
            self._provers.update({target: tuple(have for _, have in sorted(found)) for target, found in reach.items()})
            for skill_id in self.skills:
                self._provers.setdefault(skill_id, ())
        return self._provers.get(want, ())

    def _above(self, have: str) -> dict[str, tuple[int, str, tuple[str, ...]]]:
        if have not in self._upward:
            self._upward[have] = upward(self.skills, have) if have in self.skills else {}
        return self._upward[have]
