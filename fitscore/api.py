"""The one-line calls, over the shipped taxonomy, the default policy and today's date.

For anything else build a `Scorer`: the calls here are its methods.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from fitscore.model import Document, FitReport, Posting, Ranking, Resume

if TYPE_CHECKING:
    from fitscore.changes import Comparison
    from fitscore.pipeline import Scorer, Source
    from fitscore.skills.explaining import Decision
    from fitscore.taxonomy import SearchHit, Taxonomy, TaxonomyStats


@cache
def default_scorer() -> Scorer:
    """The scorer of the one-line calls."""
    from fitscore.pipeline import Scorer

    return Scorer()


def read(source: Source) -> Document:
    """Read a file (.txt .md .html .pdf .docx .json ...), or take a text with a line break in it as it is.

    Raises:
        DocumentError: the file cannot be read; the message says why and what to do.
    """
    from fitscore.readers import read_document, read_text

    if isinstance(source, Document):
        return source
    if isinstance(source, str) and "\n" in source:
        return read_text(source)
    return read_document(source)


def parse_resume(cv: Source) -> Resume:
    """Read a CV: sections, dated positions, education, skills with months."""
    return default_scorer().resume(cv)


def parse_posting(posting: Source) -> Posting:
    """Read a posting: header facts, requirements as criteria trees, conditions."""
    return default_scorer().posting(posting)


def score(cv: Source | Resume, posting: Source | Posting) -> FitReport:
    """One CV against one posting: verdict, quote and reason for every requirement.

    Args:
        cv: a path, the text itself, or a parsed CV.
        posting: a path, the text itself, or a parsed posting.

    Raises:
        DocumentError: one of the two files cannot be read.
    """
    return default_scorer().score(cv, posting)


def rank(cv: Source | Resume, postings: Iterable[Source | Posting] | Source) -> Ranking:
    """One CV against many postings (files, folders, texts), best first.

    Raises:
        DocumentError: the CV cannot be read. A posting that cannot be read is in ``Ranking.skipped``.
    """
    return default_scorer().rank(cv, postings)


def what_if(
    cv: Source | Resume,
    postings: Iterable[Source | Posting] | Source,
    add: Sequence[str] = (),
    years: Mapping[str, float] | None = None,
    scorer: Scorer | None = None,
    *,
    masked: bool = False,
) -> Comparison:
    """The ranking as it is, and as it were if the CV showed more: skills in use (`add`), or so many years of them.

    Raises:
        DocumentError: the CV cannot be read.
        UnknownNameError: a skill the taxonomy does not know.
    """
    from fitscore import whatif

    return whatif.what_if(scorer or default_scorer(), cv, postings, add, years, masked=masked)


def compare(
    first: Source | Resume,
    second: Source | Resume,
    postings: Iterable[Source | Posting] | Source,
    scorer: Scorer | None = None,
    *,
    masked: bool = False,
) -> Comparison:
    """Two CVs on the same postings.

    Raises:
        DocumentError: a CV cannot be read.
    """
    from fitscore import whatif

    return whatif.compare(scorer or default_scorer(), first, second, postings, masked=masked)


def profile_template() -> str:
    """A commented profile file to fill in."""
    from fitscore.profile import TEMPLATE

    return TEMPLATE


def search_taxonomy(taxonomy: Taxonomy, word: str, limit: int = 20) -> tuple[SearchHit, ...]:
    """Skills whose id, label or an alias holds a word, best first; near spellings when nothing does."""
    from fitscore.taxonomy import search

    return search(taxonomy, word, limit)


def explain_text(text: str, taxonomy: Taxonomy, *, as_list: bool = False) -> tuple[Decision, ...]:
    """Every alias considered in a text, accepted or not, and what decided."""
    from fitscore.skills import SkillFinder, explain

    return explain(SkillFinder(taxonomy), text, as_list=as_list)


def taxonomy_stats(taxonomy: Taxonomy) -> TaxonomyStats:
    """Counts of skills, aliases and links, by kind and category."""
    from fitscore.taxonomy import stats

    return stats(taxonomy)


def use_cache(on: bool) -> None:
    """Switch the cache of this process on or off; ``FITSCORE_NO_CACHE=1`` keeps it off for all."""
    from fitscore import store

    store.use(on)


def clear_cache() -> tuple[int, str]:
    """Delete every file of the cache; how many there were, and the folder."""
    from fitscore import store

    return store.clear(), str(store.folder())


def schema() -> dict[str, Any]:
    """The JSON Schema of every JSON output."""
    loaded: dict[str, Any] = json.loads((files("fitscore") / "data" / "schema.json").read_text(encoding="utf-8"))
    return loaded
