"""The fields of an account as a form holds them: as they stand, or as they were typed."""

from __future__ import annotations

from dataclasses import dataclass

from flask import request

from inspect_app.domain.permissions import Role
from inspect_app.pages.administration.forms import kept, typed
from inspect_app.problems import LANGUAGES, Problem
from inspect_app.store.accounts import AccountRow

MOST_REGIONS = 100


@dataclass(frozen=True, slots=True)
class AccountFields:
    login: str
    shown_name: str
    role: str
    regions: tuple[str, ...]
    language: str


NOTHING = AccountFields("", "", "", (), "ru")


def fields_of(account: AccountRow) -> AccountFields:
    regions = tuple(row.region_id for row in account.regions)
    return AccountFields(account.login, account.shown_name, account.role, regions, account.language)


def fields_typed() -> AccountFields:
    """For showing the form again."""
    return AccountFields(
        kept("login"), kept("shown_name"), kept("role"), _regions(), kept("language")
    )


def shown_name() -> str:
    return typed("shown_name")


def role() -> Role:
    """Raises Problem `account.unknown_role`."""
    said = request.form.get("role", "")
    if said not in {known.value for known in Role}:
        raise Problem("account.unknown_role")
    return Role(said)


def language() -> str:
    """Russian unless one of the three is chosen."""
    said = request.form.get("language", "")
    return next((known for known in LANGUAGES if known == said), "ru")


def regions() -> tuple[str, ...]:
    return _regions()


def _regions() -> tuple[str, ...]:
    said = request.form.getlist("regions")[:MOST_REGIONS]
    return tuple(one[:10] for one in said if one.isascii() and one.isprintable())
