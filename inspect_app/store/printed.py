"""Reports that were printed, each from exactly one state of an inspection."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from inspect_app.store.base import Base, Moment


class PrintedReportRow(Base):
    """The file lies in the data folder under its hash. `of_n` is the stream's length when printed."""

    __tablename__ = "printed_report"
    __table_args__ = (Index("ix_printed_report_insp", "insp", "language", "edition"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    insp: Mapped[str] = mapped_column(String(80))
    of_n: Mapped[int] = mapped_column(BigInteger)
    language: Mapped[str] = mapped_column(String(2))
    edition: Mapped[str] = mapped_column(String(10))
    data_sha256: Mapped[str] = mapped_column(String(64))  # of the embedded data
    file_sha256: Mapped[str] = mapped_column(String(64), index=True)
    size_bytes: Mapped[int] = mapped_column(BigInteger)
    asked_by: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime] = mapped_column(Moment)
