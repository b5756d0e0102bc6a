"""Photographs, scans and voice notes: bytes named by their SHA-256, and uploads under way."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from inspect_app.store.base import Base, Moment


class BlobRow(Base):
    """The bytes lie in the data folder under their hash, checked as a whole before this row exists."""

    __tablename__ = "blob"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    size_bytes: Mapped[int] = mapped_column(BigInteger)
    mime: Mapped[str] = mapped_column(String(80))  # what the bytes are, not what was said
    is_picture: Mapped[bool] = mapped_column(default=False)
    width_px: Mapped[int | None]
    height_px: Mapped[int | None]
    first_insp: Mapped[str] = mapped_column(String(80), index=True)
    first_dev: Mapped[str] = mapped_column(String(40))
    received_at: Mapped[datetime] = mapped_column(Moment)
    backed_up_at: Mapped[datetime | None] = mapped_column(Moment)


class BlobUseRow(Base):
    """Which inspection's operations name which bytes; the bytes may still be on their way."""

    __tablename__ = "blob_use"

    insp: Mapped[str] = mapped_column(String(80), primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64), primary_key=True, index=True)
    op_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    dev: Mapped[str] = mapped_column(String(40))
    size_bytes: Mapped[int | None] = mapped_column(BigInteger)


class UploadRow(Base):
    """`offset_bytes` is on the disk before it is told, and never goes down.

    A finished upload stays until it expires: a tablet that missed the last answer asks again and
    gets its receipt without sending a byte twice.
    """

    __tablename__ = "upload"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    insp: Mapped[str] = mapped_column(String(80))
    dev: Mapped[str] = mapped_column(String(40), index=True)
    size_bytes: Mapped[int] = mapped_column(BigInteger)
    mime: Mapped[str] = mapped_column(String(80))
    offset_bytes: Mapped[int] = mapped_column(BigInteger, default=0)
    expires_at: Mapped[datetime] = mapped_column(Moment, index=True)
    finished_at: Mapped[datetime | None] = mapped_column(Moment)
