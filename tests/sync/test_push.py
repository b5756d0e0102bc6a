"""What becomes of each operation that a tablet deposits, on both databases."""

from __future__ import annotations

import json
from typing import Any

import pytest
import rfc8785
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from inspect_app.store.audit import AuditRow
from inspect_app.store.devices import DeviceRow
from inspect_app.store.jobs import JobRow
from inspect_app.store.operations import LinkRow, OperationRow, StreamRow
from tests.sync.hand_tablet import HandTablet, enrol


def test_operations_are_stored_numbered_and_acknowledged(
    tablet_on_both: HandTablet, stored: Session
) -> None:
    tablet = tablet_on_both
    said = tablet.push(tablet.rooms(3))
    assert said["res"] == ["stored"] * 4
    assert said["head"] == {"seq": 4, "link": tablet.link}
    assert (said["need"], said["fork"], said["durable"], said["cp"]) == (None, False, 0, None)
    rows = stored.scalars(select(OperationRow).order_by(OperationRow.n)).all()
    assert [row.n for row in rows] == [1, 2, 3, 4]
    stream = stored.get_one(StreamRow, tablet.insp)
    assert (stream.n, stream.chain) == (4, rows[-1].chain)


def test_what_is_sent_again_is_taken_once(tablet_on_both: HandTablet, stored: Session) -> None:
    tablet = tablet_on_both
    batch = tablet.rooms(3)
    tablet.push(batch)
    again = tablet.push(batch)
    assert again["res"] == ["dup"] * 4
    assert again["head"] == {"seq": 4, "link": tablet.link}
    assert stored.scalar(select(func.count()).select_from(OperationRow)) == 4
    assert stored.scalar(select(func.count()).select_from(LinkRow)) == 4


def test_a_second_signature_of_the_same_link_is_the_same_operation(tablet: HandTablet) -> None:
    copy = tablet.clone()
    body = tablet.begin()
    first, second = tablet.seal(body), copy.seal(body)
    assert first["sig"] != second["sig"]
    tablet.push([first])
    assert tablet.push([second])["res"] == ["dup"]


def test_after_a_gap_the_server_names_the_place_to_go_on_from(tablet_on_both: HandTablet) -> None:
    batch = tablet_on_both.rooms(4)
    tablet_on_both.push(batch[:2])
    said = tablet_on_both.push(batch[3:])
    assert (said["res"], said["need"]) == ([None, None], 3)
    assert said["head"]["seq"] == 2
    assert tablet_on_both.push(batch[2:])["res"] == ["stored"] * 3


def test_operations_out_of_order_in_one_batch_are_taken_in_order(tablet: HandTablet) -> None:
    said = tablet.push(list(reversed(tablet.rooms(4))))
    assert said["res"] == ["stored"] * 5
    assert said["head"]["seq"] == 5


def test_what_builds_on_nothing_is_held_until_it_arrives(
    tablet_on_both: HandTablet, stored: Session
) -> None:
    tablet = tablet_on_both
    begin = tablet.begin()
    held = tablet.push([tablet.seal(tablet.room())])
    assert (held["res"], held["why"]) == (["held"], ["no_inspection"])
    assert tablet.push([tablet.seal(begin)])["res"] == ["stored"]
    assert set(stored.scalars(select(OperationRow.status))) == {"ok"}


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"v": 2}, "newer_version"),
        ({"k": "measure"}, "unknown_kind"),
        ({"sets": [{"f": "colour", "val": "red", "base": []}]}, "unknown_field"),
        ({"usr": "u_somebody"}, "other_user"),
    ],
)
def test_what_cannot_be_applied_is_kept_and_never_refused(
    tablet: HandTablet, stored: Session, more: dict[str, object], why: str
) -> None:
    strange = json.loads(tablet.room()) | more
    said = tablet.push(tablet.sealed(tablet.begin(), _bytes(strange)))
    assert (said["res"], said["why"]) == (["stored", "quarantine"], [None, why])
    kept = stored.get_one(OperationRow, strange["op"])
    assert (kept.n, kept.body) == (2, _bytes(strange))
    assert _audited(stored) == [("sync.quarantine", {"count": 1, "places": [2]})]


@pytest.mark.parametrize("text", ["", "no JSON", '{"b":1,"a":2}', '{"op":"a"}', "[]", '"\\ud800"'])
def test_what_is_no_operation_at_all_is_kept_and_blocks_nothing(
    tablet: HandTablet, stored: Session, text: str
) -> None:
    said = tablet.push(tablet.sealed(tablet.begin(), text.encode(), tablet.room()))
    assert said["res"] == ["stored", "quarantine", "stored"]
    assert said["why"] == [None, "bad_body", None]
    assert said["head"]["seq"] == 3
    kept = stored.scalars(select(OperationRow).where(OperationRow.insp == "unreadable")).one()
    assert (kept.body, kept.op_id) == (text.encode(), f"x_{kept.bh[:40]}")


def test_the_names_that_the_server_keeps_for_itself_are_no_operations(tablet: HandTablet) -> None:
    own_stream = tablet.body("room:a", insp="unreadable")
    own_id = tablet.body("room:a", op="x_00")
    said = tablet.push(tablet.sealed(own_stream, own_id))
    assert said["why"] == ["bad_body", "bad_body"]


@pytest.mark.parametrize("wall", ["1970-01-01T00:00:00Z", "2199-01-01T00:00:00+05:00", "noon"])
def test_a_wrong_clock_is_no_reason_to_refuse(tablet: HandTablet, wall: str) -> None:
    begin = json.loads(tablet.begin()) | {"t": {"w": wall, "m": 1, "bt": "s"}}
    assert tablet.push([tablet.seal(_bytes(begin))])["res"] == ["stored"]


def test_one_body_under_two_places_is_one_operation(
    tablet_on_both: HandTablet, stored: Session
) -> None:
    tablet = tablet_on_both
    again = enrol(tablet.app, tablet.usr, tablet.key)
    bodies = [tablet.begin(), tablet.room()]
    tablet.push(tablet.sealed(*bodies))
    said = again.push(again.sealed(*bodies))
    assert said["res"] == ["stored", "stored"]
    assert said["head"]["seq"] == 2
    assert stored.scalar(select(func.count()).select_from(OperationRow)) == 2
    assert stored.scalar(select(func.count()).select_from(LinkRow)) == 4


def test_a_second_body_under_one_id_replaces_nothing_and_is_kept(
    tablet_on_both: HandTablet, stored: Session
) -> None:
    tablet = tablet_on_both
    first = json.loads(tablet.room("a", number="1"))
    second = first | {"sets": [{"f": "number", "val": "2", "base": []}]}
    said = tablet.push(tablet.sealed(tablet.begin(), _bytes(first), _bytes(second)))
    assert said["res"] == ["stored", "stored", "clash"]
    assert stored.get_one(OperationRow, first["op"]).body == _bytes(first)
    kept = stored.scalars(select(OperationRow).where(OperationRow.reason == "clash")).one()
    assert (kept.insp, kept.status, kept.body) == ("unreadable", "quarantine", _bytes(second))
    assert tablet.page()["n"] == 2


def test_an_unsigned_deposit_is_taken_but_says_nothing_about_the_tablet(
    tablet: HandTablet, stored: Session
) -> None:
    said = tablet.push(tablet.rooms(1), signed=False, pending=9, local_head=11)
    assert said["res"] == ["stored", "stored"]
    device = stored.get_one(DeviceRow, tablet.dev)
    assert (device.told_head, device.told_pending, device.seen_at) == (None, None, None)


def test_a_signed_deposit_says_how_much_the_tablet_still_holds(
    tablet: HandTablet, stored: Session
) -> None:
    tablet.push(tablet.rooms(1), pending=9, local_head=11)
    device = stored.get_one(DeviceRow, tablet.dev)
    assert (device.told_head, device.told_pending) == (11, 9)
    assert device.seen_at is not None


def test_a_stranger_cannot_speak_in_the_name_of_a_tablet(
    tablet: HandTablet, stored: Session
) -> None:
    other = enrol(tablet.app, "u_bek")
    said = {"nonce": "n", "dev": tablet.dev, "ops": [], "pending": 0, "local_head": 0}
    answer = other.send("/sync/v1/push", said)
    assert answer.status_code == 200
    assert stored.get_one(DeviceRow, tablet.dev).told_head is None


def test_each_touched_inspection_is_to_be_assessed_once(
    tablet_on_both: HandTablet, stored: Session
) -> None:
    tablet = tablet_on_both
    tablet.push(tablet.rooms(2))
    tablet.push(tablet.sealed(tablet.room(), tablet.body("room:x", insp="another")))
    keys = stored.scalars(select(JobRow.key).order_by(JobRow.key)).all()
    assert sorted(keys) == sorted([f"assess:{tablet.insp}", "assess:another"])


def test_what_lies_in_a_verified_backup_is_durable(
    tablet_on_both: HandTablet, stored: Session
) -> None:
    tablet = tablet_on_both
    tablet.push(tablet.rooms(3))
    stored.get_one(StreamRow, tablet.insp).backed_n = 2
    stored.commit()
    assert tablet.push([])["durable"] == 2
    stored.get_one(StreamRow, tablet.insp).backed_n = 4
    stored.commit()
    assert tablet.push([])["durable"] == 4


def test_nothing_ordinary_is_written_to_the_audit_log(tablet: HandTablet, stored: Session) -> None:
    tablet.push(tablet.rooms(3))
    assert _audited(stored) == []


def _bytes(said: dict[str, Any]) -> bytes:
    return rfc8785.dumps(said)


def _audited(session: Session) -> list[tuple[str, object]]:
    rows = session.scalars(select(AuditRow).where(AuditRow.action.startswith("sync.")))
    return [(row.action, row.details) for row in rows]
