"""Reads the taxonomy files, the core and the user's own, into one `Taxonomy`."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fitscore import store
from fitscore.errors import DataFileError
from fitscore.taxonomy.caching import SHIPPED, cached, ship
from fitscore.taxonomy.taxonomy import Taxonomy

if TYPE_CHECKING:
    from fitscore.taxonomy.merging import Raw

FILE = "skills_taxonomy.yaml"
SHAPED_BY = (
    "compiling.py", "normal.py", "merging.py", "entries.py", "verbs.py", "caching.py", "../text.py", "../data/verbs.yaml"
)  # fmt: skip
"""What the compiled form depends on beside the taxonomy files."""


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
    texts, digest = _sources(extra_paths)
    return Taxonomy.of(cached(digest, lambda: _compile(texts, digest)), digest)


def ship_core(path: Path = SHIPPED) -> None:
    """Write the compiled core taxonomy, which then needs no compiling at a first start: a step of building the package."""
    texts, digest = _sources(())
    ship(_compile(texts, digest), digest, path)


def _sources(extra_paths: tuple[str | Path, ...]) -> tuple[list[tuple[str, str]], str]:
    """The texts of the taxonomy files, and a digest of them and of all that shapes their compiled form."""
    texts = [(str(path), read_taxonomy(path)) for path in (core_path(), *extra_paths)]
    home = Path(__file__).parent
    return texts, store.digest((text for _, text in texts), [str(home / name) for name in SHAPED_BY])


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
    from fitscore.datafile import parse_yaml
    from fitscore.taxonomy.checking import check_parsed
    from fitscore.taxonomy.merging import empty, lay_over

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
    from fitscore.taxonomy.compiling import compile_taxonomy

    merged, notices = merge_texts(texts)
    version = merged["version"] or "unversioned"
    return compile_taxonomy(merged, version if len(texts) == 1 else f"{version}+{digest[:8]}", notices)
