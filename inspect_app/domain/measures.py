"""The closed registry of measures: what can be counted or measured, as pure functions.

A pack names a measure and puts inputs into its roles; it cannot bring code. Each measure says which
kinds of input a role takes, whether it takes several, and in which sense the result moves with it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from inspect_app.domain.exact import square_root
from inspect_app.domain.facts import Rectangles
from inspect_app.domain.terms import InputKind

NUMBERS = frozenset({InputKind.NUMBER, InputKind.COUNT})
ANSWERS = frozenset({InputKind.YES_NO, InputKind.CHOICE})
YES_NO = frozenset({InputKind.YES_NO})
RECTANGLES = frozenset({InputKind.RECTANGLES})
DATES = frozenset({InputKind.DATE})


@dataclass(frozen=True, slots=True)
class Measured:
    """A number, an option, or None where there is nothing to divide by. `error` is in the same unit."""

    value: Fraction | str | None
    error: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True)
class Role:
    """`sense`: +1 the result rises with the input, -1 it falls, 0 neither is said."""

    takes: frozenset[InputKind]
    sense: int = 0
    is_many: bool = False
    over_rooms: bool = False  # the values of all occupied living rooms, in the order of the rooms


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What a measure may know beside its inputs."""

    visited_on: date
    measurement_error_m: Fraction
    spaces: dict[tuple[int, int], tuple[Fraction, Fraction]] = field(default_factory=dict)
    """Living space and error by the identity of the rectangles: many measures ask for one room."""


Values = Mapping[str, Any]
"""role -> the value, or a tuple of values where the role takes many."""


@dataclass(frozen=True, slots=True)
class Measure:
    """`unit` is the result's unit (None: an option, or the unit of the input in role `of`)."""

    id: str
    roles: Mapping[str, Role]
    compute: Callable[[Values, Circumstances], Measured]
    unit: str | None = None
    least: Fraction | None = Fraction(0)
    divides: bool = False


def _value(values: Values, _: Circumstances) -> Measured:
    return Measured(values["of"])


def _answer(values: Values, _: Circumstances) -> Measured:
    given = values["of"]
    return Measured(("yes" if given else "no") if isinstance(given, bool) else given)


def _count_of(wanted: bool) -> Callable[[Values, Circumstances], Measured]:
    def count(values: Values, _: Circumstances) -> Measured:
        return Measured(Fraction(sum(1 for given in values["of"] if given is wanted)))

    return count


def _share_percent(values: Values, _: Circumstances) -> Measured:
    return _divided(100 * values["part"], values["whole"])


def _ratio(values: Values, _: Circumstances) -> Measured:
    return _divided(values["count"], values["per"])


def _difference(values: Values, _: Circumstances) -> Measured:
    return Measured(values["of"] - values["less"])


def _days_since(values: Values, circumstances: Circumstances) -> Measured:
    return Measured(Fraction((circumstances.visited_on - values["of"]).days))


def _months_since(values: Values, circumstances: Circumstances) -> Measured:
    """Whole calendar months plus the odd days as 31sts: the same day of a month is a whole number."""
    then, now = values["of"], circumstances.visited_on
    months = (now.year - then.year) * 12 + now.month - then.month
    return Measured(months + Fraction(now.day - then.day, 31))


def floor_area_m2(room: Rectangles) -> Fraction:
    return sum((part.area_m2 for part in room), Fraction(0))


class MeasureFault(ValueError):
    """The answers are there but cannot be measured, as with an annexe larger than its room."""


def living_space_m2(values: Values, circumstances: Circumstances) -> tuple[Fraction, Fraction]:
    """Floor without the sanitary annexe, and its error; furniture is included.

    CPT/Inf (2015) 44; Mursic v. Croatia [GC], para 114. Raises MeasureFault where no floor is left.
    """
    room, annexe = values["room"], values["annexe"]
    key = (id(room), id(annexe))
    found = circumstances.spaces.get(key)
    if found is None:
        space = floor_area_m2(room) - floor_area_m2(annexe)
        found = circumstances.spaces[key] = (space, _area_error_m2(room, annexe, circumstances))
    if found[0] <= 0:
        raise MeasureFault("the annexe leaves no floor")
    return found


def _area_error_m2(room: Rectangles, annexe: Rectangles, circumstances: Circumstances) -> Fraction:
    """Each side may be off by the measurement error; independent errors add as squares.

    4 x 3 m at 1 cm a side gives 0.05 m2.
    """
    sides = [side for part in (*room, *annexe) for side in part]
    return circumstances.measurement_error_m * square_root(sum((s * s for s in sides), Fraction(0)))


def _living_space(values: Values, circumstances: Circumstances) -> Measured:
    return Measured(*living_space_m2(values, circumstances))


def _living_space_per_person(values: Values, circumstances: Circumstances) -> Measured:
    persons = values["persons"]
    if persons == 0:
        return Measured(None)
    space, error = living_space_m2(values, circumstances)
    return Measured(space / persons, error / persons)


def _desirable_space_margin(values: Values, circumstances: Circumstances) -> Measured:
    """Living space over 6 + 4 (N - 1), CPT/Inf (2015) 44, paras 16-17."""
    space, error = living_space_m2(values, circumstances)
    return Measured(space - (6 + 4 * (values["persons"] - 1)), error)


def _icrc_floor_margin(values: Values, circumstances: Circumstances) -> Measured:
    """Living space over 1.8 N + 1.6 x bed footprints, ICRC Supplementary Guidance 2012, p. 33."""
    space, error = living_space_m2(values, circumstances)
    wanted = Fraction("1.8") * values["persons"] + Fraction("1.6") * values["bed_footprints"]
    return Measured(space - wanted, error)


def _share_of_floor_percent(values: Values, _: Circumstances) -> Measured:
    floor = floor_area_m2(values["room"])
    if floor <= 0:
        raise MeasureFault("the room has no floor")
    return Measured(100 * values["part"] / floor)


def _recomputed_occupancy(values: Values, _: Circumstances) -> Measured:
    """Persons over the places that the measured floor gives at 4 m2 each (6 m2 where one sleeps)."""
    places = sum(
        places_at_cpt_space(floor_area_m2(room) - floor_area_m2(annexe))
        for room, annexe in zip(values["room"], values["annexe"], strict=True)
    )
    return _divided(100 * values["persons"], Fraction(places))


def places_at_cpt_space(area_m2: Fraction) -> int:
    """floor(A / 4) for shared rooms; one place from 6 m2; none below (CPT/Inf (2015) 44, paras 9-10)."""
    return 0 if area_m2 < 6 else max(1, int(area_m2 // 4))


def _divided(count: Fraction, by: Fraction) -> Measured:
    return Measured(None) if by == 0 else Measured(count / by)


_SPACE_ROLES = {"room": Role(RECTANGLES, +1), "annexe": Role(RECTANGLES, -1)}
_PERSONS = {"persons": Role(NUMBERS, -1)}

_ALL = (
    Measure("value", {"of": Role(NUMBERS, +1)}, _value, least=None),
    Measure("answer", {"of": Role(ANSWERS)}, _answer),
    Measure("count_of_yes", {"of": Role(YES_NO, +1, is_many=True)}, _count_of(True), "count"),
    Measure("count_of_no", {"of": Role(YES_NO, -1, is_many=True)}, _count_of(False), "count"),
    Measure(
        "share_percent",
        {"part": Role(NUMBERS, +1), "whole": Role(NUMBERS, -1)},
        _share_percent,
        "percent",
        divides=True,
    ),
    Measure("ratio", {"count": Role(NUMBERS, +1), "per": Role(NUMBERS, -1)}, _ratio, divides=True),
    Measure(
        "difference", {"of": Role(NUMBERS, +1), "less": Role(NUMBERS, -1)}, _difference, least=None
    ),
    Measure("days_since", {"of": Role(DATES, -1)}, _days_since, "days", least=None),
    Measure("months_since", {"of": Role(DATES, -1)}, _months_since, "months", least=None),
    Measure("living_space_m2", _SPACE_ROLES, _living_space, "m2", least=None),
    Measure(
        "living_space_per_person_m2",
        _SPACE_ROLES | _PERSONS,
        _living_space_per_person,
        "m2_per_person",
        least=None,
        divides=True,
    ),
    Measure(
        "desirable_space_margin_m2",
        _SPACE_ROLES | _PERSONS,
        _desirable_space_margin,
        "m2",
        least=None,
    ),
    Measure(
        "icrc_floor_margin_m2",
        _SPACE_ROLES | _PERSONS | {"bed_footprints": Role(NUMBERS, -1)},
        _icrc_floor_margin,
        "m2",
        least=None,
    ),
    Measure(
        "share_of_floor_percent",
        {"part": Role(NUMBERS, +1), "room": Role(RECTANGLES, -1)},
        _share_of_floor_percent,
        "percent",
        divides=True,
    ),
    Measure(
        "recomputed_occupancy_percent",
        {
            "persons": Role(NUMBERS, +1),
            "room": Role(RECTANGLES, -1, over_rooms=True),
            "annexe": Role(RECTANGLES, +1, over_rooms=True),
        },
        _recomputed_occupancy,
        "percent",
        divides=True,
    ),
)

MEASURES: Mapping[str, Measure] = {measure.id: measure for measure in _ALL}
