"""The geometry of the drawings. Exact until the last step, so that it is the same everywhere."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import segno

from inspect_app.domain.exact import shown
from inspect_app.domain.publishing.counts import Masked
from inspect_app.domain.scoring.assessment import Interval, SpaceCounts
from inspect_app.domain.scoring.personal_space import LAST_STEP_M2, STEP_M2
from inspect_app.reports.model.report import Bar, Histogram, Range, SpaceZone, Tick
from inspect_app.reports.wording import Wording

BAR_LENGTH = 1000
PLOT_LEFT, PLOT_TOP, PLOT_WIDTH, PLOT_HEIGHT = 58, 22, 900, 210
"""The histogram's field on a drawing of 1000 by 290."""

_BELOW, _ABOVE = Fraction(3), Fraction(4)


def at(value: Fraction) -> str:
    """A coordinate with one place."""
    return shown(value, 1)


def index_range(index: Fraction | None, interval: Interval, alt: str) -> Range:
    scale = Fraction(BAR_LENGTH, 100)
    return Range(
        x=None if index is None else at(index * scale),
        low=at(interval.low * scale),
        high=at(interval.high * scale),
        width=at((interval.high - interval.low) * scale),
        alt=alt,
    )


def space_zones(counts: SpaceCounts, wording: Wording) -> tuple[SpaceZone, ...]:
    """Three parts of one bar, in the order from too little to enough; empty when nobody counts."""
    persons = (counts.below_3, counts.from_3_to_4, counts.above_4)
    total = sum(persons)
    is_told = not any(isinstance(number, Masked) for number in persons)
    if total == 0:
        return ()
    zones: list[SpaceZone] = []
    x = Fraction(0)
    for name, number in zip(("below_3", "from_3_to_4", "above_4"), persons, strict=True):
        width = Fraction(BAR_LENGTH * number, total)
        zones.append(
            SpaceZone(
                style=name.replace("_", "-"),
                label=wording.say(f"cover.{name}"),
                persons=wording.whole(number),
                share=wording.percent(Fraction(number, total)) if is_told else "",
                x=at(x),
                width=at(width),
            )
        )
        x += width
    return tuple(zones)


def histogram(counts: SpaceCounts, wording: Wording) -> Histogram | None:
    """Persons by half square metres, from 0 to the open last step; None when nobody was counted. In
    public some steps are told as one, whose bar is as wide as they are."""
    steps = counts.histogram
    most = max((persons for _, persons in steps), default=0)
    if most == 0:
        return None
    top, gap = _round_top(most), PLOT_WIDTH / (LAST_STEP_M2 / STEP_M2 + 1)
    ends = [*(edge for edge, _ in steps[1:]), LAST_STEP_M2 + STEP_M2]
    mode = max(steps, key=lambda step: step[1])
    return Histogram(
        alt=wording.say(
            "summary.histogram_alt",
            total=wording.whole(_total(counts)),
            below=wording.whole(counts.below_3),
            between=wording.whole(counts.from_3_to_4),
            above=wording.whole(counts.above_4),
            mode=wording.short_number(mode[0]),
            persons=wording.whole(mode[1]),
        ),
        bars=tuple(
            _bar((edge, end), persons, gap, top, wording)
            for (edge, persons), end in zip(steps, ends, strict=True)
            if persons
        ),
        below=tuple(
            Tick(_across(Fraction(edge), gap), wording.short_number(Fraction(edge)))
            for edge in range(int(LAST_STEP_M2) + 1)
        ),
        beside=tuple(
            Tick(at(_height_at(Fraction(value), top)), wording.whole(value))
            for value in range(0, top + 1, max(1, top // 4))
        ),
        edges=tuple(
            Tick(_across(edge, gap), wording.short_number(edge)) for edge in (_BELOW, _ABOVE)
        ),
    )


def _over_bar(persons: int, wording: Wording) -> str:
    """In signs where it is a bound: the words would run into those of the next bar."""
    return (
        persons.says.replace(">=", "≥") if isinstance(persons, Masked) else wording.whole(persons)
    )


def _total(counts: SpaceCounts) -> int:
    """Of counts that are withheld only the bounds are known, and so of their sum."""
    classes = (counts.below_3, counts.from_3_to_4, counts.above_4)
    is_told = not any(isinstance(number, Masked) for number in classes)
    return sum(classes) if is_told else Masked.at_least(sum(classes))


def _across(space: Fraction, gap: Fraction) -> str:
    return at(PLOT_LEFT + space / STEP_M2 * gap)


def _bar(
    steps: tuple[Fraction, Fraction], persons: int, gap: Fraction, top: int, wording: Wording
) -> Bar:
    """`steps`: from where to where, in square metres."""
    edge, width = steps[0], (steps[1] - steps[0]) / STEP_M2 * gap
    style = "below-3" if edge < _BELOW else "from-3-to-4" if edge < _ABOVE else "above-4"
    y = _height_at(Fraction(persons), top)
    x = PLOT_LEFT + edge / STEP_M2 * gap
    return Bar(
        x=at(x + 2),
        y=at(y),
        width=at(width - 4),
        height=at(PLOT_TOP + PLOT_HEIGHT - y),
        style=style,
        label=_over_bar(persons, wording),
        label_x=at(x + width / 2),
        label_y=at(y - 5),
    )


def _height_at(value: Fraction, top: int) -> Fraction:
    return PLOT_TOP + PLOT_HEIGHT * (1 - value / top)


def _round_top(most: int) -> int:
    """The least 4, 8, 12, 20, 40, 80 ... at or above the tallest bar, so that quarters are whole."""
    scale = 1
    while True:
        for step in (4, 8, 12, 20):
            if step * scale >= most:
                return step * scale
        scale *= 10


def qr_code(text: str) -> tuple[str, str]:
    """The path of the dark squares and the side of the whole, quiet margin of 4 included."""
    matrix: Sequence[Sequence[int]] = tuple(
        tuple(row) for row in segno.make(text, error="m").matrix
    )
    runs: list[str] = []
    for y, row in enumerate(matrix, 4):
        x = 0
        while x < len(row):
            length = 0
            while x + length < len(row) and row[x + length]:
                length += 1
            if length:
                runs.append(f"M{x + 4} {y}h{length}v1h-{length}z")
            x += max(1, length)
    return "".join(runs), str(len(matrix) + 8)
