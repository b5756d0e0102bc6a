"""Every screen in light and dark: WCAG 2.2 AA as far as a program can see it, and targets for gloves."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.e2e.conftest import MakeTablet
from tests.e2e.office import Office
from tests.e2e.screens import walked
from tests.e2e.tablet_in_browser import SIZES, TabletInBrowser
from tests.e2e.visit import Visit, go

pytestmark = pytest.mark.xdist_group("browser")

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
SMALLEST = 48

# Whatever can be tapped and is neither words in a sentence nor hidden, with its size in pixels.
TOO_SMALL = """
least => [...document.querySelectorAll(
  'button, summary, nav a, .button, input:not([type=radio], [type=file]), select, textarea, [role=radiogroup] label')]
  .map((one) => [one, one.getBoundingClientRect()])
  .filter(([one, box]) => box.width > 1 && one.checkVisibility())
  .filter(([, box]) => box.height < least - 0.5 || box.width < least - 0.5)
  .map(([one, box]) => `${one.tagName} ${one.ariaLabel ?? one.textContent.trim().slice(0, 40)} ${box.width}x${box.height}`)
"""
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def phone(office: Office, make_tablet: MakeTablet) -> TabletInBrowser:
    tablet = make_tablet(size=SIZES["phone"])
    tablet.enrol(office.invitation())
    tablet.wait_until_ready()
    return tablet


def violations(page: Page) -> list[str]:
    said = Axe().run(page, options=RULES).response
    assert len(said["passes"]) > 5
    found = said["violations"]
    return [
        f"{one['id']}: {node['html'][:160]} {node.get('failureSummary', '')[:200]}"
        for one in found
        for node in one["nodes"]
    ]


def test_every_screen_has_no_violation_in_light_and_dark(visit: Visit) -> None:
    faults: dict[str, list[str]] = {}
    for name in walked(visit):
        for theme in ("light", "dark"):
            visit.page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
            found = violations(visit.page)
            if found:
                faults[f"{name} {theme}"] = found
    assert faults == {}


def test_the_screens_of_the_lock_have_no_violation(office: Office, make_tablet: MakeTablet) -> None:
    tablet = make_tablet(size=SIZES["phone"])
    page = tablet.open(office.invitation())
    expect(page.get_by_role("heading", name="Let this tablet in")).to_be_visible()
    assert violations(page) == []
    page.get_by_role("button", name="Continue", exact=True).click()
    expect(page.get_by_label("New PIN")).to_be_visible()
    assert violations(page) == []
    tablet.enrol(office.invitation())
    go(page, "today")
    page.get_by_role("button", name="Lock now").click()
    expect(page.get_by_role("heading", name="Unlock")).to_be_visible()
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
        assert violations(page) == []
    assert page.evaluate(TOO_SMALL, SMALLEST) == []


def test_on_a_phone_everything_is_large_enough_and_nothing_scrolls_sideways(
    phone: TabletInBrowser,
) -> None:
    faults: dict[str, list[str]] = {}
    for name in walked(Visit.begin(phone.page)):
        assert phone.page.evaluate(TOO_SMALL, 500) != []  # it sees what there is
        found = phone.page.evaluate(TOO_SMALL, SMALLEST)
        wider = phone.page.evaluate(WIDER)
        if wider > 0:
            found.append(f"{wider} px wider than the screen")
        if found:
            faults[name] = found
    assert faults == {}
