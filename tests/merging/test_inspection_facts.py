"""From heads to facts: what is scored, and what is listed because it is not."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest

from inspect_app.domain.inspection_facts import FactsRead, NoDay
from inspect_app.domain.inspection_state import state_of
from inspect_app.domain.projecting import project
from inspect_app.domain.scoring import assess
from inspect_app.domain.terms import EvidenceKind, Grade, RoomKind
from inspect_app.schemas.facts import facts_json, read_facts_json
from tests.merging.invented_logs import (
    BLOCK,
    FACILITY,
    INSP,
    LEAD,
    MEMBER,
    OWN,
    PHOTO,
    ROOM,
    answer,
    body,
    log_of,
)
from tests.merging.invented_states import FILE, OF_REGISTER, PACK, of_state, read

CAPACITY, BEDS = "answer.official_capacity", "answer.bed_footprints"


def put(op: str, field: str, value: Any, entity: str = ROOM, author: str = LEAD) -> bytes:
    return body(op, "set", entity, author, sets=[(field, value)])


def told(found: FactsRead) -> list[tuple[str, str | None, tuple[str, ...], str]]:
    return [tuple(item) for item in found.not_used]


def test_an_answer_carries_who_said_it_when_and_how_it_is_known():
    said = {"state": "answered", "value": "7.85", "grade": "B", "words": "from the plan"}
    (found,) = read(put("op1", BEDS, said, author=MEMBER)).facts.answers
    assert (found.input, found.place, found.value) == ("bed_footprints", "r1", Fraction("7.85"))
    assert (found.grade, found.words, found.recorded_by) == (Grade.B, "from the plan", MEMBER)
    assert found.observed_at is not None
    assert found.observed_at.isoformat() == "2026-06-15T09:14:03.120000+05:00"


def test_the_visit_and_its_places_stand_as_the_fields_say():
    block = body("op1", "create", BLOCK, sets=[("name", "A")])
    facts = read(block, put("op2", "block", "b1"), put("op3", "people", "women")).facts
    assert facts.facility is OF_REGISTER
    assert (facts.inspection.visited_on, facts.inspection.team) == (
        date(2026, 6, 15),
        (LEAD, MEMBER),
    )
    assert facts.inspection.checklist is not None
    assert [(b.id, b.name) for b in facts.blocks] == [("b1", "A")]
    (found,) = facts.rooms
    assert (found.id, found.number, found.kind, found.block) == ("r1", "12", "cell", "b1")
    assert found.people == "women"
    assert facts.is_demo


def test_a_room_is_in_the_block_it_was_created_under_unless_told_otherwise():
    block = body("op1", "create", BLOCK, sets=[("name", "A")])
    inside = body("op2", "create", "room:r5", parent=BLOCK, sets=[("number", "5")])
    assert [r.block for r in read(block, inside).facts.rooms] == [None, "b1"]
    out = put("op3", "block", None, "room:r5")
    assert [r.block for r in read(block, inside, out).facts.rooms] == [None, None]


def test_heads_that_differ_are_a_contradiction_in_the_score():
    both = [
        put("op1", CAPACITY, answer("100"), FACILITY),
        put("op2", CAPACITY, answer("300"), FACILITY, MEMBER),
        put("op3", "answer.persons_present", answer("200"), FACILITY),
    ]
    facts = read(*both).facts
    assert sorted(a.value for a in facts.answers if a.input == "official_capacity") == [100, 300]
    assert assess(facts, PACK, (), None).criteria["SP09"].is_contradictory
    agreed = read(both[0], put("op2", CAPACITY, answer("100"), FACILITY, MEMBER), both[2]).facts
    assert len(agreed.answers) == 2
    assert not assess(agreed, PACK, (), None).criteria["SP09"].is_contradictory


@pytest.mark.parametrize(
    ("confirmation", "confirmed_by"),
    [
        (put("op2", "confirmed.bed_footprints", "op1", author=MEMBER), MEMBER),
        (put("op2", "confirmed.bed_footprints", "op1", author=LEAD), None),
        (put("op2", "confirmed.bed_footprints", "room", author=MEMBER), None),
    ],
)
def test_only_a_second_person_confirms_and_only_what_stands(confirmation, confirmed_by):
    found = read(put("op1", BEDS, answer("8")), confirmation)
    assert found.facts.answers[0].confirmed_by == confirmed_by
    lost = (ROOM, "confirmed.bed_footprints", ("op2",), "not_confirmed")
    assert (lost in told(found)) == (confirmed_by is None)


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        (put("op1", "answer.ghosts", answer("3")), "unknown_input"),
        (put("op1", CAPACITY, answer("3")), "wrong_place"),
        (put("op1", BEDS, answer("many")), "unsuitable_value"),
        (put("op1", BEDS, answer("-3")), "unsuitable_value"),
        (put("op1", BEDS, {"state": "answered", "value": True}), "unsuitable_value"),
        (put("op1", "answer.daylight", answer("yes")), "unsuitable_value"),
        (put("op1", "answer.room_rectangles", answer("3x4")), "unsuitable_value"),
    ],
)
def test_answers_that_the_standards_cannot_use_are_listed(written, reason):
    found = read(written)
    assert found.facts.answers == ()
    assert [(item.ops, item.reason) for item in found.not_used] == [(("op1",), reason)]


def test_what_was_said_of_another_facility_is_listed():
    found = read(put("op1", CAPACITY, answer("100"), "facility:f2"))
    assert told(found) == [("facility:f2", None, ("op1",), "other_facility")]
    assert found.facts.answers == ()


def test_what_was_taken_back_is_left_out_and_listed():
    void = put("op1", "_void", {"why": "typed twice"})
    assert told(read(void)) == [(ROOM, None, ("op1",), "withdrawn")]
    assert read(void).facts.rooms == ()
    back = body("op2", "set", ROOM, sets=[("_void", False, ["op1"])])
    assert len(read(void, back).facts.rooms) == 1


@pytest.mark.parametrize(
    "edit",
    [put("op2", "number", "13", author=MEMBER), put("op2", "_void", False, author=MEMBER)],
)
def test_what_one_took_back_and_another_edited_is_left_out_and_says_so(edit):
    found = read(put("op1", "_void", {"why": "typed twice"}), edit)
    assert found.facts.rooms == ()
    assert told(found) == [(ROOM, None, ("op1",), "withdrawn_and_edited")]


def test_whoever_takes_back_what_they_wrote_themselves_edits_nothing_beside():
    own = [put("op1", "_void", {"why": "typed twice"}), put("op2", "number", "13")]
    assert told(read(*own)) == [(ROOM, None, ("op1",), "withdrawn")]


def test_of_disputed_attributes_the_one_with_the_highest_n_stands_and_is_listed():
    found = read(put("op1", "number", "13", author=MEMBER))
    assert found.facts.rooms[0].number == "13"
    assert told(found) == [(ROOM, "number", ("op1", "room"), "disputed")]


def test_signs_that_no_document_can_hold_are_marked_and_nothing_is_lost():
    said = {"state": "not_assessed", "words": "no\x00 key\x7f"}
    facts = read(
        put("op1", BEDS, said), body("op2", "set", ROOM, sets=[("number", "1\x07", ["room"])])
    ).facts
    assert facts.answers[0].words == "no\ufffd key\ufffd"
    assert facts.rooms[0].number == "1\ufffd"
    assert read_facts_json(facts_json(facts), [PACK], "facts.json") == facts


def test_a_disputed_facility_is_listed():
    found = read(put("op1", "facility", "f2", OWN, MEMBER))
    assert told(found) == [(OWN, "facility", ("begin", "op1"), "disputed")]


def test_a_room_without_number_and_kind_is_kept_for_what_was_found_in_it():
    bare = body("op1", "create", "room:r5", MEMBER)
    found = read(bare)
    assert (found.facts.rooms[1].number, found.facts.rooms[1].kind) == ("r5", RoomKind.OTHER)
    assert [item.reason for item in found.not_used] == ["incomplete", "incomplete"]


def test_places_that_share_an_id_are_not_mixed_up():
    twin = body("op1", "create", "block:f1", sets=[("name", "A")])
    found = read(twin, put("op2", "block", "f1"))
    assert found.facts.blocks == ()
    assert [item.reason for item in found.not_used] == ["repeated_id", "unknown_block"]


def photo(op: str, author: str = LEAD, **fields: Any) -> bytes:
    return body(op, "attach", PHOTO, author, sets=list(fields.items()), file=FILE)


def test_evidence_is_linked_to_the_answers_that_it_supports():
    supports = [{"place": ROOM, "input": "bed_footprints"}, {"place": ROOM, "input": "ghosts"}]
    found = read(put("op1", BEDS, answer("8")), photo("op2", supports=supports))
    assert found.facts.answers[0].evidence == ("e1",)
    (item,) = found.facts.evidence
    assert (item.sha256, item.kind, item.is_publishable) == ("cd" * 32, EvidenceKind.PHOTO, False)
    assert told(found) == [(ROOM, "answer.ghosts", ("op2",), "nothing_supported")]


@pytest.mark.parametrize(
    ("mime", "kind"),
    [("audio/webm", "recording"), ("image/png", "photo"), ("text/plain", "document")],
)
def test_evidence_whose_kind_nobody_said_is_what_its_file_says(mime, kind):
    data = body("op1", "attach", PHOTO, LEAD, file={**FILE, "mime": mime})
    (item,) = read(data).facts.evidence
    assert item.kind == kind


def test_where_two_disagree_a_picture_shows_a_person_and_is_not_public():
    both = [
        photo("op1", shows_person=True, is_publishable=False),
        photo("op2", MEMBER, shows_person=False, is_publishable=True),
    ]
    (item,) = read(*both).facts.evidence
    assert (item.shows_person, item.is_publishable) == (True, False)


def recommendation(**fields: Any) -> bytes:
    whole = {"criterion": "SP01", "says": "Less crowding.", "addressed_to": "The colony"}
    sets = [(k, v) for k, v in {**whole, **fields}.items() if v is not None]
    return body("op1", "create", "recommendation:x1", sets=sets)


def test_recommendations_stand_when_they_are_whole_and_their_criterion_is_known():
    (found,) = read(recommendation(due_on="2027-01-01")).facts.recommendations
    assert (found.id, found.criterion, found.due_on) == ("x1", "SP01", date(2027, 1, 1))
    unknown, half = read(recommendation(criterion="ZZ99")), read(recommendation(says=None))
    assert unknown.facts.recommendations == half.facts.recommendations == ()
    assert [found.not_used[0].reason for found in (unknown, half)] == [
        "unknown_criterion",
        "incomplete",
    ]


def test_a_visit_whose_day_nobody_entered_was_on_the_first_day_of_work():
    undated = body("begin", "create", OWN, sets=[("facility", "f1")])
    found = of_state(state_of(INSP, project(log_of([undated]))))
    assert found.facts.inspection.visited_on == date(2026, 6, 15)
    assert told(found) == [(OWN, "visited_on", (), "incomplete")]
    without_clock = body("begin", "create", OWN, sets=[("facility", "f1")], raw={"t": {}})
    with pytest.raises(NoDay):
        of_state(state_of(INSP, project(log_of([without_clock]))))


def test_a_clock_that_is_wrong_refuses_nothing():
    later = body(
        "op1",
        "set",
        ROOM,
        sets=[(BEDS, answer("8"))],
        raw={"t": {"w": "0001-01-01T00:00:00+05:00"}},
    )
    (found,) = read(later).facts.answers
    assert found.observed_at is not None
    assert found.observed_at.utcoffset() == timedelta(hours=5)
