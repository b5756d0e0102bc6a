"""The door of log-ins.

The cookie is SameSite=Strict: a page of another site cannot make a browser use it, neither to change
nor to read. The price is that a link in a letter opens logged out, and that is no way into this work.
"""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify, request
from flask_smorest import Blueprint

from inspect_app.api.errors import answer
from inspect_app.api.guarding import (
    cookie_name,
    current_actor,
    current_log_in,
    guarded,
    open_to_all,
)
from inspect_app.api.machinery import machinery, now
from inspect_app.domain.permissions import Permission
from inspect_app.extensions import db
from inspect_app.problems import Problem
from inspect_app.schemas.accounts import LogInAsked, PasswordAsked, SessionTold, who_document
from inspect_app.services import accounts, sign_in
from inspect_app.store.accounts import AccountRow

blueprint = Blueprint("session", __name__, url_prefix="/api/v1/session")


@blueprint.route("", methods=["POST"])
@open_to_all("whoever logs in is not logged in yet")
@blueprint.arguments(LogInAsked)
@blueprint.response(200, SessionTold)
def log_in(asked: dict[str, str]) -> Response:
    """Log in: a cookie, and the CSRF token for everything that changes something.

    Five failures with one login, or thirty from one address, close the door for up to a quarter of
    an hour: 429 with Retry-After. The answer does not tell whether there is such a login.
    """
    try:
        attempt = _begun(asked["login"])
    except sign_in.TooOften as refused:
        return _later(refused)
    proof = sign_in.prove(attempt, asked["password"])
    held = request.cookies.get(cookie_name())
    started = (
        None
        if proof is None
        else sign_in.log_in(db.session(), proof, now(), held, machinery().idle)
    )
    if started is None:
        raise Problem("login.refused")
    db.session.commit()
    return _with_cookie(*started)


@blueprint.route("", methods=["GET"])
@guarded(Permission.READ_SELF)
@blueprint.response(200, SessionTold)
def read_session() -> Response:
    """Who is logged in, and the CSRF token of this log-in."""
    return _told(_own_account(), current_log_in().csrf_token)


@blueprint.route("", methods=["DELETE"])
@guarded(Permission.CHANGE_SELF)
@blueprint.response(204)
def log_out() -> Response:
    """Log out here. Other log-ins of the same account stay."""
    sign_in.log_out(db.session(), current_log_in(), now())
    db.session.commit()
    gone = Response(status=204)
    gone.delete_cookie(cookie_name(), **_cookie_flags())
    return gone


@blueprint.route("/password", methods=["PUT"])
@guarded(Permission.CHANGE_SELF)
@blueprint.arguments(PasswordAsked)
@blueprint.response(200, SessionTold)
def change_password(asked: dict[str, str]) -> Response:
    """Another password for oneself: ends every log-in of the account and begins a new one here."""
    accounts.check_password(asked["new"], _own_account().login)
    try:
        attempt = _begun(_own_account().login)
    except sign_in.TooOften as refused:
        return _later(refused)
    proof = sign_in.prove(attempt, asked["current"])
    account = None if proof is None else sign_in.take_back(db.session(), proof)
    if account is None:
        raise Problem("account.wrong_password")
    accounts.change_own_password(db.session(), account, asked["new"], now())
    token, csrf_token = sign_in.start_session(db.session(), account, now(), machinery().idle)
    db.session.commit()
    return _with_cookie(account, token, csrf_token)


def _begun(login: str) -> sign_in.Attempt:
    """Counted for good before the password is looked at; no transaction stays open."""
    attempt = sign_in.begin_attempt(db.session(), login, request.remote_addr or "", now())
    db.session.commit()
    return attempt


def _later(refused: sign_in.TooOften) -> Response:
    response = answer([refused])
    response.headers["Retry-After"] = str(refused.retry_after)
    return response


def _own_account() -> AccountRow:
    return db.session.get_one(AccountRow, current_actor().account)


def _with_cookie(account: AccountRow, token: str, csrf_token: str) -> Response:
    response = _told(account, csrf_token)
    lasts = int(sign_in.SESSION_LASTS.total_seconds())
    response.set_cookie(cookie_name(), token, max_age=lasts, **_cookie_flags())
    return response


def _told(account: AccountRow, csrf_token: str) -> Response:
    response = jsonify(csrf_token=csrf_token, account=who_document(account))
    response.headers["Cache-Control"] = "no-store"
    return response


def _cookie_flags() -> dict[str, Any]:
    is_secure = machinery().settings.cookie_secure
    return {"httponly": True, "samesite": "Strict", "secure": is_secure, "path": "/"}
