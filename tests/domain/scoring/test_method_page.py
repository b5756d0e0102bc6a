"""docs/method.md says what the code does: its tables and its worked example are held to it."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path

import pytest

from inspect_app.domain.exact import exact_text, geometric_mean
from inspect_app.domain.scoring.indexing import (
    COVERAGE_FLOOR,
    CRITICAL_COVERAGE_FLOOR,
    POINTS,
    WEIGHTS,
    Item,
    rating_caps,
    rating_of,
)
from inspect_app.domain.scoring.personal_space import NOT_SHORT_DAYS
from inspect_app.domain.scoring.remarks import (
    PEOPLE_UNACCOUNTED,
    ROOMS_OVER_PEOPLE,
    ROOMS_SHORT_OF_PEOPLE,
    ROOMS_UNCOUNTED,
)
from inspect_app.domain.scoring.sampling import places_required
from inspect_app.domain.terms import Tier
from tests.vectors.make import FOLDER, read_vector, result_of

PAGE = (Path(__file__).parents[3] / "docs" / "method.md").read_text("utf-8")
HALF, ALL = Fraction(1, 20), Fraction(1)


def table(heading: str) -> list[list[str]]:
    """The rows below a table's first line."""
    lines = PAGE[PAGE.index(f"| {heading} |") :].splitlines()[2:]
    rows = lines[: next((n for n, line in enumerate(lines) if not line.startswith("|")), None)]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]


def test_the_points_and_weights_are_those_of_the_code():
    assert {int(row[0]): int(row[2]) for row in table("level | means | points")} == POINTS
    assert {Tier(row[0]): int(row[1]) for row in table("tier | weight")} == WEIGHTS


def test_the_samples_are_those_of_the_code():
    rows = table("rooms | to be looked at")
    assert [(int(n), int(k)) for n, k in rows] == [
        (int(n), places_required(int(n))) for n, _ in rows
    ]


def caps_with(level: int, share: Fraction, domains: int = 1) -> dict[str, int]:
    found = [Item(str(n), Tier.CRITICAL, level, level, share) for n in range(domains)]
    return dict(rating_caps(found))


def test_the_caps_are_those_of_the_code():
    said = {
        re.findall("`(.*?)`", row[0])[0]: int(row[1])
        for row in table("cap, as the result names it | at most")
    }
    assert said == caps_with(0, ALL, domains=3) | caps_with(1, HALF)
    assert said.keys() - caps_with(0, HALF).keys() >= {"critical_at_0_reaches_a_tenth"}


def test_the_edges_of_ratings_and_the_floors_of_coverage_are_those_of_the_code():
    edges = re.search(
        r"Good from (\d+), reasonably good from (\d+), not sufficiently good from (\d+)", PAGE
    )
    floors = re.search(r"a coverage of (\d+) %, or a critical coverage of (\d+) %", PAGE)
    assert edges is not None
    assert floors is not None
    for edge in map(Fraction, edges.groups()):
        assert rating_of(edge) is not rating_of(edge - Fraction(1, 10_000))
    assert [Fraction(int(f), 100) for f in floors.groups()] == [
        COVERAGE_FLOOR,
        CRITICAL_COVERAGE_FLOOR,
    ]
    assert f"{NOT_SHORT_DAYS} days in a row are not short" in PAGE


def test_the_remarks_on_rooms_and_the_share_that_may_be_away_are_those_of_the_code():
    codes = {ROOMS_SHORT_OF_PEOPLE, ROOMS_UNCOUNTED, ROOMS_OVER_PEOPLE}
    assert set(re.findall("`(rooms_[a-z_]+)`", PAGE)) == codes
    assert "more than a tenth\n  of the persons present apart" in PAGE
    assert Fraction(1, 10) == PEOPLE_UNACCOUNTED


@pytest.fixture(scope="module")
def example():
    return result_of(read_vector(FOLDER / "the_worked_example.json"))


@pytest.mark.parametrize(
    "row", table("figure | by hand | comes to | in the result"), ids=lambda r: r[0]
)
def test_the_worked_example_comes_out_as_it_is_printed(example, row):
    found = example
    for step in row[3].strip("`").split("/")[1:]:
        found = found[int(step)] if isinstance(found, list) else found[step]
    assert found == row[2].strip("`")


def test_the_worked_example_can_be_worked_out_without_the_engine():
    space = Fraction(5 * 25 + 5 * 75, 10)
    environment = Fraction(5 * 25 + 3 * 100, 8)
    oversight = Fraction(3 * 75 + 5 * 100 + 5 * 75, 13)
    fourth_root = geometric_mean([space, Fraction(100), environment, oversight])
    below, above = fourth_root**4, (fourth_root + Fraction(1, 10_000)) ** 4
    assert below <= space * 100 * environment * oversight < above
    printed = {
        row[0]: row[2].strip("`") for row in table("figure | by hand | comes to | in the result")
    }
    assert [printed[name] for name in ("space", "environment", "oversight", "index")] == [
        exact_text(value) for value in (space, environment, oversight, fourth_root)
    ]
