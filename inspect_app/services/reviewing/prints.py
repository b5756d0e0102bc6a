"""The reports that an approval asked for: where their printing stands."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from inspect_app.store.jobs import JobRow
from inspect_app.store.printed import newest_report, report_made_of
from inspect_app.store.review import ApprovalRow

KIND = "print_report"


@dataclass(frozen=True, slots=True)
class Print:
    """One language. `report`: of the file, once it is there; `job`: that prints it, or failed to.

    `is_current` False: the file was printed of this approval, and would be printed otherwise today,
    with another address or a picture that has come since. It stands until somebody asks anew.
    """

    language: str
    report: str | None
    job: JobRow | None
    is_current: bool = True


def prints_of(
    session: Session, approval: ApprovalRow, made_of: str, edition: str, languages: Collection[str]
) -> tuple[Print, ...]:
    """`made_of`: as `jobs.report_source` gives it. A job that failed before the approval was to print
    something else. At most two statements a language, and one."""
    is_since = or_(JobRow.finished_at.is_(None), JobRow.finished_at >= approval.approved_at)
    rows = session.scalars(
        select(JobRow)
        .where(JobRow.kind == KIND, JobRow.payload["insp"].as_string() == approval.insp, is_since)
        .order_by(JobRow.asked_at)
    )
    jobs: dict[Any, JobRow] = {
        job.payload["language"]: job for job in rows if job.payload["edition"] == edition
    }
    return tuple(
        _print(session, approval, made_of, edition, one, jobs.get(one)) for one in languages
    )


def waived_files(session: Session, insp: str) -> frozenset[str]:
    """Ids of the evidence that was approved although its file had not arrived."""
    row = session.get(ApprovalRow, insp)
    keys = (str(waiver["key"]).split(":") for waiver in (row.waivers if row else ()))
    return frozenset(key[2] for key in keys if key[:2] == ["file_awaited", "evidence"])


def _print(
    session: Session,
    approval: ApprovalRow,
    made_of: str,
    edition: str,
    language: str,
    job: JobRow | None,
) -> Print:
    report = report_made_of(session, made_of, language, edition)
    if report is not None:
        return Print(language, report.id, None)
    if job is not None and job.state == "done":
        job = None  # what it printed is found by itself; if it is not, that was a draft
    if job is None or job.state == "failed":
        earlier = newest_report(session, approval.insp, approval.of_n, language, edition)
        if earlier is not None:
            return Print(language, earlier.id, job, is_current=False)
    return Print(language, None, job)
