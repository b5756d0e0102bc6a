"""A small pack and short ways to write facts, for tests that say one thing each."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from inspect_app.domain.bands import numeric_bands, option_bands, parse_condition
from inspect_app.domain.facts import Answer, Block, Facility, Facts, Inspection, Rectangle, Room
from inspect_app.domain.standards import (
    Aggravation,
    AppliesTo,
    Criterion,
    DomainOfLife,
    Input,
    Instrument,
    Lift,
    MeasureUse,
    Pack,
    Part,
    Provision,
    Test,
    TierRule,
)
from inspect_app.domain.terms import (
    Confidence,
    FacilityKind,
    Family,
    InputKind,
    PlaceKind,
    RoomKind,
    Standing,
    Tier,
)

VISIT = date(2026, 6, 15)
SINCE = date(2015, 12, 15)


def text(words: str) -> dict[str, str]:
    return {"en": words, "ru": words, "kk": words}


def number(
    input_id: str, place: PlaceKind = PlaceKind.FACILITY, plausible: tuple[int, int] | None = None
) -> Input:
    limits = (Fraction(plausible[0]), Fraction(plausible[1])) if plausible else None
    return Input(input_id, place, InputKind.NUMBER, text(input_id), "count", limits)


def yes_no(input_id: str, place: PlaceKind = PlaceKind.FACILITY) -> Input:
    return Input(input_id, place, InputKind.YES_NO, text(input_id))


def rectangles(input_id: str) -> Input:
    return Input(input_id, PlaceKind.ROOM, InputKind.RECTANGLES, text(input_id))


def part(
    measure: str,
    inputs: Mapping[str, str],
    bands: Mapping[int, Any],
    when_nothing: int | str | None = None,
) -> Part:
    use = MeasureUse(measure, {role: tuple(ids.split()) for role, ids in inputs.items()})
    if any(isinstance(band, list) for band in bands.values()):
        made = option_bands(bands, [option for band in bands.values() for option in band])
    else:
        made = numeric_bands(bands)
    return Part(use, ((SINCE, made),), when_nothing)


def criterion(
    criterion_id: str,
    *parts: Part,
    domain: str = "space",
    place: PlaceKind = PlaceKind.FACILITY,
    **more: Any,
) -> Criterion:
    values: dict[str, Any] = {
        "title": text(criterion_id),
        "says": text(criterion_id),
        "provisions": (),
        "applies_to": AppliesTo(),
        "tier": TierRule(Tier.CRITICAL),
        "confidence": Confidence.HIGH,
        "is_policy": False,
        "last_checked_on": VISIT,
    }
    return Criterion(id=criterion_id, domain=domain, place=place, parts=parts, **(values | more))


SPACE_INPUTS = {
    "room": "room_rectangles",
    "annexe": "sanitary_annexe_rectangles",
    "persons": "persons_slept_last_night",
}
BUNKS = MeasureUse(
    "icrc_floor_margin_m2",
    {
        role: (input_id,)
        for role, input_id in (SPACE_INPUTS | {"bed_footprints": "bed_footprints"}).items()
    },
)

SP01 = criterion(
    "SP01",
    part(
        "living_space_per_person_m2",
        SPACE_INPUTS,
        {3: ">=4.0", 2: ">=3.4", 1: ">=3.0", 0: "<3.0"},
        "not_applicable",
    ),
    place=PlaceKind.ROOM,
    applies_to=AppliesTo(when={"persons_slept_last_night": parse_condition(">=2")}),
    provisions=(
        Provision("cpt", "9-10", met_at=3),
        Provision("icrc", "pp. 32-33", test=Test(BUNKS, parse_condition(">=0"))),
        Provision("mursic", "136-141", is_personal_space_test=True),
    ),
    lift=Lift(2, parse_condition(">=3.0"), Test(BUNKS, parse_condition(">=0"))),
    aggravation=Aggravation(parse_condition(">=3.0 and <4.0"), ("EN01", "SA07")),
)
EN01 = criterion(
    "EN01",
    part("answer", {"of": "daylight"}, {3: ["yes"], 1: ["no"]}),
    domain="environment",
    place=PlaceKind.ROOM,
)
SA07 = criterion(
    "SA07",
    part("answer", {"of": "hot_water"}, {3: ["yes"], 1: ["no"]}),
    domain="sanitation",
    tier=TierRule(Tier.MAJOR),
)
SP09 = criterion(
    "SP09",
    part(
        "share_percent",
        {"part": "persons_present", "whole": "official_capacity"},
        {3: "<=90", 2: "<=100", 1: "<=120", 0: ">120"},
        0,
    ),
)
OV01 = criterion(
    "OV01",
    part("value", {"of": "replies_days"}, {3: "<=30", 1: ">30"}),
    domain="oversight",
    tier=TierRule(Tier.MINOR),
)
OV02 = criterion(
    "OV02",
    part("value", {"of": "visits"}, {3: ">=4", 2: ">=2", 1: ">=1", 0: "<1"}),
    domain="oversight",
    tier=TierRule(Tier.MAJOR),
)

INPUTS = [
    rectangles("room_rectangles"),
    rectangles("sanitary_annexe_rectangles"),
    number("persons_slept_last_night", PlaceKind.ROOM),
    number("bed_footprints", PlaceKind.ROOM),
    yes_no("daylight", PlaceKind.ROOM),
    yes_no("hot_water"),
    number("persons_present"),
    number("official_capacity", plausible=(1, 5000)),
    number("replies_days"),
    number("visits"),
    number("days_below_3_m2_in_a_row"),
    yes_no("reductions_are_occasional"),
    yes_no("reductions_are_minor"),
    yes_no("free_movement_and_activities"),
]


def pack(*criteria: Criterion) -> Pack:
    chosen = criteria or (SP01, SP09, EN01, SA07, OV01, OV02)
    families = {
        "cpt": Family.CPT_ECTHR,
        "icrc": Family.ICRC,
        "mursic": Family.CPT_ECTHR,
        "nmr": Family.UN,
    }
    return Pack(
        id="small",
        version=1,
        title=text("small"),
        sha256="0" * 64,
        domains={d: DomainOfLife(d, text(d)) for d in dict.fromkeys(c.domain for c in chosen)},
        units={},
        instruments={
            i: Instrument(i, f, Standing.COMPARISON, text(i), text(i), 2015)
            for i, f in families.items()
        },
        inputs={i.id: i for i in INPUTS},
        criteria={c.id: c for c in chosen},
        norms={},
        doubts=(),
    )


def exact(value: Any) -> Any:
    """yes/no and words stay; 3.1 written as text becomes a fraction; pairs become rectangles."""
    if isinstance(value, bool | date):
        return value
    if isinstance(value, list):
        return tuple(Rectangle(Fraction(length), Fraction(width)) for length, width in value)
    return Fraction(value)


def answer(place: str, input_id: str, value: Any, **more: Any) -> Answer:
    return Answer(input_id, place, value=exact(value), recorded_by="i1", **more)


def room_answers(
    room: str,
    area: tuple[Any, Any],
    persons: int | None,
    annexe: list[Any] | None = None,
    **more: Any,
) -> list[Answer]:
    found = [
        answer(room, "room_rectangles", [area]),
        answer(room, "sanitary_annexe_rectangles", annexe or []),
    ]
    if persons is not None:
        found.append(answer(room, "persons_slept_last_night", persons))
    return found + [answer(room, input_id, value) for input_id, value in more.items()]


def facts(*answers: Answer, rooms: tuple[str, ...] = (), visited_on: date = VISIT) -> Facts:
    return Facts(
        Facility("f", text("Invented"), FacilityKind.COLONY, "KZ"),
        Inspection("i", visited_on),
        blocks=(Block("b", "B"),) if rooms else (),
        rooms=tuple(Room(room, room, RoomKind.DORMITORY, "b" if rooms else None) for room in rooms),
        answers=answers,
    )
