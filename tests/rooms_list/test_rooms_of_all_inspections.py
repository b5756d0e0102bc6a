"""The rooms of every inspection as one table: what was recorded, within the reader's scope."""

from __future__ import annotations

import csv
import html
import io
import re

import pytest
from flask import Flask

from inspect_app.domain.facts import Facts
from inspect_app.extensions import db
from inspect_app.pages import rooms_list
from inspect_app.services.assessments import Standards
from inspect_app.store.paging import cursor_of
from tests.inspections.conftest import facts, standards, whole_facts
from tests.inspections.readers import (
    COUNCIL,
    STRANGER,
    SUPERVISOR,
    Reader,
    add_demo_inspection,
    demo_stream,
)
from tests.inspections.recorded import MEMBER, Stream

__all__ = ["facts", "standards", "whole_facts"]


@pytest.fixture
def app(app_on_both: Flask, facts: Facts, standards: Standards) -> Flask:
    add_demo_inspection(app_on_both, facts, standards)
    return app_on_both


def _rows(app: Flask, person: str) -> list[dict[str, str]]:
    with Reader(app, person).client.get("/rooms.csv") as answer:
        assert answer.status_code == 200
        text = answer.get_data(as_text=True).removeprefix("\ufeff")
        return list(csv.DictReader(io.StringIO(text)))


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


def test_a_page_ends_at_its_limit_and_the_next_ones_show_every_other_room(
    app: Flask, facts: Facts, monkeypatch: pytest.MonkeyPatch
) -> None:
    _visit_before(app, facts)
    monkeypatch.setattr(rooms_list, "ROWS", 3)
    client, address, shown = Reader(app, SUPERVISOR).client, "/rooms?lang=en", []
    for _ in facts.rooms:
        text = client.get(address).text
        here = re.findall(r'/rooms/([\w-]+)">', text)
        assert 0 < len(here) <= 3
        shown += here
        following = re.search(r'href="(/rooms\?[^"]+)" rel="next"', text)
        if following is None:
            break
        address = html.unescape(following.group(1))
    assert shown == [row["room"] for row in _rows(app, SUPERVISOR)]
    assert shown[-1] == "of-before"


def _visit_before(app: Flask, facts: Facts) -> None:
    """Of the same facility, with a single room."""
    with app.app_context():
        stream = Stream(db.session(), "019a0000-0000-7000-8000-000000000001")
        said = {"facility": facts.facility.id, "visited_on": "2025-01-20", "is_announced": False}
        stream.record(f"inspection:{stream.insp}", said, "create", type="inspection", parent=None)
        stream.record("room:of-before", {"number": "1", "kind": "cell"}, "create", type="room")
        stream.arrive()
        db.session.commit()


def test_a_page_that_is_not_the_last_says_where_the_others_are(
    app: Flask, facts: Facts, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = Reader(app, SUPERVISOR).client
    monkeypatch.setattr(rooms_list, "ROWS", len(facts.rooms))
    assert "rooms to a page" not in client.get("/rooms?lang=en").text
    monkeypatch.setattr(rooms_list, "ROWS", len(facts.rooms) - 1)
    assert f"There are {len(facts.rooms) - 1} rooms to a page" in client.get("/rooms?lang=en").text


def test_a_place_that_there_is_not_is_refused(app: Flask) -> None:
    client = Reader(app, SUPERVISOR).client
    elsewhere = cursor_of(("elsewhere", "r"))
    for after in ("nonsense", elsewhere):
        answer = client.get(f"/rooms?lang=en&after={after}")
        assert answer.status_code == 422
        assert Reader(app, STRANGER).client.get(f"/rooms?after={elsewhere}").status_code == 422


def test_two_who_counted_differently_make_a_room_disputed(app: Flask, facts: Facts) -> None:
    room = next(a.place for a in facts.answers if a.input == "persons_slept_last_night")
    with app.app_context():
        stream = demo_stream()
        said = {"answer.persons_slept_last_night": {"state": "answered", "value": "99"}}
        stream.record(f"room:{room}", said, by=MEMBER, base=())
        stream.arrive()
        db.session.commit()
    rows = {row["room"]: row for row in _rows(app, SUPERVISOR)}
    assert [id_ for id_, row in rows.items() if row["is_disputed"] == "yes"] == [room]
    assert rows[room]["persons_slept_last_night"] == "99"
