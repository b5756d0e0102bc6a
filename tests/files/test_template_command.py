"""`inspect-app template` and the door for facts, over the real standards."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from inspect_app.cli import main
from inspect_app.cli.reading import read_facts
from inspect_app.domain.checklists import Checklist
from inspect_app.domain.facts import Rectangle
from inspect_app.domain.standards import Pack
from inspect_app.domain.terms import InputKind, PlaceKind
from inspect_app.files.checklists import load_checklist
from inspect_app.files.packs import load_seed_pack
from inspect_app.files.workbook import facts_from_workbook, template_bytes
from inspect_app.files.workbook.layout import annexe_inputs
from inspect_app.problems import LANGUAGES, Language, Problem
from inspect_app.schemas.facts import facts_json
from tests.files.filling import Filled, Put

SIDES = ("length|1", "width|1")


@pytest.fixture(scope="module")
def packs(seed_dir: Path) -> list[Pack]:
    return [load_seed_pack(seed_dir, name) for name in ("international", "kz")]


@pytest.fixture(scope="module")
def full(seed_dir: Path, packs: list[Pack]) -> Checklist:
    return load_checklist(seed_dir, "full", packs)


def _run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def _typical(full: Checklist, input_id: str, language: Language) -> Put:
    asked = full.questions[input_id].input
    match asked.kind:
        case InputKind.NUMBER | InputKind.COUNT:
            return float(asked.plausible[0]) if asked.plausible else 3
        case InputKind.YES_NO:
            return True
        case InputKind.CHOICE:
            return asked.options[-1].label[language]
        case InputKind.DATE:
            return "01.12.2025"
        case InputKind.RECTANGLES:
            return "4 x 3"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_question_of_the_full_checklist_can_be_answered(
    language: Language, full: Checklist, packs: list[Pack]
) -> None:
    filled = Filled(template_bytes(full, packs, language, 2, 1))
    filled.put("facility", "name_kk", value="Мекеме").put("facility", "kind", value="colony")
    filled.put("facility", "visited_on", value="15.01.2026").put("blocks", 0, name="Негізгі")
    filled.put("rooms", 0, id="101", kind="cell", block="B1")
    annexes = annexe_inputs(packs)
    for input_id, question in full.questions.items():
        asked = question.input
        value = _typical(full, input_id, language)
        if asked.place is not PlaceKind.ROOM:
            filled.put("answers", input_id, value=value)
        elif asked.kind is InputKind.RECTANGLES:
            filled.put("rooms", 0, **{f"{input_id}|{side}": 2 for side in SIDES})
            assert (input_id in annexes) == (input_id == "sanitary_annexe_rectangles")
        else:
            filled.put("rooms", 0, **{input_id: value})
    facts = facts_from_workbook(filled.content(), packs, "facts.xlsx")
    assert {answer.input for answer in facts.answers} == set(full.questions)
    assert Rectangle in {
        type(part) for a in facts.answers if isinstance(a.value, tuple) for part in a.value
    }


def test_the_command_writes_a_workbook_that_reads_back(tmp_path: Path) -> None:
    path = tmp_path / "facts.xlsx"
    done = _run("template", path, "--checklist", "short", "--lang", "ru", "--rooms", "3")
    assert (done.exit_code, done.output) == (0, f"{path}\n")
    scored = _run("--lang", "en", "score", path)
    assert scored.exit_code == 2
    assert "facts.xlsx, Учреждение!C9 is empty" in scored.output


def test_a_file_that_is_there_is_not_written_over_unless_asked(tmp_path: Path) -> None:
    path = tmp_path / "facts.xlsx"
    path.write_bytes(b"a week of work")
    refused = _run("template", path)
    assert refused.exit_code == 2
    assert "--force" in refused.output
    assert path.read_bytes() == b"a week of work"
    assert _run("template", path, "--force", "--rooms", "1", "--blocks", "0").exit_code == 0
    assert path.read_bytes().startswith(b"PK")


def test_a_wrong_name_and_an_unknown_checklist_are_refused(tmp_path: Path) -> None:
    assert "ends in .xlsx" in _run("template", tmp_path / "facts.xls").output
    assert _run("template", tmp_path / "a.xlsx", "--checklist", "none").exit_code == 2
    assert list(tmp_path.iterdir()) == []


def test_a_follow_up_asks_only_for_what_failed_or_was_recommended(
    tmp_path: Path, full: Checklist, packs: list[Pack]
) -> None:
    filled = Filled(template_bytes(full, packs, "en", 2, 0))
    filled.put("facility", "name_en", value="Colony").put("facility", "kind", value="colony")
    filled.put("facility", "visited_on", value="15.01.2026")
    filled.put("rooms", 0, id="101", kind="cell", persons_slept_last_night=9)
    filled.put("rooms", 0, **{f"room_rectangles|{side}": 4 for side in SIDES})
    filled.put("rooms", 0, **{"sanitary_annexe_rectangles|exists": "no"})
    facts, result = tmp_path / "facts.xlsx", tmp_path / "result.json"
    facts.write_bytes(filled.content())
    assert _run("score", facts, "-o", result).exit_code == 0
    done = _run("template", tmp_path / "again.xlsx", "--checklist", "follow_up", "--after", result)
    assert done.exit_code == 0, done.output
    assert b"PK" == (tmp_path / "again.xlsx").read_bytes()[:2]
    assert _run("template", tmp_path / "b.xlsx", "--checklist", "follow_up").exit_code == 2


def test_a_result_changed_by_hand_or_something_else_is_not_followed_up(tmp_path: Path) -> None:
    other = tmp_path / "result.json"
    body = {"facts": {}, "assessment": {"criteria": {}}, "data_sha256": "0", "result": 1}
    for content in ("[]", "{}", json.dumps(body)):
        other.write_text(content, encoding="utf-8")
        done = _run("template", tmp_path / "c.xlsx", "--checklist", "follow_up", "--after", other)
        assert done.exit_code == 2, done.output
    assert not (tmp_path / "c.xlsx").exists()


def test_the_door_for_facts_chooses_by_the_suffix(
    tmp_path: Path, full: Checklist, packs: list[Pack]
) -> None:
    filled = Filled(template_bytes(full, packs, "kk", 1, 0))
    filled.put("facility", "name_kk", value="Мекеме").put("facility", "kind", value="other")
    filled.put("facility", "visited_on", value="15.01.2026")
    workbook, document = tmp_path / "facts.XLSX", tmp_path / "facts.json"
    workbook.write_bytes(filled.content())
    facts = read_facts(workbook, packs)
    document.write_bytes(facts_json(facts))
    assert read_facts(document, packs) == facts
    with pytest.raises(Problem) as caught:
        read_facts(tmp_path / "facts.ods", packs)
    assert caught.value.code == "file.unknown_suffix"
