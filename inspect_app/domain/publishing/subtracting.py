"""Beside which criteria the rooms may be listed: who knows in which rooms each of them fails, and how
many persons that touches, must not be able to work out who is in one of the rooms.

Every criterion with its rooms listed is an equation in the head counts of the rooms. They are taken in
one by one, the gravest first; one with which something follows is told without its rooms.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from inspect_app.domain.facts import Facts
from inspect_app.domain.publishing.counts import Masked, affected_of, is_small
from inspect_app.domain.publishing.judging import is_small_reach, is_thin_reach
from inspect_app.domain.publishing.telling import MEDICAL_DOMAIN
from inspect_app.domain.scoring.assessment import Assessment, CriterionResult, Finding
from inspect_app.domain.terms import PlaceKind

_PRIME = 2**61 - 1
"""Equations are solved in whole numbers modulo a prime far above every head count."""


@dataclass(frozen=True, slots=True)
class Sum:
    """`persons` are all who are in these rooms; `of` names the criterion."""

    of: str
    rooms: frozenset[str]
    persons: int


def without_rooms(facts: Facts, assessment: Assessment) -> frozenset[str]:
    """The criteria of which the rooms are not listed, for what they would give with the others."""
    blocks: dict[str, set[str]] = {}
    for room in facts.rooms:
        blocks.setdefault(room.block or "", set()).add(room.id)
    results = sorted(assessment.criteria.values(), key=_gravest_first)
    told = [found for result in results if (found := _sum(result, blocks)) is not None]
    return too_telling(told, _all_counted(assessment, facts))


def too_telling(told: Iterable[Sum], known: Sequence[Sum] = ()) -> frozenset[str]:
    """Names of those of the sums that give, with the ones before them and what is `known`, the number
    in a single room, or one or two persons in several."""
    sums = list(told)
    solver, refused = _Solver(_columns([*known, *sums])), set()
    for one in known:
        solver.take(one)
    for one in sums:
        if not solver.takes_safely(one):
            refused.add(one.of)
    return frozenset(refused)


class _Solver:
    """What follows from the sums so far: rows in reduced form, a column for all rooms that stand in
    the same sums."""

    def __init__(self, columns: Mapping[str, int]) -> None:
        self._columns = columns
        self._rooms_in = [0] * (max(columns.values(), default=-1) + 1)
        for column in columns.values():
            self._rooms_in[column] += 1
        self._rows: list[list[int]] = []
        self._taken: list[Sum] = []

    def take(self, one: Sum) -> None:
        self._rows = self._with(one)
        self._taken.append(one)

    def takes_safely(self, one: Sum) -> bool:
        """Taken only if nothing follows that did not follow before."""
        if any(map(self._is_given, self._differences(one))):
            return False
        rows = self._with(one)
        if self._given_by(rows) - self._given_by(self._rows):
            return False
        self._rows = rows
        self._taken.append(one)
        return True

    def _differences(self, one: Sum) -> Iterable[Sum]:
        for other in self._taken:
            less, more = sorted((one, other), key=lambda found: len(found.rooms))
            if less.rooms < more.rooms:
                yield Sum("", more.rooms - less.rooms, more.persons - less.persons)

    @staticmethod
    def _is_given(rest: Sum) -> bool:
        return is_small(rest.persons) or (len(rest.rooms) == 1 and rest.persons > 0)

    def _given_by(self, rows: list[list[int]]) -> set[tuple[int, ...]]:
        """The columns of every row that says what must not be said."""
        found = set()
        for row in rows:
            columns = tuple(n for n, factor in enumerate(row[:-1]) if factor)
            is_one_room = len(columns) == 1 and self._rooms_in[columns[0]] == 1 and row[-1]
            is_few = all(row[n] == 1 for n in columns) and is_small(row[-1])
            if is_one_room or is_few:
                found.add(columns)
        return found

    def _with(self, one: Sum) -> list[list[int]]:
        new = [0] * len(self._rooms_in) + [one.persons]
        for room in one.rooms:
            new[self._columns[room]] = 1
        for row in self._rows:
            new = _less(new, row, new[_pivot(row)])
        if not any(new[:-1]):
            return self._rows
        unit = pow(new[_pivot(new)], -1, _PRIME)
        new = [factor * unit % _PRIME for factor in new]
        at = _pivot(new)
        return [*(_less(row, new, row[at]) for row in self._rows), new]


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


def _gravest_first(result: CriterionResult) -> tuple[bool, int, str]:
    is_critical = result.critical_level is not None and result.critical_level <= 1
    return (not is_critical, 4 if result.level is None else result.level, result.criterion)


def _sum(result: CriterionResult, blocks: Mapping[str, set[str]]) -> Sum | None:
    """None where no number is told, or no rooms are."""
    reach = result.reach
    if reach is None or result.domain == MEDICAL_DOMAIN:
        return None
    if is_small_reach(result) or is_thin_reach(result):
        return None
    if isinstance(affected_of(reach.persons_affected, reach.persons_present), Masked):
        return None
    rooms: set[str] = set()
    for found in result.findings:
        if _is_reached(found, result):
            if found.place_kind is PlaceKind.FACILITY:
                return None
            rooms |= blocks.get(found.place, set()) if _is_block(found) else {found.place}
    return Sum(result.criterion, frozenset(rooms), reach.persons_affected) if rooms else None


def _is_reached(found: Finding, result: CriterionResult) -> bool:
    judged = found.judgement
    return (judged.high if judged.level is None else judged.level) == result.level


def _is_block(found: Finding) -> bool:
    return found.place_kind is PlaceKind.BLOCK


def _all_counted(assessment: Assessment, facts: Facts) -> tuple[Sum, ...]:
    """Everybody present: those in the rooms, where nobody was left out."""
    counted = {
        found.place: found.persons
        for result in assessment.criteria.values()
        for found in result.findings
        if found.place_kind is PlaceKind.ROOM and found.persons
    }
    present = assessment.persons_present
    if present is None or sum(counted.values()) != present:
        return ()
    return (Sum(facts.facility.id, frozenset(counted), present),)
