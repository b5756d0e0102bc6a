"""The sheets of a register: CSV files joined by their key, all or nothing."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from io import StringIO
from pathlib import Path

from inspect_app.domain.registers.mapping import Column, Register, Row
from inspect_app.problems import Problem, Problems

LARGEST_BYTES = 200_000_000

Sheet = Mapping[str, Mapping[str, str]]
"""key -> column name -> cell."""


def read_rows(register: Register, folder: Path) -> tuple[Row, ...]:
    """One row per facility of the first sheet, in its order, with the cells of every sheet.

    Raises Problems that name file and line: a missing file or column, a key that is empty, repeated
    or absent from a sheet. Cells are returned as they stand.
    """
    problems: list[Problem] = []
    sheets: dict[str, Sheet] = {}
    for name, file in register.sheets.items():
        needed = {register.key, *(c.name for c in _columns(register) if c.sheet == name)}
        sheets[name] = _sheet(folder / file, file, register.key, needed, problems)
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
        for key in sheets[first]
        if key not in sheets[name]
    ]
    if missing:
        raise Problems(missing)
    return tuple(Row(key, {name: sheets[name][key] for name in sheets}) for key in sheets[first])


def _columns(register: Register) -> Iterator[Column]:
    yield from register.name
    yield from (c for c in (register.region, register.code, register.kind) if c is not None)
    yield from (figure.column for figure in register.figures.values() if figure.column is not None)
    yield from (correction.column for correction in register.corrections)


def _sheet(
    path: Path, file: str, key: str, needed: Iterable[str], problems: list[Problem]
) -> Sheet:
    reader = csv.DictReader(StringIO(_text(path, file), newline=""), strict=True)
    names = list(reader.fieldnames or ())
    repeated = {name for name in names if names.count(name) > 1}
    problems += [
        Problem("register.repeated_column", file=file, column=name) for name in sorted(repeated)
    ]
    absent = sorted(name for name in needed if name not in names)
    problems += [Problem("register.no_column", file=file, column=name) for name in absent]
    if absent:
        return {}
    rows: dict[str, Mapping[str, str]] = {}
    lines: dict[str, int] = {}
    try:
        for cells in reader:
            found = (cells[key] or "").strip()
            if not found:
                problems.append(
                    Problem("register.no_key", file=file, line=reader.line_num, column=key)
                )
            elif found in rows:
                problems.append(
                    Problem(
                        "register.repeated_key",
                        file=file,
                        line=reader.line_num,
                        key=found,
                        first=lines[found],
                    )
                )
            else:
                rows[found], lines[found] = (
                    {n: v or "" for n, v in cells.items() if n},
                    reader.line_num,
                )
    except csv.Error as fault:
        raise Problem("register.not_table", file=file, why=f"{reader.line_num}: {fault}") from fault
    return rows


def _text(path: Path, file: str) -> str:
    try:
        if path.stat().st_size > LARGEST_BYTES:
            raise Problem("register.not_table", file=file, why=f"> {LARGEST_BYTES} bytes")
        return path.read_bytes().decode("utf-8-sig")
    except OSError as fault:
        raise Problem("file.not_found", file=file) from fault
    except UnicodeDecodeError as fault:
        raise Problem("register.not_table", file=file, why=f"byte {fault.start}") from fault
