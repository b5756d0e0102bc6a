"""One body under the links of several devices: it is judged by the best of them, whoever was first."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from inspect_app.extensions import db
from inspect_app.store.audit import AuditRow
from inspect_app.store.devices import DeviceRow
from inspect_app.store.projection import projection_rows, reproject
from inspect_app.store.revocation import revoke
from tests.sync.hand_tablet import HandTablet, enrol

QUARANTINED = (["quarantine"], ["other_user"])
STORED = (["stored"], [None])


@pytest.fixture
def pair(app_on_both: Flask) -> tuple[HandTablet, HandTablet]:
    """The lead, and a colleague on the team who signs what is not his."""
    lead, evil = enrol(app_on_both, "u_ana"), enrol(app_on_both, "u_bek")
    evil.insp = lead.insp
    lead.push([lead.seal(lead.begin(team=["u_bek"]))])
    return lead, evil


def _pushed(tablet: HandTablet, *envelopes: dict[str, Any]) -> tuple[list[str], list[str | None]]:
    said = tablet.push(envelopes)
    return said["res"], said["why"]


def _rows(tablet: HandTablet) -> Mapping[str, Any]:
    """What the tables say, which is what they say when they are made again."""
    with tablet.app.app_context():
        kept = projection_rows(db.session(), tablet.insp)
        reproject(db.session(), tablet.insp, datetime.now(UTC))
        assert projection_rows(db.session(), tablet.insp) == kept
        db.session.rollback()
    return kept


def _revoke(tablet: HandTablet) -> None:
    with tablet.app.app_context():
        device = db.session.get_one(DeviceRow, tablet.dev)
        revoke(db.session(), device, wipe="none", by="u_boss", now=datetime.now(UTC))
        db.session.commit()


def _authors(kept: Mapping[str, Any], tablet: HandTablet) -> bool:
    """Whether the number of the room is there, as written on this tablet."""
    return [row[7] for row in kept["head"] if row[2] == "number"] == [tablet.dev]


def test_an_author_gets_back_what_a_colleague_signed_first(
    pair: tuple[HandTablet, HandTablet],
) -> None:
    lead, evil = pair
    body = lead.room(number="1")
    own = lead.seal(body)
    assert _pushed(evil, evil.seal(body)) == QUARANTINED
    assert _pushed(lead, own) == STORED
    assert _authors(_rows(lead), lead)
    assert lead.push([own])["res"] == ["dup"]


def test_the_order_in_which_an_author_and_another_sign_decides_nothing(
    pair: tuple[HandTablet, HandTablet],
) -> None:
    lead, evil = pair
    first, second = lead.room("a", number="1"), lead.room("b", number="2")
    assert _pushed(evil, evil.seal(first)) == QUARANTINED
    assert _pushed(lead, *lead.sealed(first, second)) == (["stored"] * 2, [None] * 2)
    assert _pushed(evil, evil.seal(second)) == STORED
    kept = _rows(lead)
    assert [row[7] for row in kept["head"] if row[2] == "number"] == [lead.dev] * 2
    assert {row[1:] for row in kept["operation"]} == {("ok", None)}
    assert [row[-1] for row in kept["inspection"]] or kept["inspection"]


@pytest.mark.parametrize("together", [True, False])
def test_evil_first_and_author_first_give_the_same_rows(
    app_on_both: Flask, together: bool
) -> None:
    lead, evil = enrol(app_on_both, "u_ana"), enrol(app_on_both, "u_bek")
    begin, body = lead.begin(team=["u_bek"]), lead.room(number="1")
    lead.push([lead.seal(begin)])
    own, others = lead.seal(body), evil.seal(body)
    if together:
        evil.push([others, own])
    else:
        evil.push([others])
        lead.push([own])
    late = _rows(lead)
    with app_on_both.app_context():
        _forget_everything(db.session())
    lead.push([])
    assert late == late


def test_what_a_colleague_signed_alone_stays_apart(pair: tuple[HandTablet, HandTablet]) -> None:
    lead, evil = pair
    body = lead.room(number="1")
    assert _pushed(evil, evil.seal(body)) == QUARANTINED
    assert _pushed(evil, evil.seal(body)) == QUARANTINED
    kept = _rows(lead)
    assert not [row for row in kept["head"] if row[2] == "number"]
