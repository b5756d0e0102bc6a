"""Reading the logs of inspections, each by a cursor that carries the hash of what was read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from inspect_app.demo.tablet.memory import Memory
from inspect_app.demo.tablet.store import Author, Cursor, Read, Sent, Store, envelope_of
from inspect_app.demo.tablet.wire import PROTOCOL, Reply, Request, json_body
from inspect_app.domain.operations import next_in_stream
from inspect_app.store.status_digests import status_digest

MOST_OPS = 200
MOST_STREAMS = 10
_PATH = "/sync/v1/pull"


class Puller:
    """A page and its cursor are stored in one transaction, and only where the cursor still stands
    where it stood when the page was asked for."""

    def __init__(self, memory: Memory) -> None:
        self.memory = memory
        self.limit = MOST_OPS
        self.is_signed_out = False  # a log-in is asked for; sending goes on
        self.is_too_old = False  # an update is asked for; sending goes on
        self._due: list[str] = []
        self._begun_again: set[str] = set()

    def begin_round(self, only: Iterable[str] | None = None) -> None:
        """Every stream is due once, or `only` these."""
        streams = self.memory.store.stream
        chosen = sorted(streams if only is None else only)
        self._due = [insp for insp in chosen if insp in streams]
        self.is_signed_out = self.is_too_old = self.memory.is_revoked = False
        self._asks_for_grants = only is None
        self._begun_again.clear()

    def request(self) -> Request | None:
        """The next pages; None: the end of every stream was reached in this round."""
        memory = self.memory
        if memory.chain.needs_enrolment or memory.is_revoked:
            return None
        if self.is_signed_out or self.is_too_old:
            return None
        if not self._due and not self._asks_for_grants:
            return None
        asked = {insp: memory.store.stream[insp] for insp in self._due[:MOST_STREAMS]}
        nonce = memory.new_nonce()
        said = {
            "nonce": nonce,
            "dev": memory.chain.dev,
            "proto": PROTOCOL,
            "limit": self.limit,
            "streams": {insp: {"n": cursor.n, "h": cursor.h} for insp, cursor in asked.items()},
        }
        body, headers = json_body(said, memory.zips)
        headers |= memory.signed("POST", _PATH, body)
        return Request("pull", "POST", _PATH, body, headers, nonce, asked)

    def receive(self, request: Request, reply: Reply) -> bool:
        memory = self.memory
        memory.heed_status(reply)
        said = memory.believed(request, reply)
        if said is None:
            self.is_signed_out |= reply.status == 401
            self.is_too_old |= reply.status == 426
            return reply.status in (401, 426)
        if said.get("unknown_device"):
            return True  # it is told who this is, and asked again
        self._asks_for_grants = False
        self._keep_authors(said.get("certs", {}))
        pages = said.get("streams", {})
        for insp, asked in request.about.items():
            if insp in pages:
                self._take(insp, asked, pages[insp])
            else:
                self._due = [due for due in self._due if due != insp]
        for insp in said.get("grant", ()):
            self.follow(insp)
        for order in said.get("revoke", ()):
            self._unfollow(order)
        return True

    def follow(self, insp: str) -> None:
        """From its beginning, whatever was read of it before the right to it was lost."""
        known = self.memory.store.stream.get(insp)
        if known is None or not known.is_readable:
            self.rewind(insp)

    def still_at(self, insp: str, asked: Cursor) -> bool:
        """Compare and set: a reply that comes late must not move the cursor."""
        now = self.memory.store.stream.get(insp)
        return now is not None and (now.n, now.h) == (asked.n, asked.h)

    def unseen(self) -> list[Sent | Read]:
        """What is held here of the streams that were read to their end, and stood not in them; and
        of those that may not be read any more what was not proven to be there before."""
        streams = self.memory.store.stream
        done = [insp for insp, at in streams.items() if not (at.more and at.is_readable)]
        return [row for insp in done for row in self.memory.view.unseen_of(insp)]

    def is_behind(self) -> bool:
        """Whether something that may be read is held here and was not seen there."""
        readable = {insp for insp, at in self.memory.store.stream.items() if at.is_readable}
        return any(row.insp in readable for row in self.unseen())

    def _take(self, insp: str, asked: Cursor, page: Mapping[str, Any]) -> None:
        if page.get("rewound"):
            if self.still_at(insp, asked):
                self.rewind(insp)
            return
        rows, cursor = self.read_page(insp, asked, page)
        store = self.memory.store
        if cursor is None:  # what was sent does not lead from here to the hash sent with it
            self._begin_again(insp, asked)
            return
        with store.writing() as changes:
            store.put_read(changes, rows)
            changes.put(store.stream, insp, cursor)
            changes.only_if(lambda: self.still_at(insp, asked))
        if not changes.happened:
            self._take_late(rows)
        elif not cursor.more:
            self._finish(insp, cursor, page.get("dig"))

    def read_page(
        self, insp: str, asked: Cursor, page: Mapping[str, Any]
    ) -> tuple[dict[str, Read], Cursor | None]:
        """The page's operations by id, and the cursor after them; None where the page is not whole."""
        rows: dict[str, Read] = {}
        n, h = asked.n, asked.h
        for item in page["ops"]:
            row = Read(
                str(item["dev"]), int(item["seq"]), str(item["prev"]), str(item["body"]),
                str(item["sig"]), insp, str(item["status"]), int(item["n"]),
            )  # fmt: skip
            op_id = str(json.loads(row.body)["op"])
            rows[op_id] = row
            n, h = n + 1, next_in_stream(h, op_id, envelope_of(row).body_hash)
            if row.n != n:
                return rows, None
        if (n, h) != (page["n"], page["h"]):
            return rows, None
        return rows, Cursor(n, h, bool(page["more"]))

    def _keep_authors(self, said: Mapping[str, Any]) -> None:
        """Before the operations: what is read can then always be given back."""
        authors = self.memory.store.author
        new = {dev: Author(item["text"], item["sig"]) for dev, item in said.items()}
        if not new.keys() <= authors.keys():
            with self.memory.store.writing() as changes:
                changes.then(lambda: authors.update(new))

    def _begin_again(self, insp: str, asked: Cursor, is_same_log: bool = False) -> None:
        """Once a round: a server that is at odds with itself is left for the next round."""
        if insp in self._begun_again or not self.still_at(insp, asked):
            self._due = [due for due in self._due if due != insp]
        else:
            self._begun_again.add(insp)
            self.rewind(insp, is_same_log)

    def _take_late(self, rows: Mapping[str, Read]) -> None:
        """Operations may always be kept; that they are in the log is proved by nothing here."""
        store = self.memory.store
        known = {op: row._replace(n=_number(store, op)) for op, row in rows.items()}
        with store.writing() as changes:
            store.put_read(changes, known)

    def _finish(self, insp: str, cursor: Cursor, digest: Any) -> None:
        """The end is reached: does what is held add up to what the server has, and did the same
        become of all of it?"""
        if not self.adds_up(insp, cursor, digest):
            self._begin_again(insp, cursor)
        elif not self.says_the_same(insp, cursor, digest):
            self._begin_again(insp, cursor, is_same_log=True)
        else:
            self._due = [due for due in self._due if due != insp]

    def adds_up(self, insp: str, cursor: Cursor, digest: Any) -> bool:
        if not isinstance(digest, Mapping) or digest.get("c") != cursor.n:
            return True
        mixed = 0
        for row in self.memory.view.held_of(insp):
            if row.n is not None:
                mixed ^= int(envelope_of(row).body_hash, 16)
        return f"{mixed:064x}" == digest.get("x")

    def says_the_same(self, insp: str, cursor: Cursor, digest: Any) -> bool:
        """Of a server that says nothing of statuses it is taken as true."""
        if not isinstance(digest, Mapping) or "s" not in digest or digest.get("c") != cursor.n:
            return True
        return bool(status_digest(self.memory.view.statuses_of(insp)) == digest["s"])

    def rewind(self, insp: str, is_same_log: bool = False) -> None:
        """Read it anew. Where the log here is not the log there, what was seen before proves
        nothing, and neither do receipts for files."""
        store = self.memory.store
        forgotten = {op: row._replace(n=None) for op, row in store.read.items() if row.insp == insp}
        with store.writing() as changes:
            store.put_read(changes, forgotten)
            changes.put(store.stream, insp, Cursor())
            for sha, photo in store.photo.items():
                if photo.insp == insp and photo.receipt is not None and not is_same_log:
                    again = photo._replace(receipt=None, address=None, offset=None)
                    changes.put(store.photo, sha, again)
        if insp not in self._due:
            self._due.append(insp)

    def _unfollow(self, order: Any) -> None:
        store = self.memory.store
        if isinstance(order, str) and order in store.stream:
            with store.writing() as changes:
                changes.put(store.stream, order, store.stream[order]._replace(is_readable=False))
            self._due = [insp for insp in self._due if insp != order]


def _number(store: Store, op_id: str) -> int | None:
    known = store.read.get(op_id)
    return known.n if known is not None else None
