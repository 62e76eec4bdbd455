"""The skills of a CV: every mention with its quotable line, how it is shown, and the months of the jobs that show it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from fitscore.datafile import load_data
from fitscore.dates import union_months
from fitscore.model import (
    Document,
    Month,
    Position,
    PositionKind,
    ResumeLine,
    ResumeMention,
    ResumeSkill,
    SkillMention,
    Span,
    Strength,
)
from fitscore.phrases import compile_phrases, load_rules
from fitscore.resume.hedges import Cue, cues_in, standing
from fitscore.resume.statements import chunks, is_list, sentences
from fitscore.skills import SkillFinder
from fitscore.text import fold, plain, split

PEOPLE = "people-management"
PAPERS = "research-publications"
"""What each entry of a section of publications shows, whatever it names."""
COUNTED = (PositionKind.JOB, PositionKind.INTERNSHIP)
"""Kinds of positions whose months count."""

_STRENGTH: Mapping[str, Strength] = {
    "experience": Strength.USED, "internships": Strength.USED, "projects": Strength.USED, "volunteering": Strength.USED,
    "activities": Strength.USED, "achievements": Strength.USED, "publications": Strength.USED,
    "education": Strength.STUDIED, "courses": Strength.STUDIED, "certificates": Strength.STUDIED,
}  # fmt: skip
_LISTS = ("skills", "languages", "courses", "certificates")
_NUMBER = re.compile(
    r"""
      \d[\d.,]*\s?(?:%|percent|k\b|m\b|bn\b|x\b|million|billion|hours?|h\b|days?|weeks?|minutes?|months?|points?)
    | [$£€₹]\s?\d | \d{2,} | \d+x | \d\s?(?:to|-|–)\s?\d
    | \b(?:half|third|quarter|fifth|doubled|tripled|halved|twice|zero)\b
    """,
    re.VERBOSE,
)
_MARGIN = re.compile(r"(?<!-)\r?\n")
_CELL = re.compile(r"\t+|[ \xa0]{3,}")
_MONTHS_OR_YEARS = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class Title:
    """A job title in the text and the position it heads."""

    span: Span
    position: int
    section: str = "experience"


@cache
def _results() -> re.Pattern[str]:
    return compile_phrases(load_data("resume_results")["results"])


@cache
def _ambiguous() -> tuple[frozenset[str], frozenset[str]]:
    data = load_data("resume_verbs")
    return frozenset(data["ambiguous"]), frozenset(data["verb_followers"])


def read_skills(
    document: Document,
    lines: Sequence[ResumeLine],
    titles: Sequence[Title],
    names: Sequence[Span],
    positions: Sequence[Position],
    finder: SkillFinder,
) -> tuple[ResumeSkill, ...]:
    """Every skill the CV names, in the order of first mention.

    Args:
        document: the CV.
        lines: its quotable statements.
        titles: where job titles stand.
        names: spans that name schools and firms, which are no skills.
        positions: what ``position`` of lines and titles indexes.
        finder: finds skills.
    """
    found: dict[str, list[ResumeMention]] = {}
    labels: dict[str, str] = {}
    for skill_id, label, mention in (*_from_lines(document, lines, names, finder), *_from_titles(document, titles, finder)):
        labels.setdefault(skill_id, label)
        found.setdefault(skill_id, []).append(mention)
    skills = [_skill(skill_id, labels[skill_id], mentions, positions) for skill_id, mentions in found.items()]
    return tuple(sorted(skills, key=lambda skill: (skill.mentions[0].span, skill.skill_id)))


def _skill(skill_id: str, label: str, mentions: list[ResumeMention], positions: Sequence[Position]) -> ResumeSkill:
    ordered = tuple(sorted(mentions, key=lambda mention: (mention.span, mention.rule)))
    shown = [m for m in ordered if not m.negated]
    indexes = sorted({m.position for m in shown if m.position is not None and not m.hedged})
    counted = [positions[i] for i in indexes if positions[i].kind in COUNTED]
    ranges = [(p.first, p.last) for p in counted if p.first is not None and p.last is not None]
    last = max((positions[i].last or 0 for i in indexes), default=0)
    return ResumeSkill(
        skill_id=skill_id,
        label=label,
        months=union_months(ranges),
        last_used=Month.at(last) if last else None,
        strength=max((m.strength for m in shown), key=lambda strength: strength.rank, default=Strength.LISTED),
        mentions=ordered,
    )


def _from_lines(
    document: Document, lines: Iterable[ResumeLine], names: Sequence[Span], finder: SkillFinder
) -> Iterator[tuple[str, str, ResumeMention]]:
    text = document.text
    lines = list(lines)
    flat = _flat(text, lines)
    for line in lines:
        if line.section == "publications" and PAPERS in finder.taxonomy.skills and not document.is_hidden(line.span):
            name, words = finder.taxonomy.get(PAPERS).label, line.span.of(text)
            hit = SkillMention(skill_id=PAPERS, label=name, span=line.span, surface=words, rule="publications")
            yield PAPERS, name, _mention(document, line, hit, (), listed=False)
        listed = is_list(text, line.span)
        hits = _hits(text, flat, line, finder, listed=listed)
        managed = _manages(text, line.span) if PEOPLE in finder.taxonomy.skills else None
        if not hits and managed is None:
            continue
        cues = [cue for sentence in sentences(text, line.span) for cue in cues_in(text, sentence)]
        for hit in hits:
            if any(name.overlaps(hit.span) for name in names):
                continue
            if document.is_hidden(hit.span) or _is_verb(text, hit, line.span, listed=listed):
                continue
            if hit.skill_id == PEOPLE and _only_looks_managing(text, line.span):
                continue
            yield hit.skill_id, hit.label, _mention(document, line, hit, cues, listed=listed)
        if managed is not None and not document.is_hidden(managed) and not any(hit.skill_id == PEOPLE for hit in hits):
            label = finder.taxonomy.get(PEOPLE).label
            hit = SkillMention(skill_id=PEOPLE, label=label, span=managed, surface=managed.of(text), rule="people management")
            yield PEOPLE, label, _mention(document, line, hit, cues, listed=False)


def _flat(text: str, lines: Sequence[ResumeLine]) -> str:
    """The text with the line breaks inside statements as spaces, of the same length: the margin broke them, not the writer."""
    out = list(text)
    for line in lines:
        for match in _MARGIN.finditer(text, *line.span):
            out[match.start() : match.end()] = " " * (match.end() - match.start())
    return "".join(out)


def _hits(text: str, flat: str, line: ResumeLine, finder: SkillFinder, *, listed: bool) -> list[SkillMention]:
    """The skills of a statement; cells of a table are searched one by one."""
    cells = list(split(text, line.span, _CELL)) if _CELL.search(text, *line.span) else [line.span]
    found = [hit for cell in cells for hit in finder.find(flat, cell, as_list=listed and line.section in _LISTS)]
    return [replace(hit, surface=hit.span.of(text)) for hit in found]


def _mention(document: Document, line: ResumeLine, hit: SkillMention, cues: Sequence[Cue], *, listed: bool) -> ResumeMention:
    text = document.text
    stands = standing(cues, hit.span)
    strength = _STRENGTH.get(line.section, Strength.LISTED)
    if line.position is not None:
        strength = Strength.USED
    if stands.studied and strength.rank <= Strength.USED.rank:
        strength = Strength.STUDIED
    elif stands.used and line.section == "skills":
        strength = Strength.USED
    if strength is Strength.USED and line.section not in ("skills", "summary", "other") and _is_result(text, line.span, hit.span):
        strength = Strength.OUTCOME
    place = document.line_at(hit.span.start)
    return ResumeMention(
        surface=hit.surface,
        span=hit.span,
        context=_context(text, line.span, hit.span, listed=listed),
        line=place.number if place else line.line,
        page=place.page if place else line.page,
        section=line.section,
        strength=strength,
        position=line.position,
        negated=stands.negated,
        hedged=stands.hedged and not stands.negated,
        approximate=hit.approximate,
        rule=hit.rule,
    )


def _context(text: str, line: Span, mention: Span, *, listed: bool) -> Span:
    pieces = _chunks(text, line) if listed else (line,)
    return next((piece for piece in pieces if piece.contains(mention)), line)


# A line is asked about once for every skill in it; some lines hold hundreds.
@lru_cache(maxsize=32)
def _chunks(text: str, line: Span) -> tuple[Span, ...]:
    return tuple(chunks(text, line))


@lru_cache(maxsize=32)
def _sentences(text: str, line: Span) -> tuple[Span, ...]:
    return tuple(sentences(text, line))


def _is_result(text: str, line: Span, mention: Span) -> bool:
    """Whether the sentence around a mention tells a result: a number and a word for change."""
    return _tells_result(text, next((piece for piece in _sentences(text, line) if piece.contains(mention)), line))


@lru_cache(maxsize=32)
def _tells_result(text: str, sentence: Span) -> bool:
    folded = _MONTHS_OR_YEARS.sub(" ", fold(sentence.of(text)))
    return bool(_NUMBER.search(folded)) and bool(_results().search(folded))


def _is_verb(text: str, hit: SkillMention, line: Span, *, listed: bool) -> bool:
    """Whether a capitalised word at the start of a statement is a verb: "Excel at", "Lead the", "Go beyond"."""
    if listed or hit.span.start != line.start or " " in hit.surface:
        return False
    words, followers = _ambiguous()
    following = re.match(r"\s+([a-z]+)", plain(text[hit.span.end : hit.span.end + 24]))
    return fold(hit.surface) in words and following is not None and following.group(1) in followers


@cache
def _management() -> re.Pattern[str]:
    return compile_phrases([phrase for entry in load_data("resume_results")["manages"] for phrase in entry["unless"]])


def _manages(text: str, span: Span) -> Span | None:
    folded = fold(span.of(text))
    for rule in load_rules("resume_results", "manages").near(folded):
        hit = rule.search(folded)
        if hit is not None:
            return Span(span.start + hit.start, span.start + hit.end)
    return None


def _only_looks_managing(text: str, span: Span) -> bool:
    """Whether "team of 12" is the team one was in, or the project's size."""
    return bool(_management().search(fold(span.of(text)))) and _manages(text, span) is None and not _denies(text, span)


def _denies(text: str, span: Span) -> bool:
    return any(cue.effect == "negated" for cue in cues_in(text, span))


def _from_titles(document: Document, titles: Iterable[Title], finder: SkillFinder) -> Iterator[tuple[str, str, ResumeMention]]:
    for title in titles:
        place = document.line_at(title.span.start)
        if place is None or document.is_hidden(title.span):
            continue
        for skill_id in finder.find_title(title.span.of(document.text)):
            yield skill_id, finder.taxonomy.get(skill_id).label, ResumeMention(
                surface=title.span.of(document.text),
                span=title.span,
                context=title.span,
                line=place.number,
                page=place.page,
                section=title.section,
                strength=Strength.USED,
                position=title.position,
                rule="title",
            )  # fmt: skip
