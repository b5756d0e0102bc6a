"""The whole country without a door: plans, visits, statements and ratings."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from inspect_app.demo.country.facilities import FacilityPlan, facilities
from inspect_app.demo.country.observing import Statement
from inspect_app.demo.country.story import Teller, Told
from inspect_app.demo.country.visits import Form, visits
from inspect_app.domain.scoring import Assessment
from inspect_app.domain.terms import RoomKind

SEED = "1"
HEATED_MONTHS = (11, 12, 1, 2, 3)


@dataclass(frozen=True)
class WholeCountry:
    """`assessments`: of the full visits, by the visit's id."""

    places: list[FacilityPlan]
    stories: dict[int, list[Told]]
    assessments: dict[str, Assessment]

    def full_visits(self) -> Iterator[tuple[FacilityPlan, Told]]:
        for plan in self.places:
            for told in self.stories[plan.number]:
                if told.visit.form is Form.FULL:
                    yield plan, told

    def latest(self) -> Iterator[tuple[FacilityPlan, Told]]:
        return ((plan, self.stories[plan.number][-1]) for plan in self.places)

    def share(self, of: Callable[[Told], bool | None]) -> Fraction:
        """Of the full visits to which it can be said (not None), those where it holds."""
        said = [of(told) for _, told in self.full_visits()]
        known = [one for one in said if one is not None]
        return Fraction(sum(known), len(known))


def told_country(seed_dir: Path) -> WholeCountry:
    teller = Teller(seed_dir)
    places = facilities(teller.seed, SEED)
    planned = visits(teller.seed, SEED, places)
    stories = {
        plan.number: list(teller.story(plan, [v for v in planned if v.facility == plan.number]))
        for plan in places
    }
    assessments = {
        told.visit.id: teller.assess(plan, told)
        for plan in places
        for told in stories[plan.number]
        if told.visit.form is Form.FULL
    }
    return WholeCountry(places, stories, assessments)


def value(statements: dict[str, Statement] | Any, input_id: str) -> Any:
    return statements.get(input_id, {}).get("value")


def in_rooms(told: Told, input_id: str) -> list[Any]:
    said = (value(room, input_id) for room in told.seen.rooms.values())
    return [one for one in said if one is not None]


def in_blocks(told: Told, input_id: str) -> list[Any]:
    said = (value(block, input_id) for block in told.seen.blocks.values())
    return [one for one in said if one is not None]


def is_below_three(told: Told) -> bool:
    """Whether anybody in a measured room that is shared had less than 3 m2."""
    for room in told.seen.rooms.values():
        persons = value(room, "persons_slept_last_night")
        if value(room, "room_rectangles") and persons and persons > 1:
            annexe = value(room, "sanitary_annexe_rectangles") or []
            if (area(value(room, "room_rectangles")) - area(annexe)) / persons < 3:
                return True
    return False


def area(rectangles: list[list[str]]) -> Fraction:
    return sum((Fraction(a) * Fraction(b) for a, b in rectangles), Fraction(0))


def is_cold(told: Told) -> bool | None:
    """None out of the heating season."""
    if told.visit.day.month not in HEATED_MONTHS:
        return None
    return any(Fraction(one) < 16 for one in in_rooms(told, "room_temperature_celsius"))


def has_open_toilet(told: Told) -> bool | None:
    partitions = in_rooms(told, "toilet_partition")
    return "none" in partitions if partitions else None


def cool_rooms(whole: WholeCountry) -> list[Fraction]:
    """Temperatures of quarantine and isolation in the heating season."""
    return [
        Fraction(warmth)
        for plan, told in whole.full_visits()
        if told.visit.day.month in HEATED_MONTHS
        for room in plan.building.rooms
        if room.kind in (RoomKind.ISOLATION, RoomKind.QUARANTINE)
        and (warmth := value(told.seen.rooms[room.id], "room_temperature_celsius")) is not None
    ]
