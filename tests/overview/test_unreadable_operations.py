"""What a tablet signed and nobody can read is listed for those who answer for the tablet."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from inspect_app.domain.permissions import Role
from inspect_app.extensions import db
from inspect_app.services.overviews.unreadable import UNREADABLE
from inspect_app.services.sync_in import preparing
from inspect_app.store.accounts import AccountRegionRow, AccountRow
from inspect_app.store.devices import DeviceRow
from inspect_app.store.operations import OperationRow
from tests.pages.listed_world import NOW, reader_of


def _device(device: str, account: str) -> DeviceRow:
    return DeviceRow(
        id=device, account_id=account, public_key="k", certificate="c",
        certificate_signature="s", first_link="0" * 43, head_link="0" * 43, enrolled_at=NOW,
        label=f"Tablet of {account}",
    )  # fmt: skip


def _operation(n: int, dev: str, reason: str, insp: str = UNREADABLE) -> OperationRow:
    return OperationRow(
        op_id=f"x_{n}", insp=insp, n=n, chain="0" * 64, body=b"secret words", bh="0" * 64, dev=dev,
        seq=n, prev="0" * 43, link=f"{n:043}", sig="0" * 86, usr="u_inspector", kind="set",
        entity="room:r", received_at=NOW, via_dev=dev, status="quarantine", reason=reason,
    )  # fmt: skip


@pytest.fixture
def torn(listed: Flask) -> Flask:
    """Two tablets: of an inspector of KZ-11, and of one of KZ-35."""
    with listed.app_context():
        other = AccountRow(
            id="u_other", login="other", shown_name="Another", role=Role.INSPECTOR.value,
            password_hash="-",  # noqa: S106  # opens nothing
            made_at=NOW, regions=[AccountRegionRow(region_id="KZ-35")],
        )  # fmt: skip
        db.session.add(other)
        db.session.add(AccountRegionRow(account_id="u_inspector", region_id="KZ-11"))
        db.session.flush()
        db.session.add_all([_device("d_own", "u_inspector"), _device("d_far", "u_other")])
        db.session.add(_operation(1, "d_own", "bad_body"))
        db.session.add(_operation(2, "d_own", "clash"))
        db.session.add(_operation(3, "d_far", "bad_body"))
        db.session.add(_operation(4, "d_own", "bad_body", insp="i0"))
        db.session.commit()
    return listed


def test_the_stream_is_the_one_that_arrivals_are_put_into() -> None:
    assert UNREADABLE == preparing.UNREADABLE


def test_a_supervisor_sees_those_of_tablets_of_own_regions(torn: Flask) -> None:
    client = reader_of(torn, Role.SUPERVISOR)
    page = client.get("/operations/unreadable?lang=en").text
    assert [op in page for op in ("x_1", "x_2", "x_3", "x_4")] == [True, True, False, False]
    assert "Tablet of u_inspector" in page
    assert "its content is no operation" in page
    assert "a second content under a known identifier" in page
    assert "2 operations that cannot be read" in client.get("/overview?lang=en").text


def test_an_inspector_sees_those_of_own_tablets(torn: Flask) -> None:
    page = reader_of(torn, Role.INSPECTOR).get("/operations/unreadable?lang=en").text
    assert "x_1" in page
    assert "x_3" not in page


def test_what_was_signed_is_not_shown(torn: Flask) -> None:
    page = reader_of(torn, Role.SUPERVISOR).get("/operations/unreadable?lang=en").text
    assert "secret words" not in page
    assert "12 bytes" in page


def test_who_answers_for_no_tablet_is_not_let_in(administrator: FlaskClient) -> None:
    assert administrator.get("/operations/unreadable").status_code == 403


def test_where_there_is_none_the_page_says_so_and_the_overview_is_silent(
    supervisor: FlaskClient,
) -> None:
    page = supervisor.get("/operations/unreadable?lang=en").text
    assert "There are none from your tablets" in page
    assert "/operations/unreadable" not in supervisor.get("/overview").text
