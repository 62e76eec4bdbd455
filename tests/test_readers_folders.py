"""From paths to files, and what any bytes do to the readers."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fitscore.errors import DocumentError
from fitscore.model import Document
from fitscore.readers import READERS, api, collect, limits, read_document, read_documents, read_text
from fitscore.readers.decode import tidy
from tests.make_files import PdfPage, docx, odt, paragraph, pdf

posix = pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX system")


def write(path: Path, text: str = "Night Baker wanted") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_files_come_in_a_stable_order_without_litter(tmp_path: Path) -> None:
    for name in (
        "b.txt",
        "A.txt",
        "sub/c.md",
        "a/z.txt",
        ".hidden",
        "~$lock.docx",
        "x.txt~",
        "__MACOSX/a.txt",
        "Thumbs.db",
        "y.part",
    ):
        write(tmp_path / name)
    files, skipped = collect([tmp_path])
    assert [os.path.relpath(file, tmp_path) for file in files] == [
        os.path.join("a", "z.txt"),
        "A.txt",
        "b.txt",
        os.path.join("sub", "c.md"),
    ]
    assert skipped == ()


def test_named_files_keep_their_order_and_count_once(tmp_path: Path) -> None:
    second, first = write(tmp_path / "2.txt"), write(tmp_path / "1.txt")
    files, skipped = collect([second, first, tmp_path, tmp_path / "gone.txt"])
    assert files == (str(second), str(first))
    assert [(item.code, item.reason) for item in skipped] == [("not_found", "there is no such file")]


@posix
def test_links_pipes_and_permissions(tmp_path: Path) -> None:
    write(tmp_path / "real" / "a.txt")
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "one").symlink_to(tmp_path / "two")
    (tmp_path / "two").symlink_to(tmp_path / "one")
    (tmp_path / "b.txt").symlink_to(tmp_path / "real" / "a.txt")
    os.mkfifo(tmp_path / "fifo.txt")
    files, skipped = collect([tmp_path])
    assert [os.path.basename(file) for file in files] == ["b.txt", "a.txt"]
    assert [(os.path.basename(item.path), item.code) for item in skipped] == [
        ("fifo.txt", "not_a_file"),
        ("loop", "linked_folder"),
        ("one", "broken_link"),
        ("two", "broken_link"),
    ]
    with pytest.raises(DocumentError) as caught:
        read_document(tmp_path / "fifo.txt")
    assert caught.value.code == "not_a_file"
    if os.geteuid() != 0:
        locked = write(tmp_path / "locked.txt")
        locked.chmod(0)
        with pytest.raises(DocumentError) as caught:
            read_document(locked)
        assert caught.value.code == "permission"


def test_folders_are_no_documents_and_missing_files_are_told(tmp_path: Path) -> None:
    for path, code in ((tmp_path, "folder"), (tmp_path / "gone.pdf", "not_found"), ("a\0b", "not_found")):
        with pytest.raises(DocumentError) as caught:
            read_document(path)
        assert caught.value.code == code


@posix
def test_names_of_any_bytes(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/job\xff\x1b[31m\n.txt"
    try:
        with open(name, "wb") as file:
            file.write(b"Night Baker wanted")
    except OSError:
        pytest.skip("the file system takes only text")
    (path,), _ = collect([tmp_path])
    document = read_document(path)
    document.path.encode("utf-8")
    assert document.path.isprintable()


def test_too_many_and_too_deep(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "FOLDER_FILES", 3)
    for number in range(5):
        write(tmp_path / "many" / f"{number}.txt")
    files, skipped = collect([tmp_path / "many"])
    assert (len(files), [item.code for item in skipped]) == (3, ["too_many"])
    deep = tmp_path.joinpath("deep", *["d"] * (limits.FOLDER_DEPTH + 1))
    write(deep / "a.txt")
    assert [item.code for item in collect([tmp_path / "deep"])[1]] == ["too_deep"]


def test_every_reader_is_complete() -> None:
    from importlib import import_module

    for name in READERS:
        module = import_module(f"fitscore.readers.{name}")
        assert module.suffixes
        assert callable(module.sniff)
        assert callable(module.read)
        assert isinstance(module.media_types, tuple)


def sound(document: Document) -> None:
    """Lines are numbered, in order, inside the text; hidden spans too; the text can be written anywhere."""
    document.text.encode("utf-8")
    end = 0
    for number, line in enumerate(document.lines, 1):
        assert line.number == number
        assert end <= line.span.start <= line.span.end <= len(document.text)
        assert "\n" not in line.span.of(document.text)
        assert "\f" not in line.span.of(document.text)
        end = line.span.end
    for span in document.hidden:
        assert 0 <= span.start < span.end <= len(document.text)
    for note in document.diagnostics:
        note.message.encode("utf-8")
    for pair in document.facts.items():
        "".join(pair).encode("utf-8")


def check(path: Path) -> None:
    """The file is read soundly, or refused with a code and a sentence."""
    result = outcome(path)
    if isinstance(result, DocumentError):
        assert result.code
        assert result.reason
    else:
        assert result
        for document in result:
            sound(document)


def outcome(path: Path) -> tuple[Document, ...] | DocumentError:
    try:
        return read_documents(path)
    except DocumentError as error:
        return error


HEADS = st.sampled_from(
    [b"", b"%PDF-1.7\n", b"PK\x03\x04", b"{\\rtf1 ", b"<html><body>", b'{"jobs": [', b"\xff\xfe", b"\xef\xbb\xbf",
     b"---\ntitle: x\n", b"bplist00", b"# ",
     b"From: x\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n\n"]
)  # fmt: skip
NAMES = st.sampled_from(["cv.pdf", "cv.docx", "cv.odt", "cv.rtf", "a.html", "a.mht", "a.json", "a.md", "a.txt", "a"])


@given(head=HEADS, tail=st.binary(max_size=300), name=NAMES)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_are_read_or_refused(tmp_path: Path, head: bytes, tail: bytes, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(head + tail)
    check(path)


SEEDS = (
    ("a.html", b"<html><body><h1>Baker</h1><ul><li>Rye <b>bread</b></li></ul><table><tr><td>a<td>b</table></body></html>"),
    (
        "a.json",
        b'{"@type": "JobPosting", "title": "Baker", "description": "<p>We bake &amp; sell.</p>", "baseSalary": {"value": 3}}',
    ),
    ("a.md", b"---\ntitle: Baker\n---\n# Baker\n\n**You bring**\n- Rye\n| a | b |\n<!-- x -->\n"),
    ("a.rtf", b"{\\rtf1\\ansi{\\fonttbl x}{\\b Work}\\par Caf\\u233? K\\'f6ln{\\v x}\\par}"),
    ("a.docx", docx(paragraph("Rye", run="<w:vanish/>") + paragraph("Bread", run="<w:b/>"))),
    ("a.odt", odt("<text:h>Work</text:h><text:p>Rye<text:tab/>2021</text:p>")),
    ("a.pdf", pdf(PdfPage().text(50, 700, "Rye bread").text(300, 700, "2021 – 2024").text(50, 40, "white", color="1 g"))),
)


@given(seed=st.sampled_from(SEEDS), data=st.data())
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_damaged_files_are_read_or_refused(tmp_path: Path, seed: tuple[str, bytes], data: st.DataObject) -> None:
    name, content = seed
    broken = bytearray(content)
    for _ in range(data.draw(st.integers(1, 6))):
        broken[data.draw(st.integers(0, len(broken) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path / name
    path.write_bytes(bytes(broken[: data.draw(st.integers(1, len(broken)))]) if data.draw(st.booleans()) else bytes(broken))
    check(path)


@given(st.text(max_size=400))
@settings(max_examples=200, deadline=None)
def test_any_text_is_read(text: str) -> None:
    try:
        document = read_text(text)
    except DocumentError:
        assert not tidy(text).strip()
        return
    sound(document)


def test_registry_order_puts_content_before_names() -> None:
    assert api.READERS.index("plain") == len(api.READERS) - 1
    assert api.READERS.index("html") < api.READERS.index("markdown")
