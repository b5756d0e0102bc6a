"""Assessments kept as a roll-up per inspection, domain and criterion, so that a country can be listed.

Made from the operations and the standards, and made again at any time. Exact values stand as text;
`_millionths` are whole numbers rounded down, for sorting alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    ColumnElement,
    Index,
    Select,
    String,
    Text,
    and_,
    delete,
    func,
    insert,
    select,
)
from sqlalchemy.orm import Mapped, Session, aliased, mapped_column

from inspect_app.store.base import Base, Exact
from inspect_app.store.inspections import InspectionRow
from inspect_app.store.operations import StreamRow
from inspect_app.store.places import FacilityRow

WITHDRAWN = "withdrawn"


class InspectionRollupRow(Base):
    """`of_n` is the length of the stream that was scored: less than the stream's own n is stale."""

    __tablename__ = "inspection_rollup"
    __table_args__ = (
        Index("ix_inspection_rollup_facility_id_visited_on", "facility_id", "visited_on"),
    )

    insp: Mapped[str] = mapped_column(String(80), primary_key=True)
    of_n: Mapped[int] = mapped_column(BigInteger)
    facility_id: Mapped[str] = mapped_column(String(36))
    region_id: Mapped[str | None] = mapped_column(String(10), index=True)
    visited_on: Mapped[date]
    judged_on: Mapped[date]
    packs: Mapped[list[Any]] = mapped_column(JSON)  # [id, version, sha256] each
    document_sha256: Mapped[str] = mapped_column(String(64))
    rating: Mapped[str] = mapped_column(String(30), index=True)
    at_best: Mapped[str] = mapped_column(String(30))
    index: Mapped[Fraction | None] = mapped_column("index_exact", Exact)
    index_millionths: Mapped[int | None] = mapped_column(BigInteger)
    low: Mapped[Fraction] = mapped_column(Exact)
    high: Mapped[Fraction] = mapped_column(Exact)
    coverage: Mapped[Fraction] = mapped_column(Exact)
    coverage_millionths: Mapped[int] = mapped_column(BigInteger)
    critical_coverage: Mapped[Fraction] = mapped_column(Exact)
    critical_failures: Mapped[list[str]] = mapped_column(JSON)
    critical_failure_count: Mapped[int]
    severe_failure_count: Mapped[int]
    persons_present: Mapped[int | None]
    persons_in_critical_failures: Mapped[int | None]  # the largest reach among them
    not_used: Mapped[int] = mapped_column(
        default=0
    )  # stored answers that the standards do not know
    conflicts: Mapped[int] = mapped_column(default=0)


class DomainRollupRow(Base):
    __tablename__ = "domain_rollup"

    insp: Mapped[str] = mapped_column(String(80), primary_key=True)
    domain: Mapped[str] = mapped_column(String(40), primary_key=True)
    index: Mapped[Fraction | None] = mapped_column("index_exact", Exact)
    index_millionths: Mapped[int | None] = mapped_column(BigInteger)
    low: Mapped[Fraction] = mapped_column(Exact)
    high: Mapped[Fraction] = mapped_column(Exact)
    cap: Mapped[int | None]
    coverage: Mapped[Fraction] = mapped_column(Exact)
    assessed: Mapped[int]
    applicable: Mapped[int]


class CriterionRollupRow(Base):
    """The narrowest rows, and the most: one per criterion and inspection."""

    __tablename__ = "criterion_rollup"
    __table_args__ = (Index("ix_criterion_rollup_criterion_level", "criterion", "level"),)

    insp: Mapped[str] = mapped_column(String(80), primary_key=True)
    criterion: Mapped[str] = mapped_column(String(20), primary_key=True)
    domain: Mapped[str] = mapped_column(String(40))
    tier: Mapped[str] = mapped_column(String(10))
    state: Mapped[str] = mapped_column(String(16))
    level: Mapped[int | None]
    critical_level: Mapped[int | None]
    low: Mapped[int]
    high: Mapped[int]
    persons_affected: Mapped[int | None]
    places_affected: Mapped[int | None]
    why: Mapped[str] = mapped_column(Text, default="")  # words of the engine, one space between
    is_borderline: Mapped[bool] = mapped_column(default=False)
    is_contradictory: Mapped[bool] = mapped_column(default=False)


Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class RollupRows:
    """All rows of one inspection as plain values by the names of their attributes."""

    inspection: Values
    domains: tuple[Values, ...]
    criteria: tuple[Values, ...]


def replace_rollup(session: Session, insp: str, rows: RollupRows | None) -> None:
    """Six statements, whatever the number of criteria. None: the roll-up is taken away."""
    for table in (InspectionRollupRow, DomainRollupRow, CriterionRollupRow):
        session.execute(
            delete(table).where(table.insp == insp),
            execution_options={"synchronize_session": False},
        )
    if rows is None:
        return
    session.execute(insert(InspectionRollupRow), [rows.inspection])
    if rows.domains:
        session.execute(insert(DomainRollupRow), list(rows.domains))
    if rows.criteria:
        session.execute(insert(CriterionRollupRow), list(rows.criteria))


def stored_rollup(session: Session, insp: str) -> RollupRows | None:
    """What is kept, in the same shape and order; None: nothing yet."""
    kept = _values_of(session, InspectionRollupRow, insp)
    if not kept:
        return None
    return RollupRows(
        kept[0],
        tuple(_values_of(session, DomainRollupRow, insp)),
        tuple(_values_of(session, CriterionRollupRow, insp)),
    )


def in_order(rows: Iterable[Values], key: str) -> tuple[Values, ...]:
    return tuple(sorted(rows, key=lambda row: str(row[key])))


def domains_of(session: Session, inspections: Sequence[str]) -> dict[str, list[DomainRollupRow]]:
    """Inspection -> its domains by name."""
    found: dict[str, list[DomainRollupRow]] = {insp: [] for insp in inspections}
    query = (
        select(DomainRollupRow)
        .where(DomainRollupRow.insp.in_(inspections))
        .order_by(DomainRollupRow.insp, DomainRollupRow.domain)
    )
    for row in session.scalars(query):
        found[row.insp].append(row)
    return found


def results_of_facility(facility: str, scope: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    """`(InspectionRollupRow, review_state, n)` of every inspection of a facility within the scope."""
    return (
        select(InspectionRollupRow, InspectionRow.review_state, StreamRow.n)
        .join(InspectionRow, InspectionRow.id == InspectionRollupRow.insp)
        .outerjoin(StreamRow, StreamRow.insp == InspectionRollupRow.insp)
        .where(InspectionRollupRow.facility_id == facility, scope)
    )


LatestInspectionRow = aliased(InspectionRow, name="latest_inspection")
"""The inspection of the latest result in `latest_of_facilities`, for limits upon it."""


def latest_of_facilities(
    facilities: ColumnElement[bool], inspections: ColumnElement[bool]
) -> Select[*tuple[Any, ...]]:
    """`(FacilityRow, InspectionRollupRow | None, review_state, n)`: each facility with its latest
    result within the scope. The index on facility and day finds it; no other result is read."""
    inner, shown = aliased(InspectionRollupRow), LatestInspectionRow
    latest = (
        select(inner.insp)
        .join(InspectionRow, InspectionRow.id == inner.insp)
        .where(
            inner.facility_id == FacilityRow.id,
            InspectionRow.review_state != WITHDRAWN,
            inspections,
        )
        .order_by(inner.visited_on.desc(), inner.insp.desc())
        .limit(1)
        .correlate(FacilityRow)
        .scalar_subquery()
    )
    return (
        select(FacilityRow, InspectionRollupRow, shown.review_state, StreamRow.n)
        .select_from(FacilityRow)
        .outerjoin(InspectionRollupRow, InspectionRollupRow.insp == latest)
        .outerjoin(shown, shown.id == InspectionRollupRow.insp)
        .outerjoin(StreamRow, StreamRow.insp == InspectionRollupRow.insp)
        .where(facilities)
    )


def recent_of_facilities(
    facilities: Collection[str], inspections: ColumnElement[bool], how_many: int
) -> Select[*tuple[Any, ...]]:
    """`(facility_id, insp, visited_on, index, low, high, packs)` of the last `how_many` results of each facility,
    the oldest first, and more only where several are of the same first day. From the index on
    facility and day: as many results are read as are shown, however long the history."""
    older = aliased(InspectionRollupRow)
    first_day = (
        select(older.visited_on)
        .join(InspectionRow, InspectionRow.id == older.insp)
        .where(older.facility_id == FacilityRow.id, _in_force(inspections))
        .order_by(older.visited_on.desc())
        .limit(1)
        .offset(how_many - 1)
        .correlate(FacilityRow)
        .scalar_subquery()
    )
    since = (  # reckoned once for each facility: PostgreSQL would do it for every result
        select(FacilityRow.id, func.coalesce(first_day, date.min).label("day"))
        .where(FacilityRow.id.in_(facilities))
        .cte("since")
        .prefix_with("MATERIALIZED")
    )
    row = InspectionRollupRow
    return (
        select(row.facility_id, row.insp, row.visited_on, row.index, row.low, row.high, row.packs)
        .select_from(since)
        .join(row, and_(row.facility_id == since.c.id, row.visited_on >= since.c.day))
        .join(InspectionRow, InspectionRow.id == row.insp)
        .where(_in_force(inspections))
        .order_by(row.facility_id, row.visited_on, row.insp)
    )


def _in_force(inspections: ColumnElement[bool]) -> ColumnElement[bool]:
    return and_(InspectionRow.review_state != WITHDRAWN, inspections)


def _values_of(session: Session, table: type[Any], insp: str) -> list[Values]:
    names = [attribute.key for attribute in table.__mapper__.column_attrs]
    columns = [getattr(table, name) for name in names]
    query = select(*columns).where(table.insp == insp).order_by(*table.__mapper__.primary_key)
    return [dict(zip(names, row, strict=True)) for row in session.execute(query)]
