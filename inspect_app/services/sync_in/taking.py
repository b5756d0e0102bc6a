"""One delivery in one transaction: places in chains, contents, numbers in streams, projections."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from inspect_app.domain.device_chains import Link, Place, Step, carry, extended, walk
from inspect_app.services.sync_in.noting import note_exceptions
from inspect_app.services.sync_in.preparing import Arrived, Prepared
from inspect_app.services.sync_in.recreating import device_from
from inspect_app.services.sync_in.storing import Stored, store_contents
from inspect_app.store.devices import DeviceRow
from inspect_app.store.operations import LinkRow, OperationRow, StreamRow

_TAKEN = (Step.TAKE, Step.FORK)
UNKNOWN_DEVICE = "unknown_device"
WRONG_SIGNATURE = "wrong_signature"
NOT_OPENED = "not_opened"
"""Sealed to a key that is not here, or damaged: the tablet can still send it open."""
CARRIED = "rescue"
"""In the place of a device, for what came in a file."""


@dataclass(frozen=True, slots=True)
class Taken:
    """`results` and `why` are parallel to the envelopes; None: not taken, nothing to say.

    A result is stored, dup, held, quarantine, bad or clash. `head` None: the device is unknown, or
    there is no sender.
    """

    results: tuple[str | None, ...]
    why: tuple[str | None, ...]
    head: Place | None = None
    need: int | None = None
    is_forked: bool = False
    durable: int = 0
    is_revoked: bool = False
    wipe: str = "none"


@dataclass(frozen=True, slots=True)
class _Chain:
    """The part of a device's chain that concerns a delivery."""

    device: DeviceRow
    links: Sequence[Link]

    @property
    def head(self) -> Place:
        return extended(Place(self.device.head_seq, self.device.head_link), self.links)

    @property
    def known(self) -> Mapping[int, set[str]]:
        known: dict[int, set[str]] = {}
        for link in self.links:
            known.setdefault(link.seq, set()).add(link.link)
        return known

    def advance(self, head: Place) -> None:
        if head.seq != self.device.head_seq:
            self.device.head_seq, self.device.head_link = head


def take_in(session: Session, prepared: Prepared, now: datetime) -> Taken:
    """Stores all that is authentic. Joins the caller's transaction, which must be new."""
    arrived, sender = prepared.arrived, prepared.delivery.sender
    devices = _locked_devices(session, prepared, now)
    if sender is None:
        return _take_file(session, prepared, devices, now)
    if sender not in devices:
        nothing = (None,) * len(arrived)
        return Taken(nothing, nothing)
    chains = _chains(session, devices, arrived)
    steps: list[Step] = [Step.BAD] * len(arrived)
    own = [i for i, item in enumerate(arrived) if item.envelope.dev == sender]
    walked = walk(
        chains[sender].head,
        chains[sender].known,
        [arrived[i].link for i in own],
        [arrived[i].is_proven for i in own],
    )
    for i, step in zip(own, walked.steps, strict=True):
        steps[i] = step
    for dev in sorted(devices.keys() - {sender}):
        _carry(chains[dev], arrived, steps)
    new = [arrived[i].link for i in own if steps[i] in _TAKEN]
    head = extended(walked.head, [*chains[sender].links, *new])
    chains[sender].advance(head)

    device = devices[sender]
    results = _stored(session, prepared, steps, sender, now)
    _told(device, prepared, now)
    session.flush()
    return Taken(
        *results,
        head=head,
        need=None if walked.need is None else head.seq + 1,
        is_forked=walked.is_forked,
        durable=_durable(session, device),
        is_revoked=device.revoked_at is not None,
        wipe=device.wipe or "none",
    )


def _take_file(
    session: Session, prepared: Prepared, devices: Mapping[str, DeviceRow], now: datetime
) -> Taken:
    """Each link for itself, as if another tablet carried it; no head goes over a gap."""
    arrived = prepared.arrived
    chains = _chains(session, devices, arrived) if devices else {}
    steps: list[Step] = [Step.BAD] * len(arrived)
    for dev in sorted(devices):
        _carry(chains[dev], arrived, steps)
    return Taken(*_stored(session, prepared, steps, CARRIED, now))


def _stored(
    session: Session, prepared: Prepared, steps: Sequence[Step], via: str, now: datetime
) -> tuple[tuple[str | None, ...], tuple[str | None, ...]]:
    """Result and reason of each envelope."""
    arrived = prepared.arrived
    taken = [item for item, step in zip(arrived, steps, strict=True) if step in _TAKEN]
    stored = store_contents(session, taken, via, now)
    note_exceptions(session, via, arrived, steps, stored, now)
    session.flush()
    results = [_result(item, step, stored) for item, step in zip(arrived, steps, strict=True)]
    return tuple(result for result, _ in results), tuple(why for _, why in results)


def _locked_devices(session: Session, prepared: Prepared, now: datetime) -> dict[str, DeviceRow]:
    """The sender and all authors, in one order for everybody: two tablets that carry each other's
    operations wait for one another, and never both."""
    delivery = prepared.delivery
    rows = session.scalars(
        select(DeviceRow)
        .where(DeviceRow.id.in_(delivery.devices))
        .order_by(DeviceRow.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    devices = {row.id: row for row in rows}
    for dev, shown in sorted(delivery.certificates.items()):
        if dev not in devices:
            devices[dev] = device_from(session, shown, now)
    return devices


def _chains(
    session: Session, devices: Mapping[str, DeviceRow], arrived: Sequence[Arrived]
) -> dict[str, _Chain]:
    """Of each device the links at the places that came, and those beyond its head."""
    places: dict[str, list[int]] = {dev: [] for dev in devices}
    for item in arrived:
        if item.envelope.dev in places:
            places[item.envelope.dev].append(item.envelope.seq)
    wanted = [_near(devices[dev], seqs) for dev, seqs in places.items()]
    found: dict[str, list[Link]] = {dev: [] for dev in devices}
    for dev, seq, prev, link in session.execute(
        select(LinkRow.dev, LinkRow.seq, LinkRow.prev, LinkRow.link).where(or_(*wanted))
    ):
        found[dev].append(Link(seq, prev, link))
    return {dev: _Chain(device, found[dev]) for dev, device in devices.items()}


def _near(device: DeviceRow, seqs: Sequence[int]) -> ColumnElement[bool]:
    beyond = LinkRow.seq > device.head_seq
    here = LinkRow.seq.in_(seqs) if len(seqs) < 3 else LinkRow.seq.between(min(seqs), max(seqs))
    return and_(LinkRow.dev == device.id, or_(here, beyond) if seqs else beyond)


def _carry(chain: _Chain, arrived: Sequence[Arrived], steps: list[Step]) -> None:
    """What the sender brings of another device; its head never goes over a gap."""
    places = [i for i, item in enumerate(arrived) if item.envelope.dev == chain.device.id]
    links = [arrived[i].link for i in places]
    carried = carry(chain.known, links, [arrived[i].is_proven for i in places])
    for i, step in zip(places, carried, strict=True):
        steps[i] = step
    new = [link for link, step in zip(links, carried, strict=True) if step in _TAKEN]
    chain.advance(extended(chain.head, [*chain.links, *new]))


def _told(device: DeviceRow, prepared: Prepared, now: datetime) -> None:
    delivery = prepared.delivery
    if not delivery.is_signed:
        return
    device.seen_at = now
    if delivery.told_head is not None:
        device.told_head = delivery.told_head
    if delivery.told_pending is not None:
        device.told_pending = delivery.told_pending


def _result(
    item: Arrived, step: Step, stored: Mapping[str, Stored]
) -> tuple[str | None, str | None]:
    if step is Step.DUP:
        return "dup", None
    if step is Step.WAIT:
        return None, None
    if step is Step.BAD:
        return "bad", _why_bad(item)
    kept = stored[item.link.link]
    return kept.word, kept.reason


def _why_bad(item: Arrived) -> str:
    if not item.author_is_known:
        return UNKNOWN_DEVICE
    return WRONG_SIGNATURE if item.is_opened else NOT_OPENED


def _durable(session: Session, device: DeviceRow) -> int:
    """The last place up to which every operation lies in a verified backup. Begins where it ended
    the last time, so that it costs nothing while nothing changes."""
    first_unsafe = session.scalars(
        select(LinkRow.seq)
        .join(OperationRow, OperationRow.op_id == LinkRow.op_id)
        .join(StreamRow, StreamRow.insp == OperationRow.insp)
        .where(
            LinkRow.dev == device.id,
            LinkRow.seq > device.durable_seq,
            OperationRow.n > StreamRow.backed_n,
        )
        .order_by(LinkRow.seq)
        .limit(1)
    ).first()
    durable = device.head_seq if first_unsafe is None else first_unsafe - 1
    durable = min(durable, device.head_seq)
    if durable > device.durable_seq:
        device.durable_seq = durable
    return device.durable_seq
