"""One sheet of a register as lines of text: a CSV file, or a sheet of an .xlsx workbook.

A workbook's sheet is named `file.xlsx#Sheet name`. Cells come as they stand; a number typed as a code
keeps its digits, a day is written 2026-01-31.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO, StringIO
from pathlib import Path

from python_calamine import CalamineError, CalamineSheet, load_workbook

from inspect_app.files.workbook.reading.cell_values import Raw, Unreadable, text_of
from inspect_app.files.workbook.reading.grid import column_letters
from inspect_app.files.workbook.reading.package import Package, open_package
from inspect_app.problems import Problem, Problems

LARGEST_BYTES = 200_000_000
_LIMIT_ROWS, _LIMIT_COLUMNS = 200_000, 500


@dataclass(frozen=True, slots=True)
class Table:
    """`names`: the first line. `rows`: the number of the line and its cells by column name."""

    names: tuple[str, ...]
    rows: tuple[tuple[int, Mapping[str, str]], ...]


def read_table(folder: Path, file: str) -> Table:
    """Raises Problem or Problems that name the file, and the line or cell where one is to blame."""
    path, _mark, sheet = file.partition("#")
    content = _content(folder / path, file)
    if path.lower().endswith(".xlsx"):
        return _of_workbook(content, path, sheet)
    return _of_csv(content, file)


def _content(path: Path, file: str) -> bytes:
    try:
        if path.stat().st_size > LARGEST_BYTES:
            raise Problem("register.not_table", file=file, why=f"> {LARGEST_BYTES} bytes")
        return path.read_bytes()
    except OSError as fault:
        raise Problem("file.not_found", file=file) from fault


def _of_csv(content: bytes, file: str) -> Table:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise Problem("register.not_table", file=file, why=f"byte {fault.start}") from fault
    reader = csv.reader(StringIO(text, newline=""), strict=True)
    try:
        lines = [(reader.line_num, cells) for cells in reader if cells]
    except csv.Error as fault:
        raise Problem("register.not_table", file=file, why=f"{reader.line_num}: {fault}") from fault
    names = tuple(lines[0][1]) if lines else ()
    return _table(file, names, lines[1:])


def _of_workbook(content: bytes, file: str, sheet: str) -> Table:
    package = open_package(content, file)
    if sheet not in package.scans:
        raise Problem("register.no_sheet", file=file, sheet=sheet, sheets=", ".join(package.scans))
    scan = package.scans[sheet]
    if scan.last_row >= _LIMIT_ROWS or scan.last_column >= _LIMIT_COLUMNS:
        where = f"{file}, {sheet}!{column_letters(scan.last_column)}{scan.last_row + 1}"
        raise Problem("workbook.cell_far_out", where=where)
    try:
        with load_workbook(BytesIO(content)) as book:
            found = book.get_sheet_by_name(sheet)
            grid = found.to_python(skip_empty_area=False)
            problems = list(_unreadable(f"{file}, {sheet}", found, package, grid))
    except CalamineError as fault:
        raise Problem("workbook.damaged", file=file, why=str(fault)) from fault
    if problems:
        raise Problems(problems)
    lines = [
        (number, [_text(raw) for raw in cells])
        for number, cells in enumerate(grid, start=1)
        if any(raw != "" for raw in cells)
    ]
    names = lines[0][1] if lines else []
    while names and not names[-1] and not any(cells[len(names) - 1] for _, cells in lines):
        names = names[:-1]  # a column that was only ever coloured
    return _table(
        f"{file}#{sheet}", tuple(names), [(n, cells[: len(names)]) for n, cells in lines[1:]]
    )


def _unreadable(
    file: str, sheet: CalamineSheet, package: Package, grid: list[list[Raw]]
) -> Iterator[Problem]:
    scan = package.scans[sheet.name]
    for (row, column), shown in sorted(scan.errors.items()):
        where = f"{file}!{column_letters(column)}{row + 1}"
        yield Problem("workbook.error_cell", where=where, given=shown)
    for row, column in sorted(scan.formulas_without_value):
        where = f"{file}!{column_letters(column)}{row + 1}"
        yield Problem("workbook.formula_without_value", where=where)
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or []:
        first, last = f"{column_letters(left)}{top + 1}", f"{column_letters(right)}{bottom + 1}"
        yield Problem("workbook.merged", where=f"{file}!{first}:{last}")
    for number, cells in enumerate(grid, start=1):
        for column, raw in enumerate(cells):
            try:
                _text(raw)
            except Unreadable as fault:
                where = f"{file}!{column_letters(column)}{number}"
                yield Problem(fault.code, where=where, **fault.details)


def _text(raw: Raw) -> str:
    if isinstance(raw, datetime) and raw.time() == time():
        return raw.date().isoformat()
    if isinstance(raw, date):
        return raw.isoformat()
    return text_of(raw)


def _table(file: str, names: tuple[str, ...], lines: list[tuple[int, list[str]]]) -> Table:
    ragged = [(number, cells) for number, cells in lines if len(cells) != len(names)]
    if ragged:
        raise Problems(
            Problem("register.ragged", file=file, line=n, cells=len(cells), columns=len(names))
            for n, cells in ragged
        )
    return Table(names, tuple((n, dict(zip(names, cells, strict=True))) for n, cells in lines))
