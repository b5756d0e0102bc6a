"""What a revoked tablet may still say: what the server has of it, and nothing that comes later."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Flask
from sqlalchemy import select

from inspect_app.extensions import db
from inspect_app.store.devices import DeviceRow
from inspect_app.store.operations import OperationRow
from inspect_app.store.projection import projection_rows, reproject
from inspect_app.store.revocation import revoke
from tests.sync.hand_tablet import HandTablet, enrol


def _revoke(tablet: HandTablet) -> None:
    with tablet.app.app_context():
        device = db.session.get_one(DeviceRow, tablet.dev)
        revoke(db.session(), device, wipe="none", by="u_boss", now=datetime.now(UTC))
        db.session.commit()


def _statuses(tablet: HandTablet) -> dict[int, str]:
    """Place in the chain of the tablet -> status; as they are kept."""
    with tablet.app.app_context():
        query = select(OperationRow.seq, OperationRow.status).where(OperationRow.dev == tablet.dev)
        return {row.seq: row.status for row in db.session.execute(query)}


def _statuses_made_again(tablet: HandTablet) -> dict[int, str]:
    with tablet.app.app_context():
        before = projection_rows(db.session(), tablet.insp)
        reproject(db.session(), tablet.insp, datetime.now(UTC))
        assert projection_rows(db.session(), tablet.insp) == before
        db.session.commit()
    return _statuses(tablet)


def test_a_second_chain_of_a_revoked_tablet_writes_nothing_at_its_old_places(
    app_on_both: Flask,
) -> None:
    tablet = enrol(app_on_both)
    tablet.push(tablet.sealed(tablet.begin()))
    thief = tablet.clone()
    tablet.push(tablet.sealed(tablet.room(), tablet.room()))
    _revoke(tablet)
    said = thief.push(thief.sealed(thief.room()))
    assert (said["res"], said["why"]) == (["quarantine"], ["device_revoked"])
    assert sorted(_statuses_made_again(tablet).items()) == [(1, "ok"), (2, "quarantine"), (3, "ok")]


def test_what_a_colleague_brought_beyond_a_gap_before_the_revocation_stays(
    app_on_both: Flask,
) -> None:
    tablet, colleague = enrol(app_on_both, "u_ana"), enrol(app_on_both, "u_bek")
    envelopes = tablet.rooms(3)
    tablet.push(envelopes[:2])
    colleague.push(envelopes[3:])
    _revoke(tablet)
    assert _statuses_made_again(tablet) == {1: "ok", 2: "ok", 4: "ok"}
    colleague.push(envelopes[2:3])
    assert _statuses_made_again(tablet) == {1: "ok", 2: "ok", 3: "quarantine", 4: "ok"}
