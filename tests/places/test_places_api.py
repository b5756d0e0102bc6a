"""The doors of the register: regions, facilities, blocks, rooms."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from inspect_app.api.guarding import COOKIE
from inspect_app.domain.facts import Facility
from inspect_app.domain.permissions import Role
from inspect_app.domain.terms import FacilityKind
from inspect_app.extensions import db
from inspect_app.services.places import as_fact, load_regions
from inspect_app.services.sign_in import start_session
from inspect_app.store.places import FacilityRow, RegionRow
from tests.api.walking_world import add_account
from tests.places.small_registers import ITALY, KAZAKH, SEED, bring_in


@pytest.fixture
def reader(app_on_both: Flask) -> FlaskClient:
    """Logged in, with both registers in the database."""
    client = app_on_both.test_client()
    with app_on_both.app_context():
        session = db.session()
        bring_in(session, KAZAKH)
        bring_in(session, ITALY)
        account = add_account(session, "reader", Role.INSPECTOR, [])
        session.flush()
        cookie, _ = start_session(session, account, datetime.now(UTC))
        session.commit()
    client.set_cookie(COOKIE, cookie)
    return client


def get(reader: FlaskClient, path: str) -> Any:
    answer = reader.get(path)
    assert answer.status_code == 200
    return answer.json


def id_of(reader: FlaskClient, text: str) -> str:
    (found,) = get(reader, f"/api/v1/facilities?text={text}")["facilities"]
    return str(found["id"])


def test_twenty_regions_are_told_with_borders_only_when_asked(reader: FlaskClient) -> None:
    regions = get(reader, "/api/v1/regions")["regions"]
    assert len(regions) == 20
    assert [r["names"]["kk"] for r in regions if r["id"] == "KZ-62"] == ["Ұлытау облысы"]
    assert {r["geometry"] for r in regions} == {None}
    drawn = get(reader, "/api/v1/regions?geometry=yes")["regions"]
    assert {r["geometry"]["type"] for r in drawn} <= {"Polygon", "MultiPolygon"}


def test_loading_the_regions_again_changes_nothing_and_mends_what_was_altered(session) -> None:
    assert [load_regions(session, SEED), load_regions(session, SEED)] == [20, 0]
    session.get_one(RegionRow, "KZ-11").names = {"en": "Elsewhere"}
    assert load_regions(session, SEED) == 1
    assert session.get_one(RegionRow, "KZ-11").names["ru"] == "Акмолинская область"


@pytest.mark.parametrize(
    ("query", "total"),
    [
        ("", 198),
        ("region=KZ-35", 2),
        ("kind=women", 4),
        ("kind=women&region=KZ-79", 1),
        ("text=ВЧРЕЖДЕНИЕ", 0),
        ("text=уЧРЕЖДЕНИЕ № 90", 8),
        ("text=мекеме", 8),
        ("text=дм-901/8", 1),
        ("text=bb32", 1),
        ("text=%25", 0),
        ("is_open=false", 0),
        ("region=nowhere", 0),
    ],
)
def test_facilities_are_found_by_region_kind_and_text(
    reader: FlaskClient, query: str, total: int
) -> None:
    assert get(reader, f"/api/v1/facilities?{query}")["total"] == total


def test_all_pages_together_show_every_facility_once(reader: FlaskClient) -> None:
    path, seen = "/api/v1/facilities?page_size=60", []
    while path:
        answer = reader.get(path)
        seen += [facility["id"] for facility in answer.json["facilities"]]
        links = answer.headers["Link"]
        path = links.split(", ")[1].split(">")[0][1:] if 'rel="next"' in links else ""
    assert (len(seen), len(set(seen))) == (198, 198)


def test_a_facility_tells_all_codes_and_each_capacity_with_basis_and_day(
    reader: FlaskClient,
) -> None:
    told = get(reader, f"/api/v1/facilities/{id_of(reader, 'ДМ-901/2')}")
    assert told["codes"] == ["ДМ-901/2", "Учреждение № 902"]
    assert (told["is_demo"], told["region"], told["security"], told["sex"]) == (
        True, "KZ-35", "maximum", "men",
    )  # fmt: skip
    assert told["capacities"] == [
        {"notion": notion, "basis": basis, "as_of": as_of, "places": places, "stated_by": None}
        for notion, basis, as_of, places in (
            ("available", "design", "2025-12-31", 840),
            ("official", "design", "2025-12-31", 900),
            ("operational", "operational", "2026-01-01", 1100),
        )
    ]


def test_blocks_and_rooms_are_told_of_one_facility(reader: FlaskClient) -> None:
    path = f"/api/v1/facilities/{id_of(reader, 'ДМ-901/4')}"
    (block,) = get(reader, f"{path}/blocks")["blocks"]
    rooms = get(reader, f"{path}/rooms")
    assert [(r["number"], r["kind"], r["block"]) for r in rooms["rooms"]] == [
        ("101", "cell", block["id"]),
        ("102", "cell", block["id"]),
        ("К-1", "quarantine", None),
    ]
    assert get(reader, f"{path}/rooms?block={block['id']}")["total"] == 2
    assert get(reader, f"{path}/rooms?kind=quarantine")["total"] == 1


def test_who_has_an_answer_already_is_told_so_and_no_more(reader: FlaskClient) -> None:
    for path in ("/api/v1/regions?geometry=yes", "/api/v1/facilities"):
        etag = reader.get(path).headers["ETag"]
        again = reader.get(path, headers={"If-None-Match": etag})
        assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize("name", ["nowhere", "x" * 200, "%00", "..%2Fregions", "é"])
def test_a_facility_that_is_not_there_is_not_found(reader: FlaskClient, name: str) -> None:
    for below in ("", "/blocks", "/rooms"):
        assert reader.get(f"/api/v1/facilities/{name}{below}").status_code == 404


@pytest.mark.parametrize("query", ["kind=castle", "text=%00", "page_size=0", "geometry=maybe"])
def test_what_cannot_be_asked_is_refused(reader: FlaskClient, query: str) -> None:
    door = "regions" if "geometry" in query else "facilities"
    answer = reader.get(f"/api/v1/{door}?{query}")
    assert (answer.status_code, answer.json["problems"][0]["code"]) == (422, "http.field")


def test_without_a_log_in_the_register_stays_closed(app: Flask) -> None:
    for door in ("regions", "facilities", "facilities/x", "facilities/x/rooms"):
        assert app.test_client().get(f"/api/v1/{door}").status_code == 401


def test_a_stored_facility_is_the_same_for_the_facts(session) -> None:
    bring_in(session, KAZAKH)
    row = session.scalars(select(FacilityRow).where(FacilityRow.source_key == "D-03")).one()
    assert as_fact(row) == Facility(
        row.id, row.names, FacilityKind.WOMEN, "KZ", "KZ-79", ("Учреждение № 903",)
    )
