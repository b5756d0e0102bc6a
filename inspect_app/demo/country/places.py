"""Invented facilities with their blocks and rooms, as they are built: what does not change."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from random import Random
from uuid import UUID

from inspect_app.domain.terms import LIVING_KINDS, People, Regime, RoomKind

Metres = Fraction


@dataclass(frozen=True, slots=True)
class RoomPlan:
    """`persons` is how many it was meant to hold when the country begins; 0: nobody sleeps there.

    `order` (0 to 1) says which rooms are the worst: the lowest first.
    """

    id: str
    number: str
    kind: RoomKind
    block: str | None
    regime: Regime | None
    people: People | None
    persons: int
    order: float
    length_m: Metres = Fraction(0)
    width_m: Metres = Fraction(0)
    annexe_m: tuple[Metres, Metres] | None = None

    @property
    def is_living(self) -> bool:
        return self.kind in LIVING_KINDS

    @property
    def living_m2(self) -> Fraction:
        annexe = self.annexe_m[0] * self.annexe_m[1] if self.annexe_m else Fraction(0)
        return self.length_m * self.width_m - annexe

    def sized(self, living_m2: Fraction, width_m: Metres) -> RoomPlan:
        """As large as that beside its annexe, to the centimetre above."""
        annexe = self.annexe_m[0] * self.annexe_m[1] if self.annexe_m else Fraction(0)
        length = Fraction(-(-(living_m2 + annexe) * 100 // width_m), 100)
        return replace(self, length_m=length, width_m=width_m)


@dataclass(frozen=True, slots=True)
class BlockPlan:
    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Building:
    """All places of one facility."""

    blocks: tuple[BlockPlan, ...]
    rooms: tuple[RoomPlan, ...]


class Builder:
    """Adds blocks and rooms one after the other, numbered as on the plan of a facility."""

    def __init__(self, chance: Random, regime: Regime, people: People) -> None:
        self.chance, self.regime, self.people = chance, regime, people
        self.blocks: list[BlockPlan] = []
        self.rooms: list[RoomPlan] = []

    def block(self) -> BlockPlan:
        made = BlockPlan(new_uuid(self.chance), str(len(self.blocks) + 1))
        self.blocks.append(made)
        return made

    def room(
        self, block: BlockPlan | None, kind: RoomKind, persons: int = 0, annexe: bool = False
    ) -> RoomPlan:
        inside = sum(room.block == (block.id if block else None) for room in self.rooms) + 1
        number = f"{block.name}-{inside:02d}" if block else f"0-{inside:02d}"
        lives = kind in LIVING_KINDS
        made = RoomPlan(
            id=new_uuid(self.chance),
            number=number,
            kind=kind,
            block=block.id if block else None,
            regime=(Regime.MEDICAL if kind is RoomKind.WARD else self.regime) if lives else None,
            people=self.people if lives else None,
            persons=persons,
            order=self.chance.random(),
            annexe_m=_annexe(self.chance) if annexe else None,
        )
        self.rooms.append(made)
        return made

    def built(self) -> Building:
        return Building(tuple(self.blocks), tuple(self.rooms))


def build(built: str, persons: int, regime: Regime, people: People, chance: Random) -> Building:
    """`built`: barracks, cells, large_cells or houses; about `persons` sleep there."""
    builder = Builder(chance, regime, people)
    special = _special_persons(built, persons)
    left = persons - special
    if built == "barracks":
        _barracks(builder, left)
    elif built == "houses":
        _houses(builder, left)
    else:
        _cells(builder, left, 3 if built == "cells" else 5)
    _special(builder, special, built)
    _common(builder)
    return builder.built()


def new_uuid(chance: Random) -> str:
    return str(UUID(int=chance.getrandbits(128), version=4))


def _special_persons(built: str, persons: int) -> int:
    share = {"barracks": 9, "cells": 9, "large_cells": 7, "houses": 6}[built]
    return max(3, persons * share // 100)


def _barracks(builder: Builder, persons: int) -> None:
    """40 to 80 people in a barrack, in one room or two."""
    chance = builder.chance
    while persons > 0:
        inside = min(persons, chance.randint(44, 78))
        if 0 < persons - inside < 40:
            inside = persons if persons <= 80 else persons // 2
        block = builder.block()
        parts = 1 if chance.random() < 0.4 else 2
        for part in range(parts):
            builder.room(block, RoomKind.DORMITORY, inside // parts + (part < inside % parts))
        builder.room(block, RoomKind.SHOWER)
        persons -= inside


def _cells(builder: Builder, persons: int, blocks: int) -> None:
    chance = builder.chance
    for number in range(blocks):
        block = builder.block()
        inside = persons // blocks + (number < persons % blocks)
        while inside > 0:
            sleep = min(inside, chance.choice((4, 4, 6, 6, 8, 10, 12)))
            if inside - sleep == 1:
                sleep += 1
            builder.room(block, RoomKind.CELL, sleep, annexe=True)
            inside -= sleep
        builder.room(block, RoomKind.SHOWER)


def _houses(builder: Builder, persons: int) -> None:
    """Open houses with bedrooms."""
    chance = builder.chance
    while persons > 0:
        block = builder.block()
        inside = persons if persons < 60 else min(persons - 20, chance.randint(36, 64))
        persons -= inside
        while inside > 0:
            sleep = min(inside, chance.randint(5, 12))
            if inside - sleep == 1:
                sleep += 1
            builder.room(block, RoomKind.DORMITORY, sleep)
            inside -= sleep
        builder.room(block, RoomKind.SHOWER)


def _special(builder: Builder, persons: int, built: str) -> None:
    """One block for quarantine, the medical unit and the disciplinary cells."""
    chance = builder.chance
    block = builder.block()
    isolation = 2 if built == "houses" else chance.randint(4, 7)
    for _ in range(isolation):
        builder.room(block, RoomKind.ISOLATION, 1, annexe=True)
    left = max(2, persons - isolation)
    wards = max(2, left * 2 // 5)
    for kind, all_of_them, most in (
        (RoomKind.WARD, wards, 6),
        (RoomKind.QUARANTINE, max(2, left - wards), 14),
    ):
        rooms = -(-all_of_them // most)
        for number in range(rooms):
            sleep = all_of_them // rooms + (number < all_of_them % rooms)
            builder.room(block, kind, sleep, annexe=built != "barracks")
    builder.room(block, RoomKind.CLINIC)


def _common(builder: Builder) -> None:
    for kind in (RoomKind.YARD, RoomKind.KITCHEN, RoomKind.VISITING):
        builder.room(None, kind)


def _annexe(chance: Random) -> tuple[Metres, Metres]:
    return Fraction(chance.randint(110, 130), 100), Fraction(chance.randint(95, 115), 100)
