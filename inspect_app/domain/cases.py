"""Worked cases: facts in, level out, as an expert writes them beside the standards.

A case becomes the facts of a facility with one block and one room (or with several `rooms`) and is
judged by the same scoring as a real visit.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import TypeVar

from inspect_app.domain.exact import exact_text
from inspect_app.domain.facts import Answer, Block, Facility, Facts, Inspection, Room, Value
from inspect_app.domain.scoring.assessing import assess
from inspect_app.domain.scoring.assessment import CriterionResult, NormResult, State, Verdict
from inspect_app.domain.standards import Criterion, Norm, Pack
from inspect_app.domain.terms import FacilityKind, People, PlaceKind, Regime, RoomKind

Given = Mapping[str, Value]

LEVEL_WORDS = ("0", "1", "2", "3", "not_applicable", "not_assessed")
NORM_WORDS = ("met", "not_met", "norm_not_entered", "not_applicable", "not_assessed")


@dataclass(frozen=True, slots=True)
class Case:
    """`criterion` may be a norm's id; `level` is one of LEVEL_WORDS, or of NORM_WORDS for a norm.

    `rooms` holds what was answered room by room, for criteria that look over all rooms. Kinds that
    are not given are taken from what the criterion applies to. `failing` names criteria that are to
    fail at the same place.
    """

    criterion: str
    says: str
    on: date
    given: Given
    level: str
    rooms: tuple[Given, ...] = ()
    room_kind: RoomKind | None = None
    regime: Regime | None = None
    people: People | None = None
    facility_kind: FacilityKind | None = None
    failing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What scoring made of a case: `got` in a case's own words, and why in one line.

    `failing` says what became of the criteria that were to fail beside it.
    """

    got: str
    why: str
    failing: Mapping[str, str]


def run(
    case: Case, pack: Pack, criteria: Mapping[str, Criterion], others: Sequence[Case]
) -> Outcome:
    """Scores one case.

    `criteria` are all that the pack sees. `others` are the cases from which answers are taken that
    make the criteria of `failing` fail.
    """
    norm = pack.norms.get(case.criterion)
    subject = criteria[norm.criterion if norm else case.criterion]
    alone = replace(
        pack,
        criteria=_with_aggravating(subject, criteria),
        norms={norm.id: norm} if norm else {},
    )
    judged = norm or subject
    assessment = assess(facts_of(_with_failing(case, others), judged, pack), alone, on=case.on)
    failing = {id_: _word(assessment.criteria[id_]) for id_ in case.failing}
    if norm is not None:
        result = assessment.norms[norm.id]
        return Outcome(_norm_word(result), _norm_reason(result), failing)
    found = assessment.criteria[subject.id]
    return Outcome(_word(found), _reason(found), failing)


def facts_of(case: Case, judged: Criterion | Norm, pack: Pack) -> Facts:
    """The facts that a case stands for; each answer lies at the place of its input."""
    applies = judged.applies_to
    kind = case.room_kind or _within(RoomKind.CELL, applies.room_kinds)
    regime = case.regime or _first(applies.regimes)
    people = case.people or _first(applies.people)
    ids = [f"room_{number}" for number, _ in enumerate(case.rooms or ((),), start=1)]
    rooms = [Room(id_, id_, kind, "block", regime, people) for id_ in ids]
    answers = _answers(case.given, ids[0], pack)
    for id_, given in zip(ids, case.rooms, strict=False):
        answers += _answers(given, id_, pack)
    facility_kind = case.facility_kind or _within(FacilityKind.PRISON, applies.facility_kinds)
    return Facts(
        facility=Facility("facility", {"en": case.says}, facility_kind, pack.country or "KZ"),
        inspection=Inspection("inspection", case.on),
        blocks=(Block("block", "block"),),
        rooms=tuple(rooms) if _needs_rooms(case, judged, pack) else (),
        answers=tuple(answers),
    )


def _needs_rooms(case: Case, judged: Criterion | Norm, pack: Pack) -> bool:
    if case.rooms or judged.place is PlaceKind.ROOM:
        return True
    return any(pack.inputs[id_].place is PlaceKind.ROOM for id_ in case.given)


def _answers(given: Given, room: str, pack: Pack) -> list[Answer]:
    places = {PlaceKind.FACILITY: "facility", PlaceKind.BLOCK: "block", PlaceKind.ROOM: room}
    return [Answer(id_, places[pack.inputs[id_].place], value=v) for id_, v in given.items()]


def _with_failing(case: Case, others: Iterable[Case]) -> Case:
    """The case with answers added that make the named criteria fail; its own answers stay."""
    given = dict(case.given)
    for id_ in case.failing:
        failing = [o for o in others if o.criterion == id_ and o.level in ("0", "1")]
        if failing:
            least = min(failing, key=lambda other: _disagreements(other.given, given))
            given = {**least.given, **given}
    return replace(case, given=given)


def _disagreements(one: Given, other: Given) -> int:
    return sum(1 for id_, value in one.items() if id_ in other and other[id_] != value)


def _with_aggravating(
    subject: Criterion, criteria: Mapping[str, Criterion]
) -> dict[str, Criterion]:
    """The criterion with all that can aggravate it, however far away."""
    found: dict[str, Criterion] = {}
    waiting = [subject.id]
    while waiting:
        one = criteria.get(waiting.pop(0))
        if one is not None and one.id not in found:
            found[one.id] = one
            waiting += one.aggravation.by if one.aggravation else ()
    return found


_Kind = TypeVar("_Kind", bound=StrEnum)


def _within(usual: _Kind, allowed: frozenset[_Kind]) -> _Kind:
    """The usual kind where it is allowed, otherwise the first that is."""
    return usual if not allowed or usual in allowed else min(allowed)


def _first(allowed: frozenset[_Kind]) -> _Kind | None:
    return min(allowed) if allowed else None


def _word(result: CriterionResult) -> str:
    return str(result.level) if result.level is not None else str(result.state)


def _reason(result: CriterionResult) -> str:
    words = [f"why: {', '.join(result.why)}"] if result.why else []
    for finding in result.findings[:1]:
        for part in finding.judgement.parts:
            value = exact_text(part.value) if isinstance(part.value, Fraction) else part.value
            words.append(f"{part.measure} = {value}, band {part.band!r}, level {part.level}")
        if finding.judgement.missing:
            words.append(f"unanswered: {', '.join(finding.judgement.missing)}")
        if finding.aggravated_by:
            words.append(f"aggravated by {', '.join(finding.aggravated_by)}")
    return "; ".join(words) or f"state {result.state}"


def _norm_word(result: NormResult) -> str:
    return str(State.NOT_ASSESSED if result.verdict is Verdict.OPEN else result.verdict)


def _norm_reason(result: NormResult) -> str:
    values = [f.value for f in result.findings]
    shown = [exact_text(v) if isinstance(v, Fraction) else str(v) for v in values]
    return f"required {result.required or 'nothing yet'}, measured {', '.join(shown) or 'nothing'}"
