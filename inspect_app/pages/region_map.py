"""The regions as drawings: stored borders in degrees become short SVG paths of whole numbers.

For the desk and for the portal alike. What a region's colour and label say, the caller decides:
`region_picture(outlines, said, title)` puts both together for the macro in
`templates/desk/_region_map.html`; `region_shapes(outlines)` gives the bare shapes.

The projection is Albers' equal-area conic for Kazakhstan, so that a region looks as large as it is.
It is a picture: nobody may read from it on which side of a border a place lies.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import cos, pi, radians, sin, sqrt
from typing import Any, Protocol

WIDTH = 1000
"""Of the drawing; its height follows from the country."""
_MARGIN = 8
_CITY = "city"
_CITY_RADIUS = 11
_HEIGHT_COUNTS = 1.4
_FIRST_PARALLEL, _SECOND_PARALLEL = radians(43), radians(53)
_MIDDLE_LONGITUDE = radians(67)

Point = tuple[float, float]
Corner = tuple[int, int]


class Outline(Protocol):
    """Of one region, as `services.overviews.region_outlines` reads it."""

    @property
    def id(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def geometry(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class RegionShape:
    """`path` is the `d` of an SVG path in the units of `view_box`; a city is a hexagon large enough
    to be seen. The label stands inside a region, and above a city."""

    id: str
    path: str
    label_x: int
    label_y: int
    is_city: bool


@dataclass(frozen=True, slots=True)
class Drawn:
    """Regions first and cities last, which lie on top of them."""

    shapes: tuple[RegionShape, ...]
    height: int

    @property
    def view_box(self) -> str:
        return f"0 0 {WIDTH} {self.height}"


@dataclass(frozen=True, slots=True)
class RegionSaid:
    """What the map says of one region: a step from 0 to 4, and the number that stands on it."""

    step: int
    label: str


@dataclass(frozen=True, slots=True)
class RegionMarked:
    """`step` None: outside of what the map is about; drawn, and without a number."""

    shape: RegionShape
    step: int | None
    label: str


@dataclass(frozen=True, slots=True)
class RegionPicture:
    """`title` says the finding; the same must stand in a table beside it."""

    view_box: str
    title: str
    regions: tuple[RegionMarked, ...]


def region_shapes(regions: Iterable[Outline]) -> tuple[RegionShape, ...]:
    """The shapes of those whose borders are known, cities last."""
    return draw(regions).shapes


def region_picture(
    regions: Iterable[Outline], said: Mapping[str, RegionSaid], title: str
) -> RegionPicture | None:
    """`said`: by the region's id. None: no border is known, so there is nothing to draw."""
    drawn = draw(regions)
    if not drawn.shapes:
        return None
    marked = (_marked(shape, said.get(shape.id)) for shape in drawn.shapes)
    return RegionPicture(drawn.view_box, title, tuple(marked))


def draw(regions: Iterable[Outline]) -> Drawn:
    """Reckoned once for the same borders, however often it is asked."""
    known = sorted((r.id, r.kind, r.geometry) for r in regions if r.geometry)
    return _drawn(tuple(known))


def step_of(share: Any, steps: int = 4) -> int:
    """0 for nothing, then 1 to `steps` for equal parts of one. `share`: a fraction from 0 to 1."""
    return 0 if share <= 0 else min(steps, -(-share * steps // 1))


def _marked(shape: RegionShape, said: RegionSaid | None) -> RegionMarked:
    return RegionMarked(shape, said.step if said else None, said.label if said else "")


@lru_cache(maxsize=8)
def _drawn(regions: tuple[tuple[str, str, str], ...]) -> Drawn:
    projected = [(id_, kind, list(_rings(json.loads(text)))) for id_, kind, text in regions]
    points = [point for _, _, rings in projected for ring in rings for point in ring]
    if not points:
        return Drawn((), 0)
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    north, south = max(y for _, y in points), min(y for _, y in points)
    scale = (WIDTH - 2 * _MARGIN) / max(east - west, 1e-9)

    def placed(point: Point) -> Corner:
        x, y = point
        return round(_MARGIN + (x - west) * scale), round(_MARGIN + (north - y) * scale)

    whole = [(i, kind, [_thinned(map(placed, r)) for r in rings]) for i, kind, rings in projected]
    cities = [_middle(_largest(rings)) for _, kind, rings in whole if kind == _CITY]
    shapes = [_shape(id_, kind, rings, cities) for id_, kind, rings in whole]
    height = round(2 * _MARGIN + (north - south) * scale)
    return Drawn(tuple(sorted(shapes, key=lambda shape: (shape.is_city, shape.id))), height)


def _rings(geometry: Mapping[str, Any]) -> Iterator[list[Point]]:
    """Of a polygon or several; holes too, which the rule of even and odd cuts out."""
    several = geometry["type"] == "MultiPolygon"
    for polygon in geometry["coordinates"] if several else [geometry["coordinates"]]:
        for ring in polygon:
            yield [_albers(radians(point[0]), radians(point[1])) for point in ring]


def _albers(longitude: float, latitude: float) -> Point:
    n = (sin(_FIRST_PARALLEL) + sin(_SECOND_PARALLEL)) / 2
    c = cos(_FIRST_PARALLEL) ** 2 + 2 * n * sin(_FIRST_PARALLEL)
    radius = sqrt(c - 2 * n * sin(latitude)) / n
    angle = n * (longitude - _MIDDLE_LONGITUDE)
    return radius * sin(angle), -radius * cos(angle)


def _thinned(ring: Iterable[Corner]) -> list[Corner]:
    """Without points that fall on the one before."""
    kept: list[Corner] = []
    for corner in ring:
        if not kept or corner != kept[-1]:
            kept.append(corner)
    return kept


def _shape(
    id_: str, kind: str, rings: Sequence[list[Corner]], cities: Sequence[Corner]
) -> RegionShape:
    if kind == _CITY:
        x, y = _middle(_largest(rings))
        return RegionShape(id_, _path([_hexagon(x, y)]), x, y - _CITY_RADIUS - 5, True)
    x, y = _label_place(_largest(rings), cities)
    return RegionShape(id_, _path([ring for ring in rings if len(ring) > 3]), x, y, False)


def _path(rings: Iterable[Sequence[Corner]]) -> str:
    """Relative lines: whole numbers of one or two digits, most of them."""
    written = []
    for ring in rings:
        corners = ring[:-1] if ring[-1] == ring[0] else ring  # z goes back by itself
        steps = [f"{to[0] - at[0]} {to[1] - at[1]}" for at, to in pairwise(corners)]
        written.append(f"M{ring[0][0]} {ring[0][1]}l{' '.join(steps).replace(' -', '-')}z")
    return "".join(written)


def _hexagon(x: int, y: int) -> list[Corner]:
    corners = [
        (round(x + _CITY_RADIUS * sin(turn)), round(y - _CITY_RADIUS * cos(turn)))
        for turn in (pi / 3 * step for step in range(6))
    ]
    return [*corners, corners[0]]


def _largest(rings: Sequence[list[Corner]]) -> list[Corner]:
    return max(rings, key=lambda ring: abs(_doubled_area(ring)))


def _doubled_area(ring: Sequence[Corner]) -> int:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, [*ring[1:], ring[0]], strict=True))


def _middle(ring: Sequence[Corner]) -> Corner:
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    return (min(xs) + max(xs)) // 2, (min(ys) + max(ys)) // 2


def _label_place(ring: Sequence[Corner], cities: Sequence[Corner]) -> Corner:
    """Inside, and as far from every border and city as the places that are tried allow. A label is
    wider than high, so height counts for more."""
    top, bottom = min(y for _, y in ring), max(y for _, y in ring)
    levels = [top + (bottom - top) * part / 12 for part in range(1, 12)]
    tried = [
        (left + (right - left) * part / 4, y)
        for y in levels
        for left, right in _chords(ring, y)
        for part in (1, 2, 3)
    ]
    if not tried:
        return _middle(ring)
    x, y = max(tried, key=lambda place: _room_around(place, ring, cities))
    return round(x), round(y)


def _room_around(place: Point, ring: Sequence[Corner], cities: Sequence[Corner]) -> float:
    sides = zip(ring, [*ring[1:], ring[0]], strict=True)
    borders = min(_squared_distance(place, a, b) for a, b in sides)
    return min([borders, *(_squared_distance(place, city, city) / 4 for city in cities)])


def _squared_distance(place: Point, a: Corner, b: Corner) -> float:
    """To the line between two corners."""
    x, y, along_x, along_y = place[0] - a[0], place[1] - a[1], b[0] - a[0], b[1] - a[1]
    length = along_x * along_x + along_y * along_y
    part = min(1.0, max(0.0, (x * along_x + y * along_y) / length)) if length else 0.0
    return (x - part * along_x) ** 2 + (_HEIGHT_COUNTS * (y - part * along_y)) ** 2


def _chords(ring: Sequence[Corner], level: float) -> Iterator[tuple[float, float]]:
    """(left, right) of the parts of a level line that lie inside. Levels between the whole numbers
    meet no corner."""
    y = level + 0.5 if level == int(level) else level
    crossings = sorted(
        a[0] + (b[0] - a[0]) * (y - a[1]) / (b[1] - a[1])
        for a, b in zip(ring, [*ring[1:], ring[0]], strict=True)
        if (a[1] > y) != (b[1] > y)
    )
    return zip(crossings[::2], crossings[1::2], strict=True)
