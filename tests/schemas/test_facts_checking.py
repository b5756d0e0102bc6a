"""Facts must fit together and fit their packs; what is merely unlikely is left to the score."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction
from typing import Any

import pytest

from inspect_app.domain.facts import Answer, Facts, Rectangle, Value
from inspect_app.domain.facts_checking import check_facts
from inspect_app.domain.terms import AnswerState, NotApplicableReason
from inspect_app.problems import CATALOGUE
from tests.files.small_packs import PACK
from tests.schemas.example_facts import DOCUMENT, changed, read, refusals

FACTS = read(DOCUMENT)


def _with(answer: Answer) -> Facts:
    return replace(FACTS, answers=(answer,))


def _codes(facts: Facts) -> list[tuple[tuple[str | int, ...], str]]:
    return [(fault.path, fault.code) for fault in check_facts(facts, [PACK])]


def test_the_example_fits() -> None:
    assert _codes(FACTS) == []


MEANINGS = [
    ("answers[0].input", lambda d: d["answers"][0].update(input="room_area"), "facts.unknown_input"),
    ("answers[0].place", lambda d: d["answers"][0].update(place="la-155-14"), "facts.unknown_room"),
    ("answers[0].place", lambda d: d["answers"][0].update(place="103"), "facts.unknown_room"),
    ("answers[6].place", lambda d: d["answers"][6].update(place="101"), "facts.unknown_block"),
    ("answers[7].place", lambda d: d["answers"][7].update(place="101"), "facts.not_the_facility"),
    ("answers[2].evidence[0]", lambda d: d["answers"][2].update(evidence=["P9"]), "facts.unknown_evidence"),
    ("answers[2].value", lambda d: d["answers"][2].pop("value"), "facts.value_missing"),
    ("answers[8].value", lambda d: d["answers"][8].update(value=3), "facts.value_unwanted"),
    ("answers[2].reason", lambda d: d["answers"][2].update(reason="no_women"), "facts.reason_unwanted"),
    ("answers[7].confirmed_by", lambda d: d["answers"][7].update(confirmed_by="A1"), "facts.same_person"),
    ("answers[7].recorded_by", lambda d: d["answers"][7].update(recorded_by="Jan J."), "facts.not_a_code"),
    ("rooms[0].block", lambda d: d["rooms"][0].update(block="B7"), "facts.unknown_block"),
    ("rooms[1].id", lambda d: d["rooms"][1].update(id="101"), "facts.repeated_id"),
    ("rooms[1].id", lambda d: d["rooms"][1].update(id="B1"), "facts.repeated_id"),
    ("evidence[1].id", lambda d: d["evidence"].append(d["evidence"][0]), "facts.repeated_id"),
    ("evidence[0].file", lambda d: d["evidence"][0].update(file="../p1.jpg"), "facts.not_inside"),
    ("evidence[0].file", lambda d: d["evidence"][0].update(file="/p1.jpg"), "facts.not_inside"),
    ("evidence[0].file", lambda d: d["evidence"][0].update(file="C:\\p1.jpg"), "facts.not_inside"),
    ("evidence[0].sha256", lambda d: d["evidence"][0].update(sha256="B" * 64), "facts.not_a_hash"),
    ("recommendations[0].criterion", lambda d: d["recommendations"][0].update(criterion="XX"), "facts.unknown_criterion"),
]  # fmt: skip


@pytest.mark.parametrize(("place", "change", "code"), MEANINGS)
def test_each_misfit_is_told_with_its_path(place: str, change: Any, code: str) -> None:
    assert (place, code) in refusals(changed(change))


@pytest.mark.parametrize(
    ("asked", "place", "value"),
    [
        ("persons_slept", "101", Fraction(5000)),
        ("ceiling_height_m", "101", Fraction(40)),
        ("temperature", "101", Fraction(-60)),
        ("room_rectangles", "101", (Rectangle(Fraction(900), Fraction("0.01")),)),
        ("alarm_tested_on", "B1", date(1900, 1, 1)),
    ],
)
def test_an_implausible_value_is_no_fault(asked: str, place: str, value: Value) -> None:
    assert _codes(_with(Answer(asked, place, value=value))) == []


@pytest.mark.parametrize(
    ("asked", "place", "value", "code"),
    [
        ("persons_slept", "101", True, "facts.not_a_number"),
        ("ceiling_height_m", "101", "2.5", "facts.not_a_number"),
        ("ceiling_height_m", "101", Fraction(-1), "facts.negative"),
        ("window_opens", "101", Fraction(1), "facts.not_yes_or_no"),
        ("partition", "101", "no such", "facts.not_an_option"),
        ("room_rectangles", "101", Fraction(12), "facts.not_rectangles"),
        ("alarm_tested_on", "B1", datetime(2025, 1, 1), "facts.not_a_day"),  # noqa: DTZ001
    ],
)
def test_a_value_of_the_wrong_kind_is_a_fault_even_without_json(
    asked: str, place: str, value: Value, code: str
) -> None:
    assert _codes(_with(Answer(asked, place, value=value))) == [(("answers", 0, "value"), code)]


def test_not_applicable_without_a_reason_is_taken_and_left_to_the_scoring() -> None:
    answer = Answer("complaint_box", "la-155-14", AnswerState.NOT_APPLICABLE)
    assert _codes(_with(answer)) == []
    assert _codes(_with(replace(answer, reason=NotApplicableReason.OTHER))) == []


def test_two_answers_to_one_question_are_a_contradiction_and_not_a_fault() -> None:
    one, two = (Answer("persons_slept", "101", value=Fraction(n)) for n in (4, 5))
    assert _codes(replace(FACTS, answers=(one, two))) == []


def test_every_fault_has_its_sentence_in_the_catalogue() -> None:
    for _, change, code in MEANINGS:
        del change
        assert set(CATALOGUE[code].says) == {"en", "ru", "kk"}
