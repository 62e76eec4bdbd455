"""Forgives one slip of the pen in long words, and takes version numbers off names.

A word is repaired only when it is unknown to the taxonomy, no common English word, long, and near exactly one known word
that begins with the same letter. A repaired word alone names a skill only where the alias is a proper name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

SHORTEST = 6
"""Letters a word must have to be repaired."""
TWO_SLIPS_FROM = 11
"""Letters from which two slips are forgiven."""

_VERSIONED = re.compile(r"([a-z]{3,})(?:\d{1,4}|\+|com)")
_ENDINGS = ("d", "r", "s", "n", "y", "l", "ly", "al", "ed", "er", "or", "ing")
_MEMORY = 50_000


@cache
def common_words() -> frozenset[str]:
    """Ordinary English words of job postings, in normal form, that look like a slip of some skill's name but are none."""
    text = (files("fitscore") / "data" / "common_words.txt").read_text(encoding="utf-8")
    return frozenset(line for line in text.split() if line)


class Speller:
    """Repairs words against the words of one taxonomy. What it found is remembered; threads may share it."""

    def __init__(self, words: Iterable[str]) -> None:
        self.known = frozenset(words)
        self._buckets: dict[tuple[str, int], list[str]] = {}
        for word in sorted(self.known):
            if len(word) >= SHORTEST and word.isalpha():
                self._buckets.setdefault((word[0], len(word)), []).append(word)
        self._memory: dict[str, tuple[str, bool]] = {}

    def repair(self, norm: str) -> tuple[str, bool]:
        """The normal form to look up in place of an unknown one, and whether that is a guess.

        >>> speller = Speller(["kubernete", "python", "create"])
        >>> speller.repair("kubernet"), speller.repair("python3"), speller.repair("created")
        (('kubernete', True), ('python', False), ('created', False))
        """
        found = self._memory.get(norm)
        if found is None:
            found = self._repair(norm)
            if len(self._memory) < _MEMORY:
                self._memory[norm] = found
        return found

    def _repair(self, norm: str) -> tuple[str, bool]:
        if norm in self.known:
            return norm, False
        versioned = _VERSIONED.fullmatch(norm)
        if versioned and versioned[1] in self.known:
            return versioned[1], False
        if len(norm) < SHORTEST or not norm.isalpha() or norm in common_words():
            return norm, False
        near = self._nearest(norm)
        return (near, True) if near else (norm, False)

    def _nearest(self, norm: str) -> str | None:
        from rapidfuzz.distance import OSA
        from rapidfuzz.process import extract

        slips = 2 if len(norm) >= TWO_SLIPS_FROM else 1
        for allowed in range(1, slips + 1):
            bucket = [
                word
                for length in range(len(norm) - allowed, len(norm) + allowed + 1)
                for word in self._buckets.get((norm[0], length), ())
            ]
            found = extract(norm, bucket, scorer=OSA.distance, score_cutoff=allowed, limit=2)
            if found:
                near = str(found[0][0])
                return near if not _inflected(norm, near) and (len(found) == 1 or found[0][1] < found[1][1]) else None
        return None


def _inflected(one: str, other: str) -> bool:
    """Whether two words are forms of one (change, changed; simple, simply), which is grammar and no slip."""
    shared = next((at for at, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), min(len(one), len(other)))
    return one[:-1] == other[:-1] or {one[shared:], other[shared:]} <= {"", *_ENDINGS}
