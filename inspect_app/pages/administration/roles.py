"""Who may do what, as the one table that decides it."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Response

from inspect_app.api.guarding import guarded
from inspect_app.domain.permissions import PERMISSIONS, Permission, Role
from inspect_app.pages.administration.group import pages
from inspect_app.pages.administration.people import ROLES
from inspect_app.pages.frame import page, wording


@dataclass(frozen=True, slots=True)
class PermissionLine:
    """`conditions` are parallel to the roles; None: not at all."""

    name: str
    conditions: tuple[str | None, ...]


@pages.get("/administration/roles")
@guarded(Permission.READ_ACCOUNTS)
def roles() -> Response:
    lines = [_line(permission) for permission in Permission]
    return page("desk/administration/roles", lines=lines, roles=ROLES)


def _line(permission: Permission) -> PermissionLine:
    return PermissionLine(
        wording().say(f"administration.may.{permission}"),
        tuple(_condition(permission, role) for role in ROLES),
    )


def _condition(permission: Permission, role: Role) -> str | None:
    given = PERMISSIONS[permission].get(role)
    return None if given is None else wording().say(f"administration.condition.{given}")
