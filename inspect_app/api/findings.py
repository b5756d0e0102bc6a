"""Doors to the findings of one inspection, each opened down to the operations it rests on."""

from __future__ import annotations

from typing import Any

from flask import Response
from flask_smorest import Blueprint

from inspect_app.api.etags import not_modified
from inspect_app.api.guarding import guarded
from inspect_app.api.paging import PageArguments, answered_page
from inspect_app.api.scored import etag_of_scored, found_in_scope, opener_for, scored_for
from inspect_app.domain.permissions import Permission
from inspect_app.extensions import db
from inspect_app.schemas.assessments import FindingsTold
from inspect_app.schemas.findings import FindingArguments
from inspect_app.services.findings import FindingsAsked, findings_page
from inspect_app.services.inspections import sources_of

blueprint = Blueprint("findings", __name__, url_prefix="/api/v1/inspections")


@blueprint.route("/<inspection_id>/findings")
@guarded(Permission.READ_INSPECTION)
@blueprint.arguments(PageArguments, location="query")
@blueprint.arguments(FindingArguments, location="query")
@blueprint.response(200, FindingsTold)
def list_findings(paging: dict[str, Any], asked: dict[str, Any], inspection_id: str) -> Response:
    """Findings by domain, criterion, level, state and place, with rule, readings and sources."""
    found = found_in_scope(inspection_id)
    etag = etag_of_scored(found)
    known = not_modified(etag)
    if known is not None:
        return known
    made = scored_for(found)
    page = findings_page(
        made.assessment, FindingsAsked(**asked), paging["page_size"], paging["after"]
    )
    opener = opener_for(made)
    sources = sources_of(db.session(), inspection_id, opener.answers(page.rows))
    document = {
        "inspection": inspection_id,
        "n": found.version.n,
        "findings": [opener.finding(row, sources) for row in page.rows],
        "total": page.total,
        "after": page.after,
    }
    return answered_page(document, etag=etag)
