"""The sheet of the facility and its visit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from inspect_app.domain.facts import ChecklistUsed, Facility, Inspection
from inspect_app.domain.terms import FacilityKind, Grade
from inspect_app.files.workbook.layout import SheetKey
from inspect_app.files.workbook.reading.context import Context
from inspect_app.files.workbook.reading.grid import Cell

_LANGUAGES = ("kk", "ru", "en")
_UNKNOWN_DAY = date(9999, 12, 31)  # stands in until the refusal of the missing day is raised


@dataclass(frozen=True, slots=True)
class Visit:
    """`recorded_by` and `grade` hold for every answer that says nothing else."""

    facility: Facility
    inspection: Inspection
    recorded_by: str | None
    grade: Grade
    is_demo: bool


class VisitSheet:
    def __init__(self, context: Context) -> None:
        self._context = context
        table = context.tables[SheetKey.FACILITY]
        self._cells = {row.key: row.cells["value"] for row in table.rows if row.key}
        last = max((row.cells["value"].row for row in table.rows), default=0)
        self._absent = Cell(table.name, last + 1, table.columns["value"], "")

    def read(self) -> Visit:
        context, cells = self._context, self._context.cells
        grade = cells.word(self._cell("default_grade"), context.words["grade"])
        is_demo = cells.yes_no(self._cell("is_demo"), context.words["yes_no"])
        facility = self._facility()
        return Visit(
            facility=facility,
            inspection=self._inspection(),
            recorded_by=cells.text(self._cell("recorded_by")),
            grade=Grade(grade or Grade.A),
            is_demo=bool(is_demo),
        )

    def _facility(self) -> Facility:
        context, cells = self._context, self._context.cells
        context.cell_of[("facility",)] = self._cell("facility_id")
        context.cell_of[("facility", "names")] = self._cell("name_kk")
        context.cell_of[("facility", "country")] = self._cell("country")
        names = {code: cells.text(self._cell(f"name_{code}")) for code in _LANGUAGES}
        kind_cell = self._cell("kind")
        kind = cells.required(kind_cell, cells.word(kind_cell, context.words["facility_kind"]))
        country_cell = self._cell("country")
        country = cells.required(country_cell, cells.text(country_cell))
        return Facility(
            id=cells.text(self._cell("facility_id")) or "facility",
            names={code: name for code, name in names.items() if name},
            kind=FacilityKind(kind or FacilityKind.OTHER),
            country=country or "",
            region=cells.text(self._cell("region")),
            codes=cells.codes(self._cell("codes")),
        )

    def _inspection(self) -> Inspection:
        context, cells = self._context, self._context.cells
        context.cell_of[("inspection",)] = self._cell("visited_on")
        context.cell_of[("inspection", "team")] = self._cell("team")
        day_cell = self._cell("visited_on")
        visited_on = cells.required(day_cell, cells.day(day_cell)) or _UNKNOWN_DAY
        given_id = cells.text(self._cell("inspection_id"))
        return Inspection(
            id=given_id or f"visit-{visited_on.isoformat()}",
            visited_on=visited_on,
            is_announced=cells.yes_no(self._cell("is_announced"), context.words["yes_no"]),
            team=cells.codes(self._cell("team")),
            checklist=self._checklist(),
        )

    def _checklist(self) -> ChecklistUsed | None:
        rows = self._context.tables[SheetKey.KEYS].rows
        said = {row.key: str(row.cells["value"].raw) for row in rows if "value" in row.cells}
        version = said.get("checklist.version", "")
        if not version.isdecimal():
            return None
        return ChecklistUsed(
            said.get("checklist.id", ""), int(version), said.get("checklist.sha256", "")
        )

    def _cell(self, key: str) -> Cell:
        return self._cells.get(key, self._absent)
