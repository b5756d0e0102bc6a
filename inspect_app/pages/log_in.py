"""The front door: a form that works without a script, throttled like the JSON door.

The form carries a token that must equal a cookie of the same browser: nobody can be logged in from
another site into an account that is not theirs.
"""

from __future__ import annotations

import hmac
import json
import re
import secrets
from typing import Any

from flask import Response, redirect, request
from sqlalchemy import select
from werkzeug.wrappers import Response as AnyResponse

from inspect_app.api.guarding import cookie_name, current_log_in, guarded, open_to_all
from inspect_app.api.machinery import machinery, now
from inspect_app.domain.permissions import Permission, Role
from inspect_app.extensions import db
from inspect_app.pages.frame import page, page_group, page_language
from inspect_app.problems import Problem
from inspect_app.services import sign_in
from inspect_app.services.account_standing import passwords_by_others
from inspect_app.store.accounts import AccountRow
from inspect_app.store.engine import start_reading

pages = page_group("log_in")
FORM_COOKIE = "inspect_form"
DEMO_LOG_INS = "demo_log_ins.json"
"""In the data folder of a demo: `{login: password}`. Real passwords are kept nowhere."""
_ROLES = (Role.SUPERVISOR, Role.INSPECTOR, Role.COUNCIL_MEMBER, Role.ADMINISTRATOR)
"""Who sees most of the demo comes first."""

_OWN_PAGES = re.compile(
    r"/(overview|rooms|inspections|operations/unreadable|facilities/|jobs/|reports/|devices|administration|standards|checklists|account)[^\\\s]*"
)


@pages.get("/")
@open_to_all("leads staff to the list, and everybody else to the portal")
def front() -> AnyResponse:
    held = request.cookies.get(cookie_name())
    start_reading(db.session())
    known = sign_in.signed_in(db.session(), held, now(), machinery().idle)
    return redirect(_home(known.actor.role) if known else _portal(), 303)


@pages.get("/login")
@open_to_all("whoever logs in is not logged in yet")
def form() -> Response:
    return _form(None)


@pages.post("/login")
@open_to_all("whoever logs in is not logged in yet")
def log_in() -> AnyResponse:
    sent, kept = request.form.get("form_token", ""), request.cookies.get(_form_cookie(), "")
    if not kept or not hmac.compare_digest(sent.encode(), kept.encode()):
        return _form(Problem("access.csrf"))
    try:
        started = _started(request.form.get("login", ""), request.form.get("password", ""))
    except sign_in.TooOften as refused:
        answer = _form(refused)
        answer.headers["Retry-After"] = str(refused.retry_after)
        return answer
    if started is None:
        return _form(Problem("login.refused"))
    db.session.commit()
    account, token, _ = started
    let_in = redirect(_first_page(account), 303)
    lasts = int(sign_in.SESSION_LASTS.total_seconds())
    let_in.set_cookie(cookie_name(), token, max_age=lasts, **cookie_flags())
    return let_in


@pages.post("/logout")
@guarded(Permission.CHANGE_SELF)
def log_out() -> AnyResponse:
    sign_in.log_out(db.session(), current_log_in(), now())
    db.session.commit()
    answer = redirect("/login", 303)
    answer.delete_cookie(cookie_name(), **cookie_flags())
    return answer


def _started(login: str, password: str) -> tuple[AccountRow, str, str] | None:
    """None: refused. The attempt is counted for good before the password is looked at."""
    session = db.session()
    attempt = sign_in.begin_attempt(session, login[:200], request.remote_addr or "", now())
    session.commit()
    proof = sign_in.prove(attempt, password)
    held = request.cookies.get(cookie_name())
    if proof is None:
        return None
    return sign_in.log_in(session, proof, now(), held, machinery().idle)


def _form(refused: Problem | None) -> Response:
    token = request.cookies.get(_form_cookie()) or secrets.token_urlsafe(24)
    answer = page(
        "log_in",
        form_token=token,
        login=request.form.get("login", "")[:200],
        next_page=request.values.get("next", ""),
        sentence=refused.sentence(page_language()) if refused else None,
        demo=_demo_log_ins(),
    )
    answer.status_code = refused.kind.status if refused else 200
    answer.set_cookie(_form_cookie(), token, **cookie_flags())
    return answer


def _form_cookie() -> str:
    return f"__Host-{FORM_COOKIE}" if machinery().settings.cookie_secure else FORM_COOKIE


def _first_page(account: AccountRow) -> str:
    """Whose password somebody else knows is asked for one of their own before anything else."""
    is_given = account.id in passwords_by_others(db.session(), [account.id])
    return "/account" if is_given else _next(Role(account.role))


def _next(role: Role) -> str:
    """Where the reader wanted to go: a page of ours, never somebody else's address."""
    wanted = request.form.get("next", "")
    return wanted if _OWN_PAGES.fullmatch(wanted) else _home(role)


def _home(role: Role) -> str:
    """A council member reads what is published, like everybody; an administrator has other work."""
    if role is Role.COUNCIL_MEMBER:
        return _portal()
    return "/administration" if role is Role.ADMINISTRATOR else "/overview"


def _portal() -> str:
    return f"/public/{page_language()}/"


def _demo_log_ins() -> list[dict[str, str]]:
    """First and last log-in of each role and password among the invented accounts; only on a demo."""
    settings = machinery().settings
    kept = settings.data_dir / DEMO_LOG_INS
    if not settings.is_demo or not kept.is_file():
        return []
    passwords = json.loads(kept.read_text("utf-8"))
    accounts = db.session.scalars(
        select(AccountRow)
        .where(AccountRow.is_demo, AccountRow.login.in_(passwords))
        .order_by(AccountRow.login)
    )
    found: dict[tuple[str, str], dict[str, str]] = {}
    for account in accounts:
        password = passwords[account.login]
        shown = found.setdefault(
            (account.role, password),
            {"login": account.login, "password": password, "role": account.role},
        )
        shown["last"] = account.login
    return sorted(found.values(), key=lambda shown: _ROLES.index(Role(shown["role"])))


def cookie_flags() -> dict[str, Any]:
    """How every cookie of ours is set: for this host, no script and no other site."""
    is_secure = machinery().settings.cookie_secure
    return {"httponly": True, "samesite": "Strict", "secure": is_secure, "path": "/"}
