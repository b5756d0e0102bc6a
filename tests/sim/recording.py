"""What simulated inspectors record: few places and few questions, so that they meet."""

from __future__ import annotations

from random import Random
from typing import Any

from inspect_app.demo.tablet import Tablet

FACILITY = "facility:f-1"
QUESTIONS = ("answer.water_hours_per_day", "answer.natural_light", "answer.beds")
ROOMS = ("room-1", "room-2")


def answer(value: object) -> dict[str, Any]:
    return {"state": "answered", "value": str(value)}


def begin_inspection(tablet: Tablet, insp: str, team: tuple[str, ...]) -> list[str]:
    """The inspection and its first room."""
    made = tablet.record(
        insp, f"inspection:{insp}", "create",
        {"facility": "f-1", "visited_on": "2026-02-17", "is_announced": False, "team": list(team)},
        type="inspection", parent=None,
    )  # fmt: skip
    room = tablet.record(
        insp, _room(insp, ROOMS[0]), "create", {"number": "1", "kind": "cell"},
        type="room", parent=None,
    )  # fmt: skip
    return [made, room]


def something(tablet: Tablet, insp: str, chance: Random) -> str | None:
    """One act, chosen by chance. None: it was one that leaves no operation of its own."""
    act = chance.choice(("answer",) * 9 + ("settle", "settle", "room", "comment", "take_back",
                                          "unknown", "photograph"))  # fmt: skip
    match act:
        case "answer":
            entity = chance.choice((FACILITY, *(_room(insp, room) for room in ROOMS)))
            field = chance.choice(QUESTIONS)
            return tablet.record(insp, entity, "set", {field: answer(chance.randrange(4))})
        case "settle":
            return _settle(tablet, insp, chance)
        case "room":
            return tablet.record(
                insp, _room(insp, ROOMS[1]), "create", {"number": "2", "kind": "cell"},
                type="room", parent=None,
            )  # fmt: skip
        case "comment":
            return tablet.record(
                insp, f"comment:{tablet.memory.new_id()}", "comment", {"says": "Seen at noon."},
                type="comment", parent=None,
            )  # fmt: skip
        case "take_back":
            why = {"_void": {"why": "The wrong room."}}
            return tablet.record(insp, _room(insp, ROOMS[0]), "retract", why)
        case "unknown":
            return tablet.record(insp, FACILITY, "of_a_newer_app", {"answer.beds": {"new": 1}})
    content = chance.randbytes(chance.choice((10, 900, 70_000)))
    tablet.attach(insp, content, {"kind": "photo", "caption": "A photograph"})
    return None


def _settle(tablet: Tablet, insp: str, chance: Random) -> str | None:
    """Settles a conflict if one is on screen."""
    for where, entity, field in tablet.view.fields():
        heads = tablet.heads(insp, entity, field)
        if where == insp and len(heads) > 1 and field.startswith("answer."):
            value = chance.choice(list(heads.values()))
            return tablet.record(insp, entity, "resolve", {field: value}, why="We looked again.")
    return None


def _room(insp: str, room: str) -> str:
    return f"room:{room}-{insp[-4:]}"
