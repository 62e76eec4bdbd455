"""HTML pages: what is text, what is frame, what is hidden, and the data of postings."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from fitscore.errors import DocumentError
from fitscore.model import Document, LineKind
from fitscore.readers import limits, read_document, read_documents

DUTY = "<p>Paragraph {} tells at some length what a night baker does between midnight and dawn.</p>"
DUTIES = "".join(DUTY.format(number) for number in range(5))
PAGE = f"""<!doctype html><html><head><title>Night Baker | Crust</title><style>p {{}}</style></head><body>
<nav>Jobs Login</nav><header><h1>Night Baker</h1></header><div class="cookie-banner">We use cookies</div>
<main><h2>About</h2>{DUTIES}<h3>Requirements:</h3>
<ul><li>Rye bread <b>daily</b><ul><li>with caraway</li></ul></li><li><p>Sourdough</p><p>for two years</p></li></ul>
<p><strong>Nice to have</strong></p><p>• Ciabatta<br>• Brioche<br>- Focaccia</p>
<table><tr><th>Shift</th><th>Hours</th></tr><tr><td>Night</td><td>0 to 8</td></tr></table>
<p style="display:none">invisible one</p><p hidden>invisible two</p><script>var x = "script";</script>
<select><option>Leeds</option></select><button>Apply</button></main>
<aside>Similar jobs: Day Baker</aside><footer>Crust Ltd 2026</footer></body></html>"""


def read(tmp_path: Path, text: str, name: str = "job.html") -> Document:
    return every(tmp_path, text, name)[0]


def every(tmp_path: Path, text: str, name: str = "job.html") -> tuple[Document, ...]:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return read_documents(path)


def rows(document: Document) -> list[tuple[str, int, str]]:
    return [(line.kind.value, line.level, line.span.of(document.text)) for line in document.lines]


def ld(*jobs: Any, body: str = "") -> str:
    blocks = "".join(f'<script type="application/ld+json">{json.dumps(job)}</script>' for job in jobs)
    return f"<!doctype html><html><head>{blocks}</head><body>{body}</body></html>"


def job(**more: Any) -> dict[str, Any]:
    return {"@type": "JobPosting", "title": "Night Baker", "description": f"{DUTIES}<ul><li>Rye bread</li></ul>", **more}


def test_blocks_headings_lists_and_tables(tmp_path: Path) -> None:
    document = read(tmp_path, PAGE)
    assert rows(document)[:3] == [
        ("heading", 1, "Night Baker"),
        ("heading", 2, "About"),
        ("text", 0, "Paragraph 0 tells at some length what a night baker does between midnight and dawn."),
    ]
    assert rows(document)[7:] == [
        ("heading", 3, "Requirements:"),
        ("bullet", 1, "• Rye bread daily"),
        ("bullet", 2, "• with caraway"),
        ("bullet", 1, "• Sourdough"),
        ("text", 0, "for two years"),
        ("heading", 0, "Nice to have"),
        ("bullet", 1, "• Ciabatta"),
        ("bullet", 1, "• Brioche"),
        ("bullet", 1, "• Focaccia"),
        ("cell", 0, "Shift\tHours"),
        ("cell", 0, "Night\t0 to 8"),
    ]
    assert document.hidden == ()


@pytest.mark.parametrize("name", ["job.html", "job.txt", "job", "job.pdf"])
def test_content_decides(tmp_path: Path, name: str) -> None:
    assert read(tmp_path, PAGE, name).media_type == "text/html"


@pytest.mark.parametrize(
    "style", ["font-size:0", "font-size: 1px", "opacity:0", "text-indent:-9999px", "position:absolute;left:-5000px", "color:#fff"]
)
def test_tricks_with_styles_are_told(tmp_path: Path, style: str) -> None:
    page = f'<html><body><p>Night Baker</p><p>Bread <span style="{style}">kubernetes</span> daily</p></body></html>'
    document = read(tmp_path, page)
    assert [span.of(document.text) for span in document.hidden] == ["kubernetes"]
    assert [note.code for note in document.diagnostics] == ["hidden_text"]


@pytest.mark.parametrize(
    "style", ["opacity:0.9", "font-size:10px", "left:-3px", "background-color:#fff", "background:#000;color:#fff"]
)
def test_ordinary_styles_hide_nothing(tmp_path: Path, style: str) -> None:
    assert read(tmp_path, f'<html><body><p style="{style}">Night Baker wanted</p></body></html>').hidden == ()


def test_known_container_is_taken_with_the_page_heading(tmp_path: Path) -> None:
    container = f'<div id="jobDescriptionText">{DUTIES}</div>'
    page = f"<html><body><h1>Night Baker</h1><p>Sign in</p>{container}<p>More offers</p></body></html>"
    document = read(tmp_path, page)
    assert rows(document)[0] == ("heading", 1, "Night Baker")
    assert "Sign in" not in document.text
    assert "More offers" not in document.text


def test_page_inside_one_form(tmp_path: Path) -> None:
    assert "Paragraph 4" in read(tmp_path, f"<html><body><form>{DUTIES}</form></body></html>").text


def test_posting_data_without_a_visible_body(tmp_path: Path) -> None:
    facts = {
        "hiringOrganization": {"@type": "Organization", "name": "Crust Ltd"},
        "jobLocation": [{"address": {"addressLocality": "Leeds", "addressCountry": {"name": "UK"}}}, "York"],
        "employmentType": ["FULL_TIME", "CONTRACTOR"],
        "datePosted": "2026-10-02T09:00:00Z",
        "validThrough": "2026-11-30",
        "url": "https://crust.example/7",
        "baseSalary": {"currency": "GBP", "value": {"minValue": 24000, "maxValue": 28000.0, "unitText": "YEAR"}},
        "qualifications": "Two years at an oven",
        "skills": ["Hygiene", "Patience"],
    }
    document = read(tmp_path, ld(job(**facts)))
    assert dict(document.facts) == {
        "title": "Night Baker",
        "company": "Crust Ltd",
        "location": "Leeds, UK; York",
        "employment_type": "full-time, contractor",
        "date_posted": "2026-10-02",
        "valid_through": "2026-11-30",
        "url": "https://crust.example/7",
        "salary_min": "24000",
        "salary_max": "28000",
        "salary_currency": "GBP",
        "salary_period": "year",
    }
    assert rows(document)[0] == ("heading", 1, "Night Baker")
    assert rows(document)[-6:] == [
        ("bullet", 1, "• Rye bread"),
        ("heading", 2, "Qualifications"),
        ("text", 0, "Two years at an oven"),
        ("heading", 2, "Skills"),
        ("bullet", 1, "• Hygiene"),
        ("bullet", 1, "• Patience"),
    ]


def test_posting_data_in_a_graph_escaped_and_by_id(tmp_path: Path) -> None:
    escaped = job(hiringOrganization={"@id": "#org"})
    escaped["description"] = escaped["description"].replace("<", "&lt;").replace(">", "&gt;")
    page = ld(
        {"@graph": [{"@type": "Organization", "@id": "#org", "name": "Crust Ltd"}, escaped]}, "no json", body="<p>Loading</p>"
    )
    document = read(tmp_path, page)
    assert document.facts["company"] == "Crust Ltd"
    assert "• Rye bread" in document.text
    assert "<" not in document.text


def test_remote_and_broken_data(tmp_path: Path) -> None:
    posting = job(jobLocationType="TELECOMMUTE", baseSalary="negotiable", hiringOrganization="Crust")
    document = read(tmp_path, ld(posting, body=DUTIES))
    assert document.facts["work_mode"] == "remote"
    assert document.facts["company"] == "Crust"
    page = f'<html><script type="application/ld+json">{{"@type": "JobPosting", broken</script><body>{DUTIES}</body></html>'
    assert "Paragraph 0" in read(tmp_path, page).text


def test_short_data_loses_to_the_visible_container(tmp_path: Path) -> None:
    teaser = job(description="<p>" + "A teaser of the posting. " * 10 + "</p>")
    document = read(tmp_path, ld(teaser, body=f"<div class='job-description'>{DUTIES * 3}<p>The end</p></div>"))
    assert "teaser" not in document.text
    assert document.facts["title"] == "Night Baker"


def test_several_postings_in_one_page(tmp_path: Path) -> None:
    items = [{"item": job(title=title, description=f"<p>{title}</p>{DUTIES}")} for title in ("Night Baker", "Day Baker")]
    documents = every(tmp_path, ld({"@type": "ItemList", "itemListElement": items}))
    assert [document.path.rsplit("/", 1)[-1] for document in documents] == ["job.html#1", "job.html#2"]
    assert [document.facts["title"] for document in documents] == ["Night Baker", "Day Baker"]


def test_page_that_draws_itself(tmp_path: Path) -> None:
    data = {"props": {"posting": {"descriptionHtml": f"{DUTIES}<ul><li>Rye bread</li></ul>"}}}
    script = f'<script id="__NEXT_DATA__" type="application/json">{json.dumps(data)}</script>'
    assert "• Rye bread" in read(tmp_path, f"<html><body><div id=root></div>{script}</body></html>").text
    with pytest.raises(DocumentError) as caught:
        read(tmp_path, "<html><body><div id=root></div></body></html>")
    assert caught.value.code == "empty"


def test_notion_export(tmp_path: Path) -> None:
    table_rows = "<tr><th>Employer</th><td>Crust Ltd</td></tr><tr><th>Stage</th><td>Applied</td></tr>"
    table = f"<table class='properties'>{table_rows}</table>"
    document = read(tmp_path, f"<html><body><article class='page'><h1>Night Baker</h1>{table}{DUTIES}</article></body></html>")
    assert document.facts["company"] == "Crust Ltd"
    assert document.facts["tracker.Stage"] == "Applied"


def test_declared_encoding_and_saved_address(tmp_path: Path) -> None:
    path = tmp_path / "job.htm"
    head = '<!-- saved from url=(0030)https://crust.example/7 --><meta charset="iso-8859-2">'
    page = f"<html>{head}<body><p>Kraków, zażółć</p></body></html>"
    path.write_bytes(page.encode("iso-8859-2"))
    document = read_document(path)
    assert document.text == "Kraków, zażółć"
    assert document.facts["url"] == "https://crust.example/7"


def test_mhtml_and_web_archive(tmp_path: Path) -> None:
    body = PAGE.replace("=", "=3D")
    mht = (
        "From: <Saved>\r\nSnapshot-Content-Location: https://crust.example/7\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; boundary="b"\r\n\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\n'
        f"Content-Transfer-Encoding: quoted-printable\r\n\r\n{body}\r\n--b--\r\n"
    )
    document = read(tmp_path, mht, "job.mht")
    assert "• Rye bread daily" in document.text
    assert document.facts["url"] == "https://crust.example/7"
    import plistlib

    archive = {"WebMainResource": {"WebResourceData": PAGE.encode(), "WebResourceURL": "https://crust.example/8"}}
    path = tmp_path / "job.webarchive"
    path.write_bytes(plistlib.dumps(archive, fmt=plistlib.FMT_BINARY))
    assert read_document(path).facts["url"] == "https://crust.example/8"


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 100_000 + "x",
        "<b><i><p>" * 50_000 + "x",
        "<html>" + "<a " * 100_000,
        "<html><script>" * 50_000,
        "<html>" + "<!--" * 100_000 + "<p>x",
        "<html>" + "&#x41" * 100_000,
        "<html>" + "<" * 500_000,
        "<html>" + "<table><tr><td>" * 2000 + "deep",
        '<html><script type="application/ld+json">' + '{"@graph":[' * 50_000 + "</script><p>Bread</p>",
    ],
    ids=range(9),
)
def test_hostile_pages_end_soon(tmp_path: Path, page: str) -> None:
    try:
        document = read(tmp_path, page)
    except DocumentError:
        return
    assert len(document.text) <= limits.CHARACTERS
    assert document.lines[0].kind in LineKind


CV = """<!doctype html><html><head><style>.head { display: flex; justify-content: space-between }
.co { display: block }</style></head><body><header><h1>Ada Crust</h1><p>Leeds, ada@example.org</p></header>
<aside><h2>Skills</h2><ul><li>Rye</li></ul></aside>
<main><h2>Work</h2><article><div class="head"><span>Head Baker</span><span>2021 - now</span></div>
<span class="co">Crust Ltd</span><ul><li>Ran the ovens at night, with a crew of nine,
and taught every one of them to shape loaves by hand and by eye.</li></ul>
</article><article><h3><b>Baker</b><time>2019 - 2020</time></h3><p>Grain &amp; Co, a mill with a shop in front of it and a long
queue on every market day from the first frost to the last, as anyone in town will tell.</p></article></main></body></html>"""


def test_a_page_without_a_frame_is_read_whole_as_it_looks(tmp_path: Path) -> None:
    found = [text for _, _, text in rows(read(tmp_path, CV, "cv.html"))]
    assert found[:4] == ["Ada Crust", "Leeds, ada@example.org", "Skills", "• Rye"]
    assert found[4:7] == ["Work", "Head Baker\t2021 - now", "Crust Ltd"]
    assert "Baker 2019 - 2020" in found


def test_a_container_takes_the_page_header_along(tmp_path: Path) -> None:
    found = [text for _, _, text in rows(read(tmp_path, CV.replace("<aside>", "<button>Print</button><aside>"), "cv.html"))]
    assert found[:4] == ["Ada Crust", "Leeds, ada@example.org", "Work", "Head Baker\t2021 - now"]


@pytest.mark.parametrize(
    ("markup", "line"),
    [
        ("<p><b>Baker</b><i>Crust Ltd</i></p>", "Baker Crust Ltd"),
        ("<p><span class=a>Seni</span><span class=b>or Baker</span></p>", "Senior Baker"),
        ("<p><b>B</b><span>AKER</span></p>", "BAKER"),
        ("<p><span>Java</span><span>Script</span></p>", "JavaScript"),
        ("<p><a href=x>Leeds</a><a href=y>York</a></p>", "Leeds York"),
        ("<p>Baker <span style='float:right'>2019</span></p>", "Baker\t2019"),
    ],
)
def test_elements_in_a_line_run_together_only_where_words_do(tmp_path: Path, markup: str, line: str) -> None:
    assert rows(read(tmp_path, f"<!doctype html><html><body>{markup}</body></html>"))[0][2] == line
