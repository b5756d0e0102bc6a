"""Checklists ask for everything that their criteria rest on, nothing else, and never change in silence."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from inspect_app.domain.checklist_building import criteria_to_follow, fed_by_inputs
from inspect_app.domain.standards import Pack
from inspect_app.domain.terms import Tier
from inspect_app.files.checklist_releases import check_checklists, release
from inspect_app.files.checklists import (
    checklist_ids,
    faults_of_bank,
    load_checklist,
    read_bank,
    read_releases,
)
from inspect_app.files.packs import load_seed_pack, seed_pack_ids
from inspect_app.problems import Problem, Problems


@pytest.fixture(scope="module")
def packs(seed_dir: Path) -> dict[str, Pack]:
    return {id_: load_seed_pack(seed_dir, id_) for id_ in seed_pack_ids(seed_dir)}


@pytest.fixture
def copy(seed_dir: Path, tmp_path: Path) -> Path:
    """A seed folder whose checklists may be changed."""
    shutil.copytree(seed_dir / "checklists", tmp_path / "checklists")
    (tmp_path / "checklists" / "released.yaml").unlink(missing_ok=True)
    return tmp_path


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_every_input_is_asked_for_and_every_question_feeds_something(
    seed_dir: Path, packs: dict[str, Pack]
) -> None:
    bank = read_bank(seed_dir, tuple(packs.values()))
    assert faults_of_bank(bank, tuple(packs.values())) == []


def test_the_full_visit_asks_for_every_input_of_the_pack(
    seed_dir: Path, packs: dict[str, Pack]
) -> None:
    full = load_checklist(seed_dir, "full", [packs["international"], packs["kz"]])
    assert set(full.questions) == set(packs["international"].inputs)
    assert full.criteria == tuple(packs["international"].criteria)


def test_the_short_visit_holds_every_critical_criterion_and_five_more(
    seed_dir: Path, packs: dict[str, Pack]
) -> None:
    short = load_checklist(seed_dir, "short", [packs["international"]])
    criteria = packs["international"].criteria
    critical = {id_ for id_, one in criteria.items() if one.tier.tier is Tier.CRITICAL}
    assert set(short.criteria) == critical | {"SP10", "SA06", "SA10", "EN05", "VS04"}


@pytest.mark.parametrize("checklist", ["full", "short"])
def test_each_chosen_criterion_can_be_judged_from_the_questions(
    checklist: str, seed_dir: Path, packs: dict[str, Pack]
) -> None:
    main = packs["international"]
    built = load_checklist(seed_dir, checklist, [main])
    for id_ in built.criteria:
        assert set(main.criteria[id_].input_ids) <= set(built.questions), id_
    assert all(set(q.feeds) <= set(built.criteria) for q in built.questions.values())
    assert all(question.feeds for question in built.questions.values())


def test_a_norm_of_the_country_brings_its_own_questions(
    seed_dir: Path, packs: dict[str, Pack]
) -> None:
    without = load_checklist(seed_dir, "full", [packs["international"]])
    with_norms = load_checklist(seed_dir, "full", [packs["international"], packs["nl"]])
    more = set(with_norms.questions) - set(without.questions)
    assert more == set(packs["nl"].inputs) - set(packs["international"].inputs)
    assert more


def test_a_follow_up_asks_only_for_what_failed_or_was_recommended(
    seed_dir: Path, packs: dict[str, Pack]
) -> None:
    levels = {"SP01": 0, "SA01": 1, "EN01": 2, "VS04": 3, "HE01": None}
    last = {"criteria": {id_: {"level": level} for id_, level in levels.items()}}
    previous = criteria_to_follow(last, recommended=["VS04"])
    built = load_checklist(seed_dir, "follow_up", [packs["international"]], previous)
    assert set(built.criteria) == {"SP01", "SA01", "VS04"}
    fed = fed_by_inputs(
        [packs["international"].criteria[id_] for id_ in built.criteria], [packs["international"]]
    )
    assert set(built.questions) == set(fed)


def test_a_follow_up_without_an_earlier_result_is_refused(
    seed_dir: Path, packs: dict[str, Pack]
) -> None:
    with pytest.raises(Problem) as refused:
        load_checklist(seed_dir, "follow_up", [packs["international"]])
    assert refused.value.code == "checklist.needs_previous"


def test_an_unknown_checklist_is_refused_with_those_that_there_are(
    seed_dir: Path, packs: dict[str, Pack]
) -> None:
    with pytest.raises(Problem, match="follow_up, full, short"):
        load_checklist(seed_dir, "long", [packs["international"]])


def test_questions_follow_the_bank_with_the_domains_in_order(
    seed_dir: Path, packs: dict[str, Pack]
) -> None:
    bank = read_bank(seed_dir, [packs["international"]])
    files = list(dict.fromkeys(d.name.split("/")[-1] for d in bank.documents.values()))
    domains = [f"{id_}.yaml" for id_ in packs["international"].domains]
    assert files[0] == "common.yaml"
    assert [name for name in files if name in domains] == [d for d in domains if d in files]


def test_any_word_that_is_shown_moves_the_hash(copy: Path, packs: dict[str, Pack]) -> None:
    main = packs["international"]
    before = load_checklist(copy, "full", [main]).sha256
    label = {"en": "m", "ru": "м", "kk": "м!"}
    unit = replace(main, units={**main.units, "m": label})
    assert load_checklist(copy, "full", [unit]).sha256 != before
    change(copy / "checklists/bank/common.yaml", "?", "??")
    assert load_checklist(copy, "full", [main]).sha256 != before


def test_the_same_content_has_the_same_hash(
    copy: Path, seed_dir: Path, packs: dict[str, Pack]
) -> None:
    chosen = [packs["international"], packs["kz"]]
    there = load_checklist(copy, "short", chosen).sha256
    assert there == load_checklist(seed_dir, "short", chosen).sha256


def test_a_released_version_can_no_more_be_changed(copy: Path, packs: dict[str, Pack]) -> None:
    state = release(copy, "short", packs)
    assert read_releases(copy) == {"short": {1: state.sha256}}
    change(copy / "checklists/short.yaml", "SP10, ", "")
    for again in (lambda: check_checklists(copy, packs), lambda: release(copy, "short", packs)):
        with pytest.raises(Problems, match="raise the version") as refused:
            again()
        assert [p.code for p in refused.value.problems] == ["checklist.released_already"]


def test_the_next_version_is_released_beside_the_old_one(
    copy: Path, packs: dict[str, Pack]
) -> None:
    first = release(copy, "short", packs)
    change(copy / "checklists/short.yaml", "SP10, ", "")
    change(copy / "checklists/short.yaml", "version: 1", "version: 2")
    second = release(copy, "short", packs)
    assert read_releases(copy)["short"] == {1: first.sha256, 2: second.sha256}
    assert all(one.is_released for one in check_checklists(copy, packs) if one.plan.id == "short")


def test_the_rule_of_a_follow_up_can_be_released_too(copy: Path, packs: dict[str, Pack]) -> None:
    release(copy, "follow_up", packs)
    change(copy / "checklists/follow_up.yaml", "Follow-up visit", "Second visit")
    with pytest.raises(Problems, match="raise the version"):
        check_checklists(copy, packs)


def test_every_seed_checklist_is_released_as_it_stands(
    seed_dir: Path, packs: dict[str, Pack]
) -> None:
    states = check_checklists(seed_dir, packs)
    assert {state.plan.id for state in states} == set(checklist_ids(seed_dir))
    assert [state.plan.id for state in states if not state.is_released] == []


def test_a_question_that_nothing_rests_on_is_told(seed_dir: Path, packs: dict[str, Pack]) -> None:
    main = packs["international"]
    fewer = replace(main, criteria={i: c for i, c in main.criteria.items() if c.domain == "space"})
    faults = faults_of_bank(read_bank(seed_dir, [main]), [fewer])
    told = {problem.details["item"] for problem in faults}
    assert {problem.code for problem in faults} >= {"checklist.idle_question"}
    assert "toilet_cleanliness" in told
    assert "room_rectangles" not in told


FAULTS = [
    ("bank/common.yaml", "persons_present:", "persons_absent:", "checklist.unknown_input"),
    ("bank/common.yaml", "persons_present:", "persons_absent:", "checklist.unasked_input"),
    ("bank/common.yaml", "asks:", "ask:", "pack.unknown_key"),
    ("short.yaml", "also: [SP10", "also: [XX10", "checklist.unknown_criterion"),
    ("short.yaml", "[international, kz]", "[international, xx]", "checklist.unknown_pack"),
    ("short.yaml", "tiers: [critical]", "tiers: [grave]", "pack.unknown_word"),
    ("released.yaml", "  full:\n    1:", "  full:\n    one:", "pack.not_whole"),
    ("full.yaml", "criteria: all", "criteria: most", "checklist.choice"),
    ("full.yaml", "id: full", "id: whole", "checklist.name_differs"),
]


@pytest.mark.parametrize(("file", "old", "new", "code"), FAULTS)
def test_a_fault_in_a_checklist_is_told(
    file: str, old: str, new: str, code: str, copy: Path, packs: dict[str, Pack]
) -> None:
    release(copy, "full", packs)
    change(copy / "checklists" / file, old, new)
    with pytest.raises(Problems) as refused:
        check_checklists(copy, packs)
    assert code in [problem.code for problem in refused.value.problems]
