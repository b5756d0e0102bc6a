"""Contents: each operation once, numbered in the stream of its inspection and projected.

Numbers are taken last, under the lock of the stream's row, so that commit order is number order and
whoever reads up to n has everything up to n.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from inspect_app.domain.operations import EMPTY_CHAIN, Operation, Status, next_in_stream
from inspect_app.domain.projecting import Reason
from inspect_app.services.sync_in.preparing import UNREADABLE, Arrived
from inspect_app.store import jobs
from inspect_app.store.new_operations import NewOperation, insert_operations
from inspect_app.store.operations import OperationRow, StreamRow
from inspect_app.store.projection import apply_operations

CLASH = "clash"
_WORDS = {Status.OK: "stored", Status.LATE: "stored"}


@dataclass(frozen=True, slots=True)
class Stored:
    """Under which id an envelope's body is kept, and how the tablet is told so."""

    op_id: str
    word: str
    reason: str | None


def store_contents(
    session: Session, taken: Sequence[Arrived], sender: str, now: datetime
) -> dict[str, Stored]:
    """Link -> what became of its body. A body that is here already, by a re-wrap or another road,
    is not stored again. Another body under an id that is taken is kept apart: never overwritten."""
    kept = _kept(session, {item.op_id for item in taken})
    new: dict[str, NewOperation] = {}
    ids: dict[str, str] = {}
    clashes: set[str] = set()
    read: dict[str, Operation] = {}
    for item in taken:
        op_id, insp = item.op_id, _stream_of(item)
        if kept.get(op_id, (item.body_hash,))[0] != item.body_hash:
            clashes.add(item.link.link)
            op_id, insp = item.own_id, UNREADABLE
            kept |= _kept(session, {op_id} - kept.keys())
        ids[item.link.link] = op_id
        if op_id not in kept:
            new[op_id] = row = _row(item, op_id, insp, sender, now)
            kept[op_id] = (item.body_hash, row.status, row.reason)
            if item.operation is not None and insp != UNREADABLE:
                read[op_id] = item.operation
    for insp in sorted({row.insp for row in new.values()}):
        rows = [row for row in new.values() if row.insp == insp]
        _number(session, insp, rows)
        if insp != UNREADABLE:
            apply_operations(session, insp, rows, now, read)
            jobs.ask(session, "assess", {"insp": insp}, by="system", now=now, key=f"assess:{insp}")
        insert_operations(session, rows)
    return {link: _stored(op_id, link in clashes, new, kept) for link, op_id in ids.items()}


_Kept = dict[str, tuple[str, str, str | None]]
"""Id -> hash of its body, status, reason."""


def _kept(session: Session, ids: set[str]) -> _Kept:
    if not ids:
        return {}
    query = select(
        OperationRow.op_id, OperationRow.bh, OperationRow.status, OperationRow.reason
    ).where(OperationRow.op_id.in_(ids))
    return {row[0]: (row[1], row[2], row[3]) for row in session.execute(query)}


def _stream_of(item: Arrived) -> str:
    return item.operation.inspection if item.operation else UNREADABLE


def _row(item: Arrived, op_id: str, insp: str, sender: str, now: datetime) -> NewOperation:
    """Without its number; written once, when its status is known."""
    envelope, operation = item.envelope, item.operation
    is_readable = operation is not None and insp != UNREADABLE
    return NewOperation(
        op_id=op_id,
        insp=insp,
        body=envelope.body,
        bh=item.body_hash,
        dev=envelope.dev,
        seq=envelope.seq,
        prev=envelope.prev,
        link=item.link.link,
        sig=envelope.sig,
        usr=operation.author if operation else "?",
        kind=operation.kind if operation else "?",
        entity=operation.entity if operation else "?",
        received_at=now,
        via_dev=sender,
        status=(Status.OK if is_readable else Status.QUARANTINE).value,
        reason=None if is_readable else CLASH if operation else Reason.BAD_BODY.value,
    )


def _number(session: Session, insp: str, rows: Sequence[NewOperation]) -> None:
    n, chain, xor = _lock_stream(session, insp, len(rows))
    mixed = int(xor, 16)
    for number, row in enumerate(rows, start=n - len(rows) + 1):
        chain = next_in_stream(chain, row.op_id, row.bh)
        mixed ^= int(row.bh, 16)
        row.n, row.chain = number, chain
    session.execute(
        update(StreamRow)
        .where(StreamRow.insp == insp)
        .values(chain=chain, xor=f"{mixed:064x}")
        .execution_options(synchronize_session=False)
    )


def _lock_stream(session: Session, insp: str, count: int) -> tuple[int, str, str]:
    """Takes `count` numbers: the last of them, and the chain and xor before them."""
    taking = (
        update(StreamRow)
        .where(StreamRow.insp == insp)
        .values(n=StreamRow.n + count)
        .returning(StreamRow.n, StreamRow.chain, StreamRow.xor)
        .execution_options(synchronize_session=False)
    )
    row = session.execute(taking).first()
    if row is None:
        _begin_stream(session, insp)
        row = session.execute(taking).one()
    return row.n, row.chain, row.xor


def _begin_stream(session: Session, insp: str) -> None:
    """Two tablets may begin the same one at once: looking first would be too late."""
    is_postgresql = session.get_bind().dialect.name == "postgresql"
    values = {"insp": insp, "n": 0, "chain": EMPTY_CHAIN, "xor": EMPTY_CHAIN, "backed_n": 0}
    making = (postgresql.insert if is_postgresql else sqlite.insert)(StreamRow).values(values)
    session.execute(making.on_conflict_do_nothing())


def _stored(op_id: str, is_clash: bool, new: dict[str, NewOperation], kept: _Kept) -> Stored:
    """What the tablet is told, once the operations are judged."""
    row = new.get(op_id)
    status, reason = (row.status, row.reason) if row is not None else kept[op_id][1:]
    if is_clash:
        return Stored(op_id, CLASH, "other_body")
    return Stored(op_id, _WORDS.get(Status(status), status), reason)
