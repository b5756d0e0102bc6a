"""The Italian register, real and dirty: the totals that must come out, and what stands on them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from inspect_app.domain.exact import shown
from inspect_app.domain.scoring.assessment import State, Why
from inspect_app.domain.terms import Rating
from inspect_app.files.packs import load_seed_pack
from inspect_app.schemas.register import register_json, register_row
from inspect_app.services.registers import read_register, scored

SEED = Path(__file__).parents[2] / "seed"


@pytest.fixture(scope="module")
def read():
    return read_register(SEED / "registers/italy_2025_07/mapping.yaml")


@pytest.fixture(scope="module")
def assessments(read):
    return {f.key: a for f, a in scored(read, load_seed_pack(SEED, "international"))}


SUMS = {
    "places": 51276,
    "places_unavailable": 4557,
    "held": 62694,
    "rooms": 31913,
    "rooms_with_shower": 14353,
    "rooms_with_bidet": 13701,
    "rooms_accessible": 433,
    "rooms_with_toilet_door": 30389,
    "rooms_with_light_switch": 24486,
    "rooms_with_sockets": 21217,
    "rooms_unavailable": 2914,
}
SHARES = {
    "occupancy_of_places_percent": "122.3",
    "occupancy_of_available_percent": "134.2",
    "rooms_with_shower_percent": "45.0",
    "rooms_with_bidet_percent": "42.9",
    "rooms_accessible_percent": "1.4",
    "rooms_with_toilet_door_percent": "95.2",
    "rooms_with_light_switch_percent": "76.7",
    "rooms_with_sockets_percent": "66.5",
    "rooms_unavailable_percent": "9.1",
}


@pytest.mark.parametrize(("figure", "total"), SUMS.items())
def test_the_sums_of_the_register_come_out(read, figure, total):
    assert read.totals.figures[figure] == total


@pytest.mark.parametrize(("figure", "percent"), SHARES.items())
def test_the_shares_of_the_sums_come_out(read, figure, percent):
    assert shown(read.totals.figures[figure], 1) == percent


def test_190_prisons_fall_into_the_known_bands_of_occupancy(read):
    assert read.totals.facilities == 190
    assert [count for _, _, count in read.totals.bands] == [31, 31, 66, 56, 5]
    assert read.totals.not_computed == 1


def test_the_five_fullest_prisons_come_out(read):
    assert [shown(value, 1) for _, value in read.totals.highest] == [
        "233.3",
        "214.5",
        "213.3",
        "207.3",
        "201.1",
    ]


@pytest.mark.parametrize(
    ("region", "percent"),
    [
        ("Puglia", "170.8"),
        ("Molise", "158.6"),
        ("Friuli-Venezia Giulia", "158.6"),
        ("Lombardia", "153.6"),
        ("Basilicata", "152.9"),
        ("Veneto", "148.7"),
    ],
)
def test_the_fullest_regions_come_out(read, region, percent):
    assert shown(read.totals.regions[region], 1) == percent


def test_counts_of_prisons_without_a_thing_come_out(read):
    figures = [f.figures for f in read.facilities]
    assert sum(1 for f in figures if f["rooms_accessible"] == 0) == 99
    assert sum(1 for f in figures if f["rooms_with_shower"] == 0) == 13
    assert sum(1 for f in figures if f["rooms_with_toilet_door"] < f["rooms"]) == 35


def test_every_prison_is_not_rated_with_a_few_per_cent_of_coverage(assessments):
    assert {a.rating for a in assessments.values()} == {Rating.NOT_RATED}
    assert max(a.coverage for a in assessments.values()) < 0.05


def test_foggia_stands_as_a_critical_failure_at_214_percent(read, assessments):
    foggia = next(f for f in read.facilities if f.facts.facility.names["en"] == "Foggia")
    occupancy = assessments[foggia.key].criteria["SP09"]
    assert shown(occupancy.findings[0].judgement.parts[0].value, 1) == "214.5"
    assert assessments[foggia.key].severe_failures == ("SP09",)


def test_a_ministrys_own_statement_earns_no_pass_on_a_critical_criterion(read, assessments):
    roomy = next(
        f for f in read.facilities if (f.figures["occupancy_of_available_percent"] or 999) < 80
    )
    occupancy = assessments[roomy.key].criteria["SP09"]
    assert occupancy.state is State.NOT_ASSESSED
    assert Why.STATEMENT_ALONE in occupancy.why


def test_a_prison_without_a_place_in_use_has_no_percentage_and_says_why(read, assessments):
    pozzuoli = next(f for f in read.facilities if f.facts.facility.names["en"] == "Pozzuoli")
    assert pozzuoli.figures["occupancy_of_available_percent"] is None
    assert {r.code for r in pozzuoli.repairs} == {"corrected", "cannot_be_computed", "left_out"}
    assert assessments[pozzuoli.key].criteria["SP09"].level is None


def test_a_yes_where_a_number_belongs_is_listed_and_never_guessed(read):
    (repair,) = [r for f in read.facilities for r in f.repairs if r.code == "not_a_number"]
    assert (repair.column, repair.value) == ("meeting.conformi alle norme", "si")


def test_the_month_first_date_is_put_right_on_every_row_and_listed(read, assessments):
    rows = [register_row(f, assessments[f.key]) for f in read.facilities]
    document = json.loads(register_json(read, rows))
    corrected = [r for r in document["repairs"] if r["code"] == "corrected"]
    assert len(corrected) == 190
    assert {(r["value"], r["means"]) for r in corrected} == {("2025-01-07", "2025-07-01")}


def test_the_licence_line_goes_with_the_data(read, assessments):
    document = json.loads(register_json(read, []))
    assert document["source"]["credit"] == "Fonte: Liberiamoli tutti!"
    assert read.facilities[0].facts.source == read.register.source
