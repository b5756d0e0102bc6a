"""Whatever is wrong in a workbook is told at once, by sheet and cell; nothing is half-read."""

from __future__ import annotations

import pytest

from inspect_app.problems import Problems
from tests.files.filling import Filled, Put, Xml, template, visited


def _told(filled: Filled, sheet: str, row: int | str, column: str) -> str:
    """The code that is told of one cell."""
    where = f"{filled.names[sheet]}!{filled.at(sheet, row, column.replace('__', '|'))}"
    return dict(filled.refusals()).get(where, "")


def _with_room() -> Filled:
    return visited().put("rooms", 0, id="101", kind="cell")


CELLS: list[tuple[str, Put, str]] = [
    ("persons_slept", "four", "workbook.not_a_number"),
    ("persons_slept", "4 persons", "workbook.not_a_number"),
    ("persons_slept", "1 200", "workbook.not_a_number"),
    ("persons_slept", True, "workbook.not_a_number"),
    ("persons_slept", "4" * 50, "workbook.not_a_number"),
    ("persons_slept", 4.5, "facts.not_a_count"),
    ("persons_slept", -1, "facts.negative"),
    ("persons_slept", Xml('t="e"', "<f>1/0</f><v>#DIV/0!</v>"), "workbook.error_cell"),
    ("persons_slept", Xml('t="e"', "<v>#N/A</v>"), "workbook.error_cell"),
    ("persons_slept", Xml("", "<f>SUM(A1:A9)</f>"), "workbook.formula_without_value"),
    ("persons_slept", Xml("", "<f>SUM(A1:A9)</f><v></v>"), "workbook.formula_without_value"),
    ("ceiling_height_m", Xml('t="d"', "<v>2026-10-03</v>"), "workbook.date_for_number"),
    ("partition", "Brick", "workbook.unknown_word"),
    ("partition", 3, "workbook.unknown_word"),
    ("window_opens", "perhaps", "workbook.unknown_word"),
    ("kind", "gaol", "workbook.unknown_word"),
    ("block", "B9", "facts.unknown_block"),
    ("block", "B1", "facts.unknown_block"),
    ("number", Xml('t="d"', "<v>2026-10-03</v>"), "workbook.not_text"),
]


@pytest.mark.parametrize(("column", "value", "code"), CELLS)
def test_each_bad_cell_of_a_room_is_told(column: str, value: Put, code: str) -> None:
    filled = _with_room().put("rooms", 0, **{column: value})
    assert _told(filled, "rooms", 0, column) == code
    assert len(filled.refusals()) == 1


@pytest.mark.parametrize(
    ("question", "value", "code"),
    [
        ("alarm_tested_on", "yesterday", "workbook.not_a_day"),
        ("alarm_tested_on", "31.02.2025", "workbook.not_a_day"),
        ("alarm_tested_on", "12/01/2025", "workbook.not_a_day"),
        ("alarm_tested_on", 0.5, "workbook.not_a_day"),
        ("alarm_tested_on", True, "workbook.not_a_day"),
        ("alarm_tested_on", "16.01.2026", "facts.in_the_future"),
        ("yard_rectangles", "20 by 12", "facts.not_rectangles"),
        ("yard_rectangles", "20 x 0", "facts.side_not_positive"),
        ("complaint_box", "maybe", "workbook.unknown_word"),
    ],
)
def test_each_bad_answer_is_told(question: str, value: Put, code: str) -> None:
    filled = visited().put("blocks", 0, name="Main").put("answers", question, value=value)
    assert _told(filled, "answers", question, "value") == code


def test_half_a_rectangle_is_told_at_the_side_that_is_missing() -> None:
    filled = _with_room().put("rooms", 0, room_rectangles__length__2=3)
    assert _told(filled, "rooms", 0, "room_rectangles__width__2") == "workbook.side_missing"


def test_an_annexe_must_not_be_there_and_missing() -> None:
    size = {"annexe_rectangles__length__1": 1, "annexe_rectangles__width__1": 1}
    both = _with_room().put("rooms", 0, annexe_rectangles__exists="no", **size)
    assert _told(both, "rooms", 0, "annexe_rectangles__exists") == "workbook.none_with_size"
    neither = _with_room().put("rooms", 0, annexe_rectangles__exists="yes")
    assert _told(neither, "rooms", 0, "annexe_rectangles__exists") == "workbook.size_missing"


def test_a_row_that_is_half_filled_is_told() -> None:
    filled = visited().put("rooms", 2, persons_slept=4).put("evidence", 0, id="P1")
    assert _told(filled, "rooms", 2, "id") == "workbook.required"
    assert _told(filled, "rooms", 2, "kind") == "workbook.required"
    assert _told(filled, "evidence", 0, "caption") == "workbook.required"


def test_an_answer_needs_a_value_or_a_reason_why_there_is_none() -> None:
    words = visited().put("answers", "complaint_box", words="The key was lost.")
    assert _told(words, "answers", "complaint_box", "value") == "facts.value_missing"
    both = visited().put("answers", "complaint_box", value="yes", state="access denied")
    assert _told(both, "answers", "complaint_box", "value") == "facts.value_unwanted"


def test_an_answer_about_a_block_needs_a_block_that_is_listed() -> None:
    filled = visited().put("answers", "fire_exits", value=2)
    assert _told(filled, "answers", "fire_exits", "place") == "facts.unknown_block"


def test_what_is_said_beside_a_room_must_meet_a_room_and_stand_once() -> None:
    beside = {"question": "The window opens", "state": "not assessed"}
    filled = _with_room().put("room_answers", 0, room="999", **beside)
    filled.put("room_answers", 1, room="101", **beside).put("room_answers", 2, room="101", **beside)
    assert _told(filled, "room_answers", 0, "room") == "facts.unknown_room"
    assert _told(filled, "room_answers", 2, "question") == "workbook.said_twice"


def test_two_rooms_of_one_name_and_names_for_people_are_told() -> None:
    filled = _with_room().put("rooms", 1, id=101, kind="cell")
    filled.put("facility", "team", value="A1, Jan Jansen")
    assert _told(filled, "rooms", 1, "id") == "facts.repeated_id"
    assert _told(filled, "facility", "team", "value") == "facts.not_a_code"


def test_evidence_that_is_nowhere_listed_is_told_at_its_cell() -> None:
    filled = visited().put("answers", "complaint_box", value="yes", evidence="P1; P2")
    assert _told(filled, "answers", "complaint_box", "evidence") == "facts.unknown_evidence"


def test_everything_is_told_at_once_from_top_to_bottom() -> None:
    filled = template().put("rooms", 3, id="104", kind="gaol", persons_slept="x")
    filled.put("rooms", 1, id="102").put("answers", "fire_exits", value=2.5, grade="E")
    codes = [code for _, code in filled.refusals()]
    assert codes == [
        "facts.no_name",
        "workbook.required",
        "workbook.required",
        "workbook.required",
        "workbook.unknown_word",
        "workbook.not_a_number",
        "facts.unknown_block",
        "facts.not_a_count",
        "workbook.unknown_word",
    ]


def test_the_sentence_names_file_sheet_and_cell_in_every_language() -> None:
    filled = _with_room().put("rooms", 0, partition="Brick")
    with pytest.raises(Problems) as caught:
        filled.read()
    (problem,) = caught.value.problems
    where = f"facts.xlsx, Rooms!{filled.at('rooms', 0, 'partition')}"
    assert problem.sentence("en").startswith(f"{where}: 'Brick' is not in the list")
    assert "Walls to the ceiling; Curtain; None" in problem.sentence("kk")


def test_merged_cells_are_told_because_only_the_first_keeps_its_value() -> None:
    filled = _with_room()
    first, last = filled.at("rooms", 0, "block"), filled.at("rooms", 2, "block")
    merge = f'<mergeCells count="1"><mergeCell ref="{first}:{last}"/></mergeCells>'
    filled.edit("rooms", "</sheetData>", f"</sheetData>{merge}")
    assert filled.refusals() == [(f"Rooms!{first}:{last}", "workbook.merged")]


def test_a_column_copied_or_deleted_is_told() -> None:
    copied = _with_room()
    at = copied.at("rooms", 0, "persons_slept")[:-1]
    copied.put_at("rooms", f"{at}1", "kind")
    assert copied.refusals() == [(f"Rooms!{at}1", "workbook.column_twice")]
    deleted = _with_room()
    at = deleted.at("rooms", 0, "kind")[:-1]
    deleted.put_at("rooms", f"{at}1", "")
    assert deleted.refusals() == [("", "workbook.column_missing")]


def test_a_sheet_deleted_or_copied_is_told() -> None:
    deleted = visited().put_at("blocks", "A1", "notes")
    assert deleted.refusals() == [("", "workbook.sheet_missing")]
    copied = visited().put_at("blocks", "A1", "inspect-app:rooms")
    assert copied.refusals() == [("", "workbook.sheet_twice")]


def test_a_row_without_its_hidden_key_is_told_only_when_something_stands_in_it() -> None:
    filled = visited()
    row = filled.at("answers", "complaint_box", "value")[1:]
    filled.put_at("answers", f"A{row}", "")
    assert filled.refusals() == []
    value = filled.at("answers", 0, "value")[0] + row
    filled.put_at("answers", value, "yes")
    assert filled.refusals() == [(f"Answers!{value}", "workbook.lost_question")]


def test_a_question_that_the_standards_do_not_know_is_told_where_it_was_answered() -> None:
    filled = visited()
    filled.put_at("answers", f"A{filled.at('answers', 'complaint_box', 'value')[1:]}", "old_one")
    assert filled.refusals() == []
    at = filled.at("answers", "persons_present", "value")
    filled.put_at("answers", f"A{at[1:]}", "older_one").put_at("answers", at, 3)
    assert filled.refusals() == [(f"Answers!{at}", "workbook.unknown_question")]


def test_a_workbook_of_another_format_is_refused() -> None:
    other = visited().put("keys", "format", value="2")
    assert other.refusals() == [("", "workbook.other_format")]
