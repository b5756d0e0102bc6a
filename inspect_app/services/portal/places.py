"""Regions and facilities as the public may know them: names, kind, region, and whether invented."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, Text, cast, func, or_, select
from sqlalchemy.orm import Session

from inspect_app.store.places import FacilityRow, RegionRow, searched
from inspect_app.store.review import PublicationRow

MOST_LETTERS = 100
_REGIONS = select(
    RegionRow.id, RegionRow.names, RegionRow.kind, cast(RegionRow.geometry, Text)
).order_by(RegionRow.id)


@dataclass(frozen=True, slots=True)
class Facility:
    """`names` by language."""

    id: str
    names: Mapping[str, str]
    kind: str
    country: str
    region_id: str | None
    is_demo: bool


@dataclass(frozen=True, slots=True)
class Region:
    """`kind`: region or city. `geometry`: GeoJSON as text, in degrees (WGS 84), for a drawing."""

    id: str
    names: Mapping[str, str]
    kind: str
    geometry: str | None


def regions(session: Session) -> tuple[Region, ...]:
    """All regions, by their codes."""
    return tuple(_region(row) for row in session.execute(_REGIONS))


def region(session: Session, region_id: str) -> Region | None:
    row = session.execute(_REGIONS.where(RegionRow.id == region_id)).first()
    return None if row is None else _region(row)


def facility(session: Session, facility_id: str) -> Facility | None:
    row = session.execute(_facilities(FacilityRow.id == facility_id)).first()
    return None if row is None else _facility(row)


def facilities(
    session: Session, words: str = "", region_id: str | None = None
) -> tuple[Facility, ...]:
    """Those in use, and those that were published about, by name. Every word of `words` must be
    in one of the names; `region_id` None: everywhere."""
    scope = _known()
    for word in searched(words[:MOST_LETTERS]).split():
        scope &= FacilityRow.search_text.contains(word, autoescape=True)
    if region_id is not None:
        scope &= FacilityRow.region_id == region_id
    return tuple(_facility(row) for row in session.execute(_facilities(scope)))


def named(session: Session, ids: Sequence[str]) -> Mapping[str, Facility]:
    """By id."""
    rows = session.execute(_facilities(FacilityRow.id.in_(ids)))
    return {found.id: found for found in map(_facility, rows)}


def state_of_places(session: Session) -> tuple[str, ...]:
    """Changes whenever the register does."""
    counted, changed = session.execute(select(func.count(), func.max(FacilityRow.changed_at))).one()
    return (str(counted), str(changed))


def _known() -> ColumnElement[bool]:
    published = select(PublicationRow.facility_id).correlate(None)
    return or_(FacilityRow.is_open, FacilityRow.id.in_(published))


def _facilities(scope: ColumnElement[bool]) -> Select[Any, Any, Any, Any, Any, Any]:
    """Only what the public may know is even read."""
    return (
        select(
            FacilityRow.id,
            FacilityRow.names,
            FacilityRow.kind,
            FacilityRow.country,
            FacilityRow.region_id,
            FacilityRow.is_demo,
        )
        .where(scope)
        .order_by(FacilityRow.sort_name, FacilityRow.id)
    )


def _facility(row: Any) -> Facility:
    return Facility(row.id, row.names, row.kind, row.country, row.region_id, row.is_demo)


def _region(row: Any) -> Region:
    """A border that nobody knows may be kept as the null of JSON."""
    region_id, names, kind, geometry = row
    return Region(region_id, names, kind, None if geometry == "null" else geometry)
