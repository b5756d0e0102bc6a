"""The tablet's own chain: the only place that appends to it, and what the server holds of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from random import Random
from typing import Any, NamedTuple

from cryptography.hazmat.primitives.asymmetric import ec

from inspect_app import signing
from inspect_app.demo.tablet.store import Changes, Sent, Store
from inspect_app.demo.tablet.wire import Enrolled
from inspect_app.domain.operations import Envelope, first_link, un64
from inspect_app.signing import PrivateKey

_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551  # of P-256


class Place(NamedTuple):
    seq: int
    link: str


Also = Callable[[Changes], None] | None


def key_from(chance: Random) -> str:
    """The next private key of a source of randomness, hexadecimal: a seeded one gives the same."""
    return f"{chance.randrange(1, _ORDER):x}"


def public_text(key: str) -> str:
    """Of a private key as `key_from` gives it."""
    return signing.public_text(_key(key))


def _key(text: str) -> PrivateKey:
    return ec.derive_private_key(int(text, 16), ec.SECP256R1())


class Chain:
    """One enrolment's operations, without gaps. Kept: `dev`, `certificate`, `key`, `keys`, `head`,
    `acked`, `durable`, `needs_enrolment`."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._key: tuple[str, PrivateKey] | None = None

    @property
    def dev(self) -> str | None:
        dev: str | None = self._store.kept.get("dev")
        return dev

    @property
    def usr(self) -> str:
        return str(self._store.kept["usr"])

    @property
    def key(self) -> PrivateKey:
        """Held in memory between uses."""
        text = self._store.kept["key"]
        if self._key is None or self._key[0] != text:
            self._key = (text, _key(text))
        return self._key[1]

    @property
    def head(self) -> Place:
        return Place(*self._store.kept["head"])

    @property
    def acked(self) -> int:
        """The server has everything up to here. May go back: the server may be restored."""
        return int(self._store.kept["acked"])

    @property
    def needs_enrolment(self) -> bool:
        """This store was set back or cloned: under the old name it would contradict itself."""
        return self.dev is None or bool(self._store.kept.get("needs_enrolment"))

    def pending(self) -> int:
        return self.head.seq - self.acked

    def unsent(self) -> Iterator[Sent]:
        """What the server has not acknowledged, in order."""
        dev = self.dev
        if dev is not None:
            for seq in range(self.acked + 1, self.head.seq + 1):
                yield self._store.sent[dev, seq]

    def own(self) -> Iterator[Sent]:
        """All of the present chain, in order."""
        dev = self.dev
        if dev is not None:
            for seq in range(1, self.head.seq + 1):
                yield self._store.sent[dev, seq]

    def append(self, op_id: str, insp: str, body: str, also: Also = None) -> None:
        """Returns when it is committed, with `also` in the same transaction. Another window may be
        faster: then once more."""
        while True:
            head, dev = self.head, str(self.dev)
            row = _sealed(dev, head, op_id, insp, body, self.key)
            with self._store.writing() as changes:
                changes.put(self._store.sent, (dev, row.seq), row)
                changes.put(self._store.kept, "head", [row.seq, row.link])
                if also is not None:
                    also(changes)
                changes.only_if(partial(self._stands_at, dev, head))
            if changes.happened:
                return

    def heed(self, said: Mapping[str, Any]) -> None:
        """What any believed reply says about this chain.

        The server's head is where this chain is, or else this store has been set back or cloned.
        """
        if said.get("dev") != self.dev or self.needs_enrolment:
            return
        head = said.get("head")
        if said.get("unknown_device"):
            self._keep("acked", 0)  # a server that was set back to before this enrolment
        if not isinstance(head, Mapping):
            return
        told = Place(int(head["seq"]), str(head["link"]))
        if told.seq > self.head.seq or self._link_at(told.seq) != told.link:
            self.forsake()
        elif told.seq != self.acked:
            self._keep("acked", told.seq)

    def heed_durable(self, said: Mapping[str, Any]) -> None:
        durable = said.get("durable")
        if said.get("dev") == self.dev and isinstance(durable, int):
            self._keep("durable", durable)

    def forsake(self) -> None:
        """From now on this tablet records, and waits for a new enrolment to send."""
        self._keep("needs_enrolment", True)

    def begin(self, enrolled: Enrolled, key: str) -> None:
        """A new enrolment: every operation of the chain before is wrapped anew under it, with the
        same ids, so that the server knows those that it has."""
        private, dev = _key(key), enrolled.dev
        while True:
            before = self.dev, self.head if self.dev else None
            head = first = Place(0, first_link(enrolled.certificate))
            with self._store.writing() as changes:
                for old in self.own():
                    row = _sealed(dev, head, old.op, old.insp, old.body, private)
                    changes.put(self._store.sent, (dev, row.seq), row)
                    head = Place(row.seq, row.link)
                kept = {
                    "dev": dev, "usr": enrolled.usr, "certificate": enrolled.certificate,
                    "certificate_sig": enrolled.signature, "key": key, "keys": dict(enrolled.keys),
                    "first": first.link, "head": list(head), "acked": 0, "durable": 0,
                    "needs_enrolment": False, "enrolling": None,
                }  # fmt: skip
                for name, value in kept.items():
                    changes.put(self._store.kept, name, value)
                changes.only_if(partial(self._stands_at, *before))
            if changes.happened:
                return

    def certificate_on_wire(self) -> dict[str, str]:
        kept = self._store.kept
        return {
            "text": kept["certificate"],
            "sig": kept["certificate_sig"],
            "kid": next(iter(kept["keys"])),
        }

    def _stands_at(self, dev: str | None, head: Place | None) -> bool:
        return self.dev == dev and (dev is None or self.head == head)

    def _link_at(self, seq: int) -> str:
        if seq == 0:
            return str(self._store.kept["first"])
        return self._store.sent[str(self.dev), seq].link

    def _keep(self, name: str, value: Any) -> None:
        if self._store.kept.get(name) != value:
            with self._store.writing() as changes:
                changes.put(self._store.kept, name, value)


def _sealed(dev: str, head: Place, op_id: str, insp: str, body: str, key: PrivateKey) -> Sent:
    envelope = Envelope(dev, head.seq + 1, head.link, body.encode("utf-8"), "")
    link = envelope.link
    sig = signing.sign(key, un64(link))
    return Sent(dev, envelope.seq, head.link, body, sig, link, op_id, insp)
