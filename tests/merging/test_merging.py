"""Heads: a function of the set of writes, in which nothing that differs can hide."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspect_app.domain.merging import Agreement, agreement, canonical_text, heads, resolve

IDS = [f"op{i}" for i in range(8)]
ANY_BASES = st.dictionaries(
    st.sampled_from(IDS), st.lists(st.sampled_from([*IDS, "never"]), max_size=4, unique=True)
)


@st.composite
def histories(draw: st.DrawFn) -> dict[str, tuple[str, ...]]:
    """Writes by tablets that can only have seen what was there before: op3 may name op0 to op2."""
    seen: dict[str, tuple[str, ...]] = {}
    for op_id in draw(st.lists(st.sampled_from(IDS), unique=True)):
        seen[op_id] = tuple(draw(st.sets(st.sampled_from([*seen, "never"]), max_size=4)))
    return seen


def replaced_by_later_ones(history: dict[str, tuple[str, ...]]) -> set[str]:
    """The oracle: an operation is replaced when one names it; said without graphs."""
    return {a for a in history for b in history if a in history[b]}


@given(histories())
def test_the_heads_are_what_nobody_has_replaced(history):
    assert heads(history) == set(history) - replaced_by_later_ones(history)


@given(ANY_BASES.flatmap(lambda bases: st.tuples(st.just(bases), st.permutations(list(bases)))))
def test_order_and_repetition_change_nothing(case):
    bases, order = case
    again = {op_id: bases[op_id] for op_id in [*order, *order]}
    assert heads(again) == heads(bases)


@given(ANY_BASES, st.sets(st.sampled_from(IDS)))
def test_any_split_put_together_again_gives_the_same_heads(bases, left):
    one = {op_id: base for op_id, base in bases.items() if op_id in left}
    other = {op_id: base for op_id, base in bases.items() if op_id not in left}
    assert heads({**one, **other}) == heads({**other, **one}) == heads(bases)


@given(ANY_BASES)
def test_what_was_written_never_vanishes_whatever_is_claimed(bases):
    assert bool(heads(bases)) == bool(bases)
    assert heads(bases) <= set(bases)


def test_operations_in_a_ring_replace_nothing():
    assert heads({"a": ["b"], "b": ["a"]}) == {"a", "b"}
    assert heads({"mine": [], "a": ["b", "mine"], "b": ["a", "mine"]}) == {"mine", "a", "b"}
    assert heads({"a": ["b"], "b": ["a"], "c": ["a", "b"]}) == {"c"}
    assert heads({"a": ["a"]}) == {"a"}


@given(histories(), st.data())
def test_a_head_goes_only_with_an_operation_that_names_it(history, data):
    base = data.draw(st.lists(st.sampled_from([*IDS, "never"]), unique=True))
    before = heads(history)
    after = heads({**history, "new": base})
    assert before - after == before & set(base)
    assert after - before == {"new"}


@given(histories())
def test_a_write_that_names_all_heads_settles_the_field_and_a_third_one_opens_it_again(history):
    write = resolve("number", heads(history), "12")
    settled = {**history, "new": write.base}
    assert heads(settled) == {"new"}
    assert heads({**settled, "third": tuple(history)[:1]}) == {"new", "third"}


VALUES = st.sampled_from(["7.85", "8", True, None, {"a": 1, "b": [2]}, {"b": [2], "a": 1}])


@given(st.lists(VALUES, max_size=4))
def test_heads_conflict_exactly_when_two_of_them_differ(values):
    differ = any(type(a) is not type(b) or a != b for a, b in combinations(values, 2))
    found = agreement(map(canonical_text, values))
    assert (found is Agreement.CONFLICT) == differ
    assert (found is Agreement.AGREED) == (len(values) > 1 and not differ)


@pytest.mark.parametrize(("values", "found"), [([], Agreement.UNSAID), (['"8"'], Agreement.ONE)])
def test_less_than_two_heads_neither_agree_nor_conflict(values, found):
    assert agreement(values) is found
