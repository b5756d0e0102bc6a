"""Printed reports and the jobs that print them, as the doors ask for them and tell them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marshmallow import Schema, fields, validate

from inspect_app.problems import CATALOGUE, LANGUAGES, Language, Problem
from inspect_app.schemas.told import Sha256, Told
from inspect_app.store.jobs import JobRow
from inspect_app.store.printed import PrintedReportRow

EDITIONS = ("full", "public")
STATES = ("ready", "running", "done", "failed")


class ReportAsked(Schema):
    language = fields.String(required=True, validate=validate.OneOf(LANGUAGES))
    edition = fields.String(load_default="full", validate=validate.OneOf(EDITIONS))


class JobProblemTold(Told):
    code = fields.String()
    status = fields.Integer()
    sentence = fields.String()
    details = fields.Dict(keys=fields.String(), values=fields.String())


class JobTold(Told):
    id = fields.String()
    inspection = fields.String()
    language = fields.String(validate=validate.OneOf(LANGUAGES))
    edition = fields.String(validate=validate.OneOf(EDITIONS))
    state = fields.String(validate=validate.OneOf(STATES))
    stage = fields.String(
        allow_none=True, metadata={"description": "facts, layout, checking, done"}
    )
    steps_done = fields.Integer()
    steps_total = fields.Integer(allow_none=True)
    asked_at = fields.String(metadata={"format": "date-time"})
    finished_at = fields.String(allow_none=True, metadata={"format": "date-time"})
    report = fields.String(
        allow_none=True, metadata={"description": "Id of the report, once it is there."}
    )
    problem = fields.Nested(
        JobProblemTold,
        allow_none=True,
        metadata={"description": "Why it failed; of a ready job: why it is tried again."},
    )


class ReportTold(Told):
    id = fields.String()
    inspection = fields.String()
    of_n = fields.Integer(
        metadata={"description": "Length of the inspection's stream when it was printed."}
    )
    language = fields.String(validate=validate.OneOf(LANGUAGES))
    edition = fields.String(validate=validate.OneOf(EDITIONS))
    data_sha256 = Sha256()
    file_sha256 = Sha256()
    size_bytes = fields.Integer()
    made_at = fields.String(metadata={"format": "date-time"})
    file = fields.String(metadata={"description": "Address of the PDF."})


class ReportOrJobTold(Told):
    """One of them is null: the report where it is printed already, else the job that prints it."""

    report = fields.Nested(ReportTold, allow_none=True)
    job = fields.Nested(JobTold, allow_none=True)


def job_document(job: JobRow, language: Language) -> dict[str, Any]:
    return {
        "id": job.id,
        "inspection": job.payload["insp"],
        "language": job.payload["language"],
        "edition": job.payload["edition"],
        "state": job.state,
        "stage": job.stage,
        "steps_done": job.steps_done,
        "steps_total": job.steps_total,
        "asked_at": job.asked_at.isoformat(),
        "finished_at": None if job.finished_at is None else job.finished_at.isoformat(),
        "report": None if job.result is None else job.result["report"],
        "problem": None if job.problem is None else problem_document(job.problem, language),
    }


def problem_document(kept: Mapping[str, Any], language: Language) -> dict[str, Any]:
    """The refusal that a job ended with; its sentence in the reader's language."""
    problem = kept_problem(kept)
    return {
        "code": problem.code,
        "status": problem.kind.status,
        "sentence": problem.sentence(language),
        "details": problem.details,
    }


def kept_problem(kept: Mapping[str, Any]) -> Problem:
    """A code that this version of the program no longer knows is a failure without a reason."""
    if kept["code"] not in CATALOGUE:
        return Problem("job.failed", kind="print_report", why=kept["code"])
    return Problem(kept["code"], **kept["details"])


def report_document(report: PrintedReportRow) -> dict[str, Any]:
    return {
        "id": report.id,
        "inspection": report.insp,
        "of_n": report.of_n,
        "language": report.language,
        "edition": report.edition,
        "data_sha256": report.data_sha256,
        "file_sha256": report.file_sha256,
        "size_bytes": report.size_bytes,
        "made_at": report.made_at.isoformat(),
        "file": f"/api/v1/reports/{report.id}/file",
    }
