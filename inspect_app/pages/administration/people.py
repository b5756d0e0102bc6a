"""Accounts and regions as lists and forms show them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from inspect_app.domain.permissions import Role
from inspect_app.extensions import db
from inspect_app.pages.moments import Moment, shown_if_any
from inspect_app.pages.wording import PageWording
from inspect_app.services import places
from inspect_app.services.account_standing import AccountStanding
from inspect_app.store.accounts import AccountRow

ROLES = (Role.INSPECTOR, Role.SUPERVISOR, Role.COUNCIL_MEMBER, Role.ADMINISTRATOR)


@dataclass(frozen=True, slots=True)
class AccountLine:
    """One account in a list. `needs`: what asks for attention, in words."""

    id: str
    name: str
    login: str
    role: str
    regions: tuple[str, ...]
    last_log_in: Moment | None
    tablets: int
    is_active: bool
    needs: tuple[str, ...]


def region_names(words: PageWording) -> Mapping[str, str]:
    """Code -> name, in the order of the codes."""
    return {row.id: words.own(row.names) for row in places.all_regions(db.session())}


def names_of_regions(codes: Iterable[str], names: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(names.get(code, code) for code in codes)


def account_line(
    standing: AccountStanding, names: Mapping[str, str], now: datetime, words: PageWording
) -> AccountLine:
    account = standing.account
    return AccountLine(
        id=account.id,
        name=account.shown_name,
        login=account.login,
        role=words.say(f"role.{account.role}"),
        regions=names_of_regions((row.region_id for row in account.regions), names),
        last_log_in=shown_if_any(standing.last_log_in, now, words),
        tablets=standing.tablets,
        is_active=account.is_active,
        needs=tuple(words.say(key) for key in needs(standing)),
    )


def needs(standing: AccountStanding) -> tuple[str, ...]:
    """Keys of what asks for attention; nothing of a closed account does."""
    if not standing.account.is_active:
        return ()
    found = []
    if not standing.was_used:
        found.append("administration.users.unused")
    elif standing.password_by is not None and standing.last_log_in is not None:
        found.append("administration.users.given")
    if standing.lacks_regions:
        found.append("administration.users.no_regions")
    return tuple(found)


def ordered(accounts: Iterable[AccountRow]) -> tuple[tuple[str, str], ...]:
    """(id, shown name) of each, for links."""
    return tuple((account.id, account.shown_name) for account in accounts)
