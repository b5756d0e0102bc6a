"""The door of printed reports: asked for, described, handed out."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify, url_for
from flask_smorest import Blueprint

from inspect_app.api.errors import reader_language
from inspect_app.api.etags import answered
from inspect_app.api.guarding import guarded
from inspect_app.api.report_requests import asked_for_report, file_answer
from inspect_app.api.scoping import inspections_in_scope, not_here
from inspect_app.domain.permissions import Permission
from inspect_app.extensions import db
from inspect_app.schemas.reports import (
    ReportAsked,
    ReportOrJobTold,
    ReportTold,
    job_document,
    report_document,
)
from inspect_app.services import printed_reports
from inspect_app.store.printed import PrintedReportRow

blueprint = Blueprint("reports", __name__, url_prefix="/api/v1")


@blueprint.route("/inspections/<inspection_id>/reports", methods=["POST"])
@guarded(Permission.PRINT_REPORT)
@blueprint.arguments(ReportAsked)
@blueprint.response(202, ReportOrJobTold)
@blueprint.alt_response(200, schema=ReportOrJobTold)
def ask_for_report(asked: dict[str, Any], inspection_id: str) -> Response:
    """Print a report: 202 with the job, or 200 with the report where it is printed already.

    Location is the address of whichever it is. A public edition is printed when it is published, and
    never here.
    """
    scope = inspections_in_scope()
    found = asked_for_report(inspection_id, asked["language"], asked["edition"], scope)
    if isinstance(found, PrintedReportRow):
        response = jsonify(report=report_document(found), job=None)
        response.headers["Location"] = url_for("reports.read_report", report_id=found.id)
    else:
        response = jsonify(report=None, job=job_document(found, reader_language()))
        response.status_code = 202
        response.headers["Location"] = url_for("jobs.read_job", job_id=found.id)
    db.session.commit()
    return response


@blueprint.route("/reports/<report_id>", methods=["GET"])
@guarded(Permission.PRINT_REPORT)
@blueprint.response(200, ReportTold)
def read_report(report_id: str) -> Response:
    """What was printed: of which state, in which language and edition, with which hashes."""
    return answered(report_document(_report(report_id)))


@blueprint.route("/reports/<report_id>/file", methods=["GET"])
@guarded(Permission.PRINT_REPORT)
@blueprint.response(200, {"type": "string", "format": "binary"}, content_type="application/pdf")
def read_file(report_id: str) -> Response:
    """The PDF. Its ETag is the SHA-256 of its bytes."""
    return file_answer(_report(report_id))


def _report(report_id: str) -> PrintedReportRow:
    report = printed_reports.report_in(db.session(), report_id, inspections_in_scope())
    if report is None:
        raise not_here()
    return report
