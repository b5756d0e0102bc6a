"""A facility as the register has it, with its blocks and rooms counted there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from inspect_app.store.places import BlockRow, FacilityRow, RoomRow


@dataclass(frozen=True, slots=True)
class Registered:
    """`rooms`: kind -> how many the register lists in use; `out_of_use`: those it lists besides."""

    facility: FacilityRow
    blocks: int
    rooms: Mapping[str, int]
    out_of_use: int

    @property
    def rooms_in_use(self) -> int:
        return sum(self.rooms.values())


def registered(
    session: Session, facility_id: str, facilities: ColumnElement[bool]
) -> Registered | None:
    """With codes, capacities and region; None where there is none within the scope. Five statements."""
    found = session.scalars(
        select(FacilityRow)
        .where(FacilityRow.id == facility_id, facilities)
        .options(
            joinedload(FacilityRow.region),
            selectinload(FacilityRow.codes),
            selectinload(FacilityRow.capacities),
        )
    ).first()
    if found is None:
        return None
    blocks = session.scalar(select(func.count()).where(BlockRow.facility_id == facility_id))
    counted = session.execute(
        select(RoomRow.kind, RoomRow.is_in_use, func.count())
        .where(RoomRow.facility_id == facility_id)
        .group_by(RoomRow.kind, RoomRow.is_in_use)
        .order_by(RoomRow.kind)
    ).all()
    return Registered(
        facility=found,
        blocks=blocks or 0,
        rooms={kind: number for kind, is_in_use, number in counted if is_in_use},
        out_of_use=sum(number for _, is_in_use, number in counted if not is_in_use),
    )
