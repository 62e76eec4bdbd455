"""``fitscore taxonomy ...``: look things up in the skills taxonomy, and check one's own."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

import fitscore
from fitscore.cli.app import Exit, TaxonomyOption, app, command
from fitscore.cli.output import say

taxonomy_app = typer.Typer(no_args_is_help=True, help="Look up, explain and check the skills taxonomy.")
app.add_typer(taxonomy_app, name="taxonomy")

WordArgument = Annotated[str, typer.Argument(help="A word or name, in any spelling.", show_default=False)]


@command(taxonomy_app)
def check(path: Annotated[Path, typer.Argument(help="A taxonomy file.", show_default=False)]) -> int:
    """Check a taxonomy file: every fault with its line, all at once."""
    faults = fitscore.check_taxonomy(path)
    for line, message in faults:
        sys.stdout.write(f"{path}:{line}: {message}\n" if line else f"{path}: {message}\n")
    say(f"{path}: {len(faults) or 'no'} fault{'' if len(faults) == 1 else 's'}")
    return Exit.LIMIT_MISSED if faults else Exit.DONE


@command(taxonomy_app)
def search(word: WordArgument, taxonomy: TaxonomyOption = []) -> int:  # noqa: B006
    """Skills whose name or alias holds a word."""
    hits = fitscore.search_taxonomy(fitscore.load_taxonomy(*taxonomy), word)
    for hit in hits:
        via = f"  (as {hit.name})" if hit.name != hit.skill.label else ""
        sys.stdout.write(f"{hit.skill.id:36} {hit.skill.label}{via}  [{hit.skill.kind}, {hit.skill.category}]\n")
    if not hits:
        say(f"nothing is called {word!r}; add it with --taxonomy (docs/taxonomy.md)")
    return Exit.DONE if hits else Exit.LIMIT_MISSED


@command(taxonomy_app)
def show(name: Annotated[str, typer.Argument(help="A skill id.", show_default=False)], taxonomy: TaxonomyOption = []) -> int:  # noqa: B006
    """One skill with its aliases, guards and relations in both directions."""
    loaded = fitscore.load_taxonomy(*taxonomy)
    if name not in loaded.skills:
        near = ", ".join(hit.skill.id for hit in fitscore.search_taxonomy(loaded, name, 5))
        say(f"there is no skill {name!r}{f'; did you mean {near}?' if near else ''}")
        return Exit.USAGE
    sys.stdout.write("\n".join(_lines(loaded, name)) + "\n")
    return Exit.DONE


def _lines(taxonomy: fitscore.Taxonomy, name: str) -> Iterator[str]:
    skill = taxonomy.skills[name]
    yield f"{skill.id}: {skill.label} ({skill.kind}, {skill.category})"
    if not skill.provable:
        yield "  a CV cannot show it: kept out of the score"
    for alias in skill.aliases:
        guards = [word for word, on in (("exact case", alias.case), ("guarded by its neighbours", alias.guarded)) if on]
        yield f"  alias: {alias.text}" + (f"  ({', '.join(guards)})" if guards else "")
    for word, links in (("is a kind of", skill.broader), ("shows", skill.implies)):
        yield from (f"  {word} {other} ({weight:g})" for other, weight in links.items())
    for other in taxonomy.skills.values():
        if name in other.broader:
            yield f"  {other.id} is a kind of it ({other.broader[name]:g})"
        if name in other.implies:
            yield f"  {other.id} shows it ({other.implies[name]:g})"
        if name in other.peers or other.id in skill.peers:
            yield f"  {other.id} stands in for it ({other.peers.get(name) or skill.peers[other.id]:g})"


@command(taxonomy_app)
def explain(
    text: Annotated[str, typer.Argument(help="Any text.", show_default=False)],
    as_list: Annotated[bool, typer.Option("--list", help="Read the text as a plain skills list.")] = False,
    taxonomy: TaxonomyOption = [],  # noqa: B006
) -> int:
    """Which skills a text yields, which it does not, and which rule decided."""
    decisions = fitscore.explain_text(text, fitscore.load_taxonomy(*taxonomy), as_list=as_list)
    for it in decisions:
        sign = "found" if it.accepted else "not"
        sys.stdout.write(f"{sign:6} {it.surface!r:28} {it.skill_id or '(blocked)':28} {it.reason}\n")
    if not decisions:
        say("no alias of the taxonomy stands in this text")
    return Exit.DONE


@command(taxonomy_app)
def stats(taxonomy: TaxonomyOption = []) -> int:  # noqa: B006
    """How much stands in the taxonomy."""
    counts = fitscore.taxonomy_stats(fitscore.load_taxonomy(*taxonomy))
    names = f"{counts.aliases} names ({counts.guarded} guarded)"
    sys.stdout.write(f"version {counts.version}: {counts.skills} skills, {names}, {counts.links} links\n")
    for title, pairs in (("kinds", counts.kinds), ("categories", counts.categories)):
        sys.stdout.write(f"{title}: {', '.join(f'{name} {n}' for name, n in pairs)}\n")
    return Exit.DONE


@command(taxonomy_app)
def schema() -> int:
    """Print the JSON Schema of taxonomy files, for editors."""
    sys.stdout.write(json.dumps(fitscore.taxonomy_schema(), indent=2, ensure_ascii=False) + "\n")
    return Exit.DONE
