"""Each kind of page in a real browser: accessible in both themes, and fit for the smallest phone."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, Playwright
from werkzeug.serving import make_server

from tests.e2e.tablet_in_browser import ARGUMENTS, chromium
from tests.e2e.test_accessibility import WIDER, violations
from tests.portal.published_world import FACILITY, FULL_HASH, IN_FORCE, OLD, REGION, SILENT_FACILITY
from tests.publication.reading import pdf_text

pytestmark = pytest.mark.xdist_group("browser")
KINDS = (
    "", "facilities", "facilities?q=nothing", f"regions/{REGION}", f"facilities/{FACILITY}",
    f"facilities/{SILENT_FACILITY}", f"reports/{IN_FORCE}", f"reports/{OLD}",
    f"reports/{IN_FORCE}/domains/space", f"reports/{IN_FORCE}/criteria/SP01",
    f"reports/{IN_FORCE}/recommendations", f"reports/{IN_FORCE}/photographs", "how-we-score",
    "how-we-score/domains/health", "how-we-score/SP01", "what-we-do-not-know",
    "what-we-do-not-know/doubts", "data", "check", "check?h=zz", f"check?h={FULL_HASH}",
    "accessibility", "no-such-page",
)  # fmt: skip
MOST_PIXELS = 12_000
"""Of a report with ten serious failures, on a telephone."""
# Whatever stands alone and can be tapped, below the 24 pixels that WCAG 2.2 asks for.
TOO_SMALL = """
[...document.querySelectorAll('nav a, button, input, .go, tbody th a, footer a, .path a')]
  .map((one) => [one, one.getBoundingClientRect()])
  .filter(([one, box]) => box.width > 1 && box.height < 24)
  .map(([one, box]) => `${one.textContent.trim().slice(0, 40)} ${box.width}x${box.height}`)
"""


@pytest.fixture
def address(country: Flask) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, country, threaded=True)
    running = threading.Thread(target=server.serve_forever, daemon=True)
    running.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    running.join()
    server.server_close()


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Browser]:
    started = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
    yield started
    started.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 390, "height": 844}, bypass_csp=True)
    yield context.new_page()
    context.close()


def test_every_kind_of_page_is_accessible_in_light_and_dark(page: Page, address: str) -> None:
    faults: dict[str, list[str]] = {}
    for lang, theme in (("kk", "light"), ("en", "dark")):
        page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
        for kind in KINDS:
            page.goto(f"{address}/public/{lang}/{kind}")
            if found := violations(page):
                faults[f"{lang}/{kind} {theme}"] = found
    assert faults == {}


def test_every_kind_of_page_fits_320_pixels_and_double_letters(page: Page, address: str) -> None:
    wider: dict[str, int] = {}
    for size, zoom in ((320, "100%"), (640, "200%")):
        page.set_viewport_size({"width": size, "height": 800})
        for kind in KINDS:
            page.goto(f"{address}/public/ru/{kind}")
            page.add_style_tag(content=f"html {{ font-size: {zoom} }}")
            if (over := page.evaluate(WIDER)) > 0:
                wider[f"{kind} at {size}"] = over
    assert wider == {}


def test_what_can_be_tapped_can_be_hit(page: Page, address: str) -> None:
    small: dict[str, list[str]] = {}
    for kind in KINDS:
        page.goto(f"{address}/public/ru/{kind}")
        if found := page.evaluate(TOO_SMALL):
            small[kind] = found
    assert small == {}


def test_the_way_from_the_start_to_a_rule_needs_no_mouse(page: Page, address: str) -> None:
    page.goto(f"{address}/public/en/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.get_by_label("Find a facility by name or place").focus()
    page.keyboard.type("samal")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Samalzhusan colony").focus()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Read the whole result").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/reports/{IN_FORCE}")
    assert page.get_by_role("heading", level=1).count() == 1


def test_it_reads_without_its_style_sheet(page: Page, address: str) -> None:
    page.route("**/style-*.css", lambda route: route.abort())
    page.goto(f"{address}/public/en/reports/{IN_FORCE}")
    assert page.get_by_role("heading", name="The result in plain words").is_visible()
    assert page.get_by_role("table").count() >= 2
    assert page.get_by_text("things are seriously wrong").first.is_visible()


def test_nothing_is_asked_of_anybody_else(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for kind in KINDS:
        page.goto(f"{address}/public/kk/{kind}")
    assert asked
    assert [url for url in asked if not url.startswith(address)] == []
    assert page.context.cookies() == []
    assert (
        page.evaluate("Object.keys(localStorage).length + Object.keys(sessionStorage).length") == 0
    )


def test_a_drawing_says_the_same_without_the_style_sheet(page: Page, address: str) -> None:
    """Four steps, of which so many are filled as the rating has: never all of them."""
    filled = "[...document.querySelectorAll('.rating rect')].map((r) => getComputedStyle(r).fill)"
    page.goto(f"{address}/public/en/reports/{IN_FORCE}")
    with_sheet = [fill != "none" for fill in page.evaluate(filled)]
    page.route("**/style-*.css", lambda route: route.abort())
    page.goto(f"{address}/public/en/reports/{IN_FORCE}")
    assert [fill != "none" for fill in page.evaluate(filled)] == with_sheet
    assert with_sheet == [True, False, False, False]


def test_what_is_folded_opens_by_keyboard_and_is_printed(
    page: Page, address: str, tmp_path: Path
) -> None:
    page.goto(f"{address}/public/en/reports/{IN_FORCE}")
    folded = page.get_by_text("Who was on the team")
    assert not folded.is_visible()
    page.pdf(path=tmp_path / "page.pdf")
    printed = pdf_text((tmp_path / "page.pdf").read_bytes())
    assert "Who was on the team" in printed
    assert "Does not bind Kazakhstan" in printed
    page.locator("summary", has_text="withheld").focus()
    page.keyboard.press("Enter")
    assert folded.is_visible()


def test_a_report_is_read_on_a_phone_without_scrolling_for_ever(page: Page, address: str) -> None:
    height = "document.documentElement.scrollHeight"
    page.goto(f"{address}/public/en/reports/{IN_FORCE}")
    assert page.evaluate(height) < MOST_PIXELS
