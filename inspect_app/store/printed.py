"""Reports that were printed, each from exactly one state of an inspection."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, ColumnElement, Index, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from inspect_app.store.base import Base, Moment
from inspect_app.store.inspections import InspectionRow


class PrintedReportRow(Base):
    """The file lies in the data folder under its hash. `of_n` is the stream's length when printed.

    `made_of` is the hash of all that the report is a function of, besides language and edition: the
    state of the inspection, the facility in the register, the standards, the program.
    """

    __tablename__ = "printed_report"
    __table_args__ = (
        Index("ix_printed_report_insp", "insp", "language", "edition"),
        UniqueConstraint("made_of", "language", "edition"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    insp: Mapped[str] = mapped_column(String(80))
    of_n: Mapped[int] = mapped_column(BigInteger)
    made_of: Mapped[str] = mapped_column(String(64))
    language: Mapped[str] = mapped_column(String(2))
    edition: Mapped[str] = mapped_column(String(10))
    data_sha256: Mapped[str] = mapped_column(String(64))  # of the embedded data
    file_sha256: Mapped[str] = mapped_column(String(64), index=True)
    size_bytes: Mapped[int] = mapped_column(BigInteger)
    asked_by: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime] = mapped_column(Moment)


def report_made_of(
    session: Session, made_of: str, language: str, edition: str
) -> PrintedReportRow | None:
    return session.scalars(
        select(PrintedReportRow).where(
            PrintedReportRow.made_of == made_of,
            PrintedReportRow.language == language,
            PrintedReportRow.edition == edition,
        )
    ).first()


def newest_report(
    session: Session, insp: str, after_n: int, language: str, edition: str
) -> PrintedReportRow | None:
    """The last one that was printed when the stream was longer than `after_n`."""
    return session.scalars(
        select(PrintedReportRow)
        .where(
            PrintedReportRow.insp == insp,
            PrintedReportRow.of_n > after_n,
            PrintedReportRow.language == language,
            PrintedReportRow.edition == edition,
        )
        .order_by(PrintedReportRow.made_at.desc(), PrintedReportRow.id)
        .limit(1)
    ).first()


def report_in(
    session: Session, report_id: str, scope: ColumnElement[bool]
) -> PrintedReportRow | None:
    """None where there is none of an inspection within the scope (a clause about InspectionRow)."""
    return session.scalars(
        select(PrintedReportRow)
        .join(InspectionRow, InspectionRow.id == PrintedReportRow.insp)
        .where(PrintedReportRow.id == report_id, scope)
    ).first()
