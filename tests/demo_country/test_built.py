"""A small demo, written by tablets through the real door, as it lies in the database afterwards."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from inspect_app.demo.country.building import LOG_INS, Built
from inspect_app.demo.country.people import people
from inspect_app.demo.country.seed import CountrySeed
from inspect_app.domain.permissions import Role
from inspect_app.settings import Settings
from inspect_app.store.accounts import AccountRow
from inspect_app.store.blobs import BlobRow, BlobUseRow
from inspect_app.store.devices import DeviceRow
from inspect_app.store.inspections import InspectionRow
from inspect_app.store.operations import OperationRow, StreamRow
from inspect_app.store.password_hashes import is_password
from inspect_app.store.places import FacilityRow, RegionRow, RoomRow
from inspect_app.store.printed import PrintedReportRow
from inspect_app.store.rollups import InspectionRollupRow

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("small demo")]


def counted(session: Session, *columns: object) -> Mapping[object, int]:
    rows = session.execute(select(*columns, func.count()).group_by(*columns))  # type: ignore[call-overload]
    return {tuple(row[:-1]) if len(row) > 2 else row[0]: row[-1] for row in rows}


def test_facilities_stand_in_the_register_and_are_marked(stored: Session) -> None:
    rows = stored.scalars(select(FacilityRow)).all()
    assert len(rows) == 6
    assert all(row.is_demo and row.names["en"].startswith("DEMO") for row in rows)
    assert all(len(row.codes) >= 2 and len(row.capacities) == 3 for row in rows)
    assert stored.scalar(select(func.count()).select_from(RegionRow)) == 20
    assert stored.scalar(select(func.count()).select_from(RoomRow)) >= 60


def test_every_inspection_arrived_and_is_scored_to_its_end(small: Built, stored: Session) -> None:
    inspections = set(stored.scalars(select(InspectionRow.id)))
    behind = (StreamRow.n - InspectionRollupRow.of_n).label("behind")
    rows = stored.execute(
        select(InspectionRollupRow.insp, behind).join(
            StreamRow, StreamRow.insp == InspectionRollupRow.insp
        )
    )
    scored = {row.insp: row.behind for row in rows}
    assert len(inspections) == small.inspections
    assert set(scored) == inspections
    assert set(scored.values()) == {0}


def test_the_standards_could_use_every_answer(stored: Session) -> None:
    assert stored.scalar(select(func.sum(InspectionRollupRow.not_used))) == 0


def test_a_visit_takes_about_a_hundred_operations(small: Built, stored: Session) -> None:
    operations = stored.scalar(select(func.count()).select_from(OperationRow)) or 0
    assert operations == small.operations
    assert 70 <= operations / small.inspections <= 250


def test_each_kind_of_trouble_is_there_once(stored: Session) -> None:
    found = counted(stored, OperationRow.status, OperationRow.reason)
    assert found[("quarantine", "not_on_the_team")] == 1
    assert found[("quarantine", "unknown_field")] == 1
    assert found[("quarantine", "device_revoked")] == 1
    assert found[("held", "no_entity")] == 1
    assert sum(count for (status, _), count in found.items() if status != "ok") == 4  # type: ignore[misc]


def test_what_inspectors_left_disputed_was_settled_before_any_approval(stored: Session) -> None:
    settled = stored.scalar(select(func.count()).where(OperationRow.kind == "resolve")) or 0
    assert settled >= 1
    closed = InspectionRow.review_state.in_(("approved", "published", "withdrawn"))
    disputed = select(func.count()).where(InspectionRow.conflicts > 0, closed)
    assert stored.scalar(disputed) == 0


def test_the_last_inspections_are_still_open_and_others_were_reviewed(stored: Session) -> None:
    states = counted(stored, InspectionRow.review_state)
    assert states["in_progress"] == 3
    assert states["published"] > states["returned"] >= 1
    assert states["withdrawn"] == 1


def test_a_tablet_still_says_that_it_holds_something(stored: Session) -> None:
    told = stored.scalars(select(DeviceRow.told_pending).where(DeviceRow.told_pending > 0)).all()
    assert max(count or 0 for count in told) > 5


def test_one_tablet_is_revoked_and_its_owner_has_another(stored: Session) -> None:
    (revoked,) = stored.scalars(select(DeviceRow).where(DeviceRow.revoked_at.is_not(None)))
    tablets = select(func.count()).where(DeviceRow.account_id == revoked.account_id)
    assert stored.scalar(tablets) == 2


def test_the_clock_of_the_server_followed_the_visits(stored: Session) -> None:
    rows = stored.execute(
        select(InspectionRow.visited_on, func.min(OperationRow.received_at))
        .join(OperationRow, OperationRow.insp == InspectionRow.id)
        .where(OperationRow.status == "ok")
        .group_by(InspectionRow.id)
    )
    assert all(0 <= (received.date() - day).days <= 7 for day, received in rows)


def test_photographs_arrived_whole_and_some_are_not_to_be_published(stored: Session) -> None:
    used = set(stored.scalars(select(BlobUseRow.sha256)))
    arrived = {row.sha256 for row in stored.scalars(select(BlobRow)) if row.is_picture}
    assert len(arrived) >= 15
    assert len(used - arrived) <= 2  # of the tablet that has not sent everything
    bodies = stored.scalars(select(OperationRow.body).where(OperationRow.kind == "attach"))
    said = [{write["f"]: write["val"] for write in json.loads(body)["sets"]} for body in bodies]
    assert all(item["caption"].startswith("DEMO. ") for item in said)
    assert {item["is_publishable"] for item in said} == {True, False}


def test_everybody_can_log_in_with_the_password_that_is_shown(
    stored: Session, small_settings: Settings, country_seed: CountrySeed
) -> None:
    shown = json.loads((small_settings.data_dir / LOG_INS).read_text("utf-8"))
    accounts = {row.login: row for row in stored.scalars(select(AccountRow))}
    assert set(shown) == set(accounts) == {person.login for person in people(country_seed)}
    assert all(row.is_demo and row.shown_name.startswith("DEMO") for row in accounts.values())
    for login in ("administrator", "supervisor-1", "inspector-07", "council-2"):
        assert is_password(accounts[login].password_hash, shown[login])
    assert Counter(row.role for row in accounts.values())[Role.INSPECTOR] == 30


def test_a_report_was_printed(stored: Session, small_settings: Settings) -> None:
    (report,) = stored.scalars(select(PrintedReportRow))
    found = [
        path for path in Path(small_settings.data_dir / "reports").rglob("*") if path.is_file()
    ]
    assert [path.stat().st_size for path in found] == [report.size_bytes]
