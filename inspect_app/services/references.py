"""What tablets carry along besides inspections: standards, checklists, and facilities with the last
visit's answers. Each document is fetched once, by the SHA-256 of its bytes.

A tablet is given every open facility in the regions of its user, since a visit may begin at any of
them without a word beforehand, and those of inspections on whose team the user is. Documents of
facilities are kept ready, packed, for as long as nothing that they are made of has changed; whether
it has is asked of all of them in one statement.

To be called in a transaction that sees one moment (`store.engine.start_reading`).
"""

from __future__ import annotations

import gzip
import threading
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, case, or_, select
from sqlalchemy.orm import Session, selectinload

from inspect_app.domain.canonical import canonical_bytes, sha256_text
from inspect_app.domain.facility_reference import (
    REFERENCE_VERSION,
    DeclaredCapacity,
    KnownFacility,
    LastVisit,
    facility_reference,
)
from inspect_app.domain.facts import Block, Facility, Room
from inspect_app.domain.pack_document import pack_document
from inspect_app.domain.projecting.log import ReviewState
from inspect_app.domain.standards import Pack
from inspect_app.domain.terms import FacilityKind, People, Regime, RoomKind, Text
from inspect_app.store.accounts import AccountRegionRow
from inspect_app.store.inspections import InspectionRow, MemberRow
from inspect_app.store.operations import StreamRow
from inspect_app.store.places import CapacityRow, FacilityRow, RegionRow, RoomRow
from inspect_app.store.projection import found_state
from inspect_app.store.rollups import InspectionRollupRow

QUIET_FOR = timedelta(days=7)
"""After which a visit that was never submitted counts as a last visit too. Sooner, every answer of
the visit under way would make another document."""

_HANDED_IN = tuple(
    state.value
    for state in (
        ReviewState.SUBMITTED,
        ReviewState.RETURNED,
        ReviewState.APPROVED,
        ReviewState.PUBLISHED,
    )
)
_NOTIONS = ("official", "available", "operational")
"""Of a capacity: the one that stands first here is told."""


class OfferedChecklist(NamedTuple):
    """`data` are the bytes whose SHA-256 inspections name."""

    id: str
    version: int
    title: Text
    sha256: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Reference:
    """One document; `zipped` are its bytes, packed with gzip."""

    name: str
    sha256: str
    size: int
    zipped: bytes

    @property
    def data(self) -> bytes:
        return gzip.decompress(self.zipped)


def standing_references(
    main: Pack, national: Sequence[Pack], checklists: Sequence[OfferedChecklist]
) -> Mapping[str, Reference]:
    """Name -> what every tablet gets: `standards`, `pack/<id>`, `checklist/<id>`."""
    norms: dict[str, list[str]] = {}
    for pack in national:
        if pack.country is not None:
            norms.setdefault(pack.country, []).append(pack.id)
    standards = {
        "reference": REFERENCE_VERSION,
        "main": main.id,
        "norms": norms,
        "checklists": [
            {"id": one.id, "version": one.version, "sha256": one.sha256, "title": dict(one.title)}
            for one in checklists
        ],
    }
    documents = {
        "standards": canonical_bytes(standards),
        **{f"pack/{pack.id}": canonical_bytes(pack_document(pack)) for pack in (main, *national)},
        **{f"checklist/{one.id}": one.data for one in checklists},
    }
    return {name: _reference(name, data) for name, data in documents.items()}


class References:
    """One of a process. `standing`: what every tablet gets."""

    def __init__(self, standing: Mapping[str, Reference]) -> None:
        self._standing = standing
        self._standing_by_sha = {one.sha256: one for one in standing.values()}
        self._kept: dict[str, tuple[_Key, Reference]] = {}
        self._making = threading.Lock()

    def of_account(self, session: Session, account: str, now: datetime) -> list[Reference]:
        """Everything that a tablet of this account may carry, in order of names."""
        facilities = self._facilities(session, _scope(session, account), now)
        return sorted([*self._standing.values(), *facilities], key=lambda one: one.name)

    def find(self, session: Session, account: str, sha256: str, now: datetime) -> Reference | None:
        """None: there is none, or none any more, or it is not for this account."""
        standing = self._standing_by_sha.get(sha256)
        if standing is not None:
            return standing
        scope = _scope(session, account)
        known = [id_ for id_, (_, one) in list(self._kept.items()) if one.sha256 == sha256]
        if known:
            scope = and_(FacilityRow.id.in_(known), scope)
        every = self._facilities(session, scope, now)
        return next((one for one in every if one.sha256 == sha256), None)

    def _facilities(
        self, session: Session, scope: ColumnElement[bool], now: datetime
    ) -> list[Reference]:
        keys = _keys(session, scope, now)
        if any(self._current(key) is None for key in keys):
            with self._making:
                for key in keys:
                    if self._current(key) is None:
                        self._kept[key.facility] = key, _made(session, key)
        return [self._kept[key.facility][1] for key in keys]

    def _current(self, key: _Key) -> Reference | None:
        kept_key, reference = self._kept.get(key.facility, (None, None))
        return reference if kept_key == key else None


class _Key(NamedTuple):
    """What the document of a facility is made of: equal keys, equal documents. `inspection` is the
    last visit's, `n` and `chain` its log's; None where there was none."""

    facility: str
    changed_at: datetime
    region_sha256: str
    inspection: str | None
    inspection_changed_at: datetime | None
    n: int | None
    chain: str | None
    result_sha256: str | None


def _scope(session: Session, account: str) -> ColumnElement[bool]:
    """About `FacilityRow`."""
    regions = select(AccountRegionRow.region_id).where(AccountRegionRow.account_id == account)
    inspected = (
        select(InspectionRow.facility_id)
        .join(MemberRow, MemberRow.insp == InspectionRow.id)
        .where(MemberRow.usr == account, InspectionRow.facility_id.is_not(None))
    )
    return or_(
        and_(FacilityRow.is_open, FacilityRow.region_id.in_(list(session.scalars(regions)))),
        FacilityRow.id.in_(list(session.scalars(inspected.distinct()))),
    )


def _keys(session: Session, scope: ColumnElement[bool], now: datetime) -> list[_Key]:
    is_handed_in = InspectionRow.review_state.in_(_HANDED_IN)
    last = (
        select(InspectionRow.id)
        .where(
            InspectionRow.facility_id == FacilityRow.id,
            InspectionRow.visited_on.is_not(None),
            or_(
                is_handed_in,
                and_(
                    InspectionRow.review_state == ReviewState.IN_PROGRESS.value,
                    InspectionRow.changed_at < now - QUIET_FOR,
                ),
            ),
        )
        .order_by(
            case((is_handed_in, 0), else_=1),
            InspectionRow.visited_on.desc(),
            InspectionRow.id.desc(),
        )
        .limit(1)
        .correlate(FacilityRow)
        .scalar_subquery()
    )
    query = (
        select(
            FacilityRow.id,
            FacilityRow.changed_at,
            RegionRow.names,
            InspectionRow.id,
            InspectionRow.changed_at,
            StreamRow.n,
            StreamRow.chain,
            InspectionRollupRow.document_sha256,
        )
        .select_from(FacilityRow)
        .outerjoin(RegionRow, RegionRow.id == FacilityRow.region_id)
        .outerjoin(InspectionRow, InspectionRow.id == last)
        .outerjoin(StreamRow, StreamRow.insp == InspectionRow.id)
        .outerjoin(InspectionRollupRow, InspectionRollupRow.insp == InspectionRow.id)
        .where(scope)
        .order_by(FacilityRow.id)
    )
    rows: Any = session.execute(query)
    return [
        _Key(id_, changed_at, sha256_text(canonical_bytes(names)), *visit)
        for id_, changed_at, names, *visit in rows
    ]


def _made(session: Session, key: _Key) -> Reference:
    document = facility_reference(_known(session, key.facility), _last_visit(session, key))
    return _reference(f"facility/{key.facility}", canonical_bytes(document))


def _known(session: Session, facility: str) -> KnownFacility:
    row = session.scalars(
        select(FacilityRow)
        .where(FacilityRow.id == facility)
        .options(
            selectinload(FacilityRow.region),
            selectinload(FacilityRow.codes),
            selectinload(FacilityRow.capacities),
            selectinload(FacilityRow.blocks),
        )
    ).one()
    rooms = session.scalars(select(RoomRow).where(RoomRow.facility_id == facility))
    region = row.region
    return KnownFacility(
        Facility(
            id=row.id,
            names=row.names,
            kind=FacilityKind(row.kind),
            country=row.country,
            region=row.region_text if region is None else region.names.get("ru") or region.id,
            codes=tuple(code.code for code in row.codes),
        ),
        region_names=None if region is None else region.names,
        is_demo=row.is_demo,
        capacity=_capacity(row.capacities),
        blocks=[Block(block.id, block.name) for block in row.blocks],
        rooms=[_room(room) for room in rooms],
    )


def _room(row: RoomRow) -> Room:
    return Room(
        row.id,
        row.number,
        RoomKind(row.kind),
        block=row.block_id,
        regime=Regime(row.regime) if row.regime else None,
        people=People(row.people) if row.people else None,
        is_in_use=row.is_in_use,
    )


def _capacity(rows: Collection[CapacityRow]) -> DeclaredCapacity | None:
    """The newest of the notion that says most."""
    told = [row for row in rows if row.notion in _NOTIONS]
    if not told:
        return None
    first = min(_NOTIONS.index(row.notion) for row in told)
    newest = max((r for r in told if r.notion == _NOTIONS[first]), key=lambda row: row.as_of)
    return DeclaredCapacity(newest.places, newest.basis, newest.as_of)


def _last_visit(session: Session, key: _Key) -> LastVisit | None:
    if key.inspection is None:
        return None
    state = found_state(session, key.inspection)
    visited_on = session.scalar(
        select(InspectionRow.visited_on).where(InspectionRow.id == key.inspection)
    )
    if state is None or visited_on is None:
        return None
    scored: Any = session.execute(
        select(InspectionRollupRow.rating, InspectionRollupRow.index).where(
            InspectionRollupRow.insp == key.inspection
        )
    ).first()
    rating, index = (None, None) if scored is None else scored
    return LastVisit(key.inspection, visited_on, state, rating, index)


def _reference(name: str, data: bytes) -> Reference:
    return Reference(name, sha256_text(data), len(data), gzip.compress(data, mtime=0))
