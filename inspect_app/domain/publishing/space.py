"""Persons by personal space, so told that no one or two of them, and nobody's room, follow from it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce

from inspect_app.domain.publishing.counts import FEWEST, Masked, hidden, is_small, protected
from inspect_app.domain.publishing.equations import Ledger, Sum
from inspect_app.domain.scoring.assessment import Assessment, PersonalSpaceFinding, SpaceCounts
from inspect_app.domain.scoring.personal_space import PRESUMPTION_M2, WEIGHTY_M2

Step = tuple[Fraction, int]
_NOT_MEASURED = 3


@dataclass(frozen=True, slots=True)
class SpaceClass:
    """`told`: how many persons, as the public reads it. `rooms`: shared room -> who many are in it, 0
    where nobody counted; who is alone in a room is in no class's rooms."""

    told: int
    rooms: Mapping[str, int]

    @property
    def is_told(self) -> bool:
        return not isinstance(self.told, Masked)

    @property
    def sum(self) -> Sum:
        counted = frozenset(room for room, persons in self.rooms.items() if persons)
        return Sum("space", counted, sum(self.rooms.values()), is_whole=False)


@dataclass(frozen=True, slots=True)
class Classes:
    """Below 3 m2, to 4, above, and not measured. `is_total_hidden`: nothing but hiding how many are
    present keeps the small counts."""

    of: tuple[SpaceClass, SpaceClass, SpaceClass, SpaceClass]
    is_total_hidden: bool

    def hidden(self) -> Classes:
        """Nothing told of any but whether somebody is in it, and whether they are few."""
        one, two, three, four = (SpaceClass(hidden(c.told), c.rooms) for c in self.of)
        return Classes((one, two, three, four), self.is_total_hidden)


@dataclass(frozen=True, slots=True)
class _Group:
    """Steps of the histogram told as one. `rooms`: of several persons each, and `persons` in all."""

    edge: Fraction
    persons: int
    rooms: Mapping[str, int]

    def with_(self, other: _Group) -> _Group:
        return _Group(self.edge, self.persons + other.persons, {**self.rooms, **other.rooms})

    @property
    def gives_nothing(self) -> bool:
        """Nobody, or neither one or two persons nor who is in a room. Who is in a room of one or two
        is taken as known."""
        many = [persons for persons in self.rooms.values() if persons >= FEWEST]
        is_open = not many or (len(many) > 1 and sum(many) > FEWEST * len(many))
        return is_open and not is_small(self.persons)

    @property
    def sum(self) -> Sum:
        return Sum("histogram", frozenset(self.rooms), sum(self.rooms.values()), is_whole=False)


def classes_of(assessment: Assessment) -> Classes:
    counts = assessment.space_counts
    cells = (counts.below_3, counts.from_3_to_4, counts.above_4, counts.not_measured)
    told = protected(cells)
    rooms: tuple[dict[str, int], ...] = ({}, {}, {}, {})
    for found in assessment.personal_space:
        rooms[_class_of(found)][found.room] = found.persons or 0
    one, two, three, four = map(SpaceClass, told or tuple(map(hidden, cells)), rooms)
    return Classes((one, two, three, four), told is None)


def public_space(assessment: Assessment, classes: Classes, ledger: Ledger) -> SpaceCounts:
    """`ledger`: all that is told with rooms besides, and what would be if none were withheld for its
    space: who knows the step of each room gets nobody either."""
    told = [one.told for one in classes.of]
    steps: list[Step] = []
    for region, of in _regions(assessment, classes):
        found, ledger = _told_steps(region, of, ledger)
        steps += found
    counts = assessment.space_counts
    return SpaceCounts(told[0], told[1], told[2], told[3], counts.rooms_not_counted, tuple(steps))


def step_sums(assessment: Assessment) -> tuple[Sum, ...]:
    """Of every step by itself, those who share a room: what the groups are put together from."""
    return tuple(step.sum for step in _steps(assessment))


def _class_of(found: PersonalSpaceFinding) -> int:
    space = found.space_m2_per_person
    if space is None:
        return _NOT_MEASURED
    return (space >= PRESUMPTION_M2) + (space > WEIGHTY_M2)


def _regions(
    assessment: Assessment, classes: Classes
) -> Iterator[tuple[list[_Group], Sequence[SpaceClass]]]:
    """Steps whose sum is told by a class. Whoever has exactly 4 m2 is in the middle class and in the
    first step of the last: then only the two classes together are the sum of their steps."""
    counts, steps = assessment.space_counts, _steps(assessment)
    below = [step for step in steps if step.edge < PRESUMPTION_M2]
    between = [step for step in steps if PRESUMPTION_M2 <= step.edge < WEIGHTY_M2]
    above = [step for step in steps if step.edge >= WEIGHTY_M2]
    yield below, classes.of[:1]
    if sum(step.persons for step in between) == counts.from_3_to_4:
        yield between, classes.of[1:2]
        yield above, classes.of[2:3]
    else:
        *first, last = between
        yield [*first, last.with_(above[0]), *above[1:]], classes.of[1:3]


def _steps(assessment: Assessment) -> list[_Group]:
    steps = assessment.space_counts.histogram
    rooms: list[dict[str, int]] = [{} for _ in steps]
    for found in assessment.personal_space:
        if found.space_m2_per_person is not None and found.persons:
            at = sum(edge <= found.space_m2_per_person for edge, _ in steps) - 1
            rooms[at][found.room] = found.persons
    return [_Group(edge, number, of) for (edge, number), of in zip(steps, rooms, strict=True)]


def _told_steps(
    region: list[_Group], of: Sequence[SpaceClass], ledger: Ledger
) -> tuple[list[Step], Ledger]:
    """As fine as may be: where nothing else helps, what the classes say is all that is told. With the
    ledger in which that is taken in."""
    is_open = all(one.is_told for one in of)
    if is_open:
        groups = _merged(region)
        taken = ledger.taking_all(group.sum for group in groups if group.rooms)
        if taken is not None:
            return [(group.edge, group.persons) for group in groups], taken
    if is_open:
        return [(group.edge, group.persons) for group in _as_one(region)], ledger
    return [(region[0].edge, hidden(sum(group.persons for group in region)))], ledger


def _as_one(region: list[_Group]) -> list[_Group]:
    """All steps from the first to the last in which somebody is; that nobody is in a step may be told."""
    lived_in = [n for n, step in enumerate(region) if step.persons]
    if not lived_in:
        return region
    first, last = lived_in[0], lived_in[-1]
    return [*region[:first], reduce(_Group.with_, region[first : last + 1]), *region[last + 1 :]]


def _merged(region: list[_Group]) -> list[_Group]:
    """Neighbouring steps are told as one until none gives anybody away; the last go with those before
    them. Where not even all together do, they say what their class says."""
    merged: list[_Group] = []
    last = max((n for n, step in enumerate(region) if step.persons), default=-1)
    for step in region[: last + 1]:
        is_settled = not merged or merged[-1].gives_nothing
        merged = [*merged, step] if is_settled else [*merged[:-1], merged[-1].with_(step)]
    while any(group.persons for group in merged[:-1]) and not merged[-1].gives_nothing:
        merged[-2:] = [merged[-2].with_(merged[-1])]
    return [*merged, *region[last + 1 :]]
