"""The published document as values, as docs/publication.md describes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

Count = int | str | None
"""A number of persons; `"<3"` or `">=n"` where it is withheld; None where nobody counted."""


@dataclass(frozen=True, slots=True)
class Place:
    """The facility, a block or a room. `number`: its own name; `called`: a running number in place
    of a name that is withheld."""

    kind: str
    number: str | None
    called: int | None
    block: str | None


@dataclass(frozen=True, slots=True)
class DomainShown:
    """Indexes from 0 to 100; `levels` counts criteria by level."""

    index: Fraction | None
    low: Fraction
    high: Fraction
    cap: int | None
    coverage: Fraction
    assessed: int
    applicable: int
    levels: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Measured:
    """One measured side over the places at the criterion's level: from `low` to `high`, or the
    options that were found. `is_withheld`: a part of it, or all, is not told."""

    measure: str
    unit: str | None
    level: int | None
    low: Fraction | None
    high: Fraction | None
    options: tuple[str, ...]
    is_withheld: bool


@dataclass(frozen=True, slots=True)
class ReachShown:
    affected: Count
    present: Count
    share: Fraction | None
    places: Count
    uncounted: Count


@dataclass(frozen=True, slots=True)
class ColumnShown:
    """What one family of instruments says; `provisions`: (instrument, number, its verdict)."""

    family: str
    verdict: str
    provisions: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class CriterionShown:
    """`low` and `high`: between which levels answering what is open could still move it."""

    id: str
    domain: str
    tier: str
    state: str
    level: int | None
    critical_level: int | None
    low: int
    high: int
    why: tuple[str, ...]
    reach: ReachShown | None
    applicable: Count
    assessed: Count
    required: Count
    levels: Mapping[str, Count] | None
    coverage: Fraction
    is_borderline: bool
    is_contradictory: bool
    missing: tuple[str, ...]
    measured: tuple[Measured, ...]
    columns: tuple[ColumnShown, ...]

    @property
    def is_critical_failure(self) -> bool:
        return self.critical_level is not None and self.critical_level <= 1


@dataclass(frozen=True, slots=True)
class NormShown:
    id: str
    criterion: str
    verdict: str
    required: str | None
    places: Mapping[str, Count]


@dataclass(frozen=True, slots=True)
class Recommendation:
    criterion: str | None
    says: str
    addressed_to: str | None
    due_on: date | None


@dataclass(frozen=True, slots=True)
class Photograph:
    """`file`: the SHA-256 of the public picture."""

    file: str
    caption: str | None
    criteria: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """One publication. `withheld`: (what, how many; None where the number itself is withheld)."""

    code: str
    revision: int
    is_demo: bool
    facility: str
    names: Mapping[str, str]
    kind: str
    country: str
    region: str | None
    visited_on: date
    judged_on: date
    is_announced: bool | None
    packs: tuple[tuple[str, int, str], ...]
    rating: str
    at_best: str
    index: Fraction | None
    low: Fraction
    high: Fraction
    coverage: Fraction
    critical_coverage: Fraction
    caps: tuple[str, ...]
    critical_failures: tuple[str, ...]
    severe_failures: tuple[str, ...]
    persons_present: Count
    access_denied: tuple[tuple[str, Place], ...]
    domains: Mapping[str, DomainShown]
    criteria: Mapping[str, CriterionShown]
    norms: Mapping[str, NormShown]
    columns: Mapping[str, Mapping[str, int]]
    personal_space: Mapping[str, int]
    space_counts: Mapping[str, Count]
    people_in_rooms: str | None
    sensitivity: Mapping[str, Fraction | None]
    recommendations: tuple[Recommendation, ...]
    photographs: tuple[Photograph, ...]
    withheld: tuple[tuple[str, int | None], ...]
    addendum_operations: int

    @property
    def pack_names(self) -> tuple[tuple[str, str], ...]:
        """(id, sha256) of the packs it was judged by."""
        return tuple((pack, sha256) for pack, _, sha256 in self.packs)
