"""Every room of an inspection with who slept there, its space, and the worst that was found.

`room_rows(facts, assessment)` is the one reading of them: the page shows a hundred of its rows, the CSV all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from inspect_app.domain.bands import Level
from inspect_app.domain.facts import Facts, Rectangles, Room
from inspect_app.domain.measures import floor_area_m2
from inspect_app.domain.scoring import Assessment
from inspect_app.domain.scoring.known_inputs import ANNEXE_RECTANGLES, HEAD_COUNT, ROOM_RECTANGLES
from inspect_app.domain.terms import LIVING_KINDS, AnswerState, Tier

_READ = frozenset({HEAD_COUNT, ROOM_RECTANGLES, ANNEXE_RECTANGLES})


@dataclass(frozen=True, slots=True)
class RoomRow:
    """`persons` slept there (None: not counted, or nobody sleeps in such a room); areas in m².

    `below` are the criteria below their minimum there with their level, worst first; `critical`
    those of them that are critical there. `worst` is None where nothing was assessed.
    """

    room: Room
    persons: int | None
    space_m2: Fraction | None
    worst: Level | None
    below: tuple[tuple[Level, str], ...]
    critical: tuple[str, ...]

    @property
    def space_m2_per_person(self) -> Fraction | None:
        if self.space_m2 is None or not self.persons:
            return None
        return self.space_m2 / self.persons


@dataclass(slots=True)
class _Found:
    worst: Level | None = None
    below: list[tuple[Level, str]] = field(default_factory=list)
    critical: list[str] = field(default_factory=list)


def room_rows(facts: Facts, assessment: Assessment) -> tuple[RoomRow, ...]:
    """In the order of blocks and numbers, numbers as people count them: 2 before 10."""
    found, said = _found_by_room(assessment), _said_by_room(facts)
    blocks = {block.id: natural(block.name) for block in facts.blocks}
    nothing = _Found()
    rows = [_row(room, found.get(room.id, nothing), said.get(room.id, {})) for room in facts.rooms]
    rows.sort(
        key=lambda row: (
            blocks.get(row.room.block or "", ()),
            natural(row.room.number),
            row.room.id,
        )
    )
    return tuple(rows)


def natural(text: str) -> tuple[tuple[int, int, str], ...]:
    """A key by which runs of digits are compared as numbers."""
    runs: list[str] = []
    for letter in text.casefold():
        if runs and runs[-1][-1].isdecimal() == letter.isdecimal():
            runs[-1] += letter
        else:
            runs.append(letter)
    return tuple((0, int(run), "") if run.isdecimal() else (1, 0, run) for run in runs)


def _found_by_room(assessment: Assessment) -> Mapping[str, _Found]:
    found: dict[str, _Found] = {}
    for result in assessment.criteria.values():
        for finding in result.findings:
            level = finding.judgement.level
            if level is None:
                continue
            of_place = found.setdefault(finding.place, _Found())
            if of_place.worst is None or level < of_place.worst:
                of_place.worst = level
            if level <= 1:
                of_place.below.append((level, result.criterion))
                if finding.tier is Tier.CRITICAL:
                    of_place.critical.append(result.criterion)
    return found


def _said_by_room(facts: Facts) -> Mapping[str, Mapping[str, Any]]:
    """Of the few inputs needed; an answer that others contradict is none."""
    rooms = {room.id for room in facts.rooms}
    found: dict[str, dict[str, Any]] = {}
    for answer in facts.answers:
        if answer.input not in _READ or answer.place not in rooms:
            continue
        if answer.state is not AnswerState.ANSWERED:
            continue
        said = found.setdefault(answer.place, {})
        is_other = answer.input in said and said[answer.input] != answer.value
        said[answer.input] = None if is_other else answer.value
    return found


def _row(room: Room, found: _Found, said: Mapping[str, Any]) -> RoomRow:
    persons = said.get(HEAD_COUNT) if room.kind in LIVING_KINDS else None
    return RoomRow(
        room=room,
        persons=int(persons) if isinstance(persons, Fraction) else None,
        space_m2=_space(said.get(ROOM_RECTANGLES), said.get(ANNEXE_RECTANGLES)),
        worst=found.worst,
        below=tuple(sorted(found.below)),
        critical=tuple(found.critical),
    )


def _space(floor: Rectangles | None, annexe: Rectangles | None) -> Fraction | None:
    """None without one undisputed measurement of the room and of its annexe."""
    if not isinstance(floor, tuple) or not isinstance(annexe, tuple):
        return None
    space = floor_area_m2(floor) - floor_area_m2(annexe)
    return space if space > 0 else None


_BEYOND = Fraction(10**9)


@dataclass(frozen=True, slots=True)
class RoomsAsked:
    """As in the address. `worst` 0 to 3, or `open`; None: no limit on that side."""

    sort: str = "number"
    block: str | None = None
    kind: str | None = None
    worst: str | None = None
    is_critical: bool = False


def _by_space(row: RoomRow) -> tuple[Fraction]:
    space = row.space_m2_per_person
    return (_BEYOND if space is None else space,)


def _by_need(row: RoomRow) -> tuple[int, int, int]:
    """Most critical failures first, then the worst level, then most persons."""
    return (-len(row.critical), 4 if row.worst is None else row.worst, -(row.persons or 0))


SORTS: Mapping[str, Any] = {
    "number": lambda row: (),
    "need": _by_need,
    "worst": lambda row: (4 if row.worst is None else row.worst, -len(row.below)),
    "space": _by_space,
    "persons": lambda row: (-(row.persons or 0),),
    "kind": lambda row: (row.room.kind.value,),
}
"""Names in the address; rows that are equal keep the order of blocks and numbers."""


def chosen_rows(rows: Iterable[RoomRow], asked: RoomsAsked) -> tuple[RoomRow, ...]:
    return tuple(sorted((row for row in rows if _is_asked(row, asked)), key=SORTS[asked.sort]))


def _is_asked(row: RoomRow, asked: RoomsAsked) -> bool:
    worst = "open" if row.worst is None else str(row.worst)
    return (
        asked.block in (None, row.room.block or "-")
        and asked.kind in (None, row.room.kind.value)
        and asked.worst in (None, worst)
        and (not asked.is_critical or bool(row.critical))
    )
