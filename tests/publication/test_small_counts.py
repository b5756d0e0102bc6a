"""One or two persons are never told, and never follow from what is."""

from __future__ import annotations

import json
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspect_app.domain.publishing.counts import (
    Masked,
    affected_of,
    hidden,
    masked,
    protected,
)

COUNTS = st.integers(0, 12)


@pytest.mark.parametrize(("number", "says"), [(0, "0"), (1, "<3"), (2, "<3"), (3, "3")])
def test_one_and_two_read_the_same(number: int, says: str) -> None:
    assert str(masked(number)) == says


def test_a_masked_count_holds_nothing_but_its_bound() -> None:
    one, two = masked(1), masked(2)
    assert (int(one), repr(one), f"{one:,}") == (int(two), repr(two), f"{two:,}")
    assert json.dumps(int(hidden(40))) == "3"


@pytest.mark.parametrize(
    ("affected", "says"),
    [(0, "0"), (2, "<3"), (97, "97"), (98, ">=98"), (99, ">=98"), (100, "100")],
)
def test_those_who_are_left_are_not_told_either(affected: int, says: str) -> None:
    assert str(affected_of(affected, 100)) == says


@given(st.lists(COUNTS, min_size=1, max_size=6))
def test_what_is_shown_and_the_total_never_give_a_small_count(cells: list[int]) -> None:
    told = protected(cells)
    if told is None:
        return
    possible = set(solutions(told, sum(cells)))
    assert tuple(cells) in possible
    for place, number in enumerate(cells):
        if number in (1, 2):
            assert {one[place] for one in possible} == {1, 2}


@given(st.lists(COUNTS, min_size=1, max_size=6))
def test_a_count_is_hidden_only_where_one_of_them_is_small(cells: list[int]) -> None:
    told = protected(cells)
    if not any(number in (1, 2) for number in cells):
        assert told == tuple(cells)
    elif told is None:  # not even hiding all of them would help
        small = [n for n in cells if n in (1, 2)]
        larger = [n for n in cells if n > 2]
        assert sum(cells) < len(small) + 1 + 3 * len(larger) or not larger


def solutions(told: tuple[int, ...], total: int) -> list[tuple[int, ...]]:
    """All tables that a reader who knows how numbers are hidden could have before them."""
    ranges = [
        (1, 2) if isinstance(n, Masked) and n.is_few
        else range(3, total + 1) if isinstance(n, Masked)
        else (n,)
        for n in told
    ]  # fmt: skip
    return [found for found in product(*ranges) if sum(found) == total]
