"""Tablets as their supervisors see them: who holds one, what it still holds, and taking it away."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, case, func, select
from sqlalchemy.orm import Session

from inspect_app.domain.operations import SERVER_DEVICE
from inspect_app.domain.permissions import Actor, Condition, Role
from inspect_app.problems import Problem
from inspect_app.store.accounts import AccountRegionRow, AccountRow
from inspect_app.store.audit import write_line
from inspect_app.store.devices import DeviceRow
from inspect_app.store.paging import Page, SortKey, read_page
from inspect_app.store.revocation import Wipe, revoke
from inspect_app.store.scopes import account_scope, enrolling_scope

SILENT_FOR = timedelta(hours=48)
LONGEST_LABEL = 80
_NEWEST_FIRST = (
    SortKey(DeviceRow.enrolled_at.expression, is_descending=True),
    SortKey(DeviceRow.id.expression),
)


def devices_page(
    session: Session,
    actor: Actor,
    condition: Condition,
    now: datetime,
    size: int,
    after: str | None,
    account: str | None = None,
    is_overdue: bool | None = None,
) -> Page:
    """Rows of one `DeviceRow` each, the newest enrolment first."""
    query = select(DeviceRow).where(_in_scope(condition, actor))
    if account is not None:
        query = query.where(DeviceRow.account_id == account)
    if is_overdue is not None:
        overdue = _overdue(now)
        query = query.where(overdue if is_overdue else ~overdue)
    return read_page(session, query, _NEWEST_FIRST, size, after)


def devices_by_need(
    session: Session,
    actor: Actor,
    condition: Condition,
    now: datetime,
    size: int,
    after: str | None,
    region: str | None = None,
    standing: str | None = None,
) -> Page:
    """Rows of one `DeviceRow` each: the overdue first, the revoked last, then the newest first.

    `region`: of the inspector. `standing`: overdue, active or revoked.
    """
    query = select(DeviceRow).where(_in_scope(condition, actor))
    if region is not None:
        here = select(AccountRegionRow.account_id).where(AccountRegionRow.region_id == region)
        query = query.where(DeviceRow.account_id.in_(here))
    if standing == "overdue":
        query = query.where(_overdue(now))
    elif standing in ("active", "revoked"):
        is_revoked = DeviceRow.revoked_at.is_not(None)
        query = query.where(is_revoked if standing == "revoked" else ~is_revoked)
    need = case((_overdue(now), 0), (DeviceRow.revoked_at.is_(None), 1), else_=2)
    return read_page(session, query, [SortKey(need), *_NEWEST_FIRST], size, after)


def device_in(
    session: Session, actor: Actor, condition: Condition, device_id: str, *, is_held: bool = False
) -> DeviceRow | None:
    """None: none that the actor may see. `is_held`: for a change, until the commit."""
    query = select(DeviceRow).where(DeviceRow.id == device_id, _in_scope(condition, actor))
    if is_held:
        query = query.with_for_update().execution_options(populate_existing=True)
    return session.scalars(query).first()


def overdue_count(session: Session, actor: Actor, condition: Condition, now: datetime) -> int:
    wanted = select(func.count()).select_from(DeviceRow)
    return session.scalar(wanted.where(_in_scope(condition, actor), _overdue(now))) or 0


def is_overdue(device: DeviceRow, now: datetime) -> bool:
    """Whether it said that it still holds something, and has not been heard of for two days."""
    last = device.seen_at or device.enrolled_at
    return (device.told_pending or 0) > 0 and last < now - SILENT_FOR


def account_to_enrol(
    session: Session, actor: Actor, condition: Condition, account_id: str
) -> AccountRow | None:
    """For whom a code may be made; None: nobody whom the actor may enrol.

    Raises Problem `device.for_inspectors`.
    """
    account = session.scalars(
        select(AccountRow)
        .where(AccountRow.id == account_id, enrolling_scope(condition, actor))
        .with_for_update(read=True)
    ).first()
    if account is None:
        return None
    if not account.is_active or account.role != Role.INSPECTOR.value:
        raise Problem("device.for_inspectors", account=account.id)
    return account


def accounts_to_enrol(session: Session, actor: Actor, condition: Condition) -> Sequence[AccountRow]:
    """For whom the actor may make a code, in order of names."""
    return session.scalars(
        select(AccountRow)
        .where(
            enrolling_scope(condition, actor),
            AccountRow.is_active,
            AccountRow.role == Role.INSPECTOR.value,
        )
        .order_by(AccountRow.shown_name, AccountRow.login)
    ).all()


def revoke_device(
    session: Session,
    actor: Actor,
    condition: Condition,
    device_id: str,
    wipe: Wipe,
    now: datetime,
) -> DeviceRow | None:
    """The device, revoked by this or an earlier order; None: none that the actor may see."""
    device = device_in(session, actor, condition, device_id, is_held=True)
    if device is not None:
        revoke(session, device, wipe=wipe, by=actor.account, now=now)
    return device


def rename_device(session: Session, device: DeviceRow, label: str, by: str, now: datetime) -> None:
    """`device` is held by `device_in`. Nothing left of the label: it has none any more.

    What people call a tablet may be a name, so the audit says only that it was changed. Raises
    Problem `device.bad_label`.
    """
    said = " ".join(label.split())
    if len(said) > LONGEST_LABEL or not label.isprintable():
        raise Problem("device.bad_label", most=LONGEST_LABEL)
    if (said or None) == device.label:
        return
    device.label = said or None
    write_line(
        session, at=now, actor=by, action="device.rename", subject_kind="device", subject=device.id
    )


def _in_scope(condition: Condition, actor: Actor) -> ColumnElement[bool]:
    """The office's own pens are no tablets."""
    accounts = select(AccountRow.id).where(account_scope(condition, actor))
    is_tablet = DeviceRow.id.not_like(f"{SERVER_DEVICE}%")
    return and_(DeviceRow.account_id.in_(accounts), is_tablet)


def _overdue(now: datetime) -> ColumnElement[bool]:
    """The same as `is_overdue`, for a query."""
    last = func.coalesce(DeviceRow.seen_at, DeviceRow.enrolled_at)
    return and_(func.coalesce(DeviceRow.told_pending, 0) > 0, last < now - SILENT_FOR)
