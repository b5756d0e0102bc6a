"""A visit from the gate to the report: all of it without a network, with the browser killed twice."""

from __future__ import annotations

import io
import json
from typing import Any

import pikepdf
import pytest
from playwright.sync_api import expect

from tests.e2e.office import Office
from tests.e2e.supervisor import Supervisor
from tests.e2e.tablet_in_browser import TabletInBrowser
from tests.e2e.visit import NO_ANNEXE, PERSONS, RECTANGLES, Visit, expect_sent, go

pytestmark = pytest.mark.xdist_group("browser")

# Persons, length and width as somebody types them, and the length as it is shown again.
ROOMS = {
    "1-01": (2, "4.20", "2.50", "4.2"),
    "1-02": (4, "5,1", "2,9", "5.1"),
    "1-03": (6, "5.25", "3.05", "5.25"),
}
OBJECTIONS = "The shower was closed for repairs since Monday."


def test_figures_of_a_room_follow_every_key(visit: Visit) -> None:
    visit.open_room("1-01")
    visit.field(RECTANGLES, "Length").fill("4,20")
    visit.field(RECTANGLES, "Width").fill("2.50")
    visit.field(PERSONS).fill("2")
    visit.question(NO_ANNEXE).get_by_role("button", name="There is none").click()
    expect(visit.figure).to_contain_text("5.25 m²")
    expect(visit.figure).to_contain_text("Level 3")
    visit.field(PERSONS).fill("4")
    expect(visit.figure).to_contain_text("2.63 m²")
    expect(visit.figure).to_contain_text("Level 0")


def test_a_visit_without_a_network_arrives_whole_and_once(
    office: Office, tablet: TabletInBrowser
) -> None:
    office.stop()
    visit = Visit.begin(tablet.page)
    app = f"{office.address}/app/"
    for number, (persons, length, width, _) in ROOMS.items():
        visit.open_room(number)
        visit.measure(persons, length, width)
    visit.photograph("call_bell")

    visit = visit.on(tablet.killed_and_started(app))
    expect_measured(visit)
    expect(visit.question("call_bell").locator("a")).to_have_count(1)
    visit.see("questions/space")
    visit.type_in("official_capacity", "533")
    visit.type_in("persons_present", "507")
    visit.choose("free_movement_and_activities", "Yes")
    visit.note("The kitchen was clean.")

    visit = visit.on(tablet.killed_and_started(app))
    visit.see("questions/space")
    expect(visit.field("persons_present")).to_have_value("507")
    visit.sign()
    visit.head_refuses(OBJECTIONS)
    visit.submit()
    expect_receipt(visit)
    shown = visit.score_shown()
    scored = visit.scored()

    office.start()
    expect_sent(visit.page)
    expect_once(office, visit)
    supervisor = Supervisor(office, visit.insp)
    assert outline(supervisor.assessment(visit.insp)) == outline(scored)
    assert visit.score_shown() == shown
    assert outline(carried_by(supervisor.printed(visit.insp, "kk"))) == outline(scored)


def outline(assessment: Any) -> Any:
    """All that the tablet's worker tells at once; findings of single places are told when asked for."""
    criteria = {name: {**one, "findings": []} for name, one in assessment["criteria"].items()}
    return {**assessment, "criteria": criteria, "norms": {}, "personal_space": []}


def carried_by(pdf: bytes) -> Any:
    """The assessment from which the report was printed, as the file holds it."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return json.loads(opened.attachments["result.json"].get_file().read_bytes())["assessment"]


def expect_measured(visit: Visit) -> None:
    for number, (persons, _, _, length) in ROOMS.items():
        visit.open_room(number)
        expect(visit.field(PERSONS)).to_have_value(str(persons))
        expect(visit.field(RECTANGLES, "Length")).to_have_value(length)


def expect_receipt(visit: Visit) -> None:
    visit.page.get_by_role("link", name="Receipt").first.click()
    receipt = visit.page.get_by_role("article")
    expect(receipt.get_by_role("img", name=f"INSP1|{visit.insp}")).to_be_visible()
    expect(receipt).to_contain_text("Refused to sign")


def expect_once(office: Office, visit: Visit) -> None:
    """One chain without a gap, each operation counted, and the files with them."""
    rows = office.operations(visit.insp)
    (dev,) = {row.dev for row in rows}
    assert {row.status for row in rows} == {"ok"}
    assert office.chain_of(dev) == list(range(1, len(rows) + 1))
    go(visit.page, "sync")
    expect(visit.page.get_by_text("No photo or file waits.")).to_be_visible()
