"""Reading CVs in tests: text in, what was read out."""

from __future__ import annotations

from fitscore.model import Document, Month, Resume, ResumeMention
from fitscore.resume import parse_resume
from fitscore.text import lines_of
from tests.builders import AS_OF, finder


def read(text: str, as_of: Month = AS_OF) -> Resume:
    """A CV from plain text, no mark-up known."""
    document = Document(path="cv.txt", media_type="text/plain", text=text, lines=lines_of(text))
    return parse_resume(document, finder(), as_of)


def skills(resume: Resume) -> dict[str, int]:
    """Months by skill."""
    return {skill.skill_id: skill.months for skill in resume.skills}


def mentions(resume: Resume, skill_id: str) -> tuple[ResumeMention, ...]:
    """All mentions of a skill; empty when the CV does not name it."""
    return next((skill.mentions for skill in resume.skills if skill.skill_id == skill_id), ())


def codes(resume: Resume) -> list[str]:
    """The codes of the diagnostics."""
    return [diagnostic.code for diagnostic in resume.diagnostics]


def job(*bullets: str, head: str = "Analyst, Globex Ltd, Leeds", dates: str = "Jan 2020 - Dec 2021") -> str:
    """A CV with one job."""
    lines = "".join(f"- {bullet}\n" for bullet in bullets)
    return f"Ada Marsh\nada@example.org\n\nEXPERIENCE\n\n{head}\t{dates}\n{lines}"
