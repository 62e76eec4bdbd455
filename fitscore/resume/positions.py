"""Jobs: from the entries of work sections to positions with title, organisation, place, dates, kind and highlights."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from fitscore.datafile import load_data
from fitscore.dates import DateRange, find_dates, months_of
from fitscore.model import Month, Position, PositionKind, Span
from fitscore.phrases import compile_phrases
from fitscore.resume.entries import Entry, cut
from fitscore.resume.habits import Head, habits_of
from fitscore.resume.heads import read_head
from fitscore.resume.lexicon import (
    comma_pieces,
    is_open_title,
    is_term,
    is_unit,
    org_score,
    role_score,
    strip_edges,
    townlike,
    without_terms,
)
from fitscore.resume.rows import Row, Widths
from fitscore.resume.sections import Part
from fitscore.resume.statements import Passage, passages, sentences
from fitscore.text import fold, trim

WORK = ("experience", "internships", "volunteering", "activities")
"""Section kinds whose entries are positions."""

_BRACKETS = re.compile(r"\([^()]{0,200}\)")
_LAST_BRACKET = re.compile(r"\s?\(([^()]{2,30})\)\Z")
_QUOTES = "\"“”„«»"
_FREELANCE = re.compile(r"\b(?:freelanc|self-employ|independent)")
_STEP = re.compile(r"(?:then|later|now|from|since|before|previously|also|and|promoted)\b")
_UNPAID = ("volunteering", "activities")


@dataclass(frozen=True, slots=True)
class Job:
    """A position, its entry and the passages of its body, before statements and skills are known."""

    position: Position
    entry: Entry
    passages: tuple[Passage, ...]
    section: str
    date: DateRange | None
    title: Span | None
    firm: Span | None = None


@dataclass(frozen=True, slots=True)
class WorkSection:
    """A work section read: its jobs and the lines that belong to none."""

    part: Part
    jobs: tuple[Job, ...]
    loose: tuple[Row, ...]


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return compile_phrases(load_data("resume_roles")[name])


def _has(name: str, folded: str) -> bool:
    return bool(_pattern(name).search(folded))


def read_work(text: str, parts: Sequence[Part], widths: Widths, as_of: Month) -> list[WorkSection]:
    """All work sections of a CV."""
    cuts = [(part, *cut(text, part.rows, widths)) for part in parts if part.kind in WORK]
    habits = habits_of([read_head(text, entry.lines()) for _, _, entries in cuts for entry in entries])
    found = []
    for part, lead, entries in cuts:
        heads = [read_head(text, entry.lines(), habits) for entry in entries]
        jobs, other = _jobs(text, part.kind, list(zip(entries, heads, strict=True)), widths, as_of)
        loose = sorted([*lead, *(row for entry in other for row in entry.rows)], key=lambda row: row.number)
        found.append(WorkSection(part, tuple(jobs), tuple(loose)))
    return found


def _jobs(
    text: str, section: str, entries: Sequence[tuple[Entry, Head]], widths: Widths, as_of: Month
) -> tuple[list[Job], list[Entry]]:
    """The jobs of a section, and the entries that are none."""
    jobs: list[Job] = []
    other: list[Entry] = []
    roof: tuple[Span, DateRange | None] | None = None
    for at, (entry, head) in enumerate(entries):
        date = entry.dated.date if entry.dated is not None else None
        if at + 1 < len(entries) and _is_roof(text, entry, head, *entries[at + 1]):
            roof = (head.organization or head.title or Span(0, 0), date)
            continue
        if not _is_job(text, section, entry, head):
            other.append(entry)
            continue
        held = roof is not None and _inside(date, roof[1])
        if (held or (jobs and _names_branch(text, head, jobs[-1]))) and _is_split_title(text, head):
            head = replace(head, title=Span(head.title.start, head.organization.end), organization=None)  # type: ignore[union-attr]
        if roof is not None and head.title is not None and _is_of_roof(text, roof, date):
            head = replace(head, organization=roof[0])
        elif head.organization is None and head.title is not None:
            head = _under_roof(text, head, date, roof, jobs, section)
        elif roof is not None and not _inside(date, roof[1]):
            roof = None
        jobs.append(_job(text, section, entry, head, date, widths, as_of))
        if roof is not None and roof[1] is not None and date is not None and date.start == roof[1].start:
            roof = None  # its first role: what follows is older, or stands elsewhere
    return jobs, other


def _is_job(text: str, section: str, entry: Entry, head: Head) -> bool:
    """Whether an entry is work: it names something, is no break, and outside of work sections has a range of dates."""
    if head.title is None and head.organization is None:
        return False
    if section in _UNPAID and (entry.dated is None or entry.dated.date.single):
        return False
    named = " ".join(span.of(text) for span in (head.title, head.organization) if span is not None)
    if head.title is not None and head.organization is not None and role_score(head.title.of(text)) >= 2:
        named = head.title.of(text)  # "Travel" may end the name of a firm
    return not _has("breaks", fold(_BRACKETS.sub(" ", named)))


def _is_roof(text: str, entry: Entry, head: Head, following: Entry, next_head: Head) -> bool:
    """Whether an entry only names the organisation, with its whole range, above the roles held there."""
    about = len(entry.body) > 2 or any(row.bullet for row in entry.body)
    if about or (entry.body and not next_head.title) or entry.dated is None or following.dated is None:
        return False
    only = head.organization if head.title is None else head.title if head.organization is None and not head.firm else None
    if only is None and head.title is not None and head.organization is not None and not entry.body:
        # "Globex Ltd - Human Resources" over the roles held in that department
        in_department = role_score(head.title.of(text)) == 0 and org_score(head.organization.of(text)) >= 2
        titled = next_head.title is not None and role_score(next_head.title.of(text)) >= 2
        only = head.organization if in_department and titled and next_head.organization is None else None
    return only is not None and next_head.title is not None and _inside(following.dated.date, entry.dated.date)


def _is_split_title(text: str, head: Head) -> bool:
    """Whether what was taken for title and firm is one title: "Vice President, Operations"."""
    title, firm = head.title, head.organization
    if title is None or firm is None or head.firm or firm.start < title.end:
        return False
    return text[title.end : firm.start].strip() == "," and org_score(firm.of(text)) == 0 and not is_unit(firm.of(text))


def _names_branch(text: str, head: Head, last: Job) -> bool:
    """Whether "Analyst, Corporate Banking" goes on under the firm that stands in a line of its own over the role before."""
    if head.title is None or last.title is None or last.firm is None or not is_open_title(head.title.of(text)):
        return False
    return last.firm.end <= last.title.start and "\n" in text[last.firm.end : last.title.start]


def _inside(inner: DateRange | None, outer: DateRange | None) -> bool:
    if inner is None or outer is None or inner.start is None or outer.start is None:
        return False
    late_enough = outer.end is None or (inner.end is not None and inner.end <= outer.end)
    return inner.start >= outer.start and late_enough


def _is_of_roof(text: str, roof: tuple[Span, DateRange | None], date: DateRange | None) -> bool:
    """Whether a role inside the range of an employer above it was held there, so that what it names itself is a unit of it."""
    words = roof[0].of(text)
    return _inside(date, roof[1]) and org_score(words) >= 2 and role_score(words) < 2


def _under_roof(
    text: str, head: Head, date: DateRange | None, roof: tuple[Span, DateRange | None] | None, jobs: Sequence[Job], section: str
) -> Head:
    """A role without an organisation of its own, put under the one above it."""
    if roof is not None and _inside(date, roof[1]):
        return replace(head, organization=roof[0])
    if head.title is not None and _FREELANCE.search(fold(head.title.of(text))):
        return head
    if jobs and head.title is not None and role_score(head.title.of(text)) >= 2 and section in ("experience", "internships"):
        return replace(head, organization=jobs[-1].firm)
    return head


def _job(
    text: str, section: str, entry: Entry, head: Head, date: DateRange | None, widths: Widths, as_of: Month
) -> Job:
    unused = [row for number, row in enumerate(entry.head) if number not in head.used and row is not entry.dated_row]
    body = sorted([*unused, *entry.body], key=lambda row: row.number)
    found = passages(text, body, widths)
    rows = entry.rows
    span = trim(text, Span(rows[0].span.start, max(row.span.end for row in rows)))
    months = months_of(date, as_of) if date is not None else None
    title = _said(text, _bare_title(text, head.title))
    firm, town = _firm_and_town(text, head.organization)
    position = Position(
        title=title,
        organization=_said(text, firm),
        location=_said(text, head.location or town),
        span=span,
        start=date.start if date else None,
        end=date.end if date else None,
        current=date.current if date else False,
        kind=_kind(section, title, " ".join(row.of(text) for row in entry.head)),
        precision=date.precision if date else "none",
        first=months[0] if months else None,
        last=months[1] if months else None,
        highlights=tuple(_highlights(text, found)),
    )
    return Job(position, entry, tuple(found), section, date, head.title, head.organization)


def _bare_title(text: str, span: Span | None) -> Span | None:
    """A title without how one was employed, and without a remark behind it in small letters: "Placement student, web team"."""
    if span is None:
        return None
    span = without_terms(text, span)
    pieces = comma_pieces(text, span)
    if len(pieces) < 2 or role_score(pieces[0].of(text)) < 2 or is_open_title(pieces[0].of(text)):
        return span
    remark = (at for at in range(1, len(pieces)) if _is_remark(pieces[at].of(text)))
    return Span(span.start, pieces[next(remark, len(pieces)) - 1].end)


def _is_remark(words: str) -> bool:
    return words[:1].islower() and role_score(words) < 2 and not _STEP.match(words)


def _without_dates(text: str, span: Span | None) -> Span | None:
    """A firm without a bracket that only tells when: "Quill Hospital, Derby (June to August)"."""
    note = _LAST_BRACKET.search(text, max(span.start, span.end - 40), span.end) if span is not None else None
    if span is None or note is None:
        return span
    months = f"{note[1]} 2000"  # "June to August" is a range once it has a year
    dated = any(date.span == (0, len(months)) for date in find_dates(months))
    return Span(span.start, note.start()) if dated or is_term(note[1]) else span


def _firm_and_town(text: str, span: Span | None) -> tuple[Span | None, Span | None]:
    """A firm without what it is ("regional daily"), and the town behind its name ("Quayside Maps, Derby")."""
    span = _without_dates(text, span)
    pieces = comma_pieces(text, span) if span is not None else []
    if span is None or len(pieces) < 2:
        return span, None
    words = [piece.of(text) for piece in pieces]
    known = org_score(words[0]) >= 2 and not is_unit(words[0])
    asides = (word[:1].islower() or is_term(word) or (known and is_unit(word)) for word in words[1:])
    told = next((at for at, aside in enumerate(asides, 1) if aside), len(pieces))
    last = words[-1]
    town = len(last.split()) == 1 and townlike(last) and len(words[0].split()) > 1 and org_score(last) < 1
    keep = min(told, len(pieces) - 1) if town and (told < len(pieces) or len(pieces) == 2) else told
    return Span(pieces[0].start, pieces[keep - 1].end), pieces[-1] if town and keep < len(pieces) else None


def _said(text: str, span: Span | None) -> str | None:
    """The words of a part of the head, without separators and emphasis marks that belong to its neighbours."""
    inner = strip_edges(text, span) if span is not None else None
    words = " ".join(inner.of(text).split()) if inner is not None else ""
    quoted = len(words) > 2 and words[0] in _QUOTES and words[-1] in _QUOTES
    return (words[1:-1] if quoted else words) or None


def _highlights(text: str, found: Sequence[Passage]) -> Iterator[Span]:
    """Bullets whole, paragraphs by the sentence."""
    for passage in found:
        yield from [passage.span] if passage.bullet else sentences(text, passage.span)


def _kind(section: str, title: str | None, head: str) -> PositionKind:
    """What sort of work a title, the head lines it stands in and their section make."""
    folded = fold(title or "")
    if section in _UNPAID or _has("volunteers", folded) or _has("unpaid", fold(head)):
        return PositionKind.VOLUNTEERING
    if section == "internships" or _has("internships", folded):
        return PositionKind.INTERNSHIP
    return PositionKind.JOB


def holds_office(words: str) -> bool:
    """Whether a line names an office that people hold unpaid.

    >>> holds_office("Treasurer, student food bank"), holds_office("Estate agent, Cotton Realty")
    (True, False)
    """
    return _has("offices", fold(words))


def is_part_time(text: str, job: Job) -> bool:
    """Whether the entry says that the work was part-time or a student job; nobody works for oneself as a student job."""
    head = fold(" ".join(row.of(text) for row in job.entry.head))
    return (_has("part_time", head) and not _FREELANCE.search(head)) or is_student_work(text, job)


def is_student_work(text: str, job: Job) -> bool:
    """Whether the entry says that the work was done beside one's studies."""
    start, end = job.position.span
    return _has("student_work", fold(text[start : min(end, start + 2000)]))
