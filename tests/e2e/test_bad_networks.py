"""What answers in the server's place is not believed, and an answer that is lost costs nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.office import Office
from tests.e2e.road import Answer, Fault, Road, forged, lost, portal, truncated
from tests.e2e.tablet_in_browser import TabletInBrowser
from tests.e2e.visit import Visit, exchange_once, expect_sent, go, wait_until_sent

pytestmark = pytest.mark.xdist_group("browser")

NO_NETWORK = "No network. Nothing is lost"
LOG_IN = "Wi-Fi wants a log-in"


def waiting(page: Page) -> int:
    """How many records the sync page says are on this tablet only."""
    count = page.locator("dl div", has=page.get_by_text("Waiting", exact=True)).locator("dd").first
    return int(count.inner_text())


def expect_nothing_believed(visit: Visit, words: str, least: int) -> None:
    page = visit.page
    go(page, "sync")
    exchange_once(page)
    expect(page.get_by_text(words)).to_be_visible()
    assert waiting(page) >= least


@pytest.mark.parametrize(
    ("fault", "words"), [(portal, LOG_IN), (truncated, NO_NETWORK), (forged, NO_NETWORK)]
)
def test_what_did_not_come_from_the_server_is_not_believed(
    office: Office, road: Road, far_tablet: TabletInBrowser, fault: Fault, words: str
) -> None:
    road.fault = fault
    visit = Visit.begin(far_tablet.page)
    visit.open_room("1-01")
    visit.measure(2, "4", "3")
    expect_nothing_believed(visit, words, least=90)
    road.fault = None
    expect_sent(visit.page)
    expect_each_once(office, visit)


def test_an_answer_from_yesterday_is_not_believed(
    office: Office, road: Road, far_tablet: TabletInBrowser
) -> None:
    """A proxy that keeps what the server once said, signed and true at the time."""
    visit = Visit.begin(far_tablet.page)
    expect_sent(visit.page)
    kept: dict[str, Answer] = {}

    def keep(method: str, path: str, ask: Callable[[], Answer]) -> Answer:
        return kept.setdefault(path, ask())

    road.fault = keep
    visit.note("The first note.")
    wait_until_sent(visit.page)
    visit.note("The second note.")
    expect_nothing_believed(visit, NO_NETWORK, least=1)
    road.fault = None
    expect_sent(visit.page)
    expect_each_once(office, visit)


def test_records_whose_answer_was_lost_arrive_once(
    office: Office, road: Road, far_tablet: TabletInBrowser
) -> None:
    road.fault = lost
    visit = Visit.begin(far_tablet.page)
    expect_nothing_believed(visit, NO_NETWORK, least=90)
    assert len(office.operations(visit.insp)) >= 90
    road.fault = None
    expect_sent(visit.page)
    expect_each_once(office, visit)


def expect_each_once(office: Office, visit: Visit) -> None:
    rows = office.operations(visit.insp)
    (dev,) = {row.dev for row in rows}
    assert {row.status for row in rows} == {"ok"}
    assert office.chain_of(dev) == list(range(1, len(rows) + 1))
