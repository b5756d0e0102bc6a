"""The office's own pen: acts of a reviewer as operations, signed by a device of the server.

Each reviewer has a chain of their own, so that what one person did stands in one order and can be
told from everybody else's; docs/operations.md lists the kinds.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session
from uuid_utils import uuid7

from inspect_app import signing
from inspect_app.domain.canonical import canonical_bytes
from inspect_app.domain.operations import (
    BODY_VERSION,
    SERVER_DEVICE,
    Envelope,
    OperationKind,
    Write,
    first_link,
    un64,
)
from inspect_app.signing import ServerKeys
from inspect_app.store.devices import DeviceRow

CERTIFICATE_KIND = "insp-office"
"""Another kind than a tablet's: it lets nobody in."""
_PROGRAM = f"office {version('inspect-app')}"


@dataclass(frozen=True, slots=True)
class Act:
    """What a reviewer does. `extra`: keys of the body that belong to its kind."""

    insp: str
    entity: str
    kind: OperationKind
    writes: Sequence[Write] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)
    op: str = field(default_factory=lambda: new_id())


def new_id() -> str:
    """Of an operation or an entity."""
    return str(uuid7())


def office_device(session: Session, keys: ServerKeys, account: str, now: datetime) -> DeviceRow:
    """The device that signs for this account, locked; made at its first act."""
    dev = SERVER_DEVICE + hashlib.sha256(account.encode("utf-8")).hexdigest()[:24]
    row = session.scalars(
        select(DeviceRow)
        .where(DeviceRow.id == dev)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).first()
    if row is None:
        row = _new_device(keys, dev, account, now)
        session.add(row)
        session.flush()
    return row


def envelopes(
    device: DeviceRow, keys: ServerKeys, acts: Sequence[Act], now: datetime
) -> tuple[Envelope, ...]:
    """The acts at the end of the device's chain, signed, in their order."""
    seq, prev, made = device.head_seq, device.head_link, []
    for act in acts:
        seq += 1
        open_one = Envelope(device.id, seq, prev, _body(act, device.account_id, now), "")
        link = open_one.link
        sig = signing.sign(keys.key, un64(link))
        made.append(Envelope(device.id, seq, prev, open_one.body, sig))
        prev = link
    return tuple(made)


def _body(act: Act, account: str, now: datetime) -> bytes:
    document = dict(act.extra) | {
        "v": BODY_VERSION,
        "op": act.op,
        "insp": act.insp,
        "e": act.entity,
        "k": act.kind.value,
        "usr": account,
        "t": {"w": now.astimezone(UTC).isoformat(timespec="milliseconds")},
        "app": _PROGRAM,
    }
    if act.writes:
        document["sets"] = [
            {"f": write.field, "val": write.value, "base": list(write.base)} for write in act.writes
        ]
    return canonical_bytes(document)


def _new_device(keys: ServerKeys, dev: str, account: str, now: datetime) -> DeviceRow:
    said = {
        "kind": CERTIFICATE_KIND,
        "dev": dev,
        "usr": account,
        "public_key": keys.public,
        "issued": now.astimezone(UTC).isoformat(timespec="seconds"),
    }
    certificate = canonical_bytes(said).decode("utf-8")
    first = first_link(certificate)
    return DeviceRow(
        id=dev,
        account_id=account,
        public_key=keys.public,
        certificate=certificate,
        certificate_signature=signing.sign(keys.key, certificate.encode("utf-8")),
        first_link=first,
        head_seq=0,
        head_link=first,
        enrolled_at=now,
    )
