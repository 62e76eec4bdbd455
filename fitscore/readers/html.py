"""HTML pages: a posting's JSON-LD where it is the better text, else its known container, else the page without frame."""

from __future__ import annotations

import re
from typing import Any, Final

from fitscore.model import Diagnostic, Document
from fitscore.readers import limits
from fitscore.readers.assemble import Row, assemble
from fitscore.readers.decode import decode
from fitscore.readers.faults import Refused, Source, check_size
from fitscore.readers.fields import facts_from
from fitscore.readers.html_rows import DROPPED, letters_in, rows_of
from fitscore.readers.html_style import Styles, styles_of
from fitscore.readers.html_tree import Node, Page, parse
from fitscore.readers.job_facts import has_body, job_facts, job_postings, job_rows

suffixes: Final = (".html", ".htm", ".xhtml")
media_types: Final = ("text/html",)

_START = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:\s+|<\?xml[^>]{0,200}>|<!--.{0,2000}?-->)*<(?:!doctype\s+html|html|head|body|title|meta)\b",
    re.IGNORECASE | re.DOTALL,
)
_ANY_TAG = re.compile(rb"<(?:p|div|br|ul|li|span|h[1-6]|table|a|script|b|i)\b", re.IGNORECASE)
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(\S{1,2000}?)\s*-->", re.IGNORECASE)
_CONTAINERS = (
    "#jobDescriptionText", ".jobs-description__content", "#job-details", ".show-more-less-html__markup", ".description__text",
    "[data-automation-id=jobPostingDescription]", ".job__description", ".posting-page", "[itemprop=description]",
    "[data-testid=job-description]", "[data-ui=job-description]", "#job-description", ".job-description", ".jobDescription",
    "#jobDescription",
)  # fmt: skip
_LIKELY = ("#content", "article", "main", "[role=main]")
_FRAME = frozenset(("form", "button", "input", "select", "iframe"))
"""Elements of a site around its text; a page without them is the text."""
_HEADER_LONGEST = 12
_FEW = 250
_BETTER = 0.7


def sniff(source: Source) -> bool:
    """Whether the content opens as a page, or the name says so and the content holds tags."""
    head = source.data[:4096]
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        head = head.replace(b"\0", b"")[2:]
    if _START.match(head):
        return True
    return source.suffix in suffixes and bool(_ANY_TAG.search(source.data[:65536].replace(b"\0", b"")))


def read(source: Source) -> tuple[Document, ...]:
    """Read a page; a page that holds the data of several postings gives several documents.

    Raises:
        Refused: it is too large, too deep, or holds no text.
    """
    check_size(source, limits.BYTES_MARKUP)
    declared = _CHARSET.search(source.data[:4096])
    text, notes = decode(source.data, declared[1].decode("ascii", "replace") if declared else None)
    return documents_of(text, notes)


def documents_of(text: str, notes: tuple[Diagnostic, ...] = (), url: str = "") -> tuple[Document, ...]:
    """The documents of a page's source.

    Raises:
        Refused: it is nested too deeply or holds no text.
    """
    page = parse(text)
    saved = _SAVED_FROM.search(text[:4096])
    address = url or (saved[1] if saved else "") or page.url
    jobs = _different([job for job in job_postings(page.json_ld) if has_body(job)])
    if len(jobs) > 1:
        return tuple(_from_data(job, "", notes) for job in jobs)
    facts = {"url": address, **_properties(page.body)}
    every = job_postings(page.json_ld)
    if len(every) == 1 or jobs:
        facts.update(job_facts(jobs[0] if jobs else every[0]))
    body, known = _body(page)
    if jobs and letters_in(job_rows(jobs[0], {})) >= (_BETTER * letters_in(body) if known else 0):
        return (_from_data(jobs[0], address, notes),)
    if letters_in(body) < _FEW and (rows := _from_scripts(page)):
        body = rows
    if not body:
        raise Refused("empty", "the page holds no text (it may load it later); save it as PDF, or copy its text into a file")
    links = [node.attributes.get("href", "") for node in page.body.walk() if node.tag == "a"]
    return (
        assemble(
            body,
            media_type=media_types[0],
            facts=facts,
            links=[link for link in links if link.startswith(("http", "mailto:", "tel:"))][:500],
            diagnostics=notes,
        ),
    )


def _different(jobs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Postings without those whose description was seen before."""
    return list({str(job.get("description")): job for job in reversed(jobs)}.values())[::-1]


def _from_data(job: dict[str, Any], address: str, notes: tuple[Diagnostic, ...]) -> Document:
    facts = {"url": address, **job_facts(job)}
    return assemble(job_rows(job, facts), media_type=media_types[0], facts=facts, diagnostics=notes)


def _body(page: Page) -> tuple[list[Row], bool]:
    """The rows of the page's text, and whether a container known to hold postings gave them."""
    styles = styles_of(page.css)
    bare = _is_bare(page)
    for selector in (*_CONTAINERS, *(() if bare else _LIKELY)):
        node = _select(page.body, selector)
        if node is not None:
            rows = rows_of(node, styled=page.styled, styles=styles)
            if letters_in(rows) > _FEW:
                return _headed(page, node, rows, styles), True
    dropped = DROPPED - {"aside"} if bare else DROPPED
    rows = rows_of(page.body, dropped=dropped, styled=page.styled, styles=styles)
    if letters_in(rows) < _FEW:  # some pages stand inside one large form
        wider = rows_of(page.body, dropped=DROPPED - {"form", "aside", "dialog", "footer"}, styled=page.styled, styles=styles)
        rows = wider if letters_in(wider) > 2 * letters_in(rows) else rows
    return rows, False


def _is_bare(page: Page) -> bool:
    """Whether a page is all text, as a CV or a printed page is: no script, no form, no menu but one into itself."""
    if page.scripted:
        return False
    menus = [node for node in page.body.walk() if node.tag == "nav"]
    links = [node.attributes.get("href", "") for menu in menus for node in menu.walk() if node.tag == "a"]
    return not any(node.tag in _FRAME for node in page.body.walk()) and all(link.startswith("#") for link in links)


def _headed(page: Page, inside: Node, rows: list[Row], styles: Styles) -> list[Row]:
    """Rows of a container with the page's header or first heading before them, when the container lacks it."""
    within = {id(node) for node in inside.walk()}
    for tag in ("h1", "h2"):
        node = page.body.find(tag)
        heading = rows_of(node, styled=page.styled, styles=styles)[:2] if node is not None else []
        if node is None or not heading:
            continue
        if id(node) in within or any(row.text in {other.text for other in rows} for row in heading):
            return rows
        header = next(
            (top for top in page.body.walk() if top.tag == "header" and any(node is below for below in top.walk())), None
        )
        wider = rows_of(header, styled=page.styled, styles=styles) if header is not None else []
        return (wider if heading[0] in wider and len(wider) <= _HEADER_LONGEST else heading) + rows
    return rows


def _select(root: Node, selector: str) -> Node | None:
    """The first element for a selector of one step: ``#id``, ``.class``, ``[attribute=value]`` or a tag."""
    if selector == "article" and sum(node.tag == "article" for node in root.walk()) > 1:
        return None  # a page of several articles is no single posting
    for node in root.walk():
        if selector[0] == "#":
            hit = node.attributes.get("id") == selector[1:]
        elif selector[0] == ".":
            hit = node.has_class(selector[1:])
        elif selector[0] == "[":
            name, _, value = selector[1:-1].partition("=")
            hit = node.attributes.get(name) == value
        else:
            hit = node.tag == selector
        if hit:
            return node
    return None


def _properties(body: Node) -> dict[str, str]:
    """The facts of a Notion page's table of properties."""
    table = next((node for node in body.walk() if node.tag == "table" and node.has_class("properties")), None)
    if table is None:
        return {}
    pairs = [row.text.split("\t", 1) for row in rows_of(table) if "\t" in row.text]
    return facts_from((key, value) for key, value in pairs)


def _from_scripts(page: Page) -> list[Row]:
    """The text of a posting inside the data a page's scripts carry, for pages that draw themselves."""
    from fitscore.readers.json_shapes import longest_description

    for script in page.data_scripts:
        start = script.find("{")
        if start < 0:
            continue
        rows = longest_description(script[start:])
        if letters_in(rows) > _FEW:
            return rows
    return []
