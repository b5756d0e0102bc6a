"""Answers: from the sheet of answers, and from the sheet of rooms with what is said beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from inspect_app.domain.facts import Answer, Room, Value
from inspect_app.domain.facts_checking import Path
from inspect_app.domain.standards import Input
from inspect_app.domain.terms import (
    AnswerState,
    Grade,
    InputKind,
    NotApplicableReason,
    PlaceKind,
)
from inspect_app.files.workbook.layout import ROOM_COLUMNS, SHOWN_ONLY, SheetKey, question_column
from inspect_app.files.workbook.reading.context import Context
from inspect_app.files.workbook.reading.grid import Cell, Row
from inspect_app.files.workbook.reading.rectangles import QuestionPart, read_parts
from inspect_app.files.workbook.reading.visit import Visit

_DETAILS = ("state", "reason", "grade", "evidence", "confirmed_by", "words")
_NOT_SAID = SHOWN_ONLY | {"place"}
_OF_ROOMS = frozenset(column.key for column in ROOM_COLUMNS)


@dataclass(frozen=True, slots=True)
class _At:
    """One answer to be read: which input where, its value and the cell that stands for it."""

    input: str
    place: str
    value: Value | None
    value_cell: Cell
    place_cell: Cell


class AnswerSheets:
    def __init__(self, context: Context, visit: Visit) -> None:
        self._context, self._visit = context, visit
        self._answers: list[Answer] = []

    def read(self, rooms: Iterable[tuple[Row, Room]]) -> tuple[Answer, ...]:
        for row in self._context.tables[SheetKey.ANSWERS].rows:
            if not row.is_empty(but=_NOT_SAID):
                self._read_row(row)
        beside = self._beside_rooms()
        known: set[str] = set()
        for row, room in rooms:
            known.add(room.id)
            for at in self._values_in(row, room):
                details = beside.pop((room.id, at.input), None)
                if details is not None or at.value is not None:
                    self._add(at, details)
        self._refuse_unplaced(beside, known)
        return tuple(self._answers)

    def _refuse_unplaced(self, beside: Mapping[tuple[str, str], Row], rooms: set[str]) -> None:
        """Details of an answer whose room is not listed, or whose question has lost its column."""
        refusals = self._context.cells.refusals
        for (room, question), row in beside.items():
            if room in rooms:
                refusals.add(row.cells["question"], "workbook.unknown_question", given=question)
            else:
                refusals.add(row.cells["room"], "facts.unknown_room", place=room)

    def _read_row(self, row: Row) -> None:
        """One row of the sheet of answers. A row whose hidden key is gone cannot be understood."""
        value_cell = row.cells["value"]
        asked = self._context.inputs.get(row.key)
        if asked is None:
            code = "workbook.unknown_question" if row.key else "workbook.lost_question"
            self._context.cells.refusals.add(value_cell, code, given=row.key)
            return
        place_cell = row.cells["place"]
        if asked.place is PlaceKind.FACILITY:
            place: str | None = self._visit.facility.id
        else:
            cells = self._context.cells
            place = cells.required(place_cell, cells.text(place_cell))
        value = self._value(value_cell, asked)
        self._add(_At(asked.id, place or "", value, value_cell, place_cell), row)

    def _values_in(self, row: Row, room: Room) -> Iterator[_At]:
        """Every question that has a column, answered in this row or not."""
        parts: dict[str, dict[QuestionPart, Cell]] = {}
        for key, cell in row.cells.items():
            column = question_column(key) if key not in _OF_ROOMS else None
            if column is not None:
                parts.setdefault(column.input, {})[column.part, column.number] = cell
        for input_id, cells in parts.items():
            first = next(iter(cells.values()))
            asked = self._context.inputs.get(input_id)
            if asked is None:
                self._refuse_unknown(input_id, cells)
                continue
            whole = cells.get((None, 0))
            if whole is not None:
                value = self._value(whole, asked)
            else:
                value = read_parts(cells, self._context)
            yield _At(input_id, room.id, value, first, row.cells["id"])

    def _refuse_unknown(self, input_id: str, cells: Mapping[QuestionPart, Cell]) -> None:
        """A question that the standards no longer have may stay, as long as nobody answered it."""
        for cell in cells.values():
            if not cell.is_empty:
                self._context.cells.refusals.add(cell, "workbook.unknown_question", given=input_id)

    def _value(self, cell: Cell, asked: Input) -> Value | None:
        context, cells = self._context, self._context.cells
        match asked.kind:
            case InputKind.NUMBER | InputKind.COUNT:
                return cells.exact(cell)
            case InputKind.YES_NO:
                return cells.yes_no(cell, context.words["yes_no"])
            case InputKind.CHOICE:
                return cells.word(cell, context.words.of_choice(asked))
            case InputKind.DATE:
                return cells.day(cell)
            case InputKind.RECTANGLES:
                return cells.rectangles(cell)

    def _beside_rooms(self) -> dict[tuple[str, str], Row]:
        """(room, input) -> the row that says more about that answer."""
        found: dict[tuple[str, str], Row] = {}
        cells, words = self._context.cells, self._context.words
        for row in self._context.tables[SheetKey.ROOM_ANSWERS].rows:
            if row.is_empty():
                continue
            room = cells.required(row.cells["room"], cells.text(row.cells["room"]))
            question_cell = row.cells["question"]
            question = cells.required(
                question_cell, cells.word(question_cell, words["room_question"])
            )
            if room is None or question is None:
                continue
            if (room, question) in found:
                other = found[(room, question)].cells["room"].row + 1
                cells.refusals.add(question_cell, "workbook.said_twice", other=str(other))
            found[(room, question)] = row
        return found

    def _add(self, at: _At, details: Row | None) -> None:
        path: Path = ("answers", len(self._answers))
        cell_of = self._context.cell_of
        cell_of[path] = cell_of[(*path, "value")] = at.value_cell
        cell_of[(*path, "place")] = at.place_cell
        if details is None:
            answer = Answer(
                at.input,
                at.place,
                value=at.value,
                grade=self._visit.grade,
                recorded_by=self._visit.recorded_by,
            )
        else:
            self._context.place(path, details, **{name: name for name in _DETAILS})
            answer = self._detailed(at, details)
        self._answers.append(answer)

    def _detailed(self, at: _At, row: Row) -> Answer:
        cells, words = self._context.cells, self._context.words
        state = cells.word(row.cells["state"], words["state"])
        grade = cells.word(row.cells["grade"], words["grade"])
        reason = cells.word(row.cells["reason"], words["reason"])
        return Answer(
            at.input,
            at.place,
            state=AnswerState(state or AnswerState.ANSWERED),
            value=at.value,
            grade=Grade(grade) if grade else self._visit.grade,
            evidence=cells.codes(row.cells["evidence"]),
            recorded_by=self._visit.recorded_by,
            confirmed_by=cells.text(row.cells["confirmed_by"]),
            reason=NotApplicableReason(reason) if reason else None,
            words=cells.text(row.cells["words"]),
        )
