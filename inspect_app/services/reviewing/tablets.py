"""The tablets that recorded in an inspection, and who had let each of them in.

Whoever lets a tablet in sees its code for a moment, and could use it for themselves: so a reviewer
is shown who did, and cannot approve over a tablet of their own invitation without saying why.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from inspect_app.domain.operations import SERVER_DEVICE
from inspect_app.store.devices import DeviceRow, EnrolmentCodeRow
from inspect_app.store.operations import OperationRow

BY_THE_SERVER = "system"
"""Who made a code that was asked for at the server's console."""


@dataclass(frozen=True, slots=True)
class Tablet:
    """`invited_by`: the account that made the code, or BY_THE_SERVER; None: not known any more.
    `records`: how many operations it signed here, applied or not."""

    device: str
    account: str
    invited_by: str | None
    enrolled_at: datetime
    records: int


def tablets_of(session: Session, insp: str) -> tuple[Tablet, ...]:
    """Those that recorded most come first; the devices of the office are none. One statement."""
    records = func.count(OperationRow.op_id)
    rows = session.execute(
        select(
            DeviceRow.id,
            DeviceRow.account_id,
            EnrolmentCodeRow.made_by,
            DeviceRow.enrolled_at,
            records,
        )
        .join(OperationRow, OperationRow.dev == DeviceRow.id)
        .outerjoin(EnrolmentCodeRow, EnrolmentCodeRow.device_id == DeviceRow.id)
        .where(
            OperationRow.insp == insp,
            ~DeviceRow.id.startswith(SERVER_DEVICE, autoescape=True),
        )
        .group_by(
            DeviceRow.id, DeviceRow.account_id, EnrolmentCodeRow.made_by, DeviceRow.enrolled_at
        )
        .order_by(records.desc(), DeviceRow.id)
    )
    return tuple(Tablet(*row) for row in rows)
