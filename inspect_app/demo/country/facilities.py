"""The invented country: facilities with names in three languages, codes, capacities and places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from random import Random
from typing import NamedTuple

from inspect_app.demo.country.places import Building, RoomPlan, build, new_uuid
from inspect_app.demo.country.quality import Standing, level_at, standings
from inspect_app.demo.country.seed import CountrySeed, Kind
from inspect_app.domain.terms import People, Regime, RoomKind, Text

BEGINS, ENDS = date(2023, 11, 1), date(2026, 11, 20)
"""First and last day on which the country is visited."""
_SPACE = "SP01"
POOR = 0.33
"""Facilities below this quality fail in many of their places at once."""
CROWDED_FROM = 4
"""Smaller rooms keep their number: one person less would make another kind of room of them."""
M2_AT_LEVEL: Mapping[int, tuple[str, str]] = {
    3: ("4.02", "5.20"), 2: ("3.42", "3.92"), 1: ("3.03", "3.34"), 0: ("2.10", "2.92"),
}  # fmt: skip
SINGLE_M2_AT_LEVEL: Mapping[int, tuple[str, str]] = {
    3: ("6.02", "8.40"), 2: ("5.42", "5.95"), 1: ("4.20", "5.30"), 0: ("3.30", "3.90"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Capacity:
    notion: str  # official, available, operational
    basis: str
    places: int
    as_of: date


@dataclass(frozen=True, slots=True)
class FacilityPlan:
    """`sex`: men, women, mixed or juveniles. `number` counts from 0 in the whole country."""

    id: str
    number: int
    names: Text
    codes: tuple[str, ...]
    kind: str
    built: str
    security: str
    sex: str
    region: str
    building: Building
    capacities: tuple[Capacity, ...]
    standing: Standing

    @property
    def official_capacity(self) -> int:
        return next(item.places for item in self.capacities if item.notion == "official")

    def people(self) -> People:
        return {"women": People.WOMEN, "juveniles": People.JUVENILES}.get(self.sex, People.MEN)


def facilities(seed: CountrySeed, number: str, how_many: int | None = None) -> list[FacilityPlan]:
    """All facilities, or the first `how_many`: the same ones that the whole country has."""
    made = _kinds(seed)
    chance = Random(f"{number}/country")  # noqa: S311  # an invented country, no secret
    chance.shuffle(made)
    words = list(seed.words)
    chance.shuffle(words)
    regions = [region for region, count in seed.regions.items() for _ in range(count)]
    chance.shuffle(regions)
    ranks = standings(number, len(made), seed.themes)
    chosen = range(len(made) if how_many is None else min(how_many, len(made)))
    return [
        _facility(seed, number, position, made[position], words[position], regions, ranks[position])
        for position in chosen
    ]


def _kinds(seed: CountrySeed) -> list[Kind]:
    return [replace(kind, count=1) for kind in seed.kinds for _ in range(kind.count)]


def _facility(
    seed: CountrySeed, number: str, position: int, kind: Kind, word: tuple[str, str, str],
    regions: list[str], standing: Standing,
) -> FacilityPlan:  # fmt: skip
    chance = Random(f"{number}/facility/{position}")  # noqa: S311
    region = regions[position]
    sex = {"women": "women", "juvenile": "juveniles", "remand": "mixed", "settlement": "mixed"}.get(
        kind.kind, "men"
    )
    regime = {"remand": Regime.REMAND, "settlement": Regime.SETTLEMENT}.get(
        kind.kind, Regime.SENTENCED
    )
    people = {"women": People.WOMEN, "juveniles": People.JUVENILES}.get(sex, People.MEN)
    raw = build(kind.built, chance.randint(*kind.persons), regime, people, chance)
    rooms = tuple(_sized(raw.rooms, seed, standing, chance))
    if sex == "mixed":
        rooms = tuple(_shared_out(rooms, with_juveniles=kind.kind == "remand"))
    building = Building(raw.blocks, rooms)
    kk, ru, en = word
    forms = seed.said[kind.kind]
    names = {
        "kk": forms["kk"].format(word=kk),
        "ru": forms["ru"].format(word=ru),
        "en": forms["en"].format(word=en),
    }
    place = sorted(seed.regions).index(region) + 1
    codes = [f"DEMO-{100 + place}/{position + 1}", f"DEMO № {position + 1}"]
    if chance.random() < 0.3:
        codes.append(f"DEMO-{chance.randint(7000, 9999)}")
    return FacilityPlan(
        id=new_uuid(chance), number=position, names=names, codes=tuple(codes), kind=kind.kind,
        built=kind.built, security=kind.security, sex=sex, region=region, building=building,
        capacities=tuple(_capacities(building, seed, standing, chance)), standing=standing,
    )  # fmt: skip


class Weighed(NamedTuple):
    """A room or a block, with how many sleep there and its place among the worst (0) and best."""

    id: str
    persons: int
    order: float


def weighed(rooms: Iterable[RoomPlan]) -> list[Weighed]:
    return [Weighed(room.id, room.persons, room.order) for room in rooms]


def affected(
    places: Sequence[Weighed], standing: Standing, level: int, theme: str
) -> frozenset[str]:
    """Ids of the places in which a facility is at its own level: the better the facility, the fewer.

    `places` are those that the theme applies to. Poor facilities are poor in many places; others in
    small ones only, so that few people are reached.
    """
    if level == 3 or not places:
        return frozenset()
    chance = Random(f"{theme}/{places[0].id}")  # noqa: S311  # an invented country, no secret
    persons = sum(place.persons for place in places)
    if standing.quality < POOR:
        aim, order = chance.uniform(0.15, 0.6), sorted(places, key=lambda place: place.order)
    else:
        aim, order = chance.uniform(0.01, 0.07), sorted(places, key=lambda place: place.persons)
    found: set[str] = set()
    reached = 0
    for place in order:
        if found and reached + place.persons > aim * persons:
            break
        found.add(place.id)
        reached += place.persons
    return frozenset(found)


def square_metres(level: int, room: RoomPlan, single: bool = False) -> Fraction:
    """What one person has in a room at a level; the same room always has the same place in it."""
    low, high = (SINGLE_M2_AT_LEVEL if single else M2_AT_LEVEL)[level]
    return Fraction(low) + (Fraction(high) - Fraction(low)) * Fraction(int(room.order * 1000), 1000)


def _sized(
    rooms: tuple[RoomPlan, ...], seed: CountrySeed, standing: Standing, chance: Random
) -> Iterator[RoomPlan]:
    shared = weighed(room for room in rooms if room.is_living and room.persons >= CROWDED_FROM)
    single = weighed(room for room in rooms if room.is_living and room.persons == 1)
    level = level_at(seed.themes[_SPACE], standing.ranks[_SPACE])
    single_level = level_at(seed.themes["SP02"], standing.ranks["SP02"])
    worst = affected(shared, standing, level, _SPACE)
    worst_single = affected(single, standing, single_level, "SP02")
    narrow = level_at(seed.themes["SP05"], standing.ranks["SP05"])
    narrow_rooms = affected(single, standing, narrow, "SP05")
    for room in rooms:
        if room.persons == 1:
            yield room.sized(
                square_metres(single_level if room.id in worst_single else 3, room, True),
                Fraction(chance.randint(*_WIDTHS[narrow if room.id in narrow_rooms else 3]), 100),
            )
        elif room.is_living:
            needed = room.persons * square_metres(level if room.id in worst else 3, room)
            yield room.sized(needed, _width(needed, chance))
        else:
            yield room


def _shared_out(rooms: Sequence[RoomPlan], with_juveniles: bool) -> Iterator[RoomPlan]:
    """Some rooms of a mixed facility are for women, and one of a remand facility for juveniles."""
    ordinary = [
        room for room in rooms if room.kind in (RoomKind.CELL, RoomKind.DORMITORY) and room.persons
    ]
    smallest = sorted(ordinary, key=lambda room: (room.persons, room.order))
    juvenile = {room.id for room in smallest[:1]} if with_juveniles else set()
    women = {room.id for room in smallest[1 : 2 + len(ordinary) // 14]}
    for room in rooms:
        if room.id in juvenile:
            yield replace(room, people=People.JUVENILES)
        else:
            yield replace(room, people=People.WOMEN) if room.id in women else room


_WIDTHS = {3: (220, 260), 1: (160, 195), 0: (125, 145)}


def _width(area: Fraction, chance: Random) -> Fraction:
    """Longer than wide, never narrower than 2.4 m."""
    side = Fraction(int(float(area) ** 0.5 * 100), 100)  # a drawing, not a measure
    return max(Fraction(12, 5), Fraction(int(side * chance.randint(72, 95)), 100))


def _capacities(
    building: Building, seed: CountrySeed, standing: Standing, chance: Random
) -> Iterator[Capacity]:
    """The declared one, by the smaller norm of earlier years; what is in use; what is in fact held."""
    persons = sum(room.persons for room in building.rooms)
    low, high = {3: (112, 150), 2: (101, 110), 1: (84, 98), 0: (70, 82)}[
        level_at(seed.themes["SP09"], standing.ranks["SP09"])
    ]
    official = -(-persons * chance.randint(low, high) // 100)
    yield Capacity("official", "design", official, date(2019, 1, 1))
    yield Capacity("available", "certified_normal", official * chance.randint(90, 99) // 100,
                   date(2025, 1, 1))  # fmt: skip
    yield Capacity("operational", "operational", max(persons, official * 105 // 100),
                   date(2026, 1, 1))  # fmt: skip
