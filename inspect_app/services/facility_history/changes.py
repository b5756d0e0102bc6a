"""What became of the critical failures from one visit to the next.

Only criteria that were assessed at both visits can have been mended, be new or still stand. What one
of the two visits did not look at is told apart, or leaving a question out would look like progress.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from inspect_app.store.rollups import CriterionRollupRow

_MINIMUM = 2
_ASSESSED = "assessed"
CriteriaAt = Mapping[str, CriterionRollupRow]
"""Criterion -> its row at one visit."""


@dataclass(frozen=True, slots=True)
class Changes:
    """Criteria by their ids, each in one list alone. `not_seen_again` failed before and were not
    assessed now; `not_seen_before` fail now and were not assessed before. `common`: how many
    criteria both visits assessed."""

    mended: tuple[str, ...]
    new: tuple[str, ...]
    still: tuple[str, ...]
    not_seen_again: tuple[str, ...]
    not_seen_before: tuple[str, ...]
    common: int


def criteria_at(session: Session, inspections: Sequence[str]) -> dict[str, CriteriaAt]:
    """Inspection -> its criteria. One statement for all of them."""
    found: dict[str, dict[str, CriterionRollupRow]] = {insp: {} for insp in inspections}
    query = select(CriterionRollupRow).where(CriterionRollupRow.insp.in_(inspections))
    for row in session.scalars(query.order_by(CriterionRollupRow.criterion)):
        found[row.insp][row.criterion] = row
    return dict(found)


def changes_between(before: CriteriaAt, after: CriteriaAt) -> Changes:
    """Pure. `before` is the earlier visit."""
    was, now = _assessed(before), _assessed(after)
    failed, fails = _failing(before), _failing(after)
    return Changes(
        mended=_sorted((failed & was & now) - fails),
        new=_sorted((fails & was & now) - failed),
        still=_sorted(failed & fails),
        not_seen_again=_sorted(failed - now - fails),
        not_seen_before=_sorted(fails - was - failed),
        common=len(was & now),
    )


def critical_failures(rows: CriteriaAt) -> tuple[CriterionRollupRow, ...]:
    """What was critical where it failed, the worst first, and of equals what reaches the most."""
    failing = [rows[criterion] for criterion in _failing(rows)]
    return tuple(
        sorted(failing, key=lambda r: (r.critical_level, -(r.persons_affected or 0), r.criterion))
    )


def _assessed(rows: CriteriaAt) -> set[str]:
    return {criterion for criterion, row in rows.items() if row.state == _ASSESSED}


def _failing(rows: CriteriaAt) -> set[str]:
    return {
        criterion
        for criterion, row in rows.items()
        if row.critical_level is not None and row.critical_level < _MINIMUM
    }


def _sorted(criteria: set[str]) -> tuple[str, ...]:
    return tuple(sorted(criteria))
