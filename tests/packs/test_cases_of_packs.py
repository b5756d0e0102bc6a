"""Worked cases are read as facts, scored by the real scoring, and held to touch every band."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from small_yaml import SMALL, changed, write_pack

from inspect_app.domain.bands import numeric_bands
from inspect_app.domain.case_coverage import stretches
from inspect_app.domain.cases import Case, facts_of, run
from inspect_app.domain.facts import Rectangle
from inspect_app.domain.standards import Pack
from inspect_app.domain.terms import PlaceKind, RoomKind
from inspect_app.files.packs import check_pack, load_seed_pack
from inspect_app.problems import Problems


@pytest.fixture(scope="module")
def international(seed_dir: Path) -> Pack:
    return load_seed_pack(seed_dir, "international")


def room_case(
    side: str, persons: int, beds: int, level: str, failing: tuple[str, ...] = ()
) -> Case:
    room = (Rectangle(Fraction(side), Fraction(1)),)
    given = {
        "room_rectangles": room,
        "sanitary_annexe_rectangles": (),
        "persons_slept_last_night": Fraction(persons),
        "bed_footprints": Fraction(beds),
    }
    return Case("SP01", "A room.", date(2026, 1, 15), given, level, failing=failing)


@pytest.mark.parametrize(
    ("side", "beds", "level"),
    [("13.6", 4, "2"), ("10.4", 2, "0"), ("12.0", 2, "2"), ("12.0", 4, "1"), ("16.0", 4, "3")],
    ids=["ICRC, four single beds", "ICRC, two bunks", "lifted", "not lifted", "CPT"],
)
def test_a_case_comes_out_as_the_scoring_says(
    side: str, beds: int, level: str, international: Pack
) -> None:
    case = room_case(side, 4, beds, level)
    assert run(case, international, international.criteria, []).got == level


def test_a_failing_criterion_beside_it_takes_its_answers_from_its_own_case(
    international: Pack,
) -> None:
    darkest = international.inputs["daylight_to_read"].options[-1].id
    dark = Case("EN01", "Dark.", date(2026, 1, 15), {"daylight_to_read": darkest}, "0")
    outcome = run(
        room_case("15.0", 4, 4, "1", ("EN01",)), international, international.criteria, [dark]
    )
    assert (outcome.got, outcome.failing) == ("1", {"EN01": "0"})


def test_a_case_lies_in_a_place_to_which_its_criterion_applies(international: Pack) -> None:
    for criterion in international.criteria.values():
        facts = facts_of(
            Case(criterion.id, "x", date(2026, 1, 15), {}, "0"), criterion, international
        )
        kinds = criterion.applies_to.room_kinds
        assert criterion.place is not PlaceKind.ROOM or facts.rooms
        assert all(room.kind in (kinds or {RoomKind.CELL}) for room in facts.rooms)


def test_what_came_out_is_told_with_the_value_and_the_band(tmp_path: Path) -> None:
    files = changed("cases/small.yaml", "beds: 9,", "beds: 7,")
    with pytest.raises(Problems) as refused:
        check_pack(write_pack(tmp_path / "small", files))
    [differs] = [p for p in refused.value.problems if p.code == "pack.case_differs"]
    assert (differs.details["expected"], differs.details["got"]) == ("1", "0")
    assert "share_percent = 70, band '<90', level 0" in differs.details["why"]
    assert differs.details["item"] == "2 / BB01"


def test_the_number_line_is_cut_where_the_level_changes() -> None:
    bands = numeric_bands({3: "18..26", 2: ">=16 and <=28", 0: "<16 or >28"})
    told = [str(stretch) for stretch in stretches(bands, bands.edges)]
    assert told == ["<16", ">=16 and <18", ">=18 and <=26", ">26 and <=28", ">28"]


def test_a_single_number_is_a_stretch_of_its_own() -> None:
    bands = numeric_bands({3: "0", 0: ">0"}, Fraction(0))
    told = [str(stretch) for stretch in stretches(bands, bands.edges, Fraction(0))]
    assert told == ["= 0", ">0"]


def test_bands_that_changed_on_a_day_need_cases_on_both_sides_of_it(tmp_path: Path) -> None:
    old = "    2015-12-17: {3: [large], 0: [none]}\n"
    later = "    2030-01-01: {3: [large], 1: [none]}\n"
    files = changed("criteria/small.yaml", old, old + later)
    with pytest.raises(Problems) as refused:
        check_pack(write_pack(tmp_path / "small", files))
    told = {p.details["item"] for p in refused.value.problems if p.code == "pack.case_option"}
    assert told == {"BB02 / parts / 1 / bands / 2030-01-01"}


def test_fewer_than_three_cases_are_too_few(tmp_path: Path) -> None:
    text = SMALL["cases/small.yaml"]
    files = {**SMALL, "cases/small.yaml": text[: text.index("- criterion: BB02\n  says: Without")]}
    with pytest.raises(Problems) as refused:
        check_pack(write_pack(tmp_path / "small", files))
    assert [p.code for p in refused.value.problems] == ["pack.cases_few"]
