"""The European Court's test, held against published cases and its own edges."""

from __future__ import annotations

import pytest
from small_pack import answer, facts, pack, room_answers

from inspect_app.domain.scoring import assess
from inspect_app.domain.scoring.assessment import PersonalSpace

REBUTTED = {
    "reductions_are_occasional": True,
    "reductions_are_minor": True,
    "free_movement_and_activities": True,
}


def outcome(*answers):
    (finding,) = assess(facts(*answers, rooms=("r",)), pack()).personal_space
    return finding


def facility(days, **said):
    return [
        answer("f", "days_below_3_m2_in_a_row", days),
        *(answer("f", i, v) for i, v in said.items()),
    ]


GOOD = {"daylight": True}
HOT_WATER = answer("f", "hot_water", True)


def test_torreggiani_nine_square_metres_for_three_is_exactly_three_and_fails_for_light_and_hot_water():
    room = room_answers("r", (3, 3), 3, daylight=False)
    finding = outcome(*room, answer("f", "hot_water", False))
    assert finding.space_m2_per_person == 3
    assert finding.value is PersonalSpace.FAILS
    assert dict(finding.factors) == {"EN01": "yes", "SA07": "yes"}


def test_mursic_27_days_in_a_row_below_three_stand_as_a_presumption_whatever_else_is_good():
    room = room_answers("r", ("17.90", 1), 7, **GOOD)
    finding = outcome(*room, HOT_WATER, *facility(27, **REBUTTED))
    assert finding.value is PersonalSpace.PRESUMPTION_STANDS
    assert dict(finding.factors)["reductions_short"] == "no"


def test_mursic_shorter_scattered_periods_leave_the_decision_to_a_person():
    room = room_answers("r", ("17.90", 1), 7, **GOOD)
    finding = outcome(*room, HOT_WATER, *facility(8, **REBUTTED))
    assert finding.value is PersonalSpace.NEEDS_JUDGEMENT


@pytest.mark.parametrize("denied", sorted(REBUTTED))
def test_each_factor_is_needed_to_rebut_the_presumption(denied):
    room = room_answers("r", ("17.90", 1), 7, **GOOD)
    finding = outcome(*room, HOT_WATER, *facility(3, **(REBUTTED | {denied: False})))
    assert finding.value is PersonalSpace.PRESUMPTION_STANDS


def test_a_factor_that_nobody_answered_rebuts_nothing():
    finding = outcome(*room_answers("r", ("17.90", 1), 7, **GOOD), HOT_WATER)
    assert finding.value is PersonalSpace.PRESUMPTION_STANDS


@pytest.mark.parametrize(
    ("area", "value"),
    [
        ("5.9999", PersonalSpace.PRESUMPTION_STANDS),
        ("6.0000", PersonalSpace.HOLDS),
        ("8.0000", PersonalSpace.HOLDS),
        ("8.0001", PersonalSpace.NOT_THE_ISSUE),
    ],
)
def test_three_is_not_below_three_and_only_above_four_is_space_no_issue(area, value):
    assert outcome(*room_answers("r", (area, 1), 2, **GOOD), HOT_WATER).value is value


def test_conditions_that_were_not_assessed_leave_three_to_four_square_metres_open():
    assert outcome(*room_answers("r", (7, 1), 2), HOT_WATER).value is PersonalSpace.OPEN


def test_without_a_head_count_the_answer_is_that_it_cannot_be_computed():
    assert (
        outcome(*room_answers("r", (7, 1), None), HOT_WATER).value
        is PersonalSpace.CANNOT_BE_COMPUTED
    )


def test_beds_never_stand_for_persons():
    answers = room_answers("r", (7, 1), None, bed_footprints=2)
    result = assess(facts(*answers, rooms=("r",)), pack())
    assert result.criteria["SP01"].level is None
    assert "no_head_count" in result.criteria["SP01"].why
