"""The visits to one facility in the order of their days, and the domains over them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session, aliased

from inspect_app.store.accounts import AccountRow
from inspect_app.store.inspections import InspectionRow, MemberRow
from inspect_app.store.operations import StreamRow
from inspect_app.store.paging import Page, SortKey, read_page
from inspect_app.store.rollups import (
    WITHDRAWN,
    CriterionRollupRow,
    DomainRollupRow,
    InspectionRollupRow,
    domains_of,
)

_LAST_DAY = date(9999, 12, 31)  # a visit whose day has not arrived stands first
_ASSESSED = "assessed"


@dataclass(frozen=True, slots=True)
class Visit:
    """`team`: the names that colleagues read, for the desk alone. `before`: the day of the visit
    before it that stands, whatever its kind; None: there is none, or no day is known."""

    row: InspectionRow
    rollup: InspectionRollupRow | None
    n: int
    team: tuple[str, ...]
    before: date | None

    @property
    def is_current(self) -> bool:
        """The roll-up is of all that has arrived."""
        return self.rollup is not None and self.rollup.of_n == self.n

    @property
    def is_withdrawn(self) -> bool:
        return self.row.review_state == WITHDRAWN

    @property
    def days_since(self) -> int | None:
        if self.before is None or self.row.visited_on is None:
            return None
        return (self.row.visited_on - self.before).days


@dataclass(frozen=True, slots=True)
class PackChange:
    """Between these two visits the rules changed: packs as `(id, version, sha256)` each."""

    before: Visit
    after: Visit
    packs_before: tuple[tuple[str, int, str], ...]
    packs_after: tuple[tuple[str, int, str], ...]


@dataclass(frozen=True, slots=True)
class DomainHistory:
    """`results`: beside each visit the domain's row, or None where it has none."""

    domain: str
    results: tuple[tuple[Visit, DomainRollupRow | None], ...]


def visits_page(
    session: Session, facility_id: str, scope: ColumnElement[bool], size: int, after: str | None
) -> tuple[tuple[Visit, ...], Page]:
    """The newest first, withdrawn ones too. Three statements."""
    keys = [
        SortKey(func.coalesce(InspectionRow.visited_on, _LAST_DAY), True),
        SortKey(InspectionRow.id.expression, True),
    ]
    page = read_page(session, _visits(facility_id, scope), keys, size, after)
    teams = _teams(session, [row[0].id for row in page.rows])
    visits = tuple(
        Visit(row[0], row[1], row[2] or 0, teams.get(row[0].id, ()), row[3]) for row in page.rows
    )
    return visits, page


def visits_with_space(
    session: Session, facility_id: str, scope: ColumnElement[bool], criteria: Collection[str]
) -> tuple[tuple[str, date], ...]:
    """`(inspection, day)` of the visits that stand and assessed one of these criteria, which need
    the floor and the head count of rooms; the newest first. One statement."""
    rows = session.execute(
        select(InspectionRow.id, InspectionRow.visited_on)
        .join(CriterionRollupRow, CriterionRollupRow.insp == InspectionRow.id)
        .where(
            InspectionRow.facility_id == facility_id,
            InspectionRow.review_state != WITHDRAWN,
            InspectionRow.visited_on.is_not(None),
            CriterionRollupRow.criterion.in_(sorted(criteria)),
            CriterionRollupRow.state == _ASSESSED,
            scope,
        )
        .distinct()
        .order_by(InspectionRow.visited_on.desc(), InspectionRow.id.desc())
    )
    return tuple((insp, day) for insp, day in rows if day is not None)


def domain_histories(
    session: Session, visits: Iterable[Visit], order: Sequence[str]
) -> tuple[DomainHistory, ...]:
    """One history a domain over the visits with a result, the oldest first: the domains in `order`,
    then those that only older packs knew. One statement."""
    counted = _counted(visits)
    rows = domains_of(session, [visit.row.id for visit in counted])
    by_name = {visit.row.id: {d.domain: d for d in rows[visit.row.id]} for visit in counted}
    known = {domain for domains in by_name.values() for domain in domains}
    names = [name for name in order if name in known]
    names += sorted(known - set(names))
    return tuple(
        DomainHistory(name, tuple((visit, by_name[visit.row.id].get(name)) for visit in counted))
        for name in names
    )


def pack_changes(visits: Iterable[Visit]) -> tuple[PackChange, ...]:
    """Where one visit was judged by other packs than the visit before it, the oldest first."""
    return tuple(
        PackChange(before, after, packs_of(before), packs_of(after))
        for before, after in pairwise(_counted(visits))
        if packs_of(before) != packs_of(after)
    )


def packs_of(visit: Visit) -> tuple[tuple[str, int, str], ...]:
    packs = visit.rollup.packs if visit.rollup else []
    return tuple((str(pack[0]), int(pack[1]), str(pack[2])) for pack in packs)


def _counted(visits: Iterable[Visit]) -> list[Visit]:
    """Those that stand and have a result, the oldest first."""
    standing = [v for v in visits if v.rollup is not None and not v.is_withdrawn]
    return sorted(
        standing, key=lambda v: (v.rollup.visited_on if v.rollup else _LAST_DAY, v.row.id)
    )


def _visits(facility_id: str, scope: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    """The day before comes with the row, so that a page of the list knows it at its end too."""
    earlier = aliased(InspectionRow)
    standing = select(InspectionRow.id).where(
        InspectionRow.facility_id == facility_id, InspectionRow.review_state != WITHDRAWN, scope
    )
    before = (
        select(func.max(earlier.visited_on))
        .where(
            earlier.facility_id == facility_id,
            earlier.visited_on < InspectionRow.visited_on,
            earlier.id.in_(standing.correlate(None)),
        )
        .correlate(InspectionRow)
        .scalar_subquery()
    )
    return (
        select(InspectionRow, InspectionRollupRow, StreamRow.n, before)
        .outerjoin(InspectionRollupRow, InspectionRollupRow.insp == InspectionRow.id)
        .outerjoin(StreamRow, StreamRow.insp == InspectionRow.id)
        .where(InspectionRow.facility_id == facility_id, scope)
    )


def _teams(session: Session, inspections: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
    """A code that no account has stands for itself."""
    rows = session.execute(
        select(MemberRow.insp, MemberRow.usr, AccountRow.shown_name)
        .outerjoin(AccountRow, AccountRow.id == MemberRow.usr)
        .where(MemberRow.insp.in_(inspections))
    )
    found: dict[str, list[str]] = {}
    for insp, code, name in rows:
        found.setdefault(insp, []).append(name or code)
    return {insp: tuple(sorted(names)) for insp, names in found.items()}
