"""Measures what docs/performance.md tells: start-up, one posting warm, throughput, processes, memory.

    python bench/speed.py                    everything up to 1,000 postings
    python bench/speed.py --most 10000       and up to 10,000
    python bench/speed.py --only start       one part: start, posting, throughput

Postings are made from samples/ and, when ``--wild`` names a file of JSON lines with ``text``, from that. Times are the
best of several runs, and ratios are taken within one run, because machines are shared and noisy.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
BASE = "import spacy, sklearn.feature_extraction.text; spacy.blank('en')"
AS_OF = ("--as-of", "2026-11-01")


def run(args: Sequence[str], **env: str) -> tuple[float, int]:
    """Wall seconds and peak memory (KB) of a command; its output is dropped."""
    start = time.perf_counter()
    process = subprocess.Popen(args, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, **env}, cwd=ROOT)
    _, status, usage = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status) not in (0, 4):
        raise SystemExit(f"failed: {' '.join(args)}")
    return time.perf_counter() - start, usage.ru_maxrss


def start_up(repeats: int) -> None:
    """The main job on six postings and a PDF CV, without cache and cached, and the help, against a bare import."""
    main = [sys.executable, "-m", "fitscore"]
    job = [*main, "samples/cv.pdf", "samples/postings", *AS_OF]
    with tempfile.TemporaryDirectory() as folder:
        cache = {"FITSCORE_CACHE_DIR": folder, "FITSCORE_NO_CACHE": "0"}
        run(job, **cache)
        kinds: dict[str, Callable[[], tuple[float, int]]] = {
            "base": lambda: run([sys.executable, "-c", BASE]),
            "no cache": lambda: run([*job, "--no-cache"], **cache),
            "cached": lambda: run(job, **cache),
            "--help": lambda: run([*main, "--help"], **cache),
            "schema": lambda: run([*main, "schema"], **cache),
            "taxonomy search": lambda: run([*main, "taxonomy", "search", "causal"], **cache),
        }
        best = {name: min(kind()[0] for _ in range(repeats)) for name, kind in kinds.items()}
    limits = {"no cache": 1.25, "cached": 0.35, "--help": 0.2}
    print(f"\nstart-up (base: python -c \"{BASE}\")")
    for name, seconds in best.items():
        limit = f"  (limit {limits[name]})" if name in limits else ""
        print(f"  {name:16} {seconds:6.2f} s   {seconds / best['base']:5.2f} x base{limit}")


def texts_of(wild: Path | None) -> list[str]:
    """Posting texts, in a fixed order."""
    found = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "samples" / "postings").glob("*.*"))]
    if wild is not None and wild.is_file():
        with wild.open(encoding="utf-8") as lines:
            found += [json.loads(line)["text"] for line in lines]
    return found


def posting(texts: Sequence[str]) -> None:
    """Reading and scoring a posting, warm, against plain baselines on the same texts."""
    import spacy
    from sklearn.feature_extraction.text import TfidfVectorizer
    from spacy.matcher import PhraseMatcher

    import fitscore
    from fitscore.pipeline import Run

    scorer = fitscore.Scorer(as_of=datetime.date(2026, 11, 1))
    resume = scorer.resume(ROOT / "samples" / "cv.md")
    match = Run(scorer, resume)
    nlp = spacy.blank("en")
    matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
    names = {re.sub(r"\s+", " ", alias.text) for skill in scorer.taxonomy.skills.values() for alias in skill.aliases}
    matcher.add("SKILL", list(nlp.tokenizer.pipe(sorted(names))))
    vectorizer = TfidfVectorizer().fit(texts)
    cv = vectorizer.transform([resume.document.text])
    half = len(texts) // 2 or 1
    steps: dict[str, Callable[[str], object]] = {
        "spaCy tokeniser": nlp.tokenizer,
        "spaCy PhraseMatcher": lambda text: matcher(nlp.tokenizer(text)),
        "TF-IDF cosine": lambda text: vectorizer.transform([text]) @ cv.T,
        "skill finder alone": scorer.finder.find,
        "read": lambda text: scorer.posting(text + "\n"),
        "read and score": lambda text: match.fit(scorer.posting(text + "\n")),
    }
    length = sum(map(len, texts[half:])) // (len(texts) - half)
    print(f"\none posting, warm ({len(texts) - half} texts of {length} characters on average)")
    base = 0.0
    for name, step in steps.items():
        for text in texts[:half]:
            step(text)
        start = time.process_time()
        for text in texts[half:]:
            step(text)
        taken = (time.process_time() - start) / (len(texts) - half)
        base = base or taken
        print(f"  {name:20} {taken * 1000:7.2f} ms   {taken / base:6.1f} x tokenising")


def throughput(texts: Sequence[str], most: int) -> None:
    """The whole job by number of postings and of processes."""
    print("\nthroughput (--no-cache --brief, CV as PDF)")
    with tempfile.TemporaryDirectory() as folder:
        for count in (10, 100, 1000, 10_000):
            if count > most:
                break
            place = Path(folder) / str(count)
            place.mkdir()
            for number in range(count):
                (place / f"{number:05}.txt").write_text(f"{texts[number % len(texts)]}\nJob number {number}\n", encoding="utf-8")
            seconds = {}
            for jobs in (1, 2):
                args = ["samples/cv.pdf", str(place), "--no-cache", "--brief", "--jobs", str(jobs), *AS_OF]
                seconds[jobs], memory = run([sys.executable, "-m", "fitscore", *args])
                each = seconds[jobs] / count * 1000
                gain = f"   {seconds[1] / seconds[2]:.2f} x" if jobs == 2 else ""
                line = f"{count:6} postings, --jobs {jobs}  {seconds[jobs]:8.2f} s  {each:7.2f} ms each"
                print(f"  {line}  {memory / 1024:6.0f} MB{gain}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--most", type=int, default=1000)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--only", choices=("start", "posting", "throughput"))
    parser.add_argument("--wild", type=Path, default=ROOT.parent / "shared" / "data" / "postings_wild.jsonl")
    options = parser.parse_args()
    texts = texts_of(options.wild)
    print(f"Python {sys.version.split()[0]}, {os.cpu_count()} cores, {len(texts)} different texts")
    if options.only in (None, "start"):
        start_up(options.repeats)
    if options.only in (None, "posting"):
        posting(texts[:400])
    if options.only in (None, "throughput"):
        throughput(texts, options.most)


if __name__ == "__main__":
    main()
