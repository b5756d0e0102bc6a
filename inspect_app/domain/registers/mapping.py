"""What a mapping says: where each figure, answer and name stands in a register's sheets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from types import MappingProxyType
from typing import NamedTuple

from inspect_app.domain.facts import Source
from inspect_app.domain.registers.places import Basis, Notion, Security, Sex
from inspect_app.domain.terms import FacilityKind, Grade, People, Regime, RoomKind, Text


class Column(NamedTuple):
    """`sheet.column`, as published."""

    sheet: str
    name: str

    def __str__(self) -> str:
        return f"{self.sheet}.{self.name}"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number per facility: read from a column, or the difference or share of two figures.

    Exactly one of the three is given. `unit` is a unit of the packs.
    """

    id: str
    label: Text
    unit: str
    column: Column | None = None
    difference: tuple[str, str] | None = None
    share_percent: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class FigureAnswer:
    """A figure that answers an input; `unless` leaves it out at that value, for the reason given."""

    input: str
    figure: str
    grade: Grade
    unless: Fraction | None = None
    because: Text | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """A value that the publisher got wrong on every row, what it means, and how that is known."""

    column: Column
    reads: str
    means: str
    because: Text


@dataclass(frozen=True, slots=True)
class CapacityColumn:
    """Where a capacity stands: a figure of the mapping, and on which day it was true (given once, or
    in a column)."""

    notion: Notion
    basis: Basis
    figure: str
    as_of: date | None = None
    as_of_column: Column | None = None
    stated_by: str | None = None


@dataclass(frozen=True, slots=True)
class RoomSheet:
    """A sheet with one row per room. `facility` is the column with the facility's key."""

    file: str
    facility: str
    number: str
    kind: str
    kinds: Mapping[str, RoomKind]
    block: str | None = None
    regime: str | None = None
    regimes: Mapping[str, Regime] | None = None
    people: str | None = None
    peoples: Mapping[str, People] | None = None


@dataclass(frozen=True, slots=True)
class PlacesMapping:
    """What the register of places takes beyond what is scored. `source` stays the same over the
    editions of one register, so that a later edition finds its facilities again."""

    source: str | None = None
    is_demo: bool = False
    names: Mapping[str, tuple[Column, ...]] | None = None
    codes: tuple[Column, ...] = ()
    town: Mapping[str, Column] | None = None
    security: Column | None = None
    securities: Mapping[str, Security] | None = None
    sex: Column | None = None
    sexes: Mapping[str, Sex] | None = None
    capacities: tuple[CapacityColumn, ...] = ()
    rooms: RoomSheet | None = None


@dataclass(frozen=True, slots=True)
class Register:
    """`nothing` are texts that stand for no value. `visited_on` is the day the register speaks of."""

    id: str
    title: Text
    country: str
    visited_on: date
    source: Source
    key: str
    sheets: Mapping[str, str]
    nothing: frozenset[str]
    name: tuple[Column, ...]
    region: Column | None
    code: Column | None
    kind: Column | None
    kinds: Mapping[str, FacilityKind]
    regions: Mapping[str, str]
    figures: Mapping[str, Figure]
    answers: tuple[FigureAnswer, ...]
    corrections: tuple[Correction, ...]
    banded: str | None = None
    band_edges: tuple[Fraction, ...] = ()
    places: PlacesMapping | None = None


class Row(NamedTuple):
    """One facility: its key and, per sheet, the cells by column name and the line of the file."""

    key: str
    cells: Mapping[str, Mapping[str, str]]
    lines: Mapping[str, int] = MappingProxyType({})

    def text(self, column: Column) -> str | None:
        return self.cells.get(column.sheet, {}).get(column.name)
