"""A tablet that speaks the whole protocol: records, signs, sends, reads, and loses nothing.

It is the client of the tests and the writer of the demo. It works in one thread, and takes its
clock, its randomness and its road to the server from outside, so that a run can be repeated.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

import rfc8785

from inspect_app.demo.tablet.chain import Chain, key_from, public_text
from inspect_app.demo.tablet.clock import TabletClock
from inspect_app.demo.tablet.memory import Memory
from inspect_app.demo.tablet.pulling import Puller
from inspect_app.demo.tablet.pushing import Pusher
from inspect_app.demo.tablet.store import Changes, Cursor, Photo, Store
from inspect_app.demo.tablet.uploading import Uploader
from inspect_app.demo.tablet.view import sets
from inspect_app.demo.tablet.wire import (
    PROTOCOL,
    Reply,
    Request,
    Transport,
    certificate_in,
    json_body,
)
from inspect_app.domain.operations import EntityType, OperationKind

JUMP_MILLISECONDS = 5_000
_APP = {"b": "demo", "os": "simulated", "ver": 1}
_MOST_ROUNDS = 4
_MILLISECOND = timedelta(milliseconds=1)


@dataclass(frozen=True, slots=True)
class Synchronised:
    """`is_quiet`: nothing is left to send or read. Else there was no network, or too much to do."""

    requests: int
    is_quiet: bool


class Tablet:
    """`store` holds all that survives; a tablet made anew upon it goes on where it was."""

    chain_class = Chain
    pusher_class = Pusher
    puller_class = Puller

    @staticmethod
    def canonical(body: Mapping[str, Any]) -> str:
        """The one text of a body, in the form of RFC 8785."""
        return rfc8785.dumps(body).decode("utf-8")

    def __init__(
        self, transport: Transport, clock: TabletClock, chance: Random, store: Store | None = None
    ) -> None:
        self.transport, self.clock, self.chance = transport, clock, chance
        self.store = store if store is not None else Store()
        self.memory = Memory(self.store, clock, chance, self.chain_class)
        self.chain = self.memory.chain
        self.view = self.memory.view
        self.pusher = self.pusher_class(self.memory)
        self.puller = self.puller_class(self.memory)
        self.uploader = Uploader(self.memory)
        self.checklist: Mapping[str, Any] | None = None  # `chk` of what is recorded from now on
        self._clock_before: tuple[str, int, datetime] | None = None
        self.begin_round()

    # letting it in

    def enrolment(self, code: str, label: str = "tablet") -> Request:
        """The key is kept before it is sent, so that a lost answer can be asked for again."""
        pending = self.store.kept.get("enrolling")
        if pending is None:
            pending = key_from(self.chance)
            with self.store.writing() as changes:
                changes.put(self.store.kept, "enrolling", pending)
        nonce = self.memory.new_nonce()
        public = public_text(pending)
        body, headers = json_body(
            {
                "code": code,
                "public_key": public,
                "nonce": nonce,
                "proto": PROTOCOL,
                "label": label,
            },
            zipped=False,
        )
        path = "/sync/v1/devices/enrol"
        return Request("enrol", "POST", path, body, headers, nonce, (pending, public))

    def enrol(self, code: str, label: str = "tablet") -> bool:
        """Whether the tablet is let in; a chain that was there before is wrapped anew."""
        request = self.enrolment(code, label)
        reply = self.send(request)
        return reply is not None and self.receive(request, reply)

    # recording

    def record(
        self,
        insp: str,
        entity: str,
        kind: str,
        writes: Mapping[str, Any] | None = None,
        *,
        base: Mapping[str, Iterable[str]] | None = None,
        **extra: Any,
    ) -> str:
        """The id of the operation, which is committed. Needs neither network, clock nor log-in.

        `base` is, where nothing else is said, what this tablet shows for each field; `extra` are
        further keys of the body (`type`, `parent`, `file`, `why`, `covers`).
        """
        self._note_jump(insp)
        return self._append(insp, entity, kind, writes or {}, base, extra)

    def heads(self, insp: str, entity: str, field: str) -> dict[str, Any]:
        """What is on screen: values by the ids of the operations that wrote them."""
        return self.view.heads(insp, entity, field)

    def attach(
        self, insp: str, content: bytes, writes: Mapping[str, Any], *,
        mime: str = "image/jpeg", entity: str | None = None, **extra: Any,
    ) -> str:  # fmt: skip
        """Evidence: the bytes first, the operation that names them last. Gives the entity."""
        sha = hashlib.sha256(content).hexdigest()
        photo = self.store.photo.get(sha) or Photo(insp, mime, len(content))
        with self.store.writing() as changes:
            changes.put(self.store.photo_bytes, sha, content)
            changes.put(self.store.photo, sha, photo)
        made = entity or f"{EntityType.EVIDENCE}:{self.memory.new_id()}"
        file = {"sha": sha, "size": len(content), "mime": mime} | extra
        self._note_jump(insp)
        self._append(insp, made, OperationKind.ATTACH, writes, {}, {"file": file}, sha)
        return made

    # synchronising

    def begin_round(self, only: Iterable[str] | None = None, *, goes_on: bool = False) -> None:
        """Everything is tried once more; reading, of `only` these inspections. `goes_on`: as a
        further round of one synchronisation."""
        self.pusher.begin_round(goes_on=goes_on)
        self.puller.begin_round(only)
        self.uploader.begin_round()

    def next_request(self) -> Request | None:
        """Own operations, then reading, then what the server lacks of others, then photographs."""
        if self.chain.needs_enrolment or self.clock.milliseconds < self.memory.quiet_until_ms:
            return None
        return (
            self.pusher.request()
            or self.puller.request()
            or self.pusher.relay(self.puller.unseen())
            or self.uploader.request()
        )

    def receive(self, request: Request, reply: Reply) -> bool:
        """Heeds the answer, whenever it comes. Whether there is network and sense in going on."""
        if request.door == "enrol":
            return self._let_in(request, reply)
        if request.door in ("push", "relay"):
            return self.pusher.receive(request, reply)
        if request.door == "pull":
            return self.puller.receive(request, reply)
        return self.uploader.receive(request, reply)

    def send(self, request: Request) -> Reply | None:
        """None: no answer."""
        try:
            status, headers, body = self.transport(
                request.method, request.path, request.headers, request.body
            )
        except ConnectionError:
            return None
        return Reply(status, headers, body)

    def push(self) -> bool:
        """Sends the next batch of its own; whether the answer was heeded."""
        return self._exchange(self.pusher.request())

    def pull(self, *only: str) -> bool:
        """Reads the next pages; whether the answer was heeded."""
        self.puller.begin_round(only or None)
        return self._exchange(self.puller.request())

    def synchronise(
        self, *, only: Iterable[str] | None = None, most_requests: int = 1000
    ) -> Synchronised:
        """Sends and reads until nothing is left, the network fails, or `most_requests` are used.

        What was given back to the server must be seen in the log, hence a second round.
        """
        sent = 0
        chosen = None if only is None else tuple(only)
        for number in range(_MOST_ROUNDS):
            self.begin_round(chosen, goes_on=number > 0)
            while (request := self.next_request()) is not None:
                if sent == most_requests or not self._exchange(request):
                    return Synchronised(sent, is_quiet=False)
                sent += 1
            if not self.pusher.has_relayed:
                break
        return Synchronised(sent, self.is_quiet)

    @property
    def is_quiet(self) -> bool:
        """Nothing waits to be sent or read."""
        return not (
            self.chain.needs_enrolment
            or self.chain.pending()
            or self.uploader.waiting()
            or self.puller.is_behind()
        )

    def _exchange(self, request: Request | None) -> bool:
        if request is None:
            return False
        reply = self.send(request)
        return reply is not None and self.receive(request, reply)

    def _let_in(self, request: Request, reply: Reply) -> bool:
        key, public = request.about
        enrolled = certificate_in(reply.body, request.nonce)
        if enrolled is None or enrolled.public_key != public:
            return False
        if self.store.kept.get("enrolling") != key:
            return False  # a late answer: this key is in use already, or given up
        self.chain.begin(enrolled, key)
        self.memory.is_revoked = False
        return True

    def _append(
        self, insp: str, entity: str, kind: str, writes: Mapping[str, Any],
        base: Mapping[str, Iterable[str]] | None, extra: Mapping[str, Any], sha: str | None = None,
    ) -> str:  # fmt: skip
        op_id = self.memory.new_id()
        if base is None:
            base = {field: self.heads(insp, entity, field) for field in writes}
        read = self.store.stream.get(insp)
        body = dict(extra) | {
            "v": 1, "op": op_id, "insp": insp, "e": entity, "k": str(kind), "usr": self.chain.usr,
            "sets": sets(writes, base), "t": self.memory.times(), "app": _APP,
            "seen": {"n": read.n, "h": read.h} if read else {"n": 0, "h": ""},
        }  # fmt: skip
        if self.checklist is not None:
            body["chk"] = dict(self.checklist)

        def beside(changes: Changes) -> None:
            changes.then(lambda: self.store.stream.setdefault(insp, Cursor()))
            if sha is not None:
                photo = self.store.photo[sha]._replace(op=op_id)
                changes.put(self.store.photo, sha, photo)

        self.chain.append(op_id, insp, self.canonical(body), beside)
        return op_id

    def _note_jump(self, insp: str) -> None:
        """The clock on the wall and the one that only counts must go together."""
        now = self.clock.started, self.clock.milliseconds, self.clock.wall
        before, self._clock_before = self._clock_before, now
        if before is None or before[0] != now[0]:
            return
        jumped = (now[2] - before[2]) // _MILLISECOND - (now[1] - before[1])
        if abs(jumped) > JUMP_MILLISECONDS:
            entity = f"{EntityType.INSPECTION}:{insp}"
            self._append(insp, entity, OperationKind.CLOCK, {}, {}, {"jumped_ms": jumped})
