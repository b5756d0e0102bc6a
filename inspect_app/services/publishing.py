"""Publications: made, withdrawn, printed. What they say is made by `domain.publishing`."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from inspect_app.domain.canonical import canonical_bytes, sha256_text
from inspect_app.domain.publishing import PublicEdition
from inspect_app.domain.review import WithdrawalReason
from inspect_app.problems import LANGUAGES, Problem
from inspect_app.store.jobs import JobRow, ask
from inspect_app.store.review import (
    PublicationRow,
    PublishedFileRow,
    files_of,
    next_revision,
    publications_of,
)

KIND = "print_publication"
_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_GROUPS, _LETTERS = 2, 4

__all__ = [
    "KIND",
    "PrintedLanguage",
    "Publication",
    "ask_for_prints",
    "file_of",
    "in_force",
    "keep_file",
    "new_code",
    "next_revision",
    "printed_languages",
    "publications_of",
    "publish",
    "withdraw",
]


@dataclass(frozen=True, slots=True)
class Publication:
    """What is published: `op_id` of the act that did it, `clearances` as they are kept."""

    insp: str
    op_id: str
    region: str | None
    edition: PublicEdition
    clearances: Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class PrintedLanguage:
    """Where the PDF of one language stands: its file, or the job that prints it."""

    language: str
    file: PublishedFileRow | None
    job: JobRow | None


def new_code(session: Session, country: str) -> str:
    """Short enough to be read out, without letters that are taken for others: KZ-7QX4-M2RD."""
    while True:
        groups = [
            "".join(secrets.choice(_CROCKFORD) for _ in range(_LETTERS)) for _ in range(_GROUPS)
        ]
        code = "-".join([country, *groups])
        taken = select(PublicationRow.id).where(PublicationRow.code == code)
        if session.scalar(taken) is None:
            return code


def publish(session: Session, made: Publication, by: str, now: datetime) -> PublicationRow:
    """The next revision, with the code and the number that its document says. The caller has taken in
    the act, and commits."""
    document, judged = made.edition.document, made.edition.assessment
    data = canonical_bytes(document)
    row = PublicationRow(
        id=str(uuid4()),
        code=document["code"],
        insp=made.insp,
        revision=document["revision"],
        op_id=made.op_id,
        facility_id=made.edition.facts.facility.id,
        region_id=made.region,
        is_demo=made.edition.facts.is_demo,
        visited_on=made.edition.facts.inspection.visited_on,
        published_by=by,
        published_at=now,
        clearances=[dict(cleared) for cleared in made.clearances],
        document=data,
        document_sha256=sha256_text(data),
        rating=judged.rating.value,
        at_best=judged.at_best.value,
        index=judged.index,
        low=judged.interval.low,
        high=judged.interval.high,
        coverage=judged.coverage,
        critical_failures=list(judged.critical_failures),
        severe_failure_count=len(judged.severe_failures),
    )
    session.add(row)
    session.flush()
    return row


def withdraw(
    session: Session, insp: str, by: str, reason: WithdrawalReason, why: str, now: datetime
) -> PublicationRow:
    """What is in force no longer is; row and files stay. Raises Problem `publication.not_in_force`."""
    row = in_force(session, insp)
    if row is None:
        raise Problem("publication.not_in_force", inspection=insp)
    row.withdrawn_by, row.withdrawn_at = by, now
    row.withdrawn_reason, row.withdrawn_why = reason.value, why.strip()
    return row


def in_force(session: Session, insp: str) -> PublicationRow | None:
    rows = publications_of(session, insp)
    return next((row for row in rows if row.withdrawn_at is None), None)


def ask_for_prints(
    session: Session, publication: PublicationRow, by: str, now: datetime
) -> tuple[JobRow, ...]:
    """A job for each language that is not printed yet. The caller commits."""
    printed = {file.language for file in files_of(session, publication.id)}
    return tuple(
        ask(
            session,
            KIND,
            {"publication": publication.id, "language": language},
            by=by,
            now=now,
            key=f"{KIND}:{publication.id}:{language}",
        )
        for language in LANGUAGES
        if language not in printed
    )


def keep_file(
    session: Session,
    publication: PublicationRow,
    language: str,
    file: tuple[str, int],
    now: datetime,
) -> PublishedFileRow:
    """`file`: hash and size of what is in its place. Done twice, it is the same row."""
    sha256, size_bytes = file
    row = session.get(PublishedFileRow, (publication.id, language))
    if row is None:
        row = PublishedFileRow(publication_id=publication.id, language=language)
        session.add(row)
    row.file_sha256, row.size_bytes, row.made_at = sha256, size_bytes, now
    row.data_sha256 = publication.document_sha256
    return row


def file_of(session: Session, insp: str, code: str, language: str) -> PublishedFileRow | None:
    """The PDF of a revision of this inspection, in force or not."""
    return session.scalars(
        select(PublishedFileRow)
        .join(PublicationRow, PublicationRow.id == PublishedFileRow.publication_id)
        .where(
            PublicationRow.insp == insp,
            PublicationRow.code == code,
            PublishedFileRow.language == language,
        )
    ).first()


def printed_languages(session: Session, publication: str) -> tuple[PrintedLanguage, ...]:
    """In the order of the languages. Two statements."""
    files = {file.language: file for file in files_of(session, publication)}
    rows = session.scalars(
        select(JobRow)
        .where(JobRow.kind == KIND, JobRow.payload["publication"].as_string() == publication)
        .order_by(JobRow.asked_at)
    )
    jobs = {str(job.payload["language"]): job for job in rows}
    return tuple(
        PrintedLanguage(language, files.get(language), jobs.get(language)) for language in LANGUAGES
    )
