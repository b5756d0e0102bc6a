"""Facilities of a scope, each with its latest result, in the order that is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Integer, Select, false, func, or_, type_coerce
from sqlalchemy.orm import Session

from inspect_app.services.overviews.needs import Need, need_column, need_of_rollup
from inspect_app.store.paging import Page, SortKey, read_page
from inspect_app.store.places import FacilityRow
from inspect_app.store.rollups import (
    InspectionRollupRow,
    LatestInspectionRow,
    latest_of_facilities,
)


class Scopes(NamedTuple):
    """What the reader may see: `facilities` about `FacilityRow`, `inspections` about
    `InspectionRow`, `accounts` about `AccountRow`: those whose tablets the reader answers for."""

    facilities: ColumnElement[bool]
    inspections: ColumnElement[bool]
    accounts: ColumnElement[bool] = false()


@dataclass(frozen=True, slots=True)
class OverviewAsked:
    """`sort`: a name of `SORTS`, with a minus for descending. None and empty: no limit.

    `min_age_days`: since the last visit; a facility that nobody visited is older than any number.
    """

    sort: str = "name"
    region: str | None = None
    kind: str | None = None
    rating: str | None = None
    has_critical_failures: bool | None = None
    review_state: str | None = None
    min_age_days: int | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """A facility with its latest result; None: none within the scope. `age_days` since the visit."""

    facility: FacilityRow
    rollup: InspectionRollupRow | None
    review_state: str | None
    is_current: bool
    age_days: int | None

    @property
    def need(self) -> Need | None:
        """None: without a result nobody knows."""
        return None if self.rollup is None else need_of_rollup(self.rollup)


_NEVER = date(1, 1, 1)
_NOTHING = -1
_VISITED_ON = func.coalesce(InspectionRollupRow.visited_on, _NEVER)
SORTS: Mapping[str, ColumnElement[Any]] = {
    "name": FacilityRow.sort_name.expression,
    "need": type_coerce(need_column(), Integer),
    "index": func.coalesce(InspectionRollupRow.index_millionths, _NOTHING),
    "coverage": func.coalesce(InspectionRollupRow.coverage_millionths, _NOTHING),
    "critical_failures": func.coalesce(InspectionRollupRow.critical_failure_count, _NOTHING),
    "visited_on": _VISITED_ON,
}


def overview(
    session: Session,
    asked: OverviewAsked,
    scopes: Scopes | tuple[ColumnElement[bool], ColumnElement[bool]],
    today: date,
    paging: tuple[int, str | None],
) -> tuple[tuple[Standing, ...], Page]:
    """Facilities of the scope, each with its latest result. `paging`: rows, and after which place.

    Two statements: the count and the page. Raises Problem `page.unknown_place`.
    """
    query = _limited(latest_of_facilities(scopes[0], scopes[1]), asked, today)
    page = read_page(session, query, _keys(asked.sort), *paging)
    return tuple(_standing(row, today) for row in page.rows), page


def _keys(sort: str) -> list[SortKey]:
    """Among equal needs the longest without a visit comes first, and who was never visited before."""
    name = sort.removeprefix("-")
    first = SortKey(SORTS[name], sort.startswith("-"))
    further = [SortKey(_VISITED_ON)] if name == "need" else []
    return [first, *further, SortKey(FacilityRow.id.expression)]


def _limited(
    query: Select[*tuple[Any, ...]], asked: OverviewAsked, today: date
) -> Select[*tuple[Any, ...]]:
    rollup = InspectionRollupRow
    if asked.region is not None:
        query = query.where(FacilityRow.region_id == asked.region)
    if asked.kind is not None:
        query = query.where(FacilityRow.kind == asked.kind)
    if asked.rating is not None:
        query = query.where(rollup.rating == asked.rating)
    if asked.has_critical_failures is not None:
        failures = rollup.critical_failure_count
        query = query.where(failures > 0 if asked.has_critical_failures else failures == 0)
    if asked.review_state is not None:
        query = query.where(LatestInspectionRow.review_state == asked.review_state)
    if asked.min_age_days is not None:
        last_day = date.fromordinal(max(1, today.toordinal() - asked.min_age_days))
        query = query.where(or_(rollup.visited_on.is_(None), rollup.visited_on <= last_day))
    return query


def _standing(row: Any, today: date) -> Standing:
    facility, rollup, review_state, n = row[:4]
    return Standing(
        facility,
        rollup,
        review_state,
        rollup is not None and rollup.of_n == n,
        None if rollup is None else (today - rollup.visited_on).days,
    )
