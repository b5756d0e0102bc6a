"""Fills a template as a spreadsheet program would: by writing cells into its XML."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from io import BytesIO
from xml.sax.saxutils import escape

from python_calamine import load_workbook
from xlsxwriter.utility import xl_cell_to_rowcol, xl_col_to_name

from inspect_app.domain.facts import Facts
from inspect_app.files.workbook import facts_from_workbook, template_bytes
from inspect_app.files.workbook.layout import HEAD, MARK
from inspect_app.problems import Language, Problem, Problems
from tests.files.small_packs import CHECKLIST, PACK

_ROW = re.compile(r'<row r="(\d+)"[^>]*?(?:/>|>.*?</row>)', re.DOTALL)
_CELL = re.compile(r'<c r="([A-Z]+)\d+"[^>]*?(?:/>|>.*?</c>)', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Xml:
    """A cell written as it stands: attributes and content."""

    attributes: str
    content: str


Put = str | float | bool | Xml


class Filled:
    """A template in which cells are put by the keys of their sheet, row and column."""

    def __init__(self, content: bytes) -> None:
        self._parts = _unzipped(content)
        self._paths: dict[str, str] = {}
        self.names: dict[str, str] = {}
        self._grids: dict[str, list[list[object]]] = {}
        with load_workbook(BytesIO(content)) as book:
            for number, name in enumerate(book.sheet_names, start=1):
                grid = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
                mark = str(grid[0][0]) if grid else ""
                if mark.startswith(MARK):
                    key = mark.removeprefix(MARK)
                    self._paths[key] = f"xl/worksheets/sheet{number}.xml"
                    self.names[key], self._grids[key] = name, [list(row) for row in grid]

    def at(self, sheet: str, row: int | str, column: str) -> str:
        """A1 of a cell. `row`: the number of the row below the headings, or its hidden key."""
        grid = self._grids[sheet]
        position = 1 + grid[0][1:].index(column)
        marks = [line[0] for line in grid]
        if isinstance(row, str):
            line = marks.index(row)
        else:
            line = max(i for i, mark in enumerate(marks) if mark == HEAD) + 1 + row
        return f"{xl_col_to_name(position)}{line + 1}"

    def put(self, sheet: str, row: int | str, **values: Put) -> Filled:
        """Keys of columns with `|` are written with two low lines: room_rectangles__length__1."""
        for column, value in values.items():
            self.put_at(sheet, self.at(sheet, row, column.replace("__", "|")), value)
        return self

    def put_at(self, sheet: str, a1: str, value: Put) -> Filled:
        path = self._paths[sheet]
        self._parts[path] = _with_cell(self._parts[path].decode(), a1, value).encode()
        return self

    def edit(self, part: str, old: str, new: str) -> Filled:
        """Changes the XML of a part: `book` for the workbook, or the key of a sheet."""
        path = "xl/workbook.xml" if part == "book" else self._paths[part]
        text = self._parts[path].decode()
        assert old in text, f"{old} is not in {path}"
        self._parts[path] = text.replace(old, new).encode()
        return self

    def swap_columns(self, sheet: str, one: str, other: str) -> Filled:
        """Moves two columns, by the letters they have, with everything in them."""
        path = self._paths[sheet]
        names = {one: other, other: one}

        def moved(match: re.Match[str]) -> str:
            return f'<c r="{names.get(match[1], match[1])}{match[2]}"'

        text = re.sub(r'<c r="([A-Z]+)(\d+)"', moved, self._parts[path].decode())
        self._parts[path] = _ROW.sub(lambda row: _in_order(row[0]), text).encode()
        return self

    def content(self) -> bytes:
        into = BytesIO()
        with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as package:
            for name, part in self._parts.items():
                package.writestr(name, part)
        return into.getvalue()

    def read(self) -> Facts:
        return facts_from_workbook(self.content(), [PACK], "facts.xlsx")

    def refusals(self) -> list[tuple[str, str]]:
        """(place, code) of every refusal, without the name of the file."""
        try:
            self.read()
        except Problem as problem:
            return [("", problem.code)]
        except Problems as problems:
            return [
                (p.details.get("where", "").removeprefix("facts.xlsx, "), p.code)
                for p in problems.problems
            ]
        return []


def template(language: Language = "en", rooms: int = 5, blocks: int = 2) -> Filled:
    return Filled(template_bytes(CHECKLIST, [PACK], language, rooms, blocks))


def visited(language: Language = "en") -> Filled:
    """A template with the three cells that must be filled in."""
    filled = template(language)
    filled.put("facility", "name_ru", value="Учреждение ЛА-155/14")
    filled.put("facility", "kind", value="colony")
    return filled.put("facility", "visited_on", value="15.01.2026")


def _unzipped(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def _cell(a1: str, value: Put) -> str:
    if isinstance(value, Xml):
        return f'<c r="{a1}" {value.attributes}>{value.content}</c>'
    if isinstance(value, bool):
        return f'<c r="{a1}" t="b"><v>{int(value)}</v></c>'
    if isinstance(value, str):
        text = f'<t xml:space="preserve">{escape(value)}</t>'
        return f'<c r="{a1}" t="inlineStr"><is>{text}</is></c>'
    return f'<c r="{a1}"><v>{value!r}</v></c>'


def _with_cell(xml: str, a1: str, value: Put) -> str:
    row_number = xl_cell_to_rowcol(a1)[0] + 1
    for row in _ROW.finditer(xml):
        if int(row[1]) == row_number:
            return xml[: row.start()] + _row_with(row[0], a1, value) + xml[row.end() :]
    new = f'<row r="{row_number}">{_cell(a1, value)}</row>'
    return xml.replace("</sheetData>", f"{new}</sheetData>")


def _row_with(row: str, a1: str, value: Put) -> str:
    kept = "".join(cell[0] for cell in _CELL.finditer(row) if f'"{a1}"' not in cell[0][:20])
    head = row[: row.index(">") + 1].replace("/>", ">")
    return _in_order(f"{head}{kept}{_cell(a1, value)}</row>")


def _in_order(row: str) -> str:
    cells = sorted(_CELL.finditer(row), key=lambda cell: (len(cell[1]), cell[1]))
    if not cells:
        return row
    head = row[: row.index(">") + 1]
    return f"{head}{''.join(cell[0] for cell in cells)}</row>"
