"""Deny by default: a request passes only if its route names a permission that the actor has.

A route is guarded by `@guarded(Permission...)`, by `@open_to_all(why)`, or by `@for_devices(why)`
where a device's signature takes the place of a log-in. A route with none of them answers 403.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from flask import Flask, current_app, g, request

from inspect_app.api.machinery import now
from inspect_app.domain.permissions import Actor, Condition, Permission, condition
from inspect_app.extensions import db
from inspect_app.problems import Problem
from inspect_app.services.sign_in import SignedIn, signed_in
from inspect_app.store.engine import start_reading

COOKIE = "inspect_session"
CSRF_HEADER = "X-CSRF-Token"
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Guard:
    """`permission` None: `why` says why no log-in is asked for."""

    permission: Permission | None
    why: str = ""


def guarded(permission: Permission) -> Callable[[View], View]:
    return _marked(Guard(permission))


def open_to_all(why: str) -> Callable[[View], View]:
    return _marked(Guard(None, why))


def for_devices(why: str) -> Callable[[View], View]:
    """The route itself verifies the signature of an enrolled device."""
    return _marked(Guard(None, why))


def _marked(guard: Guard) -> Callable[[View], View]:
    def mark(view: View) -> View:
        view.inspect_guard = guard  # type: ignore[attr-defined]
        return view

    return mark


def guard_of(view: object) -> Guard | None:
    return cast("Guard | None", getattr(view, "inspect_guard", None))


def register_guard(app: Flask) -> None:
    app.before_request(_check)


def current_actor() -> Actor:
    return cast("SignedIn", g.signed_in).actor


def current_condition() -> Condition:
    """On which things the current actor may use the permission of the current route."""
    return cast("Condition", g.condition)


def _check() -> None:
    if request.endpoint is None:
        return  # no such address: 404 or 405 follows
    guard = guard_of(current_app.view_functions[request.endpoint])
    if guard is None:
        raise Problem("access.denied")
    if guard.permission is None:
        return
    if request.method in _SAFE:
        start_reading(db.session())
    found = signed_in(db.session(), request.cookies.get(COOKIE), now())
    if found is None:
        raise Problem("access.log_in")
    if request.method not in _SAFE and not found.accepts(request.headers.get(CSRF_HEADER)):
        raise Problem("access.csrf")
    allowed = condition(found.actor, guard.permission)
    if allowed is None:
        raise Problem("access.denied")
    g.signed_in, g.condition = found, allowed
