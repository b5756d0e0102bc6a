"""What the workbook of facts consists of: sheets, rows and columns by keys that never change.

Each sheet carries the key of the sheet in its hidden first column and the keys of its columns in a
hidden row, so that reading depends on no language, no order and no name that a person may change.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from inspect_app.domain.standards import Pack
from inspect_app.domain.terms import (
    AnswerState,
    EvidenceKind,
    FacilityKind,
    Grade,
    NotApplicableReason,
    People,
    Regime,
    RoomKind,
)

FORMAT = "1"
MARK = "inspect-app:"
HEAD = f"{MARK}head"
"""In the hidden first column beside rows that are headings and hold no facts."""


class SheetKey(StrEnum):
    FACILITY = "facility"
    BLOCKS = "blocks"
    ROOMS = "rooms"
    ANSWERS = "answers"
    ROOM_ANSWERS = "room_answers"
    EVIDENCE = "evidence"
    RECOMMENDATIONS = "recommendations"
    KEYS = "keys"
    LISTS = "lists"


CellKind = Literal["text", "list", "day", "moment"]

CLOSED_LISTS: Mapping[str, tuple[str, ...]] = {
    "yes_no": ("yes", "no"),
    "state": tuple(AnswerState),
    "reason": tuple(NotApplicableReason),
    "grade": tuple(Grade),
    "facility_kind": tuple(FacilityKind),
    "room_kind": tuple(RoomKind),
    "regime": tuple(Regime),
    "people": tuple(People),
    "evidence_kind": tuple(EvidenceKind),
}


@dataclass(frozen=True, slots=True)
class Column:
    """`words` is the key of its heading; `choices` the name of its list where it is one."""

    key: str
    words: str
    kind: CellKind = "text"
    choices: str | None = None
    width: int = 18


def _list(key: str, words: str, choices: str, width: int = 18) -> Column:
    return Column(key, words, "list", choices, width)


FACILITY_ROWS: tuple[Column, ...] = (
    Column("name_kk", "facility.name_kk"),
    Column("name_ru", "facility.name_ru"),
    Column("name_en", "facility.name_en"),
    _list("kind", "facility.kind", "facility_kind"),
    Column("visited_on", "inspection.visited_on", "day"),
    _list("is_announced", "inspection.is_announced", "yes_no"),
    Column("team", "inspection.team"),
    Column("recorded_by", "inspection.recorded_by"),
    _list("default_grade", "inspection.default_grade", "grade"),
    Column("country", "facility.country"),
    Column("region", "facility.region"),
    Column("facility_id", "facility.id"),
    Column("codes", "facility.codes"),
    Column("inspection_id", "inspection.id"),
    _list("is_demo", "inspection.is_demo", "yes_no"),
)

BLOCK_COLUMNS = (
    Column("id", "column.block.id", width=16),
    Column("name", "column.name", width=60),
)
ROOM_COLUMNS = (
    Column("id", "column.room.id", width=14),
    Column("number", "column.number", width=14),
    _list("kind", "column.kind", "room_kind", 24),
    Column("block", "column.block", width=12),
    _list("regime", "column.regime", "regime", 20),
    _list("people", "column.people", "people", 20),
    _list("is_in_use", "column.is_in_use", "yes_no", 12),
)
_ANSWER_DETAILS = (
    _list("state", "column.state", "state", 22),
    _list("reason", "column.reason", "reason", 28),
    _list("grade", "column.grade", "grade", 26),
    Column("evidence", "column.evidence", width=20),
    Column("confirmed_by", "column.confirmed_by", width=16),
    Column("words", "column.words", width=40),
)
ANSWER_COLUMNS = (
    Column("domain", "column.domain", width=18),
    Column("place", "column.place", width=14),
    Column("asks", "column.question", width=46),
    Column("value", "column.value", width=24),
    Column("unit", "column.unit", width=14),
    Column("plausible", "column.plausible", width=14),
    Column("help", "column.help", width=50),
    *_ANSWER_DETAILS,
)
SHOWN_ONLY = frozenset({"domain", "asks", "help", "unit", "plausible", "label"})
"""Columns that explain; what stands in them is never read."""

ROOM_ANSWER_COLUMNS = (
    Column("room", "column.room", width=14),
    _list("question", "column.room_question", "room_question", 48),
    *_ANSWER_DETAILS,
)
EVIDENCE_COLUMNS = (
    Column("id", "column.evidence.id", width=14),
    _list("kind", "column.kind", "evidence_kind", 18),
    Column("caption", "column.caption", width=60),
    Column("file", "column.file", width=36),
    Column("taken_at", "column.taken_at", "moment", width=22),
    _list("shows_person", "column.shows_person", "yes_no", 16),
    _list("is_publishable", "column.is_publishable", "yes_no", 18),
)
RECOMMENDATION_COLUMNS = (
    Column("id", "column.id", width=14),
    _list("criterion", "column.criterion", "criterion", 44),
    Column("says", "column.says", width=70),
    Column("addressed_to", "column.addressed_to", width=36),
    Column("due_on", "column.due_on", "day", width=18),
)
TABLES: Mapping[SheetKey, tuple[Column, ...]] = {
    SheetKey.BLOCKS: BLOCK_COLUMNS,
    SheetKey.ROOMS: ROOM_COLUMNS,
    SheetKey.ROOM_ANSWERS: ROOM_ANSWER_COLUMNS,
    SheetKey.EVIDENCE: EVIDENCE_COLUMNS,
    SheetKey.RECOMMENDATIONS: RECOMMENDATION_COLUMNS,
}


def ids_key(list_name: str) -> str:
    """The key of the column that says what the words of a list stand for."""
    return f"{list_name}#ids"


def choice_list(input_id: str) -> str:
    """The name of the list of a choice's options."""
    return f"choice:{input_id}"


RECTANGLES_OF_A_FLOOR = 3
EXISTS = "exists"
LENGTH, WIDTH = "length", "width"


@dataclass(frozen=True, slots=True)
class QuestionColumn:
    """A column of the sheet of rooms: a whole answer (`part` is None) or a part of rectangles."""

    input: str
    part: str | None = None
    number: int = 0

    @property
    def key(self) -> str:
        if self.part is None:
            return self.input
        return f"{self.input}|{self.part}" + (f"|{self.number}" if self.number else "")


def question_column(key: str) -> QuestionColumn | None:
    """The column that a key means; None where it is none of ours."""
    input_id, *rest = key.split("|")
    if not rest:
        return QuestionColumn(input_id)
    if rest == [EXISTS]:
        return QuestionColumn(input_id, EXISTS)
    if len(rest) == 2 and rest[0] in (LENGTH, WIDTH) and rest[1].isdecimal():
        return QuestionColumn(input_id, rest[0], int(rest[1]))
    return None


def rectangle_columns(input_id: str, is_annexe: bool) -> tuple[QuestionColumn, ...]:
    """An annexe is asked for ("is there one?") and has one pair; a floor always is, and has three."""
    exists = (QuestionColumn(input_id, EXISTS),) if is_annexe else ()
    pairs = 1 if is_annexe else RECTANGLES_OF_A_FLOOR
    sides = tuple(
        QuestionColumn(input_id, side, number)
        for number in range(1, pairs + 1)
        for side in (LENGTH, WIDTH)
    )
    return exists + sides


def annexe_inputs(packs: Iterable[Pack]) -> frozenset[str]:
    """Inputs that stand in the role `annexe` of a measure: "none" is one of their answers."""
    criteria = [criterion for pack in packs for criterion in pack.criteria.values()]
    uses = [part.use for criterion in criteria for part in criterion.parts]
    return frozenset(input_id for use in uses for input_id in use.inputs.get("annexe", ()))
