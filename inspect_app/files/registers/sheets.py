"""The sheets of a register joined by their key, all or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from inspect_app.domain.registers.mapping import Column, PlacesMapping, Register, RoomSheet, Row
from inspect_app.domain.registers.places import RoomRow
from inspect_app.files.registers.tables import read_table
from inspect_app.problems import Problem, Problems


class _Sheet(NamedTuple):
    """By key: the cells by column name, and the line."""

    cells: Mapping[str, Mapping[str, str]]
    lines: Mapping[str, int]


def read_rows(register: Register, folder: Path) -> tuple[Row, ...]:
    """One row per facility of the first sheet, in its order, with the cells of every sheet.

    Raises Problems that name file and line: a missing file or column, a key that is empty, repeated
    or absent from a sheet. Cells are returned as they stand.
    """
    problems: list[Problem] = []
    sheets: dict[str, _Sheet] = {}
    for name, file in register.sheets.items():
        needed = {register.key, *(c.name for c in _columns(register) if c.sheet == name)}
        sheets[name] = _sheet(folder, file, register.key, needed, problems)
    if problems:
        raise Problems(problems)
    first, *others = register.sheets
    missing = [
        Problem(
            "register.missing_row",
            file=register.sheets[name],
            key=key,
            first=register.sheets[first],
        )
        for name in others
        for key in sheets[first].cells
        if key not in sheets[name].cells
    ]
    if missing:
        raise Problems(missing)
    return tuple(
        Row(
            key,
            {name: sheet.cells[key] for name, sheet in sheets.items()},
            {name: sheet.lines[key] for name, sheet in sheets.items()},
        )
        for key in sheets[first].cells
    )


def read_room_rows(
    register: Register, folder: Path, keys: Iterable[str]
) -> Mapping[str, tuple[RoomRow, ...]]:
    """The rows of the sheet of rooms by the key of their facility; nothing where there is no sheet.

    Raises Problems: a missing column, or a row whose facility is none of `keys`.
    """
    sheet = register.places.rooms if register.places else None
    if sheet is None:
        return {}
    table = read_table(folder, sheet.file)
    problems = list(_faults_of_names(table.names, sheet.file, _room_columns(sheet)))
    if problems:
        raise Problems(problems)
    found: dict[str, list[RoomRow]] = {key: [] for key in keys}
    for line, cells in table.rows:
        key = cells[sheet.facility].strip()
        if key in found:
            found[key].append(RoomRow(line, cells))
        else:
            problems.append(
                Problem("register.room_of_none", file=sheet.file, line=line, key=key[:80])
            )
    if problems:
        raise Problems(problems)
    return {key: tuple(rows) for key, rows in found.items()}


def _columns(register: Register) -> Iterator[Column]:
    yield from register.name
    yield from (c for c in (register.region, register.code, register.kind) if c is not None)
    yield from (figure.column for figure in register.figures.values() if figure.column is not None)
    yield from (correction.column for correction in register.corrections)
    if register.places is not None:
        yield from columns_of_places(register.places)


def columns_of_places(places: PlacesMapping) -> Iterator[Column]:
    for columns in (places.names or {}).values():
        yield from columns
    yield from places.codes
    yield from (places.town or {}).values()
    yield from (column for column in (places.security, places.sex) if column is not None)
    yield from (c.as_of_column for c in places.capacities if c.as_of_column is not None)


def _room_columns(sheet: RoomSheet) -> list[str]:
    asked = (sheet.facility, sheet.number, sheet.kind, sheet.block, sheet.regime, sheet.people)
    return [column for column in asked if column is not None]


def _faults_of_names(names: tuple[str, ...], file: str, needed: Iterable[str]) -> Iterator[Problem]:
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield Problem("register.repeated_column", file=file, column=name)
    for name in sorted(name for name in set(needed) if name not in names):
        yield Problem("register.no_column", file=file, column=name)


def _sheet(
    folder: Path, file: str, key: str, needed: Iterable[str], problems: list[Problem]
) -> _Sheet:
    table = read_table(folder, file)
    faults = list(_faults_of_names(table.names, file, needed))
    problems += faults
    sheet = _Sheet({}, {})
    if any(fault.code == "register.no_column" for fault in faults):
        return sheet
    cells: dict[str, Mapping[str, str]] = {}
    lines: dict[str, int] = {}
    for line, row in table.rows:
        found = row[key].strip()
        if not found:
            problems.append(Problem("register.no_key", file=file, line=line, column=key))
        elif found in cells:
            problems.append(
                Problem(
                    "register.repeated_key", file=file, line=line, key=found, first=lines[found]
                )
            )
        else:
            cells[found], lines[found] = row, line
    return _Sheet(cells, lines)
