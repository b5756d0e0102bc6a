"""One's own account: name, language, password, and where one is logged in."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from inspect_app.api.guarding import cookie_name, current_actor, current_log_in, guarded
from inspect_app.api.machinery import machinery, now
from inspect_app.domain.passwords import LONGEST
from inspect_app.domain.permissions import Permission
from inspect_app.extensions import db
from inspect_app.pages.administration import account_form
from inspect_app.pages.administration.account_form import AccountFields, fields_of
from inspect_app.pages.administration.forms import Refused, done, expect_seen, refused, state_of
from inspect_app.pages.administration.group import pages
from inspect_app.pages.administration.people import names_of_regions, region_names
from inspect_app.pages.frame import page, wording
from inspect_app.pages.log_in import cookie_flags
from inspect_app.pages.moments import Moment, shown_moment
from inspect_app.problems import LANGUAGES, Problem
from inspect_app.services import account_standing, accounts, sign_in
from inspect_app.services.accounts import AccountChange
from inspect_app.store.accounts import AccountRow


@dataclass(frozen=True, slots=True)
class LogInLine:
    """A log-in that is open. `ends`: when nobody uses it until then."""

    began: Moment
    ends: str
    is_this: bool


@pages.get("/account")
@guarded(Permission.READ_SELF)
def own_account() -> Response:
    return _page(fields_of(_own()), None)


@pages.post("/account")
@guarded(Permission.CHANGE_SELF)
def change_own_account() -> AnyResponse:
    session, by = db.session(), current_actor().account
    try:
        account = accounts.locked_account(session, AccountRow.id == by) or _own()
        expect_seen(account)
        change = AccountChange(
            shown_name=account_form.shown_name(), language=account_form.language()
        )
        accounts.change_account(session, by, account, change, now())
    except Problem as problem:
        return _page(account_form.fields_typed(), refused([problem]))
    db.session.commit()
    return redirect("/account?done=changed", 303)


@pages.post("/account/password")
@guarded(Permission.CHANGE_SELF)
def change_own_password() -> AnyResponse:
    """Proved by the present password; every log-in ends, and a new one begins here."""
    try:
        token = _with_new_password()
    except Problem as problem:
        answer: AnyResponse = _page(fields_of(_own()), refused([problem]))
        if isinstance(problem, sign_in.TooOften):
            answer.headers["Retry-After"] = str(problem.retry_after)
        return answer
    db.session.commit()
    answer = redirect("/account?done=password", 303)
    lasts = int(sign_in.SESSION_LASTS.total_seconds())
    answer.set_cookie(cookie_name(), token, max_age=lasts, **cookie_flags())
    return answer


@pages.post("/account/log-ins")
@guarded(Permission.CHANGE_SELF)
def end_own_log_ins() -> AnyResponse:
    sign_in.log_out_everywhere(db.session(), current_actor().account, now())
    db.session.commit()
    answer = redirect("/login", 303)
    answer.delete_cookie(cookie_name(), **cookie_flags())
    return answer


def _with_new_password() -> str:
    """The token of the new log-in. Raises Problem `account.*`, `login.too_often`."""
    session, login = db.session(), _own().login
    new = request.form.get("new", "")[: LONGEST + 1]
    accounts.check_password(new, login)
    if new != request.form.get("again", ""):
        raise Problem("account.passwords_differ")
    attempt = sign_in.begin_attempt(session, login, request.remote_addr or "", now())
    session.commit()  # counted for good before the password is looked at
    proof = sign_in.prove(attempt, request.form.get("current", "")[:LONGEST])
    account = None if proof is None else sign_in.take_back(session, proof)
    if account is None:
        raise Problem("account.wrong_password")
    accounts.change_own_password(session, account, new, now())
    token, _ = sign_in.start_session(session, account, now(), machinery().idle)
    return token


def _own() -> AccountRow:
    return db.session.get_one(AccountRow, current_actor().account)


def _page(fields: AccountFields, why: Refused | None) -> Response:
    account, words = _own(), wording()
    given = account_standing.passwords_by_others(db.session(), [account.id])
    response = page(
        "desk/administration/own_account",
        fields=fields,
        seen=state_of(account),
        role=words.say(f"role.{account.role}"),
        own_regions=names_of_regions(
            (row.region_id for row in account.regions), region_names(words)
        ),
        account_languages=LANGUAGES,
        is_password_given=account.id in given,
        log_ins=_log_ins(account.id),
        idle=words.count("account.idle", machinery().settings.idle_minutes // 60)
        if machinery().settings.idle_minutes % 60 == 0
        else words.count("account.idle_minutes", machinery().settings.idle_minutes),
        refused=why,
        done=done("changed", "password"),
    )
    response.status_code = why.status if why else 200
    return response


def _log_ins(account: str) -> tuple[LogInLine, ...]:
    at, words = now(), wording()
    this = current_log_in().token_sha256
    return tuple(
        LogInLine(
            began=shown_moment(row.made_at, at, words),
            ends=shown_moment(row.expires_at, at, words).text,
            is_this=row.token_sha256 == this,
        )
        for row in sign_in.log_ins_of(db.session(), account, at)
    )
