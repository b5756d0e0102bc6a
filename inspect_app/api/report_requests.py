"""What the JSON doors and the pages share of printing: asking within a scope, and handing out files."""

from __future__ import annotations

import io

from flask import Response, send_file
from sqlalchemy import ColumnElement

from inspect_app.api.guarding import current_actor
from inspect_app.api.machinery import machinery, now
from inspect_app.api.scoping import not_here
from inspect_app.extensions import db
from inspect_app.files.printed_files import read_printed
from inspect_app.jobs.report_source import made_of
from inspect_app.problems import Problem
from inspect_app.services import inspections, printed_reports, publishing
from inspect_app.store.jobs import JobRow
from inspect_app.store.printed import PrintedReportRow


def asked_for_report(
    insp: str, language: str, edition: str, scope: ColumnElement[bool]
) -> PrintedReportRow | JobRow:
    """What is printed already, or the job that prints it. The caller commits.

    A public edition is never printed here, from whatever stands in the log: it is printed of what was
    published, when it is published.

    Raises Problem `http.404` outside the scope, `printed.not_published`,
    `publication.printed_elsewhere`.
    """
    session = db.session()
    listed = inspections.inspection_in(session, insp, scope)
    found = inspections.find(session, insp)
    if listed is None or found is None:
        raise not_here()
    if edition == "public":
        raise _public_elsewhere(insp)
    source = made_of(session, found, machinery().standards, machinery().settings)
    report = printed_reports.report_made_of(session, source, language, edition)
    if report is not None and _content(report) is not None:
        return report
    by = current_actor().account
    return printed_reports.ask_for_report(session, insp, language, edition, by, now())


def _public_elsewhere(insp: str) -> Problem:
    publication = publishing.in_force(db.session(), insp)
    if publication is None:
        return Problem("printed.not_published", inspection=insp)
    return Problem("publication.printed_elsewhere", inspection=insp, named=publication.code)


def file_answer(report: PrintedReportRow) -> Response:
    """The PDF, to be shown and not kept: a full edition is not for a stranger's disk.

    Its name says nothing of where it comes from. Raises Problem `printed.file_gone`.
    """
    name = f"report-{report.id[:8]}-{report.language}.pdf"
    return pdf_answer(report.file_sha256, name, report.id)


def pdf_answer(sha256: str, name: str, called: str) -> Response:
    """`called`: what the refusal names. Raises Problem `printed.file_gone`."""
    content = read_printed(machinery().settings.data_dir, sha256)
    if content is None:
        raise Problem("printed.file_gone", report=called)
    response = send_file(
        io.BytesIO(content),
        mimetype="application/pdf",
        download_name=name,
        etag=sha256,
        conditional=True,
    )
    response.headers["Cache-Control"] = "no-store"
    return response


def _content(report: PrintedReportRow) -> bytes | None:
    return read_printed(machinery().settings.data_dir, report.file_sha256)
