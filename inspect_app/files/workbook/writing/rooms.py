"""The sheet of rooms: one row a room, one column a question, several for lengths and widths."""

from __future__ import annotations

from inspect_app.domain.terms import InputKind, PlaceKind
from inspect_app.files.workbook.layout import (
    EXISTS,
    ROOM_COLUMNS,
    QuestionColumn,
    rectangle_columns,
)
from inspect_app.files.workbook.writing.checks import (
    Check,
    check_of_list,
    check_of_question,
    check_of_side,
    with_message,
)
from inspect_app.files.workbook.writing.keyed_sheet import (
    SPARE_ROWS,
    KeyedSheet,
    height_of,
    prepare_cells,
    write_headings,
)
from inspect_app.files.workbook.writing.lists import Lists
from inspect_app.files.workbook.writing.questions import Questions, Shown

_GROUPS, _HEADINGS, _HINTS, _FIRST = 3, 4, 5, 6
_NARROW = 14
_WIDTHS = {InputKind.CHOICE: 28, InputKind.YES_NO: 16}


class RoomsSheet:
    def __init__(self, keyed: KeyedSheet, questions: Questions, lists: Lists, rooms: int) -> None:
        self._keyed, self._questions, self._lists = keyed, questions, lists
        self._last = _FIRST + rooms - 1

    def write(self) -> None:
        keyed = self._keyed
        keyed.mark_heading(_GROUPS, 24)
        write_headings(keyed, _HEADINGS, ROOM_COLUMNS)
        labels = [(one.label, _NARROW) for one in self._questions.at(PlaceKind.ROOM)]
        keyed.sheet.set_row(_HEADINGS, height_of(labels))
        prepare_cells(keyed, (_FIRST, self._last), ROOM_COLUMNS, self._lists)
        column = 1 + len(ROOM_COLUMNS)
        self._write_group(1, column - 1, keyed.words("group.room"))
        for subject, shown in _by_subject(self._questions.at(PlaceKind.ROOM)):
            first = column
            for question in shown:
                column = self._write_question(column, question)
            self._write_group(first, column - 1, subject)
        keyed.sheet.freeze_panes(_FIRST, 3)
        keyed.print_as(_HINTS, pages_wide=max(1, column // 12))
        keyed.sheet.repeat_columns(1, 2)

    def _write_group(self, first: int, last: int, title: str) -> None:
        sheet, style = self._keyed.sheet, self._keyed.styles.group
        for column in range(first, last + 1):
            sheet.write_string(_GROUPS, column, title if column == first else "", style)

    def _write_question(self, column: int, shown: Shown) -> int:
        """Returns the column after the question's last."""
        asked = shown.question.input
        if asked.kind is not InputKind.RECTANGLES:
            self._write_column(column, QuestionColumn(asked.id), shown)
            return column + 1
        parts = rectangle_columns(asked.id, asked.id in self._questions.annexes)
        for position, part in enumerate(parts):
            self._write_column(column + position, part, shown)
        return column + len(parts)

    def _write_column(self, column: int, part: QuestionColumn, shown: Shown) -> None:
        keyed, asked = self._keyed, shown.question.input
        keyed.name_column(column, part.key, _NARROW if part.part else _WIDTHS.get(asked.kind, 16))
        keyed.sheet.write_string(_HEADINGS, column, shown.label, keyed.styles.heading)
        keyed.sheet.write_string(_HINTS, column, self._hint(part, shown), keyed.styles.hint)
        keyed.comment(_HEADINGS, column, f"{shown.asks}\n\n{shown.help}")
        style = keyed.styles.of_kind(_style_kind(asked.kind, part))
        for row in range(_FIRST, self._last + 1):
            keyed.sheet.write_blank(row, column, None, style)
        check = with_message(self._check(part, shown), shown.label, shown.help)
        keyed.check(_FIRST, column, self._last + SPARE_ROWS, check)

    def _check(self, part: QuestionColumn, shown: Shown) -> Check | None:
        words = self._keyed.words
        if part.part == EXISTS:
            return check_of_list("yes_no", self._lists, words)
        if part.part is not None:
            return check_of_side(words)
        return check_of_question(shown.question.input, self._lists, words)

    def _hint(self, part: QuestionColumn, shown: Shown) -> str:
        words = self._keyed.words
        if part.part == EXISTS:
            return words("part.exists")
        if part.part is not None:
            return words(f"part.{part.part}", number=part.number)
        return shown.unit


def _style_kind(kind: InputKind, part: QuestionColumn) -> str:
    if part.part == EXISTS or kind in (InputKind.YES_NO, InputKind.CHOICE):
        return "text"
    return "day" if kind is InputKind.DATE else "number"


def _by_subject(shown: tuple[Shown, ...]) -> list[tuple[str, list[Shown]]]:
    groups: dict[str, list[Shown]] = {}
    for one in shown:
        groups.setdefault(one.subject, []).append(one)
    return list(groups.items())
