"""Exact numbers: every measure and score is a fraction, from the reading to the comparison."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction
from math import isqrt

_DECIMAL = re.compile(r"[+-]?(\d+([.,]\d+)?|[.,]\d+)")


def parse_exact(text: str) -> Fraction:
    """A decimal written with a point or a comma, exactly. Raises ValueError for anything else."""
    trimmed = text.strip()
    if not trimmed.isascii() or not _DECIMAL.fullmatch(trimmed):
        raise ValueError(f"{text!r} is not a decimal number")
    return Fraction(trimmed.replace(",", "."))


def exact_text(value: Fraction) -> str:
    """The whole number: '3.1175' where the decimal ends, otherwise '28/9'."""
    denominator, twos, fives = value.denominator, 0, 0
    while denominator % 2 == 0:
        denominator, twos = denominator // 2, twos + 1
    while denominator % 5 == 0:
        denominator, fives = denominator // 5, fives + 1
    if denominator != 1:
        return f"{value.numerator}/{value.denominator}"
    places = max(twos, fives)
    return _with_point(value.numerator * 10**places // value.denominator, places)


def shown(value: Fraction, places: int = 2, edges: Iterable[Fraction] = ()) -> str:
    """For people: rounded half up to `places`, with more places where rounding would reach an edge.

    2.996 beside the edge 3 is shown as 2.996, never as 3.00: no reader may see a number on the
    other side of a threshold than the one that was compared.
    """
    over, under = value.numerator, value.denominator
    while True:  # in whole numbers: tables show hundreds of thousands of values
        tens = 10**places
        scaled = (2 * over * tens + under) // (2 * under)
        if all(_side_of(edge, over, under) == _side_of(edge, scaled, tens) for edge in edges):
            return _with_point(scaled, places)
        places += 1


def square_root(sum_of_squares: Fraction) -> Fraction:
    """The square root cut to six places: rational, so that every machine gets the same one."""
    scaled = sum_of_squares * 10**12
    return Fraction(isqrt(scaled.numerator // scaled.denominator), 10**6)


def geometric_mean(values: list[Fraction], places: int = 4) -> Fraction:
    """The geometric mean, cut (not rounded) to `places`, found with whole numbers only.

    Cutting never lifts a value over a whole-numbered edge, so comparing it with 80, 60 or 40 gives
    the same answer as comparing the irrational mean itself.
    """
    count = len(values)
    product = Fraction(1)
    for value in values:
        product *= value
    scaled = product * 10 ** (places * count)
    return Fraction(_whole_root(scaled.numerator // scaled.denominator, count), 10**places)


def _whole_root(number: int, degree: int) -> int:
    """The greatest whole n with n**degree <= number, by Newton's method on integers."""
    if number < 2:
        return number
    guess = 1 << (number.bit_length() // degree + 1)
    while True:
        better = ((degree - 1) * guess + number // guess ** (degree - 1)) // degree
        if better >= guess:
            return guess
        guess = better


def _side_of(edge: Fraction, over: int, under: int) -> int:
    """-1, 0 or 1: where `over`/`under` lies, seen from the edge."""
    value, wanted = over * edge.denominator, edge.numerator * under
    return (value > wanted) - (value < wanted)


def _with_point(scaled: int, places: int) -> str:
    sign, digits = "-" if scaled < 0 else "", str(abs(scaled)).rjust(places + 1, "0")
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else f"{sign}{digits}"
