"""What is ticked is on the disk, whatever kills the page, and typing costs a second at most."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from playwright.sync_api import Error, Page, expect

from tests.e2e.office import Office
from tests.e2e.tablet_in_browser import TabletInBrowser
from tests.e2e.visit import RECTANGLES, Visit

pytestmark = pytest.mark.xdist_group("browser")

# Answers every question with two sides as fast as the page can, again and again.
WRITE_LOOP = """
word => {
  const radios = [...document.querySelectorAll(`[data-input] input[value="${word}"]`)];
  let at = 0;
  setInterval(() => radios[at++ % radios.length].click(), 5);
}
"""
TICKED = """
word => [...document.querySelectorAll('[data-input]')]
  .filter((one) => one.querySelector('.mark .visually-hidden'))
  .filter((one) => one.querySelector(`input[value="${word}"]`)?.checked)
  .map((one) => one.dataset.input)
"""
NOTE = "Forty beds stand in the dormitory, and nine of them have no mattress at all."


@pytest.mark.parametrize(("word", "seconds"), [("yes", 0.3), ("no", 0.7)])
def test_every_ticked_field_survives_a_kill_in_a_write_loop(
    office: Office, tablet: TabletInBrowser, word: str, seconds: float
) -> None:
    visit = Visit.begin(tablet.page)
    visit.see("questions/oversight")
    expect(visit.page.locator("[data-input]").nth(20)).to_be_attached()
    ticked = ticked_until_killed(tablet, word, seconds)
    assert len(ticked) > 3
    tablet.start()
    tablet.open(f"{office.address}/app/#/visit/{visit.insp}/questions/oversight")
    tablet.unlock()
    visit = visit.on(tablet.page)
    for name in ticked:
        answer = visit.question(name).locator(f'input[value="{word}"]')
        expect(answer).to_be_checked()


def ticked_until_killed(tablet: TabletInBrowser, word: str, seconds: float) -> list[str]:
    """The fields that showed the tick when last looked at."""
    page, ticked = tablet.page, []
    page.evaluate(WRITE_LOOP, word)
    killer = threading.Timer(seconds, tablet.kill_processes)
    killer.start()
    try:
        while True:
            ticked = page.evaluate(TICKED, word)
    except Error:  # the browser is gone
        killer.join()
        tablet.kill()
        return ticked


def reloaded(tablet: TabletInBrowser, address: str) -> Page:
    tablet.page.reload()
    tablet.unlock()
    return tablet.page


def crashed(tablet: TabletInBrowser, address: str) -> Page:
    """The system took the tab away for its memory."""
    context, page = tablet.context, tablet.page
    assert context is not None
    with pytest.raises(Error):
        page.goto("chrome://crash")
    fresh = context.new_page()
    page.close()
    fresh.goto(address)
    tablet.unlock()
    return fresh


def killed(tablet: TabletInBrowser, address: str) -> Page:
    return tablet.killed_and_started(address)


@pytest.mark.parametrize("end", [reloaded, crashed, killed])
def test_typing_that_was_cut_off_comes_back_but_for_a_second(
    tablet: TabletInBrowser, visit: Visit, end: Callable[[TabletInBrowser, str], Page]
) -> None:
    visit.see("notes", "Notes")
    box = visit.page.get_by_label("A note")
    box.press_sequentially(NOTE, delay=50)
    visit = visit.on(end(tablet, visit.page.url))
    visit.see("notes", "Notes")
    expect(visit.page.get_by_label("A note")).not_to_have_value("")
    kept = visit.page.get_by_label("A note").input_value()
    assert NOTE.startswith(kept)
    assert len(NOTE) - len(kept) <= 22  # keys of a second, and of the way to the disk


def test_half_a_rectangle_is_no_answer_and_is_not_lost(
    office: Office, tablet: TabletInBrowser, visit: Visit
) -> None:
    visit.open_room("1-01")
    visit.field(RECTANGLES, "Length").press_sequentially("4.25", delay=500)
    visit = visit.on(tablet.killed_and_started(visit.page.url))
    expect(visit.field(RECTANGLES, "Length")).to_have_value("4.25")
    expect(visit.question(RECTANGLES).get_by_text("Saved", exact=True)).to_have_count(0)
