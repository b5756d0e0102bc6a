"""What rooms and blocks are called in public: by their number where it is plain and tells of nobody,
else by their kind and a running number.

A free name can hold a person's: `#` marks what is called by its kind, and no plain number has it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from inspect_app.domain.facts import AnswersByPlace, Block, Facts, Room
from inspect_app.domain.publishing.counts import FEWEST, is_small
from inspect_app.domain.scoring.known_inputs import HEAD_COUNT
from inspect_app.domain.terms import LIVING_KINDS, RoomKind

CALLED = "#"
TELLING_KINDS = frozenset({RoomKind.ISOLATION, RoomKind.QUARANTINE, RoomKind.WARD, RoomKind.CLINIC})
"""Who is in such a room was punished, is ill or has just arrived: no number of one is public."""

_LETTER = re.compile("[A-Za-zА-Яа-яЁёӘәҒғҚқҢңӨөҰұҮүҺһІі]")
_PLAIN = re.compile(r"[0-9]+(?:[-/.][0-9]+)?")
_MOST_DIGITS = 4


def is_plain(name: str) -> bool:
    """Up to four digits with at most one letter, and perhaps one `-`, `/` or `.` in between."""
    if not 0 < len(name) <= _MOST_DIGITS + 2 or len(_LETTER.findall(name)) > 1:
        return False
    digits = _LETTER.sub("", name).strip("-/.")
    is_number = (
        _PLAIN.fullmatch(digits) is not None and sum(map(str.isdigit, digits)) <= _MOST_DIGITS
    )
    return is_number or _LETTER.fullmatch(name) is not None


def called_number(name: str) -> int | None:
    """The running number of what is called by its kind; None for a name of its own."""
    number = name.removeprefix(CALLED)
    return int(number) if name != number and number.isascii() and number.isdigit() else None


@dataclass(frozen=True, slots=True)
class PublicPlaces:
    """`ids`: place id -> its id in public, the facility's own among them. `few`: the ids in public of
    rooms in which one or two slept, or nobody knows how many: nothing by the person is told of them."""

    blocks: tuple[Block, ...]
    rooms: tuple[Room, ...]
    ids: Mapping[str, str]
    few: frozenset[str]
    renamed: int


def public_places(facts: Facts, answers: AnswersByPlace) -> PublicPlaces:
    """Rooms with their numbers first, block by block; then those called by kind, in another order."""
    persons = {room.id: _persons(room, answers) for room in facts.rooms}
    hidden, hidden_blocks = _hidden(facts.rooms, persons), _hidden_blocks(facts, persons)
    of = facts.inspection.id
    blocks = _blocks(facts.blocks, hidden_blocks, of)
    order = {block: number for number, block in enumerate(blocks)}
    shown = [room for room in facts.rooms if room.id not in hidden]
    shown.sort(key=lambda room: order.get(room.block or "", len(order)))
    numbered = _in_another_order([room for room in facts.rooms if room.id in hidden], of)
    ids = {room.id: f"r{number}" for number, room in enumerate([*shown, *numbered], 1)}
    block_ids = {block: made.id for block, made in blocks.items()}
    return PublicPlaces(
        blocks=tuple(blocks.values()),
        rooms=(
            *(replace(r, id=ids[r.id], block=block_ids.get(r.block or "")) for r in shown),
            *_called_rooms(numbered, ids),
        ),
        ids={facts.facility.id: facts.facility.id} | block_ids | ids,
        few=frozenset(ids[room.id] for room in facts.rooms if _is_few(room, persons[room.id])),
        renamed=len(hidden) + len(hidden_blocks),
    )


def _blocks(blocks: Collection[Block], hidden: Collection[str], of: str) -> dict[str, Block]:
    """Those with their own names first, then those called by a number, in another order."""
    named = [block for block in blocks if block.id not in hidden]
    others = sorted((b for b in blocks if b.id in hidden), key=lambda b: _scattered(b.id, of))
    names = [*(b.name for b in named), *(f"{CALLED}{n}" for n, _ in enumerate(others, 1))]
    return {
        block.id: Block(f"b{number}", name)
        for number, (block, name) in enumerate(zip([*named, *others], names, strict=True), 1)
    }


def _called_rooms(rooms: Collection[Room], ids: Mapping[str, str]) -> Iterator[Room]:
    running: dict[RoomKind, int] = {}
    for room in rooms:
        running[room.kind] = running.get(room.kind, 0) + 1
        yield Room(ids[room.id], f"{CALLED}{running[room.kind]}", room.kind)


def _persons(room: Room, answers: AnswersByPlace) -> int | None:
    """The least that anybody counted; None where nobody did."""
    given = answers.get(room.id, {}).get(HEAD_COUNT, ())
    counted = [int(answer.value) for answer in given if isinstance(answer.value, Fraction)]
    return min(counted, default=None)


def _hidden(rooms: Collection[Room], persons: Mapping[str, int | None]) -> frozenset[str]:
    """With those that tell, as many others as leave no single gap: the same at every visit, or what two
    publications both hide would be the rooms that tell."""
    hidden = {room.id for room in rooms if _tells(room, persons[room.id])}
    for kind in {room.kind for room in rooms if room.id in hidden}:
        of_kind = [room for room in rooms if room.kind is kind]
        more = [room for room in _in_another_order(of_kind, "") if room.id not in hidden]
        short = FEWEST - (len(of_kind) - len(more))
        hidden |= {room.id for room in more[: max(0, short)]}
    return frozenset(hidden)


def _tells(room: Room, persons: int | None) -> bool:
    return room.kind in TELLING_KINDS or not is_plain(room.number) or _is_few(room, persons)


def _is_few(room: Room, persons: int | None) -> bool:
    is_lived_in = room.kind in LIVING_KINDS and room.is_in_use
    return is_small(persons) or (is_lived_in and persons is None)


def _hidden_blocks(facts: Facts, persons: Mapping[str, int | None]) -> frozenset[str]:
    """A block is called by a number where its name is not plain, or where one or two sleep in it."""
    sleeping = dict.fromkeys((block.id for block in facts.blocks), 0)
    for room in facts.rooms:
        if room.block in sleeping:
            sleeping[room.block] += persons[room.id] or 0
    return frozenset(b.id for b in facts.blocks if not is_plain(b.name) or is_small(sleeping[b.id]))


def _in_another_order(rooms: Collection[Room], of: str) -> list[Room]:
    """The same every time, and without anything of the order on site. `of`: an inspection, whose numbers
    then say nothing about those of another."""
    return sorted(rooms, key=lambda room: (room.kind, _scattered(room.id, of)))


def _scattered(place: str, of: str) -> str:
    return hashlib.sha256(f"{of} {place}".encode()).hexdigest()
