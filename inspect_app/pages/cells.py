"""One result as it is shown: words, numbers and the two small drawings, ready for a template."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from inspect_app.domain.exact import shown
from inspect_app.domain.terms import Rating
from inspect_app.pages.wording import PageWording
from inspect_app.store.rollups import InspectionRollupRow

_STEPS = {
    Rating.NOT_RATED: 0,
    Rating.POOR: 1,
    Rating.NOT_SUFFICIENTLY_GOOD: 2,
    Rating.REASONABLY_GOOD: 3,
    Rating.GOOD: 4,
}


@dataclass(frozen=True, slots=True)
class Range:
    """Places on a line from 0 to 100, as text for a drawing. `at` None: nothing assessed."""

    low: str
    width: str
    at: str | None


@dataclass(frozen=True, slots=True)
class ResultCells:
    """`steps` of four are filled in the sign beside the rating's word, so colour says nothing alone."""

    rating: str
    rating_says: str
    steps: int
    index: str | None
    interval: str
    range: Range
    failures: int
    failures_say: str
    severe_says: str | None
    coverage: str
    critical_coverage: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class VisitCells:
    """A visit and its result, if it has one. `inspection` None: there was no visit."""

    inspection: str | None
    day: str | None
    result: ResultCells | None
    state: str | None


def result_cells(row: InspectionRollupRow, is_current: bool, words: PageWording) -> ResultCells:
    severe = row.severe_failure_count
    return ResultCells(
        rating=row.rating,
        rating_says=words.say(f"rating.{row.rating}"),
        steps=_STEPS[Rating(row.rating)],
        index=None if row.index is None else words.index(row.index),
        interval=words.say("index.interval", low=words.index(row.low), high=words.index(row.high)),
        range=_range(row.index, row.low, row.high),
        failures=row.critical_failure_count,
        failures_say=words.whole(row.critical_failure_count)
        if row.critical_failure_count
        else words.say("failures.none"),
        severe_says=words.count("failures.severe", severe) if severe else None,
        coverage=words.percent(row.coverage),
        critical_coverage=words.say(
            "coverage.critical", share=words.percent(row.critical_coverage)
        ),
        is_current=is_current,
    )


def visit_cells(
    inspection: str | None,
    visited_on: date | None,
    state: str | None,
    rollup: InspectionRollupRow | None,
    is_current: bool,
    words: PageWording,
) -> VisitCells:
    return VisitCells(
        inspection=inspection,
        day=words.day(visited_on) if visited_on else None,
        result=None if rollup is None else result_cells(rollup, is_current, words),
        state=words.say(f"state.{state}") if state else None,
    )


def _range(index: Fraction | None, low: Fraction, high: Fraction) -> Range:
    at = None if index is None else shown(index, 1)
    return Range(shown(low, 1), shown(max(high - low, Fraction(1)), 1), at)
