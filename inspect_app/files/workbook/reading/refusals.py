"""All that is wrong with a workbook, gathered so that it can be told at once."""

from __future__ import annotations

from typing import Protocol

from inspect_app.problems import Problem, Problems


class At(Protocol):
    """A place in a workbook; rows and columns count from 0, `where` is as people write it."""

    @property
    def sheet(self) -> str: ...
    @property
    def row(self) -> int: ...
    @property
    def column(self) -> int: ...
    @property
    def where(self) -> str: ...


class Refusals:
    """One sentence a cell: the first thing that is wrong with it."""

    def __init__(self, file: str) -> None:
        self.file = file
        self._by_place: dict[tuple[str, int, int], Problem] = {}

    def add(self, at: At, code: str, **details: str) -> None:
        place = (at.sheet, at.row, at.column)
        if place not in self._by_place:
            self._by_place[place] = Problem(code, where=f"{self.file}, {at.where}", **details)

    def has(self, at: At) -> bool:
        return (at.sheet, at.row, at.column) in self._by_place

    def raise_if_any(self) -> None:
        """Raises Problems, sheet by sheet, from top to bottom."""
        if not self._by_place:
            return
        sheets = list(dict.fromkeys(sheet for sheet, _, _ in self._by_place))
        in_order = sorted(self._by_place, key=lambda at: (sheets.index(at[0]), at[1], at[2]))
        raise Problems(self._by_place[at] for at in in_order)
