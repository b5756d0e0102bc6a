"""Sheets as tables of cells, each cell knowing where a person finds it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO

from python_calamine import CalamineError, CalamineSheet, load_workbook

from inspect_app.files.workbook.layout import HEAD, MARK, SHOWN_ONLY, SheetKey
from inspect_app.files.workbook.reading.cell_values import Raw
from inspect_app.files.workbook.reading.package import Package, open_package
from inspect_app.files.workbook.reading.refusals import Refusals
from inspect_app.files.workbook.reading.xml_walk import SheetScan
from inspect_app.problems import Problem, Problems

_KEY_ROWS = 12
"""The hidden row of keys is looked for among so many: somebody may have put lines above it."""

_LIMIT_ROWS, _LIMIT_COLUMNS, _LIMIT_AREA = 30_000, 2_000, 4_000_000


@dataclass(frozen=True, slots=True)
class Cell:
    """`raw` is "" where the cell is empty or holds only spaces."""

    sheet: str
    row: int
    column: int
    raw: Raw

    @property
    def where(self) -> str:
        """`Rooms!D12`."""
        return f"{self.sheet}!{column_letters(self.column)}{self.row + 1}"

    @property
    def is_empty(self) -> bool:
        return self.raw == ""


@dataclass(frozen=True, slots=True)
class Area:
    """Merged cells, `row` and `column` being the first of them."""

    sheet: str
    row: int
    column: int
    last_row: int
    last_column: int

    @property
    def where(self) -> str:
        """`Rooms!B5:B9`."""
        last = f"{column_letters(self.last_column)}{self.last_row + 1}"
        return f"{self.sheet}!{column_letters(self.column)}{self.row + 1}:{last}"


@dataclass(frozen=True, slots=True)
class Row:
    """`key` is what stands in the hidden first column, or ""."""

    key: str
    cells: Mapping[str, Cell]

    def is_empty(self, but: frozenset[str] = frozenset()) -> bool:
        return all(cell.is_empty for key, cell in self.cells.items() if key not in but)


@dataclass(frozen=True, slots=True)
class Table:
    """The rows below the headings, cells by the key of their column."""

    key: SheetKey
    name: str
    columns: Mapping[str, int]
    rows: Sequence[Row]


@dataclass(frozen=True, slots=True)
class Book:
    tables: Mapping[SheetKey, Table]
    is_1904: bool


def column_letters(column: int) -> str:
    letters, number = "", column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def read_book(data: bytes, refusals: Refusals) -> Book:
    """Our sheets of the workbook, whatever they are called now; others are left alone.

    Raises Problem where it is no workbook of ours at all; single cells are told to `refusals`.
    """
    package = open_package(data, refusals.file)
    _check_reach(package, refusals.file)
    tables: dict[SheetKey, Table] = {}
    try:
        with load_workbook(BytesIO(data)) as book:
            for name in package.scans:
                table = _table(book.get_sheet_by_name(name), package, refusals)
                if table is None:
                    continue
                if table.key in tables:
                    raise Problem(
                        "workbook.sheet_twice",
                        file=refusals.file,
                        sheet=name,
                        other=tables[table.key].name,
                    )
                tables[table.key] = table
    except CalamineError as error:
        raise Problem("workbook.damaged", file=refusals.file, why=str(error)) from error
    if not tables:
        raise Problem("workbook.not_ours", file=refusals.file)
    return Book(tables, package.is_1904)


def _check_reach(package: Package, file: str) -> None:
    """One cell at the far end would make a table of thousands of millions of empty ones."""
    far = [
        (name, scan)
        for name, scan in package.scans.items()
        if scan.last_row >= _LIMIT_ROWS
        or scan.last_column >= _LIMIT_COLUMNS
        or (scan.last_row + 1) * (scan.last_column + 1) > _LIMIT_AREA
    ]
    if far:
        raise Problems(
            Problem(
                "workbook.cell_far_out",
                where=f"{file}, {name}!{column_letters(scan.last_column)}{scan.last_row + 1}",
            )
            for name, scan in far
        )


def _table(sheet: CalamineSheet, package: Package, refusals: Refusals) -> Table | None:
    grid = sheet.to_python(skip_empty_area=False)
    found = _key_row(grid)
    if found is None:
        return None
    key_row, first_column, key = found
    columns = _columns(grid[key_row], first_column, Cell(sheet.name, key_row, 0, ""), refusals)
    rows: list[Row] = []
    for position, values in enumerate(grid[key_row + 1 :], start=key_row + 1):
        row_key = _text(values[first_column])
        if row_key != HEAD:
            cells = {
                name: Cell(sheet.name, position, column, _trimmed(values[column]))
                for name, column in columns.items()
            }
            rows.append(Row(row_key, cells))
    table = Table(key, sheet.name, columns, rows)
    _refuse_unreadable(table, package.scans[sheet.name], refusals)
    _refuse_merged(table, sheet.merged_cell_ranges or [], refusals)
    return table


def _refuse_unreadable(table: Table, scan: SheetScan, refusals: Refusals) -> None:
    for cell in (cell for row in table.rows for cell in row.cells.values()):
        at = (cell.row, cell.column)
        if at in scan.errors:
            refusals.add(cell, "workbook.error_cell", given=scan.errors[at])
        elif at in scan.formulas_without_value:
            refusals.add(cell, "workbook.formula_without_value")


def _refuse_merged(
    table: Table, merged: Sequence[tuple[tuple[int, int], tuple[int, int]]], refusals: Refusals
) -> None:
    """Only the first cell of a merged area keeps its value; the others would read as empty."""
    first_row = min(
        (next(iter(row.cells.values())).row for row in table.rows if row.cells), default=0
    )
    ours = [column for key, column in table.columns.items() if key not in SHOWN_ONLY]
    for (top, left), (bottom, right) in merged:
        if bottom >= first_row and any(left <= column <= right for column in ours):
            refusals.add(Area(table.name, top, left, bottom, right), "workbook.merged")


def _key_row(grid: Sequence[Sequence[Raw]]) -> tuple[int, int, SheetKey] | None:
    """The row and the column that hold the key of the sheet, and the key."""
    known = {f"{MARK}{key}": key for key in SheetKey}
    for row, values in enumerate(grid[:_KEY_ROWS]):
        for column, value in enumerate(values):
            if isinstance(value, str) and value in known:
                return row, column, known[value]
    return None


def _columns(keys: Sequence[Raw], first: int, at: Cell, refusals: Refusals) -> dict[str, int]:
    columns: dict[str, int] = {}
    for column, value in enumerate(keys):
        key = _text(value)
        if column == first or not key:
            continue
        if key in columns:
            here = Cell(at.sheet, at.row, column, key)
            refusals.add(here, "workbook.column_twice", other=column_letters(columns[key]))
        columns.setdefault(key, column)
    return columns


def _text(value: Raw) -> str:
    return value.strip() if isinstance(value, str) else ""


def _trimmed(value: Raw) -> Raw:
    return value.strip() if isinstance(value, str) else value
