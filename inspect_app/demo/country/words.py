"""The little language of `seed/demo/country/answers`: what an answer may be at a level.

yes | no            one of these words; `yes` and `no` become true and false
3..8, 0.5..1.5      a number between; the written decimals are those of the answer
80..94 % of x       so much of the answer to `x`, as a whole number
7..12 heads x       as many things as make so many persons a thing, of `x` persons
150..290 posts x    the same in half posts
9..18 times x       so much for each of the `x` persons
2..9 months before  a day so many months before the visit
5.5..9.5 % of floor the floor of the room in m2, to the centimetre
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from fractions import Fraction
from math import ceil, floor
from random import Random
from typing import Any

Known = Mapping[str, Any]
"""Input id -> the value given before: int, text of a decimal, bool or a word."""

_RANGE = re.compile(r"(\d+(?:\.\d+)?)(?:\.\.(\d+(?:\.\d+)?))?(?: (.+))?")
FLOOR = "floor"
VISITED_ON = "visited_on"


class Unreadable(ValueError):
    """A line of the seed that is no expression."""


def value_of(expression: str, chance: Random, known: Known) -> Any:
    """The JSON value of an answer; raises Unreadable, and KeyError for an input not yet known."""
    if " | " in expression:
        return value_of(chance.choice(expression.split(" | ")), chance, known)
    if expression in ("yes", "no"):
        return expression == "yes"
    read = _RANGE.fullmatch(expression)
    if read is None:
        if re.fullmatch(r"[a-z][a-z0-9_]*", expression):
            return expression
        raise Unreadable(expression)
    low, high, rest = read.groups()
    least, most = Fraction(low), Fraction(high or low)
    if rest is None:
        return _number(low, least, most, chance)
    for pattern, give in _FORMS:
        found = re.fullmatch(pattern, rest)
        if found is not None:
            return give(least, most, chance, known, *found.groups())
    raise Unreadable(expression)


def decimal_text(value: Fraction, places: int) -> str:
    """Rounded to the nearest, with all places written."""
    scaled = round(value * 10**places)
    return f"{scaled // 10**places}.{scaled % 10**places:0{places}d}" if places else str(scaled)


def _number(low: str, least: Fraction, most: Fraction, chance: Random) -> int | str:
    places = len(low.partition(".")[2]) or (1 if most.denominator > 1 else 0)
    if places == 0:
        return chance.randint(int(least), int(most))
    step = 5 if places == 1 and (most - least) >= Fraction(1, 2) else 1
    units = chance.randrange(round(least * 10**places), round(most * 10**places) + 1, step)
    return decimal_text(Fraction(units, 10**places), places)


def _between(least: Fraction, most: Fraction, chance: Random) -> Fraction:
    return least + (most - least) * Fraction(chance.randrange(0, 1001), 1000)


def _share(least: Fraction, most: Fraction, chance: Random, known: Known, whole: str) -> int:
    """A whole number inside the range where there is one, or else the nearest above its low end."""
    all_of_it = int(known[whole])
    low, high = ceil(all_of_it * least / 100), floor(all_of_it * most / 100)
    return chance.randint(low, high) if low <= high else low


def _of_floor(least: Fraction, most: Fraction, chance: Random, known: Known) -> str:
    return decimal_text(Fraction(known[FLOOR]) * _between(least, most, chance) / 100, 2)


def _heads(least: Fraction, most: Fraction, chance: Random, known: Known, persons: str) -> int:
    """So that the ratio falls inside the range wherever whole numbers allow it."""
    held = int(known[persons])
    low, high = ceil(held / most), floor(held / least)
    return max(1, chance.randint(low, high) if low <= high else low)


def _posts(least: Fraction, most: Fraction, chance: Random, known: Known, persons: str) -> str:
    halves = ceil(2 * int(known[persons]) / _between(least, most, chance))
    return decimal_text(Fraction(max(1, halves), 2), 1)


def _times(least: Fraction, most: Fraction, chance: Random, known: Known, persons: str) -> int:
    return ceil(int(known[persons]) * _between(least, most, chance))


def _before(least: Fraction, most: Fraction, chance: Random, known: Known) -> str:
    days = chance.randint(int(least * 30) + 3, int(most * 30) + 12)
    visited_on: date = known[VISITED_ON]
    return (visited_on - timedelta(days=days)).isoformat()


_FORMS: tuple[tuple[str, Callable[..., Any]], ...] = (
    (r"% of floor", _of_floor),
    (r"% of (\w+)", _share),
    (r"heads (\w+)", _heads),
    (r"posts (\w+)", _posts),
    (r"times (\w+)", _times),
    (r"months before", _before),
)
