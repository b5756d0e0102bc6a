"""The register: regions, facilities, blocks and rooms, to be read.

What may be seen comes as a where-clause (`store.scopes`) and is part of the query itself.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, selectinload

from inspect_app.domain.facts import Facility
from inspect_app.domain.terms import FacilityKind, RoomKind
from inspect_app.store.paging import Page, SortKey, read_page
from inspect_app.store.places import BlockRow, FacilityRow, Names, RegionRow, RoomRow, searched

REGIONS_FILE = Path("geo") / "kz_regions.geojson"
_LANGUAGES = ("en", "ru", "kk")


@dataclass(frozen=True, slots=True)
class FacilityLimits:
    """None limits nothing. `text` is looked for in names, towns and codes."""

    region: str | None = None
    kind: FacilityKind | None = None
    text: str | None = None
    is_open: bool | None = None


def load_regions(session: Session, seed_dir: Path) -> int:
    """The regions of the seed, as they stand there; gives back how many were new or other.

    The caller commits. Done twice, it changes nothing.
    """
    document = json.loads((seed_dir / REGIONS_FILE).read_text(encoding="utf-8"))
    changed = 0
    for feature in document["features"]:
        said = feature["properties"]
        values: Mapping[str, Any] = {
            "country": said["iso"][:2],
            "names": {language: said[f"name_{language}"] for language in _LANGUAGES},
            "kind": said["kind"],
            "geometry": feature["geometry"],
        }
        row = session.get(RegionRow, said["iso"])
        if row is None:
            session.add(RegionRow(id=said["iso"], **values))
        elif any(getattr(row, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(row, name, value)
        else:
            continue
        changed += 1
    session.flush()
    return changed


def all_regions(session: Session) -> Sequence[RegionRow]:
    return session.scalars(select(RegionRow).order_by(RegionRow.id)).all()


def facilities_page(
    session: Session,
    scope: ColumnElement[bool],
    limits: FacilityLimits,
    size: int,
    after: str | None,
) -> Page:
    """Rows begin with a FacilityRow whose codes are loaded. Raises Problem `page.unknown_place`."""
    query = select(FacilityRow).where(scope).options(selectinload(FacilityRow.codes))
    if limits.region is not None:
        query = query.where(FacilityRow.region_id == limits.region)
    if limits.kind is not None:
        query = query.where(FacilityRow.kind == limits.kind.value)
    if limits.is_open is not None:
        query = query.where(FacilityRow.is_open == limits.is_open)
    if limits.text is not None:
        words = searched(limits.text)
        query = query.where(FacilityRow.search_text.contains(words, autoescape=True))
    keys = (SortKey(FacilityRow.sort_name.expression), SortKey(FacilityRow.id.expression))
    return read_page(session, query, keys, size, after)


def find_facility(
    session: Session, scope: ColumnElement[bool], facility: str
) -> FacilityRow | None:
    """With codes and capacities; None: not there, or not for this actor."""
    return session.scalars(
        select(FacilityRow)
        .where(FacilityRow.id == facility, scope)
        .options(selectinload(FacilityRow.codes), selectinload(FacilityRow.capacities))
    ).first()


def blocks_of(session: Session, facility: str) -> Sequence[BlockRow]:
    query = select(BlockRow).where(BlockRow.facility_id == facility)
    return session.scalars(query.order_by(BlockRow.name, BlockRow.id)).all()


def rooms_page(
    session: Session,
    facility: str,
    block: str | None,
    kind: RoomKind | None,
    size: int,
    after: str | None,
) -> Page:
    """Rows begin with a RoomRow."""
    query = select(RoomRow).where(RoomRow.facility_id == facility)
    if block is not None:
        query = query.where(RoomRow.block_id == block)
    if kind is not None:
        query = query.where(RoomRow.kind == kind.value)
    return read_page(
        session,
        query,
        (SortKey(RoomRow.number.expression), SortKey(RoomRow.id.expression)),
        size,
        after,
    )


def as_fact(row: FacilityRow) -> Facility:
    """The facility as facts know it."""
    return Facility(
        id=row.id,
        names=row.names,
        kind=FacilityKind(row.kind),
        country=row.country,
        region=row.region_id or row.region_text,
        codes=tuple(code.code for code in row.codes),
    )


def names_of_facilities(session: Session, ids: Iterable[str]) -> Mapping[str, Names]:
    """Id -> the names in the register, for those that it knows."""
    rows = session.execute(
        select(FacilityRow.id, FacilityRow.names).where(FacilityRow.id.in_(set(ids)))
    )
    return {row[0]: row[1] for row in rows}
