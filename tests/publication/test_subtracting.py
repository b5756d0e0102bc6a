"""Rooms and numbers of persons side by side give nobody's room away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspect_app.domain.facts import Facts
from inspect_app.domain.publishing import edition
from inspect_app.domain.publishing.equations import Sum, too_telling
from inspect_app.domain.publishing.judging import decisive
from inspect_app.domain.publishing.subtracting import RoomsTold, rooms_told
from inspect_app.domain.terms import PlaceKind
from tests.publication.conftest import EditionOf

Equations = dict[str, tuple[frozenset[str], int]]


def sums(persons: dict[str, int], *rooms: str) -> list[Sum]:
    """A criterion fails in the rooms named by the letters of each text."""
    return [Sum(of, frozenset(of), sum(persons[room] for room in of)) for of in rooms]


PERSONS = {"a": 10, "b": 10, "c": 8, "d": 2, "e": 9}


@pytest.mark.parametrize(
    ("told", "refused"),
    [
        (["ab", "cd"], []),
        (["a"], ["a"]),  # one room and its number
        (["abc", "abcd"], ["abcd"]),  # two persons are in the one room between them
        (["abc", "abce"], ["abce"]),  # nine are
        (["ab", "abde"], []),
        (["ab", "bc", "ac"], ["ac"]),  # together they give each of the three
        (["ab", "cd", "abcd"], []),
    ],
)
def test_what_gives_a_room_with_those_before_it_is_told_without_rooms(
    told: list[str], refused: list[str]
) -> None:
    assert sorted(too_telling(sums(PERSONS, *told))) == refused


def test_the_rooms_that_are_left_of_all_count_too() -> None:
    everybody = sums(PERSONS, "abcde")
    assert too_telling(sums(PERSONS, "abce"), everybody) == {"abce"}
    assert too_telling(sums(PERSONS, "abc"), everybody) == frozenset()


@given(
    persons=st.lists(st.integers(0, 12), min_size=6, max_size=6),
    told=st.lists(st.sets(st.sampled_from("abcdef"), min_size=1), max_size=6),
)
def test_no_room_follows_from_all_that_is_told(persons: list[int], told: list[set[str]]) -> None:
    known = dict(zip("abcdef", persons, strict=True))
    given_sums = sums(known, *("".join(sorted(rooms)) for rooms in told))
    refused = too_telling(given_sums)
    kept = [one.rooms for one in given_sums if one.of not in refused]
    for room, number in known.items():
        assert number == 0 or not follows({room}, kept)


def follows(wanted: set[str], told: Sequence[frozenset[str]]) -> bool:
    """Whether the number in these rooms is a sum of multiples of the numbers that are told."""
    rows = [[Fraction(room in rooms) for room in "abcdef"] for rooms in told]
    return rank(rows) == rank([*rows, [Fraction(room in wanted) for room in "abcdef"]])


def rank(rows: list[list[Fraction]]) -> int:
    left, found = [row for row in rows if any(row)], 0
    while left:
        pivot = left.pop()
        at = next(n for n, factor in enumerate(pivot) if factor)
        less = [
            [a - row[at] / pivot[at] * b for a, b in zip(row, pivot, strict=True)] for row in left
        ]
        left, found = [row for row in less if any(row)], found + 1
    return found


def test_in_the_public_edition_no_room_follows(edition_of: EditionOf, whole_facts: Facts) -> None:
    assert given_away(edition_of, whole_facts) == []


def test_without_this_the_demo_facility_would_give_rooms_away(
    edition_of: EditionOf, whole_facts: Facts, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nothing_hidden(*args: Any) -> RoomsTold:
        return replace(rooms_told(*args), without_rooms=frozenset())

    monkeypatch.setattr(edition, "rooms_told", nothing_hidden)
    assert given_away(edition_of, whole_facts) != []


def given_away(edition_of: EditionOf, facts: Facts) -> list[str]:
    """Rooms of which a reader of the public edition works out who many are in them."""
    told = []
    for result in edition_of(facts).assessment.criteria.values():
        places = [found.place for found in decisive(result)]
        is_listed = all(found.place_kind is PlaceKind.ROOM for found in decisive(result))
        if result.reach is not None and type(result.reach.persons_affected) is int and is_listed:
            told.append(Sum(result.criterion, frozenset(places), result.reach.persons_affected))
    return sorted(too_telling(told))


def test_who_knows_the_small_rooms_does_not_get_the_others() -> None:
    """Two of the ten are in b and c: the others are in a."""
    persons = {"a": 8, "b": 1, "c": 1, "d": 9}
    assert too_telling(sums(persons, "abc")) == frozenset()
    assert too_telling(sums(persons, "abc"), persons=persons) == {"abc"}


def test_rooms_that_all_have_the_least_are_as_well_known_as_one() -> None:
    persons = {"a": 3, "b": 3, "c": 4, "d": 5}
    assert too_telling(sums(persons, "ab"), persons=persons) == {"ab"}
    assert too_telling(sums(persons, "abc", "abcd"), persons=persons) == {"abcd"}
    assert too_telling(sums(persons, "ac"), persons=persons) == frozenset()


def test_of_no_room_in_a_step_by_itself_both_space_and_persons_are_told(
    edition_of: EditionOf, whole_facts: Facts
) -> None:
    told = edition_of(whole_facts).assessment
    edges = [edge for edge, _ in told.space_counts.histogram]
    spaces = [one.space_m2_per_person for one in told.personal_space]
    steps = [sum(edge <= space for edge in edges) for space in spaces if space is not None]
    assert steps
    assert [step for step in set(steps) if steps.count(step) == 1] == []
