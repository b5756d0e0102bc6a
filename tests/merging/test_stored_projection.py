"""The tables say what the whole log says, however it came in, on both databases."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import rfc8785
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from inspect_app.domain.inspection_state import state_of
from inspect_app.domain.projecting import Logged, project
from inspect_app.store import projection as stored_projection
from inspect_app.store.devices import DeviceRow
from inspect_app.store.inspections import InspectionRow, MemberRow
from inspect_app.store.operations import HeadRow, OperationRow
from inspect_app.store.projection import (
    apply_operations,
    found_state,
    projection_rows,
    reproject,
)
from tests.merging.invented_logs import (
    INSP,
    LEAD,
    MEMBER,
    OUTSIDER,
    OWN,
    PHOTO,
    ROOM,
    ROOM_2,
    SPACE,
    answer,
    begun,
    body,
    device_of,
    log_of,
    logged,
    logs,
    room,
)
from tests.merging.stored_logs import NOW, add_people, in_batches, push, row_of

on_each_database = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60
)


def rows(log: list[Logged]) -> list[OperationRow]:
    """In order of n."""
    ordered = sorted(log, key=lambda logged: logged.n)
    return [row_of(logged, rfc8785.dumps(dict(logged.operation.document))) for logged in ordered]


def stored(session: Session, log: list[Logged], cuts: list[int]) -> None:
    session.rollback()  # of what the example before left
    add_people(session)
    for batch in in_batches(rows(log), cuts):
        push(session, batch)


@on_each_database
@given(log=logs(), cuts=st.lists(st.integers(0, 20), max_size=6))
def test_batches_as_they_come_give_the_rows_of_the_whole_log(session, log, cuts):
    stored(session, log, cuts)
    kept = projection_rows(session, INSP)
    projection = reproject(session, INSP, NOW)
    assert kept == projection_rows(session, INSP)
    assert projection == project(log)


@on_each_database
@given(log=logs(), cuts=st.lists(st.integers(0, 20), max_size=3))
def test_facts_are_read_from_the_tables_as_from_the_projection(session, log, cuts):
    stored(session, log, cuts)
    found, projection = found_state(session, INSP), project(log)
    if projection.lead is None:
        assert found is None
    else:
        assert found == state_of(INSP, projection)


@pytest.fixture
def begun_with_a_room(session: Session) -> Session:
    stored(session, log_of([begun(), room()]), [])
    session.commit()
    return session


def next_n(session: Session) -> int:
    return max(session.scalars(select(OperationRow.n))) + 1


def pushed(session: Session, *bodies: bytes, n: int | None = None) -> list[OperationRow]:
    first = n or next_n(session)
    batch = [row_of(logged(data, first + i), data) for i, data in enumerate(bodies)]
    push(session, batch)
    return batch


def answers(count: int) -> list[bytes]:
    return [
        body(f"op{i}", "set", ROOM, MEMBER, sets=[(f"answer.input_{i}", answer("1"))])
        for i in range(count)
    ]


def whole_logs_read(session: Session, monkeypatch: pytest.MonkeyPatch, *bodies: bytes) -> int:
    read: list[str] = []
    whole = stored_projection.read_rows
    monkeypatch.setattr(
        stored_projection, "read_rows", lambda c, insp: read.append(insp) or whole(c, insp)
    )
    pushed(session, *bodies)
    return len(read)


def test_ordinary_writes_do_not_read_the_whole_log(begun_with_a_room, monkeypatch):
    ordinary = [
        *answers(20),
        body("new", "create", ROOM_2, MEMBER, sets=[("kind", "cell")]),
        body("photo", "attach", PHOTO, file={"sha": "cd" * 32, "size": 5, "mime": "image/jpeg"}),
        body("again", "set", ROOM, sets=[("answer.input_1", answer("2"), ["op1"])]),
        body("gone", "retract", ROOM_2, sets=[("_void", {"why": "typed twice"})]),
        body("foreign", "set", ROOM, OUTSIDER, sets=[("number", "9")]),
        body("waits", "set", "room:r9", sets=[("number", "9")]),
        body("newer", "set", ROOM, v=2),
    ]
    assert whole_logs_read(begun_with_a_room, monkeypatch, *ordinary) == 0
    kept = projection_rows(begun_with_a_room, INSP)
    reproject(begun_with_a_room, INSP, NOW)
    assert kept == projection_rows(begun_with_a_room, INSP)


@pytest.mark.parametrize(
    "structural",
    [
        body("op1", "set", OWN, sets=[("team", [OUTSIDER], ["begin"])]),
        body("op1", "submit", OWN, covers="ab"),
        body("late_base", "set", ROOM, sets=[("number", "2")]),
    ],
)
def test_what_can_change_earlier_operations_is_judged_with_the_whole_log(
    begun_with_a_room, monkeypatch, structural
):
    pushed(
        begun_with_a_room, body("op0", "set", ROOM, sets=[("number", "1", ["late_base", "room"])])
    )
    assert whole_logs_read(begun_with_a_room, monkeypatch, structural) == 1


def test_the_number_of_statements_does_not_grow_with_the_batch(begun_with_a_room):
    def statements(count: int) -> int:
        found: list[Any] = []
        connection = begun_with_a_room.connection()
        with_one = row_of_bodies(begun_with_a_room, answers(count))
        event.listen(connection, "before_cursor_execute", lambda *args: found.append(args[2]))
        apply_operations(begun_with_a_room, INSP, with_one, NOW)
        begun_with_a_room.rollback()
        return len(found)

    assert statements(100) == statements(1) <= 12


def row_of_bodies(session: Session, bodies: list[bytes]) -> list[OperationRow]:
    first = next_n(session)
    return [row_of(logged(data, first + i), data) for i, data in enumerate(bodies)]


def test_held_operations_are_applied_when_their_entity_comes(begun_with_a_room):
    early = pushed(begun_with_a_room, body("op1", "set", ROOM_2, sets=[("number", "9")]))
    begun_with_a_room.commit()
    assert (early[0].status, early[0].reason) == ("held", "no_entity")
    pushed(begun_with_a_room, body("op2", "create", ROOM_2, MEMBER))
    begun_with_a_room.commit()
    begun_with_a_room.refresh(early[0])
    assert (early[0].status, early[0].reason) == ("ok", None)
    assert begun_with_a_room.get_one(InspectionRow, INSP).held == 0


def test_the_team_may_write_as_soon_as_it_is_named(begun_with_a_room):
    row = pushed(begun_with_a_room, body("op1", "set", ROOM, OUTSIDER, sets=[("number", "9")]))[0]
    assert row.reason == "not_on_the_team"
    pushed(begun_with_a_room, body("op2", "set", OWN, sets=[("team", [OUTSIDER], ["begin"])]))
    begun_with_a_room.refresh(row)
    assert row.status == "ok"
    assert set(begun_with_a_room.scalars(select(MemberRow.usr))) == {LEAD, OUTSIDER}
    left = pushed(begun_with_a_room, body("op3", "set", ROOM, MEMBER, sets=[("number", "8")]))[0]
    assert left.status == "ok"  # was on the team once; the log tells, not the list of today


def test_a_conflict_is_counted_and_settled_by_whoever_names_both(begun_with_a_room):
    both = [
        body("op1", "set", ROOM, LEAD, sets=[(SPACE, answer("7"))]),
        body("op2", "set", ROOM, MEMBER, sets=[(SPACE, answer("8"))]),
    ]
    pushed(begun_with_a_room, *both)
    inspection = begun_with_a_room.get_one(InspectionRow, INSP)
    begun_with_a_room.refresh(inspection)
    assert inspection.conflicts == 1
    settled = [(SPACE, answer("8"), ["op1", "op2"])]
    pushed(begun_with_a_room, body("op3", "resolve", ROOM, sets=settled, why="measured again"))
    begun_with_a_room.refresh(inspection)
    assert inspection.conflicts == 0
    heads = select(HeadRow.op_id).where(HeadRow.field == SPACE)
    assert list(begun_with_a_room.scalars(heads)) == ["op3"]


def test_a_revocation_reaches_back_when_it_is_projected_anew(begun_with_a_room):
    pushed(begun_with_a_room, *answers(3))
    device = begun_with_a_room.get_one(DeviceRow, device_of(MEMBER))
    device.revoked_at, device.revoked_after_seq = NOW + timedelta(hours=1), 3
    projection = reproject(begun_with_a_room, INSP, NOW + timedelta(days=1))
    assert [outcome.reason for outcome in projection.outcomes.values()] == [
        None, None, None, "device_revoked", "device_revoked",
    ]  # fmt: skip
    assert begun_with_a_room.get_one(InspectionRow, INSP).quarantined == 2
    assert begun_with_a_room.get_one(InspectionRow, INSP).changed_at == NOW + timedelta(days=1)


def test_an_inspection_changes_with_every_operation_even_where_its_own_row_says_the_same(
    begun_with_a_room,
):
    same = body("op1", "set", OWN, sets=[("visited_on", "2026-06-15", ["begin"])])
    row = pushed(begun_with_a_room, same)[0]
    assert begun_with_a_room.get_one(InspectionRow, INSP).changed_at == row.received_at


def test_projecting_anew_what_is_right_already_writes_nothing(begun_with_a_room):
    before = begun_with_a_room.get_one(InspectionRow, INSP).changed_at
    reproject(begun_with_a_room, INSP, NOW + timedelta(days=1))
    assert begun_with_a_room.get_one(InspectionRow, INSP).changed_at == before


def test_a_damaged_projection_is_seen_and_made_right(begun_with_a_room):
    kept = projection_rows(begun_with_a_room, INSP)
    head = begun_with_a_room.scalars(select(HeadRow).where(HeadRow.field == "number")).one()
    head.value = '"forged"'
    assert projection_rows(begun_with_a_room, INSP) != kept
    reproject(begun_with_a_room, INSP, NOW)
    assert projection_rows(begun_with_a_room, INSP) == kept


def test_a_body_that_is_no_operation_is_quarantined_beside_the_others(begun_with_a_room):
    row = row_of(logged(body("op1", "set", ROOM, MEMBER), 3), b"{}")
    push(begun_with_a_room, [row])
    assert (row.status, row.reason) == ("quarantine", "bad_body")
    kept = projection_rows(begun_with_a_room, INSP)
    reproject(begun_with_a_room, INSP, NOW)
    assert kept == projection_rows(begun_with_a_room, INSP)
