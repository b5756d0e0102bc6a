"""Sheets and mappings of a register of places are read strictly, CSV and workbook alike."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from inspect_app.problems import Problem, Problems
from inspect_app.services.place_import import read_places
from tests.places.small_registers import KAZAKH, row, write_register

_DAY = date(2026, 1, 1)


def refusals(mapping: Path) -> list[Problem]:
    with pytest.raises((Problem, Problems)) as refused:
        read_places(mapping)
    return list(getattr(refused.value, "problems", (refused.value,)))


@pytest.fixture
def kazakh(tmp_path: Path) -> Path:
    return Path(shutil.copytree(KAZAKH.parent, tmp_path / "kz")) / "mapping.yaml"


def change(mapping: Path, old: str, new: str) -> None:
    text = mapping.read_text(encoding="utf-8")
    assert old in text
    mapping.write_text(text.replace(old, new, 1), encoding="utf-8")


def as_workbook(tmp_path: Path, fill: Callable[[Any, Any], None]) -> Path:
    """A small register whose sheet of facilities is a workbook; `fill` gets the book and a sheet."""
    mapping = write_register(tmp_path, [])
    change(mapping, "{main: main.csv}", '{main: "main.xlsx#Places"}')
    book = xlsxwriter.Workbook(tmp_path / "main.xlsx")
    sheet = book.add_worksheet("Places")
    sheet.write_row(0, 0, list(row("a")))
    sheet.write_row(1, 0, list(row("a").values()))
    fill(book, sheet)
    book.close()
    return mapping


def test_a_workbook_reads_as_the_same_table_as_csv(tmp_path: Path) -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write_number(1, 6, 100)
        sheet.write_datetime(1, 7, _DAY, book.add_format({"num_format": "dd.mm.yyyy"}))
        sheet.write_blank(0, 9, None, book.add_format({"bg_color": "yellow"}))
        sheet.write_string(3, 0, "b")  # a row between was left empty

    _, given = read_places(as_workbook(tmp_path, fill))
    assert dict(given.rows[0].cells["main"]) == row("a")
    assert [(one.key, one.lines["main"]) for one in given.rows] == [("a", 2), ("b", 4)]


@pytest.mark.parametrize(
    ("fill", "code", "where"),
    [
        (lambda _, s: s.merge_range("B3:C4", "x"), "workbook.merged", "main.xlsx, Places!B3:C4"),
        (lambda _, s: s.write_formula("G2", "=1/0", None, "#DIV/0!"), "workbook.error_cell", "G2"),
        (lambda _, s: s.write_formula("G2", "=1+1", None, ""), "workbook.formula_without_value",
         "G2"),
        (lambda _, s: s.write_boolean("G2", True), "workbook.not_text", "G2"),
        (lambda _, s: s.write_string(300_000, 2, "x"), "workbook.cell_far_out", "H300001"),
    ],
)  # fmt: skip
def test_a_cell_that_a_table_cannot_hold_is_named(
    tmp_path: Path, fill: Callable[[Any, Any], None], code: str, where: str
) -> None:
    (problem, *_) = refusals(as_workbook(tmp_path, fill))
    assert (problem.code, problem.details["where"].endswith(where)) == (code, True)


def test_a_sheet_that_is_not_there_is_named_beside_those_that_are(kazakh: Path) -> None:
    change(kazakh, "#Учреждения", "#Заведения")
    (problem,) = refusals(kazakh)
    assert problem.code == "register.no_sheet"
    assert problem.details["sheets"] == "Учреждения, Помещения"


def test_a_file_that_only_calls_itself_a_workbook_is_refused(kazakh: Path) -> None:
    (kazakh.parent / "data/register.xlsx").write_bytes(b"key,name\n")
    assert [problem.code for problem in refusals(kazakh)] == ["workbook.not_a_workbook"]


def test_a_comma_too_many_is_refused_by_its_line(tmp_path: Path) -> None:
    mapping = write_register(tmp_path, [row("a")])
    with (tmp_path / "main.csv").open("a", encoding="utf-8") as stream:
        stream.write("b,Facility b, with a comma,N-b,,colony,KZ-11,100,2026-01-01\n")
    (problem,) = refusals(mapping)
    assert (problem.code, problem.details["line"]) == ("register.ragged", "3")
    assert (problem.details["cells"], problem.details["columns"]) == ("9", "8")


def test_a_room_of_no_facility_is_refused_by_its_line(tmp_path: Path) -> None:
    (problem,) = refusals(write_register(tmp_path, [row("a")], [("x", "B", "1", "cell")]))
    assert (problem.code, problem.details["line"]) == ("register.room_of_none", "2")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("figure: in_use", "figure: in_us", "in_us is no figure"),
        ("notion: available", "notion: official", "a notion of capacity stands there twice"),
        ("security: institutions.security", "security: institution.security", "is no sheet"),
        ("  securities:", "  sexes_: {}\n  securities:", "there is no such key here"),
        ("as_of: 2026-01-01}", "as_of: 2026-01-01, as_of_column: places.as_of}", "not both"),
        ("    kk: [institutions.name_kk]", "    it: [institutions.name_kk]", "no language"),
        ("basis: operational", "basis: guessed", "guessed"),
        ("  sex: institutions.sex\n", "", "sex and sexes go together"),
        ("  is_demo: true", "  is_demo: yes", "true, false"),
    ],
)
def test_a_mapping_of_places_that_cannot_be_meant_is_refused(
    kazakh: Path, old: str, new: str, said: str
) -> None:
    change(kazakh, old, new)
    assert said in " ".join(str(problem) for problem in refusals(kazakh))


def test_a_mapping_that_says_nothing_of_places_is_refused_for_the_import(kazakh: Path) -> None:
    text = kazakh.read_text(encoding="utf-8")
    kazakh.write_text(text[: text.index("\nplaces:") + 1], encoding="utf-8")
    assert [problem.code for problem in refusals(kazakh)] == ["import.no_places"]
