"""The app in two windows of one browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.office import Office
from tests.e2e.tablet_in_browser import TabletInBrowser, unlock
from tests.e2e.visit import Visit, expect_sent

pytestmark = pytest.mark.xdist_group("browser")

ANSWER_ALL = """
word => {
  for (const radio of document.querySelectorAll(`[data-input] input[value="${word}"]`)) radio.click();
}
"""


def in_another_window(tablet: TabletInBrowser, address: str) -> Page:
    context = tablet.context
    assert context is not None
    page = context.new_page()
    page.goto(address)
    unlock(page)
    return page


def test_both_windows_say_that_there_is_another(tablet: TabletInBrowser) -> None:
    words = "The app is open in another window as well."
    expect(tablet.page.get_by_text(words)).to_have_count(0)
    second = in_another_window(tablet, tablet.page.url)
    for page in (second, tablet.page):
        expect(page.get_by_text(words)).to_be_visible()
    second.close()
    expect(tablet.page.get_by_text(words)).to_have_count(0)


def test_two_windows_that_record_at_once_make_one_chain(
    office: Office, tablet: TabletInBrowser, visit: Visit
) -> None:
    visit.see("questions/oversight")
    other = visit.on(in_another_window(tablet, visit.page.url))
    other.see("questions/surveillance")
    for one in (visit, other):
        expect(one.page.locator("[data-input]").nth(10)).to_be_attached()
    visit.page.evaluate(ANSWER_ALL, "yes")
    other.page.evaluate(ANSWER_ALL, "no")
    for one in (visit, other):
        expect_all_ticked(one.page)
    other.page.close()
    expect_sent(visit.page)

    rows = office.operations(visit.insp)
    (dev,) = {row.dev for row in rows}
    assert {row.status for row in rows} == {"ok"}
    assert office.chain_of(dev) == list(range(1, len(rows) + 1))


def expect_all_ticked(page: Page) -> None:
    chosen = page.locator("[data-input]").filter(has=page.locator("input:checked"))
    ticked = chosen.filter(has=page.locator(".mark .visually-hidden"))
    expect(ticked).to_have_count(chosen.count())
    assert chosen.count() > 5
