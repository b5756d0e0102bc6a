"""Logs as rows of the database, without the signatures that other tests are about."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from sqlalchemy.orm import Session

from inspect_app.domain.operations import next_in_stream
from inspect_app.domain.permissions import Role
from inspect_app.domain.projecting import Logged
from inspect_app.store.accounts import AccountRow
from inspect_app.store.devices import DeviceRow
from inspect_app.store.operations import OperationRow
from inspect_app.store.projection import apply_operations
from tests.merging.invented_logs import ACCOUNTS, INSP, INSPECTORS, SERVER, device_of

NOW = datetime(2026, 6, 15, 12, tzinfo=UTC)


def add_people(session: Session) -> None:
    """An account and a device for everybody, and the server's own."""
    people = (*ACCOUNTS, "u_supervisor")
    for account in people:
        role = Role.INSPECTOR if account in INSPECTORS else Role.SUPERVISOR
        session.add(
            AccountRow(
                id=account,
                login=account,
                shown_name=account,
                role=role,
                password_hash="-",  # noqa: S106  # nobody logs in here
                made_at=NOW,
            )
        )
    session.flush()
    for account in people:
        session.add(device(device_of(account), account))
    session.add(device(SERVER, "u_supervisor"))
    session.flush()


def device(dev: str, account: str) -> DeviceRow:
    return DeviceRow(
        id=dev,
        account_id=account,
        public_key="",
        certificate="",
        certificate_signature="",
        first_link="",
        head_link="",
        enrolled_at=NOW,
    )


def row_of(logged: Logged, data: bytes) -> OperationRow:
    operation = logged.operation
    body_hash = hashlib.sha256(data).hexdigest()
    return OperationRow(
        op_id=operation.id,
        insp=operation.inspection,
        n=logged.n,
        chain=next_in_stream("", operation.id, body_hash),
        body=data,
        bh=body_hash,
        dev=logged.dev,
        seq=logged.seq,
        prev="",
        link="",
        sig="",
        usr=operation.author,
        kind=operation.kind,
        entity=operation.entity,
        received_at=NOW + timedelta(seconds=logged.n),
        via_dev=logged.dev,
    )


def push(session: Session, rows: Sequence[OperationRow]) -> None:
    """As a push does: judged first, then inserted."""
    apply_operations(session, INSP, rows, rows[-1].received_at)
    session.add_all(rows)
    session.flush()


def in_batches(rows: Sequence[OperationRow], cuts: Iterable[int]) -> list[list[OperationRow]]:
    edges = sorted({0, len(rows), *(cut % (len(rows) + 1) for cut in cuts)})
    return [list(rows[a:b]) for a, b in pairwise(edges)]
