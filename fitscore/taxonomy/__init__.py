"""The skills taxonomy: one file of skills, the ways people write them, and what each one proves."""

from fitscore.taxonomy.entries import AREA, KINDS, Alias, Relation, Skill
from fitscore.taxonomy.loading import check_text, load_taxonomy
from fitscore.taxonomy.taxonomy import Taxonomy

__all__ = ["AREA", "KINDS", "Alias", "Relation", "Skill", "Taxonomy", "check_text", "load_taxonomy"]
