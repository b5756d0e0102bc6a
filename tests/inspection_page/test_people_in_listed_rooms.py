"""The first page of an inspection tells where the list of rooms is too short for the people held."""

from __future__ import annotations

from flask import Flask

from inspect_app.domain.scoring.remarks import people_told
from tests.inspection_page.conftest import Open, result_of, words_of
from tests.inspections.readers import INSP


def test_people_who_are_in_no_listed_room_are_told_with_both_numbers_and_the_way_to_the_rooms(
    office: Flask, read: Open
) -> None:
    people = [people_told(remark) for remark in result_of(office).assessment.warnings]
    ((counted, present),) = [told for told in people if told is not None]
    page = read()
    assert counted < present * 9 / 10  # the fixture keeps eight rooms of the demo facility
    assert f"rooms on the list: {counted}; people held: {present}." in words_of(page)
    (matter,) = [line for line in page.splitlines() if "rooms on the list:" in line]
    assert f'href="/inspections/{INSP}/rooms"' in matter
