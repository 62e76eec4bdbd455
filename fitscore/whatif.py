"""What would change if the CV showed more: a hypothetical CV with marked lines, never part of a normal report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from fitscore.changes import Comparison, compare_snapshots, snapshot
from fitscore.errors import UnknownNameError
from fitscore.masking import redact
from fitscore.model import (
    Document,
    Line,
    Month,
    Position,
    Posting,
    Ranking,
    Resume,
    ResumeMention,
    ResumeSkill,
    Skipped,
    Span,
    Strength,
)
from fitscore.pipeline import Scorer, Source
from fitscore.taxonomy import search

MARK = "[hypothetical]"
"""Opens every line that a supposition adds to the CV."""
MOST_YEARS = 60


def what_if(
    scorer: Scorer,
    cv: Source | Resume,
    postings: Iterable[Source | Posting] | Source,
    add: Sequence[str] = (),
    years: Mapping[str, float] | None = None,
    *,
    masked: bool = False,
) -> Comparison:
    """The ranking as it is, and as it were if the CV showed more.

    Args:
        scorer: what scores both.
        cv: the CV.
        postings: files, folders, texts, or parsed postings; read once.
        add: skills to suppose in use at work, by any of their names.
        years: skills to suppose so many years of, up to today.
        masked: mask who the applicant is.

    Raises:
        DocumentError: the CV cannot be read.
        UnknownNameError: a skill the taxonomy does not know, or a number of years out of range.
    """
    resume = scorer.resume(cv)
    months = {skill_named(scorer, name): _months(name, value) for name, value in (years or {}).items()}
    used = [skill_named(scorer, name) for name in add]
    read = list(scorer.postings(postings))
    before = _rank(scorer, resume, read, masked=masked)
    supposed = suppose(resume, {name: scorer.taxonomy.skills[name].label for name in (*used, *months)}, used, months)
    after = _rank(scorer, supposed, read, masked=masked)
    changes = [f"{scorer.taxonomy.skills[name].label} in use at work" for name in used if name not in months]
    changes += [f"{length / 12:g} years of {scorer.taxonomy.skills[name].label}" for name, length in months.items()]
    causes = [f"supposed: {change}" for change in changes]
    found = compare_snapshots(snapshot(before, "as it is"), snapshot(after, "supposed"), causes)
    return replace(found, skipped=_skipped(read))


def compare(
    scorer: Scorer,
    first: Source | Resume,
    second: Source | Resume,
    postings: Iterable[Source | Posting] | Source,
    *,
    masked: bool = False,
) -> Comparison:
    """Two CVs on the same postings, which are read once; ``masked`` masks who the applicants are.

    Raises:
        DocumentError: a CV cannot be read.
    """
    resumes = [scorer.resume(first), scorer.resume(second)]
    read = list(scorer.postings(postings))
    rankings = [_rank(scorer, resume, read, masked=masked) for resume in resumes]
    a, b = (snapshot(ranking, ranking.resume.path) for ranking in rankings)
    found = compare_snapshots(a, b, [] if resumes[0].path == resumes[1].path else [f"{a.cv} against {b.cv}"])
    return replace(found, skipped=_skipped(read))


def _skipped(read: Sequence[Posting | Skipped]) -> tuple[Skipped, ...]:
    return tuple(item for item in read if isinstance(item, Skipped))


def _rank(scorer: Scorer, resume: Resume, read: Sequence[Posting | Skipped], *, masked: bool) -> Ranking:
    ranking = scorer.rank(resume, [item for item in read if isinstance(item, Posting)])
    return redact(ranking) if masked else ranking


def skill_named(scorer: Scorer, name: str) -> str:
    """The id of the skill with an id, label or alias.

    Raises:
        UnknownNameError: there is none; the message names near ones.
    """
    skills = scorer.taxonomy.skills
    if name in skills:
        return name
    found = [mention for mention in scorer.finder.find(name, as_list=True) if mention.surface == name.strip()]
    labelled = [skill.id for skill in skills.values() if skill.label.casefold() == name.strip().casefold()]
    ids = [*labelled, *(mention.skill_id for mention in found)]
    if ids:
        return ids[0]
    near = ", ".join(hit.skill.label for hit in search(scorer.taxonomy, name, 5))
    raise UnknownNameError(f"the taxonomy knows no skill {name!r}{f': did you mean {near}?' if near else ''}")


def _months(name: str, years: float) -> int:
    if not 0 < years <= MOST_YEARS:
        raise UnknownNameError(f"{years:g} years of {name}: give a number from above 0 to {MOST_YEARS}")
    return max(1, round(years * 12))


def suppose(resume: Resume, labels: Mapping[str, str], used: Sequence[str], months: Mapping[str, int]) -> Resume:
    """A CV with marked hypothetical lines: skills in use, and roles up to today that bring a skill to so many months.

    Args:
        resume: the CV as read.
        labels: the labels of the skills, by id.
        used: ids of skills to suppose in use.
        months: ids of skills, and how many months of each the CV would show in all.
    """
    for skill_id in dict.fromkeys((*used, *months)):
        resume = _with_skill(resume, skill_id, labels[skill_id], months.get(skill_id))
    return resume


def _with_skill(resume: Resume, skill_id: str, label: str, wanted: int | None) -> Resume:
    document, span = _with_line(resume.document, f"{MARK} {label} in use at work")
    line = document.lines[-1]
    worked = _worked(resume, skill_id)
    first = resume.as_of.ordinal + 1
    while wanted is not None and len(worked | set(range(first, resume.as_of.ordinal + 1))) < wanted:
        first -= 1
    positions = resume.positions
    if first <= resume.as_of.ordinal:
        role = Position(
            title=f"{MARK} a role with {label}", organization=None, span=span, start=Month.at(first), current=True,
            first=first, last=resume.as_of.ordinal, highlights=(span,),
        )  # fmt: skip
        positions = (*positions, role)
    surface = Span(span.start + len(MARK) + 1, span.start + len(MARK) + 1 + len(label))
    mention = ResumeMention(
        surface=label,
        span=surface,
        context=span,
        line=line.number,
        page=line.page,
        section="hypothetical",
        strength=Strength.USED,
        position=len(positions) - 1 if len(positions) > len(resume.positions) else None,
        rule="hypothetical",
    )
    known = next((skill for skill in resume.skills if skill.skill_id == skill_id), None)
    skill = ResumeSkill(
        skill_id=skill_id,
        label=label,
        months=max(len(worked), wanted or 0),
        last_used=resume.as_of,
        strength=max(Strength.USED, known.strength if known else Strength.USED, key=lambda s: s.rank),
        mentions=(*(known.mentions if known else ()), mention),
    )
    others = [other for other in resume.skills if other.skill_id != skill_id]
    skills = tuple(sorted((*others, skill), key=lambda s: s.skill_id))
    return replace(resume, document=document, positions=positions, skills=skills)


def _with_line(document: Document, words: str) -> tuple[Document, Span]:
    """The document with one more line at its end."""
    text = document.text if document.text.endswith("\n") or not document.text else document.text + "\n"
    span = Span(len(text), len(text) + len(words))
    last = document.lines[-1] if document.lines else None
    line = Line(number=last.number + 1 if last else 1, span=span, page=last.page if last else None)
    return replace(document, text=f"{text}{words}\n", lines=(*document.lines, line)), span


def _worked(resume: Resume, skill_id: str) -> set[int]:
    """The months of the roles that show a skill by name."""
    places = {m.position for skill in resume.skills if skill.skill_id == skill_id for m in skill.mentions if not m.negated}
    worked: set[int] = set()
    for i in places:
        role = resume.positions[i] if i is not None else None
        if role is not None and role.first is not None and role.last is not None:
            worked.update(range(role.first, role.last + 1))
    return worked
