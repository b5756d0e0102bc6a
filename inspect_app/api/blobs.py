"""The door of photographs, scans and voice notes: a subset of tus 1.0, every request signed.

An offset is on the disk before it is told. The hash of the whole file is checked between two
transactions, so that a large photograph keeps nobody else from writing; a server that stops in
between is asked again with an empty piece, and finishes then.
"""

from __future__ import annotations

import hmac
from base64 import b64decode
from collections.abc import Callable
from email.utils import format_datetime
from functools import wraps
from pathlib import Path
from typing import Any

from flask import Response, request, url_for
from flask_smorest import Blueprint

from inspect_app.api.device_requests import verified_device
from inspect_app.api.errors import answer
from inspect_app.api.guarding import for_devices
from inspect_app.api.gzip_bodies import TooMuch, body_as_sent
from inspect_app.api.machinery import machinery, now
from inspect_app.api.signed_replies import Addressee, signed_reply
from inspect_app.extensions import db
from inspect_app.problems import Problem
from inspect_app.schemas.blobs import BlobAsked, receipt_document
from inspect_app.schemas.sync_documents import SignedReply
from inspect_app.services import blobs
from inspect_app.store.engine import start_reading

blueprint = Blueprint("blobs", __name__, url_prefix="/sync/v1/blobs")

NONCE_HEADER = "X-Nonce"
CHUNK_TYPE = "application/offset+octet-stream"
_WHY = "the signature of an enrolled device takes the place of a log-in"
_LATER = {"blob.no_room": "60", "blob.too_many": "600"}
"""Refusals that pass, and after how many seconds to come again."""


def _later(view: Callable[..., Response]) -> Callable[..., Response]:
    @wraps(view)
    def told(*values: Any, **named: Any) -> Response:
        try:
            return view(*values, **named)
        except Problem as problem:
            if problem.code not in _LATER:
                raise
            response = answer([problem])
            response.headers["Retry-After"] = _LATER[problem.code]
            return response

    return told


@blueprint.route("", methods=["POST"])
@for_devices(_WHY)
@blueprint.response(201, SignedReply)
@blueprint.alt_response(200, schema=SignedReply, success=True)
@blueprint.arguments(BlobAsked)
@_later
def begin_upload(asked: dict[str, Any]) -> Response:
    """Announce a file. 201: where to send it and from which byte; 200: it is here already.

    The latter is told only to a device whose own operation names the file in that inspection.
    """
    device = verified_device()
    to = Addressee.of(asked["nonce"], device)
    said = blobs.Announced(asked["sha"], asked["size"], asked["insp"], asked["mime"])
    begun = blobs.begin(db.session(), _data_dir(), device.id, said, now())
    db.session.commit()
    if isinstance(begun, blobs.Held):
        return _receipt(to, begun, have=True)
    place = {"upload": begun.id, "offset": begun.offset, "sha": begun.sha256, "size": begun.size}
    response = signed_reply(to, status=201, **place, is_complete=False)
    response.headers["Location"] = url_for("blobs.read_offset", upload=begun.id)
    return _with_offset(response, begun)


@blueprint.route("/<upload>", methods=["HEAD"])
@for_devices(_WHY)
@blueprint.response(200)
def read_offset(upload: str) -> Response:
    """How much of an upload is on the server's disk."""
    start_reading(db.session())
    device = verified_device()
    found = blobs.find(db.session(), _data_dir(), device.id, upload, now())
    response = _with_offset(Response(status=200), found)
    response.headers["Upload-Length"] = str(found.size)
    return response


@blueprint.route("/<upload>", methods=["PATCH"])
@for_devices(_WHY)
@blueprint.response(200, SignedReply)
@blueprint.alt_response(204, success=True)
@_later
def append_chunk(upload: str) -> Response:
    """Send a piece of at most 1 MiB. 204: the new offset; 200: the signed receipt of the whole."""
    chunk = _chunk()
    offset = _offset()
    device = verified_device()
    to = Addressee.of(request.headers.get(NONCE_HEADER), device)
    dev = device.id
    found = blobs.append(db.session(), _data_dir(), dev, upload, offset, chunk, now())
    db.session.commit()
    if not found.is_complete:
        return _with_offset(Response(status=204), found)
    return _with_offset(_finished(to, dev, found), found)


@blueprint.route("/<upload>", methods=["DELETE"])
@for_devices(_WHY)
@blueprint.response(204)
def give_up(upload: str) -> Response:
    """Forget an unfinished upload. A file that was finished stays."""
    device = verified_device()
    blobs.give_up(db.session(), _data_dir(), device.id, upload)
    db.session.commit()
    return Response(status=204)


def _finished(to: Addressee, dev: str, upload: blobs.Upload) -> Response:
    if not upload.is_finished:
        look = blobs.examine(_data_dir(), upload)
        if look is None:
            blobs.give_up(db.session(), _data_dir(), dev, upload.id)
            db.session.commit()
            raise Problem("blob.wrong_hash")
        blobs.finish(db.session(), _data_dir(), dev, upload, look, now())
        db.session.commit()
    return _receipt(to, blobs.Held(upload.sha256, upload.size, upload.insp, is_durable=False))


def _receipt(to: Addressee, held: blobs.Held, **more: bool) -> Response:
    receipt = receipt_document(held.sha256, held.size, held.insp, held.is_durable)
    return signed_reply(to, **receipt, **more)


def _chunk() -> bytes:
    """The piece, whole and unchanged: looked at before anything else, as a piece that was damaged
    on its way fails its device's signature too, and must be sent again."""
    if request.mimetype != CHUNK_TYPE:
        raise Problem("blob.header", header="Content-Type")
    try:
        chunk = body_as_sent(blobs.LARGEST_CHUNK_BYTES)
    except TooMuch:
        raise Problem("http.413", path=request.path) from None
    method, _, digest = request.headers.get("Upload-Checksum", "").partition(" ")
    try:
        expected = b64decode(digest, validate=True)
    except ValueError:
        expected = b""
    if method != "sha256" or len(expected) != 32:
        raise Problem("blob.header", header="Upload-Checksum")
    if not hmac.compare_digest(blobs.checksum_of(chunk), expected):
        raise Problem("blob.checksum")
    return chunk


def _offset() -> int:
    text = request.headers.get("Upload-Offset", "")
    if not (text.isascii() and text.isdigit() and len(text) <= 15):
        raise Problem("blob.header", header="Upload-Offset")
    return int(text)


def _with_offset(response: Response, upload: blobs.Upload) -> Response:
    response.headers["Upload-Offset"] = str(upload.offset)
    response.headers["Upload-Expires"] = format_datetime(upload.expires_at, usegmt=True)
    response.headers["Tus-Resumable"] = "1.0.0"
    response.headers["Cache-Control"] = "no-store"
    return response


def _data_dir() -> Path:
    return machinery().settings.data_dir
