"""Facts come out of JSON exactly, or every fault is told with its path."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from inspect_app.domain.facts import Answer, Rectangle
from inspect_app.schemas.facts import dump_facts, facts_json, read_facts_json
from inspect_app.schemas.json_text import LIMIT_BYTES
from tests.files.small_packs import PACK
from tests.schemas.example_facts import DOCUMENT, changed, read, refusals


def _value(place: int, value: object) -> dict[str, Any]:
    return changed(lambda d: d["answers"][place].update(value=value))


def test_the_example_is_taken_and_its_numbers_are_exact() -> None:
    answers = {(a.input, a.place): a for a in read(DOCUMENT).answers}
    sides = answers["room_rectangles", "101"].value
    assert sides == (
        Rectangle(Fraction("5.20"), Fraction("3.10")),
        Rectangle(Fraction(2), Fraction("1.5")),
    )
    assert answers["temperature", "101"].value == Fraction("-3.5")
    assert answers["alarm_tested_on", "B1"].value == date(2025, 12, 1)


def test_a_decimal_written_as_a_json_number_never_becomes_binary() -> None:
    exact = "0.1000000000000000055"
    data = json.dumps(_value(5, 0)).replace('"value": 0', f'"value": {exact}')
    answers = read_facts_json(data.encode(), [PACK], "facts.json").answers
    assert answers[5].value == Fraction(exact)


def test_what_is_left_out_has_the_value_that_the_domain_gives_it() -> None:
    bare = {name: DOCUMENT[name] for name in ("facts", "inspection")}
    bare["facility"] = {k: DOCUMENT["facility"][k] for k in ("id", "names", "kind", "country")}
    facts = read(bare)
    assert facts.answers == facts.rooms == facts.repairs == ()
    assert facts.source is None
    assert not facts.is_demo


def test_an_empty_list_of_rectangles_says_that_there_is_none() -> None:
    answer: Answer = read(DOCUMENT).answers[1]
    assert answer.value == ()
    assert dump_facts(read(DOCUMENT))["answers"][1]["value"] == []


def test_written_facts_are_canonical_and_read_back_equal() -> None:
    facts = read(DOCUMENT)
    written = facts_json(facts)
    assert read(json.loads(written)) == facts
    assert facts_json(read(json.loads(written))) == written


SHAPES = [
    ("facts", lambda d: d.update(facts=2), "facts.other_version"),
    ("facility", lambda d: d.pop("facility"), "facts.missing"),
    ("facility.kind", lambda d: d["facility"].update(kind="gaol"), "facts.not_one_of"),
    ("facility.country", lambda d: d["facility"].update(country="kz"), "facts.not_a_country"),
    ("facility.names", lambda d: d["facility"].update(names={}), "facts.no_name"),
    ("facility.names.ru", lambda d: d["facility"]["names"].update(ru=" "), "facts.empty_text"),
    ("facility.region", lambda d: d["facility"].update(region=None), "facts.null"),
    ("facility.codes", lambda d: d["facility"].update(codes="155"), "facts.not_a_list"),
    ("inspection", lambda d: d.update(inspection=[]), "facts.not_an_object"),
    ("inspection.visited_on", lambda d: d["inspection"].update(visited_on="15.01.2026"), "facts.not_a_day"),
    ("inspection.visited_on", lambda d: d["inspection"].update(visited_on="2026-02-30"), "facts.not_a_day"),
    ("inspection.is_announced", lambda d: d["inspection"].update(is_announced="no"), "facts.not_true_or_false"),
    ("inspection.team[1]", lambda d: d["inspection"].update(team=["A1", "Jan Jansen"]), "facts.not_a_code"),
    ("inspection.checklist.version", lambda d: d["inspection"]["checklist"].update(version=0), "facts.not_whole"),
    ("inspection.checklist.sha256", lambda d: d["inspection"]["checklist"].update(sha256="a"), "facts.not_a_hash"),
    ("rooms[0].number", lambda d: d["rooms"][0].update(number=101), "facts.not_text"),
    ("rooms[1].flor", lambda d: d["rooms"][1].update(flor=3), "facts.unknown_key"),
    ("answers[3].vlaue", lambda d: d["answers"][3].update(vlaue=1), "facts.unknown_key"),
    ("answers[7].observed_at", lambda d: d["answers"][7].update(observed_at="2026-01-15"), "facts.not_a_moment"),
    ("answers[7].observed_at", lambda d: d["answers"][7].update(observed_at="2026-01-15T25:00"), "facts.not_a_moment"),
    ("answers[7].words", lambda d: d["answers"][7].update(words="a" * 4001), "facts.too_long"),
    ("evidence[0]", lambda d: d.update(evidence=["P1"]), "facts.not_an_object"),
    ("repairs[0]", lambda d: d.update(repairs=["a\u0000b"]), "facts.bad_text"),
    ("repairs[0]", lambda d: d.update(repairs=["\ud800"]), "facts.bad_text"),
]  # fmt: skip

VALUES = [
    (0, "5.2 x 3.1", "facts.not_rectangles"),
    (0, [["5.2"]], "facts.not_rectangles"),
    (0, [["5.2", "0"]], "facts.side_not_positive"),
    (0, [["5.2", "-3"]], "facts.side_not_positive"),
    (2, "four", "facts.not_a_number"),
    (2, True, "facts.not_a_number"),
    (2, "4.5", "facts.not_a_count"),
    (2, -4, "facts.negative"),
    (3, "wall", "facts.not_an_option"),
    (3, 1, "facts.not_text"),
    (4, "yes", "facts.not_yes_or_no"),
    (4, 1, "facts.not_yes_or_no"),
    (5, "1e3", "facts.not_a_number"),
    (5, "1/0", "facts.not_a_number"),
    (5, 10**41, "facts.not_a_number"),
    (6, "2026-01-16", "facts.in_the_future"),
    (6, "yesterday", "facts.not_a_day"),
]


@pytest.mark.parametrize(("place", "change", "code"), SHAPES)
def test_each_wrong_shape_is_told_once_with_its_path(place: str, change: Any, code: str) -> None:
    found = refusals(changed(change))
    assert (place, code) in found
    assert len([where for where, _ in found if where == place]) == 1


@pytest.mark.parametrize(("answer", "value", "code"), VALUES)
def test_each_value_that_does_not_suit_its_input_is_told(
    answer: int, value: object, code: str
) -> None:
    assert refusals(_value(answer, value)) == [(f"answers[{answer}].value", code)]


def test_faults_of_shape_and_of_meaning_are_told_together() -> None:
    document = changed(lambda d: d["answers"][0].update(vlaue=1))
    document["answers"][2]["place"] = "999"
    document["answers"][4]["value"] = "yes"
    assert refusals(document) == [
        ("answers[0].vlaue", "facts.unknown_key"),
        ("answers[4].value", "facts.not_yes_or_no"),
        ("answers[2].place", "facts.unknown_room"),
    ]


def test_a_room_that_is_itself_broken_does_not_make_its_answers_wrong() -> None:
    document = changed(lambda d: d["rooms"][0].update(kind="gaol"))
    assert refusals(document) == [("rooms[0].kind", "facts.not_one_of")]


def test_a_key_that_stands_twice_is_told_with_its_path() -> None:
    data = json.dumps(DOCUMENT).replace('"number": "102"', '"number": "102", "number": "103"')
    assert refusals(data.encode()) == [("rooms[1].number", "facts.repeated_key")]


def test_not_a_number_and_infinity_are_refused_where_they_stand() -> None:
    for word in ("NaN", "-Infinity", "1e99999999999999999999"):
        data = json.dumps(_value(5, 0)).replace('"value": 0', f'"value": {word}')
        assert refusals(data.encode()) == [("answers[5].value", "facts.not_finite")]


def test_a_number_with_a_thousand_million_digits_is_refused_at_once() -> None:
    data = json.dumps(_value(5, 0)).replace('"value": 0', '"value": 1e999999999')
    assert refusals(data.encode()) == [("answers[5].value", "facts.not_a_number")]


@pytest.mark.parametrize(
    "data",
    [b"", b"{", b"[1,]", b"\xff\xfe{}", b"PK\x03\x04", b"[" * 100_000, b"{'facts': 1}"],
    ids=["empty", "open", "comma", "utf16", "zip", "deep", "quotes"],
)
def test_what_is_no_json_is_refused_with_one_sentence(data: bytes) -> None:
    assert refusals(data) == [("", "facts.not_json")]


def test_a_byte_order_mark_does_no_harm_and_a_huge_file_is_not_parsed() -> None:
    assert refusals(b"\xef\xbb\xbf" + json.dumps(DOCUMENT).encode()) == []
    assert refusals(b" " * (LIMIT_BYTES + 1)) == [("", "file.too_large")]
    assert refusals([]) == [("document", "facts.not_an_object")]
