"""One criterion at one place: bands, lifts, aggravation, grades, open answers."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from small_pack import SINCE, answer, facts, pack, room_answers, text

from inspect_app.domain.bands import parse_condition
from inspect_app.domain.facts import Answer
from inspect_app.domain.scoring import assess
from inspect_app.domain.scoring.assessment import State, Verdict, Why
from inspect_app.domain.standards import AppliesTo, Input, MeasureUse, Norm, Provision
from inspect_app.domain.terms import (
    AnswerState,
    Family,
    Grade,
    InputKind,
    NotApplicableReason,
    PlaceKind,
    RoomKind,
)

FINE = {"daylight": True}


def scored(*answers, rooms=("r",)):
    return assess(facts(*answers, answer("f", "hot_water", True), rooms=rooms), pack())


def space(*answers, rooms=("r",)):
    return scored(*answers, rooms=rooms).criteria["SP01"]


@pytest.mark.parametrize(
    ("area", "level"),
    [("16", 3), ("15.996", 2), ("13.6", 2), ("13.599", 1), ("12", 1), ("11.999", 0)],
)
def test_living_space_is_compared_without_rounding(area, level):
    assert space(*room_answers("r", (area, 1), 4, **FINE)).level == level


def test_the_sanitary_annexe_is_not_living_space():
    assert space(*room_answers("r", (16, 1), 4, annexe=[(2, 1)], **FINE)).level == 2


def test_an_annexe_larger_than_the_room_cannot_be_computed():
    result = space(*room_answers("r", (4, 1), 4, annexe=[(5, 1)], **FINE))
    assert (result.level, result.state) == (None, State.NOT_ASSESSED)
    assert Why.CANNOT_BE_COMPUTED in result.why


def test_the_icrc_bunk_formula_lifts_a_room_of_three_square_metres_each():
    lifted = space(*room_answers("r", ("12.4", 1), 4, bed_footprints=2, **FINE))
    assert (lifted.level, Why.LIFTED in lifted.why) == (2, True)


def test_the_icrc_bunk_formula_never_lifts_a_room_below_three_square_metres():
    result = space(*room_answers("r", ("10.4", 1), 4, bed_footprints=2, **FINE))
    verdicts = {column.family: column.verdict for column in result.columns}
    assert result.level == 0
    assert verdicts[Family.ICRC] is Verdict.MET
    assert verdicts[Family.CPT_ECTHR] is Verdict.NOT_MET


def test_between_three_and_four_a_failing_condition_costs_one_level():
    result = space(*room_answers("r", (14, 1), 4, daylight=False))
    assert result.level == 1
    assert result.findings[0].aggravated_by == ("EN01",)


def test_from_four_square_metres_no_condition_costs_a_level():
    assert space(*room_answers("r", (16, 1), 4, daylight=False)).level == 3


def test_a_measurement_error_across_an_edge_is_borderline_and_changes_no_level():
    result = space(*room_answers("r", (4, 3), 3, **FINE))
    assert (result.level, result.is_borderline) == (3, True)
    assert result.findings[0].judgement.parts[0].error == Fraction("0.05") / 3


def test_the_administrations_word_alone_earns_no_pass_on_a_critical_criterion():
    answers = [
        answer("f", "persons_present", 80, grade=Grade.D),
        answer("f", "official_capacity", 100),
    ]
    result = scored(*answers).criteria["SP09"]
    assert (result.level, result.state) == (None, State.NOT_ASSESSED)
    assert Why.STATEMENT_ALONE in result.why


def test_the_administrations_word_alone_is_enough_for_a_failure():
    answers = [
        answer("f", "persons_present", 130, grade=Grade.D),
        answer("f", "official_capacity", 100),
    ]
    assert scored(*answers).criteria["SP09"].level == 0


def test_the_administrations_word_alone_never_earns_the_recommended_level():
    assert scored(answer("f", "visits", 8, grade=Grade.D)).criteria["OV02"].level == 2


def test_sources_that_disagree_about_a_failure_let_it_stand_and_are_flagged():
    result = scored(answer("f", "visits", 8), answer("f", "visits", 0)).criteria["OV02"]
    assert (result.level, result.low, result.high, result.is_contradictory) == (0, 0, 3, True)


def test_sources_that_disagree_about_a_pass_are_not_averaged_but_open():
    result = scored(answer("f", "visits", 8), answer("f", "visits", 2)).criteria["OV02"]
    assert (result.level, result.low, result.high) == (None, 2, 3)


def denied(**more):
    return answer("f", "visits", 0).__class__("visits", "f", recorded_by="i1", **more)


def test_refused_access_counts_as_not_assessed_and_is_a_finding():
    result = scored(denied(state=AnswerState.ACCESS_DENIED))
    assert result.criteria["OV02"].state is State.ACCESS_DENIED
    assert result.access_denied == (("visits", "f"),)


def test_not_applicable_with_a_listed_reason_leaves_the_denominator():
    said = denied(state=AnswerState.NOT_APPLICABLE, reason=NotApplicableReason.NO_WOMEN)
    assert scored(said).criteria["OV02"].state is State.NOT_APPLICABLE


@pytest.mark.parametrize("more", [{}, {"reason": NotApplicableReason.OTHER, "confirmed_by": "i2"}])
def test_not_applicable_without_a_listed_reason_is_no_answer(more):
    said = denied(state=AnswerState.NOT_APPLICABLE, **more)
    result = scored(said)
    assert result.criteria["OV02"].state is State.NOT_ASSESSED
    assert result.interval == scored().interval
    assert result.coverage == scored().coverage


@pytest.mark.parametrize(
    ("second", "state"),
    [("i2", State.NOT_APPLICABLE), ("i1", State.NOT_ASSESSED), (None, State.NOT_ASSESSED)],
)
def test_a_critical_criterion_needs_a_second_person_to_be_not_applicable(second, state):
    said = answer("f", "official_capacity", 1).__class__(
        "official_capacity",
        "f",
        state=AnswerState.NOT_APPLICABLE,
        reason=NotApplicableReason.NEW_BUILDING_NOT_IN_USE,
        recorded_by="i1",
        confirmed_by=second,
    )
    assert scored(said).criteria["SP09"].state is state


def test_the_worst_room_decides_and_reach_says_whom_it_affects():
    rooms = [*room_answers("a", (40, 1), 8, **FINE), *room_answers("b", (5, 1), 2, **FINE)]
    result = space(*rooms, answer("f", "persons_present", 10), rooms=("a", "b"))
    assert (result.level, result.reach.persons_affected, result.reach.share) == (
        0,
        2,
        Fraction(1, 5),
    )


def test_a_room_where_nobody_slept_does_not_decide():
    rooms = [*room_answers("a", (40, 1), 8, **FINE), *room_answers("b", (1, 1), 0, **FINE)]
    assert space(*rooms, rooms=("a", "b")).level == 3


def test_an_implausible_value_is_remarked_and_blocks_nothing():
    result = scored(
        answer("f", "official_capacity", 90000), answer("f", "persons_present", 50), rooms=()
    )
    assert [(w.code, w.input) for w in result.warnings] == [("implausible", "official_capacity")]
    assert result.criteria["SP09"].level == 3


def test_a_national_pack_may_bring_an_input_that_the_main_pack_does_not_know():
    own = Input("building_begun_year", PlaceKind.FACILITY, InputKind.NUMBER, text("year"))
    use = MeasureUse("value", {"of": (own.id,)})
    norm = Norm(
        "new_building",
        "SP09",
        text("new"),
        Provision("law", "1"),
        AppliesTo(),
        use,
        ((SINCE, parse_condition(">=2000")),),
        SINCE,
        PlaceKind.FACILITY,
    )
    national = replace(pack(), id="nat", inputs={own.id: own}, criteria={}, norms={norm.id: norm})
    result = assess(facts(answer("f", own.id, 2010)), pack(), [national])
    assert result.norms["new_building"].verdict is Verdict.MET


def test_a_room_in_which_people_sleep_is_judged_whatever_it_is_called_or_declared_to_be():
    found = facts(
        *room_answers("a", (40, 1), 8, **FINE),
        *room_answers("b", (4, 1), 2, **FINE),
        rooms=("a", "b"),
    )
    for change in ({"kind": RoomKind.CLASSROOM}, {"is_in_use": False}):
        rooms = (found.rooms[0], replace(found.rooms[1], **change))
        assert assess(replace(found, rooms=rooms), pack()).criteria["SP01"].level == 0


def test_an_empty_room_alone_makes_no_criterion_of_rooms_not_applicable():
    result = scored(*room_answers("r", (40, 1), 0, **FINE))
    assert result.criteria["SP01"].state is State.NOT_ASSESSED
    assert result.criteria["EN01"].state is State.NOT_ASSESSED


def test_a_count_of_people_is_never_not_applicable():
    said = Answer(
        "persons_slept_last_night",
        "r",
        AnswerState.NOT_APPLICABLE,
        reason=NotApplicableReason.NO_DORMITORIES,
        recorded_by="i1",
        confirmed_by="i2",
    )
    assert space(*room_answers("r", (4, 1), None, **FINE), said).state is State.NOT_ASSESSED


def test_the_same_code_in_capitals_is_no_second_person():
    said = denied(
        state=AnswerState.NOT_APPLICABLE,
        reason=NotApplicableReason.OTHER,
        words="x",
        confirmed_by="I1",
    )
    assert scored(said).criteria["OV02"].state is State.NOT_ASSESSED
