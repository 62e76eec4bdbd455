"""The skills taxonomy: one file of skills, the ways people write them, and what each one proves.

Names are imported when they are first used: a start needs the compiled form and none of what makes it.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fitscore.taxonomy.checking import check_text
    from fitscore.taxonomy.entries import AREA, KINDS, Alias, Relation, Skill
    from fitscore.taxonomy.loading import core_path, load_taxonomy
    from fitscore.taxonomy.lookup import SearchHit, TaxonomyStats, search, stats
    from fitscore.taxonomy.schema import taxonomy_schema
    from fitscore.taxonomy.taxonomy import Taxonomy

__all__ = [
    "AREA", "KINDS", "Alias", "Relation", "SearchHit", "Skill", "Taxonomy", "TaxonomyStats", "check_text", "core_path",
    "load_taxonomy", "search", "stats", "taxonomy_schema",
]  # fmt: skip

_HOME = {
    "checking": "check_text", "entries": "AREA KINDS Alias Relation Skill", "loading": "core_path load_taxonomy",
    "lookup": "SearchHit TaxonomyStats search stats", "schema": "taxonomy_schema",
    "taxonomy": "Taxonomy",
}  # fmt: skip
_OWNER = {name: module for module, names in _HOME.items() for name in names.split()}


def __getattr__(name: str) -> Any:
    if name in _OWNER:
        return getattr(import_module(f"fitscore.taxonomy.{_OWNER[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
