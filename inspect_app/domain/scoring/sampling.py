"""How many places must be looked at before a criterion counts as assessed."""

from __future__ import annotations

from fractions import Fraction
from functools import cache

FAILING_SHARE = Fraction(1, 10)
MISS_CHANCE = Fraction(1, 20)


@cache
def places_required(places: int) -> int:
    """The least sample that meets a failing place with 95 % certainty when one in ten fails.

    Drawn without replacement: 16 of 20, 22 of 50, 25 of 100, 27 of 200; all of fewer than ten.
    """
    failing = max(1, int(places * FAILING_SHARE))
    for sample in range(places + 1):
        if _chance_to_miss(places, failing, sample) <= MISS_CHANCE:
            return sample
    return places


def _chance_to_miss(places: int, failing: int, sample: int) -> Fraction:
    if sample > places - failing:
        return Fraction(0)
    chance = Fraction(1)
    for drawn in range(failing):
        chance *= Fraction(places - sample - drawn, places - drawn)
    return chance
