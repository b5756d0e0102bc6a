"""The need orders a list: who is not counted is never few."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import true, update
from sqlalchemy.orm import Session

from inspect_app.services.overviews import Counted, OverviewAsked, Scopes, Standing, overview
from inspect_app.services.overviews.needs import Need, need_of
from inspect_app.store.rollups import InspectionRollupRow
from tests.pages.listed_world import build_listed

TODAY = date(2026, 11, 22)


def _in_order(session: Session) -> list[Standing]:
    asked = OverviewAsked(sort="-need")
    found, _ = overview(session, asked, Scopes(true(), true()), TODAY, (100, None))
    return list(found)


def _change(session: Session, insp: str, **values: int | None) -> None:
    session.execute(
        update(InspectionRollupRow).where(InspectionRollupRow.insp == insp).values(values)
    )
    session.commit()


@pytest.mark.parametrize(
    ("affected", "present", "expected"),
    [
        (120, 640, Need(3, 120, Counted.AFFECTED)),
        (0, 640, Need(3, 640, Counted.PRESENT)),
        (None, 640, Need(3, 640, Counted.PRESENT)),
        (None, None, Need(3, None, Counted.NOBODY)),
        (0, 0, Need(3, None, Counted.NOBODY)),
    ],
)
def test_everybody_present_stands_in_for_persons_whom_nobody_counted(
    affected: int | None, present: int | None, expected: Need
) -> None:
    assert need_of(3, affected, present) == expected


def test_the_product_is_unknown_where_nobody_counted_and_nothing_where_nothing_fails() -> None:
    assert need_of(3, 120, 640).product == 360
    assert need_of(3, None, None).product is None
    assert need_of(0, None, None).product == 0


def test_the_greatest_need_stands_first_and_who_was_never_visited_before_who_is_well(
    session: Session,
) -> None:
    build_listed(session)
    found = _in_order(session)
    assert [s.need.product if s.need else None for s in found] == [1320, 360, 240, None, 0, 0]
    ages = [s.age_days for s in found if s.need is not None and s.need.product == 0]
    assert ages == sorted((age for age in ages if age is not None), reverse=True)


def test_a_facility_where_nobody_was_counted_stands_before_all_that_fail(session: Session) -> None:
    build_listed(session)
    _change(session, "i4", persons_in_critical_failures=0, persons_present=None)
    first = _in_order(session)[0]
    assert first.rollup is not None
    assert first.rollup.insp == "i4"
    assert first.need == Need(2, None, Counted.NOBODY)


def test_the_database_orders_by_the_same_number_that_is_shown(session: Session) -> None:
    build_listed(session)
    _change(session, "i0", persons_in_critical_failures=None, persons_present=7)
    _change(session, "i1", persons_in_critical_failures=0, persons_present=90)
    needs = [s.need.product or 0 if s.need else 0 for s in _in_order(session)]
    assert needs == [270, 240, 77, 0, 0, 0]
