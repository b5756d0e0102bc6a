"""How accounts stand: who used theirs and when, whose password somebody else knows, who is missing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, defer

from inspect_app.domain.operations import SERVER_DEVICE
from inspect_app.domain.permissions import Role
from inspect_app.store.accounts import AccountRegionRow, AccountRow
from inspect_app.store.audit import AuditRow
from inspect_app.store.devices import DeviceRow
from inspect_app.store.inspections import MemberRow
from inspect_app.store.places import FacilityRow, RegionRow

PLACED = (Role.INSPECTOR.value, Role.SUPERVISOR.value)
"""Roles that work in regions."""


@dataclass(frozen=True, slots=True)
class AccountStanding:
    """`last_log_in` None: never, as far as the audit goes back. `password_by`: who drew the present
    password, where that was not the account's own holder; `tablets` are those not revoked."""

    account: AccountRow
    last_log_in: datetime | None
    tablets: int
    password_by: str | None

    @property
    def was_used(self) -> bool:
        return self.last_log_in is not None or self.tablets > 0

    @property
    def lacks_regions(self) -> bool:
        """Nobody's supervisor sees what this person finds in an unknown place."""
        return self.account.role in PLACED and not self.account.regions


@dataclass(frozen=True, slots=True)
class RegionStanding:
    """`facilities` are the open ones. `supervisors` and `inspectors` have open accounts."""

    region: RegionRow
    facilities: int
    supervisors: tuple[AccountRow, ...]
    inspectors: tuple[AccountRow, ...]


def standings(session: Session, accounts: Sequence[AccountRow]) -> tuple[AccountStanding, ...]:
    """In the order given; three statements."""
    ids = [account.id for account in accounts]
    log_ins, tablets = _last_log_ins(session, ids), _tablets(session, ids)
    given = passwords_by_others(session, ids)
    return tuple(
        AccountStanding(one, log_ins.get(one.id), tablets.get(one.id, 0), given.get(one.id))
        for one in accounts
    )


def all_active(session: Session) -> tuple[AccountStanding, ...]:
    """Every open account."""
    rows = session.scalars(select(AccountRow).where(AccountRow.is_active).order_by(AccountRow.id))
    return standings(session, rows.all())


def passwords_by_others(session: Session, accounts: Collection[str]) -> Mapping[str, str]:
    """Account -> who gave it its present password, if that was another account.

    On the console (`system`) whoever is asked for a password may be its owner: the first
    administrator's always is.
    """
    lines = session.execute(
        select(AuditRow.subject, AuditRow.actor, AuditRow.action, AuditRow.details)
        .where(
            AuditRow.subject_kind == "account",
            AuditRow.subject.in_(accounts),
            AuditRow.action.in_(("account.add", "account.change")),
        )
        .order_by(AuditRow.id)
    )
    last: dict[str, str] = {}
    for subject, actor, action, details in lines:
        if action == "account.add" or "password" in details.get("changed", ()):
            last[subject] = actor
    return {of: by for of, by in last.items() if by not in (of, "system")}


def inspections_of(session: Session, account_id: str) -> int:
    """In how many inspections the account is on the team: it may review none of them."""
    query = select(func.count()).select_from(MemberRow).where(MemberRow.usr == account_id)
    return session.scalar(query) or 0


def is_author(session: Session, account_id: str) -> bool:
    """Whether a tablet ever wrote in the account's name, or could have."""
    tablet = select(DeviceRow.id).where(
        DeviceRow.account_id == account_id, DeviceRow.id.not_like(f"{SERVER_DEVICE}%")
    )
    return session.scalars(tablet.limit(1)).first() is not None


def regions_standing(session: Session) -> tuple[RegionStanding, ...]:
    """Every region of the register by its code; three statements."""
    regions = session.scalars(
        select(RegionRow).options(defer(RegionRow.geometry)).order_by(RegionRow.id)
    ).all()
    counts = session.execute(
        select(FacilityRow.region_id, func.count())
        .where(FacilityRow.is_open, FacilityRow.region_id.is_not(None))
        .group_by(FacilityRow.region_id)
    )
    facilities = {row[0]: row[1] for row in counts}
    people = _people(session)
    return tuple(
        RegionStanding(
            region,
            facilities.get(region.id, 0),
            _of(people, region.id, Role.SUPERVISOR),
            _of(people, region.id, Role.INSPECTOR),
        )
        for region in regions
    )


def _people(session: Session) -> list[tuple[str, AccountRow]]:
    rows = session.execute(
        select(AccountRegionRow.region_id, AccountRow)
        .join(AccountRow, AccountRow.id == AccountRegionRow.account_id)
        .where(AccountRow.is_active)
        .order_by(AccountRow.shown_name, AccountRow.login)
    )
    return [(region, account) for region, account in rows]


def _of(
    people: Iterable[tuple[str, AccountRow]], region: str, role: Role
) -> tuple[AccountRow, ...]:
    return tuple(one for where, one in people if where == region and one.role == role.value)


def _last_log_ins(session: Session, accounts: Collection[str]) -> Mapping[str, datetime]:
    rows = session.execute(
        select(AuditRow.subject, func.max(AuditRow.at))
        .where(
            AuditRow.subject_kind == "account",
            AuditRow.subject.in_(accounts),
            AuditRow.action == "session.start",
        )
        .group_by(AuditRow.subject)
    )
    return {row[0]: row[1] for row in rows}


def _tablets(session: Session, accounts: Collection[str]) -> Mapping[str, int]:
    rows = session.execute(
        select(DeviceRow.account_id, func.count())
        .where(
            DeviceRow.account_id.in_(accounts),
            DeviceRow.revoked_at.is_(None),
            DeviceRow.id.not_like(f"{SERVER_DEVICE}%"),
        )
        .group_by(DeviceRow.account_id)
    )
    return {row[0]: row[1] for row in rows}
