"""Whoever lets a tablet in could have used it: shown to every reviewer, and waived only with words."""

from __future__ import annotations

import pytest
from flask import Flask

from inspect_app.extensions import db
from inspect_app.services.reviewing import BY_THE_SERVER, tablets_of
from inspect_app.store.devices import EnrolmentCodeRow
from inspect_app.store.review import ApprovalRow
from tests.inspections.readers import INSP, SUPERVISOR
from tests.inspections.recorded import LEAD, MEMBER, NOW, device_of
from tests.review.conftest import SECOND
from tests.review.reviewers import WHY, Desk

KEY = f"waive:own_tablet:{device_of(LEAD)}"


def _let_in(office: Flask, person: str, by: str) -> None:
    with office.app_context():
        code = EnrolmentCodeRow(code_sha256=f"{person:x<64}", account_id=person, made_by=by)
        code.expires_at, code.device_id = NOW, device_of(person)
        db.session.add(code)
        db.session.commit()


@pytest.fixture
def invited(office: Flask) -> Flask:
    """The supervisor let the lead's tablet in; the other one was enrolled at the console."""
    _let_in(office, LEAD, SUPERVISOR)
    _let_in(office, MEMBER, BY_THE_SERVER)
    return office


def test_every_tablet_that_recorded_is_named_with_who_let_it_in(invited: Flask) -> None:
    with invited.app_context():
        found = {one.account: one for one in tablets_of(db.session(), INSP)}
    assert found[LEAD].invited_by == SUPERVISOR
    assert found[MEMBER].invited_by == BY_THE_SERVER
    assert found[LEAD].records > found[MEMBER].records > 0


def test_the_page_says_it_to_whoever_let_it_in_and_to_others(invited: Flask) -> None:
    assert "1 tablet that you let in recorded here" in Desk(invited).text()
    other = Desk(invited, SECOND).text()
    assert "that you let in" not in other
    assert f"Somebody called {SUPERVISOR}" in other.split('id="tablets"', 1)[1]


def test_a_reviewer_approves_over_a_tablet_of_their_own_only_with_words(invited: Flask) -> None:
    desk = Desk(invited)
    desk.settle_all()
    form = desk.approval()
    assert desk.refusal("approval", **(form | {KEY: "."}))[0] == 409
    desk.done("approval", **form)
    assert "approved over a tablet that the reviewer had let in" in desk.text()
    with invited.app_context():
        waived = {one["key"]: one["why"] for one in db.session.get_one(ApprovalRow, INSP).waivers}
    assert waived[KEY.removeprefix("waive:")] == WHY


def test_another_reviewer_need_not_waive_it(invited: Flask) -> None:
    desk = Desk(invited, SECOND)
    desk.settle_all()
    assert KEY not in desk.approval()
    desk.approve()
