"""The HTML report in a real headless Chromium: filters, highlights, persists ticks, stays silent on the network, accessible."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import fitscore
from fitscore.model import Salary
from tests.test_reports import ranking

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: no browser test")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine: no browser test")
ARGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest.fixture(scope="module")
def context(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with playwright.sync_playwright() as runner:
        profile = tmp_path_factory.mktemp("profile")
        browser = runner.chromium.launch_persistent_context(str(profile), executable_path=CHROMIUM, args=ARGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    base = ranking()
    first, second = base.reports
    reports = (first, replace(second, posting=replace(second.posting, title="Gardener", company="Bloom")))
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text(fitscore.render(replace(base, reports=reports), "html"), encoding="utf-8")
    return path


@pytest.fixture
def page(context: Any, report: Path) -> Iterator[Any]:
    page = context.new_page()
    page.problems = []
    page.on("console", lambda message: page.problems.append(message.text))
    page.on("pageerror", lambda error: page.problems.append(str(error)))
    page.on("request", lambda request: None if request.url.startswith("file://") else page.problems.append(request.url))
    page.on("dialog", lambda dialog: page.problems.append(dialog.message))
    page.goto(report.as_uri())
    yield page
    assert page.problems == []
    page.close()


def test_filters_rows_and_postings(page: Any) -> None:
    page.fill("#f-text", "gardener")
    assert page.locator("tr.row:visible").count() == 1
    assert page.locator("article.posting:visible").count() == 1
    assert page.inner_text("#f-count") == "1 of 2 shown"
    page.fill("#f-text", "")
    page.fill("#f-pay", "50000")
    assert page.locator("tr.row:visible").count() == 0


def test_a_quote_lights_its_line_in_the_cv(page: Any) -> None:
    quote = page.locator("button.quote:visible").first
    quote.click()
    lit = page.locator("#cv li.lit")
    assert lit.count() == 1
    assert lit.get_attribute("id") == f"cv-{quote.get_attribute('data-lines')}"


def test_a_verdict_lights_its_bullet_in_the_posting_and_its_lines_in_the_cv(page: Any) -> None:
    verdict = page.locator("button.verdict:visible").first
    verdict.click()
    mark = page.locator("mark.lit")
    assert mark.count() == 1
    assert mark.get_attribute("id") == verdict.get_attribute("data-mark")
    assert page.locator("#cv li.lit").count() == len(verdict.get_attribute("data-lines").split())


def test_the_index_of_a_folder_links_to_its_pages(context: Any, tmp_path: Path) -> None:
    for name, text in fitscore.render_folder(ranking(), "html"):
        (tmp_path / name).write_text(text, encoding="utf-8")
    page = context.new_page()
    page.problems = []
    page.on("console", lambda message: page.problems.append(message.text))
    page.goto((tmp_path / "index.html").as_uri())
    page.locator("tr.row a").first.click()
    page.wait_for_selector("article.posting")
    assert page.locator("article.posting").count() == 1
    assert page.problems == []
    page.close()


def test_a_checklist_page_keeps_its_ticks_and_has_no_fault(context: Any, tmp_path: Path) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
    path = tmp_path / "list.html"
    path.write_text(fitscore.render_checklist(ranking().reports[0], "html"), encoding="utf-8")
    page = context.new_page()
    page.problems = []
    page.on("console", lambda message: page.problems.append(message.text))
    page.goto(path.as_uri())
    box = page.locator("input[data-tick]").first
    box.check()
    page.reload()
    assert page.locator("input[data-tick]").first.is_checked()
    assert not [v["id"] for v in axe.Axe().run(page).response["violations"] if v["impact"] in ("serious", "critical")]
    assert page.problems == []
    page.close()


def test_ticks_persist(page: Any, report: Path) -> None:
    box = page.locator("input[data-tick]:visible").first
    before = box.is_checked()
    box.click()
    page.goto("about:blank")
    page.goto(report.as_uri())
    assert page.locator("input[data-tick]").first.is_checked() is not before


def test_keyboard_alone_reaches_and_uses_a_quote(page: Any) -> None:
    page.locator("button.quote:visible").first.focus()
    page.keyboard.press("Enter")
    assert page.locator("#cv li.lit").count() == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_serious_accessibility_fault(page: Any, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
    page.emulate_media(color_scheme=scheme)
    page.locator("details").evaluate_all("all => all.forEach(fold => fold.open = true)")
    results = axe.Axe().run(page).response["violations"]
    serious = [(v["id"], [n["html"][:120] for n in v["nodes"][:3]]) for v in results if v["impact"] in ("serious", "critical")]
    assert not serious


def test_pay_and_repeats_are_accessible_too(context: Any, tmp_path: Path) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
    base = ranking()
    pay = Salary(min=40, max=50, currency="USD", period="hour")
    reports = tuple(replace(r, posting=replace(r.posting, salary=pay)) for r in base.reports)
    path = tmp_path / "pay.html"
    path.write_text(fitscore.render(replace(base, reports=reports), "html"), encoding="utf-8")
    page = context.new_page()
    page.goto(path.as_uri())
    assert page.locator("#pay tbody tr").count() == 2
    assert page.locator("#twins li").count() == 1
    page.locator("details").evaluate_all("all => all.forEach(fold => fold.open = true)")
    results = axe.Axe().run(page).response["violations"]
    assert not [v["id"] for v in results if v["impact"] in ("serious", "critical")]
    page.close()


@pytest.mark.parametrize("width", [360, 800, 1440])
def test_nothing_runs_off_the_side(page: Any, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_five_hundred_postings_stay_small_and_quick(context: Any, tmp_path: Path) -> None:
    base = ranking()
    many = tuple(
        replace(base.reports[0], posting=replace(base.reports[0].posting, title=f"Job {n}")) for n in range(500)
    )
    path = tmp_path / "many.html"
    path.write_text(fitscore.render(replace(base, reports=many), "html"), encoding="utf-8")
    assert path.stat().st_size < 10_000_000
    page = context.new_page()
    page.goto(path.as_uri())
    started = time.monotonic()
    page.fill("#f-text", "job 499")
    assert page.locator("tr.row:visible").count() == 1
    assert time.monotonic() - started < 5
    spent = page.evaluate(
        "() => { const box = document.getElementById('f-text'); const t = performance.now(); box.value = 'job 1';"
        " box.dispatchEvent(new Event('input')); return performance.now() - t; }"
    )
    assert spent < 1000
    page.close()
