"""`inspect-app score` as its user meets it."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from inspect_app.cli import main

FACTS = {
    "facts": 1,
    "facility": {"id": "f1", "names": {"en": "Invented colony"}, "kind": "colony", "country": "KZ"},
    "inspection": {"id": "v1", "visited_on": "2026-02-17"},
    "blocks": [{"id": "b1", "name": "Barrack 1"}],
    "rooms": [
        {"id": "r1", "number": "12", "kind": "dormitory", "block": "b1", "regime": "sentenced"}
    ],
    "answers": [
        {
            "input": "room_rectangles",
            "place": "r1",
            "value": [["12.40", "8.10"]],
            "observed_at": "2026-02-17T10:05:00+05:00",
        },
        {"input": "sanitary_annexe_rectangles", "place": "r1", "value": []},
        {"input": "persons_slept_last_night", "place": "r1", "value": 44},
        {"input": "persons_present", "place": "f1", "value": 44},
    ],
}


@pytest.fixture
def run(tmp_path):
    (tmp_path / "facts.json").write_text(json.dumps(FACTS), encoding="utf-8")

    def call(*arguments):
        path = str(tmp_path / "facts.json")
        return CliRunner(env={"COLUMNS": "200"}).invoke(
            main, [a.replace("FACTS", path) for a in arguments]
        )

    return call


@pytest.mark.parametrize(
    ("language", "words"), [("en", "Not rated"), ("ru", "Без оценки"), ("kk", "Баға қойылмады")]
)
def test_the_overview_says_the_result_and_the_failures(run, language, words):
    outcome = run("--lang", language, "score", "FACTS")
    assert outcome.exit_code == 0, outcome.output
    assert "SP01" in outcome.output
    assert words in outcome.output


def test_a_criterion_is_opened_down_to_its_inputs_and_the_exact_value(run):
    outcome = run("score", "FACTS", "--explain", "C-SP01")
    assert "12.4 × 8.1" in outcome.output
    assert "2511/1100" in outcome.output
    assert "17.02.2026 10:05" in outcome.output


def test_the_json_is_the_same_bytes_every_time(run):
    assert run("score", "FACTS", "--json").output == run("score", "FACTS", "--json").output


def test_bands_of_a_day_before_the_instrument_are_not_in_force(run):
    result = json.loads(run("score", "FACTS", "--json", "--on", "2010-01-01").output)
    assert result["assessment"]["criteria"]["SP01"]["why"] == ["not_in_force"]


def test_an_unknown_criterion_is_one_sentence_and_status_2(run):
    outcome = run("score", "FACTS", "--explain", "XX99")
    assert outcome.exit_code == 2
    assert "There is no criterion XX99" in outcome.output


def test_another_pack_brings_its_own_national_column(run):
    result = json.loads(
        run("score", "FACTS", "--json", "--pack", "international", "--pack", "nl").output
    )
    assert [pack["id"] for pack in result["assessment"]["packs"]] == ["international", "nl"]
    assert "nl_cell_floor_area" in " ".join(result["assessment"]["norms"])


def test_a_facility_gets_the_norms_of_its_own_country(run):
    result = json.loads(run("score", "FACTS", "--json").output)
    assert [pack["id"] for pack in result["assessment"]["packs"]] == ["international", "kz"]
