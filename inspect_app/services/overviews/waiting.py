"""What waits for somebody: inspections on their way, and what tablets sent that is not applied."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from inspect_app.domain.projecting import ReviewState
from inspect_app.store.inspections import InspectionRow
from inspect_app.store.not_applied import not_applied
from inspect_app.store.places import FacilityRow
from inspect_app.store.rollups import InspectionRollupRow

SHOWN = 3
"""Of each kind: the rest stands in the list of inspections."""
_ON_THEIR_WAY = (ReviewState.SUBMITTED, ReviewState.RETURNED, ReviewState.APPROVED)


@dataclass(frozen=True, slots=True)
class WaitingInspection:
    """`facility` None: the register does not know it. `rollup` None: not scored yet."""

    row: InspectionRow
    facility: FacilityRow | None
    rollup: InspectionRollupRow | None


@dataclass(frozen=True, slots=True)
class WaitingInState:
    """`shown`: the longest waiting of them."""

    state: ReviewState
    total: int
    shown: tuple[WaitingInspection, ...]


@dataclass(frozen=True, slots=True)
class OpenMatters:
    """Of one inspection: operations not applied and not set aside, and fields on which tablets
    differ."""

    row: InspectionRow
    facility: FacilityRow | None
    not_applied: int


@dataclass(frozen=True, slots=True)
class OpenMattersOfAll:
    inspections: int
    not_applied: int
    conflicts: int
    shown: tuple[OpenMatters, ...]


def waiting_inspections(
    session: Session, inspections: ColumnElement[bool]
) -> tuple[WaitingInState, ...]:
    """For review the oldest visits first; for the team and for publication those of which nothing
    was heard for longest."""
    counts = select(InspectionRow.review_state, func.count()).where(
        InspectionRow.review_state.in_([state.value for state in _ON_THEIR_WAY]), inspections
    )
    rows = session.execute(counts.group_by(InspectionRow.review_state))
    totals: Mapping[str, int] = {row[0]: row[1] for row in rows}
    return tuple(
        WaitingInState(state, total, _longest_waiting(session, state, inspections))
        for state in _ON_THEIR_WAY
        if (total := totals.get(state.value, 0))
    )


def open_matters(session: Session, inspections: ColumnElement[bool]) -> OpenMattersOfAll:
    """Two statements: which, and what the shown ones are called."""
    row, is_open = InspectionRow, not_applied()
    listed = (
        select(row.id, is_open.label("not_applied"), row.conflicts)
        .where(row.quarantined + row.held + row.conflicts > 0, inspections)
        .order_by(row.changed_at, row.id)
    )
    found = [item for item in session.execute(listed) if item[1] + item[2] > 0]
    waiting = {item[0]: item[1] for item in found}
    shown = [item[0] for item in found[:SHOWN]]
    named = {one.row.id: one for one in _inspections(session, row.id.in_(shown))} if shown else {}
    return OpenMattersOfAll(
        inspections=len(found),
        not_applied=sum(waiting.values()),
        conflicts=sum(item[2] for item in found),
        shown=tuple(
            OpenMatters(named[insp].row, named[insp].facility, waiting[insp]) for insp in shown
        ),
    )


def _longest_waiting(
    session: Session, state: ReviewState, inspections: ColumnElement[bool]
) -> tuple[WaitingInspection, ...]:
    row = InspectionRow
    since = func.coalesce(row.visited_on, date.min) if state is ReviewState.SUBMITTED else None
    first = (
        select(row.id)
        .where(row.review_state == state.value, inspections)
        .order_by(row.changed_at if since is None else since, row.id)
        .limit(SHOWN)
    )
    ids = list(session.scalars(first))
    named = {one.row.id: one for one in _inspections(session, row.id.in_(ids))}
    return tuple(named[insp] for insp in ids)


def _inspections(session: Session, which: ColumnElement[bool]) -> list[WaitingInspection]:
    query: Select[*tuple[Any, ...]] = (
        select(InspectionRow, FacilityRow, InspectionRollupRow)
        .outerjoin(FacilityRow, FacilityRow.id == InspectionRow.facility_id)
        .outerjoin(InspectionRollupRow, InspectionRollupRow.insp == InspectionRow.id)
        .where(which)
    )
    return [WaitingInspection(row[0], row[1], row[2]) for row in session.execute(query)]
