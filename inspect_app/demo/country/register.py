"""The register of the invented country: regions as they are, facilities that do not exist."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from inspect_app.demo.country.facilities import FacilityPlan
from inspect_app.demo.country.facts import COUNTRY
from inspect_app.services.places import load_regions
from inspect_app.store.audit import write_line
from inspect_app.store.places import (
    BlockRow,
    CapacityRow,
    FacilityCodeRow,
    FacilityRow,
    RoomRow,
    lock_register,
)

SOURCE = "demo"
_STATED_BY = "DEMO"


def add_register(
    session: Session, seed_dir: Path, places: Sequence[FacilityPlan], now: datetime
) -> None:
    """The caller commits. Regions are of the seed; everything else is invented and says so."""
    lock_register(session)
    load_regions(session, seed_dir)
    for plan in places:
        session.add(_facility(plan, now))
        write_line(
            session, at=now, actor="system", action="facility.add", subject_kind="facility",
            subject=plan.id, details={"source": SOURCE},
        )  # fmt: skip
    session.flush()
    for plan in places:
        session.add_all(_rooms(plan))
    session.flush()


def _facility(plan: FacilityPlan, now: datetime) -> FacilityRow:
    return FacilityRow(
        id=plan.id, names=dict(plan.names), sort_name=plan.names["ru"].casefold(), kind=plan.kind,
        country=COUNTRY, region_id=plan.region, security=plan.security, sex=plan.sex, is_demo=True,
        source=SOURCE, source_key=str(plan.number), changed_at=now,
        codes=[FacilityCodeRow(code=code) for code in plan.codes],
        capacities=[
            CapacityRow(notion=item.notion, as_of=item.as_of, basis=item.basis, places=item.places,
                        stated_by=_STATED_BY)
            for item in plan.capacities
        ],
        blocks=[BlockRow(id=block.id, name=block.name) for block in plan.building.blocks],
    )  # fmt: skip


def _rooms(plan: FacilityPlan) -> list[RoomRow]:
    return [
        RoomRow(
            id=room.id, facility_id=plan.id, block_id=room.block, number=room.number,
            kind=str(room.kind), regime=room.regime and str(room.regime),
            people=room.people and str(room.people),
        )
        for room in plan.building.rooms
    ]  # fmt: skip
