"""All that the template may read: plain values, the language chosen, nothing left to decide.

Numbers are already written in the language of the report, and every text has been cleaned. Geometry
of charts is in the units of each drawing, as text.
"""

from __future__ import annotations

from dataclasses import dataclass

from inspect_app.reports.model.rows import (
    Badge,
    Court,
    Critical,
    DomainFindings,
    EvidenceAnnex,
    Instruments,
    Line,
    Method,
    Recommendation,
    RoomAnnex,
    SignatureRow,
    Unseen,
    Verification,
)


@dataclass(frozen=True, slots=True)
class Chapter:
    anchor: str
    number: str  # empty for annexes, whose letter is in the title
    title: str


@dataclass(frozen=True, slots=True)
class SpaceZone:
    """Persons with one range of personal space; `x` and `width` lie on a bar of 1000."""

    style: str
    label: str
    persons: str
    share: str
    x: str
    width: str


@dataclass(frozen=True, slots=True)
class Range:
    """Where an index lies and could lie, on a line of 1000; `x` is None where there is no index."""

    x: str | None
    low: str
    high: str
    width: str
    alt: str


@dataclass(frozen=True, slots=True)
class Cover:
    facility: str
    facility_language: str | None
    lines: tuple[Line, ...]
    rating: Badge
    index: str | None
    critical: str
    is_failing: bool
    severe: str | None
    coverage: str
    critical_coverage: str
    interval: str
    range: Range
    verdict_note: str | None
    zones: tuple[SpaceZone, ...]
    zones_alt: str
    zone_notes: tuple[str, ...]
    source: str | None


@dataclass(frozen=True, slots=True)
class DomainRow:
    anchor: str
    title: str
    index: str
    style: str
    range: Range
    coverage: str
    levels: tuple[str, ...]  # criteria at level 3, 2, 1, 0


@dataclass(frozen=True, slots=True)
class Bar:
    x: str
    y: str
    width: str
    height: str
    style: str
    label: str
    label_x: str
    label_y: str


@dataclass(frozen=True, slots=True)
class Tick:
    at: str
    label: str


@dataclass(frozen=True, slots=True)
class Histogram:
    alt: str
    bars: tuple[Bar, ...]
    below: tuple[Tick, ...]
    beside: tuple[Tick, ...]
    edges: tuple[Tick, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    domains: tuple[DomainRow, ...]
    caps: tuple[str, ...]
    histogram: Histogram | None
    zones: tuple[SpaceZone, ...]
    zone_notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Report:
    language: str
    title: str
    code: str
    created: str  # ISO 8601 day
    is_demo: bool
    is_public: bool
    edition: str
    edition_says: str
    draft: str | None  # the words of the mark, and what it means
    draft_says: str | None
    facility: str
    facility_short: str  # for the head of every page
    chapters: dict[str, Chapter]
    cover: Cover
    summary: Summary
    critical: Critical
    domains: tuple[DomainFindings, ...]
    instruments: Instruments
    court: Court
    unseen: Unseen
    recommendations: tuple[Recommendation, ...]
    method: Method
    rooms: RoomAnnex
    evidence: EvidenceAnnex
    signatures: tuple[SignatureRow, ...]
    verification: Verification
