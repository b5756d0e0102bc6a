"""Acts of the office in an inspection's own log: signed by the server, taken in like any delivery.

A view decides and refuses; here the operations are signed, stored and projected in its transaction,
with the line of the audit. The caller commits, or wraps all of it into `decided`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from flask import request
from sqlalchemy import select

from inspect_app.api.machinery import machinery, now
from inspect_app.domain.operations import Status
from inspect_app.extensions import db
from inspect_app.problems import Problem
from inspect_app.services.reviewing import Act, envelopes, office_device
from inspect_app.services.sync_in import Delivery, prepare, read_devices, take_in
from inspect_app.store.audit import write_line
from inspect_app.store.lost_races import Busy, committed
from inspect_app.store.operations import OperationRow

T = TypeVar("T")


def decided(work: Callable[[], T]) -> T:
    """A decision as one transaction: refused, or committed. Where another transaction was faster it
    is done again whole, so `work` asks and refuses before it records. Raises Problem `http.503`."""
    try:
        return committed(db.session(), work)
    except Busy as busy:
        raise Problem("http.503", path=request.path) from busy


def record(
    account: str, acts: Sequence[Act], action: str, details: Mapping[str, Any] | None = None
) -> None:
    """All of them or none, at the end of the account's own chain; one line of the audit each
    inspection. `action` is the audit's word. Raises Problem `review.not_applied`."""
    session, keys, moment = db.session(), machinery().keys, now()
    device = office_device(session, keys, account, moment)
    delivery = Delivery(device.id, envelopes(device, keys, acts, moment))
    prepared = prepare(delivery, read_devices(session, delivery), keys.sealing)
    take_in(session, prepared, moment)
    _refuse_unapplied(acts)
    for insp in sorted({act.insp for act in acts}):
        ops = [act.op for act in acts if act.insp == insp]
        write_line(
            session, at=moment, actor=account, action=action, subject_kind="inspection",
            subject=insp, details={"ops": ops, **(details or {})},
        )  # fmt: skip


def _refuse_unapplied(acts: Sequence[Act]) -> None:
    """An act that the projection does not take would be a promise on the screen and nothing else."""
    rows = db.session().execute(
        select(OperationRow.op_id, OperationRow.status, OperationRow.reason)
        .where(OperationRow.op_id.in_([act.op for act in acts]))
        .execution_options(populate_existing=True)
    )
    statuses = {op: (status, reason) for op, status, reason in rows}
    for act in acts:
        status, reason = statuses.get(act.op, ("missing", None))
        if status != Status.OK.value:
            raise Problem("review.not_applied", reason=reason or status)
