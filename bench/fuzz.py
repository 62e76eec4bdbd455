"""Feeds mutated documents of every format to fitscore; each must be scored or skipped with a reason, within ten seconds.

    python bench/fuzz.py --count 20000 --seed 1

Documents come from samples/, from small files of every format that the tests make and, when present, from a folder of
other documents (``--data``, default ../shared/data). A failing input is kept in ``--keep`` and its traceback printed.
"""

# ruff: noqa: E501  (rows of hostile bytes)

from __future__ import annotations

import argparse
import contextlib
import datetime
import io
import json
import os
import random
import re
import signal
import sys
import tempfile
import time
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("FITSCORE_NO_CACHE", "1")

import fitscore  # noqa: E402
from fitscore import pipeline  # noqa: E402
from fitscore.model import Skipped  # noqa: E402
from tests import make_files  # noqa: E402

LIMIT = 10
SUFFIXES = (".txt", ".md", ".html", ".mht", ".json", ".pdf", ".docx", ".odt", ".rtf", ".csv", ".doc", "", ".eml")
LARGEST = 400_000

TOKENS = [
    b"\0", b"\x1b[31m", b"\x1b]0;x\x07", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xc0\xaf", b"\r", b"\n\n\n", b"\t\t",
    "\u202e".encode(), "\u200b".encode() * 50, "\u0300".encode() * 300, "\ufb01".encode(), "\u00ad".encode(), "\U0001f600".encode(),
    "\u0130\u0131\u1e9e".encode(), "\u0660\u0661 years".encode(), "\u00b2+ years".encode(), "\u2028".encode(), "\x85".encode(),
    b"9" * 5000, b"99999999999999999999+ years of SQL", b"0 years", b"-3 years", b"5-3 years", b"(" * 3000, b")" * 3000, b"[" * 3000,
    b"((((" * 500 + b"))))" * 500, b"- " * 3000, b"a" * 50_000, b"and/or " * 3000, b", " * 5000, b"C++/" * 2000, b"SQL, " * 3000,
    b"Jan 2020 - Feb 2021 " * 500, b"13/2020 - 00/0000", b"Feb 30 2019", b"2999 - 1900", b"$1e999", b"$" * 3000, b"1.000.000,00 EUR",
    b"\n- " * 3000, b"\n# " * 500, b"\n## Requirements\n", b"\nRequirements:\n- 5+ years of Python or R, or equivalent\n",
    b"<div>" * 5000, b"<table><tr><td>" * 500, b"</" * 1000, b"<!--", b"<script>", b"&#0;&#xD800;&#x110000;&amp" * 20, b"]]>",
    b'{"a":' * 500, b"[" * 100_000, b'"\\ud800"', b"{\\rtf1 " * 200, b"\\u-10179?\\u-8704?", b"\\'", b"\\bin99999999 ", b"=\n" * 500,
    b"endobj", b"stream\n", b"/Length 999999999", b"%PDF-1.7", b"PK\x03\x04", b"http://" + b"a." * 3000, b"@" * 2000, b"www." * 2000,
    b"Bachelor's degree in " * 400, b"ten or more ", b"(e.g., " * 500, b"not " * 2000, b"required preferred " * 1000, b"|" * 3000, b"---|" * 500,
]  # fmt: skip
VALUES = [None, True, -1, 1e308, "", "\ud800", "\0", [], {}, [[]], [None], {"": {}}, "x" * 3000, ["a", 1, None], {"name": None}, 10**30]


class Hang(Exception):  # noqa: N818
    """A document took longer than the limit."""


def seeds(data: Path) -> list[tuple[str, bytes]]:
    """Name and content of every document to mutate."""
    found = [(p.name, p.read_bytes()) for p in sorted((ROOT / "samples").rglob("*")) if p.suffix in SUFFIXES and p.is_file()]
    text = (ROOT / "samples" / "cv.md").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.strip()]
    body = "".join(make_files.paragraph(re.sub("[<&]", " ", line)) for line in lines)
    found.append(("a.docx", make_files.docx(body)))
    rows = "".join(f"<text:p>{re.sub('[<&]', ' ', line)}</text:p>" for line in lines)
    found.append(("a.odt", make_files.odt(rows)))
    found.append(("a.rtf", b"{\\rtf1\\ansi " + text.replace("\n", "\\par ").encode("cp1252", "replace") + b"}"))
    html = (ROOT / "samples" / "postings" / "larkfield_community_nurse.html").read_bytes()
    found.append(("a.mht", b"MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n" + html))
    posting = (ROOT / "samples" / "postings" / "harrowgate_data_scientist.txt").read_text(encoding="utf-8")
    found += [(f"s{number}.json", json.dumps(value).encode()) for number, value in enumerate(_shapes(posting))]
    found.append(("a.csv", b"title,company,description\nAnalyst,Acme,\"Requirements:\n- SQL\n- 3 years of Python\"\n"))
    found.append(("a.pdf", make_files.pdf(make_files.PdfPage().lines(50, 780, lines[:50]))))
    if data.is_dir():
        for path in sorted(data.rglob("*")):
            if path.is_file() and path.suffix in SUFFIXES and "taxonomies" not in path.parts and path.stat().st_size < LARGEST:
                found.append((path.name, path.read_bytes()))
        wild = data / "postings_wild.jsonl"
        if wild.is_file():
            with wild.open(encoding="utf-8") as rows:
                found += [(f"w{n}.txt", json.loads(row)["text"].encode()) for n, row in enumerate(rows) if n % 10 == 0]
    return found


def _shapes(text: str) -> Iterator[object]:
    yield {"@context": "https://schema.org", "@type": "JobPosting", "title": "Analyst", "description": text, "baseSalary": {
        "@type": "MonetaryAmount", "currency": "USD", "value": {"minValue": 1, "maxValue": 2, "unitText": "YEAR"}}}
    yield {"jobs": [{"title": "A", "content": text, "location": {"name": "X"}, "absolute_url": "https://x.example"}]}
    yield [{"text": "A", "descriptionPlain": text, "categories": {"location": "X", "commitment": "Full"}, "lists": [{"text": "R", "content": "<li>SQL"}]}]
    yield {"basics": {"name": "A", "email": "a@x.example", "profiles": [{"network": "x"}]}, "skills": [{"name": "SQL", "keywords": ["R"]}],
           "work": [{"name": "X", "position": "Analyst", "startDate": "2020-01", "endDate": "2021-02", "highlights": ["Used SQL"]}],
           "education": [{"institution": "U", "area": "Math", "studyType": "BSc", "endDate": "2015"}], "languages": [{"language": "French"}]}


# ------------------------------------------------------------------------------------------------------------- mutations


def cut(rng: random.Random, data: bytes, _: bytes) -> bytes:
    return data[: rng.randrange(len(data) + 1)] if rng.random() < 0.5 else data[rng.randrange(len(data) + 1) :]


def flip(rng: random.Random, data: bytes, _: bytes) -> bytes:
    out = bytearray(data)
    for _n in range(rng.choice((1, 5, 50))):
        out[rng.randrange(len(out))] = rng.randrange(256)
    return bytes(out)


def drop(rng: random.Random, data: bytes, _: bytes) -> bytes:
    at = rng.randrange(len(data))
    return data[:at] + data[at + rng.choice((1, 10, 300)) :]


def repeat(rng: random.Random, data: bytes, _: bytes) -> bytes:
    at, size = rng.randrange(len(data)), rng.choice((1, 20, 200, 2000))
    return data[:at] + data[at : at + size] * rng.choice((2, 10, 100)) + data[at:]


def splice(rng: random.Random, data: bytes, other: bytes) -> bytes:
    return data[: rng.randrange(len(data) + 1)] + other[rng.randrange(len(other) + 1) :]


def insert(rng: random.Random, data: bytes, _: bytes) -> bytes:
    for _n in range(rng.choice((1, 1, 3, 10))):
        at = rng.randrange(len(data) + 1)
        data = data[:at] + rng.choice(TOKENS) + data[at:]
    return data


def lines(rng: random.Random, data: bytes, other: bytes) -> bytes:
    rows = data.split(b"\n")
    kind = rng.randrange(6)
    if kind == 0:
        rng.shuffle(rows)
    elif kind == 1:
        return b" ".join(rows)
    elif kind == 2:
        rows = [row for row in rows for _n in range(rng.choice((1, 1, 3)))]
    elif kind == 3:
        rows = [rng.choice((b"- ", b"* ", b"# ", b"  ", b"\t", b"1. ")) + row for row in rows]
    elif kind == 4:
        rows = [word for row in rows for word in row.split(b" ")]
    else:
        rows = [row for pair in zip(rows, other.split(b"\n"), strict=False) for row in pair]
    return b"\n".join(rows)


def recode(rng: random.Random, data: bytes, _: bytes) -> bytes:
    text = data.decode("utf-8", "replace")
    return text.encode(rng.choice(("utf-16", "utf-16-be", "utf-32", "latin-1", "cp1252", "utf-7", "cp037", "utf-8-sig")), "replace")


def case(rng: random.Random, data: bytes, _: bytes) -> bytes:
    return rng.choice((bytes.upper, bytes.lower, bytes.swapcase, bytes.title))(data)


MUTATIONS: list[Callable[[random.Random, bytes, bytes], bytes]] = [cut, flip, drop, repeat, splice, insert, insert, lines, recode, case]


def inside(rng: random.Random, data: bytes, other: bytes) -> bytes:
    """A zip with one part mutated, so that the mutation gets past the check sums."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        chosen = rng.choice(old.namelist())
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, bytes_of(rng, part, other) if name == chosen or rng.random() < 0.1 else part)
    return out.getvalue()


def values(rng: random.Random, data: bytes, _: bytes) -> bytes:
    """JSON with some values replaced by others of any kind."""
    rate = rng.choice((0.02, 0.1, 0.4))

    def change(value: object) -> object:
        if rng.random() < rate:
            return rng.choice(VALUES)
        if isinstance(value, dict):
            return {key: change(it) for key, it in value.items() if rng.random() > 0.03}
        return [change(it) for it in value] if isinstance(value, list) else value

    return json.dumps(change(json.loads(data))).encode()


def bytes_of(rng: random.Random, data: bytes, other: bytes) -> bytes:
    for _n in range(rng.choice((1, 1, 2, 4))):
        if data:
            data = rng.choice(MUTATIONS)(rng, data, other)
    return data[:LARGEST]


def mutate(rng: random.Random, name: str, data: bytes, other: bytes) -> tuple[str, bytes]:
    """One mutated document: its name and content."""
    inner = {b"PK": inside, b"{": values, b"[": values}
    special = next((change for mark, change in inner.items() if data.startswith(mark)), None)
    made = None
    if special is not None and rng.random() < 0.7:
        with contextlib.suppress(ValueError, RecursionError, zipfile.BadZipFile, KeyError, NotImplementedError, OSError):
            made = special(rng, data, other)
    if made is None:
        made = bytes_of(rng, data, other)
    suffix = Path(name).suffix if rng.random() < 0.93 else rng.choice(SUFFIXES)
    return f"{rng.randrange(10**9)}{suffix}", made


# ------------------------------------------------------------------------------------------------------------------- run


def ring(*_: object) -> None:
    raise Hang(f"more than {LIMIT} s")


def trial(scorer: fitscore.Scorer, resume: fitscore.Resume, posting: fitscore.Posting, path: str, as_cv: bool) -> str:
    """What became of one document."""
    if as_cv:
        try:
            ranking = scorer.rank(path, [posting])
        except fitscore.DocumentError as error:
            return f"skipped: {error.code}"
    else:
        ranking = scorer.rank(resume, [path])
    count = len(ranking.reports) + len(ranking.unscored) + len(ranking.skipped)
    if not count:
        raise AssertionError("the document is lost: neither scored nor skipped")
    for style in ("json", "terminal"):
        shown = fitscore.render(ranking, style)
        shown.encode("utf-8")
        if "\x1b" in shown:
            raise AssertionError(f"an escape code reaches the {style} report")
    skipped: tuple[Skipped, ...] = ranking.skipped
    return f"skipped: {skipped[0].code}" if skipped else "scored" if ranking.reports else "read, nothing to check"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--keep", type=Path, default=Path(tempfile.gettempdir()) / "fitscore-fuzz")
    parser.add_argument("--only", help="only seeds whose name ends so (.pdf)")
    options = parser.parse_args()
    rng = random.Random(options.seed)
    documents = seeds(options.data)
    by_suffix: dict[str, list[tuple[str, bytes]]] = {}
    for name, data in documents:
        if not options.only or name.endswith(options.only):
            by_suffix.setdefault(Path(name).suffix, []).append((name, data))
    scorer = fitscore.Scorer(as_of=datetime.date(2026, 11, 1))
    resume = scorer.resume(ROOT / "samples" / "cv.md")
    posting = scorer.posting(ROOT / "samples" / "postings" / "harrowgate_data_scientist.txt")
    signal.signal(signal.SIGALRM, ring)  # in place of the deadline of the pipeline, which would hide what is slow
    pipeline.UNEXPECTED = ()  # a fault of ours must be seen here, not told as a reason to skip
    outcomes: Counter[str] = Counter()
    faults: Counter[str] = Counter()
    slowest: list[tuple[float, str]] = []
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        for number in range(options.count):
            name, data = rng.choice(by_suffix[rng.choice(sorted(by_suffix))])
            source = name
            name, data = mutate(rng, name, data, rng.choice(documents)[1])
            path = Path(folder) / name
            path.write_bytes(data)
            signal.alarm(LIMIT)
            start = time.perf_counter()
            try:
                outcomes[trial(scorer, resume, posting, str(path), as_cv=number % 3 == 0)] += 1
            except Exception as error:
                signal.alarm(0)
                place = traceback.extract_tb(error.__traceback__)[-1]
                own = [f for f in traceback.extract_tb(error.__traceback__) if f"{os.sep}fitscore{os.sep}" in f.filename]
                home = own[-1] if own else place
                key = f"{type(error).__name__} at {Path(home.filename).name}:{home.lineno} {home.name}"
                faults[key] += 1
                if faults[key] == 1:
                    options.keep.mkdir(parents=True, exist_ok=True)
                    kept = options.keep / f"{options.seed}-{number}-{'cv' if number % 3 == 0 else 'posting'}{path.suffix}"
                    kept.write_bytes(data)
                    print(f"FAULT {key}\n  kept as {kept} (from {source})", flush=True)
                    traceback.print_exc(limit=-6)
            signal.alarm(0)
            slowest.append((time.perf_counter() - start, f"{number} {source} -> {path.suffix}, {len(data)} bytes"))
            slowest = sorted(slowest, reverse=True)[:5]
            path.unlink()
            if (number + 1) % 1000 == 0:
                print(f"{number + 1} documents, {time.perf_counter() - began:.0f} s, {sum(faults.values())} faults", flush=True)
    print(json.dumps({"documents": options.count, "seed": options.seed, "outcomes": dict(outcomes.most_common()), "faults": dict(faults)}, indent=1))
    for seconds, what in slowest:
        print(f"slowest {seconds:.2f} s: {what}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
