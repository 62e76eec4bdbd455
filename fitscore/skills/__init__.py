"""Finds the taxonomy's skills in any text, and as a spaCy component.

The component registers itself with spaCy through the package's entry point, and here when spaCy is already loaded.
"""

import sys

from fitscore.skills.finder import SkillFinder
from fitscore.taxonomy.normal import tokenize

__all__ = ["SkillFinder", "tokenize"]

if "spacy" in sys.modules:
    from fitscore.skills import component as component
