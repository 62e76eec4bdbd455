"""Learn the document frequencies that ``fitscore/data/idf.json`` ships: python bench/build_idf.py POSTINGS.jsonl

Counts in how many postings each stem occurs; keeps those in at least three. Holds words and numbers only, no text.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

from fitscore.matching.retrieval import terms


def main(source: str) -> None:
    counts: Counter[str] = Counter()
    documents = 0
    with Path(source).open(encoding="utf-8") as lines:
        for line in lines:
            documents += 1
            counts.update(terms(json.loads(line)["text"]))
    kept = {term: n for term, n in sorted(counts.items()) if n >= 3}
    target = Path(__file__).parents[1] / "fitscore" / "data" / "idf.json"
    target.write_text(json.dumps({"documents": documents, "df": kept}, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{documents} postings, {len(kept)} stems -> {target.name}")


if __name__ == "__main__":
    main(sys.argv[1])
