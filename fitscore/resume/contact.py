"""Name and contact details of a CV. They are read so that they can be kept out of everything else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from fitscore.model import Document
from fitscore.resume.lexicon import is_place, is_url, role_score
from fitscore.resume.rows import Row
from fitscore.resume.section_names import heading_kind
from fitscore.resume.sections import HEADER, Part
from fitscore.skills import SkillFinder
from fitscore.text import fold, split

_EMAIL = re.compile(r"[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_PHONE = re.compile(r"(?<![\w/])(?:\+|\(\+?|00)?\d[\d ()./‐–-]{6,18}\d(?![\w/])")
_LINK = re.compile(
    r"""
      (?:https?://|www\.)[^\s|,;]{3,200}
    | \b[\w-]{2,40}(?:\.[\w-]{2,40}){0,3}\.(?:com|org|net|io|dev|me)(?:/[^\s|,;]{0,150})?\b/?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_YEARS = re.compile(r"(?:19|20)\d\d\W+(?:19|20)\d\d")
_STREET = re.compile(
    r"\A\d{1,5}[A-Za-z]?,?\s+\S.{0,60}?\b(?:street|st|road|rd|avenue|ave|lane|ln|drive|dr|way|row|court|close|square|terrace|blvd|boulevard|crescent|place|highway|hwy)\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"[^\W\d_][\w'’.-]*(?: [^\W\d_][\w'’.-]*){0,4}")
_NAME_LABEL = re.compile(r"\A(?:full )?name:\s*", re.IGNORECASE)
_TITLES = re.compile(
    r"""
    ,?\s+(?:ph\.?d|m\.?d|rgn|rmn|rn|obe|mbe|ceng|mrics|acca|aca|cfa|cpa|cipd|llm|llb|ba|ma|bsc|msc|bsn|msn|mba|pmp|esq|jr|sr|ii|iii|
    m\.?sc|b\.?sc|resume|résumé|cv|curriculum\ vitae)\.?\Z
    """,
    re.VERBOSE | re.IGNORECASE,
)
_AFTER_NAME = re.compile(r"\s[—–|-]\s|,")
_WIDE = re.compile(r"\t+|\s{3,}|\s*\|\s*|\s+[·•]\s+|\s+,\s+")
_PARTICLES = frozenset({"de", "van", "von", "der", "da", "di", "la", "le", "bin", "al", "del", "dos", "el", "ter", "den", "of"})


@dataclass(slots=True)
class Contact:
    """Who the CV is of. ``rows`` are the numbers of the rows that hold nothing else."""

    name: str | None = None
    details: dict[str, str] = field(default_factory=dict)
    rows: set[int] = field(default_factory=set)


def read_contact(document: Document, parts: Sequence[Part], finder: SkillFinder) -> Contact:
    """Name, ``email``, ``phone``, ``location``, ``links`` from the lines before the first section and from contact sections."""
    text = document.text
    found = Contact(rows={row.number for part in parts if part.kind == "contact" for row in part.rows})
    rows = [row for part in parts if part.kind in (HEADER, "contact") for row in part.rows]
    links = [link for row in rows for link in _read_row(text, row, found)]
    links += [link for link in document.links if not link.startswith(("mailto:", "tel:"))]
    if links:
        found.details["links"] = " ".join(dict.fromkeys(links))
    _read_name(text, parts, found, finder)
    if found.name is None:
        _read_name_by_email(text, parts, found, finder)
    return found


def _read_row(text: str, row: Row, found: Contact) -> Iterator[str]:
    """Notes what one line tells, and yields its links."""
    words = row.of(text)
    email, phone = _EMAIL.search(words), phone_in(words)
    for key, value in (("email", email.group() if email else None), ("phone", phone)):
        if value:
            found.details.setdefault(key, value)
    for cell in split(text, row.span, _WIDE):
        if is_place(cell.of(text)):
            found.details.setdefault("location", cell.of(text))
    if email or phone or is_url(words) or is_place(words) or _STREET.match(words):
        found.rows.add(row.number)
    yield from (match.group() for match in _LINK.finditer(_EMAIL.sub(" ", words)))


def phone_in(words: str) -> str | None:
    """The telephone number in some words, or None.

    >>> phone_in("Leeds | +44 113 496 0000"), phone_in("2017 - 2019")
    ('+44 113 496 0000', None)
    """
    for match in _PHONE.finditer(words):
        digits = re.sub(r"\D", "", match.group())
        if 8 <= len(digits) <= 15 and not _YEARS.fullmatch(match.group().strip()):
            return match.group().strip()
    return None


def _read_name(text: str, parts: Sequence[Part], found: Contact, finder: SkillFinder) -> None:
    for part in parts:
        if part.kind not in (HEADER, "contact"):
            continue
        for at, row in enumerate(part.rows[:6]):
            for cell in split(text, row.span, _WIDE):
                name = _name_in(cell.of(text), finder)
                following = part.rows[at + 1] if at + 1 < len(part.rows) else None
                if name is not None and " " not in name and following is not None:
                    # Given name and surname on lines of their own.
                    second = _name_in(following.of(text), finder)
                    name = f"{name} {second}" if second and " " not in second else None
                    found.rows.update({row.number, following.number} if name else ())
                if name is not None and " " in name:
                    found.name = name
                    if len(row.of(text)) <= len(name) + 6 or _NAME_LABEL.match(row.of(text)):
                        found.rows.add(row.number)
                    return


def _read_name_by_email(text: str, parts: Sequence[Part], found: Contact, finder: SkillFinder) -> None:
    """The name where no header holds it: the first line like a name that shares a word with the e-mail address."""
    user = fold(found.details.get("email", "")).split("@")[0]
    for row in (row for part in parts for row in part.rows if not row.bullet and len(row.cells) == 1):
        name = _name_in(row.of(text), finder)
        if name and " " in name and any(len(token) > 2 and token in user for token in fold(name).split()):
            found.name = name
            found.rows.add(row.number)
            return


def _name_in(words: str, finder: SkillFinder) -> str | None:
    """The name that some words are, without label, titles and headline."""
    bare = _TITLES.sub("", _NAME_LABEL.sub("", words))
    bare = _AFTER_NAME.split(bare)[0].strip()
    tokens = bare.split()
    if not _NAME.fullmatch(bare) or not 1 <= len(tokens) <= 5 or heading_kind(bare) is not None:
        return None
    if not all(token[0].isupper() or fold(token) in _PARTICLES for token in tokens):
        return None
    if role_score(bare) >= 2 or is_place(bare) or any(hit.surface == bare for hit in finder.find(bare, as_list=True)):
        return None
    return bare
