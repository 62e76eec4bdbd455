"""Reads fitscore's YAML files: every scalar a string, every fault with its line, duplicates refused.

YAML 1.1 would turn ``no`` into False, ``3.10`` into 3.1 and let a repeated key win silently; reading scalars as strings
and walking the nodes closes all three.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

from fitscore.errors import DataFileError


def parse_yaml(text: str, path: str) -> tuple[Any, dict[tuple[str | int, ...], int]]:
    """Parse YAML into plain strings, lists and dicts, with the line of every node.

    Args:
        text: the file's text.
        path: its name, for messages.

    Returns:
        The value, and a mapping from key path (``("skills", 3, "label")``) to line, from 1.

    Raises:
        DataFileError: the text is not YAML, or repeats a key.
    """
    import yaml

    loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        root = yaml.compose(text, Loader=loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = f"not valid YAML: {getattr(error, 'problem', error)}"
        raise DataFileError(path, [(mark.line + 1 if mark else 0, problem)]) from None
    lines: dict[tuple[str | int, ...], int] = {}
    faults: list[tuple[int, str]] = []

    def build(node: Any, at: tuple[str | int, ...]) -> Any:
        lines[at] = node.start_mark.line + 1
        if isinstance(node, yaml.MappingNode):
            out: dict[str, Any] = {}
            for key_node, value_node in node.value:
                key = str(key_node.value)
                if key in out:
                    faults.append((key_node.start_mark.line + 1, f"the key {key!r} stands twice: keep one"))
                out[key] = build(value_node, (*at, key))
                lines[(*at, key)] = key_node.start_mark.line + 1
            return out
        if isinstance(node, yaml.SequenceNode):
            return [build(child, (*at, number)) for number, child in enumerate(node.value)]
        return str(node.value)

    value = build(root, ()) if root is not None else {}
    if faults:
        raise DataFileError(path, faults)
    return value, lines


@cache
def load_data(name: str) -> Any:
    """The packaged ``data/<name>.yaml`` as plain strings, lists and dicts. Cached; treat as read-only."""
    text = (files("fitscore") / "data" / f"{name}.yaml").read_text(encoding="utf-8")
    return parse_yaml(text, f"fitscore/data/{name}.yaml")[0]
