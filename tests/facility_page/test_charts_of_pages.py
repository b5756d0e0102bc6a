"""Drawings as numbers: where things stand, and what is not joined."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from inspect_app.pages.charts import (
    Point,
    TimeScale,
    round_top,
    row_over_time,
    steps_of_space,
    year_ticks,
)

SCALE = TimeScale(date(2024, 1, 1), date(2026, 1, 1))


def _point(day: str, index: int | None, is_comparable: bool = True, begins: bool = False) -> Point:
    exact = None if index is None else Fraction(index)
    at = date.fromisoformat(day)
    return Point(at, exact, Fraction(index or 0), Fraction(100), is_comparable, begins, day)


def _strokes(*points: Point) -> int:
    return len(row_over_time("x", points, SCALE, ()).strokes)


def test_days_stand_as_far_apart_as_they_are() -> None:
    ends = [SCALE.at(SCALE.first), SCALE.at(date(2025, 1, 1)), SCALE.at(SCALE.last)]
    assert ends[0] < ends[1] < ends[2]
    assert (ends[1] - ends[0]) / (ends[2] - ends[0]) == Fraction(366, 731)
    alone = TimeScale(SCALE.first, SCALE.first)
    assert ends[0] < alone.at(SCALE.first) < ends[2]


def test_a_better_index_stands_higher_and_the_interval_around_it() -> None:
    first, second = row_over_time(
        "x", [_point("2024-02-01", 30), _point("2025-02-01", 80)], SCALE, ()
    ).marks
    assert first.y is not None
    assert second.y is not None
    assert float(second.y) < float(first.y)
    assert float(second.top) < float(second.y) <= float(second.bottom)


def test_a_line_joins_what_can_be_compared_over_what_cannot() -> None:
    full, part, later = (
        _point("2024-02-01", 30),
        _point("2024-08-01", 5, False),
        _point("2025-02-01", 80),
    )
    row = row_over_time("x", [full, part, later], SCALE, ())
    assert [(s.x1, s.x2) for s in row.strokes] == [(row.marks[0].x, row.marks[2].x)]


def test_no_line_runs_over_a_change_of_rules() -> None:
    before, after = _point("2024-02-01", 30), _point("2025-02-01", 80, begins=True)
    assert _strokes(before, after) == 0
    assert _strokes(before, after, _point("2025-06-01", 70)) == 1
    changed_at_a_part_visit = _point("2024-08-01", 5, False, begins=True)
    assert _strokes(before, changed_at_a_part_visit, _point("2025-02-01", 80)) == 0


def test_what_was_not_assessed_has_an_interval_and_no_dot() -> None:
    row = row_over_time("x", [_point("2024-02-01", None)], SCALE, ())
    assert row.marks[0].y is None
    assert row.marks[0].top != row.marks[0].bottom
    assert _strokes(_point("2024-02-01", None), _point("2025-02-01", 80)) == 0


def test_years_are_marked_where_they_begin() -> None:
    assert [tick.label for tick in year_ticks(SCALE)] == ["2025", "2026"]
    assert year_ticks(TimeScale(date(2025, 2, 1), date(2025, 9, 1))) == ()


def test_steps_are_coloured_by_the_lines_they_lie_between() -> None:
    steps = [(Fraction(n, 2), 10) for n in range(10)]
    lines = [(Fraction(3), "3"), (Fraction(4), "4")]
    drawing = steps_of_space("x", steps, 12, lines, ["10"] * 10)
    zones = [bar.zone for bar in drawing.bars]
    assert zones == ["zone-0"] * 6 + ["zone-1"] * 2 + ["zone-2"] * 2
    assert drawing.edges[0].at == drawing.below[3].at


def test_a_step_with_nobody_has_no_bar_and_heights_are_in_proportion() -> None:
    steps = [(Fraction(0), 0), (Fraction(1, 2), 5), (Fraction(1), 10)]
    bars = steps_of_space("x", steps, 20, [], ["0", "5", "10"]).bars
    assert [bar.label for bar in bars] == ["5", "10"]
    assert float(bars[1].height) == 2 * float(bars[0].height)


def test_the_upper_end_divides_into_whole_quarters() -> None:
    assert [round_top(most) for most in (0, 1, 4, 5, 13, 21, 99, 201)] == [
        4,
        4,
        4,
        8,
        20,
        40,
        120,
        400,
    ]
