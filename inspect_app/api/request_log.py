"""One line a request: what was asked of which route, how it ended, how long it took. Nobody's name.

No address, no query, no body. `actor` is a keyed hash: lines of one account can be told to belong
together without knowing whose they are. Every answer carries the number of its line.
"""

from __future__ import annotations

import hashlib
import hmac
import logging
import secrets
from collections.abc import Mapping
from time import perf_counter
from typing import Any

from flask import Flask, Response, g, has_request_context, request
from werkzeug.exceptions import InternalServerError

from inspect_app.api.errors import answer
from inspect_app.api.machinery import machinery
from inspect_app.jobs.log_lines import log_as_json
from inspect_app.problems import Problem

REQUEST_ID = "X-Request-Id"
LOG = logging.getLogger("inspect_app.requests")
_ASKED_BY_MACHINES = frozenset({"/health", "/ready"})


def register_request_log(app: Flask) -> None:
    """To be registered first: it begins before the other doorkeepers and ends after them."""
    if not logging.getLogger().handlers:
        log_as_json()
    app.logger.addFilter(_numbered)
    app.before_request(_begin)
    app.after_request(_end)
    app.register_error_handler(InternalServerError, _failed)


def request_id() -> str:
    return str(g.request_id)


def _begin() -> None:
    g.began = perf_counter()
    g.request_id = secrets.token_hex(8)


def _end(response: Response) -> Response:
    response.headers[REQUEST_ID] = request_id()
    route = request.url_rule.rule if request.url_rule else None
    if route not in _ASKED_BY_MACHINES or response.status_code >= 400:
        LOG.info("request", extra={"fields": _line(route, response)})
    return response


def _line(route: str | None, response: Response) -> Mapping[str, Any]:
    """`route` None: no such address. `bytes` None: not known beforehand."""
    return {
        "request": request_id(),
        "method": request.method,
        "route": route,
        "status": response.status_code,
        "duration_ms": round((perf_counter() - g.began) * 1000, 1),
        "bytes": response.calculate_content_length(),
        "actor": _actor(),
    }


def _actor() -> str | None:
    if "signed_in" not in g:
        return None
    secret = machinery().keys.key.private_numbers().private_value.to_bytes(32, "big")
    key = hashlib.sha256(b"inspect/log/1" + secret).digest()
    return hmac.new(key, g.signed_in.actor.account.encode(), "sha256").hexdigest()[:12]


def _failed(_: InternalServerError) -> Response:
    """The fault itself is in the log, under the same number."""
    return answer([Problem("http.500", path=request.path, request=request_id())])


def _numbered(record: logging.LogRecord) -> bool:
    if has_request_context() and "request_id" in g:
        record.request_id = request_id()
    return True
