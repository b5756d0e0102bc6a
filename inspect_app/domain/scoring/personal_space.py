"""The European Court's test of personal space, room by room: a reasoning, not a threshold.

Mursic v. Croatia [GC], no. 7334/13, 20.10.2016, paras 136-141, for rooms that two or more people
share. Below 3 m2 a strong presumption of a breach, which only three factors together can rebut; from
3 to 4 m2 a weighty factor that fails with any other bad condition; above 4 m2 space is not the issue.
For a State outside the Council of Europe it is a comparison.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from inspect_app.domain.measures import Circumstances, Measured
from inspect_app.domain.scoring.assessment import (
    Judgement,
    PersonalSpace,
    PersonalSpaceFinding,
    SpaceCounts,
    State,
)
from inspect_app.domain.scoring.grounds import GivenState, Grounds, Place, given
from inspect_app.domain.scoring.known_inputs import (
    ANNEXE_RECTANGLES,
    DAYS_BELOW_3_M2,
    FREE_MOVEMENT,
    HEAD_COUNT,
    REDUCTIONS_MINOR,
    REDUCTIONS_OCCASIONAL,
    ROOM_RECTANGLES,
)
from inspect_app.domain.scoring.measuring import alternatives, is_usable
from inspect_app.domain.scoring.reaching import FindingsByCriterion, judgements_around
from inspect_app.domain.standards import MeasureUse, Pack

PRESUMPTION_M2, WEIGHTY_M2 = Fraction(3), Fraction(4)
NOT_SHORT_DAYS = 27
"""27 days in a row were not "short" (Mursic, para 172)."""

SPACE = MeasureUse(
    "living_space_per_person_m2",
    {"room": (ROOM_RECTANGLES,), "annexe": (ANNEXE_RECTANGLES,), "persons": (HEAD_COUNT,)},
)
STEP_M2, LAST_STEP_M2 = Fraction(1, 2), Fraction(8)
YES, NO, OPEN = "yes", "no", "open"


@dataclass(frozen=True, slots=True)
class RoomSpace:
    """Living space per person of one living room where people slept; None where it has no value."""

    place: Place
    measured: Measured | None


def room_spaces(grounds: Grounds, circumstances: Circumstances) -> tuple[RoomSpace, ...]:
    living = {place.id for place in grounds.living_rooms}
    rooms = [place for place in grounds.rooms if place.id in living]
    return tuple(RoomSpace(place, _space(place, grounds, circumstances)) for place in rooms)


def personal_space_findings(
    spaces: tuple[RoomSpace, ...], grounds: Grounds, others: FindingsByCriterion
) -> tuple[PersonalSpaceFinding, ...]:
    """One finding per shared room, and per room where the head count is missing."""
    by_place = {
        c: {f.place: f.judgement for f in others.get(c, ())} for c in conditions_named(grounds.pack)
    }
    rooms = {place.id: place for place in grounds.rooms}
    found = []
    for space in spaces:
        if space.place.persons == 1:
            continue
        conditions = judgements_around(space.place.id, by_place, rooms, grounds)
        found.append(_finding(space, conditions, grounds))
    return tuple(found)


def conditions_named(pack: Pack) -> tuple[str, ...]:
    """The pack's own list of conditions that aggravate: those of its personal-space criterion."""
    for criterion in pack.criteria.values():
        if criterion.aggravation and any(p.is_personal_space_test for p in criterion.provisions):
            return criterion.aggravation.by
    return ()


def space_counts(spaces: tuple[RoomSpace, ...]) -> SpaceCounts:
    below = between = above = not_measured = not_counted = 0
    steps = {STEP_M2 * step: 0 for step in range(int(LAST_STEP_M2 / STEP_M2) + 1)}
    for space in spaces:
        persons, value = space.place.persons, _number(space.measured)
        if persons is None:
            not_counted += 1
            continue
        if value is None:
            not_measured += persons
            continue
        below += persons if value < PRESUMPTION_M2 else 0
        between += persons if PRESUMPTION_M2 <= value <= WEIGHTY_M2 else 0
        above += persons if value > WEIGHTY_M2 else 0
        steps[min(LAST_STEP_M2, STEP_M2 * int(value / STEP_M2))] += persons
    return SpaceCounts(below, between, above, not_measured, not_counted, tuple(steps.items()))


def _finding(
    space: RoomSpace, conditions: Mapping[str, Judgement | None], grounds: Grounds
) -> PersonalSpaceFinding:
    value = _number(space.measured)
    failing = {name: _fails(judgement) for name, judgement in conditions.items()}
    factors: tuple[tuple[str, str], ...] = ()
    if value is None or space.place.persons is None:
        answer = PersonalSpace.CANNOT_BE_COMPUTED
    elif value > WEIGHTY_M2:
        answer = PersonalSpace.NOT_THE_ISSUE
    elif value >= PRESUMPTION_M2:
        answer, factors = _weighty_factor(failing), tuple(failing.items())
    else:
        factors = _rebuttal(space.place, failing, grounds)
        is_claimed = all(said == YES for _, said in factors)
        answer = PersonalSpace.NEEDS_JUDGEMENT if is_claimed else PersonalSpace.PRESUMPTION_STANDS
    return PersonalSpaceFinding(
        space.place.id, answer, value, space.place.persons, factors, _is_borderline(space.measured)
    )


def _weighty_factor(failing: Mapping[str, str]) -> PersonalSpace:
    if YES in failing.values():
        return PersonalSpace.FAILS
    return PersonalSpace.OPEN if OPEN in failing.values() or not failing else PersonalSpace.HOLDS


def _rebuttal(
    place: Place, failing: Mapping[str, str], grounds: Grounds
) -> tuple[tuple[str, str], ...]:
    """The three factors, all needed (para 138); "yes" speaks for the authority."""
    appropriate = (
        NO if YES in failing.values() else OPEN if OPEN in failing.values() or not failing else YES
    )
    return (
        ("reductions_short", _is_short(place, grounds)),
        ("reductions_occasional", _yes_no(place, grounds, REDUCTIONS_OCCASIONAL)),
        ("reductions_minor", _yes_no(place, grounds, REDUCTIONS_MINOR)),
        ("freedom_of_movement_and_activities", _yes_no(place, grounds, FREE_MOVEMENT)),
        ("otherwise_appropriate_facility", appropriate),
    )


def _is_short(place: Place, grounds: Grounds) -> str:
    days = _single(place, grounds, DAYS_BELOW_3_M2)
    if not isinstance(days, Fraction):
        return OPEN
    return NO if days >= NOT_SHORT_DAYS else YES


def _yes_no(place: Place, grounds: Grounds, input_id: str) -> str:
    said = _single(place, grounds, input_id)
    return OPEN if said is None else YES if said is True else NO


def _single(place: Place, grounds: Grounds, input_id: str) -> object:
    """The one undisputed answer, or None."""
    if input_id not in grounds.pack.inputs:
        return None
    said = given(grounds.of(input_id, place), input_id, is_critical=True)
    return said.values[0] if said.state is GivenState.VALUE and len(said.values) == 1 else None


def _space(place: Place, grounds: Grounds, circumstances: Circumstances) -> Measured | None:
    """Where sources disagree, the least that any of them gives: nobody is left out of the count."""
    known = [i for i in SPACE.input_ids if i in grounds.pack.inputs]
    givens = {i: given(grounds.of(i, place), i, is_critical=True) for i in known}
    if len(known) < len(SPACE.input_ids) or not is_usable(SPACE, givens):
        return None
    found = [m for m in alternatives(SPACE, givens, circumstances) if _number(m) is not None]
    return min(found, key=lambda measured: _number(measured) or Fraction(0), default=None)


def _fails(judgement: Judgement | None) -> str:
    """Whether a condition is bad: "yes", "no", or "open" where it was not assessed."""
    if judgement is None:
        return OPEN
    if judgement.state is State.NOT_APPLICABLE:
        return NO
    if judgement.level is None:
        return OPEN
    return YES if judgement.level <= 1 else NO


def _number(measured: Measured | None) -> Fraction | None:
    return measured.value if measured is not None and isinstance(measured.value, Fraction) else None


def _is_borderline(measured: Measured | None) -> bool:
    value = _number(measured)
    if measured is None or value is None or measured.error == 0:
        return False
    return any(
        value - measured.error <= edge <= value + measured.error
        for edge in (PRESUMPTION_M2, WEIGHTY_M2)
    )
