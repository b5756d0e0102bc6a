"""Assessments kept as rows, so that a country can be listed without scoring it again.

A roll-up says of how much of the stream it was made (`of_n`): what is behind the stream is shown as
not current and made again by a job. Nothing rests on it: any reader can have the assessment itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from inspect_app.domain.canonical import canonical_bytes, sha256_text
from inspect_app.domain.scoring import Assessment
from inspect_app.domain.scoring.assessment import CriterionResult, DomainResult
from inspect_app.domain.scoring.document import assessment_document
from inspect_app.store.inspections import InspectionRow
from inspect_app.store.paging import Page, SortKey, read_page
from inspect_app.store.places import FacilityRow
from inspect_app.store.rollups import (
    DomainRollupRow,
    InspectionRollupRow,
    RollupRows,
    domains_of,
    in_order,
    replace_rollup,
    results_of_facility,
    stored_rollup,
)

MILLION = 10**6


@dataclass(frozen=True, slots=True)
class Scored:
    """What a roll-up is made of. `of_n`: the length of the stream that was scored."""

    insp: str
    of_n: int
    assessment: Assessment
    region: str | None
    not_used: int
    conflicts: int


def rollup_rows(scored: Scored) -> RollupRows:
    """The rows that the roll-up of this assessment must have: a pure function of it."""
    insp, assessment = scored.insp, scored.assessment
    return RollupRows(
        _inspection(scored),
        in_order((_domain(insp, d) for d in assessment.domains.values()), "domain"),
        in_order((_criterion(insp, c) for c in assessment.criteria.values()), "criterion"),
    )


def keep(session: Session, insp: str, rows: RollupRows) -> bool:
    """Replaces the roll-up; False where a longer stream was scored meanwhile, and that one stays.

    The inspection's row is locked, so of two workers the later one sees what the earlier one kept.
    """
    session.execute(select(InspectionRow.id).where(InspectionRow.id == insp).with_for_update())
    kept = session.scalar(select(InspectionRollupRow.of_n).where(InspectionRollupRow.insp == insp))
    if kept is not None and kept > rows.inspection["of_n"]:
        return False
    replace_rollup(session, insp, rows)
    return True


def put(session: Session, insp: str, rows: RollupRows | None) -> None:
    """Exactly these rows, whatever was kept. None, for an inspection that cannot be scored: no
    roll-up is better than one of another state."""
    replace_rollup(session, insp, rows)


def kept_rows(session: Session, insp: str) -> RollupRows | None:
    """What stands in the tables now, for comparing."""
    return stored_rollup(session, insp)


@dataclass(frozen=True, slots=True)
class Result:
    """One roll-up for reading. `is_current`: nothing has arrived since it was made."""

    rollup: InspectionRollupRow
    review_state: str
    is_current: bool
    domains: tuple[DomainRollupRow, ...]


def is_facility(session: Session, facility: str, scope: ColumnElement[bool]) -> bool:
    """Whether the register has it, within the scope."""
    query = select(FacilityRow.id).where(FacilityRow.id == facility, scope)
    return session.scalar(query) is not None


def results(
    session: Session, facility: str, scope: ColumnElement[bool], size: int, after: str | None
) -> tuple[tuple[Result, ...], Page]:
    """The results of a facility, the newest first, each with its domains; three statements."""
    keys = [
        SortKey(InspectionRollupRow.visited_on.expression, True),
        SortKey(InspectionRollupRow.insp.expression, True),
    ]
    page = read_page(session, results_of_facility(facility, scope), keys, size, after)
    domains = domains_of(session, [row[0].insp for row in page.rows])
    found = tuple(
        Result(row[0], row[1], row[0].of_n == row[2], tuple(domains[row[0].insp]))
        for row in page.rows
    )
    return found, page


def _inspection(scored: Scored) -> dict[str, Any]:
    a = scored.assessment
    reaches = [a.criteria[c].reach for c in a.critical_failures]
    document = canonical_bytes(assessment_document(a))
    return {
        "insp": scored.insp,
        "of_n": scored.of_n,
        "facility_id": a.facility,
        "region_id": scored.region,
        "visited_on": a.visited_on,
        "judged_on": a.judged_on,
        "packs": [list(pack) for pack in a.packs],
        "document_sha256": sha256_text(document),
        "rating": a.rating.value,
        "at_best": a.at_best.value,
        "index": a.index,
        "index_millionths": _millionths(a.index),
        "low": a.interval.low,
        "high": a.interval.high,
        "coverage": a.coverage,
        "coverage_millionths": _millionths(a.coverage),
        "critical_coverage": a.critical_coverage,
        "critical_failures": list(a.critical_failures),
        "critical_failure_count": len(a.critical_failures),
        "severe_failure_count": len(a.severe_failures),
        "persons_present": a.persons_present,
        "persons_in_critical_failures": max(
            (reach.persons_affected for reach in reaches if reach is not None), default=None
        ),
        "not_used": scored.not_used,
        "conflicts": scored.conflicts,
    }


def _domain(insp: str, result: DomainResult) -> dict[str, Any]:
    return {
        "insp": insp,
        "domain": result.domain,
        "index": result.index,
        "index_millionths": _millionths(result.index),
        "low": result.interval.low,
        "high": result.interval.high,
        "cap": result.cap,
        "coverage": result.coverage,
        "assessed": result.assessed,
        "applicable": result.applicable,
    }


def _criterion(insp: str, result: CriterionResult) -> dict[str, Any]:
    return {
        "insp": insp,
        "criterion": result.criterion,
        "domain": result.domain,
        "tier": result.tier.value,
        "state": result.state.value,
        "level": result.level,
        "critical_level": result.critical_level,
        "low": result.low,
        "high": result.high,
        "persons_affected": result.reach.persons_affected if result.reach else None,
        "places_affected": result.reach.places_affected if result.reach else None,
        "why": " ".join(result.why),
        "is_borderline": result.is_borderline,
        "is_contradictory": result.is_contradictory,
    }


def _millionths(value: Fraction | None) -> int | None:
    """Rounded down: for sorting alone."""
    return None if value is None else value.numerator * MILLION // value.denominator
