"""Two regions with their people, and tablets of inspectors."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from inspect_app.domain.permissions import Role
from inspect_app.extensions import db
from tests.accounts.browsers import set_clock
from tests.accounts.conftest import cheap_hashes
from tests.administration.desk import FAR, NEAR, NOW, OFFICE, TABLETS
from tests.api.walking_world import (
    ELSEWHERE,
    HERE,
    add_account,
    add_device,
    add_facility,
    add_region,
)

__all__ = ["cheap_hashes"]
PEOPLE = {
    "administrator": (Role.ADMINISTRATOR, []),
    "supervisor": (Role.SUPERVISOR, [HERE]),
    "inspector": (Role.INSPECTOR, [HERE]),
    "stranger": (Role.INSPECTOR, [ELSEWHERE]),
    "council": (Role.COUNCIL_MEMBER, []),
}


@pytest.fixture
def world(app_on_both: Flask) -> Flask:
    """On each database. The inspector's tablet fell silent with 12 operations on it."""
    set_clock(app_on_both, NOW)
    with app_on_both.app_context():
        session = db.session()
        for region in (HERE, ELSEWHERE):
            add_region(session, region)
        session.flush()
        for name, (role, regions) in PEOPLE.items():
            add_account(session, name, role, regions)
        add_facility(session, "f1", HERE)
        session.flush()
        for device, owner, pending in ((NEAR, "inspector", 12), (FAR, "stranger", 0)):
            row = add_device(session, device, f"u_{owner}", pending=pending)
            row.enrolled_at = row.seen_at = datetime(2026, 10, 1, tzinfo=UTC)
        add_device(session, OFFICE, "u_supervisor").enrolled_at = NOW - timedelta(days=1)
        session.commit()
    assert {NEAR, FAR} == TABLETS
    return app_on_both
