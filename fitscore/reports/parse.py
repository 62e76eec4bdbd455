"""What was read from a posting or a CV, for a person's eye: the debugger of the readers and rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from fitscore.model import Posting, Resume, Skipped
from fitscore.reports.words import cut, duration, name_of, one_line


def render_parse(
    postings: Sequence[Posting],
    resumes: Sequence[Resume],
    skipped: Sequence[Skipped],
    versions: Mapping[str, str],
    *,
    explain: bool = False,
) -> str:
    """Plain text, one block a document."""
    blocks = [
        *("\n".join(_posting(p, explain=explain)) for p in postings),
        *("\n".join(_resume(r)) for r in resumes),
        *(f"skipped {one_line(s.path)}: {one_line(s.reason)}" for s in skipped),
        f"read by fitscore {versions.get('fitscore', '?')}, taxonomy {versions.get('taxonomy', '?')}",
    ]
    return "\n\n".join(blocks) + "\n"


def _posting(posting: Posting, *, explain: bool) -> Iterator[str]:
    yield f"{one_line(posting.path)}"
    pay = posting.salary
    facts = {
        "title": name_of(posting) if posting.title else None,
        "company": posting.company,
        "locations": ", ".join(posting.locations),
        "work mode": posting.work_mode,
        "days on site": posting.onsite_days and str(posting.onsite_days),
        "salary": pay and f"{pay.currency or ''} {pay.min or '?'} - {pay.max or '?'} a {pay.period or '?'}".strip(),
        "employment": posting.employment_type,
        "apply by": posting.valid_through,
    }
    yield from (f"  {name}: {one_line(value)}" for name, value in facts.items() if value)
    yield from (f"  condition: {c.kind} (line {c.line}: {cut(c.text, 90)})" for c in posting.conditions)
    for requirement in posting.requirements:
        yield f"  {requirement.id} {requirement.priority} {requirement.kind} (line {requirement.line}; {requirement.rule})"
        yield f"      {one_line(requirement.text)}"
        yield f"      = {one_line(requirement.summary)}"
    yield from (f"  unread line {u.line}: {cut(u.text, 100)} ({u.reason})" for u in posting.unread)
    yield from (f"  {d.severity}: {one_line(d.message)}" for d in (*posting.document.diagnostics, *posting.diagnostics))
    if explain:
        text = posting.document.text
        yield "  every line, what it was taken for and by which rule:"
        yield from (f"  {r.line:5} {r.taken_for:16} {r.rule:28} {cut(r.span.of(text), 70)}" for r in posting.readings)


def _resume(resume: Resume) -> Iterator[str]:
    yield one_line(resume.path)
    yield f"  name: {one_line(resume.name or 'not found')}"
    yield f"  dated work: {duration(resume.total_months)} (overlaps once, gaps not counted)"
    text = resume.document.text
    headings = [f"{s.kind} ({cut(s.heading.of(text), 30)})" if s.heading else s.kind for s in resume.sections]
    yield f"  sections: {', '.join(headings)}"
    for position in resume.positions:
        end = "now" if position.current else str(position.end or "?")
        who = " at ".join(one_line(part) for part in (position.title, position.organization) if part)
        yield f"  position: {who} | {position.start or '?'} to {end} | {position.months} months | {position.kind}"
    for entry in resume.education:
        words = (entry.degree, entry.area, entry.institution, str(entry.end or ""), "in progress" if entry.in_progress else "")
        yield f"  education: {', '.join(one_line(w) for w in words if w)} (level: {entry.level or 'unknown'})"
    yield from (f"  certificate: {one_line(c.name)}" for c in resume.certificates)
    yield from (f"  language: {one_line(s.language)} {s.fluency or ''}".rstrip() for s in resume.languages)
    for skill in resume.skills:
        years_used = f"{skill.months / 12:.1f} years" if skill.months else "no dated role"
        places = ", ".join(
            f"line {m.line}{' (negated)' if m.negated else ' (hedged)' if m.hedged else ''}" for m in skill.mentions[:6]
        )
        yield f"  skill: {skill.label} | {skill.strength} | {years_used} | {places}"
    yield from (f"  {d.severity}: {one_line(d.message)}" for d in (*resume.document.diagnostics, *resume.diagnostics))
