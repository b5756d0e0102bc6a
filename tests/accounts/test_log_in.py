"""Logging in and out: what the cookie is, what is kept of it, and when it ends."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from flask import Flask
from sqlalchemy import func, select

from inspect_app.app import create_app
from inspect_app.extensions import db
from inspect_app.services.sign_in import SESSION_LASTS
from inspect_app.settings import Settings
from inspect_app.store import password_hashes
from inspect_app.store.accounts import AccountRow, WebSessionRow
from tests.accounts.browsers import (
    PHRASE,
    START,
    Browser,
    add_person,
    code_of,
    logged_in,
    set_clock,
)


def test_the_right_password_tells_who_is_logged_in(app_on_both: Flask) -> None:
    account = add_person(app_on_both, "a.person")
    browser = Browser(app_on_both)
    answer = browser.log_in(" A.Person ")
    assert answer.json["account"] == {
        "id": account, "shown_name": "Name a.person", "role": "administrator", "language": "en",
        "regions": [],
    }  # fmt: skip
    assert browser.get("/api/v1/session").json == answer.json


def test_the_cookie_is_for_the_browser_alone_and_for_no_other_site(app: Flask) -> None:
    add_person(app, "a.person")
    cookie = Browser(app).log_in("a.person").headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert "Path=/" in cookie
    assert "Domain" not in cookie


def test_over_https_the_cookie_is_bound_to_the_host(tmp_path: Path, sqlite_url: str) -> None:
    app = create_app(Settings(data_dir=tmp_path / "d", database_url=sqlite_url))
    add_person(app, "a.person")
    answer = Browser(app).log_in("a.person")
    assert answer.headers["Set-Cookie"].startswith("__Host-inspect_session=")
    assert "; Secure" in answer.headers["Set-Cookie"]


def test_the_database_holds_no_cookie_and_no_password(app: Flask) -> None:
    browser = logged_in(app, "a.person")
    token = browser.client.get_cookie("inspect_session")
    with app.app_context():
        kept = db.session.scalars(select(WebSessionRow.token_sha256)).one()
        password_hash = db.session.scalars(select(AccountRow.password_hash)).one()
    assert token is not None
    assert token.value not in kept
    assert password_hash.startswith("$argon2id$")


def test_an_unknown_login_and_a_wrong_password_are_answered_alike(app_on_both: Flask) -> None:
    add_person(app_on_both, "a.person")
    wrong = Browser(app_on_both).log_in("a.person", "not this one at all")
    unknown = Browser(app_on_both).log_in("b.person", "not this one at all")
    assert wrong.status_code == unknown.status_code == 401
    assert wrong.json == unknown.json
    assert code_of(wrong) == "login.refused"


def test_an_unknown_login_costs_the_same_work(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    add_person(app, "a.person")
    compared: list[str] = []
    real = password_hashes._HASHER

    class Counting:
        hash, check_needs_rehash = real.hash, real.check_needs_rehash

        def verify(self, kept: str, password: str) -> bool:
            compared.append(kept)
            return real.verify(kept, password)

    monkeypatch.setattr(password_hashes, "_HASHER", Counting())
    for login in ("a.person", "b.person"):
        Browser(app).log_in(login, "not this one at all")
    assert len(compared) == 2
    assert len(set(compared)) == 2


def test_logging_in_again_ends_the_log_in_that_the_browser_held(app: Flask) -> None:
    browser = logged_in(app, "a.person")
    old = browser.client.get_cookie("inspect_session")
    assert browser.log_in("a.person").status_code == 200
    thief = Browser(app)
    thief.client.set_cookie("inspect_session", old.value if old else "")
    assert thief.get("/api/v1/session").status_code == 401
    assert browser.get("/api/v1/session").status_code == 200


def test_logging_out_ends_this_log_in_and_no_other(app_on_both: Flask) -> None:
    here = logged_in(app_on_both, "a.person")
    elsewhere = Browser(app_on_both)
    elsewhere.log_in("a.person")
    assert here.send("DELETE", "/api/v1/session").status_code == 204
    assert here.get("/api/v1/session").status_code == 401
    assert elsewhere.get("/api/v1/session").status_code == 200


def test_a_log_in_ends_by_itself_and_its_row_is_swept_away(app_on_both: Flask) -> None:
    set_clock(app_on_both, START)
    browser = logged_in(app_on_both, "a.person")
    set_clock(app_on_both, START + SESSION_LASTS)
    assert browser.get("/api/v1/session").status_code == 401
    Browser(app_on_both).log_in("a.person")
    with app_on_both.app_context():
        assert db.session.scalar(select(func.count()).select_from(WebSessionRow)) == 1


def test_a_hash_of_older_parameters_is_made_anew_at_the_next_log_in(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = add_person(app, "a.person")
    newer = PasswordHasher(time_cost=2, memory_cost=16, parallelism=1)
    monkeypatch.setattr(password_hashes, "_HASHER", newer)
    assert Browser(app).log_in("a.person").status_code == 200
    with app.app_context():
        kept = db.session.get_one(AccountRow, account).password_hash
    assert "m=16,t=2" in kept
    assert Browser(app).log_in("a.person").status_code == 200


def test_another_password_ends_every_other_log_in(app_on_both: Flask) -> None:
    here = logged_in(app_on_both, "a.person")
    elsewhere = Browser(app_on_both)
    elsewhere.log_in("a.person")
    asked = {"current": PHRASE, "new": "snow on the barn door"}
    answer = here.send("PUT", "/api/v1/session/password", asked)
    assert answer.status_code == 200
    assert here.get("/api/v1/session").json == answer.json
    assert elsewhere.get("/api/v1/session").status_code == 401
    assert Browser(app_on_both).log_in("a.person").status_code == 401


def test_another_password_needs_the_present_one_and_guesses_are_counted(app: Flask) -> None:
    browser = logged_in(app, "a.person")
    asked = {"current": "a guess of mine", "new": "snow on the barn door"}
    answers = [browser.send("PUT", "/api/v1/session/password", asked) for _ in range(6)]
    assert [code_of(answer) for answer in answers] == ["account.wrong_password"] * 5 + [
        "login.too_often"
    ]


@pytest.mark.parametrize("token", ["", "x", "é", "of another log-in"])
def test_a_change_with_another_token_is_refused(app: Flask, token: str) -> None:
    browser = logged_in(app, "a.person")
    browser.headers = {"X-CSRF-Token": token}
    assert code_of(browser.send("DELETE", "/api/v1/session")) == "access.csrf"
    assert browser.get("/api/v1/session").status_code == 200


def test_a_page_of_another_site_can_log_nobody_in(app: Flask) -> None:
    add_person(app, "a.person")
    body = {"login": "a.person", "password": PHRASE}
    other = Browser(app).send("POST", "/api/v1/session", body, {"Sec-Fetch-Site": "cross-site"})
    assert code_of(other) == "access.csrf"
    form = Browser(app).client.post("/api/v1/session", data=body)
    assert form.status_code == 422
    assert "Set-Cookie" not in form.headers


@pytest.mark.parametrize("login", ["a\0b", "\ud800", "", "x" * 201, "two\nlines"])
def test_text_that_no_database_stores_is_refused_in_words(app_on_both: Flask, login: str) -> None:
    for answer in (
        Browser(app_on_both).log_in(login),
        Browser(app_on_both).log_in("a.person", login or "\0"),
    ):
        assert answer.status_code in (401, 422)
        assert answer.json["problems"][0]["sentence"].endswith(".")


def test_a_closed_account_is_out_at_once_and_cannot_come_back(app_on_both: Flask) -> None:
    administrator = logged_in(app_on_both, "boss")
    person = logged_in(app_on_both, "b.person")
    account = person.get("/api/v1/session").json["account"]["id"]
    assert administrator.change(f"/api/v1/accounts/{account}", {"is_active": False}).json
    assert person.get("/api/v1/session").status_code == 401
    assert code_of(Browser(app_on_both).log_in("b.person")) == "login.refused"


def test_a_log_in_lasts_its_twelve_hours(app: Flask) -> None:
    set_clock(app, START)
    browser = logged_in(app, "a.person")
    for before_its_end in (timedelta(hours=6), timedelta(seconds=1)):  # it is used meanwhile
        set_clock(app, START + SESSION_LASTS - before_its_end)
        assert browser.get("/api/v1/session").status_code == 200
