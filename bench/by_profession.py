"""Reading, verdicts and ranking for CVs of twenty professions against postings of their fields (``bench/professions/``).

The labels were read from the texts alone, without sight of the tool. The part ``learnt`` was looked at miss by miss since;
``blind`` never was, and is the honest figure. Posting texts are not part of the repository: without ``../shared`` nothing is
measured.
"""

from __future__ import annotations

import importlib
import json
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent / "professions"
LABELS = HERE / "labels.yaml"
WILD = HERE / "wild.yaml"


def measure(
    part: str, shared: Path, as_of: Any, aliases: Callable[[Any], Any], captured: Callable[[Callable[[], None]], str]
) -> dict[str, float]:
    """The figures of one part of the labels.

    Args:
        part: ``learnt`` or ``blind``.
        shared: where the posting texts and the evaluation scripts lie.
        as_of: the day "Present" means.
        aliases: makes the names of skills for the posting evaluation.
        captured: runs a function and gives what it printed.
    """
    import yaml

    import fitscore
    from fitscore.reports.json import posting_json

    labels = yaml.load(LABELS.read_text("utf-8"), Loader=yaml.CSafeLoader)[part]
    rows = map(json.loads, (shared / "data" / "postings_wild.jsonl").read_text("utf-8").splitlines())
    texts = {row["id"]: row["text"] for row in rows}
    scorer = fitscore.Scorer(as_of=as_of)
    names = {key: f"p{number}" for number, key in enumerate(labels["postings"])}
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        (home / "postings").mkdir()
        (home / "out").mkdir()
        for key, name in names.items():
            (home / "postings" / f"{name}.txt").write_text(texts[key.split("#")[0]], "utf-8", newline="")
        paths = sorted((home / "postings").glob("*.txt"))
        postings = {path.stem: scorer.posting(path) for path in paths}
        parsed = {name: posting_json(posting) for name, posting in postings.items()}
        read = importlib.import_module("postings_eval")
        gold = [
            {"id": names[key], "requirements": [line | {"quote": _quote(texts[key.split("#")[0]], line)} for line in lines]}
            for key, lines in labels["postings"].items()
        ]
        out = read.evaluate(gold, parsed, aliases(read))
        judged = [
            {"cv": entry["cv"], "posting": names[entry["posting"]], "fit": entry["fit"], "verdicts": _lines(entry, labels, texts)}
            for entry in labels["verdicts"]
        ]
        (home / "gold.yaml").write_text(json.dumps(judged), "utf-8")
        for cv in sorted((HERE / "cvs").iterdir()):
            wanted = {entry["posting"] for entry in judged if entry["cv"] == cv.stem}
            if wanted:
                ranking = scorer.rank(cv, [postings[name] for name in sorted(wanted)])
                (home / "out" / f"{cv.stem}.json").write_text(fitscore.render(ranking, "json"), "utf-8")
        verdicts = importlib.import_module("verdicts_eval")
        sys.argv = ["verdicts_eval", str(home / "gold.yaml"), "--pred", str(home / "out"), "--json"]
        found = json.loads(captured(verdicts.main))
    evidence = found["evidence"]
    return {
        f"{part}.requirements_f1": out["requirements"]["F1"],
        f"{part}.priority": out["priority_accuracy"],
        f"{part}.kind_group": out["kind_group_accuracy"],
        f"{part}.skills_f1": out["skills"]["F1"],
        f"{part}.accuracy": found["accuracy"],
        f"{part}.kappa": found["kappa"],
        f"{part}.not_severe": 1 - found["severe"],
        f"{part}.evidence": evidence["with"] / max(1, evidence["n"]),
        f"{part}.evidence_agrees": evidence.get("agree", 0) / max(1, evidence.get("cmp", 0)),
        f"{part}.tau": found["tau_mean"],
    }


def measure_wild(shared: Path, aliases: Callable[[Any], Any]) -> dict[str, float]:
    """How postings picked by chance are read (``wild.yaml``): all layouts, also those that ask nothing."""
    import yaml

    import fitscore
    from fitscore.readers import read_text
    from fitscore.reports.json import posting_json

    labels = yaml.load(WILD.read_text("utf-8"), Loader=yaml.CSafeLoader)
    rows = map(json.loads, (shared / "data" / "postings_wild.jsonl").read_text("utf-8").splitlines())
    texts = {row["id"]: row["text"] for row in rows}
    scorer = fitscore.Scorer()
    parsed = {key: posting_json(scorer.posting(read_text(texts[key], f"{number}.txt"))) for number, key in enumerate(labels)}
    gold = [
        {"id": key, "requirements": [line | {"quote": _quote(texts[key], line)} for line in lines]}
        for key, lines in labels.items()
    ]
    read = importlib.import_module("postings_eval")
    out = read.evaluate(gold, parsed, aliases(read))
    return {
        "wild.requirements_f1": out["requirements"]["F1"],
        "wild.priority": out["priority_accuracy"],
        "wild.kind_group": out["kind_group_accuracy"],
        "wild.skills_f1": out["skills"]["F1"],
        "wild.logic": out["logic"][0] / max(1, out["logic"][1]),
        "wild.degree": out["degree"][0] / max(1, out["degree"][1]),
    }


def _quote(text: str, line: dict[str, Any]) -> str:
    return " ".join(text[line["at"] :].split()[: line["words"]])


def _lines(entry: dict[str, Any], labels: dict[str, Any], texts: dict[str, str]) -> list[dict[str, Any]]:
    words = {line["at"]: line for line in labels["postings"][entry["posting"]]}
    text = texts[entry["posting"].split("#")[0]]
    return [verdict | {"quote": _quote(text, words[verdict["at"]])} for verdict in entry["verdicts"]]
