"""What a tablet carries along of one facility: its rooms, and what was answered the last time."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any, TypeVar

from inspect_app.domain.exact import exact_text
from inspect_app.domain.facts import Block, Facility, Room
from inspect_app.domain.inspection_facts import blocks_of, rooms_of
from inspect_app.domain.inspection_state import FoundState, Worklist
from inspect_app.domain.merging import canonical_text
from inspect_app.domain.operations import ANSWER, EntityType
from inspect_app.domain.terms import AnswerState, Text

_Place = TypeVar("_Place", bound=Block | Room)

REFERENCE_VERSION = 1
"""Raised when a tablet that knows the former shape could not read it any more."""


@dataclass(frozen=True, slots=True)
class DeclaredCapacity:
    """Places that an authority declares; `basis` as in the register."""

    places: int
    basis: str
    as_of: date | None


@dataclass(frozen=True, slots=True)
class KnownFacility:
    """As the register has it, whose rooms may be none."""

    facility: Facility
    region_names: Text | None = None
    is_demo: bool = False
    capacity: DeclaredCapacity | None = None
    blocks: Sequence[Block] = ()
    rooms: Sequence[Room] = ()


@dataclass(frozen=True, slots=True)
class LastVisit:
    """`rating` and `index` as they were stored; None where it was not scored."""

    inspection: str
    visited_on: date
    state: FoundState = field(repr=False)
    rating: str | None = None
    index: Fraction | None = None


def facility_reference(known: KnownFacility, last: LastVisit | None) -> dict[str, Any]:
    """The document `facility/<id>`.

    A room has one id from visit to visit. What the last visit added, renamed or struck is as that
    visit left it; what it never heard of stands as in the register.
    """
    work = None if last is None else Worklist(last.state, known.facility.id)
    blocks, rooms = list(known.blocks), list(known.rooms)
    if work is not None and _began_from(work, rooms):
        blocks = _with_those_of(work, EntityType.BLOCK, blocks_of(work), blocks)
        block_ids = {block.id for block in blocks}
        rooms = _with_those_of(work, EntityType.ROOM, rooms_of(work, block_ids), rooms)
    names = {block.id: block.name for block in blocks}
    facility, capacity = known.facility, known.capacity
    return {
        "reference": REFERENCE_VERSION,
        "facility": {
            "id": facility.id,
            "names": dict(facility.names),
            "kind": facility.kind.value,
            "country": facility.country,
            "region": facility.region,
            "codes": list(facility.codes),
        },
        "region_names": None if known.region_names is None else dict(known.region_names),
        "is_demo": known.is_demo,
        "capacity": capacity
        and {
            "places": capacity.places,
            "basis": capacity.basis,
            "as_of": capacity.as_of and capacity.as_of.isoformat(),
        },
        "blocks": [
            {"id": block.id, "name": block.name}
            for block in sorted(blocks, key=lambda block: (*_in_order(block.name), block.id))
        ],
        "rooms": [_room(room) for room in sorted(rooms, key=lambda room: _place_of(room, names))],
        "previous": None if last is None or work is None else _previous(last, work),
    }


def _began_from(work: Worklist, rooms: Collection[Room]) -> bool:
    """Whether the visit and the register mean the same rooms by their ids. A visit of rooms with ids
    of its own would double them; where the register knows no room, there is nothing to double."""
    entities = work.state.entities
    return not rooms or any(f"{EntityType.ROOM}:{room.id}" in entities for room in rooms)


def _with_those_of(
    work: Worklist, kind: EntityType, found: Iterable[_Place], registered: Iterable[_Place]
) -> list[_Place]:
    unheard_of = [one for one in registered if f"{kind}:{one.id}" not in work.state.entities]
    return [*found, *unheard_of]


def _room(room: Room) -> dict[str, Any]:
    return {
        "id": room.id,
        "number": room.number,
        "kind": room.kind.value,
        "block": room.block,
        "regime": room.regime and room.regime.value,
        "people": room.people and room.people.value,
        "is_in_use": room.is_in_use,
    }


def _place_of(room: Room, names: Mapping[str, str]) -> tuple[Any, ...]:
    """In the order of a walk: block by block, 9 before 10."""
    block = names.get(room.block or "", "")
    return (*_in_order(block), *_in_order(room.number), room.id)


def _in_order(name: str) -> tuple[list[tuple[int, int, str]], str]:
    parts = re.findall(r"\d+|\D+", name.casefold(), re.ASCII)
    return [(0, int(part), "") if part.isascii() and part.isdigit() else (1, 0, part)
            for part in parts], name  # fmt: skip


def _previous(last: LastVisit, work: Worklist) -> dict[str, Any]:
    answers: dict[str, dict[str, Any]] = {}
    for entity, place, _ in work.answered_places():
        given = _answered(work, entity)
        if given:
            answers[place] = given
    return {
        "inspection": last.inspection,
        "visited_on": last.visited_on.isoformat(),
        "rating": last.rating,
        "index": None if last.index is None else exact_text(last.index),
        "answers": answers,
    }


def _answered(work: Worklist, entity: str) -> dict[str, Any]:
    """What was answered, without what two inspectors answered differently: one of two readings
    would look as if it were the one."""
    return {
        name.removeprefix(ANSWER): heads[0].value["value"]
        for name, heads in work.heads_of(entity).items()
        if name.startswith(ANSWER)
        and heads[0].value["state"] == AnswerState.ANSWERED
        and _agree([head.value for head in heads])
    }


def _agree(values: Collection[Any]) -> bool:
    return len(values) == 1 or len({canonical_text(value) for value in values}) == 1
