"""Accounts: made by administrators, changed only on what was read, closed and never deleted."""

from __future__ import annotations

import re
from collections import Counter
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from inspect_app.domain.permissions import Role
from inspect_app.extensions import db
from inspect_app.store.accounts import AccountRow
from inspect_app.store.devices import DeviceRow
from tests.accounts.browsers import PHRASE, Browser, add_person, at_once, code_of, logged_in
from tests.api.walking_world import ELSEWHERE, HERE, add_device

ACCOUNTS = "/api/v1/accounts"
NEW = {"login": "New.One", "shown_name": "  New   One ", "role": "inspector", "regions": [HERE]}


@pytest.fixture
def boss(app_on_both: Flask) -> Browser:
    return logged_in(app_on_both, "boss")


def test_an_account_is_made_with_a_password_that_is_told_once(
    app_on_both: Flask, boss: Browser
) -> None:
    made = boss.send("POST", ACCOUNTS, NEW)
    account, drawn = made.json["account"], made.json["password"]
    assert made.status_code == 201
    assert re.fullmatch(r"u_[a-z2-7]{12}", account["id"])
    assert (account["login"], account["shown_name"]) == ("new.one", "New One")
    assert boss.get(made.headers["Location"]).json == account
    assert made.headers["Cache-Control"] == "no-store"
    assert Browser(app_on_both).log_in("new.one", drawn).json["account"]["regions"] == [HERE]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"login": "b"}, "account.bad_login"),
        ({"login": "имя.человека"}, "account.bad_login"),
        ({"login": "BOSS"}, "account.login_taken"),
        ({"shown_name": "   "}, "account.bad_name"),
        ({"role": "supervisor", "regions": []}, "account.no_regions"),
        ({"regions": [HERE, "KZ-99"]}, "account.unknown_regions"),
        ({"password": "eleven char"}, "account.password_too_short"),
        ({"password": "x" * 257}, "account.password_too_long"),
        ({"password": "Password2026!"}, "account.password_too_common"),
        ({"password": "new.one-new.one"}, "account.password_too_common"),
        ({"role": "king"}, "http.field"),
        ({"unknown": 1}, "http.field"),
    ],
)
def test_what_cannot_be_taken_is_refused_and_makes_nothing(
    app: Flask, change: dict[str, object], code: str
) -> None:
    boss = logged_in(app, "boss")
    assert code_of(boss.send("POST", ACCOUNTS, NEW | change)) == code
    assert boss.get(ACCOUNTS).json["total"] == 1


def test_of_two_accounts_with_one_login_made_at_once_one_is_made(
    app_on_both: Flask, boss: Browser
) -> None:
    browsers = [boss, *(_again(app_on_both) for _ in range(3))]
    answers = at_once([lambda b=b: b.send("POST", ACCOUNTS, NEW) for b in browsers])
    assert Counter(answer.status_code for answer in answers) == {201: 1, 409: 3}


def test_accounts_are_listed_by_page_and_filter(app_on_both: Flask, boss: Browser) -> None:
    add_person(app_on_both, "c.supervisor", Role.SUPERVISOR, [HERE])
    add_person(app_on_both, "d.supervisor", Role.SUPERVISOR, [ELSEWHERE])
    first = boss.get(f"{ACCOUNTS}?page_size=2").json
    rest = boss.get(f"{ACCOUNTS}?page_size=2&after={first['after']}").json
    assert [a["login"] for a in first["accounts"]] == ["boss", "c.supervisor"]
    assert [a["login"] for a in rest["accounts"]] == ["d.supervisor"]
    only = boss.get(f"{ACCOUNTS}?role=supervisor&region={ELSEWHERE}&is_active=true").json
    assert [a["login"] for a in only["accounts"]] == ["d.supervisor"]


def test_a_change_needs_the_etag_of_what_was_read(app_on_both: Flask, boss: Browser) -> None:
    path = f"{ACCOUNTS}/{add_person(app_on_both, 'c.person', Role.INSPECTOR)}"
    assert code_of(boss.send("PATCH", path, {"language": "kk"})) == "change.read_first"
    etag = boss.get(path).headers["ETag"]
    assert boss.change(path, {"regions": [HERE]}).json["regions"] == [HERE]
    stale = boss.send("PATCH", path, {"language": "kk"}, {"If-Match": etag})
    assert stale.status_code == 412
    assert boss.get(path).json["language"] == "en"


def test_of_changes_on_one_state_made_at_once_one_is_taken(
    app_on_both: Flask, boss: Browser
) -> None:
    path = f"{ACCOUNTS}/{add_person(app_on_both, 'c.person', Role.INSPECTOR)}"
    match = {"If-Match": boss.get(path).headers["ETag"]}
    browsers = [boss, *(_again(app_on_both) for _ in range(3))]
    answers = at_once(
        [
            lambda b=b, n=n: b.send("PATCH", path, {"shown_name": f"N {n}"}, match)
            for n, b in enumerate(browsers)
        ]
    )
    assert Counter(answer.status_code for answer in answers) == {200: 1, 412: 3}


def test_who_recorded_on_a_tablet_stays_an_inspector(app_on_both: Flask, boss: Browser) -> None:
    person = add_person(app_on_both, "c.person", Role.INSPECTOR)
    with app_on_both.app_context():
        add_device(db.session(), "d_one", person)
        db.session.commit()
    refused = boss.change(f"{ACCOUNTS}/{person}", {"role": "supervisor", "regions": [HERE]})
    assert code_of(refused) == "account.is_an_author"
    assert boss.get(f"{ACCOUNTS}/{person}").json["role"] == "inspector"


def test_a_supervisor_without_regions_cannot_come_about(app_on_both: Flask, boss: Browser) -> None:
    path = f"{ACCOUNTS}/{add_person(app_on_both, 'c.person', Role.INSPECTOR)}"
    assert code_of(boss.change(path, {"role": "supervisor"})) == "account.no_regions"
    changed = boss.change(path, {"role": "supervisor", "regions": [HERE, ELSEWHERE]})
    assert changed.json["regions"] == [HERE, ELSEWHERE]
    assert code_of(boss.change(path, {"regions": []})) == "account.no_regions"
    assert boss.change(path, {"regions": [ELSEWHERE]}).json["regions"] == [ELSEWHERE]


def test_a_change_that_says_nothing_is_refused(app: Flask) -> None:
    boss = logged_in(app, "boss")
    account = boss.get("/api/v1/session").json["account"]["id"]
    assert code_of(boss.change(f"{ACCOUNTS}/{account}", {})) == "account.nothing_to_change"
    assert boss.get(f"{ACCOUNTS}/u_nobody").status_code == 404
    assert boss.get(f"{ACCOUNTS}/%00").status_code == 404


@pytest.mark.parametrize("change", [{"role": "inspector"}, {"password": "snow on the barn door"}])
def test_another_role_or_password_ends_the_log_ins(
    app_on_both: Flask, boss: Browser, change: dict[str, str]
) -> None:
    other = logged_in(app_on_both, "other")
    account = other.get("/api/v1/session").json["account"]["id"]
    boss.change(f"{ACCOUNTS}/{account}", {"language": "kk"})
    assert other.get("/api/v1/session").status_code == 200
    boss.change(f"{ACCOUNTS}/{account}", change)
    assert other.get("/api/v1/session").status_code == 401


def test_closing_an_account_revokes_its_tablets_where_they_stand(
    app_on_both: Flask, boss: Browser
) -> None:
    account = add_person(app_on_both, "c.person", Role.INSPECTOR)
    with app_on_both.app_context():
        for device in ("d_1", "d_2"):
            add_device(db.session(), device, account, silent=timedelta(days=1))
        db.session.commit()
    boss.change(f"{ACCOUNTS}/{account}", {"is_active": False})
    boss.change(f"{ACCOUNTS}/{account}", {"is_active": True})
    with app_on_both.app_context():
        devices = db.session.scalars(select(DeviceRow)).all()
        assert [(row.revoked_after_seq, row.wipe) for row in devices] == [(7, "none")] * 2
        assert all(row.revoked_at is not None for row in devices)
    lines = boss.get("/api/v1/audit?action=device.revoke").json["audit"]
    assert {line["subject"] for line in lines} == {"d_1", "d_2"}


def test_the_last_administrator_stays(app_on_both: Flask, boss: Browser) -> None:
    own = boss.get("/api/v1/session").json["account"]["id"]
    for change in ({"is_active": False}, {"role": "inspector"}):
        assert code_of(boss.change(f"{ACCOUNTS}/{own}", change)) == "account.last_administrator"
    assert boss.get("/api/v1/session").status_code == 200


def test_two_administrators_who_close_each_other_leave_one(
    app_on_both: Flask, boss: Browser
) -> None:
    other = logged_in(app_on_both, "other")
    works = []
    for one, victim in ((boss, other), (other, boss)):
        path = f"{ACCOUNTS}/{victim.get('/api/v1/session').json['account']['id']}"
        match = {"If-Match": one.get(path).headers["ETag"]}
        works.append(
            lambda o=one, p=path, m=match: o.send("PATCH", p, {"is_active": False}, m).status_code
        )
    given = at_once(works)
    assert given.count(200) == 1
    assert set(given) <= {200, 401, 409}
    with app_on_both.app_context():
        active = select(AccountRow.login).where(AccountRow.is_active.is_(True))
        assert len(db.session.scalars(active).all()) == 1


def _again(app: Flask) -> Browser:
    """The administrator's log-in in one more browser."""
    browser = Browser(app)
    assert browser.log_in("boss", PHRASE).status_code == 200
    return browser
