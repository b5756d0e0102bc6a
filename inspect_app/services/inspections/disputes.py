"""What is not settled in an inspection: differing heads, operations not applied, and the history."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import func, select, tuple_
from sqlalchemy.orm import Session

from inspect_app.domain.operation_reading import operation_of
from inspect_app.domain.operations import Operation, Status
from inspect_app.store.operations import HeadRow, OperationRow
from inspect_app.store.paging import Page, SortKey, read_page


@dataclass(frozen=True, slots=True)
class Said:
    """One statement about one field. `author` is an account's code, `device` a device's id,
    `carried_by` the device that brought it; `observed_at` is the tablet's clock (None: unreadable),
    `received_at` the server's. `why`: the words with which somebody decided between several."""

    op: str
    n: int
    kind: str
    value: Any
    author: str
    device: str
    observed_at: datetime | None
    received_at: datetime
    status: str
    reason: str | None
    is_head: bool
    replaces: tuple[str, ...] = ()
    carried_by: str = ""
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field with several heads that differ: all of them, none preferred."""

    entity: str
    field: str
    heads: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class StoredOperation:
    """An operation that is kept and not applied, with why. `body` is what the tablet signed."""

    op: str
    n: int
    kind: str
    entity: str
    author: str
    device: str
    carried_by: str
    observed_at: datetime | None
    received_at: datetime
    status: str
    reason: str | None
    body: Any


def conflicts_of(
    session: Session, insp: str, page_size: int, after: str | None
) -> tuple[tuple[Conflict, ...], Page]:
    """Fields whose heads differ, in order of entity and field; three statements."""
    disputed = (
        select(HeadRow.entity, HeadRow.field)
        .where(HeadRow.insp == insp)
        .group_by(HeadRow.entity, HeadRow.field)
        .having(func.count(HeadRow.value.distinct()) > 1)
    )
    keys = [SortKey(HeadRow.entity.expression), SortKey(HeadRow.field.expression)]
    page = read_page(session, disputed, keys, page_size, after)
    places = [(row[0], row[1]) for row in page.rows]
    return tuple(_conflicts(session, insp, places)), page


def history_of(session: Session, insp: str, entity: str, field: str) -> tuple[Said, ...]:
    """Every operation that writes the field, applied or not, in the order of the stream."""
    heads = set(
        session.scalars(
            select(HeadRow.op_id).where(
                HeadRow.insp == insp, HeadRow.entity == entity, HeadRow.field == field
            )
        )
    )
    rows = session.scalars(
        select(OperationRow)
        .where(OperationRow.insp == insp, OperationRow.entity == entity)
        .order_by(OperationRow.n)
    )
    return tuple(_history(rows, field, heads))


def unapplied_of(
    session: Session, insp: str, page_size: int, after: str | None
) -> tuple[tuple[StoredOperation, ...], Page]:
    """Operations held, quarantined or late, in the order of the stream; two statements."""
    query = select(OperationRow).where(
        OperationRow.insp == insp, OperationRow.status != Status.OK.value
    )
    page = read_page(session, query, [SortKey(OperationRow.n.expression)], page_size, after)
    return tuple(_stored(row[0]) for row in page.rows), page


def _conflicts(
    session: Session, insp: str, places: Sequence[tuple[str, str]]
) -> Iterable[Conflict]:
    if not places:
        return
    rows = session.execute(
        select(HeadRow, OperationRow)
        .join(OperationRow, OperationRow.op_id == HeadRow.op_id)
        .where(HeadRow.insp == insp, tuple_(HeadRow.entity, HeadRow.field).in_(places))
        .order_by(HeadRow.entity, HeadRow.field, OperationRow.n)
    )
    for (entity, field), found in groupby(rows, key=lambda row: (row[0].entity, row[0].field)):
        heads = (_said(row, json.loads(head.value), True) for head, row in found)
        yield Conflict(entity, field, tuple(heads))


def _history(rows: Iterable[OperationRow], field: str, heads: set[str]) -> Iterable[Said]:
    for row in rows:
        for write in _read(row).writes:
            if write.field == field:
                yield _said(row, write.value, row.op_id in heads, write.base)


def _said(row: OperationRow, value: Any, is_head: bool, replaces: tuple[str, ...] = ()) -> Said:
    operation = _read(row)
    why = operation.document.get("why")
    return Said(
        op=row.op_id,
        n=row.n,
        kind=row.kind,
        value=value,
        author=row.usr,
        device=row.dev,
        observed_at=operation.observed_at,
        received_at=row.received_at,
        status=row.status,
        reason=row.reason,
        is_head=is_head,
        replaces=replaces,
        carried_by=row.via_dev,
        why=why if isinstance(why, str) else None,
    )


def _stored(row: OperationRow) -> StoredOperation:
    operation = _read(row)
    return StoredOperation(
        op=row.op_id,
        n=row.n,
        kind=row.kind,
        entity=row.entity,
        author=row.usr,
        device=row.dev,
        carried_by=row.via_dev,
        observed_at=operation.observed_at,
        received_at=row.received_at,
        status=row.status,
        reason=row.reason,
        body=operation.document,
    )


def _read(row: OperationRow) -> Operation:
    """What is stored was read strictly when it came."""
    return operation_of(json.loads(row.body))
