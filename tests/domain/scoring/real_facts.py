"""Facts for the international pack as it is shipped: a good facility, and what can be changed in it.

The good facility is put together from the pack's own worked cases, so that it follows the pack when
the pack moves.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import cache
from itertools import islice, product
from pathlib import Path
from typing import TypeVar

from inspect_app.domain.cases import Case
from inspect_app.domain.facts import (
    Answer,
    Block,
    Facility,
    Facts,
    Inspection,
    Rectangle,
    Room,
    Value,
)
from inspect_app.domain.scoring import assess
from inspect_app.domain.standards import Criterion, Pack
from inspect_app.domain.terms import FacilityKind, People, PlaceKind, Regime, RoomKind
from inspect_app.files.packs import Checked, check_pack

VISIT = date(2026, 6, 15)
BLOCKS, ROOMS = ("b1", "b2"), ("r1", "r2", "r3")
Given = Mapping[str, Value]

SHARED: Given = {
    "room_rectangles": (Rectangle(Fraction(5), Fraction(4)),),
    "sanitary_annexe_rectangles": (),
    "persons_slept_last_night": Fraction(2),
    "persons_present": Fraction(6),
    "official_capacity": Fraction(15),
    "toilets_installed": Fraction(2),
    "working_toilets": Fraction(2),
}
"""What many criteria ask for is said first; the rest is found beside it."""


@cache
def checked() -> Checked:
    return check_pack(Path(__file__).parents[3] / "seed" / "standards" / "international")


def real_pack() -> Pack:
    return checked().pack


@cache
def good_answers() -> Given:
    """For each input the answer with which every criterion that can be is at its best level."""
    given = dict(SHARED)
    seen: dict[str, dict[Value, None]] = {}
    for case in checked().cases:
        for input_id, value in case.given.items():
            seen.setdefault(input_id, {})[value] = None
    for criterion in real_pack().criteria.values():
        given |= _best_for(criterion, given, seen)
    return given


def _best_for(
    criterion: Criterion, given: Given, seen: Mapping[str, Mapping[Value, None]]
) -> dict[str, Value]:
    alone = replace(real_pack(), criteria={criterion.id: criterion}, norms={})
    still_open = [input_id for input_id in criterion.input_ids if input_id not in given]
    best: dict[str, Value] = {}
    best_level = -1
    for values in islice(product(*[seen.get(i, {}) for i in still_open]), 5000):
        more = dict(zip(still_open, values, strict=True))
        level = assess(facility_of({**given, **more}), alone).criteria[criterion.id].level
        if level is not None and level > best_level:
            best, best_level = more, level
        if best_level == 3:
            break
    return best


def places_of(input_id: str) -> tuple[str, ...]:
    kind = real_pack().inputs[input_id].place
    return {PlaceKind.FACILITY: ("f",), PlaceKind.BLOCK: BLOCKS, PlaceKind.ROOM: ROOMS}[kind]


def facility_of(given: Given) -> Facts:
    """The same answers in every block and room."""
    answers = [
        Answer(input_id, place, value=value, recorded_by="i1")
        for input_id, value in given.items()
        for place in places_of(input_id)
    ]
    return Facts(
        Facility("f", {"en": "Invented"}, FacilityKind.PRISON, "KZ"),
        Inspection("i", VISIT),
        blocks=tuple(Block(block, block) for block in BLOCKS),
        rooms=tuple(
            Room(room, room, RoomKind.CELL, block, Regime.SENTENCED, People.MEN)
            for room, block in zip(ROOMS, ("b1", "b1", "b2"), strict=True)
        ),
        answers=tuple(answers),
    )


@cache
def good_facility() -> Facts:
    return facility_of(good_answers())


@cache
def questions() -> tuple[tuple[str, str], ...]:
    """(place, input) of everything that can be asked here."""
    return tuple((place, i) for i in real_pack().inputs for place in places_of(i))


def with_answers(facts: Facts, answers: Iterable[Answer]) -> Facts:
    """These in the place of what was answered to the same questions."""
    kept = {(answer.place, answer.input): answer for answer in facts.answers}
    kept |= {(answer.place, answer.input): answer for answer in answers}
    return replace(facts, answers=tuple(kept.values()))


def with_case(case: Case) -> Facts:
    """A worked case in the good facility: its room is r3, its block b2; everything else is as it was.

    A case over all rooms brings its own floors; further rooms are like the others.
    """
    criterion = real_pack().criteria[case.criterion]
    facts = _with_rooms_of(case, criterion)
    ids = [room.id for room in facts.rooms]
    at = {PlaceKind.FACILITY: "f", PlaceKind.BLOCK: BLOCKS[-1], PlaceKind.ROOM: ROOMS[-1]}
    inputs = real_pack().inputs
    own = [(at[inputs[i].place], i, value) for i, value in _with_failing(case).items()]
    own += [
        (room, i, value)
        for room, given in zip(ids, case.rooms, strict=False)
        for i, value in given.items()
    ]
    return with_answers(facts, (Answer(i, place, value=v) for place, i, v in own))


def _with_rooms_of(case: Case, criterion: Criterion) -> Facts:
    facts = good_facility()
    applies = criterion.applies_to
    last = replace(
        facts.rooms[-1],
        kind=case.room_kind or _usual(RoomKind.CELL, applies.room_kinds),
        regime=case.regime or _usual(Regime.SENTENCED, applies.regimes),
        people=case.people or _usual(People.MEN, applies.people),
    )
    rooms = (*facts.rooms[:-1], last)
    if case.rooms:
        rooms = tuple(replace(last, id=f"r{n}") for n, _ in enumerate(case.rooms, start=1))
    kind = case.facility_kind or facts.facility.kind
    answers = [a for a in facts.answers if a.place not in ROOMS]
    for room in rooms:
        like = room.id if room.id in ROOMS else ROOMS[0]
        answers += [replace(a, place=room.id) for a in facts.answers if a.place == like]
    return replace(
        facts,
        facility=replace(facts.facility, kind=kind),
        inspection=replace(facts.inspection, visited_on=case.on),
        rooms=rooms,
        answers=tuple(answers),
    )


Kind = TypeVar("Kind", RoomKind, Regime, People)


def _usual(usual: Kind, allowed: frozenset[Kind]) -> Kind:
    return usual if not allowed or usual in allowed else min(allowed)


def _with_failing(case: Case) -> Given:
    """The case's answers, and those of the criteria that are to fail beside it."""
    given = dict(case.given)
    for failing in case.failing:
        other = next(o for o in checked().cases if o.criterion == failing and o.level in "01")
        given = {**other.given, **given}
    return given
