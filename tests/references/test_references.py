"""What a tablet may carry along: whose facilities, in which bytes, with which last visit."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import event
from sqlalchemy.orm import Session

from inspect_app.extensions import db
from inspect_app.services import references
from inspect_app.store.devices import DeviceRow
from inspect_app.store.places import FacilityRow
from tests.references.carried import (
    BARE,
    BLOCK,
    CLOSED,
    COLLEAGUE,
    FAR,
    NEAR,
    ROOM,
    USER,
    Carrier,
    answered,
    carrier,
    fill_register,
)

ROOM_9 = "99999999-0000-4000-8000-000000000000"


@pytest.fixture
def filled(app_on_both: Flask) -> Flask:
    with app_on_both.app_context():
        fill_register(db.session())
    return app_on_both


@pytest.fixture
def tablet(filled: Flask) -> Carrier:
    return carrier(filled, USER)


def change(app: Flask, facility: str, **values: object) -> None:
    with app.app_context():
        session: Session = db.session()
        row = session.get_one(FacilityRow, facility)
        row.changed_at = row.changed_at + timedelta(days=1)
        for name, value in values.items():
            setattr(row, name, value)
        session.commit()


def test_a_tablet_carries_standards_and_the_open_facilities_of_its_regions(tablet: Carrier) -> None:
    assert set(tablet.listed()) == {
        "standards", "pack/international", "pack/kz", "pack/nl", "checklist/full",
        "checklist/short", f"facility/{NEAR}", f"facility/{BARE}",
    }  # fmt: skip


def test_a_facility_of_another_region_comes_with_an_inspection_there(filled: Flask) -> None:
    lead, member = carrier(filled, COLLEAGUE), carrier(filled, USER)
    lead.visit(FAR, "2026-05-01", {}, team=[USER])
    assert f"facility/{FAR}" in member.listed()
    assert member.document(f"facility/{FAR}")["facility"]["id"] == FAR


def test_the_standards_name_documents_that_are_in_the_list(tablet: Carrier) -> None:
    listed, standards = tablet.listed(), tablet.document("standards")
    assert f"pack/{standards['main']}" in listed
    assert standards["norms"] == {"KZ": ["kz"], "NL": ["nl"]}
    for offered in standards["checklists"]:
        assert listed[f"checklist/{offered['id']}"]["sha256"] == offered["sha256"]


def test_a_checklist_is_exactly_the_one_that_inspections_name(filled: Flask) -> None:
    tablet = carrier(filled, USER)
    ready = filled.extensions["inspect"].checklists["full"]
    entry = tablet.listed()["checklist/full"]
    assert (entry["sha256"], entry["size"]) == (ready.sha256, len(ready.data))
    assert tablet.fetch(ready.sha256).data == ready.data


def test_a_pack_is_rebuilt_from_its_document(tablet: Carrier) -> None:
    pack = tablet.document("pack/international")
    assert (pack["id"], pack["reference"]) == ("international", 1)
    assert pack["criteria"]


def test_a_facility_comes_with_its_blocks_and_rooms_in_the_order_of_a_walk(tablet: Carrier) -> None:
    document = tablet.document(f"facility/{NEAR}")
    assert document["blocks"] == [{"id": BLOCK, "name": "Block 1"}]
    assert [room["number"] for room in document["rooms"]] == ["2", "10"]
    assert document["rooms"][0] == {
        "id": ROOM, "number": "2", "kind": "cell", "block": BLOCK, "regime": None, "people": None,
        "is_in_use": True,
    }  # fmt: skip
    assert document["capacity"] == {"places": 2025, "basis": "design", "as_of": "2025-01-01"}
    assert document["region_names"]["kk"] == "KZ-11-kk"
    assert document["previous"] is None


def test_the_last_visit_that_was_handed_in_comes_along(tablet: Carrier) -> None:
    said = {
        f"room:{ROOM}": {
            "beds_in_room": answered(4),
            "bedding": {"state": "not_assessed", "words": "dark"},
        },
        f"facility:{NEAR}": {"persons_present": answered(312)},
    }
    tablet.visit(NEAR, "2026-05-01", said)
    earlier = tablet.insp
    tablet.hand_in()
    tablet.visit(NEAR, "2026-06-01", {f"facility:{NEAR}": {"persons_present": answered(1)}})
    previous = tablet.document(f"facility/{NEAR}")["previous"]
    assert (previous["inspection"], previous["visited_on"]) == (earlier, "2026-05-01")
    assert previous["answers"] == {ROOM: {"beds_in_room": 4}, NEAR: {"persons_present": 312}}


def test_a_visit_that_was_left_unfinished_counts_after_a_week(
    filled: Flask, tablet: Carrier
) -> None:
    tablet.visit(NEAR, "2026-05-01", {f"facility:{NEAR}": {"persons_present": answered(1)}})
    assert tablet.document(f"facility/{NEAR}")["previous"] is None
    later = datetime.now(UTC) + references.QUIET_FOR + timedelta(minutes=1)
    filled.extensions["inspect"].clock = lambda: later
    assert tablet.document(f"facility/{NEAR}")["previous"]["inspection"] == tablet.insp


def test_what_two_inspectors_answered_differently_is_no_last_value(tablet: Carrier) -> None:
    tablet.visit(NEAR, "2026-05-01", {f"facility:{NEAR}": {"persons_present": answered(1)}})
    other = tablet.body(f"facility:{NEAR}", sets={"answer.persons_present": answered(2)})
    tablet.push([tablet.seal(other)])
    tablet.hand_in()
    assert tablet.document(f"facility/{NEAR}")["previous"]["answers"] == {}


def test_where_the_register_knows_no_room_those_of_the_last_visit_keep_their_ids(
    tablet: Carrier,
) -> None:
    tablet.visit(BARE, "2026-05-01", {f"room:{ROOM_9}": {"beds_in_room": answered(4)}})
    tablet.hand_in()
    document = tablet.document(f"facility/{BARE}")
    assert [(room["id"], room["number"]) for room in document["rooms"]] == [(ROOM_9, "7")]
    assert document["previous"]["answers"][ROOM_9] == {"beds_in_room": 4}


def test_a_room_that_a_visit_added_is_there_the_next_time_beside_those_of_the_register(
    tablet: Carrier,
) -> None:
    about = {f"room:{ROOM}": {"beds_in_room": answered(4)}, f"room:{ROOM_9}": {}}
    tablet.visit(NEAR, "2026-05-01", about)
    tablet.hand_in()
    rooms = {room["id"] for room in tablet.document(f"facility/{NEAR}")["rooms"]}
    assert {ROOM, ROOM_9} < rooms


def test_a_room_that_was_struck_is_not_there_the_next_time(tablet: Carrier) -> None:
    tablet.visit(BARE, "2026-05-01", {f"room:{ROOM_9}": {"beds_in_room": answered(4)}})
    struck = tablet.body(f"room:{ROOM_9}", "retract", {"_void": {"why": "walled up"}})
    tablet.push([tablet.seal(struck)])
    tablet.hand_in()
    assert tablet.document(f"facility/{BARE}")["rooms"] == []


def test_a_change_of_the_register_makes_another_document(filled: Flask, tablet: Carrier) -> None:
    before = tablet.listed()
    change(filled, NEAR, names={"en": "New name"})
    after = tablet.listed()
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {f"facility/{NEAR}"}
    assert tablet.fetch(before[f"facility/{NEAR}"]["sha256"]).status_code == 404


def test_what_is_not_for_this_tablet_is_not_there(filled: Flask, tablet: Carrier) -> None:
    other = carrier(filled, COLLEAGUE)
    theirs = other.listed()[f"facility/{FAR}"]["sha256"]
    assert tablet.fetch(theirs).status_code == 404
    assert tablet.fetch("0" * 64).status_code == 404
    assert tablet.fetch("nonsense").status_code == 404
    change(filled, FAR, is_open=False)
    assert other.fetch(theirs).status_code == 404


def test_another_process_finds_a_document_that_it_never_listed(
    filled: Flask, tablet: Carrier
) -> None:
    entry = tablet.listed()[f"facility/{NEAR}"]
    del filled.extensions["inspect"].references
    assert tablet.fetch(entry["sha256"]).status_code == 200


def test_the_second_list_asks_the_database_of_nothing_but_changes(
    filled: Flask, tablet: Carrier
) -> None:
    tablet.listed()
    asked: list[str] = []
    with filled.app_context():
        engine = db.engine

    def note(_: object, __: object, statement: str, *___: object) -> None:
        asked.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    tablet.listed()
    event.remove(engine, "before_cursor_execute", note)
    selects = [statement for statement in asked if statement.lstrip().startswith("SELECT")]
    assert len(selects) <= 4, selects


def test_a_document_travels_packed_and_no_cache_keeps_it(tablet: Carrier) -> None:
    sha256 = tablet.listed()["standards"]["sha256"]
    packed = tablet.fetch(sha256, **{"Accept-Encoding": "gzip"})
    assert gzip.decompress(packed.data) == tablet.fetch(sha256).data
    assert packed.headers["Cache-Control"] == "no-store"


def test_only_the_tablet_itself_is_answered(filled: Flask, tablet: Carrier) -> None:
    client = filled.test_client()
    assert client.get(f"/sync/v1/references/{'0' * 64}").status_code == 401
    said = {"nonce": "n", "dev": tablet.dev, "proto": 1}
    assert client.post("/sync/v1/references", json=said).status_code == 401
    other = said | {"dev": "d_other"}
    assert tablet.send("/sync/v1/references", other).status_code == 403
    old = tablet.send("/sync/v1/references", said | {"proto": 99})
    assert (old.status_code, "p" in old.get_json()) == (426, True)


def test_a_revoked_tablet_is_given_nothing_more(filled: Flask, tablet: Carrier) -> None:
    sha256 = tablet.listed()["standards"]["sha256"]
    with filled.app_context():
        row = db.session.get_one(DeviceRow, tablet.dev)
        row.revoked_at = datetime.now(UTC)
        db.session.commit()
    assert tablet.fetch(sha256).status_code == 403
    refused = tablet.send("/sync/v1/references", {"nonce": "n", "dev": tablet.dev, "proto": 1})
    assert refused.status_code == 403
    assert tablet.believed(refused, "n")["revoked"] is True


def test_a_closed_facility_is_no_place_for_a_visit(tablet: Carrier) -> None:
    assert f"facility/{CLOSED}" not in tablet.listed()
