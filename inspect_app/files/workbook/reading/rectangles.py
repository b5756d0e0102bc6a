"""Lengths and widths in several cells of a row, and "is there one?" before them."""

from __future__ import annotations

from collections.abc import Mapping

from inspect_app.domain.facts import Rectangle, Rectangles
from inspect_app.files.workbook.layout import EXISTS, LENGTH, WIDTH
from inspect_app.files.workbook.reading.context import Context
from inspect_app.files.workbook.reading.grid import Cell

QuestionPart = tuple[str | None, int]
"""("exists", 0), ("length", 1), ("width", 1), ...; (None, 0) is a whole answer in one cell."""


def read_parts(cells: Mapping[QuestionPart, Cell], context: Context) -> Rectangles | None:
    """Rectangles, none at all (), or no answer."""
    pairs = [_pair(cells, number, context) for number in _numbers(cells)]
    found = tuple(pair for pair in pairs if pair is not None)
    exists_cell = cells.get((EXISTS, 0))
    if exists_cell is None:
        return found or None
    return _with_existence(exists_cell, found, cells, context)


def _with_existence(
    exists_cell: Cell, found: Rectangles, cells: Mapping[QuestionPart, Cell], context: Context
) -> Rectangles | None:
    exists = context.cells.yes_no(exists_cell, context.words["yes_no"])
    if exists is False:
        if found:
            context.cells.refusals.add(exists_cell, "workbook.none_with_size")
        return ()
    if exists and not found:
        sides = [cell for (part, _), cell in cells.items() if part != EXISTS]
        if not any(context.cells.refusals.has(cell) for cell in sides):
            context.cells.refusals.add(exists_cell, "workbook.size_missing")
    return found or None


def _pair(cells: Mapping[QuestionPart, Cell], number: int, context: Context) -> Rectangle | None:
    """Both sides or neither: half a rectangle is refused at the side that is missing."""
    sides = [cells.get((side, number)) for side in (LENGTH, WIDTH)]
    there = [cell for cell in sides if cell is not None]
    values = [context.cells.exact(cell) for cell in there]
    if len(there) == 2 and values[0] is not None and values[1] is not None:
        return Rectangle(values[0], values[1])
    if any(not cell.is_empty for cell in there):
        for cell in there:
            if cell.is_empty:
                context.cells.refusals.add(cell, "workbook.side_missing")
    return None


def _numbers(cells: Mapping[QuestionPart, Cell]) -> list[int]:
    return sorted({number for part, number in cells if part != EXISTS})
