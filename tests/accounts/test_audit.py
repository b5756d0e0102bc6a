"""The audit: no change without its line, and nothing in it that names or opens anything."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, text

from inspect_app.domain.permissions import Role
from inspect_app.extensions import db
from inspect_app.schemas.accounts import audit_document
from inspect_app.store import Base
from inspect_app.store.audit import AuditRow
from tests.accounts.browsers import PHRASE, START, Browser, add_person, logged_in, set_clock
from tests.api.walking_world import HERE, add_device

NEW = {"login": "new.one", "shown_name": "Someone New", "role": "inspector", "regions": [HERE]}
CHANGES: dict[str, Callable[[Browser, str], Any]] = {
    "log in": lambda boss, person: boss.log_in("boss"),
    "log out": lambda boss, person: boss.send("DELETE", "/api/v1/session"),
    "own password": lambda boss, person: boss.send(
        "PUT", "/api/v1/session/password", {"current": PHRASE, "new": "snow on the barn door"}
    ),
    "add": lambda boss, person: boss.send("POST", "/api/v1/accounts", NEW),
    "close": lambda boss, person: boss.change(f"/api/v1/accounts/{person}", {"is_active": False}),
    "password": lambda boss, person: boss.change(
        f"/api/v1/accounts/{person}", {"password": "snow on the barn door"}
    ),
    "code": lambda boss, person: boss.send("POST", "/api/v1/devices/codes", {"account": person}),
    "revoke": lambda boss, person: boss.send("POST", "/api/v1/devices/d_1/revoke", {}),
}


@pytest.fixture
def person(app_on_both: Flask) -> str:
    """An inspector with a tablet."""
    account = add_person(app_on_both, "c.person", Role.INSPECTOR, [HERE])
    with app_on_both.app_context():
        add_device(db.session(), "d_1", account)
        db.session.commit()
    return account


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_whose_line_cannot_be_written_does_not_happen(
    app_on_both: Flask, person: str, name: str
) -> None:
    boss = logged_in(app_on_both, "boss")
    _forbid_lines(app_on_both)
    before = _everything(app_on_both)
    assert CHANGES[name](boss, person).status_code == 500
    assert _everything(app_on_both) == before


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_writes_its_line(app_on_both: Flask, person: str, name: str) -> None:
    boss = logged_in(app_on_both, "boss")
    before = _lines(app_on_both)
    assert CHANGES[name](boss, person).status_code < 300
    new = _lines(app_on_both)[len(before) :]
    assert new
    assert {line["actor"] for line in new} == {before[-1]["actor"]}


def test_no_line_holds_a_name_a_login_a_password_or_a_code(app_on_both: Flask, person: str) -> None:
    boss = logged_in(app_on_both, "boss")
    drawn = boss.send("POST", "/api/v1/accounts", NEW | {"login": "second"}).json["password"]
    code = boss.send("POST", "/api/v1/devices/codes", {"account": person}).json["code"]
    for name in ("add", "password", "close", "own password"):
        assert CHANGES[name](boss, person).status_code < 300
    written = str(_lines(app_on_both))
    secrets = (drawn, code, PHRASE, "snow on", "Someone", "new.one", "second", "boss", "c.person")
    assert [word for word in secrets if word in written] == []


def test_the_audit_is_read_by_page_and_filter_the_newest_first(
    app_on_both: Flask, person: str
) -> None:
    set_clock(app_on_both, START)
    boss = logged_in(app_on_both, "boss")
    set_clock(app_on_both, START + timedelta(hours=1))
    CHANGES["close"](boss, person)
    first = boss.get("/api/v1/audit?page_size=1").json
    assert first["audit"][0]["action"] == "device.revoke"
    assert boss.get(f"/api/v1/audit?page_size=1&after={first['after']}").json["audit"][0] == {
        **_lines(app_on_both)[-2],
        "details": {"changed": ["is_active"], "is_active": False},
    }
    for asked, count in (
        (f"subject={person}", 2),
        ("subject_kind=device", 1),
        ("actor=system", 2),
        ("since=2026-11-21T14:30:00%2B05:00", 2),
        ("until=2026-11-21T14:30:00%2B05:00&actor=system", 2),
        ("action=account.change", 1),
    ):
        assert boss.get(f"/api/v1/audit?{asked}").json["total"] == count, asked


@pytest.mark.parametrize("asked", ["since=2026-11-21T14:30:00", "actor=%00", "after=moon"])
def test_a_filter_that_cannot_be_read_is_refused_in_words(app: Flask, asked: str) -> None:
    answer = logged_in(app, "boss").get(f"/api/v1/audit?{asked}")
    assert answer.status_code == 422
    assert answer.json["problems"][0]["sentence"].endswith(".")


def _forbid_lines(app: Flask) -> None:
    with app.app_context():
        if db.engine.dialect.name == "postgresql":
            make = (
                "CREATE FUNCTION no_line() RETURNS trigger LANGUAGE plpgsql AS"
                " $$ BEGIN RAISE EXCEPTION 'no line'; END $$;"
                " CREATE TRIGGER no_line BEFORE INSERT ON audit_line"
                " FOR EACH ROW EXECUTE FUNCTION no_line()"
            )
        else:
            make = (
                "CREATE TRIGGER no_line BEFORE INSERT ON audit_line"
                " BEGIN SELECT RAISE(ABORT, 'no line'); END"
            )
        db.session.execute(text(make))
        db.session.commit()


def _everything(app: Flask) -> dict[str, list[Any]]:
    """Every row of every table but the counted attempts, which stand whatever follows."""
    with app.app_context():
        return {
            table.name: sorted(map(str, db.session.execute(select(table)).all()))
            for table in Base.metadata.sorted_tables
            if table.name != "login_failure"
        }


def _lines(app: Flask) -> list[dict[str, Any]]:
    with app.app_context():
        rows = db.session.scalars(select(AuditRow).order_by(AuditRow.id)).all()
        return [audit_document(row) for row in rows]
