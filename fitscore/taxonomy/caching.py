"""Keeps the compiled taxonomy in the user's cache folder, so that a start reads no YAML."""

from __future__ import annotations

import gc
import marshal
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from fitscore import store

KEPT = 8
"""Compiled files that may stay in the folder; the oldest go first."""


def cached(digest: str, build: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """The compiled form with this digest, from the cache or built and kept.

    Args:
        digest: of everything the compiled form depends on beside this engine.
        build: makes it; what it raises passes through.
    """
    if not store.enabled():
        return build()
    name = f"taxonomy-{sys.implementation.cache_tag}-{digest[:32]}.bin"
    data = store.load(name)
    if data is not None:
        with suppress(ValueError, EOFError, TypeError):
            found = _unpack(data)
            if isinstance(found, dict):
                return found
    built = build()
    store.save(name, marshal.dumps(built))
    store.tidy("taxonomy-*.bin", KEPT)
    return built


def _unpack(data: bytes) -> Any:
    """The marshalled value; the collector rests meanwhile, for it would walk a hundred thousand new tuples for nothing."""
    resting = gc.isenabled()
    gc.disable()
    try:
        return marshal.loads(data)  # noqa: S302  (the store has checked that the bytes are whole)
    finally:
        if resting:
            gc.enable()
