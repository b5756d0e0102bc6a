"""Counts of persons as the public may read them: one or two are never told, nor what would give them."""

from __future__ import annotations

from collections.abc import Sequence

FEWEST = 3
"""From this number on a count of persons is told."""


class Masked(int):
    """A count of which only a bound is told. It holds the bound and never the count, so that whatever
    reckons with it or prints it cannot tell more."""

    says: str

    @classmethod
    def few(cls) -> Masked:
        return cls._made(1, f"<{FEWEST}")

    @classmethod
    def at_least(cls, bound: int) -> Masked:
        return cls._made(bound, f">={bound}")

    @classmethod
    def _made(cls, bound: int, says: str) -> Masked:
        made = cls(bound)
        made.says = says
        return made

    @property
    def is_few(self) -> bool:
        return self.says.startswith("<")

    def __str__(self) -> str:
        return self.says

    __repr__ = __str__

    def __format__(self, _: str) -> str:
        return self.says


def is_small(number: int | None) -> bool:
    return number is not None and 0 < number < FEWEST


def masked(number: int) -> int:
    """A count by itself, with no total beside it."""
    return Masked.few() if is_small(number) else number


def hidden(number: int) -> int:
    """A count of which no more may be told than whether it is small; nothing stays nothing."""
    return Masked.at_least(FEWEST) if number >= FEWEST else masked(number)


def affected_of(affected: int, present: int | None) -> int:
    """Some of all who are present: neither they nor the others may be one or two."""
    if is_small(affected):
        return Masked.few()
    if present is not None and is_small(present - affected):
        bound = present - FEWEST + 1
        return Masked.at_least(bound if bound >= FEWEST else 1)
    return affected


def protected(cells: Sequence[int]) -> tuple[int, ...] | None:
    """Counts whose total is known, so masked that it gives none of the small ones away.

    Where the small ones follow from the total, the smallest larger ones are hidden with them. None:
    nothing that is left helps, and the total must not be told either.
    """
    small = [number for number in cells if is_small(number)]
    if not small:
        return tuple(cells)
    larger = sorted((number, place) for place, number in enumerate(cells) if number >= FEWEST)
    for count in range(len(larger) + 1):
        others = larger[:count]
        if _is_open(small, [number for number, _ in others]):
            places = {place for _, place in others}
            return tuple(
                hidden(number) if place in places or is_small(number) else number
                for place, number in enumerate(cells)
            )
    return None


def _is_open(small: Sequence[int], others: Sequence[int]) -> bool:
    """Whether each small one, from the sum of all hidden ones, could be one and could be two."""
    if not others:
        return len(small) < sum(small) < 2 * len(small)
    return sum(small) + sum(others) >= len(small) + 1 + FEWEST * len(others)
