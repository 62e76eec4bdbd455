"""Two plain baselines on the labelled CV x posting pairs, beside fitscore: python bench/baselines.py

Ranking: cosine of whole-text TF-IDF vectors, and the share of the posting's words that stand in the CV. Verdicts: a requirement
is met when three quarters of its content words stand in the CV, partly met from a third on, else missing.
"""

from __future__ import annotations

import sys
from itertools import groupby
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
SHARED = HERE.parents[1] / "shared"


def main() -> int:
    """Print the table."""
    if not (SHARED / "gold").is_dir():
        print("the labelled data are not here; nothing measured")
        return 0
    sys.path.insert(0, str(SHARED / "eval"))
    import yaml
    from quality import AS_OF
    from sklearn.feature_extraction.text import TfidfVectorizer
    from verdicts_eval import kappa, tau_b

    import fitscore
    from fitscore.matching.retrieval import terms

    gold = yaml.safe_load((SHARED / "gold" / "verdicts_dev.yaml").read_text("utf-8"))
    postings = {p.stem: p.read_text("utf-8") for p in sorted((SHARED / "data" / "seeds").glob("*.txt"))}
    scorer = fitscore.Scorer(as_of=AS_OF)
    cvs = {n: (SHARED / "data" / "cvs" / "fictional" / n / "cv.txt").read_text("utf-8") for n in {g["cv"] for g in gold}}
    vectors = TfidfVectorizer(stop_words="english").fit_transform([*postings.values(), *cvs.values()])
    row = {name: i for i, name in enumerate([*postings, *cvs])}
    rankings: dict[str, list[float]] = {"TF-IDF cosine": [], "keyword overlap": [], "fitscore": []}
    verdicts: dict[str, list[tuple[str, str]]] = {"keyword overlap": []}
    for cv, pairs in groupby(gold, key=lambda g: g["cv"]):
        rows: list[Any] = list(pairs)
        have = set(terms(cvs[cv]))
        fits = [g["fit"] for g in rows]
        cosine = [float((vectors[row[cv]] @ vectors[row[g["posting"]]].T).sum()) for g in rows]
        overlap = []
        for g in rows:
            words = set(terms(postings[g["posting"]]))
            overlap.append(len(words & have) / len(words))
            for v in g["verdicts"]:
                asked = terms(v["quote"])
                share = sum(t in have for t in asked) / max(1, len(asked))
                word = "met" if share >= 0.75 else "partial" if share >= 0.34 else "missing"
                verdicts["keyword overlap"].append((v["verdict"], word))
        ours = [scorer.score(cvs[cv], postings[g["posting"]]).score.total or 0 for g in rows]
        for name, values in zip(rankings, (cosine, overlap, ours), strict=True):
            rankings[name].append(tau_b(fits, values))
    for name, taus in rankings.items():
        print(f"ranking   {name:16} mean Kendall tau {sum(taus) / len(taus):.3f}")
    for name, pairs in verdicts.items():
        right = sum(a == b for a, b in pairs) / len(pairs)
        swaps = sum({a, b} == {"met", "missing"} for a, b in pairs) / len(pairs)
        print(f"verdicts  {name:16} accuracy {right:.3f}  kappa {kappa(pairs):.3f}  met<->missing {swaps:.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
