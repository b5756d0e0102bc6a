"""The doors between tablet and server: deposit, read, and is there a server at all.

Depositing asks for no log-in and no signature of the request, since each operation is signed.
Reading asks for the signature of the device. Every answer is signed by the server.
"""

from __future__ import annotations

from typing import Any

from flask import Response, request
from flask_smorest import Blueprint

from inspect_app.api.device_requests import is_signed_with, verified_device
from inspect_app.api.guarding import for_devices, open_to_all
from inspect_app.api.gzip_bodies import TooMuch, unpacked_body
from inspect_app.api.machinery import machinery, now
from inspect_app.api.retrying import busy_answer
from inspect_app.api.signed_replies import (
    Addressee,
    other_protocol,
    signed_refusal,
    signed_reply,
)
from inspect_app.domain.operations import BODY_VERSION
from inspect_app.extensions import db
from inspect_app.problems import Problem
from inspect_app.schemas.sync import (
    MOST_OPERATIONS,
    PROTOCOL,
    Certificate,
    PullRequest,
    PushRequest,
    TooManyOperations,
    read_nonce,
    read_pull,
    read_push,
)
from inspect_app.schemas.sync_documents import PullDocument, PushDocument, SignedReply
from inspect_app.services.sync_in import (
    Certified,
    Delivery,
    Taken,
    certified,
    prepare,
    read_devices,
    take_in,
)
from inspect_app.services.sync_out import read_streams
from inspect_app.store.devices import DeviceRow
from inspect_app.store.engine import start_reading
from inspect_app.store.lost_races import Busy, committed

MOST_SENT_BYTES = 2**20
MOST_BYTES = 4 * 2**20
_LIMIT = {"bytes": MOST_SENT_BYTES, "unpacked_bytes": MOST_BYTES, "ops": MOST_OPERATIONS}

blueprint = Blueprint("sync", __name__, url_prefix="/sync/v1", description="Tablet and server.")


def _takes(schema: type) -> dict[str, object]:
    """The body in the description of the doors; it is read by hand, packed or not."""
    return {"required": True, "content": {"application/json": {"schema": schema}}}


@blueprint.route("/push", methods=["POST"])
@blueprint.doc(requestBody=_takes(PushDocument))
@blueprint.response(200, SignedReply)
@for_devices("every operation is signed by the device that recorded it")
def push() -> Response:
    """Operations of a tablet, and those of others that it carries. Sending again is harmless. Each
    may be open or sealed to the server's key, as the certificate names it.

    `p` holds `res` and `why` (one for each operation: stored, dup, held, quarantine, bad, clash, or
    null for what was not taken), `need` (the place to go on from after a gap), `fork`, `durable`
    (up to where all of its operations lie in a verified backup), `unknown_device`, and for a
    revoked tablet `revoked` and `wipe`.
    """
    try:
        asked = read_push(unpacked_body(MOST_SENT_BYTES, MOST_BYTES))
    except TooMuch:
        return _too_much(Addressee(None))
    except TooManyOperations as many:
        return _too_much(Addressee(many.nonce, many.dev))
    start_reading(db.session())
    delivery, devices = _delivery(asked)
    db.session.rollback()
    prepared = prepare(delivery, devices, machinery().keys.sealing)
    try:
        taken = committed(db.session(), lambda: take_in(db.session(), prepared, now()))
    except Busy:
        return busy_answer()
    return _pushed(asked, taken)


@blueprint.route("/pull", methods=["POST"])
@blueprint.doc(requestBody=_takes(PullDocument))
@blueprint.response(200, SignedReply)
@for_devices("the request is signed with the device's key, which is open only after the PIN")
def pull() -> Response:
    """The logs of the user's inspections from where the tablet stands, a page of each.

    `p` holds `streams` (a page with `ops`, `n`, `h`, `more` and `dig`; or `rewound`; or `unknown`),
    `grant` and `revoke`, and `certs` (device -> `text`, `sig`) of the authors of `ops`, to be kept:
    with them a tablet can give back what a server has forgotten together with its author.
    """
    try:
        asked = read_pull(unpacked_body(MOST_SENT_BYTES, MOST_BYTES))
    except TooMuch:
        return _too_much(Addressee(None))
    start_reading(db.session())
    try:
        device = verified_device()
    except Problem as problem:
        if problem.code != "sync.unknown_device":
            raise
        return signed_reply(Addressee(asked.nonce, asked.dev), unknown_device=True)
    return _pulled(asked, device)


@blueprint.route("/hello", methods=["GET"])
@blueprint.response(200, SignedReply)
@open_to_all("says only that the server is here, and what time it has")
def hello() -> Response:
    """Whether the server can be reached, its clock and the versions that it speaks.

    `p` holds `proto` (`least` and `newest`, for reading; depositing is open to every version) and
    `body`, the newest version of a body that it can apply.
    """
    nonce = read_nonce(request.args.get("nonce"))
    versions: dict[str, Any] = {
        "proto": {"least": PROTOCOL, "newest": PROTOCOL},
        "body": BODY_VERSION,
    }
    return signed_reply(Addressee(nonce), **versions)


def _delivery(asked: PushRequest) -> tuple[Delivery, dict[str, str]]:
    shown = None if asked.certificate is None else _certified(asked.certificate)
    carried = tuple(item for item in map(_certified, asked.carried) if item is not None)
    plain = Delivery(asked.dev, asked.envelopes, certificate=shown, carried=carried)
    devices = dict(read_devices(db.session(), plain))
    key = devices.get(asked.dev)
    if key is None or not _speaks_for(asked.dev) or not is_signed_with(key):
        return plain, devices
    told = Delivery(
        asked.dev,
        asked.envelopes,
        asked.local_head,
        asked.pending,
        is_signed=True,
        certificate=shown,
        carried=carried,
    )
    return told, devices


def _certified(given: Certificate) -> Certified | None:
    return certified(machinery().keys, given.text, given.sig)


def _speaks_for(dev: str) -> bool:
    return request.headers.get("X-Device") == dev


def _pushed(asked: PushRequest, taken: Taken) -> Response:
    results: dict[str, Any] = {"res": list(taken.results), "why": list(taken.why)}
    if taken.head is None:
        return signed_reply(Addressee(asked.nonce, asked.dev), unknown_device=True, **results)
    order: dict[str, Any] = {"revoked": True, "wipe": taken.wipe} if taken.is_revoked else {}
    return signed_reply(
        Addressee(asked.nonce, asked.dev, *taken.head),
        need=taken.need,
        fork=taken.is_forked,
        durable=taken.durable,
        **results,
        **order,
    )


def _pulled(asked: PullRequest, device: DeviceRow) -> Response:
    if device.id != asked.dev:
        raise Problem("sync.other_device")
    to = Addressee.of(asked.nonce, device)
    if device.revoked_at is not None:
        return signed_refusal(to, Problem("sync.revoked"), revoked=True, wipe=device.wipe or "none")
    if asked.proto != PROTOCOL:
        return other_protocol(to, asked.proto)
    cursors = {insp: (cursor.n, cursor.h) for insp, cursor in asked.streams.items()}
    read = read_streams(db.session(), device, cursors, asked.limit, machinery().digests)
    return signed_reply(
        to,
        streams=read.streams,
        grant=read.grant,
        revoke=read.revoke,
        certs=read.certificates,
        durable=device.durable_seq,
    )


def _too_much(to: Addressee) -> Response:
    problem = Problem(
        "sync.too_much",
        path=request.path,
        bytes=MOST_SENT_BYTES,
        unpacked=MOST_BYTES,
        operations=MOST_OPERATIONS,
    )
    return signed_refusal(to, problem, limit=_LIMIT)
