"""Stored operations as values: who recorded what, when and on which device, and what became of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from inspect_app.domain.operation_reading import operation_of
from inspect_app.domain.operations import Operation, Write
from inspect_app.store.operations import OperationRow


@dataclass(frozen=True, slots=True)
class StoredOperation:
    """One operation of an inspection. `author` is an account's code, `device` the id of the device
    that signed it, `carried_by` of the one that brought it; `observed_at` is the tablet's clock
    (None: unreadable), `received_at` the server's. `body` is all that was signed, `writes` what of
    it sets fields; `reason` says why it is not applied (None: it is)."""

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
    writes: tuple[Write, ...]
    body: Mapping[str, Any]

    @classmethod
    def of(cls, row: OperationRow, **more: Any) -> Self:
        """`more`: the fields that a kind of its own adds."""
        operation = operation_in_row(row)
        return cls(
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
            writes=operation.writes,
            body=operation.document,
            **more,
        )


def operation_in_row(row: OperationRow) -> Operation:
    """What stands in the log of an inspection was read strictly when it came."""
    return operation_of(json.loads(row.body))
