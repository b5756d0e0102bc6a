"""What the reader of a page may see: results by their own permission, the register by its own."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement

from inspect_app.api.guarding import current_actor
from inspect_app.api.scoping import facility_scope, inspection_scope
from inspect_app.domain.permissions import Condition, Permission, condition


@dataclass(frozen=True, slots=True)
class Reader:
    """`results` None: no result at all, and then the register is shown as it is."""

    results: Condition | None
    can_print: bool
    can_enrol: bool
    facilities: ColumnElement[bool]
    inspections: ColumnElement[bool]


def reader() -> Reader:
    actor = current_actor()
    results = condition(actor, Permission.READ_INSPECTION)
    return Reader(
        results=results,
        can_print=condition(actor, Permission.PRINT_REPORT) is not None,
        can_enrol=condition(actor, Permission.ENROL_DEVICE) is not None,
        facilities=facility_scope(results or Condition.ALL, actor),
        inspections=inspection_scope(results, actor),
    )
