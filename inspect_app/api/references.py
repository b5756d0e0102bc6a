"""The doors of what a tablet carries along: a signed list of hashes, and each document by its hash."""

from __future__ import annotations

import re

from flask import Response, request
from flask_smorest import Blueprint

from inspect_app.api.device_requests import verified_device
from inspect_app.api.guarding import for_devices
from inspect_app.api.gzip_bodies import TooMuch, unpacked_body
from inspect_app.api.machinery import machinery, now
from inspect_app.api.scoping import not_here
from inspect_app.api.signed_replies import (
    Addressee,
    other_protocol,
    signed_refusal,
    signed_reply,
)
from inspect_app.extensions import db
from inspect_app.problems import Problem
from inspect_app.schemas.sync import PROTOCOL, ReferencesRequest, read_references
from inspect_app.schemas.sync_documents import ReferencesDocument, SignedReply
from inspect_app.services.references import Reference
from inspect_app.store.devices import DeviceRow
from inspect_app.store.engine import start_reading

MOST_BYTES = 64 * 2**10
_SHA256 = re.compile(r"[0-9a-f]{64}")
_WHY = "the request is signed with the device's key, which is open only after the PIN"
_BODY = {"required": True, "content": {"application/json": {"schema": ReferencesDocument}}}

blueprint = Blueprint(
    "references",
    __name__,
    url_prefix="/sync/v1/references",
    description="Standards, checklists and facilities that a tablet carries along.",
)


@blueprint.route("", methods=["POST"])
@blueprint.doc(requestBody=_BODY)
@blueprint.response(200, SignedReply)
@for_devices(_WHY)
def list_references() -> Response:
    """What this tablet's user may carry: `p` holds `references`, each with name, sha256 and size.

    Names are `standards`, `pack/<id>`, `checklist/<id>` and `facility/<id>`: every open facility in
    the user's regions, and those of inspections on whose team the user is.
    """
    try:
        asked = read_references(unpacked_body(MOST_BYTES, MOST_BYTES))
    except TooMuch:
        raise Problem("http.413", path=request.path) from None
    start_reading(db.session())
    try:
        device = verified_device()
    except Problem as problem:
        if problem.code != "sync.unknown_device":
            raise
        return signed_reply(Addressee(asked.nonce, asked.dev), unknown_device=True)
    return _listed(asked, device)


@blueprint.route("/<sha256>", methods=["GET"])
@blueprint.doc(responses={200: {"description": "The bytes whose SHA-256 this is."}})
@for_devices(_WHY)
def read_reference(sha256: str) -> Response:
    """One document, in exactly the bytes that were hashed. No cache may keep it: it is personal."""
    start_reading(db.session())
    device = verified_device()
    if device.revoked_at is not None:
        raise Problem("sync.revoked")
    found = None
    if _SHA256.fullmatch(sha256):
        found = machinery().references.find(db.session(), device.account_id, sha256, now())
    if found is None:
        raise not_here()
    return _answered(found)


def _listed(asked: ReferencesRequest, device: DeviceRow) -> Response:
    if device.id != asked.dev:
        raise Problem("sync.other_device")
    to = Addressee.of(asked.nonce, device)
    if device.revoked_at is not None:
        return signed_refusal(to, Problem("sync.revoked"), revoked=True, wipe=device.wipe or "none")
    if asked.proto != PROTOCOL:
        return other_protocol(to, asked.proto)
    found = machinery().references.of_account(db.session(), device.account_id, now())
    return signed_reply(to, references=[_entry(one) for one in found])


def _entry(one: Reference) -> dict[str, object]:
    return {"name": one.name, "sha256": one.sha256, "size": one.size}


def _answered(found: Reference) -> Response:
    is_packed = request.accept_encodings["gzip"] > 0
    response = Response(found.zipped if is_packed else found.data, mimetype="application/json")
    if is_packed:
        response.headers["Content-Encoding"] = "gzip"
    response.vary.add("Accept-Encoding")
    response.headers["Cache-Control"] = "no-store"
    return response
