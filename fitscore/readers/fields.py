"""Fields at the head of a saved posting: front matter, and lines like "Company: ..." under the title."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from fitscore.datafile import load_data
from fitscore.errors import DataFileError
from fitscore.model import Line, LineKind
from fitscore.readers.assemble import clean

TRACKER: Final = "tracker."
"""Facts that are the owner's own (stage, date of application) have keys that open with this."""

_MATTER = re.compile(r"\s*---[ \t]*\n(?P<body>.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_PROPERTY = re.compile(
    r"""(?:[-*•][ \t]+)? (?:\*\*|__)? (?P<key>[^\W\d_][^:\n*]{0,30}?) [ \t]*
        (?:\*\*|__)? : (?:\*\*|__)? (?: [ \t]+ (?P<value>\S.*) )?""",
    re.VERBOSE,
)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_MATTER_LONGEST = 8000
_HEAD_LINES = 40
_VALUE_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Matter:
    """Front matter: its facts, and where the text after it starts."""

    facts: Mapping[str, str] = field(default_factory=dict)
    end: int = 0


def front_matter(text: str) -> Matter | None:
    r"""The YAML block at the head of a text, or None.

    >>> front_matter("---\ntitle: Baker\nstage: applied\n---\nText").facts
    {'title': 'Baker', 'tracker.stage': 'applied'}
    """
    match = _MATTER.match(text[:_MATTER_LONGEST])
    if match is None:
        return None
    from fitscore.datafile import parse_yaml

    try:
        value, _ = parse_yaml(match["body"], "front matter")
    except (DataFileError, RecursionError):
        return None
    if not isinstance(value, dict):
        return None
    return Matter(facts_from((str(key), _flat(item)) for key, item in value.items()), match.end())


def _flat(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(str(item) for item in value if not isinstance(item, (list, dict)))
    return "" if isinstance(value, dict) else str(value)


def property_lines(text: str, lines: Sequence[Line]) -> dict[str, str]:
    """The facts of "Key: value" lines at the head of a text: at most one title line before them, and at least one known key.

    Args:
        text: of the document.
        lines: its lines, classified.
    """
    pairs: list[tuple[str, str]] = []
    title, heading = "", False
    for line in lines[:_HEAD_LINES]:
        content = line.span.of(text).strip()
        if not content:
            continue
        match = _PROPERTY.fullmatch(content)
        value = (match["value"] or "").strip(" *_") if match else ""
        if match and len(value) <= _VALUE_LONGEST and match["key"].count(" ") < 4 and (value or pairs):
            pairs.append((match["key"].strip(" *_"), value))
        elif not pairs and not title and (line.kind is LineKind.HEADING or len(content) <= 120):
            heading = line.kind is LineKind.HEADING
            title = content.strip("#*_ ") if heading else content
        else:
            break
    kinds = {key: _names().get(_folded(key)) for key, _ in pairs}
    tracked = "tracker" in kinds.values()
    if not any(kinds.values()) or (len(pairs) < 2 and title == ""):
        return {}
    facts = facts_from((key, value) for key, value in pairs if tracked or kinds[key] not in (None, "own"))
    if title and _folded(title) not in _not_titles() and not title.endswith((".", ",", ":")):
        if "title" not in facts:
            facts["title"] = title
        elif tracked and heading and title.casefold() not in facts["title"].casefold():
            facts.setdefault("company", title)  # a tracker's page is named after the job or after the employer
    return facts


def facts_from(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Facts by their names in `Document.facts`; keys of no known name are the owner's own (`TRACKER`).

    >>> facts_from([("Employer", "Crust Ltd"), ("Firm", "Crust"), ("My rating", "4")])
    {'company': 'Crust Ltd', 'tracker.Firm': 'Crust', 'tracker.My rating': '4'}
    """
    facts: dict[str, str] = {}
    for key, value in pairs:
        value = clean(" ".join(value.split()))
        name = name_of(key) or TRACKER + key
        if value:
            facts.setdefault(name if name not in facts else TRACKER + key, value)
    return facts


def name_of(key: str) -> str | None:
    """The fact a key names, ``tracker.<key>`` for the known fields of trackers, or None.

    >>> name_of("Job Title"), name_of("Application status"), name_of("Python")
    ('title', 'tracker.Application status', None)
    """
    known = _names().get(_folded(key))
    return TRACKER + key if known in ("tracker", "own") else known


@cache
def _names() -> dict[str, str]:
    return {_folded(name): entry["id"] for entry in load_data("document_fields")["fields"] for name in entry["names"]}


@cache
def _not_titles() -> frozenset[str]:
    return frozenset(load_data("document_fields")["not_titles"])


def _folded(key: str) -> str:
    return re.sub(r"[\W_]+", " ", _CAMEL.sub(" ", key).casefold()).strip()
