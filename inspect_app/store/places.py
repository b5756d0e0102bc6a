"""The register: regions, facilities with their codes and capacities, blocks, rooms."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Connection,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    event,
    text,
)
from sqlalchemy.orm import Mapped, Mapper, Session, mapped_column, relationship

from inspect_app.store.base import Base, Moment

Names = dict[str, str]


class RegionRow(Base):
    """`id` is the ISO 3166-2 code. `geometry` is GeoJSON in degrees (WGS 84)."""

    __tablename__ = "region"

    id: Mapped[str] = mapped_column(String(10), primary_key=True)
    country: Mapped[str] = mapped_column(String(2))
    names: Mapped[Names] = mapped_column(JSON)
    kind: Mapped[str] = mapped_column(String(20))
    geometry: Mapped[dict[str, Any] | None] = mapped_column(JSON)


class FacilityRow(Base):
    """`id` is ours and never changes; what others call the facility stands in its codes.

    `source` names the register that brought it, and `source_key` its key there.
    """

    __tablename__ = "facility"
    __table_args__ = (UniqueConstraint("source", "source_key"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    names: Mapped[Names] = mapped_column(JSON)
    sort_name: Mapped[str] = mapped_column(String(200), index=True)
    search_text: Mapped[str] = mapped_column(Text, default="")  # filled whenever the row is written
    kind: Mapped[str] = mapped_column(String(20))
    country: Mapped[str] = mapped_column(String(2))
    region_id: Mapped[str | None] = mapped_column(ForeignKey("region.id"), index=True)
    region_text: Mapped[str | None] = mapped_column(
        String(200)
    )  # as published, when no region fits
    security: Mapped[str | None] = mapped_column(String(20))
    sex: Mapped[str | None] = mapped_column(String(20))
    place_names: Mapped[Names | None] = mapped_column(JSON)  # town or village
    is_demo: Mapped[bool] = mapped_column(default=False)
    is_open: Mapped[bool] = mapped_column(default=True)
    source: Mapped[str | None] = mapped_column(String(60))
    source_key: Mapped[str | None] = mapped_column(String(120))
    changed_at: Mapped[datetime] = mapped_column(Moment)

    region: Mapped[RegionRow | None] = relationship()
    codes: Mapped[list[FacilityCodeRow]] = relationship(
        back_populates="facility", cascade="all, delete-orphan", order_by="FacilityCodeRow.code"
    )
    capacities: Mapped[list[CapacityRow]] = relationship(
        back_populates="facility", cascade="all, delete-orphan", order_by="CapacityRow.as_of"
    )
    blocks: Mapped[list[BlockRow]] = relationship(
        back_populates="facility", cascade="all, delete-orphan", order_by="BlockRow.name"
    )


class FacilityCodeRow(Base):
    """One facility, several codes: an old style and a new one side by side."""

    __tablename__ = "facility_code"

    facility_id: Mapped[str] = mapped_column(
        ForeignKey("facility.id", ondelete="CASCADE"), primary_key=True
    )
    code: Mapped[str] = mapped_column(String(60), primary_key=True, index=True)

    facility: Mapped[FacilityRow] = relationship(back_populates="codes")


class CapacityRow(Base):
    """Places declared by an authority: worthless without basis and date, so both are here.

    `notion`: official, available or operational. `basis`: design, certified_normal, operational,
    unstated.
    """

    __tablename__ = "capacity"

    facility_id: Mapped[str] = mapped_column(
        ForeignKey("facility.id", ondelete="CASCADE"), primary_key=True
    )
    notion: Mapped[str] = mapped_column(String(20), primary_key=True)
    as_of: Mapped[date] = mapped_column(primary_key=True)
    basis: Mapped[str] = mapped_column(String(20))
    places: Mapped[int]
    stated_by: Mapped[str | None] = mapped_column(Text)

    facility: Mapped[FacilityRow] = relationship(back_populates="capacities")


class BlockRow(Base):
    __tablename__ = "block"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    facility_id: Mapped[str] = mapped_column(
        ForeignKey("facility.id", ondelete="CASCADE"), index=True
    )
    name: Mapped[str] = mapped_column(String(60))
    parent_id: Mapped[str | None] = mapped_column(ForeignKey("block.id"))

    facility: Mapped[FacilityRow] = relationship(back_populates="blocks")


class RoomRow(Base):
    __tablename__ = "room"
    __table_args__ = (Index("ix_room_facility_id_block_id", "facility_id", "block_id"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    facility_id: Mapped[str] = mapped_column(ForeignKey("facility.id", ondelete="CASCADE"))
    block_id: Mapped[str | None] = mapped_column(ForeignKey("block.id"))
    number: Mapped[str] = mapped_column(String(40))
    kind: Mapped[str] = mapped_column(String(20))
    regime: Mapped[str | None] = mapped_column(String(20))
    people: Mapped[str | None] = mapped_column(String(20))
    is_in_use: Mapped[bool] = mapped_column(default=True)


def lock_register(session: Session) -> None:
    """Nobody else changes facilities until this transaction ends; reading goes on.

    On SQLite every transaction that writes is alone already.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("LOCK TABLE facility, facility_code, capacity, block, room"
                             " IN SHARE ROW EXCLUSIVE MODE"))  # fmt: skip


def searched(words: str) -> str:
    """Text as it is compared in a search: SQLite itself knows no capital letters beyond ASCII."""
    return " ".join(words.casefold().split())


@event.listens_for(FacilityRow, "before_insert")
@event.listens_for(FacilityRow, "before_update")
def _make_searchable(_: Mapper[Any], __: Connection, row: FacilityRow) -> None:
    words = [*row.names.values(), *(row.place_names or {}).values()]
    row.search_text = searched("\n".join([*words, *(code.code for code in row.codes)]))
