"""An application with inspections in it, and people who read them."""

from __future__ import annotations

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from inspect_app.api.guarding import COOKIE
from inspect_app.domain.facts import Facts
from inspect_app.domain.permissions import Role
from inspect_app.extensions import db
from inspect_app.jobs.scoring import score_inspection
from inspect_app.services.assessments import Standards
from inspect_app.services.sign_in import start_session
from inspect_app.store.accounts import AccountRow
from inspect_app.store.operations import StreamRow
from inspect_app.store.places import RegionRow
from tests.inspections.recorded import (
    NOW,
    REGION,
    Stream,
    account,
    add_facility,
    add_people,
)

INSP = "insp-1"
ELSEWHERE = "KZ-75"
SUPERVISOR, STRANGER, COUNCIL = "u_supervisor", "u_stranger", "u_council"


class Reader:
    """A logged-in client."""

    def __init__(self, app: Flask, person: str) -> None:
        self.client: FlaskClient = app.test_client()
        with app.app_context():
            row = db.session.get_one(AccountRow, person)
            now = app.extensions["inspect"].clock()
            self.token, self.csrf = start_session(db.session(), row, now)
            db.session.commit()
        self.client.set_cookie(COOKIE, self.token)

    def get(self, path: str, **headers: str) -> TestResponse:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.get(f"/api/v1/{path}", headers=named)

    def read(self, path: str) -> dict[str, object]:
        answer = self.get(path)
        assert answer.status_code == 200, answer.get_data(as_text=True)
        document: dict[str, object] = answer.get_json()
        return document


def add_demo_inspection(app: Flask, facts: Facts, standards: Standards) -> None:
    """The demo facility with its inspection, scored, and five people of four roles."""
    with app.app_context():
        session = db.session()
        add_people(session)
        add_facility(session, facts.facility)
        session.add(RegionRow(id=ELSEWHERE, country="KZ", names={"en": "-"}, kind="region"))
        session.flush()
        session.add(account(SUPERVISOR, Role.SUPERVISOR, REGION))
        session.add(account(STRANGER, Role.SUPERVISOR, ELSEWHERE))
        session.add(account(COUNCIL, Role.COUNCIL_MEMBER))
        stream = Stream(session, INSP)
        stream.write(facts)
        score_inspection(session, standards, INSP, NOW)
        session.commit()


def demo_stream() -> Stream:
    """To be used inside an application context: goes on where the demo inspection ended."""
    row = db.session.get_one(StreamRow, INSP)
    stream = Stream(db.session(), INSP)
    stream.n, stream.chain, stream.xor = row.n, row.chain, int(row.xor, 16)
    return stream
