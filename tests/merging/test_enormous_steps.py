"""A push may hold more fields than one statement of a database may name."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from inspect_app.store.operations import HeadRow
from inspect_app.store.projection import apply_operations
from tests.merging.invented_logs import LEAD, ROOM, begun, body, log_of, logged, room
from tests.merging.stored_logs import NOW, add_people, push, row_of

OPERATIONS, FIELDS = 51, 1300  # together above the 65 535 of PostgreSQL, each below 64 KiB


def test_more_fields_than_a_statement_may_name_are_applied_like_a_few(session: Session) -> None:
    add_people(session)
    first = [begun(), room()]
    push(session, [row_of(one, data) for one, data in zip(log_of(first), first, strict=True)])
    bodies = [
        body(f"op{i}", "set", ROOM, LEAD, sets=[(f"confirmed.{i}_{j}", "a") for j in range(FIELDS)])
        for i in range(OPERATIONS)
    ]
    batch = [row_of(logged(data, n), data) for n, data in enumerate(bodies, 3)]
    apply_operations(session, batch[0].insp, batch, NOW)
    assert {row.status for row in batch} == {"ok"}
    heads = select(func.count()).select_from(HeadRow).where(HeadRow.field.like("confirmed.%"))
    assert session.scalar(heads) == OPERATIONS * FIELDS
