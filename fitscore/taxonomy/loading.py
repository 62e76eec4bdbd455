"""Reads the taxonomy files, the core and the user's own, into one `Taxonomy`."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Any

from fitscore import store
from fitscore import text as fold_home
from fitscore.datafile import parse_yaml
from fitscore.errors import DataFileError
from fitscore.taxonomy import compiling, merging, normal
from fitscore.taxonomy.caching import cached
from fitscore.taxonomy.checking import check_parsed
from fitscore.taxonomy.compiling import compile_taxonomy
from fitscore.taxonomy.merging import Raw, empty, lay_over
from fitscore.taxonomy.taxonomy import Taxonomy

FILE = "skills_taxonomy.yaml"


def core_path() -> Path:
    """The bundled taxonomy: inside the installed package, or at the top of a working copy."""
    home = Path(str(files("fitscore")))
    packaged = home / "data" / FILE
    return packaged if packaged.is_file() else home.parent / FILE


def load_taxonomy(*extra_paths: str | Path) -> Taxonomy:
    """The core taxonomy with the user's files laid over it, in the order given.

    Args:
        extra_paths: the user's files; one that says ``extends: none`` replaces all before it.

    Returns:
        A taxonomy; its compiled form comes from the user's cache folder when it was made before.

    Raises:
        DataFileError: a file cannot be read or used; all its faults at once. What `fitscore taxonomy check` finds beside
            those (examples that misbehave, names two skills share) stops no run.
    """
    texts = [(str(path), read_taxonomy(path)) for path in (core_path(), *extra_paths)]
    engine = (str(module.__file__) for module in (compiling, normal, merging, fold_home))
    digest = store.digest((text for _, text in texts), engine)
    return Taxonomy.of(cached(digest, lambda: _compile(texts, digest)))


def read_taxonomy(path: str | Path) -> str:
    """The text of a taxonomy file.

    Raises:
        DataFileError: it cannot be read.
    """
    try:
        return Path(path).read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise DataFileError(str(path), [(0, "is not UTF-8 text; save it as UTF-8")]) from None
    except OSError as error:
        raise DataFileError(str(path), [(0, f"cannot be read: {error.strerror or error}")]) from None


def merge_texts(texts: list[tuple[str, str]]) -> tuple[Raw, list[str]]:
    """Named texts laid one over the other, and notices for the user.

    Raises:
        DataFileError: the first text with faults.
    """
    merged, notices = empty(), []
    for number, (path, text) in enumerate(texts):
        raw, lines = parse_yaml(text, path)
        faults = check_parsed(raw, lines, merged if number else None, strict=False)
        if faults:
            raise DataFileError(path, faults)
        merged, new = lay_over(merged, raw)
        notices += [f"{path}: {notice}" for notice in new]
    return merged, notices


def _compile(texts: list[tuple[str, str]], digest: str) -> dict[str, Any]:
    merged, notices = merge_texts(texts)
    version = merged["version"] or "unversioned"
    return compile_taxonomy(merged, version if len(texts) == 1 else f"{version}+{digest[:8]}", notices)
