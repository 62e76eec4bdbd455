"""How often a span labelled with an ESCO concept gets that concept, or its neighbour, from our mapping: python bench/esco.py

Counts spans with an ESCO label; *found*: a skill of ours overlaps the span; *mapped*: that skill carries an ESCO id;
*right*: the id (of the skill or of one it is a kind of) is the label's, its parent or its child.
"""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path

SHARED = Path(__file__).resolve().parents[2] / "shared"
NO_LABEL = {"LABEL NOT PRESENT", "UNDERSPECIFIED", ""}


def main() -> int:
    """Print one line a file."""
    if not (SHARED / "gold").is_dir():
        print("the labelled data are not here; nothing measured")
        return 0
    import fitscore

    taxonomy = fitscore.load_taxonomy()
    finder = fitscore.SkillFinder(taxonomy)
    uri_of: dict[str, str] = {}
    above: dict[str, set[str]] = {}
    with (SHARED / "data" / "taxonomies" / "esco" / "esco_skills_merged.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if row.get("uri"):
                uri = row["uri"].rsplit("/", 1)[1]
                uri_of[row["preferredLabel"].casefold()] = uri
                above[uri] = {parent.rsplit("/", 1)[1] for parent in row.get("broader") or ()}
    for name in ("house_validation_annotations.csv", "tech_validation_annotations.csv"):
        total = found = mapped = right = 0
        with (SHARED / "gold" / name).open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                uri = uri_of.get(row["label"].strip().casefold())
                if row["label"].strip() in NO_LABEL or uri is None:
                    continue
                total += 1
                start = row["sentence"].find(row["span"])
                end = start + len(row["span"])
                mine = [m.skill_id for m in finder.find(row["sentence"]) if m.span.start < end and start < m.span.end]
                found += bool(mine)
                names = [near for skill in mine for near in (skill, *taxonomy.skills[skill].broader)]
                ids = {e["id"] for near in names for e in _esco(taxonomy, near)}
                mapped += bool(ids)
                near_uri = {uri, *above.get(uri, ())}
                right += any(i in near_uri or uri in above.get(i, ()) for i in ids)
        counts = (("found", found), ("mapped", mapped), ("right", right))
        shares = ", ".join(f"{word} {n / max(1, total):.3f}" for word, n in counts)
        print(f"{name}: {total} labelled spans, {shares}")
    return 0


def _esco(taxonomy: object, skill: str) -> list[dict[str, str]]:
    known = taxonomy.skills  # type: ignore[attr-defined]
    return [dict(e) for e in known[skill].map.get("esco", ())] if skill in known else []


if __name__ == "__main__":
    sys.exit(main())
