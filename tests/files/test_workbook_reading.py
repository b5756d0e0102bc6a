"""What an office types into the template comes out as exact facts."""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction

import pytest

from inspect_app.domain.facts import Answer, Facts, Rectangle
from inspect_app.domain.terms import (
    AnswerState,
    EvidenceKind,
    FacilityKind,
    Grade,
    NotApplicableReason,
    People,
    RoomKind,
)
from inspect_app.problems import LANGUAGES, Language
from inspect_app.schemas.facts import facts_json, read_facts_json
from tests.files.filling import Filled, Xml, template, visited
from tests.files.small_packs import CHECKLIST, PACK


def _answer(facts: Facts, asked: str, place: str) -> Answer:
    (found,) = [a for a in facts.answers if a.input == asked and a.place == place]
    return found


def _room(filled: Filled, **values: str | float | bool | Xml) -> Facts:
    return filled.put("rooms", 0, id="101", kind="cell", **values).read()


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_untouched_template_refuses_only_name_kind_and_day(language: Language) -> None:
    untouched = template(language)
    sheet = untouched.names["facility"]
    assert untouched.refusals() == [
        (f"{sheet}!C5", "facts.no_name"),
        (f"{sheet}!C8", "workbook.required"),
        (f"{sheet}!C9", "workbook.required"),
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_with_these_three_it_is_facts_without_answers(language: Language) -> None:
    facts = visited(language).read()
    assert facts.facility.names == {"ru": "Учреждение ЛА-155/14"}
    assert (facts.facility.kind, facts.facility.country) == (FacilityKind.COLONY, "KZ")
    assert facts.inspection.id == "visit-2026-01-15"
    assert facts.blocks == facts.rooms == facts.answers == facts.evidence == ()


def test_the_checklist_that_was_used_is_known_from_the_hidden_keys() -> None:
    used = visited().read().inspection.checklist
    assert used is not None
    assert (used.id, used.version, used.sha256) == ("tiny", 2, CHECKLIST.sha256)


def test_the_visit_is_read_with_its_codes_and_its_default_grade() -> None:
    filled = visited().put("facility", "team", value="A1, B2; C3")
    filled.put("facility", "is_announced", value="no").put("facility", "recorded_by", value="A1")
    filled.put("facility", "default_grade", value="d").put("facility", "is_demo", value=True)
    facts = _room(filled, persons_slept=4)
    assert facts.inspection.team == ("A1", "B2", "C3")
    assert (facts.inspection.is_announced, facts.is_demo) == (False, True)
    assert (facts.answers[0].grade, facts.answers[0].recorded_by) == (Grade.D, "A1")


@pytest.mark.parametrize(
    ("typed", "exact"),
    [
        (3.1, "3.1"),
        (0.1 + 0.2, "0.3"),
        (1e-05, "0.00001"),
        (2, "2"),
        ("3.1", "3.1"),
        (" 3,10 ", "3.1"),
        ("\u00a03,1\u00a0", "3.1"),
        (Xml("", "<v>3.1000000000000001</v>"), "3.1"),
        (Xml("", "<f>1.55*2</f><v>3.1</v>"), "3.1"),
    ],
)
def test_a_number_is_exactly_what_was_typed(typed: str | float | Xml, exact: str) -> None:
    facts = _room(visited(), ceiling_height_m=typed)
    assert _answer(facts, "ceiling_height_m", "101").value == Fraction(exact)


def test_every_number_of_two_places_comes_back_as_typed() -> None:
    filled = visited().put("rooms", 0, id="101", kind="cell")
    for cents in (1, 7, 29, 110, 285, 333, 1001, 5999):
        filled.put("rooms", 0, ceiling_height_m=cents / 100)
        assert _answer(filled.read(), "ceiling_height_m", "101").value == Fraction(cents, 100)


@pytest.mark.parametrize(
    "typed",
    ["01.12.2025", "1.12.2025", "2025-12-01", 45992, Xml("", "<v>45992</v>")],
)
def test_a_day_is_read_from_text_and_from_serials(typed: str | float | Xml) -> None:
    filled = visited().put("blocks", 0, name="Main").put("answers", "alarm_tested_on", value=typed)
    assert _answer(filled.read(), "alarm_tested_on", "B1").value == date(2025, 12, 1)


def test_the_date_system_of_1904_is_understood() -> None:
    filled = visited().edit("book", "<workbookPr ", '<workbookPr date1904="1" ')
    filled.put("blocks", 0, name="Main").put("answers", "alarm_tested_on", value=45992 - 1462)
    assert _answer(filled.read(), "alarm_tested_on", "B1").value == date(2025, 12, 1)


def test_rectangles_are_pairs_and_a_missing_annexe_is_an_answer() -> None:
    sides = {"room_rectangles__length__1": 5.2, "room_rectangles__width__1": "3,1"}
    sides |= {"room_rectangles__length__3": 2, "room_rectangles__width__3": 1.5}
    facts = _room(visited(), **sides, annexe_rectangles__exists="no")
    assert _answer(facts, "room_rectangles", "101").value == (
        Rectangle(Fraction("5.2"), Fraction("3.1")),
        Rectangle(Fraction(2), Fraction("1.5")),
    )
    assert _answer(facts, "annexe_rectangles", "101").value == ()


def test_an_annexe_with_a_size_is_there_even_if_nobody_said_yes() -> None:
    size = {"annexe_rectangles__length__1": 1.2, "annexe_rectangles__width__1": 1}
    facts = _room(visited(), **size)
    assert _answer(facts, "annexe_rectangles", "101").value == (
        Rectangle(Fraction("1.2"), Fraction(1)),
    )


def test_rectangles_of_the_facility_stand_in_one_cell() -> None:
    facts = visited().put("answers", "yard_rectangles", value="20 x 12,5; 5×4").read()
    assert _answer(facts, "yard_rectangles", "facility").value == (
        Rectangle(Fraction(20), Fraction("12.5")),
        Rectangle(Fraction(5), Fraction(4)),
    )


@pytest.mark.parametrize("word", ["Curtain", "  curtain ", "Curtain (қаз)", "CURTAIN (РУС)"])
def test_a_choice_is_understood_in_any_language_and_case(word: str) -> None:
    facts = _room(visited("ru"), partition=word, window_opens="иә")
    assert _answer(facts, "partition", "101").value == "curtain"
    assert _answer(facts, "window_opens", "101").value is True


def test_zero_and_no_are_answers_and_an_empty_cell_is_none() -> None:
    facts = _room(visited(), persons_slept=0, window_opens="no", partition="   ")
    assert {a.input: a.value for a in facts.answers} == {"persons_slept": 0, "window_opens": False}


def test_a_room_has_all_that_its_row_says() -> None:
    filled = visited().put("blocks", 1, name="New block")
    facts = _room(filled, number=7, block="B2", people="women", is_in_use="no")
    (room,) = facts.rooms
    assert (room.number, room.block, room.people) == ("7", "B2", People.WOMEN)
    assert (room.kind, room.is_in_use) == (RoomKind.CELL, False)


def test_a_prepared_block_without_a_name_is_no_block() -> None:
    facts = visited().put("blocks", 0, name="Main").read()
    assert [(block.id, block.name) for block in facts.blocks] == [("B1", "Main")]


def test_a_row_of_answers_says_why_there_is_none() -> None:
    filled = visited().put("facility", "recorded_by", value="A1")
    row = {"state": "not applicable", "reason": "no women held here"}
    filled.put("answers", "complaint_box", **row, confirmed_by="B2", words="Only men.")
    answer = _answer(filled.read(), "complaint_box", "facility")
    assert (answer.state, answer.value) == (AnswerState.NOT_APPLICABLE, None)
    assert answer.reason is NotApplicableReason.NO_WOMEN
    assert (answer.recorded_by, answer.confirmed_by, answer.words) == ("A1", "B2", "Only men.")


def test_what_is_said_beside_a_room_joins_its_answer() -> None:
    filled = visited().put("evidence", 0, id="P1", kind="photograph", caption="The cell")
    beside = {"room": "101", "question": "Persons who slept here", "evidence": "P1"}
    filled.put("room_answers", 0, **beside, grade="B")
    facts = _room(filled, persons_slept=4)
    answer = _answer(facts, "persons_slept", "101")
    assert (answer.value, answer.grade, answer.evidence) == (4, Grade.B, ("P1",))


def test_access_to_a_room_that_was_denied_is_recorded_without_a_value() -> None:
    beside = {"room": "101", "question": "The window opens", "state": "access denied"}
    facts = _room(visited().put("room_answers", 3, **beside))
    assert _answer(facts, "window_opens", "101").state is AnswerState.ACCESS_DENIED


def test_evidence_and_recommendations_are_read() -> None:
    filled = visited().put("evidence", 0, id=7, kind="document", caption="Roll", file="a/roll.pdf")
    filled.put("evidence", 0, taken_at="15.01.2026 10:30", is_publishable="yes")
    filled.put("recommendations", 0, criterion="SP01: Criterion SP01", says="More space.")
    filled.put("recommendations", 0, addressed_to="The director", due_on="2026-06-01")
    facts = filled.read()
    (evidence,), (advice,) = facts.evidence, facts.recommendations
    assert (evidence.id, evidence.kind) == ("7", EvidenceKind.DOCUMENT)
    assert (evidence.taken_at, evidence.is_publishable) == (datetime(2026, 1, 15, 10, 30), True)  # noqa: DTZ001
    assert (advice.id, advice.criterion, advice.due_on) == ("1", "SP01", date(2026, 6, 1))


def test_moved_columns_and_renamed_sheets_change_nothing() -> None:
    filled = visited().put("rooms", 0, id="101", kind="cell", persons_slept=4, ceiling_height_m=2.5)
    before = filled.read()
    one, other = (filled.at("rooms", 0, key)[:-1] for key in ("persons_slept", "kind"))
    filled.swap_columns("rooms", one, other).edit("book", 'name="Rooms"', 'name="Камеры"')
    assert filled.read() == before


def test_a_sheet_of_somebodys_own_is_left_alone() -> None:
    filled = visited().edit("book", 'name="Read me"', 'name="My notes"')
    assert filled.read() == visited().read()


def test_facts_of_a_workbook_are_the_same_through_json() -> None:
    filled = visited().put("blocks", 0, name="Main").put("answers", "fire_exits", value=2)
    facts = _room(filled, block="B1", persons_slept=4, temperature=-3.5, partition="None")
    assert read_facts_json(facts_json(facts), [PACK], "facts.json") == facts


def test_bare_ids_are_understood_where_a_word_of_the_list_is_expected() -> None:
    filled = visited("kk").put("rooms", 0, id="101", kind="cell", window_opens="no")
    filled.put("room_answers", 0, room="101", question="window_opens", grade="C")
    filled.put("recommendations", 0, criterion="co01", says="A box.", addressed_to="All")
    facts = filled.read()
    assert facts.answers[0].grade is Grade.C
    assert facts.recommendations[0].criterion == "CO01"
