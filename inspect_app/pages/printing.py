"""From a button to the PDF: the job is asked for, its progress shown, the file opened."""

from __future__ import annotations

from flask import Response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from inspect_app.api.guarding import guarded
from inspect_app.api.report_requests import asked_for_report, file_answer
from inspect_app.api.scoping import inspections_in_scope, not_here
from inspect_app.domain.permissions import Permission
from inspect_app.extensions import db
from inspect_app.pages.frame import asks_again, here, page, page_group, page_language, wording
from inspect_app.pages.wording import known_language
from inspect_app.problems import Problem
from inspect_app.schemas.reports import kept_problem
from inspect_app.services import printed_reports
from inspect_app.store.inspections import InspectionRow
from inspect_app.store.jobs import JobRow
from inspect_app.store.places import FacilityRow
from inspect_app.store.printed import PrintedReportRow

pages = page_group("printing")
REFRESH_SECONDS = 2


@pages.post("/inspections/<inspection_id>/reports")
@guarded(Permission.PRINT_REPORT)
def ask(inspection_id: str) -> AnyResponse:
    """The full edition in the language of the button that was pressed."""
    language = known_language(request.form.get("language"))
    if language is None:
        raise Problem("http.400", path=request.path)
    found = asked_for_report(inspection_id, language, "full", inspections_in_scope())
    is_report = isinstance(found, PrintedReportRow)
    address = f"/reports/{found.id}" if is_report else f"/jobs/{found.id}"
    db.session.commit()
    return redirect(address, 303)


@pages.get("/jobs/<job_id>")
@guarded(Permission.PRINT_REPORT)
@asks_again
def job(job_id: str) -> AnyResponse:
    """Asks again by itself until the reader says otherwise; opens the report when it is there."""
    found = printed_reports.printing_job_in(db.session(), job_id, inspections_in_scope())
    if found is None:
        raise not_here()
    if found.state == "done" and found.result is not None:
        return redirect(f"/reports/{found.result['report']}", 303)
    refreshes = found.state != "failed" and request.args.get("refresh") != "no"
    response = page(
        "job",
        is_demo=_is_demo(found),
        job=found,
        stage=wording().say(_stage(found)),
        steps=found.steps_total,
        sentence=_sentence(found),
        refreshes=refreshes,
        without_refresh=here(refresh="no"),
        with_refresh=here(refresh=None),
        back=_facility_page(found),
    )
    if refreshes:
        response.headers["Refresh"] = str(REFRESH_SECONDS)
    return response


@pages.get("/reports/<report_id>")
@guarded(Permission.PRINT_REPORT)
def report(report_id: str) -> Response:
    found = printed_reports.report_in(db.session(), report_id, inspections_in_scope())
    if found is None:
        raise not_here()
    return file_answer(found)


def _stage(found: JobRow) -> str:
    if found.state == "ready":
        return "job.again" if found.problem else "job.ready"
    return f"job.{found.stage or 'facts'}"


def _sentence(found: JobRow) -> str | None:
    if found.state != "failed" or found.problem is None:
        return None
    return kept_problem(found.problem).sentence(page_language())


def _facility_of(found: JobRow) -> str | None:
    inspection = db.session.get(InspectionRow, str(found.payload["insp"]))
    return None if inspection is None else inspection.facility_id


def _facility_page(found: JobRow) -> str:
    facility_id = _facility_of(found)
    return f"/facilities/{facility_id}" if facility_id else "/overview"


def _is_demo(found: JobRow) -> bool:
    facility = db.session.get(FacilityRow, _facility_of(found) or "")
    return facility is not None and facility.is_demo
