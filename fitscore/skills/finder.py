"""Finds the skills a text names: longest match of squashed words, then the guards, then what shares a word with a hit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from fitscore.model import SkillMention, Span
from fitscore.skills import guards
from fitscore.skills.coordination import Hit, shared
from fitscore.skills.spelling import SHORTEST, Speller
from fitscore.skills.titles import roles
from fitscore.taxonomy import Taxonomy
from fitscore.taxonomy.compiling import Entry
from fitscore.taxonomy.normal import Words, joined, key_of, scan

FIELD = 4
"""Skills of one category in a text that make it a text about that field."""

Paths = Mapping[str, Sequence[int]]
_NONE: list[tuple[int, Sequence[int]]] = []


class SkillFinder:
    """Finds skills of one taxonomy in any number of texts, from any number of threads.

    The lookup is a trie by word, flattened into one dictionary that comes ready from the taxonomy's cache. A spaCy
    `PhraseMatcher` over as many patterns takes most of a second to build at every start, and cannot take
    ``scikit learn`` and ``scikit-learn`` for one.
    """

    def __init__(self, taxonomy: Taxonomy) -> None:
        compiled = taxonomy.compiled
        self.taxonomy = taxonomy
        self.paths: Paths = compiled["paths"]
        self.areas: Paths = compiled["areas"]
        self._titles: Mapping[str, Sequence[tuple[str, bool]]] = compiled["titles"]
        self._rows: Sequence[tuple[Any, ...]] = compiled["entries"]
        self._contexts: Mapping[str, Sequence[str]] = compiled["contexts"]
        self._wanted: dict[tuple[str, ...], frozenset[str]] = {}
        self._speller = Speller(compiled["words"])
        self._last: tuple[str, frozenset[str]] = ("", frozenset())

    def find(
        self, text: str, span: Span | None = None, *, as_list: bool = False, employer: str | None = None
    ) -> tuple[SkillMention, ...]:
        """The skills named in a text, left to right, none overlapping another.

        Args:
            text: the whole text; guards look beyond the span.
            span: where to look, default everywhere.
            as_list: the span is a plain list of skills, so its items need no context.
            employer: a company whose name is no skill here unless words like "experience with" lead up to it.

        Returns:
            Mentions with spans into ``text``; fields of study are left to `find_areas`.

        >>> from fitscore.taxonomy import load_taxonomy
        >>> finder = SkillFinder(load_taxonomy())
        >>> [(mention.surface, mention.skill_id) for mention in finder.find("C++/C#, and R&D with Python or R.")]
        [('C++', 'c-plus-plus'), ('C#', 'c-sharp'), ('Python', 'python'), ('R', 'r')]
        """
        found = self._walk(text, span, self.paths, as_list)
        if employer and (name := key_of(employer)):
            found = [it for it in found if key_of(it.surface) != name or guards.has_frame(text, it.span.start)]
        return tuple(found)

    def find_areas(self, text: str, span: Span | None = None) -> tuple[SkillMention, ...]:
        """The fields of study named in a text; meant for degree lines, where their names are unambiguous."""
        return tuple(self._walk(text, span, self.areas, as_list=True))

    def find_title(self, title: str) -> tuple[str, ...]:
        """The ids of the skills that a job title shows, in the order of the title."""
        norms = scan(title).norms
        hits: list[tuple[int, int, str, bool]] = []
        for start in range(len(norms)):
            key = ""
            for end in range(start, len(norms)):
                key += norms[end]
                if key not in self._titles:
                    break
                hits += [(start, end, skill_id, shows) for skill_id, shows in self._titles[key]]
        barred = [(start, end, skill_id) for start, end, skill_id, shows in hits if not shows]
        return tuple(
            dict.fromkeys(
                skill_id
                for start, end, skill_id, shows in hits
                if shows and not any(skill_id == other and start <= high and low <= end for low, high, other in barred)
            )
        )

    def _title_at(self, norms: Sequence[str], first: int) -> tuple[int, str] | None:
        """The longest job title that begins at a word and shows a skill: its last word and the skill's id."""
        found: tuple[int, str] | None = None
        key = ""
        for last in range(first, len(norms)):
            key += norms[last]
            rows = self._titles.get(key)
            if rows is None:
                break
            shown = [skill_id for skill_id, shows in rows if shows]
            barred = {skill_id for skill_id, shows in rows if not shows}
            found = next(((last, skill_id) for skill_id in shown if skill_id not in barred), None if barred else found)
        return found

    def entry(self, number: int) -> Entry:
        """An alias by its number in the index."""
        return Entry(*self._rows[number])

    def _walk(
        self, text: str, span: Span | None, paths: Paths, as_list: bool, *, by_field: bool = True
    ) -> list[SkillMention]:
        words = scan(text, *(span or (0, len(text))))
        guessed = self._respell(words.norms, paths)
        hits: list[Hit] = []
        at = 0
        for first, norm in enumerate(words.norms):
            if norm not in paths or first < at:
                continue
            runs = self.runs(text, words, first, paths)
            hit = self._longest(text, words, first, runs, as_list, guessed, by_field) if runs else None
            if hit is not None:
                hits.append(hit)
                at = hit.last + 1
        named = [hit for hit in hits if self._rows[hit.entry][0]]
        if paths is self.paths:
            named += shared(text, words, named, self._plain(paths))
            named += roles(text, words, named, self._title_at)
        if guessed:
            named = [it._replace(rule="spelling") if guessed & set(range(it.first, it.last + 1)) else it for it in named]
        return [self._mention(text, words, hit) for hit in sorted(named)]

    def _respell(self, norms: list[str], paths: Paths) -> set[int]:
        """Repair unknown words in place; the numbers of those that are guesses."""
        guessed: set[int] = set()
        for at in [at for at, norm in enumerate(norms) if len(norm) >= SHORTEST and norm not in paths]:
            norms[at], guess = self._speller.repair(norms[at])
            if guess:
                guessed.add(at)
        return guessed

    def runs(self, text: str, words: Words, at: int, paths: Paths) -> list[tuple[int, Sequence[int]]]:
        """The runs of words from here that are aliases, shortest first: last word and entry numbers."""
        starts, ends, norms = words
        key = norms[at]
        numbers = paths.get(key)
        if numbers is None:
            return _NONE
        runs = [(at, numbers)] if numbers else []
        for end in range(at + 1, len(norms)):
            key += norms[end]
            numbers = paths.get(key)
            if numbers is None or not joined(text, ends[end - 1], starts[end]):
                break
            if numbers:
                runs.append((end, numbers))
        return runs

    def _longest(
        self,
        text: str,
        words: Words,
        at: int,
        runs: list[tuple[int, Sequence[int]]],
        as_list: bool,
        guessed: set[int],
        by_field: bool,
    ) -> Hit | None:
        start = words.starts[at]
        for last, numbers in reversed(runs):
            end = words.ends[last]
            guess = bool(guessed) and not guessed.isdisjoint(range(at, last + 1))
            cuts = _spaces(text, words, at, last)
            for number in self._ranked(numbers, text[start:end]):
                entry = self.entry(number)
                if entry.by_field and not by_field:
                    continue
                if not cuts.issubset(entry.cuts) or (guess and last == at and not self._names(entry, text, start, end)):
                    continue
                refusal, rule = self.judge(entry, text, start, end, as_list=as_list, guess=guess)
                if refusal is None:
                    return Hit(at, last, number, rule)
        return None

    def _names(self, entry: Entry, text: str, start: int, end: int) -> bool:
        """Whether a single misspelt word may stand for an alias: a proper name, written as one or among other skills."""
        if not any(char.isupper() for char in entry.text):
            return False
        return text[start].isupper() or self._in_list(text, start, end, as_list=False, cased=True)

    def _ranked(self, numbers: Sequence[int], surface: str) -> Sequence[int]:
        """Aliases of one squashed form, nearest spelling first, guarded before free."""
        if len(numbers) == 1:
            return numbers
        low = surface.lower()

        def rank(number: int) -> tuple[bool, bool, bool, int]:
            entry = self.entry(number)
            return (entry.text != surface, entry.text.lower() != low, not (entry.require or entry.before or entry.after), number)

        return sorted(numbers, key=rank)

    def judge(
        self, entry: Entry, text: str, start: int, end: int, *, as_list: bool = False, guess: bool = False
    ) -> tuple[str | None, str]:
        """Why an alias is not meant at a place (None: it is), and the rule that lets it in."""
        surface = text[start:end]
        if entry.number and not guess and not guards.same_number(entry, surface):
            return "the singular means something else", ""
        if entry.before and (words := guards.rejected_before(entry, text, start)) is not None:
            return f"it follows {words!r}", ""
        if entry.after and (words := guards.rejected_after(entry, text, end)) is not None:
            return f"{words!r} follows it", ""
        cased = not entry.exact or (guards.same_start if guess else guards.same_case)(entry, surface)
        if entry.by_field and not (guards.same_case(entry, surface) and self._in_field(entry.skill, text, surface)):
            return "another field's short form: nothing else in the text is of this one's", ""
        if cased and not entry.require:
            return None, "alias"
        if cased and guards.has_context(self._context(entry.require), entry.window, text, start, end):
            return None, "context"
        if (cased or surface.islower()) and self._in_list(text, start, end, as_list, cased):
            return None, "list item"
        if not cased:
            return f"upper and lower case must be as in {entry.text!r}", ""
        return f"none of {', '.join(entry.require)} stands within {entry.window} characters", ""

    def _in_field(self, skill_id: str, text: str, surface: str) -> bool:
        """Whether a text names the skill in full, one related to it, or several of its category."""
        if text.strip() == surface:
            return True
        taxonomy, named = self.taxonomy, self._named(text)
        category = taxonomy.skills[skill_id].category
        alike = sum(taxonomy.skills[other].category == category for other in named) if category != "general" else 0
        return alike >= FIELD or any(taxonomy.relation(other, skill_id) or taxonomy.relation(skill_id, other) for other in named)

    def _named(self, text: str) -> frozenset[str]:
        """The skills a text names by names that mean one thing in every field; the last text's are kept."""
        last, named = self._last
        if last != text:
            named = frozenset(hit.skill_id for hit in self._walk(text, None, self.paths, as_list=False, by_field=False))
            self._last = text, named
        return named

    def _context(self, require: tuple[str, ...]) -> frozenset[str]:
        """The squashed words any of which satisfies a guard; remembered, for the same guards come again and again."""
        found = self._wanted.get(require)
        if found is None:
            found = frozenset(word for name in require for word in self._contexts.get(name) or (key_of(name),))
            self._wanted[require] = found
        return found

    def _in_list(self, text: str, start: int, end: int, as_list: bool, cased: bool) -> bool:
        """Whether the words are an item of a list of skills, which needs no context; among lower-case items, no capitals."""
        if as_list and cased:
            return True
        beside = guards.list_neighbours(text, start, end)
        if beside is None:
            return False
        known = [item for item in beside if self.paths.get(key_of(item))]
        if cased:
            return bool(known)
        return len(known) >= max(2, len(beside) - 1) and text[start:end].islower() and all(item.islower() for item in known)

    def _plain(self, paths: Paths) -> Any:
        def known(key: str) -> int | None:
            for number in paths.get(key, ()):
                entry = self.entry(number)
                if entry.skill and not (entry.exact or entry.require or entry.before or entry.after):
                    return number
            return None

        return known

    def _mention(self, text: str, words: Words, hit: Hit) -> SkillMention:
        skill_id = hit.skill or self._rows[hit.entry][0]
        span = Span(words.starts[hit.first], words.ends[hit.last])
        return SkillMention(
            skill_id=skill_id,
            label=self.taxonomy.compiled["skills"][skill_id][0],
            span=span,
            surface=span.of(text),
            rule=hit.rule,
            approximate=hit.rule == "spelling",
        )


def _spaces(text: str, words: Words, first: int, last: int) -> set[int]:
    """Where, in the squashed form of some words, the text puts white space between them."""
    found: set[int] = set()
    length = 0
    for at in range(first, last):
        length += len(words.norms[at])
        if text[words.ends[at] : words.starts[at + 1]].isspace():
            found.add(length)
    return found


