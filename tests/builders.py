"""Small CVs and postings built by hand, so that matching and reports are tested apart from the parsers."""

from __future__ import annotations

from functools import cache

from fitscore.model import (
    Document,
    Education,
    Month,
    Position,
    Posting,
    Priority,
    Requirement,
    RequirementKind,
    Resume,
    ResumeLine,
    ResumeMention,
    ResumeSkill,
    SkillCriterion,
    Span,
    Strength,
)
from fitscore.skills import SkillFinder
from fitscore.taxonomy import load_taxonomy
from fitscore.text import lines_of

AS_OF = Month(2026, 11)


@cache
def finder() -> SkillFinder:
    return SkillFinder(load_taxonomy())


class CvBuilder:
    """Writes a CV line by line and keeps track of every span."""

    def __init__(self) -> None:
        self.text = ""
        self.positions: list[Position] = []
        self.statements: list[ResumeLine] = []
        self.mentions: dict[str, list[ResumeMention]] = {}
        self.education: list[Education] = []

    def line(self, words: str) -> Span:
        span = Span(len(self.text), len(self.text) + len(words))
        self.text += words + "\n"
        return span

    def role(self, title: str, start: Month | None, end: Month | None, *bullets: str) -> CvBuilder:
        index = len(self.positions)
        head = self.line(title)
        spans = [self.line(f"- {bullet}") for bullet in bullets]
        last = spans[-1] if spans else head
        self.positions.append(
            Position(
                title=title,
                organization=None,
                span=Span(head.start, last.end),
                start=start,
                end=end,
                first=start.ordinal if start else None,
                last=end.ordinal if end else None,
                highlights=tuple(spans),
            )
        )
        for span in spans:
            self.say(span, "experience", Strength.OUTCOME if "%" in span.of(self.text) else Strength.USED, index)
        return self

    def listed(self, words: str) -> CvBuilder:
        self.say(self.line(words), "skills", Strength.LISTED, None)
        return self

    def say(self, span: Span, section: str, strength: Strength, position: int | None) -> None:
        number = self.text.count("\n", 0, span.start) + 1
        self.statements.append(ResumeLine(span=span, line=number, page=None, section=section, position=position))
        text = span.of(self.text)
        for m in finder().find(text, as_list=section == "skills"):
            self.mentions.setdefault(m.skill_id, []).append(
                ResumeMention(
                    surface=m.surface,
                    span=Span(span.start + m.span.start, span.start + m.span.end),
                    context=span,
                    line=number,
                    page=None,
                    section=section,
                    strength=strength,
                    position=position,
                    negated="no experience with" in text,
                )
            )

    def degree(self, entry: Education) -> CvBuilder:
        self.education.append(entry)
        return self

    def build(self) -> Resume:
        skills = []
        for skill_id, mentions in sorted(self.mentions.items()):
            months: set[int] = set()
            for m in mentions:
                if m.position is not None and self.positions[m.position].months:
                    role = self.positions[m.position]
                    months.update(range(role.first or 0, (role.last or 0) + 1))
            skills.append(
                ResumeSkill(
                    skill_id=skill_id,
                    label=finder().taxonomy.skills[skill_id].label,
                    months=len(months),
                    last_used=None,
                    strength=max((m.strength for m in mentions), key=lambda s: s.rank),
                    mentions=tuple(mentions),
                )
            )
        document = Document(path="cv.txt", media_type="text/plain", text=self.text, lines=lines_of(self.text))
        return Resume(
            document=document,
            positions=tuple(self.positions),
            statements=tuple(self.statements),
            education=tuple(self.education),
            skills=tuple(skills),
            as_of=AS_OF,
        )


def posting(*requirements: Requirement, text: str = "x" * 200) -> Posting:
    document = Document(path="posting.txt", media_type="text/plain", text=text, lines=lines_of(text))
    return Posting(document=document, title="Analyst", company="Acme", requirements=requirements)


def requirement(
    criterion: object,
    *,
    text: str = "x",
    id: str = "r1",
    kind: RequirementKind = RequirementKind.SKILL,
    priority: Priority = Priority.REQUIRED,
    **more: object,
) -> Requirement:
    return Requirement(
        id=id, text=text, span=Span(0, 1), line=1, priority=priority, kind=kind, criterion=criterion, **more  # type: ignore[arg-type]
    )


def skill(skill_id: str, **more: object) -> SkillCriterion:
    label = finder().taxonomy.skills[skill_id].label
    return SkillCriterion(span=Span(0, 1), skill_id=skill_id, label=label, surface=label, **more)  # type: ignore[arg-type]
