"""Annex A: every room, in short tables."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from inspect_app.domain.bands import Level
from inspect_app.domain.facts import Rectangles, Room
from inspect_app.domain.measures import MEASURES, Circumstances, MeasureFault
from inspect_app.domain.scoring.known_inputs import (
    ANNEXE_RECTANGLES,
    HEAD_COUNT,
    ROOM_RECTANGLES,
)
from inspect_app.domain.terms import LIVING_KINDS, AnswerState
from inspect_app.reports.model.rows import Line, RoomAnnex, RoomRow, RoomTable
from inspect_app.reports.model.sources import Sources
from inspect_app.reports.model.verdicts import court_badge, space_text

MOST_ROOMS = 2_500
ROOMS_A_TABLE = 40
MOST_CODES = 16

FailingByRoom = dict[str, list[tuple[Level, str]]]


def rooms_of(sources: Sources) -> RoomAnnex:
    failing = _failing_by_room(sources)
    court = {
        found.room: court_badge(found.value, sources, "short").word
        for found in sources.assessment.personal_space
    }
    left = len(sources.facts.rooms) - MOST_ROOMS
    named = {code for codes in failing.values() for _, code in codes}
    return RoomAnnex(
        tables=tuple(_tables(sources, failing, court)),
        more=sources.wording.count("annex.more_rooms", left) if left > 0 else None,
        codes=tuple(
            Line(criterion, sources.title(criterion))
            for criterion in sources.assessment.criteria
            if criterion in named
        ),
    )


def _failing_by_room(sources: Sources) -> FailingByRoom:
    found: FailingByRoom = {}
    for result in sources.assessment.criteria.values():
        for finding in result.findings:
            level = finding.judgement.level
            if level is not None and level <= 1 and finding.place in sources.rooms:
                found.setdefault(finding.place, []).append((level, result.criterion))
    return found


def _tables(sources: Sources, failing: FailingByRoom, court: dict[str, str]) -> Iterable[RoomTable]:
    by_block: dict[str | None, list[Room]] = {}
    for room in sources.facts.rooms[:MOST_ROOMS]:
        by_block.setdefault(room.block, []).append(room)
    for block, rooms in by_block.items():
        heading = _heading(block, sources) if len(by_block) > 1 or block else None
        for start in range(0, len(rooms), ROOMS_A_TABLE):
            part = rooms[start : start + ROOMS_A_TABLE]
            yield RoomTable(
                heading=heading if start == 0 else None,
                caption=sources.wording.say(
                    "annex.part", first=sources.place(part[0].id), last=sources.place(part[-1].id)
                ),
                rows=tuple(_row(room, sources, failing, court) for room in part),
            )


def _heading(block: str | None, sources: Sources) -> str:
    if block is None:
        return sources.wording.say("annex.no_block")
    return sources.block_title(block)


def _row(room: Room, sources: Sources, failing: FailingByRoom, court: dict[str, str]) -> RoomRow:
    wording = sources.wording
    area, persons = _area_m2(room, sources), _persons(room, sources)
    codes = sorted(failing.get(room.id, []))
    kind = wording.say(f"room.{room.kind}")
    dash = wording.say("value.dash")
    return RoomRow(
        room=sources.place(room.id),
        kind=kind if room.is_in_use else f"{kind}, {wording.say('annex.not_in_use')}",
        area=dash if area is None else wording.number(area),
        persons=dash if persons is None else wording.whole(persons),
        per_person=space_text(_per_person(room, area, persons, sources), sources),
        worst=sources.short_badge(codes[0][0]) if codes else None,
        failing=_codes(codes) or dash,
        court=court.get(room.id, dash),
    )


def _per_person(
    room: Room, area: Fraction | None, persons: int | None, sources: Sources
) -> Fraction | None:
    """In public as the Court's test has it: who slept there and on what floor is withheld."""
    if sources.is_public:
        return sources.spaces.get(room.id)
    return area / persons if area is not None and persons else None


def _codes(codes: list[tuple[Level, str]]) -> str:
    listed = ", ".join(code for _, code in codes[:MOST_CODES])
    return f"{listed} …" if len(codes) > MOST_CODES else listed


def _area_m2(room: Room, sources: Sources) -> Fraction | None:
    """None without one undisputed measurement of the room and of its annexe."""
    floor = _only(room, ROOM_RECTANGLES, sources)
    annexe = _only(room, ANNEXE_RECTANGLES, sources)
    if not isinstance(floor, tuple) or not isinstance(annexe, tuple):
        return None
    circumstances = Circumstances(sources.assessment.visited_on, sources.pack.measurement_error_m)
    try:
        area = MEASURES["living_space_m2"].compute({"room": floor, "annexe": annexe}, circumstances)
    except MeasureFault:
        return None
    return area.value if isinstance(area.value, Fraction) else None


def _persons(room: Room, sources: Sources) -> int | None:
    if room.kind not in LIVING_KINDS:
        return None
    value = _only(room, HEAD_COUNT, sources)
    return int(value) if isinstance(value, Fraction) else None


def _only(room: Room, input_id: str, sources: Sources) -> Fraction | Rectangles | object:
    answers = sources.answers.get(room.id, {}).get(input_id, ())
    values = {a.value for a in answers if a.state is AnswerState.ANSWERED}
    return values.pop() if len(values) == 1 else None
