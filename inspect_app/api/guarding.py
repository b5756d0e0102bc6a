"""Deny by default: a request passes only if its route names a permission that the actor has.

A route is guarded by `@guarded(Permission...)`, by `@open_to_all(why)`, or by `@for_devices(why)`
where a device's signature takes the place of a log-in. A route with none of them answers 403. Routes
are functions, one for each method: a view class has no place for the mark and stays closed.

The guard is asked on every method, HEAD and OPTIONS too. What changes something must carry the CSRF
token of the log-in, and may not come from a page of another site.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from flask import Flask, current_app, g, request
from sqlalchemy.exc import OperationalError

from inspect_app.api.machinery import machinery, now
from inspect_app.domain.permissions import Actor, Condition, Permission, condition
from inspect_app.extensions import db
from inspect_app.problems import Problem
from inspect_app.services.sign_in import SignedIn, renew, signed_in
from inspect_app.store.engine import start_reading

COOKIE = "inspect_session"
CSRF_HEADER = "X-CSRF-Token"
CSRF_FIELD = "csrf_token"
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Guard:
    """`permission` None: `why` says why no log-in is asked for."""

    permission: Permission | None
    why: str = ""
    is_for_devices: bool = False


def guarded(permission: Permission) -> Callable[[View], View]:
    return _marked(Guard(permission))


def open_to_all(why: str) -> Callable[[View], View]:
    return _marked(Guard(None, why))


def for_devices(why: str) -> Callable[[View], View]:
    """The route itself verifies the signature of an enrolled device."""
    return _marked(Guard(None, why, is_for_devices=True))


def _marked(guard: Guard) -> Callable[[View], View]:
    def mark(view: View) -> View:
        if guard_of(view) is not None:
            raise AssertionError(f"{view.__name__} has two guards")
        view.inspect_guard = guard  # type: ignore[attr-defined]
        return view

    return mark


def guard_of(view: object) -> Guard | None:
    return cast("Guard | None", getattr(view, "inspect_guard", None))


def register_guard(app: Flask) -> None:
    app.before_request(_check)


def cookie_name() -> str:
    """With `__Host-`, browsers hold the cookie to HTTPS, to this host and to the whole of it."""
    return f"__Host-{COOKIE}" if machinery().settings.cookie_secure else COOKIE


def current_log_in() -> SignedIn:
    return cast("SignedIn", g.signed_in)


def current_actor() -> Actor:
    return current_log_in().actor


def current_condition() -> Condition:
    """On which things the current actor may use the permission of the current route."""
    return cast("Condition", g.condition)


def _check() -> None:
    if request.endpoint is None:
        return  # no such address: 404 or 405 follows
    if "\0" in request.path:  # PostgreSQL stores no NUL, so there can be nothing of that name
        raise Problem("http.404", path=request.path.replace("\0", ""))
    guard = guard_of(current_app.view_functions[request.endpoint])
    if guard is None:
        raise Problem("access.denied")
    if not guard.is_for_devices:
        _refuse_other_sites()
    if guard.permission is not None:
        _check_log_in(guard.permission)


def _refuse_other_sites() -> None:
    """A second lock beside SameSite and the token; programs send no such header."""
    if request.method not in _SAFE and request.headers.get("Sec-Fetch-Site") == "cross-site":
        raise Problem("access.csrf")


def _check_log_in(permission: Permission) -> None:
    token = request.cookies.get(cookie_name())
    if not token:
        raise Problem("access.log_in")
    if request.method in _SAFE:
        start_reading(db.session())
    else:
        request.get_data(cache=True)  # a slow sender must not hold the lock of the database
    found = signed_in(db.session(), token, now(), machinery().idle)
    if found is None:
        raise Problem("access.log_in")
    if found.lasts_until is not None:
        _keep_open(found)
    g.signed_in = found
    if request.method not in _SAFE and not found.accepts(_csrf_token()):
        raise Problem("access.csrf")
    allowed = condition(found.actor, permission)
    if allowed is None:
        raise Problem("access.denied")
    g.condition = allowed


def _keep_open(held: SignedIn) -> None:
    """Written for itself, so that a page which only reads keeps a transaction that only reads. A
    database that is busy is no reason to refuse: the next request asks again."""
    session = db.session()
    session.rollback()
    try:
        renew(session, held)
        session.commit()
    except OperationalError:
        session.rollback()
    if request.method in _SAFE:
        start_reading(session)


def _csrf_token() -> str | None:
    """Of a program in the header, of a page's form in a field."""
    return request.headers.get(CSRF_HEADER) or request.form.get(CSRF_FIELD)
