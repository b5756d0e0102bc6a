"""The sheet of answers: one row a question about the facility, then one a question and block."""

from __future__ import annotations

from collections.abc import Sequence

from inspect_app.domain.terms import InputKind, PlaceKind
from inspect_app.files.workbook.layout import ANSWER_COLUMNS, Column
from inspect_app.files.workbook.writing.checks import (
    check_of_question,
    list_name,
    plausible_text,
    with_message,
)
from inspect_app.files.workbook.writing.keyed_sheet import (
    KeyedSheet,
    check_of_column,
    height_of,
    write_headings,
)
from inspect_app.files.workbook.writing.lists import Lists
from inspect_app.files.workbook.writing.questions import Questions, Shown

_HEADINGS, _HINTS, _FIRST = 3, 4, 5
_COLUMN_OF = {column.key: position for position, column in enumerate(ANSWER_COLUMNS, start=1)}


def write_answers(
    keyed: KeyedSheet, questions: Questions, lists: Lists, blocks: Sequence[str]
) -> None:
    """`blocks`: ids for which the questions about blocks are prepared."""
    write_headings(keyed, _HEADINGS, ANSWER_COLUMNS)
    facility = keyed.words("place.facility")
    rows = [(facility, shown) for shown in questions.at(PlaceKind.FACILITY)]
    rows += [(block, shown) for block in blocks for shown in questions.at(PlaceKind.BLOCK)]
    for row, (place, shown) in enumerate(rows, start=_FIRST):
        _write_row(keyed, row, place, shown, lists)
    last = _FIRST + max(0, len(rows) - 1)
    for column in ANSWER_COLUMNS:
        if column.key != "value":
            keyed.check(
                _FIRST, _COLUMN_OF[column.key], last, check_of_column(column, lists, keyed.words)
            )
    keyed.sheet.autofilter(_HINTS, 0, last, len(ANSWER_COLUMNS))
    keyed.sheet.freeze_panes(_FIRST, _COLUMN_OF["value"])
    keyed.print_as(_HINTS, pages_wide=2)
    keyed.sheet.repeat_columns(1, _COLUMN_OF["asks"])


def _write_row(keyed: KeyedSheet, row: int, place: str, shown: Shown, lists: Lists) -> None:
    asked, styles = shown.question.input, keyed.styles
    keyed.name_row(row, asked.id)
    texts = {
        "domain": shown.subject,
        "place": place,
        "asks": shown.asks,
        "help": shown.help,
        "unit": shown.unit,
        "plausible": _usual(shown, keyed),
    }
    widths = {column.key: column.width for column in ANSWER_COLUMNS}
    keyed.sheet.set_row(row, height_of((text, widths[key]) for key, text in texts.items()))
    for column in ANSWER_COLUMNS:
        position = _COLUMN_OF[column.key]
        if column.key in texts:
            style = styles.help if column.key in ("help", "plausible", "unit") else styles.shown
            keyed.sheet.write_string(row, position, texts[column.key], style)
        else:
            keyed.sheet.write_blank(row, position, None, styles.of_kind(_kind(column, shown)))
    check = check_of_question(asked, lists, keyed.words)
    keyed.check(
        row, _COLUMN_OF["value"], row, with_message(check, shown.label, _tip(shown, lists, keyed))
    )


def _usual(shown: Shown, keyed: KeyedSheet) -> str:
    if shown.question.input.kind is InputKind.RECTANGLES:
        return keyed.words("unit.rectangles.help")
    return plausible_text(shown.question.input, keyed.words)


def _tip(shown: Shown, lists: Lists, keyed: KeyedSheet) -> str:
    """Shown beside the cell: the options, so that they can be read without opening the list."""
    asked = shown.question.input
    if asked.kind is not InputKind.CHOICE:
        return ""
    return "\n".join(f"• {lists.word(list_name(asked), option.id)}" for option in asked.options)


def _kind(column: Column, shown: Shown) -> str:
    if column.key != "value":
        return column.kind
    kind = shown.question.input.kind
    if kind is InputKind.DATE:
        return "day"
    return "number" if kind in (InputKind.NUMBER, InputKind.COUNT) else "text"
