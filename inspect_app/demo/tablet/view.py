"""What the tablet shows: for each field the writes that nobody has replaced, as far as it knows.

It follows the store: whatever is committed there, by this window or another, is seen at the next
look. It is made anew from the store at every start.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from inspect_app.demo.tablet.chain import Chain
from inspect_app.demo.tablet.store import Read, Sent, Store
from inspect_app.domain.merging import heads
from inspect_app.domain.operation_reading import BadBody, read_operation
from inspect_app.domain.operations import EntityType, Operation, OperationKind, Status

Field = tuple[str, str, str]
"""Inspection, entity, field."""

_MAKING = (OperationKind.CREATE, OperationKind.ATTACH, OperationKind.COMMENT)
_UNSEEN_IN_LOG = "own"


class View:
    def __init__(self, store: Store, chain: Chain) -> None:
        self._store, self._chain = store, chain
        self._writes: dict[Field, dict[str, tuple[Any, tuple[str, ...]]]] = defaultdict(dict)
        self._made: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._status: dict[str, str] = {}
        self._of: dict[str, dict[str, None]] = defaultdict(dict)
        self._unseen: dict[str, dict[str, int | None]] = defaultdict(dict)
        self._dev, self._seq, self._changed = chain.dev, 0, 0

    def heads(self, insp: str, entity: str, field: str) -> dict[str, Any]:
        """Values by the id of the operation that wrote them; several are shown, all of them."""
        self._follow()
        writes = {
            op_id: write
            for op_id, write in self._writes.get((insp, entity, field), {}).items()
            if self._counts(insp, entity, op_id)
        }
        if len(writes) < 2:
            return {op_id: value for op_id, (value, _) in writes.items()}
        current = heads({op_id: base for op_id, (_, base) in writes.items()})
        return {op_id: writes[op_id][0] for op_id in sorted(current)}

    def fields(self) -> list[Field]:
        """Every field that anybody has written."""
        self._follow()
        return sorted(self._writes)

    def status(self, op_id: str) -> str | None:
        """What the server said of it when it was read; `own` before; None: not held here."""
        self._follow()
        return self._status.get(op_id)

    def held_of(self, insp: str) -> list[Read]:
        """What was read of an inspection's log, on this pass or an earlier one."""
        self._follow()
        read = self._store.read
        return [read[op_id] for op_id in self._of[insp] if op_id in read]

    def statuses_of(self, insp: str) -> list[tuple[str, str]]:
        """Operation and status of what was seen in an inspection's log, in its order."""
        self._follow()
        read = self._store.read
        rows = [(read[op_id].n, op_id) for op_id in self._of[insp] if op_id in read]
        seen = sorted((n, op_id) for n, op_id in rows if n is not None)
        return [(op_id, read[op_id].status) for _, op_id in seen]

    def unseen_of(self, insp: str) -> list[Sent | Read]:
        """What is held of an inspection and not proven to be in its log; of the own, only what the
        server has acknowledged, as the rest is on its way."""
        self._follow()
        store, dev, acked = self._store, str(self._chain.dev), self._chain.acked
        rows: list[Sent | Read] = []
        for op_id, seq in self._unseen[insp].items():
            if op_id in store.read:
                rows.append(store.read[op_id])
            elif seq is not None and seq <= acked:
                rows.append(store.sent[dev, seq])
        return rows

    def _counts(self, insp: str, entity: str, op_id: str) -> bool:
        """Quarantined and late operations are not shown as values. What the server still held when
        it was read counts as soon as what it waited for is here too."""
        status = self._status[op_id]
        if status == Status.HELD:
            return self._is_made(insp, f"{EntityType.INSPECTION}:{insp}") and (
                self._is_made(insp, entity) or entity.startswith(f"{EntityType.FACILITY}:")
            )
        return status in (Status.OK, _UNSEEN_IN_LOG)

    def _is_made(self, insp: str, entity: str) -> bool:
        return any(
            self._status[op_id] not in (Status.QUARANTINE, Status.LATE)
            for op_id in self._made.get((insp, entity), ())
        )

    def _follow(self) -> None:
        chain, store = self._chain, self._store
        if chain.dev != self._dev:
            self._dev, self._seq = chain.dev, 0
        if chain.dev is not None:
            head = chain.head.seq
            while self._seq < head:
                self._seq += 1
                row = store.sent[chain.dev, self._seq]
                if row.op not in self._status:
                    self._take(row.body, _UNSEEN_IN_LOG)
                self._of[row.insp][row.op] = None
                if row.op not in store.read:
                    self._unseen[row.insp][row.op] = self._seq
        while self._changed < len(store.changed):
            op_id = store.changed[self._changed]
            read = store.read[op_id]
            self._changed += 1
            self._take(read.body, read.status)
            self._of[read.insp][op_id] = None
            if read.n is None:
                self._unseen[read.insp][op_id] = None
            else:
                self._unseen[read.insp].pop(op_id, None)

    def _take(self, body: str, status: str) -> None:
        try:
            operation = read_operation(body.encode("utf-8"))
        except BadBody:
            self._status[str(json.loads(body)["op"])] = Status.QUARANTINE
            return
        if operation.id not in self._status:
            self._enter(operation)
        self._status[operation.id] = status

    def _enter(self, operation: Operation) -> None:
        where = operation.inspection, operation.entity
        for write in operation.writes:
            self._writes[*where, write.field][operation.id] = (write.value, write.base)
        if operation.kind in _MAKING:
            self._made[where].add(operation.id)


def sets(writes: Mapping[str, Any], base: Mapping[str, Iterable[str]]) -> list[dict[str, Any]]:
    """`sets` of a body: each field with its value and the operations that it replaces."""
    return [
        {"f": field, "val": value, "base": sorted(base.get(field, ()))}
        for field, value in writes.items()
    ]
