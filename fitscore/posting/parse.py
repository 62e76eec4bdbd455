"""From a document to a `Posting`."""

from __future__ import annotations

from dataclasses import replace

from fitscore.model import Document, Posting, Priority, Requirement
from fitscore.posting.items import items_of
from fitscore.posting.lines import pieces_of
from fitscore.posting.sections import blocks_of
from fitscore.requirements.build import build
from fitscore.skills import SkillFinder

PRIORITY = {"required": Priority.REQUIRED, "requirements": Priority.REQUIRED, "preferred": Priority.PREFERRED}


def parse_posting(document: Document, finder: SkillFinder) -> Posting:
    """Read one job posting.

    Args:
        document: the posting as read; its text is never changed.
        finder: finds the taxonomy's skills.

    Returns:
        The posting. Anything that could not be read is in ``unread``; nothing raises.
    """
    text = document.text
    blocks = blocks_of(text, pieces_of(document))
    made: list[Requirement] = []
    for block in blocks:
        if not block.asks:
            continue
        items, _cuts = items_of(text, block)
        for item in items:
            made.extend(build(text, item.span, item.line, finder, PRIORITY[block.kind], f"{block.rule}: {item.rule}"))
    requirements = tuple(replace(r, id=f"r{n}") for n, r in enumerate(made, 1))
    return Posting(document=document, requirements=requirements)
