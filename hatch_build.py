"""Compiles the taxonomy when the package is built, so that the first start of an installed copy reads no YAML."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NAME = "skills_taxonomy.bin"


class CompileTaxonomy(BuildHookInterface):  # type: ignore[type-arg]
    """Puts the compiled taxonomy into the wheel; for an editable install, beside the sources."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make the file. An editable copy whose sources change later falls back to the user's cache."""
        sys.path.insert(0, self.root)
        try:
            from fitscore.taxonomy.loading import ship_core
        finally:
            sys.path.pop(0)
        editable = version == "editable"
        home = Path(self.root) / "fitscore" / "data" if editable else Path(tempfile.mkdtemp())
        ship_core(home / NAME)
        if not editable:
            build_data["force_include"][str(home / NAME)] = f"fitscore/data/{NAME}"
