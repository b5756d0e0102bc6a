"""A device that this server enrolled and forgot: it was set back to an earlier backup."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from inspect_app.domain.operations import first_link
from inspect_app.domain.permissions import Role
from inspect_app.services.sync_in.preparing import Certified
from inspect_app.store.accounts import AccountRow
from inspect_app.store.audit import write_line
from inspect_app.store.devices import DeviceRow


def device_from(session: Session, shown: Certified, now: datetime) -> DeviceRow:
    """The row of a device made again from its certificate, at the beginning of its chain.

    Where the account was forgotten too, a closed one stands in for it until an administrator has
    looked: evidence must not wait at the door for that.
    """
    if session.get(AccountRow, shown.usr) is None:
        session.add(
            AccountRow(
                id=shown.usr,
                login=f"again.{shown.usr}",
                shown_name=shown.usr,
                role=Role.INSPECTOR.value,
                password_hash="!",  # noqa: S106  # no password has this hash
                is_active=False,
                made_at=now,
            )
        )
        _note(session, shown, "account.made_again", "account", shown.usr, now)
    first = first_link(shown.text)
    device = DeviceRow(
        id=shown.dev,
        account_id=shown.usr,
        public_key=shown.public_key,
        certificate=shown.text,
        certificate_signature=shown.sig,
        first_link=first,
        head_seq=0,
        head_link=first,
        durable_seq=0,
        enrolled_at=now,
    )
    session.add(device)
    _note(session, shown, "device.made_again", "device", shown.dev, now)
    session.flush()
    return device


def _note(
    session: Session, shown: Certified, action: str, kind: str, subject: str, now: datetime
) -> None:
    write_line(session, at=now, actor=shown.dev, action=action, subject_kind=kind, subject=subject)
