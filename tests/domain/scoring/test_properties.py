"""What holds for any facts: worse answers, more rooms, and answers that were still open."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st
from small_pack import EN01, INPUTS, OV01, OV02, SA07, SP01, SP09, facts, pack

from inspect_app.domain.canonical import canonical_bytes
from inspect_app.domain.facts import Answer, Rectangle, Room
from inspect_app.domain.scoring import assess
from inspect_app.domain.scoring.document import assessment_document
from inspect_app.domain.standards import TierRule
from inspect_app.domain.terms import (
    AnswerState,
    Grade,
    NotApplicableReason,
    PlaceKind,
    RoomKind,
    Tier,
)

MIXED = replace(
    EN01, tier=TierRule(Tier.MAJOR, critical_room_kinds=frozenset({RoomKind.ISOLATION}))
)
PACK = pack(SP01, SP09, MIXED, SA07, OV01, OV02)
ROOMS = ("r1", "r2", "r3")
AREAS = st.integers(20, 400).map(lambda tenths: (Rectangle(Fraction(tenths, 10), Fraction(1)),))
VALUES = {
    "room_rectangles": AREAS,
    "sanitary_annexe_rectangles": st.sampled_from([(), (Rectangle(Fraction(1), Fraction(1)),)]),
    "persons_slept_last_night": st.integers(0, 12).map(Fraction),
    "bed_footprints": st.integers(1, 6).map(Fraction),
    "persons_present": st.integers(1, 200).map(Fraction),
    "official_capacity": st.integers(1, 60).map(Fraction),
    "replies_days": st.integers(0, 60).map(Fraction),
    "visits": st.integers(0, 6).map(Fraction),
    "days_below_3_m2_in_a_row": st.integers(0, 60).map(Fraction),
}
BY_ID = {declared.id: declared for declared in INPUTS}
QUESTIONS = [
    (place, declared.id)
    for declared in INPUTS
    for place in (ROOMS if declared.place is PlaceKind.ROOM else ("f",))
]


GOOD = {
    "room_rectangles": (Rectangle(Fraction(60), Fraction(1)),),
    "sanitary_annexe_rectangles": (),
    "persons_slept_last_night": Fraction(4),
    "bed_footprints": Fraction(2),
    "persons_present": Fraction(40),
    "official_capacity": Fraction(60),
    "replies_days": Fraction(5),
    "visits": Fraction(5),
    "days_below_3_m2_in_a_row": Fraction(0),
}


def values_of(input_id):
    """Mostly good, so that a single bad answer decides; with a failing room of few persons."""
    good = st.just(GOOD.get(input_id, True))
    return st.one_of(good, good, good, VALUES.get(input_id, st.booleans()))


@st.composite
def answers_to(draw, place, input_id):
    """Mostly answered, sometimes denied or "not applicable" in ways that count and do not count."""
    kind = draw(st.sampled_from(["value"] * 8 + ["denied", "listed", "confirmed", "unlisted"]))
    more = {"recorded_by": "i1"}
    if kind == "value":
        grade = draw(st.sampled_from([Grade.A, Grade.B, Grade.C]))
        return Answer(input_id, place, value=draw(values_of(input_id)), grade=grade, **more)
    if kind == "denied":
        return Answer(input_id, place, AnswerState.ACCESS_DENIED, **more)
    reason = None if kind == "unlisted" else NotApplicableReason.NEW_BUILDING_NOT_IN_USE
    second = "i2" if kind == "confirmed" else None
    return Answer(
        input_id, place, AnswerState.NOT_APPLICABLE, reason=reason, confirmed_by=second, **more
    )


@st.composite
def some_facts(draw):
    asked = draw(st.lists(st.sampled_from(QUESTIONS), unique=True, max_size=len(QUESTIONS)))
    given_answers = [draw(answers_to(place, input_id)) for place, input_id in asked]
    found = facts(*given_answers, rooms=ROOMS)
    kinds = draw(st.tuples(*[st.sampled_from([RoomKind.DORMITORY, RoomKind.ISOLATION])] * 3))
    rooms = tuple(replace(room, kind=kind) for room, kind in zip(found.rooms, kinds, strict=True))
    return replace(found, rooms=rooms)


@st.composite
def nearly_complete_facts(draw):
    """Everything answered but a few questions, so that each open one is felt."""
    left_out = draw(st.lists(st.sampled_from(QUESTIONS), unique=True, min_size=1, max_size=4))
    answers = [
        Answer(i, place, value=draw(values_of(i)), recorded_by="i1")
        for place, i in QUESTIONS
        if (place, i) not in left_out
    ]
    found = facts(*answers, rooms=ROOMS)
    kinds = draw(st.tuples(*[st.sampled_from([RoomKind.DORMITORY, RoomKind.ISOLATION])] * 3))
    rooms = tuple(replace(room, kind=kind) for room, kind in zip(found.rooms, kinds, strict=True))
    return replace(found, rooms=rooms)


@settings(max_examples=1000, deadline=None)
@given(st.one_of(some_facts(), nearly_complete_facts(), nearly_complete_facts()), st.data())
def test_answering_a_question_never_moves_the_result_outside_the_interval_printed_before(
    found, data
):
    asked = {(a.place, a.input) for a in found.answers}
    is_open = [question for question in QUESTIONS if question not in asked]
    if not is_open:
        return
    place, input_id = data.draw(st.sampled_from(is_open))
    before = assess(found, PACK).interval
    after = assess(
        replace(found, answers=(*found.answers, data.draw(answers_to(place, input_id)))), PACK
    )
    assert before.low <= after.interval.low <= after.interval.high <= before.high
    if after.index is not None:
        assert before.low <= after.index <= before.high


@settings(max_examples=200, deadline=None)
@given(some_facts())
def test_the_result_always_lies_inside_its_own_interval(found):
    result = assess(found, PACK)
    assert result.index is None or result.interval.low <= result.index <= result.interval.high
    for criterion in result.criteria.values():
        assert criterion.level is None or criterion.low <= criterion.level <= criterion.high


def worse(input_id, value):
    """A value that no criterion judges better, for answers that were measured, seen or heard."""
    if isinstance(value, bool):
        return False
    if isinstance(value, tuple):
        return tuple(Rectangle(part.length_m * Fraction(9, 10), part.width_m) for part in value)
    if input_id in {"visits", "official_capacity"}:
        return max(value - 1, Fraction(1 if input_id == "official_capacity" else 0))
    return value + 1


WORSENED = [
    (place, input_id)
    for place, input_id in QUESTIONS
    if input_id not in {"persons_present", "sanitary_annexe_rectangles"}
]


@st.composite
def complete_facts(draw):
    found = [Answer(i, place, value=draw(values_of(i)), recorded_by="i1") for place, i in QUESTIONS]
    fixed = {
        "sanitary_annexe_rectangles": (),
        "persons_present": Fraction(50),
        "persons_slept_last_night": None,
    }
    answers = [
        replace(a, value=fixed[a.input]) if fixed.get(a.input) is not None else a for a in found
    ]
    counted = [
        replace(a, value=a.value + 2) if a.input == "persons_slept_last_night" else a
        for a in answers
    ]
    return facts(*counted, rooms=ROOMS)


@settings(max_examples=300, deadline=None)
@given(complete_facts(), st.sampled_from(WORSENED))
def test_worsening_an_input_never_raises_any_score(found, question):
    _, input_id = question
    answers = tuple(
        replace(a, value=worse(input_id, a.value)) if (a.place, a.input) == question else a
        for a in found.answers
    )
    before, after = assess(found, PACK), assess(replace(found, answers=answers), PACK)
    assert after.index <= before.index
    for name, domain in before.domains.items():
        assert domain.index is None or after.domains[name].index <= domain.index
    for name, criterion in before.criteria.items():
        assert criterion.level is None or after.criteria[name].level <= criterion.level


@settings(max_examples=200, deadline=None)
@given(
    some_facts(),
    st.lists(st.sampled_from([q for q in QUESTIONS if q[0] == "r1"]), unique=True),
    st.data(),
)
def test_adding_a_room_never_hides_a_failing_one(found, asked, data):
    new = [replace(data.draw(answers_to("r1", i)), place="new") for _, i in asked]
    room = Room("new", "new", RoomKind.DORMITORY, "b")
    more = replace(found, rooms=(*found.rooms, room), answers=(*found.answers, *new))
    before, after = assess(found, PACK), assess(more, PACK)
    assert set(before.severe_failures) <= set(after.severe_failures)
    for name, criterion in before.criteria.items():
        if criterion.level is not None:
            assert after.criteria[name].level <= criterion.level


@settings(max_examples=100, deadline=None)
@given(some_facts(), st.randoms(use_true_random=False))
def test_equal_facts_give_equal_bytes_whatever_their_order(found, shuffled):
    answers = list(found.answers)
    shuffled.shuffle(answers)
    first = canonical_bytes(assessment_document(assess(found, PACK)))
    again = canonical_bytes(
        assessment_document(assess(replace(found, answers=tuple(answers)), PACK))
    )
    assert first == again


LISTED = NotApplicableReason.NO_DORMITORIES
CRITICAL_INPUTS = {"room_rectangles", "persons_slept_last_night", "official_capacity"}


@settings(max_examples=200, deadline=None)
@given(nearly_complete_facts(), st.sampled_from(QUESTIONS), st.booleans())
def test_not_applicable_without_a_listed_reason_is_the_same_as_no_answer(
    found, question, is_listed
):
    """For a critical criterion also without a second person, or with oneself as the second."""
    place, input_id = question
    reason, second = (LISTED, "i1") if is_listed and input_id in CRITICAL_INPUTS else (None, "i2")
    others = tuple(a for a in found.answers if (a.place, a.input) != question)
    unlisted = Answer(
        input_id,
        place,
        AnswerState.NOT_APPLICABLE,
        reason=reason,
        recorded_by="i1",
        confirmed_by=second,
    )
    without = assess(replace(found, answers=others), PACK)
    claimed = assess(replace(found, answers=(*others, unlisted)), PACK)
    assert (claimed.index, claimed.interval, claimed.coverage) == (
        without.index,
        without.interval,
        without.coverage,
    )
