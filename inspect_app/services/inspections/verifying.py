"""Is the log of an inspection whole, and in the order in which it was numbered?"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from inspect_app.domain.operations import EMPTY_CHAIN, next_in_stream
from inspect_app.store.operations import OperationRow, StreamRow

_AT_A_TIME = 500


class StreamFault(StrEnum):
    GAP = "gap"  # a number is missing or there twice
    BODY = "body"  # the bytes are not those whose hash was kept
    CHAIN = "chain"  # the hash of the log up to here is another
    END = "end"  # the log does not end where the stream says


class Fault(NamedTuple):
    """`n`: where in the stream."""

    n: int
    fault: StreamFault


def lock_stream(session: Session, insp: str) -> None:
    """Whoever holds it sees the whole log, and nobody pushes meanwhile."""
    session.execute(select(StreamRow.n).where(StreamRow.insp == insp).with_for_update())


def streams(session: Session) -> list[str]:
    """Every inspection of which anything has arrived."""
    return list(session.scalars(select(StreamRow.insp).order_by(StreamRow.insp)))


def stream_faults(session: Session, insp: str) -> Iterator[Fault]:
    """Every fault in the order of the stream; the log is read a few hundred rows at a time."""
    expected, chain, mixed = 0, EMPTY_CHAIN, 0
    rows = session.execute(
        select(
            OperationRow.n,
            OperationRow.op_id,
            OperationRow.body,
            OperationRow.bh,
            OperationRow.chain,
        )
        .where(OperationRow.insp == insp)
        .order_by(OperationRow.n)
        .execution_options(yield_per=_AT_A_TIME)
    )
    for n, op_id, body, body_hash, kept_chain in rows:
        expected += 1
        if n != expected:
            yield Fault(expected, StreamFault.GAP)
            expected = n
        if hashlib.sha256(body).hexdigest() != body_hash:
            yield Fault(n, StreamFault.BODY)
        chain = next_in_stream(chain, op_id, body_hash)
        if chain != kept_chain:
            yield Fault(n, StreamFault.CHAIN)
            chain = kept_chain  # one fault is told once
        mixed ^= int(body_hash, 16)
    stream = session.get(StreamRow, insp)
    end = (expected, chain, f"{mixed:064x}")
    if stream is None or (stream.n, stream.chain, stream.xor) != end:
        yield Fault(expected, StreamFault.END)
