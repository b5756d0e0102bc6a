"""Cases of exact numbers, days, bands and measures, with what this side makes of each.

The cases are drawn with a fixed seed: the same on every machine.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from fractions import Fraction
from random import Random
from typing import Any

from inspect_app.domain.answer_values import value_to_json
from inspect_app.domain.bands import BandFault, Bands
from inspect_app.domain.canonical import canonical_bytes, sha256_text
from inspect_app.domain.exact import exact_text, geometric_mean, shown, square_root
from inspect_app.domain.facts import Rectangle, Rectangles
from inspect_app.domain.measures import (
    DATES,
    MEASURES,
    NUMBERS,
    RECTANGLES,
    Circumstances,
    Measured,
    MeasureFault,
    Role,
)
from inspect_app.domain.scoring.sampling import places_required
from inspect_app.domain.standards import Pack

Case = dict[str, Any]
VISITED_ON = date(2026, 2, 28)
ERROR_M = Fraction(1, 100)


_STRANGE: tuple[Any, ...] = (
    None,
    True,
    0,
    -(2**53 - 1),
    "",
    'қазақ / \u0000\u001f\u007f\u0080\u2028\ufeff "\\ \b\f\n\r\t 😀',
    [],
    {},
    [[], [{}], None, False],
    {"b": 1, "a": [2, {"d": 3, "c": "x"}], "": 0},
    {"😀": 1, "\uffef": 2, "\ue000": 3, "ж": 4, "z": 5, "Z": 6, "10": 7, "9": 8},
    {"a": 1, "ab": 2, "a\u0000": 3, "A": 4, "aa": 5},
)
"""Values whose bytes differ as soon as somebody escapes or orders in another way."""


def lower_cases(packs: Mapping[str, Pack]) -> dict[str, Any]:
    drawn = Random(20260615)  # noqa: S311  # cases, not secrets
    return {
        "numbers": [_number_case(drawn) for _ in range(300)],
        "means": [_mean_case(drawn) for _ in range(100)],
        "bands": [case for pack in packs.values() for case in _band_cases(pack, drawn)],
        "measures": [_measure_case(id_, drawn) for id_ in MEASURES for _ in range(40)],
        "canonical": [_canonical_case(value) for value in _STRANGE],
        "input_ids": {c.id: list(c.input_ids) for c in packs["international"].criteria.values()},
        "places_required": [places_required(places) for places in range(400)],
        "visited_on": VISITED_ON.isoformat(),
        "measurement_error_m": exact_text(ERROR_M),
    }


def _canonical_case(value: Any) -> Case:
    return {"value": value, "sha256": sha256_text(canonical_bytes(value))}


def _number_case(drawn: Random) -> Case:
    value = _fraction(drawn)
    near = [round(value, 4) + Fraction(step, 10**4) for step in (-1, 0, 1)]  # edges are decimals
    edges = drawn.sample(near, drawn.randint(0, 2))
    return {
        "numerator": str(value.numerator),
        "denominator": str(value.denominator),
        "exact_text": exact_text(value),
        "edges": [exact_text(edge) for edge in edges],
        "shown": shown(value, edges=edges),
        "square_root": exact_text(square_root(abs(value))),
    }


def _mean_case(drawn: Random) -> Case:
    values = [Fraction(drawn.randint(1, 10_000), 100) for _ in range(drawn.randint(1, 12))]
    return {
        "values": [exact_text(value) for value in values],
        "mean": exact_text(geometric_mean(values)),
    }


def _fraction(drawn: Random) -> Fraction:
    """Small ones as people measure, and now and then one beyond every machine number."""
    most = drawn.choice([10, 10_000, 10**9, 10**18, 10**30])
    return Fraction(
        drawn.randint(-most, most), drawn.choice([1, 3, 7, 10, 100, 1000, 2**20, most + 1])
    )


def _band_cases(pack: Pack, drawn: Random) -> Iterator[Case]:
    """Every edge of every band of a real pack, and what lies just beside it."""
    for criterion in pack.criteria.values():
        for index, part in enumerate(criterion.parts):
            for since, bands in part.bands_from:
                for value in _around_edges(bands, drawn):
                    yield {
                        "pack": pack.id,
                        "criterion": criterion.id,
                        "part": index,
                        "on": since.isoformat(),
                        "value": value_to_json(value),
                        "level": _level(bands, value),
                    }


def _around_edges(bands: Bands, drawn: Random) -> Iterator[Fraction | str]:
    if not bands.is_numeric:
        for _, condition in bands.by_level:
            yield from sorted(condition.options or ())
        return
    for edge in bands.edges:
        yield from (edge, edge - Fraction(1, 1000), edge + Fraction(1, drawn.randint(3, 1000)))


def _level(bands: Bands, value: Fraction | str) -> int | None:
    try:
        return bands.level_of(value)
    except BandFault:
        return None


def _measure_case(measure_id: str, drawn: Random) -> Case:
    roles = MEASURES[measure_id].roles
    rooms = drawn.randint(1, 4)
    values = {name: _value_in(role, rooms, drawn) for name, role in roles.items()}
    circumstances = Circumstances(VISITED_ON, ERROR_M)
    return {
        "measure": measure_id,
        "values": {name: _as_json(value) for name, value in values.items()},
        "measured": _measured(measure_id, values, circumstances),
    }


def _value_in(role: Role, rooms: int, drawn: Random) -> Any:
    if role.over_rooms:
        return tuple(_rectangles(drawn) for _ in range(rooms))
    if role.is_many:
        return tuple(drawn.random() < 0.5 for _ in range(drawn.randint(0, 5)))
    if role.takes == DATES:
        return VISITED_ON - timedelta(days=drawn.randint(0, 40_000))
    if role.takes == NUMBERS:
        return Fraction(drawn.randint(0, 4000), drawn.choice([1, 1, 1, 10, 100]))
    if role.takes == RECTANGLES:
        return _rectangles(drawn)
    return drawn.choice([True, False, "some_option"])


def _rectangles(drawn: Random) -> Rectangles:
    return tuple(
        Rectangle(Fraction(drawn.randint(50, 900), 100), Fraction(drawn.randint(50, 600), 100))
        for _ in range(drawn.randint(0, 3))
    )


def _as_json(value: Any) -> Any:
    """A value, or many of them."""
    if isinstance(value, tuple) and not (value and isinstance(value[0], Rectangle)):
        return [value_to_json(one) for one in value]
    return value_to_json(value)


def _measured(measure_id: str, values: Mapping[str, Any], around: Circumstances) -> Case | None:
    """None where the answers cannot be measured."""
    try:
        measured: Measured = MEASURES[measure_id].compute(values, around)
    except MeasureFault:
        return None
    return {"value": value_to_json(measured.value), "error": exact_text(measured.error)}
