"""Values of answers as they stand in JSON, and back. The pack's input says which kind it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from inspect_app.domain.exact import exact_text
from inspect_app.domain.facts import Rectangle, Rectangles, Value
from inspect_app.domain.standards import Input
from inspect_app.domain.terms import InputKind

_NUMBER = re.compile(r"-?[0-9]{1,30}(\.[0-9]{1,30}|/(?!0+$)[0-9]{1,30})?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOST_DIGITS = 30


class NotAValue(ValueError):
    """`code` is a code of the problem catalogue, `given` what stood there."""

    def __init__(self, code: str, given: object) -> None:
        self.code = code
        self.given = shortened(given)
        super().__init__(f"{code}: {self.given}")


def shortened(given: object) -> str:
    """What stood there, short enough to stand in a sentence."""
    text = str(given)
    return text if len(text) <= 60 else f"{text[:60]}…"


def value_from_json(raw: object, asked: Input) -> Value:
    """The value that an answer to `asked` has. Raises NotAValue where the kind does not fit.

    Numbers are JSON numbers or text ("3.10"; "28/9" where a decimal would not end), lengths and
    widths are in metres, days are ISO 8601, yes_no is true or false, a choice is its option's id.
    """
    return _READERS[asked.kind](raw, asked)


def value_to_json(value: Value | None) -> Any:
    """Inverse of `value_from_json`: numbers as exact text."""
    if isinstance(value, bool) or isinstance(value, str) or value is None:
        return value
    if isinstance(value, Fraction):
        return exact_text(value)
    if isinstance(value, date):
        return value.isoformat()
    return [[exact_text(part.length_m), exact_text(part.width_m)] for part in value]


def day_from_text(text: object) -> date:
    """Raises ValueError for anything but YYYY-MM-DD."""
    if not isinstance(text, str) or not _DAY.fullmatch(text):
        raise ValueError("not a day")
    return date.fromisoformat(text)


def exact_from_json(raw: object) -> Fraction:
    """A JSON number or its text, exactly. Raises NotAValue `facts.not_a_number`."""
    if isinstance(raw, int) and not isinstance(raw, bool):
        return Fraction(raw)
    if isinstance(raw, Decimal) and _is_short(raw):
        return Fraction(raw)
    if isinstance(raw, str) and _NUMBER.fullmatch(raw):
        return Fraction(raw)
    raise NotAValue("facts.not_a_number", raw)


def _is_short(number: Decimal) -> bool:
    """Keeps 1e999999999 from becoming a number of a thousand million digits."""
    _, digits, exponent = number.as_tuple()
    return (
        isinstance(exponent, int) and len(digits) <= _MOST_DIGITS and abs(exponent) <= _MOST_DIGITS
    )


def _exact(raw: object, _: Input) -> Fraction:
    return exact_from_json(raw)


def _yes_no(raw: object, _: Input) -> bool:
    if not isinstance(raw, bool):
        raise NotAValue("facts.not_yes_or_no", raw)
    return raw


def _choice(raw: object, _: Input) -> str:
    if not isinstance(raw, str):
        raise NotAValue("facts.not_text", raw)
    return raw


def _date(raw: object, _: Input) -> date:
    try:
        return day_from_text(raw)
    except ValueError as error:
        raise NotAValue("facts.not_a_day", raw) from error


def _rectangles(raw: object, _: Input) -> Rectangles:
    if not isinstance(raw, list):
        raise NotAValue("facts.not_rectangles", raw)
    return tuple(_rectangle(pair) for pair in raw)


def _rectangle(pair: object) -> Rectangle:
    if not isinstance(pair, list) or len(pair) != 2:
        raise NotAValue("facts.not_rectangles", pair)
    return Rectangle(exact_from_json(pair[0]), exact_from_json(pair[1]))


_READERS: Mapping[InputKind, Callable[[object, Input], Value]] = {
    InputKind.NUMBER: _exact,
    InputKind.COUNT: _exact,
    InputKind.YES_NO: _yes_no,
    InputKind.CHOICE: _choice,
    InputKind.DATE: _date,
    InputKind.RECTANGLES: _rectangles,
}
