"""Operations that are kept and not applied: what waits for a decision, what was left so, and the
addendum of what came after the approval."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from inspect_app.domain.operation_reading import operation_of
from inspect_app.domain.operations import Status, Write
from inspect_app.services.reviewing.standing import set_aside_of
from inspect_app.store.operations import HeadRow, OperationRow
from inspect_app.store.review import SetAsideRow

MOST_SHOWN = 200
"""Of each list; the number of all stands beside it. Whoever floods a log is still one author."""


@dataclass(frozen=True, slots=True)
class Unapplied:
    """`author` and `device` recorded it, `carried_by` brought it. `observed_at`: the tablet's clock
    (None: unreadable), `received_at` the server's. `aside`: who left it unapplied, if anybody did."""

    op: str
    kind: str
    entity: str
    author: str
    device: str
    carried_by: str
    observed_at: datetime | None
    received_at: datetime
    status: str
    reason: str
    writes: tuple[Write, ...]
    aside: SetAsideRow | None = None


@dataclass(frozen=True, slots=True)
class UnappliedFound:
    """`total` counts all of them, also those beyond `MOST_SHOWN`."""

    shown: tuple[Unapplied, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Later:
    """One field of the addendum: what was said after the approval, and what stands approved."""

    said: Unapplied
    write: Write
    standing: tuple[Any, ...]


def waiting_of(session: Session, insp: str) -> UnappliedFound:
    """Held or quarantined, set aside or not, in the order of the stream."""
    statuses = (Status.HELD.value, Status.QUARANTINE.value)
    return _found(session, insp, OperationRow.status.in_(statuses), set_aside_of(session, insp))


def late_of(session: Session, insp: str) -> UnappliedFound:
    """What arrived after the approval."""
    return _found(session, insp, OperationRow.status == Status.LATE.value, {})


def addendum_of(session: Session, insp: str, late: UnappliedFound) -> tuple[Later, ...]:
    """Beside each write what the heads say: after an approval nothing is applied, so they say what
    was approved. What has no writes (a signature, say) is in `late` alone. One statement."""
    pairs = [(said, write) for said in late.shown for write in said.writes]
    standing = _heads(session, insp, {said.entity for said, _ in pairs})
    return tuple(
        Later(said, write, standing.get((said.entity, write.field), ())) for said, write in pairs
    )


def _found(
    session: Session,
    insp: str,
    which: ColumnElement[bool],
    aside: Mapping[str, SetAsideRow],
) -> UnappliedFound:
    here = (OperationRow.insp == insp, which)
    total = session.scalar(select(func.count()).select_from(OperationRow).where(*here)) or 0
    rows: Sequence[OperationRow] = ()
    if total:
        query = select(OperationRow).where(*here).order_by(OperationRow.n).limit(MOST_SHOWN)
        rows = session.scalars(query).all()
    return UnappliedFound(tuple(_one(row, aside.get(row.op_id)) for row in rows), total)


def _one(row: OperationRow, aside: SetAsideRow | None) -> Unapplied:
    operation = operation_of(json.loads(row.body))
    return Unapplied(
        op=row.op_id,
        kind=row.kind,
        entity=row.entity,
        author=row.usr,
        device=row.dev,
        carried_by=row.via_dev,
        observed_at=operation.observed_at,
        received_at=row.received_at,
        status=row.status,
        reason=row.reason or "",
        writes=operation.writes,
        aside=aside,
    )


def _heads(
    session: Session, insp: str, entities: set[str]
) -> Mapping[tuple[str, str], tuple[Any, ...]]:
    rows = session.execute(
        select(HeadRow.entity, HeadRow.field, HeadRow.value)
        .where(HeadRow.insp == insp, HeadRow.entity.in_(entities))
        .order_by(HeadRow.n)
    )
    found: dict[tuple[str, str], list[str]] = {}
    for entity, name, value in rows:
        found.setdefault((entity, name), []).append(value)
    return {
        place: tuple(json.loads(value) for value in dict.fromkeys(values))
        for place, values in found.items()
    }
