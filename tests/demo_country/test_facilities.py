"""78 facilities that do not exist, in the 20 regions that do."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from inspect_app.demo.country.facilities import FacilityPlan, facilities
from inspect_app.demo.country.seed import CountrySeed
from inspect_app.demo.country.visits import Form, visits
from inspect_app.domain.terms import People, RoomKind
from tests.demo_country.real_places import REAL_CODES, REAL_PLACES
from tests.demo_country.whole_country import SEED, WholeCountry

KAZAKH = re.compile(r"[әғқңөұүһі]", re.IGNORECASE)


@pytest.fixture(scope="module")
def places(country_seed: CountrySeed) -> list[FacilityPlan]:
    return facilities(country_seed, SEED)


def test_there_are_78_in_20_regions(places: list[FacilityPlan], country_seed: CountrySeed) -> None:
    assert len(places) == 78
    assert Counter(plan.region for plan in places) == dict(country_seed.regions)
    assert len(country_seed.regions) == 20


def test_there_is_one_of_every_kind(places: list[FacilityPlan]) -> None:
    kinds = Counter(plan.kind for plan in places)
    assert kinds["settlement"] == 16
    assert (kinds["women"], kinds["juvenile"], kinds["prison"]) == (4, 1, 1)
    assert {plan.security for plan in places} >= {"minimum", "medium", "maximum", "emergency"}


def test_every_name_is_marked_in_three_languages_and_is_its_own(
    places: list[FacilityPlan],
) -> None:
    for language in ("kk", "ru", "en"):
        names = [plan.names[language] for plan in places]
        assert len(set(names)) == 78
        assert all(name.startswith("DEMO · ") for name in names)


def test_each_language_has_its_own_letters(places: list[FacilityPlan]) -> None:
    assert sum(bool(KAZAKH.search(plan.names["kk"])) for plan in places) > 70
    assert all(plan.names["kk"] != plan.names["ru"] for plan in places)
    assert not any(KAZAKH.search(plan.names["ru"]) for plan in places)
    assert all(plan.names["en"].replace("·", "").isascii() for plan in places)


def test_every_facility_has_several_codes_and_all_say_demo(places: list[FacilityPlan]) -> None:
    codes = [code for plan in places for code in plan.codes]
    assert len(set(codes)) == len(codes)
    assert all(re.fullmatch(r"DEMO-\d+(/\d+)?|DEMO № \d+", code) for code in codes)
    assert min(len(plan.codes) for plan in places) == 2


def test_no_real_facility_is_named(places: list[FacilityPlan], seed_dir: Path) -> None:
    said = " ".join(
        text for plan in places for text in (*plan.names.values(), *plan.codes)
    ) + "".join(path.read_text("utf-8") for path in seed_dir.glob("demo/country/*.yaml"))
    assert not re.search(REAL_CODES, said)
    found = [place for place in REAL_PLACES if re.search(rf"\b{place}", said, re.IGNORECASE)]
    assert found == []


def test_capacity_stands_in_three_notions_each_with_its_basis_and_date(
    places: list[FacilityPlan],
) -> None:
    for plan in places:
        assert {item.notion for item in plan.capacities} == {"official", "available", "operational"}
        assert all(item.places > 0 and item.basis for item in plan.capacities)


def test_barracks_hold_40_to_80_people(places: list[FacilityPlan]) -> None:
    for plan in places:
        if plan.built == "barracks":
            for block in plan.building.blocks:
                rooms = [room for room in plan.building.rooms if room.block == block.id]
                if any(room.kind is RoomKind.DORMITORY for room in rooms):
                    assert 40 <= sum(room.persons for room in rooms) <= 80


def test_facilities_have_ten_to_sixty_rooms_or_in_a_few_cases_many(
    places: list[FacilityPlan],
) -> None:
    rooms = [len(plan.building.rooms) for plan in places]
    assert min(rooms) >= 10
    assert sum(count >= 150 for count in rooms) >= 1
    assert sum(count > 100 for count in rooms) <= 5


def test_the_same_seed_gives_the_same_country_and_another_seed_another(
    places: list[FacilityPlan], country_seed: CountrySeed
) -> None:
    assert facilities(country_seed, SEED) == places
    assert facilities(country_seed, "another") != places


def test_a_part_of_the_country_is_the_beginning_of_the_whole(
    places: list[FacilityPlan], country_seed: CountrySeed
) -> None:
    assert facilities(country_seed, SEED, 5) == places[:5]


def test_about_330_visits_in_three_years_three_to_six_for_each(
    places: list[FacilityPlan], country_seed: CountrySeed
) -> None:
    planned = visits(country_seed, SEED, places)
    by_place = Counter(visit.facility for visit in planned)
    assert 300 <= len(planned) <= 360
    assert set(by_place.values()) == {3, 4, 5, 6}
    assert [visit.day for visit in planned] == sorted(visit.day for visit in planned)
    assert {visit.form for visit in planned} == set(Form)
    assert all(visit.day.weekday() < 5 for visit in planned)


@pytest.mark.slow
@pytest.mark.xdist_group("whole country")
def test_about_37000_people_are_held_of_them_3000_women_and_few_juveniles(
    whole: WholeCountry,
) -> None:
    latest = [told.found.facility for _, told in whole.latest()]
    assert 34_000 <= sum(found["persons_present"] for found in latest) <= 39_000
    assert 2_500 <= sum(found["women_held"] for found in latest) <= 3_500
    assert 40 <= sum(found["juveniles_held"] for found in latest) <= 90


def test_rooms_of_juveniles_and_women_are_apart(places: list[FacilityPlan]) -> None:
    for plan in places:
        if plan.kind in ("women", "juvenile"):
            people = {room.people for room in plan.building.rooms if room.is_living}
            expected = People.WOMEN if plan.kind == "women" else People.JUVENILES
            assert people == {expected}
