"""A new account: its first password is drawn here, and shown in the answer alone."""

from __future__ import annotations

from typing import Any

from flask import Response

from inspect_app.api.guarding import current_actor, guarded
from inspect_app.api.machinery import now
from inspect_app.domain.permissions import Permission
from inspect_app.extensions import db
from inspect_app.pages.administration import account_form
from inspect_app.pages.administration.account_form import NOTHING, AccountFields
from inspect_app.pages.administration.forms import Refused, refused, typed
from inspect_app.pages.administration.group import pages
from inspect_app.pages.administration.people import ROLES, region_names
from inspect_app.pages.frame import page, wording
from inspect_app.problems import LANGUAGES, Problem
from inspect_app.services import accounts
from inspect_app.store.accounts import AccountRow


@pages.get("/administration/users/new")
@guarded(Permission.CHANGE_ACCOUNTS)
def new_user() -> Response:
    return _form(NOTHING, None)


@pages.post("/administration/users/new")
@guarded(Permission.CHANGE_ACCOUNTS)
def add_user() -> Response:
    password = accounts.new_password()
    try:
        account = _added(password)
    except Problem as problem:
        return _form(account_form.fields_typed(), refused([problem]))
    told: dict[str, Any] = {"id": account.id, "name": account.shown_name, "login": account.login}
    db.session.commit()
    response = page("desk/administration/password", is_new=True, password=password, **told)
    response.status_code = 201
    return response


def _added(password: str) -> AccountRow:
    return accounts.add_account(
        db.session(),
        current_actor().account,
        login=typed("login"),
        shown_name=account_form.shown_name(),
        role=account_form.role(),
        regions=account_form.regions(),
        language=account_form.language(),
        password=password,
        now=now(),
    )


def _form(fields: AccountFields, why: Refused | None) -> Response:
    response = page(
        "desk/administration/new_user",
        fields=fields,
        refused=why,
        roles=ROLES,
        regions=list(region_names(wording()).items()),
        account_languages=LANGUAGES,
    )
    response.status_code = why.status if why else 200
    return response
