"""What inspectors bring to support their answers: drawings for photographs, documents, talks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from random import Random
from typing import Any

from inspect_app.demo.country.drawings import picture_for
from inspect_app.demo.country.facilities import FacilityPlan
from inspect_app.demo.country.places import RoomPlan
from inspect_app.demo.country.seed import CountrySeed
from inspect_app.demo.country.story import Told
from inspect_app.demo.country.visits import Form, uuid7
from inspect_app.domain.operations import EntityType
from inspect_app.domain.terms import EvidenceKind, RoomKind

_MOTIF_OF: Mapping[RoomKind, str] = {
    RoomKind.DORMITORY: "dormitory", RoomKind.CELL: "cell", RoomKind.ISOLATION: "isolation",
    RoomKind.QUARANTINE: "quarantine", RoomKind.WARD: "ward",
}  # fmt: skip
_FACILITY_MOTIFS: Mapping[str, tuple[str, ...]] = {
    "entrance": ("step_free_entrance",),
    "camera": ("cameras_working",),
    "yard": ("yard_shelter",),
    "kitchen": ("kitchen_zones_separate",),
    "notice": ("complaint_telephone_line",),
}
_UNPUBLISHABLE = "person"


@dataclass(frozen=True, slots=True)
class EvidencePlan:
    """`picture`: key of a drawing; None: only named, as a document that was seen."""

    id: str
    writes: Mapping[str, Any]
    picture: str | None
    by_second: bool


def evidence_of(
    seed: CountrySeed, plan: FacilityPlan, told: Told, chance: Random
) -> Iterator[EvidencePlan]:
    drawer = _Collector(seed, plan, told, chance)
    yield from drawer.rooms()
    yield from drawer.facility()
    yield from drawer.papers()


class _Collector:
    def __init__(self, seed: CountrySeed, plan: FacilityPlan, told: Told, chance: Random) -> None:
        self._phrases, self._plan, self._told, self._chance = seed.phrases, plan, told, chance
        self._language = told.visit.team[0].language
        self._is_full = told.visit.form is Form.FULL

    def rooms(self) -> Iterator[EvidencePlan]:
        seen = [
            room
            for room in self._plan.building.rooms
            if room.is_living and len(self._told.seen.rooms.get(room.id, {})) > 1
        ]
        wanted = 3 if self._is_full else 1
        for room in self._chance.sample(seen, min(wanted, len(seen))):
            yield self._of_room(room, _MOTIF_OF[room.kind])
        cold = [room for room in seen if room.kind in (RoomKind.ISOLATION, RoomKind.QUARANTINE)]
        if self._is_full and cold and self._chance.random() < 0.4:
            yield self._of_room(self._chance.choice(cold), "thermometer")
        toilets = [room for room in seen if room.annexe_m is not None]
        if self._is_full and toilets and self._chance.random() < 0.5:
            yield self._of_room(self._chance.choice(toilets), "toilet")

    def facility(self) -> Iterator[EvidencePlan]:
        if not self._is_full:
            return
        place = f"{EntityType.FACILITY}:{self._plan.id}"
        for motif in self._chance.sample(sorted(_FACILITY_MOTIFS), 2):
            inputs = [name for name in _FACILITY_MOTIFS[motif] if name in self._told.seen.facility]
            picture = picture_for(motif, self._told.found.facility, self._plan.number)
            supports = [{"place": place, "input": name} for name in inputs]
            yield self._photo(motif, "", picture, supports)
        if self._chance.random() < 0.12:
            yield self._photo(_UNPUBLISHABLE, "", picture_for(_UNPUBLISHABLE, {}, 0), [])

    def papers(self) -> Iterator[EvidencePlan]:
        if not self._is_full:
            return
        phrases = self._phrases
        place = f"{EntityType.FACILITY}:{self._plan.id}"
        names = phrases["documents"][self._language]
        for caption in self._chance.sample(names, 2):
            yield self._paper(EvidenceKind.DOCUMENT, caption, [
                {"place": place, "input": "persons_present"}
            ])  # fmt: skip
        said = str(phrases["interviews"][self._language])
        caption = said.format(count=self._chance.randint(6, 24))
        yield self._paper(EvidenceKind.INTERVIEWS, caption, [])

    def _of_room(self, room: RoomPlan, motif: str) -> EvidencePlan:
        answers = self._told.found.rooms[room.id]
        place = f"{EntityType.ROOM}:{room.id}"
        about = {"thermometer": "room_temperature_celsius", "toilet": "toilet_partition"}.get(
            motif, "persons_slept_last_night"
        )
        is_said = about in self._told.seen.rooms[room.id]
        supports = [{"place": place, "input": about}] if is_said else []
        picture = picture_for(motif, answers, int(room.order * 1000))
        return self._photo(motif, room.number, picture, supports)

    def _photo(
        self, motif: str, room: str, picture: str, supports: list[dict[str, str]]
    ) -> EvidencePlan:
        caption = str(self._phrases["captions"][motif][self._language]).format(room=room)
        shows_person = motif == _UNPUBLISHABLE
        writes = {
            "kind": str(EvidenceKind.PHOTO),
            "caption": f"DEMO. {caption}",
            "supports": supports,
            "taken_at": f"{self._told.visit.day.isoformat()}T{self._chance.randint(10, 16)}:"
            f"{self._chance.randrange(60):02d}:00+05:00",
            "shows_person": shows_person,
            "is_publishable": not shows_person and self._chance.random() < 0.85,
        }
        return EvidencePlan(self._id(), writes, picture, self._chance.random() < 0.5)

    def _paper(
        self, kind: EvidenceKind, caption: str, supports: list[dict[str, str]]
    ) -> EvidencePlan:
        writes = {"kind": str(kind), "caption": f"DEMO. {caption}", "supports": supports}
        return EvidencePlan(self._id(), writes, None, by_second=False)

    def _id(self) -> str:
        return uuid7(self._told.visit.day, self._chance)
