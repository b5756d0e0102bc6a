"""Invented facilities of any size, answered as an inspection would answer, the same every time."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction

from inspect_app.domain.facts import (
    Answer,
    Block,
    Evidence,
    Facility,
    Facts,
    Inspection,
    Recommendation,
    Rectangle,
    Room,
    Value,
)
from inspect_app.domain.standards import Input, Pack
from inspect_app.domain.terms import (
    AnswerState,
    EvidenceKind,
    FacilityKind,
    Grade,
    InputKind,
    NotApplicableReason,
    PlaceKind,
    Regime,
    RoomKind,
)

VISITED_ON = date(2026, 10, 12)
NAMES = {
    "en": "Colony 7 at Karasay (invented)",
    "ru": "Колония № 7, посёлок Карасай (вымышленная)",
    "kk": "Қарасай кентіндегі № 7 түзеу колониясы (ойдан шығарылған)",
}
KAZAKH_SENTENCE = (
    "Қылмыстық-атқару жүйесі мекемелеріндегі ұсталатындардың тұрмыстық жағдайларын "
    "жақсартпағандықтарыңыздан: ә ғ қ ң ө ұ ү һ і — Ә Ғ Қ Ң Ө Ұ Ү Һ І."
)


def invented_facts(
    pack: Pack,
    rooms: int = 12,
    photographs: int = 0,
    answered: float = 0.9,
    is_demo: bool = True,
    seed: int = 7,
) -> Facts:
    """`answered` is the share of inputs that have an answer; the others are open, refused or not
    applicable. `photographs` items of evidence, every second one cleared for publication."""
    chance = random.Random(seed)  # noqa: S311  # invents facts, keeps no secret
    blocks = tuple(Block(f"b{n}", name) for n, name in enumerate(("A", "B", "Жаңа корпус"), 1))
    all_rooms = tuple(_room(n, blocks) for n in range(1, rooms + 1))
    evidence = tuple(_photograph(n) for n in range(1, photographs + 1))
    places = {
        PlaceKind.FACILITY: ["f"],
        PlaceKind.BLOCK: [block.id for block in blocks],
        PlaceKind.ROOM: [room.id for room in all_rooms],
    }
    answers = [
        _answer(item, place, chance, answered, evidence)
        for item in pack.inputs.values()
        for place in places[item.place]
    ]
    held = sum(a.value for a in answers if a.input == "persons_slept_last_night")
    answers = [replace(a, value=held) if a.input == "persons_present" else a for a in answers]
    return Facts(
        facility=Facility("f", NAMES, FacilityKind.COLONY, "KZ", "Алматы облысы"),
        inspection=Inspection("KZ-DEMO-2026-07", VISITED_ON, False, ("t1", "t2", "t3")),
        blocks=blocks,
        rooms=all_rooms,
        answers=tuple(answers),
        evidence=evidence,
        recommendations=(
            Recommendation("r1", "SP01", KAZAKH_SENTENCE, "Әкімшілік", date(2027, 3, 1)),
            Recommendation("r2", "SA01", "Repair the toilets of block B.\nReport back.", "Head"),
        ),
        is_demo=is_demo,
    )


def _room(number: int, blocks: tuple[Block, ...]) -> Room:
    kind = RoomKind.ISOLATION if number % 17 == 0 else RoomKind.CELL
    kind = RoomKind.DORMITORY if number % 5 == 0 else kind
    block = blocks[number % len(blocks)]
    return Room(f"r{number}", f"{block.name[:1]}-{number:03d}", kind, block.id, Regime.SENTENCED)


def _photograph(number: int) -> Evidence:
    return Evidence(
        id=f"e{number}",
        kind=EvidenceKind.PHOTO,
        caption=f"{number}-камера: терезе мен жарықтандыру, кереуеттер арасындағы өту жолы",
        file=f"photos/{number}.jpg",
        taken_at=datetime(2026, 10, 12, 9, number % 60, tzinfo=UTC),
        is_publishable=number % 2 == 0,
    )


def _answer(
    item: Input,
    place: str,
    chance: random.Random,
    answered: float,
    evidence: tuple[Evidence, ...],
) -> Answer:
    if item.id not in _ALWAYS and chance.random() > answered:
        return _no_answer(item, place, chance)
    shown = (chance.choice(evidence).id,) if evidence and chance.random() < 0.4 else ()
    return Answer(
        input=item.id,
        place=place,
        value=_value(item, place, chance),
        grade=chance.choice((Grade.A, Grade.A, Grade.B, Grade.C)),
        evidence=shown,
        observed_at=datetime(2026, 10, 12, 10, chance.randrange(60), tzinfo=UTC),
        recorded_by=chance.choice(("t1", "t2")),
    )


def _no_answer(item: Input, place: str, chance: random.Random) -> Answer:
    state = chance.choice(
        (AnswerState.NOT_ASSESSED, AnswerState.ACCESS_DENIED, AnswerState.NOT_APPLICABLE)
    )
    reason = NotApplicableReason.NO_WOMEN if state is AnswerState.NOT_APPLICABLE else None
    return Answer(
        item.id,
        place,
        state,
        recorded_by="t1",
        confirmed_by="t2",
        reason=reason,
        words="Кілт табылмады, жауапты қызметкер болмады",
    )


_ALWAYS = frozenset(
    {"room_rectangles", "sanitary_annexe_rectangles", "persons_slept_last_night", "persons_present"}
)


def _value(item: Input, place: str, chance: random.Random) -> Value:
    if item.id == "room_rectangles":
        return (Rectangle(Fraction(chance.randrange(40, 70), 10), Fraction(35, 10)),)
    if item.id == "sanitary_annexe_rectangles":
        return (Rectangle(Fraction(12, 10), Fraction(1)),) if chance.random() < 0.7 else ()
    if item.id == "persons_slept_last_night":
        return Fraction(chance.randrange(2, 9))
    if item.kind is InputKind.YES_NO:
        return chance.random() < 0.7
    if item.kind is InputKind.CHOICE:
        return chance.choice(item.options[:3]).id
    if item.kind is InputKind.DATE:
        return date(2026, chance.randrange(1, 10), 5)
    low, high = item.plausible or (Fraction(0), Fraction(30))
    return Fraction(chance.randint(int(low), min(int(high), int(low) + 60)))
