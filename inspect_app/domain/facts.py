"""What was found at one facility: plain values, no rule applied yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction
from typing import NamedTuple

from inspect_app.domain.terms import (
    AnswerState,
    EvidenceKind,
    FacilityKind,
    Grade,
    NotApplicableReason,
    People,
    Regime,
    RoomKind,
    Text,
)


class Rectangle(NamedTuple):
    """One part of a floor, in metres."""

    length_m: Fraction
    width_m: Fraction

    @property
    def area_m2(self) -> Fraction:
        return self.length_m * self.width_m


Rectangles = tuple[Rectangle, ...]
Value = Fraction | bool | str | date | Rectangles
"""number and count: Fraction; yes_no: bool; choice: the option's id; date; rectangles."""


@dataclass(frozen=True, slots=True)
class Facility:
    """`names` has at least one language. `id` is stable and free of personal data."""

    id: str
    names: Text
    kind: FacilityKind
    country: str  # ISO 3166-1 alpha-2
    region: str | None = None
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Room:
    id: str
    number: str
    kind: RoomKind
    block: str | None = None
    regime: Regime | None = None
    people: People | None = None
    is_in_use: bool = True


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer to one input at one place.

    `place` is the id of the facility, a block or a room. `value` is there if and only if the state
    is `answered`. `recorded_by` and `confirmed_by` are codes of people on the team, never names.
    """

    input: str
    place: str
    state: AnswerState = AnswerState.ANSWERED
    value: Value | None = None
    grade: Grade = Grade.A
    evidence: tuple[str, ...] = ()
    observed_at: datetime | None = None
    recorded_by: str | None = None
    confirmed_by: str | None = None
    reason: NotApplicableReason | None = None
    words: str | None = None  # why not assessed, why implausible, or the words behind `other`


@dataclass(frozen=True, slots=True)
class Evidence:
    """`file` is relative to the file of facts. Nothing is public unless `is_publishable`."""

    id: str
    kind: EvidenceKind
    caption: str
    file: str | None = None
    sha256: str | None = None
    taken_at: datetime | None = None
    shows_person: bool = False
    is_publishable: bool = False


@dataclass(frozen=True, slots=True)
class Recommendation:
    id: str
    criterion: str
    says: str
    addressed_to: str
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class ChecklistUsed:
    id: str
    version: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Inspection:
    id: str
    visited_on: date
    is_announced: bool | None = None
    team: tuple[str, ...] = ()  # codes of people, never names
    checklist: ChecklistUsed | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """Whose data these are, when they were taken over from a published register."""

    name: str
    licence: str
    credit: str
    address: str


@dataclass(frozen=True, slots=True)
class Facts:
    """All that is known of one inspection. Facility, blocks and rooms share one set of ids.

    Several answers to one input at one place are kept: they are a contradiction, shown and never
    averaged.
    """

    facility: Facility
    inspection: Inspection
    blocks: tuple[Block, ...] = ()
    rooms: tuple[Room, ...] = ()
    answers: tuple[Answer, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    is_demo: bool = False
    source: Source | None = None
    repairs: tuple[str, ...] = field(default=())  # what an import changed or left out, and why


AnswersByPlace = Mapping[str, Mapping[str, tuple[Answer, ...]]]
"""place id -> input id -> the answers given there."""


def answers_by_place(facts: Facts) -> AnswersByPlace:
    found: dict[str, dict[str, list[Answer]]] = {}
    for answer in facts.answers:
        found.setdefault(answer.place, {}).setdefault(answer.input, []).append(answer)
    return {
        place: {input_id: tuple(answers) for input_id, answers in by_input.items()}
        for place, by_input in found.items()
    }
