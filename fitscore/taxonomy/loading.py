"""Reads the taxonomy files, core and the user's own."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path
from typing import Any

from fitscore.datafile import parse_yaml
from fitscore.errors import DataFileError
from fitscore.taxonomy.compiling import compile_taxonomy
from fitscore.taxonomy.taxonomy import Taxonomy

FILE = "skills_taxonomy.yaml"


def core_path() -> Path:
    """The bundled taxonomy: inside the installed package, or at the top of a working copy."""
    packaged = Path(str(files("fitscore"))) / "data" / FILE
    return packaged if packaged.is_file() else Path(str(files("fitscore"))).parent / FILE


def load_taxonomy(*extra_paths: str | Path) -> Taxonomy:
    """The core taxonomy with the user's files laid over it, in the order given.

    Raises:
        DataFileError: a file cannot be read or has faults; all faults at once.
    """
    paths = [core_path(), *map(Path, extra_paths)]
    texts = [(str(path), _read(path)) for path in paths]
    digest = hashlib.sha256("\0".join(text for _, text in texts).encode()).hexdigest()
    merged: dict[str, Any] = {"skills": {}, "context_sets": {}, "block_phrases": []}
    version = ""
    for path, text in texts:
        raw, _ = parse_yaml(text, path)
        version = version or raw.get("version", "")
        merged["skills"].update({entry["id"]: entry for entry in raw.get("skills", ())})
        merged["context_sets"].update(raw.get("context_sets", {}))
        merged["block_phrases"] += raw.get("block_phrases", [])
    return Taxonomy.of(compile_taxonomy(merged, f"{version}+{digest[:8]}"))


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise DataFileError(str(path), [(0, f"cannot be read: {error}; name a UTF-8 YAML file")]) from None


def check_text(text: str, path: str) -> list[tuple[int, str]]:
    """All faults of a taxonomy file, as (line, message)."""
    try:
        parse_yaml(text, path)
    except DataFileError as error:
        return list(error.faults)
    return []


def sources(paths: Iterable[str | Path]) -> list[str]:
    """The names of the files a taxonomy was read from, for reports."""
    return [str(core_path()), *map(str, paths)]
