"""A new country's norms are new files: nothing but YAML makes them work."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_yaml import changed, write_pack

from inspect_app.domain.terms import PlaceKind
from inspect_app.files.packs import check_pack, load_pack
from inspect_app.problems import Problem, Problems

COUNTRY = {
    "pack.yaml": """\
id: country
version: 1
title: {en: A country, ru: Страна, kk: Ел}
builds_on: small
country: NL
""",
    "instruments.yaml": """\
law:
  family: national
  standing: national_law
  name: {en: Law, ru: Закон, kk: Заң}
  short: {en: Law, ru: Закон, kk: Заң}
  year: 1999
""",
    "norms.yaml": """\
country_beds:
  criterion: BB01
  says: {en: Nine beds for ten., ru: Девять кроватей на десять., kk: Онға тоғыз төсек.}
  provision: {instrument: law, number: "3"}
  measure: share_percent
  inputs: {part: beds, whole: persons_present}
  required_from: {1999-01-01: ">=90"}
  last_checked_on: 2026-11-01
country_doors:
  criterion: BB02
  says: {en: Each room has a door., ru: В каждом помещении есть дверь., kk: Әр үй-жайда есік бар.}
  provision: {instrument: law, number: "4"}
  measure: answer
  inputs: {of: has_door}
  required_from: {}
  last_checked_on: 2026-11-01
""",
    "cases/norms.yaml": """\
- {criterion: country_beds, says: Enough., on: 2026-01-15, given: {beds: 9, persons_present: 10}, level: met}
- {criterion: country_beds, says: Too few., on: 2026-01-15, given: {beds: 8, persons_present: 10}, level: not_met}
- {criterion: country_doors, says: Not known., on: 2026-01-15, given: {has_door: no}, level: norm_not_entered}
""",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_pack(tmp_path / "small")
    return write_pack(tmp_path / "country", COUNTRY)


def rewritten(folder: Path, file: str, old: str, new: str) -> None:
    path = folder / file
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")


def codes_of(folder: Path) -> list[str]:
    with pytest.raises(Problems) as refused:
        check_pack(folder)
    return [problem.code for problem in refused.value.problems]


def test_its_norms_are_judged_with_the_inputs_of_the_pack_it_builds_on(folder: Path) -> None:
    checked = check_pack(folder)
    assert len(checked.cases) == 3
    assert set(checked.own.norms) == {"country_beds", "country_doors"}
    assert checked.pack.norms["country_doors"].place is PlaceKind.ROOM


def test_it_sees_domains_units_instruments_and_inputs_but_owns_only_its_own(folder: Path) -> None:
    pack, small = load_pack(folder), load_pack(folder.parent / "small")
    assert set(pack.instruments) == {"law", "rules"}
    assert pack.inputs == small.inputs
    assert pack.units == small.units
    assert pack.criteria == {}


def test_its_hash_is_of_its_own_files(folder: Path) -> None:
    before = load_pack(folder).sha256
    write_pack(folder.parent / "small", changed("instruments.yaml", "year: 2015", "year: 2016"))
    assert load_pack(folder).sha256 == before


def test_a_norm_needs_a_case_on_each_side_of_its_figure(folder: Path) -> None:
    rewritten(folder, "cases/norms.yaml", "beds: 8", "beds: 10")
    assert "pack.case_edge" in codes_of(folder)


def test_a_norm_stands_in_national_law(folder: Path) -> None:
    rewritten(folder, "instruments.yaml", "family: national", "family: icrc")
    assert set(codes_of(folder)) == {"pack.norm_family"}


def test_a_norm_beside_no_criterion_is_refused(folder: Path) -> None:
    rewritten(folder, "norms.yaml", "criterion: BB02", "criterion: BB09")
    assert "pack.unknown_criterion" in codes_of(folder)


def test_an_id_of_the_pack_below_cannot_be_defined_again(folder: Path) -> None:
    rewritten(folder, "instruments.yaml", "law:", "rules:")
    assert "pack.in_base_already" in codes_of(folder)


def test_faults_of_the_pack_below_are_told_from_above(folder: Path) -> None:
    write_pack(folder.parent / "small", changed("instruments.yaml", "family: un", "family: onu"))
    assert codes_of(folder) == ["pack.unknown_word"]


def test_packs_that_build_on_each_other_in_a_ring_are_refused(folder: Path) -> None:
    rewritten(folder.parent / "small", "pack.yaml", "version: 1", "version: 1\nbuilds_on: country")
    with pytest.raises(Problem, match="country → small → country"):
        load_pack(folder)
