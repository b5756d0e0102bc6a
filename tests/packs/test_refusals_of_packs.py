"""What cannot be meant in a pack is refused by file, item and line, and all of it at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_yaml import SMALL, changed, line_of, write_pack

from inspect_app.files.packs import check_pack, load_pack
from inspect_app.problems import LANGUAGES, Problem, Problems

CRITERIA, INPUTS, CASES = "criteria/small.yaml", "inputs/small.yaml", "cases/small.yaml"
ROOM = "  place: room\n  applies_to:\n"
FORMULA = "{measure: share_percent, inputs: {part: beds, whole: persons_present}"

# file, passage, what stands there instead, the refusal, the passage whose line it names
SHAPES = [
    ("pack.yaml", "version: 1", "version: one", "not_whole", "version: one"),
    ("pack.yaml", "version: 1", "version: 1\nauthor: X", "unknown_key", "author"),
    ("pack.yaml", "id: small", "id: other", "folder_differs", "id: other"),
    ("pack.yaml", "id: small", "id: small\nbuilds_on: gone", "unknown_base", "builds_on"),
    ("pack.yaml", "kk: Аумақ", "de: Raum", "wording_unknown", "space:"),
    ("instruments.yaml", "family: un", "family: onu", "unknown_word", "family: onu"),
    ("instruments.yaml", ", kk: Ережелер}\n  short", "}\n  short", "wording_missing", "name:"),
    ("instruments.yaml", "year: 2015", "year: '15'", "not_whole", "year:"),
    ("instruments.yaml", "rules:", "The-Rules:", "bad_id", "The-Rules"),
    (INPUTS, "kind: choice", "kind: option", "unknown_word", "kind: option"),
    (
        INPUTS,
        "unit: persons\n  plausible: 0..5000\n  label: {en: Beds",
        "unit: bunks\n  plausible: 0..5000\n  label: {en: Beds",
        "unknown_unit",
        "unit: bunks",
    ),
    (
        INPUTS,
        "plausible: 0..5000\n  label: {en: Beds",
        "plausible: 0 to 9\n  label: {en: Beds",
        "not_range",
        "plausible: 0 to",
    ),
    (
        INPUTS,
        "plausible: 0..5000\n  label: {en: Beds",
        "plausible: 9..1\n  label: {en: Beds",
        "range_turned",
        "plausible: 9",
    ),
    (
        INPUTS,
        "  plausible: 0..5000\n  label: {en: Beds",
        "  label: {en: Beds",
        "key_needed",
        "beds:",
    ),
    (INPUTS, "kind: yes_no", "kind: yes_no\n  unit: persons", "key_idle", "has_door:"),
    (INPUTS, "en: Beds, ru: Кровати", "en: '', ru: Кровати", "wording_missing", "label: {en: ''"),
    (CRITERIA, "BB02:", "B2:", "bad_id", "B2:"),
    (
        CRITERIA,
        "BB02:",
        "BB01:",
        "yaml.duplicate_key",
        "BB01:\n  domain: space\n  title: {en: Window",
    ),
    (CRITERIA, "tier: minor", "tier: small", "unknown_word", "tier: small"),
    (CRITERIA, "tier: minor\n", "", "missing_key", "BB02:"),
    (CRITERIA, "2026-10-01", "2026-13-01", "not_day", "last_checked_on: 2026-13"),
    (
        CRITERIA,
        'provisions:\n    - {instrument: rules, number: "14"}',
        "provisions: none",
        "not_list",
        "provisions: none",
    ),
    (CRITERIA, "inputs: {of: window}", "inputs: window", "not_table", "inputs: window"),
    (CRITERIA, "met_at: 3", "met_at: 0", "not_whole", '- {instrument: rules, number: "21"'),
    (CRITERIA, 'number: "14"', "number: ''", "not_text", "- {instrument: rules, number: ''"),
    (CRITERIA, "tier: minor", "tier: minor\n  policy: yes", "unknown_word", "policy: yes"),
    (
        CRITERIA,
        "tier: minor",
        "tier: minor\n  critical_months: [1, 1]",
        "twice_in_list",
        "critical_months",
    ),
]

REFERENCES = [
    (
        CRITERIA,
        "domain: space\n  title: {en: Window",
        "domain: light\n  title: {en: Window",
        "unknown_domain",
        "domain: light",
    ),
    (
        CRITERIA,
        '{instrument: rules, number: "14"}',
        '{instrument: law, number: "14"}',
        "unknown_instrument",
        "- {instrument: law",
    ),
    (CRITERIA, "measure: answer", "measure: opinion", "unknown_measure", "measure: opinion"),
    (CRITERIA, "{of: window}", "{of: windows}", "unknown_input", "inputs: {of: windows}"),
    (CRITERIA, "{has_door: [yes]}", "{has_gate: [yes]}", "unknown_input", "when: {has_gate"),
    (
        CRITERIA,
        "{has_door: [yes]}",
        "{has_door: [maybe]}",
        "condition",
        "when: {has_door: [maybe]}",
    ),
    (
        CRITERIA,
        "{has_door: [yes]}",
        "{has_door: [yes, no]}",
        "condition",
        "when: {has_door: [yes, no]}",
    ),
    (
        CRITERIA,
        "{part: beds, whole: persons_present}",
        "{part: beds}",
        "role_missing",
        "inputs: {part: beds}",
    ),
    (
        CRITERIA,
        "{of: window}",
        "{of: window, on: window}",
        "role_unknown",
        "inputs: {of: window, on",
    ),
    (
        CRITERIA,
        "{of: window}",
        "{of: [window, has_door]}",
        "role_takes_one",
        "inputs: {of: [window",
    ),
    (CRITERIA, "{part: beds, whole", "{part: window, whole", "role_kind", "inputs: {part: window"),
    (CRITERIA, ROOM, "  place: facility\n  applies_to:\n", "input_place", "inputs: {of: window}"),
    (
        CRITERIA,
        "  tier: critical",
        '  aggravation: {within: "<95", by: [ZZ01]}\n  tier: critical',
        "unknown_criterion",
        "aggravation",
    ),
]

RULES = [
    (CRITERIA, '1: ">=90"', '1: ">=9.9.9"', "bands", '2015-12-17: {3: ">=100"'),
    (CRITERIA, '>=90", 0: "<90"', '>=90", 0: "<80"', "bands", '2015-12-17: {3: ">=100"'),
    (CRITERIA, '1: ">=90"', '1: ">=100"', "bands", '2015-12-17: {3: ">=100"'),
    (CRITERIA, '1: ">=90"', '1: "90 or so"', "bands", '2015-12-17: {3: ">=100"'),
    (
        CRITERIA,
        "{3: [large], 0: [none]}",
        "{3: [large], 0: [small]}",
        "bands",
        "2015-12-17: {3: [large]",
    ),
    (
        CRITERIA,
        "{3: [large], 0: [none]}",
        "{3: [large], 0: [large, none]}",
        "bands",
        "2015-12-17: {3: [large]",
    ),
    (CRITERIA, "{3: [large], 0: [none]}", "{3: [large]}", "one_band", "2015-12-17: {3: [large]"),
    (CRITERIA, "  when_nothing: not_applicable\n", "", "when_nothing_missing", "BB01:"),
    (
        CRITERIA,
        "  tier: minor",
        "  when_nothing: 0\n  tier: minor",
        "when_nothing_idle",
        "when_nothing: 0",
    ),
    (
        CRITERIA,
        'number: "21", met_at: 3',
        f'number: "21", met_at: 3, test: {FORMULA}, holds_when: ">=1"}}',
        "verdict_twice",
        '- {instrument: rules, number: "21"',
    ),
    (
        CRITERIA,
        'number: "14"',
        'number: "14", personal_space_test: true',
        "personal_space_misplaced",
        '- {instrument: rules, number: "14"',
    ),
    (
        CRITERIA,
        '{3: ">=100", 1: ">=90", 0: "<90"}',
        '{2: ">=90", 0: "<90"}',
        "level_never_given",
        '- {instrument: rules, number: "21"',
    ),
    (
        CRITERIA,
        "  place: facility\n",
        "  place: facility\n  applies_to: {room_kinds: [cell]}\n",
        "key_idle",
        "applies_to: {room_kinds",
    ),
    (
        CRITERIA,
        "  tier: critical",
        "  tier: critical\n  critical_months: [1]",
        "key_idle",
        "critical_months",
    ),
    (
        CRITERIA,
        "  tier: critical",
        "  tier: major\n  critical_in: [cell]",
        "key_idle",
        "critical_in",
    ),
    (
        CRITERIA,
        "  tier: minor",
        '  aggravation: {within: "<95", by: [BB01]}\n  tier: minor',
        "bands_need_one_part",
        "aggravation",
    ),
    (
        CRITERIA,
        "  tier: critical",
        '  aggravation: {within: "<95", by: [BB02]}\n  tier: critical',
        "aggravation_place",
        "aggravation",
    ),
    (
        CRITERIA,
        "  tier: critical",
        '  aggravation: {within: "<95", by: [BB01]}\n  tier: critical',
        "aggravation_ring",
        "aggravation",
    ),
    (CRITERIA, "  tier: minor", "  norm: light\n  tier: minor", "key_idle", "measure: answer"),
    (CRITERIA, "  inputs: {of: window}\n", "", "key_needed", "BB02:"),
]

COMPLETENESS = [
    (CASES, "beds: 9,", "beds: 10,", "case_differs", "- criterion: BB01\n  says: Nine"),
    (
        CASES,
        "given: {beds: 9, persons_present: 10}\n  level: 1",
        "given: {beds: 10, persons_present: 10}\n  level: 3",
        "case_edge",
        '2015-12-17: {3: ">=100"',
    ),
    (
        CASES,
        "given: {window: large, has_door: yes}\n  level: 3",
        "given: {window: none, has_door: yes}\n  level: 0",
        "case_option",
        "2015-12-17: {3: [large]",
    ),
    (CASES, "{beds: 9,", "{bunks: 9,", "unknown_input", "given: {bunks"),
    (CASES, "{beds: 9,", "{beds: nine,", "not_number", "given: {beds: nine"),
    (CASES, "{beds: 9,", "{beds: 9.5,", "not_whole", "given: {beds: 9.5"),
    (CASES, "{window: large", "{window: round", "unknown_word", "given: {window: round"),
    (CASES, "level: 1", "level: met", "case_level", "level: met"),
    (
        CASES,
        "- criterion: BB02\n  says: A large",
        "- criterion: BB03\n  says: A large",
        "unknown_criterion",
        "- criterion: BB03",
    ),
    (
        INPUTS,
        "beds:",
        "stools:\n  place: facility\n  kind: yes_no\n  label: {en: Stools, ru: Стулья, kk: Орындықтар}\nbeds:",
        "unused_input",
        "stools:",
    ),
]


def refusals(folder: Path, files: dict[str, str]) -> list[Problem]:
    with pytest.raises(Problems) as refused:
        check_pack(write_pack(folder / "small", files))
    return list(refused.value.problems)


@pytest.mark.parametrize(
    ("file", "old", "new", "code", "at"), [*SHAPES, *REFERENCES, *RULES, *COMPLETENESS]
)
def test_each_fault_is_told_with_file_and_line(
    file: str, old: str, new: str, code: str, at: str, tmp_path: Path
) -> None:
    files = changed(file, old, new)
    wanted = code if "." in code else f"pack.{code}"
    told = next(f for f, text in files.items() if at in text)
    place = (wanted, f"small/{told}", str(line_of(files[told], at)))
    found = [(p.code, p.details["file"], p.details["line"]) for p in refusals(tmp_path, files)]
    assert place in found


def test_the_small_pack_itself_is_clean(tmp_path: Path) -> None:
    checked = check_pack(write_pack(tmp_path / "small"))
    assert set(checked.own.criteria) == {"BB01", "BB02"}
    assert len(checked.cases) == 6


def test_a_sentence_names_the_item_down_to_the_key_in_every_language(tmp_path: Path) -> None:
    files = changed(
        CRITERIA, '{instrument: rules, number: "14"}', '{instrument: law, number: "14"}'
    )
    [problem] = [p for p in refusals(tmp_path, files) if p.code == "pack.unknown_instrument"]
    for language in LANGUAGES:
        assert "BB02 / provisions / 1 / instrument" in problem.sentence(language)
        assert "small/criteria/small.yaml" in problem.sentence(language)


def test_faults_of_several_files_are_told_together_in_order(tmp_path: Path) -> None:
    files = {
        **changed(CRITERIA, "tier: minor", "tier: small"),
        INPUTS: SMALL[INPUTS].replace("kk: Терезе", "kk: ''"),
        CASES: SMALL[CASES].replace("beds: 9,", "beds: 10,"),
    }
    told = [p.details["file"] for p in refusals(tmp_path, files)]
    assert told == sorted(told)
    assert {name.split("/")[1] for name in told} == {"inputs", "criteria", "cases"}


def test_a_faulty_item_is_told_once_and_not_again_where_it_is_named(tmp_path: Path) -> None:
    files = changed("instruments.yaml", "family: un", "family: onu")
    assert [p.code for p in refusals(tmp_path, files)] == ["pack.unknown_word"]


@pytest.mark.parametrize("file", ["instruments.yaml", INPUTS, CRITERIA])
def test_a_file_that_is_no_yaml_is_told_alone(file: str, tmp_path: Path) -> None:
    files = {**SMALL, file: SMALL[file] + "\n[open\n"}
    assert [p.code for p in refusals(tmp_path, files)] == ["yaml.not_yaml"]


def test_an_id_in_two_files_is_refused_with_both_places(tmp_path: Path) -> None:
    files = {**SMALL, "inputs/more.yaml": SMALL["inputs/small.yaml"]}
    problem = next(p for p in refusals(tmp_path, files) if p.details.get("value") == "beds")
    assert problem.code == "pack.defined_twice"
    assert (problem.details["other"], problem.details["first"]) == ("small/inputs/more.yaml", "7")


def test_a_file_without_a_place_in_a_pack_is_refused(tmp_path: Path) -> None:
    files = {**SMALL, "criterias/more.yaml": "x: y\n", "notes.txt": "x"}
    codes = [p.code for p in refusals(tmp_path, files)]
    assert codes == ["pack.unknown_file", "pack.unknown_file"]


def test_a_folder_without_a_pack_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="There is no standards pack in"):
        load_pack(tmp_path)


def test_criteria_that_aggravate_each_other_in_a_ring_are_told_once(tmp_path: Path) -> None:
    ring = SMALL[CRITERIA][: SMALL[CRITERIA].index("BB02:")]
    first = ring.replace("  tier:", '  aggravation: {within: "<95", by: [BB03]}\n  tier:')
    second = ring.replace("BB01", "BB03").replace(
        "  tier:", '  aggravation: {within: "<95", by: [BB01]}\n  tier:'
    )
    problems = refusals(tmp_path, {**SMALL, CRITERIA: first + second})
    rings = [p.details["ring"] for p in problems if p.code == "pack.aggravation_ring"]
    assert rings == ["BB01 → BB03 → BB01"]
