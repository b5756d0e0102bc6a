"""Tablets: who holds one, what it still holds, what it delivered; its name, and taking it away."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, cast

from flask import Response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from inspect_app.api.guarding import current_actor, current_condition, guarded
from inspect_app.api.machinery import now
from inspect_app.api.scoping import inspection_scope, not_here
from inspect_app.domain.permissions import Condition, Permission, condition
from inspect_app.domain.projecting import Reason
from inspect_app.extensions import db
from inspect_app.pages.administration.audit_words import shown_lines
from inspect_app.pages.administration.forms import Refused, done, kept, refused
from inspect_app.pages.administration.people import region_names
from inspect_app.pages.device_cells import device_lines
from inspect_app.pages.frame import here, page, page_group, wording
from inspect_app.pages.moments import Moment, shown_moment
from inspect_app.problems import Problem
from inspect_app.schemas.accounts import ID, WIPES
from inspect_app.services import audit, device_administration, device_deliveries
from inspect_app.services.device_deliveries import Delivered, NotApplied
from inspect_app.services.sync_in.storing import CLASH
from inspect_app.store.devices import DeviceRow

pages = page_group("tablets")
ROWS = 50
LINES = 20
STANDINGS = ("overdue", "active", "revoked")
_MOST_FORKS = 20


@dataclass(frozen=True, slots=True)
class NotAppliedLine:
    """`address` None: the reader may not open the review. `day` None: nor see which visit it was."""

    facility: str
    day: str | None
    address: str | None
    status: str
    reason: str
    operations: int
    set_aside: int
    last: Moment


@dataclass(frozen=True, slots=True)
class DeliveredShown:
    """`not_backed_up`: links at the end of the chain that are in no verified backup yet."""

    operations: int
    head: int
    durable: int
    told_head: int | None
    missing: int
    not_applied: tuple[NotAppliedLine, ...]
    elsewhere: int
    forks: tuple[int, ...]
    more_forks: int


@pages.get("/devices")
@guarded(Permission.READ_DEVICES)
def devices() -> Response:
    at, names = now(), _regions()
    region, standing = request.args.get("region"), request.args.get("standing")
    after = request.args.get("after") or None
    found = device_administration.devices_by_need(
        db.session(), current_actor(), current_condition(), at, ROWS, after,
        region=region if region in names else None,
        standing=standing if standing in STANDINGS else None,
    )  # fmt: skip
    return page(
        "desk/devices/list",
        lines=device_lines([row[0] for row in found.rows], at),
        total=found.total,
        overdue=device_administration.overdue_count(
            db.session(), current_actor(), current_condition(), at
        ),
        regions=list(names.items()),
        region=region,
        standings=STANDINGS,
        standing=standing,
        can_enrol=condition(current_actor(), Permission.ENROL_DEVICE) is not None,
        next_page=here(after=found.after) if found.after else None,
        first_page=here(after=None) if after else None,
    )


@pages.get("/devices/<device_id>")
@guarded(Permission.READ_DEVICES)
def device(device_id: str) -> Response:
    return _page(_found(device_id), None, None)


@pages.post("/devices/<device_id>/label")
@guarded(Permission.REVOKE_DEVICE)
def rename(device_id: str) -> AnyResponse:
    """Who may take a tablet away may also say what it is called."""
    held, said = _found(device_id, is_held=True), request.form.get("label", "")
    try:
        device_administration.rename_device(
            db.session(), held, said, current_actor().account, now()
        )
    except Problem as problem:
        return _page(_found(device_id), kept("label"), refused([problem]))
    db.session.commit()
    return redirect(f"/devices/{device_id}?done=renamed", 303)


@pages.get("/devices/<device_id>/revoke")
@guarded(Permission.REVOKE_DEVICE)
def ask_to_revoke(device_id: str) -> Response:
    return _revoking(_found(device_id), None)


@pages.post("/devices/<device_id>/revoke")
@guarded(Permission.REVOKE_DEVICE)
def revoke(device_id: str) -> AnyResponse:
    wipe = request.form.get("wipe")
    if wipe not in WIPES:
        found = _found(device_id)
        return _revoking(found, refused([Problem("device.wipe_not_chosen")]))
    revoked = device_administration.revoke_device(
        db.session(), current_actor(), current_condition(), _known_shape(device_id),
        cast("Literal['none', 'after_deposit']", wipe), now(),
    )  # fmt: skip
    if revoked is None:
        raise not_here()
    db.session.commit()
    return redirect(f"/devices/{device_id}?done=revoked", 303)


def _found(device_id: str, *, is_held: bool = False) -> DeviceRow:
    """Raises Problem `http.404`."""
    found = device_administration.device_in(
        db.session(), current_actor(), current_condition(), _known_shape(device_id), is_held=is_held
    )
    if found is None:
        raise not_here()
    return found


def _known_shape(device_id: str) -> str:
    if not re.match(ID, device_id):
        raise not_here()
    return device_id


def _regions() -> Mapping[str, str]:
    """Those that the reader may choose from."""
    names, actor = region_names(wording()), current_actor()
    if current_condition() is Condition.ALL:
        return names
    return {code: name for code, name in names.items() if code in actor.regions}


def _page(row: DeviceRow, label: str | None, why: Refused | None) -> Response:
    at, actor = now(), current_actor()
    (line,) = device_lines([row], at)
    lines = audit.lines_about(db.session(), "device", row.id, LINES)
    reads_accounts = condition(actor, Permission.READ_ACCOUNTS) is not None
    response = page(
        "desk/devices/device",
        device=line,
        label=row.label or "" if label is None else label,
        longest=device_administration.LONGEST_LABEL,
        delivered=_delivered(row),
        lines=shown_lines(lines, at, reads_accounts),
        reads_accounts=reads_accounts,
        can_enrol=condition(actor, Permission.ENROL_DEVICE) is not None,
        refused=why,
        done=done("renamed", "revoked"),
    )
    response.status_code = why.status if why else 200
    return response


def _revoking(row: DeviceRow, why: Refused | None) -> Response:
    (line,) = device_lines([row], now())
    wipes = WIPES if row.revoked_at is None else WIPES[1:]  # a second order may add a wipe alone
    response = page("desk/devices/revoke", device=line, wipes=wipes, refused=why)
    response.status_code = why.status if why else 200
    return response


def _delivered(row: DeviceRow) -> DeliveredShown:
    """Which inspections are named is a matter of the reader's own permission to read them."""
    actor = current_actor()
    reviews = condition(actor, Permission.REVIEW_INSPECTION)
    seen = inspection_scope(condition(actor, Permission.READ_INSPECTION), actor)
    sees_all = current_condition() is Condition.ALL
    found = device_deliveries.delivered_by(db.session(), row.id, None if sees_all else seen)
    return DeliveredShown(
        operations=found.operations,
        head=row.head_seq,
        durable=row.durable_seq,
        told_head=row.told_head,
        missing=max(0, (row.told_head or 0) - row.head_seq),
        not_applied=_not_applied(found, reviews is not None),
        elsewhere=found.elsewhere,
        forks=found.forks[:_MOST_FORKS],
        more_forks=max(0, len(found.forks) - _MOST_FORKS),
    )


def _not_applied(found: Delivered, reviews: bool) -> tuple[NotAppliedLine, ...]:
    return tuple(_line(one, reviews) for one in found.not_applied)


def _line(one: NotApplied, reviews: bool) -> NotAppliedLine:
    words = wording()
    day = words.day(one.visited_on) if one.visited_on else words.say("visit.no_day")
    facility = words.own(one.facility.names) if one.facility else words.say("devices.nowhere")
    return NotAppliedLine(
        facility=facility if reviews else words.say("devices.inspection", code=one.insp[-6:]),
        day=day if reviews else None,
        address=f"/inspections/{one.insp}/review" if reviews else None,
        status=words.say(f"devices.status.{one.status}"),
        reason=_reason(one.reason),
        operations=one.operations,
        set_aside=one.set_aside,
        last=shown_moment(one.last_at, now(), words),
    )


def _reason(code: str | None) -> str:
    """A reason of a later version stands for itself."""
    known = code in {CLASH, *(reason.value for reason in Reason)}
    return wording().say(f"devices.reason.{code}") if known else code or wording().say("value.none")
