"""Guessing passwords: five failures a login, thirty an address, however many come at once."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from flask import Flask
from sqlalchemy import func, select

from inspect_app.extensions import db
from inspect_app.store.accounts import LoginFailureRow
from tests.accounts.browsers import (
    START,
    Browser,
    add_person,
    at_once,
    code_of,
    set_clock,
)

WRONG = "not this one at all"


def test_the_sixth_attempt_is_not_listened_to_even_with_the_right_password(
    app_on_both: Flask,
) -> None:
    set_clock(app_on_both, START)
    add_person(app_on_both, "a.person")
    browser = Browser(app_on_both)
    assert [browser.log_in("a.person", WRONG).status_code for _ in range(5)] == [401] * 5
    set_clock(app_on_both, START + timedelta(minutes=5))
    answer = browser.log_in("a.person")
    assert answer.status_code == 429
    assert answer.headers["Retry-After"] == "600"
    set_clock(app_on_both, START + timedelta(minutes=15))
    assert browser.log_in("a.person").status_code == 200


def test_a_login_that_does_not_exist_is_throttled_in_the_same_words(app: Flask) -> None:
    set_clock(app, START)
    add_person(app, "a.person")
    told = {}
    for login, address in (("a.person", "192.0.2.1"), ("b.person", "192.0.2.2")):
        browser = Browser(app, address)
        answers = [browser.log_in(login, WRONG) for _ in range(6)]
        told[login] = [(answer.status_code, answer.json) for answer in answers]
    assert told["a.person"] == told["b.person"]


def test_thirty_failures_close_an_address_and_no_other(app_on_both: Flask) -> None:
    add_person(app_on_both, "a.person")
    browser = Browser(app_on_both, "192.0.2.7")
    assert {browser.log_in(f"guess{n}", WRONG).status_code for n in range(30)} == {401}
    assert code_of(browser.log_in("a.person")) == "login.too_often"
    assert Browser(app_on_both, "192.0.2.8").log_in("a.person").status_code == 200


def test_one_subscriber_of_ipv6_is_one_address(app: Flask) -> None:
    for n in range(30):
        Browser(app, f"2001:db8:0:1::{n:x}").log_in(f"guess{n}", WRONG)
    assert Browser(app, "2001:db8:0:1:ffff::1").log_in("other", WRONG).status_code == 429
    assert Browser(app, "2001:db8:0:2::1").log_in("other", WRONG).status_code == 401


def test_a_log_in_forgives_slips_of_its_login_and_nothing_of_its_address(app: Flask) -> None:
    add_person(app, "a.person")
    browser = Browser(app)
    for _ in range(4):
        browser.log_in("a.person", WRONG)
    assert browser.log_in("a.person").status_code == 200
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(LoginFailureRow)) == 4
    assert [browser.log_in("a.person", WRONG).status_code for _ in range(5)] == [401] * 5


def test_failures_that_are_too_old_to_count_are_swept_away(app_on_both: Flask) -> None:
    set_clock(app_on_both, START)
    Browser(app_on_both).log_in("a.person", WRONG)
    set_clock(app_on_both, START + timedelta(minutes=15))
    Browser(app_on_both).log_in("b.person", WRONG)
    with app_on_both.app_context():
        moments = db.session.scalars(select(LoginFailureRow.at)).all()
    assert set(moments) == {START + timedelta(minutes=15)}


def test_twenty_guesses_at_once_are_five_guesses(app_on_both: Flask) -> None:
    add_person(app_on_both, "a.person")
    browsers = [Browser(app_on_both, f"192.0.2.{n}") for n in range(20)]
    given = at_once([lambda b=b: b.log_in("a.person", WRONG).status_code for b in browsers])
    assert Counter(given) == {401: 5, 429: 15}


def test_an_address_that_guesses_at_once_gets_its_thirty(app_on_both: Flask) -> None:
    browsers = [Browser(app_on_both) for _ in range(14)]
    for n in range(25):
        browsers[0].log_in(f"before{n}", WRONG)
    given = at_once(
        [
            lambda n=n, b=b: b.log_in(f"at.once{n}", WRONG).status_code
            for n, b in enumerate(browsers)
        ]
    )
    assert Counter(given) == {401: 5, 429: 9}


def test_the_table_holds_neither_logins_nor_addresses(app: Flask) -> None:
    Browser(app).log_in("a.person", WRONG)
    with app.app_context():
        keys = db.session.scalars(select(LoginFailureRow.key_sha256)).all()
    assert len(set(keys)) == 2
    assert all(len(key) == 64 for key in keys)
