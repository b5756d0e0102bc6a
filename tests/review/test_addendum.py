"""What came after an approval stands beside what was approved, however the log is judged since."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from inspect_app.extensions import db
from inspect_app.services.reviewing import Later, addendum_of, heads_of, late_of
from inspect_app.store.devices import DeviceRow
from inspect_app.store.operations import HeadRow, OperationRow
from inspect_app.store.projection import reproject
from tests.inspection_page.conftest import approve
from tests.inspections.readers import INSP
from tests.inspections.recorded import MEMBER, NOW, add_people
from tests.review.reviewers import WHY, Desk, an_answer, tablet

DENIED = {"state": "access_denied"}
ABSURD, ANEW = ({"state": "answered", "value": value} for value in ("999", "4"))
ON_SITE = "u_on_site"


@pytest.fixture
def desk(office: Flask) -> Desk:
    return Desk(office)


def _addendum(office: Flask) -> tuple[Later, ...]:
    with office.app_context():
        return addendum_of(db.session(), INSP, late_of(db.session(), INSP))


def _addendum_on(desk: Desk) -> str:
    return desk.text().split('id="addendum"')[1].split("</table>")[0]


def _comes_later(office: Flask, head: HeadRow) -> None:
    with tablet(office) as stream:
        stream.record(head.entity, {head.field: DENIED}, by=MEMBER, base=[head.op_id])


def _no_longer_believed(office: Flask, op: str) -> None:
    """The tablet that recorded it turns out not to have been its holder's from there on."""
    with office.app_context():
        session = db.session()
        row = session.get_one(OperationRow, op)
        device = session.get_one(DeviceRow, row.dev)
        device.revoked_at, device.revoked_after_seq = NOW + timedelta(days=9), row.seq - 1
        reproject(session, INSP, NOW)
        session.commit()


def test_what_was_approved_stands_beside_it_though_the_heads_have_moved(
    office: Flask, desk: Desk
) -> None:
    head = an_answer(office)
    desk.approve()
    _comes_later(office, head)
    (later,), page = _addendum(office), _addendum_on(desk)
    assert (later.write.value, later.standing) == (DENIED, (json.loads(head.value),))
    _no_longer_believed(office, head.op_id)
    with office.app_context():
        assert db.session.get(HeadRow, (INSP, head.entity, head.field, head.op_id)) is None
    assert [one.standing for one in _addendum(office)] == [later.standing]
    assert _addendum_on(desk) == page


def test_what_was_replaced_or_left_unapplied_is_no_part_of_what_was_approved(
    office: Flask, desk: Desk
) -> None:
    head = an_answer(office)
    with office.app_context():
        add_people(db.session(), ON_SITE)
        db.session.commit()
    with tablet(office) as stream:
        op = stream.record(head.entity, {head.field: ABSURD}, by=ON_SITE, base=[head.op_id])
        later = stream.record(head.entity, {head.field: ANEW}, base=[head.op_id])
    desk.done("set-aside", op=[op], why=WHY)
    desk.approve()
    with tablet(office) as stream:
        stream.record(head.entity, {head.field: DENIED}, by=MEMBER, base=[later])
    assert [one.standing for one in _addendum(office)] == [(ANEW,)]


def test_what_waited_was_set_aside_and_then_came_was_approved(office: Flask, desk: Desk) -> None:
    with tablet(office) as stream:
        op = stream.record("room:new", {"number": "12"})
    desk.done("set-aside", op=[op], why=WHY)
    with tablet(office) as stream:
        writes = {"kind": "cell", "is_in_use": False}
        stream.record("room:new", writes, "create", type="room", parent=None)
    desk.approve()
    with tablet(office) as stream:
        stream.record("room:new", {"number": "13"}, base=[op])
    assert [one.standing for one in _addendum(office)] == [("12",)]


def test_answers_that_differed_when_it_was_approved_stand_both(office: Flask) -> None:
    with office.app_context():
        disputed = select(HeadRow.entity, HeadRow.field).group_by(HeadRow.entity, HeadRow.field)
        two = disputed.having(func.count(HeadRow.value.distinct()) > 1).limit(1)
        entity, field = db.session.execute(two).one()
        values = [json.loads(row.value) for row in heads_of(db.session(), INSP, entity, field)]
    approve(office)
    with tablet(office) as stream:
        stream.record(entity, {field: DENIED}, by=MEMBER, base=())
    assert [list(one.standing) for one in _addendum(office)] == [values]
