"""Supervisors and administrators see tablets, rename them and take them away."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from flask import Flask

from inspect_app.extensions import db
from inspect_app.store.devices import DeviceRow
from inspect_app.store.operations import LinkRow, OperationRow
from inspect_app.store.review import SetAsideRow
from tests.administration.desk import FAR, NEAR, NOW, OFFICE, Desk, audited, plain
from tests.api.walking_world import add_device, add_inspection


@pytest.fixture
def supervisor(world: Flask) -> Desk:
    return Desk(world, "supervisor")


@pytest.fixture
def administrator(world: Flask) -> Desk:
    return Desk(world, "administrator")


def listed(desk: Desk, asked: str = "") -> list[str]:
    found: list[str] = re.findall(r'href="/devices/(d_\w+)"', desk.get(f"/devices?{asked}").text)
    return found


def add_operation(insp: str, number: int, status: str, reason: str | None, dev: str = NEAR) -> None:
    link = f"{insp}-{number}"
    db.session.add(
        OperationRow(
            op_id=link, insp=insp, n=number, chain="", body=b"{}", bh="", dev=dev, seq=number,
            prev="", link=link, sig="", usr="u_inspector", kind="set", entity="room:1",
            received_at=NOW, via_dev=dev, status=status, reason=reason,
        )
    )  # fmt: skip


@pytest.fixture
def delivered(world: Flask) -> Flask:
    """Three operations of the tablet are not applied, one of them set aside; one is elsewhere."""
    with world.app_context():
        add_inspection(db.session(), "i-here", "u_inspector", "f1")
        add_inspection(db.session(), "i-there", "u_stranger", None)
        add_operation("i-here", 1, "ok", None)
        add_operation("i-here", 2, "quarantine", "device_revoked")
        add_operation("i-here", 3, "quarantine", "device_revoked")
        add_operation("i-there", 4, "held", "no_entity")
        db.session.add(SetAsideRow(op_id="i-here-3", insp="i-here", by="u", at=NOW, why="w"))
        db.session.commit()
    return world


def test_each_sees_the_tablets_of_their_own_people(supervisor: Desk, administrator: Desk) -> None:
    assert listed(supervisor) == [NEAR]
    assert listed(administrator) == [NEAR, FAR]
    assert supervisor.get(f"/devices/{FAR}").status_code == 404
    assert supervisor.get(f"/devices/{FAR}/revoke").status_code == 404
    assert supervisor.post(f"/devices/{FAR}/revoke", wipe="none").status_code == 404
    assert supervisor.post(f"/devices/{FAR}/label", label="mine").status_code == 404


def test_the_pens_of_the_office_are_no_tablets(administrator: Desk) -> None:
    assert OFFICE not in administrator.get("/devices").text
    assert administrator.get(f"/devices/{OFFICE}").status_code == 404


def test_who_is_silent_with_data_comes_first_and_who_is_revoked_last(
    world: Flask, administrator: Desk
) -> None:
    with world.app_context():
        for name, days in (("d_new", 1), ("d_gone", 2)):
            row = add_device(db.session(), name, "u_stranger")
            row.enrolled_at = NOW - timedelta(days=days)
        row.revoked_at = NOW
        db.session.commit()
    assert listed(administrator) == [NEAR, "d_new", FAR, "d_gone"]
    assert listed(administrator, "standing=revoked") == ["d_gone"]
    assert listed(administrator, "standing=overdue") == [NEAR]
    assert listed(administrator, "region=KZ-11") == [NEAR]


def test_the_list_says_in_words_what_the_start_page_counts(administrator: Desk) -> None:
    assert "1 tablet holds data and is silent" in administrator.read("/administration")
    page = administrator.read("/devices")
    assert "Silent with data" in page
    assert "12 operations" in page


def test_the_list_counts_what_no_reviewer_has_set_aside(
    delivered: Flask, administrator: Desk
) -> None:
    row = administrator.get("/devices?region=KZ-11").text.partition("<tbody")[2]
    assert "2 operations" in plain(f"<main{row}")


def test_a_supervisor_is_led_to_the_review_of_own_inspections_alone(
    delivered: Flask, supervisor: Desk
) -> None:
    page = supervisor.get(f"/devices/{NEAR}").text
    assert re.findall(r'href="(/inspections/[^"]+)"', page) == ["/inspections/i-here/review"]
    assert "2 operations : in quarantine, written after the tablet was revoked" in plain(page)
    assert "1 of them set aside by a reviewer" in plain(page)
    assert "1 more operation, in inspections that you do not review." in plain(page)
    assert "i-there" not in page


def test_an_administrator_sees_the_reasons_and_not_whose_inspection(
    delivered: Flask, administrator: Desk
) -> None:
    page = administrator.get(f"/devices/{NEAR}").text
    assert "/inspections/" not in page
    assert "Facility" not in plain(page).partition("Not applied")[2].partition("What was done")[0]
    assert "the place or thing it is about has not arrived yet" in plain(page)


def test_a_fork_of_the_chain_is_told_by_its_place(world: Flask, supervisor: Desk) -> None:
    with world.app_context():
        for link in ("one", "two"):
            db.session.add(
                LinkRow(dev=NEAR, seq=5, link=link, op_id=link, prev="", sig="", received_at=NOW)
            )
        db.session.commit()
    page = supervisor.read(f"/devices/{NEAR}")
    assert "Its chain says two things at one place" in page
    assert "Forks, by place 5" in page


def test_what_the_tablet_has_beyond_the_server_is_a_number(supervisor: Desk) -> None:
    page = supervisor.read(f"/devices/{NEAR}")
    assert "The server has it up to place 7" in page
    assert "The tablet says it has come to 19 12 are not here" in page


def test_a_new_label_is_shown_and_the_audit_does_not_repeat_it(
    world: Flask, supervisor: Desk
) -> None:
    answer = supervisor.post(f"/devices/{NEAR}/label", label="  Case   no. 4 ")
    assert answer.status_code == 303
    assert "Case no. 4" in supervisor.read("/devices")
    assert "Tablet renamed" in supervisor.read(f"/devices/{NEAR}")
    (line,) = audited(world, NEAR)
    assert (line.action, line.actor, line.details) == ("device.rename", "u_supervisor", {})


@pytest.mark.parametrize("label", ["x" * 81, "two\nlines", "bell\x07"])
def test_a_label_that_is_no_line_is_refused_and_kept(
    world: Flask, supervisor: Desk, label: str
) -> None:
    answer = supervisor.post(f"/devices/{NEAR}/label", label=label)
    assert answer.status_code == 422
    assert 'href="#label"' in answer.text
    assert label[:3] in answer.text
    assert audited(world, NEAR) == []


def test_revoking_says_first_what_it_does_and_asks_what_becomes_of_the_data(
    world: Flask, supervisor: Desk
) -> None:
    page = supervisor.read(f"/devices/{NEAR}/revoke")
    assert "This cannot be undone." in page
    assert "It says that it still holds 12 operations" in page
    refused = supervisor.post(f"/devices/{NEAR}/revoke")
    assert refused.status_code == 422
    assert 'href="#wipe"' in refused.text
    with world.app_context():
        assert db.session.get_one(DeviceRow, NEAR).revoked_at is None


def test_a_revoked_tablet_can_be_ordered_to_delete_once_more_and_no_further(
    world: Flask, supervisor: Desk
) -> None:
    for wipe in ("none", "after_deposit"):
        answer = supervisor.post(f"/devices/{NEAR}/revoke", wipe=wipe)
        assert answer.headers["Location"].endswith("?done=revoked")
        assert "Revoked" in supervisor.read(f"/devices/{NEAR}?done=revoked")
    said = [(line.action, line.details["wipe"]) for line in audited(world, NEAR)]
    assert said == [("device.revoke", "none"), ("device.revoke", "after_deposit")]
    assert f"/devices/{NEAR}/revoke" not in supervisor.get(f"/devices/{NEAR}").text


def test_another_tablet_for_the_same_person_is_one_step_away(supervisor: Desk) -> None:
    assert "/devices/enrol?account=u_inspector" in supervisor.get(f"/devices/{NEAR}").text
    page = supervisor.get("/devices/enrol?account=u_inspector").text
    assert 'value="u_inspector" selected' in page


def test_inspectors_and_council_members_see_no_tablets(world: Flask) -> None:
    for name in ("inspector", "council"):
        assert Desk(world, name).get("/devices").status_code == 403
