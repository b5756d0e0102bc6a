"""Borders in degrees become short drawings, which anybody may check against the country."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest

from inspect_app.pages.region_map import (
    RegionSaid,
    RegionShape,
    draw,
    region_picture,
    region_shapes,
    step_of,
)


@dataclass(frozen=True)
class Outline:
    id: str
    kind: str
    geometry: str | None


@pytest.fixture(scope="module")
def country(seed_dir: Path) -> list[Outline]:
    document = json.loads((seed_dir / "geo" / "kz_regions.geojson").read_text("utf-8"))
    return [
        Outline(f["id"], f["properties"]["kind"], json.dumps(f["geometry"]))
        for f in document["features"]
    ]


def _ring(shape: RegionShape) -> list[tuple[int, int]]:
    """The corners of the first ring of a path."""
    ring = shape.path.split("z")[0]
    numbers = [int(text) for text in re.findall(r"-?\d+", ring)]
    corners = [(numbers[0], numbers[1])]
    for dx, dy in zip(numbers[2::2], numbers[3::2], strict=True):
        corners.append((corners[-1][0] + dx, corners[-1][1] + dy))
    return corners


def _is_inside(x: int, y: int, ring: list[tuple[int, int]]) -> bool:
    is_inside = False
    for (ax, ay), (bx, by) in zip(ring, [*ring[1:], ring[0]], strict=True):
        if (ay > y) != (by > y) and x < ax + (bx - ax) * (y - ay) / (by - ay):
            is_inside = not is_inside
    return is_inside


def test_the_whole_country_is_drawn_in_less_than_20_kilobytes(country: list[Outline]) -> None:
    shapes = region_shapes(country)
    assert len(shapes) == 20
    assert sum(len(shape.path) for shape in shapes) < 20_000
    assert all(re.fullmatch(r"(M\d+ \d+l[-\d ]+z)+", shape.path) for shape in shapes)


def test_every_region_lies_within_the_drawing(country: list[Outline]) -> None:
    drawn = draw(country)
    for shape in drawn.shapes:
        for x, y in _ring(shape):
            assert 0 <= x <= 1000
            assert 0 <= y <= drawn.height


def test_the_label_of_a_region_stands_inside_it(country: list[Outline]) -> None:
    regions = [shape for shape in region_shapes(country) if not shape.is_city]
    assert len(regions) == 17
    for shape in regions:
        assert _is_inside(shape.label_x, shape.label_y, _ring(shape)), shape.id


def test_cities_are_large_enough_to_see_and_lie_on_top(country: list[Outline]) -> None:
    shapes = region_shapes(country)
    assert [shape.is_city for shape in shapes] == [False] * 17 + [True] * 3
    for city in shapes[-3:]:
        xs = [x for x, _ in _ring(city)]
        assert max(xs) - min(xs) >= 16


def test_north_is_above_and_east_is_on_the_right(country: list[Outline]) -> None:
    at = {shape.id: (shape.label_x, shape.label_y) for shape in region_shapes(country)}
    assert at["KZ-59"][1] < at["KZ-31"][1]  # North Kazakhstan above Jambyl
    assert at["KZ-27"][0] < at["KZ-63"][0]  # West Kazakhstan left of East Kazakhstan


def test_a_region_looks_as_large_as_it_is(country: list[Outline]) -> None:
    def area(region: str) -> float:
        ring = _ring(next(s for s in region_shapes(country) if s.id == region))
        return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise([*ring, ring[0]])))

    # Aktobe 300.6, North Kazakhstan 98.0 thousand square kilometres
    assert 2.8 < area("KZ-15") / area("KZ-59") < 3.3


def test_a_region_of_several_parts_and_holes_keeps_all_of_them() -> None:
    square = [[60, 45], [62, 45], [62, 47], [60, 47], [60, 45]]
    hole = [[60.5, 45.5], [61.5, 45.5], [61.5, 46.5], [60.5, 46.5], [60.5, 45.5]]
    island = [[70, 45], [71, 45], [71, 46], [70, 46], [70, 45]]
    geometry = {"type": "MultiPolygon", "coordinates": [[square, hole], [island]]}
    (shape,) = region_shapes([Outline("KZ-00", "region", json.dumps(geometry))])
    assert shape.path.count("M") == shape.path.count("z") == 3


def test_regions_whose_borders_nobody_knows_are_not_drawn() -> None:
    unknown = [Outline("KZ-11", "region", None)]
    assert region_shapes(unknown) == ()
    assert region_picture(unknown, {"KZ-11": RegionSaid(1, "7")}, "title") is None


def test_a_picture_marks_the_regions_that_it_is_about(country: list[Outline]) -> None:
    picture = region_picture(country, {"KZ-35": RegionSaid(4, "12")}, "Karaganda")
    assert picture is not None
    marked = {m.shape.id: (m.step, m.label) for m in picture.regions}
    assert marked["KZ-35"] == (4, "12")
    assert {told for id_, told in marked.items() if id_ != "KZ-35"} == {(None, "")}


def test_steps_are_equal_parts_and_nothing_is_a_step_of_its_own() -> None:
    assert [step_of(Fraction(n, 8)) for n in range(9)] == [0, 1, 1, 2, 2, 3, 3, 4, 4]
