"""The work `print_report`: `{"insp", "language", "edition"}` becomes a file and the row of a report."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

from sqlalchemy.orm import Session

from inspect_app.domain.facts import Facts
from inspect_app.domain.terms import EvidenceKind
from inspect_app.files.blob_store import blob_path
from inspect_app.files.printed_files import keep_printed, read_printed
from inspect_app.jobs.printed import embedded, printed
from inspect_app.jobs.report_source import made_of
from inspect_app.jobs.scoring import scored
from inspect_app.jobs.workshop import Task, Workshop
from inspect_app.problems import Language, Problem
from inspect_app.reports.model import Edition
from inspect_app.reports.self_check import faults
from inspect_app.schemas.result import Result, result_from
from inspect_app.services import evidence_files, inspections, printed_reports
from inspect_app.services.inspections import Found
from inspect_app.services.printed_reports import PrintedFile
from inspect_app.store.engine import start_reading

STAGES = ("facts", "layout", "checking", "done")


def handle(task: Task) -> Mapping[str, Any]:
    """Raises Problem `http.404` where the inspection is gone, and all that scoring and printing do."""
    workshop, edition = task.workshop, Edition(task.payload["edition"])
    language = cast("Language", task.payload["language"])
    _tell(task, "facts")
    found, result = _result(workshop, str(task.payload["insp"]))
    source = made_of(found, workshop.standards)
    known = _known(workshop, source, language, edition)
    if known is not None:
        return {"report": known}
    _tell(task, "layout")
    folder = workshop.settings.data_dir
    content = printed(result, workshop.standards, workshop.settings, language, folder, edition)
    _tell(task, "checking")
    _refuse_if_faulty(content)
    made = PrintedFile(
        insp=found.version.insp,
        of_n=found.version.n,
        made_of=source,
        language=language,
        edition=edition.value,
        data_sha256=hashlib.sha256(embedded(result, edition)[1]).hexdigest(),
        file_sha256=keep_printed(workshop.settings.data_dir, content),
        size_bytes=len(content),
    )
    with workshop.session() as session:
        report = printed_reports.keep_report(session, made, task.asked_by, workshop.clock()).id
        session.commit()
    _tell(task, "done")
    return {"report": report}


def _result(workshop: Workshop, insp: str) -> tuple[Found, Result]:
    """One snapshot: what is printed is one state of the inspection."""
    standards = workshop.standards
    with workshop.session() as session:
        start_reading(session)
        found = inspections.find(session, insp)
        if found is None:
            raise Problem("http.404", path=insp)
        made = scored(session, standards, found, data_dir=workshop.settings.data_dir)
        facts = _with_files(session, made.loaded.facts)
    return found, result_from(facts, made.assessment)


def _with_files(session: Session, facts: Facts) -> Facts:
    """Every photograph names its bytes, from the data folder. What is no picture stays in the list
    of evidence with its hash. Raises Problem `printed.photographs_awaited`."""
    photographs = [
        item for item in facts.evidence if item.kind is EvidenceKind.PHOTO and item.sha256
    ]
    known = evidence_files.bytes_of(session, (item.sha256 or "" for item in photographs))
    awaited = [item.id for item in photographs if item.sha256 in known.awaited]
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
