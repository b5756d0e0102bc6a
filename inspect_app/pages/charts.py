"""Drawings of the desk as ready numbers for `templates/desk/_charts.html`.

Across, everything is a share of the width, written as a percentage; down, it is in pixels. So a
drawing fills any column without its letters or lines changing size. Exact until the last step.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from inspect_app.domain.exact import shown

LEFT, RIGHT = Fraction(8), Fraction(98)
"""Where the field begins and ends, in percent of the width; left of it stand the numbers."""

ROW_TOP, ROW_HEIGHT = 8, 64
ROW_LINES = (0, 50, 100)
FIELD_TOP, FIELD_HEIGHT = 24, 150
_GAP = Fraction(3, 20)


@dataclass(frozen=True, slots=True)
class Tick:
    """A line across or down with its label; `at` as it stands in the drawing."""

    at: str
    label: str


@dataclass(frozen=True, slots=True)
class TimeScale:
    """From the first to the last day; a single day stands in the middle."""

    first: date
    last: date

    def at(self, day: date) -> Fraction:
        """In percent of the width."""
        length = (self.last - self.first).days
        if length == 0:
            return (LEFT + RIGHT) / 2
        inside = LEFT + 2, RIGHT - 2
        return inside[0] + (inside[1] - inside[0]) * Fraction((day - self.first).days, length)

    def between(self, before: date, after: date) -> str:
        """Half-way between two days."""
        return percent((self.at(before) + self.at(after)) / 2)


@dataclass(frozen=True, slots=True)
class Point:
    """One result. `index` None: nothing assessed, and the interval is all there is. `is_comparable`:
    it answers the same questions as the others that are. `begins`: it is not made by the rules of
    the one before. `says`: the same in words."""

    day: date
    index: Fraction | None
    low: Fraction
    high: Fraction
    is_comparable: bool
    begins: bool
    says: str


@dataclass(frozen=True, slots=True)
class Mark:
    """`y` None: no dot. `top` and `bottom` are the ends of the interval."""

    x: str
    y: str | None
    top: str
    bottom: str
    is_comparable: bool
    says: str


@dataclass(frozen=True, slots=True)
class Stroke:
    x1: str
    y1: str
    x2: str
    y2: str


@dataclass(frozen=True, slots=True)
class Frame:
    """What every drawing says of its field: where it begins and ends, and where its numbers end."""

    title: str
    height: int
    bottom: str
    left: str
    right: str
    numbers: str


@dataclass(frozen=True, slots=True)
class RowDrawing:
    """Indexes from 0 to 100 over time, one row of a set that shares its time scale."""

    frame: Frame
    lines: tuple[Tick, ...]
    strokes: tuple[Stroke, ...]
    marks: tuple[Mark, ...]
    breaks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """`zone`: of the personal space, for the colour; the words stand in the table."""

    x: str
    y: str
    width: str
    height: str
    zone: str
    label: str
    label_x: str
    label_y: str


@dataclass(frozen=True, slots=True)
class StepDrawing:
    """Numbers by steps of a measure. `edges` are lines to compare with."""

    frame: Frame
    bars: tuple[Bar, ...]
    beside: tuple[Tick, ...]
    below: tuple[Tick, ...]
    edges: tuple[Tick, ...]


def row_over_time(
    title: str, points: Sequence[Point], scale: TimeScale, breaks: Iterable[str]
) -> RowDrawing:
    """`points` in order of their days. A line joins only what can be compared."""
    return RowDrawing(
        frame=_frame(title, ROW_TOP * 2 + ROW_HEIGHT, _row_y(Fraction(0))),
        lines=tuple(Tick(_row_y(Fraction(value)), str(value)) for value in ROW_LINES),
        strokes=tuple(_strokes(points, scale)),
        marks=tuple(_mark(point, scale) for point in points),
        breaks=tuple(breaks),
    )


def year_ticks(scale: TimeScale) -> tuple[Tick, ...]:
    """The first of January of each year between the ends; empty within one year."""
    years = range(scale.first.year + 1, scale.last.year + 1)
    return tuple(Tick(percent(scale.at(date(year, 1, 1))), str(year)) for year in years)


def steps_of_space(
    title: str,
    steps: Sequence[tuple[Fraction, int]],
    top: int,
    edges: Sequence[tuple[Fraction, str]],
    labels: Sequence[str],
) -> StepDrawing:
    """`steps`: (lower edge, persons), all of one width. `top`: the number at the upper end, the same
    for drawings that are compared. `labels`: the persons of each step as they are written."""
    gap = (RIGHT - LEFT) / len(steps)
    width = steps[1][0] - steps[0][0]
    return StepDrawing(
        frame=_frame(title, FIELD_TOP + FIELD_HEIGHT + 22, pixels(_field_y(0, top))),
        bars=tuple(
            _bar(LEFT + number * gap, gap, step, top, (edges, labels[number]))
            for number, step in enumerate(steps)
            if step[1]
        ),
        beside=tuple(
            Tick(pixels(_field_y(value, top)), str(value))
            for value in range(0, top + 1, max(1, top // 4))
        ),
        below=tuple(
            Tick(percent(LEFT + number * gap), str(edge))
            for number, (edge, _) in enumerate(steps)
            if edge.denominator == 1
        ),
        edges=tuple(Tick(percent(LEFT + edge / width * gap), name) for edge, name in edges),
    )


def round_top(most: int) -> int:
    """The least 4, 8, 12, 20, 40, 80 ... at or above the largest number, so that quarters are whole."""
    scale = 1
    while True:
        for step in (4, 8, 12, 20):
            if step * scale >= most:
                return step * scale
        scale *= 10


def percent(value: Fraction) -> str:
    return f"{shown(value, 2)}%"


def pixels(value: Fraction) -> str:
    return shown(value, 1)


def _frame(title: str, height: int, bottom: str) -> Frame:
    return Frame(title, height, bottom, percent(LEFT), percent(RIGHT), percent(LEFT - 1))


def _strokes(points: Sequence[Point], scale: TimeScale) -> Iterator[Stroke]:
    """From each comparable dot to the next one, unless other rules began on the way."""
    last: Point | None = None
    for point in points:
        last = None if point.begins else last
        if not point.is_comparable or point.index is None:
            continue
        if last is not None and last.index is not None:
            ends = [
                (percent(scale.at(p.day)), _row_y(i))
                for p, i in ((last, last.index), (point, point.index))
            ]
            yield Stroke(*ends[0], *ends[1])
        last = point


def _mark(point: Point, scale: TimeScale) -> Mark:
    return Mark(
        x=percent(scale.at(point.day)),
        y=None if point.index is None else _row_y(point.index),
        top=_row_y(point.high),
        bottom=_row_y(point.low),
        is_comparable=point.is_comparable,
        says=point.says,
    )


def _row_y(value: Fraction) -> str:
    return pixels(ROW_TOP + ROW_HEIGHT * (1 - value / 100))


def _field_y(value: int, top: int) -> Fraction:
    return FIELD_TOP + FIELD_HEIGHT * (1 - Fraction(value, top))


def _bar(
    x: Fraction,
    gap: Fraction,
    step: tuple[Fraction, int],
    top: int,
    drawn: tuple[Sequence[tuple[Fraction, str]], str],
) -> Bar:
    edge, number = step
    edges, label = drawn
    y = _field_y(number, top)
    return Bar(
        x=percent(x + gap * _GAP / 2),
        y=pixels(y),
        width=percent(gap * (1 - _GAP)),
        height=pixels(FIELD_TOP + FIELD_HEIGHT - y),
        zone=f"zone-{sum(1 for line, _ in edges if edge >= line)}",
        label=label,
        label_x=percent(x + gap / 2),
        label_y=pixels(y - 4),
    )
