"""Accounts of the people who work with the product: made, changed, closed; never deleted.

An account's id is drawn by chance and stands in operations for ever; log-in name and shown name are
kept in this one table, so that they can be changed, and reach neither the audit nor a tablet's chain.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from inspect_app.domain.operations import SERVER_DEVICE
from inspect_app.domain.passwords import LONGEST, SHORTEST, weakness
from inspect_app.domain.permissions import Role
from inspect_app.problems import Problem
from inspect_app.store.accounts import AccountRegionRow, AccountRow
from inspect_app.store.audit import write_line
from inspect_app.store.devices import DeviceRow
from inspect_app.store.paging import Page, SortKey, read_page
from inspect_app.store.password_hashes import hash_password
from inspect_app.store.places import RegionRow
from inspect_app.store.revocation import end_log_ins, revoke_all_of

_LOGIN = re.compile(r"[a-z0-9][a-z0-9._@-]{2,79}", re.ASCII)
_BASE32 = "abcdefghijklmnopqrstuvwxyz234567"
_READABLE = "abcdefghjkmnpqrstuvwxyz23456789"  # nothing that looks like something else
_LONGEST_NAME = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountChange:
    """What is None stays as it is."""

    shown_name: str | None = None
    role: Role | None = None
    regions: tuple[str, ...] | None = None
    language: str | None = None
    is_active: bool | None = None
    password: str | None = None


def add_account(
    session: Session,
    by: str,
    *,
    login: str,
    shown_name: str,
    role: Role,
    regions: Iterable[str],
    language: str,
    password: str,
    now: datetime,
    is_demo: bool = False,
    account_id: str | None = None,
) -> AccountRow:
    """Raises Problem `account.*`. `by` is an account's id or `system`; the caller commits.

    `account_id` is chosen by chance unless it is given, as the demo does to be the same each time.
    """
    shape = login.strip().casefold()
    if not _LOGIN.fullmatch(shape):
        raise Problem("account.bad_login", login=login[:80])
    check_password(password, shape)
    if session.scalars(select(AccountRow.id).where(AccountRow.login == shape)).first():
        raise Problem("account.login_taken", login=shape)
    account = AccountRow(
        id=account_id or new_account_id(),
        login=shape,
        shown_name=_checked_name(shown_name),
        role=Role(role).value,
        language=language,
        password_hash=hash_password(password),
        is_demo=is_demo,
        made_at=now,
        regions=_region_rows(session, Role(role), regions),
    )
    session.add(account)
    try:
        session.flush()
    except IntegrityError:  # made by another request since we looked
        raise Problem("account.login_taken", login=shape) from None
    _audit(session, by, account, "account.add", now, _told(account, ("role", "regions")))
    return account


def change_account(
    session: Session, by: str, account: AccountRow, change: AccountChange, now: datetime
) -> None:
    """Raises Problem `account.*`. `account` is held by `locked_account`; the caller commits.

    Another password, another role and closing end all log-ins of the account; closing also revokes
    its tablets, and opening it again does not give them back.
    """
    was_administrator = _is_administrator(account)
    was_active = account.is_active
    changed = _set_fields(session, account, change)
    if was_administrator and not _is_administrator(account):
        _refuse_to_leave_nobody(session, account)
    if {"password", "role", "is_active"} & set(changed):
        end_log_ins(session, account.id)
    if changed:
        _audit(session, by, account, "account.change", now, _told(account, changed))
    if was_active and not account.is_active:
        revoke_all_of(session, account.id, by=by, now=now)
    session.flush()


def change_own_password(
    session: Session, account: AccountRow, password: str, now: datetime
) -> None:
    """The old one has been proved. Ends all log-ins, the present one too."""
    change_account(session, account.id, account, AccountChange(password=password), now)


def locked_account(session: Session, where: ColumnElement[bool]) -> AccountRow | None:
    """For a change: nobody else changes it before the commit.

    Administrators are locked with it, in the order of their ids, so that two of them cannot close
    each other in the same moment.
    """
    is_held = where | (AccountRow.role == Role.ADMINISTRATOR.value)
    held = session.scalars(
        select(AccountRow)
        .where(is_held)
        .order_by(AccountRow.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()
    wanted = session.scalars(select(AccountRow.id).where(where)).first()
    return next((account for account in held if account.id == wanted), None)


def account_of(session: Session, where: ColumnElement[bool]) -> AccountRow | None:
    return session.scalars(select(AccountRow).where(where)).first()


def accounts_page(
    session: Session,
    size: int,
    after: str | None,
    role: Role | None = None,
    region: str | None = None,
    is_active: bool | None = None,
    text: str | None = None,
) -> Page:
    """Rows of one `AccountRow` each, by log-in name. `text` is looked for in log-in and shown name."""
    query = select(AccountRow)
    if text is not None:
        query = query.where(AccountRow.id.in_(_named(session, text)))
    if role is not None:
        query = query.where(AccountRow.role == role.value)
    if region is not None:
        query = query.where(AccountRow.regions.any(AccountRegionRow.region_id == region))
    if is_active is not None:
        query = query.where(AccountRow.is_active.is_(is_active))
    return read_page(session, query, [SortKey(AccountRow.login.expression)], size, after)


def _named(session: Session, text: str) -> list[str]:
    """Accounts are few, and no two databases agree on what a small letter is."""
    wanted = text.casefold()
    rows = session.execute(select(AccountRow.id, AccountRow.login, AccountRow.shown_name))
    return [row[0] for row in rows if wanted in row[1] or wanted in row[2].casefold()]


def check_password(password: str, login: str) -> None:
    """Raises Problem `account.password_*`."""
    if (weak := weakness(password, login)) is not None:
        raise Problem(f"account.password_{weak}", shortest=SHORTEST, longest=LONGEST)


def new_account_id() -> str:
    return "u_" + "".join(secrets.choice(_BASE32) for _ in range(12))


def new_password() -> str:
    """About 79 bits in four groups that can be read out."""
    groups = ("".join(secrets.choice(_READABLE) for _ in range(4)) for _ in range(4))
    return "-".join(groups)


def _set_fields(session: Session, account: AccountRow, change: AccountChange) -> list[str]:
    """Sets what differs; gives the names of what was set."""
    changed = []
    if change.password is not None:
        check_password(change.password, account.login)
        account.password_hash = hash_password(change.password)
        changed.append("password")
    plain: dict[str, Any] = {
        "shown_name": None if change.shown_name is None else _checked_name(change.shown_name),
        "role": None if change.role is None else change.role.value,
        "language": change.language,
        "is_active": change.is_active,
    }
    if change.role not in (None, account.role):
        _refuse_to_unmake_an_author(session, account)
    for name, value in plain.items():
        if value is not None and value != getattr(account, name):
            setattr(account, name, value)
            changed.append(name)
    if change.regions is not None or change.role is not None:
        wanted = _regions_of(account) if change.regions is None else change.regions
        if set(wanted) != set(_regions_of(account)):
            changed.append("regions")
        account.regions = _region_rows(session, Role(account.role), wanted, account)
    return changed


def _region_rows(
    session: Session, role: Role, regions: Iterable[str], account: AccountRow | None = None
) -> list[AccountRegionRow]:
    wanted = sorted(set(regions))
    if role is Role.SUPERVISOR and not wanted:
        raise Problem("account.no_regions")
    with session.no_autoflush:
        known = set(session.scalars(select(RegionRow.id).where(RegionRow.id.in_(wanted))))
    if unknown := [region for region in wanted if region not in known]:
        raise Problem("account.unknown_regions", regions=", ".join(unknown)[:200])
    kept = {row.region_id: row for row in account.regions} if account else {}
    return [kept.get(region) or AccountRegionRow(region_id=region) for region in wanted]


def _refuse_to_unmake_an_author(session: Session, account: AccountRow) -> None:
    """What an inspector recorded rests on their being one: it would be quarantined when the state is
    made again from the operations. The same holds for a supervisor's acts of a review."""
    held = select(DeviceRow.id).where(DeviceRow.account_id == account.id)
    with session.no_autoflush:
        devices = session.scalars(held).all()
    if any(not device.startswith(SERVER_DEVICE) for device in devices):
        raise Problem("account.is_an_author", account=account.id)
    if devices:
        raise Problem("account.is_a_reviewer", account=account.id)


def _refuse_to_leave_nobody(session: Session, account: AccountRow) -> None:
    others = select(AccountRow.id).where(
        AccountRow.role == Role.ADMINISTRATOR.value,
        AccountRow.is_active.is_(True),
        AccountRow.id != account.id,
    )
    with session.no_autoflush:
        if session.scalars(others).first() is None:
            raise Problem("account.last_administrator")


def _is_administrator(account: AccountRow) -> bool:
    return account.is_active and account.role == Role.ADMINISTRATOR.value


def _checked_name(text: str) -> str:
    name = " ".join(text.split())
    if not 1 <= len(name) <= _LONGEST_NAME:
        raise Problem("account.bad_name")
    return name


def _regions_of(account: AccountRow) -> list[str]:
    return [row.region_id for row in account.regions]


def _told(account: AccountRow, changed: Sequence[str]) -> dict[str, Any]:
    """For the audit: which fields, and the new values of those that say nothing about a person."""
    values: dict[str, Any] = {
        "role": account.role,
        "regions": _regions_of(account),
        "is_active": account.is_active,
    }
    return {"changed": list(changed)} | {k: v for k, v in values.items() if k in changed}


def _audit(
    session: Session,
    by: str,
    account: AccountRow,
    action: str,
    now: datetime,
    details: dict[str, Any],
) -> None:
    write_line(
        session,
        at=now,
        actor=by,
        action=action,
        subject_kind="account",
        subject=account.id,
        details=details,
    )
