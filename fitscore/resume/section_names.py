"""The names of CV sections in their many spellings: "Licenses & Certifications:", "E D U C A T I O N", "Where I have worked"."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache

from fitscore.datafile import load_data
from fitscore.text import fold

LONGEST_NAME = 60
"""Characters that the name of a section may have."""

_NAME_JOINT = re.compile(r"\s*(?:,|/|\||\band\b|\+)\s*")
_NOTE = re.compile(r"(?<=\w)\s*\((?!continued|cont)[^()]{12,80}\)\s*:?\Z")
_SPACED = re.compile(r"(?:\S ){3,}\S\s*")


@cache
def _names() -> tuple[dict[str, str], tuple[str, ...], tuple[str, ...]]:
    data = load_data("resume_sections")
    names = {_bare(name): entry["id"] for entry in data["kinds"] for name in entry["names"]}
    return names, tuple(map(_bare, data["modifiers"])), tuple(map(_bare, data["tails"]))


def _bare(words: str) -> str:
    """Heading words without case, marks, numbers and signs at the ends; letter-spaced words closed up."""
    if _SPACED.fullmatch(words):
        words = " ".join("".join(word.split(" ")) for word in re.split(r"\s{2,}", words.strip()))
    folded = _NOTE.sub("", fold(words)).replace("i have ", "i've ")
    plain = unicodedata.normalize("NFKD", folded).replace("&", " and ").replace("(", " ").replace(")", " ")
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    plain = re.sub(r"^[\W\d_]+|\W+$", "", plain)
    return re.sub(r"[\s_-]+", " ", plain).strip()


@cache
def heading_kind(words: str) -> str | None:
    """The section kind that a heading names, or None when the words are no heading.

    >>> heading_kind("WORK EXPERIENCE"), heading_kind("Licenses & Certifications:"), heading_kind("Experience with Python")
    ('experience', 'certificates', None)
    >>> heading_kind("E D U C A T I O N"), heading_kind("Skills & Awards"), heading_kind("Programs, Skills, Software")
    ('education', 'skills', 'skills')
    """
    if len(words) > LONGEST_NAME or not words.strip():
        return None
    bare = _bare(words)
    kind = _kind_of(bare)
    kinds = [_kind_of(piece) for piece in _pieces_of(bare)]
    if kind is not None:
        return "education" if kind in ("courses", "internships") and "education" in kinds else kind
    modifiers = _names()[1]
    known = [kind for kind in kinds if kind is not None]
    missed = [piece for piece, kind in zip(_pieces_of(bare), kinds, strict=True) if kind is None]
    if len(kinds) < 2 or not known or (len(missed) > len(kinds) - 2 and not all(piece in modifiers for piece in missed)):
        return None
    return _leading(known)


def _pieces_of(bare: str) -> list[str]:
    return [piece for piece in _NAME_JOINT.split(bare) if piece]


def _leading(known: Sequence[str]) -> str | None:
    """The kind of a section that several names are given to: the one that is read most closely, else the first."""
    if "education" in known and not {"experience", "skills"} & set(known):
        return "education"
    if "certificates" in known and "courses" in known:
        return "certificates"
    return next((kind for kind in known if kind != "other"), None)


@cache
def loose_kind(words: str) -> str | None:
    """The kind of a heading that joins one known name to words of its writer's own: "EDUCATION & ENROLMENT".

    >>> loose_kind("EDUCATION & ENROLMENT"), loose_kind("Tickets, cards and gear"), loose_kind("Education and Skills Board")
    ('education', 'certificates', None)
    """
    if len(words) > LONGEST_NAME or not words.strip():
        return None
    pieces = _pieces_of(_bare(words))
    kinds = [_kind_of(piece) for piece in pieces]
    if not 2 <= len(pieces) <= 4 or any(len(piece.split()) > 1 for piece, kind in zip(pieces, kinds, strict=True) if not kind):
        return None
    return _leading([kind for kind in kinds if kind is not None])


def _kind_of(bare: str) -> str | None:
    """The kind of one heading name, with modifiers in front and tails behind taken away."""
    names, modifiers, tails = _names()
    waiting = [bare]
    for _ in range(12):
        if not waiting:
            return None
        words = waiting.pop(0)
        if words in names:
            return names[words]
        waiting += [words[len(word) + 1 :] for word in modifiers if words.startswith(word + " ")]
        waiting += [words[: -len(word) - 1] for word in tails if words.endswith(" " + word)]
    return None
