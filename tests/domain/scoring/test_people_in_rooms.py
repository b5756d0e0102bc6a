"""Rooms left off the list do not exist for the score: the people counted in the others tell of them."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_pack import answer, facts, pack

from inspect_app.domain.facts import Answer
from inspect_app.domain.scoring import assess
from inspect_app.domain.scoring.assessment import Remark
from inspect_app.domain.scoring.remarks import people_told
from inspect_app.domain.terms import AnswerState, RoomKind

ROOMS = ("a", "b", "c")


def remarks(present, *counts, kind=RoomKind.DORMITORY, **room):
    """`counts`: people in one room each; None: nobody counted there."""
    rooms = [str(number) for number in range(len(counts))]
    heads = [
        answer(room, "persons_slept_last_night", count)
        for room, count in zip(rooms, counts, strict=True)
        if count is not None
    ]
    held = [] if present is None else [answer("f", "persons_present", present)]
    found = facts(*heads, *held, rooms=rooms)
    found = replace(found, rooms=tuple(replace(r, kind=kind, **room) for r in found.rooms))
    return [
        (r.code, r.details) for r in assess(found, pack()).warnings if r.code.startswith("rooms_")
    ]


@given(
    present=st.integers(1, 6000),
    thousandths=st.integers(0, 899),
    cuts=st.lists(st.integers(0, 6000), max_size=4),
)
def test_rooms_that_hold_fewer_than_nine_tenths_of_the_people_are_always_remarked(
    present, thousandths, cuts
):
    counted = present * thousandths // 1000
    expected = [("rooms_short_of_people", f"{counted}/{present}")]
    assert remarks(present, *split(counted, cuts)) == expected


@given(
    present=st.integers(0, 6000),
    share=st.fractions(0, 1),
    cuts=st.lists(st.integers(0, 6000), max_size=4),
)
def test_between_nine_and_eleven_tenths_nothing_is_remarked(present, share, cuts):
    least, most = -(-present * 9 // 10), present * 11 // 10
    counted = least + int((most - least) * share)
    assert remarks(present, *split(counted, cuts)) == []


@given(present=st.integers(0, 6000), more=st.integers(1, 6000))
def test_more_than_eleven_tenths_are_always_remarked(present, more):
    counted = present * 11 // 10 + more
    assert remarks(present, counted) == [("rooms_over_people", f"{counted}/{present}")]


def split(counted, cuts):
    """Into as many rooms as there are cuts, and one."""
    edges = [0, *sorted(min(cut, counted) for cut in cuts), counted]
    return [high - low for low, high in pairwise(edges)]


@pytest.mark.parametrize(
    ("counted", "codes"),
    [(450, []), (449, ["rooms_short_of_people"]), (550, []), (551, ["rooms_over_people"])],
)
def test_a_tenth_of_the_people_may_be_away_and_not_one_more(counted, codes):
    assert [code for code, _ in remarks(500, counted)] == codes


def test_one_good_room_listed_of_a_facility_of_five_hundred_is_told():
    assert remarks(500, 4) == [("rooms_short_of_people", "4/500")]


def test_a_room_where_nobody_counted_may_hold_those_who_are_missing():
    assert remarks(500, 4, None) == [("rooms_uncounted", "4/500")]
    assert remarks(500, 460, None) == []
    assert remarks(500, 551, None) == [("rooms_over_people", "551/500")]


def test_nothing_is_said_where_nobody_said_how_many_are_present_or_no_room_is_listed():
    assert remarks(None, 4) == remarks(None, None) == []
    assert remarks(500) == []  # the figures of a register
    assert remarks(500, None, kind=RoomKind.KITCHEN) == []


def test_a_living_room_out_of_use_says_nothing_and_a_kitchen_slept_in_counts():
    assert remarks(500, None, is_in_use=False) == []
    assert remarks(500, 500, kind=RoomKind.KITCHEN, is_in_use=False) == []


def test_people_present_to_whom_access_was_refused_are_not_known():
    denied = Answer("persons_present", "f", AnswerState.ACCESS_DENIED)
    heads = answer("r", "persons_slept_last_night", 4)
    assert assess(facts(denied, heads, rooms=("r",)), pack()).warnings == ()


def test_the_remark_moves_neither_index_nor_rating_nor_coverage():
    heads = [answer(room, "persons_slept_last_night", 4) for room in ROOMS]
    few, right = (
        assess(facts(*heads, answer("f", "persons_present", n), rooms=ROOMS), pack())
        for n in (500, 12)
    )
    assert [len(few.warnings), len(right.warnings)] == [1, 0]
    assert (few.index, few.rating, few.coverage) == (right.index, right.rating, right.coverage)


def test_both_numbers_are_read_back_out_of_the_remark():
    assert people_told(Remark("rooms_uncounted", "f", "persons_present", "50/500")) == (50, 500)
    assert people_told(Remark("implausible", "f", "official_capacity", "28/9")) is None
