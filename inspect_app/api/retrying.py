"""Where the database takes nothing for now: 503, and later."""

from __future__ import annotations

from flask import Response, request

from inspect_app.api.errors import answer
from inspect_app.problems import Problem

RETRY_AFTER_SECONDS = 2


def busy_answer() -> Response:
    """503 with Retry-After."""
    response = answer([Problem("http.503", path=request.path)])
    response.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return response
