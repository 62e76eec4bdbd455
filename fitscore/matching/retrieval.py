"""Nearest CV lines to a requirement in words, by TF-IDF with an idf that was learnt once and ships with the package.

The idf is fixed, every line is its own document and a repeated word counts once, so that no other line, posting or
repetition moves a similarity. scikit-learn is imported at the first query, and only then.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, cached_property
from importlib.resources import files
from json import loads
from math import log
from typing import Any

from fitscore.datafile import load_data
from fitscore.model import Resume, ResumeLine
from fitscore.text import fold

_WORD = re.compile(r"[a-z][a-z+#]*(?:'[a-z]+)?")
_ENDINGS = (
    ("ations", "at"), ("ation", "at"), ("ators", "at"), ("ator", "at"), ("ating", "at"), ("ated", "at"), ("ates", "at"),
    ("ate", "at"), ("ities", "ity"), ("ies", "y"), ("ments", "ment"), ("ings", ""), ("ing", ""), ("sses", "ss"), ("ers", ""),
    ("er", ""), ("ors", ""), ("or", ""), ("ed", ""), ("es", ""), ("ly", ""), ("al", ""), ("s", ""), ("e", ""),
)  # fmt: skip


@cache
def _families() -> tuple[str, ...]:
    return tuple(load_data("stopwords")["families"])


@cache
def _stop_words() -> frozenset[str]:
    return frozenset(load_data("stopwords")["words"])


@cache
def stem(word: str) -> str:
    """A word without its inflection; crude, the same for requirement and CV.

    >>> [stem(w) for w in ("investigations", "investigating", "investigator", "investigate")]
    ['investigat', 'investigat', 'investigat', 'investigat']
    """
    family = next((root for root in _families() if word.startswith(root)), None)
    if family is not None:
        return family
    if word.endswith(("ss", "us", "is")) or len(word) < 4:
        return word
    for ending, other in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: len(word) - len(ending)] + other
    return word


def terms(text: str) -> list[str]:
    """The content words of a text, stemmed, in order, each once."""
    stop = _stop_words()
    return list(dict.fromkeys(stem(w) for w in _WORD.findall(fold(text)) if w not in stop and len(w) > 1))


@cache
def _idf_table() -> dict[str, Any]:
    loaded: dict[str, Any] = loads((files("fitscore") / "data" / "idf.json").read_text(encoding="utf-8"))
    return loaded


def idf(term: str) -> float:
    """Inverse document frequency of a stem, by scikit-learn's smoothed formula."""
    table = _idf_table()
    return log((1 + table["documents"]) / (1 + table["df"].get(term, 0))) + 1


def _share(wanted: Sequence[str], have: frozenset[str]) -> int:
    """How much of some terms others hold, by idf weight, in thousandths."""
    total = sum(idf(term) for term in wanted)
    return int(1000 * sum(idf(term) for term in wanted if term in have) / total) if total else 0


class Retriever:
    """Finds the statements of one CV that come nearest to words of a posting. Similarities are in thousandths."""

    def __init__(self, resume: Resume) -> None:
        self._resume = resume

    @cached_property
    def _statements(self) -> Sequence[ResumeLine]:
        return [s for s in self._resume.statements if s.section not in ("contact", "languages")]

    @cached_property
    def _texts(self) -> list[str]:
        return [s.span.of(self._resume.document.text) for s in self._statements]

    @cached_property
    def _any_words(self) -> bool:
        return any(map(terms, self._texts))

    @cached_property
    def _index(self) -> tuple[Any, Any]:
        import numpy as np
        from sklearn.feature_extraction.text import TfidfVectorizer

        vocabulary = sorted({term for text in self._texts for term in terms(text)})
        vectorizer = TfidfVectorizer(analyzer=terms, vocabulary=vocabulary, binary=True)
        vectorizer.idf_ = np.array([idf(term) for term in vocabulary])
        return {term: column for column, term in enumerate(vocabulary)}, vectorizer.transform(self._texts).tocsc()

    def content(self, words: str) -> list[str]:
        """The content words of a phrase, after stop words and the filler of job adverts."""
        return terms(words)

    def nearest(self, words: str, limit: int = 2) -> list[tuple[int, ResumeLine]]:
        """The nearest statements and their cosine similarity, best first; none that shares no word."""
        asked = terms(words)
        if not asked or not self._any_words:
            return []
        columns, matrix = self._index
        shared = [term for term in asked if term in columns]
        if not shared:
            return []
        # A query of a few words needs no transformer: its weights are their idf, brought to length one.
        known = sum(idf(term) ** 2 for term in shared)
        # The query is normalised over all its words, those the CV lacks too: they lower every similarity alike.
        share = (known / sum(idf(term) ** 2 for term in asked)) ** 0.5
        weights = [idf(term) / known**0.5 for term in shared]
        scores = (matrix[:, [columns[term] for term in shared]] @ weights) * share
        order = sorted(scores.nonzero()[0], key=lambda i: (-round(float(scores[i]), 9), self._statements[i].span))
        return [(int(1000 * scores[i] + 1e-6), self._statements[i]) for i in order[:limit]]

    @cached_property
    def _role_terms(self) -> list[tuple[ResumeLine, frozenset[str]]]:
        text = self._resume.document.text
        return [(s, frozenset(terms(s.span.of(text)))) for s in self._statements if s.position is not None]

    def holding(self, words: str) -> list[tuple[int, ResumeLine]]:
        """Lines of roles and how much of the words they hold, by idf weight, most first; needs no index."""
        wanted = terms(words)
        shares = [(_share(wanted, have), line) for line, have in self._role_terms]
        return sorted((pair for pair in shares if pair[0]), key=lambda pair: (-pair[0], pair[1].span))

    def position_likeness(self, index: int, words: str) -> int:
        """How much of a field's words a position's title, organisation and highlights hold, by idf weight."""
        position = self._resume.positions[index]
        return _share(terms(words), frozenset(terms(position.span.of(self._resume.document.text))))
