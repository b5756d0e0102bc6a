"""The work `print_report`: `{"insp", "language", "edition"}` becomes a file and the row of a report.

Always the full edition: the public one is printed of a publication alone (`jobs.printing_public`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import UTC
from pathlib import Path
from typing import Any, cast

from sqlalchemy.orm import Session

from inspect_app.domain.facts import Facts
from inspect_app.domain.terms import EvidenceKind
from inspect_app.files.blob_store import blob_path
from inspect_app.files.printed_files import keep_printed, read_printed
from inspect_app.jobs.printed import printed
from inspect_app.jobs.report_source import made_of
from inspect_app.jobs.scoring import scored
from inspect_app.jobs.workshop import Task, Workshop
from inspect_app.problems import Language, Problem
from inspect_app.reports.model import Edition, Stamp
from inspect_app.reports.self_check import faults
from inspect_app.schemas.result import Result, result_from
from inspect_app.services import evidence_files, inspections, printed_reports
from inspect_app.services.assessments import Standards
from inspect_app.services.inspections import Found
from inspect_app.services.printed_reports import PrintedFile
from inspect_app.services.reviewing import waived_files
from inspect_app.store.engine import start_reading
from inspect_app.store.review import ApprovalRow

STAGES = ("facts", "layout", "checking", "done")


def handle(task: Task) -> Mapping[str, Any]:
    """Raises Problem `http.404` where the inspection is gone, and all that scoring and printing do."""
    workshop, edition = task.workshop, Edition(task.payload["edition"])
    if edition is not Edition.FULL:
        raise Problem("printed.not_published", inspection=task.payload["insp"])
    language = cast("Language", task.payload["language"])
    _tell(task, "facts")
    found, result, standards, facts, source = _result(workshop, str(task.payload["insp"]))
    known = _known(workshop, source, language, edition)
    if known is not None:
        return {"report": known}
    _tell(task, "layout")
    folder = workshop.settings.data_dir
    stamp = _stamp(workshop, found, language)
    content = printed(result, standards, workshop.settings, language, folder, stamp, facts)
    _tell(task, "checking")
    _refuse_if_faulty(content)
    made = PrintedFile(
        insp=found.version.insp,
        of_n=found.version.n,
        made_of=source,
        language=language,
        edition=edition.value,
        data_sha256=hashlib.sha256(result.canonical).hexdigest(),
        file_sha256=keep_printed(workshop.settings.data_dir, content),
        size_bytes=len(content),
    )
    with workshop.session() as session:
        report = printed_reports.keep_report(session, made, task.asked_by, workshop.clock()).id
        session.commit()
    _tell(task, "done")
    return {"report": report}


def _result(workshop: Workshop, insp: str) -> tuple[Found, Result, Standards, Facts, str]:
    """One snapshot: what is printed is one state of the inspection, by the standards that judged it;
    of an approved inspection the state and the standards of its approval. The result is what is
    carried along; the facts beside it name the files of the photographs. Last, `made_of`."""
    standards, settings = workshop.standards, workshop.settings
    with workshop.session() as session:
        start_reading(session)
        found = inspections.find(session, insp)
        if found is None:
            raise Problem("http.404", path=insp)
        made = scored(session, standards, found, data_dir=settings.data_dir)
        source = made_of(session, found, standards, settings)
        facts = _with_files(session, made.loaded.facts, waived_files(session, insp))
    result = result_from(made.loaded.facts, made.assessment)
    return found, result, made.standards, facts, source


def _stamp(workshop: Workshop, found: Found, language: Language) -> Stamp:
    """Where it lies, and when it was approved, and what; of an inspection that was not, no more: it is
    a draft."""
    with workshop.session() as session:
        start_reading(session)
        region = printed_reports.region_name(session, found.region, language)
        row = session.get(ApprovalRow, found.version.insp) if found.approval else None
    if row is None:
        return Stamp(region=region)
    day = row.approved_at.astimezone(UTC).date()
    return Stamp(approved_on=day, approved_sha256=row.data_sha256, region=region)


def _with_files(session: Session, facts: Facts, waived: Collection[str]) -> Facts:
    """Every photograph names its bytes, from the data folder. What is no picture, and what a reviewer
    approved without its file, stays in the list of evidence with its hash.

    Raises Problem `printed.photographs_awaited`.
    """
    photographs = [
        item for item in facts.evidence if item.kind is EvidenceKind.PHOTO and item.sha256
    ]
    known = evidence_files.bytes_of(session, (item.sha256 or "" for item in photographs))
    awaited = [
        item.id for item in photographs if item.sha256 in known.awaited and item.id not in waived
    ]
    if awaited:
        raise Problem("printed.photographs_awaited", count=len(awaited), evidence=awaited[0])
    named = (
        replace(item, file=str(blob_path(Path(), item.sha256)))
        if item.sha256 and item in photographs and item.sha256 in known.pictures
        else item
        for item in facts.evidence
    )
    return replace(facts, evidence=tuple(named))


def _known(workshop: Workshop, source: str, language: str, edition: str) -> str | None:
    """The report that is there already, file and all."""
    with workshop.session() as session:
        start_reading(session)
        known = printed_reports.report_made_of(session, source, language, edition)
        if known is None or read_printed(workshop.settings.data_dir, known.file_sha256) is None:
            return None
        return known.id


def _refuse_if_faulty(content: bytes) -> None:
    found = faults(content)
    if found:
        raise Problem("report.not_printed", why=found[0])


def _tell(task: Task, stage: str) -> None:
    task.progress(STAGES.index(stage), len(STAGES) - 1, stage)
