"""The spaCy component: fills ``doc.spans["skills"]`` of any Doc, and a tokeniser that keeps the names of skills whole.

Importing this module imports spaCy; `fitscore.skills` leaves that to whoever builds a pipeline.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span

from fitscore.skills.finder import SkillFinder
from fitscore.taxonomy import load_taxonomy

SPANS = "skills"


@cache
def _finder(paths: tuple[str, ...]) -> SkillFinder:
    return SkillFinder(load_taxonomy(*paths))


class SkillComponent:
    """Marks the skills of a Doc as spans: ``label_`` is ``SKILL``, ``kb_id_`` the skill id."""

    def __init__(self, finder: SkillFinder) -> None:
        self.finder = finder

    def __call__(self, doc: Doc) -> Doc:
        """Fill ``doc.spans["skills"]``; tokens that cut through a skill are taken whole."""
        marked: list[Span] = []
        for mention in self.finder.find(doc.text):
            span = doc.char_span(*mention.span, label="SKILL", kb_id=mention.skill_id, alignment_mode="expand")
            if span is not None:
                marked.append(span)
        doc.spans[SPANS] = marked
        return doc


@Language.factory("fitscore_skills", default_config={"taxonomy": []})
def create_component(nlp: Language, name: str, taxonomy: list[str]) -> SkillComponent:  # noqa: ARG001  (spaCy passes all three)
    """The factory behind ``nlp.add_pipe("fitscore_skills")``; ``taxonomy`` names the user's own files."""
    return SkillComponent(_finder(tuple(str(Path(path)) for path in taxonomy)))
