"""All rooms, in the order and with the limits that the address says; and the same as CSV."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from fractions import Fraction

from flask import Flask

from inspect_app.domain.facts import Facts, Room
from inspect_app.domain.terms import RoomKind
from inspect_app.pages.inspection.room_rows import (
    SORTS,
    RoomRow,
    RoomsAsked,
    chosen_rows,
    natural,
    room_rows,
)
from inspect_app.pages.inspection.rooms import COLUMNS, WORST, csv_of
from inspect_app.services.assessments import Standards, assess_facts
from tests.benchmarks.many_rooms import grown
from tests.inspection_page.conftest import Open, result_of
from tests.inspections.readers import INSP, SUPERVISOR, Reader


def _rows(office: Flask) -> tuple[RoomRow, ...]:
    made = result_of(office)
    return room_rows(made.loaded.facts, made.assessment)


def test_every_room_is_listed_once_and_can_be_opened(office: Flask, read: Open) -> None:
    listed = re.findall(rf'<a href="/inspections/{INSP}/rooms/([\w-]+)">', read("/rooms"))
    rows = _rows(office)
    assert listed == [row.room.id for row in rows]
    for row in rows:
        assert row.room.number in read(f"/rooms/{row.room.id}")


def test_numbers_are_counted_as_people_count_them() -> None:
    assert sorted(["10", "2", "2-11", "2-9", "A1"], key=natural) == ["2", "2-9", "2-11", "10", "A1"]


def test_space_a_person_is_that_of_the_assessment(office: Flask) -> None:
    made = result_of(office)
    known = {one.room: one for one in made.assessment.personal_space}
    rows = {row.room.id: row for row in _rows(office)}
    assert known
    for room, found in known.items():
        if found.space_m2_per_person is not None:
            assert rows[room].space_m2_per_person == found.space_m2_per_person


def test_the_worst_level_of_a_room_is_that_of_its_worst_finding(office: Flask) -> None:
    made = result_of(office)
    for row in _rows(office):
        levels = [
            finding.judgement.level
            for result in made.assessment.criteria.values()
            for finding in result.findings
            if finding.place == row.room.id and finding.judgement.level is not None
        ]
        assert row.worst == min(levels, default=None)
        assert len(row.below) == sum(level <= 1 for level in levels)


def test_an_order_and_a_filter_choose_among_the_same_rows(office: Flask, read: Open) -> None:
    rows = _rows(office)
    for sort in SORTS:
        assert len(chosen_rows(rows, RoomsAsked(sort=sort))) == len(rows)
    needed = chosen_rows(rows, RoomsAsked(sort="need"))
    assert [len(r.critical) for r in needed] == sorted(
        (len(r.critical) for r in rows), reverse=True
    )
    critical = [row for row in rows if row.critical]
    shown = read("/rooms?critical=yes")
    assert shown.count('<th scope="row"') == len(critical) > 0
    parts = [chosen_rows(rows, RoomsAsked(worst=worst)) for worst in WORST]
    assert sum(map(len, parts)) == len(rows)
    assert sum(map(bool, parts)) > 1


def test_least_space_first_leaves_unmeasured_rooms_for_the_end(office: Flask) -> None:
    spaces = [r.space_m2_per_person for r in chosen_rows(_rows(office), RoomsAsked(sort="space"))]
    known = [space for space in spaces if space is not None]
    assert known == sorted(known)
    assert spaces[: len(known)] == known


def test_a_hundred_rooms_stand_on_a_page(
    whole_facts: Facts, standards: Standards, office: Flask
) -> None:
    facts = grown(whole_facts, 250, 10)
    rows = room_rows(facts, assess_facts(facts, standards))
    pieces = list(csv_of(rows, {}))
    assert [len(list(csv.reader(io.StringIO(piece)))) for piece in pieces] == [1, 100, 100, 50]


def test_the_csv_holds_every_room_and_is_sent_in_pieces(office: Flask) -> None:
    answer = Reader(office, SUPERVISOR).client.get(f"/inspections/{INSP}/rooms.csv")
    assert answer.is_streamed
    assert answer.headers["Cache-Control"] == "no-store"
    lines = list(csv.DictReader(io.StringIO(answer.get_data().decode("utf-8-sig"))))
    assert tuple(lines[0]) == COLUMNS
    assert [line["room_id"] for line in lines] == [row.room.id for row in _rows(office)]


def test_no_number_of_a_room_can_run_in_a_spreadsheet() -> None:
    room = Room("r", "=cmd|' /C calc'!A0", RoomKind.CELL)
    row = RoomRow(room, 1, Fraction(3), 0, (), ())
    (line,) = list(csv.reader(io.StringIO("".join(list(csv_of([row], {}))[1:]))))
    assert line[1] == "'=cmd|' /C calc'!A0"
    assert replace(row, persons=None).space_m2_per_person is None


def test_a_room_that_there_is_not_is_not_here(read: Open) -> None:
    read("/rooms/nowhere", status=404)
