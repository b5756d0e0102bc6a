"""A place as a register states it, and the closed lists of words that a register of places uses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple


class Security(StrEnum):
    """Of the regime that the law names; other countries' grades are mapped onto these."""

    MINIMUM = "minimum"
    MEDIUM = "medium"
    MAXIMUM = "maximum"
    EMERGENCY = "emergency"
    FULL = "full"
    MIXED = "mixed"


class Sex(StrEnum):
    MEN = "men"
    WOMEN = "women"
    MIXED = "mixed"


class Notion(StrEnum):
    """Which number of places: declared, in use on the day, or the one that may include crowding."""

    OFFICIAL = "official"
    AVAILABLE = "available"
    OPERATIONAL = "operational"


class Basis(StrEnum):
    DESIGN = "design"
    CERTIFIED_NORMAL = "certified_normal"
    OPERATIONAL = "operational"
    UNSTATED = "unstated"


class Refused(NamedTuple):
    """Why a row is not taken. `code` is the rest of a problem code `import.<code>`."""

    file: str
    line: int
    column: str
    value: str
    code: str
    details: tuple[tuple[str, str], ...] = ()


class CapacitySaid(NamedTuple):
    notion: str
    as_of: date
    basis: str
    places: int
    stated_by: str | None = None


class RoomSaid(NamedTuple):
    block: str | None
    number: str
    kind: str
    regime: str | None = None
    people: str | None = None


@dataclass(frozen=True, slots=True)
class PlaceSaid:
    """A facility as a register states it. `region` is an ISO 3166-2 code that we know;
    `region_text` what was published where none fits."""

    key: str
    names: Mapping[str, str]
    kind: str
    country: str
    region: str | None
    region_text: str | None
    security: str | None
    sex: str | None
    town: Mapping[str, str] | None
    codes: tuple[str, ...]
    capacities: tuple[CapacitySaid, ...]
    rooms: tuple[RoomSaid, ...]
    is_demo: bool


class RoomRow(NamedTuple):
    """One row of a room sheet: the line in its file, and its cells by column name."""

    line: int
    cells: Mapping[str, str]
