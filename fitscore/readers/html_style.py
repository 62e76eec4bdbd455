"""What a page's style sheet says of its layout: which elements set their children side by side, which begin a line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from fitscore.readers import limits
from fitscore.readers.html_tree import Node

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_SIMPLE = re.compile(r"(?:[a-z][a-z0-9]{0,20})?(?:[.#][\w-]{1,80})?", re.IGNORECASE)
_PARTING = re.compile(
    r"display\s*:\s*(?:inline-)?(?:flex|grid)\b|display\s*:\s*table\b|justify-content\s*:\s*space-between", re.IGNORECASE
)
_LINE = re.compile(r"display\s*:\s*(?:block|flex|grid|list-item|table(?:-row)?)\b", re.IGNORECASE)
_APART = re.compile(
    r"float\s*:\s*(?:left|right)\b|margin(?:-left)?\s*:\s*auto\b|position\s*:\s*absolute\b|display\s*:\s*(?:inline-block|table-cell)\b",
    re.IGNORECASE,
)
_MOST_RULES: Final = 5000
_LONGEST: Final = 4000


@dataclass(frozen=True, slots=True)
class Styles:
    """Simple selectors (``tag``, ``.class``, ``tag.class``, ``#id``) by what they do to the layout."""

    parting: frozenset[str] = frozenset()
    line: frozenset[str] = frozenset()
    apart: frozenset[str] = frozenset()

    def parts(self, node: Node) -> bool:
        """Whether the children of an element stand side by side with a gap between them."""
        return bool(_PARTING.search(node.attributes.get("style", ""))) or not self.parting.isdisjoint(_names(node))

    def begins_line(self, node: Node) -> bool:
        """Whether an element that runs in the line by nature is shown on a line of its own."""
        return bool(_LINE.search(node.attributes.get("style", ""))) or not self.line.isdisjoint(_names(node))

    def stands_apart(self, node: Node) -> bool:
        """Whether an element stands apart from its neighbours in the line."""
        return bool(_APART.search(node.attributes.get("style", ""))) or not self.apart.isdisjoint(_names(node))


def _names(node: Node) -> set[str]:
    classes = node.attributes.get("class", "").split()
    names = {node.tag, *(f".{name}" for name in classes), *(f"{node.tag}.{name}" for name in classes)}
    return names | ({f"#{node.attributes['id']}"} if node.attributes.get("id") else set())


def styles_of(css: str) -> Styles:
    """The layout of a style sheet; of a selector of several steps, the last one counts.

    >>> styles = styles_of(".job .head { display: flex } span.when, time { float: right } .when { display: block }")
    >>> sorted(styles.parting), sorted(styles.apart), sorted(styles.line)
    (['.head'], ['span.when', 'time'], ['.head', '.when'])
    """
    found: dict[str, set[str]] = {"parting": set(), "line": set(), "apart": set()}
    for rule in _COMMENT.sub(" ", css[: limits.CHARACTERS]).split("}")[:_MOST_RULES]:
        before, _, layout = rule.rpartition("{")
        selectors = before.rpartition("{")[2]
        for kind, pattern in (("parting", _PARTING), ("line", _LINE), ("apart", _APART)):
            if len(selectors) <= _LONGEST and len(layout) <= _LONGEST and pattern.search(layout):
                found[kind] |= set(_last_steps(selectors))
    return Styles(**{kind: frozenset(names) for kind, names in found.items()})


def _last_steps(selectors: str) -> list[str]:
    steps = [re.split(r"[\s>+~]+", selector.strip())[-1] for selector in selectors.split(",")]
    return [step for step in steps if step and _SIMPLE.fullmatch(step)]
