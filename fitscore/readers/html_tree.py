"""HTML to a light tree, by the lexbor parser: elements, text, and the scripts that hold data."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from fitscore.readers import limits
from fitscore.readers.faults import Refused

_TAG = re.compile(r"<(?P<close>/?)(?P<name>[a-zA-Z][a-zA-Z0-9:-]*)")
_VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"])
_OPTIONAL_END_NAMES = """
p li dt dd tr td th thead tbody tfoot option optgroup html head body colgroup rt rp
"""
_OPTIONAL_END = frozenset(_OPTIONAL_END_NAMES.split())
_MOST_TREE_DEPTH = 400


@dataclass(slots=True)
class Node:
    """An element: its tag, its attributes, and its children, elements and texts mixed."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list)

    def has_class(self, name: str) -> bool:
        """Whether the element is of a class."""
        return name in self.attributes.get("class", "").split()

    def walk(self) -> Iterator[Node]:
        """This element and those below it, in the order of the page."""
        stack = [self]
        while stack:
            node = stack.pop()
            yield node
            stack.extend(child for child in reversed(node.children) if isinstance(child, Node))

    def find(self, tag: str) -> Node | None:
        """The first element of a tag, this one included."""
        return next((node for node in self.walk() if node.tag == tag), None)


@dataclass(slots=True)
class Page:
    """A parsed page: its body, its JSON-LD blocks, other scripts that may hold data, its title and its own address."""

    body: Node
    json_ld: list[str] = field(default_factory=list)
    data_scripts: list[str] = field(default_factory=list)
    title: str = ""
    url: str = ""
    styled: bool = False
    css: str = ""
    scripted: bool = False


def check_nesting(text: str) -> None:
    """Refuse markup nested so deeply that parsing it would take for ever.

    Raises:
        Refused: more than `limits.HTML_DEPTH` elements are open at once, or one tag is absurdly long.
    """
    depth = 0
    for match in _TAG.finditer(text):
        name = match["name"].lower()
        if name in _VOID or name in _OPTIONAL_END:
            continue
        depth = max(0, depth - 1) if match["close"] else depth + 1
        if depth > limits.HTML_DEPTH:
            raise Refused("damaged", "the page is nested too deeply to read; save it as PDF or paste its text into a file")


def parse(text: str) -> Page:
    """Parse a page or a fragment.

    Raises:
        Refused: it is nested too deeply.
    """
    from selectolax.lexbor import LexborHTMLParser

    check_nesting(text)
    parser = LexborHTMLParser(text)
    root = parser.body or parser.root
    page = Page(body=_light(root) if root is not None else Node("body"))
    for script in parser.css("script"):
        kind = (script.attributes.get("type") or "").strip().lower()
        content = script.text(deep=True) or ""
        if kind.startswith("application/ld+json"):
            page.json_ld.append(content)
            continue
        page.scripted = True
        if kind == "application/json" or "__appData" in content or "__NEXT_DATA__" in content or "__INITIAL_STATE__" in content:
            page.data_scripts.append(content)
    title = parser.css_first("title")
    page.title = " ".join(title.text(deep=True).split()) if title is not None else ""
    page.url = _address(parser)
    page.css = "\n".join(style.text(deep=True) or "" for style in parser.css("style"))
    page.styled = parser.css_first("style, link[rel=stylesheet]") is not None
    return page


def _address(parser: Any) -> str:
    for selector, attribute in (('link[rel="canonical"]', "href"), ('meta[property="og:url"]', "content")):
        found = parser.css_first(selector)
        address = (found.attributes.get(attribute) or "") if found is not None else ""
        if address.startswith(("http://", "https://")):
            return str(address)
    return ""


def _light(root: Any) -> Node:
    """The lexbor tree as `Node`s, without scripts; iterative, since pages nest deeper than Python does."""
    top = Node(root.tag or "body", _attributes(root))
    stack: list[tuple[Any, Node, int]] = [(root, top, 0)]
    while stack:
        source, target, depth = stack.pop()
        for child in source.iter(include_text=True):
            tag = child.tag or ""
            if tag == "-text":
                target.children.append(child.text_content or "")
            elif tag[:1].isalpha() and tag not in ("script", "style", "template", "noscript"):
                node = Node(tag, _attributes(child))
                target.children.append(node)
                if depth < _MOST_TREE_DEPTH:
                    stack.append((child, node, depth + 1))
    return top


def _attributes(node: Any) -> dict[str, str]:
    return {name: value or "" for name, value in node.attributes.items()}
