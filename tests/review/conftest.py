"""What the tests of the review share: the demo inspection, submitted, and two who may review it."""

from __future__ import annotations

import pytest
from flask import Flask

from inspect_app.domain.facts import Facts
from inspect_app.domain.permissions import Role
from inspect_app.extensions import db
from inspect_app.services.assessments import Standards
from tests.inspections.conftest import facts, standards, whole_facts
from tests.inspections.readers import INSP, add_demo_inspection, demo_stream
from tests.inspections.recorded import REGION, account

__all__ = ["facts", "standards", "whole_facts"]
SECOND = "u_second"
"""Another supervisor of the same region."""


@pytest.fixture
def office(app_on_both: Flask, facts: Facts, standards: Standards) -> Flask:
    """The demo inspection has been submitted by its lead."""
    add_demo_inspection(app_on_both, facts, standards)
    with app_on_both.app_context():
        db.session.add(account(SECOND, Role.SUPERVISOR, REGION))
        stream = demo_stream()
        stream.record(f"inspection:{INSP}", {}, "submit")
        stream.arrive()
        db.session.commit()
    return app_on_both
