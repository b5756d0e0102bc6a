"""The work `print_publication`: `{"publication", "language"}` becomes the PDF of a public edition.

Printed from the frozen result and what was cleared, and only if that still gives the very document
that was published.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, cast

from sqlalchemy.orm import Session

from inspect_app.domain.canonical import canonical_bytes, sha256_text
from inspect_app.domain.publishing import PublicEdition
from inspect_app.files.printed_files import keep_printed
from inspect_app.files.public_pictures import public_pictures_folder
from inspect_app.jobs.printed import printed_public
from inspect_app.jobs.publishing import Named, cleared_before, edition_of
from inspect_app.jobs.scoring import scored
from inspect_app.jobs.workshop import Task
from inspect_app.problems import Language, Problem
from inspect_app.reports.model import Stamp
from inspect_app.reports.self_check import faults
from inspect_app.services import inspections, publishing
from inspect_app.services.assessments import Standards
from inspect_app.services.printed_reports import region_name
from inspect_app.store.engine import start_reading
from inspect_app.store.review import PublicationRow

STAGES = ("facts", "layout", "checking", "done")


def handle(task: Task) -> Mapping[str, Any]:
    """Raises Problem `http.404`, `publication.document_differs`, `report.*`."""
    workshop = task.workshop
    settings, publication = workshop.settings, str(task.payload["publication"])
    language = cast("Language", task.payload["language"])
    _tell(task, "facts")
    with workshop.session() as session:
        start_reading(session)
        row, made, standards = _edition(task, session, publication)
        region = region_name(session, row.region_id, language)
    _tell(task, "layout")
    pictures = public_pictures_folder(settings.data_dir)
    stamp = Stamp(revision=row.revision, region=region)
    content = printed_public(made, standards, settings, language, pictures, stamp)
    _tell(task, "checking")
    found = faults(content)
    if found:
        raise Problem("report.not_printed", why=found[0])
    file = keep_printed(settings.data_dir, content), len(content)
    with workshop.session() as session:
        kept = session.get_one(PublicationRow, publication)
        publishing.keep_file(session, kept, language, file, workshop.clock())
        session.commit()
    _tell(task, "done")
    return {"file": file[0]}


def _edition(
    task: Task, session: Session, publication: str
) -> tuple[PublicationRow, PublicEdition, Standards]:
    workshop = task.workshop
    row = session.get(PublicationRow, publication)
    found = None if row is None else inspections.find(session, row.insp)
    if row is None or found is None:
        raise Problem("http.404", path=publication)
    made = scored(session, workshop.standards, found, data_dir=workshop.settings.data_dir)
    addendum = json.loads(row.document)["addendum_operations"]
    named = Named(row.code, row.revision, row.region_id, addendum)
    edition = edition_of(made, named, cleared_before(row.clearances))
    if sha256_text(canonical_bytes(edition.document)) != row.document_sha256:
        raise Problem("publication.document_differs", named=row.code)
    return row, edition, made.standards


def _tell(task: Task, stage: str) -> None:
    task.progress(STAGES.index(stage), len(STAGES) - 1, stage)
