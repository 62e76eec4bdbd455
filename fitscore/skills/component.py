"""spaCy: a tokeniser that keeps the names of skills whole, and a component that marks skills on any Doc.

Importing this module imports spaCy; `fitscore.skills` leaves that to whoever builds a pipeline.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from fitscore.skills.finder import SkillFinder
from fitscore.skills.prose import find_in_prose
from fitscore.taxonomy import load_taxonomy
from fitscore.taxonomy.normal import tokenize

if TYPE_CHECKING:
    from spacy.vocab import Vocab

SPANS = "skills"
LABEL = "SKILL"

_BETWEEN = re.compile(r"\s+|\S*\w\S*|[^\w\s]")
"""What stands between our words: white space, an address, single signs."""


class SkillTokenizer:
    """Builds a Doc from the words the skill finder sees: ``C++/C#`` and ``Node.js/React`` are three tokens each."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """The Doc of a text; its tokens and their spaces spell the text exactly."""
        words: list[str] = []
        spaces: list[bool] = []
        for piece in _pieces(text):
            if piece == " " and words and not spaces[-1] and not words[-1].isspace():
                spaces[-1] = True
            else:
                words.append(piece)
                spaces.append(False)
        return Doc(self.vocab, words=words, spaces=spaces)


def _pieces(text: str) -> Iterator[str]:
    at = 0
    for token in tokenize(text):
        yield from _spread(text[at : token.start])
        yield text[token.start : token.end]
        at = token.end
    yield from _spread(text[at:])


def _spread(between: str) -> Iterator[str]:
    for piece in _BETWEEN.findall(between):
        if piece.isspace() and piece[0] == " " and len(piece) > 1:
            yield " "
            yield piece[1:]
        else:
            yield piece


class SkillSpans(SpanGroup):
    """The skills of a Doc. Keeps its Doc alive, so that ``nlp(text).spans["skills"]`` can be read on its own."""

    def __init__(self, doc: Doc, spans: list[Span]) -> None:
        super().__init__(doc, name=SPANS, spans=spans)
        self.kept = doc


class SkillComponent:
    """Marks the skills of a Doc: spans labelled ``SKILL`` whose ``kb_id_`` is the skill id."""

    def __init__(self, finder: SkillFinder) -> None:
        self.finder = finder

    def __call__(self, doc: Doc) -> Doc:
        """Fill ``doc.spans["skills"]``. Where a token of the Doc cuts through a skill, the whole token is marked."""
        spans = [
            doc.char_span(*mention.span, label=LABEL, kb_id=mention.skill_id, alignment_mode="expand")
            for mention in find_in_prose(self.finder, doc.text)
        ]
        doc.spans[SPANS] = SkillSpans(doc, [span for span in spans if span is not None])
        return doc


@cache
def _finder(paths: tuple[str, ...]) -> SkillFinder:
    return SkillFinder(load_taxonomy(*paths))


@Language.factory("fitscore_skills", default_config={"taxonomy": []}, assigns=["doc.spans"])
def create_component(nlp: Language, name: str, taxonomy: list[str]) -> SkillComponent:  # noqa: ARG001  (spaCy's signature)
    """What ``nlp.add_pipe("fitscore_skills")`` builds; ``taxonomy`` names the user's own files."""
    return SkillComponent(_finder(tuple(taxonomy)))


def pipeline(*taxonomy: str) -> Language:
    """A blank English pipeline with our tokeniser and the skill component.

    >>> [(span.text, span.kb_id_) for span in pipeline()("C++/C# on AWS(S3)").spans["skills"]][:2]
    [('C++', 'c-plus-plus'), ('C#', 'c-sharp')]
    """
    nlp = spacy.blank("en")
    nlp.tokenizer = SkillTokenizer(nlp.vocab)
    nlp.add_pipe("fitscore_skills", config={"taxonomy": list(taxonomy)})
    return nlp
