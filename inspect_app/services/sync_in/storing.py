"""Contents: each operation once, numbered in the stream of its inspection and projected.

Numbers are taken last, under the lock of the stream's row, so that commit order is number order and
whoever reads up to n has everything up to n.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple
from uuid import uuid4

from sqlalchemy import select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from inspect_app.domain.operations import EMPTY_CHAIN, Operation, Status, next_in_stream
from inspect_app.domain.projecting import Reason
from inspect_app.services.sync_in.preparing import UNREADABLE, Arrived
from inspect_app.store import jobs
from inspect_app.store.new_operations import NewOperation, insert_links, insert_operations
from inspect_app.store.operations import OperationRow, StreamRow
from inspect_app.store.projection import apply_operations, reconsider

CLASH = "clash"
_WORDS = {Status.OK: "stored", Status.LATE: "stored"}


@dataclass(frozen=True, slots=True)
class Stored:
    """Under which id an envelope's body is kept, and how the tablet is told so. `is_released`: it
    was here and could not be applied, and with this envelope it could."""

    op_id: str
    word: str
    reason: str | None
    is_released: bool = False


class _Kept(NamedTuple):
    """What is asked of an operation that is stored, or about to be."""

    bh: str
    status: str
    reason: str | None


@dataclass(slots=True)
class _Contents:
    """Where the bodies of a delivery go.

    `ids`: link -> operation. `further`: stream -> the operations in it that have another link
    already, and their authors.
    """

    kept: dict[str, _Kept]
    new: dict[str, NewOperation] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)
    clashes: set[str] = field(default_factory=set)
    read: dict[str, Operation] = field(default_factory=dict)
    further: dict[str, dict[str, str]] = field(default_factory=dict)


def store_contents(
    session: Session, taken: Sequence[Arrived], sender: str, now: datetime
) -> dict[str, Stored]:
    """Link -> what became of its body. A body that is here already, by a re-wrap or another road,
    is not stored again, but judged anew: its new link may be a better one. Another body under an id
    that is taken is kept apart: never overwritten. Writes the links as well."""
    contents = _sorted_out(session, taken, sender, now)
    _write_links(session, taken, contents.ids, now)
    before = dict(contents.kept)
    for insp in sorted({row.insp for row in contents.new.values()} | contents.further.keys()):
        if _store(session, insp, contents, now):
            jobs.ask(session, "assess", {"insp": insp}, by="system", now=now, key=f"assess:{insp}")
    for op_id, row in contents.new.items():
        contents.kept[op_id] = _Kept(row.bh, row.status, row.reason)
    again = {op_id for of_stream in contents.further.values() for op_id in of_stream}
    again |= {op_id for op_id, row in contents.new.items() if row.insp in contents.further}
    contents.kept |= _kept(session, again)
    return {link: _stored(link, op_id, contents, before) for link, op_id in contents.ids.items()}


def _sorted_out(
    session: Session, taken: Sequence[Arrived], sender: str, now: datetime
) -> _Contents:
    contents = _Contents(_kept(session, {item.op_id for item in taken}))
    kept = contents.kept
    for item in taken:
        op_id, insp, link = item.op_id, _stream_of(item), item.link.link
        if op_id in kept and kept[op_id].bh != item.body_hash:
            contents.clashes.add(link)
            op_id, insp = item.own_id, UNREADABLE
            kept |= _kept(session, {op_id} - kept.keys())
        contents.ids[link] = op_id
        is_judged = item.operation is not None and insp != UNREADABLE
        if op_id not in kept:
            contents.new[op_id] = row = _row(item, op_id, insp, sender, now)
            kept[op_id] = _Kept(row.bh, row.status, row.reason)
            if item.operation is not None and is_judged:
                contents.read[op_id] = item.operation
        elif item.operation is not None and is_judged:
            contents.further.setdefault(insp, {})[op_id] = item.operation.author
    return contents


def _store(session: Session, insp: str, contents: _Contents, now: datetime) -> bool:
    """Brings one stream up to date. False: nothing in it has to be assessed anew."""
    rows = [row for row in contents.new.values() if row.insp == insp]
    _number(session, insp, rows)
    if insp != UNREADABLE:
        apply_operations(session, insp, rows, now, contents.read)
    insert_operations(session, rows)
    further = contents.further.get(insp)
    is_changed = further is not None and reconsider(session, insp, further, contents.ids, now)
    return insp != UNREADABLE and bool(rows or is_changed)


def _write_links(
    session: Session, taken: Sequence[Arrived], ids: Mapping[str, str], now: datetime
) -> None:
    insert_links(
        session,
        (
            {
                "dev": item.envelope.dev,
                "seq": item.envelope.seq,
                "link": item.link.link,
                "op_id": ids[item.link.link],
                "prev": item.envelope.prev,
                "sig": item.envelope.sig,
                "received_at": now,
            }
            for item in taken
        ),
    )


def _kept(session: Session, ids: set[str]) -> dict[str, _Kept]:
    if not ids:
        return {}
    query = select(
        OperationRow.op_id,
        OperationRow.bh,
        OperationRow.status,
        OperationRow.reason,
    ).where(OperationRow.op_id.in_(ids))
    return {row[0]: _Kept(row[1], row[2], row[3]) for row in session.execute(query)}


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
    """Locks the stream, also where there is nothing to number."""
    n, chain, xor = _lock_stream(session, insp, len(rows))
    if not rows:
        return
    mixed = int(xor, 16)
    for number, row in enumerate(rows, start=n - len(rows) + 1):
        chain = next_in_stream(chain, row.op_id, row.bh)
        mixed ^= int(row.bh, 16)
        row.n, row.chain = number, chain
    session.execute(
        update(StreamRow)
        .where(StreamRow.insp == insp)
        .values(chain=chain, xor=f"{mixed:064x}", judged=uuid4().hex)
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
    values = {
        "insp": insp,
        "n": 0,
        "chain": EMPTY_CHAIN,
        "xor": EMPTY_CHAIN,
        "backed_n": 0,
        "judged": "",
    }
    making = (postgresql.insert if is_postgresql else sqlite.insert)(StreamRow).values(values)
    session.execute(making.on_conflict_do_nothing())


def _stored(link: str, op_id: str, contents: _Contents, before: Mapping[str, _Kept]) -> Stored:
    """What the tablet is told, once the operations are judged."""
    if link in contents.clashes:
        return Stored(op_id, CLASH, "other_body")
    now = contents.kept[op_id]
    word = _WORDS.get(Status(now.status), now.status)
    was_apart = op_id not in contents.new and before[op_id].status == Status.QUARANTINE
    return Stored(op_id, word, now.reason, was_apart and now.status != Status.QUARANTINE)
