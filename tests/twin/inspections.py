"""Whole inspections out of chance: whatever facts may say, in JSON as people and programs write it.

Most of each is as in a good facility, so that levels, caps and tiers of every kind come up; the rest
lies at the edges of bands, or disagrees, or was refused, or is not applicable in ways that count and
in ways that do not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property
from random import Random
from typing import Any

from inspect_app.domain.answer_values import value_to_json
from inspect_app.domain.exact import exact_text
from inspect_app.domain.facts import Value
from inspect_app.domain.facts_checking import inputs_of
from inspect_app.domain.scoring.known_inputs import BLOCK_PERSONS, HEAD_COUNT, PERSONS_PRESENT
from inspect_app.domain.standards import Input, MeasureUse, Pack
from inspect_app.domain.terms import (
    LIVING_KINDS,
    FacilityKind,
    InputKind,
    NotApplicableReason,
    People,
    PlaceKind,
    Regime,
    RoomKind,
)
from inspect_app.domain.value_checking import may_be_negative

OF_PEOPLE = frozenset({HEAD_COUNT, PERSONS_PRESENT, BLOCK_PERSONS})
CODES = (
    "i1",
    "I1",
    "i2",
    "stra\u00dfe",
    "STRASSE",
    "\u03b1\u03c2",
    "\u0391\u03a3",
    "\u0131nspector",
)
WORDS = (
    "as the form says",
    "\u0434\u0432\u0435\u0440\u044c \u0437\u0430\u043a\u0440\u044b\u0442\u0430",
)
MOMENTS = (
    "2026-06-15T10:00",
    "2026-06-15T10:00:07Z",
    "2026-06-15T10:00:07.5+05:00",
    "2026-06-15T10:00:07.120000",
    "2026-06-15T10:00:07.000-00:00",
)
HUGE = "1234567890123456789012345678"

Json = dict[str, Any]


@dataclass(frozen=True)
class Standards:
    """The packs of an inspection, and what makes each of its inputs good and interesting."""

    packs: Sequence[Pack]
    good: Mapping[str, Value] = field(default_factory=dict)

    @cached_property
    def inputs(self) -> Mapping[str, Input]:
        return inputs_of(self.packs)

    @cached_property
    def edges(self) -> Mapping[str, tuple[Fraction, ...]]:
        """Input -> the numbers at which something that rests on it changes."""
        found: dict[str, set[Fraction]] = {
            i: set(a.plausible or ()) for i, a in self.inputs.items()
        }
        for use, numbers in self._used():
            for input_id in use.input_ids:
                found[input_id] |= numbers
        return {input_id: tuple(sorted(numbers)) for input_id, numbers in found.items()}

    def _used(self) -> list[tuple[MeasureUse, set[Fraction]]]:
        used = []
        for pack in self.packs:
            for criterion in pack.criteria.values():
                for part in criterion.parts:
                    used += [(part.use, set(bands.edges)) for _, bands in part.bands_from]
            for norm in pack.norms.values():
                used += [
                    (norm.use, set(condition.numbers.edges))
                    for _, condition in norm.required_from
                    if condition.numbers
                ]
        return used


@dataclass(frozen=True)
class Mood:
    """How an inspection went; each a share from 0 to 1."""

    answered: float
    good: float
    disputed: float
    other_state: float
    by_word_alone: float


MOODS = (
    Mood(answered=1, good=1, disputed=0, other_state=0, by_word_alone=0),
    Mood(answered=1, good=0.997, disputed=0, other_state=0, by_word_alone=0),
    Mood(answered=1, good=0.99, disputed=0.01, other_state=0.01, by_word_alone=0.01),
    Mood(answered=0.99, good=0.97, disputed=0, other_state=0.01, by_word_alone=0.3),
    Mood(answered=0.97, good=0.9, disputed=0.05, other_state=0.05, by_word_alone=0.1),
    Mood(answered=0.9, good=0.6, disputed=0.1, other_state=0.3, by_word_alone=0.2),
    Mood(answered=0.8, good=0, disputed=0.2, other_state=0.1, by_word_alone=0.1),
    Mood(answered=0.3, good=0.5, disputed=0.3, other_state=0.5, by_word_alone=0.5),
    Mood(answered=0, good=0, disputed=0, other_state=0, by_word_alone=0),
)


def inspection(standards: Standards, rooms: int, mood: Mood, seed: int) -> Json:
    """A document of facts; the same for the same arguments."""
    return _Walk(standards, mood, Random(seed)).document(rooms)  # noqa: S311  # no secret


class _Walk:
    def __init__(self, standards: Standards, mood: Mood, chance: Random) -> None:
        self.standards, self.mood, self.chance = standards, mood, chance
        self.visited_on = date(2020, 1, 1) + timedelta(days=chance.randrange(2800))
        self.is_crowded = chance.random() < 0.3  # so that space per person lies around its edges

    def document(self, rooms: int) -> Json:
        chance = self.chance
        blocks = [f"b{number}" for number in range(chance.choice([0, 1, 1, 2, 4]))]
        is_ordinary = chance.random() < 0.6
        made = [self._room(number, blocks, is_ordinary) for number in range(rooms)]
        places = {
            PlaceKind.FACILITY: ["f"],
            PlaceKind.BLOCK: blocks,
            PlaceKind.ROOM: [room["id"] for room in made],
        }
        answers = [
            answer
            for asked in self.standards.inputs.values()
            for place in places[asked.place]
            if chance.random() < self.mood.answered
            for answer in self._answers(asked, place)
        ]
        if chance.random() < 0.3:
            chance.shuffle(answers)
        kind = FacilityKind.PRISON if is_ordinary else chance.choice([*FacilityKind])
        return {
            "facts": 1,
            "facility": {"id": "f", "names": {"en": "Invented"}, "kind": kind, "country": "KZ"},
            "inspection": {"id": "i", "visited_on": self.visited_on.isoformat()},
            "blocks": [{"id": block, "name": block} for block in blocks],
            "rooms": made,
            "answers": answers,
            "evidence": [{"id": "e1", "kind": "photo", "caption": "a door"}],
        }

    def _room(self, number: int, blocks: Sequence[str], is_ordinary: bool) -> Json:
        chance = self.chance
        kinds = [RoomKind.CELL] if is_ordinary else [*LIVING_KINDS, *LIVING_KINDS, *RoomKind]
        room = {"id": f"r{number}", "number": str(number), "kind": chance.choice(sorted(kinds))}
        if blocks and chance.random() < 0.9:
            room["block"] = chance.choice(blocks)
        if chance.random() < 0.8:
            room["regime"] = Regime.SENTENCED if is_ordinary else chance.choice([*Regime])
        if chance.random() < 0.8:
            room["people"] = People.MEN if is_ordinary else chance.choice([*People])
        if chance.random() < 0.1:
            room["is_in_use"] = chance.random() < 0.5
        return room

    def _answers(self, asked: Input, place: str) -> list[Json]:
        times = self.chance.choice([2, 2, 3]) if self.chance.random() < self.mood.disputed else 1
        return [self._answer(asked, place) for _ in range(times)]

    def _answer(self, asked: Input, place: str) -> Json:
        chance = self.chance
        answer: Json = {"input": asked.id, "place": place}
        if chance.random() < self.mood.other_state:
            answer |= self._without_value()
        else:
            answer["value"] = self._value(asked)
        if chance.random() < self.mood.by_word_alone:
            answer["grade"] = "D"
        elif chance.random() < 0.3:
            answer["grade"] = chance.choice("ABC")
        self._people_behind(answer)
        if chance.random() < 0.1:
            answer["observed_at"] = chance.choice(MOMENTS)
        if chance.random() < 0.1:
            answer["evidence"] = ["e1"]
        return answer

    def _without_value(self) -> Json:
        chance = self.chance
        state = chance.choice(["not_assessed", "access_denied", "not_applicable", "not_applicable"])
        answer: Json = {"state": state}
        if state == "not_applicable" and chance.random() < 0.8:
            answer["reason"] = chance.choice([*NotApplicableReason])
        if chance.random() < 0.5:
            answer["words"] = chance.choice(WORDS)
        return answer

    def _people_behind(self, answer: Json) -> None:
        """The same code is refused as a second person's; in other letters it stands, and counts not."""
        first, second = self.chance.sample(CODES, 2)
        if self.chance.random() < 0.8:
            answer["recorded_by"] = first
        if self.chance.random() < 0.4:
            answer["confirmed_by"] = second

    def _value(self, asked: Input) -> Any:
        good = self.standards.good.get(asked.id)
        is_good = self.chance.random() < self.mood.good
        if asked.id == HEAD_COUNT and self.is_crowded:
            return self.chance.randrange(2, 8)
        if asked.id == PERSONS_PRESENT and self.chance.random() < 0.1:
            return 0
        if good is not None and is_good:
            if isinstance(good, date):
                return (self.visited_on - timedelta(days=self.chance.randrange(20))).isoformat()
            return value_to_json(good)
        return self._any_value(asked)

    def _any_value(self, asked: Input) -> Any:
        chance = self.chance
        if asked.kind is InputKind.YES_NO:
            return chance.random() < 0.5
        if asked.kind is InputKind.CHOICE:
            return chance.choice(asked.options).id
        if asked.kind is InputKind.DATE:
            return (
                self.visited_on - timedelta(days=chance.choice([0, 1, 29, 364, 4000]))
            ).isoformat()
        if asked.kind is InputKind.RECTANGLES:
            return self._rectangles(asked)
        return self._number(asked)

    def _rectangles(self, asked: Input) -> Any:
        most = 3 if "annexe" in asked.id else 9
        return [
            [self._side(most), self._side(most)]
            for _ in range(self.chance.choice([0, 1, 1, 1, 2, 3]))
        ]

    def _side(self, most: int) -> Any:
        if self.chance.random() < 0.03:
            return self.chance.choice(["0.29", 0.3, 60, 60.5])
        whole, small = self.chance.randrange(1, most), self.chance.randrange(1, 1000)
        return self.chance.choice(
            [whole, round(whole + small / 1000, 3), f"{whole}.{small}", f"{whole * 9 + 1}/9"]
        )

    def _number(self, asked: Input) -> Any:
        chance = self.chance
        if asked.id in OF_PEOPLE:
            return self._people(asked)
        edges = self.standards.edges[asked.id]
        value = chance.choice(edges) if edges else Fraction(chance.randrange(12))
        if asked.kind is InputKind.COUNT:
            value = Fraction(max(0, int(value) + chance.randrange(-1, 2)))
            return chance.choice([int(value), str(int(value)), chance.randrange(20)])
        value += chance.choice([0, 0, Fraction(1, 100), Fraction(-1, 1000), Fraction(28, 9)])
        if value < 0 and not may_be_negative(asked):
            value = Fraction(chance.randrange(1000), chance.choice([1, 7, 64, 1000]))
        return HUGE if chance.random() < 0.01 else exact_text(value)

    def _people(self, asked: Input) -> Any:
        most = 9 if asked.place is PlaceKind.ROOM else 200
        count = self.chance.randrange(most)
        return self.chance.choice([count, str(count)])
