"""What is not settled in an inspection: differing heads, operations not applied, and the history."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import func, select, tuple_
from sqlalchemy.orm import Session

from inspect_app.domain.operations import Status
from inspect_app.store.operations import HeadRow, OperationRow
from inspect_app.store.paging import Page, SortKey, read_page
from inspect_app.store.stored_operations import StoredOperation, operation_in_row


@dataclass(frozen=True, slots=True)
class Said(StoredOperation):
    """One statement about one field: its `value`, and the operations that it `replaces` there."""

    value: Any
    is_head: bool
    replaces: tuple[str, ...] = ()

    @property
    def why(self) -> str | None:
        """The words with which somebody decided between several."""
        words = self.body.get("why")
        return words if isinstance(words, str) else None


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field with several heads that differ: all of them, none preferred."""

    entity: str
    field: str
    heads: tuple[Said, ...]


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
    return tuple(StoredOperation.of(row[0]) for row in page.rows), page


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
        heads = (Said.of(row, value=json.loads(head.value), is_head=True) for head, row in found)
        yield Conflict(entity, field, tuple(heads))


def _history(rows: Iterable[OperationRow], field: str, heads: set[str]) -> Iterable[Said]:
    for row in rows:
        for write in operation_in_row(row).writes:
            if write.field == field:
                is_head = row.op_id in heads
                yield Said.of(row, value=write.value, is_head=is_head, replaces=write.base)
