"""The way out for what is unsent when the app itself does not start any more."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.office import Office
from tests.e2e.tablet_in_browser import TabletInBrowser
from tests.e2e.visit import Visit

pytestmark = pytest.mark.xdist_group("browser")

# As after a bad release: every program of the app is gone, the other files are there.
BREAK = """
async () => {
  for (const name of await caches.keys()) {
    const kept = await caches.open(name);
    for (const one of await kept.keys()) if (one.url.includes('/assets/')) await kept.delete(one);
  }
}
"""


def test_a_tablet_whose_app_is_broken_gives_out_all_that_is_unsent(
    office: Office, tablet: TabletInBrowser, tmp_path: Path
) -> None:
    page = tablet.page
    page.reload()  # from now on the app comes out of the tablet itself
    tablet.unlock()
    office.stop()
    visit = Visit.begin(page)
    visit.open_room("1-01")
    visit.measure(3, "5", "3")
    visit.photograph("call_bell")
    break_app(page)
    page.goto(f"{office.address}/app/")
    expect(page.locator("#app")).to_be_empty()
    file = saved_by_rescue_page(page, office, tmp_path)

    office.start()
    for _ in range(2):
        office.run("rescue", "import", str(file))
    rows = office.operations(visit.insp)
    (dev,) = {row.dev for row in rows}
    assert {row.status for row in rows} == {"ok"}
    assert office.chain_of(dev) == list(range(1, len(rows) + 1))
    assert {"create", "set", "attach"} <= {row.kind for row in rows}


def break_app(page: Page) -> None:
    page.evaluate(BREAK)
    page.context.new_cdp_session(page).send("Network.clearBrowserCache")


def saved_by_rescue_page(page: Page, office: Office, folder: Path) -> Path:
    page.goto(f"{office.address}/app/rescue.html")
    expect(page.locator("#count-unsent")).not_to_have_text("0")
    expect(page.locator("#count-files")).to_have_text("1")
    with page.expect_download() as saved:
        page.locator("#save").click()
    file = folder / saved.value.suggested_filename
    saved.value.save_as(file)
    return file
