"""Who changed what, written in the transaction of the change. Lines are never changed or deleted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Index, Integer, String
from sqlalchemy.orm import Mapped, Session, mapped_column

from inspect_app.store.base import Base, Moment


class AuditRow(Base):
    """`actor` is an account's or a device's id, or `system`."""

    __tablename__ = "audit_line"
    __table_args__ = (Index("ix_audit_line_subject", "subject_kind", "subject"),)

    id: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True
    )
    at: Mapped[datetime] = mapped_column(Moment, index=True)
    actor: Mapped[str] = mapped_column(String(64))
    action: Mapped[str] = mapped_column(String(60))
    subject_kind: Mapped[str] = mapped_column(String(30))
    subject: Mapped[str] = mapped_column(String(120))
    details: Mapped[dict[str, Any]] = mapped_column(JSON)


def write_line(
    session: Session,
    *,
    at: datetime,
    actor: str,
    action: str,
    subject_kind: str,
    subject: str,
    details: Mapping[str, Any] | None = None,
) -> None:
    """Joins the caller's transaction: no change without its line, no line without its change."""
    session.add(
        AuditRow(
            at=at,
            actor=actor,
            action=action,
            subject_kind=subject_kind,
            subject=subject,
            details=dict(details or {}),
        )
    )
