"""Where an administrator begins: one figure for each matter, and what asks for attention."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from flask import Response

from inspect_app.api.guarding import current_actor, guarded
from inspect_app.api.machinery import machinery, now
from inspect_app.domain.permissions import Condition, Permission, Role
from inspect_app.extensions import db
from inspect_app.pages.administration.group import pages
from inspect_app.pages.administration.people import needs
from inspect_app.pages.administration.regions import is_orphaned
from inspect_app.pages.administration.users import NEEDS
from inspect_app.pages.frame import page, wording
from inspect_app.services import account_standing, audit, device_administration
from inspect_app.services.audit import AuditFilter

LATELY = timedelta(days=7)
STRANGE = ("sync.bad", "sync.clash", "sync.fork", "sync.quarantine")
"""Actions of the audit that somebody should look at."""


@dataclass(frozen=True, slots=True)
class Need:
    text: str
    address: str | None


@dataclass(frozen=True, slots=True)
class Matter:
    """`figure` and what it counts; `needs` is empty where nothing asks for attention."""

    address: str
    name: str
    figure: str
    counts: str
    needs: tuple[Need, ...]


@pages.get("/administration")
@guarded(Permission.READ_ACCOUNTS)
def start() -> Response:
    return page(
        "desk/administration/start",
        matters=(_users(), _regions(), _tablets(), _audit(), _standards(), _checklists(), _roles()),
    )


def _matter(name: str, address: str, number: int, *found: Need | None) -> Matter:
    words = wording()
    return Matter(
        address=address,
        name=words.say(f"administration.{name}"),
        figure=words.whole(number),
        counts=words.count(f"administration.{name}.counts", number),
        needs=tuple(need for need in found if need is not None),
    )


def _need(key: str, number: int, address: str | None) -> Need | None:
    """Nothing to say about none."""
    return Need(wording().count(key, number), address) if number else None


def _users() -> Matter:
    active = account_standing.all_active(db.session())
    found = [
        _need(
            f"administration.users.{name}.need",
            sum(f"administration.users.{name}" in needs(one) for one in active),
            f"/administration/users?show={name}",
        )
        for name in NEEDS
    ]
    return _matter("users", "/administration/users", len(active), *found)


def _roles() -> Matter:
    return _matter("roles", "/administration/roles", len(Role))


def _regions() -> Matter:
    found = account_standing.regions_standing(db.session())
    orphaned = sum(is_orphaned(one) for one in found)
    address = "/administration/regions"
    return _matter(
        "regions", address, len(found), _need("administration.regions.need", orphaned, address)
    )


def _tablets() -> Matter:
    session, actor, at = db.session(), current_actor(), now()
    active = device_administration.devices_by_need(
        session, actor, Condition.ALL, at, 1, None, standing="active"
    )
    overdue = device_administration.overdue_count(session, actor, Condition.ALL, at)
    need = _need("administration.tablets.need", overdue, "/devices?standing=overdue")
    return _matter("tablets", "/devices", active.total, need)


def _standards() -> Matter:
    packs = machinery().standards.packs
    doubts = sum(len(pack.doubts) for pack in packs)
    not_entered = sum(not norm.required_from for pack in packs for norm in pack.norms.values())
    return _matter(
        "standards", "/standards", len(packs),
        _need("administration.standards.doubts", doubts, "/standards"),
        _need("administration.standards.norms", not_entered, "/standards"),
    )  # fmt: skip


def _checklists() -> Matter:
    known = machinery().checklists.values()
    drafts = sum(not one.is_released for one in known)
    return _matter(
        "checklists", "/checklists", len(known),
        _need("administration.checklists.need", drafts, "/checklists"),
    )  # fmt: skip


def _audit() -> Matter:
    lately = now() - LATELY
    found = audit.audit_page(db.session(), AuditFilter(since=lately), 1, None)
    return _matter(
        "audit", "/administration/audit", found.total, *_strange(lately.date().isoformat())
    )


def _strange(since: str) -> Iterator[Need | None]:
    for action in STRANGE:
        limits = AuditFilter(action=action, since=now() - LATELY)
        number = audit.audit_page(db.session(), limits, 1, None).total
        address = f"/administration/audit?action={action}&since={since}"
        yield _need(f"administration.audit.{action}", number, address)
