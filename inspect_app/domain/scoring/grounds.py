"""The facts as the engine walks them: places, who sleeps there, and what was answered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from fractions import Fraction
from typing import Any, NamedTuple

from inspect_app.domain.facts import (
    Answer,
    AnswersByPlace,
    Facts,
    Room,
    Value,
    answers_by_place,
)
from inspect_app.domain.scoring.assessment import Why
from inspect_app.domain.scoring.known_inputs import BLOCK_PERSONS, HEAD_COUNT, PERSONS_PRESENT
from inspect_app.domain.standards import AppliesTo, Pack
from inspect_app.domain.terms import (
    LIVING_KINDS,
    AnswerState,
    Grade,
    NotApplicableReason,
    PlaceKind,
    RoomKind,
)


class GivenState(Enum):
    VALUE = 1
    MISSING = 2
    DENIED = 3
    NOT_APPLICABLE = 4


class Given(NamedTuple):
    """What one input comes to at one place. `values` are all that were answered, each once."""

    state: GivenState
    values: tuple[Any, ...] = ()  # of Value; over all rooms: tuples of Value
    grade: Grade | None = None
    why: Why | None = None


_NO_ANSWERS: Mapping[str, tuple[Answer, ...]] = {}


class Place(NamedTuple):
    """Where a criterion is judged. `persons`: who sleeps there, None where nobody counted."""

    id: str
    kind: PlaceKind
    persons: int | None
    room: Room | None = None


@dataclass(frozen=True, slots=True)
class Grounds:
    """Facts and pack, indexed once for one assessment."""

    facts: Facts
    pack: Pack
    answers: AnswersByPlace
    facility: Place
    blocks: tuple[Place, ...]
    rooms: tuple[Place, ...]  # rooms in use, occupied or not counted
    all_rooms: tuple[Place, ...]  # rooms in use, also those where nobody slept
    persons_present: int | None
    is_present_answered: bool

    def of(self, input_id: str, place: Place) -> tuple[Answer, ...]:
        """The answers that a criterion at `place` may use: the input's own level decides where."""
        return self.all_of(((input_id, self.pack.inputs[input_id].place),), place)[0]

    def all_of(
        self, sources: Sequence[tuple[str, PlaceKind]], place: Place
    ) -> list[tuple[Answer, ...]]:
        """The same for several inputs, each with its own level."""
        here = self.answers.get(place.id, _NO_ANSWERS)
        found = []
        for input_id, declared in sources:
            if declared is place.kind:
                found.append(here.get(input_id, ()))
            elif declared is PlaceKind.FACILITY:
                found.append(self.answers.get(self.facility.id, _NO_ANSWERS).get(input_id, ()))
            elif declared is PlaceKind.BLOCK and place.room is not None and place.room.block:
                found.append(self.answers.get(place.room.block, _NO_ANSWERS).get(input_id, ()))
            else:
                found.append(())
        return found

    def places_of(
        self, kind: PlaceKind, applies_to: AppliesTo, is_any_room: bool = False
    ) -> tuple[Place, ...]:
        """The places in the scope of a criterion; `is_any_room` also where nobody slept."""
        if applies_to.facility_kinds and self.facts.facility.kind not in applies_to.facility_kinds:
            return ()
        if kind is PlaceKind.FACILITY:
            return (self.facility,)
        if kind is PlaceKind.BLOCK:
            return self.blocks
        rooms = self.all_rooms if is_any_room else self.rooms
        return tuple(place for place in rooms if _in_scope(place.room, applies_to))

    def is_settled(self, place_id: str, kind: PlaceKind) -> bool:
        """Whether no open answer can change how many people are counted there."""
        is_answered = _count(self.answers, place_id, BLOCK_PERSONS) is not None
        return kind is not PlaceKind.BLOCK or is_answered

    @property
    def has_sleepers(self) -> bool:
        """A living room that is occupied, or where nobody counted."""
        return any(p.room is not None and p.room.kind in LIVING_KINDS for p in self.rooms)

    @property
    def living_rooms(self) -> tuple[Place, ...]:
        """Rooms in use in which people can sleep."""
        return tuple(
            p for p in self.all_rooms if p.room is not None and p.room.kind in LIVING_KINDS
        )


def grounds(facts: Facts, pack: Pack) -> Grounds:
    answers = answers_by_place(facts)
    every_room = (_room_place(room, answers) for room in facts.rooms)
    rooms = tuple(p for p in every_room if p.persons or (p.room is not None and p.room.is_in_use))
    counted = [place.persons for place in rooms if place.persons]
    answered = _count(answers, facts.facility.id, PERSONS_PRESENT)
    present = answered if answered is not None else (sum(counted) if counted else None)
    return Grounds(
        facts=facts,
        pack=pack,
        answers=answers,
        facility=Place(facts.facility.id, PlaceKind.FACILITY, present),
        blocks=tuple(_block_places(facts, answers, rooms)),
        rooms=tuple(place for place in rooms if place.persons != 0),
        all_rooms=rooms,
        persons_present=present,
        is_present_answered=answered is not None,
    )


def given(answers: tuple[Answer, ...], input_id: str, is_critical: bool) -> Given:
    """What the answers come to. A "not applicable" that does not count is no answer at all."""
    if len(answers) == 1 and answers[0].state is AnswerState.ANSWERED:
        return Given(GivenState.VALUE, (answers[0].value,), answers[0].grade)
    answered = [answer for answer in answers if answer.state is AnswerState.ANSWERED]
    if answered:
        best: dict[Value, Grade] = {}  # a value is as well known as its best source knows it
        for value, grade in ((a.value, a.grade) for a in answered if a.value is not None):
            best[value] = min(grade, best.get(value, grade))
        return Given(GivenState.VALUE, tuple(best), max(best.values()))
    if any(answer.state is AnswerState.ACCESS_DENIED for answer in answers):
        return Given(GivenState.DENIED, why=Why.DENIED)
    claimed = [answer for answer in answers if answer.state is AnswerState.NOT_APPLICABLE]
    is_a_count = input_id in (HEAD_COUNT, PERSONS_PRESENT)  # of people; it applies everywhere
    if not is_a_count and any(counts_as_not_applicable(a, is_critical) for a in claimed):
        return Given(GivenState.NOT_APPLICABLE, why=Why.LISTED_REASON)
    if claimed:
        return Given(GivenState.MISSING, why=Why.NOT_CONFIRMED)
    unanswered = Why.NO_HEAD_COUNT if input_id == HEAD_COUNT else Why.UNANSWERED
    return Given(GivenState.MISSING, why=unanswered)


def counts_as_not_applicable(answer: Answer, is_critical: bool) -> bool:
    """Only with a listed reason; a critical criterion, and the reason `other`, need a second person."""
    if answer.reason is None:
        return False
    first, second = answer.recorded_by, answer.confirmed_by
    is_second = bool(first and second) and str(first).casefold() != str(second).casefold()
    if answer.reason is NotApplicableReason.OTHER:
        return is_second and bool(answer.words)
    return is_second or not is_critical


def _in_scope(room: Room | None, applies_to: AppliesTo) -> bool:
    if room is None or room.kind not in (applies_to.room_kinds or LIVING_KINDS):
        return False
    if applies_to.regimes and room.regime not in applies_to.regimes:
        return False
    return not applies_to.people or room.people in applies_to.people


def _room_place(room: Room, answers: AnswersByPlace) -> Place:
    """Where people slept is a room to sleep in, whatever it is called and declared to be."""
    persons = _count(answers, room.id, HEAD_COUNT)
    if persons and room.kind not in LIVING_KINDS:
        room = replace(room, kind=RoomKind.DORMITORY)
    return Place(room.id, PlaceKind.ROOM, persons, room)


def _block_places(
    facts: Facts, answers: AnswersByPlace, rooms: tuple[Place, ...]
) -> Iterable[Place]:
    for block in facts.blocks:
        inside = [place for place in rooms if place.room and place.room.block == block.id]
        living = [place for place in inside if place.room and place.room.kind in LIVING_KINDS]
        said, slept = _count(answers, block.id, BLOCK_PERSONS), _sum_of_rooms(living)
        is_empty = said == 0 and (slept == 0 or not living)  # said, and true room by room
        if not is_empty:
            yield Place(block.id, PlaceKind.BLOCK, said or slept or None)


def _sum_of_rooms(living: list[Place]) -> int | None:
    if not living or any(place.persons is None for place in living):
        return None
    return sum(place.persons or 0 for place in living)


def _count(answers: AnswersByPlace, place: str, input_id: str) -> int | None:
    """The largest count answered: where sources disagree about people, nobody is left out."""
    values = [
        answer.value
        for answer in answers.get(place, {}).get(input_id, ())
        if answer.state is AnswerState.ANSWERED and isinstance(answer.value, Fraction)
    ]
    return int(max(values)) if values else None
