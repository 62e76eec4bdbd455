"""A line of Markdown as its reader sees it: without marks of emphasis, code, links, escapes and table rules."""

from __future__ import annotations

import re
from typing import Final

_CODE = re.compile(r"(?P<ticks>`{1,3})(?P<code>[^`\n]{1,400})(?P=ticks)")
_ESCAPE = re.compile(r"\\(?P<sign>[!-/:-@\[-`{-~])")
_IMAGE = re.compile(r"!\[(?P<words>[^\[\]\n]{0,200})\]\([^()\n]{0,500}\)")
_LINK = re.compile(r"(?<!!)\[(?P<words>[^\[\]\n]{1,300})\]\((?P<address>[^()\s]{1,500})(?:\s+\"[^\"\n]{0,200}\")?\)")
_AUTO = re.compile(r"<(?P<address>(?:https?://|mailto:)[^\s<>]{1,500}|[\w.+-]{1,64}@[\w.-]{1,190})>")
_EMPHASIS = (
    re.compile(r"\*\*\*(?=\S)(?P<words>[^*\n]{1,400})(?<=\S)\*\*\*"),
    re.compile(r"\*\*(?=\S)(?P<words>[^\n]{1,400}?)(?<=\S)\*\*"),
    re.compile(r"(?<![\w_])__(?=\S)(?P<words>[^_\n]{1,400})(?<=\S)__(?![\w_])"),
    re.compile(r"(?<![\w*])\*(?=[^\s*])(?P<words>[^*\n]{1,400})(?<=\S)\*(?![\w*])"),
    re.compile(r"(?<![\w_])_(?=[^\s_])(?P<words>[^_\n]{1,400})(?<=\S)_(?![\w_])"),
    re.compile(r"~~(?=\S)(?P<words>[^~\n]{1,400})(?<=\S)~~"),
)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_ENTITIES: Final = {"&nbsp;": " ", "&amp;": "&", "&middot;": "·", "&ndash;": "–", "&mdash;": "—", "&lt;": "<", "&gt;": ">"}
_ENTITY = re.compile("|".join(_ENTITIES))
_TABLE_ROW = re.compile(r"\s*\|(?P<cells>.*)\|\s*")
_TABLE_RULE = re.compile(r"[\s|:-]+")
_KEPT = 0xE000
"""Escaped signs and code stand here, in the private use area, while marks are taken out."""


def unmarked(line: str) -> str:
    r"""The words of a line; heading and list marks at its start stay, as they say what the line is.

    >>> unmarked("### **Baker** at [Crust](https://crust.example), *2019 - now* \\| `snake_case`")
    '### Baker at Crust, 2019 - now | snake_case'
    >>> unmarked("| Day | **Hours** |"), unmarked("|---|:-:|"), unmarked("* 2 * 3 and C++")
    ('Day\tHours', '', '* 2 * 3 and C++')
    """
    kept: list[str] = []

    def keep(words: str) -> str:
        kept.append(words)
        return chr(_KEPT + len(kept) - 1) if len(kept) <= 0x1000 else words

    line = _CODE.sub(lambda found: keep(found["code"].strip()), line)
    line = _ESCAPE.sub(lambda found: keep(found["sign"]), line)
    line = _AUTO.sub(lambda found: keep(found["address"].removeprefix("mailto:")), line)
    line = _LINK.sub(lambda found: found["words"], _IMAGE.sub(lambda found: found["words"], line))
    for pattern in _EMPHASIS:
        line = pattern.sub(lambda found: found["words"], line)
    line = _ENTITY.sub(lambda found: _ENTITIES[found.group()], _BREAK.sub(" ", line))
    line = _cells(line)
    return re.sub(r"[\ue000-\uefff]", lambda found: _restored(found.group(), kept), line)


def _cells(line: str) -> str:
    """A table row with its cells between tabs; nothing of the rule under the head of a table."""
    row = _TABLE_ROW.fullmatch(line)
    if row is None or not row["cells"].strip():
        return line
    if _TABLE_RULE.fullmatch(row["cells"]) and "-" in row["cells"]:
        return ""
    return "\t".join(cell.strip() for cell in row["cells"].split("|"))


def _restored(sign: str, kept: list[str]) -> str:
    at = ord(sign) - _KEPT
    return kept[at] if at < len(kept) else sign
