"""Keeps the compiled taxonomy, so that a start reads no YAML: shipped with the package, or in the user's cache folder.

The head (version, notices) comes apart from the body, which is read when first needed: a run whose results are all in
the cache never needs it.
"""

from __future__ import annotations

import gc
import marshal
import struct
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from fitscore import store

SHIPPED = Path(__file__).resolve().parent.parent / "data" / "skills_taxonomy.bin"
"""The compiled form of the core taxonomy, made when the package is built; passed over when it is not there or outdated."""

_MARSHAL = 4
"""The format that every supported Python reads."""
_HEAD = ("version", "notices")
_SIZE = struct.Struct("<I")


class Compiled(Mapping[str, Any]):
    """A compiled taxonomy whose body is unpacked when first asked for."""

    def __init__(self, data: bytes) -> None:
        (size,) = _SIZE.unpack_from(data)
        self._head: dict[str, Any] = _unpack(data[_SIZE.size : _SIZE.size + size])
        self._packed = data[_SIZE.size + size :]

    @cached_property
    def _body(self) -> dict[str, Any]:
        packed, self._packed = self._packed, b""
        body: dict[str, Any] = _unpack(packed)
        return body

    def __getitem__(self, key: str) -> Any:
        return self._head[key] if key in self._head else self._body[key]

    def __iter__(self) -> Iterator[str]:
        return iter([*self._head, *self._body])

    def __len__(self) -> int:
        return len(self._head) + len(self._body)

    def __repr__(self) -> str:
        return repr(dict(self))


def cached(digest: str, build: Callable[[], dict[str, Any]]) -> Mapping[str, Any]:
    """The compiled form with this digest: shipped, from the cache, or built and kept.

    Args:
        digest: of everything the compiled form depends on.
        build: makes it; what it raises passes through.
    """
    found: Mapping[str, Any] = store.made("taxonomy", digest, build, SHIPPED, pack=pack, unpack=Compiled)
    return found


def ship(compiled: Mapping[str, Any], digest: str, path: Path) -> None:
    """Write the file that comes with the package."""
    store.ship(pack(compiled), digest, path)


def pack(compiled: Mapping[str, Any]) -> bytes:
    """A compiled form as bytes, its head apart."""
    head = marshal.dumps({key: compiled[key] for key in _HEAD}, _MARSHAL)
    body = marshal.dumps({key: value for key, value in compiled.items() if key not in _HEAD}, _MARSHAL)
    return _SIZE.pack(len(head)) + head + body


def _unpack(data: bytes) -> Any:
    """The marshalled value; the collector rests meanwhile, for it would walk a hundred thousand new tuples for nothing."""
    resting = gc.isenabled()
    gc.disable()
    try:
        return marshal.loads(data)  # noqa: S302  (the store has checked that the bytes are whole)
    finally:
        if resting:
            gc.enable()
