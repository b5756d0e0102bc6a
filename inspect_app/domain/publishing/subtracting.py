"""What is told room by room: who knows in which rooms a criterion fails, or how much space there is in
them, and how many persons that touches, must not be able to work out who is in one of the rooms.

Personal space is taken in first, then the criteria, the gravest first; one with which something follows
is told without its rooms.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, chain, combinations

from inspect_app.domain.facts import Facts
from inspect_app.domain.publishing.counts import FEWEST, Masked, affected_of, is_small
from inspect_app.domain.publishing.equations import Ledger, Sum
from inspect_app.domain.publishing.judging import is_small_reach, is_thin_reach
from inspect_app.domain.publishing.space import Classes, SpaceClass, step_sums
from inspect_app.domain.publishing.telling import MEDICAL_DOMAIN, Resting
from inspect_app.domain.scoring.assessment import Assessment, CriterionResult, Finding
from inspect_app.domain.terms import PlaceKind


@dataclass(frozen=True, slots=True)
class RoomsTold:
    """`without_rooms`: criteria of which the rooms are not listed. `without_number`: those whose number
    is withheld too, since it would give one or two persons with a class of space. `without_space`:
    rooms of which neither the Court's answer nor the space by the person is told.
    `is_space_hidden`: nothing helps but hiding how many are in each class of space. `ledger`: all that
    is told with rooms."""

    without_rooms: frozenset[str]
    without_number: frozenset[str]
    without_space: frozenset[str]
    is_space_hidden: bool
    ledger: Ledger


def rooms_told(
    facts: Facts, assessment: Assessment, classes: Classes, resting: Resting
) -> RoomsTold:
    persons = _head_counts(assessment)
    sums = _criteria(facts, assessment, persons, resting)
    on_space = [one for one in sums if one.of in resting.on_space]
    known = _all_counted(assessment, facts, persons)
    of_classes = [one.sum for one in classes.of]
    ledger = Ledger.over([*known, *of_classes, *step_sums(assessment), *sums], persons)
    for one in known:
        ledger = ledger.knowing(one)
    space = _by_space(ledger, classes.of, on_space)
    ledger, twins, refused = space.ledger, space.twins, set(resting.on_few)
    for one in sums:
        if one.of not in resting.on_space:
            taken, left = ledger.taking(one), _not_parted(twins, one.rooms)
            if taken is None or not all(left.values()):
                refused.add(one.of)
            else:
                ledger, twins = taken, left
    unseen = frozenset(room for one in space.hidden for room in one.rooms)
    return RoomsTold(
        without_rooms=frozenset(refused | _listing(resting.on_space, assessment, unseen)),
        without_number=frozenset(one.of for one in on_space if space.gives_few(one, classes.of)),
        without_space=unseen,
        is_space_hidden=space.is_hopeless,
        ledger=ledger,
    )


@dataclass(frozen=True, slots=True)
class _BySpace:
    """`hidden`: classes of which nobody is told which rooms are in them. `twins`: room of which space
    would tell how many are in it -> rooms that a reader could as well take for it. `is_hopeless`: there
    are none for some room, whatever is hidden."""

    ledger: Ledger
    hidden: Sequence[SpaceClass]
    twins: Mapping[str, frozenset[str]]
    is_hopeless: bool = False

    def gives_few(self, one: Sum, classes: Sequence[SpaceClass]) -> bool:
        """Whether a criterion touches one or two persons more, or fewer, than the first class or the
        first two: where both are told with their rooms, the ledger has seen to that."""
        if self.is_hopeless:
            return True
        if not self.hidden or not all(found.is_told for found in classes[:2]):
            return False
        numbers = accumulate(found.told for found in classes[:2])
        return any(is_small(abs(one.persons - number)) for number in numbers)


def _by_space(ledger: Ledger, classes: Sequence[SpaceClass], criteria: Sequence[Sum]) -> _BySpace:
    """Hidden are none, or the least grave classes with which nothing follows; two at least, since the
    rooms of a single one would be the rest."""
    lived_in = [one for one in classes if one.rooms]
    for hidden in _choices(lived_in):
        unseen = frozenset(room for one in hidden for room in one.rooms)
        in_sight = [one for one in criteria if not one.rooms & unseen]
        told = [one.sum for one in lived_in if one not in hidden and one.is_told]
        told += [_together(hidden)] if hidden else []
        taken = ledger.taking_all([*told, *in_sight])
        if taken is None:
            continue
        after = taken
        for one in (*(c.sum for c in hidden), *(c for c in criteria if c not in in_sight)):
            after = after.knowing(replace(one, is_whole=False))
        twins = _twins(after.given_since(taken), unseen, ledger.persons)
        if all(twins.values()):
            return _BySpace(after, hidden, twins)
    return _BySpace(ledger, lived_in, {}, is_hopeless=True)


def _twins(
    given: frozenset[str], unseen: frozenset[str], persons: Mapping[str, int]
) -> dict[str, frozenset[str]]:
    """Of each room whose number follows for whoever knows which room it is, the others with another
    number: with both exchanged, all is told as it is."""
    many = [room for room in unseen if persons.get(room, 0) >= FEWEST]
    return {
        room: frozenset(o for o in many if room in unseen and persons[o] != persons[room])
        for room in given
    }


def _not_parted(
    twins: Mapping[str, frozenset[str]], rooms: frozenset[str]
) -> dict[str, frozenset[str]]:
    """Those that are left where these rooms are listed: both are listed, or neither."""
    return {room: of & rooms if room in rooms else of - rooms for room, of in twins.items()}


def _choices(classes: Sequence[SpaceClass]) -> list[tuple[SpaceClass, ...]]:
    """`classes` and choices alike: first those that leave the gravest in sight."""
    sizes = (0, *range(2, len(classes) + 1))
    choices = chain.from_iterable(combinations(classes, size) for size in sizes)
    return sorted(choices, key=lambda hidden: [one in hidden for one in classes])


def _together(classes: Iterable[SpaceClass]) -> Sum:
    sums = [one.sum for one in classes]
    rooms = frozenset(room for one in sums for room in one.rooms)
    return Sum("space", rooms, sum(one.persons for one in sums), is_whole=False)


def _listing(criteria: frozenset[str], assessment: Assessment, rooms: frozenset[str]) -> set[str]:
    """Those that decide, or fail, in one of the rooms: where they are listed their space shows."""
    listing = set()
    for criterion in criteria & assessment.criteria.keys():
        result = assessment.criteria[criterion]
        for found in result.findings:
            level = found.judgement.level
            is_told = _is_reached(found, result) or (level is not None and level <= 1)
            if is_told and found.place in rooms:
                listing.add(criterion)
    return listing


def _criteria(
    facts: Facts, assessment: Assessment, persons: Mapping[str, int], resting: Resting
) -> list[Sum]:
    """The gravest first. Those on space also where they list few by the room, since the space of the
    rooms says as much."""
    blocks: dict[str, set[str]] = {}
    for room in facts.rooms:
        blocks.setdefault(room.block or "", set()).add(room.id)
    results = sorted(assessment.criteria.values(), key=_gravest_first)
    found = (
        _sum(result, blocks, persons)
        for result in results
        if result.criterion in resting.on_space or not is_thin_reach(result)
    )
    return [one for one in found if one is not None and one.of not in resting.on_few]


def _gravest_first(result: CriterionResult) -> tuple[bool, int, str]:
    is_critical = result.critical_level is not None and result.critical_level <= 1
    return (not is_critical, 4 if result.level is None else result.level, result.criterion)


def _sum(
    result: CriterionResult, blocks: Mapping[str, set[str]], persons: Mapping[str, int]
) -> Sum | None:
    """None where no number is told, or no rooms are."""
    reach = result.reach
    if reach is None or result.domain == MEDICAL_DOMAIN:
        return None
    if is_small_reach(result) or isinstance(
        affected_of(reach.persons_affected, reach.persons_present), Masked
    ):
        return None
    rooms: set[str] = set()
    for found in result.findings:
        if _is_reached(found, result):
            if found.place_kind is PlaceKind.FACILITY:
                return None
            rooms |= blocks.get(found.place, set()) if _is_block(found) else {found.place}
    counted = frozenset(rooms & persons.keys())
    return Sum(result.criterion, counted, reach.persons_affected) if counted else None


def _is_reached(found: Finding, result: CriterionResult) -> bool:
    judged = found.judgement
    return (judged.high if judged.level is None else judged.level) == result.level


def _is_block(found: Finding) -> bool:
    return found.place_kind is PlaceKind.BLOCK


def _head_counts(assessment: Assessment) -> dict[str, int]:
    """Of the rooms in which somebody was counted."""
    return {
        found.place: found.persons
        for result in assessment.criteria.values()
        for found in result.findings
        if found.place_kind is PlaceKind.ROOM and found.persons
    }


def _all_counted(
    assessment: Assessment, facts: Facts, persons: Mapping[str, int]
) -> tuple[Sum, ...]:
    """Everybody present: those in the rooms, where nobody was left out."""
    present = assessment.persons_present
    if present is None or sum(persons.values()) != present:
        return ()
    return (Sum(facts.facility.id, frozenset(persons), present),)
