"""Keeps what was read from a file, and what came of it, in the cache folder, so that a second run parses nothing.

An entry is keyed by the file's content and name, the engine's own files and everything else it depends on.
"""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import TypeVar

from fitscore import store

T = TypeVar("T")
KEPT = 40_000
"""Entries that may stay in the folder; the oldest go first."""


@cache
def engine() -> str:
    """A digest of the engine: name, size and time of change of each of its files."""
    return store.digest(sorted(_facts(Path(__file__).parent)))


def _facts(folder: Path) -> Iterator[str]:
    for entry in os.scandir(folder):
        if entry.is_dir() and entry.name != "__pycache__":
            yield from _facts(Path(entry.path))
        elif entry.is_file():
            stat = entry.stat()
            yield f"{entry.path}\n{stat.st_size}\n{stat.st_mtime_ns}"


def remembered(kind: type[T], path: str, content: bytes, depends: str, build: Callable[[], T], *, prefix: str = "read") -> T:
    """What was made of a file before, or what ``build`` makes now.

    Args:
        kind: the type of the result; anything else in the cache is made anew.
        path: the file as the user named it (it stands in the result).
        content: the file's bytes.
        depends: everything else the result depends on (taxonomy, as-of date); empty: it cannot be told, so nothing is kept.
        build: makes the result; what it raises passes through and is not kept.
        prefix: tells several results of one file apart.
    """
    if not depends or not store.enabled():
        return build()
    name = f"{prefix}-{store.digest([kind.__name__, path, content, depends, engine()])[:40]}.bin"
    data = store.load(name)
    if data is not None:
        try:
            found = pickle.loads(data)  # noqa: S301  (a whole file of the user's own private cache)
        except Exception:  # (whatever a pickle of another Python raises: made anew)
            found = None
        if isinstance(found, kind):
            return found
    built = build()
    store.save(name, pickle.dumps(built, protocol=pickle.HIGHEST_PROTOCOL))
    if name.startswith(f"{prefix}-00"):  # one entry in 256: often enough
        store.tidy(f"{prefix}-*.bin", KEPT)
    return built
