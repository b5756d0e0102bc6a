"""Doors to the kept results: the facilities of the reader at a glance, and one over time."""

from __future__ import annotations

from typing import Any

from flask import Response
from flask_smorest import Blueprint

from inspect_app.api.guarding import current_actor, current_condition, guarded
from inspect_app.api.machinery import now
from inspect_app.api.paging import PageArguments, answered_page
from inspect_app.api.scoping import (
    facilities_in_scope,
    facility_scope,
    inspections_in_scope,
    not_here,
)
from inspect_app.domain.permissions import Permission
from inspect_app.extensions import db
from inspect_app.schemas.results import (
    FacilityResultsTold,
    OverviewArguments,
    OverviewTold,
    result_document,
    standing_document,
)
from inspect_app.services import overviews, rollups
from inspect_app.services.overviews import OverviewAsked

blueprint = Blueprint("results", __name__, url_prefix="/api/v1")


@blueprint.route("/overview")
@guarded(Permission.READ_INSPECTION)
@blueprint.arguments(PageArguments, location="query")
@blueprint.arguments(OverviewArguments, location="query")
@blueprint.response(200, OverviewTold)
def read_overview(paging: dict[str, Any], asked: dict[str, Any]) -> Response:
    """Facilities with their latest rating, interval, critical failures, coverage and its age."""
    rows, page = overviews.overview(
        db.session(),
        OverviewAsked(**asked),
        (facilities_in_scope(), inspections_in_scope()),
        now().date(),
        (paging["page_size"], paging["after"]),
    )
    told = [standing_document(row) for row in rows]
    return answered_page({"facilities": told, "total": page.total, "after": page.after})


@blueprint.route("/facilities/<facility_id>/results")
@guarded(Permission.READ_INSPECTION)
@blueprint.arguments(PageArguments, location="query")
@blueprint.response(200, FacilityResultsTold)
def list_results(paging: dict[str, Any], facility_id: str) -> Response:
    """One facility over time: every kept result with its domains, the newest visit first."""
    scope = facility_scope(current_condition(), current_actor())
    if not rollups.is_facility(db.session(), facility_id, scope):
        raise not_here()
    rows, page = rollups.results(
        db.session(),
        facility_id,
        inspections_in_scope(),
        paging["page_size"],
        paging["after"],
    )
    document = {
        "facility": facility_id,
        "results": [result_document(row) for row in rows],
        "total": page.total,
        "after": page.after,
    }
    return answered_page(document)
