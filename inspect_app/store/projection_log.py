"""The log of one inspection as the domain takes it: operations read, and how their authors stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, select

from inspect_app.domain.operation_reading import BadBody, read_operation
from inspect_app.domain.operations import Operation
from inspect_app.domain.permissions import Role
from inspect_app.domain.projecting import Logged
from inspect_app.store.accounts import AccountRow
from inspect_app.store.devices import DeviceRow
from inspect_app.store.new_operations import NewOperation
from inspect_app.store.operations import OperationRow

Read = Mapping[str, Operation]
"""Operations that the caller has read from their bodies already, by id."""


class Stored(NamedTuple):
    """What a projection needs of a row of `operation`."""

    op_id: str
    n: int
    body: bytes
    dev: str
    seq: int
    usr: str
    kind: str
    entity: str
    received_at: datetime
    status: str | None
    reason: str | None


class Revoked(NamedTuple):
    """Both bounds hold. The place alone would let whoever has the key begin the chain once more at
    a place that is trusted; the moment alone would trust what a restored server is given again."""

    at: datetime
    after_seq: int

    def covers(self, row: Stored) -> bool:
        return row.seq > self.after_seq or row.received_at > self.at


@dataclass(frozen=True, slots=True)
class Standings:
    """`devices`: id -> its account, and after which moment and place of its chain it is revoked."""

    devices: Mapping[str, tuple[str, Revoked | None]] = field(default_factory=dict)
    inspectors: frozenset[str] = frozenset()


_COLUMNS = [getattr(OperationRow, name) for name in Stored._fields]


def stored(row: OperationRow | NewOperation) -> Stored:
    return Stored(*(getattr(row, name) for name in Stored._fields))


def read_rows(
    connection: Connection, insp: str, entities: Sequence[str] | None = None
) -> list[Stored]:
    """The log in order of n; with `entities` only what was written to these."""
    query = select(*_COLUMNS).where(OperationRow.insp == insp).order_by(OperationRow.n)
    if entities is not None:
        query = query.where(OperationRow.entity.in_(entities))
    return [Stored(*row) for row in connection.execute(query)]


def standings_of(connection: Connection, rows: Iterable[Stored]) -> Standings:
    """A device that was revoked without a place is not believed in anything."""
    every = list(rows)
    devices = connection.execute(
        select(
            DeviceRow.id, DeviceRow.account_id, DeviceRow.revoked_at, DeviceRow.revoked_after_seq
        ).where(DeviceRow.id.in_({row.dev for row in every}))
    )
    inspectors = connection.scalars(
        select(AccountRow.id).where(
            AccountRow.id.in_({row.usr for row in every}), AccountRow.role == Role.INSPECTOR.value
        )
    )
    return Standings(
        {
            dev: (account, None if revoked_at is None else Revoked(revoked_at, after or 0))
            for dev, account, revoked_at, after in devices
        },
        frozenset(inspectors),
    )


def logged_of(row: Stored, insp: str, standings: Standings, read: Read | None = None) -> Logged:
    account, revoked = standings.devices.get(row.dev, (None, None))
    return Logged(
        (read or {}).get(row.op_id) or operation_in(row, insp),
        row.n,
        row.dev,
        row.seq,
        account,
        is_revoked=revoked is not None and revoked.covers(row),
        is_inspector=row.usr in standings.inspectors,
    )


def operation_in(row: Stored, insp: str) -> Operation:
    """The operation in the body; of a body that is none, what its row says, without a version: it
    is quarantined as `bad_body`."""
    try:
        return read_operation(row.body)
    except BadBody:
        return Operation(row.op_id, insp, row.entity, row.kind, row.usr, 0, (), {})
