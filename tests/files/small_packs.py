"""A pack and a checklist small enough to read at once, with an input of every kind and place."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from inspect_app.domain.bands import numeric_bands, option_bands
from inspect_app.domain.checklists import Checklist, Question
from inspect_app.domain.standards import (
    AppliesTo,
    Criterion,
    DomainOfLife,
    Input,
    MeasureUse,
    Option,
    Pack,
    Part,
    TierRule,
)
from inspect_app.domain.terms import (
    Confidence,
    EvidenceKind,
    InputKind,
    PlaceKind,
    Text,
    Tier,
)


def said(text: str) -> Text:
    return {"en": text, "ru": f"{text} (рус)", "kk": f"{text} (қаз)"}


def _input(name: str, place: PlaceKind, kind: InputKind, label: str, **more: object) -> Input:
    return Input(name, place, kind, said(label), **more)  # type: ignore[arg-type]


_PARTITIONS = (
    Option("full", said("Walls to the ceiling")),
    Option("curtain", said("Curtain")),
    Option("none", said("None")),
)
_ROOM, _BLOCK, _FACILITY = PlaceKind.ROOM, PlaceKind.BLOCK, PlaceKind.FACILITY

_INPUTS = (
    _input("room_rectangles", _ROOM, InputKind.RECTANGLES, "Floor of the room"),
    _input("annexe_rectangles", _ROOM, InputKind.RECTANGLES, "Annexe inside the room"),
    _input(
        "persons_slept",
        _ROOM,
        InputKind.COUNT,
        "Persons who slept here",
        unit="persons",
        plausible=(Fraction(0), Fraction(200)),
    ),
    _input(
        "ceiling_height_m",
        _ROOM,
        InputKind.NUMBER,
        "Height of the ceiling",
        unit="m",
        plausible=(Fraction("1.5"), Fraction(6)),
    ),
    _input("partition", _ROOM, InputKind.CHOICE, "Partition of the toilet", options=_PARTITIONS),
    _input("window_opens", _ROOM, InputKind.YES_NO, "The window opens"),
    _input("temperature", _ROOM, InputKind.NUMBER, "Temperature", unit="celsius"),
    _input("fire_exits", _BLOCK, InputKind.COUNT, "Fire exits"),
    _input("alarm_tested_on", _BLOCK, InputKind.DATE, "Last test of the alarm"),
    _input("persons_present", _FACILITY, InputKind.COUNT, "Persons held", unit="persons"),
    _input("complaint_box", _FACILITY, InputKind.YES_NO, "Complaint box out of sight"),
    _input("yard_rectangles", _FACILITY, InputKind.RECTANGLES, "Exercise yard"),
)
INPUTS = {one.id: one for one in _INPUTS}


def _criterion(name: str, domain: str, place: PlaceKind, part: Part) -> Criterion:
    return Criterion(
        id=name,
        domain=domain,
        title=said(f"Criterion {name}"),
        says=said(f"{name} holds."),
        provisions=(),
        place=place,
        applies_to=AppliesTo(),
        parts=(part,),
        tier=TierRule(Tier.MAJOR),
        confidence=Confidence.HIGH,
        is_policy=False,
        last_checked_on=date(2026, 1, 1),
    )


def _use(measure: str, **roles: str) -> MeasureUse:
    return MeasureUse(measure, {role: (input_id,) for role, input_id in roles.items()})


_SINCE = date(2015, 1, 1)
_SPACE = Part(
    _use(
        "living_space_per_person_m2",
        room="room_rectangles",
        annexe="annexe_rectangles",
        persons="persons_slept",
    ),
    ((_SINCE, numeric_bands({3: ">=4", 0: "<4"})),),
    when_nothing="not_applicable",
)
_BOX = Part(
    _use("answer", of="complaint_box"),
    ((_SINCE, option_bands({3: ["yes"], 0: ["no"]}, ["yes", "no"])),),
)

PACK = Pack(
    id="small",
    version=1,
    title=said("Small pack"),
    sha256="0" * 64,
    domains={
        "space": DomainOfLife("space", said("Space")),
        "oversight": DomainOfLife("oversight", said("Complaints")),
    },
    units={"persons": said("persons"), "m": said("m"), "celsius": said("°C")},
    instruments={},
    inputs=INPUTS,
    criteria={
        "SP01": _criterion("SP01", "space", _ROOM, _SPACE),
        "CO01": _criterion("CO01", "oversight", _FACILITY, _BOX),
    },
    norms={},
    doubts=(),
    country="KZ",
)


def _question(asked: Input) -> Question:
    feeds = ("CO01",) if asked.id == "complaint_box" else ("SP01",)
    return Question(
        asked,
        said(f"{asked.label['en']}: how is it?"),
        said("Look, measure and write it down."),
        (EvidenceKind.OBSERVATION,),
        feeds,
    )


CHECKLIST = Checklist(
    id="tiny",
    version=2,
    title=said("Tiny visit"),
    criteria=("SP01", "CO01"),
    questions={one.id: _question(one) for one in _INPUTS},
    sha256="a" * 64,
)
