"""The parts of a DOCX that the walk over its text needs: main part, headers, notes, styles, list formats."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from typing import Final
from xml.etree.ElementTree import Element

from fitscore.readers.archive import Archive

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_REL: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}"


@dataclass(slots=True)
class Style:
    """What a paragraph style says: its name in lower case, its outline level, whether it is a list, whether it is bold."""

    name: str = ""
    outline: int = 0
    based_on: str = ""
    number: str | None = None
    depth: int = 0
    bold: bool | None = None


@dataclass(slots=True)
class Parts:
    """A DOCX taken apart."""

    main: Element
    headers: list[Element] = field(default_factory=list)
    footers: list[Element] = field(default_factory=list)
    notes: dict[str, Element] = field(default_factory=dict)
    styles: dict[str, Style] = field(default_factory=dict)
    formats: dict[str, dict[str, str]] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    shown_headers: bool = True


def value(element: Element | None, name: str, default: str = "") -> str:
    """The ``w:val`` of a child element, ``default`` when there is none."""
    child = element.find(W + name) if element is not None else None
    return child.get(W + "val", default) if child is not None else default


def is_on(element: Element | None, name: str) -> bool:
    """Whether a toggle child such as ``w:b`` is there and not switched off."""
    child = element.find(W + name) if element is not None else None
    return child is not None and child.get(W + "val", "1") not in ("0", "false", "off", "none")


def main_part(archive: Archive) -> str | None:
    """The name of the main part, which its relationships tell; None when the archive is no word-processor document."""
    if "_rels/.rels" not in archive.names:
        return "word/document.xml" if "word/document.xml" in archive.names else None
    for relation in archive.xml("_rels/.rels"):
        if relation.get("Type", "").endswith("/officeDocument"):
            target = relation.get("Target", "").lstrip("/")
            return target if target in archive.names and not target.startswith(("xl/", "ppt/")) else None
    return None


def load(archive: Archive, main: str) -> Parts:
    """Read the parts.

    Raises:
        Refused: a part is damaged or too large.
    """
    parts = Parts(main=archive.xml(main))
    folder, _, base = main.rpartition("/")
    relations = f"{folder}/_rels/{base}.rels" if folder else f"_rels/{base}.rels"
    if relations not in archive.names:
        return parts
    for relation in archive.xml(relations):
        kind = relation.get("Type", "").rsplit("/", 1)[-1]
        target = relation.get("Target", "")
        if relation.get("TargetMode") == "External":
            parts.links[relation.get("Id", "")] = target
            continue
        name = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        if name in archive.names and kind in _READ:
            _READ[kind](parts, archive.xml(name))
    return parts


def _header(parts: Parts, root: Element) -> None:
    parts.headers.append(root)


def _footer(parts: Parts, root: Element) -> None:
    parts.footers.append(root)


def _notes(parts: Parts, root: Element) -> None:
    for note in root:
        if note.get(W + "type") is None:
            parts.notes[note.tag.removeprefix(W) + note.get(W + "id", "")] = note


def _styles(parts: Parts, root: Element) -> None:
    for style in root.iter(W + "style"):
        layout = style.find(W + "pPr")
        numbering = layout.find(W + "numPr") if layout is not None else None
        outline = value(layout, "outlineLvl", "9")
        letters = style.find(W + "rPr")
        parts.styles[style.get(W + "styleId", "")] = Style(
            name=value(style, "name").lower(),
            outline=int(outline) + 1 if outline.isdigit() and int(outline) < 9 else 0,
            based_on=value(style, "basedOn"),
            number=None if numbering is None else value(numbering, "numId", "-"),
            depth=_number(value(numbering, "ilvl", "0")),
            bold=is_on(letters, "b") if letters is not None and letters.find(W + "b") is not None else None,
        )


def _numbering(parts: Parts, root: Element) -> None:
    abstract = {
        item.get(W + "abstractNumId", ""): {
            level.get(W + "ilvl", "0"): value(level, "numFmt", "bullet") for level in item.iter(W + "lvl")
        }
        for item in root.iter(W + "abstractNum")
    }
    for item in root.iter(W + "num"):
        parts.formats[item.get(W + "numId", "")] = abstract.get(value(item, "abstractNumId"), {})


def _number(text: str) -> int:
    return min(int(text), 8) if text.isdecimal() and len(text) < 4 else 0


_READ = {
    "header": _header,
    "footer": _footer,
    "footnotes": _notes,
    "endnotes": _notes,
    "styles": _styles,
    "numbering": _numbering,
}
