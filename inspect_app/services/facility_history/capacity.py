"""Occupancy against each notion of capacity, never without basis and date.

Pure: rows of the register and numbers of visits in, exact shares out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from inspect_app.store.places import CapacityRow

_ORDER = ("official", "available", "operational")


@dataclass(frozen=True, slots=True)
class Occupancy:
    """`share` is of one; None where the capacity is no place at all. `over`: persons more than places."""

    capacity: CapacityRow
    persons: int

    @property
    def share(self) -> Fraction | None:
        return Fraction(self.persons, self.capacity.places) if self.capacity.places else None

    @property
    def over(self) -> int:
        return max(0, self.persons - self.capacity.places)


@dataclass(frozen=True, slots=True)
class Disagreement:
    """The least and the most among the figures that stood on one day."""

    least: CapacityRow
    most: CapacityRow


def stated_by(capacities: Iterable[CapacityRow], day: date) -> tuple[CapacityRow, ...]:
    """Of each notion the figure that was the newest on that day. A figure of a later date is not
    carried back: nobody had stated it yet."""
    newest: dict[str, CapacityRow] = {}
    for row in sorted(capacities, key=lambda row: row.as_of):
        if row.as_of <= day:
            newest[row.notion] = row
    return tuple(sorted(newest.values(), key=place_in_order))


def occupancies(
    capacities: Iterable[CapacityRow], day: date, persons: int
) -> tuple[Occupancy, ...]:
    """Against every notion that had a figure on the day."""
    return tuple(Occupancy(row, persons) for row in stated_by(capacities, day))


def disagreement_of(figures: Sequence[CapacityRow]) -> Disagreement | None:
    """None where all say the same number of places, or there is only one."""
    if len({row.places for row in figures}) < 2:
        return None
    by_places = sorted(figures, key=lambda row: row.places)
    return Disagreement(by_places[0], by_places[-1])


def place_in_order(row: CapacityRow) -> tuple[int, str]:
    known = _ORDER.index(row.notion) if row.notion in _ORDER else len(_ORDER)
    return known, row.notion
