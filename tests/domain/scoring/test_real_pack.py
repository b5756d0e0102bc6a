"""What must hold of the standards as they are shipped, whatever is found in a facility."""

from __future__ import annotations

import sys
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from real_facts import (
    BLOCKS,
    ROOMS,
    VISIT,
    checked,
    good_facility,
    questions,
    real_pack,
    with_answers,
    with_case,
)

from inspect_app.domain.canonical import canonical_bytes
from inspect_app.domain.facts import Answer, Facts, Rectangle, Room
from inspect_app.domain.facts_checking import check_facts
from inspect_app.domain.scoring import Assessment, assess
from inspect_app.domain.scoring.document import assessment_document
from inspect_app.domain.terms import (
    AnswerState,
    Grade,
    InputKind,
    NotApplicableReason,
    People,
    Rating,
    RoomKind,
)
from inspect_app.domain.value_checking import may_be_negative

CUTS = st.sampled_from([AnswerState.ACCESS_DENIED, AnswerState.NOT_APPLICABLE])
LEAVING_OUT = st.sampled_from([None, *NotApplicableReason])
HUGE = Fraction(10) ** 25
WORDS = "as the form says"


@cache
def edges_of(input_id):
    """Numbers at which something changes: edges of bands and ranges, and what lies beside them."""
    asked = real_pack().inputs[input_id]
    found = {Fraction(0), Fraction(1), *(asked.plausible or ())}
    for criterion in real_pack().criteria.values():
        for part in criterion.parts:
            if input_id in part.use.input_ids:
                found |= {edge for _, bands in part.bands_from for edge in bands.edges}
    if asked.kind is InputKind.COUNT:
        found = {Fraction(int(number)) for number in found}
    beside = {number + step for number in found for step in (-1, 0, 1)}
    return tuple(sorted(beside if may_be_negative(asked) else {n for n in beside if n >= 0}))


def numbers(asked):
    low = -1000 if may_be_negative(asked) else 0
    anything = st.integers(low, 5000).map(Fraction)
    if asked.kind is InputKind.NUMBER:
        anything |= st.fractions(low, 5000, max_denominator=1000)
    return st.one_of(st.sampled_from(edges_of(asked.id)), anything, st.just(HUGE))


def sides():
    return st.builds(Rectangle, *[st.integers(1, 900).map(lambda tenths: Fraction(tenths, 10))] * 2)


@cache
def values_of(input_id):
    """Any value that facts may hold, plausible or not."""
    asked = real_pack().inputs[input_id]
    if asked.kind is InputKind.YES_NO:
        return st.booleans()
    if asked.kind is InputKind.CHOICE:
        return st.sampled_from([option.id for option in asked.options])
    if asked.kind is InputKind.DATE:
        return st.integers(0, 20_000).map(lambda days: VISIT - timedelta(days=days))
    if asked.kind is InputKind.RECTANGLES:
        return st.lists(sides(), max_size=2).map(tuple)
    return numbers(asked)


@st.composite
def answers_to(draw, place, input_id, grades=tuple(Grade)):
    """Mostly answered; else denied, or "not applicable" in ways that count and that do not."""
    if draw(st.integers(0, 7)):
        value, grade = draw(values_of(input_id)), draw(st.sampled_from(grades))
        return Answer(input_id, place, value=value, grade=grade, recorded_by="i1")
    state, second = draw(CUTS), draw(st.sampled_from([None, "i2"]))
    reason = draw(LEAVING_OUT) if state is AnswerState.NOT_APPLICABLE else None
    return Answer(
        input_id,
        place,
        state,
        recorded_by="i1",
        confirmed_by=second,
        reason=reason,
        words=WORDS,
    )


@st.composite
def rooms(draw):
    """Rooms of several kinds, some not in use or in no block; often the good facility's own."""
    found = good_facility().rooms
    if draw(st.booleans()):
        return found
    kinds = st.sampled_from([*RoomKind])
    return tuple(
        replace(
            room,
            kind=draw(kinds),
            block=draw(st.sampled_from([*BLOCKS, None])),
            people=draw(st.sampled_from([*People, None])),
            is_in_use=draw(st.booleans()),
        )
        for room in found
    )


@dataclass(frozen=True)
class Changes:
    """What is done to the good facility; small enough to be printed with a failing example."""

    left_out: frozenset[str]  # inputs
    alone: frozenset[tuple[str, str]]  # single questions
    answers: tuple[Answer, ...]
    rooms: tuple[Room, ...]
    month: int

    @property
    def facts(self) -> Facts:
        base = good_facility()
        kept = tuple(
            answer
            for answer in base.answers
            if answer.input not in self.left_out and (answer.place, answer.input) not in self.alone
        )
        visit = replace(base.inspection, visited_on=date(2026, self.month, 15))
        early = [
            answer
            for answer in self.answers
            if not isinstance(answer.value, date) or answer.value <= visit.visited_on
        ]
        facts = replace(base, rooms=self.rooms, inspection=visit, answers=kept)
        return with_answers(facts, early)


@st.composite
def changes(draw):
    """The answers to some criteria left out, and others changed at will."""
    criteria = draw(st.sets(st.sampled_from([*real_pack().criteria]), max_size=12))
    alone = frozenset(draw(st.lists(st.sampled_from(questions()), max_size=4)))
    asked = draw(st.lists(st.sampled_from(questions()), unique=True, max_size=12))
    return Changes(
        frozenset(i for c in criteria for i in real_pack().criteria[c].input_ids),
        alone,
        tuple(draw(answers_to(*question)) for question in asked if question not in alone),
        draw(rooms()),
        draw(st.sampled_from([1, 6])),
    )


def scored(facts: Facts) -> Assessment:
    return assess(facts, real_pack())


def test_the_good_facility_is_good_so_that_a_single_bad_answer_is_felt():
    result = scored(good_facility())
    below = {c for c, found in result.criteria.items() if found.level in (0, 1)}
    assert (result.rating, result.coverage, below) == (Rating.GOOD, 1, set())
    assert check_facts(good_facility(), (real_pack(),)) == ()


@settings(max_examples=300)
@given(changes())
def test_any_facts_that_may_be_entered_are_scored_inside_their_own_interval(changed):
    result = scored(changed.facts)
    found = [result, *result.domains.values()]
    assert all(f.index is None or f.interval.low <= f.index <= f.interval.high for f in found)
    for criterion in result.criteria.values():
        assert criterion.level is None or criterion.low <= criterion.level <= criterion.high
    assert canonical_bytes(assessment_document(result))


@settings(max_examples=150)
@given(changes())
def test_what_is_tried_here_is_what_the_product_lets_in(changed):
    assert [fault.code for fault in check_facts(changed.facts, (real_pack(),))] == []


@settings(max_examples=400)
@given(changes(), st.data())
def test_answering_one_more_question_never_leaves_the_interval_printed_before(changed, data):
    asked = {(answer.place, answer.input) for answer in changed.facts.answers}
    still_open = [question for question in questions() if question not in asked]
    if not still_open:
        return
    answer = data.draw(answers_to(*data.draw(st.sampled_from(still_open))))
    before, after = scored(changed.facts), scored(with_answers(changed.facts, [answer]))
    inside = before.interval
    assert inside.low <= after.interval.low <= after.interval.high <= inside.high
    assert after.index is None or inside.low <= after.index <= inside.high


def test_one_failing_source_stands_among_seventy_that_pass():
    hours = [
        Answer("visit_hours_in_four_weeks", "f", value=Fraction(n)) for n in (*range(4, 74), 0)
    ]
    others = [a for a in good_facility().answers if a.input != "visit_hours_in_four_weeks"]
    result = scored(replace(good_facility(), answers=(*others, *hours)))
    assert (result.criteria["CO04"].level, result.criteria["CO04"].is_contradictory) == (0, True)


together = pytest.mark.xdist_group("real_cases")  # the cases are scored once, in one worker


@cache
def scored_cases():
    """criterion -> (level, result) of every worked case with a level, in the good facility."""
    found = defaultdict(list)
    for case in checked().cases:
        if case.criterion in real_pack().criteria and case.level in "0123":
            found[case.criterion].append((int(case.level), scored(with_case(case)), case.says))
    return found


def pairs():
    """(criterion, the worse case's result, the better one's) for cases of different levels."""
    for criterion, found in scored_cases().items():
        for one, other in combinations(sorted(found, key=lambda f: f[0]), 2):
            if one[0] < other[0]:
                yield criterion, one[1], other[1]


def does_another_gain(criterion, worse, better):
    """Whether another criterion is better with the worse case, or is assessed with one alone."""
    levels = (
        (worse.criteria[other].level, better.criteria[other].level)
        for other in worse.criteria
        if other != criterion
    )
    return any((w is None) != (b is None) or (w or 0) > (b or 0) for w, b in levels)


@together
def test_a_worked_case_has_the_same_level_in_a_whole_facility_as_by_itself():
    wrong = [
        (criterion, says, level, result.criteria[criterion].level)
        for criterion, found in scored_cases().items()
        for level, result, says in found
        if result.criteria[criterion].level != level
    ]
    assert wrong == []


@together
def test_the_worse_of_two_worked_cases_never_scores_higher_unless_another_criterion_gains_by_it():
    compared = set()
    for criterion, worse, better in pairs():
        if not does_another_gain(criterion, worse, better):
            compared.add(criterion)
            assert worse.index <= better.index, criterion
            domain = real_pack().criteria[criterion].domain
            assert worse.domains[domain].index <= better.domains[domain].index, criterion
    judged = {c.id for c in real_pack().criteria.values() if c.parts}
    assert compared == judged


@together
def test_that_comparison_leaves_out_fewer_than_one_pair_in_ten():
    """Two cases of occupancy also change the rooms; a case of space may be dark as well."""
    escaped = [does_another_gain(*pair) for pair in pairs()]
    assert sum(escaped) < len(escaped) / 10


def colony_of(count):
    """As many rooms, every tenth with its own floor and head count."""
    base = good_facility()
    at_rooms = [a for a in base.answers if a.place == ROOMS[0]]
    answers = [a for a in base.answers if a.place not in ROOMS]
    for number in range(count):
        persons = Fraction(number % 10 + 1)
        for answer in at_rooms:
            value = persons if answer.input == "persons_slept_last_night" else answer.value
            answers.append(replace(answer, place=f"x{number}", value=value))
    made = tuple(Room(f"x{n}", f"x{n}", RoomKind.CELL, BLOCKS[n % 2]) for n in range(count))
    return replace(base, rooms=made, answers=tuple(answers))


def calls_of(action):
    """How many Python functions are called: a measure of work that no slow machine changes."""
    calls = 0

    def count(_frame, event, _argument):
        nonlocal calls
        calls += event == "call"

    sys.setprofile(count)
    try:
        action()
    finally:
        sys.setprofile(None)
    return calls


def test_twice_as_many_rooms_are_about_twice_the_work():
    small, large = colony_of(100), colony_of(200)
    once, twice = calls_of(lambda: scored(small)), calls_of(lambda: scored(large))
    assert twice < once * Fraction(5, 2)
