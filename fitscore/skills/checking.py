"""The rules of docs/taxonomy.md that need the finder: 5 (every alias finds its skill), 7 (boilerplate) and 8 (examples)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from fitscore.datafile import load_data, parse_yaml
from fitscore.skills.finder import SkillFinder
from fitscore.taxonomy import AREA, Taxonomy, check_text, core_path
from fitscore.taxonomy.checking import written
from fitscore.taxonomy.compiling import compile_taxonomy
from fitscore.taxonomy.loading import merge_texts, read_taxonomy

Fault = tuple[int, str]


def check_taxonomy(path: str | Path) -> list[Fault]:
    """All faults of a taxonomy file, the core or a user's own, by all eight rules.

    Args:
        path: the file; unless it is the core or says ``extends: none``, it is laid over the core.

    Returns:
        (line, message) pairs in the order of the file; the rules that need the finder wait until the others hold.

    Raises:
        DataFileError: the file cannot be read.
    """
    text = read_taxonomy(path)
    below = [] if Path(path).resolve() == core_path().resolve() else [(str(core_path()), read_taxonomy(core_path()))]
    base = merge_texts(below)[0] if below else None
    faults = check_text(text, str(path), base)
    if faults:
        return faults
    merged, notices = merge_texts([*below, (str(path), text)])
    finder = SkillFinder(Taxonomy.of(compile_taxonomy(merged, "check", notices)))
    raw, lines = parse_yaml(text, str(path))
    by_field = frozenset(merged["by_field"])
    return sorted([*_lost(finder, raw, lines, by_field), *_boilerplate(finder, raw, lines), *_examples(finder, raw, lines)])


def _lost(
    finder: SkillFinder, raw: Mapping[str, Any], lines: Mapping[Any, int], by_field: frozenset[str]
) -> Iterator[Fault]:
    """Aliases that do not find their own skill when they stand alone in a list; those that go by field need more of a text."""
    for number, entry in enumerate(raw.get("skills", ())):
        kind = finder.taxonomy.get(entry["id"]).kind
        for place, text, _ in written(entry, number):
            if text in by_field:
                continue
            found = finder.find_areas(text) if kind == AREA else finder.find(text, as_list=True)
            whole = len(found) == 1 and found[0].surface.rstrip(".") == text.strip().rstrip(".")
            if not whole or found[0].skill_id != entry["id"]:
                others = ", ".join(f"{it.surface!r} of {it.skill_id}" for it in found) or "nothing"
                yield lines.get(place, 0), f"{entry['id']}: alone in a list, {text!r} finds {others}"


def _boilerplate(finder: SkillFinder, raw: Mapping[str, Any], lines: Mapping[Any, int]) -> Iterator[Fault]:
    """Aliases that fire where nothing is asked: benefits, equal opportunity, company praise."""
    at = {entry["id"]: number for number, entry in enumerate(raw.get("skills", ()))}
    for sentence in load_data("boilerplate")["sentences"]:
        for mention in finder.find(sentence):
            if mention.skill_id in at:
                line = lines.get(("skills", at[mention.skill_id]), 0)
                yield line, f"{mention.skill_id}: {mention.surface!r} fires on boilerplate: {sentence}"


def _examples(finder: SkillFinder, raw: Mapping[str, Any], lines: Mapping[Any, int]) -> Iterator[Fault]:
    """Examples that do not behave as they say."""
    for number, entry in enumerate(raw.get("skills", ())):
        area = finder.taxonomy.get(entry["id"]).kind == AREA
        for side, texts in entry.get("examples", {}).items():
            for place, text in enumerate(texts):
                found = finder.find_areas(text) if area else finder.find(text)
                hit = any(_shows(finder.taxonomy, mention.skill_id, entry["id"], side) for mention in found)
                if (side == "yes") != hit:
                    line = lines.get(("skills", number, "examples", side, place), 0)
                    yield line, f"{entry['id']}: the example {text!r} {'is not' if side == 'yes' else 'is'} found"


def _shows(taxonomy: Taxonomy, found: str, wanted: str, side: str) -> bool:
    """Whether a skill found is the one of an example, or (where it must be found) one that proves it."""
    relation = taxonomy.relation(found, wanted)
    return found == wanted or (side == "yes" and relation is not None and relation.kind in ("narrower", "implied"))
