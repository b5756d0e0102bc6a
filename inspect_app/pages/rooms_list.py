"""The rooms of all inspections that the reader may see, as one table and as CSV."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, islice
from operator import attrgetter

from flask import Response, request

from inspect_app.api.guarding import guarded
from inspect_app.api.machinery import now
from inspect_app.api.scoping import inspections_in_scope
from inspect_app.api.streaming import streamed_csv
from inspect_app.domain.exact import shown
from inspect_app.domain.permissions import Permission
from inspect_app.domain.scoring.personal_space import PRESUMPTION_M2, WEIGHTY_M2
from inspect_app.extensions import db
from inspect_app.pages.frame import here, page, page_group, wording
from inspect_app.pages.overview_csv import csv_text
from inspect_app.pages.wording import PageWording
from inspect_app.services.rooms_found import RoomFound, rooms_found
from inspect_app.store.paging import cursor_of, values_of_cursor

pages = page_group("rooms_list")
ROWS = 100
_AT_A_TIME = 500
_SPACE_EDGES = (PRESUMPTION_M2, WEIGHTY_M2)
COLUMNS = (
    "inspection", "facility", "facility_name", "region", "visited_on", "review_state", "room",
    "number", "kind", "regime", "people", "is_in_use", "persons_slept_last_night", "floor_m2",
    "living_space_m2", "living_space_m2_per_person", "is_disputed", "is_demo",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class RoomLine:
    inspection: str
    facility: str
    facility_language: str | None
    day: str
    room: str
    number: str
    kind: str
    persons: str
    space: str
    per_person: str
    is_disputed: bool


@pages.get("/rooms")
@guarded(Permission.READ_INSPECTION)
def list_rooms() -> Response:
    """A hundred rooms, and the address of the next hundred; all of them are in the CSV."""
    words, after = wording(), request.args.get("after") or None
    found = rooms_found(db.session(), inspections_in_scope(), _place(after))
    shown_here = list(islice(found, ROWS))
    has_more = next(found, None) is not None
    return page(
        "desk/rooms_list",
        is_demo=any(room.visited.is_demo for room in shown_here),
        lines=[_line(room, words) for room in shown_here],
        is_cut=has_more or after is not None,
        most=ROWS,
        first_page=here(after=None) if after else None,
        next_page=here(after=cursor_of(shown_here[-1].place)) if has_more else None,
    )


def _place(after: str | None) -> tuple[str, str] | None:
    """Raises Problem `page.unknown_place`."""
    if after is None:
        return None
    insp, room = values_of_cursor(after, (str, str))
    return insp, room


@pages.get("/rooms.csv")
@guarded(Permission.READ_INSPECTION)
def rooms_csv() -> Response:
    """Headers as docs of the data: names of the schemas, decimals to two places, never over an edge."""
    scope = inspections_in_scope()
    name = f"rooms-{now().date().isoformat()}.csv"
    return streamed_csv(lambda session: _pieces(rooms_found(session, scope)), name)


def _pieces(rooms: Iterator[RoomFound]) -> Iterator[str]:
    yield csv_text([COLUMNS])
    while piece := list(islice(rooms, _AT_A_TIME)):
        yield csv_text(_rows(piece))


def _rows(rooms: Iterable[RoomFound]) -> Iterator[tuple[str, ...]]:
    """What an inspection says is put together once for all of its rooms."""
    for visited, its_rooms in groupby(rooms, key=attrgetter("visited")):
        name = visited.names.get("ru") or next(iter(visited.names.values()), "")
        day = visited.visited_on.isoformat() if visited.visited_on else ""
        before = (visited.insp, visited.facility or "", name, visited.region or "", day,
                  visited.review_state)  # fmt: skip
        is_demo = _yes_or_no(visited.is_demo)
        for room in its_rooms:
            yield (*before, *_cells(room), is_demo)


def _cells(room: RoomFound) -> tuple[str, ...]:
    per_person = room.space_m2_per_person
    return (
        room.id, room.number, room.kind, room.regime or "", room.people or "",
        _yes_or_no(room.is_in_use),
        "" if room.persons is None else shown(room.persons, 0),
        "" if room.floor_m2 is None else shown(room.floor_m2, 2),
        "" if room.space_m2 is None else shown(room.space_m2, 2),
        "" if per_person is None else shown(per_person, 2, _SPACE_EDGES),
        _yes_or_no(room.is_disputed),
    )  # fmt: skip


def _yes_or_no(holds: bool) -> str:
    return "yes" if holds else "no"


def _line(room: RoomFound, words: PageWording) -> RoomLine:
    visited, none = room.visited, words.say("value.none")
    per_person = room.space_m2_per_person
    return RoomLine(
        inspection=visited.insp,
        facility=words.own(visited.names) or visited.facility or none,
        facility_language=words.language_of(visited.names) if visited.names else None,
        day=words.day(visited.visited_on) if visited.visited_on else words.say("visit.no_day"),
        room=room.id,
        number=room.number,
        kind=words.say(f"room.{room.kind}") if room.kind else none,
        persons=none if room.persons is None else words.number(room.persons, 0),
        space=none if room.space_m2 is None else words.number(room.space_m2, 2),
        per_person=none if per_person is None else words.number(per_person, 2, _SPACE_EDGES),
        is_disputed=room.is_disputed,
    )
