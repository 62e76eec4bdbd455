"""Compiles the taxonomy and the phrases of deeds when the package is built: an installed copy's first start reads no YAML."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

TAXONOMY, DEEDS = "skills_taxonomy.bin", "deeds.bin"


class Compile(BuildHookInterface):  # type: ignore[type-arg]
    """Puts the compiled forms into the wheel; for an editable install, beside the sources."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make the files. An editable copy whose sources change later falls back to the user's cache."""
        sys.path.insert(0, self.root)
        try:
            from fitscore.matching.deeds import ship_deeds
            from fitscore.taxonomy.loading import ship_core
        finally:
            sys.path.pop(0)
        editable = version == "editable"
        home = Path(self.root) / "fitscore" / "data" if editable else Path(tempfile.mkdtemp())
        for name, ship in ((TAXONOMY, ship_core), (DEEDS, ship_deeds)):
            ship(home / name)
            if not editable:
                build_data["force_include"][str(home / name)] = f"fitscore/data/{name}"
