"""The forms of the verbs that open an alias: "managing projects" is also "manage projects" and "managed projects"."""

from __future__ import annotations

from functools import cache

from fitscore.datafile import load_data
from fitscore.taxonomy.normal import normal


def gerund(base: str, doubled: bool = False) -> str:
    """The -ing form of a verb.

    >>> gerund("manage"), gerund("plan", doubled=True), gerund("develop"), gerund("oversee")
    ('managing', 'planning', 'developing', 'overseeing')
    """
    if base.endswith("e") and not base.endswith(("ee", "oe", "ye")):
        return base[:-1] + "ing"
    return base + base[-1] * doubled + "ing"


def past(base: str, doubled: bool = False) -> str:
    """The past of a regular verb.

    >>> past("manage"), past("plan", doubled=True), past("apply"), past("survey")
    ('managed', 'planned', 'applied', 'surveyed')
    """
    if base.endswith("e"):
        return base + "d"
    if base.endswith("y") and base[-2] not in "aeiou":
        return base[:-1] + "ied"
    return base + base[-1] * doubled + "ed"


@cache
def forms() -> dict[str, tuple[str, ...]]:
    """Normal form of each verb's -ing form -> normal forms of its base and past."""
    data = load_data("verbs")
    doubled, irregular = set(data["doubled"]), data["irregular"]
    found: dict[str, tuple[str, ...]] = {}
    for base in (*data["regular"], *data["doubled"], *irregular):
        other = irregular.get(base) or past(base, base in doubled)
        found[normal(gerund(base, base in doubled))] = tuple(dict.fromkeys((normal(base), normal(other))))
    return found
