"""Lists a page at a time: `?page_size=&after=`, and where the next page is, in body and Link header.

The document of every paged list is `{<name of the list>: [...], "total": n, "after": text | null}`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from flask import Response, request
from marshmallow import Schema, fields, validate

from inspect_app.api.etags import PERSONAL, answered

MOST_ROWS = 200
USUAL_ROWS = 50


class PageArguments(Schema):
    """To be inherited by the arguments of a list, in the query."""

    page_size = fields.Integer(
        load_default=USUAL_ROWS,
        validate=validate.Range(1, MOST_ROWS),
        metadata={"description": "How many rows to give at most."},
    )
    after = fields.String(
        load_default=None,
        validate=validate.Length(1, 1000),
        metadata={"description": "The place after which to go on, from the answer before."},
    )


def answered_page(
    document: Mapping[str, Any], *, etag: str | None = None, cache: str = PERSONAL
) -> Response:
    """The answer with its ETag; Link says `first`, and `next` where there is one."""
    response = answered(document, etag=etag, cache=cache)
    links = [f'<{_address(None)}>; rel="first"']
    if document["after"] is not None:
        links.append(f'<{_address(document["after"])}>; rel="next"')
    response.headers["Link"] = ", ".join(links)
    return response


def _address(after: str | None) -> str:
    """This very list, beginning elsewhere."""
    asked = [(k, v) for k, v in request.args.items(multi=True) if k != "after"]
    asked += [("after", after)] if after is not None else []
    return f"{request.path}?{urlencode(asked)}" if asked else request.path
