"""What is found, and how often: the figures of the observed frequencies, and ratings that spread."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

import pytest

from inspect_app.domain.terms import AnswerState, Rating
from tests.demo_country.whole_country import (
    WholeCountry,
    cool_rooms,
    has_open_toilet,
    in_blocks,
    is_below_three,
    is_cold,
    value,
)

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("whole country")]
PERCENT = Fraction(1, 100)


def test_below_three_square_metres_in_some_rooms_of_three_in_ten(whole: WholeCountry) -> None:
    assert 25 * PERCENT <= whole.share(is_below_three) <= 35 * PERCENT


def test_no_hot_water_in_nearly_half(whole: WholeCountry) -> None:
    cold = whole.share(lambda told: False in in_blocks(told, "hot_water_available"))
    assert 42 * PERCENT <= cold <= 51 * PERCENT


def test_no_shower_where_people_live_in_nearly_half(whole: WholeCountry) -> None:
    away = whole.share(lambda told: any(n != 7 for n in in_blocks(told, "shower_times_per_week")))
    assert 44 * PERCENT <= away <= 52 * PERCENT


def test_no_heating_in_about_one_in_ten(whole: WholeCountry) -> None:
    assert 8 * PERCENT <= whole.share(is_cold) <= 14 * PERCENT


def test_a_toilet_in_the_corner_of_the_cell_in_six_of_a_hundred(whole: WholeCountry) -> None:
    assert 3 * PERCENT <= whole.share(has_open_toilet) <= 9 * PERCENT


def test_quarantine_and_isolation_are_mostly_at_sixteen_to_seventeen_degrees(
    whole: WholeCountry,
) -> None:
    warmth = cool_rooms(whole)
    assert sum(16 <= one < 18 for one in warmth) > 60 * PERCENT * len(warmth)


def test_nearly_nowhere_is_anything_for_people_in_wheelchairs_or_blind_people(
    whole: WholeCountry,
) -> None:
    without = whole.share(lambda told: value(told.seen.facility, "accessible_rooms_count") == 0)
    printed_only = whole.share(
        lambda told: (
            None
            if (said := value(told.seen.facility, "accessible_information")) is None
            else said == "none"
        )
    )
    assert without > 70 * PERCENT
    assert printed_only > 60 * PERCENT


def test_in_a_third_the_administration_can_erase_what_cameras_saw(whole: WholeCountry) -> None:
    erasable = whole.share(
        lambda told: value(told.seen.facility, "facility_staff_can_delete_recordings") is True
    )
    assert 26 * PERCENT <= erasable <= 42 * PERCENT


def test_ratings_spread_from_good_to_poor_and_most_are_below_reasonably_good(
    whole: WholeCountry,
) -> None:
    ratings = Counter(one.rating for one in whole.assessments.values())
    rated = sum(ratings.values()) - ratings[Rating.NOT_RATED]
    assert set(ratings) == set(Rating)
    assert ratings[Rating.GOOD] < 12 * PERCENT * rated
    assert ratings[Rating.POOR] + ratings[Rating.NOT_SUFFICIENTLY_GOOD] > rated / 2
    assert 5 * PERCENT < Fraction(ratings[Rating.NOT_RATED], len(whole.assessments)) < 20 * PERCENT


def test_ratings_of_one_facility_change_with_time(whole: WholeCountry) -> None:
    changes = 0
    for stories in whole.stories.values():
        ratings = [whole.assessments[t.visit.id].rating for t in stories if t.recommended]
        changes += len(set(ratings)) > 1
    assert changes > len(whole.places) / 4


def test_every_way_of_not_answering_occurs_and_every_gap_has_its_words(
    whole: WholeCountry,
) -> None:
    states = Counter[str]()
    for plan, told in whole.full_visits():
        for _, statements in told.seen.places(plan.id):
            for said in statements.values():
                states[said["state"]] += 1
                is_gap = said["state"] in ("not_assessed", "access_denied")
                assert not is_gap or said["words"]
                assert said.get("grade") != "D" or said["words"]
    assert set(states) == {str(state) for state in AnswerState}
