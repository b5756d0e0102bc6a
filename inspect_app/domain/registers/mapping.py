"""What a mapping says: where each figure, answer and name stands in a register's sheets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from inspect_app.domain.facts import Source
from inspect_app.domain.terms import FacilityKind, Grade, Text


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


class Row(NamedTuple):
    """One facility: its key and, per sheet, the cells by column name."""

    key: str
    cells: Mapping[str, Mapping[str, str]]

    def text(self, column: Column) -> str | None:
        return self.cells.get(column.sheet, {}).get(column.name)
