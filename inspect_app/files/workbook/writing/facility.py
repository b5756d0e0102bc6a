"""The first sheets: how to fill the workbook, and the facility with its visit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from xlsxwriter import Workbook

from inspect_app.domain.checklists import Checklist
from inspect_app.files.workbook.layout import FACILITY_ROWS, RECTANGLES_OF_A_FLOOR
from inspect_app.files.workbook.wording import Words
from inspect_app.files.workbook.writing.keyed_sheet import (
    KeyedSheet,
    check_of_column,
    height_of,
)
from inspect_app.files.workbook.writing.lists import Lists
from inspect_app.files.workbook.writing.styles import Styles

_FIRST, _LABEL, _VALUE, _HELP = 4, 1, 2, 3
_LABEL_WIDTH = 44
_CHAPTERS, _SAYS_WIDTH = 11, 100


def write_readme(book: Workbook, checklist: Checklist, words: Words, styles: Styles) -> None:
    sheet: Any = book.add_worksheet(words("sheet.readme"))
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 2)
    sheet.set_column(1, 1, 26)
    sheet.set_column(2, 2, _SAYS_WIDTH)
    sheet.set_row(0, 34)
    sheet.write_string(0, 1, words("readme.title"), styles.title)
    title = checklist.title[words.language]
    line = words("readme.checklist", title=title, version=checklist.version)
    sheet.write_string(1, 1, line, styles.says)
    for number in range(1, _CHAPTERS + 1):
        says = words(f"readme.{number:02d}.says")
        if "{parts}" in says:
            says = says.format(parts=RECTANGLES_OF_A_FLOOR)
        row = 2 + number
        sheet.set_row(row, height_of([(says, _SAYS_WIDTH)]) + 6)
        sheet.write_string(row, 1, words(f"readme.{number:02d}.title"), styles.heading)
        sheet.write_string(row, 2, says, styles.shown)
    sheet.set_portrait()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def write_facility(keyed: KeyedSheet, lists: Lists, given: Mapping[str, str]) -> None:
    """`given`: row key -> what stands in the cell from the beginning."""
    keyed.name_column(_LABEL, "label", _LABEL_WIDTH)
    keyed.name_column(_VALUE, "value", 50)
    keyed.name_column(_HELP, "help", 64)
    for row, field in enumerate(FACILITY_ROWS, start=_FIRST):
        keyed.name_row(row, field.key)
        label = keyed.words(field.words)
        keyed.sheet.set_row(row, height_of([(label, _LABEL_WIDTH)]) + 6)
        keyed.sheet.write_string(row, _LABEL, label, keyed.styles.heading)
        keyed.sheet.write_string(row, _HELP, keyed.words.help(field.words), keyed.styles.help)
        style = keyed.styles.of_kind(field.kind)
        if field.key in given:
            keyed.sheet.write_string(row, _VALUE, given[field.key], style)
        else:
            keyed.sheet.write_blank(row, _VALUE, None, style)
        keyed.check(row, _VALUE, row, check_of_column(field, lists, keyed.words))
    keyed.print_as(_FIRST - 1)
