"""The door of jobs: how far the work is that outlives a request."""

from __future__ import annotations

from flask import Response
from flask_smorest import Blueprint

from inspect_app.api.errors import reader_language
from inspect_app.api.etags import answered
from inspect_app.api.guarding import guarded
from inspect_app.api.scoping import inspections_in_scope, not_here
from inspect_app.domain.permissions import Permission
from inspect_app.extensions import db
from inspect_app.schemas.reports import JobTold, job_document
from inspect_app.services import printed_reports

blueprint = Blueprint("jobs", __name__, url_prefix="/api/v1/jobs")


@blueprint.route("/<job_id>", methods=["GET"])
@guarded(Permission.PRINT_REPORT)
@blueprint.response(200, JobTold)
def read_job(job_id: str) -> Response:
    """A job that prints a report: its progress, then its report, or the sentence that says why not.

    Ask again every second or two; with If-None-Match nothing is sent until something has changed.
    """
    job = printed_reports.printing_job_in(db.session(), job_id, inspections_in_scope())
    if job is None:
        raise not_here()
    response = answered(job_document(job, reader_language()))
    response.vary.add("Accept-Language")
    return response
