"""Letting a tablet in: a code that is shown once, and the certificate that it is exchanged for."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from inspect_app import signing
from inspect_app.domain.canonical import canonical_bytes
from inspect_app.domain.operations import first_link
from inspect_app.domain.permissions import Role
from inspect_app.problems import Problem
from inspect_app.signing import ServerKeys
from inspect_app.store.accounts import AccountRow
from inspect_app.store.audit import write_line
from inspect_app.store.devices import DeviceRow, EnrolmentCodeRow
from inspect_app.store.log_in_attempts import key_of, reserve, take_back

CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # none that can be taken for another
CODE_LENGTH = 10
CODE_LASTS = timedelta(minutes=10)
WRONG_CODES_A_MINUTE = 5
POLICY: Mapping[str, int] = {"max_offline_days": 14, "retain_days": 90}
CERTIFICATE_KIND = "insp-cert"


@dataclass(frozen=True, slots=True)
class Enrolled:
    """`certificate` is the signed text itself, whose bytes begin the chain of the device."""

    dev: str
    usr: str
    certificate: str
    signature: str
    head_seq: int
    head_link: str


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try of a code, counted as failed until `let_in` takes that back."""

    counted: Mapping[str, int]


def make_code(session: Session, by: str, account_id: str, now: datetime) -> str:
    """A code that lets one tablet in for the account, within ten minutes. Only its hash is kept.

    `by` is the account that asks, or `system`. The caller has asked whether it may.
    Raises Problem `device.for_inspectors`.
    """
    _inspector(session, account_id)
    code = "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))
    session.add(
        EnrolmentCodeRow(
            code_sha256=_hashed(code),
            account_id=account_id,
            made_by=by,
            expires_at=now + CODE_LASTS,
        )
    )
    write_line(
        session,
        at=now,
        actor=by,
        action="device.code_made",
        subject_kind="account",
        subject=account_id,
    )
    return code


def enrolment_link(base: str, server_key: str, code: str) -> str:
    """What stands in the picture: where the tablet's application is, the code, and by what it knows
    this server's key. `base` ends with a slash.

    All that is secret stands behind `#`, which no browser sends and no log keeps.
    """
    key = hashlib.sha256(server_key.encode("ascii")).hexdigest()[:32]
    return f"{base}app/#enrol={code}&key={key}"


def in_groups(code: str) -> str:
    """For people to read and type: the hyphens do not matter."""
    return "-".join(code[i : i + 5] for i in range(0, len(code), 5))


def begin_attempt(session: Session, address: str, now: datetime) -> Attempt | int:
    """Counts a try of this network address; or gives the seconds to wait. The caller commits."""
    minute = now.replace(second=0, microsecond=0)
    key = key_of("enrol", f"{address}\0{minute.isoformat()}")
    counted = reserve(session, {key: WRONG_CODES_A_MINUTE}, now)
    if isinstance(counted, datetime):
        return 60 - now.second
    return Attempt(counted)


def let_in(
    session: Session,
    keys: ServerKeys,
    attempt: Attempt,
    code: str,
    public_key: str,
    label: str | None,
    now: datetime,
) -> Enrolled:
    """A new device for the account of the code. `public_key`: uncompressed point, base64url.

    The same code with the same key gives the same certificate again, for whoever lost the answer.
    Raises Problem `sync.code_refused`, `sync.bad_key`, `device.for_inspectors`.
    """
    _check_key(public_key)
    row = session.scalars(
        select(EnrolmentCodeRow)
        .where(EnrolmentCodeRow.code_sha256 == _hashed(code), EnrolmentCodeRow.expires_at > now)
        .with_for_update()
    ).first()
    if row is None:
        raise Problem("sync.code_refused")
    if row.device_id is not None:
        known = session.get_one(DeviceRow, row.device_id)
        if known.public_key != public_key:
            raise Problem("sync.code_refused")
        take_back(session, attempt.counted)
        return _enrolled(known)
    _inspector(session, row.account_id)
    device = _device(keys, row.account_id, public_key, label, now)
    session.add(device)
    row.used_at, row.device_id = now, device.id
    take_back(session, attempt.counted)
    _note(session, device, row.made_by, now)
    return _enrolled(device)


def _device(
    keys: ServerKeys, account_id: str, public_key: str, label: str | None, now: datetime
) -> DeviceRow:
    dev = f"d_{uuid4().hex}"
    certificate = _certificate(keys, dev, account_id, public_key, now)
    first = first_link(certificate)
    return DeviceRow(
        id=dev,
        account_id=account_id,
        public_key=public_key,
        certificate=certificate,
        certificate_signature=signing.sign(keys.key, certificate.encode("utf-8")),
        first_link=first,
        head_seq=0,
        head_link=first,
        enrolled_at=now,
        label=label,
    )


def _certificate(
    keys: ServerKeys, dev: str, account_id: str, public_key: str, now: datetime
) -> str:
    said: dict[str, Any] = {
        "kind": CERTIFICATE_KIND,
        "dev": dev,
        "usr": account_id,
        "public_key": public_key,
        "keys": {
            "sign": {"kid": keys.kid, "public_key": keys.public},
            "seal": {"kid": keys.sealing.kid, "public_key": keys.sealing.public},
        },
        "policy": POLICY,
        "issued": now.astimezone(UTC).isoformat(timespec="seconds"),
    }
    return canonical_bytes(said).decode("utf-8")


def _enrolled(device: DeviceRow) -> Enrolled:
    return Enrolled(
        dev=device.id,
        usr=device.account_id,
        certificate=device.certificate,
        signature=device.certificate_signature,
        head_seq=device.head_seq,
        head_link=device.head_link,
    )


def _inspector(session: Session, account_id: str) -> AccountRow:
    """Held, so that nobody closes the account while a tablet comes in for it."""
    account = session.scalars(
        select(AccountRow)
        .where(AccountRow.id == account_id)
        .with_for_update(read=True)
        .execution_options(populate_existing=True)
    ).first()
    if account is None or not account.is_active or account.role != Role.INSPECTOR.value:
        raise Problem("device.for_inspectors", account=account_id)
    return account


def _note(session: Session, device: DeviceRow, by: str, now: datetime) -> None:
    write_line(
        session,
        at=now,
        actor=device.id,
        action="device.enrolled",
        subject_kind="device",
        subject=device.id,
        details={"account": device.account_id, "code_made_by": by},
    )


def _check_key(public_key: str) -> None:
    try:
        key = signing.public_key(public_key)
    except ValueError:
        raise Problem("sync.bad_key") from None
    if signing.public_text(key) != public_key:
        raise Problem("sync.bad_key")


def _hashed(code: str) -> str:
    """Of the code as people type it: small letters, spaces and hyphens do not matter."""
    plain = "".join(letter for letter in code.upper() if letter.isalnum())
    return hashlib.sha256(plain.encode("utf-8")).hexdigest()
