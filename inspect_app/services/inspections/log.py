"""The whole log of an inspection in order: everything that was ever recorded, applied or not."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from inspect_app.domain.operations import Status
from inspect_app.store.devices import DeviceRow
from inspect_app.store.operations import HeadRow, OperationRow
from inspect_app.store.paging import Page, SortKey, read_page
from inspect_app.store.stored_operations import StoredOperation

_NAMING = ("number", "name")


@dataclass(frozen=True, slots=True)
class LogAsked:
    """None: no limit on that side. `author` is an account's code, `device` a device's id."""

    author: str | None = None
    device: str | None = None
    status: str | None = None


@dataclass(frozen=True, slots=True)
class Logbook:
    """Whose operations and of which devices stand in a log; account codes and device ids."""

    authors: tuple[str, ...]
    devices: tuple[str, ...]


def log_of(
    session: Session, insp: str, asked: LogAsked, page_size: int, after: str | None
) -> tuple[tuple[StoredOperation, ...], Page]:
    """In the order of the stream; two statements. Raises Problem `page.unknown_place`."""
    query = select(OperationRow).where(OperationRow.insp == insp)
    if asked.author is not None:
        query = query.where(OperationRow.usr == asked.author)
    if asked.device is not None:
        query = query.where(OperationRow.dev == asked.device)
    if asked.status is not None:
        query = query.where(OperationRow.status == asked.status)
    page = read_page(session, query, [SortKey(OperationRow.n.expression)], page_size, after)
    return tuple(StoredOperation.of(row[0]) for row in page.rows), page


def logbook_of(session: Session, insp: str) -> Logbook:
    """One statement."""
    rows = session.execute(
        select(OperationRow.usr, OperationRow.dev).where(OperationRow.insp == insp).distinct()
    )
    pairs: Sequence[tuple[str, str]] = [(row[0], row[1]) for row in rows]
    return Logbook(
        authors=tuple(sorted({author for author, _ in pairs})),
        devices=tuple(sorted({device for _, device in pairs})),
    )


def names_of(session: Session, insp: str, entities: Collection[str]) -> dict[str, str]:
    """Entity -> the number of a room or the name of a block; of several the last. One statement."""
    rows = session.execute(
        select(HeadRow.entity, HeadRow.value)
        .where(
            HeadRow.insp == insp,
            HeadRow.entity.in_(set(entities)),
            HeadRow.field.in_(_NAMING),
        )
        .order_by(HeadRow.n)
    )
    return {entity: str(json.loads(value)) for entity, value in rows}


def holders_of(session: Session, devices: Collection[str]) -> dict[str, str]:
    """Device -> the account for which it was enrolled. One statement."""
    rows = session.execute(
        select(DeviceRow.id, DeviceRow.account_id).where(DeviceRow.id.in_(set(devices)))
    )
    return {row[0]: row[1] for row in rows}


def late_count(session: Session, insp: str) -> int:
    """How many operations arrived after the approval."""
    late = select(func.count()).where(
        OperationRow.insp == insp, OperationRow.status == Status.LATE.value
    )
    return session.scalar(late) or 0
