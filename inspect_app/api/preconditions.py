"""A change must say what it was decided on: If-Match with the ETag of the document that was read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import request

from inspect_app.api.etags import answered
from inspect_app.problems import Problem


def expect_unchanged(document: Mapping[str, Any]) -> None:
    """`document` is what a GET would answer now, read under the lock of the change.

    Raises Problem `change.read_first` (428) without If-Match, `http.412` when it is another state.
    """
    if "If-Match" not in request.headers:
        raise Problem("change.read_first", path=request.path)
    etag, _ = answered(document).get_etag()
    if etag is None or not request.if_match.contains(etag):
        raise Problem("http.412", path=request.path)
