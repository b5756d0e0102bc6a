"""The door for what a tablet could not send itself: a file that anybody may carry here."""

from __future__ import annotations

import shutil
import tempfile
import threading
from typing import BinaryIO, cast

from flask import Response, request
from flask_smorest import Blueprint
from werkzeug.exceptions import RequestEntityTooLarge

from inspect_app.api.errors import answer
from inspect_app.api.guarding import open_to_all
from inspect_app.api.machinery import machinery
from inspect_app.api.retrying import busy_answer
from inspect_app.api.signed_replies import Addressee, signed_reply
from inspect_app.extensions import db
from inspect_app.files.blob_store import KEPT_FREE_BYTES
from inspect_app.jobs.rescuing import Rescue, take_rescue_file
from inspect_app.problems import Problem
from inspect_app.schemas.sync import read_nonce
from inspect_app.schemas.sync_documents import SignedReply
from inspect_app.store.lost_races import Busy

MOST_BYTES = 512 * 2**20
NONCE_HEADER = "X-Nonce"
_RETRY_AFTER_SECONDS = 60
_READ_AT_ONCE = 2**20
_one_at_a_time = threading.Lock()
"""Opening and writing a large file must not keep every thread of the process."""

blueprint = Blueprint(
    "rescue", __name__, url_prefix="/sync/v1/rescue", description="Files carried by hand."
)
_BODY = {
    "required": True,
    "content": {"application/x-ndjson": {"schema": {"type": "string", "format": "binary"}}},
}


@blueprint.route("", methods=["POST"])
@blueprint.doc(requestBody=_BODY)
@blueprint.response(200, SignedReply)
@open_to_all(
    "all in it is signed by enrolled tablets and opens only here; whoever carries it is nobody"
)
def take_file() -> Response:
    """A rescue file of a tablet, as docs/rescue-file.md describes it; any number of times.

    `p` holds `devices` (for each tablet what was stored, known, locked and refused), `files`,
    `unread` lines, and `is_whole`. With `X-Nonce` the answer carries it.
    """
    nonce = request.headers.get(NONCE_HEADER)
    to = Addressee(None if nonce is None else read_nonce(nonce))
    if not _one_at_a_time.acquire(blocking=False):
        return _later()
    try:
        with _received() as file:
            report = take_rescue_file(file, _rescue())
    except Busy:
        return busy_answer()
    finally:
        _one_at_a_time.release()
    return signed_reply(to, **report.document())


def _received() -> BinaryIO:
    """The whole body in a file without a name: a slow sender must not hold the database. Raises
    Problem `rescue.too_large`, `blob.no_room`, `sync.unpackable`."""
    if request.headers.get("Content-Encoding", "identity") != "identity":
        raise Problem("sync.unpackable", path=request.path)
    request.max_content_length = MOST_BYTES
    folder = machinery().settings.data_dir
    said = request.content_length or 0
    if shutil.disk_usage(folder).free < 2 * said + KEPT_FREE_BYTES:
        raise Problem("blob.no_room")
    file = tempfile.TemporaryFile(dir=folder)
    try:
        shutil.copyfileobj(request.stream, file, _READ_AT_ONCE)
    except RequestEntityTooLarge:
        file.close()
        limit = f"{MOST_BYTES // 2**20} MiB"
        raise Problem("rescue.too_large", limit=limit) from None
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return cast("BinaryIO", file)


def _rescue() -> Rescue:
    kept = machinery()
    return Rescue(db.engine, kept.keys, kept.settings.data_dir, kept.clock, is_from_anybody=True)


def _later() -> Response:
    response = answer([Problem("rescue.busy")])
    response.headers["Retry-After"] = str(_RETRY_AFTER_SECONDS)
    return response
