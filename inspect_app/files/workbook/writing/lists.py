"""The words behind every drop-down, on one hidden sheet, each beside what it stands for."""

from __future__ import annotations

from collections.abc import Mapping

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name

from inspect_app.files.workbook.layout import MARK, SheetKey, ids_key

SHEET_NAME = "_lists"
_FIRST_ROW = 1


class Lists:
    """`refer` gives the range of a list for a drop-down; `write` puts all that were added down."""

    def __init__(self) -> None:
        self._lists: dict[str, Mapping[str, str]] = {}

    def add(self, name: str, words: Mapping[str, str]) -> None:
        """`words`: id -> word. Two equal words get their ids behind them, so that each means one."""
        twice = {word for word in words.values() if list(words.values()).count(word) > 1}
        self._lists.setdefault(
            name,
            {item: f"{word} ({item})" if word in twice else word for item, word in words.items()},
        )

    def __contains__(self, name: str) -> bool:
        return name in self._lists

    def refer(self, name: str) -> str:
        column = xl_col_to_name(1 + 2 * list(self._lists).index(name))
        last = _FIRST_ROW + max(1, len(self._lists[name]))
        return f"={SHEET_NAME}!${column}${_FIRST_ROW + 1}:${column}${last}"

    def word(self, name: str, item: str) -> str:
        return self._lists[name][item]

    def write(self, book: Workbook) -> None:
        sheet = book.add_worksheet(SHEET_NAME)
        sheet.write_string(0, 0, f"{MARK}{SheetKey.LISTS}")
        for position, (name, words) in enumerate(self._lists.items()):
            column = 1 + 2 * position
            sheet.write_string(0, column, name)
            sheet.write_string(0, column + 1, ids_key(name))
            for row, (item, word) in enumerate(words.items(), start=_FIRST_ROW):
                sheet.write_string(row, column, word)
                sheet.write_string(row, column + 1, item)
        sheet.very_hidden()
