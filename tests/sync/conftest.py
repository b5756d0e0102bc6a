"""Tablets on an application, on SQLite and on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from inspect_app.extensions import db
from tests.sync.hand_tablet import HandTablet, enrol


@pytest.fixture
def tablet(app: Flask) -> HandTablet:
    return enrol(app)


@pytest.fixture
def tablet_on_both(app_on_both: Flask) -> HandTablet:
    """Once on each database."""
    return enrol(app_on_both)


@pytest.fixture
def stored(request: pytest.FixtureRequest) -> Iterator[Any]:
    """A session on the database of the application under test."""
    both = "app_on_both" in request.fixturenames
    app: Flask = request.getfixturevalue("app_on_both" if both else "app")
    with app.app_context():
        engine = db.engine
    with Session(engine) as session:  # requests of the test have contexts of their own
        yield session
