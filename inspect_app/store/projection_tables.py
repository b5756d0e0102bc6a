"""What the operations of an inspection add up to, as rows of the tables made from them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, Table, and_, bindparam, delete, insert, select, update

from inspect_app.domain.merging import canonical_text
from inspect_app.domain.projecting import Entity, FileUse, Head, Projection
from inspect_app.store.base import Base
from inspect_app.store.blobs import BlobUseRow
from inspect_app.store.inspections import EntityRow, InspectionRow, MemberRow
from inspect_app.store.operations import HeadRow, OpBaseRow, OperationRow, StreamRow
from inspect_app.store.projection_log import Stored

Row = tuple[Any, ...]
"""Values in the order of the table's columns."""


def _table(model: type[Base]) -> Table:
    table = model.__table__
    if not isinstance(table, Table):
        raise TypeError(f"{model.__name__} is not kept in a table of its own")
    return table


OPERATION, INSPECTION, MEMBER, STREAM = map(
    _table, (OperationRow, InspectionRow, MemberRow, StreamRow)
)
HEAD, OP_BASE, ENTITY, BLOB_USE = map(_table, (HeadRow, OpBaseRow, EntityRow, BlobUseRow))
MADE = (OP_BASE, HEAD, ENTITY, BLOB_USE)
"""Tables with any number of rows for an inspection, each with the inspection's id first."""


def head_row(insp: str, entity: str, field: str, head: Head, value: str) -> Row:
    observed_at = None if head.observed_at is None else head.observed_at.isoformat()
    return (insp, entity, field, head.op, value, head.n, head.author, head.dev, observed_at)


def base_rows(
    insp: str, entity: str, field: str, op_id: str, replaced: Iterable[str]
) -> Iterable[Row]:
    return ((insp, entity, field, base, op_id) for base in replaced)


def entity_row(insp: str, entity: str, made: Entity) -> Row:
    return (insp, entity, made.type, made.parent, made.created_by)


def file_row(insp: str, use: FileUse) -> Row:
    return (insp, use.sha256, use.op, use.dev, use.size_bytes)


def made_rows(insp: str, projection: Projection) -> dict[Table, set[Row]]:
    """All rows that the tables of `MADE` must have for this inspection."""
    return {
        OP_BASE: {
            row
            for (entity, field), bases in projection.bases.items()
            for op_id, replaced in bases.items()
            for row in base_rows(insp, entity, field, op_id, replaced)
        },
        HEAD: {
            head_row(insp, entity, field, head, canonical_text(head.value))
            for (entity, field), heads in projection.heads.items()
            for head in heads
        },
        ENTITY: {entity_row(insp, id_, made) for id_, made in projection.entities.items()},
        BLOB_USE: {file_row(insp, use) for use in projection.files},
    }


def inspection_values(insp: str, projection: Projection, log: Sequence[Stored]) -> dict[str, Any]:
    """All columns but `changed_at`."""
    used = projection.checklist
    return {
        "id": insp,
        "facility_id": projection.facility,
        "visited_on": projection.visited_on,
        "is_announced": projection.is_announced,
        "lead": projection.lead,
        "review_state": projection.review_state and projection.review_state.value,
        "checklist_id": used and used.id,
        "checklist_version": used and used.version,
        "checklist_sha256": used and used.sha256,
        "conflicts": projection.conflicts,
        "quarantined": projection.quarantined,
        "held": projection.held,
        "created_at": min(row.received_at for row in log),
    }


def rows_in(connection: Connection, table: Table, insp: str) -> set[Row]:
    first = next(iter(table.columns))
    return {tuple(row) for row in connection.execute(select(table).where(first == insp))}


def replace_rows(connection: Connection, table: Table, insp: str, wanted: set[Row]) -> bool:
    """Leaves exactly the rows wanted; writes the difference alone. False: there was none."""
    kept = rows_in(connection, table, insp)
    delete_rows(connection, table, kept - wanted)
    insert_rows(connection, table, wanted - kept)
    return kept != wanted


def insert_rows(connection: Connection, table: Table, rows: Iterable[Row]) -> None:
    names = [column.name for column in table.columns]
    values = [dict(zip(names, row, strict=True)) for row in rows]
    if values:
        connection.execute(insert(table), values)


def delete_rows(connection: Connection, table: Table, rows: Iterable[Row]) -> None:
    """Rows by their primary key, which stands first in all of these tables."""
    keys = list(table.primary_key.columns)
    names = [f"key_{key.name}" for key in keys]
    values = [dict(zip(names, row[: len(keys)], strict=True)) for row in rows]
    if values:
        is_it = and_(*(key == bindparam(name) for key, name in zip(keys, names, strict=True)))
        connection.execute(delete(table).where(is_it), values)


def write_statuses(
    connection: Connection, insp: str, changed: Mapping[str, tuple[str, str | None]]
) -> None:
    """Operation -> its new status and reason. All are of one stream, which is marked."""
    values = [
        {"key": op_id, "new_status": status, "new_reason": reason}
        for op_id, (status, reason) in changed.items()
    ]
    if values:
        connection.execute(
            update(OPERATION)
            .where(OPERATION.c.op_id == bindparam("key"))
            .values(status=bindparam("new_status"), reason=bindparam("new_reason")),
            values,
        )
        connection.execute(update(STREAM).where(STREAM.c.insp == insp).values(judged=uuid4().hex))


def write_inspection(
    connection: Connection, insp: str, wanted: Mapping[str, Any] | None, now: datetime
) -> bool:
    """The inspection's own row; None: there is none. False: nothing had to be changed."""
    kept = connection.execute(select(INSPECTION).where(INSPECTION.c.id == insp)).mappings().first()
    if wanted is None:
        if kept is not None:
            connection.execute(delete(INSPECTION).where(INSPECTION.c.id == insp))
        return kept is not None
    if kept is None:
        connection.execute(insert(INSPECTION), [{**wanted, "changed_at": now}])
        return True
    if all(kept[name] == value for name, value in wanted.items()):
        return False
    touch_inspection(connection, insp, now, wanted)
    return True


def touch_inspection(
    connection: Connection, insp: str, now: datetime, values: Mapping[str, Any]
) -> None:
    connection.execute(
        update(INSPECTION).where(INSPECTION.c.id == insp).values({**values, "changed_at": now})
    )
