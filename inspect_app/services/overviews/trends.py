"""The last visits of many facilities, for a trend: one statement for all of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Any

from sqlalchemy import ColumnElement
from sqlalchemy.orm import Session

from inspect_app.store.rollups import recent_of_facilities

SHOWN_VISITS = 6


class Direction(StrEnum):
    UP = "up"
    DOWN = "down"
    SAME = "same"
    FIRST = "first"  # there is no visit before
    UNKNOWN = "unknown"  # one of the two has no index


@dataclass(frozen=True, slots=True)
class VisitResult:
    """`low` to `high`: what the index may become once everything is answered. `packs`: (id, version)
    of the standards by which it was scored."""

    inspection: str
    visited_on: date
    index: Fraction | None
    low: Fraction
    high: Fraction
    packs: frozenset[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Trend:
    """`visits`: the last ones, the oldest first; never empty."""

    visits: tuple[VisitResult, ...]

    @property
    def before(self) -> VisitResult | None:
        return self.visits[-2] if len(self.visits) > 1 else None

    @property
    def change(self) -> Fraction | None:
        """Of the index since the visit before, exactly; None: there is nothing to compare."""
        last, before = self.visits[-1].index, self.before
        if before is None or before.index is None or last is None:
            return None
        return last - before.index

    @property
    def direction(self) -> Direction:
        if self.before is None:
            return Direction.FIRST
        if self.change is None:
            return Direction.UNKNOWN
        if self.change == 0:
            return Direction.SAME
        return Direction.UP if self.change > 0 else Direction.DOWN

    @property
    def is_certain(self) -> bool:
        """Whether it went up or down whatever the open answers of both visits would say."""
        last, before = self.visits[-1], self.before
        if before is None or self.direction not in (Direction.UP, Direction.DOWN):
            return True
        return last.low > before.high or last.high < before.low

    @property
    def changes_of_packs(self) -> tuple[int, ...]:
        """Places in `visits` from which on another version of the standards was used."""
        pairs = enumerate(zip(self.visits[:-1], self.visits[1:], strict=True), start=1)
        return tuple(place for place, (one, next_) in pairs if one.packs != next_.packs)


def trends_of(
    session: Session, facilities: Collection[str], inspections: ColumnElement[bool]
) -> Mapping[str, Trend]:
    """Facility -> its last visits within the scope; without those that were withdrawn."""
    if not facilities:
        return {}
    found: dict[str, list[VisitResult]] = {}
    for row in session.execute(recent_of_facilities(facilities, inspections, SHOWN_VISITS)):
        found.setdefault(row[0], []).append(_visit(row))
    return {facility: Trend(tuple(visits[-SHOWN_VISITS:])) for facility, visits in found.items()}


def _visit(row: Any) -> VisitResult:
    _, inspection, visited_on, index, low, high, packs = row
    versions = frozenset((pack[0], pack[1]) for pack in packs)
    return VisitResult(inspection, visited_on, index, low, high, versions)
