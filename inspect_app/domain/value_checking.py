"""Does a value suit its input? What is wrong is refused; what is merely unlikely is not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from fractions import Fraction
from types import MappingProxyType
from typing import NamedTuple

from inspect_app.domain.exact import exact_text
from inspect_app.domain.facts import Rectangle, Value
from inspect_app.domain.standards import Input
from inspect_app.domain.terms import InputKind

UNITS_BELOW_ZERO = frozenset({"celsius"})


class Unsuitable(NamedTuple):
    """A code of the problem catalogue and what its sentence needs beside the place."""

    code: str
    details: Mapping[str, str] = MappingProxyType({})


def unsuitable(asked: Input, value: Value, visited_on: date) -> Unsuitable | None:
    """Why `value` cannot be an answer to `asked` on a visit of that day; None if it can.

    Numbers below zero are refused except temperatures and inputs whose plausible range begins
    below zero; a date may not lie after the visit.
    """
    return _CHECKS[asked.kind](asked, value, visited_on)


def may_be_negative(asked: Input) -> bool:
    return asked.unit in UNITS_BELOW_ZERO or (
        asked.plausible is not None and asked.plausible[0] < 0
    )


def _number(asked: Input, value: Value, _: date) -> Unsuitable | None:
    if not isinstance(value, Fraction):
        return Unsuitable("facts.not_a_number", {"given": str(value)})
    if value < 0 and not may_be_negative(asked):
        return Unsuitable("facts.negative", {"given": exact_text(value)})
    return None


def _count(_asked: Input, value: Value, _: date) -> Unsuitable | None:
    if not isinstance(value, Fraction):
        return Unsuitable("facts.not_a_number", {"given": str(value)})
    if value.denominator != 1:
        return Unsuitable("facts.not_a_count", {"given": exact_text(value)})
    if value < 0:
        return Unsuitable("facts.negative", {"given": exact_text(value)})
    return None


def _yes_no(_asked: Input, value: Value, _: date) -> Unsuitable | None:
    if isinstance(value, bool):
        return None
    return Unsuitable("facts.not_yes_or_no", {"given": str(value)})


def _choice(asked: Input, value: Value, _: date) -> Unsuitable | None:
    known = [option.id for option in asked.options]
    if isinstance(value, str) and value in known:
        return None
    return Unsuitable("facts.not_an_option", {"given": str(value), "choices": ", ".join(known)})


def _date(_asked: Input, value: Value, visited_on: date) -> Unsuitable | None:
    if not isinstance(value, date) or isinstance(value, datetime):
        return Unsuitable("facts.not_a_day", {"given": str(value)})
    if value > visited_on:
        return Unsuitable(
            "facts.in_the_future",
            {"given": value.isoformat(), "visited_on": visited_on.isoformat()},
        )
    return None


def _rectangles(_asked: Input, value: Value, _: date) -> Unsuitable | None:
    if not isinstance(value, tuple) or not all(isinstance(part, Rectangle) for part in value):
        return Unsuitable("facts.not_rectangles", {"given": str(value)})
    for side in (side for part in value for side in part):
        if side <= 0:
            return Unsuitable("facts.side_not_positive", {"given": exact_text(side)})
    return None


_CHECKS: Mapping[InputKind, Callable[[Input, Value, date], Unsuitable | None]] = {
    InputKind.NUMBER: _number,
    InputKind.COUNT: _count,
    InputKind.YES_NO: _yes_no,
    InputKind.CHOICE: _choice,
    InputKind.DATE: _date,
    InputKind.RECTANGLES: _rectangles,
}
