"""What the tests of the portal share: a country with publications, and who reads them."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.portal.published_world import build_country


@pytest.fixture
def country(app: Flask) -> Flask:
    build_country(app)
    return app


@pytest.fixture
def reader(country: Flask) -> FlaskClient:
    """Somebody without an account, and without a place for cookies."""
    return country.test_client(use_cookies=False)


@pytest.fixture
def reader_on_both(app_on_both: Flask) -> FlaskClient:
    build_country(app_on_both)
    return app_on_both.test_client(use_cookies=False)
