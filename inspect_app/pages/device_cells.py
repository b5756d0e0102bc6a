"""Tablets as lists show them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from inspect_app.extensions import db
from inspect_app.pages.frame import wording
from inspect_app.pages.moments import Moment, shown_if_any, shown_moment
from inspect_app.services import device_deliveries, page_reading
from inspect_app.services.device_administration import is_overdue
from inspect_app.store.devices import DeviceRow


@dataclass(frozen=True, slots=True)
class DeviceLine:
    """`label` is what people call it, or the end of its id. `pending`: what it says it still holds;
    None: it never said. `unapplied`: of what came from it, without what a reviewer set aside.
    `may_order`: whether there is anything left that could be ordered of it."""

    id: str
    label: str
    holder: str
    holder_id: str
    enrolled: Moment
    seen: Moment | None
    pending: int | None
    unapplied: int
    is_overdue: bool
    revoked: Moment | None
    wipe: str | None
    may_order: bool


def device_lines(devices: Sequence[DeviceRow], now: datetime) -> tuple[DeviceLine, ...]:
    """In the order given."""
    session, ids = db.session(), [device.id for device in devices]
    names = page_reading.shown_names(session, (device.account_id for device in devices))
    labels = page_reading.device_labels(session, ids)
    unapplied = device_deliveries.unapplied_counts(session, ids)
    words = wording()
    return tuple(
        DeviceLine(
            id=device.id,
            label=labels[device.id],
            holder=names[device.account_id],
            holder_id=device.account_id,
            enrolled=shown_moment(device.enrolled_at, now, words),
            seen=shown_if_any(device.seen_at, now, words),
            pending=device.told_pending,
            unapplied=unapplied.get(device.id, 0),
            is_overdue=is_overdue(device, now),
            revoked=shown_if_any(device.revoked_at, now, words),
            wipe=words.say(f"devices.wipe.{device.wipe}") if device.wipe else None,
            may_order=device.wipe != "after_deposit",
        )
        for device in devices
    )
