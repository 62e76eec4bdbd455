"""How a reader says that it cannot read: `Refused`, which `fitscore.readers` turns into a `DocumentError` with the path."""

from __future__ import annotations

from dataclasses import dataclass


class Refused(Exception):  # noqa: N818  (a verdict on a file, turned into DocumentError at the edge)
    """This file cannot be read.

    Args:
        code: a slug: ``empty``, ``encrypted``, ``no_text_layer``, ``damaged``, ``unsupported``, ``too_large``, ``timeout``.
        reason: one sentence for the user: what is wrong, and what to do.
    """

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Source:
    """One file as the readers see it: its bytes, its name as given, and whether the text of scans may be recognised."""

    data: bytes
    name: str
    ocr: bool = False

    @property
    def suffix(self) -> str:
        """The last suffix of the name in lower case, with its dot; empty when there is none."""
        base = self.name.replace("\\", "/").rsplit("/", 1)[-1]
        stem, dot, suffix = base.rpartition(".")
        return f".{suffix.lower()}" if dot and stem else ""


def check_size(source: Source, limit: int) -> None:
    """Refuse a file above its size limit.

    Raises:
        Refused: the file has more than ``limit`` bytes.
    """
    if len(source.data) > limit:
        size, most = len(source.data) / (1 << 20), limit >> 20
        reason = f"the file has {size:.0f} MB, more than the {most} MB allowed for this format; save a smaller copy"
        raise Refused("too_large", reason)
