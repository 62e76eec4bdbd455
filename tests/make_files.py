"""Writes small files of every format, good and bad, for the readers' tests: no document library is needed."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

W_NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_DOCUMENT = (
    '<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{w}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:body>{body}</w:body></w:document>'
)
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


# ------------------------------------------------------------------------------------------------------------------- PDF


@dataclass
class PdfPage:
    """A page under construction: text and boxes in points from the lower left corner."""

    width: float = 595
    height: float = 842
    content: list[bytes] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    picture: bool = False

    def text(
        self, x: float, y: float, text: str, size: float = 10, *, bold: bool = False, color: str = "0 g", extra: str = ""
    ) -> PdfPage:
        """Write a string at a place; ``extra`` are more operators (``3 Tr`` for invisible text, ``4 Tc`` for spaced letters)."""
        escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)").encode("cp1252")
        font = "B" if bold else "F"
        head = f"q {color} BT {extra} /{font} {size} Tf 1 0 0 1 {x} {y} Tm (".encode()
        self.content.append(head + escaped + b") Tj ET Q")
        return self

    def lines(self, x: float, y: float, texts: Sequence[str], size: float = 10, step: float = 14) -> PdfPage:
        """Write strings one below the other."""
        for number, text in enumerate(texts):
            self.text(x, y - number * step, text, size)
        return self

    def box(self, x: float, y: float, width: float, height: float, color: str = "1 g") -> PdfPage:
        """Fill a rectangle."""
        self.content.append(f"q {color} {x} {y} {width} {height} re f Q".encode())
        return self

    def raw(self, operators: str) -> PdfPage:
        """Add operators as they are."""
        self.content.append(operators.encode("latin-1"))
        return self

    def scan(self) -> PdfPage:
        """Cover the page with an image."""
        self.picture = True
        self.content.append(f"q {self.width} 0 0 {self.height} 0 0 cm /I Do Q".encode())
        return self


def pdf(*pages: PdfPage, info: Mapping[str, str] | None = None, trailer: str = "") -> bytes:
    """A PDF of pages, with Helvetica as /F, Helvetica-Bold as /B, and an image as /I."""
    objects: dict[int, bytes] = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        3: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        4: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica-Bold/Encoding/WinAnsiEncoding>>",
        5: stream(
            zlib.compress(bytes(range(0, 250, 10)) * 4),
            b"/Type/XObject/Subtype/Image/Width 10/Height 10/BitsPerComponent 8/ColorSpace/DeviceGray/Filter/FlateDecode",
        ),
        6: ("<<" + "".join(f"/{key}({value})" for key, value in (info or {}).items()) + ">>").encode("latin-1"),
        7: b"<</Type/ExtGState/ca 0/CA 0>>",
    }
    kids = []
    for page in pages:
        number = max(objects) + 1
        links = []
        for link in page.links:
            at = max(objects) + 10
            objects[at] = f"<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI({link})>>>>".encode()
            links.append(f"{at} 0 R")
        kids.append(f"{number} 0 R")
        box = f"[0 0 {page.width} {page.height}]"
        resources = "<</Font<</F 3 0 R/B 4 0 R>>/XObject<</I 5 0 R>>/ExtGState<</Z 7 0 R>>>>"
        objects[number] = (
            f"<</Type/Page/Parent 2 0 R/MediaBox{box}/Contents {number + 1} 0 R/Resources{resources}/Annots[{' '.join(links)}]>>"
        ).encode()
        objects[number + 1] = stream(b"\n".join(page.content))
    objects[2] = f"<</Type/Pages/Kids[{' '.join(kids)}]/Count {len(kids)}>>".encode()
    return write_pdf(objects, trailer + "/Info 6 0 R")


def stream(data: bytes, entries: bytes = b"") -> bytes:
    """A PDF stream object."""
    return b"<<%s/Length %d>>\nstream\n" % (entries, len(data)) + data + b"\nendstream"


def write_pdf(objects: Mapping[int, bytes], trailer: str = "") -> bytes:
    """A PDF of numbered objects; the first is the catalog."""
    out = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
    offsets = {}
    for number, body in sorted(objects.items()):
        offsets[number] = len(out)
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start, most = len(out), max(objects)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (most + 1)
    for number in range(1, most + 1):
        out += b"%010d 00000 %s \n" % (offsets.get(number, 0), b"n" if number in offsets else b"f")
    return out + b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (most + 1, trailer.encode("latin-1"), start)


def encrypted_pdf() -> bytes:
    """A PDF that asks for a password."""
    key = "41" * 32
    return pdf(
        PdfPage().text(50, 700, "secret"),
        trailer=f"/ID[<{key}><{key}>]/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<{key}>/U<{key}>>>",
    )


# ------------------------------------------------------------------------------------------------------------ DOCX, ODT


def archive(parts: Mapping[str, bytes | str]) -> bytes:
    """A zip file."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts.items():
            file.writestr(name, data)
    return buffer.getvalue()


def docx(
    body: str, *, main: str = "word/document.xml", related: Mapping[str, tuple[str, str]] | None = None, namespace: str = W_NS
) -> bytes:
    """A DOCX of a body in WordprocessingML.

    Args:
        body: what stands inside ``w:body``.
        main: the name of the main part.
        related: part name -> (kind of relation, XML inside a root element of that kind).
        namespace: the one for ``w:``.
    """
    folder, _, base = main.rpartition("/")
    roots = {"header": "hdr", "footer": "ftr", "styles": "styles", "numbering": "numbering", "footnotes": "footnotes"}
    parts: dict[str, bytes | str] = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": f'<Relationships><Relationship Id="r1" Type="{_RELATION}officeDocument" Target="{main}"/></Relationships>',
        main: _DOCUMENT.format(w=namespace, body=body),
    }
    relations = ""
    for number, (name, (kind, xml)) in enumerate((related or {}).items()):
        if kind == "hyperlink":
            relations += f'<Relationship Id="{name}" Type="{_RELATION}hyperlink" Target="{xml}" TargetMode="External"/>'
            continue
        relations += f'<Relationship Id="x{number}" Type="{_RELATION}{kind}" Target="{name}"/>'
        parts[f"{folder}/{name}"] = f'<w:{roots[kind]} xmlns:w="{namespace}">{xml}</w:{roots[kind]}>'
    parts[f"{folder}/_rels/{base}.rels"] = f"<Relationships>{relations}</Relationships>"
    return archive(parts)


def paragraph(text: str, *, style: str = "", run: str = "", layout: str = "") -> str:
    """A paragraph of one run; ``run`` and ``layout`` are properties."""
    style_xml = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f'<w:p><w:pPr>{style_xml}{layout}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def odt(body: str, *, encrypted: bool = False) -> bytes:
    """An ODT of a body inside ``office:text``."""
    spaces = " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for prefix, name in (("office", "office"), ("text", "text"), ("table", "table"), ("draw", "drawing"))
    )
    text = f"<office:body><office:text>{body}</office:text></office:body>"
    content = f"<office:document-content {spaces}>{text}</office:document-content>"
    manifest = "<manifest>encryption-data</manifest>" if encrypted else "<manifest/>"
    return archive(
        {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content, "META-INF/manifest.xml": manifest}
    )


def ole(*, encrypted: bool) -> bytes:
    """The head of an old Office file, or of an encrypted new one."""
    name = "EncryptedPackage" if encrypted else "WordDocument"
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + name.encode("utf-16-le") + b"\0" * 600
