"""The list of inspections: limited by its address, and by what the reader may see."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from inspect_app.extensions import db
from inspect_app.pages import inspections_list
from inspect_app.store.inspections import InspectionRow
from inspect_app.store.review import SetAsideRow
from tests.overview.stored_operations import stored_operation
from tests.pages.listed_world import NOW

FACILITY = "019a9b10-0000-7000-8000-00000000fa0"


def _listed(client: FlaskClient, question: str = "") -> list[str]:
    page = client.get(f"/inspections?lang=en&{question}").text
    return re.findall(r'rowheader"><a href="/inspections/(\w+)"', page)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("", ["i0", "i1", "i2", "i3", "i4"]),
        ("region=KZ-35", ["i1", "i3"]),
        (f"facility={FACILITY}2", ["i2"]),
        ("since=2026-08-17", ["i0", "i1", "i2"]),
        ("until=2026-08-17", ["i2", "i3", "i4"]),
        ("since=2026-08-18&until=2026-10-16", ["i1"]),
        ("state=in_progress&region=KZ-11", ["i0", "i2", "i4"]),
        ("state=published", []),
        ("state=lost&since=yesterday&region=", ["i0", "i1", "i2", "i3", "i4"]),
    ],
)
def test_the_list_answers_its_address_the_newest_visit_first(
    inspector: FlaskClient, question: str, expected: list[str]
) -> None:
    assert _listed(inspector, question) == expected


def test_what_is_to_be_settled_is_said_and_can_be_asked_for(
    listed: Flask, inspector: FlaskClient
) -> None:
    with listed.app_context():
        torn = update(InspectionRow).where(InspectionRow.id == "i3")
        db.session.execute(torn.values(conflicts=2, held=1))
        db.session.commit()
    assert _listed(inspector, "needs_attention=yes") == ["i3"]
    page = inspector.get("/inspections?lang=en").text
    assert "2 answers on which tablets differ" in page
    assert "1 operation not applied" in page


def test_what_was_set_aside_is_settled(listed: Flask, inspector: FlaskClient) -> None:
    with listed.app_context():
        held = update(InspectionRow).where(InspectionRow.id == "i3").values(held=1)
        db.session.execute(held)
        db.session.add(stored_operation("op-1", "i3", 1, "held"))
        db.session.commit()
    assert _listed(inspector, "needs_attention=yes") == ["i3"]
    with listed.app_context():
        aside = SetAsideRow(op_id="op-1", insp="i3", by="u_supervisor", at=NOW, why="torn")
        db.session.add(aside)
        db.session.commit()
    assert _listed(inspector, "needs_attention=yes") == []
    assert "not applied" not in inspector.get("/inspections?lang=en").text


def test_a_supervisor_sees_the_inspections_of_own_regions(supervisor: FlaskClient) -> None:
    assert _listed(supervisor) == ["i0", "i2", "i4"]
    assert _listed(supervisor, "region=KZ-35") == []
    assert FACILITY + "1" not in supervisor.get("/inspections").text


def test_who_sees_no_results_is_not_let_in(administrator: FlaskClient) -> None:
    assert administrator.get("/inspections").status_code == 403


def test_pages_follow_each_other_and_keep_what_was_asked(
    inspector: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inspections_list, "ROWS", 2)
    seen, address = [], "/inspections?lang=en&until=2026-09-30"
    for _ in range(3):
        page = inspector.get(address).text
        seen += re.findall(r'rowheader"><a href="/inspections/(\w+)"', page)
        found = re.search(r'href="([^"]+)" rel="next"', page)
        address = found[1].replace("&amp;", "&") if found else ""
        if not address:
            break
        assert "until=2026-09-30" in address
    assert seen == ["i1", "i2", "i3", "i4"]


def test_a_visit_without_a_day_and_without_a_known_facility_is_listed(
    listed: Flask, inspector: FlaskClient
) -> None:
    with listed.app_context():
        unknown = update(InspectionRow).where(InspectionRow.id == "i1")
        db.session.execute(unknown.values(facility_id=None, visited_on=None))
        db.session.commit()
    page = inspector.get("/inspections?lang=en").text
    assert _listed(inspector)[0] == "i1"
    assert "Facility not in the register" in page
    assert "day not known" in page


def test_the_form_keeps_the_days_that_were_asked_for(inspector: FlaskClient) -> None:
    since = (date(2026, 8, 17) - timedelta(days=1)).isoformat()
    page = inspector.get(f"/inspections?since={since}&needs_attention=yes").text
    assert f'name="since" type="date" value="{since}"' in page
    assert 'value="yes" checked' in page
