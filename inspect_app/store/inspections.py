"""What the operations of an inspection add up to, for lists. Made from them, and can be made again."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from inspect_app.store.base import Base, Moment


class InspectionRow(Base):
    """`facility_id` is what the tablet said; the register may not know it (yet).

    `lead` is the account that created the inspection. `conflicts` counts the fields with heads that
    differ, `quarantined` and `held` the operations that are stored but not applied.
    """

    __tablename__ = "inspection"
    __table_args__ = (Index("ix_inspection_facility_id_visited_on", "facility_id", "visited_on"),)

    id: Mapped[str] = mapped_column(String(80), primary_key=True)
    facility_id: Mapped[str | None] = mapped_column(String(36))
    visited_on: Mapped[date | None]
    is_announced: Mapped[bool | None]
    lead: Mapped[str] = mapped_column(String(64), index=True)
    review_state: Mapped[str] = mapped_column(String(12), index=True)
    checklist_id: Mapped[str | None] = mapped_column(String(80))
    checklist_version: Mapped[int | None]
    checklist_sha256: Mapped[str | None] = mapped_column(String(64))
    conflicts: Mapped[int] = mapped_column(default=0)
    quarantined: Mapped[int] = mapped_column(default=0)
    held: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(Moment)  # when the server first heard of it
    changed_at: Mapped[datetime] = mapped_column(Moment, index=True)


class MemberRow(Base):
    """Who may write into an inspection and read it on a tablet: the lead, and the team they named."""

    __tablename__ = "inspection_member"

    insp: Mapped[str] = mapped_column(
        ForeignKey("inspection.id", ondelete="CASCADE"), primary_key=True
    )
    usr: Mapped[str] = mapped_column(String(64), primary_key=True, index=True)


class EntityRow(Base):
    """A block, a room, a piece of evidence ... inside one inspection, once its creation is known."""

    __tablename__ = "entity"

    insp: Mapped[str] = mapped_column(String(80), primary_key=True)
    entity: Mapped[str] = mapped_column(String(120), primary_key=True)
    type: Mapped[str] = mapped_column(String(20))
    parent: Mapped[str | None] = mapped_column(String(120))
    created_by: Mapped[str] = mapped_column(String(64))  # the operation
