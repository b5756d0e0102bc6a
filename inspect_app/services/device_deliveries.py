"""What tablets delivered that is not applied, and where their chains say two things at one place."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from inspect_app.domain.operations import Status
from inspect_app.store.inspections import InspectionRow
from inspect_app.store.operations import LinkRow, OperationRow
from inspect_app.store.places import FacilityRow
from inspect_app.store.review import SetAsideRow

NOT_APPLIED = (Status.HELD.value, Status.QUARANTINE.value)


@dataclass(frozen=True, slots=True)
class NotApplied:
    """Operations of one tablet in one inspection that wait or are shut out, for one reason.

    `set_aside` of `operations` were left so by a reviewer. `facility` None: the register knows none.
    """

    insp: str
    facility: FacilityRow | None
    visited_on: date | None
    status: str
    reason: str | None
    operations: int
    set_aside: int
    last_at: datetime


@dataclass(frozen=True, slots=True)
class Delivered:
    """All that a tablet delivered. `forks`: places of its chain where two links stand."""

    operations: int
    not_applied: tuple[NotApplied, ...]
    elsewhere: int  # not applied, in inspections that the reader does not see
    forks: tuple[int, ...]


def unapplied_counts(session: Session, devices: Collection[str]) -> Mapping[str, int]:
    """Device -> operations that are not applied and that no reviewer has set aside."""
    rows = session.execute(
        _waiting(OperationRow.dev, func.count(), devices=devices)
        .where(SetAsideRow.op_id.is_(None))
        .group_by(OperationRow.dev)
    )
    return {row[0]: row[1] for row in rows}


def delivered_by(
    session: Session, device: str, inspections: ColumnElement[bool] | None
) -> Delivered:
    """`inspections`: what the reader may see of them, about `InspectionRow`; None: every one."""
    total = session.scalar(
        select(func.count()).select_from(OperationRow).where(OperationRow.dev == device)
    )
    waiting = session.scalar(_waiting(func.count(), devices=[device])) or 0
    rows = _not_applied(session, device, inspections)
    forks = session.scalars(
        select(LinkRow.seq)
        .where(LinkRow.dev == device)
        .group_by(LinkRow.seq)
        .having(func.count() > 1)
        .order_by(LinkRow.seq)
    )
    seen = sum(row.operations for row in rows)
    return Delivered(total or 0, rows, waiting - seen, tuple(forks))


def _not_applied(
    session: Session, device: str, inspections: ColumnElement[bool] | None
) -> tuple[NotApplied, ...]:
    """The inspection with the latest of them first. An operation may wait for an inspection that
    nobody has heard of yet: whoever sees all sees it too."""
    op, insp = OperationRow, InspectionRow
    keys = (op.insp, insp.facility_id, insp.visited_on, op.status, op.reason)
    numbers = (func.count(), func.count(SetAsideRow.op_id), func.max(op.received_at))
    query = _waiting(*keys, *numbers, devices=[device]).outerjoin(insp, insp.id == op.insp)
    if inspections is not None:
        query = query.where(insp.id.is_not(None), inspections)
    rows = session.execute(query.group_by(*keys).order_by(func.max(op.received_at).desc())).all()
    facilities = _facilities(session, {row[1] for row in rows if row[1]})
    return tuple(NotApplied(row[0], facilities.get(row[1] or ""), *row[2:]) for row in rows)


def _waiting(*columns: Any, devices: Collection[str]) -> Select[*tuple[Any, ...]]:
    return (
        select(*columns)
        .select_from(OperationRow)
        .outerjoin(SetAsideRow, SetAsideRow.op_id == OperationRow.op_id)
        .where(OperationRow.dev.in_(devices), OperationRow.status.in_(NOT_APPLIED))
    )


def _facilities(session: Session, ids: Collection[str]) -> Mapping[str, FacilityRow]:
    rows = session.scalars(select(FacilityRow).where(FacilityRow.id.in_(ids)))
    return {row.id: row for row in rows}
