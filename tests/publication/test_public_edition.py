"""What the public edition says, what it withholds, and that its document keeps its promise."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from inspect_app.domain.canonical import canonical_bytes
from inspect_app.domain.facts import Answer, Block, Facts, Room
from inspect_app.domain.publishing import (
    GROUNDS,
    Publishing,
    Withheld,
    clearable,
    cleared,
)
from inspect_app.domain.publishing.labels import is_plain, public_places
from inspect_app.domain.publishing.telling import EVENTS, MEDICAL
from inspect_app.domain.scoring import Assessment
from inspect_app.domain.scoring.known_inputs import HEAD_COUNT
from inspect_app.domain.terms import AnswerState, RoomKind
from inspect_app.services.assessments import Standards
from tests.publication.conftest import CODE, EditionOf

SCHEMA = Path(__file__).resolve().parents[2] / "docs" / "schemas" / "publication.schema.json"


@pytest.fixture(scope="session")
def document(edition_of: EditionOf, whole_facts: Facts) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(canonical_bytes(edition_of(whole_facts).document))
    return made


def test_the_document_has_the_published_shape(document: dict[str, Any]) -> None:
    schema = json.loads(SCHEMA.read_text("utf-8"))
    assert list(Draft202012Validator(schema).iter_errors(document)) == []


def test_the_same_result_gives_the_same_bytes(edition_of: EditionOf, facts: Facts) -> None:
    one, other = (canonical_bytes(edition_of(facts).document) for _ in range(2))
    assert one == other


def test_levels_indexes_and_verdicts_are_those_that_were_approved(
    document: dict[str, Any], whole_assessment: Assessment
) -> None:
    told = document["assessment"]
    assert told["rating"] == whole_assessment.rating.value
    assert told["critical_failures"] == list(whole_assessment.critical_failures)
    for criterion, result in whole_assessment.criteria.items():
        assert told["criteria"][criterion]["level"] == result.level
        verdicts = [column["verdict"] for column in told["criteria"][criterion]["columns"]]
        assert verdicts == [column.verdict.value for column in result.columns]


def test_no_id_code_or_clock_of_the_office_is_in_it(
    document: dict[str, Any], whole_facts: Facts
) -> None:
    words = set(texts(document))
    ids = {whole_facts.inspection.id, *whole_facts.inspection.team}
    for group in (whole_facts.rooms, whole_facts.blocks, whole_facts.evidence):
        ids |= {item.id for item in group}
    assert not words & ids
    assert not [word for word in words if "T" in word and word[:2] == "20"]


def test_nothing_that_was_written_by_hand_is_in_it_unless_cleared(
    edition_of: EditionOf, whole_facts: Facts
) -> None:
    assert edition_of(whole_facts).document["recommendations"] == []
    items = clearable(whole_facts)
    first = next(item for item in items if item.key.startswith("recommendation:"))
    by = Publishing(CODE, clearances=cleared(items, [first.key, "recommendation:unheard-of"]))
    (told,) = edition_of(whole_facts, by).document["recommendations"]
    assert (told["says"], told["addressed_to"]) == first.says


def test_a_clearance_is_of_the_words_that_were_read(
    edition_of: EditionOf, whole_facts: Facts
) -> None:
    items = clearable(whole_facts)
    by = Publishing(CODE, clearances=cleared(items, [item.key for item in items]))
    altered = tuple(replace(item, says="Ask Ivan") for item in whole_facts.recommendations)
    edition = edition_of(replace(whole_facts, recommendations=altered), by)
    assert edition.document["recommendations"] == []


def test_photographs_with_a_person_or_not_offered_cannot_be_cleared(whole_facts: Facts) -> None:
    photographs = [item for item in whole_facts.evidence if item.sha256]
    offered = {item.id for item in photographs if item.is_publishable and not item.shows_person}
    shown = {item.id for item in clearable(whole_facts) if item.kind == "photograph"}
    assert shown == offered
    faces = tuple(replace(item, shows_person=True) for item in whole_facts.evidence)
    kinds = {item.kind.value for item in clearable(replace(whole_facts, evidence=faces))}
    assert not kinds & {"photograph", "caption"}


@pytest.mark.parametrize("name", ["7", "104", "12a", "Б", "1-04", "2/14", "1-У", "A104"])
def test_a_plain_number_stays(name: str) -> None:
    assert is_plain(name)


@pytest.mark.parametrize(
    "name", ["", "Ivan", "10455", "камера", "12-Иванов", "1-2-3", "AB", "#1", "٣", "1 2", "7'"]
)
def test_what_could_hide_a_name_is_no_plain_number(name: str) -> None:
    assert not is_plain(name)


def test_rooms_of_few_and_of_punishment_are_called_by_their_kind(
    edition_of: EditionOf, whole_facts: Facts
) -> None:
    edition = edition_of(whole_facts)
    numbers = {room.number for room in edition.facts.rooms if not room.number.startswith("#")}
    for room in whole_facts.rooms:
        if room.kind in (RoomKind.ISOLATION, RoomKind.WARD) or slept(whole_facts, room) in (1, 2):
            assert room.number not in numbers
    assert numbers


def test_the_gap_of_one_room_is_hidden_among_others(edition_of: EditionOf, facts: Facts) -> None:
    """With a single cell called by its kind, the missing number would be its own."""
    cells = tuple(Room(f"c{n}", str(100 + n), RoomKind.CELL, block="b") for n in range(1, 9))
    template = next(a for a in facts.answers if a.input == "persons_slept_last_night")
    counts = tuple(
        replace(template, place=room.id, value=Fraction(1 if room.id == "c3" else 8))
        for room in cells
    )
    made = replace(facts, rooms=cells, blocks=(Block("b", "A"),), answers=counts, evidence=())
    rooms = edition_of(made).facts.rooms
    assert [room.number for room in rooms if room.number.startswith("#")] == ["#1", "#2", "#3"]
    assert "103" not in {room.number for room in rooms}


def test_running_numbers_of_one_visit_say_nothing_about_another(facts: Facts) -> None:
    """Else "cell 3" of two publications would be the same cell, and its new number its name."""
    cells = tuple(Room(f"c{n}", f"cell {n}", RoomKind.CELL) for n in range(1, 9))
    visits = [
        replace(facts, rooms=cells, inspection=replace(facts.inspection, id=visit))
        for visit in ("one", "one", "two")
    ]
    first, again, next_one = (public_places(visit, {}).ids for visit in visits)
    assert first == again
    assert first != next_one


def test_the_rooms_that_fill_a_gap_are_the_same_at_every_visit(facts: Facts) -> None:
    """Else the rooms that two publications both hide would be those that tell."""
    cells = tuple(Room(f"c{n}", str(100 + n), RoomKind.CELL) for n in range(1, 9))
    counts = {c.id: {HEAD_COUNT: (Answer(HEAD_COUNT, c.id, value=Fraction(8)),)} for c in cells}
    counts["c3"] = {HEAD_COUNT: (Answer(HEAD_COUNT, "c3", value=Fraction(1)),)}
    named = []
    for visit in ("one", "two", "three"):
        of = replace(facts, rooms=cells, inspection=replace(facts.inspection, id=visit))
        named.append(sorted(room.number for room in public_places(of, counts).rooms))
    assert named[0] == named[1] == named[2]


def test_a_team_of_any_size_reads_the_same(edition_of: EditionOf, facts: Facts) -> None:
    alone = replace(facts, inspection=replace(facts.inspection, team=("u_one",)))
    many = replace(facts, inspection=replace(facts.inspection, team=tuple("abcdefgh")))
    assert edition_of(alone).document == edition_of(many).document


def test_who_recorded_when_and_what_else_was_said_changes_nothing(
    edition_of: EditionOf, facts: Facts
) -> None:
    answers = tuple(
        replace(a, recorded_by="u_other", observed_at=None, words=a.words and "Told by Ivan")
        for a in facts.answers
    )
    assert edition_of(replace(facts, answers=answers)).document == edition_of(facts).document


def test_one_or_two_affected_are_told_as_fewer_than_three(
    edition_of: EditionOf, whole_facts: Facts, whole_assessment: Assessment
) -> None:
    told = edition_of(whole_facts).document["assessment"]["criteria"]
    few = [
        c
        for c, result in whole_assessment.criteria.items()
        if result.reach and result.reach.persons_affected in (1, 2)
    ]
    assert few
    for criterion in few:
        reach = told[criterion]["reach"]
        assert (reach["persons_affected"], reach["share"]) == ("<3", None)
        assert told[criterion]["places"]["levels"] is None


def test_everything_withheld_has_its_grounds_and_is_counted(
    edition_of: EditionOf, whole_facts: Facts
) -> None:
    assert set(GROUNDS) == set(Withheld)
    edition = edition_of(whole_facts)
    assert [what for what, _ in edition.withheld] == list(Withheld)
    told = {line["what"]: line["count"] for line in edition.document["withheld"]}
    assert told["people"] is None
    assert told["recommendations"] == len(whole_facts.recommendations)


def test_the_inputs_named_as_telling_of_persons_are_in_the_standards(standards: Standards) -> None:
    assert set(standards.main.inputs) >= EVENTS | MEDICAL


def slept(facts: Facts, room: Room) -> int | None:
    counts = [
        int(answer.value)
        for answer in facts.answers
        if answer.place == room.id
        and answer.input == "persons_slept_last_night"
        and answer.state is AnswerState.ANSWERED
        and isinstance(answer.value, Fraction)
    ]
    return min(counts, default=None)


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for item in value.values():
            yield from texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from texts(item)
    elif isinstance(value, str):
        yield value


def test_a_doubt_about_the_list_of_rooms_is_public_without_its_numbers(
    edition_of: EditionOf, facts: Facts, whole_facts: Facts
) -> None:
    """The few rooms that the tests keep of the facility do not hold all who were present."""
    assert edition_of(whole_facts).document["assessment"]["people_in_rooms"] is None
    edition = edition_of(facts)
    assert edition.document["assessment"]["people_in_rooms"] == "rooms_short_of_people"
    (remark,) = edition.assessment.warnings
    assert (remark.code, remark.details) == ("rooms_short_of_people", "")
