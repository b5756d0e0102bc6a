"""Tables that are sent while they are read: whoever reads slowly must hold up nobody who writes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain

from flask import Response, stream_with_context
from sqlalchemy.orm import Session

from inspect_app.extensions import db
from inspect_app.store.engine import start_reading

BYTE_ORDER_MARK = "\ufeff"
"""By which spreadsheets know UTF-8."""


def streamed(pieces: Callable[[Session], Iterator[str]], mimetype: str) -> Response:
    """`pieces` gets a session of its own that only reads: that of the request is closed before the
    first piece is sent, and a new one would begin as a writer."""
    response = Response(stream_with_context(_sent(pieces)), mimetype=mimetype)
    response.implicit_sequence_conversion = False  # nobody gathers the pieces to count the bytes
    return response


def streamed_csv(pieces: Callable[[Session], Iterator[str]], file_name: str) -> Response:
    """A table to keep, which is not for caches."""
    response = streamed(lambda session: chain([BYTE_ORDER_MARK], pieces(session)), "text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="{file_name}"'
    response.headers["Cache-Control"] = "no-store"
    return response


def _sent(pieces: Callable[[Session], Iterator[str]]) -> Iterator[str]:
    session = db.session()
    session.rollback()
    start_reading(session)
    try:
        yield from pieces(session)
    finally:
        session.close()
