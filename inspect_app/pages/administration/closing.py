"""Closing an account, after saying what that does; and opening it again."""

from __future__ import annotations

from flask import Response, redirect
from werkzeug.wrappers import Response as AnyResponse

from inspect_app.api.guarding import current_actor, guarded
from inspect_app.api.machinery import now
from inspect_app.domain.permissions import Permission
from inspect_app.extensions import db
from inspect_app.pages.administration.forms import Refused, expect_seen, refused, state_of
from inspect_app.pages.administration.group import pages
from inspect_app.pages.administration.user import found_account, held_account, shown_user
from inspect_app.pages.frame import page
from inspect_app.problems import Problem
from inspect_app.services import accounts, sign_in
from inspect_app.services.accounts import AccountChange
from inspect_app.store.accounts import AccountRow


@pages.get("/administration/users/<account_id>/close")
@guarded(Permission.CHANGE_ACCOUNTS)
def ask_to_close(account_id: str) -> AnyResponse:
    """What closing does, and then the button; a closed account has a page without it."""
    account = found_account(account_id)
    if not account.is_active:
        return redirect(f"/administration/users/{account.id}", 303)
    return _page(account, None)


@pages.post("/administration/users/<account_id>/close")
@guarded(Permission.CHANGE_ACCOUNTS)
def close_user(account_id: str) -> AnyResponse:
    return _set_active(account_id, False)


@pages.post("/administration/users/<account_id>/reopen")
@guarded(Permission.CHANGE_ACCOUNTS)
def reopen_user(account_id: str) -> AnyResponse:
    return _set_active(account_id, True)


def _set_active(account_id: str, is_active: bool) -> AnyResponse:
    account = held_account(account_id)
    try:
        expect_seen(account)
        change = AccountChange(is_active=is_active)
        accounts.change_account(db.session(), current_actor().account, account, change, now())
    except Problem as problem:
        return _page(found_account(account_id), refused([problem]))
    db.session.commit()
    word = "reopened" if is_active else "closed"
    return redirect(f"/administration/users/{account_id}?done={word}", 303)


def _page(account: AccountRow, why: Refused | None) -> Response:
    at = now()
    response = page(
        "desk/administration/close",
        user=shown_user(account, at),
        seen=state_of(account),
        log_ins=len(sign_in.log_ins_of(db.session(), account.id, at)),
        refused=why,
    )
    response.status_code = why.status if why else 200
    return response
