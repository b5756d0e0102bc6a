"""Lists of inspections, from the rows that are kept for lists."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from inspect_app.store.inspections import InspectionRow, MemberRow
from inspect_app.store.not_applied import not_applied
from inspect_app.store.operations import StreamRow
from inspect_app.store.paging import Page, SortKey, read_page
from inspect_app.store.places import FacilityRow
from inspect_app.store.rollups import InspectionRollupRow

_LAST_DAY = date(9999, 12, 31)  # a visit whose day has not arrived stands first


@dataclass(frozen=True, slots=True)
class InspectionAsked:
    """None: no limit on that side. `since` and `until`: days of the visit, both included."""

    facility: str | None = None
    region: str | None = None
    review_state: str | None = None
    since: date | None = None
    until: date | None = None
    needs_attention: bool | None = None


@dataclass(frozen=True, slots=True)
class InspectionListed:
    """`facility` None: the register does not know it. `is_current`: the roll-up is of all that has
    arrived. `not_applied`: operations that wait, without those set aside by a reviewer. `team` is
    read for a single inspection alone."""

    row: InspectionRow
    facility: FacilityRow | None
    rollup: InspectionRollupRow | None
    n: int
    not_applied: int
    team: tuple[str, ...] | None = None

    @property
    def is_current(self) -> bool:
        return self.rollup is not None and self.rollup.of_n == self.n

    @property
    def needs_attention(self) -> bool:
        return self.row.conflicts + self.not_applied > 0


def list_inspections(
    session: Session,
    asked: InspectionAsked,
    scope: ColumnElement[bool],
    page_size: int,
    after: str | None,
) -> tuple[tuple[InspectionListed, ...], Page]:
    """The newest visit first. Two statements."""
    query = _limited(_listed().where(scope), asked)
    keys = [
        SortKey(func.coalesce(InspectionRow.visited_on, _LAST_DAY), True),
        SortKey(InspectionRow.id.expression, True),
    ]
    page = read_page(session, query, keys, page_size, after)
    return tuple(_one(row) for row in page.rows), page


def inspection_in(
    session: Session, insp: str, scope: ColumnElement[bool]
) -> InspectionListed | None:
    """One inspection with its team; None where there is none within the scope."""
    row = session.execute(_listed().where(InspectionRow.id == insp, scope)).first()
    if row is None:
        return None
    members = session.scalars(
        select(MemberRow.usr).where(MemberRow.insp == insp).order_by(MemberRow.usr)
    )
    return _one(row, tuple(members))


def _listed() -> Select[*tuple[Any, ...]]:
    return (
        select(InspectionRow, FacilityRow, InspectionRollupRow, StreamRow.n, not_applied())
        .outerjoin(FacilityRow, FacilityRow.id == InspectionRow.facility_id)
        .outerjoin(InspectionRollupRow, InspectionRollupRow.insp == InspectionRow.id)
        .outerjoin(StreamRow, StreamRow.insp == InspectionRow.id)
    )


def _limited(query: Select[*tuple[Any, ...]], asked: InspectionAsked) -> Select[*tuple[Any, ...]]:
    if asked.facility is not None:
        query = query.where(InspectionRow.facility_id == asked.facility)
    if asked.region is not None:
        query = query.where(FacilityRow.region_id == asked.region)
    if asked.review_state is not None:
        query = query.where(InspectionRow.review_state == asked.review_state)
    if asked.since is not None:
        query = query.where(InspectionRow.visited_on >= asked.since)
    if asked.until is not None:
        query = query.where(InspectionRow.visited_on <= asked.until)
    if asked.needs_attention is not None:
        open_matters = InspectionRow.conflicts + not_applied()
        query = query.where(open_matters > 0 if asked.needs_attention else open_matters == 0)
    return query


def _one(row: Any, team: tuple[str, ...] | None = None) -> InspectionListed:
    return InspectionListed(row[0], row[1], row[2], row[3] or 0, row[4], team)
