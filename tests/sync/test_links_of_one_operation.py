"""One body under the links of several devices: it is judged by the best of them, whoever was first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from itertools import permutations
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from inspect_app.domain.operations import Envelope
from inspect_app.extensions import db
from inspect_app.services.sync_in import Delivery, prepare, read_devices, take_in
from inspect_app.store.audit import AuditRow
from inspect_app.store.devices import DeviceRow
from inspect_app.store.projection import projection_rows, reproject
from inspect_app.store.revocation import revoke
from tests.sync.hand_tablet import HandTablet, enrol

LATER = datetime(2100, 1, 1, tzinfo=UTC)
Pair = tuple[HandTablet, HandTablet]


@pytest.fixture
def pair(app_on_both: Flask) -> Pair:
    """The lead, and a colleague on the team who signs what is not his."""
    return _pair(app_on_both)


def _pair(app: Flask) -> Pair:
    lead, evil = enrol(app, "u_ana"), enrol(app, "u_bek")
    evil.insp = lead.insp
    lead.push([lead.seal(lead.begin(team=["u_bek"]))])
    return lead, evil


def _pushed(tablet: HandTablet, *envelopes: dict[str, Any]) -> list[tuple[str, str | None]]:
    said = tablet.push(envelopes)
    return list(zip(said["res"], said["why"], strict=True))


def _rows(tablet: HandTablet) -> Mapping[str, Any]:
    """What the tables say, which is what they say when they are made again."""
    with tablet.app.app_context():
        kept = projection_rows(db.session(), tablet.insp)
        reproject(db.session(), tablet.insp, datetime.now(UTC))
        assert projection_rows(db.session(), tablet.insp) == kept
        db.session.rollback()
    return kept


def _numbers(tablet: HandTablet) -> list[tuple[str, str]]:
    """Number of each room, and the device that it counts for."""
    return sorted((row[4], row[7]) for row in _rows(tablet)["head"] if row[2] == "number")


def _revoke(tablet: HandTablet) -> None:
    with tablet.app.app_context():
        device = db.session.get_one(DeviceRow, tablet.dev)
        revoke(db.session(), device, wipe="none", by="u_boss", now=datetime.now(UTC))
        db.session.commit()


def test_an_author_gets_back_what_a_colleague_signed_first(pair: Pair, stored: Session) -> None:
    lead, evil = pair
    body = lead.room(number="1")
    own = lead.seal(body)
    assert _pushed(evil, evil.seal(body)) == [("quarantine", "other_user")]
    assert _pushed(lead, own) == [("stored", None)]
    assert _numbers(lead) == [('"1"', lead.dev)]
    assert _pushed(lead, own) == [("dup", None)]
    lines = stored.execute(select(AuditRow.action, AuditRow.subject).order_by(AuditRow.id))
    noted = [tuple(line) for line in lines if line.action.startswith("sync.")]
    assert noted == [("sync.quarantine", evil.dev), ("sync.released", lead.dev)]


def test_readers_are_given_the_envelope_of_the_author_and_not_of_who_was_first(pair: Pair) -> None:
    lead, evil = pair
    body = lead.room(number="1")
    own = lead.seal(body)
    _pushed(evil, evil.seal(body))
    _pushed(lead, own)
    given = evil.page()["ops"][-1]
    assert {name: given[name] for name in own} == own


def test_what_a_colleague_signed_alone_stays_apart(pair: Pair) -> None:
    lead, evil = pair
    body = lead.room(number="1")
    for _ in range(2):
        assert _pushed(evil, evil.seal(body)) == [("quarantine", "other_user")]
    assert _numbers(lead) == []


def test_an_author_says_again_on_a_new_tablet_what_came_from_a_revoked_one(pair: Pair) -> None:
    lead, carrier = pair
    body = lead.room(number="1")
    relayed = lead.seal(body)
    _revoke(lead)
    assert _pushed(carrier, relayed) == [("quarantine", "device_revoked")]
    new = enrol(lead.app, "u_ana")
    new.insp = lead.insp
    assert _pushed(new, new.seal(body)) == [("stored", None)]
    assert _numbers(new) == [('"1"', new.dev)]


def _rows_after(session: Session, insp: str, carrier: str, sent: Sequence[Any]) -> Any:
    """What the tables say when these came one by one; then it is undone."""
    for said in sent:
        envelope = Envelope(**said | {"body": said["body"].encode()})
        delivery = Delivery(carrier, (envelope,))
        take_in(session, prepare(delivery, read_devices(session, delivery)), LATER)
    kept = projection_rows(session, insp)
    reproject(session, insp, LATER)
    assert projection_rows(session, insp) == kept
    session.rollback()
    return kept


def test_the_order_in_which_links_arrive_decides_nothing(pair: Pair, stored: Session) -> None:
    lead, evil = pair
    new = enrol(lead.app, "u_ana")
    body = lead.room(number="1")
    by_revoked, by_author, by_evil = lead.seal(body), new.seal(body), evil.seal(body)
    _revoke(lead)
    every = permutations((by_revoked, by_author, by_evil))
    first, *others = [_rows_after(stored, lead.insp, evil.dev, sent) for sent in every]
    assert {row[1] for row in first["operation"]} == {"ok"}
    assert [row[7] for row in first["head"] if row[2] == "number"] == [new.dev]
    assert all(other == first for other in others)


def test_links_that_give_no_right_are_weighed_in_one_order(pair: Pair, stored: Session) -> None:
    lead, evil = pair
    body = lead.room(number="1")
    links = (lead.seal(body), evil.seal(body))
    _revoke(lead)
    one, other = (_rows_after(stored, lead.insp, evil.dev, sent) for sent in permutations(links))
    assert one == other
    assert "device_revoked" in {row[2] for row in one["operation"]}


def test_both_in_one_delivery_are_judged_by_the_better(pair: Pair) -> None:
    lead, evil = pair
    body = lead.room(number="1")
    said = _pushed(evil, evil.seal(body), lead.seal(body))
    assert said == [("stored", None)] * 2
    assert _numbers(lead) == [('"1"', lead.dev)]


def test_of_two_tablets_of_the_author_the_first_stays(pair: Pair) -> None:
    lead, _ = pair
    body = lead.room(number="1")
    lead.push([lead.seal(body)])
    new = enrol(lead.app, "u_ana")
    assert _pushed(new, new.seal(body)) == [("stored", None)]
    assert _numbers(lead) == [('"1"', lead.dev)]


def test_a_creation_that_another_signed_first_makes_its_author_the_lead(
    app_on_both: Flask,
) -> None:
    lead, evil = enrol(app_on_both, "u_ana"), enrol(app_on_both, "u_bek")
    begin = lead.begin()
    evil.push([evil.seal(begin)])
    assert _pushed(lead, *lead.sealed(begin, lead.room(number="1"))) == [("stored", None)] * 2
    assert _numbers(lead) == [('"1"', lead.dev)]
