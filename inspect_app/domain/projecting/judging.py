"""What becomes of one operation, given the little that it depends on besides itself.

The rules stand in the order in which they are asked, from what never changes to what may change
when more arrives: its form, the standing of its author, the inspection, the team, the approval, and
the entity that it builds upon.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from inspect_app.domain.operations import (
    REVIEW_KINDS,
    EntityType,
    Operation,
    OperationKind,
    Status,
)
from inspect_app.domain.projecting.form import (
    MAKING,
    NOTES,
    fault_of,
    inspection_entity,
    type_of,
)
from inspect_app.domain.projecting.log import LATE, OK, Logged, Outcome, Reason

TEAM = "team"
_AFTER_CLOSING = REVIEW_KINDS - {OperationKind.RETURN}


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What a judgement depends on, of the rest of the log.

    `writers` are the lead and every account that the lead has ever named on the team: whoever
    leaves the team keeps what they recorded, in whatever order it arrives. `closed_at` is the place
    of the first approval.
    """

    lead: str | None
    founded_by: str | None  # the creation that counts
    writers: Collection[str] = frozenset()
    closed_at: int | None = None
    entities: Collection[str] = frozenset()


def fault_before_all(logged: Logged) -> Reason | None:
    """Why an operation is set aside whatever else is in the log; None: it is not."""
    return _fault_of_author(logged) or fault_of(logged.operation)


def is_founding(logged: Logged) -> bool:
    """Whether it creates its inspection. Faults are asked for apart."""
    operation = logged.operation
    return operation.kind == OperationKind.CREATE and operation.entity == inspection_entity(
        operation.inspection
    )


def names_a_team(logged: Logged, lead: str | None) -> tuple[str, ...]:
    """The accounts that a write of the lead, or of the server, puts on the team."""
    operation = logged.operation
    may_name = logged.is_by_server or operation.author == lead
    if not may_name or type_of(operation.entity) is not EntityType.INSPECTION:
        return ()
    return tuple(code for write in operation.writes if write.field == TEAM for code in write.value)


def makes(operation: Operation) -> bool:
    return operation.kind in MAKING


def judge_rights(logged: Logged, around: Circumstances) -> Outcome | None:
    """For an operation without a fault of its own; None: nothing but its entity is in question."""
    operation = logged.operation
    if operation.kind in NOTES:
        return OK
    if around.lead is None:
        return Outcome(Status.HELD, Reason.NO_INSPECTION)
    if reason := _fault_of_rights(logged, around):
        return Outcome(Status.QUARANTINE, reason)
    if operation.id == around.founded_by:
        return OK
    is_closed = around.closed_at is not None and logged.n > around.closed_at
    if is_closed and operation.kind not in _AFTER_CLOSING:
        return LATE
    return None


def judge_entity(operation: Operation, around: Circumstances) -> Outcome:
    """For an operation to which nothing else stands in the way."""
    is_there = (
        makes(operation)
        or type_of(operation.entity) is EntityType.FACILITY
        or operation.entity in around.entities
    )
    return OK if is_there else Outcome(Status.HELD, Reason.NO_ENTITY)


def _fault_of_author(logged: Logged) -> Reason | None:
    if logged.is_by_server:
        return None
    if logged.is_revoked:
        return Reason.DEVICE_REVOKED
    if logged.operation.author != logged.device_account:
        return Reason.OTHER_USER
    if not logged.is_inspector:
        return Reason.NOT_AN_INSPECTOR
    return Reason.NOT_FOR_TABLETS if logged.operation.kind in REVIEW_KINDS else None


def _fault_of_rights(logged: Logged, around: Circumstances) -> Reason | None:
    operation = logged.operation
    if operation.author == around.lead:
        return None
    if is_founding(logged):
        return Reason.SECOND_CREATION
    if logged.is_by_server:
        return None
    if operation.author not in around.writers:
        return Reason.NOT_ON_THE_TEAM
    if any(
        write.field == TEAM and type_of(operation.entity) is EntityType.INSPECTION
        for write in operation.writes
    ):
        return Reason.NOT_THE_LEAD
    return None
