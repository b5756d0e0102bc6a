"""What the current actor may see, ready for a query: what lies outside is answered with 404.

A door takes `inspections_in_scope()` into its query, or hands it to the service that asks; it never
fetches a row first and judges it afterwards. The clauses themselves stand in `store.scopes`.
"""

from __future__ import annotations

from flask import request
from sqlalchemy import ColumnElement

from inspect_app.api.guarding import current_actor, current_condition
from inspect_app.problems import Problem
from inspect_app.store.scopes import facility_scope, inspection_scope

__all__ = [
    "facilities_in_scope",
    "facility_scope",
    "inspection_scope",
    "inspections_in_scope",
    "not_here",
]


def facilities_in_scope() -> ColumnElement[bool]:
    """About `FacilityRow`, by the condition under which this route's permission is held."""
    return facility_scope(current_condition(), current_actor())


def inspections_in_scope() -> ColumnElement[bool]:
    """About `InspectionRow`, by the condition under which this route's permission is held."""
    return inspection_scope(current_condition(), current_actor())


def not_here() -> Problem:
    """The one answer for what does not exist and for what this actor may not see."""
    return Problem("http.404", path=request.path)
