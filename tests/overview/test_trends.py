"""A trend compares a visit with the one before, and says where that proves nothing."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from sqlalchemy import event, true
from sqlalchemy.orm import Session

from inspect_app.services.overviews import Direction, Trend, VisitResult, trends_of
from inspect_app.store.inspections import InspectionRow
from inspect_app.store.rollups import InspectionRollupRow
from tests.pages.listed_world import NOW, build_listed

FACILITY = "019a9b10-0000-7000-8000-00000000fa00"
OLD, NEW = frozenset({("kz", 1)}), frozenset({("kz", 2)})


def _visit(
    index: int | None, low: int = 0, high: int = 100, packs: frozenset[tuple[str, int]] = OLD
) -> VisitResult:
    exact = None if index is None else Fraction(index)
    return VisitResult("i", date(2026, 1, 1), exact, Fraction(low), Fraction(high), packs)


def _add_visits(session: Session, how_many: int, **changed: Any) -> None:
    """Before the one of the listed world, a month apart, index 1, 2, 3 …"""
    like = session.get_one(InspectionRollupRow, "i0")
    names = [column.key for column in InspectionRollupRow.__mapper__.column_attrs]
    for number in range(1, how_many + 1):
        day = date(2026, 10, 17) - timedelta(days=30 * (how_many + 1 - number))
        insp = f"earlier-{number}"
        session.add(
            InspectionRow(
                id=insp, facility_id=FACILITY, visited_on=day, lead="u_inspector",
                review_state="approved", created_at=NOW, changed_at=NOW,
            )
        )  # fmt: skip
        values = {name: getattr(like, name) for name in names}
        values |= {"insp": insp, "visited_on": day, "index": Fraction(number), **changed}
        session.add(InspectionRollupRow(**values))
    session.commit()


@pytest.mark.parametrize(
    ("before", "last", "direction"),
    [(40, 41, "up"), (41, 40, "down"), (40, 40, "same"), (None, 40, "unknown")],
)
def test_the_direction_is_that_of_the_exact_index(
    before: int | None, last: int, direction: str
) -> None:
    assert Trend((_visit(before), _visit(last))).direction == direction


def test_a_single_visit_has_no_trend() -> None:
    trend = Trend((_visit(40),))
    assert (trend.direction, trend.change, trend.is_certain) == (Direction.FIRST, None, True)


def test_a_change_is_certain_only_where_the_ranges_do_not_overlap() -> None:
    assert Trend((_visit(40, 35, 45), _visit(60, 46, 70))).is_certain
    assert not Trend((_visit(40, 35, 45), _visit(60, 45, 70))).is_certain
    assert not Trend((_visit(60, 30, 70), _visit(40, 35, 45))).is_certain


def test_a_change_of_the_standards_is_marked_where_it_begins() -> None:
    visits = (_visit(1), _visit(2), _visit(3, packs=NEW), _visit(4, packs=NEW))
    assert Trend(visits).changes_of_packs == (2,)


def test_the_last_six_visits_are_read_the_oldest_first(session: Session) -> None:
    build_listed(session)
    _add_visits(session, 9)
    trend = trends_of(session, [FACILITY], true())[FACILITY]
    assert [visit.index for visit in trend.visits] == [5, 6, 7, 8, 9, Fraction(312, 10)]


def test_a_withdrawn_visit_is_no_part_of_a_trend(session: Session) -> None:
    build_listed(session)
    _add_visits(session, 2)
    session.get_one(InspectionRow, "earlier-2").review_state = "withdrawn"
    session.commit()
    trend = trends_of(session, [FACILITY], true())[FACILITY]
    assert [visit.inspection for visit in trend.visits] == ["earlier-1", "i0"]


def test_visits_outside_of_the_scope_are_no_part_of_a_trend(session: Session) -> None:
    build_listed(session)
    _add_visits(session, 2)
    trend = trends_of(session, [FACILITY], InspectionRow.id != "i0")[FACILITY]
    assert [visit.inspection for visit in trend.visits] == ["earlier-1", "earlier-2"]


def test_the_trends_of_all_facilities_are_one_statement(session: Session) -> None:
    build_listed(session)
    seen: list[str] = []
    engine = session.get_bind()
    event.listen(engine, "before_cursor_execute", lambda *told: seen.append(told[2]))
    facilities = [FACILITY[:-1] + str(number) for number in range(6)]
    assert len(trends_of(session, facilities, true())) == 5
    assert len([said for said in seen if said.startswith(("SELECT", "WITH"))]) == 1
