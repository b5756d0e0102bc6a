"""Bodies that travel packed, in both directions, and never unfold beyond a limit."""

from __future__ import annotations

import gzip
import zlib

from flask import Response, request
from werkzeug.exceptions import RequestEntityTooLarge

from inspect_app.problems import Problem

_GZIP = 16 + zlib.MAX_WBITS
_WORTH_PACKING_BYTES = 1024


class TooMuch(Exception):
    """More bytes than a request may have, packed or unpacked. Nothing beyond was kept."""


def body_as_sent(most_bytes: int) -> bytes:
    """The body before it is unpacked, which is what a device signs. Raises TooMuch."""
    request.max_content_length = most_bytes
    try:
        return request.get_data()
    except RequestEntityTooLarge:
        raise TooMuch from None


def unpacked_body(most_sent_bytes: int, most_bytes: int) -> bytes:
    """The body, unpacked where Content-Encoding says gzip.

    Raises TooMuch as soon as it unfolds beyond `most_bytes`, and Problem `sync.unpackable`.
    """
    sent = body_as_sent(most_sent_bytes)
    encoding = request.headers.get("Content-Encoding", "identity").strip().lower()
    if encoding == "identity":
        return sent
    if encoding != "gzip":
        raise Problem("sync.unpackable", path=request.path)
    return _unpacked(sent, most_bytes)


def zipped(response: Response) -> Response:
    """Packed where the reader takes it and it is worth the work."""
    response.vary.add("Accept-Encoding")
    data = response.get_data()
    if len(data) >= _WORTH_PACKING_BYTES and request.accept_encodings["gzip"] > 0:
        response.set_data(gzip.compress(data, compresslevel=1, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
    return response


def _unpacked(sent: bytes, most_bytes: int) -> bytes:
    unpacking = zlib.decompressobj(_GZIP)
    try:
        data = unpacking.decompress(sent, most_bytes + 1)
    except zlib.error:
        raise Problem("sync.unpackable", path=request.path) from None
    if len(data) > most_bytes:
        raise TooMuch
    if not unpacking.eof or unpacking.unused_data:
        raise Problem("sync.unpackable", path=request.path)
    return data
