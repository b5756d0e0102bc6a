"""Doors to the inspections: lists, one of them, and what in it is disputed, waiting or past."""

from __future__ import annotations

from typing import Any

from flask import Response
from flask_smorest import Blueprint

from inspect_app.api.etags import answered
from inspect_app.api.guarding import guarded
from inspect_app.api.paging import PageArguments, answered_page
from inspect_app.api.scoping import inspections_in_scope
from inspect_app.api.scored import listed
from inspect_app.domain.permissions import Permission
from inspect_app.extensions import db
from inspect_app.schemas.inspections import (
    ConflictsTold,
    ConflictTold,
    HistoryArguments,
    HistoryTold,
    InspectionArguments,
    InspectionsTold,
    InspectionWholeTold,
    SaidTold,
    StoredOperationsTold,
    StoredOperationTold,
    inspection_document,
)
from inspect_app.services import inspections
from inspect_app.services.inspections import InspectionAsked

blueprint = Blueprint("inspections", __name__, url_prefix="/api/v1/inspections")


@blueprint.route("")
@guarded(Permission.READ_INSPECTION)
@blueprint.arguments(PageArguments, location="query")
@blueprint.arguments(InspectionArguments, location="query")
@blueprint.response(200, InspectionsTold)
def list_inspections(paging: dict[str, Any], asked: dict[str, Any]) -> Response:
    """The inspections that the reader may see, the newest visit first."""
    rows, page = inspections.list_inspections(
        db.session(), InspectionAsked(**asked), inspections_in_scope(), **paging
    )
    told = [inspection_document(row) for row in rows]
    return answered_page({"inspections": told, "total": page.total, "after": page.after})


@blueprint.route("/<inspection_id>")
@guarded(Permission.READ_INSPECTION)
@blueprint.response(200, InspectionWholeTold)
def read_inspection(inspection_id: str) -> Response:
    """One inspection: where it stands, who is on the team, and its kept result."""
    return answered(inspection_document(listed(inspection_id)))


@blueprint.route("/<inspection_id>/conflicts")
@guarded(Permission.READ_HELD_OPERATIONS)
@blueprint.arguments(PageArguments, location="query")
@blueprint.response(200, ConflictsTold)
def list_conflicts(paging: dict[str, Any], inspection_id: str) -> Response:
    """Fields on which tablets differ: every head side by side, and none preferred."""
    listed(inspection_id)
    rows, page = inspections.conflicts_of(db.session(), inspection_id, **paging)
    told = ConflictTold().dump(rows, many=True)
    return answered_page({"conflicts": told, "total": page.total, "after": page.after})


@blueprint.route("/<inspection_id>/held")
@guarded(Permission.READ_HELD_OPERATIONS)
@blueprint.arguments(PageArguments, location="query")
@blueprint.response(200, StoredOperationsTold)
def list_unapplied(paging: dict[str, Any], inspection_id: str) -> Response:
    """Operations that are stored and not applied, each with the reason and what was signed."""
    listed(inspection_id)
    rows, page = inspections.unapplied_of(db.session(), inspection_id, **paging)
    told = StoredOperationTold().dump(rows, many=True)
    return answered_page({"operations": told, "total": page.total, "after": page.after})


@blueprint.route("/<inspection_id>/history")
@guarded(Permission.READ_HELD_OPERATIONS)
@blueprint.arguments(HistoryArguments, location="query")
@blueprint.response(200, HistoryTold)
def read_history(asked: dict[str, str], inspection_id: str) -> Response:
    """Every operation that ever wrote one field of one entity, in the order of the stream."""
    listed(inspection_id)
    said = inspections.history_of(db.session(), inspection_id, asked["entity"], asked["field"])
    return answered({**asked, "said": SaidTold().dump(said, many=True)})
