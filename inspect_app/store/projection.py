"""Keeps the tables that are made from the operations of an inspection in step with them.

    apply_operations(session, insp, new_rows, now, read=None) -> None     on every push
    reconsider(session, insp, authors, links, now) -> bool                when links were added
    reproject(session, insp, now) -> Projection                           whole, from the log
    projection_rows(session, insp) -> Mapping[str, list[tuple]]           for comparing
    found_state(session, insp) -> FoundState | None                       for reading facts

`domain.projecting` says what is right; here the ordinary case is written without reading the whole
log, and gives the same rows. Whoever calls holds the lock on the inspection's stream, as a push does
when it has given out the numbers.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from inspect_app.domain.inspection_state import FoundState
from inspect_app.domain.projecting import ChecklistNamed, Entity, Head, Outcome, Projection, project
from inspect_app.store.inspections import EntityRow, InspectionRow, MemberRow
from inspect_app.store.new_operations import NewOperation
from inspect_app.store.operations import OperationRow
from inspect_app.store.projection_log import (
    Read,
    Stored,
    further_places,
    logged_of,
    places_of,
    read_rows,
    standings_at,
    standings_of,
    stored,
)
from inspect_app.store.projection_step import Step, step_of
from inspect_app.store.projection_tables import (
    HEAD,
    INSPECTION,
    MADE,
    MEMBER,
    OPERATION,
    inspection_values,
    made_rows,
    replace_rows,
    rows_in,
    touch_inspection,
    write_inspection,
    write_statuses,
)

MOST_IN_A_STEP = 1000
"""With more operations than this at once, reading the whole log is the shorter way."""


def apply_operations(
    session: Session,
    insp: str,
    new_rows: Sequence[OperationRow] | Sequence[NewOperation],
    now: datetime,
    read: Read | None = None,
) -> None:
    """Judges the operations that just got their `n`, and brings the tables up to date.

    Sets `status` and `reason` on `new_rows`, which may be outside the session, pending in it, or
    stored. Those outside are inserted by the caller afterwards, with what was set here. Rows of
    earlier operations that can be applied now are updated. `read`: operations already read from
    their bodies, by id, which saves reading them again.
    """
    if not new_rows:
        return
    if not any(row in session.new for row in new_rows):
        session.flush()  # a device or an account that came in the same transaction
    connection = session.connection()
    rows = sorted(map(stored, new_rows), key=lambda row: row.n)
    step = _step(connection, insp, rows, now, read) if len(rows) <= MOST_IN_A_STEP else None
    outcomes = step or _written(connection, insp, rows, now, read).outcomes
    for row in new_rows:
        outcome = outcomes[row.op_id]
        row.status = outcome.status.value
        row.reason = outcome.reason and outcome.reason.value


def reproject(session: Session, insp: str, now: datetime) -> Projection:
    """Makes everything anew from the log, and writes what differs; `now` stands in `changed_at` if
    anything did. To be called as well when a device's revocation reaches back over stored places."""
    session.flush()
    connection = session.connection()
    projection = _written(connection, insp, [], now, None)
    session.expire_all()  # statuses were written past the session
    return projection


def reconsider(
    session: Session, insp: str, authors: Mapping[str, str], links: Collection[str], now: datetime
) -> bool:
    """Judges anew after links came to operations that are stored. False: it changes nothing.

    `authors`: each of these operations -> its author. `links`: the new ones. Only where one of them
    is better than all that were there is there something to judge.
    """
    session.flush()
    connection = session.connection()
    places = places_of(connection, authors.keys())
    standings = standings_at(connection, places)
    if all(standings.best(authors[op], of_op).link not in links for op, of_op in places.items()):
        return False
    reproject(session, insp, now)
    return True


def projection_rows(session: Session, insp: str) -> Mapping[str, list[tuple[Any, ...]]]:
    """Table -> its rows for this inspection, in order; without `changed_at`. Two of these are equal
    if and only if the tables say the same."""
    session.flush()
    connection = session.connection()
    statuses = select(OPERATION.c.op_id, OPERATION.c.status, OPERATION.c.reason)
    own = [column for column in INSPECTION.columns if column.name != "changed_at"]
    found: dict[str, set[tuple[Any, ...]]] = {
        table.name: rows_in(connection, table, insp) for table in (*MADE, MEMBER)
    }
    found["operation"] = _all(connection, statuses.where(OPERATION.c.insp == insp))
    found["inspection"] = _all(connection, select(*own).where(INSPECTION.c.id == insp))
    return {name: sorted(rows, key=repr) for name, rows in sorted(found.items())}


def found_state(session: Session, insp: str) -> FoundState | None:
    """What facts are read from, out of the tables; None where there is no such inspection."""
    inspection = session.get(InspectionRow, insp)
    if inspection is None:
        return None
    entities = session.execute(
        select(EntityRow.entity, EntityRow.type, EntityRow.parent, EntityRow.created_by).where(
            EntityRow.insp == insp
        )
    )
    members = session.scalars(select(MemberRow.usr).where(MemberRow.insp == insp))
    used = None
    if inspection.checklist_id and inspection.checklist_version and inspection.checklist_sha256:
        used = ChecklistNamed(
            inspection.checklist_id, inspection.checklist_version, inspection.checklist_sha256
        )
    return FoundState(
        insp,
        tuple(sorted(members)),
        used,
        {entity: Entity(kind, parent, by) for entity, kind, parent, by in entities},
        _heads(session.connection(), insp),
    )


def _heads(connection: Connection, insp: str) -> dict[tuple[str, str], tuple[Head, ...]]:
    found: dict[tuple[str, str], list[Head]] = {}
    for row in connection.execute(select(HEAD).where(HEAD.c.insp == insp).order_by(HEAD.c.n)):
        _, entity, field, op_id, value, n, usr, dev, observed_at = row
        moment = None if observed_at is None else datetime.fromisoformat(observed_at)
        head = Head(op_id, json.loads(value), usr, moment, dev, n)
        found.setdefault((entity, field), []).append(head)
    return {place: tuple(heads) for place, heads in found.items()}


def _step(
    connection: Connection, insp: str, rows: list[Stored], now: datetime, read: Read | None
) -> Mapping[str, Outcome] | None:
    standings = standings_of(connection, rows)
    step: Step | None = step_of(
        connection, insp, [logged_of(row, insp, standings, read) for row in rows]
    )
    if step is None:
        return None
    step.write(connection)
    if step.counts is not None:
        touch_inspection(connection, insp, now, step.counts)
    return step.outcomes


def _written(
    connection: Connection, insp: str, new: list[Stored], now: datetime, read: Read | None
) -> Projection:
    """The projection of the stored log and the new rows; what differs is written."""
    news = {row.op_id for row in new}
    before = [row for row in read_rows(connection, insp) if row.op_id not in news]
    log = [*before, *new]
    standings = standings_of(connection, log, further_places(connection, insp))
    projection = project([logged_of(row, insp, standings, read) for row in log])
    changed = {
        row.op_id: (outcome.status.value, outcome.reason and outcome.reason.value)
        for row in before
        if (outcome := projection.outcomes[row.op_id]) != (row.status, row.reason)
    }
    write_statuses(connection, insp, changed)
    differs = [
        replace_rows(connection, table, insp, wanted)
        for table, wanted in made_rows(insp, projection).items()
    ]
    is_there = projection.lead is not None
    values = inspection_values(insp, projection, log) if is_there else None
    members = {(insp, member) for member in projection.members}
    if not members:
        replace_rows(connection, MEMBER, insp, members)
    is_written = write_inspection(connection, insp, values, now)
    differs.append(bool(members) and replace_rows(connection, MEMBER, insp, members))
    if is_there and not is_written and (changed or new or any(differs)):
        touch_inspection(connection, insp, now, {})
    return projection


def _all(connection: Connection, query: Any) -> set[tuple[Any, ...]]:
    return {tuple(row) for row in connection.execute(query)}
