"""The regions with their borders as text, for a map: read in one statement and parsed by nobody here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Text, cast, select
from sqlalchemy.orm import Session

from inspect_app.store.places import RegionRow


@dataclass(frozen=True, slots=True)
class RegionOutline:
    """`geometry`: GeoJSON in degrees (WGS 84) as stored, unread; None: no border is known."""

    id: str
    kind: str
    names: Mapping[str, str]
    geometry: str | None


def region_outlines(session: Session) -> tuple[RegionOutline, ...]:
    """Every region of the register in order of its code."""
    query = select(
        RegionRow.id, RegionRow.kind, RegionRow.names, cast(RegionRow.geometry, Text)
    ).order_by(RegionRow.id)
    return tuple(RegionOutline(*row) for row in session.execute(query))
