"""Printed reports and the jobs that make them: asked for, kept, found again within a scope."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from inspect_app.store.audit import write_line
from inspect_app.store.inspections import InspectionRow
from inspect_app.store.jobs import JobRow, ask
from inspect_app.store.places import RegionRow
from inspect_app.store.printed import PrintedReportRow, report_in, report_made_of

KIND = "print_report"

__all__ = [
    "KIND",
    "PrintedFile",
    "ask_for_report",
    "keep_report",
    "printing_job_in",
    "report_in",
    "report_made_of",
]


@dataclass(frozen=True, slots=True)
class PrintedFile:
    """What a report was made of, and the file that it became."""

    insp: str
    of_n: int
    made_of: str
    language: str
    edition: str
    data_sha256: str
    file_sha256: str
    size_bytes: int


def ask_for_report(
    session: Session, insp: str, language: str, edition: str, by: str, now: datetime
) -> JobRow:
    """The job that prints it: a new one, or the unfinished one that does. The caller commits."""
    payload = {"insp": insp, "language": language, "edition": edition}
    key = f"{KIND}:{insp}:{language}:{edition}"
    job = ask(session, KIND, payload, by=by, now=now, key=key)
    _audit(session, by, "report.ask", insp, {"language": language, "edition": edition}, now)
    return job


def keep_report(session: Session, made: PrintedFile, by: str, now: datetime) -> PrintedReportRow:
    """The row of a file that is in its place. Done twice, it is the same row; the caller commits."""
    known = report_made_of(session, made.made_of, made.language, made.edition)
    if known is not None:
        known.file_sha256, known.size_bytes = made.file_sha256, made.size_bytes
        return known
    row = PrintedReportRow(
        id=str(uuid4()), insp=made.insp, of_n=made.of_n, made_of=made.made_of,
        language=made.language, edition=made.edition, data_sha256=made.data_sha256,
        file_sha256=made.file_sha256, size_bytes=made.size_bytes, asked_by=by, made_at=now,
    )  # fmt: skip
    session.add(row)
    _audit(session, by, "report.print", made.insp, {"report": row.id, "of_n": made.of_n}, now)
    return row


def printing_job_in(session: Session, job_id: str, scope: ColumnElement[bool]) -> JobRow | None:
    """A job that prints a report of an inspection within the scope, whoever asked for it first."""
    job = session.scalars(select(JobRow).where(JobRow.id == job_id, JobRow.kind == KIND)).first()
    if job is None:
        return None
    insp = str(job.payload["insp"])
    seen = session.scalar(select(InspectionRow.id).where(InspectionRow.id == insp, scope))
    return None if seen is None else job


def region_name(session: Session, region_id: str | None, language: str) -> str:
    """As the register names it; empty where it knows no such region."""
    row = None if region_id is None else session.get(RegionRow, region_id)
    return "" if row is None else row.names.get(language) or row.id


def _audit(
    session: Session, by: str, action: str, insp: str, details: dict[str, Any], now: datetime
) -> None:
    write_line(
        session, at=now, actor=by, action=action, subject_kind="inspection", subject=insp,
        details=details,
    )  # fmt: skip
