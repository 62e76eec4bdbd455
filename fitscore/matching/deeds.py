"""What people did speaks for skills they do not name: the bullets of dated roles that show one (``data/shown_by/``)."""

from __future__ import annotations

import marshal
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

from fitscore import store
from fitscore.datafile import load_data
from fitscore.matching.evidence import head_of
from fitscore.model import Resume, ResumeLine, Span
from fitscore.phrases import Rule, needs, words_of
from fitscore.policy import Policy
from fitscore.resume.hedges import cues_in, standing
from fitscore.resume.mentions import COUNTED
from fitscore.taxonomy import Taxonomy
from fitscore.text import fold

INDUSTRIES = "industries"
FIELDS = ("general", "care", "trades", "business", "tech", INDUSTRIES)
"""The files of ``data/shown_by/``, by field of work. The phrases of the last are for the heads of roles, not the bullets."""
SHIPPED = Path(__file__).resolve().parent.parent / "data" / "deeds.bin"
"""The entries as plain values, made when the package is built; passed over when it is not there or outdated."""


@dataclass(frozen=True, slots=True)
class Deed:
    """A line of a role that speaks for a skill. ``enough``: it proves the skill alone; else two such lines do."""

    line: ResumeLine
    enough: bool


class Entry(NamedTuple):
    """One entry of the files: phrases, what overrules them, whether one line is enough, whether it is for the heads of roles."""

    phrases: tuple[str, ...]
    unless: tuple[str, ...]
    enough: bool
    heads: bool


@cache
def entries() -> Mapping[str, tuple[Entry, ...]]:
    """All entries of the files, by the skill they speak for."""
    packed = store.made("deeds", _digest(), _read, SHIPPED)
    return {skill_id: tuple(map(Entry._make, rows)) for skill_id, rows in packed.items()}


def ship_deeds(path: Path = SHIPPED) -> None:
    """Write the compiled entries, which then need no YAML at a first start: a step of building the package."""
    store.ship(marshal.dumps(_read()), _digest(), path)


def _digest() -> str:
    folder = files("fitscore") / "data" / "shown_by"
    return store.digest(((folder / f"{name}.yaml").read_bytes() for name in FIELDS), [__file__])


def _read() -> dict[str, list[tuple[Any, ...]]]:
    found: dict[str, list[tuple[Any, ...]]] = {}
    for field in FIELDS:
        for entry in load_data(f"shown_by/{field}"):
            row = tuple(entry["phrases"]), tuple(entry.get("unless", ())), entry.get("enough") == "true", field == INDUSTRIES
            found.setdefault(entry["id"], []).append(row)
    return found


@cache
def _needs(phrase: str) -> tuple[tuple[str, ...], ...]:
    return tuple(needs(phrase))


class Deeds:
    """Finds the lines of one CV's roles that show a skill by what was done. Build once per CV.

    Args:
        resume: the CV.
        taxonomy: a line that shows a narrower skill shows the wider one too.
        policy: ``narrower_proves`` says from which weight.
    """

    def __init__(self, resume: Resume, taxonomy: Taxonomy, policy: Policy) -> None:
        self._text = resume.document.text
        self._folded = fold(self._text)
        unique = {s.span.of(self._text): s for s in resume.statements if s.position is not None}
        self._lines: Sequence[ResumeLine] = sorted(unique.values(), key=lambda s: s.span)
        self._heads = tuple(_heads(resume))
        held = (words_of(self._folded, *s.span) for s in (*self._lines, *self._heads))
        self._words = sorted(set[str]().union(*held))
        self._taxonomy = taxonomy
        self._weight = policy.narrower_proves
        self._kinds: dict[str, list[str]] = {}
        self._own: dict[str, tuple[Deed, ...]] = {}
        self._all: dict[str, tuple[Deed, ...]] = {}

    def showing(self, skill_id: str) -> tuple[Deed, ...]:
        """The lines that show a skill or a kind of it, those that prove it alone first, each line once."""
        if skill_id not in self._all:
            best: dict[Span, Deed] = {}
            for name in (skill_id, *self._kinds_of(skill_id)):
                for deed in self._of(name):
                    known = best.get(deed.line.span)
                    if known is None or (deed.enough and not known.enough):
                        best[deed.line.span] = deed
            self._all[skill_id] = tuple(sorted(best.values(), key=lambda d: (not d.enough, d.line.span)))
        return self._all[skill_id]

    def _kinds_of(self, skill_id: str) -> list[str]:
        if not self._kinds:
            for name in entries():
                for target, (weight, kind, _) in self._taxonomy.wider(name).items():
                    if kind == "narrower" and weight >= self._weight:
                        self._kinds.setdefault(target, []).append(name)
        return self._kinds.get(skill_id, [])

    def _of(self, name: str) -> tuple[Deed, ...]:
        if name not in self._own:
            found: dict[Span, Deed] = {}
            for entry in entries().get(name, ()):
                if (rule := self._rule(entry)) is None:
                    continue
                for line in self._heads if entry.heads else self._lines:
                    if self._shows(rule, line) and (entry.enough or line.span not in found):
                        found[line.span] = Deed(line, entry.enough)
            self._own[name] = tuple(found.values())
        return self._own[name]

    def _rule(self, entry: Entry) -> Rule | None:
        """The entry's phrases, those aside that need a word which the CV has not: most, and compiling them takes the time."""
        phrases = [p for p in entry.phrases if all(any(map(self._holds, group)) for group in _needs(p))]
        if not phrases:
            return None
        return Rule("deed", tuple(phrases), entry.unless)

    def _holds(self, beginning: str) -> bool:
        at = bisect_left(self._words, beginning)
        return at < len(self._words) and self._words[at].startswith(beginning)

    def _shows(self, rule: Rule, line: ResumeLine) -> bool:
        return any(not standing(cues_in(self._text, line.span), hit).negated for hit in rule.find(self._folded, *line.span))


def _heads(resume: Resume) -> Iterator[ResumeLine]:
    """The heads of roles: where people say what kind of firm they worked for."""
    for place, position in enumerate(resume.positions):
        line = resume.document.line_at(position.span.start)
        if position.kind in COUNTED and line is not None:
            yield ResumeLine(
                span=head_of(resume, position), line=line.number, page=line.page, section="experience", position=place
            )
