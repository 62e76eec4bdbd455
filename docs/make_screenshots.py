"""Makes the pictures of the README from the samples: docs/img/terminal.svg and, with Chromium, docs/img/report.png.

    python docs/make_screenshots.py
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from datetime import date
from io import StringIO
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import DIMMED_MONOKAI
from rich.text import Text

import fitscore

ROOT = Path(__file__).parents[1]
IMAGES = ROOT / "docs" / "img"
FONT_FACE = re.compile(r"\s*@font-face\s*\{[^}]*\}")
"""Fonts that the SVG would fetch from the network; any monospaced one does."""


def main() -> None:
    """Write the pictures."""
    IMAGES.mkdir(exist_ok=True)
    os.chdir(ROOT)
    ranking = fitscore.Scorer(as_of=date(2026, 11, 1)).rank("samples/cv.pdf", "samples/postings")
    terminal(ranking)
    browser(ranking)


def terminal(ranking: fitscore.Ranking) -> None:
    """The ranking table and the first posting, as a terminal shows them."""
    text = fitscore.render_terminal(ranking, width=90, color=True)
    text = text[: text.index("\x1b[1m2. ")] if "\x1b[1m2. " in text else "\n".join(text.splitlines()[:60])
    console = Console(record=True, width=90, file=StringIO(), force_terminal=True)
    console.print(Text("$ fitscore cv.pdf postings/"))
    console.print(Text.from_ansi(text.rstrip()))
    svg = console.export_svg(title="fitscore", theme=DIMMED_MONOKAI)
    (IMAGES / "terminal.svg").write_text(FONT_FACE.sub("", svg), encoding="utf-8")


def browser(ranking: fitscore.Ranking) -> None:
    """The HTML report with a verdict clicked, so that its quotes are lit in the CV."""
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as runner:
        page_file = Path(folder) / "report.html"
        page_file.write_text(fitscore.render(ranking, "html"), encoding="utf-8")
        chrome = runner.chromium.launch(executable_path=chromium, args=["--headless", "--no-sandbox", "--disable-gpu"])
        page = chrome.new_page(viewport={"width": 1280, "height": 1240})
        page.goto(page_file.as_uri())
        page.locator("#p1 button.quote").first.click()
        page.evaluate("scrollTo(0, 0)")
        page.screenshot(path=str(IMAGES / "report.png"))
        chrome.close()


if __name__ == "__main__":
    main()
