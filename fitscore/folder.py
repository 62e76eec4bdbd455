"""A folder of postings as a whole: what to fix first, what is asked for most, which CV lines carry it, which postings repeat.

Pure functions over a `Ranking`; nothing is scored again.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b

from fitscore.model import (
    Evidence,
    Finding,
    FitReport,
    Line,
    Month,
    Posting,
    Priority,
    Ranking,
    Requirement,
    SkillCriterion,
    Strength,
    Verdict,
    leaves,
)

REACH = 40 * 16
"""Points (in sixteenths) from which a posting is worth fixing something for."""
SHINGLE = 5
"""Words in a row that two postings are compared by."""
ALIKE = 800
"""Share (thousandths) of all such runs of words that two postings have in common to count as the same text."""
SKETCH = 96
"""Runs a posting is first compared by; only pairs whose sketches are near are compared in full."""
PER_YEAR = {"year": 1, "month": 12, "week": 52, "day": 230, "hour": 1840}
"""How often a pay period comes in a working year (full time)."""

_WORD = re.compile(r"\w+")
_UNMET = (Verdict.MISSING, Verdict.PARTIAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lack:
    """One thing that postings ask and the CV does not fully show.

    ``postings`` are indexes into `Ranking.reports`; ``blocks`` those of them within reach that require it; ``points``
    (sixteenths) what showing it would add over the postings within reach.
    """

    what: str
    postings: tuple[int, ...]
    blocks: tuple[int, ...]
    points: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedSkill:
    """A skill that the folder asks for: by how many postings, how it came out, what showing it would add (sixteenths).

    ``verdict`` is the one it got most often (the worse of two that are even), ``met`` the postings where it was met.
    """

    skill_id: str
    label: str
    postings: tuple[int, ...]
    required: int
    verdict: Verdict
    met: int
    strength: Strength | None
    months: int
    last_used: Month | None
    points: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CarryingLine:
    """A line of the CV, and how many verdicts in how many postings stand on it."""

    evidence: Evidence
    verdicts: int
    postings: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Twins:
    """Two postings with nearly the same text; ``likeness`` in thousandths. ``repost``: their dates or links differ."""

    first: Posting
    second: Posting
    likeness: int
    repost: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class YearlyPay:
    """The pay range of a posting a year, full time; ``converted`` from another period."""

    posting: Posting
    low: float
    high: float
    currency: str
    converted: bool


@dataclass(frozen=True, kw_only=True)
class FolderView:
    """What a folder of postings asks of one CV, worst lack first, most asked skill first; each part made when it is asked for."""

    ranking: Ranking

    @cached_property
    def lacks(self) -> tuple[Lack, ...]:
        """What the CV does not fully show."""
        return lacks(self.ranking.reports)

    @cached_property
    def skills(self) -> tuple[AskedSkill, ...]:
        """What the folder asks for."""
        return asked_skills(self.ranking)

    @cached_property
    def lines(self) -> tuple[CarryingLine, ...]:
        """The lines of the CV that prove something."""
        return carrying_lines(self.ranking)

    @cached_property
    def twins(self) -> tuple[Twins, ...]:
        """Postings that repeat an earlier one."""
        return twins(self._postings)

    @cached_property
    def pay(self) -> tuple[YearlyPay, ...]:
        """Stated pay a year."""
        return yearly_pay(self._postings)

    @property
    def _postings(self) -> list[Posting]:
        return [report.posting for report in (*self.ranking.reports, *self.ranking.unscored)]

    @property
    def shown(self) -> int:
        """How many of the skills asked for the CV shows."""
        return sum(skill.verdict is Verdict.MET for skill in self.skills)


def view_folder(ranking: Ranking) -> FolderView:
    """The folder view of a ranking."""
    return FolderView(ranking=ranking)


def verdict_on(finding: Finding, label: str) -> Verdict:
    """The verdict on the part of a requirement that asks for a skill; the whole one's where no part names it."""
    for part in finding.parts:
        if label == part.what or label in part.what.split(" or "):
            return part.verdict
    return finding.verdict


def skills_of(requirement: Requirement) -> dict[str, str]:
    """Ids and labels of the skills a requirement names, each once."""
    return {leaf.skill_id: leaf.label for leaf in leaves(requirement.criterion) if isinstance(leaf, SkillCriterion)}


def _pairs(report: FitReport) -> Iterator[tuple[Requirement, Finding, int]]:
    """Requirements with finding and points at stake; those that stand beside the score are left out."""
    stakes = {a.requirement: a.points or 0 for a in report.actions if a.requirement and a.points is not None}
    scored = {part.requirement for part in report.score.parts}
    for requirement, finding in zip(report.posting.requirements, report.findings, strict=True):
        if requirement.id in scored:
            yield requirement, finding, stakes.get(requirement.id, 0)


def within_reach(report: FitReport) -> bool:
    """Whether a posting is worth fixing something for."""
    return (report.score.total or 0) >= REACH


def lacks(reports: Sequence[FitReport]) -> tuple[Lack, ...]:
    """What is not shown, by how many postings within reach require it, then by the points it would add there.

    The points of a requirement are shared evenly by its parts that are not met.
    """
    asked: dict[str, list[int]] = defaultdict(list)
    blocks: dict[str, list[int]] = defaultdict(list)
    points: Counter[str] = Counter()
    names: dict[str, str] = {}
    for index, report in enumerate(reports):
        for requirement, finding, stake in _pairs(report):
            unmet = [part.what for part in finding.parts if part.verdict in _UNMET and finding.verdict in _UNMET]
            for what in dict.fromkeys(unmet):
                key = what.casefold()
                names.setdefault(key, what)
                asked[key].append(index)
                if within_reach(report):
                    points[key] += stake // len(unmet)
                    if requirement.priority is Priority.REQUIRED:
                        blocks[key].append(index)
    found = [
        Lack(what=names[key], postings=_once(asked[key]), blocks=_once(blocks[key]), points=points[key]) for key in asked
    ]
    return tuple(sorted(found, key=lambda lack: (-len(lack.blocks), -lack.points, -len(lack.postings), lack.what)))


def _once(indexes: Sequence[int]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(indexes))


def asked_skills(ranking: Ranking) -> tuple[AskedSkill, ...]:
    """Every skill the folder asks for, most postings first; where a posting asks twice, its better verdict counts."""
    order = list(Verdict)
    mine = {skill.skill_id: skill for skill in ranking.resume.skills}
    asked: dict[str, list[int]] = defaultdict(list)
    required: Counter[str] = Counter()
    points: Counter[str] = Counter()
    best: dict[str, dict[int, Verdict]] = defaultdict(dict)
    labels: dict[str, str] = {}
    for index, report in enumerate(ranking.reports):
        for requirement, finding, stake in _pairs(report):
            unmet = sum(part.verdict in _UNMET for part in finding.parts) or 1
            for name, label in skills_of(requirement).items():
                verdict = verdict_on(finding, label)
                labels[name] = label
                required[name] += index not in asked[name] and requirement.priority is Priority.REQUIRED
                asked[name].append(index)
                best[name][index] = min(best[name].get(index, verdict), verdict, key=order.index)
                points[name] += stake // unmet if verdict in _UNMET else 0
    found = [
        AskedSkill(
            skill_id=name,
            label=labels[name],
            postings=_once(asked[name]),
            required=required[name],
            verdict=_usual(best[name].values()),
            met=sum(verdict is Verdict.MET for verdict in best[name].values()),
            strength=mine[name].strength if name in mine else None,
            months=mine[name].months if name in mine else 0,
            last_used=mine[name].last_used if name in mine else None,
            points=points[name],
        )
        for name in asked
    ]
    return tuple(sorted(found, key=lambda s: (-len(s.postings), -s.required, s.label.casefold(), s.skill_id)))


def _usual(verdicts: Iterable[Verdict]) -> Verdict:
    """The most frequent verdict, the worse of two that are even."""
    counts = Counter(verdicts)
    return max(Verdict, key=lambda verdict: (counts[verdict], verdict is Verdict.MISSING, verdict is Verdict.PARTIAL))


def carrying_lines(ranking: Ranking) -> tuple[CarryingLine, ...]:
    """The lines of the CV that prove something, those with most verdicts first."""
    verdicts: Counter[int] = Counter()
    postings: dict[int, set[int]] = defaultdict(set)
    quotes: dict[int, Evidence] = {}
    for index, report in enumerate(ranking.reports):
        for finding in report.findings:
            lines = {line.number: quote for quote in finding.evidence if (line := _line(ranking, quote)) is not None}
            for number, quote in lines.items():
                verdicts[number] += 1
                postings[number].add(index)
                known = quotes.setdefault(number, quote)
                if len(quote.quote) > len(known.quote):
                    quotes[number] = quote
    order = sorted(verdicts, key=lambda number: (-verdicts[number], number))
    return tuple(CarryingLine(evidence=quotes[n], verdicts=verdicts[n], postings=len(postings[n])) for n in order)


def _line(ranking: Ranking, quote: Evidence) -> Line | None:
    return ranking.resume.document.line_at(quote.span.start)


def twins(postings: Sequence[Posting]) -> tuple[Twins, ...]:
    """Every posting with the earlier one it repeats most, by the share of runs of five words in common (Jaccard)."""
    runs = [array("Q", sorted(_shingles(posting.document.text))) for posting in postings]
    holders: dict[int, list[int]] = defaultdict(list)
    found = []
    for b, second in enumerate(postings):
        sketch = runs[b][:SKETCH]
        shared = Counter(a for run in sketch for a in holders[run])
        near = [a for a, count in shared.items() if count * 3 >= min(len(runs[a]), len(sketch))]
        for run in sketch:
            holders[run].append(b)
        mine = frozenset(runs[b])
        alike = [(1000 * (same := len(mine.intersection(runs[a]))) // (len(mine) + len(runs[a]) - same), -a) for a in near]
        likeness, at = max(alike, default=(0, 0))
        if likeness >= ALIKE:
            first = postings[-at]
            apart = (first.date_posted, first.url) != (second.date_posted, second.url)
            found.append(Twins(first=first, second=second, likeness=likeness, repost=apart))
    return tuple(found)


def _shingles(text: str) -> frozenset[int]:
    """Stable numbers of all runs of words; a short text is one run."""
    words = _WORD.findall(text.casefold())
    runs = (" ".join(words[i : i + SHINGLE]) for i in range(max(1, len(words) - SHINGLE + 1)))
    return frozenset(int.from_bytes(blake2b(run.encode(), digest_size=8).digest()) for run in runs)


def yearly_pay(postings: Sequence[Posting]) -> tuple[YearlyPay, ...]:
    """Stated pay a year, highest top first; currencies one after the other."""
    found = []
    for posting in postings:
        pay = posting.salary
        ends = [value for value in (pay.min, pay.max) if value is not None] if pay else []
        if pay and ends and pay.period in PER_YEAR:
            times = PER_YEAR[pay.period or "year"]
            low, high = min(ends) * times, max(ends) * times
            entry = YearlyPay(posting=posting, low=low, high=high, currency=pay.currency or "", converted=times != 1)
            found.append(entry)
    return tuple(sorted(found, key=lambda p: (p.currency, -p.high, -p.low, p.posting.path)))
