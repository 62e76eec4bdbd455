"""The shape of a taxonomy file: the names of its fields, once, for the checker and for editors (JSON Schema)."""

from __future__ import annotations

from typing import Any

from fitscore.taxonomy.entries import KINDS

SCHEMA = "fitscore-taxonomy/1"
ID = r"^[a-z0-9]+(?:-[a-z0-9]+)*$"
UUID = r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"
MATCHES = ("exact", "close", "broad", "narrow")

_TEXT = {"type": "string", "minLength": 1}
_TEXTS = {"type": "array", "items": _TEXT}
_IDS = {"type": "array", "items": {"type": "string", "pattern": ID}}
_WEIGHTS = {
    "type": "object",
    "propertyNames": {"pattern": ID},
    "additionalProperties": {"type": "number", "exclusiveMinimum": 0, "maximum": 1},
}
_IDS_OR_WEIGHTS = {"anyOf": [_IDS, _WEIGHTS]}

ALIAS: dict[str, Any] = {
    "text": _TEXT,
    "case": {"enum": ["any", "exact"], "description": "exact: upper and lower case as written"},
    "require": {**_TEXTS, "description": "context sets or words, one of which must stand near"},
    "window": {"type": "integer", "minimum": 1, "maximum": 500, "description": "characters either side for require"},
    "reject_before": {**_TEXTS, "description": "text, or words of a named set, that may not stand right before"},
    "reject_after": {**_TEXTS, "description": "text, or words of a named set, that may not stand right after"},
}

SKILL: dict[str, Any] = {
    "id": {"type": "string", "pattern": ID, "description": "stable for ever, never reused"},
    "label": {**_TEXT, "description": "the everyday name that reports print"},
    "kind": {"enum": list(KINDS)},
    "category": _TEXT,
    "aliases": {
        "type": "array",
        "items": {"anyOf": [_TEXT, {"type": "object", "properties": ALIAS, "required": ["text"], "additionalProperties": False}]},
    },
    "broader": {**_IDS_OR_WEIGHTS, "description": "what it is a kind of"},
    "implies": {**_WEIGHTS, "description": "what using it shows"},
    "peers": {**_WEIGHTS, "description": "what stands in for it; write one side only"},
    "titles": {**_TEXTS, "description": "words of a job title that show it"},
    "not_titles": {**_TEXTS, "description": "titles that look so but do not"},
    "provable": {"type": "boolean", "description": "false: a CV cannot show it"},
    "definition": _TEXT,
    "map": {
        "type": "object",
        "properties": {
            "esco": {
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": {"id": {"type": "string", "pattern": UUID}, "rel": {"enum": list(MATCHES)}},
                    "required": ["id", "rel"],
                    "additionalProperties": False,
                },
            },
            "onet": _TEXTS,
        },
        "additionalProperties": False,
    },
    "examples": {"type": "object", "properties": {"yes": _TEXTS, "no": _TEXTS}, "additionalProperties": False},
}

HEAD: dict[str, Any] = {
    "schema": {"const": SCHEMA},
    "version": {"type": "string"},
    "language": {"const": "en"},
    "attribution": _TEXTS,
    "extends": {"enum": ["core", "none"], "description": "none: the bundled skills are left out"},
    "categories": _TEXTS,
    "block_phrases": {**_TEXTS, "description": "phrases that are read whole and name no skill"},
    "by_field": {**_TEXTS, "description": "short forms that each field uses for its own things"},
    "context_sets": {"type": "object", "additionalProperties": _TEXTS},
    "disable": {**_IDS, "description": "skills to leave out"},
    "disable_aliases": {"type": "object", "propertyNames": {"pattern": ID}, "additionalProperties": _TEXTS},
    "skills": {
        "type": "array",
        "items": {"type": "object", "properties": SKILL, "required": ["id"], "additionalProperties": False},
    },
}

REQUIRED = ("label", "kind", "category")
"""What a new skill must have beside its id; a user's entry for a known id may leave them out."""


def taxonomy_schema() -> dict[str, Any]:
    """The JSON Schema of a taxonomy file, for editors; `check_text` also checks what no schema can say."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "fitscore skills taxonomy",
        "type": "object",
        "properties": HEAD,
        "additionalProperties": False,
    }
