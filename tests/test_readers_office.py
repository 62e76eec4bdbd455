"""DOCX, ODT, RTF, and the office files that cannot be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from fitscore.errors import DocumentError
from fitscore.model import Document
from fitscore.readers import read_document
from tests.make_files import archive, docx, odt, ole, paragraph

BOX = (
    '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><w:txbxContent>{0}</w:txbxContent></w:drawing></mc:Choice>'
    "<mc:Fallback><w:pict><w:txbxContent>{0}</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)
STYLES = (
    '<w:style w:styleId="H1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:styleId="H1b"><w:name w:val="My own"/><w:basedOn w:val="H1"/></w:style>'
    '<w:style w:styleId="T"><w:name w:val="Title"/></w:style>'
    '<w:style w:styleId="LB"><w:name w:val="List Bullet"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:styleId="LB2"><w:name w:val="Deeper"/><w:basedOn w:val="LB"/></w:style>'
    '<w:style w:styleId="Strong"><w:name w:val="Strong line"/><w:rPr><w:b/></w:rPr></w:style>'
)
NUMBERING = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:numFmt w:val="none"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)


def read(tmp_path: Path, data: bytes, name: str = "cv.docx") -> Document:
    path = tmp_path / name
    path.write_bytes(data)
    return read_document(path)


def body(tmp_path: Path, xml: str, **related: tuple[str, str]) -> Document:
    parts = {"styles.xml": ("styles", STYLES), "numbering.xml": ("numbering", NUMBERING), **related}
    return read(tmp_path, docx(xml, related=parts))


def rows(document: Document) -> list[tuple[str, int, str]]:
    return [(line.kind.value, line.level, line.span.of(document.text)) for line in document.lines]


def numbered(level: int = 0, number: int = 1) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def test_headings_lists_and_bold_lines(tmp_path: Path) -> None:
    document = body(
        tmp_path,
        paragraph("Ada Crust", style="T")
        + paragraph("Work", style="H1")
        + paragraph("School", style="H1b")
        + paragraph("Baked rye bread", style="LB")
        + paragraph("with caraway", style="LB2")
        + paragraph("Sold it", layout=numbered())
        + paragraph("not a list", layout=numbered(0, 0))
        + paragraph("no mark", layout=numbered(1))
        + paragraph("Skills", run="<w:b/>")
        + paragraph("Plain again", run='<w:b w:val="0"/>', style="Strong")
        + paragraph("Ovens", style="Strong")
        + paragraph("A bold sentence that ends.", run="<w:b/>")
        + paragraph("· typed bullet")
        + paragraph("outlined", layout='<w:outlineLvl w:val="2"/>'),
    )
    assert rows(document) == [
        ("heading", 1, "Ada Crust"),
        ("heading", 1, "Work"),
        ("heading", 1, "School"),
        ("bullet", 1, "• Baked rye bread"),
        ("bullet", 1, "• with caraway"),
        ("bullet", 1, "• Sold it"),
        ("text", 0, "not a list"),
        ("text", 0, "no mark"),
        ("heading", 0, "Skills"),
        ("text", 0, "Plain again"),
        ("heading", 0, "Ovens"),
        ("text", 0, "A bold sentence that ends."),
        ("bullet", 1, "• typed bullet"),
        ("heading", 3, "outlined"),
    ]


def test_header_first_text_boxes_once_footer_last(tmp_path: Path) -> None:
    document = body(
        tmp_path,
        f"<w:p>{BOX.format(paragraph('Boxed skills'))}<w:r><w:t>Body line</w:t></w:r></w:p>",
        **{"footer1.xml": ("footer", paragraph("Page one")), "header1.xml": ("header", paragraph("ada@example.org"))},
    )
    assert document.text == "ada@example.org\nBody line\nBoxed skills\nPage one"


def test_tables(tmp_path: Path) -> None:
    def row(*cells: str) -> str:
        return "<w:tr>" + "".join(f"<w:tc>{cell}</w:tc>" for cell in cells) + "</w:tr>"

    table = (
        "<w:tbl>"
        + row(paragraph("Rye"), paragraph("two years"), paragraph(""))
        + row(paragraph("Left"), paragraph("Right one") + paragraph("Right two"))
        + f"<w:sdt><w:sdtContent>{row(paragraph('Inside'), paragraph('control'))}</w:sdtContent></w:sdt>"
        + "</w:tbl>"
    )
    lines = [text for _, _, text in rows(body(tmp_path, table))]
    assert lines == ["Rye\ttwo years", "Left", "Right one", "Right two", "Inside\tcontrol"]


def test_runs_of_every_sort(tmp_path: Path) -> None:
    document = body(
        tmp_path,
        '<w:p><w:r><w:t xml:space="preserve">kept </w:t></w:r><w:ins><w:r><w:t xml:space="preserve">inserted </w:t></w:r></w:ins>'
        "<w:del><w:r><w:delText>deleted</w:delText></w:r></w:del>"
        '<w:hyperlink r:id="link"><w:r><w:t xml:space="preserve">linked </w:t></w:r></w:hyperlink>'
        '<w:fldSimple><w:r><w:t xml:space="preserve">field </w:t></w:r></w:fldSimple>'
        "<w:sdt><w:sdtContent><w:r><w:t>control</w:t></w:r></w:sdtContent></w:sdt>"
        '<w:r><w:noBreakHyphen/><w:t>end</w:t><w:softHyphen/><w:tab/><w:t>2021</w:t><w:br/>'
        '<w:sym w:font="Wingdings" w:char="F0A7"/>'
        "<w:t>next line</w:t></w:r></w:p>",
        link=("hyperlink", "https://example.org/ada"),
    )
    assert document.text == "kept inserted linked field control-end\t2021\n• next line"
    assert document.links == ("https://example.org/ada",)


def test_footnotes(tmp_path: Path) -> None:
    notes = f'<w:footnote w:id="2">{paragraph("Night shifts only")}</w:footnote>'
    reference = '<w:p><w:r><w:t>Baker</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    assert body(tmp_path, reference, **{"footnotes.xml": ("footnotes", notes)}).text == "Baker\nNight shifts only"


@pytest.mark.parametrize("run", ["<w:vanish/>", '<w:color w:val="FFFFFF"/>', '<w:sz w:val="2"/>', "<w:webHidden/>"])
def test_hidden_runs_are_marked(tmp_path: Path, run: str) -> None:
    xml = (
        '<w:p><w:pPr><w:pStyle w:val="LB"/></w:pPr><w:r><w:t xml:space="preserve">  Rye </w:t></w:r>'
        f"<w:r><w:rPr>{run}</w:rPr><w:t>kubernetes</w:t></w:r></w:p>" + paragraph("keywords", run=run)
    )
    document = body(tmp_path, xml)
    assert document.text == "• Rye kubernetes\nkeywords"
    assert [span.of(document.text) for span in document.hidden] == ["kubernetes", "keywords"]
    assert [note.code for note in document.diagnostics] == ["hidden_text"]


@pytest.mark.parametrize(
    "run", ['<w:vanish w:val="0"/>', '<w:color w:val="FFFFFF"/><w:shd w:fill="000000"/>', '<w:sz w:val="12"/>']
)
def test_visible_runs_are_not(tmp_path: Path, run: str) -> None:
    assert body(tmp_path, paragraph("Rye bread", run=run)).hidden == ()


def test_other_layouts_of_the_package(tmp_path: Path) -> None:
    assert read(tmp_path, docx(paragraph("moved"), main="word/document2.xml")).text == "moved"
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    assert read(tmp_path, docx(paragraph("strict"), namespace=strict)).text == "strict"


def test_hostile_archives(tmp_path: Path) -> None:
    def code(data: bytes, name: str = "cv.docx") -> str:
        with pytest.raises(DocumentError) as caught:
            read(tmp_path, data, name)
        return caught.value.code

    good = docx(paragraph("Ada"))
    assert code(good[: len(good) * 2 // 3]) == "damaged"
    assert code(docx(paragraph("A" * (20 << 20)))) == "too_large"
    assert code(docx("<w:sdt><w:sdtContent>" * 500 + "</w:sdtContent></w:sdt>" * 500)) == "damaged"
    assert code(docx("<w:p><w:r><w:t>broken")) == "damaged"
    assert code(docx(paragraph(""))) == "empty"
    assert code(archive({f"word/{number}.bin": b"" for number in range(3000)})) in ("too_large", "unsupported")
    assert code(archive({"hello.txt": b"hi"})) == "unsupported"
    assert code(archive({"xl/workbook.xml": b"<a/>"}), "cv.xlsx") == "unsupported"
    assert code(docx("<w:p/>")) == "empty"
    entity = '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'
    relations = '<R><Relationship Type="x/officeDocument" Target="word/document.xml"/></R>'
    assert code(archive({"_rels/.rels": relations, "word/document.xml": entity})) == "damaged"


def test_old_and_encrypted_office_files(tmp_path: Path) -> None:
    for data, name, expected in (
        (ole(encrypted=True), "cv.docx", "encrypted"),
        (ole(encrypted=False), "cv.doc", "unsupported"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "cv.png", "no_text_layer"),
        (b"7z\xbc\xaf\x27\x1c" + b"\0" * 50, "cv.7z", "unsupported"),
        (odt("<text:p>x</text:p>", encrypted=True), "cv.odt", "encrypted"),
    ):
        with pytest.raises(DocumentError) as caught:
            read(tmp_path, data, name)
        assert caught.value.code == expected
        assert caught.value.reason.count(".") <= 2


def test_odt(tmp_path: Path) -> None:
    xml = (
        '<text:tracked-changes><text:p>gone</text:p></text:tracked-changes><text:h text:outline-level="2">Work</text:h>'
        '<text:p>Night<text:s text:c="2"/>Baker<text:tab/>2021<text:line-break/>Leeds</text:p>'
        "<text:list><text:list-item><text:p>Rye</text:p><text:p>of two sorts</text:p><text:list><text:list-item>"
        "<text:p>dark</text:p>"
        "</text:list-item></text:list></text:list-item></text:list>"
        "<table:table><table:table-row><table:table-cell><text:p>Tool</text:p></table:table-cell><table:table-cell>"
        "<text:p>Oven</text:p></table:table-cell></table:table-row></table:table>"
        "<text:p>Anchor<draw:frame><draw:text-box><text:p>Boxed</text:p></draw:text-box></draw:frame></text:p>"
    )
    document = read(tmp_path, odt(xml), "cv.odt")
    assert rows(document) == [
        ("heading", 2, "Work"),
        ("text", 0, "Night  Baker\t2021"),
        ("text", 0, "Leeds"),
        ("bullet", 1, "• Rye"),
        ("text", 0, "of two sorts"),
        ("bullet", 2, "• dark"),
        ("cell", 0, "Tool\tOven"),
        ("text", 0, "Anchor"),
        ("text", 0, "Boxed"),
    ]


RTF = rb"""{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0 Arial;}}{\colortbl;\red0\green0\blue0;}{\info{\title Secret}}
{\b Work}\par
{\listtext\'b7\tab}\pard\ls1 Baked bread in K\'f6ln\par
\pard Caf\u233? owner \endash  2021{\v hidden words}\par
{\*\generator Word;}Night\tab 2022\line Leeds\par}"""


def test_rtf(tmp_path: Path) -> None:
    document = read(tmp_path, RTF, "cv.rtf")
    assert rows(document) == [
        ("heading", 0, "Work"),
        ("bullet", 1, "• Baked bread in Köln"),
        ("text", 0, "Café owner – 2021"),
        ("cell", 0, "Night\t2022"),
        ("text", 0, "Leeds"),
    ]
    assert read(tmp_path, RTF, "cv.doc").media_type == "application/rtf"


@pytest.mark.parametrize("data", [b"{\\rtf1", b"{\\rtf1" + b"{" * 5000, b"{\\rtf1 {\\fonttbl everything gone}}"])
def test_bad_rtf(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(DocumentError) as caught:
        read(tmp_path, data, "cv.rtf")
    assert caught.value.code == "damaged"
