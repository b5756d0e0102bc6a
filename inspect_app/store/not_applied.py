"""How many operations of an inspection wait, as a column of any query that reads inspections."""

from __future__ import annotations

from sqlalchemy import ColumnElement, case, func, select

from inspect_app.domain.operations import Status
from inspect_app.store.inspections import InspectionRow
from inspect_app.store.operations import OperationRow
from inspect_app.store.review import SetAsideRow

_NOT_APPLIED = (Status.HELD.value, Status.QUARANTINE.value)


def not_applied() -> ColumnElement[int]:
    """Stored operations that were not applied, without those that a reviewer set aside.

    The log is read only for inspections where something was ever set aside.
    """
    set_aside = (
        select(func.count())
        .select_from(SetAsideRow)
        .join(OperationRow, OperationRow.op_id == SetAsideRow.op_id)
        .where(SetAsideRow.insp == InspectionRow.id, OperationRow.status.in_(_NOT_APPLIED))
        .correlate(InspectionRow)
        .scalar_subquery()
    )
    all_of_them = InspectionRow.quarantined + InspectionRow.held
    return case((all_of_them > 0, all_of_them - set_aside), else_=0)
