"""How much a facility needs attention: critical failures times the persons whom they reach.

A number for the order of a list alone: it rates nothing. Who is not counted is never few: where
nobody counted the persons in the places that fail, all who were present stand in for them, and where
nobody counted at all, the facility stands before all others that fail.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, case, func

from inspect_app.store.rollups import InspectionRollupRow

_MORE_THAN_ANYWHERE = 10**7
"""Persons: more than any facility holds, so that what nobody counted comes first in the order."""


class Counted(StrEnum):
    """Whose number stands in a need."""

    AFFECTED = "affected"  # in the places where the failure that reaches most of them was found
    PRESENT = "present"  # nobody counted those; everybody who was held there on that day
    NOBODY = "nobody"  # nobody counted at all


@dataclass(frozen=True, slots=True)
class Need:
    """`persons` None: nobody counted, and then there is no product either."""

    failures: int
    persons: int | None
    counted: Counted

    @property
    def product(self) -> int | None:
        if self.failures == 0:
            return 0
        return None if self.persons is None else self.failures * self.persons


def need_of(failures: int, affected: int | None, present: int | None) -> Need:
    """Of the latest result of a facility. No person at all in the places counts as nobody counted."""
    if affected:
        return Need(failures, affected, Counted.AFFECTED)
    if present:
        return Need(failures, present, Counted.PRESENT)
    return Need(failures, None, Counted.NOBODY)


def need_of_rollup(row: InspectionRollupRow) -> Need:
    return need_of(
        row.critical_failure_count, row.persons_in_critical_failures, row.persons_present
    )


def need_column() -> ColumnElement[Any]:
    """The same for the order of a query about `InspectionRollupRow`: nothing without a result."""
    row = InspectionRollupRow
    persons = func.coalesce(
        func.nullif(row.persons_in_critical_failures, 0),
        func.nullif(row.persons_present, 0),
        _MORE_THAN_ANYWHERE,
    )
    failures = row.critical_failure_count
    return case((row.insp.is_(None), 0), (failures == 0, 0), else_=failures * persons)
