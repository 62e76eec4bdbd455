"""Imports run downhill, the public names are pinned, the registries are complete."""

from __future__ import annotations

import ast
from importlib import import_module
from pathlib import Path

import pytest

import fitscore

ROOT = Path(fitscore.__file__).parent
LAYERS = (
    ("errors",),
    ("model",),
    ("text", "datafile", "store"),
    ("policy", "taxonomy", "profile", "phrases", "quantities"),
    ("readers", "skills", "degrees", "fluency", "dates"),
    ("requirements",),
    ("posting", "resume"),
    ("matching",),
    ("gates", "scoring"),
    ("checklist", "doctor", "folder", "changes", "masking"),
    ("memory", "parallel"),
    ("pipeline",),
    ("whatif",),
    ("reports",),
    ("api", "batch"),
)
LEVEL = {name: level for level, names in enumerate(LAYERS) for name in names}
REPORTS_MAY = {"errors", "model", "folder", "changes", "reports"}


def imports_of(path: Path) -> set[str]:
    """First-level modules of fitscore that a file imports, type-checking blocks apart."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    skipped = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)
        for inner in ast.walk(node)
    }
    found = set()
    for node in ast.walk(tree):
        if id(node) in skipped:
            continue
        names = []
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module] if node.module != "fitscore" else [f"fitscore.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        found |= {name.split(".")[1] for name in names if name.startswith("fitscore.")}
    return found


def modules() -> list[tuple[str, Path]]:
    return [(path.relative_to(ROOT).with_suffix("").parts[0], path) for path in sorted(ROOT.rglob("*.py"))]


@pytest.mark.parametrize(("owner", "path"), modules(), ids=lambda value: value.name if isinstance(value, Path) else value)
def test_imports_run_downhill(owner: str, path: Path) -> None:
    imported = imports_of(path) - {owner}
    if owner == "reports":
        assert imported <= REPORTS_MAY
    elif owner == "cli":
        text = path.read_text(encoding="utf-8")
        assert imported <= {"cli"} or "import fitscore" in text
        private = imported - {"cli"} - set(fitscore.__all__)
        assert not private, f"the command line uses {private}: make it public first"
    elif owner in ("__init__", "__main__"):
        return
    elif owner == "pipeline":
        assert all(LEVEL[name] < LEVEL[owner] for name in imported)
    else:
        assert owner in LEVEL, f"{owner}: give it a place in LAYERS"
        uphill = {name for name in imported if LEVEL.get(name, 99) >= LEVEL[owner]}
        assert not uphill, f"{path.name} imports {uphill}, which stand above or beside {owner}"


def test_public_names_exist() -> None:
    for name in fitscore.__all__:
        assert getattr(fitscore, name) is not None


def test_importing_fitscore_is_cheap() -> None:
    import subprocess
    import sys

    code = "import sys, fitscore; print([m for m in ('spacy','sklearn','pypdfium2','numpy','rich','jinja2') if m in sys.modules])"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"


def test_every_report_format_renders() -> None:
    for name in fitscore.FORMATS:
        assert callable(import_module(fitscore.FORMATS[name]).render), name
    assert set(fitscore.SUFFIXES.values()) <= set(fitscore.FORMATS)


def test_every_module_is_readable_in_one_sitting() -> None:
    long = {path.name: n for _, path in modules() if (n := len(path.read_text(encoding="utf-8").splitlines())) > 500}
    assert not long, f"split these: {long}"
