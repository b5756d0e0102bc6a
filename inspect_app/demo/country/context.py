"""Numbers of a facility on the day of a visit that the questions build upon."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from math import floor
from random import Random
from typing import Any

from inspect_app.demo.country.facilities import (
    CROWDED_FROM,
    FacilityPlan,
    affected,
    square_metres,
    weighed,
)
from inspect_app.demo.country.places import RoomPlan
from inspect_app.demo.country.words import VISITED_ON
from inspect_app.domain.terms import People, RoomKind


def sleepers(plan: FacilityPlan, space_level: int, chance: Random) -> dict[str, int]:
    """Persons who slept in each living room, by its id: more where the facility is more crowded."""
    living = [room for room in plan.building.rooms if room.is_living]
    shared = weighed(room for room in living if room.persons >= CROWDED_FROM)
    worst = affected(shared, plan.standing, space_level, "SP01")
    return {
        room.id: _sleepers(room, space_level if room.id in worst else 3, chance) for room in living
    }


def _sleepers(room: RoomPlan, level: int, chance: Random) -> int:
    if room.persons == 1:
        return 1 if chance.random() < 0.8 else 0
    if room.persons < CROWDED_FROM:
        return room.persons
    held = floor(room.living_m2 / square_metres(level, room))
    if level == 0:
        return max(held, floor(room.living_m2 / 3) + 1)
    if level == 3:
        return max(2, held - chance.randint(0, 1 + held // 25))
    return max(2, held)


def context_of(
    plan: FacilityPlan, persons: Mapping[str, int], visited_on: date, chance: Random
) -> dict[str, Any]:
    """Input id -> number: facts of the facility that are neither good nor bad."""
    stable = Random(f"{plan.id}/context")  # noqa: S311  # an invented country, no secret
    present = sum(persons.values())
    disabled = _disabled(plan, present, stable)
    needing = _needing_room(plan, disabled, stable)
    helped = needing // 2 + (1 if needing and stable.random() < 0.5 else 0)
    women = _held(plan, persons, People.WOMEN)
    return {
        VISITED_ON: visited_on,
        "persons_present": present,
        "official_capacity": plan.official_capacity,
        "women_held": women,
        "juveniles_held": _held(plan, persons, People.JUVENILES),
        "persons_with_disability": disabled,
        "persons_needing_accessible_room": needing,
        "persons_needing_daily_help": helped,
        "helpers_among_people_held": -(-helped // 2),
        "persons_needing_evacuation_help": needing + disabled // 6,
        "rooms_total_count": sum(room.is_living for room in plan.building.rooms),
        "single_cells": sum(
            room.persons == 1 and room.kind in (RoomKind.CELL, RoomKind.ISOLATION)
            for room in plan.building.rooms
        ),
        "cameras_installed": stable.randint(80, 100) * present // 100 + stable.randint(20, 90),
        "staff_in_contact": max(12, present * stable.randint(19, 30) // 100),
        "persons_isolated_last_12_months": present * chance.randint(4, 14) // 100,
        "women_pregnant_or_giving_birth_last_12_months": women * stable.randint(0, 3) // 100,
        "children_with_mothers": stable.randint(4, 14) if plan.kind == "women" else 0,
    }


def _held(plan: FacilityPlan, persons: Mapping[str, int], people: People) -> int:
    return sum(persons[r.id] for r in plan.building.rooms if r.is_living and r.people is people)


def _disabled(plan: FacilityPlan, present: int, stable: Random) -> int:
    """About 690 in the country; in open settlements hardly anybody."""
    thousandths = stable.randint(12, 27)
    return 0 if plan.kind in ("settlement", "juvenile") else present * thousandths // 1000


def _needing_room(plan: FacilityPlan, disabled: int, stable: Random) -> int:
    """About forty people in the country, in some ten facilities."""
    return stable.randint(2, 6) if disabled >= 4 and stable.random() < 0.17 else 0
