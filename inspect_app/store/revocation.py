"""Tablets that may write no more, and log-ins that are over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from inspect_app.store.accounts import WebSessionRow
from inspect_app.store.audit import write_line
from inspect_app.store.devices import DeviceRow, EnrolmentCodeRow
from inspect_app.store.operations import LinkRow

Wipe = Literal["none", "after_deposit"]


def revoke(session: Session, device: DeviceRow, *, wipe: Wipe, by: str, now: datetime) -> bool:
    """Ends what the device may write, after what the server has of it. False: nothing to change.

    The caller holds the device's row (`FOR UPDATE`), so that no push moves its head meanwhile. What
    it still sends is stored and quarantined. A second order may add a wipe, and take none back.
    """
    is_new = device.revoked_at is None
    adds_wipe = wipe == "after_deposit" and device.wipe != wipe
    if not is_new and not adds_wipe:
        return False
    if is_new:
        device.revoked_at, device.revoked_after_seq = _end_of_trust(session, device, now)
    device.wipe = "after_deposit" if adds_wipe else device.wipe or wipe
    write_line(
        session,
        at=now,
        actor=by,
        action="device.revoke",
        subject_kind="device",
        subject=device.id,
        details={"after_seq": device.revoked_after_seq, "wipe": device.wipe},
    )
    return True


def _end_of_trust(session: Session, device: DeviceRow, now: datetime) -> tuple[datetime, int]:
    """After the moment and the place of everything that is here: also of what a colleague brought
    beyond a gap, and of what came while this order waited for the device's row."""
    newest, last = session.execute(
        select(
            func.coalesce(func.max(LinkRow.received_at), now),
            func.coalesce(func.max(LinkRow.seq), 0),
        ).where(LinkRow.dev == device.id)
    ).one()
    return max(now, newest), max(device.head_seq, last)


def revoke_all_of(session: Session, account_id: str, *, by: str, now: datetime) -> None:
    """Its tablets, and the codes that could still let one in."""
    codes = session.scalars(
        select(EnrolmentCodeRow)
        .where(EnrolmentCodeRow.account_id == account_id, EnrolmentCodeRow.expires_at > now)
        .with_for_update(
            skip_locked=True
        )  # whoever holds one waits for the account, and is refused
    )
    for code in codes:
        code.expires_at = now
    for device in _held(session, account_id):
        revoke(session, device, wipe="none", by=by, now=now)


def end_log_ins(session: Session, account_id: str) -> None:
    """Log-out everywhere."""
    session.execute(delete(WebSessionRow).where(WebSessionRow.account_id == account_id))


def _held(session: Session, account_id: str) -> Sequence[DeviceRow]:
    return session.scalars(
        select(DeviceRow)
        .where(DeviceRow.account_id == account_id, DeviceRow.revoked_at.is_(None))
        .order_by(DeviceRow.id)
        .with_for_update()
    ).all()
