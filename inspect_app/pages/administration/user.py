"""One account: what it may, who uses it, what was done to it; and changing it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Response, redirect
from werkzeug.wrappers import Response as AnyResponse

from inspect_app.api.guarding import current_actor, guarded
from inspect_app.api.machinery import now
from inspect_app.api.scoping import not_here
from inspect_app.domain.permissions import Condition, Permission
from inspect_app.extensions import db
from inspect_app.pages.administration import account_form
from inspect_app.pages.administration.account_form import AccountFields, fields_of
from inspect_app.pages.administration.audit_words import shown_lines
from inspect_app.pages.administration.forms import Refused, done, expect_seen, refused, state_of
from inspect_app.pages.administration.group import pages
from inspect_app.pages.administration.people import ROLES, AccountLine, account_line, region_names
from inspect_app.pages.device_cells import DeviceLine, device_lines
from inspect_app.pages.frame import page, wording
from inspect_app.pages.moments import Moment, shown_moment
from inspect_app.problems import LANGUAGES, Problem
from inspect_app.schemas.accounts import ID
from inspect_app.services import account_standing, accounts, audit, device_administration
from inspect_app.services.accounts import AccountChange
from inspect_app.services.page_reading import shown_names
from inspect_app.store.accounts import AccountRow

LINES = 20
_MOST_TABLETS = 50


@dataclass(frozen=True, slots=True)
class UserShown:
    """What is known of an account. `password_by`: who drew its password, if that was another."""

    line: AccountLine
    made: Moment
    password_by: str | None
    is_author: bool
    inspections: int
    tablets: tuple[DeviceLine, ...]
    is_own: bool


@pages.get("/administration/users/<account_id>")
@guarded(Permission.READ_ACCOUNTS)
def user(account_id: str) -> Response:
    account = found_account(account_id)
    return _page(account, fields_of(account), None)


@pages.post("/administration/users/<account_id>")
@guarded(Permission.CHANGE_ACCOUNTS)
def change_user(account_id: str) -> AnyResponse:
    try:
        word = "changed" if _change(held_account(account_id)) else "unchanged"
    except Problem as problem:
        if problem.kind.status == 404:
            raise
        why = refused([problem])
        return _page(found_account(account_id), account_form.fields_typed(), why)
    db.session.commit()
    return redirect(f"/administration/users/{account_id}?done={word}", 303)


@pages.post("/administration/users/<account_id>/password")
@guarded(Permission.CHANGE_ACCOUNTS)
def draw_password(account_id: str) -> Response:
    """Another password, shown in this answer alone; all log-ins of the account end."""
    account, drawn = held_account(account_id), accounts.new_password()
    try:
        expect_seen(account)
        change = AccountChange(password=drawn)
        accounts.change_account(db.session(), current_actor().account, account, change, now())
    except Problem as problem:
        why = refused([problem])
        account = found_account(account_id)
        return _page(account, fields_of(account), why)
    told: dict[str, Any] = {"id": account.id, "name": account.shown_name, "login": account.login}
    db.session.commit()
    return page("desk/administration/password", is_new=False, password=drawn, **told)


def found_account(account_id: str) -> AccountRow:
    """Raises Problem `http.404`."""
    known = re.match(ID, account_id)
    account = accounts.account_of(db.session(), AccountRow.id == account_id) if known else None
    if account is None:
        raise not_here()
    return account


def held_account(account_id: str) -> AccountRow:
    """The same for a change, until the commit."""
    known = re.match(ID, account_id)
    account = accounts.locked_account(db.session(), AccountRow.id == account_id) if known else None
    if account is None:
        raise not_here()
    return account


def shown_user(account: AccountRow, at: datetime) -> UserShown:
    words, session = wording(), db.session()
    (standing,) = account_standing.standings(session, [account])
    by = standing.password_by
    return UserShown(
        line=account_line(standing, region_names(words), at, words),
        made=shown_moment(account.made_at, at, words),
        password_by=shown_names(session, [by])[by] if by else None,
        is_author=account_standing.is_author(session, account.id),
        inspections=account_standing.inspections_of(session, account.id),
        tablets=_tablets(account, at),
        is_own=account.id == current_actor().account,
    )


def _change(account: AccountRow) -> bool:
    """Whether anything is another now."""
    expect_seen(account)
    before = state_of(account)
    change = AccountChange(
        shown_name=account_form.shown_name(),
        role=account_form.role(),
        regions=account_form.regions(),
        language=account_form.language(),
    )
    accounts.change_account(db.session(), current_actor().account, account, change, now())
    return state_of(account) != before


def _page(account: AccountRow, fields: AccountFields, why: Refused | None) -> Response:
    at = now()
    lines = audit.lines_about(db.session(), "account", account.id, LINES)
    response = page(
        "desk/administration/user",
        user=shown_user(account, at),
        fields=fields,
        seen=state_of(account),
        refused=why,
        done=done("changed", "unchanged", "closed", "reopened"),
        roles=ROLES,
        regions=list(region_names(wording()).items()),
        account_languages=LANGUAGES,
        lines=shown_lines(lines, at),
    )
    response.status_code = why.status if why else 200
    return response


def _tablets(account: AccountRow, at: datetime) -> tuple[DeviceLine, ...]:
    listed = device_administration.devices_page(
        db.session(), current_actor(), Condition.ALL, at, _MOST_TABLETS, None, account=account.id
    )
    return device_lines([row[0] for row in listed.rows], at)
