"""From the rows of a register to the plan of what would change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.orm import Session

from inspect_app.domain.registers.mapping import Register, Row
from inspect_app.domain.registers.place_reading import read_place
from inspect_app.domain.registers.places import PlaceSaid, Refused, RoomRow
from inspect_app.domain.registers.plans import (
    Addition,
    Change,
    ImportPlan,
    Missing,
    changes_between,
    fields_of,
    rooms_not_named,
)
from inspect_app.files.registers import read_mapping, read_room_rows, read_rows
from inspect_app.problems import Problem
from inspect_app.services.place_import.state import State, read_state


@dataclass(frozen=True, slots=True)
class RegisterRows:
    """A register's rows as they stand in its files; `rooms` by the key of their facility."""

    rows: tuple[Row, ...]
    rooms: Mapping[str, tuple[RoomRow, ...]]


def read_places(mapping: Path) -> tuple[Register, RegisterRows]:
    """The mapping file and all its sheets. Raises Problem or Problems; nothing is half-read."""
    register = read_mapping(mapping)
    if register.places is None:
        raise Problem("import.no_places", file=mapping.name)
    rows = read_rows(register, mapping.parent)
    rooms = read_room_rows(register, mapping.parent, (row.key for row in rows))
    return register, RegisterRows(rows, rooms)


def plan_import(session: Session, register: Register, given: RegisterRows) -> ImportPlan:
    """What the import would do. Stores nothing."""
    state = read_state(session, source_of(register))
    said: list[PlaceSaid] = []
    refused: list[Refused] = []
    for row in given.rows:
        place, reasons = read_place(register, row, given.rooms.get(row.key, ()), state.regions)
        refused += reasons
        if place is not None:
            said.append(place)
    rows = {row.key: row for row in given.rows}
    taken = _codes_of_others(register, said, rows, state)
    refused += [reason for key in rows for reason in taken.get(key, ())]
    accepted = [place for place in said if place.key not in taken]
    return _plan(register, state, accepted, tuple(refused), frozenset(rows))


def source_of(register: Register) -> str:
    return (register.places and register.places.source) or register.id


def _plan(
    register: Register,
    state: State,
    said: Sequence[PlaceSaid],
    refused: tuple[Refused, ...],
    keys: frozenset[str],
) -> ImportPlan:
    changes: list[Change] = []
    unchanged: list[str] = []
    missing = [
        Missing(s.facility, s.key, s.name) for s in state.by_key.values() if s.key not in keys
    ]
    for place in said:
        known = state.by_key.get(place.key)
        if known is None:
            continue
        after = fields_of(place)
        fields = changes_between(known.fields, after)
        if fields:
            changes.append(Change(known.facility, place, fields))
        else:
            unchanged.append(place.key)
        missing += [
            Missing(known.facility, known.key, known.name, room)
            for room in rooms_not_named(known.fields, after)
        ]
    return ImportPlan(
        register=register.id,
        source=source_of(register),
        state=state.sha256,
        additions=tuple(Addition(place) for place in said if place.key not in state.by_key),
        changes=tuple(changes),
        unchanged=tuple(unchanged),
        refused=refused,
        missing=tuple(missing),
    )


def _codes_of_others(
    register: Register, said: Sequence[PlaceSaid], rows: Mapping[str, Row], state: State
) -> dict[str, list[Refused]]:
    """Codes that another facility has, in the database or in the same file, by the refused key."""
    named = {place.key for place in said}
    owners = dict(state.owners)
    for stored in state.by_key.values():
        if stored.key not in named:  # the file is silent about it: it keeps its codes
            owners |= dict.fromkeys(stored.codes, stored.key)
    refused: dict[str, list[Refused]] = {}
    for place in sorted(said, key=lambda one: _is_newcomer(one, state)):
        for code in place.codes:
            owner = owners.setdefault(code, place.key)
            if owner != place.key:
                reason = _code_taken(register, rows[place.key], code, owner)
                refused.setdefault(place.key, []).append(reason)
    return refused


def _is_newcomer(place: PlaceSaid, state: State) -> bool:
    """Whoever has these codes already comes first, so that the newcomer is the one refused."""
    known = state.by_key.get(place.key)
    return known is None or not set(place.codes) <= known.codes


def _code_taken(register: Register, row: Row, code: str, owner: str) -> Refused:
    extra = register.places.codes if register.places else ()
    columns = [c for c in (register.code, *extra) if c is not None]
    stands = [c for c in columns if " ".join((row.text(c) or "").split()) == code]
    column = (stands or columns)[0]
    return Refused(
        register.sheets[column.sheet],
        row.lines.get(column.sheet, 0),
        column.name,
        code,
        "code_taken",
        (("other", owner),),
    )
