"""How well CVs are read in the files people send: ``bench/sent/``, fourteen invented people in three files each."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent / "sent"


def measure(as_of: Any) -> dict[str, float]:
    """Shares, of all jobs, studies and files: jobs found, named, dated and classed; studies right; months within three."""
    import fitscore

    scorer = fitscore.Scorer(as_of=as_of)
    tally: Counter[str] = Counter()
    for truth in sorted(HERE.glob("*/truth.json")):
        told = json.loads(truth.read_text("utf-8"))
        for path in sorted(truth.parent.iterdir()):
            if path != truth:
                _count(tally, scorer.resume(path), told)
    return {
        "sent.jobs_found": tally["found"] / tally["jobs"],
        "sent.jobs_real": 1 - tally["extra"] / tally["jobs"],
        "sent.jobs_named": tally["named"] / tally["jobs"],
        "sent.jobs_dated": tally["dated"] / tally["jobs"],
        "sent.jobs_classed": tally["classed"] / tally["jobs"],
        "sent.studies": tally["studied"] / tally["studies"],
        "sent.months": tally["months"] / tally["files"],
    }


def _count(tally: Counter[str], resume: Any, told: dict[str, Any]) -> None:
    tally["files"] += 1
    tally["months"] += abs(resume.total_months - told["total_months"]) <= 3
    left = list(resume.positions)
    for job in told["positions"]:
        tally["jobs"] += 1
        ranked = sorted(left, key=lambda position: -_likeness(job, position))
        if not ranked or _likeness(job, ranked[0]) < 2:
            continue
        position = ranked[0]
        left.remove(position)
        start, end = str(position.start or ""), "present" if position.current else str(position.end or "")
        tally["found"] += 1
        tally["named"] += _same(job["title"], position.title) and (
            not job["organization"] or _same(job["organization"], f"{position.organization} {position.title}")
        )
        tally["dated"] += start.startswith(job["start"]) and end.startswith(job["end"])
        tally["classed"] += position.kind.value == job["kind"]
    tally["extra"] += len(left)
    studies = list(resume.education)
    for study in told["education"]:
        tally["studies"] += 1
        found = next((s for s in studies if _same(study["institution"], s.institution)), None)
        if found is not None:
            studies.remove(found)
            end = str(found.end)[:4] if found.end else None
            tally["studied"] += end == study["end"] and found.in_progress == bool(study["in_progress"])


def _likeness(job: dict[str, Any], position: Any) -> int:
    dated = bool(job["start"]) and str(position.start or "").startswith(job["start"])
    firm = f"{position.organization} {position.title}"
    return 2 * dated + _same(job["title"], position.title, loose=True) + _same(job["organization"], firm, loose=True)


def _same(told: str | None, read: str | None, *, loose: bool = False) -> bool:
    """Whether all words of one name stand in the other, as the evaluation of CVs has it; ``loose``: commas aside."""
    from rapidfuzz import fuzz

    if not told or not read:
        return False
    one, other = (re.sub(r"\W+", " ", name.lower()) if loose else name.lower() for name in (told, read))
    return fuzz.token_set_ratio(one, other) >= 85
