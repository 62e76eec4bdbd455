"""From the merged YAML to the compiled form: plain tuples and dictionaries that load in milliseconds.

The index is a trie by word, flattened into one dictionary: every squashed run of first words of an alias is a key; its
value holds the numbers of the aliases that end there (none: only the way to longer ones).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Any, NamedTuple

from fitscore.taxonomy.entries import AREA, WINDOW, Alias
from fitscore.taxonomy.normal import key_of, tokenize
from fitscore.taxonomy.verbs import forms
from fitscore.text import fold

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Za-z])(?=\d)|(?<=\d)(?=[A-Za-z])")

_PLURAL_ONLY = frozenset(
    {"sales", "operations", "communications", "goods", "arts", "standards", "equities", "securities", "futures", "logistics",
     "news", "controls"}
)  # fmt: skip
"""Single words whose singular means something else."""


class Entry(NamedTuple):
    """One alias as the finder uses it.

    ``skill`` is empty for a block phrase, which consumes its words and yields nothing; ``number``: the plural is part of
    the name; ``cuts``: where, in the squashed form, a text may put a space (``power bi``: 5); ``by_field``: other fields use
    the name for other things.
    """

    skill: str
    text: str
    cuts: tuple[int, ...] = ()
    exact: bool = False
    require: tuple[str, ...] = ()
    window: int = WINDOW
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    number: bool = False
    by_field: bool = False


def compile_taxonomy(raw: Mapping[str, Any], version: str, notices: Iterable[str] = ()) -> dict[str, Any]:
    """The compiled form of a merged, faultless taxonomy.

    Args:
        raw: ``skills`` (id -> entry as in the file), ``context_sets``, ``block_phrases``, ``by_field``.
        version: what reports print.
        notices: sentences for the user about collisions.

    Returns:
        Plain tuples, strings, numbers and dictionaries; `Taxonomy.of` takes it.
    """
    skills = {skill_id: _row(entry) for skill_id, entry in sorted(raw["skills"].items())}
    entries: list[tuple[Any, ...]] = []
    paths: dict[str, tuple[int, ...]] = {}
    areas: dict[str, tuple[int, ...]] = {}
    halves = _vocabulary(skills, 3)
    for phrase in raw["block_phrases"]:
        _add(paths, entries, Entry("", phrase), halves)
    by_field = frozenset(raw["by_field"])
    for skill_id, row in skills.items():
        index = areas if row[1] == AREA else paths
        for entry in _entries(skill_id, row, mute="mute" in raw["skills"][skill_id]):
            entry = entry._replace(by_field=entry.text.removesuffix("s") in by_field)
            _add(index, entries, _expanded(entry, raw["context_sets"]), halves)
    return {
        "version": version,
        "notices": list(notices),
        "skills": skills,
        "entries": entries,
        "paths": paths,
        "areas": areas,
        "words": sorted(_vocabulary(skills, 1)),
        "titles": _titles(skills),
        "contexts": {name: [key_of(word) for word in words] for name, words in raw["context_sets"].items()},
    }


_DEFAULTS = tuple(Entry("", ""))


def _trimmed(row: tuple[Any, ...], defaults: tuple[Any, ...]) -> tuple[Any, ...]:
    """A row without the defaults at its end, which most rows are made of."""
    length = len(row)
    while length and row[length - 1] == defaults[length - 1]:
        length -= 1
    return row[:length]


def _row(entry: Mapping[str, Any]) -> tuple[Any, ...]:
    return (
        entry["label"], entry["kind"], entry["category"], tuple(_alias(alias) for alias in entry.get("aliases", ())),
        _weights(entry.get("broader", ())), _weights(entry.get("implies", ())), _weights(entry.get("peers", ())),
        tuple(entry.get("titles", ())), tuple(entry.get("not_titles", ())), str(entry.get("provable", "true")) != "false",
        entry.get("definition", ""), _map(entry.get("map", {})),
        {side: tuple(texts) for side, texts in entry.get("examples", {}).items()},
    )  # fmt: skip


def _alias(alias: Any) -> tuple[Any, ...]:
    if isinstance(alias, str):
        return (alias,)
    row = (
        alias["text"], alias.get("case") == "exact", tuple(alias.get("require", ())), int(alias.get("window", WINDOW)),
        tuple(alias.get("reject_before", ())), tuple(alias.get("reject_after", ())),
    )  # fmt: skip
    return _trimmed(row, ("", False, (), WINDOW, (), ()))


def _weights(value: Any) -> dict[str, float]:
    return {key: float(weight) for key, weight in value.items()} if isinstance(value, dict) else dict.fromkeys(value, 1.0)


def _map(value: Mapping[str, Any]) -> dict[str, tuple[dict[str, str], ...]]:
    return {source: tuple(dict(it) if isinstance(it, dict) else {"name": it} for it in items) for source, items in value.items()}


def _entries(skill_id: str, row: tuple[Any, ...], *, mute: bool) -> list[Entry]:
    label, aliases = row[0], [Alias(*alias) for alias in row[3]]
    same = [alias for alias in aliases if fold(alias.text) == fold(label)]
    found: list[Entry] = []
    if not mute and all(alias.case and alias.text != label for alias in same):
        found = [Entry(skill_id, label, exact=bool(same), number=_keeps_number(label))]
    for it in aliases:
        number = _keeps_number(it.text)
        found.append(Entry(skill_id, it.text, (), it.case, it.require, it.window, it.reject_before, it.reject_after, number))
    return found


def _expanded(entry: Entry, sets: Mapping[str, list[str]]) -> Entry:
    """An entry whose reject guards name words where the file names a set."""
    if not (entry.before or entry.after):
        return entry
    before = [words for text in entry.before for words in ([f"{word} " for word in sets[text]] if text in sets else [text])]
    after = [words for text in entry.after for words in ([f" {word}" for word in sets[text]] if text in sets else [text])]
    return entry._replace(before=tuple(before), after=tuple(after))


def _keeps_number(text: str) -> bool:
    """Whether a one-word alias in the plural must be found in the plural: a name, a science, a word that changes sense."""
    if not text.lower().endswith("s") or not text.isalpha():
        return False
    return text[0].isupper() or text.endswith("ics") or text in _PLURAL_ONLY


def _vocabulary(skills: Mapping[str, tuple[Any, ...]], shortest: int) -> frozenset[str]:
    """The words that stand in labels and aliases; those of three letters and more may be the halves of compounds."""
    texts = [text for row in skills.values() for text in (row[0], *(alias[0] for alias in row[3]))]
    return frozenset(token.norm for text in texts for token in tokenize(text) if len(token.norm) >= shortest)


def _add(paths: dict[str, tuple[int, ...]], entries: list[tuple[Any, ...]], entry: Entry, halves: frozenset[str]) -> None:
    words = [(norm, _pieces(entry.text[start:end], norm, halves)) for start, end, norm in tokenize(entry.text)]
    ways = [[pieces for _, pieces in words]]
    if len(words) > 1 and not entry.exact:
        ways += [[[form], *ways[0][1:]] for form in forms().get(words[0][0], ())]
    for way in ways:
        key, cuts = "", []
        for piece in chain.from_iterable(way):
            key += piece
            cuts.append(len(key))
            paths.setdefault(key, ())
        if key:
            paths[key] = (*paths[key], len(entries))
            entries.append(_trimmed(tuple(entry._replace(cuts=tuple(cuts[:-1]))), _DEFAULTS))


def _pieces(word: str, norm: str, halves: frozenset[str]) -> list[str]:
    """The parts in which a text may write one word of an alias: PowerBI as Power BI, cybersecurity as cyber security."""
    parts = [word]
    if norm.isalnum() and len(word) > 3:
        parts = [part for part in word.split(".") if part] if "." in word[1:-1] else _CAMEL.split(word)
    if len(parts) > 1:
        norms = [part.norm for part in map(_only, parts)]
        return norms if "".join(norms) == norm else [norm]
    if word.islower() and norm.isalpha():
        for cut in range(3, len(norm) - 2):
            if norm[:cut] in halves and norm[cut:] in halves:
                return [norm[:cut], norm[cut:]]
    return [norm]


def _only(part: str) -> Any:
    return tokenize(part)[0]


def _titles(skills: Mapping[str, tuple[Any, ...]]) -> dict[str, tuple[tuple[str, bool], ...]]:
    """Squashed title words -> skill ids they show (True) or only seem to show (False); prefixes map to nothing.

    The skill whose name is most like the title comes first: a data scientist shows data science before statistics.
    """
    found: dict[str, tuple[tuple[str, bool], ...]] = {}
    for skill_id, row in skills.items():
        for shows, titles in ((True, row[7]), (False, row[8])):
            for title in titles:
                key = ""
                for token in tokenize(title):
                    key += token.norm
                    found.setdefault(key, ())
                if key and (skill_id, shows) not in found[key]:
                    found[key] = (*found[key], (skill_id, shows))
    return {
        key: tuple(sorted(rows, key=lambda row: (-_shared_start(key, key_of(skills[row[0]][0])), len(skills[row[0]][7]), row)))
        for key, rows in found.items()
    }


def _shared_start(one: str, other: str) -> int:
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
