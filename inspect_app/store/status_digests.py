"""What the server says became of the operations of a stream, in one hash.

The log itself never changes, but what became of its operations may: one that waited is applied, one
that was set aside is let in. A tablet whose cursor stands at the end notices by this.
"""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from inspect_app.store.operations import OperationRow, StreamRow

MOST_KEPT = 4096


def status_digest(statuses: Iterable[tuple[str, str]]) -> str:
    """Hexadecimal SHA-256 over the lines `<operation> <status>`, each ended by LF, in the order of
    the log."""
    lines = "".join([f"{op_id} {status}\n" for op_id, status in statuses])
    return hashlib.sha256(lines.encode("utf-8")).hexdigest()


class StatusDigests:
    """Kept for as long as the stream's own mark says that nothing was judged since."""

    def __init__(self, most: int = MOST_KEPT) -> None:
        self._most = most
        self._kept: OrderedDict[str, tuple[_Mark, str]] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, session: Session, stream: StreamRow) -> str:
        """Of the whole stream, as it was read in this transaction."""
        mark = (stream.n, stream.chain, stream.judged)
        with self._lock:
            kept_mark, kept = self._kept.get(stream.insp, (None, ""))
        if kept_mark == mark:
            return kept
        query = (
            select(OperationRow.op_id, OperationRow.status)
            .where(OperationRow.insp == stream.insp, OperationRow.n <= stream.n)
            .order_by(OperationRow.n)
        )
        digest = status_digest((op_id, status) for op_id, status in session.execute(query))
        with self._lock:
            self._kept[stream.insp] = (mark, digest)
            self._kept.move_to_end(stream.insp)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return digest


_Mark = tuple[int, str, str]
