"""Operations that are kept and not applied: what waits for a decision, what was left so, and what came
after the approval."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from inspect_app.domain.operations import Status
from inspect_app.services.reviewing.standing import set_aside_of
from inspect_app.store.operations import OperationRow
from inspect_app.store.review import SetAsideRow
from inspect_app.store.stored_operations import StoredOperation

MOST_SHOWN = 200
"""Of each list; the number of all stands beside it. Whoever floods a log is still one author."""


@dataclass(frozen=True, slots=True)
class Unapplied(StoredOperation):
    """`aside`: who left it unapplied, if anybody did."""

    aside: SetAsideRow | None = None


@dataclass(frozen=True, slots=True)
class UnappliedFound:
    """`total` counts all of them, also those beyond `MOST_SHOWN`."""

    shown: tuple[Unapplied, ...]
    total: int


def waiting_of(session: Session, insp: str) -> UnappliedFound:
    """Held or quarantined, set aside or not, in the order of the stream."""
    statuses = (Status.HELD.value, Status.QUARANTINE.value)
    return _found(session, insp, OperationRow.status.in_(statuses), set_aside_of(session, insp))


def late_of(session: Session, insp: str) -> UnappliedFound:
    """What arrived after the approval."""
    return _found(session, insp, OperationRow.status == Status.LATE.value, {})


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
    shown = (Unapplied.of(row, aside=aside.get(row.op_id)) for row in rows)
    return UnappliedFound(tuple(shown), total)
