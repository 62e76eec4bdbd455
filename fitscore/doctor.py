"""What a machine reader would get wrong in a CV file, and how to repair it."""

from __future__ import annotations

from fitscore.datafile import load_data
from fitscore.model import Resume, Severity
from fitscore.text import plain


def examine(resume: Resume) -> str:
    """A plain-text examination of a CV: every doubt found while reading, each with its repair, then what was read."""
    repairs = {entry["code"]: entry["repair"] for entry in load_data("repairs")["entries"]}
    doubts = (*resume.document.diagnostics, *resume.diagnostics)
    serious = [d for d in doubts if d.severity is not Severity.INFO]
    lines = [f"{plain(resume.path)}: {len(serious) or 'no'} thing{'' if len(serious) == 1 else 's'} to repair"]
    for doubt in serious:
        line = resume.document.line_at(doubt.span.start) if doubt.span else None
        where = f" (line {line.number})" if line else ""
        lines.append(f"- {doubt.message}{where}")
        if doubt.code in repairs:
            lines.append(f"  repair: {repairs[doubt.code]}")
    notes = [d for d in doubts if d.severity is Severity.INFO]
    lines += ["", "for your information:"] if notes else []
    lines += [f"- {note.message}" for note in notes]
    years, months = divmod(resume.total_months, 12)
    lines += [
        "",
        f"read: {len(resume.positions)} positions ({years} years {months} months of dated work), "
        f"{len(resume.education)} degrees, {len(resume.skills)} skills. `fitscore parse --as cv` shows each of them.",
    ]
    return "\n".join(lines) + "\n"
