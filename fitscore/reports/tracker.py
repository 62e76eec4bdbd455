"""The checklist written into an owner's own tracker page: only the "Action items" block grows, every other byte stays."""

from __future__ import annotations

import re

from fitscore.model import FitReport
from fitscore.reports.words import one_line, points_of

_HEADING = re.compile(
    r"""
    ^ (?P<lead> [ \t]* (?: \#{1,6}[ \t]+ | [-*][ \t]+ )? )
    (?:\*\*)? action\ items? (?:\*\*)? :? (?:\*\*)? [ \t]* \r? $
    """,
    re.IGNORECASE | re.MULTILINE | re.VERBOSE,
)
_NEXT = re.compile(r"^#{1,6}[ \t]", re.MULTILINE)
_INERT = re.compile(r"([\\`*_\[\]<>|~])")


def fill_action_items(page: str, report: FitReport) -> str:
    r"""The page with the checklist's lines added to its "Action items" block, or to a new block at its end.

    Lines that stand there already are not added again; the owner's own lines, the line breaks and everything else stay.

    Args:
        page: the tracker page (Markdown), line breaks as in the file.
        report: the posting's report.
    """
    newline = "\r\n" if "\r\n" in page else "\n"
    found = _HEADING.search(page)
    if found is None:
        gap = "" if page.endswith(newline) or not page else newline
        lines = _lines(report, "", page)
        return page + gap + newline.join(["", "# Action items", "", *lines, ""]) if lines else page
    bullet = found["lead"].lstrip()[:1] in ("-", "*") and bool(found["lead"].strip())
    indent = " " * (len(found["lead"]) - len(found["lead"].lstrip()) + 4) if bullet else ""
    end = _end_of_block(page, found.end(), indent)
    lines = _lines(report, indent, page[found.end() : end])
    if not lines:
        return page
    kept = page[:end].rstrip()
    lead = newline if len(kept) > found.end() else newline * 2
    return kept + lead + newline.join(lines) + page[len(kept) :]


def _end_of_block(page: str, start: int, indent: str) -> int:
    """Where the block ends: before the next heading, or for a list item before the next line that is not inside it."""
    if not indent:
        following = _NEXT.search(page, start)
        return following.start() if following else len(page)
    at = page.find("\n", start) + 1 or len(page)
    while at < len(page):
        stop = page.find("\n", at) + 1 or len(page)
        line = page[at:stop]
        if line.strip() and not line.startswith((indent[:-2] or indent, "\t")):
            return at
        at = stop
    return len(page)


def _lines(report: FitReport, indent: str, block: str) -> list[str]:
    """The checklist as tick boxes in the tracker's own way of writing them."""
    known = " ".join(block.split())
    lines = []
    for action in report.actions:
        stake = f" ({points_of(action.points)})" if action.points else ""
        words = _INERT.sub(r"\\\1", one_line(action.text)) + stake
        if words not in known:
            lines.append(f"{indent}- [{'x' if action.done else ' '}]  {words}")
    return lines
