"""The quality gate: measures fitscore on the labelled development data and holds the figures to their floors.

    python bench/quality.py                 measure and print
    python bench/quality.py --check         fail when a figure is below its floor, or the data are not the ones it was measured on
    python bench/quality.py --raise         raise floors to the measured figures (never lowers one)
    python bench/quality.py --lower NAME    set this floor to the measured figure, even if that is lower

The data are not part of the repository: they are looked for in ``../shared`` beside it (or ``FITSCORE_SHARED``). Without
them the script says so and ends with 0.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib
import json
import os
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import by_profession
import sent_cvs

HERE = Path(__file__).resolve().parent
FLOORS = HERE / "floors.json"
SHARED = Path(os.environ.get("FITSCORE_SHARED") or HERE.parents[1] / "shared")
AS_OF = date(2026, 11, 1)
SLACK = 0.0005
"""Figures are rounded to three decimals; this much below a floor is rounding."""

Figures = dict[str, float]


def _parsed(paths: list[Path]) -> dict[str, Any]:
    import fitscore
    from fitscore.reports.json import posting_json

    scorer = fitscore.Scorer(as_of=AS_OF)
    return {p.stem: posting_json(scorer.posting(p)) for p in sorted(paths)}


def _names(evaluation: Any) -> Any:
    """The names of all skills, as the evaluation wants them."""
    import yaml

    taxonomy = yaml.load(Path(HERE.parent / "skills_taxonomy.yaml").read_text("utf-8"), Loader=yaml.CSafeLoader)
    aliases = evaluation.Aliases(None)
    for skill in taxonomy["skills"]:
        names = [skill["label"], *(a if isinstance(a, str) else a["text"] for a in skill.get("aliases", []))]
        aliases.of[skill["id"]] = [str(name) for name in names]
    return aliases


def _postings(prefix: str, golds: list[str], folder: str) -> Figures:
    evaluation = importlib.import_module("postings_eval")
    gold = [g for name in golds for g in evaluation.load(SHARED / "gold" / name).values()]
    out = evaluation.evaluate(gold, _parsed(list((SHARED / "data" / folder).glob("*.txt"))), _names(evaluation))
    figures = {
        "requirements_f1": out["requirements"]["F1"],
        "priority": out["priority_accuracy"],
        "kind_group": out["kind_group_accuracy"],
        "skills_p": out["skills"]["P"],
        "skills_r": out["skills"]["R"],
        "skills_f1": out["skills"]["F1"],
        "cut_outside": 1 - out["cut_inside"][0] / max(1, out["cut_inside"][1]),
    }
    for name in ("logic", "years", "degree"):
        figures[name] = out[name][0] / max(1, out[name][1])
    for name, (right, total) in out["fields"].items():
        figures[f"field_{name}"] = right / max(1, total)
    return {f"{prefix}.{name}": value for name, value in figures.items()}


def seeds() -> Figures:
    """The five seed postings."""
    return _postings("seeds", ["seeds.yaml"], "seeds")


def dev_postings() -> Figures:
    """The 24 further postings."""
    return _postings("dev", ["postings_dev_1.yaml", "postings_dev_2.yaml"], "postings_dev")


def sections() -> Figures:
    """Postings whose minimum and preferred lines are known, joined under usual and unusual headings."""
    import fitscore

    evaluation = importlib.import_module("postings_eval")
    scorer = fitscore.Scorer(as_of=AS_OF)
    figures: Figures = {}
    heads = {
        "usual": ("Responsibilities", "Minimum qualifications", "Preferred qualifications"),
        "unusual": ("Your days here", "What we need", "Bonus"),
    }
    rows = [json.loads(line) for line in (SHARED / "gold" / "google_sections_dev.jsonl").read_text("utf-8").splitlines()]
    for name, (duties, minimum, preferred) in heads.items():
        found = total = right = 0
        for row in rows:
            lines = [row["title"], "", duties, *(f"- {x}" for x in row["responsibilities"]), "", minimum]
            lines += [*(f"- {x}" for x in row["minimum_qualifications"]), "", preferred]
            lines += [f"- {x}" for x in row["preferred_qualifications"]]
            posting = scorer.posting("\n".join(lines) + "\n")
            gold = [
                {"quote": q, "priority": p}
                for p, key in (("required", "minimum_qualifications"), ("preferred", "preferred_qualifications"))
                for q in row[key]
            ]
            read = [{"text": r.text, "priority": str(r.priority)} for r in posting.requirements]
            pairs = evaluation.align(gold, read)
            total += len(gold)
            found += len(pairs)
            right += sum(gold[i]["priority"] == read[j]["priority"] for i, j in pairs)
        figures[f"sections.{name}_recall"] = found / total
        figures[f"sections.{name}_priority"] = right / max(1, found)
    return figures


def verdicts() -> Figures:
    """Verdicts and ranking of the three fictional CVs over the seeds."""
    import tempfile

    import fitscore

    evaluation = importlib.import_module("verdicts_eval")
    scorer = fitscore.Scorer(as_of=AS_OF)
    postings = [scorer.posting(p) for p in sorted((SHARED / "data" / "seeds").glob("*.txt"))]
    stuffed = 0.0
    with tempfile.TemporaryDirectory() as folder:
        for cv in sorted((SHARED / "data" / "cvs" / "fictional").glob("*/*")):
            if cv.stem != cv.parent.name:
                continue
            ranking = scorer.rank(cv, postings)
            (Path(folder) / f"{cv.stem}.json").write_text(fitscore.render(ranking, "json"), "utf-8")
            if cv.stem == "keyword_stuffer":
                stuffed = max((r.score.total or 0) / 1600 for r in ranking.reports)
        sys.argv = ["verdicts_eval", str(SHARED / "gold" / "verdicts_dev.yaml"), "--pred", folder, "--json"]
        out = json.loads(_captured(evaluation.main))
    evidence = out["evidence"]
    return {
        "verdicts.accuracy": out["accuracy"],
        "verdicts.kappa": out["kappa"],
        "verdicts.not_severe": 1 - out["severe"],
        "verdicts.evidence": evidence["with"] / max(1, evidence["n"]),
        "verdicts.evidence_agrees": evidence.get("agree", 0) / max(1, evidence.get("cmp", 0)),
        "verdicts.tau": out["tau_mean"],
        "verdicts.stuffer_below": 1 - stuffed,
    }


def _captured(function: Callable[[], None]) -> str:
    import contextlib
    import io

    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        function()
    return out.getvalue()


def cvs() -> Figures:
    """CVs with known positions, and the fictional ones with known months."""
    import tempfile

    import fitscore
    from fitscore.reports.json import dump, resume_json

    scorer = fitscore.Scorer(as_of=AS_OF)
    root = SHARED / "data" / "cvs"
    read, skipped = [], 0
    for item in scorer.resumes([root]):
        if isinstance(item, fitscore.Resume):
            read.append(resume_json(item))
        else:
            skipped += 1
    evaluation = importlib.import_module("cv_eval")
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "cvs.json"
        target.write_text(dump({"cvs": read}), "utf-8")
        sys.argv = ["cv_eval", str(target), "--truth", str(root), "--fictional", str(root / "fictional")]
        out = json.loads(_captured(evaluation.main))
    truth, fictional = out["truth"], out["fictional"]
    return {
        "cvs.positions_r": truth["R"],
        "cvs.positions_p": truth["P"],
        "cvs.start_dates": truth["start_dates"][0] / max(1, truth["start_dates"][1]),
        "cvs.education": truth["education"][0] / max(1, truth["education"][1]),
        "cvs.months": fictional["months"][0] / max(1, fictional["months"][1]),
        "cvs.alike": fictional["alike"][0] / max(1, fictional["alike"][1]),
    }


def pages() -> Figures:
    """Reading order of page 1 of CVs."""
    import fitscore

    evaluation = importlib.import_module("cv_pages_eval")
    keys = ["wordF1", "intact", "order", "pure", "lines", "bullet", "head"]
    rows = []
    for gold in sorted((SHARED / "gold" / "cv_pages").glob("*.txt")):
        text = fitscore.read(SHARED / "data" / "cv_pages" / f"{gold.stem}.pdf").text
        rows.append(evaluation.score(text.split("\f")[0], evaluation.gold(gold)))

    def mean(values: list[float]) -> float:
        return sum(values) / max(1, len(values))

    total = mean([mean([row[k] for row in rows if row[k] is not None]) for k in keys])
    worst = min(mean([row[k] for k in keys if row[k] is not None]) for row in rows)
    return {"pages.total": total, "pages.worst": worst}


def skillspan() -> Figures:
    """The spaCy component: overlap with gold knowledge spans, precision against knowledge and skill spans."""
    import spacy

    nlp = spacy.blank("en")
    nlp.add_pipe("fitscore_skills")
    hit = total = right = extracted = 0
    for line in (SHARED / "gold" / "skillspan_train_dev.jsonl").read_text("utf-8").splitlines():
        for row in json.loads(line)["lines"]:
            text = row["text"]
            knowledge, skill = (_places(row[k], text) for k in ("knowledge", "skill"))
            got = [(s.start_char, s.end_char) for s in nlp(text).spans["skills"]]
            total += len(knowledge)
            hit += sum(any(a < e and s < b for a, b in got) for s, e in knowledge)
            extracted += len(got)
            right += sum(any(a < e and s < b for a, b in (*knowledge, *skill)) for s, e in got)
    return {"skillspan.recall": hit / max(1, total), "skillspan.precision": right / max(1, extracted)}


def _places(spans: list[str], text: str) -> list[tuple[int, int]]:
    return [(at, at + len(s)) for s in spans if (at := text.find(s)) >= 0]


def learnt() -> Figures:
    """CVs of sixteen professions against postings of their fields; misses were looked at."""
    return by_profession.measure("learnt", SHARED, AS_OF, _names, _captured)


def blind() -> Figures:
    """CVs of four other professions against postings of their fields; misses were never looked at."""
    return by_profession.measure("blind", SHARED, AS_OF, _names, _captured)


def wild() -> Figures:
    """Postings picked by chance, all of their lines."""
    return by_profession.measure_wild(SHARED, _names)


def sent() -> Figures:
    """CVs as people send them, in 42 files of our own."""
    return sent_cvs.measure(AS_OF)


MEASURES: tuple[Callable[[], Figures], ...] = (
    seeds, dev_postings, sections, verdicts, cvs, pages, skillspan, learnt, blind, wild, sent,
)  # fmt: skip


def digest() -> str:
    """A digest of the labels and inputs that the figures stand for."""
    total = hashlib.sha256()
    for name in ("gold", "eval", "data/seeds", "data/postings_dev", "data/cvs", "data/cv_pages"):
        for path in sorted((SHARED / name).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                total.update(str(path.relative_to(SHARED)).encode())
                total.update(hashlib.sha256(path.read_bytes()).digest())
    own = (by_profession.LABELS, by_profession.WILD, *sorted(sent_cvs.HERE.rglob("*.*")))
    for path in (SHARED / "data" / "postings_wild.jsonl", *own):
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()[:16]


def main() -> int:
    """Measure; then print, check, raise or lower."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--raise", dest="lift", action="store_true")
    parser.add_argument("--lower", nargs="+", default=[], metavar="NAME")
    parser.add_argument("--only", nargs="+", default=[], metavar="MEASURE", help=", ".join(m.__name__ for m in MEASURES))
    options = parser.parse_args()
    if not (SHARED / "gold").is_dir():
        print("quality gate: the labelled data are not here; nothing measured")
        return 0
    sys.path.insert(0, str(SHARED / "eval"))
    figures: Figures = {}
    for measure in MEASURES:
        if not options.only or measure.__name__ in options.only:
            figures |= {name: round(value, 3) for name, value in measure().items()}
    pinned = json.loads(FLOORS.read_text("utf-8")) if FLOORS.exists() else {"data": digest(), "floors": {}}
    floors = pinned["floors"]
    low = [name for name, value in figures.items() if value < floors.get(name, 0) - SLACK]
    for name, value in figures.items():
        print(f"{name:28} {value:.3f}   floor {floors.get(name, 0):.3f}{'   BELOW' if name in low else ''}")
    if options.lift or options.lower:
        for name, value in figures.items():
            if (options.lift and value > floors.get(name, 0)) or name in options.lower:
                floors[name] = value
        FLOORS.write_text(json.dumps({"data": digest(), "floors": dict(sorted(floors.items()))}, indent=1) + "\n", "utf-8")
        return 0
    if options.check and pinned["data"] != digest():
        print("quality gate: the labelled data changed since the floors were pinned; measure again with --raise")
        return 1
    return 1 if options.check and low else 0


if __name__ == "__main__":
    sys.exit(main())
