"""The addendum: what came after an approval, beside what was approved."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from inspect_app.domain.merging import canonical_text, heads
from inspect_app.domain.operations import Status, Write
from inspect_app.services.reviewing.unapplied import Unapplied, UnappliedFound
from inspect_app.store.operations import OperationRow
from inspect_app.store.review import ApprovalRow, SetAsideRow
from inspect_app.store.stored_operations import operation_in_row


@dataclass(frozen=True, slots=True)
class Later:
    """One field of the addendum: what was said after the approval, and what stood when it was
    approved; of values that differed all, in the order of the stream."""

    said: Unapplied
    write: Write
    standing: tuple[Any, ...]


def addendum_of(session: Session, insp: str, late: UnappliedFound) -> tuple[Later, ...]:
    """What has no writes (a signature, say) is in `late` alone. Two statements at the most."""
    pairs = [(said, write) for said in late.shown for write in said.writes]
    approved = _approved(session, insp, {said.entity for said, _ in pairs})
    return tuple(
        Later(said, write, _standing(approved.get((said.entity, write.field), {})))
        for said, write in pairs
    )


def _approved(
    session: Session, insp: str, entities: Collection[str]
) -> Mapping[tuple[str, str], Mapping[str, Write]]:
    """(entity, field) -> its writes by operation, as they were applied when it was approved.

    Not the heads of today: a device, a role or a fork that is judged anew since then moves them, and
    the approved does not follow. Nothing can be approved while an operation waits, so all that stood
    in the log by then was applied, but for what had been set aside. Of that, what is applied now is
    taken to have been: what it had waited for came before the approval.
    """
    row = session.get(ApprovalRow, insp)
    if row is None or not entities:
        return {}
    aside = select(SetAsideRow.op_id).where(SetAsideRow.insp == insp)
    was_applied = or_(OperationRow.op_id.not_in(aside), OperationRow.status == Status.OK.value)
    rows = session.scalars(
        select(OperationRow)
        .where(
            OperationRow.insp == insp,
            OperationRow.entity.in_(entities),
            OperationRow.n <= row.of_n,
            was_applied,
        )
        .order_by(OperationRow.n)
    )
    found: dict[tuple[str, str], dict[str, Write]] = {}
    for operation in map(operation_in_row, rows):
        for write in operation.writes:
            found.setdefault((operation.entity, write.field), {})[operation.id] = write
    return found


def _standing(writes: Mapping[str, Write]) -> tuple[Any, ...]:
    current = heads({op: write.base for op, write in writes.items()})
    values = [write.value for op, write in writes.items() if op in current]
    return tuple({canonical_text(value): value for value in values}.values())
