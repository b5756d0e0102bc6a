"""Answers that a reader keeps: a strong ETag on each, and 304 for whoever has it already.

The ETag comes from the bytes, or from what the bytes are made of where that is known before they
are. Nothing personal may lie in a shared cache: `private, no-cache` means kept, but asked about.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from flask import Response, current_app, request
from werkzeug.http import parse_etags

PERSONAL = "private, no-cache"
SHARED = "public, no-cache"
FOR_EVER = "public, max-age=31536000, immutable"
_LETTERS = 32


def etag_of(*parts: object) -> str:
    """The ETag of an answer that is a function of these parts (and of this route)."""
    said = "\0".join([request.path, request.query_string.decode("latin-1"), *map(str, parts)])
    return hashlib.sha256(said.encode("utf-8")).hexdigest()[:_LETTERS]


def not_modified(etag: str, cache: str = PERSONAL) -> Response | None:
    """304 when the reader has this very answer: to be asked before anything is computed."""
    if not parse_etags(request.headers.get("If-None-Match")).contains_weak(etag):
        return None
    return _marked(Response(status=304), etag, cache)


def answered(
    document: Mapping[str, Any], *, etag: str | None = None, cache: str = PERSONAL
) -> Response:
    """The document as JSON with its ETag (from its bytes unless given), or 304."""
    data = current_app.json.dumps(document).encode("utf-8")
    return answered_bytes(data, etag=etag, cache=cache)


def answered_bytes(
    data: bytes,
    *,
    etag: str | None = None,
    cache: str = PERSONAL,
    mimetype: str = "application/json",
) -> Response:
    """The same for bytes that are ready."""
    tag = etag or hashlib.sha256(data).hexdigest()[:_LETTERS]
    return not_modified(tag, cache) or _marked(Response(data, mimetype=mimetype), tag, cache)


def _marked(response: Response, etag: str, cache: str) -> Response:
    response.set_etag(etag)
    response.headers["Cache-Control"] = cache
    return response
