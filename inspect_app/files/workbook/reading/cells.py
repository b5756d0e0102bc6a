"""Cells read one by one: a value, nothing, or a refusal that names the cell."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import TypeVar

from inspect_app.domain.facts import Rectangles
from inspect_app.files.workbook.reading.cell_values import (
    Raw,
    Unreadable,
    day_of,
    exact_of,
    folded,
    moment_of,
    rectangles_of,
    shown,
    text_of,
)
from inspect_app.files.workbook.reading.grid import Cell
from inspect_app.files.workbook.reading.refusals import Refusals

_SEPARATORS = re.compile(r"[,;\n]")
Read = TypeVar("Read")


@dataclass(frozen=True, slots=True)
class WordList:
    """The words of a drop-down: `known` by their small letters, `shown` as a person sees them."""

    known: Mapping[str, str]
    shown: tuple[str, ...]


class Cells:
    """Each method gives the value of a cell, or None where it is empty or has been refused."""

    def __init__(self, refusals: Refusals, is_1904: bool) -> None:
        self.refusals = refusals
        self._epoch = datetime(1904, 1, 1) if is_1904 else datetime(1899, 12, 30)  # noqa: DTZ001

    def text(self, cell: Cell) -> str | None:
        return self._read(cell, text_of)

    def codes(self, cell: Cell) -> tuple[str, ...]:
        """Several, divided by commas, semicolons or lines."""
        parts = _SEPARATORS.split(self.text(cell) or "")
        return tuple(part.strip() for part in parts if part.strip())

    def exact(self, cell: Cell) -> Fraction | None:
        return self._read(cell, exact_of)

    def day(self, cell: Cell) -> date | None:
        return self._read(cell, lambda raw: day_of(raw, self._epoch))

    def moment(self, cell: Cell) -> datetime | None:
        return self._read(cell, lambda raw: moment_of(raw, self._epoch))

    def rectangles(self, cell: Cell) -> Rectangles | None:
        return self._read(cell, rectangles_of)

    def word(self, cell: Cell, words: WordList) -> str | None:
        """What a word of a drop-down stands for."""

        def look_up(raw: Raw) -> str:
            given = ("yes" if raw else "no") if isinstance(raw, bool) else str(raw)
            if folded(given) not in words.known:
                raise Unreadable(
                    "workbook.unknown_word", given=shown(raw), choices="; ".join(words.shown)
                )
            return words.known[folded(given)]

        return self._read(cell, look_up)

    def yes_no(self, cell: Cell, words: WordList) -> bool | None:
        found = self.word(cell, words)
        return None if found is None else found == "yes"

    def required(self, cell: Cell, value: Read | None) -> Read | None:
        """The same value; where there is none, the cell is refused, unless it already was."""
        if value is None:
            self.refusals.add(cell, "workbook.required")
        return value

    def _read(self, cell: Cell, parse: Callable[[Raw], Read]) -> Read | None:
        if cell.is_empty or self.refusals.has(cell):
            return None
        try:
            return parse(cell.raw)
        except Unreadable as error:
            self.refusals.add(cell, error.code, **error.details)
            return None
