"""What follows from sums of head counts that are told side by side.

Every number of persons that is told with its rooms is an equation in the head counts of the rooms.
Equations are taken in one by one; one with which something follows is refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from inspect_app.domain.publishing.counts import FEWEST, is_small

_PRIME = 2**61 - 1
"""Equations are solved in whole numbers modulo a prime far above every head count."""


@dataclass(frozen=True, slots=True)
class Sum:
    """`persons` are all who are in these rooms; `of` names what tells it. `is_whole`: whether these are
    all the rooms of what is told, those of one and two among them."""

    of: str
    rooms: frozenset[str]
    persons: int
    is_whole: bool = True


def too_telling(
    told: Iterable[Sum], known: Sequence[Sum] = (), persons: Mapping[str, int] | None = None
) -> frozenset[str]:
    """Names of those of the sums that give, with the ones before them and what is `known`, how many
    are in a single room, or one or two persons in several. `persons`: room -> its head count."""
    sums = list(told)
    ledger, refused = Ledger.over([*known, *sums], persons or {}), set()
    for one in known:
        ledger = ledger.knowing(one)
    for one in sums:
        taken = ledger.taking(one)
        refused |= {one.of} if taken is None else set()
        ledger = taken or ledger
    return frozenset(refused)


@dataclass(frozen=True, slots=True)
class Ledger:
    """What is told so far, reckoned twice: over all rooms, and over those of three or more alone, as by
    a reader who knows who is in the others and that nobody else sleeps by ones and twos."""

    persons: Mapping[str, int]
    whole: _System
    many: _System

    @classmethod
    def over(cls, sums: Sequence[Sum], persons: Mapping[str, int]) -> Ledger:
        """`sums`: all that may be asked about, now or later, or what they are put together from."""
        stripped = [_of_many(one, persons) for one in sums]
        return cls(persons, _System(_columns(sums)), _System(_columns(stripped), FEWEST))

    def knowing(self, one: Sum) -> Ledger:
        """With what is told in any case."""
        whole = self.whole.knowing(one) if one.is_whole else self.whole
        return Ledger(self.persons, whole, self.many.knowing(_of_many(one, self.persons)))

    def taking(self, one: Sum) -> Ledger | None:
        """None where something would follow that did not follow before."""
        whole = self.whole.taking(one) if one.is_whole else self.whole
        many = None if whole is None else self.many.taking(_of_many(one, self.persons))
        return None if whole is None or many is None else Ledger(self.persons, whole, many)

    def given_since(self, before: Ledger) -> frozenset[str]:
        """Rooms of many whose number follows, by themselves or with others, and did not before."""
        columns = {n for one in self.many.given - before.many.given for n in one}
        return frozenset(room for room, n in self.many.columns.items() if n in columns)

    def taking_all(self, sums: Iterable[Sum]) -> Ledger | None:
        ledger: Ledger | None = self
        for one in sums:
            ledger = None if ledger is None else ledger.taking(one)
        return ledger


def _of_many(one: Sum, persons: Mapping[str, int]) -> Sum:
    rooms = frozenset(room for room in one.rooms if persons.get(room, 0) >= FEWEST)
    return Sum(one.of, rooms, sum(persons[room] for room in rooms))


@dataclass(frozen=True, slots=True)
class _System:
    """`columns`: room -> its column, one for all rooms that stand in the same sums. `rows` in reduced
    form. `least`: how many are in every room, as is known. `given`: columns of the rows that already
    say what must not be said."""

    columns: Mapping[str, int]
    least: int = 0
    rows: tuple[list[int], ...] = ()
    taken: tuple[Sum, ...] = ()
    given: frozenset[tuple[int, ...]] = frozenset()
    rooms_in: list[int] = field(init=False)

    def __post_init__(self) -> None:
        rooms_in = [0] * (max(self.columns.values(), default=-1) + 1)
        for column in self.columns.values():
            rooms_in[column] += 1
        object.__setattr__(self, "rooms_in", rooms_in)

    def knowing(self, one: Sum) -> _System:
        rows = self._with(one)
        taken = (*self.taken, one)
        return _System(self.columns, self.least, rows, taken, self._given_by(rows))

    def taking(self, one: Sum) -> _System | None:
        if not one.rooms:
            return self
        if any(self._is_given(len(r.rooms), r.persons) for r in self._differences(one)):
            return None
        made = self.knowing(one)
        is_new = len(made.rows) > len(self.rows)
        is_given = is_new and self._is_given(len(one.rooms), one.persons)
        return None if is_given or made.given - self.given else made

    def _differences(self, one: Sum) -> Iterator[Sum]:
        for other in self.taken:
            less, more = sorted((one, other), key=lambda found: len(found.rooms))
            if less.rooms < more.rooms:
                yield Sum("", more.rooms - less.rooms, more.persons - less.persons)

    def _is_given(self, rooms: int, persons: int) -> bool:
        """One room, one or two persons, or so few that every room has the least that it can have."""
        return (
            is_small(persons) or 0 < persons <= self.least * rooms or (rooms == 1 and persons > 0)
        )

    def _given_by(self, rows: Iterable[list[int]]) -> frozenset[tuple[int, ...]]:
        found = set()
        for row in rows:
            columns = tuple(n for n, factor in enumerate(row[:-1]) if factor)
            rooms = sum(self.rooms_in[n] for n in columns)
            is_plain = all(row[n] == 1 for n in columns)
            if (is_plain or rooms == 1) and self._is_given(rooms, row[-1]):
                found.add(columns)
        return frozenset(found)

    def _with(self, one: Sum) -> tuple[list[int], ...]:
        new = [0] * len(self.rooms_in) + [one.persons]
        for room in one.rooms:
            new[self.columns[room]] = 1
        for row in self.rows:
            new = _less(new, row, new[_pivot(row)])
        if not any(new[:-1]):
            return self.rows
        unit = pow(new[_pivot(new)], -1, _PRIME)
        new = [factor * unit % _PRIME for factor in new]
        at = _pivot(new)
        return (*(_less(row, new, row[at]) for row in self.rows), new)


def _pivot(row: list[int]) -> int:
    return next(n for n, factor in enumerate(row) if factor)


def _less(row: list[int], other: list[int], times: int) -> list[int]:
    if not times:
        return row
    return [(a - times * b) % _PRIME for a, b in zip(row, other, strict=True)]


def _columns(sums: Sequence[Sum]) -> dict[str, int]:
    """Room -> its column: rooms that stand in the same sums cannot be told apart."""
    standing: dict[str, list[int]] = {}
    for number, one in enumerate(sums):
        for room in one.rooms:
            standing.setdefault(room, []).append(number)
    numbers: dict[tuple[int, ...], int] = {}
    return {
        room: numbers.setdefault(tuple(in_sums), len(numbers)) for room, in_sums in standing.items()
    }
