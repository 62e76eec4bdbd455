"""Keeps the compiled taxonomy in the user's cache folder, so that a start reads no YAML.

The name of a cache file holds a digest of everything it was made from, so a stale one is never read; a damaged one is
made anew; a folder that cannot be written to changes nothing but the time a start takes.
"""

from __future__ import annotations

import marshal
import os
import sys
import tempfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

SWITCH = "FITSCORE_NO_CACHE"
KEPT = 8
"""Compiled files that may stay in the folder; the oldest go first."""


def digest_of(texts: Iterable[str], modules: Iterable[str]) -> str:
    """A digest of all a compiled taxonomy depends on.

    Args:
        texts: the files it is made from, in their order.
        modules: source files of the code that makes it, so that a changed engine never reads an old form.
    """
    total = sha256()
    for text in texts:
        total.update(sha256(text.encode("utf-8", "surrogatepass")).digest())
    for module in modules:
        with suppress(OSError):
            total.update(sha256(Path(module).read_bytes()).digest())
    return total.hexdigest()


def cached(digest: str, build: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """The compiled form with this digest, from the cache or built and kept.

    Args:
        digest: of everything the compiled form depends on beside this engine.
        build: makes it; what it raises passes through.
    """
    if os.environ.get(SWITCH, "") not in ("", "0"):
        return build()
    folder = _folder()
    path = folder / f"taxonomy-{sys.implementation.cache_tag}-{digest[:32]}.bin"
    found = _read(path)
    if found is None:
        found = build()
        with suppress(OSError):
            _write(path, found)
            _tidy(folder)
    return found


def _folder() -> Path:
    from platformdirs import user_cache_path

    return user_cache_path("fitscore", appauthor=False)


def _read(path: Path) -> dict[str, Any] | None:
    try:
        data = path.read_bytes()
    except OSError:
        return None
    if len(data) < 32 or sha256(data[32:]).digest() != data[:32]:
        return None
    with suppress(ValueError, EOFError, TypeError):
        found = marshal.loads(data[32:])  # noqa: S302  (the digest above shows that the bytes are whole)
        if isinstance(found, dict):
            return found
    return None


def _write(path: Path, compiled: dict[str, Any]) -> None:
    """Write beside the place and move into it, so that no reader sees half a file; `mkstemp` makes it 0600."""
    data = marshal.dumps(compiled)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=path.name, suffix=".tmp", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(sha256(data).digest() + data)
        os.replace(name, path)
    except OSError:
        with suppress(OSError):
            os.unlink(name)
        raise


def _tidy(folder: Path) -> None:
    files = sorted(folder.glob("taxonomy-*.bin"), key=lambda file: file.stat().st_mtime, reverse=True)
    for file in files[KEPT:]:
        file.unlink(missing_ok=True)
