"""Everybody looks after their own account: name, language, password, where they are logged in."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from inspect_app.domain.permissions import Role
from inspect_app.extensions import db
from inspect_app.services.sign_in import hash_password
from inspect_app.store.accounts import AccountRow, WebSessionRow
from tests.accounts.browsers import PHRASE
from tests.administration.desk import Desk, audited, person, plain

NEW = "snow on the barn door"


@pytest.fixture
def own(world: Flask) -> Desk:
    with world.app_context():
        db.session.get_one(AccountRow, "u_supervisor").password_hash = hash_password(PHRASE)
        db.session.commit()
    return Desk(world, "supervisor")


def with_password(desk: Desk, current: str = PHRASE, new: str = NEW, again: str = NEW) -> str:
    """What the page says, after the redirect that a success is."""
    sent = {"current": current, "new": new, "again": again}
    answer = desk.post("/account/password", **sent)
    assert new not in answer.text
    return desk.read("/account?done=password") if answer.status_code == 303 else plain(answer.text)


@pytest.mark.parametrize("name", ["administrator", "supervisor", "inspector", "council"])
def test_every_role_has_its_own_page(world: Flask, name: str) -> None:
    page = Desk(world, name).get("/account?lang=en").text
    assert f"Name of {name}" in page
    assert 'href="/account"' in page


def test_name_and_language_are_changed_and_the_audit_says_by_whom(world: Flask, own: Desk) -> None:
    answer = own.post("/account", "/account", shown_name="Own Choice", language="kk")
    assert answer.status_code == 303
    changed = person(world, "supervisor")
    assert (changed.shown_name, changed.language) == ("Own Choice", "kk")
    (line,) = audited(world, "u_supervisor")
    assert (line.actor, line.details) == ("u_supervisor", {"changed": ["shown_name", "language"]})


def test_nobody_gives_themselves_another_role(world: Flask, own: Desk) -> None:
    own.post("/account", "/account", shown_name="N", role="administrator", regions=["KZ-75"])
    changed = person(world, "supervisor")
    assert changed.role == Role.SUPERVISOR
    with world.app_context():
        again = db.session.get_one(AccountRow, "u_supervisor")
        assert [row.region_id for row in again.regions] == ["KZ-11"]


def test_an_empty_name_is_refused_beside_its_field(own: Desk) -> None:
    answer = own.post("/account", "/account", shown_name="   ", language="ru")
    assert answer.status_code == 422
    assert 'href="#shown_name"' in answer.text
    assert 'aria-invalid="true"' in answer.text


def test_another_password_ends_all_other_log_ins_and_stays_in_here(world: Flask, own: Desk) -> None:
    elsewhere = Desk(world, "supervisor")
    assert "Your password is changed" in with_password(own)
    assert elsewhere.get("/account").status_code == 303


@pytest.mark.parametrize(
    ("sent", "field", "said"),
    [
        ({"current": "a guess of mine"}, "current", "The present password is not right"),
        ({"again": "something else"}, "again", "The new password and its repetition differ"),
        ({"new": "short", "again": "short"}, "new", "shorter than 12"),
        ({"new": "supervisor2026", "again": "supervisor2026"}, "new", "common words"),
    ],
)
def test_a_password_that_is_refused_changes_nothing(
    own: Desk, sent: dict[str, str], field: str, said: str
) -> None:
    own.get("/account")  # in English from here on
    typed = {"current": PHRASE, "new": NEW, "again": NEW} | sent
    answer = own.post("/account/password", **typed)
    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text
    assert said in plain(answer.text)
    assert "Your password is changed" in with_password(own)


def test_guesses_of_the_present_password_are_counted(own: Desk) -> None:
    for _ in range(5):
        with_password(own, current="a guess of mine")
    answer = own.post("/account/password", current=PHRASE, new=NEW, again=NEW)
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0


def test_logging_out_everywhere_ends_every_log_in(world: Flask, own: Desk) -> None:
    elsewhere = Desk(world, "supervisor")
    stranger = Desk(world, "council")
    assert own.get("/account").text.count("<li>Since") == 2
    answer = own.post("/account/log-ins")
    assert answer.headers["Location"] == "/login"
    assert elsewhere.get("/account").status_code == own.get("/account").status_code == 303
    assert stranger.get("/account").status_code == 200
    assert [line.action for line in audited(world, "u_supervisor")] == ["session.end_all"]
    with world.app_context():
        assert set(db.session.scalars(select(WebSessionRow.account_id))) == {"u_council"}


def test_a_form_of_another_site_changes_nothing(world: Flask, own: Desk) -> None:
    own.csrf = "a guess"
    for path in ("/account", "/account/password", "/account/log-ins"):
        assert own.post(path).status_code == 403
    assert audited(world, "u_supervisor") == []
