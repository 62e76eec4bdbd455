"""The tag lists of job boards: "Language:English (Required)Schedule:8 hour shift". The labels live in ``data/sections.yaml``."""

from __future__ import annotations

import re
from functools import cache

from fitscore.datafile import load_data
from fitscore.model import Span

_TAG = re.compile(r"\((?P<tag>Required|Preferred)\)\Z")
_LEVEL = re.compile(r"Experience level:\s?\d{1,2}\s?\+?\s?years?\Z")
_MOST_WORDS = 22


@cache
def _labels() -> dict[str, str]:
    return {label: kind for kind, labels in load_data("sections")["board_labels"].items() for label in labels}


@cache
def _cut() -> re.Pattern[str]:
    words = "|".join(sorted(map(re.escape, _labels()), key=lambda w: (-len(w), w)))
    return re.compile(rf"(?<=[a-z0-9)%.])(?P<label>{words}):|\A(?P<first>{words}):|(?:\(Required\)|\(Preferred\))(?=[A-Z])")


def tag_cuts(text: str, span: Span) -> set[int]:
    """Where a tag list that lost its line breaks is to be cut; nothing where there is no more than one label.

    >>> text = "Language:English (Required)Schedule:8 hour shift"
    >>> [text[a:b] for a, b in zip(sorted(tag_cuts(text, Span(0, 48))), [9, 27, 36, 48])]
    ['Language:', 'English (Required)', 'Schedule:', '8 hour shift']
    """
    words = span.of(text)
    cuts: set[int] = set()
    if ":" not in words and ")" not in words:
        return cuts
    labels = 0
    for match in _cut().finditer(words):
        label = match.group("label") or match.group("first")
        cuts.add(span.start + (match.end() if label is None else match.start()))
        labels += label is not None
        if label is not None and _labels()[label] != "item":
            cuts.add(span.start + match.end())
    return cuts if labels > 1 or len(cuts) > 2 else set()


def label_kind(words: str) -> str | None:
    """The kind of section a job board's label opens; None when it opens none.

    >>> label_kind("Work setting:"), label_kind("Willingness to travel:")
    ('conditions', None)
    """
    kind = _labels().get(words.rstrip(" :"))
    return kind if kind != "item" else None


def tagged(words: str) -> str | None:
    """The priority a job board's tag gives a line, wherever it stands; None for a line without one.

    >>> tagged("Boat licence (Preferred)"), tagged("Experience level: 4 years"), tagged("Boat licence")
    ('preferred', 'required', None)
    """
    if len(words.split()) > _MOST_WORDS:
        return None
    if (match := _TAG.search(words)) is not None:
        return match.group("tag").lower()
    return "required" if _LEVEL.match(words) else None
