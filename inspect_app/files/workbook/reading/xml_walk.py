"""Walks the XML of a workbook without building trees, and refuses what no spreadsheet program writes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat  # document types, where entities live, are refused below

_ADDRESS = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_ROW = re.compile(r"[1-9][0-9]{0,6}")
_MOST_ROWS, _MOST_COLUMNS = 1_048_576, 16_384
_TRUE = ("1", "true", "on")


class NotXml(Exception):
    """A part that is no XML, or one with a document type."""


@dataclass(frozen=True, slots=True)
class BookScan:
    sheets: tuple[tuple[str, str], ...]  # (name, id of its relation)
    is_1904: bool


@dataclass(slots=True)
class SheetScan:
    """Cells by (row, column) from 0. `last` is the lowest row and rightmost column with content."""

    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    formulas_without_value: set[tuple[int, int]] = field(default_factory=set)
    last_row: int = -1
    last_column: int = -1


def scan_book(content: bytes) -> BookScan:
    sheets: list[tuple[str, str]] = []
    is_1904 = False

    def start(name: str, attributes: Mapping[str, str]) -> None:
        nonlocal is_1904
        match _local(name):
            case "sheet":
                relation = next((v for k, v in attributes.items() if _local(k) == "id"), "")
                sheets.append((attributes.get("name", ""), relation))
            case "workbookPr":
                is_1904 = attributes.get("date1904", "0") in _TRUE

    _walk(content, start)
    return BookScan(tuple(sheets), is_1904)


def scan_relations(content: bytes) -> dict[str, str]:
    """Relation id -> the part it points to."""
    found: dict[str, str] = {}

    def start(name: str, attributes: Mapping[str, str]) -> None:
        if _local(name) == "Relationship" and attributes.get("TargetMode") != "External":
            found[attributes.get("Id", "")] = attributes.get("Target", "")

    _walk(content, start)
    return found


def scan_sheet(content: bytes) -> SheetScan:
    walker = _SheetWalker()
    parser = _parser()
    parser.StartElementHandler = walker.start
    parser.EndElementHandler = walker.end
    parser.CharacterDataHandler = walker.text
    _parse(parser, content)
    return walker.scan


class _SheetWalker:
    """A cell without an address stands right of the last one, a row without a number below it."""

    def __init__(self) -> None:
        self.scan = SheetScan()
        self._row = self._column = -1
        self._kind = ""
        self._has_formula = self._has_value = self._in_value = False
        self._value = ""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        match _local(name):
            case "row":
                self._row = _row_number(attributes.get("r"), self._row + 1)
                self._column = -1
            case "c":
                self._start_cell(attributes)
            case "f":
                self._has_formula = True
            case "v" | "t":
                self._in_value, self._has_value = True, True

    def text(self, data: str) -> None:
        if self._in_value:
            self._value += data

    def end(self, name: str) -> None:
        match _local(name):
            case "v" | "t":
                self._in_value = False
            case "c":
                self._end_cell()

    def _start_cell(self, attributes: Mapping[str, str]) -> None:
        address = attributes.get("r")
        if address is None:
            self._column += 1
        else:
            self._row, self._column = _position(address)
        self._kind = attributes.get("t", "")
        self._has_formula = self._has_value = False
        self._value = ""

    def _end_cell(self) -> None:
        at, scan = (self._row, self._column), self.scan
        if not (self._has_formula or self._has_value):
            return
        scan.last_row = max(scan.last_row, at[0])
        scan.last_column = max(scan.last_column, at[1])
        if self._kind == "e":
            scan.errors[at] = self._value
        elif self._has_formula and not self._value and self._kind != "str":
            scan.formulas_without_value.add(at)


def _row_number(given: str | None, following: int) -> int:
    """From 0; `following` where the row does not say its number."""
    if given is None:
        return following
    if not _ROW.fullmatch(given) or int(given) > _MOST_ROWS:
        raise NotXml(f"{given!r} is no row")
    return int(given) - 1


def _position(address: str) -> tuple[int, int]:
    """(row, column) from 0. An address outside of every sheet would make an endless table."""
    match = _ADDRESS.fullmatch(address)
    if match is None or int(match[2]) > _MOST_ROWS or _column(match[1]) >= _MOST_COLUMNS:
        raise NotXml(f"{address!r} is no cell")
    return int(match[2]) - 1, _column(match[1])


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _local(name: str) -> str:
    return name.rsplit(":", 1)[-1]


def _walk(content: bytes, start: Callable[[str, dict[str, str]], None]) -> None:
    parser = _parser()
    parser.StartElementHandler = start
    _parse(parser, content)


def _parser() -> expat.XMLParserType:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_document_type
    return parser


def _parse(parser: expat.XMLParserType, content: bytes) -> None:
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, LookupError, ValueError) as error:  # the last two: its encoding
        raise NotXml(str(error)) from error


def _refuse_document_type(*_: object) -> None:
    raise NotXml("a document type stands in it")
