"""The skills taxonomy: one file of skills, the ways people write them, and what each one proves."""

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
