"""What the database holds of a register: that which a plan is compared with."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from inspect_app.domain.registers.places import CapacitySaid, PlaceSaid, RoomSaid
from inspect_app.domain.registers.plans import Fields, fields_of
from inspect_app.store.places import FacilityCodeRow, FacilityRow, RegionRow, RoomRow


class Stored(NamedTuple):
    facility: str
    key: str
    name: str
    codes: frozenset[str]
    fields: Fields


@dataclass(frozen=True, slots=True)
class State:
    """All that a plan is compared with. `owners`: who has a code, among facilities of other sources."""

    by_key: Mapping[str, Stored]
    owners: Mapping[str, str]
    regions: frozenset[str]

    @property
    def sha256(self) -> str:
        said = [
            [[s.key, s.facility, s.fields] for s in self.by_key.values()],
            sorted(self.owners.items()),
            sorted(self.regions),
        ]
        return hashlib.sha256(json.dumps(said, sort_keys=True).encode("utf-8")).hexdigest()


def read_state(session: Session, source: str) -> State:
    session.expire_all()
    rows = session.scalars(
        select(FacilityRow)
        .where(FacilityRow.source == source)
        .order_by(FacilityRow.source_key)
        .options(
            selectinload(FacilityRow.codes),
            selectinload(FacilityRow.capacities),
            selectinload(FacilityRow.blocks),
        )
    ).all()
    ids = [row.id for row in rows]
    rooms: dict[str, list[RoomRow]] = {}
    for room in session.scalars(
        select(RoomRow)
        .join(FacilityRow, FacilityRow.id == RoomRow.facility_id)
        .where(FacilityRow.source == source)
        .order_by(RoomRow.number)
    ):
        rooms.setdefault(room.facility_id, []).append(room)
    owners = session.execute(
        select(FacilityCodeRow.code, FacilityCodeRow.facility_id)
        .join(FacilityRow)
        .where(FacilityRow.source.is_distinct_from(source))
    )
    return State(
        by_key={row.source_key or "": _stored(row, rooms.get(row.id, [])) for row in rows},
        owners={code: facility for code, facility in owners if facility not in ids},
        regions=frozenset(session.scalars(select(RegionRow.id))),
    )


def _stored(row: FacilityRow, rooms: Iterable[RoomRow]) -> Stored:
    blocks = {block.id: block.name for block in row.blocks}
    said = PlaceSaid(
        key=row.source_key or "",
        names=row.names,
        kind=row.kind,
        country=row.country,
        region=row.region_id,
        region_text=row.region_text,
        security=row.security,
        sex=row.sex,
        town=row.place_names,
        codes=tuple(sorted(code.code for code in row.codes)),
        capacities=tuple(
            CapacitySaid(c.notion, c.as_of, c.basis, c.places, c.stated_by) for c in row.capacities
        ),
        rooms=tuple(
            RoomSaid(blocks.get(r.block_id or ""), r.number, r.kind, r.regime, r.people)
            for r in rooms
        ),
        is_demo=row.is_demo,
    )
    codes = frozenset(said.codes)
    return Stored(row.id, said.key, row.sort_name, codes, fields_of(said))
