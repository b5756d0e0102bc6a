"""Which values a field can have, whatever the standards of the day ask for."""

from __future__ import annotations

from typing import Any

import pytest

from inspect_app.domain.operations import EntityType
from inspect_app.domain.projecting.field_values import shape_of

SPACE = "answer.living_space"
FILE = {"sha": "cd" * 32, "size": 5, "mime": "image/jpeg"}
SAMPLE = {
    "seed": "5f0c9b1d",
    "drawn_at": "2026-06-15T09:14:03.120+05:00",
    "rooms": {"cell": ["r2", "r1"], "shower": []},
    "of": {"cell": 20},
}
GOOD: list[tuple[str, str, list[Any]]] = [
    ("inspection", "facility", ["f1"]),
    ("inspection", "visited_on", ["2026-06-15"]),
    ("inspection", "is_announced", [True, None]),
    ("inspection", "team", [[], ["u_1", "u_2"]]),
    ("inspection", "sample", [SAMPLE, {k: v for k, v in SAMPLE.items() if k != "of"}]),
    ("block", "name", ["Корпус 2"]),
    ("room", "number", ["12а"]),
    ("room", "kind", ["cell"]),
    ("room", "block", ["b1", None]),
    ("room", "regime", ["remand", None]),
    ("room", "people", ["women", None]),
    ("room", "is_in_use", [False]),
    ("room", "_void", [False, {"why": "typed twice"}]),
    ("room", "confirmed.living_space", ["019a9b22-51d3-7f6a-a0c4-2b7d90c1e5aa"]),
    ("evidence", "kind", ["photo", "recording"]),
    ("evidence", "caption", ["", "Дверь"]),
    ("evidence", "supports", [[], [{"place": "room:r1", "input": "living_space"}]]),
    ("evidence", "taken_at", ["2026-06-15T09:14:03.120+05:00", "2026-06-15T09:14", None]),
    ("evidence", "shows_person", [True]),
    ("evidence", "file", [FILE, {**FILE, "width": 640, "height": 480}]),
    ("recommendation", "criterion", ["SP01"]),
    ("recommendation", "due_on", ["2027-01-01", None]),
    ("comment", "about", [{"e": "room:r1"}, {"e": "room:r1", "f": SPACE, "op": "op1"}]),
    (
        "facility",
        SPACE,
        [
            {"state": "answered", "value": "7.85"},
            {"state": "answered", "value": True, "grade": "D", "words": "so they said"},
            {"state": "answered", "value": [["5.20", "3.10"], [2, 1]]},
            {"state": "not_applicable", "reason": "no_women"},
            {"state": "access_denied"},
        ],
    ),
]
BAD: list[tuple[str, str, list[Any]]] = [
    ("inspection", "facility", [None, "", "a b", "f" * 37]),
    ("inspection", "visited_on", ["2026-02-30", "15.06.2026", 20260615, None]),
    ("inspection", "is_announced", ["yes", 1]),
    ("inspection", "team", ["u_1", ["u_1", "u_1"], ["A Person"], [1], None]),
    ("inspection", "sample", [None, {}, {**SAMPLE, "seed": ""}, {**SAMPLE, "seed": "a\0b"}]),
    ("inspection", "sample", [{**SAMPLE, "drawn_at": "today"}, {**SAMPLE, "rooms": ["r1"]}]),
    ("inspection", "sample", [{**SAMPLE, "rooms": {"palace": ["r1"]}}, {**SAMPLE, "by": "me"}]),
    ("inspection", "sample", [{**SAMPLE, "rooms": {"cell": ["r1", "r1"]}}]),
    ("inspection", "sample", [{**SAMPLE, "rooms": {"cell": [f"r{i}" for i in range(2001)]}}]),
    ("inspection", "sample", [{**SAMPLE, "of": {"cell": True}}, {**SAMPLE, "of": {"cell": -1}}]),
    ("block", "name", ["", "  ", 3, None, "x" * 201]),
    ("room", "kind", ["palace", None, []]),
    ("room", "block", ["block:b1", 3]),
    ("room", "is_in_use", [None, 0]),
    ("room", "_void", [True, None, {}, {"why": ""}, {"why": "x", "by": "me"}]),
    ("room", "confirmed.living_space", [None, True, ["op1"]]),
    (
        "evidence",
        "supports",
        [None, [{"place": "r1", "input": "x"}], [{"place": "room:r1"}], ["x"]],
    ),
    ("evidence", "taken_at", ["yesterday", "2026-13-01T00:00", 5]),
    ("evidence", "file", [None, {}, {**FILE, "sha": "x"}, {**FILE, "size": -1}, {**FILE, "x": 1}]),
    ("evidence", "file", [{**FILE, "size": True}, {**FILE, "size": 1.5}, {**FILE, "size": 2**53}]),
    ("comment", "about", ["room:r1", {}, {"e": "room"}, {"e": "room:r1", "f": 3}]),
    (
        "facility",
        SPACE,
        [
            None,
            "7.85",
            {},
            {"state": "guessed"},
            {"state": "answered"},
            {"state": "answered", "value": None},
            {"state": "answered", "value": 7.85},
            {"state": "answered", "value": {"both": ["a", "b"]}},
            {"state": "answered", "value": [["1"]]},
            {"state": "answered", "value": [[1.5, 2]]},
            {"state": "answered", "value": "7.85", "reason": "no_women"},
            {"state": "answered", "value": "7.85", "grade": "E"},
            {"state": "answered", "value": "7.85", "words": 3},
            {"state": "not_assessed", "value": "7.85"},
            {"state": "not_applicable", "reason": "because"},
            {"state": "access_denied", "more": 1},
        ],
    ),
]


def cases(table: list[tuple[str, str, list[Any]]]) -> list[Any]:
    return [(kind, field, value) for kind, field, values in table for value in values]


def fits(kind: str, field: str, value: Any) -> bool:
    shape = shape_of(EntityType(kind), field)
    assert shape is not None
    return shape(value)


@pytest.mark.parametrize(("kind", "field", "value"), cases(GOOD))
def test_values_of_the_right_shape_are_taken(kind, field, value):
    assert fits(kind, field, value) is True


@pytest.mark.parametrize(("kind", "field", "value"), cases(BAD))
def test_values_of_another_shape_are_not(kind, field, value):
    assert fits(kind, field, value) is False


def test_answers_are_about_places_alone():
    assert all(shape_of(kind, SPACE) for kind in map(EntityType, ("facility", "block", "room")))
    assert not any(shape_of(kind, SPACE) for kind in map(EntityType, ("evidence", "comment")))
