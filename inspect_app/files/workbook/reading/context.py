"""What every reader of a sheet needs at hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from inspect_app.domain.facts_checking import Path
from inspect_app.domain.standards import Input
from inspect_app.files.workbook.layout import SheetKey
from inspect_app.files.workbook.reading.cells import Cells
from inspect_app.files.workbook.reading.grid import Cell, Row, Table
from inspect_app.files.workbook.reading.word_lists import WordLists


@dataclass(frozen=True, slots=True)
class Context:
    """`cell_of`: path into the facts -> the cell that says it, so that later faults can be placed."""

    tables: Mapping[SheetKey, Table]
    cells: Cells
    words: WordLists
    inputs: Mapping[str, Input]
    cell_of: dict[Path, Cell] = field(default_factory=dict)

    def place(self, path: Path, row: Row, **keys: str) -> None:
        """Notes where the parts of an item stand: `place(path, row, block="block")`."""
        for part, key in keys.items():
            self.cell_of[(*path, part)] = row.cells[key]

    def nearest(self, path: Path) -> Cell | None:
        """The cell of the path or of what it lies in."""
        for length in range(len(path), 0, -1):
            if path[:length] in self.cell_of:
                return self.cell_of[path[:length]]
        return None
