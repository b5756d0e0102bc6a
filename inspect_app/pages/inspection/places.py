"""Places and persons of an inspection by name, and the moments at which something was recorded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from inspect_app.domain.facts import Room
from inspect_app.domain.operations import EntityType
from inspect_app.pages.inspection.reading import Opened
from inspect_app.pages.wording import PageWording


@dataclass(frozen=True, slots=True)
class PlaceCell:
    """`address` shows everything that was answered there."""

    name: str
    note: str
    address: str
    entity: str


@dataclass(frozen=True, slots=True)
class Moment:
    """`machine` is ISO 8601, for the attribute; `shown` names its zone."""

    shown: str
    machine: str


class Places:
    """The places of one inspection, looked up once."""

    def __init__(self, about: Opened) -> None:
        self._about = about
        self.rooms = about.sources.rooms
        self.blocks = {block.id for block in about.facts.blocks}

    def known(self, place: str) -> bool:
        return place in self.rooms or place in self.blocks or place == self._about.facts.facility.id

    def cell(self, place: str) -> PlaceCell:
        return PlaceCell(
            name=self.name(place),
            note=self._note(place),
            address=f"{self._about.address}/rooms/{place}",
            entity=self.entity(place),
        )

    def name(self, place: str) -> str:
        """A room by its whole number; the printed report cuts long ones."""
        room = self.rooms.get(place)
        return room.number if room else self._about.sources.place(place)

    def entity(self, place: str) -> str:
        if place in self.rooms:
            return f"{EntityType.ROOM}:{place}"
        kind = EntityType.BLOCK if place in self.blocks else EntityType.FACILITY
        return f"{kind}:{place}"

    def block(self, room: Room) -> str:
        return self._about.sources.block_title(room.block) if room.block else ""

    def kind(self, room: Room) -> str:
        words = self._about.words
        kind = words.say(f"room.{room.kind}")
        return kind if room.is_in_use else f"{kind}, {words.say('annex.not_in_use')}"

    def _note(self, place: str) -> str:
        room = self.rooms.get(place)
        if room is None:
            return ""
        return ", ".join(filter(None, [self.kind(room), self.block(room)]))


def history_address(inspection: str, entity: str, field: str) -> str:
    return f"/inspections/{inspection}/history?{urlencode({'entity': entity, 'field': field})}"


def device_moment(observed_at: datetime | None, words: PageWording) -> Moment:
    """By the tablet's own clock, in the tablet's own zone."""
    if observed_at is None:
        return Moment(words.say("inspection.clock_unreadable"), "")
    return _moment(observed_at)


def server_moment(received_at: datetime, beside: datetime | None) -> Moment:
    """By the server's clock, in the zone of the tablet's so that both can be held together."""
    zone = beside.tzinfo if beside is not None else None
    return _moment(received_at.astimezone(zone))


def _moment(at: datetime) -> Moment:
    zone = f" (UTC{at.isoformat()[-6:]})" if at.utcoffset() is not None else ""
    if at.utcoffset() is not None and not at.utcoffset():
        zone = " (UTC)"
    return Moment(f"{at:%d.%m.%Y %H:%M}{zone}", at.isoformat())
