"""What review leaves behind: frozen results, what was set aside, publications and their files."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    ColumnElement,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
    func,
    select,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from inspect_app.store.base import Base, Exact, Moment


class ApprovalRow(Base):
    """An inspection as it was approved: never changed, never deleted (triggers see to it).

    `result` is the result document (facts and assessment) in canonical form, gzip-compressed;
    `data_sha256` the hash that it declares, `document_sha256` that of the assessment alone. `of_n` is
    the length of the stream that was frozen; later operations are an addendum. `evidence` is
    `[[entity, sha256 or null], …]`, `packs` `[[id, version, sha256], …]`, `waivers`
    `[{"key", "why"}, …]`.
    """

    __tablename__ = "approval"

    insp: Mapped[str] = mapped_column(String(80), primary_key=True)
    op_id: Mapped[str] = mapped_column(String(64))
    of_n: Mapped[int] = mapped_column(BigInteger)
    approved_by: Mapped[str] = mapped_column(String(64))
    approved_at: Mapped[datetime] = mapped_column(Moment)
    data_sha256: Mapped[str] = mapped_column(String(64))
    document_sha256: Mapped[str] = mapped_column(String(64))
    packs: Mapped[list[Any]] = mapped_column(JSON)
    evidence: Mapped[list[Any]] = mapped_column(JSON)
    waivers: Mapped[list[Any]] = mapped_column(JSON)
    result: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)


class SetAsideRow(Base):
    """An operation that could not be applied, and that a reviewer decided to leave so."""

    __tablename__ = "set_aside"

    op_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    insp: Mapped[str] = mapped_column(String(80), index=True)
    by: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(Moment)
    why: Mapped[str] = mapped_column(Text)


class PublicationRow(Base):
    """One revision of what the public may read of an inspection.

    Everything that the portal shows stands here or in `published_file`: it reads no other row of an
    inspection. `document` is canonical JSON (see domain.publishing), `clearances` the entities whose
    words or photographs the publisher cleared. The columns beside it repeat the document, for lists.
    A withdrawn revision keeps its row, and its address keeps telling that and why.
    """

    __tablename__ = "publication"
    __table_args__ = (
        UniqueConstraint("insp", "revision"),
        Index("ix_publication_facility_id_visited_on", "facility_id", "visited_on"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    code: Mapped[str] = mapped_column(String(20), unique=True)  # in addresses and on paper
    insp: Mapped[str] = mapped_column(String(80), index=True)
    revision: Mapped[int]
    op_id: Mapped[str] = mapped_column(String(64))
    facility_id: Mapped[str] = mapped_column(String(36))
    region_id: Mapped[str | None] = mapped_column(String(10), index=True)
    is_demo: Mapped[bool] = mapped_column(default=False)
    visited_on: Mapped[date]
    published_by: Mapped[str] = mapped_column(String(64))
    published_at: Mapped[datetime] = mapped_column(Moment)
    withdrawn_by: Mapped[str | None] = mapped_column(String(64))
    withdrawn_at: Mapped[datetime | None] = mapped_column(Moment)
    withdrawn_reason: Mapped[str | None] = mapped_column(String(30))  # told to all
    withdrawn_why: Mapped[str | None] = mapped_column(Text)  # told to nobody outside
    clearances: Mapped[list[Any]] = mapped_column(JSON)
    document: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    document_sha256: Mapped[str] = mapped_column(String(64))
    rating: Mapped[str] = mapped_column(String(30))
    at_best: Mapped[str] = mapped_column(String(30))
    index: Mapped[Fraction | None] = mapped_column("index_exact", Exact)
    low: Mapped[Fraction] = mapped_column(Exact)
    high: Mapped[Fraction] = mapped_column(Exact)
    coverage: Mapped[Fraction] = mapped_column(Exact)
    critical_failures: Mapped[list[str]] = mapped_column(JSON)
    severe_failure_count: Mapped[int]


class PublishedFileRow(Base):
    """A printed public edition. The file lies in the data folder under its hash."""

    __tablename__ = "published_file"

    publication_id: Mapped[str] = mapped_column(ForeignKey("publication.id"), primary_key=True)
    language: Mapped[str] = mapped_column(String(2), primary_key=True)
    file_sha256: Mapped[str] = mapped_column(String(64), index=True)
    data_sha256: Mapped[str] = mapped_column(String(64), index=True)
    size_bytes: Mapped[int] = mapped_column(BigInteger)
    made_at: Mapped[datetime] = mapped_column(Moment)


def current_publications(scope: ColumnElement[bool]) -> ColumnElement[bool]:
    """About `PublicationRow`: in force, and within the scope."""
    return PublicationRow.withdrawn_at.is_(None) & scope


def publications_of(session: Session, insp: str) -> Sequence[PublicationRow]:
    """All revisions, the newest first."""
    return session.scalars(
        select(PublicationRow)
        .where(PublicationRow.insp == insp)
        .order_by(PublicationRow.revision.desc())
    ).all()


def next_revision(session: Session, insp: str) -> int:
    last = session.scalar(
        select(func.max(PublicationRow.revision)).where(PublicationRow.insp == insp)
    )
    return (last or 0) + 1


def files_of(session: Session, publication: str) -> Sequence[PublishedFileRow]:
    return session.scalars(
        select(PublishedFileRow)
        .where(PublishedFileRow.publication_id == publication)
        .order_by(PublishedFileRow.language)
    ).all()
