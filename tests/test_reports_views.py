"""Folder view, comparisons, masking, folders of files, data frames and notebooks: over hostile input and over the samples."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import jsonschema
import pytest

import fitscore
from fitscore.changes import snapshot, snapshot_of
from fitscore.folder import PER_YEAR, twins, yearly_pay
from fitscore.model import Posting, Ranking, Salary, Verdict
from tests.builders import posting, requirement, skill
from tests.test_reports import ranking as hostile

SAMPLES = Path(__file__).parents[1] / "samples"


@cache
def scorer() -> fitscore.Scorer:
    return fitscore.Scorer(as_of=date(2026, 11, 1))


@cache
def sample() -> Ranking:
    return scorer().rank(SAMPLES / "cv.md", SAMPLES / "postings")


def changed() -> Ranking:
    """The hostile ranking after an edit that turned its verdicts."""
    base = hostile()
    first, second = base.reports
    findings = tuple(
        replace(f, verdict=Verdict.UNKNOWN, credit=0) if f.verdict is Verdict.MISSING else f for f in first.findings
    )
    document = replace(base.resume.document, text=base.resume.document.text + "more\n")
    return replace(
        base, resume=replace(base.resume, document=document), reports=(replace(first, findings=findings), second)
    )


RENDERED: dict[str, Callable[[], str]] = {
    **{f"gaps {name}": lambda name=name: fitscore.render_gaps(fitscore.view_folder(hostile()), name)  # type: ignore[misc]
       for name in fitscore.VIEW_FORMATS},
    **{f"diff {name}": lambda name=name: fitscore.render_comparison(fitscore.diff(hostile(), changed()), name)  # type: ignore[misc]
       for name in fitscore.VIEW_FORMATS},
    **{f"checklist {name}": lambda name=name: fitscore.render_checklist(hostile().reports[0], name)  # type: ignore[misc]
       for name in fitscore.CHECKLIST_FORMATS},
    **{f"index {name}": lambda name=name: fitscore.render_folder(hostile(), name)[0][1]  # type: ignore[misc]
       for name in fitscore.FORMATS},
    "notebook report": lambda: hostile().reports[0]._repr_html_(),
    "notebook ranking": lambda: hostile()._repr_html_(),
    "tracker": lambda: fitscore.fill_action_items("# Action items\n", hostile().reports[0]),
    "full": lambda: fitscore.render_terminal(hostile(), full=True),
}  # fmt: skip


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.scripts = 0
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.scripts += tag == "script"
        self.links += [value or "" for name, value in attrs if name in ("href", "src", "action")]
        assert not [name for name, _ in attrs if name.startswith("on")]


@pytest.mark.parametrize("name", sorted(RENDERED))
def test_hostile_input_is_inert_and_the_same_twice(name: str) -> None:
    text = RENDERED[name]()
    assert text == RENDERED[name]()
    if "json" in name:
        return
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f]", text)
    if "html" in name or "notebook" in name:
        tags = _Tags()
        tags.feed(text)
        assert tags.scripts == ("notebook" not in name)
        assert all(re.match(r"#|[\w-]+\.html$", link) for link in tags.links)
        assert text.count("</style>") == ("notebook" not in name)
    if "markdown" in name or name == "tracker":
        assert not re.search(r"(?<!\\)<script", text)
        assert not re.search(r"(?<!\\)\]\(javascript", text)


@pytest.mark.parametrize("name", [name for name in sorted(RENDERED) if "json" in name and "index" not in name])
def test_json_keeps_the_contract(name: str) -> None:
    jsonschema.validate(json.loads(RENDERED[name]()), fitscore.schema())


@pytest.mark.parametrize("name", [name for name in sorted(RENDERED) if "terminal" in name or name == "full"])
def test_terminal_fits_80_columns(name: str) -> None:
    assert max(map(len, RENDERED[name]().splitlines())) <= 80


def test_markdown_tables_have_rows_of_one_width() -> None:
    for name in ("gaps markdown", "diff markdown", "index markdown"):
        rows = [line for line in RENDERED[name]().splitlines() if line.startswith("| ")]
        assert rows
        assert len({len(re.findall(r"(?<!\\)\|", row)) for row in rows}) == 1


# ----------------------------------------------------------------------------------------------------------- folder view


def test_lacks_say_who_requires_them_and_what_they_would_add() -> None:
    view = fitscore.view_folder(sample())
    assert view.lacks == tuple(sorted(view.lacks, key=lambda lack: -len(lack.blocks)))
    top = view.lacks[0]
    assert top.points > 0
    assert all((sample().reports[i].score.total or 0) >= 40 * 16 for i in top.blocks)
    assert "to show it would add" in fitscore.render_gaps(view)


def test_skills_count_postings_and_what_the_cv_shows() -> None:
    view = fitscore.view_folder(sample())
    sql = next(s for s in view.skills if s.skill_id == "sql")
    assert sql.verdict is Verdict.MET
    assert len(sql.postings) == len(set(sql.postings)) >= sql.required > 1
    assert 0 < sql.met <= len(sql.postings)
    assert f"shows {view.shown} of {len(view.skills)} skills" in fitscore.render_gaps(view)


def test_a_carrying_line_counts_a_finding_once() -> None:
    lines = fitscore.view_folder(sample()).lines
    findings = sum(len(report.findings) for report in sample().reports)
    assert findings >= lines[0].verdicts >= lines[-1].verdicts >= 1


def text_posting(words: str, **more: object) -> Posting:
    return replace(posting(requirement(skill("sql")), text=words), **more)  # type: ignore[arg-type]


def test_repeats_are_told_by_runs_of_words() -> None:
    words = " ".join(f"word{i}" for i in range(300))
    first = text_posting(words, date_posted="2026-01-01")
    again = text_posting(words.replace("word7 ", "other "), date_posted="2026-03-01")
    other = text_posting(" ".join(f"else{i}" for i in range(300)))
    (pair,) = twins([first, other, again])
    assert (pair.first, pair.second, pair.repost) == (first, again, True)
    assert 900 < pair.likeness < 1000
    assert not twins([text_posting(""), other])


def test_pay_is_compared_a_year() -> None:
    hourly = text_posting("x", salary=Salary(min=20, max=30, currency="USD", period="hour"))
    yearly = text_posting("x", salary=Salary(min=None, max=90000, currency="USD", period="year"))
    nothing = text_posting("x")
    found = yearly_pay([nothing, hourly, yearly])
    assert [(p.low, p.high, p.converted) for p in found] == [
        (90000, 90000, False), (20 * PER_YEAR["hour"], 30 * PER_YEAR["hour"], True),
    ]  # fmt: skip


# ----------------------------------------------------------------------------------------------------------- comparisons


def test_a_diff_of_json_and_of_rankings_is_the_same(tmp_path: Path) -> None:
    paths = [tmp_path / "a.json", tmp_path / "b.json"]
    for path, result in zip(paths, (hostile(), changed()), strict=True):
        path.write_text(fitscore.render(result, "json"), encoding="utf-8")
    from_files, from_memory = fitscore.diff(*paths), fitscore.diff(hostile(), changed())
    assert (from_files.postings, from_files.causes) == (from_memory.postings, from_memory.causes)
    assert from_files.causes == ("the CV was edited",)
    (move,) = from_files.moved
    assert {(v.before and v.before.verdict, v.after and v.after.verdict) for v in move.verdicts} == {("missing", "unknown")}


def test_nothing_moves_between_equal_results() -> None:
    found = fitscore.diff(hostile(), hostile())
    assert not found.moved
    assert "Nothing moved." in fitscore.render_comparison(found)


def test_causes_name_versions_date_and_an_edited_posting() -> None:
    base = hostile()
    first, second = base.reports
    edited = replace(first.posting, document=replace(first.posting.document, text="other"))
    later = replace(
        base, as_of="2027-01-01", versions={"fitscore": "1", "taxonomy": "2"}, reports=(replace(first, posting=edited), second)
    )
    found = fitscore.diff(base, later)
    assert any("taxonomy 1 became 2" in cause for cause in found.causes)
    assert any("2027-01-01" in cause for cause in found.causes)
    assert found.postings[0].causes == ("the posting was edited",)


def test_a_posting_in_one_result_only() -> None:
    base = sample()
    found = fitscore.diff(base, replace(base, reports=base.reports[1:]))
    gone = [move for move in found.postings if move.after is None]
    assert [move.either.path for move in gone] == [base.reports[0].posting.path]
    assert "not there" in fitscore.render_comparison(found)


@pytest.mark.parametrize("content", ["", "{}", "[1]", '{"cv": 1}', '{"schema_version": "1", "versions": {}, "postings": []}'])
def test_a_file_that_is_no_ranking_is_one_sentence(content: str, tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text(content)
    with pytest.raises(fitscore.DocumentError, match=r"x\.json"):
        fitscore.diff(path, path)


def test_a_snapshot_of_json_is_that_of_the_ranking() -> None:
    data = json.loads(fitscore.render(sample(), "json"))
    assert snapshot_of(data, "x") == snapshot(sample(), "x")


def test_diff_loads_no_language_library(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(fitscore.render(sample(), "json"), encoding="utf-8")
    code = (
        "import sys\nfrom fitscore.cli import main\nmain(['diff', sys.argv[1], sys.argv[1]])\n"
        "print([m for m in ('spacy', 'sklearn', 'numpy', 'pypdfium2') if m in sys.modules])"
    )
    out = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True).stdout
    assert out.endswith("[]\n")


def test_what_if_a_skill_were_shown() -> None:
    missing = next(s for s in fitscore.view_folder(sample()).skills if s.verdict is Verdict.MISSING and s.points)
    found = fitscore.what_if(SAMPLES / "cv.md", SAMPLES / "postings", add=[missing.label], scorer=scorer())
    assert found.moved
    assert all((move.gain or 0) >= 0 for move in found.postings)
    assert any(v.after and v.after.verdict == "met" for move in found.moved for v in move.verdicts)
    assert fitscore.diff(sample(), sample()).before.outcomes == found.before.outcomes


def test_what_if_there_were_more_years() -> None:
    job = "Analyst\n\nRequirements\n- 10+ years of experience with SQL\n"
    before = scorer().score(SAMPLES / "cv.md", job)
    assert before.findings[0].verdict is not Verdict.MET
    found = fitscore.what_if(SAMPLES / "cv.md", [job], years={"SQL": 10}, scorer=scorer())
    assert [v.after.verdict for v in found.moved[0].verdicts if v.after] == ["met"]
    assert "[hypothetical]" in found.moved[0].verdicts[0].after.explanation  # type: ignore[union-attr]
    fewer = fitscore.what_if(SAMPLES / "cv.md", [job], years={"SQL": 1}, scorer=scorer())
    assert not fewer.moved


@pytest.mark.parametrize(("add", "years"), [(["no such skill at all"], {}), ([], {"sql": 0}), ([], {"sql": 1000})])
def test_what_if_of_nonsense_is_a_sentence(add: list[str], years: dict[str, float]) -> None:
    with pytest.raises(fitscore.UnknownNameError):
        fitscore.what_if(SAMPLES / "cv.md", SAMPLES / "postings", add, years, scorer())


def test_two_cvs_on_one_folder() -> None:
    found = fitscore.compare(SAMPLES / "cv.md", "Ada Marsh\n\nSkills\nKotlin, OSINT\n", SAMPLES / "postings", scorer())
    assert len(found.postings) == len(sample().reports)
    assert any((move.gain or 0) < 0 for move in found.postings)


# ---------------------------------------------------------------------------------------------------------- mask, folders


@pytest.mark.parametrize("name", sorted(fitscore.FORMATS))
def test_no_format_tells_who_the_applicant_is(name: str) -> None:
    contact = sample().resume.contact
    secrets = [str(sample().resume.name), contact["email"], contact["phone"], *contact["links"].split()]
    before, after = fitscore.render(sample(), name), fitscore.render(fitscore.redact(sample()), name)
    assert name != "json" or any(secret in before for secret in secrets)
    for secret in secrets:
        assert secret.casefold() not in after.casefold()


def test_masked_quotes_still_slice_and_masking_twice_changes_nothing() -> None:
    masked = fitscore.redact(sample())
    text = masked.resume.document.text
    assert len(text) == len(sample().resume.document.text)
    assert all(q.span.of(text) == q.quote for r in masked.reports for f in r.findings for q in f.evidence)
    assert fitscore.render(fitscore.redact(masked), "json") == fitscore.render(masked, "json")
    jsonschema.validate(json.loads(fitscore.render(masked, "json")), fitscore.schema())


def test_masking_takes_streets_names_in_paths_and_tracker_notes(tmp_path: Path) -> None:
    path = tmp_path / "Ada_Marsh_CV.txt"
    path.write_text(
        "Ada Marsh\n12 Mill Road, Leeds LS1 4AP\nada@example.com | 0113 496 0000 | www.example.com/ada\n\nExperience\n"
        "Analyst, Acme\nJan 2020 - Present\n- Wrote SQL reports; see ada.marsh@example.org or https://ada.example\n"
    )
    text = fitscore.render(fitscore.redact(scorer().rank(path, SAMPLES / "postings")), "html")
    own_notes = ("ask Devon", "Update the portfolio")
    for secret in ("Mill Road", "LS1 4AP", "ada@", "496 0000", "ada.example", "Ada_Marsh", "Marsh", *own_notes):
        assert secret not in text


@pytest.mark.parametrize("name", sorted(fitscore.FORMATS))
def test_a_folder_holds_a_file_a_posting_and_an_index(name: str) -> None:
    files = dict(fitscore.render_folder(sample(), name))
    assert len(files) == len(sample().reports) + len(sample().unscored) + 1
    assert all(re.fullmatch(r"[a-z0-9.-]+", file) for file in files)
    index = next(file for file in files if file.startswith("index."))
    if name in ("markdown", "html"):
        assert all(file in files[index] for file in files if file != index)


def test_titles_no_file_system_takes_become_plain_names() -> None:
    base = sample()
    odd = [replace(base.reports[0], posting=replace(base.reports[0].posting, title=t)) for t in ("../../etc", "面接", "a" * 500)]
    names = [name for name, _ in fitscore.render_folder(replace(base, reports=tuple(odd)))]
    assert len(set(names)) == 4
    assert all(re.fullmatch(r"[a-z0-9-]{1,80}\.md", name) for name in names)


def test_records_feed_a_frame() -> None:
    records = fitscore.to_records(sample())
    assert len(records) == sum(len(r.findings) for r in (*sample().reports, *sample().unscored))
    assert len({tuple(record) for record in records}) == 1
    assert {type(record["score"]) for record in records} <= {float, int, type(None)}


def test_full_and_brief() -> None:
    brief, usual, full = (fitscore.render_terminal(sample(), **{k: True} if k else {}) for k in ("brief", "", "full"))
    assert len(brief) < len(usual) < len(full)
    assert "read as (r1, line" in full
    assert "To fix first" in brief


def test_the_tour_runs_from_top_to_bottom(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(SAMPLES)
    notebook = json.loads((SAMPLES / "tour.ipynb").read_text(encoding="utf-8"))
    names: dict[str, object] = {}
    for number, cell in enumerate(notebook["cells"]):
        if cell["cell_type"] == "code":
            assert not cell["outputs"], "the tour is kept without outputs"
            exec(compile("".join(cell["source"]), f"tour.ipynb, cell {number}", "exec"), names)
    assert "# Before you apply" in capsys.readouterr().out


@pytest.mark.parametrize("shown", ["ranking", "report"])
def test_a_notebook_shows_a_table(shown: str) -> None:
    value = sample() if shown == "ranking" else sample().reports[0]
    text = value._repr_html_()
    assert text.count("<tr>") == 1 + (len(sample().reports) if shown == "ranking" else len(sample().reports[0].findings))
    assert "<script" not in text
