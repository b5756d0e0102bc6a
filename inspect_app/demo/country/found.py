"""What there is to be found in a facility on a day: a value for every question at every place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from random import Random
from typing import Any

from inspect_app.demo.country.context import context_of, sleepers
from inspect_app.demo.country.facilities import FacilityPlan, Weighed, affected
from inspect_app.demo.country.places import BlockPlan, RoomPlan
from inspect_app.demo.country.quality import Course
from inspect_app.demo.country.seed import CountrySeed, Theme
from inspect_app.demo.country.words import FLOOR, decimal_text, value_of
from inspect_app.domain.standards import Input
from inspect_app.domain.terms import PlaceKind, RoomKind

Answers = dict[str, Any]
"""Input id -> JSON value."""

COLD_MONTHS = frozenset({11, 12, 1, 2, 3})
_HEAT = "NO_HEATING"
_COOL_ROOMS = frozenset({RoomKind.ISOLATION, RoomKind.QUARANTINE})
_STRUCTURAL = frozenset({"SP01", "SP02", "SP05", "SP09", "SP11"})
"""Drawn where rooms are made and filled, not by the general way."""
_ONLY_IN: Mapping[str, frozenset[RoomKind]] = {
    "SC03": frozenset({RoomKind.ISOLATION}),
    "SP17": frozenset({RoomKind.CELL, RoomKind.DORMITORY, RoomKind.QUARANTINE, RoomKind.WARD}),
}


@dataclass(frozen=True, slots=True)
class Found:
    """`levels`: theme -> the facility's level. Answers by the id of the block or room."""

    levels: Mapping[str, int]
    facility: Answers
    blocks: Mapping[str, Answers]
    rooms: Mapping[str, Answers]


class Finder:
    """`inputs` are those of the packs: they say at which kind of place a theme is looked for."""

    def __init__(self, seed: CountrySeed, inputs: Mapping[str, Input]) -> None:
        self._themes = seed.themes
        places = {theme.id: {inputs[i].place for i in theme.inputs} for theme in _drawn(seed)}
        self._at = {
            kind: [seed.themes[name] for name, kinds in places.items() if kinds == {kind}]
            for kind in PlaceKind
        }

    def found(self, plan: FacilityPlan, course: Course, day: date, elapsed: float) -> Found:
        """Deterministic: the same plan, course and day give the same."""
        levels = {name: course.level(theme, elapsed) for name, theme in self._themes.items()}
        chance = Random(f"{plan.id}/found/{day}")  # noqa: S311  # an invented country, no secret
        persons = sleepers(plan, levels["SP01"], chance)
        known = context_of(plan, persons, day, chance)
        return Found(
            levels=levels,
            facility=self._facility(plan, levels, known, persons, chance),
            blocks=dict(self._blocks(plan, levels, known, persons, chance)),
            rooms=dict(self._rooms(plan, levels, persons, day, chance)),
        )

    def _facility(
        self, plan: FacilityPlan, levels: Mapping[str, int], known: Mapping[str, Any],
        persons: Mapping[str, int], chance: Random,
    ) -> Answers:  # fmt: skip
        answers: Answers = dict(known)
        for theme in self._at[PlaceKind.FACILITY]:
            if theme.only is None or answers[theme.only]:
                _draw(theme, levels[theme.id], answers, chance)
        answers |= _below_three(plan, persons, chance)
        del answers["visited_on"]
        return answers

    def _blocks(
        self, plan: FacilityPlan, levels: Mapping[str, int], known: Mapping[str, Any],
        persons: Mapping[str, int], chance: Random,
    ) -> Iterator[tuple[str, Answers]]:  # fmt: skip
        inside = {block.id: _inside(plan, block, persons) for block in plan.building.blocks}
        places = [Weighed(id_, count, i) for i, (id_, count) in enumerate(inside.items())]
        worst = self._worst(PlaceKind.BLOCK, lambda _: places, plan, levels)
        for block in plan.building.blocks:
            users = max(1, inside[block.id])
            answers: Answers = dict(known) | {
                "block_persons": inside[block.id], "toilet_users": users, "shower_users": users,
            }  # fmt: skip
            for theme in self._at[PlaceKind.BLOCK]:
                _draw(theme, _level_here(theme, levels, block.id in worst[theme.id], chance),
                      answers, chance)  # fmt: skip
            yield block.id, {name: v for name, v in answers.items() if name not in known}

    def _rooms(
        self, plan: FacilityPlan, levels: Mapping[str, int], persons: Mapping[str, int],
        day: date, chance: Random,
    ) -> Iterator[tuple[str, Answers]]:  # fmt: skip
        living = [room for room in plan.building.rooms if room.is_living]

        def where(theme: Theme) -> list[Weighed]:
            return [
                Weighed(room.id, persons[room.id], room.order)
                for room in living
                if persons[room.id] and _applies(theme, room)
            ]

        worst = self._worst(PlaceKind.ROOM, where, plan, levels)
        for room in living:
            answers = _measured(room, persons[room.id], chance)
            for theme in self._at[PlaceKind.ROOM]:
                if _applies(theme, room):
                    level = _level_here(theme, levels, room.id in worst[theme.id], chance)
                    _draw(theme, level, answers, chance)
            answers["room_temperature_celsius"] = _warmth(answers, room, day, chance)
            _usual(answers, room)
            del answers[FLOOR]
            yield room.id, answers

    def _worst(
        self, kind: PlaceKind, where: Any, plan: FacilityPlan, levels: Mapping[str, int]
    ) -> Mapping[str, frozenset[str]]:
        return {
            theme.id: affected(where(theme), plan.standing, levels[theme.id], theme.id)
            for theme in self._at[kind]
        }


def _drawn(seed: CountrySeed) -> Iterable[Theme]:
    return (theme for theme in seed.themes.values() if theme.id not in _STRUCTURAL)


def _draw(theme: Theme, level: int, answers: Answers, chance: Random) -> None:
    """What was answered before stays: two themes may rest on one input."""
    for expressions in (theme.at[level], theme.given):
        for input_id, expression in expressions.items():
            if expressions is theme.at[level] and input_id not in theme.given:
                continue
            answers.setdefault(input_id, value_of(expression, chance, answers))
    for input_id, expression in theme.at[level].items():
        answers.setdefault(input_id, value_of(expression, chance, answers))


def _level_here(theme: Theme, levels: Mapping[str, int], is_worst: bool, chance: Random) -> int:
    """The facility's own level where it is at its worst, elsewhere a better one."""
    own = levels[theme.id]
    if is_worst:
        return own
    better = [level for level in theme.at if level > max(own, 1)]
    return chance.choice(better) if better else max(theme.at)


def _applies(theme: Theme, room: RoomPlan) -> bool:
    kinds = _ONLY_IN.get(theme.id)
    if kinds is not None and room.kind not in kinds:
        return False
    return theme.id != "SA03" or room.annexe_m is not None


def _inside(plan: FacilityPlan, block: BlockPlan, persons: Mapping[str, int]) -> int:
    return sum(persons.get(r.id, 0) for r in plan.building.rooms if r.block == block.id)


def _measured(room: RoomPlan, persons: int, chance: Random) -> Answers:
    annexe = room.annexe_m
    beds = max(persons, room.persons)
    tiers = 1 if beds == 1 else 2
    return {
        "room_rectangles": [[decimal_text(room.length_m, 2), decimal_text(room.width_m, 2)]],
        "sanitary_annexe_rectangles": (
            [[decimal_text(side, 2) for side in annexe]] if annexe else []
        ),
        "persons_slept_last_night": persons,
        "wall_distance_m": decimal_text(min(room.width_m, room.length_m), 2),
        "bed_footprints": -(-beds // tiers),
        FLOOR: str(room.length_m * room.width_m),
    }


def _warmth(answers: Answers, room: RoomPlan, day: date, chance: Random) -> str:
    """Out of the heating season the weather decides; in it quarantine and cells of isolation are
    the coolest."""
    if day.month not in COLD_MONTHS:
        return decimal_text(Fraction(chance.randint(185, 275), 10), 1)
    drawn = str(answers["room_temperature_celsius"])
    if room.kind in _COOL_ROOMS and Fraction(drawn) >= 16 and chance.random() < 0.7:
        return chance.choice(("16.0", "16.5", "17.0", "17.5"))
    return drawn


def _usual(answers: Answers, room: RoomPlan) -> None:
    """What stands in the ordinary case: a locked cell has its toilet, an open dormitory a washroom."""
    is_locked = room.annexe_m is not None
    answers.setdefault("toilet_access", "in_room" if is_locked else "open_at_all_hours")
    answers.setdefault("running_water", "in_room" if is_locked else "nearby")
    if not is_locked and answers["call_bell"] == "answered_in_5_minutes":
        answers["call_bell"] = "never_locked"
    if answers["toilet_access"] != "in_room":
        answers.pop("toilet_partition", None)
    if answers["persons_slept_last_night"] < 2:
        answers.pop("toilet_partition", None)
        answers["bunk_tiers"] = 1


def _below_three(plan: FacilityPlan, persons: Mapping[str, int], chance: Random) -> Answers:
    """How long anyone was below 3 m2 follows from the rooms themselves."""
    is_below = any(
        persons[room.id] > 1 and room.living_m2 / persons[room.id] < 3
        for room in plan.building.rooms
        if room.is_living
    )
    if not is_below:
        return {"days_below_3_m2_in_a_row": 0}
    return {
        "days_below_3_m2_in_a_row": chance.randint(20, 300),
        "reductions_are_occasional": False,
        "reductions_are_minor": chance.random() < 0.3,
    }
