"""One sheet with its hidden keys: a hidden row names the columns, a hidden column the rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from textwrap import wrap
from typing import Any

from xlsxwriter import Workbook

from inspect_app.files.workbook.layout import HEAD, MARK, Column, SheetKey
from inspect_app.files.workbook.wording import Words
from inspect_app.files.workbook.writing.checks import (
    Check,
    check_of_day,
    check_of_list,
    with_message,
)
from inspect_app.files.workbook.writing.lists import Lists
from inspect_app.files.workbook.writing.styles import Styles

KEY_ROW, TITLE_ROW, SAYS_ROW = 0, 1, 2
SPARE_ROWS = 200
"""Checks reach so many rows below the prepared ones, for an office with more to tell."""

_A4, _LANDSCAPE_MARGIN = 9, 0.4
_ROW_HEIGHT, _LINE_HEIGHT = 20, 16  # points, for letters of 12 points
_LETTERS_PER_WIDTH = 0.85  # our letters are wider than the digits by which widths are counted


def height_of(texts: Iterable[tuple[str, int]]) -> int:
    """The height of a row that shows texts whole, each in a column of its width."""
    lines = [_lines(text, width) for text, width in texts]
    return max(_ROW_HEIGHT, 4 + _LINE_HEIGHT * max(lines, default=1))


def _lines(text: str, width: int) -> int:
    """How many lines a text takes when it is broken between words."""
    room = max(1, int(width * _LETTERS_PER_WIDTH))
    return sum(max(1, len(wrap(paragraph, room))) for paragraph in text.split("\n"))


class KeyedSheet:
    """`sheet` is the bare one; rows and columns count from 0, column 0 is the hidden one."""

    def __init__(self, book: Workbook, key: SheetKey, words: Words, styles: Styles) -> None:
        self.words, self.styles = words, styles
        self.name = words(f"sheet.{key}")
        self.sheet: Any = book.add_worksheet(self.name)
        self.sheet.hide_gridlines(2)
        self.sheet.set_default_row(_ROW_HEIGHT)
        self.sheet.set_column(0, 0, 2, styles.plain, {"hidden": True})
        self.sheet.set_row(KEY_ROW, None, None, {"hidden": True})
        self.sheet.write_string(KEY_ROW, 0, f"{MARK}{key}")
        self._write_title(words(f"says.{key}"))

    def name_column(self, column: int, key: str, width: int) -> None:
        self.sheet.write_string(KEY_ROW, column, key)
        self.sheet.set_column(column, column, width, self.styles.plain)

    def name_row(self, row: int, key: str) -> None:
        self.sheet.write_string(row, 0, key)

    def mark_heading(self, row: int, height: int | None = None) -> None:
        self.name_row(row, HEAD)
        if height is not None:
            self.sheet.set_row(row, height)

    def check(self, first: int, column: int, last: int, check: Check | None) -> None:
        if check is not None:
            self.sheet.data_validation(first, column, last, column, check)

    def comment(self, row: int, column: int, text: str) -> None:
        """A note that opens when the pointer rests on a heading."""
        self.sheet.write_comment(
            row,
            column,
            text,
            {"font_size": 11, "x_scale": 2.6, "y_scale": max(1.0, len(text) / 120)},
        )

    def print_as(self, repeated_row: int, pages_wide: int = 1) -> None:
        self.sheet.set_landscape()
        self.sheet.set_paper(_A4)
        self.sheet.set_margins(
            _LANDSCAPE_MARGIN, _LANDSCAPE_MARGIN, _LANDSCAPE_MARGIN, _LANDSCAPE_MARGIN + 0.3
        )
        self.sheet.fit_to_pages(pages_wide, 0)
        self.sheet.repeat_rows(TITLE_ROW, repeated_row)
        self.sheet.set_footer("&L&A&R&P / &N")

    def _write_title(self, says: str) -> None:
        self.mark_heading(TITLE_ROW, 30)
        self.mark_heading(SAYS_ROW, 24)
        self.sheet.write_string(TITLE_ROW, 1, self.name, self.styles.title)
        self.sheet.write_string(SAYS_ROW, 1, says, self.styles.says)


def check_of_column(column: Column, lists: Lists, words: Words) -> Check | None:
    if column.choices is not None:
        return check_of_list(column.choices, lists, words)
    return check_of_day(words) if column.kind == "day" else None


def write_headings(keyed: KeyedSheet, row: int, columns: Sequence[Column], first: int = 1) -> None:
    """Headings with their help below them in small letters, from column `first`."""
    words = keyed.words
    headings = [(words(column.words), column.width) for column in columns]
    hints = [(words.help(column.words), column.width + 4) for column in columns]
    keyed.mark_heading(row, height_of(headings))
    keyed.mark_heading(row + 1, height_of(hints))
    for position, column in enumerate(columns, start=first):
        keyed.name_column(position, column.key, column.width)
        keyed.sheet.write_string(row, position, words(column.words), keyed.styles.heading)
        keyed.sheet.write_string(row + 1, position, words.help(column.words), keyed.styles.hint)


def prepare_cells(
    keyed: KeyedSheet,
    rows: tuple[int, int],
    columns: Sequence[Column],
    lists: Lists,
    first: int = 1,
) -> None:
    """Yellow cells in `rows` (from, to), with their checks reaching `SPARE_ROWS` further."""
    start, end = rows
    for position, column in enumerate(columns, start=first):
        style = keyed.styles.of_kind(column.kind)
        for row in range(start, end + 1):
            keyed.sheet.write_blank(row, position, None, style)
        check = check_of_column(column, lists, keyed.words)
        if check is not None:
            keyed.check(start, position, end + SPARE_ROWS, with_message(check, "", ""))
