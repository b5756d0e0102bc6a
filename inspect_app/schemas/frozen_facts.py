"""The inverse of `dump_facts`, for facts that were scored once already: nothing is checked again.

What is checked of facts may become stricter with a release; what was approved by then stands. It is
read by hand, as the fifty thousand answers of a large facility are too many for shapes.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from inspect_app.domain.answer_values import value_from_json
from inspect_app.domain.facts import (
    Answer,
    Block,
    ChecklistUsed,
    Evidence,
    Facility,
    Facts,
    Inspection,
    Recommendation,
    Room,
    Source,
)
from inspect_app.domain.standards import Input
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

Json = Mapping[str, Any]

_ANSWER_STATES = {state.value: state for state in AnswerState}
_GRADES = {grade.value: grade for grade in Grade}


def facts_as_dumped(document: Json, inputs: Mapping[str, Input]) -> Facts:
    """`inputs`: of the packs by which the facts were scored; they say what kind a value is.

    Raises KeyError, TypeError or ValueError for what `dump_facts` did not write.
    """
    source = document.get("source")
    return Facts(
        facility=_facility(document["facility"]),
        inspection=_inspection(document["inspection"]),
        blocks=tuple(Block(**said) for said in document.get("blocks", ())),
        rooms=tuple(map(_room, document.get("rooms", ()))),
        answers=tuple([_answer(said, inputs) for said in document.get("answers", ())]),
        evidence=tuple(map(_evidence, document.get("evidence", ()))),
        recommendations=tuple(map(_recommendation, document.get("recommendations", ()))),
        is_demo=document.get("is_demo", False),
        source=None if source is None else Source(**source),
        repairs=tuple(document.get("repairs", ())),
    )


def _facility(said: Json) -> Facility:
    kind, codes = FacilityKind(said["kind"]), tuple(said.get("codes", ()))
    return Facility(**{**said, "kind": kind, "codes": codes})


def _inspection(said: Json) -> Inspection:
    used = said.get("checklist")
    return Inspection(
        id=said["id"],
        visited_on=date.fromisoformat(said["visited_on"]),
        is_announced=said.get("is_announced"),
        team=tuple(said.get("team", ())),
        checklist=None if used is None else ChecklistUsed(**used),
    )


def _room(said: Json) -> Room:
    regime, people = said.get("regime"), said.get("people")
    return Room(
        said["id"],
        said["number"],
        RoomKind(said["kind"]),
        said.get("block"),
        None if regime is None else Regime(regime),
        None if people is None else People(people),
        said["is_in_use"],
    )


def _answer(said: Json, inputs: Mapping[str, Input]) -> Answer:
    ask = said.get
    reason, value = ask("reason"), ask("value")
    return Answer(
        said["input"],
        said["place"],
        _ANSWER_STATES[said["state"]],
        None if value is None else value_from_json(value, inputs[said["input"]]),
        _GRADES[said["grade"]],
        tuple(ask("evidence", ())),
        _moment(ask("observed_at")),
        ask("recorded_by"),
        ask("confirmed_by"),
        None if reason is None else NotApplicableReason(reason),
        ask("words"),
    )


def _evidence(said: Json) -> Evidence:
    kind, taken_at = EvidenceKind(said["kind"]), _moment(said.get("taken_at"))
    return Evidence(**{**said, "kind": kind, "taken_at": taken_at})


def _recommendation(said: Json) -> Recommendation:
    due_on = said.get("due_on")
    return Recommendation(
        **{**said, "due_on": None if due_on is None else date.fromisoformat(due_on)}
    )


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
