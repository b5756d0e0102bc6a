"""The history of a facility reads no more than it shows, and of what was withdrawn no document."""

from __future__ import annotations

from typing import Any

from flask import Flask
from sqlalchemy import event

from inspect_app.extensions import db
from inspect_app.services import portal
from tests.portal.published_world import FACILITY, IN_FORCE, NEW


def test_only_as_many_revisions_are_read_as_are_asked_for(country: Flask) -> None:
    with country.app_context():
        whole = portal.history(db.session(), FACILITY, 60)
        assert len(whole) == 4
        assert portal.history(db.session(), FACILITY, 2) == whole[:2]


def test_the_document_of_what_was_withdrawn_is_not_read(country: Flask) -> None:
    asked: list[Any] = []
    with country.app_context():
        event.listen(
            db.engine, "before_cursor_execute", lambda *given: asked.append((given[2], given[3]))
        )
        found = portal.history(db.session(), FACILITY, 60)
        told = {one.id for one, data in found if data is not None}
        assert {one.code for one, data in found if data is not None} == {IN_FORCE, NEW}
    (reading,) = [values for text, values in asked if "document," in text or ".document " in text]
    assert told == set(reading)
