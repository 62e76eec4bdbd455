"""Plain text, Markdown, Notion pages, fields at the head, encodings, odd letters."""

from __future__ import annotations

from pathlib import Path

import pytest

from fitscore.errors import DocumentError
from fitscore.model import Document, LineKind
from fitscore.readers import limits, read_document, read_text
from fitscore.readers.decode import decode


def read(tmp_path: Path, data: bytes | str, name: str = "job.txt") -> Document:
    path = tmp_path / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return read_document(path)


def kinds(document: Document) -> list[tuple[str, int]]:
    return [(line.kind.value, line.level) for line in document.lines if line.span.of(document.text).strip()]


MARKDOWN = """\
# Night Baker

**What you bring**

- Rye bread
    - with caraway
\t- with molasses
* Sourdough
1. Oven control
2) Ciabatta
+ Brioche

Nice to have
------------
We like `snake_case`, C++ and *calm* people. [Apply](https://crust.example/apply)
Benefits
========
| Day | Hours |
| --- | --- |
```
# not a heading
- not a bullet
```
> - quoted item
**Note** that this is a sentence.
<!-- python
kubernetes -->
"""


def test_markdown_is_classified_and_loses_its_marks(tmp_path: Path) -> None:
    document = read(tmp_path, MARKDOWN, "job.md")
    lines = [line.span.of(document.text) for line in document.lines]
    assert lines[:5] == ["# Night Baker", "", "What you bring", "", "- Rye bread"]
    assert "We like snake_case, C++ and calm people. Apply" in lines
    assert "Day\tHours" in lines
    assert "Note that this is a sentence." in lines
    assert kinds(document) == [
        ("heading", 1), ("heading", 0), ("bullet", 1), ("bullet", 2), ("bullet", 2), ("bullet", 1), ("bullet", 1), ("bullet", 1),
        ("bullet", 1), ("heading", 2), ("text", 0), ("text", 0), ("heading", 1), ("text", 0), ("cell", 0),
        ("text", 0), ("text", 0), ("text", 0), ("text", 0), ("bullet", 1), ("text", 0), ("text", 0), ("text", 0),
    ]  # fmt: skip
    assert document.links == ("https://crust.example/apply",)
    assert [span.of(document.text) for span in document.hidden] == ["<!-- python\nkubernetes -->"]
    assert [note.code for note in document.diagnostics] == ["hidden_text"]


def test_plain_text_knows_its_lists_but_no_underlines(tmp_path: Path) -> None:
    document = read(tmp_path, "Night Baker\n===\n  • Rye\n•Wheat\n- Oats\n-5 degrees\n#A73555\n12 loaves\n")
    assert [kind for kind, _ in kinds(document)] == ["text", "text", "bullet", "bullet", "bullet", "text", "text", "text"]


def test_form_feeds_are_pages(tmp_path: Path) -> None:
    document = read(tmp_path, "one\ntwo\fthree\n")
    assert [(line.page, line.span.of(document.text)) for line in document.lines] == [(1, "one"), (1, "two"), (2, "three")]
    assert document.pages == 2


def test_front_matter(tmp_path: Path) -> None:
    text = "---\ntitle: Night Baker\nemployer: Crust Ltd\nstage: applied\ntags: [bread, nights]\n---\n# Night Baker\n- Rye\n"
    document = read(tmp_path, text, "job.md")
    assert dict(document.facts) == {
        "title": "Night Baker",
        "company": "Crust Ltd",
        "tracker.stage": "applied",
        "tracker.tags": "bread, nights",
    }
    assert [kind for kind, _ in kinds(document)][-2:] == ["heading", "bullet"]
    assert read(tmp_path, "---\n- a: [b\n---\ntext", "job.md").facts == {}


def test_notion_page(tmp_path: Path) -> None:
    body = "# Night Baker\n\nCompany: Crust Ltd\nStage: Interview\nMy mood: hopeful\n\nAbout us: we bake.\n\nRequirements:\n- Rye"
    document = read(tmp_path, body, "Night Baker 0123456789abcdef0123456789abcdef.md")
    assert document.facts["title"] == "Night Baker"
    assert document.facts["company"] == "Crust Ltd"
    assert document.facts["tracker.Stage"] == "Interview"
    assert document.facts["tracker.My mood"] == "hopeful"
    untitled = read(tmp_path, "Stage: Applied\nRye bread", "Day Baker 0123456789abcdef0123456789abcdef.md")
    assert untitled.facts["title"] == "Day Baker"


@pytest.mark.parametrize(
    "text",
    [
        "We are looking for a baker.\nRequirements: rye bread\nBenefits: warm hands",
        "Skills: Python, SQL\nLanguages: English\nTools: Git",
        "Ada Crust\nPhone: 555 0100\nEmail: ada@example.org",
    ],
)
def test_other_labels_are_no_fields(text: str) -> None:
    assert read_text(text).facts == {}


def test_read_text_keeps_everything_but_line_breaks() -> None:
    document = read_text("\ufeffone\r\ntwo\rthree\u2028four\x00", "note")
    assert document.text == "one\ntwo\nthree\nfour"
    assert document.path == "note"
    with pytest.raises(DocumentError) as caught:
        read_text(" \n\t ")
    assert caught.value.code == "empty"


TEXT = "Développeur – “Köln”, naïve €5\nsecond line\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    document = read(tmp_path, (TEXT * 5).encode(encoding))
    assert document.text == TEXT * 5
    assert document.diagnostics == ()


def test_mixed_encodings_and_nul_bytes() -> None:
    text, notes = decode("Köln – résumé\n".encode() * 5 + "“Köln”\n".encode("cp1252"))
    assert text == "Köln – résumé\n" * 5 + "“Köln”\n"
    assert [note.code for note in notes] == ["encoding"]
    text, notes = decode(b"Pyt\0hon developer\n" * 20)
    assert text == "Python developer\n" * 20
    assert [note.code for note in notes] == ["encoding"]


@pytest.mark.parametrize("data", [bytes(range(256)) * 10, b"\x00\x01\x02\x03" * 100, b"\x7fELF\x02\x01\x01" + b"\x00\x03" * 300])
def test_binary_is_refused(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(DocumentError) as caught:
        read(tmp_path, data, "job.txt")
    assert caught.value.code == "unsupported"


def test_lookalike_letters_are_told(tmp_path: Path) -> None:
    document = read(tmp_path, "We use \u0420ython and J\u0430va, 5 µm films and Привет.\n")
    note = next(note for note in document.diagnostics if note.code == "lookalike_letters")
    assert "2 word(s)" in note.message
    assert note.span is not None
    assert note.span.of(document.text) == "\u0420ython"
    split = read(tmp_path, "We use Py\u200bthon.\n")
    assert [note.code for note in split.diagnostics] == ["lookalike_letters"]
    assert read(tmp_path, "μg of salt, Ωmega is fine, 10 kΩ, naïve\n").diagnostics == ()


def test_long_documents_and_lines_are_cut(tmp_path: Path) -> None:
    long = read(tmp_path, "bread and butter " * 70_000)
    assert len(long.text) == limits.CHARACTERS
    assert [note.code for note in long.diagnostics] == ["cut"]
    assert all(line.span.end - line.span.start <= limits.CHARACTERS_LINE for line in long.lines)
    assert long.lines[0].span.end == long.lines[1].span.start
    with pytest.raises(DocumentError) as caught:
        read(tmp_path, b"a" * (limits.BYTES_TEXT + 1))
    assert caught.value.code == "too_large"


def test_bullets_glued_to_words_count(tmp_path: Path) -> None:
    document = read(tmp_path, "\uf0b7 Rye\n✓Wheat\n(a) Oats\n3. Barley\n")
    assert {line.kind for line in document.lines} == {LineKind.BULLET}
