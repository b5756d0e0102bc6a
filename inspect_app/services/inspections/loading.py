"""One inspection out of the tables as the facts that are scored, in a handful of statements."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, select, true
from sqlalchemy.orm import Session

from inspect_app.domain.canonical import canonical_bytes, sha256_text
from inspect_app.domain.facts import Facility, Facts
from inspect_app.domain.inspection_facts import NoDay, facts_of
from inspect_app.domain.inspection_state import NotUsed
from inspect_app.domain.standards import Input
from inspect_app.domain.terms import FacilityKind
from inspect_app.problems import Problem
from inspect_app.store.inspections import InspectionRow
from inspect_app.store.operations import StreamRow
from inspect_app.store.places import FacilityRow
from inspect_app.store.projection import found_state
from inspect_app.store.review import ApprovalRow


class Version(NamedTuple):
    """What the facts of an inspection are a function of, besides the standards: equal versions have
    equal facts. `facility_sha256` is empty where the register does not know the facility."""

    insp: str
    n: int
    changed_at: datetime
    facility_sha256: str


@dataclass(frozen=True, slots=True)
class Found:
    """An inspection and its facility before anything is read of it. `approval`: the operation that
    froze its result; None while it is open."""

    version: Version
    facility: Facility | None
    facility_said: str | None
    is_demo: bool
    region: str | None
    conflicts: int
    approval: str | None = None


@dataclass(frozen=True, slots=True)
class Loaded:
    found: Found
    facts: Facts
    not_used: tuple[NotUsed, ...]


def find(session: Session, insp: str, scope: ColumnElement[bool] | None = None) -> Found | None:
    """None: no creation of it has arrived, or it lies outside the scope."""
    row: Any = session.execute(
        select(InspectionRow, FacilityRow, StreamRow.n, ApprovalRow.op_id)
        .outerjoin(FacilityRow, FacilityRow.id == InspectionRow.facility_id)
        .outerjoin(StreamRow, StreamRow.insp == InspectionRow.id)
        .outerjoin(ApprovalRow, ApprovalRow.insp == InspectionRow.id)
        .where(InspectionRow.id == insp, true() if scope is None else scope)
    ).first()
    if row is None:
        return None
    inspection: InspectionRow = row[0]
    of_register: FacilityRow | None = row[1]
    n: int | None = row[2]
    facility = None if of_register is None else _facility(of_register)
    return Found(
        version=Version(insp, n or 0, inspection.changed_at, _sha256(facility)),
        facility=facility,
        facility_said=inspection.facility_id,
        is_demo=of_register is not None and of_register.is_demo,
        region=None if of_register is None else of_register.region_id,
        conflicts=inspection.conflicts,
        approval=row[3],
    )


def load(
    session: Session, found: Found, inputs: Mapping[str, Input], criteria: Collection[str]
) -> Loaded:
    """`inputs` and `criteria` are those of the packs in use.

    Raises Problem `inspection.facility_unknown`, `inspection.not_begun`.
    """
    insp = found.version.insp
    if found.facility_said is None:
        raise Problem("inspection.not_begun", inspection=insp)
    if found.facility is None:
        raise Problem("inspection.facility_unknown", inspection=insp, facility=found.facility_said)
    state = found_state(session, insp)
    if state is None:
        raise Problem("inspection.not_begun", inspection=insp)
    try:
        read = facts_of(state, found.facility, inputs, criteria, found.is_demo)
    except NoDay as fault:
        raise Problem("inspection.not_begun", inspection=insp) from fault
    return Loaded(found, read.facts, read.not_used)


def _facility(row: FacilityRow) -> Facility:
    region = row.region
    return Facility(
        id=row.id,
        names=row.names,
        kind=FacilityKind(row.kind),
        country=row.country,
        region=row.region_text if region is None else region.names.get("ru") or region.id,
        codes=tuple(code.code for code in row.codes),
    )


def _sha256(facility: Facility | None) -> str:
    if facility is None:
        return ""
    said = [facility.id, dict(facility.names), facility.kind, facility.country]
    return sha256_text(canonical_bytes([*said, facility.region, list(facility.codes)]))
