"""A visit that comes back with remarks: they are read and answered on the tablet, and the desk knows."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from inspect_app.api.acting import record
from inspect_app.app import create_app
from inspect_app.extensions import db
from inspect_app.services.reviewing import (
    Act,
    Anchor,
    Remark,
    approving,
    remarking,
    remarks_of,
    returning,
)
from inspect_app.store.accounts import AccountRow
from tests.e2e.office import Office
from tests.e2e.visit import PERSONS, Visit, expect_sent, go

pytestmark = pytest.mark.xdist_group("browser")


def at_the_desk(office: Office, acts: Sequence[Act], action: str) -> None:
    """What a supervisor signs in the office, as the pages do it."""
    with create_app(office.settings).app_context():
        role = select(AccountRow.id).where(AccountRow.role == "supervisor")
        record(db.session.scalars(role).first() or "", acts, action)
        db.session.commit()


def open_remarks(office: Office, visit: Visit) -> list[Remark]:
    with create_app(office.settings).app_context():
        return [one for one in remarks_of(db.session(), visit.insp) if one.is_open]


def submitted(visit: Visit) -> str:
    """A visit with one room measured, on the server; the room's entity."""
    visit.open_room("1-01")
    visit.measure(4, "4.20", "2.50")
    room = f"room:{visit.page.url.split('/room/')[1].split('?')[0]}"
    visit.sign()
    visit.submit()
    expect_sent(visit.page)
    return room


def return_with_two_remarks(office: Office, visit: Visit, room: str) -> None:
    field = f"answer.{PERSONS}"
    said = next(
        row.op_id
        for row in office.operations(visit.insp)
        if row.entity == room and field.encode() in row.body
    )
    acts = [
        remarking(visit.insp, Anchor(room, field, said), "Who counted them?"),
        remarking(visit.insp, Anchor(room, criterion="SP01"), "Is this room in use?"),
    ]
    at_the_desk(
        office, [*acts, returning(visit.insp, [act.entity for act in acts])], "review.return"
    )


def test_remarks_come_back_to_where_they_belong_and_are_answered_there(
    office: Office, visit: Visit
) -> None:
    page = visit.page
    room = submitted(visit)
    return_with_two_remarks(office, visit, room)
    expect_sent(page)
    go(page, "today")
    expect(page.get_by_text("2 of 2 remarks open")).to_be_visible()
    visit.open_room("1-01")
    visit.reply("Who counted them?", "We did, at seven in the morning.")
    visit.see("score/criterion/SP01")
    visit.reply("Is this room in use?", "It is.")
    visit.see("notes", "Notes")
    expect(page.get_by_text("2 remarks, all answered")).to_be_visible()
    expect_sent(page)
    assert open_remarks(office, visit) == []


def test_a_submission_with_an_open_remark_is_warned_of_and_an_approved_visit_is_closed(
    office: Office, visit: Visit
) -> None:
    page = visit.page
    room = submitted(visit)
    return_with_two_remarks(office, visit, room)
    expect_sent(page)
    visit.sign()
    page.get_by_role("button", name="Submit", exact=True).click()
    sheet = page.get_by_role("dialog", name="Submit")
    expect(sheet.get_by_text("Who counted them?")).to_be_visible()
    sheet.get_by_role("button", name="Submit", exact=True).click()
    expect(page.get_by_text("Submitted", exact=True)).to_be_visible()
    expect_sent(page)
    assert len(open_remarks(office, visit)) == 2
    at_the_desk(office, [approving(visit.insp, 1, {})], "review.approve")
    expect_sent(page)
    visit.see("rooms", "Rooms")
    expect(page.get_by_text("kept as an addendum")).to_be_visible()
    visit.see("sign", "Sign-off")
    expect(page.get_by_role("button", name="Submit")).to_have_count(0)
