"""A tablet whose clock is wrong records and sends like any other."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import Page

from tests.e2e.office import Office
from tests.e2e.tablet_in_browser import TabletInBrowser
from tests.e2e.visit import PERSONS, Visit, expect_sent

pytestmark = pytest.mark.xdist_group("browser")

YEAR = timedelta(days=365)

# The wall clock alone, as when somebody sets it wrong: time itself goes on as before.
JUMP = """
by => {
  const Real = Date;
  window.Date = class extends Real {
    constructor(...given) { if (given.length > 0) super(...given); else super(Real.now() + by); }
    static now() { return Real.now() + by; }
  };
}
"""


@pytest.mark.parametrize("jump", [YEAR, -YEAR], ids=["ahead", "behind"])
def test_a_clock_that_jumps_a_year_stops_nothing(
    office: Office, tablet: TabletInBrowser, visit: Visit, jump: timedelta
) -> None:
    visit.open_room("1-01")
    visit.type_in(PERSONS, "2")
    set_clock(visit.page, jump)
    if jump > timedelta(0):
        tablet.unlock()  # by its clock nobody has touched it for a year
    visit.open_room("1-02")
    visit.type_in(PERSONS, "3")
    expect_sent(visit.page)
    rows = office.operations(visit.insp)
    assert {row.status for row in rows} == {"ok"}
    if jump < timedelta(0):  # nothing was locked meanwhile: the tablet itself saw the jump
        assert "clock" in {row.kind for row in rows}
    visit.open_room("1-03")
    visit.type_in(PERSONS, "4")
    expect_sent(visit.page)
    assert len(office.operations(visit.insp)) > len(rows)


def set_clock(page: Page, by: timedelta) -> None:
    page.evaluate(JUMP, by.total_seconds() * 1000)
