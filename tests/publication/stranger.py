"""A stranger who reads the public edition and works out by trying who many can be in each room.

They know the rooms of one or two persons and what is told of them, so that nothing rests on those; and
of every other room that at least three slept there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import permutations, product

from inspect_app.domain.facts import Facts, answers_by_place
from inspect_app.domain.publishing import Masked, PublicEdition
from inspect_app.domain.publishing.judging import UNTOLD_PLACE, decisive
from inspect_app.domain.publishing.labels import public_places
from inspect_app.domain.scoring import Assessment
from inspect_app.domain.scoring.assessment import CriterionResult, PersonalSpace

BY_SPACE = "SP01"
_CLASSES = {
    PersonalSpace.PRESUMPTION_STANDS: 0,
    PersonalSpace.NEEDS_JUDGEMENT: 0,
    PersonalSpace.FAILS: 1,
    PersonalSpace.OPEN: 1,
    PersonalSpace.HOLDS: 1,
    PersonalSpace.NOT_THE_ISSUE: 2,
    PersonalSpace.CANNOT_BE_COMPUTED: 3,
}
_BOUNDS = ((0, 3), (3, 4), (4, 99))
_BANDS = {0: (0, Fraction(3)), 1: (3, Fraction(17, 5)), 2: (Fraction(17, 5), 4), 3: (4, 99)}

Where = Mapping[str, tuple[int, Fraction | None]]
"""Room -> its class of space and its space by the person, as the stranger takes it to be."""


@dataclass(frozen=True)
class Known:
    """What the stranger knows besides: public room -> who many are in it, and how much space each has,
    of the rooms of one and two; and which rooms have more."""

    few: Mapping[str, tuple[int, Fraction]]
    many: tuple[str, ...]


def known(facts: Facts, truth: Mapping[str, tuple[int, Fraction]]) -> Known:
    """`truth`: room -> persons and square metres by the person."""
    ids = public_places(facts, answers_by_place(facts)).ids
    few = {ids[room]: one for room, one in truth.items() if one[0] < 3}
    return Known(few, tuple(ids[room] for room, one in truth.items() if one[0] >= 3))


def worked_out(edition: PublicEdition, known: Known) -> set[str]:
    """Rooms of which a single number remains, though the number of all present would leave several."""
    possible: dict[str, set[int]] = {room: set() for room in known.many}
    alone: dict[str, set[int]] = {room: set() for room in known.many}
    told = edition.assessment
    places = list(_places(told, known))
    assert places
    for numbers in _numbers(told, known):
        fits = any(_fits(numbers, where, told, known) for where in places)
        for room, number in zip(known.many, numbers, strict=True):
            alone[room].add(number)
            if fits:
                possible[room].add(number)
    assert all(possible.values()), "the truth itself must be possible"
    return {room for room in known.many if len(possible[room]) == 1 < len(alone[room])}


def _numbers(told: Assessment, known: Known) -> Iterator[tuple[int, ...]]:
    """All ways in which everybody present can be spread."""
    assert told.persons_present is not None
    left = told.persons_present - sum(number for number, _ in known.few.values())
    most = left - 3 * (len(known.many) - 1)
    for numbers in product(range(3, most + 1), repeat=len(known.many) - 1):
        if left - sum(numbers) >= 3:
            yield (*numbers, left - sum(numbers))


def _places(told: Assessment, known: Known) -> Iterator[Where]:
    """Every way in which the Court's answers without a room can belong to the rooms without an answer."""
    of_few = [_class(space) for persons, space in known.few.values() if persons == 2]
    listed = {one.room: one for one in told.personal_space if one.room != UNTOLD_PLACE}
    untold = [_CLASSES[one.value] for one in told.personal_space if one.room == UNTOLD_PLACE]
    for room, (persons, space) in known.few.items():
        if persons == 2 and room not in listed:
            untold.remove(_class(space))
    assert len(of_few) <= len(known.few)
    rooms = [room for room in known.many if room not in listed]
    sure: dict[str, tuple[int, Fraction | None]] = {
        room: (_CLASSES[listed[room].value], listed[room].space_m2_per_person)
        for room in known.many
        if room in listed
    }
    for order in sorted(set(permutations(untold))):
        yield sure | {room: (of, None) for room, of in zip(rooms, order, strict=True)}


def _fits(numbers: tuple[int, ...], where: Where, told: Assessment, known: Known) -> bool:
    persons = dict(zip(known.many, numbers, strict=True))
    return (
        _fits_classes(persons, where, told, known)
        and _fits_steps(persons, where, told, known)
        and _fits_space(persons, where, told.criteria[BY_SPACE], known)
        and all(_fits_rooms(persons, one, known) for one in told.criteria.values())
    )


def _is(number: int, told: int) -> bool:
    if isinstance(told, Masked):
        return number < 3 if told.is_few else number >= int(told)
    return number == told


def _fits_classes(persons: Mapping[str, int], where: Where, told: Assessment, known: Known) -> bool:
    counts = told.space_counts
    classes = (counts.below_3, counts.from_3_to_4, counts.above_4)
    return all(
        _is(
            sum(number for room, number in persons.items() if where[room][0] == of)
            + sum(number for number, space in known.few.values() if _class(space) == of),
            number_told,
        )
        for of, number_told in enumerate(classes)
    )


def _fits_steps(persons: Mapping[str, int], where: Where, told: Assessment, known: Known) -> bool:
    """A room whose space is not told can be in every step of its class."""
    edges = [edge for edge, _ in told.space_counts.histogram]
    numbers = [number for _, number in told.space_counts.histogram]
    ends = [*edges[1:], Fraction(99)]
    choices = [_steps_of(*where[room], edges, ends) for room in persons]
    of_few = [_step(space, edges) for _, space in known.few.values()]
    for steps in product(*choices):
        found = [0] * len(edges)
        for at, number in zip(steps, persons.values(), strict=True):
            found[at] += number
        for at, (number, _) in zip(of_few, known.few.values(), strict=True):
            found[at] += number
        if all(map(_is, found, numbers)):
            return True
    return False


def _steps_of(
    of: int, space: Fraction | None, edges: list[Fraction], ends: list[Fraction]
) -> list[int]:
    if space is not None:
        return [_step(space, edges)]
    low, high = _BOUNDS[of]
    is_exact = of == 1  # exactly 4 is in the middle class
    return [
        at
        for at, (edge, end) in enumerate(zip(edges, ends, strict=True))
        if end > low and (edge < high or (is_exact and edge == high))
    ]


def _fits_space(
    persons: Mapping[str, int], where: Where, told: CriterionResult, known: Known
) -> bool:
    """The criterion of space, whose rooms follow where their space is told."""
    reach = told.reach
    if reach is None or told.level is None:
        return True
    low, high = _BANDS[told.level]
    sure = sum(n for n, space in known.few.values() if n > 1 and low <= space < high)
    perhaps = []
    for room, number in persons.items():
        of, space = where[room]
        if space is not None:
            sure += number if low <= space < high else 0
        elif _BOUNDS[of][0] < high and low <= _BOUNDS[of][1]:
            perhaps.append(number)
    return any(
        _is(sure + sum(n for n, is_in in zip(perhaps, some, strict=True) if is_in),
            reach.persons_affected)
        for some in product((False, True), repeat=len(perhaps))
    )  # fmt: skip


def _fits_rooms(persons: Mapping[str, int], told: CriterionResult, known: Known) -> bool:
    places = {found.place for found in decisive(told)}
    if told.reach is None or UNTOLD_PLACE in places or not places <= {*persons, *known.few}:
        return True
    number = sum(persons.get(room, 0) + known.few.get(room, (0,))[0] for room in places)
    return _is(number, told.reach.persons_affected)


def _class(space: Fraction) -> int:
    return (space >= 3) + (space > 4)


def _step(space: Fraction, edges: list[Fraction]) -> int:
    return sum(edge <= space for edge in edges) - 1
