"""Small files in the user's cache folder: private, whole or not there, safe for several runs at once.

The name of a file holds a digest of everything it was made from, so a stale one is never read; a damaged one is made
anew; a folder that cannot be written to changes nothing but the time a run takes.
"""

from __future__ import annotations

import marshal
import os
import struct
import sys
import tempfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

SWITCH = "FITSCORE_NO_CACHE"
FOLDER = "FITSCORE_CACHE_DIR"
KEPT = 8
"""Made values of one name that may stay in the folder; the oldest go first."""
_BROKEN = (ValueError, EOFError, TypeError, struct.error)


class _Switch:
    on = True


def use(on: bool) -> None:
    """Switch caching on or off for this process."""
    _Switch.on = on


def enabled() -> bool:
    """Whether caching is on; ``FITSCORE_NO_CACHE=1`` switches it off."""
    return _Switch.on and os.environ.get(SWITCH, "") in ("", "0")


def folder() -> Path:
    """Where cache files lie: the user's cache folder, or ``FITSCORE_CACHE_DIR``."""
    if os.environ.get(FOLDER):
        return Path(os.environ[FOLDER])
    from platformdirs import user_cache_path

    return user_cache_path("fitscore", appauthor=False)


def digest(texts: Iterable[str | bytes], modules: Iterable[str] = ()) -> str:
    """A digest of texts in their order, and of source files, so that a changed engine never reads an old form."""
    total = sha256()
    for text in texts:
        total.update(sha256(text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")).digest())
    for module in modules:
        with suppress(OSError):
            total.update(sha256(Path(module).read_bytes()).digest())
    return total.hexdigest()


def load(name: str) -> bytes | None:
    """The content of a cache file, or None when it is not there or not whole."""
    try:
        data = (folder() / name).read_bytes()
    except OSError:
        return None
    whole = len(data) >= 32 and sha256(data[32:]).digest() == data[:32]
    return data[32:] if whole else None


def save(name: str, content: bytes) -> None:
    """Keep a cache file (0600). Written beside its place and moved into it, so that no reader sees half a file."""
    place = folder()
    with suppress(OSError):
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, path = tempfile.mkstemp(prefix=name, suffix=".tmp", dir=place)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(sha256(content).digest() + content)
            os.replace(path, place / name)
        except OSError:
            with suppress(OSError):
                os.unlink(path)


def tidy(pattern: str, keep: int) -> None:
    """Delete the oldest files of a pattern beyond a number."""
    with suppress(OSError):
        files = sorted(folder().glob(pattern), key=lambda file: file.stat().st_mtime, reverse=True)
        for file in files[keep:]:
            file.unlink(missing_ok=True)


def clear() -> int:
    """Delete every cache file; how many there were."""
    count = 0
    for file in [*folder().glob("*.bin"), *folder().glob("*.bin*.tmp")]:
        with suppress(OSError):
            file.unlink()
            count += 1
    return count


def made(
    name: str,
    key: str,
    build: Callable[[], Any],
    shipped: Path,
    *,
    pack: Callable[[Any], bytes] = marshal.dumps,
    unpack: Callable[[bytes], Any] = marshal.loads,
) -> Any:
    """A value that takes time to make: shipped, from the cache, or made and kept.

    Args:
        name: of the cache file, without its key.
        key: a digest of all it is made from.
        build: makes it; what it raises passes through.
        shipped: the file `ship` wrote when the package was built; passed over when it is not there or outdated.
        pack: makes bytes of the value.
        unpack: takes them back; only bytes found whole come to it.
    """
    with suppress(OSError, *_BROKEN), shipped.open("rb") as file:
        if file.read(32) == bytes.fromhex(key):
            check, data = file.read(32), file.read()
            if sha256(data).digest() == check:
                return unpack(data)
    if not enabled():
        return build()
    file_name = f"{name}-{sys.implementation.cache_tag}-{key[:32]}.bin"
    if (kept := load(file_name)) is not None:
        with suppress(*_BROKEN):
            return unpack(kept)
    value = build()
    save(file_name, pack(value))
    tidy(f"{name}-*.bin", KEPT)
    return value


def ship(data: bytes, key: str, path: Path) -> None:
    """Write the file that `made` reads without a cache."""
    path.write_bytes(bytes.fromhex(key) + sha256(data).digest() + data)
