"""An application with one facility that tests give visits to."""

from __future__ import annotations

import pytest
from flask import Flask

from inspect_app.extensions import db
from tests.facility_page.visited_world import add_facility
from tests.inspections.conftest import facts, standards, whole_facts
from tests.pages.listed_world import NOW, build_listed
from tests.review.conftest import office

__all__ = ["facts", "office", "standards", "whole_facts"]


@pytest.fixture
def karatas(app_on_both: Flask) -> Flask:
    with app_on_both.app_context():
        build_listed(db.session())
        add_facility(db.session())
        db.session.commit()
    app_on_both.extensions["inspect"].clock = lambda: NOW
    return app_on_both
