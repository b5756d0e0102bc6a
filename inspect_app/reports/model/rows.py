"""The rows and tables of the report's chapters, as plain values."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Badge:
    """A word with a mark and a style, so that colour never speaks alone."""

    style: str
    mark: str
    word: str


@dataclass(frozen=True, slots=True)
class Line:
    """A label and what stands beside it."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class CriticalRow:
    anchor: str
    code: str
    title: str
    badge: Badge
    measured: str
    threshold: str
    persons: str
    where: str
    provisions: str


@dataclass(frozen=True, slots=True)
class Critical:
    rows: tuple[CriticalRow, ...]
    not_assessed: str | None


@dataclass(frozen=True, slots=True)
class Step:
    """One band of a ladder of thresholds."""

    badge: Badge
    level: str
    condition: str
    is_reached: bool


@dataclass(frozen=True, slots=True)
class Side:
    title: str | None
    unit: str | None
    measured: str
    since: str | None
    steps: tuple[Step, ...]
    is_tall: bool


@dataclass(frozen=True, slots=True)
class EvidenceLink:
    anchor: str
    number: str


@dataclass(frozen=True, slots=True)
class PlaceRow:
    place: str
    block: str
    measured: str
    persons: str
    badge: Badge
    grade: str
    evidence: tuple[EvidenceLink, ...]


@dataclass(frozen=True, slots=True)
class ReadingRow:
    question: str
    answer: str
    grade: str
    when: str
    evidence: tuple[EvidenceLink, ...]


@dataclass(frozen=True, slots=True)
class Photo:
    anchor: str
    number: str
    source: str  # name of the asset
    alt: str
    caption: str
    taken: str | None


@dataclass(frozen=True, slots=True)
class Finding:
    """A criterion below its minimum, with everything that it rests on."""

    anchor: str
    code: str
    title: str
    badge: Badge
    tier: str
    says: str
    provisions: str
    sides: tuple[Side, ...]
    reach: str
    places: tuple[PlaceRow, ...]
    more_places: str | None
    read_at: str
    readings: tuple[ReadingRow, ...]
    notes: tuple[str, ...]
    photos: tuple[Photo, ...]


@dataclass(frozen=True, slots=True)
class MetRow:
    code: str
    title: str
    badge: Badge
    tier: str
    measured: str
    threshold: str
    provisions: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DomainFindings:
    anchor: str
    title: str
    line: str
    below: tuple[Finding, ...]
    met: tuple[MetRow, ...]


@dataclass(frozen=True, slots=True)
class FamilyRow:
    family: str
    met: str
    not_met: str
    open: str
    norm_not_entered: str


@dataclass(frozen=True, slots=True)
class VerdictRow:
    code: str
    title: str
    verdicts: tuple[Badge, ...]


@dataclass(frozen=True, slots=True)
class VerdictTable:
    title: str
    rows: tuple[VerdictRow, ...]


@dataclass(frozen=True, slots=True)
class NormRow:
    says: str
    provision: str
    required: str
    measured: str
    badge: Badge


@dataclass(frozen=True, slots=True)
class Instruments:
    families: tuple[str, ...]
    totals: tuple[FamilyRow, ...]
    tables: tuple[VerdictTable, ...]
    norms: tuple[NormRow, ...]


@dataclass(frozen=True, slots=True)
class CourtTotal:
    badge: Badge
    rooms: str
    persons: str


@dataclass(frozen=True, slots=True)
class CourtRow:
    room: str
    space: str
    persons: str
    badge: Badge
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Court:
    totals: tuple[CourtTotal, ...]
    tables: tuple[tuple[CourtRow, ...], ...]
    more: str | None
    untold: str | None
    standing: str | None


@dataclass(frozen=True, slots=True)
class DeniedRow:
    item: str
    place: str
    words: str


@dataclass(frozen=True, slots=True)
class OpenRow:
    code: str
    title: str
    tier: str
    why: str
    missing: str


@dataclass(frozen=True, slots=True)
class OpenTable:
    title: str
    rows: tuple[OpenRow, ...]


@dataclass(frozen=True, slots=True)
class NotApplicableRow:
    code: str
    title: str
    why: str
    confirmed: str


@dataclass(frozen=True, slots=True)
class RemarkRow:
    item: str
    place: str
    remark: str


@dataclass(frozen=True, slots=True)
class WithheldRow:
    """A line of what the public edition withholds."""

    what: str
    how_many: str
    why: str


@dataclass(frozen=True, slots=True)
class Unseen:
    denied: tuple[DeniedRow, ...]
    open: tuple[OpenTable, ...]
    not_applicable: tuple[NotApplicableRow, ...]
    remarks: tuple[RemarkRow, ...]
    more_remarks: str | None
    withheld: tuple[WithheldRow, ...]


@dataclass(frozen=True, slots=True)
class Recommendation:
    number: str
    says: str
    criterion: str
    criterion_anchor: str | None
    addressed_to: str
    due: str


@dataclass(frozen=True, slots=True)
class InstrumentRow:
    name: str
    year: str
    standing: str


@dataclass(frozen=True, slots=True)
class DoubtRow:
    says: str
    concerns: str
    confidence: str


@dataclass(frozen=True, slots=True)
class PackRow:
    title: str
    version: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Method:
    parts: tuple[Line, ...]
    sensitivity: tuple[Line, ...]
    standing: str
    instruments: tuple[InstrumentRow, ...]
    doubts: tuple[DoubtRow, ...]
    packs: tuple[PackRow, ...]
    versions: tuple[str, ...]
    source: str | None
    repairs: tuple[str, ...]
    more_repairs: str | None


@dataclass(frozen=True, slots=True)
class RoomRow:
    room: str
    kind: str
    area: str
    persons: str
    per_person: str
    worst: Badge | None
    failing: str
    court: str


@dataclass(frozen=True, slots=True)
class RoomTable:
    """At most forty rooms: long tables cost time and memory that short ones do not."""

    heading: str | None
    caption: str
    rows: tuple[RoomRow, ...]


@dataclass(frozen=True, slots=True)
class RoomAnnex:
    tables: tuple[RoomTable, ...]
    more: str | None
    codes: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    anchor: str
    number: str
    kind: str
    caption: str
    taken: str
    sha256: str
    photo_anchor: str | None


@dataclass(frozen=True, slots=True)
class EvidenceAnnex:
    tables: tuple[tuple[EvidenceRow, ...], ...]
    photos: tuple[Photo, ...]
    withheld: str | None


@dataclass(frozen=True, slots=True)
class SignatureRow:
    role: str
    code: str


@dataclass(frozen=True, slots=True)
class Verification:
    """`check`: where it can be asked about; `approved`: when, and the hash of what was approved."""

    says: str
    code: str
    sha256: str
    first: str
    qr_path: str
    qr_size: str
    qr_alt: str
    check: str | None
    approved: str | None
