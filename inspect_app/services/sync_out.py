"""What a tablet reads: the logs of the inspections of its user, a page at a time.

To be called in a transaction that sees one moment (`store.engine.start_reading`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from inspect_app.domain.operations import EMPTY_CHAIN
from inspect_app.store.devices import DeviceRow
from inspect_app.store.inspections import InspectionRow, MemberRow
from inspect_app.store.operations import LinkRow, OperationRow, StreamRow
from inspect_app.store.status_digests import StatusDigests, status_digest

MOST_BYTES = 2**20
"""Of bodies in one answer; one operation is always given, so that reading goes on."""
_SLICE = 100

Page = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Read:
    """`streams`: a page for each stream that was asked for and may be read.

    `grant`: streams that the user may read and did not ask for. `revoke`: those asked for that the
    user may not read, or not any more. `certificates`: of the authors of what is given.
    """

    streams: Mapping[str, Page]
    grant: tuple[str, ...]
    revoke: tuple[str, ...]
    certificates: Mapping[str, Mapping[str, str]]


class _Budget:
    """What is left of one answer, for all its streams together."""

    def __init__(self, operations: int) -> None:
        self.operations, self.bytes = operations, MOST_BYTES
        self._is_fresh = True

    def takes(self, size_bytes: int) -> bool:
        if self.operations < 1 or (size_bytes > self.bytes and not self._is_fresh):
            return False
        self._is_fresh = False
        self.operations -= 1
        self.bytes -= size_bytes
        return True


def read_streams(
    session: Session,
    device: DeviceRow,
    asked: Mapping[str, tuple[int, str]],
    limit: int,
    digests: StatusDigests,
) -> Read:
    """`asked`: stream -> (n, h), how far it was read and the hash of its log up to there."""
    readable = set(
        session.scalars(select(MemberRow.insp).where(MemberRow.usr == device.account_id))
    )
    there = {
        row.insp: row for row in session.scalars(select(StreamRow).where(StreamRow.insp.in_(asked)))
    }
    own = _begun_by(session, device, there.keys() - readable)
    reading = _Reading(session, _Budget(limit), digests)
    pages: dict[str, Page] = {}
    revoke: list[str] = []
    for insp, (n, h) in asked.items():
        stream = there.get(insp)
        if stream is None:
            pages[insp] = _unknown(n)
        elif insp in readable or insp in own:
            pages[insp] = _page(reading, stream, n, h)
        elif not _is_in_log(session, stream, n, h):
            # This server was set back: the tablet may hold what gave it the right to read. Told to
            # stop, it would keep that to itself.
            pages[insp] = {"rewound": True}
        else:
            revoke.append(insp)
    grant = tuple(sorted(readable - asked.keys()))
    return Read(pages, grant, tuple(revoke), _certificates(session, pages))


def _certificates(session: Session, pages: Mapping[str, Page]) -> dict[str, dict[str, str]]:
    authors = {item["dev"] for page in pages.values() for item in page.get("ops", ())}
    query = select(DeviceRow.id, DeviceRow.certificate, DeviceRow.certificate_signature).where(
        DeviceRow.id.in_(authors)
    )
    return {dev: {"text": text, "sig": sig} for dev, text, sig in session.execute(query)}


def _begun_by(session: Session, device: DeviceRow, streams: set[str]) -> set[str]:
    """Streams that are no inspection yet, because their creation has not arrived, and to which this
    device contributed: to lock them on the tablet would be wrong."""
    if not streams:
        return set()
    begun = select(InspectionRow.id).where(InspectionRow.id.in_(streams))
    nameless = streams - set(session.scalars(begun))
    own = select(OperationRow.insp).where(
        OperationRow.dev == device.id, OperationRow.insp.in_(nameless)
    )
    return set(session.scalars(own.distinct()))


def _unknown(n: int) -> Page:
    """Of a stream that is not here: not sent yet, or forgotten by a server that was set back."""
    if n > 0:
        return {"unknown": True, "rewound": True}
    nothing = {"ops": [], "n": 0, "h": EMPTY_CHAIN, "more": False}
    digest = {"c": 0, "x": EMPTY_CHAIN, "s": status_digest(())}
    return {"unknown": True, **nothing, "dig": digest}


class _Reading(NamedTuple):
    """What reading the pages of one answer takes."""

    session: Session
    budget: _Budget
    digests: StatusDigests


def _page(reading: _Reading, stream: StreamRow, n: int, h: str) -> Page:
    session, budget = reading.session, reading.budget
    if not _is_in_log(session, stream, n, h):
        return {"rewound": True}
    operations: list[dict[str, Any]] = []
    while n < stream.n and budget.operations > 0:
        rows = _rows(session, stream, n, min(_SLICE, budget.operations))
        by_author = _authors_links(session, [row.op_id for row in rows])
        for row in rows:
            if not budget.takes(len(row.body)):
                return _paged(reading, operations, n, h, stream)
            operations.append(_operation(row, by_author.get(row.op_id, row)))
            n, h = row.n, row.chain
    return _paged(reading, operations, n, h, stream)


def _is_in_log(session: Session, stream: StreamRow, n: int, h: str) -> bool:
    if n == 0:
        return h == EMPTY_CHAIN
    if n == stream.n:
        return h == stream.chain
    chain = session.scalars(
        select(OperationRow.chain).where(OperationRow.insp == stream.insp, OperationRow.n == n)
    ).first()
    return chain == h


def _paged(
    reading: _Reading, operations: list[dict[str, Any]], n: int, h: str, stream: StreamRow
) -> Page:
    """`s` of the digest stands at the end of the stream alone: before it nobody could use it."""
    digest: dict[str, Any] = {"c": stream.n, "x": stream.xor}
    if n == stream.n:
        digest["s"] = reading.digests.of(reading.session, stream)
    return {"ops": operations, "n": n, "h": h, "more": n < stream.n, "dig": digest}


def _rows(session: Session, stream: StreamRow, after: int, most: int) -> list[Any]:
    query = (
        select(
            OperationRow.op_id,
            OperationRow.n,
            OperationRow.chain,
            OperationRow.dev,
            OperationRow.seq,
            OperationRow.prev,
            OperationRow.body,
            OperationRow.sig,
            OperationRow.status,
            OperationRow.reason,
        )
        .where(
            OperationRow.insp == stream.insp,
            OperationRow.n > after,
            OperationRow.n <= stream.n,
        )
        .order_by(OperationRow.n)
        .limit(most)
    )
    return list(session.execute(query))


def _authors_links(session: Session, op_ids: list[str]) -> dict[str, Any]:
    """The author's own place in a chain, for operations that somebody else signed first: colleagues
    keep what they are given, and only the author's envelope proves who wrote it."""
    signer, author = aliased(DeviceRow), aliased(DeviceRow)
    query = (
        select(LinkRow.op_id, LinkRow.dev, LinkRow.seq, LinkRow.prev, LinkRow.sig)
        .join(OperationRow, OperationRow.op_id == LinkRow.op_id)
        .join(signer, signer.id == OperationRow.dev)
        .join(author, author.id == LinkRow.dev)
        .where(
            LinkRow.op_id.in_(op_ids),
            signer.account_id != OperationRow.usr,
            author.account_id == OperationRow.usr,
        )
        .order_by(LinkRow.received_at.desc(), LinkRow.dev, LinkRow.seq)
    )
    return {row.op_id: row for row in session.execute(query)}


def _operation(row: Any, signed: Any) -> dict[str, Any]:
    """The envelope with the place in the log and what became of it."""
    return {
        "op": row.op_id,
        "n": row.n,
        "status": row.status,
        "reason": row.reason,
        "dev": signed.dev,
        "seq": signed.seq,
        "prev": signed.prev,
        "body": row.body.decode("utf-8"),
        "sig": signed.sig,
    }
