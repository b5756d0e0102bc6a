"""Throttling of log-ins in a table, so that it holds for all processes together.

An attempt is counted as failed before the password is looked at, and taken back when it was right:
a thousand attempts at once are then a thousand failures, not one. Keys are hashes of a login or of
an address; the rows go when they are too old to count.
"""

from __future__ import annotations

import hashlib
import ipaddress
from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from inspect_app.store.accounts import LoginFailureRow

WINDOW = timedelta(minutes=15)
_MOST_SWEPT = 1000


def key_of(kind: str, text: str) -> str:
    return hashlib.sha256(f"{kind}\0{text}".encode("utf-8", "surrogatepass")).hexdigest()


def network_of(address: str) -> str:
    """What one subscriber holds: an IPv4 address, or the /64 that an IPv6 address lies in."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(known, ipaddress.IPv6Address):
        mapped = known.ipv4_mapped
        return str(mapped or ipaddress.IPv6Network((known, 64), strict=False))
    return str(known)


def reserve(session: Session, most: Mapping[str, int], now: datetime) -> dict[str, int] | datetime:
    """Counts one failure against each key; the caller commits at once.

    `most` is key -> failures allowed in the window. Gives key -> id of its row; or, when a key has
    had its fill, the moment from which the next attempt is listened to, and counts nothing.
    """
    _lock(session, most)
    _sweep(session, now)
    until = [moment for key in most if (moment := _full_until(session, key, most[key], now))]
    if until:
        return max(until)
    rows = {key: LoginFailureRow(key_sha256=key, at=now) for key in most}
    session.add_all(rows.values())
    session.flush()
    return {key: row.id for key, row in rows.items()}


def take_back(session: Session, rows: Mapping[str, int]) -> None:
    session.execute(delete(LoginFailureRow).where(LoginFailureRow.id.in_(rows.values())))


def forgive(session: Session, key: str) -> None:
    """All failures of one key: whoever knows the password has shown that they were slips."""
    session.execute(delete(LoginFailureRow).where(LoginFailureRow.key_sha256 == key))


def _full_until(session: Session, key: str, most: int, now: datetime) -> datetime | None:
    counted = session.scalars(
        select(LoginFailureRow.at)
        .where(LoginFailureRow.key_sha256 == key, LoginFailureRow.at > now - WINDOW)
        .order_by(LoginFailureRow.at.desc())
        .offset(most - 1)
        .limit(1)
    ).first()
    return None if counted is None else counted + WINDOW


def _lock(session: Session, keys: Mapping[str, int]) -> None:
    """One attempt at a time for a key. SQLite has one writer anyway, from its first statement."""
    if session.get_bind().dialect.name != "postgresql":
        return
    for key in sorted(keys):
        number = int.from_bytes(bytes.fromhex(key)[:8], "big", signed=True)
        session.execute(select(func.pg_advisory_xact_lock(number)))


def _sweep(session: Session, now: datetime) -> None:
    """Rows that another sweep holds are left to it: two sweeps never wait for each other."""
    old = (
        select(LoginFailureRow.id)
        .where(LoginFailureRow.at <= now - WINDOW)
        .limit(_MOST_SWEPT)
        .with_for_update(skip_locked=True)
    )
    session.execute(
        delete(LoginFailureRow)
        .where(LoginFailureRow.id.in_(old))
        .execution_options(synchronize_session=False)
    )
