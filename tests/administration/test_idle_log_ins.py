"""A log-in that nobody uses ends; one that is used goes on, and never beyond its twelve hours."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from inspect_app.api import guarding
from inspect_app.extensions import db
from inspect_app.services.sign_in import SESSION_LASTS
from inspect_app.settings import Settings, load
from inspect_app.store.accounts import WebSessionRow
from tests.accounts.browsers import START, Browser, logged_in, set_clock

EIGHT = timedelta(hours=8)


@pytest.fixture
def browser(app_on_both: Flask) -> Browser:
    set_clock(app_on_both, START)
    return logged_in(app_on_both, "a.person")


def ends_at(app: Flask) -> datetime:
    with app.app_context():
        return db.session.scalars(select(WebSessionRow.expires_at)).one()


def test_a_log_in_ends_when_it_was_not_used_for_eight_hours(
    app_on_both: Flask, browser: Browser
) -> None:
    set_clock(app_on_both, START + EIGHT)
    assert browser.get("/api/v1/session").status_code == 401


@pytest.mark.parametrize("path", ["/overview", "/api/v1/session"])
def test_reading_a_page_keeps_it_open(app_on_both: Flask, browser: Browser, path: str) -> None:
    set_clock(app_on_both, START + timedelta(hours=3))
    assert browser.get(path).status_code == 200
    set_clock(app_on_both, START + timedelta(hours=10, minutes=59))
    assert browser.get(path).status_code == 200


def test_however_busy_it_ends_after_twelve_hours(app_on_both: Flask, browser: Browser) -> None:
    for hour in range(1, 12):
        set_clock(app_on_both, START + timedelta(hours=hour))
        assert browser.get("/api/v1/session").status_code == 200
    assert ends_at(app_on_both) == START + SESSION_LASTS
    set_clock(app_on_both, START + SESSION_LASTS)
    assert browser.get("/api/v1/session").status_code == 401


def test_a_change_keeps_it_open_too(app_on_both: Flask, browser: Browser) -> None:
    set_clock(app_on_both, START + timedelta(hours=3))
    assert browser.send("PUT", "/api/v1/session/password", {}).status_code == 422
    assert ends_at(app_on_both) == START + timedelta(hours=11)


def test_a_reader_in_a_hurry_writes_nothing(app_on_both: Flask, browser: Browser) -> None:
    set_clock(app_on_both, START + timedelta(minutes=14))
    assert browser.get("/overview").status_code == 200
    assert ends_at(app_on_both) == START + EIGHT


def test_a_database_that_is_busy_is_no_reason_to_refuse(
    app_on_both: Flask, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: object) -> None:
        raise OperationalError("update", {}, Exception("database is locked"))

    monkeypatch.setattr(guarding, "renew", busy)
    set_clock(app_on_both, START + timedelta(hours=3))
    assert browser.get("/overview").status_code == 200
    assert ends_at(app_on_both) == START + EIGHT


def test_the_setting_says_how_long(make_app: Callable[[str], Flask], sqlite_url: str) -> None:
    app = make_app(sqlite_url)
    machinery = app.extensions["inspect"]
    machinery.settings = replace(machinery.settings, idle_minutes=10)
    set_clock(app, START)
    browser = logged_in(app, "a.person")
    set_clock(app, START + timedelta(minutes=9))
    assert browser.get("/api/v1/session").status_code == 200
    set_clock(app, START + timedelta(minutes=19))
    assert browser.get("/api/v1/session").status_code == 401


def test_the_setting_is_eight_hours_unless_it_is_set() -> None:
    assert load({}).idle_minutes == Settings().idle_minutes == 480
    assert load({"INSPECT_IDLE_MINUTES": "30"}).idle_minutes == 30
    for text in ("0", "-5", "half an hour"):
        with pytest.raises(SystemExit, match="INSPECT_IDLE_MINUTES"):
            load({"INSPECT_IDLE_MINUTES": text})
