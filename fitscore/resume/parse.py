"""The way of a CV: rows -> sections -> jobs, degrees, certificates, languages -> statements -> skills with months -> doubts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from fitscore.dates import union_months
from fitscore.degrees import find_degrees
from fitscore.model import Diagnostic, Document, Month, PositionKind, Resume, ResumeLine, Severity
from fitscore.resume import doubts
from fitscore.resume.certificates import read_certificates
from fitscore.resume.contact import read_contact
from fitscore.resume.dated import BESIDE, date_of
from fitscore.resume.education import Study, read_education
from fitscore.resume.languages import read_languages
from fitscore.resume.lexicon import is_url, role_score
from fitscore.resume.mentions import COUNTED, Title, read_skills
from fitscore.resume.positions import WORK, Job, WorkSection, holds_office, is_part_time, is_student_work, read_work
from fitscore.resume.rows import Row, Widths, rows_of, widths
from fitscore.resume.sections import HEADER, Part, as_sections, find_parts, split_by_content
from fitscore.resume.shapes import is_statement
from fitscore.resume.statements import passages, statements
from fitscore.skills import SkillFinder

_LOOSE = ("summary", "other", "achievements", "interests", "skills", "certificates", "languages", "courses")
_USUAL_STUDY = 48
"""Months that a study of which only the end is known is taken to last."""

_SILENT = ("contact", "references")
"""Sections whose lines say nothing of a person's skills."""


def parse_resume(document: Document, finder: SkillFinder, as_of: Month) -> Resume:
    """Read a CV.

    Args:
        document: the CV's text, lines and hidden spans.
        finder: finds the taxonomy's skills.
        as_of: the month of the reading; "Present" ends with the month before it.

    Returns:
        Everything found, with spans into ``document.text``. What is doubtful comes as diagnostics; content never raises.
    """
    text = document.text
    rows = rows_of(document)
    parts = _parts(text, rows)
    wide = widths(rows)
    work = read_work(text, parts, wide, as_of)
    studies = read_education(text, parts, wide, as_of, finder)
    jobs = _apart(text, [job for section in work for job in section.jobs], studies)
    positions = tuple(job.position for job in jobs)
    contact = read_contact(document, parts, finder)
    lines = _lines(document, parts, work, wide, contact.rows)
    titles = [Title(job.title, number, job.section) for number, job in enumerate(jobs) if job.title is not None]
    names = [study.institution for study in studies if study.institution is not None]
    skills = read_skills(document, lines, titles, names, positions, finder)
    ranges = [(p.first, p.last) for p in positions if p.kind in COUNTED and p.first is not None and p.last is not None]
    total = union_months(ranges)
    return Resume(
        document=document,
        name=contact.name,
        contact=contact.details,
        sections=as_sections(parts, len(text)),
        statements=tuple(lines),
        positions=positions,
        education=tuple(study.education for study in studies),
        certificates=read_certificates(document, parts, skills, finder, wide),
        languages=read_languages(text, lines, finder),
        skills=skills,
        total_months=total,
        as_of=as_of,
        diagnostics=(
            *doubts.job_doubts(jobs, as_of),
            *doubts.counted(positions, total),
            *doubts.claim_doubts(document, lines, total, finder, dated=bool(ranges)),
            *doubts.stuffing(document, lines, skills),
            *doubts.pasted_posting(document, rows),
            *_emptiness(jobs, studies, skills),
        ),
    )


def _parts(text: str, rows: Sequence[Row]) -> tuple[Part, ...]:
    """Sections by heading, and by content where a job or degree stands under none."""
    parts = find_parts(text, rows)
    starts: dict[int, str] = {}
    has_work = any(part.kind in ("experience", "internships") and part.rows for part in parts)
    has_study = any(part.kind == "education" and part.rows for part in parts)
    before = None
    for part in parts:
        if part.kind not in (HEADER, *_LOOSE):
            before = None
            continue
        strict = part.kind not in (HEADER, "summary", "other")
        learnt = part.kind == "courses" and not has_study  # the only section that tells of studies
        kind: str | None = None
        for at in range(len(part.rows)):
            worked = strict or (has_work and part.kind != "other")
            found = _begins(text, part.rows, at, has_work=worked, has_study=has_study or (strict and not learnt))
            if strict and found is None and _is_plain_job(text, part.rows, at):
                found = "experience"
            if found is None and at == 0 and part.kind == "other" and before == "experience" and _is_dated(text, part.rows[0]):
                found = before
            head = part.rows[_first_line(text, part.rows, at)]
            if found == "experience" and part.kind == "other" and holds_office(head.of(text)):
                found = "activities"
            if found is not None and found != kind:
                starts[part.rows[_first_line(text, part.rows, at)].number] = found
                kind = found
        before = kind
    return split_by_content(parts, starts) if starts else parts


def _is_dated(text: str, row: Row) -> bool:
    dated = date_of(text, row)
    return dated is not None and not dated.date.single and dated.manner != BESIDE


def _begins(text: str, rows: Sequence[Row], at: int, *, has_work: bool, has_study: bool) -> str | None:
    row = rows[at]
    dated = date_of(text, row)
    if dated is None or dated.manner == BESIDE or row.bullet:
        return None
    around = [row, *rows[max(0, at - 2) : at], *rows[at + 1 : at + 2]]
    near = [other for other in around if other is row or not (other.bullet or is_statement(text, other))]
    if not has_study and any(find_degrees(text, other.span, of_study=True) for other in near[:2]):
        return "education"
    if not has_work and not dated.date.single and any(role_score(other.of(text)) >= 2 for other in near):
        return "experience"
    return None


def _is_plain_job(text: str, rows: Sequence[Row], at: int) -> bool:
    """Whether a job stands in a section it does not belong to, as happens when columns run into each other."""
    dated = None if rows[at].bullet else date_of(text, rows[at])
    if dated is None or dated.date.single or dated.manner == BESIDE:
        return False
    above = [row for row in rows[max(0, at - 2) : at + 1] if not row.bullet and not is_statement(text, row)]
    followed = any(row.bullet for row in rows[at + 1 : at + 3])
    return followed and any(role_score(row.of(text)) >= 2 for row in above)


def _first_line(text: str, rows: Sequence[Row], at: int) -> int:
    """The first line of the head that a dated line belongs to: the nearest line above with a title, at most two up."""
    if role_score(rows[at].of(text)) >= 2 or find_degrees(text, rows[at].span, of_study=True):
        return at
    for up in (1, 2):
        if at - up < 0 or rows[at - up].bullet or is_statement(text, rows[at - up]):
            break
        if role_score(rows[at - up].of(text)) >= 2:
            return at - up
    return at


def _apart(text: str, jobs: Sequence[Job], studies: Sequence[Study]) -> list[Job]:
    """Jobs with part-time work beside full-time study set apart from the rest.

    A job is set apart when it says itself that it was done beside one's studies, or when it is marked part-time and most of its
    months lie inside a course of study.
    """
    known = {month for found in studies if found.months is not None for month in _stretch(found.months)}
    likely = {month for found in studies for month in _stretch(found.months or _likely(found))}
    out = []
    for job in jobs:
        position = job.position
        if position.kind is PositionKind.JOB and _beside_study(text, job, known, likely):
            job = replace(job, position=replace(position, kind=PositionKind.STUDENT))
        out.append(job)
    return out


def _stretch(months: tuple[int, int]) -> range:
    return range(months[0], months[1] + 1)


def _likely(study: Study) -> tuple[int, int]:
    """The months of a study of which only the end is known."""
    end = study.education.end
    return (0, -1) if end is None else (end.ordinal - _USUAL_STUDY, end.ordinal)


def _beside_study(text: str, job: Job, known: set[int], likely: set[int]) -> bool:
    position = job.position
    if position.first is None or position.last is None:
        return is_student_work(text, job)
    months = _stretch((position.first, position.last))
    if is_student_work(text, job):
        return not likely or 2 * sum(month in likely for month in months) >= position.months
    return is_part_time(text, job) and 2 * sum(month in known for month in months) > position.months


def _lines(
    document: Document, parts: Sequence[Part], work: Sequence[WorkSection], wide: Widths, masked: set[int]
) -> list[ResumeLine]:
    """The statements of the whole CV in reading order."""
    text = document.text
    lines: list[ResumeLine] = []
    sections = {id(section.part): section for section in work}
    index = 0
    for part in parts:
        kind = "summary" if part.kind == HEADER else part.kind
        if kind in _SILENT:
            continue
        if part.kind in WORK:
            section = sections[id(part)]
            for passage in passages(text, section.loose, wide):
                lines += statements(document, passage, kind, None)
            for job in section.jobs:
                for passage in job.passages:
                    lines += statements(document, passage, kind, index)
                index += 1
            continue
        rows = [row for row in part.rows if row.number not in masked and not is_url(row.of(text))]
        for passage in passages(text, rows, wide, prose=kind == "summary"):
            lines += statements(document, passage, kind, None)
    return sorted(lines, key=lambda line: line.span)


def _emptiness(jobs: Sequence[Job], studies: Sequence[Study], skills: Sequence[object]) -> list[Diagnostic]:
    if jobs or studies or skills:
        return [] if jobs else [Diagnostic(code="no_positions", message="No jobs were found in this CV.")]
    message = "Neither jobs, education nor skills were found: is this a CV?"
    return [Diagnostic(code="nothing_found", message=message, severity=Severity.ERROR)]
