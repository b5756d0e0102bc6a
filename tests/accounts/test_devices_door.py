"""Tablets as supervisors see them: whose they are, which are silent, letting in and revoking."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from inspect_app.domain.permissions import Role
from inspect_app.extensions import db
from inspect_app.store.devices import DeviceRow, EnrolmentCodeRow
from tests.accounts.browsers import Browser, add_person, at_once, code_of, logged_in, set_clock
from tests.api.walking_world import ELSEWHERE, HERE, add_device

DEVICES, CODES = "/api/v1/devices", "/api/v1/devices/codes"


@pytest.fixture
def inspectors(app_on_both: Flask) -> dict[str, str]:
    """Here, elsewhere, and in both regions; each with one tablet `d_<where>`."""
    regions = {"here": [HERE], "elsewhere": [ELSEWHERE], "both": [HERE, ELSEWHERE]}
    made = {
        where: add_person(app_on_both, f"i.{where}", Role.INSPECTOR, of)
        for where, of in regions.items()
    }
    with app_on_both.app_context():
        for where, account in made.items():
            add_device(db.session(), f"d_{where}", account)
        db.session.commit()
    return made


@pytest.fixture
def supervisor(app_on_both: Flask, inspectors: dict[str, str]) -> Browser:
    return logged_in(app_on_both, "s.here", Role.SUPERVISOR, [HERE])


def test_a_supervisor_sees_tablets_of_inspectors_who_work_in_the_region(
    app_on_both: Flask, supervisor: Browser
) -> None:
    assert _ids(supervisor.get(DEVICES)) == {"d_here", "d_both"}
    assert _ids(logged_in(app_on_both, "boss").get(DEVICES)) == {"d_here", "d_elsewhere", "d_both"}


def test_a_code_is_made_only_for_inspectors_wholly_in_the_region(
    app_on_both: Flask, supervisor: Browser, inspectors: dict[str, str]
) -> None:
    made = supervisor.send("POST", CODES, {"account": inspectors["here"]})
    assert made.status_code == 201
    assert made.json["qr_text"].startswith("http://localhost/app/#enrol=" + made.json["code"])
    assert made.headers["Cache-Control"] == "no-store"
    for where in ("both", "elsewhere"):
        assert supervisor.send("POST", CODES, {"account": inspectors[where]}).status_code == 404
    with app_on_both.app_context():
        row = db.session.scalars(select(EnrolmentCodeRow)).one()
        assert row.account_id == inspectors["here"]
        assert made.json["code"] not in row.code_sha256
        assert datetime.fromisoformat(made.json["expires_at"]) == row.expires_at


def test_a_code_for_somebody_who_is_no_active_inspector_is_refused(
    app_on_both: Flask, inspectors: dict[str, str]
) -> None:
    boss = logged_in(app_on_both, "boss")
    own = boss.get("/api/v1/session").json["account"]["id"]
    boss.change(f"/api/v1/accounts/{inspectors['here']}", {"is_active": False})
    for account in (own, inspectors["here"]):
        assert code_of(boss.send("POST", CODES, {"account": account})) == "device.for_inspectors"
    assert boss.send("POST", CODES, {"account": "u_nobody"}).status_code == 404


def test_a_tablet_is_revoked_after_what_the_server_has_of_it(
    app_on_both: Flask, supervisor: Browser
) -> None:
    told = supervisor.send("POST", f"{DEVICES}/d_here/revoke", {}).json
    assert (told["revoked_after_seq"], told["wipe"]) == (7, "none")
    _move_head(app_on_both, "d_here", 9)
    again = supervisor.send("POST", f"{DEVICES}/d_here/revoke", {"wipe": "after_deposit"}).json
    assert again == told | {"wipe": "after_deposit", "head_seq": 9}
    assert supervisor.send("POST", f"{DEVICES}/d_here/revoke", {"wipe": "none"}).json == again
    lines = logged_in(app_on_both, "boss").get("/api/v1/audit?subject=d_here").json["audit"]
    assert [line["details"]["wipe"] for line in lines] == ["after_deposit", "none"]


def test_a_tablet_of_another_region_is_not_there(app_on_both: Flask, supervisor: Browser) -> None:
    for device in ("d_elsewhere", "d_nowhere", "%00"):
        answer = supervisor.send("POST", f"{DEVICES}/{device}/revoke", {})
        assert answer.status_code == 404
    with app_on_both.app_context():
        assert db.session.get_one(DeviceRow, "d_elsewhere").revoked_at is None


def test_revoking_at_once_writes_one_line(app_on_both: Flask, supervisor: Browser) -> None:
    others = [Browser(app_on_both) for _ in range(3)]
    for other in others:
        other.log_in("s.here")
    browsers = [supervisor, *others]
    given = at_once([lambda b=b: b.send("POST", f"{DEVICES}/d_here/revoke", {}) for b in browsers])
    assert {answer.status_code for answer in given} == {200}
    assert len({answer.get_data() for answer in given}) == 1
    lines = logged_in(app_on_both, "boss").get("/api/v1/audit?subject=d_here").json
    assert lines["total"] == 1


def test_a_tablet_that_holds_something_and_is_silent_for_two_days_is_flagged(
    app_on_both: Flask, inspectors: dict[str, str]
) -> None:
    account = inspectors["here"]
    with app_on_both.app_context():
        for name, hours, pending in (("late", 49, 1), ("soon", 47, 1), ("clean", 99, 0)):
            add_device(
                db.session(), f"d_{name}", account, silent=timedelta(hours=hours), pending=pending
            )
        db.session.get_one(DeviceRow, "d_clean").told_pending = None
        db.session.commit()
    boss = logged_in(app_on_both, "boss")
    told = {row["id"]: row["is_overdue"] for row in boss.get(DEVICES).json["devices"]}
    assert [name for name, overdue in told.items() if overdue] == ["d_late"]
    assert _ids(boss.get(f"{DEVICES}?is_overdue=true")) == {"d_late"}
    assert _ids(boss.get(f"{DEVICES}?is_overdue=false")) == set(told) - {"d_late"}


def test_a_tablet_never_heard_of_is_counted_from_its_enrolment(app_on_both: Flask) -> None:
    account = add_person(app_on_both, "i.here", Role.INSPECTOR, [HERE])
    with app_on_both.app_context():
        device = add_device(db.session(), "d_1", account, pending=3)
        device.seen_at = None
        enrolled = device.enrolled_at
        db.session.commit()
    set_clock(app_on_both, enrolled + timedelta(hours=49))
    boss = logged_in(app_on_both, "boss")
    assert _ids(boss.get(f"{DEVICES}?is_overdue=true&account={account}")) == {"d_1"}


def _ids(answer: object) -> set[str]:
    return {row["id"] for row in answer.json["devices"]}  # type: ignore[attr-defined]


def _move_head(app: Flask, device: str, seq: int) -> None:
    with app.app_context():
        db.session.get_one(DeviceRow, device).head_seq = seq
        db.session.commit()
