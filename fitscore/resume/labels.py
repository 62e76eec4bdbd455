"""Labels in front of what a line says: "Employer: Acme", as forms and some CVs have them."""

from __future__ import annotations

import re
from functools import cache

from fitscore.datafile import load_data
from fitscore.text import fold

_LABEL = re.compile(r"(?P<label>[A-Za-z][A-Za-z ]{1,38}?)\s*(?:[:\t]\s*(?=\S)|:\s*\Z)")


@cache
def _labels() -> dict[str, str]:
    return {word: entry["id"] for entry in load_data("resume_roles")["labels"] for word in entry["words"]}


def label_of(words: str) -> tuple[str, int] | None:
    """The field that a label at the start of a line names, and where its value begins.

    >>> label_of("Designation: Team Lead"), label_of("Senior Engineer")
    (('title', 13), None)
    """
    match = _LABEL.match(words)
    kind = _labels().get(fold(match["label"]).strip()) if match else None
    return (kind, match.end()) if match and kind else None


def is_label(words: str) -> bool:
    """Whether some words are only the name of a field.

    >>> is_label("Employer"), is_label("Employer: Acme")
    (True, False)
    """
    return fold(words).strip(" :") in _labels()
