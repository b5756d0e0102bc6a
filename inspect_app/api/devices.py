"""The door of tablets, for supervisors and administrators."""

from __future__ import annotations

import re
from typing import Any

from flask import Response, jsonify, request
from flask_smorest import Blueprint

from inspect_app.api.guarding import current_actor, current_condition, guarded
from inspect_app.api.machinery import machinery, now
from inspect_app.api.paging import PageArguments, answered_page
from inspect_app.api.scoping import not_here
from inspect_app.domain.permissions import Permission
from inspect_app.extensions import db
from inspect_app.schemas.accounts import (
    ID,
    CodeAsked,
    CodeTold,
    DevicesAsked,
    DevicesTold,
    DeviceTold,
    RevocationAsked,
    device_document,
)
from inspect_app.schemas.told import moment
from inspect_app.services import device_administration, enrolment

blueprint = Blueprint("devices", __name__, url_prefix="/api/v1/devices")


class _DevicesPage(DevicesAsked, PageArguments):
    pass


@blueprint.route("", methods=["GET"])
@guarded(Permission.READ_DEVICES)
@blueprint.arguments(_DevicesPage, location="query")
@blueprint.response(200, DevicesTold)
def list_devices(asked: dict[str, Any]) -> Response:
    """Tablets, the newest enrolment first. A supervisor sees those of inspectors in own regions."""
    at = now()
    page = device_administration.devices_page(
        db.session(),
        current_actor(),
        current_condition(),
        at,
        asked["page_size"],
        asked["after"],
        account=asked["account"],
        is_overdue=asked["is_overdue"],
    )
    rows = [device_document(row[0], at) for row in page.rows]
    return answered_page({"devices": rows, "total": page.total, "after": page.after})


@blueprint.route("/codes", methods=["POST"])
@guarded(Permission.ENROL_DEVICE)
@blueprint.arguments(CodeAsked)
@blueprint.response(201, CodeTold)
def make_code(asked: dict[str, str]) -> Response:
    """A code that lets one tablet in, within ten minutes; told in this answer alone.

    A supervisor makes codes for inspectors all of whose regions are the supervisor's own.
    """
    session, made_at, by = db.session(), now(), current_actor()
    account = device_administration.account_to_enrol(
        session, by, current_condition(), asked["account"]
    )
    if account is None:
        raise not_here()
    code = enrolment.make_code(session, by.account, account.id, made_at)
    db.session.commit()
    link = enrolment.enrolment_link(request.host_url, machinery().keys.public, code)
    expires_at = moment(made_at + enrolment.CODE_LASTS)
    response = jsonify(code=code, qr_text=link, expires_at=expires_at)
    response.status_code = 201
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.route("/<device_id>/revoke", methods=["POST"])
@guarded(Permission.REVOKE_DEVICE)
@blueprint.arguments(RevocationAsked)
@blueprint.response(200, DeviceTold)
def revoke_device(asked: dict[str, Any], device_id: str) -> Response:
    """Take a tablet's right to write. What it still holds is taken in, and quarantined."""
    if not re.match(ID, device_id):
        raise not_here()
    at = now()
    device = device_administration.revoke_device(
        db.session(), current_actor(), current_condition(), device_id, asked["wipe"], at
    )
    if device is None:
        raise not_here()
    document = device_document(device, at)
    db.session.commit()
    return jsonify(document)
