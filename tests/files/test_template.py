"""The template is the same every time, speaks three languages, and helps while it is filled."""

from __future__ import annotations

import json
import re
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from python_calamine import SheetVisibleEnum, load_workbook

from inspect_app.files.workbook import template_bytes, wording, write_template
from inspect_app.files.workbook.layout import CLOSED_LISTS, FACILITY_ROWS, TABLES
from inspect_app.files.workbook.wording import Words
from inspect_app.files.workbook.writing.checks import shortened
from inspect_app.files.workbook.writing.lists import Lists
from inspect_app.problems import LANGUAGES, Language, Problem
from tests.files.small_packs import CHECKLIST, PACK

FOLDER = Path(wording.__file__).parent / "words"


def _xml(content: bytes, number: int) -> str:
    with zipfile.ZipFile(BytesIO(content)) as package:
        return package.read(f"xl/worksheets/sheet{number}.xml").decode()


def _rules(content: bytes, number: int) -> list[str]:
    return re.findall(r"<dataValidation .*?</dataValidation>", _xml(content, number), re.DOTALL)


def test_the_same_template_has_the_same_bytes() -> None:
    assert template_bytes(CHECKLIST, [PACK], "kk", 5, 2) == template_bytes(
        CHECKLIST, [PACK], "kk", 5, 2
    )


def test_every_language_has_every_word_and_the_same_places_for_details() -> None:
    texts = {
        lang: json.loads((FOLDER / f"{lang}.json").read_text(encoding="utf-8"))
        for lang in LANGUAGES
    }
    for key, english in texts["en"].items():
        for lang in LANGUAGES:
            assert texts[lang][key].strip(), (lang, key)
            holes = re.findall(r"{\w+}", texts[lang][key])
            assert sorted(holes) == sorted(re.findall(r"{\w+}", english)), (lang, key)
    assert texts["en"].keys() == texts["ru"].keys() == texts["kk"].keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_heading_and_list_of_the_layout_has_its_words(language: Language) -> None:
    words = Words(language)
    for column in (*FACILITY_ROWS, *(c for columns in TABLES.values() for c in columns)):
        assert words(column.words)
    for name, ids in CLOSED_LISTS.items():
        found = words.list_of(name, ids)
        assert len(set(found.values())) == len(ids), name


def test_keys_and_lists_are_hidden_and_the_rest_is_shown() -> None:
    content = template_bytes(CHECKLIST, [PACK], "ru", 5, 2)
    with load_workbook(BytesIO(content)) as book:
        seen = {sheet.name: sheet.visible for sheet in book.sheets_metadata}
    hidden = [name for name, state in seen.items() if state == SheetVisibleEnum.VeryHidden]
    assert hidden == ["_keys", "_lists"]
    assert list(seen)[:5] == ["Прочтите", "Учреждение", "Корпуса", "Помещения", "Ответы"]


def test_an_unusual_number_only_warns_and_a_foreign_word_is_stopped() -> None:
    rules = _rules(template_bytes(CHECKLIST, [PACK], "en", 5, 2), 4)
    height = next(rule for rule in rules if "<formula1>1.5</formula1><formula2>6<" in rule)
    assert 'type="decimal"' in height
    assert 'errorStyle="warning"' in height
    assert "Usual values: 1.5 to 6" in height
    choice = next(rule for rule in rules if "Partition" in rule)
    assert 'type="list"' in choice
    assert "errorStyle" not in choice


def test_help_is_shown_in_the_cell_and_on_the_heading() -> None:
    content = template_bytes(CHECKLIST, [PACK], "kk", 5, 2)
    assert any("Look, measure and write it down. (қаз)" in rule for rule in _rules(content, 4))
    with zipfile.ZipFile(BytesIO(content)) as package:
        notes = package.read("xl/comments1.xml")
    assert "Persons who slept here: how is it? (қаз)".encode() in notes


@pytest.mark.parametrize("blocks", [0, 4])
def test_questions_about_blocks_are_prepared_for_as_many_blocks_as_asked(blocks: int) -> None:
    with load_workbook(BytesIO(template_bytes(CHECKLIST, [PACK], "en", 5, blocks))) as book:
        rows = book.get_sheet_by_name("Answers").to_python()
    assert [row[2] for row in rows if row[0] == "fire_exits"] == ["B1", "B2", "B3", "B4"][:blocks]


def test_two_options_of_one_wording_stay_apart() -> None:
    lists = Lists()
    lists.add("x", {"full": "Wall", "half": "Wall", "none": "None"})
    assert lists.word("x", "half") == "Wall (half)"
    assert lists.word("x", "none") == "None"


def test_long_help_is_cut_at_a_word() -> None:
    assert shortened("Count persons, not beds.", 255) == "Count persons, not beds."
    cut = shortened("word " * 100, 255)
    assert len(cut) <= 255
    assert cut.endswith("word…")


def test_a_template_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    write_template(tmp_path / "facts.xlsx", CHECKLIST, [PACK], "en", 5)
    with pytest.raises(Problem) as caught:
        write_template(tmp_path / "no" / "facts.xlsx", CHECKLIST, [PACK], "en", 5)
    assert caught.value.code == "file.not_written"
    assert [path.name for path in tmp_path.iterdir()] == ["facts.xlsx"]
