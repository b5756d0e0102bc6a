"""Administrators add, change, close and reopen accounts, and see what that did."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from sqlalchemy import select

from inspect_app.extensions import db
from inspect_app.store.accounts import AccountRow, WebSessionRow
from inspect_app.store.devices import DeviceRow
from tests.administration.desk import NEAR, Desk, audited, fields_of, person, plain
from tests.api.walking_world import HERE

USERS = "/administration/users"
INSPECTOR = f"{USERS}/u_inspector"


@pytest.fixture
def desk(world: Flask) -> Desk:
    return Desk(world, "administrator")


def added(desk: Desk, login: str = "a.new") -> str:
    """The password that is shown once."""
    answer = desk.post(f"{USERS}/new", login=login, **fields_of("New One", "supervisor", HERE))
    assert answer.status_code == 201, plain(answer.text)
    shown = re.search(r'class="secret">([^<]+)<', answer.text)
    assert shown is not None
    assert answer.headers["Cache-Control"] == "no-store"
    return shown[1]


def log_in(world: Flask, login: str, password: str) -> str:
    """Where the log-in leads; empty: refused."""
    browser = world.test_client()
    token = re.search(r'name="form_token" value="([^"]+)"', browser.get("/login").text)
    assert token is not None
    sent = {"form_token": token[1], "login": login, "password": password, "next": "/overview"}
    return browser.post("/login", data=sent).headers.get("Location", "")


def test_the_drawn_password_lets_in_and_asks_to_be_changed(world: Flask, desk: Desk) -> None:
    assert log_in(world, "a.new", added(desk)) == "/account"
    with world.app_context():
        account = db.session.scalars(select(AccountRow).where(AccountRow.login == "a.new")).one()
    lines = audited(world, account.id)
    assert [line.action for line in lines] == ["account.add", "session.start"]
    assert lines[0].actor == "u_administrator"
    assert "still in use" in desk.read(f"{USERS}/{account.id}")
    assert "New One" in desk.read(f"{USERS}?show=given")


def test_an_account_that_nobody_used_asks_for_attention(desk: Desk) -> None:
    added(desk)
    assert "4 accounts were never used" in desk.read("/administration")
    shown = desk.read(f"{USERS}?show=unused")
    assert "New One" in shown
    assert "Name of inspector" not in shown  # has a tablet


def test_a_refusal_keeps_what_was_typed_and_leads_to_its_field(desk: Desk) -> None:
    answer = desk.post(f"{USERS}/new", login="Not A Login!", **fields_of("Typed", "supervisor"))
    assert answer.status_code == 422
    assert 'href="#login"' in answer.text
    assert "autofocus" in answer.text
    assert 'value="Typed"' in answer.text
    assert re.search(r'value="supervisor" checked', answer.text)


def test_a_supervisor_without_a_region_is_refused(world: Flask, desk: Desk) -> None:
    sent = fields_of("Name", "supervisor")
    answer = desk.post(f"{USERS}/u_council", f"{USERS}/u_council", **sent)
    assert answer.status_code == 422
    assert 'href="#regions"' in answer.text
    assert person(world, "council").role == "council_member"


def test_a_change_is_saved_told_and_audited_without_the_name(world: Flask, desk: Desk) -> None:
    answer = desk.post(INSPECTOR, INSPECTOR, **fields_of("Other Name", "inspector", HERE, "KZ-75"))
    assert answer.headers["Location"].endswith("?done=changed")
    page = desk.read(f"{INSPECTOR}?done=changed")
    assert "The account is changed." in page
    assert "changed: name, language, regions" in page
    (line,) = audited(world, "u_inspector")
    assert "Other" not in str(line.details)


def test_saving_what_stood_there_changes_nothing_and_says_so(world: Flask, desk: Desk) -> None:
    same = fields_of("Other Name", "inspector", HERE)
    desk.post(INSPECTOR, INSPECTOR, **same)
    answer = desk.post(INSPECTOR, INSPECTOR, **same)
    assert answer.headers["Location"].endswith("?done=unchanged")
    assert "Nothing was changed" in desk.read(answer.headers["Location"])
    assert len(audited(world, "u_inspector")) == 1


def test_who_saves_an_old_form_overwrites_nothing(world: Flask, desk: Desk) -> None:
    old = re.search(r'name="seen" value="(\w+)"', desk.get(INSPECTOR).text)
    assert old is not None
    desk.post(INSPECTOR, INSPECTOR, **fields_of("Newer", "inspector", HERE))
    late = desk.post(INSPECTOR, seen=old[1], **fields_of("Older", "inspector", HERE))
    assert late.status_code == 409
    assert "Somebody else changed this account" in plain(late.text)
    assert person(world, "inspector").shown_name == "Newer"


def test_an_author_stays_an_inspector_and_the_page_says_why(world: Flask, desk: Desk) -> None:
    assert "can never review it" in desk.read(INSPECTOR)
    answer = desk.post(INSPECTOR, INSPECTOR, **fields_of("Name", "supervisor", HERE))
    assert answer.status_code == 409
    assert "has recorded findings on tablets" in plain(answer.text)
    assert person(world, "inspector").role == "inspector"


def test_who_signed_acts_of_a_review_is_told_that_and_no_other_reason(desk: Desk) -> None:
    path = f"{USERS}/u_supervisor"
    answer = desk.post(path, path, **fields_of("Name", "administrator"))
    assert "has signed acts of a review" in plain(answer.text)
    assert "can never review it" not in desk.read(path)


def test_the_last_administrator_can_be_neither_closed_nor_another(world: Flask, desk: Desk) -> None:
    path = f"{USERS}/u_administrator"
    for answer in (
        desk.post(path, path, **fields_of("Name", "inspector", HERE)),
        desk.post(f"{path}/close", path),
    ):
        assert answer.status_code == 409
        assert "This is the last administrator" in plain(answer.text)
    assert person(world, "administrator").is_active


def test_closing_says_first_what_it_does(world: Flask, desk: Desk) -> None:
    Desk(world, "inspector")
    page = desk.read(f"{INSPECTOR}/close")
    assert "1 open log-in ends at once." in page
    assert "1 tablet is revoked." in page
    assert "It says that it still holds 12 operations" in page
    assert person(world, "inspector").is_active


def test_closing_ends_log_ins_revokes_tablets_and_stands_in_the_audit(
    world: Flask, desk: Desk
) -> None:
    Desk(world, "inspector")
    answer = desk.post(f"{INSPECTOR}/close", f"{INSPECTOR}/close")
    assert answer.headers["Location"].endswith("?done=closed")
    with world.app_context():
        assert db.session.get_one(DeviceRow, NEAR).revoked_at is not None
        owners = db.session.scalars(select(WebSessionRow.account_id)).all()
    assert set(owners) == {"u_administrator"}
    assert [line.action for line in audited(world, NEAR)] == ["device.revoke"]
    assert "Name of inspector" in desk.read(f"{USERS}?show=closed")
    assert "Name of inspector" not in desk.read(USERS)


def test_a_closed_account_cannot_be_closed_again(desk: Desk) -> None:
    desk.post(f"{INSPECTOR}/close", f"{INSPECTOR}/close")
    answer = desk.get(f"{INSPECTOR}/close")
    assert (answer.status_code, answer.headers["Location"]) == (303, INSPECTOR)


def test_closing_says_nothing_of_what_there_is_none_of(desk: Desk) -> None:
    page = desk.read(f"{USERS}/u_council/close")
    assert "0 " not in page
    assert "Close" in page


def test_closing_without_the_page_before_it_is_refused(world: Flask, desk: Desk) -> None:
    assert desk.post(f"{INSPECTOR}/close").status_code == 409
    assert person(world, "inspector").is_active


def test_an_account_opened_again_has_its_tablets_no_more(world: Flask, desk: Desk) -> None:
    desk.post(f"{INSPECTOR}/close", f"{INSPECTOR}/close")
    desk.post(f"{INSPECTOR}/reopen", INSPECTOR)
    assert person(world, "inspector").is_active
    with world.app_context():
        assert db.session.get_one(DeviceRow, NEAR).revoked_at is not None


def test_a_new_password_ends_the_log_ins_of_before(world: Flask, desk: Desk) -> None:
    other = Desk(world, "supervisor")
    path = f"{USERS}/u_supervisor"
    answer = desk.post(f"{path}/password", path)
    shown = re.search(r'class="secret">([^<]+)<', answer.text)
    assert shown is not None
    assert other.get("/account").status_code == 303
    assert log_in(world, "supervisor", shown[1]) == "/account"
    assert shown[1] not in str([line.details for line in audited(world, "u_supervisor")])


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("role=supervisor", {"supervisor"}),
        ("region=KZ-75", {"stranger"}),
        ("text=STRANG", {"stranger"}),
        ("text=%D0%BE%D0%BB%D0%96%D0%B0%D1%81", {"council"}),
        ("text=nobody+at+all", set()),
        ("show=no_regions", set()),
    ],
)
def test_the_list_is_filtered_by_its_address(
    world: Flask, desk: Desk, asked: str, found: set[str]
) -> None:
    with world.app_context():
        db.session.get_one(AccountRow, "u_council").shown_name = "Олжас Ә"
        db.session.commit()
    links = re.findall(rf'href="{USERS}/u_(\w+)"', desk.get(f"{USERS}?{asked}").text)
    assert set(links) == found


def test_nobody_else_opens_these_pages(world: Flask) -> None:
    for name in ("supervisor", "inspector", "council"):
        for path in ("/administration", USERS, INSPECTOR, "/administration/audit.csv"):
            assert Desk(world, name).get(path).status_code == 403
