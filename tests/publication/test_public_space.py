"""Persons by personal space are told as finely as gives nobody away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from inspect_app.domain.publishing.equations import Ledger
from inspect_app.domain.publishing.space import classes_of, public_space
from inspect_app.domain.scoring import Assessment
from inspect_app.domain.scoring.assessment import (
    PersonalSpace,
    PersonalSpaceFinding,
    SpaceCounts,
)
from inspect_app.reports.model.charts import histogram
from inspect_app.reports.wording import Wording

STEPS = [Fraction(n, 2) for n in range(17)]
Rooms = list[tuple[int, str]]
Told = Callable[[Rooms], SpaceCounts]


@pytest.fixture
def judged(whole_assessment: Assessment) -> Callable[[Rooms], Assessment]:
    """Of a facility whose rooms have this many persons at this many square metres each."""

    def made(rooms: Rooms) -> Assessment:
        spaces = [(persons, Fraction(space)) for persons, space in rooms]
        below = sum(n for n, space in spaces if space < 3)
        above = sum(n for n, space in spaces if space > 4)
        steps = [sum(n for n, s in spaces if e <= s < e + Fraction(1, 2)) for e in STEPS]
        return replace(
            whole_assessment,
            space_counts=SpaceCounts(
                below, sum(n for n, _ in spaces) - below - above, above, 0, 0,
                tuple(zip(STEPS, steps, strict=True)),
            ),
            personal_space=tuple(
                PersonalSpaceFinding(f"r{n}", PersonalSpace.OPEN, space, persons, ())
                for n, (persons, space) in enumerate(spaces)
                if persons > 1
            ),
        )  # fmt: skip

    return made


@pytest.fixture
def told(judged: Callable[[Rooms], Assessment]) -> Told:
    def made(rooms: Rooms) -> SpaceCounts:
        assessment = judged(rooms)
        return public_space(assessment, classes_of(assessment), Ledger.over([], {}))

    return made


def steps(counts: SpaceCounts) -> list[tuple[str, str]]:
    """Those in which somebody is."""
    return [(str(float(edge)), str(number)) for edge, number in counts.histogram if number]


def test_steps_of_two_rooms_are_told_each_by_itself(told: Told) -> None:
    counts = told([(5, "2.1"), (6, "2.2"), (4, "2.6"), (9, "2.8")])
    assert steps(counts) == [("2.0", "11"), ("2.5", "13")]


def test_a_room_alone_in_a_step_is_told_with_the_next_ones(told: Told) -> None:
    counts = told([(5, "1.1"), (6, "2.2"), (4, "2.6"), (9, "2.8")])
    assert steps(counts) == [("1.0", "11"), ("2.5", "13")]
    assert [float(edge) for edge, _ in counts.histogram][:5] == [0, 0.5, 1, 2.5, 3]


def test_the_last_room_of_a_class_is_told_with_those_before_it(told: Told) -> None:
    assert steps(told([(5, "2.1"), (6, "2.2"), (9, "2.8")])) == [("2.0", "20")]


def test_two_rooms_of_three_are_as_one_room(told: Told) -> None:
    """Six persons in two rooms, of which each has at least three."""
    counts = told([(3, "2.1"), (3, "2.2"), (4, "2.6"), (9, "2.8")])
    assert steps(counts) == [("2.0", "19")]


def test_a_step_of_one_person_is_told_with_its_neighbour(told: Told) -> None:
    counts = told([(9, "4.1"), (8, "4.2"), (1, "6.2"), (9, "7.1"), (5, "7.2")])
    assert steps(counts) == [("4.0", "17"), ("6.0", "15")]


def test_exactly_four_does_not_follow_from_the_classes(told: Told) -> None:
    """They are in the class up to 4 and in the step from 4."""
    counts = told([(9, "3.1"), (8, "3.2"), (2, "4"), (9, "4.2"), (7, "4.3")])
    assert (counts.from_3_to_4, counts.above_4) == (19, 16)
    assert steps(counts) == [("3.0", "17"), ("3.5", "18")]


def test_a_class_of_two_hides_the_least_of_the_others_with_it(told: Told) -> None:
    counts = told([(2, "2.5"), (30, "3"), (30, "3.6"), (6, "4.5"), (6, "5")])
    numbers = (counts.below_3, counts.from_3_to_4, counts.above_4)
    assert [str(number) for number in numbers] == ["<3", "60", ">=3"]
    assert steps(counts) == [("0.0", "<3"), ("3.0", "60"), ("4.0", ">=3")]


def test_where_nothing_else_helps_the_total_is_hidden_too(
    judged: Callable[[Rooms], Assessment], told: Told
) -> None:
    assert classes_of(judged([(2, "2.5")])).is_total_hidden
    assert str(told([(2, "2.5")]).below_3) == "<3"


def test_steps_told_as_one_are_drawn_as_one_wide_bar(told: Told, templates_dir: Path) -> None:
    counts = told([(5, "1.1"), (6, "2.2"), (4, "2.6"), (9, "2.8"), (8, "4.1"), (9, "4.2")])
    drawn = histogram(counts, Wording("en", templates_dir / "reports"))
    assert drawn is not None
    wide, narrow, last = drawn.bars
    assert [bar.label for bar in drawn.bars] == ["11", "13", "17"]
    assert float(wide.width) > 2.9 * float(narrow.width)
    assert float(narrow.x) == pytest.approx(float(wide.x) + float(wide.width) + 4, abs=0.2)
    assert [tick.label for tick in drawn.below] == [str(n) for n in range(9)]
    assert float(last.x) == pytest.approx(float(drawn.edges[1].at) + 2, abs=0.2)
