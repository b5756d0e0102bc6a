"""What is published, row by row: no other row of an inspection is ever read for the public.

Of a withdrawn revision nothing is told but that, when and for which public reason: its figures and
its document stay behind, so that no page can show them by mistake.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from sqlalchemy import ColumnElement, func, select, true
from sqlalchemy.orm import Session, undefer

from inspect_app.store.review import (
    PublicationRow,
    PublishedFileRow,
    current_publications,
    files_of,
)


@dataclass(frozen=True, slots=True)
class Figures:
    """The result in short. Indexes are exact, from 0 to 100; `coverage` is a share of one."""

    rating: str
    at_best: str
    index: Fraction | None
    low: Fraction
    high: Fraction
    coverage: Fraction
    critical_failures: tuple[str, ...]
    severe: int


@dataclass(frozen=True, slots=True)
class Published:
    """One revision. `figures` None: it was withdrawn."""

    id: str
    code: str
    insp: str
    revision: int
    facility_id: str
    region_id: str | None
    is_demo: bool
    visited_on: date
    published_at: datetime
    withdrawn_at: datetime | None
    withdrawn_reason: str | None
    document_sha256: str
    figures: Figures | None

    @property
    def is_in_force(self) -> bool:
        return self.figures is not None


@dataclass(frozen=True, slots=True)
class PublishedFile:
    language: str
    sha256: str
    size_bytes: int


def publication(session: Session, code: str) -> Published | None:
    row = session.scalars(select(PublicationRow).where(PublicationRow.code == code)).first()
    return None if row is None else _published(row)


def document_of(session: Session, shown: Published) -> bytes | None:
    """The canonical JSON whose hash was published; None: it was withdrawn."""
    if not shown.is_in_force:
        return None
    return session.scalars(
        select(PublicationRow.document).where(PublicationRow.id == shown.id)
    ).first()


def files_in_force(session: Session, shown: Published) -> tuple[PublishedFile, ...]:
    if not shown.is_in_force:
        return ()
    return tuple(_file(row) for row in files_of(session, shown.id))


def kept_file(session: Session, shown: Published, language: str) -> PublishedFile | None:
    """None: it was withdrawn, or never printed in this language."""
    return next((f for f in files_in_force(session, shown) if f.language == language), None)


def revisions(session: Session, shown: Published) -> tuple[Published, ...]:
    """All revisions of the same visit, the newest first."""
    return tuple(
        _published(row)
        for row in session.scalars(
            select(PublicationRow)
            .where(PublicationRow.insp == shown.insp)
            .order_by(PublicationRow.revision.desc())
        )
    )


def in_force_instead(session: Session, shown: Published) -> Published | None:
    """The later revision of the same visit that is in force; None: there is none."""
    later = (r for r in revisions(session, shown) if r.revision > shown.revision)
    return next((revision for revision in later if revision.is_in_force), None)


def history(
    session: Session, facility: str, most: int
) -> tuple[tuple[Published, bytes | None], ...]:
    """The latest revisions about a facility with their documents, the newest visit first. Of what was
    withdrawn the document is not even read. Two statements."""
    rows = session.scalars(
        select(PublicationRow)
        .where(PublicationRow.facility_id == facility)
        .order_by(PublicationRow.visited_on.desc(), PublicationRow.published_at.desc())
        .limit(most)
    )
    found = [_published(row) for row in rows]
    in_force = [one.id for one in found if one.is_in_force]
    documents = session.execute(
        select(PublicationRow.id, PublicationRow.document).where(PublicationRow.id.in_(in_force))
    )
    data: dict[str, bytes] = {row[0]: row[1] for row in documents}
    return tuple((one, data.get(one.id)) for one in found)


def latest_of_facilities(
    session: Session, facilities: Sequence[str] | None = None
) -> Mapping[str, Published]:
    """Facility -> its latest visit with a publication in force. None: of all facilities."""
    ids = _latest_ids(_among(facilities))
    rows = session.scalars(select(PublicationRow).where(PublicationRow.id.in_(ids)))
    return {row.facility_id: _published(row) for row in rows}


def latest_documents(session: Session) -> Iterable[bytes]:
    """The documents of those, one at a time."""
    ids = _latest_ids(true())
    return session.scalars(
        select(PublicationRow.document)
        .where(PublicationRow.id.in_(ids))
        .order_by(PublicationRow.code)
        .execution_options(yield_per=20)
    )


def newest(session: Session, most: int) -> tuple[Published, ...]:
    """What was published last and is in force."""
    return tuple(
        _published(row)
        for row in session.scalars(
            select(PublicationRow)
            .where(current_publications(true()))
            .order_by(PublicationRow.published_at.desc(), PublicationRow.code)
            .limit(most)
        )
    )


def all_published(session: Session) -> Iterable[Published]:
    """Every revision ever, the oldest first."""
    rows = session.scalars(
        select(PublicationRow)
        .order_by(PublicationRow.published_at, PublicationRow.code)
        .execution_options(yield_per=200)
    )
    return (_published(row) for row in rows)


def documents_in_force(session: Session) -> Iterable[tuple[Published, bytes]]:
    """Every revision in force with its document, the oldest first, one at a time."""
    rows = session.scalars(
        select(PublicationRow)
        .where(current_publications(true()))
        .order_by(PublicationRow.published_at, PublicationRow.code)
        .options(undefer(PublicationRow.document))
        .execution_options(yield_per=20)
    )
    for row in rows:
        yield _published(row), row.document
        session.expunge(row)


def state_of_all(session: Session) -> tuple[str, ...]:
    """Changes whenever anything is published or withdrawn."""
    counted, published, withdrawn = session.execute(
        select(
            func.count(),
            func.max(PublicationRow.published_at),
            func.max(PublicationRow.withdrawn_at),
        )
    ).one()
    gone = session.scalar(select(func.count()).where(PublicationRow.withdrawn_at.is_not(None)))
    return (str(counted), str(gone), str(published), str(withdrawn))


def files_by_hash(session: Session, digits: str) -> tuple[tuple[Published, str], ...]:
    """(revision, language) of every public file whose own hash or whose data's hash begins so."""
    rows = session.execute(
        select(PublicationRow, PublishedFileRow.language)
        .join(PublishedFileRow, PublishedFileRow.publication_id == PublicationRow.id)
        .where(
            PublishedFileRow.file_sha256.startswith(digits, autoescape=True)
            | PublishedFileRow.data_sha256.startswith(digits, autoescape=True)
            | PublicationRow.document_sha256.startswith(digits, autoescape=True)
        )
        .order_by(PublicationRow.revision.desc(), PublishedFileRow.language)
    ).all()
    return tuple((_published(row), language) for row, language in rows)


def _among(facilities: Sequence[str] | None) -> ColumnElement[bool]:
    return true() if facilities is None else PublicationRow.facility_id.in_(facilities)


def _latest_ids(scope: ColumnElement[bool]) -> ColumnElement[str]:
    order = (PublicationRow.visited_on.desc(), PublicationRow.published_at.desc())
    place = func.row_number().over(partition_by=PublicationRow.facility_id, order_by=order)
    ranked = (
        select(PublicationRow.id, place.label("place"))
        .where(current_publications(scope))
        .subquery()
    )
    return select(ranked.c.id).where(ranked.c.place == 1).scalar_subquery()


def _file(row: PublishedFileRow) -> PublishedFile:
    return PublishedFile(row.language, row.file_sha256, row.size_bytes)


def _published(row: PublicationRow) -> Published:
    return Published(
        id=row.id,
        code=row.code,
        insp=row.insp,
        revision=row.revision,
        facility_id=row.facility_id,
        region_id=row.region_id,
        is_demo=row.is_demo,
        visited_on=row.visited_on,
        published_at=row.published_at,
        withdrawn_at=row.withdrawn_at,
        withdrawn_reason=row.withdrawn_reason,
        document_sha256=row.document_sha256,
        figures=_figures(row) if row.withdrawn_at is None else None,
    )


def _figures(row: PublicationRow) -> Figures:
    return Figures(
        rating=row.rating,
        at_best=row.at_best,
        index=row.index,
        low=row.low,
        high=row.high,
        coverage=row.coverage,
        critical_failures=tuple(row.critical_failures),
        severe=row.severe_failure_count,
    )
