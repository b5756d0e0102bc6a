"""All accounts, with filters in the address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from flask import Response, request

from inspect_app.api.guarding import guarded
from inspect_app.api.machinery import now
from inspect_app.domain.permissions import Permission, Role
from inspect_app.extensions import db
from inspect_app.pages.administration.group import pages
from inspect_app.pages.administration.people import (
    ROLES,
    AccountLine,
    account_line,
    needs,
    region_names,
)
from inspect_app.pages.frame import here, page, wording
from inspect_app.services import account_standing, accounts
from inspect_app.services.account_standing import AccountStanding

ROWS = 50
NEEDS = ("unused", "given", "no_regions")
"""What asks for attention; each is a list of its own."""
SHOWS = ("active", "closed", *NEEDS)


@dataclass(frozen=True, slots=True)
class _Asked:
    """As the address says it; what is unknown limits nothing."""

    role: Role | None
    region: str | None
    show: str
    text: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class _Found:
    standings: tuple[AccountStanding, ...]
    total: int
    after: str | None


@pages.get("/administration/users")
@guarded(Permission.READ_ACCOUNTS)
def users() -> Response:
    words, at = wording(), now()
    names = region_names(words)
    asked = _asked(names)
    found = _needing(asked) if asked.show in NEEDS else _listed(asked)
    return page(
        "desk/administration/users",
        lines=_lines(found, names, at),
        total=found.total,
        asked=asked,
        roles=ROLES,
        regions=list(names.items()),
        shows=SHOWS,
        next_page=here(after=found.after) if found.after else None,
        first_page=here(after=None) if asked.after else None,
    )


def _asked(names: Mapping[str, str]) -> _Asked:
    role, region = request.args.get("role"), request.args.get("region")
    show = request.args.get("show")
    return _Asked(
        role=next((known for known in ROLES if known.value == role), None),
        region=region if region in names else None,
        show=show if show in SHOWS else "active",
        text=request.args.get("text", "")[:120].strip() or None,
        after=request.args.get("after") or None,
    )


def _listed(asked: _Asked) -> _Found:
    listed = accounts.accounts_page(
        db.session(),
        ROWS,
        asked.after,
        role=asked.role,
        region=asked.region,
        is_active=asked.show != "closed",
        text=asked.text,
    )
    rows = [row[0] for row in listed.rows]
    return _Found(account_standing.standings(db.session(), rows), listed.total, listed.after)


def _needing(asked: _Asked) -> _Found:
    """These are few, or the country has another trouble: all on one page."""
    wanted = f"administration.users.{asked.show}"
    found = tuple(
        one for one in account_standing.all_active(db.session()) if _fits(one, asked, wanted)
    )
    by_login = sorted(found, key=lambda one: one.account.login)
    return _Found(tuple(by_login), len(found), None)


def _fits(standing: AccountStanding, asked: _Asked, wanted: str) -> bool:
    account, text = standing.account, (asked.text or "").casefold()
    return (
        wanted in needs(standing)
        and asked.role in (None, account.role)
        and (asked.region is None or asked.region in {row.region_id for row in account.regions})
        and (text in account.login or text in account.shown_name.casefold())
    )


def _lines(found: _Found, names: Mapping[str, str], at: datetime) -> tuple[AccountLine, ...]:
    words = wording()
    return tuple(account_line(standing, names, at, words) for standing in found.standings)
