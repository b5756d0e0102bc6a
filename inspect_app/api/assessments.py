"""Doors to the assessment of one inspection, and to any one number of it with its reasons."""

from __future__ import annotations

from flask import Response
from flask_smorest import Blueprint

from inspect_app.api.etags import answered, not_modified
from inspect_app.api.guarding import guarded
from inspect_app.api.scored import (
    etag_of_scored,
    found_in_scope,
    opener_for,
    scored_for,
)
from inspect_app.domain.permissions import Permission
from inspect_app.domain.scoring.document import assessment_document
from inspect_app.extensions import db
from inspect_app.problems import Problem
from inspect_app.schemas.assessments import CriterionOpenedTold, InspectionAssessedTold
from inspect_app.schemas.findings import findings_of
from inspect_app.schemas.inspections import NotUsedTold
from inspect_app.services.inspections import sources_of

blueprint = Blueprint("assessments", __name__, url_prefix="/api/v1/inspections")


@blueprint.route("/<inspection_id>/assessment")
@guarded(Permission.READ_INSPECTION)
@blueprint.response(200, InspectionAssessedTold)
def read_assessment(inspection_id: str) -> Response:
    """The whole assessment with its reasons, by all that has arrived and the standards in force."""
    found = found_in_scope(inspection_id)
    etag = etag_of_scored(found)
    known = not_modified(etag)
    if known is not None:
        return known
    made = scored_for(found)
    document = {
        "inspection": inspection_id,
        "n": found.version.n,
        "not_used": NotUsedTold().dump(made.loaded.not_used, many=True),
        "assessment": assessment_document(made.assessment),
    }
    return answered(document, etag=etag)


@blueprint.route("/<inspection_id>/assessment/criteria/<criterion_id>")
@guarded(Permission.READ_INSPECTION)
@blueprint.response(200, CriterionOpenedTold)
def read_criterion_result(inspection_id: str, criterion_id: str) -> Response:
    """One criterion opened: rule, provisions, thresholds in force, rooms, persons, readings."""
    found = found_in_scope(inspection_id)
    etag = etag_of_scored(found)
    known = not_modified(etag)
    if known is not None:
        return known
    made = scored_for(found)
    main = made.standards.main
    if criterion_id not in main.criteria:
        raise Problem("standards.criterion_not_found", pack=main.id, criterion=criterion_id)
    opener = opener_for(made)
    rows = findings_of(made.assessment.criteria[criterion_id])
    sources = sources_of(db.session(), inspection_id, opener.answers(rows))
    head = {"inspection": inspection_id, "n": found.version.n}
    return answered(head | opener.opened(criterion_id, sources), etag=etag)
