"""PDF: layout, hidden text, links, scans, damage, and the reading process."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from fitscore.errors import DocumentError
from fitscore.model import Document, LineKind
from fitscore.readers import limits, read_document, read_documents
from fitscore.readers.pdf_ligatures import mended
from tests.make_files import PdfPage, encrypted_pdf, pdf, stream, write_pdf

PROSE = [
    "The bakery opens at four in the morning and feeds two hundred",
    "people before the shops have lifted their shutters for the day,",
    "which asks for planning, calm hands and a good deal of coffee.",
]


def read(tmp_path: Path, data: bytes, name: str = "cv.pdf") -> Document:
    path = tmp_path / name
    path.write_bytes(data)
    return read_document(path)


def refused(tmp_path: Path, data: bytes, name: str = "cv.pdf") -> DocumentError:
    with pytest.raises(DocumentError) as caught:
        read(tmp_path, data, name)
    return caught.value


def codes(document: Document) -> list[str]:
    return [note.code for note in document.diagnostics]


def test_lines_pages_and_offsets(tmp_path: Path) -> None:
    first = PdfPage().text(50, 780, "Ada Crust", 20).lines(50, 740, PROSE)
    second = PdfPage().text(50, 780, "More of it")
    document = read(tmp_path, pdf(first, second))
    assert document.text == "\n".join(["Ada Crust", *PROSE]) + "\fMore of it"
    assert document.pages == 2
    assert [line.page for line in document.lines] == [1, 1, 1, 1, 2]
    assert [line.span.of(document.text) for line in document.lines] == ["Ada Crust", *PROSE, "More of it"]
    assert document.lines[0].kind is LineKind.HEADING
    assert document.lines[0].level == 1


def test_an_empty_page_keeps_its_form_feed(tmp_path: Path) -> None:
    document = read(tmp_path, pdf(PdfPage().text(50, 700, "Front page"), PdfPage(), PdfPage().text(50, 700, "Third page")))
    assert document.text == "Front page\f\fThird page"
    assert [line.page for line in document.lines] == [1, 3]


def test_right_aligned_dates_share_the_line_by_a_tab(tmp_path: Path) -> None:
    page = PdfPage().lines(50, 740, ["Night Baker", "Crust Ltd", PROSE[0], PROSE[1], "Day Baker", "Rye & Sons", PROSE[2]])
    page.text(480, 740, "2021 – 2024").text(480, 726, "Leeds, UK").text(480, 684, "2019 – 2021").text(480, 670, "York, UK")
    document = read(tmp_path, pdf(page))
    assert document.text.split("\n")[:2] == ["Night Baker\t2021 – 2024", "Crust Ltd\tLeeds, UK"]


def two_columns() -> PdfPage:
    page = PdfPage().text(50, 800, "Ada Crust", 20)
    skills = ["Rye bread", "Sourdough starters", "Oven control", "Shift planning", "Cost control", "Hygiene rules"]
    page.lines(50, 760, ["Skills", *skills])
    return page.lines(220, 760, ["Work", *PROSE, "She also taught eleven apprentices in her time.", *PROSE])


def test_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    document = read(tmp_path, pdf(two_columns()))
    lines = document.text.split("\n")
    assert lines.index("Hygiene rules") < lines.index("Work")
    assert PROSE[0] in lines
    assert "columns" in codes(document)
    regions = {line.span.of(document.text): line.region for line in document.lines}
    assert regions["Skills"] == regions["Hygiene rules"] != regions["Work"]


def test_grids_under_one_gutter_are_read_block_by_block(tmp_path: Path) -> None:
    page = PdfPage()
    for top, left, right in ((780, "First", "Second"), (640, "Third", "Fourth")):
        page.lines(50, top, [f"{left} block line {number} of it" for number in range(5)])
        page.lines(320, top, [f"{right} block line {number} of it" for number in range(5)])
    order = [line.split()[0] for line in read(tmp_path, pdf(page)).text.split("\n")]
    assert order == ["First"] * 5 + ["Second"] * 5 + ["Third"] * 5 + ["Fourth"] * 5


def test_bullets_are_normalised_and_dashes_only_before_words(tmp_path: Path) -> None:
    page = PdfPage().lines(
        50, 700, ["• Baked bread", "· Sold cake", "– Ran the night shift", "– 2019, then", "-5 degrees at dawn"]
    )
    document = read(tmp_path, pdf(page))
    assert document.text.split("\n") == [
        "• Baked bread",
        "• Sold cake",
        "• Ran the night shift",
        "– 2019, then",
        "-5 degrees at dawn",
    ]
    assert [line.kind for line in document.lines[:4]] == [LineKind.BULLET] * 3 + [LineKind.TEXT]


def test_a_bullet_far_from_its_text_stays_with_it(tmp_path: Path) -> None:
    page = PdfPage().text(50, 700, "•").text(75, 700, "Baked bread").text(50, 680, "o").text(75, 680, "Sold cake")
    assert read(tmp_path, pdf(page)).text == "• Baked bread\n• Sold cake"


def test_spaced_letters_are_words(tmp_path: Path) -> None:
    page = PdfPage().text(50, 750, "EXPERIENCE", extra="4 Tc").text(50, 720, "WORK HISTORY", extra="3 Tc").lines(50, 700, PROSE)
    document = read(tmp_path, pdf(page))
    assert document.text.split("\n")[:2] == ["EXPERIENCE", "WORK HISTORY"]


def test_raised_letters_stay_in_their_line(tmp_path: Path) -> None:
    page = PdfPage().text(50, 700, "Came in 2").text(93, 704, "nd", 6).text(100.5, 700, "of forty bakers").lines(50, 680, PROSE)
    assert read(tmp_path, pdf(page)).text.split("\n")[0] == "Came in 2nd of forty bakers"


def test_hyphens_at_line_ends_stand(tmp_path: Path) -> None:
    document = read(tmp_path, pdf(PdfPage().lines(50, 700, ["she kept the sour-", "dough alive for years"])))
    assert document.text == "she kept the sour-\ndough alive for years"


def test_links(tmp_path: Path) -> None:
    page = PdfPage(links=["https://example.org/ada", "mailto:ada@example.org"]).text(50, 700, "Ada Crust")
    assert read(tmp_path, pdf(page)).links == ("https://example.org/ada", "mailto:ada@example.org")


HIDING = {
    "white": lambda page: page.text(50, 60, "kubernetes terraform", color="1 g"),
    "nearly white": lambda page: page.text(50, 60, "kubernetes terraform", color="0.98 g"),
    "render mode": lambda page: page.text(50, 60, "kubernetes terraform", extra="3 Tr"),
    "tiny": lambda page: page.text(50, 60, "kubernetes terraform", 1.2),
    "below the page": lambda page: page.text(50, -60, "kubernetes terraform"),
    "right of the page": lambda page: page.text(900, 60, "kubernetes terraform"),
    "under a box": lambda page: page.text(50, 60, "kubernetes terraform").box(40, 50, 300, 30),
    "transparent": lambda page: page.raw("q /Z gs BT /F 10 Tf 50 60 Td (kubernetes terraform) Tj ET Q"),
    "dark on dark": lambda page: page.box(40, 50, 300, 30, "0.2 g").text(50, 60, "kubernetes terraform", color="0.2 g"),
}


@pytest.mark.parametrize("trick", HIDING)
def test_hidden_text_is_told_and_marked(tmp_path: Path, trick: str) -> None:
    page = PdfPage().lines(50, 700, PROSE)
    HIDING[trick](page)
    document = read(tmp_path, pdf(page))
    assert "\n".join(span.of(document.text) for span in document.hidden) == "kubernetes terraform"
    note = next(note for note in document.diagnostics if note.code == "hidden_text")
    assert "2 words on page 1" in note.message
    assert document.text.startswith("\n".join(PROSE))


def test_visible_text_is_not_called_hidden(tmp_path: Path) -> None:
    page = PdfPage().box(0, 600, 200, 200, "0.1 g").text(20, 700, "White on dark", color="1 g")
    page.text(300, 700, "Grey on white", color="0.6 g").text(300, 650, "small print", 5)
    document = read(tmp_path, pdf(page))
    assert document.hidden == ()
    assert "hidden_text" not in codes(document)


def test_metadata_keywords(tmp_path: Path) -> None:
    document = read(tmp_path, pdf(PdfPage().text(50, 700, "Ada Crust"), info={"Keywords": "python, cobol, everything"}))
    assert "metadata_keywords" in codes(document)
    assert "cobol" not in document.text


def test_scans_and_drawings_have_no_text_layer(tmp_path: Path) -> None:
    assert refused(tmp_path, pdf(PdfPage().scan())).code == "no_text_layer"
    assert refused(tmp_path, pdf(PdfPage().box(50, 50, 100, 100, "0 g"))).code == "no_text_layer"
    mixed = read(tmp_path, pdf(PdfPage().lines(50, 700, PROSE), PdfPage().scan()))
    assert "no_text_layer" in codes(mixed)


def test_a_searchable_scan_is_read(tmp_path: Path) -> None:
    page = PdfPage().scan()
    for number, line in enumerate(PROSE):
        page.text(50, 700 - 20 * number, line, extra="3 Tr")
    document = read(tmp_path, pdf(page))
    assert "planning, calm hands" in document.text
    assert document.hidden == ()


def test_recognition_is_refused_with_a_sentence_when_nothing_can_do_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda _name: None)
    monkeypatch.setitem(sys.modules, "rapidocr", None)
    path = tmp_path / "scan.pdf"
    path.write_bytes(pdf(PdfPage().scan()))
    with pytest.raises(DocumentError, match="tesseract"):
        read_document(path, ocr=True)


def test_recognised_text_is_marked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = {}

    def recognise(program: str, picture: bytes) -> list[str]:
        seen["head"] = picture[:2]
        return ["Ada Crust", "", "• Baked bread"]

    monkeypatch.setattr("shutil.which", lambda _name: "tesseract")
    monkeypatch.setattr("fitscore.readers.ocr._by_program", recognise)
    path = tmp_path / "scan.pdf"
    path.write_bytes(pdf(PdfPage().scan()))
    document = read_document(path, ocr=True)
    assert document.text == "Ada Crust\n• Baked bread"
    assert codes(document) == ["ocr"]
    assert seen["head"] == b"P5"


def test_bad_files_end_with_one_sentence(tmp_path: Path) -> None:
    good = pdf(PdfPage().lines(50, 700, PROSE))
    assert refused(tmp_path, encrypted_pdf()).code == "encrypted"
    assert refused(tmp_path, good[: len(good) // 3]).code == "damaged"
    assert refused(tmp_path, b"%PDF-1.7\n" + bytes(range(256)) * 20).code == "damaged"
    assert refused(tmp_path, bytes(range(256)) * 20).code == "damaged"
    assert refused(tmp_path, b"").code == "empty"
    assert refused(tmp_path, pdf(PdfPage())).code == "empty"
    assert refused(tmp_path, good + b" " * limits.BYTES_BINARY).code == "too_large"


def test_junk_before_the_mark_is_passed_over(tmp_path: Path) -> None:
    document = read(tmp_path, b"HTTP/1.1 200 OK\r\n\r\n" + pdf(PdfPage().text(50, 700, "Ada Crust")))
    assert document.text == "Ada Crust"


def test_content_decides_and_the_wrong_name_is_told(tmp_path: Path) -> None:
    document = read(tmp_path, b"Ada Crust\nbakes bread\n", "cv.pdf")
    assert document.text.startswith("Ada Crust")
    assert codes(document) == ["renamed"]
    assert read(tmp_path, pdf(PdfPage().text(50, 700, "Ada Crust")), "cv.docx").media_type == "application/pdf"


def test_many_pages_and_long_pages_are_cut_with_a_word(tmp_path: Path) -> None:
    many = read(tmp_path, pdf(*(PdfPage().text(50, 700, f"Page {number}") for number in range(limits.PAGES + 5))))
    assert many.pages == limits.PAGES + 5
    assert max(line.page or 0 for line in many.lines) == limits.PAGES
    assert "cut" in codes(many)
    text = "BT /F 1 Tf 10 800 Td " + "(bread and butter ) Tj 0 -1 Td " * 4000 + "ET"
    assert "cut" in codes(read(tmp_path, pdf(PdfPage().raw(text))))


def fan_out() -> bytes:
    """A page whose drawing would take ten thousand million steps."""
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    resources = b"/Type/XObject/Subtype/Form/BBox[0 0 600 800]/Resources<</Font<</F 5 0 R>>/XObject<</X %d 0 R>>>>"
    forms = {number: stream(b"/X Do " * 10, resources % (number + 1)) for number in range(6, 16)}
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</X 6 0 R>>>>>>"
    tree = {1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>", 3: page, 4: stream(b"/X Do"), 5: font}
    return write_pdf({**tree, **forms, 16: stream(b"BT /F 12 Tf (x) Tj ET", resources % 16)})


def test_a_hostile_file_is_given_up_and_the_next_one_read(tmp_path: Path) -> None:
    start = time.monotonic()
    assert refused(tmp_path, fan_out()).code in ("timeout", "damaged", "too_large")
    assert time.monotonic() - start < 8
    assert read(tmp_path, pdf(PdfPage().text(50, 700, "Ada Crust"))).text == "Ada Crust"


def test_the_parent_never_loads_the_pdf_engine(tmp_path: Path) -> None:
    path = tmp_path / "cv.pdf"
    path.write_bytes(pdf(PdfPage().text(50, 700, "Ada Crust")))
    code = (
        "import sys; from fitscore.readers import read_document; print(read_document(sys.argv[1]).text);"
        "print([name for name in ('pypdfium2', 'spacy', 'selectolax') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    assert done.stdout.split("\n")[:2] == ["Ada Crust", "[]"]
    assert done.stderr == ""


def test_the_reading_process_is_light() -> None:
    heavy = "('spacy', 'selectolax', 'email', 'zipfile', 'yaml')"
    code = f"import sys, fitscore.readers.worker; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_one_process_reads_all_files(tmp_path: Path) -> None:
    from fitscore.readers.worker_client import _State

    path = tmp_path / "cv.pdf"
    path.write_bytes(pdf(PdfPage().text(50, 700, "Ada Crust")))
    read_documents(path)
    first = _State.worker
    read_documents(path)
    assert _State.worker is first


@pytest.mark.parametrize(
    ("torn", "whole"),
    [
        ("Snow\x00ake", "Snowflake"),
        ("TensorFlow work\x00ows", "TensorFlow workflows"),
        ("o\x00ce e\x00ciency", "office efficiency"),
        ("di\x00erent sta\x00", "different staff"),
        ("pro\x00le of \x00nance", "profile of finance"),
        ("\x1cne con\x1dict", "fine conflict"),
    ],
)
def test_lost_ligatures(torn: str, whole: str) -> None:
    assert mended(torn) == whole


def test_accents_drawn_over_letters(tmp_path: Path) -> None:
    page = PdfPage().text(50, 700, "K").text(57.5, 700, "\xa8").text(56.8, 700, "uster bakes")
    assert read(tmp_path, pdf(page)).text == "Küster bakes"
    assert read(tmp_path, pdf(PdfPage().text(50, 700, "use `rye` or ¨"))).text == "use `rye` or ¨"


def test_heading_levels_hold_for_all_pages(tmp_path: Path) -> None:
    first = PdfPage().text(50, 780, "Ada Crust", 22).text(50, 740, "Work", 14).lines(50, 720, PROSE)
    second = PdfPage().text(50, 780, "School", 14).lines(50, 760, PROSE)
    second.text(50, 700, "TRAINING").text(50, 680, "Ovens", bold=True)
    document = read(tmp_path, pdf(first, second))
    found = [(line.level, line.span.of(document.text)) for line in document.lines if line.kind is LineKind.HEADING]
    assert found == [(1, "Ada Crust"), (2, "Work"), (2, "School"), (0, "TRAINING"), (0, "Ovens")]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_forked_process_starts_its_own_reader(tmp_path: Path) -> None:
    path = tmp_path / "cv.pdf"
    path.write_bytes(pdf(PdfPage().text(50, 700, "Ada Crust")))
    code = (
        "import os, sys; from fitscore.readers import read_document as read; first = read(sys.argv[1]).text; pid = os.fork();"
        "same = read(sys.argv[1]).text == first; status = os.waitpid(pid, 0)[1] if pid else 0; sys.exit(not same or status)"
    )
    assert subprocess.run([sys.executable, "-W", "ignore", "-c", code, str(path)], check=False).returncode == 0


@pytest.mark.parametrize("side", ["left", "right"])
def test_columns_written_row_by_row_are_still_columns(tmp_path: Path, side: str) -> None:
    narrow = ["Skills", "Rye bread baking", "Sourdough starters", "Oven control", "Shift planning", "Hygiene rules"]
    wide = ["Experience", *PROSE, PROSE[0], PROSE[1]]
    page = PdfPage()
    for number, (short, long) in enumerate(zip(narrow, wide, strict=True)):
        y = 700 - 14 * number
        page.text(50 if side == "left" else 430, y, short).text(220 if side == "left" else 50, y, long)
    lines = read(tmp_path, pdf(page)).text.split("\n")
    assert lines == (narrow + wide if side == "left" else wide + narrow)


def dated_rows(page: PdfPage, *rows: tuple[str, str], x: float = 124) -> PdfPage:
    """Rows of a date and what stands beside it, written row by row; an empty date writes a heading over both."""
    for at, (date, words) in enumerate(rows):
        if date:
            page.text(50, 780 - 13 * at, date)
        if words:
            page.text(x if date or words[:1].islower() else 50, 780 - 13 * at, words)
    return page


def test_a_narrow_column_of_dates_goes_on_below(tmp_path: Path) -> None:
    rows = [
        ("Mar 2019 -", "Head baker, Crust & Co Ltd, Leeds, in the old mill by the river"),
        ("Feb 2021", ""),
        ("05/2016 -", "Baker, Rye & Sons, with the early shift and the delivery vans, the"),
        ("02/2019", "market stall and the Sunday shop"),
        ("2014-09 - 2016-", "Apprentice, Grand Hotel"),
        ("04", ""),
        ("2012", "Kitchen help, Vine House"),
        ("1.1.2011", "Kitchen help, Vine Inn"),
        ("- Present", ""),
    ]
    text = read(tmp_path, pdf(dated_rows(PdfPage(), *rows))).text
    assert text.split("\n") == [
        "Mar 2019 - Feb 2021\tHead baker, Crust & Co Ltd, Leeds, in the old mill by the river",
        "05/2016 - 02/2019\tBaker, Rye & Sons, with the early shift and the delivery vans, the market stall and the Sunday shop",
        "2014-09 - 2016-04\tApprentice, Grand Hotel",
        "2012\tKitchen help, Vine House",
        "1.1.2011 - Present\tKitchen help, Vine Inn",
    ]


def test_headings_between_dated_rows_make_no_column(tmp_path: Path) -> None:
    rows = [
        ("since 1.10.2024", "Evening course in milling and the storing of grain"),
        ("2015 - 2017", "Master baker at the evening school of Hallowby"),
        ("2009 - 2012", "Apprenticeship with Crust & Co Ltd"),
        ("", "Papers"),
        ("", "forklift licence, oven safety and first aid, all of them in date"),
        ("", "Besides"),
        ("since 2006", "Fire brigade, pump operator and keeper of the keys"),
    ]
    lines = read(tmp_path, pdf(dated_rows(PdfPage(), *rows, x=170))).text.split("\n")
    assert lines == ["\t".join(filter(None, row)) for row in rows]
