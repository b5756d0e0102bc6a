"""The index and its caps: no mean may hide a failure."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from small_pack import OV01, OV02, answer, facts, pack, room_answers

from inspect_app.domain.exact import geometric_mean
from inspect_app.domain.scoring import assess
from inspect_app.domain.scoring.indexing import Item, index_of, rating_of
from inspect_app.domain.scoring.sampling import places_required
from inspect_app.domain.standards import TierRule
from inspect_app.domain.terms import Rating, Tier


def item(domain, level, tier=Tier.CRITICAL, share=Fraction(0)):
    return Item(domain, tier, level, level if tier is Tier.CRITICAL else None, share)


def test_one_room_below_three_square_metres_cannot_hide_in_five_domains():
    others = [item(d, 3) for d in "bcde"]
    space = [item("a", 0), *[item("a", 3)] * 2]
    plain = index_of([*space, *others], is_capped=False)
    capped = index_of([*space, *others])
    assert plain.value > 90
    assert (capped.indexes["a"], capped.value) == (39, 59)


def test_a_critical_failure_that_reaches_a_tenth_of_the_people_is_poor():
    items = [item("a", 0, share=Fraction(1, 10)), *[item(d, 3) for d in "bcdefgh"]]
    assert index_of(items).value == 39
    assert rating_of(index_of(items).value) is Rating.POOR


def test_critical_failures_in_three_domains_are_poor_however_few_they_reach():
    items = [item(d, 0, share=Fraction(1, 1000)) for d in "abc"] + [item(d, 3) for d in "defghij"]
    assert index_of(items).caps[0] == "critical_at_0_in_three_domains"
    assert index_of(items).value <= 39


def test_a_critical_criterion_below_minimum_cannot_be_good():
    items = [item("a", 1), *[item("a", 3)] * 20, *[item(d, 3) for d in "bcdefghij"]]
    assert index_of(items).value == 79


def test_two_majors_at_zero_cap_their_domain():
    items = [item("a", 0, Tier.MAJOR)] * 2 + [item("a", 3)] * 10
    assert index_of(items).indexes["a"] == 59


def test_a_domain_at_zero_does_not_erase_the_others():
    items = [item("a", 0, Tier.MINOR), item("b", 3)]
    assert index_of(items).value == 10


@pytest.mark.parametrize(
    ("places", "sample"), [(1, 1), (5, 5), (20, 16), (50, 22), (100, 25), (200, 27)]
)
def test_the_sample_meets_a_failing_room_with_95_percent_certainty(places, sample):
    assert places_required(places) == sample


def test_the_geometric_mean_is_cut_so_that_it_never_reaches_an_edge_it_is_below():
    assert geometric_mean([Fraction("79.99999999"), Fraction(80)]) == Fraction("79.9999")


def test_half_of_the_weight_missing_and_the_rest_perfect_is_100_possible_50_to_100():
    minor = replace(OV02, id="OV03", tier=TierRule(Tier.MINOR))
    half = assess(facts(answer("f", "replies_days", 10)), pack(OV01, minor))
    assert (half.index, half.coverage) == (100, Fraction(1, 2))
    assert (half.interval.low, half.interval.high) == (50, 100)


def test_coverage_is_in_proportion_when_too_few_rooms_were_measured():
    names = tuple(f"r{n}" for n in range(20))
    counts = [answer(name, "persons_slept_last_night", 2) for name in names]
    measured = [a for name in names[:8] for a in room_answers(name, (20, 1), None)]
    result = assess(facts(*counts, *measured, rooms=names), pack()).criteria["SP01"]
    assert (result.places_required, result.coverage) == (16, Fraction(1, 2))


def test_too_little_coverage_is_not_rated_while_the_failure_stands():
    result = assess(
        facts(answer("f", "persons_present", 2145), answer("f", "official_capacity", 1000)), pack()
    )
    assert (result.rating, result.at_best) == (Rating.NOT_RATED, Rating.POOR)
    assert result.severe_failures == ("SP09",)


def test_persons_are_counted_by_personal_space():
    answers = [
        *room_answers("a", (5, 1), 2),
        *room_answers("b", (8, 1), 2),
        *room_answers("c", (9, 1), 2),
    ]
    counts = assess(facts(*answers, rooms=("a", "b", "c")), pack()).space_counts
    assert (counts.below_3, counts.from_3_to_4, counts.above_4) == (2, 2, 2)
