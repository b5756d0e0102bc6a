"""A full tablet, a tablet whose storage was thrown away, and one whose disk somebody reads."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import CDPSession, Page, expect

from tests.e2e.office import Office
from tests.e2e.tablet_in_browser import TabletInBrowser
from tests.e2e.visit import Visit, expect_sent, go

pytestmark = pytest.mark.xdist_group("browser")

OTHER_PIN = "561904"
CONTROL = "tungsten-marmalade-control"


def browser_of(tablet: TabletInBrowser) -> tuple[CDPSession, str]:
    assert tablet.context is not None
    root = tablet.page.url.split("/app/")[0]
    return tablet.context.new_cdp_session(tablet.page), root


def used_bytes(page: Page) -> int:
    return int(page.evaluate("navigator.storage.estimate().then(({ usage }) => usage)"))


def test_a_full_tablet_opens_takes_text_and_refuses_photographs(
    office: Office, tablet: TabletInBrowser, visit: Visit
) -> None:
    used = used_bytes(visit.page)
    tablet.close()
    tablet.start()
    devtools, _ = browser_of(tablet)
    full = {"origin": office.address, "quotaSize": used}
    devtools.send("Storage.overrideQuotaForOrigin", full)
    tablet.open(f"{office.address}/app/")
    tablet.unlock()
    visit = visit.on(tablet.page)
    for number in ("1-01", "1-02", "1-03"):
        visit.open_room(number)
        visit.measure(3, "5", "3")
    visit.question("call_bell").get_by_role("button", name="Photo", exact=True).click()
    camera = visit.page.get_by_role("dialog", name="Camera")
    camera.get_by_role("button", name="Take the photograph").click()
    refusal = "The photograph is not saved: the tablet is full."
    expect(camera.get_by_role("status")).to_contain_text(refusal)
    camera.get_by_role("button", name="Done").click()
    expect(visit.question("call_bell").locator("a")).to_have_count(0)


def test_a_tablet_whose_storage_was_cleared_says_so_in_words(
    office: Office, tablet: TabletInBrowser
) -> None:
    office.stop()
    visit = Visit.begin(tablet.page)
    visit.see("sync", "Sync")
    expect(visit.page.get_by_text("records wait").first).to_be_visible()
    devtools, origin = browser_of(tablet)
    cleared = {"origin": origin, "storageTypes": "indexeddb"}
    devtools.send("Storage.clearDataForOrigin", cleared)
    page = visit.page
    page.reload()
    expect(page.get_by_role("heading", name="What was recorded here is gone")).to_be_visible()
    expect(page.get_by_text("had not been sent when they were last counted")).to_be_visible()
    page.get_by_role("button", name="I have read this").click()
    expect(page.get_by_role("heading", name="Let this tablet in")).to_be_visible()


def test_a_second_inspector_takes_nothing_from_the_first(
    office: Office, tablet: TabletInBrowser
) -> None:
    first, second = office.inspectors()[:2]
    invitation = office.invitation(second)
    office.stop()
    visit = Visit.begin(tablet.page)
    page = visit.page
    office.start()
    page.route("**/sync/v1/push", lambda route: route.abort())
    go(page, "settings")
    page.get_by_role("button", name="Lock and hand over").click()
    expect(page.get_by_role("button", name="New inspector on this tablet")).to_be_visible()
    tablet.enrol(invitation, OTHER_PIN)
    expect(page.get_by_text(second)).to_be_visible()
    page.reload()
    page.get_by_text("Another inspector").click()
    page.get_by_role("button", name=first).click()
    expect(page.get_by_text("records of yours wait to be sent")).to_be_visible()
    tablet.unlock()
    page.unroute("**/sync/v1/push")
    expect_sent(page)
    assert {row.usr for row in office.operations(visit.insp)} == {first}


# Words nobody else writes; the last is the number of a room.
PLANTED = {
    "note": "Quicksilverfish overboard",
    "caption": "Perpendicular walrus",
    "room": "ZQ-77-XJ",
}


def test_words_of_a_visit_stand_nowhere_on_the_disk(
    office: Office, tablet: TabletInBrowser
) -> None:
    visit = Visit.begin(tablet.page)
    page = visit.page
    page.get_by_role("button", name="Add a room").click()
    sheet = page.get_by_role("dialog", name="Add a room")
    sheet.get_by_label("Number", exact=True).fill(PLANTED["room"])
    sheet.get_by_role("button", name="Save").click()
    visit.open_room(PLANTED["room"])
    visit.photograph("call_bell")
    visit.question("call_bell").locator("a").click()
    page.get_by_label("What it shows").fill(PLANTED["caption"])
    expect(page.get_by_text("Saved", exact=True)).to_be_attached()
    visit.see("notes", "Notes")
    page.get_by_label("A note").press_sequentially(PLANTED["note"], delay=60)  # a draft on the way
    visit.note(PLANTED["note"])
    expect_sent(page)
    page.evaluate("word => localStorage.setItem('control', word)", CONTROL)
    go(page, "today")
    page.get_by_role("button", name="Lock now").click()
    expect(page.get_by_role("heading", name="Unlock")).to_be_visible()
    tablet.close()

    found = found_on_disk(tablet.profile, [*PLANTED.values(), CONTROL])
    assert found == {CONTROL}


def found_on_disk(profile: Path, words: list[str]) -> set[str]:
    """Those that stand in any file of the browser's profile, in either encoding that browsers use."""
    looked = {word: [word.encode("utf-8"), word.encode("utf-16-le")] for word in words}
    contents = [path.read_bytes() for path in profile.rglob("*") if path.is_file()]
    assert len(contents) > 20
    return {
        word
        for word, forms in looked.items()
        if any(form in content for form in forms for content in contents)
    }
