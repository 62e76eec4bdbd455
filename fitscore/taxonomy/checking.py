"""Everything that can be wrong with a taxonomy file by itself: rules 1-4 and 6 of docs/taxonomy.md.

Rules 5, 7 and 8 need the finder; `fitscore.skills.check_taxonomy` adds them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from fitscore.datafile import parse_yaml
from fitscore.errors import DataFileError
from fitscore.taxonomy.entries import AREA
from fitscore.taxonomy.merging import Raw, empty, lay_over, text_of
from fitscore.taxonomy.normal import key_of
from fitscore.taxonomy.schema import HEAD, REQUIRED
from fitscore.taxonomy.shape import Faults, check_shape

_LINKS = ("broader", "implies", "peers")
_SET = re.compile(r"[a-z]+(?:_[a-z]+)+")
_SIGNS = re.compile(r"[+#/&.]")
_GUARDS = ("require", "reject_before", "reject_after")


def check_text(text: str, path: str, base: Raw | None = None) -> list[tuple[int, str]]:
    """All faults of a taxonomy file that stand in the file itself.

    Args:
        text: the file's text.
        path: its name, for messages.
        base: the merged taxonomy the file is laid over; None for one that stands alone.

    Returns:
        (line, message) pairs, lines from 1, in the order of the file; empty when the file is sound.

    >>> check_text("skills: [{id: Go, label: Go, kind: language, category: x}]", "my.yaml")[0]
    (1, "id: 'Go' is not well formed; it must match ^[a-z0-9]+(?:-[a-z0-9]+)*$")
    """
    try:
        raw, lines = parse_yaml(text, path)
    except DataFileError as error:
        return list(error.faults)
    return check_parsed(raw, lines, base)


def check_parsed(
    raw: Any, lines: Mapping[tuple[str | int, ...], int], base: Raw | None = None, *, strict: bool = True
) -> list[tuple[int, str]]:
    """As `check_text`, for a file that is parsed already; not ``strict``: only what keeps the file from being used."""
    faults = Faults(lines)
    check_shape(raw, {"type": "object", "properties": HEAD}, (), "taxonomy", faults)
    if faults.found:
        return sorted(faults.found)
    under = empty() if base is None or raw.get("extends") == "none" else base
    _check_ids(raw, under, faults)
    if not faults.found:
        merged, _ = lay_over(under, raw)
        _check_links(raw, merged, faults)
        _check_contexts(raw, merged, faults)
        if strict:
            _check_aliases(raw, merged, faults)
            _check_collisions(raw, merged, faults)
    return sorted(faults.found)


def _check_ids(raw: Mapping[str, Any], under: Raw, faults: Faults) -> None:
    seen: set[str] = set()
    categories = {*under["categories"], *raw.get("categories", ())}
    for number, entry in enumerate(raw.get("skills", ())):
        place, skill_id = ("skills", number), entry["id"]
        if skill_id in seen:
            faults.add(place, f"the id {skill_id!r} stands twice: keep one entry")
        seen.add(skill_id)
        missing = [name for name in REQUIRED if name not in entry]
        if missing and skill_id not in under["skills"]:
            faults.add(place, f"{skill_id}: {' and '.join(missing)} missing")
        category = entry.get("category")
        if category is not None and categories and category not in categories:
            known = ", ".join(sorted(categories))
            faults.add((*place, "category"), f"{skill_id}: unknown category {category!r}; known are {known}")
    for name in (*raw.get("disable", ()), *raw.get("disable_aliases", {})):
        if name not in under["skills"]:
            faults.add(("disable",) if name in raw.get("disable", ()) else ("disable_aliases",), f"no skill has the id {name!r}")


def _check_links(raw: Mapping[str, Any], merged: Raw, faults: Faults) -> None:
    for number, entry in enumerate(raw.get("skills", ())):
        for link in _LINKS:
            for target in entry.get(link, ()):
                place = ("skills", number, link, target)
                if target == entry["id"]:
                    faults.add(place, f"{target}: {link} names the skill itself")
                elif target not in merged["skills"]:
                    faults.add(place, f"{entry['id']}: {link} names {target!r}, which no skill has as its id")
        loop = _loop(merged["skills"], entry["id"])
        if loop:
            faults.add(("skills", number, "broader"), f"broader runs in a circle: {' > '.join(loop)}")


def _loop(skills: Mapping[str, Raw], start: str) -> list[str]:
    """The way from a skill over ``broader`` back to itself, if there is one."""
    ways = [[start]]
    seen: set[str] = set()
    while ways:
        way = ways.pop()
        for target in skills.get(way[-1], {}).get("broader", ()):
            if target == start:
                return [*way, start]
            if target not in seen:
                seen.add(target)
                ways.append([*way, target])
    return []


def _check_contexts(raw: Mapping[str, Any], merged: Raw, faults: Faults) -> None:
    for number, entry in enumerate(raw.get("skills", ())):
        for at, alias in enumerate(entry.get("aliases", ())):
            place = ("skills", number, "aliases", at)
            if not key_of(text_of(alias)):
                faults.add(place, f"{entry['id']}: the alias {text_of(alias)!r} holds no letter or digit")
            names = [name for guard in _GUARDS for name in alias.get(guard, ())] if isinstance(alias, dict) else []
            for name in names:
                if _SET.fullmatch(name) and name not in merged["context_sets"]:
                    faults.add(place, f"{entry['id']}: no context set is called {name!r}")


def _check_aliases(raw: Mapping[str, Any], merged: Raw, faults: Faults) -> None:
    for number, entry in enumerate(raw.get("skills", ())):
        guarded = any(alias.get(it) for alias in entry.get("aliases", ()) if isinstance(alias, dict) for it in _GUARDS)
        for place, text, exact in written(entry, number):
            if len(text) <= 2 and not exact and not _SIGNS.search(text) and merged["skills"][entry["id"]]["kind"] != AREA:
                faults.add(place, f"{entry['id']}: {text!r} is too short to be found in any case; give it case: exact")
        if guarded and not (entry.get("examples", {}).get("yes") and entry.get("examples", {}).get("no")):
            faults.add(("skills", number), f"{entry['id']}: an alias has guards, so give examples, yes and no")


def written(entry: Mapping[str, Any], number: int) -> Iterator[tuple[tuple[str | int, ...], str, bool]]:
    """Place, text and case rule of the label (unless an alias replaces it) and of every alias."""
    aliases = [(text_of(alias), isinstance(alias, dict) and alias.get("case") == "exact") for alias in entry.get("aliases", ())]
    label = entry.get("label", "")
    same = [(text, exact) for text, exact in aliases if text.casefold() == label.casefold()]
    if label and all(exact and text != label for text, exact in same):
        yield ("skills", number, "label"), label, bool(same)
    for at, (text, exact) in enumerate(aliases):
        yield ("skills", number, "aliases", at), text, exact


def _check_collisions(raw: Mapping[str, Any], merged: Raw, faults: Faults) -> None:
    """No alias may be claimed by two skills of one file unless field, guards or the very spelling tell them apart."""
    claims: dict[tuple[bool, str], list[tuple[str, Any]]] = {}
    skills, by_field = merged["skills"], frozenset(merged["by_field"])
    for number, entry in enumerate(raw.get("skills", ())):
        aliases = {text_of(alias): alias for alias in entry.get("aliases", ())}
        for place, text, _ in written(entry, number):
            key = (entry.get("kind") == AREA, key_of(text))
            alias = aliases.get(text, text)
            for other_id, other in claims.setdefault(key, []):
                fields = {skills[it]["category"] for it in (entry["id"], other_id)} if text in by_field else ()
                if other_id != entry["id"] and len(fields) < 2 and not _told_apart(alias, other):
                    faults.add(place, f"{entry['id']}: {text!r} also names {other_id!r}; keep one or tell them apart by guards")
            claims[key].append((entry["id"], alias))


def _told_apart(one: Any, other: Any) -> bool:
    texts = text_of(one), text_of(other)
    if texts[0].casefold() != texts[1].casefold():
        return True
    guards = [alias if isinstance(alias, dict) else {} for alias in (one, other)]
    if all(guard.get("case") == "exact" for guard in guards) and texts[0] != texts[1]:
        return True
    required = [set(guard.get("require", ())) for guard in guards]
    return required[0].isdisjoint(required[1]) and any(required)
