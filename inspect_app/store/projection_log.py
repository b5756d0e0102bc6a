"""The log of one inspection as the domain takes it: operations read, and how their authors stand."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, select

from inspect_app.domain.operation_reading import BadBody, read_operation
from inspect_app.domain.operations import SERVER_DEVICE, Operation
from inspect_app.domain.permissions import Role
from inspect_app.domain.projecting import Logged
from inspect_app.store.accounts import AccountRow
from inspect_app.store.devices import DeviceRow
from inspect_app.store.new_operations import NewOperation
from inspect_app.store.operations import LinkRow, OperationRow

Read = Mapping[str, Operation]
"""Operations that the caller has read from their bodies already, by id."""


class Stored(NamedTuple):
    """What a projection needs of a row of `operation`."""

    op_id: str
    n: int
    body: bytes
    dev: str
    seq: int
    link: str
    usr: str
    kind: str
    entity: str
    received_at: datetime
    status: str | None
    reason: str | None


class Signed(NamedTuple):
    """A place in a device's chain at which an operation stands, and when that came."""

    dev: str
    seq: int
    link: str
    received_at: datetime


Further = Mapping[str, Sequence[Signed]]
"""Operation -> its places besides the one that stands in its own row."""


class Revoked(NamedTuple):
    """Both bounds hold. The place alone would let whoever has the key begin the chain once more at
    a place that is trusted; the moment alone would trust what a restored server is given again."""

    at: datetime
    after_seq: int

    def covers(self, signed: Signed) -> bool:
        return signed.seq > self.after_seq or signed.received_at > self.at


@dataclass(frozen=True, slots=True)
class Standings:
    """`devices`: id -> its account, and after which moment and place of its chain it is revoked."""

    devices: Mapping[str, tuple[str, Revoked | None]] = field(default_factory=dict)
    inspectors: frozenset[str] = frozenset()
    further: Further = field(default_factory=dict)

    def best_of(self, row: Stored) -> Signed:
        """The place by which an operation is judged."""
        own = Signed(row.dev, row.seq, row.link, row.received_at)
        others = self.further.get(row.op_id)
        return self.best(row.usr, (own, *others)) if others else own

    def best(self, usr: str, places: Iterable[Signed]) -> Signed:
        """Anybody can sign once more what another wrote, and be here first: neither may change what
        becomes of it. The server's own signature comes first, then the author's on a tablet that is
        trusted there, then the author's on any; among equals the first that came."""
        return min(
            places,
            key=lambda place: (self._rank(usr, place), place.received_at, place[:3]),
        )

    def is_revoked(self, signed: Signed) -> bool:
        revoked = self.devices.get(signed.dev, ("", None))[1]
        return revoked is not None and revoked.covers(signed)

    def account_of(self, signed: Signed) -> str | None:
        return self.devices.get(signed.dev, (None, None))[0]

    def _rank(self, usr: str, signed: Signed) -> tuple[bool, bool, bool]:
        is_by_server = signed.dev.startswith(SERVER_DEVICE)
        return not is_by_server, self.account_of(signed) != usr, self.is_revoked(signed)


_COLUMNS = [getattr(OperationRow, name) for name in Stored._fields]
_PLACE = [getattr(LinkRow, name) for name in Signed._fields]


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


def further_places(
    connection: Connection, insp: str, entities: Sequence[str] | None = None
) -> Further:
    """Of the operations that `read_rows` gives; hardly any has more places than one."""
    query = (
        select(LinkRow.op_id, *_PLACE)
        .join(OperationRow, OperationRow.op_id == LinkRow.op_id)
        .where(OperationRow.insp == insp, LinkRow.link != OperationRow.link)
    )
    if entities is not None:
        query = query.where(OperationRow.entity.in_(entities))
    return _by_operation(connection, query)


def places_of(connection: Connection, op_ids: Collection[str]) -> Further:
    """Every place of these operations."""
    return _by_operation(
        connection, select(LinkRow.op_id, *_PLACE).where(LinkRow.op_id.in_(op_ids))
    )


def _by_operation(connection: Connection, query: Select[Any]) -> Further:
    found: dict[str, list[Signed]] = {}
    for op_id, *place in connection.execute(query):
        found.setdefault(op_id, []).append(Signed(*place))
    return found


def standings_of(
    connection: Connection, rows: Iterable[Stored], further: Further | None = None
) -> Standings:
    """A device that was revoked without a place is not believed in anything."""
    every, others = list(rows), further or {}
    signers = {row.dev for row in every}
    signers.update(place.dev for places in others.values() for place in places)
    inspectors = connection.scalars(
        select(AccountRow.id).where(
            AccountRow.id.in_({row.usr for row in every}), AccountRow.role == Role.INSPECTOR.value
        )
    )
    return Standings(_devices(connection, signers), frozenset(inspectors), others)


def standings_at(connection: Connection, places: Further) -> Standings:
    """How the devices at these places stand; asks for no author."""
    return Standings(
        _devices(connection, {place.dev for of_one in places.values() for place in of_one})
    )


def _devices(
    connection: Connection, devices: Collection[str]
) -> dict[str, tuple[str, Revoked | None]]:
    rows = connection.execute(
        select(
            DeviceRow.id, DeviceRow.account_id, DeviceRow.revoked_at, DeviceRow.revoked_after_seq
        ).where(DeviceRow.id.in_(devices))
    )
    return {
        dev: (account, None if revoked_at is None else Revoked(revoked_at, after or 0))
        for dev, account, revoked_at, after in rows
    }


def logged_of(row: Stored, insp: str, standings: Standings, read: Read | None = None) -> Logged:
    place = standings.best_of(row)
    return Logged(
        (read or {}).get(row.op_id) or operation_in(row, insp),
        row.n,
        place.dev,
        place.seq,
        standings.account_of(place),
        is_revoked=standings.is_revoked(place),
        is_inspector=row.usr in standings.inspectors,
    )


def operation_in(row: Stored, insp: str) -> Operation:
    """The operation in the body; of a body that is none, what its row says, without a version: it
    is quarantined as `bad_body`."""
    try:
        return read_operation(row.body)
    except BadBody:
        return Operation(row.op_id, insp, row.entity, row.kind, row.usr, 0, (), {})
