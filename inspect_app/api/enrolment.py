"""The door through which a tablet comes in: a code that is shown once, for a certificate."""

from __future__ import annotations

from typing import Any

from flask import Response, request
from flask_smorest import Blueprint

from inspect_app.api.errors import answer
from inspect_app.api.guarding import open_to_all
from inspect_app.api.machinery import machinery, now
from inspect_app.api.signed_replies import Addressee, other_protocol, signed_reply
from inspect_app.extensions import db
from inspect_app.problems import Problem
from inspect_app.schemas.sync import PROTOCOL
from inspect_app.schemas.sync_documents import EnrolRequest, SignedReply
from inspect_app.services.enrolment import Enrolled, begin_attempt, let_in

blueprint = Blueprint(
    "enrolment", __name__, url_prefix="/sync/v1/devices", description="Letting a tablet in."
)


@blueprint.route("/enrol", methods=["POST"])
@blueprint.arguments(EnrolRequest)
@blueprint.response(200, SignedReply)
@open_to_all("the code that was shown to the inspector is the proof")
def enrol(asked: dict[str, Any]) -> Response:
    """A certificate for the tablet's key, in exchange for a code.

    `p` holds `dev`, `usr`, `public_key`, `certificate` (a text) and `certificate_sig`. Sending the
    same code with the same key again gives the same certificate.
    """
    if asked["proto"] != PROTOCOL:
        return other_protocol(Addressee(asked["nonce"]), asked["proto"])
    enrolled = _let_in(asked)
    if isinstance(enrolled, Response):
        return enrolled
    to = Addressee(asked["nonce"], enrolled.dev, enrolled.head_seq, enrolled.head_link)
    return signed_reply(
        to,
        usr=enrolled.usr,
        public_key=asked["public_key"],
        certificate=enrolled.certificate,
        certificate_sig=enrolled.signature,
    )


def _let_in(asked: dict[str, Any]) -> Enrolled | Response:
    session, moment = db.session(), now()
    attempt = begin_attempt(session, request.remote_addr or "", moment)
    session.commit()
    if isinstance(attempt, int):
        response = answer([Problem("sync.too_many_codes", seconds=attempt)])
        response.headers["Retry-After"] = str(attempt)
        return response
    enrolled = let_in(
        session,
        machinery().keys,
        attempt,
        asked["code"],
        asked["public_key"],
        asked["label"],
        moment,
    )
    session.commit()
    return enrolled
