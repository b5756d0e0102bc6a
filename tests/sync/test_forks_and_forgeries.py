"""Chains that contradict themselves, signatures that are not right, and what others carry."""

from __future__ import annotations

import json
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from inspect_app.domain.operations import un64
from inspect_app.signing import new_key, sign
from inspect_app.store.audit import AuditRow
from inspect_app.store.devices import DeviceRow
from inspect_app.store.operations import LinkRow, OperationRow
from tests.sync.hand_tablet import HandTablet, enrol


def test_a_fork_is_kept_and_told(tablet_on_both: HandTablet, stored: Session) -> None:
    tablet = tablet_on_both
    tablet.push(tablet.rooms(1))
    clone = tablet.clone()
    tablet.push([tablet.seal(tablet.room())])
    said = clone.push([clone.seal(clone.room())])
    assert (said["res"], said["fork"]) == (["stored"], True)
    assert said["head"] == {"seq": 3, "link": tablet.link}
    places = stored.scalars(select(LinkRow.link).where(LinkRow.seq == 3)).all()
    assert set(places) == {tablet.link, clone.link}
    forks = stored.scalars(select(AuditRow).where(AuditRow.action == "sync.fork")).all()
    assert [(row.subject, row.details["places"]) for row in forks] == [(tablet.dev, [3])]


def test_each_branch_of_a_fork_is_read_with_its_own_envelope(tablet_on_both: HandTablet) -> None:
    tablet = tablet_on_both
    tablet.push(tablet.rooms(0))
    clone = tablet.clone()
    mine, others = tablet.seal(tablet.room()), clone.seal(clone.room())
    tablet.push([mine])
    clone.push([others])
    read = tablet.page()["ops"][1:]
    carried = [{key: op[key] for key in ("dev", "seq", "prev", "body", "sig")} for op in read]
    assert carried == [mine, others]


def test_the_head_shows_a_clone_that_its_chain_is_not_the_servers(tablet: HandTablet) -> None:
    clone = tablet.clone()
    tablet.push(tablet.rooms(3))
    behind = clone.push([])["head"]
    assert behind["seq"] > clone.seq
    clone.rooms(5)
    beside = clone.push([clone.seal(clone.room())])
    assert (beside["res"], beside["need"]) == ([None], 5)
    assert beside["head"]["link"] != clone.link


def test_a_cloned_tablet_is_enrolled_anew_and_loses_nothing(
    tablet: HandTablet, stored: Session
) -> None:
    begin = tablet.begin()
    tablet.push([tablet.seal(begin)])
    clone = tablet.clone()
    tablet.push([tablet.seal(tablet.room())])
    unsent = [clone.room(), clone.room()]
    clone.sealed(*unsent)
    again = enrol(tablet.app, tablet.usr)
    said = again.push(again.sealed(begin, *unsent))
    assert said["res"] == ["stored"] * 3
    assert said["head"] == {"seq": 3, "link": again.link}
    assert stored.scalar(select(func.count()).select_from(OperationRow)) == 4


def test_a_forged_signature_ends_the_batch_there(
    tablet_on_both: HandTablet, stored: Session
) -> None:
    tablet = tablet_on_both
    batch = tablet.rooms(3)
    batch[2] = _forged(batch[2])
    said = tablet.push([*batch[:2], batch[2]])
    assert (said["res"], said["why"][2]) == (["stored", "stored", "bad"], "wrong_signature")
    assert said["head"]["seq"] == 2
    assert stored.scalar(select(func.count()).select_from(OperationRow)) == 2
    assert stored.scalars(select(AuditRow.details)).all()[-1] == {"count": 1, "places": [3]}


def test_a_changed_body_is_found_in_the_middle_of_a_batch(tablet: HandTablet) -> None:
    batch = tablet.rooms(4)
    batch[2] = batch[2] | {"body": tablet.room("changed").decode()}
    said = tablet.push(batch)
    assert said["res"] == ["stored", "stored", "bad", None, None]
    assert (said["head"]["seq"], said["need"]) == (2, None)


def test_a_changed_signature_in_the_middle_changes_nothing(tablet: HandTablet) -> None:
    batch = tablet.rooms(3)
    batch[1] = _forged(batch[1])
    assert tablet.push(batch)["res"] == ["stored"] * 4


def test_what_is_here_already_needs_no_signature(tablet: HandTablet) -> None:
    batch = tablet.rooms(1)
    tablet.push(batch)
    assert tablet.push([batch[0], _forged(batch[1])])["res"] == ["dup", "dup"]


def test_half_a_character_cannot_have_been_signed(tablet: HandTablet) -> None:
    whole = tablet.seal(tablet.begin())
    assert tablet.push([whole | {"body": "\ud800"}])["res"] == ["bad"]


def test_a_colleague_carries_what_a_tablet_could_not_send(
    app_on_both: Flask, stored: Session
) -> None:
    author, carrier = enrol(app_on_both, "u_ana"), enrol(app_on_both, "u_bek")
    batch = author.rooms(3)
    said = carrier.push([batch[3], *batch[:2]])
    assert said["res"] == ["stored"] * 3
    assert said["head"] == {"seq": 0, "link": carrier.link}
    assert author.push([])["head"]["seq"] == 2
    back = author.push(batch)
    assert back["res"] == ["dup", "dup", "stored", "dup"]
    assert back["head"] == {"seq": 4, "link": author.link}
    assert set(stored.scalars(select(OperationRow.via_dev))) == {author.dev, carrier.dev}


def test_a_fork_of_somebody_else_does_not_concern_the_carrier(
    app_on_both: Flask, stored: Session
) -> None:
    author, carrier = enrol(app_on_both, "u_ana"), enrol(app_on_both, "u_bek")
    author.push(author.rooms(0))
    clone = author.clone()
    author.push([author.seal(author.room())])
    said = carrier.push([clone.seal(clone.room())])
    assert (said["res"], said["fork"]) == (["stored"], False)
    assert said["head"] == {"seq": 0, "link": carrier.link}
    fork = stored.scalars(select(AuditRow).where(AuditRow.action == "sync.fork")).one()
    assert (fork.actor, fork.subject) == (carrier.dev, author.dev)


def test_one_bad_operation_of_somebody_else_does_not_stop_the_others(app: Flask) -> None:
    author, carrier = enrol(app, "u_ana"), enrol(app, "u_bek")
    batch = author.rooms(2)
    mine = carrier.seal(carrier.begin())
    said = carrier.push([_forged(batch[2]), batch[0], batch[1], mine])
    assert said["res"] == ["bad", "stored", "stored", "stored"]
    assert said["head"]["seq"] == 1


def test_an_author_whom_the_server_does_not_know_proves_nothing(app: Flask) -> None:
    carrier = enrol(app)
    stranger = carrier.clone()
    stranger.dev, stranger.key = "d_nobody", new_key()
    said = carrier.push([stranger.seal(stranger.begin())])
    assert (said["res"], said["why"]) == (["bad"], ["unknown_device"])


def test_what_a_revoked_tablet_sends_is_kept_apart(
    tablet_on_both: HandTablet, stored: Session
) -> None:
    tablet = tablet_on_both
    tablet.push(tablet.rooms(1))
    _revoke(stored, tablet)
    said = tablet.push([tablet.seal(tablet.room())])
    assert (said["res"], said["why"]) == (["quarantine"], ["device_revoked"])
    assert (said["revoked"], said["wipe"]) == (True, "none")
    assert said["head"] == {"seq": 3, "link": tablet.link}


@pytest.mark.parametrize("change", [{"prev": "A" * 43}, {"seq": 7}])
def test_an_operation_cannot_be_moved_to_another_place(
    tablet: HandTablet, change: dict[str, Any]
) -> None:
    moved = tablet.seal(tablet.begin()) | change
    assert tablet.push([moved])["res"] == ["bad"]


def test_an_operation_cannot_be_moved_to_another_chain(app: Flask) -> None:
    one, other = enrol(app, "u_ana"), enrol(app, "u_bek")
    stolen = one.seal(one.begin()) | {"dev": other.dev}
    assert other.push([stolen])["res"] == ["bad"]


def _forged(envelope: dict[str, Any]) -> dict[str, Any]:
    """Signed by a key that is not the author's."""
    return envelope | {"sig": sign(new_key(), un64(json.dumps(envelope["seq"]).zfill(4)))}


def _revoke(session: Session, tablet: HandTablet) -> None:
    device = session.get_one(DeviceRow, tablet.dev)
    device.revoked_at, device.revoked_after_seq = device.enrolled_at, device.head_seq
    session.commit()
