"""The rooms of every inspection as one table: what was recorded, within the reader's scope."""

from __future__ import annotations

import csv
import io

import pytest
from flask import Flask

from inspect_app.domain.facts import Facts
from inspect_app.extensions import db
from inspect_app.services.assessments import Standards
from tests.inspections.conftest import facts, standards, whole_facts
from tests.inspections.readers import (
    COUNCIL,
    STRANGER,
    SUPERVISOR,
    Reader,
    add_demo_inspection,
    demo_stream,
)

__all__ = ["facts", "standards", "whole_facts"]


@pytest.fixture
def app(app_on_both: Flask, facts: Facts, standards: Standards) -> Flask:
    add_demo_inspection(app_on_both, facts, standards)
    return app_on_both


def _rows(app: Flask, person: str) -> list[dict[str, str]]:
    with Reader(app, person).client.get("/rooms.csv") as answer:
        assert answer.status_code == 200
        return list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))


def test_every_room_of_the_facts_stands_in_it_once(app: Flask, facts: Facts) -> None:
    rows = _rows(app, SUPERVISOR)
    assert {row["room"] for row in rows} == {room.id for room in facts.rooms}
    assert len(rows) == len(facts.rooms)
    assert {row["is_demo"] for row in rows} == {"yes"}


def test_space_for_each_person_is_the_floor_without_the_annexe(app: Flask) -> None:
    with app.app_context():
        stream = demo_stream()
        stream.record("room:new", {"number": "9", "kind": "cell"}, "create", type="room")
        stream.answer("room:new", "room_rectangles", [["4.20", "2.50"]])
        stream.answer("room:new", "sanitary_annexe_rectangles", [["1", "1.5"]])
        stream.answer("room:new", "persons_slept_last_night", 3)
        stream.arrive()
        db.session.commit()
    (row,) = [row for row in _rows(app, SUPERVISOR) if row["room"] == "new"]
    assert row["living_space_m2"] == "9.00"
    assert row["living_space_m2_per_person"] == "3.00"


def test_a_room_that_was_taken_back_is_left_out(app: Flask, facts: Facts) -> None:
    with app.app_context():
        stream = demo_stream()
        stream.record(f"room:{facts.rooms[0].id}", {"_void": {"why": "twice"}}, "retract")
        stream.arrive()
        db.session.commit()
    assert len(_rows(app, SUPERVISOR)) == len(facts.rooms) - 1


def test_rooms_of_another_region_are_not_there(app: Flask) -> None:
    assert _rows(app, STRANGER) == []
    assert Reader(app, COUNCIL).client.get("/rooms.csv").status_code == 403


def test_the_page_shows_the_first_rooms_and_leads_to_each(app: Flask, facts: Facts) -> None:
    text = Reader(app, SUPERVISOR).client.get("/rooms?lang=en").text
    assert all(f"/rooms/{room.id}" in text for room in facts.rooms)
    assert "DEMO" in text
