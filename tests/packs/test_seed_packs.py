"""The packs that are shipped: clean, complete, and as the method needs them."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from inspect_app.domain.case_coverage import value_in
from inspect_app.domain.measures import MEASURES
from inspect_app.domain.packs import METHOD_INPUTS
from inspect_app.domain.standards import Pack
from inspect_app.domain.terms import Family, Tier
from inspect_app.files.packs import Checked, check_pack, load_seed_pack, seed_pack_ids

ROWS_OF_THE_DESIGN = {
    "SP": 18, "SA": 20, "EN": 11, "AC": 18, "VS": 10, "SG": 13, "SC": 7, "CO": 8, "HE": 9, "WO": 3, "JU": 2,
}  # fmt: skip


@pytest.fixture(scope="module")
def international(seed_dir: Path) -> Checked:
    return check_pack(seed_dir / "standards" / "international")


def test_every_seed_pack_is_clean_and_its_cases_come_out(seed_dir: Path) -> None:
    for pack_id in seed_pack_ids(seed_dir):
        assert check_pack(seed_dir / "standards" / pack_id).pack.id == pack_id


def test_every_row_of_the_design_and_four_more_are_criteria(international: Checked) -> None:
    counts = {
        area: sum(id_.startswith(area) for id_ in international.own.criteria)
        for area in ROWS_OF_THE_DESIGN
    }
    assert counts == ROWS_OF_THE_DESIGN
    assert len(international.own.criteria) == sum(ROWS_OF_THE_DESIGN.values()) + 4


def test_only_the_national_norm_of_space_stays_out_of_the_index(international: Checked) -> None:
    outside = [c.id for c in international.own.criteria.values() if c.tier.tier is Tier.NONE]
    assert outside == ["SP12"]


def test_both_icrc_bunk_examples_are_among_the_cases(international: Checked) -> None:
    use = international.own.criteria["SP01"].parts[0].use
    areas = {
        value * case.given["persons_slept_last_night"]
        for case in international.cases
        if case.criterion == "SP01"
        and isinstance(value := value_in(case, use, international.pack), Fraction)
        and case.given["persons_slept_last_night"] == 4
    }
    assert {Fraction("13.6"), Fraction("10.4")} <= areas


def test_the_nelson_mandela_rules_are_never_given_square_metres(international: Checked) -> None:
    for criterion in international.own.criteria.values():
        units = {MEASURES[part.use.measure].unit for part in criterion.parts}
        if units & {"m2", "m2_per_person"}:
            mandela = [p for p in criterion.provisions if p.instrument == "nmr"]
            assert all(p.met_at is None and p.test is None for p in mandela), criterion.id


def test_what_the_method_reads_by_name_is_there(international: Checked) -> None:
    assert set(international.own.inputs) >= METHOD_INPUTS


def test_each_family_with_a_column_judges_something(international: Checked) -> None:
    judged = {
        international.pack.instruments[p.instrument].family
        for criterion in international.own.criteria.values()
        for p in criterion.provisions
        if p.met_at is not None or p.test is not None or p.is_personal_space_test
    }
    assert {Family.UN, Family.ICRC, Family.CPT_ECTHR} <= judged


def test_figures_of_kazakh_law_that_nobody_has_read_are_not_entered(seed_dir: Path) -> None:
    kz: Pack = load_seed_pack(seed_dir, "kz")
    space = [norm for norm in kz.norms.values() if norm.criterion == "SP12"]
    assert space
    assert all(norm.required_from == () for norm in space)
    assert kz.doubts
