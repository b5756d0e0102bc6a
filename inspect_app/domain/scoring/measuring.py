"""One measured side of a criterion: from what was answered to a value, a band and a level."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from itertools import islice, product
from math import prod
from typing import Any, NamedTuple

from inspect_app.domain.bands import BandFault, Bands, Level
from inspect_app.domain.measures import MEASURES, Circumstances, Measured, MeasureFault
from inspect_app.domain.scoring.assessment import PartResult, Why
from inspect_app.domain.scoring.grounds import Given, GivenState
from inspect_app.domain.standards import Input, MeasureUse, Part

MOST_ALTERNATIVES = 64
"""Contradicting sources multiply; what lies beyond this many combinations stays open."""

Givens = Mapping[str, Given]
"""input id -> what it comes to at the place."""


class PartOutcome(NamedTuple):
    """`low` and `high` bound the level; `is_open` when an answer could still move it."""

    level: Level | None
    low: Level
    high: Level
    is_open: bool = False
    is_left_out: bool = False  # not applicable, so that the other parts decide
    is_borderline: bool = False
    why: tuple[Why, ...] = ()
    result: PartResult | None = None
    missing: tuple[str, ...] = ()


def outcome_of(
    part: Part, givens: Givens, day: date, circumstances: Circumstances, unit: str | None
) -> PartOutcome:
    bands = part.bands_on(day)
    if bands is None:
        return PartOutcome(None, 0, 3, is_left_out=True, why=(Why.NOT_IN_FORCE,))
    unusable = _unusable(part.use, givens)
    if unusable is not None:
        return unusable
    results = [
        _judge(part, bands, measured, day, unit)
        for measured in alternatives(part.use, givens, circumstances)
    ]
    if len(results) < prod(len(givens[input_id].values) for input_id in part.use.input_ids):
        results.append(PartOutcome(None, 0, 3, is_open=True))
    return _together(results)


def alternatives(
    use: MeasureUse, givens: Givens, circumstances: Circumstances
) -> list[Measured | None]:
    """The measure of every combination of contradicting values; None where it has no value."""
    if all(len(givens[input_id].values) == 1 for input_id in use.input_ids):
        return [_computed(use, {i: givens[i].values[0] for i in use.input_ids}, circumstances)]
    choices = [givens[input_id].values for input_id in use.input_ids]
    most = max(MOST_ALTERNATIVES, *map(len, choices))  # a single disputed input is tried whole
    combinations = islice(product(*choices), most)
    return [
        _computed(use, dict(zip(use.input_ids, combination, strict=True)), circumstances)
        for combination in combinations
    ]


def _computed(
    use: MeasureUse, by_input: Mapping[str, Any], circumstances: Circumstances
) -> Measured | None:
    try:
        return MEASURES[use.measure].compute(_by_role(use, by_input), circumstances)
    except MeasureFault:
        return None


def is_usable(use: MeasureUse, givens: Givens) -> bool:
    return all(givens[input_id].state is GivenState.VALUE for input_id in use.input_ids)


def unit_of(use: MeasureUse, inputs: Mapping[str, Input]) -> str | None:
    measure = MEASURES[use.measure]
    if measure.unit is not None:
        return measure.unit
    first = use.inputs.get("of")
    return inputs[first[0]].unit if first else None


def _by_role(use: MeasureUse, by_input: Mapping[str, Any]) -> dict[str, Any]:
    roles = MEASURES[use.measure].roles
    values: dict[str, Any] = {}
    for role, input_ids in use.inputs.items():
        given = tuple(by_input[input_id] for input_id in input_ids)
        values[role] = given if roles[role].is_many else given[0]
    return values


def _unusable(use: MeasureUse, givens: Givens) -> PartOutcome | None:
    if is_usable(use, givens):
        return None
    by_state: dict[GivenState, list[str]] = {}
    for input_id in use.input_ids:
        by_state.setdefault(givens[input_id].state, []).append(input_id)
    if GivenState.NOT_APPLICABLE in by_state:
        return PartOutcome(None, 0, 3, is_left_out=True, why=(Why.LISTED_REASON,))
    lacking = by_state.get(GivenState.DENIED, []) + by_state.get(GivenState.MISSING, [])
    why = tuple(dict.fromkeys(w for w in (givens[i].why for i in lacking) if w is not None))
    return PartOutcome(None, 0, 3, is_open=True, why=why, missing=tuple(lacking))


def _judge(
    part: Part, bands: Bands, measured: Measured | None, day: date, unit: str | None
) -> PartOutcome:
    if measured is None:
        return PartOutcome(None, 0, 3, is_open=True, why=(Why.CANNOT_BE_COMPUTED,))
    since = max(start for start, _ in part.bands_from if start <= day)
    if measured.value is None:
        return _nothing(part, unit, since)
    try:
        level = bands.level_of(measured.value)
    except BandFault:
        return PartOutcome(None, 0, 3, is_open=True, why=(Why.CANNOT_BE_COMPUTED,))
    result = PartResult(
        part.use.measure,
        unit,
        measured.value,
        measured.error,
        level,
        bands.text_of(level),
        since,
        bands.edges,
    )
    return PartOutcome(
        level, level, level, is_borderline=_straddles(bands, measured, level), result=result
    )


def _nothing(part: Part, unit: str | None, since: date) -> PartOutcome:
    """Nothing to divide by: the pack says what that means here."""
    if isinstance(part.when_nothing, int):
        level = part.when_nothing
        result = PartResult(part.use.measure, unit, None, Fraction(0), level, None, since)
        return PartOutcome(level, level, level, result=result, why=(Why.NOTHING_TO_COUNT,))
    return PartOutcome(None, 0, 3, is_left_out=True, why=(Why.NOTHING_TO_COUNT,))


def _straddles(bands: Bands, measured: Measured, level: Level) -> bool:
    value, error = measured.value, measured.error
    if not isinstance(value, Fraction) or not error:
        return False
    low, high = value - error, value + error
    if not any(low <= edge <= high for edge in bands.edges):
        return False
    return bands.level_of(low) != level or bands.level_of(high) != level


def _together(results: list[PartOutcome]) -> PartOutcome:
    """Sources that disagree are never averaged: a failure stands, anything else stays open."""
    if len(results) == 1:
        return results[0]
    worst = min(results, key=lambda r: 4 if r.level is None else r.level)
    low, high = min(r.low for r in results), max(r.high for r in results)
    if low == high and worst.level is not None:
        return worst
    fails = worst.level is not None and worst.level <= 1
    return PartOutcome(
        level=worst.level if fails else None,
        low=low,
        high=high,
        is_open=True,
        is_borderline=any(r.is_borderline for r in results),
        why=(Why.CONTRADICTORY,),
        result=worst.result,
    )
