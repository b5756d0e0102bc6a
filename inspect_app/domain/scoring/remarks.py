"""Things to look at that block nothing: implausible values, "not applicable" that does not count, and
people counted in the rooms who are not as many as those present."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from inspect_app.domain.exact import exact_text
from inspect_app.domain.facts import Answer, Facts
from inspect_app.domain.scoring.assessment import Remark
from inspect_app.domain.scoring.grounds import Grounds, counts_as_not_applicable
from inspect_app.domain.scoring.known_inputs import PERSONS_PRESENT
from inspect_app.domain.standards import Input
from inspect_app.domain.terms import AnswerState

PLAUSIBLE_SIDE_M = (Fraction("0.3"), Fraction(60))
"""Sides of a rectangle outside this are asked about."""

ROOMS_SHORT_OF_PEOPLE = "rooms_short_of_people"
ROOMS_UNCOUNTED = "rooms_uncounted"
ROOMS_OVER_PEOPLE = "rooms_over_people"
PEOPLE_UNACCOUNTED = Fraction(1, 10)
"""A policy: this share of the persons present may be out at work, in hospital or moved since the night;
beyond it, either way, the list of rooms or one of the two numbers is asked about."""


def remarks_on(ground: Grounds) -> tuple[Remark, ...]:
    """Sorted by code, place, input and details."""
    inputs = ground.pack.inputs
    known = (answer for answer in ground.facts.answers if answer.input in inputs)
    found = [r for answer in known for r in _on(answer, inputs[answer.input])]
    found += _on_people(ground)
    return tuple(sorted(found, key=lambda r: (r.code, r.place, r.input, r.details)))


def is_about_people(remark: Remark) -> bool:
    return remark.code in (ROOMS_SHORT_OF_PEOPLE, ROOMS_UNCOUNTED, ROOMS_OVER_PEOPLE)


def people_told(remark: Remark) -> tuple[int, int] | None:
    """(people counted in the rooms, persons present); None where the remark is of something else, or
    tells no numbers, as in public."""
    if not is_about_people(remark) or not remark.details:
        return None
    counted, _, present = remark.details.partition("/")
    return int(counted), int(present)


def denied_access(facts: Facts) -> tuple[tuple[str, str], ...]:
    """(input, place) for every answer that was refused to the inspectors (NMR 84; OPCAT 20)."""
    denied = {(a.input, a.place) for a in facts.answers if a.state is AnswerState.ACCESS_DENIED}
    return tuple(sorted(denied))


def _on(answer: Answer, declared: Input) -> Iterable[Remark]:
    if answer.state is AnswerState.NOT_APPLICABLE and not counts_as_not_applicable(answer, False):
        yield Remark("not_applicable_not_counted", answer.place, answer.input)
    if answer.state is not AnswerState.ANSWERED:
        return
    for number in _implausible(answer, declared):
        yield Remark("implausible", answer.place, answer.input, exact_text(number))


def _on_people(ground: Grounds) -> Iterable[Remark]:
    """A room that is not on the list does not exist for the score, so a list too short is told.

    Nothing where no room to sleep in is listed (figures of a register). Where nobody said how many are
    present, those counted are all that are known of, and none is missing. While nobody counted in some
    listed room, those who are missing may be in it.
    """
    rooms, present = ground.living_rooms, ground.persons_present
    if not rooms or present is None:
        return
    counted = sum(room.persons or 0 for room in rooms)
    if abs(counted - present) <= PEOPLE_UNACCOUNTED * present:
        return
    code = ROOMS_OVER_PEOPLE
    if counted < present:
        is_open = any(room.persons is None for room in rooms)
        code = ROOMS_UNCOUNTED if is_open else ROOMS_SHORT_OF_PEOPLE
    yield Remark(code, ground.facility.id, PERSONS_PRESENT, f"{counted}/{present}")


def _implausible(answer: Answer, declared: Input) -> Iterable[Fraction]:
    value = answer.value
    if isinstance(value, tuple):
        low, high = PLAUSIBLE_SIDE_M
        return [side for part in value for side in part if not low <= side <= high]
    if isinstance(value, Fraction) and declared.plausible is not None:
        low, high = declared.plausible
        return [] if low <= value <= high else [value]
    return []
