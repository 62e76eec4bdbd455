"""Finds the taxonomy's skills in any text, and as a spaCy component.

The component registers itself with spaCy through the package's entry point, and here when spaCy is already loaded.
"""

import sys

from fitscore.skills.checking import check_taxonomy
from fitscore.skills.explaining import Decision, explain
from fitscore.skills.finder import SkillFinder
from fitscore.skills.prose import find_in_prose
from fitscore.taxonomy.normal import Token, tokenize

__all__ = ["Decision", "SkillFinder", "Token", "check_taxonomy", "explain", "find_in_prose", "tokenize"]

if "spacy" in sys.modules:
    from fitscore.skills import component as component
