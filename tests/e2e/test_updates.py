"""A new version of the app waits until nothing can be lost by it."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.built_app import later_version
from tests.e2e.office import Office
from tests.e2e.tablet_in_browser import TabletInBrowser
from tests.e2e.visit import PERSONS, RECTANGLES, Visit, go

pytestmark = pytest.mark.xdist_group("browser")

LATER = "9.9.9"
LOOK_FOR_IT = (
    "navigator.serviceWorker.getRegistration().then((found) => found.update()).then(() => null)"
)
WAITS = "navigator.serviceWorker.getRegistration().then((found) => found.waiting !== null)"


@pytest.fixture(scope="module")
def later(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return later_version(tmp_path_factory.mktemp("later"), LATER)


def test_a_new_version_waits_for_the_form_and_keeps_the_data(
    office: Office, tablet: TabletInBrowser, later: Path
) -> None:
    tablet.page.reload()  # from now on the app comes out of the tablet itself
    tablet.unlock()
    visit = Visit.begin(tablet.page)
    page = visit.page
    visit.open_room("1-01")
    visit.type_in(PERSONS, "4")
    visit.field(RECTANGLES, "Length").fill("4.25")  # half a rectangle: it stays in the form
    page.evaluate("window.isTheSamePage = true")
    serve(office, later)
    expect_waiting(page)
    expect(visit.field(RECTANGLES, "Length")).to_have_value("4.25")
    visit.see("sync", "Sync")
    expect(page.get_by_text("A visit is open. Go to “Today” first.")).to_be_visible()
    expect_offers(page, 0)
    assert page.evaluate("window.isTheSamePage") is True

    go(page, "today")
    expect_offers(page, 1)
    with page.expect_event("load"):
        offers(page).click()
    tablet.unlock()
    go(page, "settings")
    expect(page.get_by_text(f"Version {LATER}")).to_be_visible()
    visit.open_room("1-01")
    expect(visit.field(PERSONS)).to_have_value("4")
    expect(visit.field(RECTANGLES, "Length")).to_have_value("4.25")


def serve(office: Office, app: Path) -> None:
    office.stop()
    office.app_dir = app
    office.start()


def expect_waiting(page: Page) -> None:
    page.evaluate(LOOK_FOR_IT)
    for _ in range(100):
        if page.evaluate(WAITS):
            return
        page.wait_for_timeout(100)
    pytest.fail("the new version was not installed within ten seconds")


def offers(page: Page) -> Locator:
    return page.get_by_role("button", name="Update").filter(has_not_text="Look")


def expect_offers(page: Page, count: int) -> None:
    expect(offers(page)).to_have_count(count)
