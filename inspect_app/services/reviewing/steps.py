"""The steps of an inspection so far, from its log: what was done, by whom, when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from inspect_app.domain.operations import REVIEW_KINDS, OperationKind, Status
from inspect_app.domain.projecting.form import inspection_entity
from inspect_app.store.operations import OperationRow
from inspect_app.store.stored_operations import operation_in_row

_STEPS = (OperationKind.CREATE, OperationKind.SUBMIT, *REVIEW_KINDS)


@dataclass(frozen=True, slots=True)
class StepTaken:
    """`document` is the whole signed body: which remarks, which reasons, which hashes."""

    op: str
    kind: OperationKind
    author: str
    device: str
    observed_at: datetime | None
    received_at: datetime
    document: Mapping[str, Any]


def steps_of(session: Session, insp: str) -> tuple[StepTaken, ...]:
    """In the order of the log; only what was applied. One statement."""
    rows = session.scalars(
        select(OperationRow)
        .where(
            OperationRow.insp == insp,
            OperationRow.entity == inspection_entity(insp),
            OperationRow.kind.in_([kind.value for kind in _STEPS]),
            OperationRow.status == Status.OK.value,
        )
        .order_by(OperationRow.n)
    )
    return tuple(_step(row) for row in rows)


def _step(row: OperationRow) -> StepTaken:
    operation = operation_in_row(row)
    return StepTaken(
        op=row.op_id,
        kind=OperationKind(row.kind),
        author=row.usr,
        device=row.dev,
        observed_at=operation.observed_at,
        received_at=row.received_at,
        document=operation.document,
    )
