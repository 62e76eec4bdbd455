"""Checks a parsed file against its shape, fault by fault with line numbers; values are strings, as `parse_yaml` gives them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

Path = tuple[str | int, ...]

_NAMES = {"object": "a mapping", "array": "a list", "boolean": "true or false", "number": "a number", "integer": "a whole number"}


class Faults:
    """Collects (line, message) pairs; a place is a key path into the parsed file."""

    def __init__(self, lines: Mapping[Path, int]) -> None:
        self._lines = lines
        self.found: list[tuple[int, str]] = []

    def add(self, place: Path, message: str) -> None:
        """Note a fault at the nearest place that has a line."""
        while place and place not in self._lines:
            place = place[:-1]
        self.found.append((self._lines.get(place, 0), message))


def check_shape(value: Any, schema: Mapping[str, Any], place: Path, name: str, faults: Faults) -> None:
    """Compare a value with the part of JSON Schema that `fitscore.taxonomy.schema` uses.

    Args:
        value: strings, lists and dicts.
        schema: the rule for it.
        place: its key path.
        name: what to call it in messages.
        faults: where to put what is wrong.
    """
    if "anyOf" in schema:
        wanted = next((option for option in schema["anyOf"] if _fits(value, option)), None)
        if wanted is None:
            faults.add(place, f"{name}: write {' or '.join(_describe(option) for option in schema['anyOf'])}")
        else:
            check_shape(value, wanted, place, name, faults)
    elif not _fits(value, schema):
        faults.add(place, f"{name}: write {_describe(schema)}, not {_short(value)}")
    elif isinstance(value, list):
        for number, item in enumerate(value):
            check_shape(item, schema["items"], (*place, number), name, faults)
    elif isinstance(value, dict):
        _check_mapping(value, schema, place, name, faults)
    else:
        _check_scalar(value, schema, place, name, faults)


def _check_mapping(value: dict[str, Any], schema: Mapping[str, Any], place: Path, name: str, faults: Faults) -> None:
    known = schema.get("properties", {})
    rest = schema.get("additionalProperties")
    for key, item in value.items():
        if key in known:
            check_shape(item, known[key], (*place, key), key, faults)
        elif isinstance(rest, Mapping):
            if not re.search(schema.get("propertyNames", {}).get("pattern", ""), key):
                faults.add((*place, key), f"{name}: {key!r} is no id (lower-case letters, digits and hyphens)")
            check_shape(item, rest, (*place, key), f"{name}: {key}", faults)
        else:
            faults.add((*place, key), f"{name}: unknown key {key!r}; known are {', '.join(known)}")
    for key in schema.get("required", ()):
        if key not in value:
            faults.add(place, f"{name}: {key!r} is missing")


def _check_scalar(value: str, schema: Mapping[str, Any], place: Path, name: str, faults: Faults) -> None:
    if "enum" in schema and value not in schema["enum"]:
        faults.add(place, f"{name}: {value!r} is not one of {', '.join(schema['enum'])}")
    elif "const" in schema and value != schema["const"]:
        faults.add(place, f"{name}: must be {schema['const']!r}, not {value!r}")
    elif "pattern" in schema and not re.search(schema["pattern"], value):
        faults.add(place, f"{name}: {value!r} is not well formed; it must match {schema['pattern']}")
    elif schema.get("minLength") and not value.strip():
        faults.add(place, f"{name}: is empty")
    elif schema.get("type") in ("number", "integer") and not _in_range(float(value), schema):
        faults.add(place, f"{name}: {value} is out of range ({_range(schema)})")


def _fits(value: Any, schema: Mapping[str, Any]) -> bool:
    kind = schema.get("type", "string")
    if kind in ("object", "array"):
        return isinstance(value, dict if kind == "object" else list)
    if not isinstance(value, str):
        return False
    if kind == "boolean":
        return value in ("true", "false")
    pattern = {"number": r"-?\d+(?:\.\d+)?|\.\d+", "integer": r"-?\d+"}.get(kind)
    return pattern is None or re.fullmatch(pattern, value) is not None


def _in_range(number: float, schema: Mapping[str, Any]) -> bool:
    low, high = schema.get("minimum"), schema.get("maximum")
    above = schema.get("exclusiveMinimum")
    return (low is None or number >= low) and (high is None or number <= high) and (above is None or number > above)


def _range(schema: Mapping[str, Any]) -> str:
    low = f"more than {schema['exclusiveMinimum']}" if "exclusiveMinimum" in schema else f"at least {schema.get('minimum')}"
    return f"{low}, at most {schema.get('maximum')}"


def _describe(schema: Mapping[str, Any]) -> str:
    return _NAMES.get(schema.get("type", "string"), "a text")


def _short(value: Any) -> str:
    return "a list" if isinstance(value, list) else "a mapping" if isinstance(value, dict) else repr(value[:40])
