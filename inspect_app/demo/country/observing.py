"""What inspectors write down of what is to be found: not everything, and not everything equally sure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from random import Random
from typing import Any

from inspect_app.demo.country.facilities import FacilityPlan
from inspect_app.demo.country.found import Found
from inspect_app.demo.country.seed import CountrySeed
from inspect_app.demo.country.visits import Going, VisitPlan
from inspect_app.domain.checklists import Checklist, Question
from inspect_app.domain.scoring.sampling import places_required
from inspect_app.domain.terms import (
    AnswerState,
    EvidenceKind,
    Grade,
    NotApplicableReason,
    RoomKind,
)

Statement = dict[str, Any]
"""The value of a field `answer.<input>`."""

_COMPLAINED_OF = 5
COUNTED_EVERYWHERE = "persons_slept_last_night"
_COMMON = frozenset(
    {"persons_present", "official_capacity", "women_held", "juveniles_held", "block_persons",
     "persons_with_disability", "rooms_total_count", COUNTED_EVERYWHERE, "room_rectangles"}
)  # fmt: skip
_NOT_HERE: Mapping[str, NotApplicableReason] = {
    "menstrual_items": NotApplicableReason.NO_WOMEN,
    "pregnant_or_nursing_women_isolated": NotApplicableReason.NO_WOMEN,
    "longest_juvenile_isolation_days": NotApplicableReason.NO_JUVENILES,
}
_WORDS: Mapping[tuple[str, Any], str] = {
    ("hot_water_available", False): "no_hot_water",
    ("facility_staff_can_delete_recordings", True): "erasable",
    ("shower_times_per_week", 1): "no_shower",
}
_REFUSED_FIRST = ("recording_", "cameras_", "oldest_", "incident_", "isolation_", "register_",
                  "torture_", "longest_", "entry_", "searches_", "deaths_", "facility_staff_",
                  "outside_access", "banned_", "reprisal")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rates:
    """How often a question stays without an answer, in thousandths."""

    unanswered: int
    not_assessed: int
    denied: int
    statement: int


_RATES: Mapping[Going, Rates] = {
    Going.WELL: Rates(4, 7, 3, 11),
    Going.OBSTRUCTED: Rates(10, 25, 60, 40),
    Going.HURRIED: Rates(330, 40, 5, 20),
}


@dataclass(frozen=True, slots=True)
class Observed:
    """Statements by place: the facility's own id, a block's or a room's; then by input."""

    facility: Mapping[str, Statement]
    blocks: Mapping[str, Mapping[str, Statement]]
    rooms: Mapping[str, Mapping[str, Statement]]

    def places(self, facility: str) -> Iterator[tuple[str, Mapping[str, Statement]]]:
        yield facility, self.facility
        yield from self.blocks.items()
        yield from self.rooms.items()


def observed(
    seed: CountrySeed, plan: FacilityPlan, visit: VisitPlan, found: Found, checklist: Checklist
) -> Observed:
    """Deterministic for a visit."""
    chance = Random(f"{visit.id}/observed")  # noqa: S311  # an invented country, no secret
    eye = _Eye(seed, visit, checklist, chance)
    sample = sampled(plan, chance) | crowded(plan, found)
    rooms: dict[str, dict[str, Statement]] = {}
    for room_id, answers in found.rooms.items():
        if room_id in sample:
            rooms[room_id] = eye.seen(answers, gentle=True)
        elif COUNTED_EVERYWHERE in checklist.questions:
            rooms[room_id] = {COUNTED_EVERYWHERE: _answer(answers[COUNTED_EVERYWHERE], Grade.B)}
    facility = eye.seen(found.facility, gentle=False)
    facility |= eye.out_of_scope(found.facility)
    return Observed(
        facility=facility,
        blocks={id_: eye.seen(answers, gentle=True) for id_, answers in found.blocks.items()},
        rooms=rooms,
    )


def sampled(plan: FacilityPlan, chance: Random) -> frozenset[str]:
    """Rooms that are looked at: all special ones, those that people held name, and some by lot."""
    living = [room for room in plan.building.rooms if room.is_living]
    special = [room for room in living if room.kind not in (RoomKind.CELL, RoomKind.DORMITORY)]
    ordinary = [room for room in living if room.kind in (RoomKind.CELL, RoomKind.DORMITORY)]
    wanted = places_required(len(ordinary))
    named = sorted(ordinary, key=lambda room: room.order)[: wanted // 2]
    others = [room for room in ordinary if room not in named]
    smallest = min(ordinary, key=lambda room: (room.persons, room.order))
    drawn = chance.sample(others, wanted - len(named))
    return frozenset(room.id for room in (*special, *named, *drawn, smallest))


def crowded(plan: FacilityPlan, found: Found) -> frozenset[str]:
    """The rooms of which people complain most: the first few in which somebody has below 3 m2."""
    below = [
        room
        for room in plan.building.rooms
        if room.is_living
        and (persons := found.rooms[room.id][COUNTED_EVERYWHERE]) > 1
        and room.living_m2 < 3 * persons
    ]
    return frozenset(room.id for room in below[:_COMPLAINED_OF])


class _Eye:
    def __init__(
        self, seed: CountrySeed, visit: VisitPlan, checklist: Checklist, chance: Random
    ) -> None:
        self._phrases, self._checklist, self._chance = seed.phrases, checklist, chance
        self._visit, self._rates = visit, _RATES[visit.going]
        self._language = visit.team[0].language

    def seen(self, answers: Mapping[str, Any], gentle: bool) -> dict[str, Statement]:
        """`gentle`: of many like places; there single gaps are rare."""
        return {
            input_id: statement
            for input_id, value in answers.items()
            if (question := self._checklist.questions.get(input_id)) is not None
            and (statement := self._statement(question, value, gentle)) is not None
        }

    def out_of_scope(self, answers: Mapping[str, Any]) -> Iterator[tuple[str, Statement]]:
        """Some inspectors also say so where a question does not apply."""
        return (
            (input_id, {"state": str(AnswerState.NOT_APPLICABLE), "reason": str(reason)})
            for input_id, reason in _NOT_HERE.items()
            if input_id in self._checklist.questions
            and input_id not in answers
            and self._visit.number % 2
        )

    def _statement(self, question: Question, value: Any, gentle: bool) -> Statement | None:
        input_id = question.input.id
        if input_id in _COMMON:
            return _answer(value, _grade(question))
        drawn = self._chance.randrange(1000) * (3 if gentle else 1)
        rates = self._rates
        edge = rates.unanswered
        if drawn < edge:
            return None
        edge += rates.not_assessed
        if drawn < edge:
            return self._without("not_assessed", AnswerState.NOT_ASSESSED)
        edge += rates.denied * (4 if input_id.startswith(_REFUSED_FIRST) else 1)
        if drawn < edge:
            return self._without("access_denied", AnswerState.ACCESS_DENIED)
        if drawn < edge + rates.statement:
            return _answer(value, Grade.D) | {"words": self._say("statement")}
        said = _answer(value, _grade(question))
        kind = _WORDS.get((input_id, value)) if isinstance(value, bool | int) else None
        return said | {"words": self._say(kind)} if kind else said

    def _without(self, phrase: str, state: AnswerState) -> Statement:
        return {"state": str(state), "words": self._say(phrase)}

    def _say(self, phrase: str) -> str:
        return str(self._chance.choice(self._phrases[phrase][self._language]))


def _answer(value: Any, grade: Grade) -> Statement:
    said: Statement = {"state": str(AnswerState.ANSWERED), "value": value}
    return said if grade is Grade.A else said | {"grade": str(grade)}


def _grade(question: Question) -> Grade:
    """As sure as the first kind of evidence that the question asks for."""
    first = question.evidence[0] if question.evidence else EvidenceKind.OBSERVATION
    return {EvidenceKind.DOCUMENT: Grade.B, EvidenceKind.INTERVIEWS: Grade.C}.get(first, Grade.A)
