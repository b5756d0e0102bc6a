"""A small country with results, and a browser for each role."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from inspect_app.domain.permissions import Role
from inspect_app.extensions import db
from tests.pages.listed_world import NOW, build_listed, reader_of


@pytest.fixture
def listed(app_on_both: Flask) -> Flask:
    with app_on_both.app_context():
        build_listed(db.session())
    app_on_both.extensions["inspect"].clock = lambda: NOW
    return app_on_both


@pytest.fixture
def inspector(listed: Flask) -> FlaskClient:
    return reader_of(listed, Role.INSPECTOR)


@pytest.fixture
def supervisor(listed: Flask) -> FlaskClient:
    return reader_of(listed, Role.SUPERVISOR)


@pytest.fixture
def administrator(listed: Flask) -> FlaskClient:
    return reader_of(listed, Role.ADMINISTRATOR)
