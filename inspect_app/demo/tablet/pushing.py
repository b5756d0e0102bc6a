"""Sending operations: the tablet's own first, then those of others that the server lacks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from inspect_app.demo.tablet.memory import Memory
from inspect_app.demo.tablet.store import Read, Sent, wire_of
from inspect_app.demo.tablet.wire import PROTOCOL, Reply, Request, json_body

MOST_OPS = 200
MOST_BYTES = 256_000
_ENVELOPE_BYTES = 260  # of an operation beside its body
_PATH = "/sync/v1/push"


class _Sent(NamedTuple):
    names: tuple[str, ...]
    shows_certificate: bool


class Pusher:
    """`request` gives the next thing to send, `receive` heeds the answer, whenever it comes."""

    def __init__(self, memory: Memory) -> None:
        self.memory = memory
        self.limit = MOST_OPS
        self.is_stuck = False  # in this round: the server takes no more of the chain
        self.has_relayed = False  # in this round, so that the log must be read again
        self._offered: set[str] = set()

    def begin_round(self, *, goes_on: bool = False) -> None:
        """What was hopeless may have become possible: the server may have been updated.

        `goes_on`: in one synchronisation nothing is given back twice.
        """
        self.is_stuck = self.has_relayed = False
        if not goes_on:
            self._offered.clear()

    def request(self) -> Request | None:
        """The next operations of the own chain; None: nothing to send, or not possible now."""
        if self.memory.chain.needs_enrolment or self.is_stuck:
            return None
        rows = self._batch(self.memory.chain.unsent())
        return self._push("push", rows) if rows or self.memory.shows_certificate else None

    def relay(self, unseen: Iterable[Sent | Read]) -> Request | None:
        """What is held here and was not seen in the log on this pass, once a round.

        The answer proves nothing: only the log does, when it is read again.
        """
        if self.memory.chain.needs_enrolment:
            return None
        fresh = [row for row in unseen if _name(row) not in self._offered]
        rows = self._batch(sorted(fresh, key=lambda row: row.seq))
        return self._push("relay", rows) if rows else None

    def receive(self, request: Request, reply: Reply) -> bool:
        """Whether there is network and sense in going on."""
        if reply.status == 413:
            return self._shrink(request)
        if reply.status in (400, 422):
            return self._bisect(request)
        self.memory.heed_status(reply)
        before = self.memory.chain.acked
        said = self.memory.believed(request, reply)
        if said is None:
            return False
        if said.get("unknown_device"):
            return not request.about.shows_certificate
        self.limit = min(MOST_OPS, self.limit + 1)
        if request.door == "push":
            self.is_stuck = bool(request.about.names) and self.memory.chain.acked == before
            self.heed_fork(said)
        else:
            self.cross_off(request, said)
        return True

    def heed_fork(self, said: Mapping[str, Any]) -> None:
        """A fork in the own chain: another copy of this store was faster at some place of it."""
        if said.get("fork") and said.get("dev") == self.memory.chain.dev:
            self.memory.chain.forsake()

    def cross_off(self, request: Request, said: Mapping[str, Any]) -> None:
        """Offered in this round, so not again before the log was read: one bad operation of
        somebody else must not keep the others waiting."""
        self._offered.update(request.about.names)
        self.has_relayed = True

    def _push(self, door: str, rows: Sequence[Sent | Read]) -> Request:
        memory, chain = self.memory, self.memory.chain
        nonce = memory.new_nonce()
        said: dict[str, Any] = {
            "nonce": nonce,
            "dev": chain.dev,
            "proto": PROTOCOL,
            "pending": chain.pending(),
            "local_head": chain.head.seq,
            "ops": [wire_of(row) for row in rows],
        }
        if memory.shows_certificate:
            said["cert"] = chain.certificate_on_wire()
        authors = memory.store.author
        if carried := sorted({row.dev for row in rows} & authors.keys() - {chain.dev}):
            said["certs"] = [authors[dev]._asdict() for dev in carried]
        body, headers = json_body(said, memory.zips)
        headers |= memory.signed("POST", _PATH, body)
        sent = _Sent(tuple(_name(row) for row in rows), memory.shows_certificate)
        return Request(door, "POST", _PATH, body, headers, nonce, sent)

    def _batch(self, rows: Iterable[Sent | Read]) -> list[Sent | Read]:
        batch: list[Sent | Read] = []
        size = 0
        for row in rows:
            size += len(row.body.encode("utf-8")) + _ENVELOPE_BYTES
            if len(batch) >= self.limit or (batch and size > MOST_BYTES):
                break
            batch.append(row)
        return batch

    def _shrink(self, request: Request) -> bool:
        """Something on the way takes no more than so much."""
        self.limit = max(1, min(self.limit, len(request.about.names)) // 2)
        return len(request.about.names) > 1

    def _bisect(self, request: Request) -> bool:
        """Something in it cannot be read by the server: find which, keep it, go on with the rest."""
        if len(request.about.names) > 1:
            self.limit = max(1, len(request.about.names) // 2)
        elif request.door == "push":
            self.is_stuck = True
        else:
            self._offered.update(request.about.names)
        return True


def _name(row: Sent | Read) -> str:
    return f"{row.dev}/{row.seq}/{row.prev}"
