"""Everything that the overview shows, read in a fixed number of statements."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session

from inspect_app.services.overviews.needs import Need, need_of
from inspect_app.services.overviews.regions import RegionOutline, region_outlines
from inspect_app.services.overviews.standings import OverviewAsked, Scopes, Standing, overview
from inspect_app.services.overviews.trends import Trend, trends_of
from inspect_app.services.overviews.unreadable import how_many_unreadable
from inspect_app.services.overviews.waiting import (
    OpenMattersOfAll,
    WaitingInState,
    open_matters,
    waiting_inspections,
)
from inspect_app.store.paging import Page
from inspect_app.store.places import FacilityRow
from inspect_app.store.rollups import InspectionRollupRow, latest_of_facilities

ROWS = 100


@dataclass(frozen=True, slots=True)
class RegionStanding:
    """The facilities of one region within the scope, by their latest results. `region` None: the
    register names no region for them. `uncounted`: facilities with critical failures where nobody
    was counted, which `need` and `persons` therefore do not hold."""

    region: str | None
    facilities: int
    visited: int
    failing: int
    persons: int
    need: int
    uncounted: int


@dataclass(frozen=True, slots=True)
class Overview:
    """`trends`: by facility. `regions`: of the whole scope, whatever is asked; `outlines` of the
    whole country. `is_demo`: some facility of the scope is invented."""

    standings: tuple[Standing, ...]
    page: Page
    trends: Mapping[str, Trend]
    regions: tuple[RegionStanding, ...]
    outlines: tuple[RegionOutline, ...]
    waiting: tuple[WaitingInState, ...]
    open_matters: OpenMattersOfAll
    unreadable: int
    is_demo: bool


@dataclass(frozen=True, slots=True)
class FacilityChoice:
    id: str
    names: Mapping[str, str]
    region: str | None


def read_overview(
    session: Session,
    asked: OverviewAsked,
    scopes: Scopes,
    today: date,
    paging: tuple[int, str | None] = (ROWS, None),
) -> Overview:
    """Raises Problem `page.unknown_place`."""
    standings, page = overview(session, asked, scopes, today, paging)
    regions, is_demo = _regions(session, scopes)
    return Overview(
        standings=standings,
        page=page,
        trends=trends_of(session, [s.facility.id for s in standings], scopes.inspections),
        regions=regions,
        outlines=region_outlines(session),
        waiting=waiting_inspections(session, scopes.inspections),
        open_matters=open_matters(session, scopes.inspections),
        unreadable=how_many_unreadable(session, scopes.accounts),
        is_demo=is_demo,
    )


def facility_choices(
    session: Session, facilities: ColumnElement[bool]
) -> tuple[FacilityChoice, ...]:
    """Every facility of the scope, by name."""
    query = select(FacilityRow.id, FacilityRow.names, FacilityRow.region_id).where(facilities)
    rows = session.execute(query.order_by(FacilityRow.sort_name, FacilityRow.id))
    return tuple(FacilityChoice(*row) for row in rows)


def _regions(session: Session, scopes: Scopes) -> tuple[tuple[RegionStanding, ...], bool]:
    """One statement, of a few numbers for each facility."""
    rollup = InspectionRollupRow
    latest = latest_of_facilities(scopes.facilities, scopes.inspections)
    query: Select[*tuple[Any, ...]] = latest.with_only_columns(
        FacilityRow.region_id,
        FacilityRow.is_demo,
        rollup.critical_failure_count,
        rollup.persons_in_critical_failures,
        rollup.persons_present,
    )
    needs: dict[str | None, list[Need | None]] = {}
    is_demo = False
    for region, is_invented, failures, affected, present in session.execute(query):
        need = None if failures is None else need_of(failures, affected, present)
        needs.setdefault(region, []).append(need)
        is_demo = is_demo or is_invented
    known = sorted(needs, key=lambda region: (region is None, region or ""))
    return tuple(_region(region, needs[region]) for region in known), is_demo


def _region(region: str | None, needs: list[Need | None]) -> RegionStanding:
    visited = [need for need in needs if need is not None]
    failing = [need for need in visited if need.failures]
    return RegionStanding(
        region=region,
        facilities=len(needs),
        visited=len(visited),
        failing=len(failing),
        persons=sum(need.persons or 0 for need in failing),
        need=sum(need.product or 0 for need in failing),
        uncounted=sum(need.product is None for need in failing),
    )
