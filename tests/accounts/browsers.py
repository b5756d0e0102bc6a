"""People with passwords, and their browsers."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from threading import Barrier, Thread
from typing import Any, TypeVar

from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from inspect_app.api.guarding import CSRF_HEADER
from inspect_app.domain.permissions import Role
from inspect_app.extensions import db
from inspect_app.services.accounts import add_account
from inspect_app.store.places import RegionRow
from tests.api.walking_world import ELSEWHERE, HERE, add_region

PHRASE = "rain on a tin roof"
START = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
T = TypeVar("T")


class Browser:
    """A client that keeps the CSRF token and sends it with every request."""

    def __init__(self, app: Flask, address: str = "192.0.2.1") -> None:
        self.client = app.test_client()
        self.address = address
        self.headers: dict[str, str] = {}

    def log_in(self, login: str, password: str = PHRASE) -> TestResponse:
        answer = self.send("POST", "/api/v1/session", {"login": login, "password": password})
        if answer.status_code == 200:
            self.headers = {CSRF_HEADER: answer.json["csrf_token"]}
        return answer

    def send(
        self, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None
    ) -> TestResponse:
        return self.client.open(
            path,
            method=method,
            data=None if body is None else json.dumps(body),
            content_type=None if body is None else "application/json",
            headers=self.headers | (headers or {}),
            environ_overrides={"REMOTE_ADDR": self.address},
        )

    def get(self, path: str) -> TestResponse:
        return self.send("GET", path)

    def change(self, path: str, body: Any) -> TestResponse:
        """PATCH with the ETag that a GET gives."""
        etag = self.get(path).headers["ETag"]
        return self.send("PATCH", path, body, {"If-Match": etag})


def add_person(
    app: Flask, login: str, role: Role = Role.ADMINISTRATOR, regions: Sequence[str] = ()
) -> str:
    """The id of a new account with `PHRASE`; the two regions of the tests are there."""
    with app.app_context():
        session = db.session()
        if session.scalars(select(RegionRow.id)).first() is None:
            add_region(session, HERE)
            add_region(session, ELSEWHERE)
            session.flush()
        account = add_account(
            session, "system", login=login, shown_name=f"Name {login}", role=role,
            regions=regions, language="en", password=PHRASE, now=START,
        )  # fmt: skip
        session.commit()
        return account.id


def logged_in(
    app: Flask, login: str, role: Role = Role.ADMINISTRATOR, regions: Sequence[str] = ()
) -> Browser:
    """The browser of a new account."""
    add_person(app, login, role, regions)
    browser = Browser(app)
    assert browser.log_in(login).status_code == 200
    return browser


def set_clock(app: Flask, moment: datetime) -> None:
    app.extensions["inspect"].clock = lambda: moment


def at_once(works: Sequence[Callable[[], T]]) -> list[T]:
    """What each gave, all begun in the same moment in threads of their own."""
    barrier, given = Barrier(len(works)), []

    def run(work: Callable[[], T]) -> None:
        barrier.wait()
        given.append(work())

    threads = [Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(given) == len(works)
    return given


def code_of(answer: TestResponse) -> str:
    return str(answer.json["problems"][0]["code"])
