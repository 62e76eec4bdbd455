"""Finds the skills a text names: longest match of squashed words, then the guards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from fitscore.model import SkillMention, Span
from fitscore.skills import guards
from fitscore.taxonomy import Taxonomy
from fitscore.taxonomy.compiling import Entry
from fitscore.taxonomy.normal import Token, joined, tokenize


class SkillFinder:
    """Finds skills of one taxonomy in any number of texts, from any number of threads.

    The lookup is a trie by word flattened into one dictionary. (A spaCy `PhraseMatcher` of 12,000 patterns takes about
    0.7 s to build at every start and cannot squash ``scikit learn`` and ``scikit-learn`` into one.)
    """

    def __init__(self, taxonomy: Taxonomy) -> None:
        self.taxonomy = taxonomy
        self._paths: Mapping[str, Sequence[int]] = taxonomy.compiled["paths"]
        self._areas: Mapping[str, Sequence[int]] = taxonomy.compiled["areas"]
        self._titles: Mapping[str, Sequence[tuple[str, bool]]] = taxonomy.compiled["titles"]
        self._entries: Sequence[tuple[object, ...]] = taxonomy.compiled["entries"]
        self._contexts = {name: frozenset(words) for name, words in taxonomy.compiled["contexts"].items()}

    def find(self, text: str, span: Span | None = None, *, as_list: bool = False) -> tuple[SkillMention, ...]:
        """The skills named in a text, left to right, none overlapping another.

        Args:
            text: the whole text; guards look beyond the span.
            span: where to look, default everywhere.
            as_list: the span is a plain list of skills, so its items need no context.

        Returns:
            Mentions with spans into ``text``; fields of study are left to `find_areas`.
        """
        return tuple(self._walk(text, span, self._paths, as_list))

    def find_areas(self, text: str, span: Span | None = None) -> tuple[SkillMention, ...]:
        """The fields of study named in a text; meant for degree lines, where their names are unambiguous."""
        return tuple(self._walk(text, span, self._areas, as_list=True))

    def find_title(self, title: str) -> tuple[str, ...]:
        """The ids of the skills that a job title shows, in the order of the title."""
        tokens = tokenize(title)
        hits: list[tuple[int, int, str, bool]] = []
        for start in range(len(tokens)):
            key = ""
            for end in range(start, len(tokens)):
                key += tokens[end].norm
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

    def _walk(self, text: str, span: Span | None, paths: Mapping[str, Sequence[int]], as_list: bool) -> list[SkillMention]:
        tokens = tokenize(text, *(span or (0, len(text))))
        found: list[SkillMention] = []
        at = 0
        while at < len(tokens):
            if tokens[at].norm not in paths:
                at += 1
                continue
            for end, numbers in reversed(self._runs(text, tokens, at, paths)):
                hit = self._choose(text, tokens[at].start, tokens[end].end, numbers, as_list)
                if hit is not None:
                    entry, rule = hit
                    if entry.skill:
                        found.append(self._mention(entry, text, Span(tokens[at].start, tokens[end].end), rule))
                    at = end
                    break
            at += 1
        return found

    def _runs(
        self, text: str, tokens: Sequence[Token], at: int, paths: Mapping[str, Sequence[int]]
    ) -> list[tuple[int, Sequence[int]]]:
        """The runs of words from here that are aliases, shortest first."""
        runs: list[tuple[int, Sequence[int]]] = []
        key = ""
        for end in range(at, len(tokens)):
            token = tokens[end]
            if end > at and not joined(text, tokens[end - 1].end, token.start):
                break
            key += token.norm
            numbers = paths.get(key)
            if numbers is None:
                break
            if numbers:
                runs.append((end, numbers))
        return runs

    def _choose(self, text: str, start: int, end: int, numbers: Sequence[int], as_list: bool) -> tuple[Entry, str] | None:
        entries = [Entry._make(self._entries[number]) for number in numbers]
        if len(entries) > 1:
            surface = text[start:end]
            entries.sort(key=lambda entry: (entry.text != surface, entry.text.lower() != surface.lower()))
        for entry in entries:
            refusal, rule = self._judge(entry, text, start, end, as_list)
            if refusal is None:
                return entry, rule
        return None

    def _judge(self, entry: Entry, text: str, start: int, end: int, as_list: bool) -> tuple[str | None, str]:
        """Why the alias is not meant here (None: it is), and the rule that let it in."""
        if entry.exact and not guards.same_case(entry, text[start:end]):
            return f"upper and lower case must be as in {entry.text!r}", ""
        if entry.number and not guards.same_number(entry, text[start:end]):
            return "the singular means something else", ""
        if entry.before and (words := guards.rejected_before(entry, text, start)) is not None:
            return f"it follows {words!r}", ""
        if entry.after and (words := guards.rejected_after(entry, text, end)) is not None:
            return f"{words!r} follows it", ""
        if not entry.require:
            return None, "alias"
        if as_list or guards.is_list_item(text, start, end):
            return None, "list item"
        if guards.has_context(entry, self._contexts, text, start, end):
            return None, "context"
        return f"none of {', '.join(entry.require)} stands within {entry.window} characters", ""

    def _mention(self, entry: Entry, text: str, span: Span, rule: str) -> SkillMention:
        label = self.taxonomy.compiled["skills"][entry.skill][0]
        return SkillMention(skill_id=entry.skill, label=label, span=span, surface=span.of(text), rule=rule)
