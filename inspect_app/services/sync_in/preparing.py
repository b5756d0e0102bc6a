"""Everything about a delivery that costs time and needs no transaction: hashes, signatures, bodies."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from inspect_app import signing
from inspect_app.domain.device_chains import Link, proven
from inspect_app.domain.operation_reading import BadBody, read_operation
from inspect_app.domain.operations import Envelope, Operation, SealedEnvelope, link_of, un64
from inspect_app.signing import CannotOpen, PublicKey, SealingKeys, ServerKeys
from inspect_app.store.devices import DeviceRow

UNREADABLE = "unreadable"
"""The stream of what is authentic and is no operation, and of second contents of one id."""
UNREADABLE_ID = "x_"
"""Ids in that stream begin so, and go on with the hash of the body."""

_CERTIFICATE_KINDS = ("insp-cert", "insp-office")
"""Of a tablet, and of the office's own pen (services.reviewing.pen)."""

Devices = Mapping[str, str]
"""Id of a device -> its public key."""

Sent = Envelope | SealedEnvelope


@dataclass(frozen=True, slots=True)
class Delivery:
    """What `sender` brings: its own operations, and those of other devices that it carries. None: a
    file that anybody may have carried, in which nothing is anybody's own.

    `told_head` and `told_pending` are what the sender says of itself; None where it does not, or
    where the request is not signed and anybody might have said it.
    """

    sender: str | None
    envelopes: tuple[Sent, ...]
    told_head: int | None = None
    told_pending: int | None = None
    is_signed: bool = False
    certificate: Certified | None = None
    carried: tuple[Certified, ...] = ()

    @property
    def certificates(self) -> Mapping[str, Certified]:
        """By device: of the sender, and of the authors of what it carries. A server that was set
        back may know none of them; what it signed itself is enough to know them again."""
        shown = {item.dev: item for item in self.carried}
        if self.certificate is not None and self.certificate.dev == self.sender:
            shown[self.certificate.dev] = self.certificate
        return {dev: item for dev, item in shown.items() if dev in self.devices}

    @property
    def devices(self) -> frozenset[str]:
        """The sender and all authors."""
        authors = {envelope.dev for envelope in self.envelopes}
        return frozenset(authors if self.sender is None else {self.sender, *authors})


@dataclass(frozen=True, slots=True)
class Certified:
    """A certificate that this server signed, read."""

    dev: str
    usr: str
    public_key: str
    text: str
    sig: str


@dataclass(frozen=True, slots=True)
class Arrived:
    """One envelope with all that follows from its bytes. `operation` None: its body is none.

    `is_proven`: its author signed it, or something after it, and it could be opened.
    `is_opened` False: it is sealed, to no key that is here or not as its hash says.
    """

    envelope: Envelope
    link: Link
    body_hash: str
    operation: Operation | None
    is_proven: bool
    author_is_known: bool
    is_opened: bool = True

    @property
    def op_id(self) -> str:
        """The id by which it is stored, as long as no other body has it."""
        return self.operation.id if self.operation else self.own_id

    @property
    def own_id(self) -> str:
        return f"{UNREADABLE_ID}{self.body_hash[:40]}"


@dataclass(frozen=True, slots=True)
class Prepared:
    delivery: Delivery
    arrived: tuple[Arrived, ...]


def certified(keys: ServerKeys, text: str, sig: str) -> Certified | None:
    """What a certificate says, if this server signed it."""
    if not signing.is_signed(keys.key.public_key(), text.encode("utf-8"), sig):
        return None
    said = json.loads(text)
    if said.get("kind") not in _CERTIFICATE_KINDS:
        return None
    return Certified(said["dev"], said["usr"], said["public_key"], text, sig)


def read_devices(session: Session, delivery: Delivery) -> Devices:
    """The keys of the sender and of all authors; the only reading before the transaction."""
    rows = session.execute(
        select(DeviceRow.id, DeviceRow.public_key).where(DeviceRow.id.in_(delivery.devices))
    )
    known: dict[str, str] = {row.id: row.public_key for row in rows}
    for dev, shown in delivery.certificates.items():
        known.setdefault(dev, shown.public_key)
    return known


def prepare(delivery: Delivery, devices: Devices, sealing: SealingKeys | None = None) -> Prepared:
    """Verifies, opens and reads everything. Without `sealing` nothing that is sealed can be taken."""
    envelopes = delivery.envelopes
    hashes = [envelope.body_hash for envelope in envelopes]
    links = [
        Link(e.seq, e.prev, link_of(e.dev, e.seq, e.prev, body_hash))
        for e, body_hash in zip(envelopes, hashes, strict=True)
    ]
    is_proven = _proven(envelopes, links, devices)
    return Prepared(
        delivery,
        tuple(
            _arrived(envelope, links[i], hashes[i], is_proven[i], devices, sealing)
            for i, envelope in enumerate(envelopes)
        ),
    )


def _arrived(
    sent: Sent, link: Link, body_hash: str, is_proven: bool, devices: Devices,
    sealing: SealingKeys | None,
) -> Arrived:  # fmt: skip
    """Only what is proven is opened: nobody makes the server compute with what they made up."""
    envelope = _opened(sent, sealing) if is_proven else None
    is_opened = envelope is not None or not is_proven
    if envelope is None:
        body = sent.body if isinstance(sent, Envelope) else b""
        envelope, is_proven = Envelope(sent.dev, sent.seq, sent.prev, body, sent.sig), False
    operation = _read(envelope.body) if is_proven else None
    return Arrived(envelope, link, body_hash, operation, is_proven, sent.dev in devices, is_opened)


def _opened(sent: Sent, sealing: SealingKeys | None) -> Envelope | None:
    """The envelope with its body; None: it cannot be opened, or is another body than was signed."""
    if isinstance(sent, Envelope):
        return sent
    if sealing is None:
        return None
    try:
        body = sealing.open(sent.kid, sent.enc, sent.ct, sent.info, un64(sent.link))
    except CannotOpen:
        return None
    if hashlib.sha256(body).hexdigest() != sent.body_hash:
        return None
    return Envelope(sent.dev, sent.seq, sent.prev, body, sent.sig)


def _proven(envelopes: Sequence[Sent], links: Sequence[Link], devices: Devices) -> list[bool]:
    """Device by device. What is carried for others rarely comes in runs, so there it is mostly one
    verification for each."""
    result = [False] * len(envelopes)
    by_device: dict[str, list[int]] = {}
    for i, envelope in enumerate(envelopes):
        by_device.setdefault(envelope.dev, []).append(i)
    for dev, places in by_device.items():
        if dev not in devices:
            continue
        key = _key(devices[dev])
        chain = [links[i] for i in places]
        signatures = [envelopes[i].sig for i in places]

        def is_signed(
            at: int,
            key: PublicKey = key,
            chain: Sequence[Link] = chain,
            signatures: Sequence[str] = signatures,
        ) -> bool:
            return signing.is_signed(key, un64(chain[at].link), signatures[at])

        for i, is_own in zip(places, proven(chain, is_signed), strict=True):
            result[i] = is_own
    return result


@lru_cache(maxsize=1024)
def _key(text: str) -> PublicKey:
    return signing.public_key(text)


def _read(body: bytes) -> Operation | None:
    try:
        operation = read_operation(body)
    except BadBody:
        return None
    if operation.inspection == UNREADABLE or operation.id.startswith(UNREADABLE_ID):
        return None  # names that the server keeps for itself
    return operation
