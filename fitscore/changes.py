"""Two results side by side: which scores and verdicts moved, and why. Reads rankings and the JSON of earlier runs alike."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from fitscore.errors import DocumentError
from fitscore.model import Document, FitReport, Ranking, Skipped


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One requirement with its verdict (``met``, ``partial``, ``missing``, ``unknown``) and the reason."""

    text: str
    priority: str
    verdict: str
    explanation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How one posting came out. ``total`` in sixteenths, None when nothing was scored; ``digest`` tells edits of the posting."""

    path: str
    name: str
    company: str
    digest: str
    rank: int | None
    total: int | None
    band: str
    met: int
    required: int
    verdicts: tuple[Judged, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """One result, as far as it can be compared."""

    label: str
    cv: str
    digest: str
    as_of: str
    versions: Mapping[str, str] = field(default_factory=dict)
    outcomes: tuple[Outcome, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictMove:
    """A requirement whose verdict differs; None on the side that does not ask it."""

    text: str
    before: Judged | None
    after: Judged | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PostingMove:
    """One posting in both results (None: only in the other one), with the verdicts that differ."""

    before: Outcome | None
    after: Outcome | None
    verdicts: tuple[VerdictMove, ...] = ()
    causes: tuple[str, ...] = ()

    @property
    def either(self) -> Outcome:
        """The outcome after, or before where there is none after."""
        outcome = self.after or self.before
        assert outcome is not None
        return outcome

    @property
    def gain(self) -> int | None:
        """Sixteenths gained; None where one side has no score."""
        if self.before is None or self.after is None or self.before.total is None or self.after.total is None:
            return None
        return self.after.total - self.before.total

    @property
    def moved(self) -> bool:
        """Whether anything differs."""
        return bool(self.verdicts) or self.gain != 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two results side by side, in the order of the later one; ``skipped`` are files that could not be read."""

    before: Snapshot
    after: Snapshot
    causes: tuple[str, ...]
    postings: tuple[PostingMove, ...]
    skipped: tuple[Skipped, ...] = ()

    @property
    def moved(self) -> tuple[PostingMove, ...]:
        """The postings in which something differs."""
        return tuple(posting for posting in self.postings if posting.moved)


def compare_snapshots(before: Snapshot, after: Snapshot, causes: Sequence[str] | None = None) -> Comparison:
    """What moved between two results.

    Args:
        before: the earlier result.
        after: the later one.
        causes: why they differ, where the caller knows; else told from the CV, the versions and the date.
    """
    postings = tuple(_move(old, new) for old, new in _paired(before.outcomes, after.outcomes))
    told = tuple(causes if causes is not None else _causes(before, after))
    edited = any(posting.causes for posting in postings)
    if not told and not edited and any(posting.moved for posting in postings):
        told = ("other weights, thresholds or answers of your own (policy, taxonomy or profile file)",)
    return Comparison(before=before, after=after, causes=told, postings=postings)


def _paired(before: Sequence[Outcome], after: Sequence[Outcome]) -> list[tuple[Outcome | None, Outcome | None]]:
    """Outcomes of the same posting: by path, else by title and company; those that are gone come last."""
    left = list(before)
    pairs: list[tuple[Outcome | None, Outcome | None]] = []
    for new in after:
        same = [old for old in left if old.path == new.path] or [
            old for old in left if (old.name, old.company) == (new.name, new.company)
        ]
        if same:
            left.remove(same[0])
        pairs.append((same[0] if same else None, new))
    return [*pairs, *((old, None) for old in left)]


def _move(old: Outcome | None, new: Outcome | None) -> PostingMove:
    if old is None or new is None:
        return PostingMove(before=old, after=new, causes=("the posting is in one result only",))
    edited = old.digest and new.digest and old.digest != new.digest
    return PostingMove(
        before=old, after=new, verdicts=_verdicts(old, new), causes=("the posting was edited",) if edited else ()
    )


def _verdicts(old: Outcome, new: Outcome) -> tuple[VerdictMove, ...]:
    left = list(old.verdicts)
    moves = []
    for after in new.verdicts:
        before = next((judged for judged in left if judged.text == after.text), None)
        if before is not None:
            left.remove(before)
        if before is None or before.verdict != after.verdict:
            moves.append(VerdictMove(text=after.text, before=before, after=after))
    return (*moves, *(VerdictMove(text=judged.text, before=judged, after=None) for judged in left))


def _causes(before: Snapshot, after: Snapshot) -> list[str]:
    causes = []
    if before.digest and after.digest and before.digest != after.digest:
        causes.append("the CV was edited" if before.cv == after.cv else f"another CV: {before.cv} and {after.cv}")
    for name in dict.fromkeys((*before.versions, *after.versions)):
        old, new = before.versions.get(name, "none"), after.versions.get(name, "none")
        if old != new:
            causes.append(f"{name} {old} became {new}")
    if before.as_of != after.as_of:
        causes.append(f"the date that “Present” means: {before.as_of} became {after.as_of}")
    return causes


# ---------------------------------------------------------------------------------------------------------- where from


def snapshot(ranking: Ranking, label: str) -> Snapshot:
    """A ranking, as far as it can be compared."""
    scored = [_outcome(rank, report) for rank, report in enumerate(ranking.reports, 1)]
    return Snapshot(
        label=label,
        cv=ranking.resume.path,
        digest=_digest(ranking.resume.document),
        as_of=ranking.as_of,
        versions=dict(ranking.versions),
        outcomes=(*scored, *(_outcome(None, report) for report in ranking.unscored)),
    )


def _digest(document: Document) -> str:
    return sha256(document.text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _outcome(rank: int | None, report: FitReport) -> Outcome:
    posting, score = report.posting, report.score
    return Outcome(
        path=posting.path,
        name=posting.title or posting.path,
        company=posting.company or "",
        digest=_digest(posting.document),
        rank=rank,
        total=score.total,
        band=score.band,
        met=score.required.met,
        required=score.required.total,
        verdicts=tuple(
            Judged(text=r.text, priority=str(r.priority), verdict=str(f.verdict), explanation=f.explanation)
            for r, f in zip(posting.requirements, report.findings, strict=True)
        ),
    )


def read_snapshot(path: str | Path, label: str | None = None) -> Snapshot:
    """A result that ``fitscore CV POSTINGS --out FILE.json`` wrote.

    Raises:
        DocumentError: the file cannot be read, or holds something else.
    """
    try:
        data = json.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise DocumentError(str(path), f"cannot be read as JSON ({error})") from None
    try:
        return snapshot_of(data, label or str(path))
    except (KeyError, TypeError, AttributeError, ValueError):
        raise DocumentError(str(path), "is no ranking: give a file that `fitscore CV POSTINGS --out FILE.json` wrote") from None


def snapshot_of(data: Mapping[str, Any], label: str) -> Snapshot:
    """A parsed JSON ranking, as far as it can be compared.

    Raises:
        KeyError: it is no ranking.
    """
    return Snapshot(
        label=label,
        cv=str(data["cv"]["path"]),
        digest=str(data["cv"].get("digest", "")),
        as_of=str(data["as_of"]),
        versions={str(name): str(value) for name, value in data["versions"].items()},
        outcomes=tuple(_outcome_of(entry) for entry in (*data["ranking"], *data.get("unscored", ()))),
    )


def _outcome_of(entry: Mapping[str, Any]) -> Outcome:
    posting, score = entry["posting"], entry["score"]
    findings = {finding["requirement"]: finding for finding in entry["findings"]}
    total = score["total"]
    return Outcome(
        path=str(posting["path"]),
        name=str(posting["title"] or posting["path"]),
        company=str(posting["company"] or ""),
        digest=str(posting.get("digest", "")),
        rank=entry["rank"],
        total=None if total is None else round(total * 16),
        band=str(score["band"]),
        met=int(score["required"]["met"]),
        required=int(score["required"]["total"]),
        verdicts=tuple(
            Judged(
                text=str(r["text"]),
                priority=str(r["priority"]),
                verdict=str(findings[r["id"]]["verdict"]),
                explanation=str(findings[r["id"]]["explanation"]),
            )
            for r in posting["requirements"]
        ),
    )


def diff(before: Ranking | str | Path, after: Ranking | str | Path) -> Comparison:
    """Which scores and verdicts moved between two results, and why.

    Args:
        before: a ranking, or the JSON file of an earlier one.
        after: the later one, likewise.

    Raises:
        DocumentError: a file cannot be read, or holds something else.
    """
    old, new = (
        snapshot(side, label) if isinstance(side, Ranking) else read_snapshot(side)
        for side, label in ((before, "before"), (after, "after"))
    )
    return compare_snapshots(old, new)
