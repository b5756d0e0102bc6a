"""A register that cannot be meant is refused whole, by file, line and column."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from inspect_app.problems import Problem, Problems
from inspect_app.services.registers import read_register

ITALY = Path(__file__).parents[2] / "seed/registers/italy_2025_07"


@pytest.fixture
def register(tmp_path):
    return Path(shutil.copytree(ITALY, tmp_path / "italy"))


def refusals(folder):
    with pytest.raises((Problem, Problems)) as refused:
        read_register(folder / "mapping.yaml")
    return getattr(refused.value, "problems", (refused.value,))


def change(path, old, new):
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")


def test_a_key_that_stands_twice_is_refused_with_both_lines(register):
    change(register / "data/stanze.csv", "MII157783", "MII152284")
    (problem, *_) = refusals(register)
    assert problem.code == "register.repeated_key"
    assert (problem.details["line"], problem.details["first"]) == ("3", "2")


def test_a_facility_missing_from_a_sheet_is_refused_by_name(register):
    change(register / "data/stanze.csv", "MII157783", "MII000000")
    assert [(p.code, p.details["key"]) for p in refusals(register)] == [
        ("register.missing_row", "MII157783")
    ]


def test_a_renamed_column_is_refused_by_name(register):
    change(register / "data/capienza_presenze.csv", "totale detenuti", "totale")
    assert [(p.code, p.details["column"]) for p in refusals(register)] == [
        ("register.no_column", "totale detenuti")
    ]


def test_bytes_that_are_no_text_are_refused(register):
    (register / "data/stanze.csv").write_bytes(b"id_pagina,\xff\xfe\n")
    assert [p.code for p in refusals(register)] == ["register.not_table"]


def test_a_missing_sheet_is_refused(register):
    (register / "data/stanze.csv").unlink()
    assert [p.code for p in refusals(register)] == ["file.not_found"]


def test_a_mapping_that_names_an_unknown_figure_is_refused_with_its_line(register):
    change(register / "mapping.yaml", "figure: held", "figure: hold")
    (problem,) = refusals(register)
    assert problem.code == "register.mapping"
    assert "hold is no figure" in str(problem)


def test_an_unknown_key_in_a_mapping_is_refused(register):
    change(register / "mapping.yaml", "country: IT", "country: IT\nlanguage: it")
    assert [p.code for p in refusals(register)] == ["pack.unknown_key"]
