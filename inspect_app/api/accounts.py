"""The door of accounts, for administrators."""

from __future__ import annotations

import re
from typing import Any

from flask import Response, jsonify
from flask_smorest import Blueprint

from inspect_app.api.etags import answered
from inspect_app.api.guarding import current_actor, guarded
from inspect_app.api.machinery import now
from inspect_app.api.paging import PageArguments, answered_page
from inspect_app.api.preconditions import expect_unchanged
from inspect_app.api.scoping import not_here
from inspect_app.domain.permissions import Permission
from inspect_app.extensions import db
from inspect_app.problems import Problem
from inspect_app.schemas.accounts import (
    ID,
    AccountAsked,
    AccountChangeAsked,
    AccountMadeTold,
    AccountsAsked,
    AccountsTold,
    AccountTold,
    account_document,
)
from inspect_app.services import accounts
from inspect_app.services.accounts import AccountChange
from inspect_app.store.accounts import AccountRow

blueprint = Blueprint("accounts", __name__, url_prefix="/api/v1/accounts")


class _AccountsPage(AccountsAsked, PageArguments):
    pass


@blueprint.route("", methods=["GET"])
@guarded(Permission.READ_ACCOUNTS)
@blueprint.arguments(_AccountsPage, location="query")
@blueprint.response(200, AccountsTold)
def list_accounts(asked: dict[str, Any]) -> Response:
    """Accounts by log-in name."""
    page = accounts.accounts_page(
        db.session(),
        asked["page_size"],
        asked["after"],
        role=asked["role"],
        region=asked["region"],
        is_active=asked["is_active"],
    )
    rows = [account_document(row[0]) for row in page.rows]
    return answered_page({"accounts": rows, "total": page.total, "after": page.after})


@blueprint.route("", methods=["POST"])
@guarded(Permission.CHANGE_ACCOUNTS)
@blueprint.arguments(AccountAsked)
@blueprint.response(201, AccountMadeTold)
def add_account(asked: dict[str, Any]) -> Response:
    """A new account. Without a password one is drawn, and told in this answer alone."""
    drawn = accounts.new_password() if asked["password"] is None else None
    values = asked | {"password": drawn or asked["password"]}
    account = accounts.add_account(db.session(), current_actor().account, now=now(), **values)
    document = account_document(account)
    db.session.commit()
    response = jsonify(account=document, password=drawn)
    response.status_code = 201
    response.headers["Cache-Control"] = "no-store"
    response.headers["Location"] = f"/api/v1/accounts/{document['id']}"
    return response


@blueprint.route("/<account_id>", methods=["GET"])
@guarded(Permission.READ_ACCOUNTS)
@blueprint.response(200, AccountTold)
def read_account(account_id: str) -> Response:
    """One account; its ETag is what a change must carry in If-Match."""
    account = accounts.account_of(db.session(), AccountRow.id == _known_shape(account_id))
    if account is None:
        raise not_here()
    return answered(account_document(account))


@blueprint.route("/<account_id>", methods=["PATCH"])
@guarded(Permission.CHANGE_ACCOUNTS)
@blueprint.arguments(AccountChangeAsked)
@blueprint.response(200, AccountTold)
def change_account(change: AccountChange, account_id: str) -> Response:
    """Change an account. Another password, another role or closing ends its log-ins; closing also
    revokes its tablets."""
    session = db.session()
    account = accounts.locked_account(session, AccountRow.id == _known_shape(account_id))
    if account is None:
        raise not_here()
    expect_unchanged(account_document(account))
    if change == AccountChange():
        raise Problem("account.nothing_to_change")
    accounts.change_account(session, current_actor().account, account, change, now())
    document = account_document(account)
    db.session.commit()
    return answered(document)


def _known_shape(account_id: str) -> str:
    """No database is asked about what cannot be an id."""
    if not re.match(ID, account_id):
        raise not_here()
    return account_id
