"""Lays a user's file over the core: new skills, additions to known ones, and what to leave out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fitscore.taxonomy.entries import AREA
from fitscore.taxonomy.normal import key_of

Raw = dict[str, Any]


def empty() -> Raw:
    """A taxonomy with nothing in it."""
    return {"version": "", "skills": {}, "categories": [], "context_sets": {}, "block_phrases": [], "by_field": []}


def lay_over(base: Raw, extra: Mapping[str, Any]) -> tuple[Raw, list[str]]:
    """The base with one file laid over it, and notices for its author.

    Lists are united, mappings too, single values replaced. An alias that another skill already has is taken over.

    Args:
        base: merged so far, as `empty` shapes it; not changed.
        extra: one file as parsed, faultless.
    """
    if extra.get("extends") == "none":
        base = empty()
    merged: Raw = {
        "version": base["version"] or extra.get("version", ""),
        "skills": dict(base["skills"]),
        "categories": unite(base["categories"], extra.get("categories", [])),
        "context_sets": unite(base["context_sets"], extra.get("context_sets", {})),
        "block_phrases": unite(base["block_phrases"], extra.get("block_phrases", [])),
        "by_field": unite(base["by_field"], extra.get("by_field", [])),
    }
    for skill_id in extra.get("disable", ()):
        merged["skills"].pop(skill_id, None)
    for skill_id, texts in extra.get("disable_aliases", {}).items():
        if skill_id in merged["skills"]:
            merged["skills"][skill_id] = without(merged["skills"][skill_id], {text.casefold() for text in texts})
    notices: list[str] = []
    if base["skills"]:
        notices = _take_over(merged["skills"], extra.get("skills", ()))
    for entry in extra.get("skills", ()):
        known = merged["skills"].get(entry["id"])
        merged["skills"][entry["id"]] = unite(known, entry) if known else dict(entry)
    _drop_dangling(merged["skills"], extra.get("disable", ()))
    return merged, notices


def unite(old: Any, new: Any) -> Any:
    """Two values of one key: lists joined without repeats, mappings joined key by key, else the new one.

    >>> unite({"aliases": ["a"], "label": "A"}, {"aliases": ["a", "b"], "label": "B"})
    {'aliases': ['a', 'b'], 'label': 'B'}
    """
    if isinstance(old, list) and isinstance(new, list):
        return old + [item for item in new if item not in old]
    if isinstance(old, list) and isinstance(new, dict):
        return dict.fromkeys(old, "1") | new
    if isinstance(old, dict) and isinstance(new, list):
        return old | {key: "1" for key in new if key not in old}
    if isinstance(old, dict) and isinstance(new, dict):
        return old | {key: unite(old[key], value) if key in old else value for key, value in new.items()}
    return new


def text_of(alias: Any) -> str:
    """The text of an alias as it stands in the file, plain or with guards."""
    return alias if isinstance(alias, str) else str(alias["text"])


def without(entry: Raw, texts: set[str]) -> Raw:
    """An entry without some aliases. A label among them is ``mute``: printed, but looked for no more."""
    kept = [alias for alias in entry.get("aliases", ()) if text_of(alias).casefold() not in texts]
    mute = {"mute": "true"} if entry["label"].casefold() in texts else {}
    return {**entry, "aliases": kept, **mute}


def _take_over(skills: dict[str, Raw], entries: Any) -> list[str]:
    """Drop aliases of other skills that the user's entries claim, and tell."""
    claimed: dict[tuple[bool, str], tuple[str, str]] = {}
    for entry in entries:
        own = entry if "kind" in entry else {**skills.get(entry["id"], {}), **entry}
        texts = [*([entry["label"]] if "label" in entry else []), *map(text_of, entry.get("aliases", ()))]
        claimed.update({(own.get("kind") == AREA, key_of(text)): (entry["id"], text) for text in texts})
    notices: list[str] = []
    for skill_id, entry in skills.items():
        area = entry["kind"] == AREA
        gone: set[str] = set()
        for text in [entry["label"], *map(text_of, entry.get("aliases", ()))]:
            owner, _ = claimed.get((area, key_of(text)), (skill_id, text))
            if owner != skill_id:
                gone.add(text.casefold())
                notices.append(f"{text!r} now names {owner!r}; the core gives it to {skill_id!r}")
        if gone:
            skills[skill_id] = without(entry, gone)
    return notices


def _drop_dangling(skills: dict[str, Raw], disabled: Any) -> None:
    """Links to skills that were disabled lead nowhere; leave them out."""
    gone = set(disabled) - set(skills)
    if not gone:
        return
    for skill_id, entry in skills.items():
        for link in ("broader", "implies", "peers"):
            if link in entry and gone & set(entry[link]):
                value = entry[link]
                kept = [key for key in value if key not in gone]
                skills[skill_id] = {**skills[skill_id], link: {k: value[k] for k in kept} if isinstance(value, dict) else kept}
