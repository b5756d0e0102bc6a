"""A visit as acts on tablets: what each inspector records, in the order of the walk."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from typing import Any

from inspect_app.demo.country.evidence import evidence_of
from inspect_app.demo.country.facilities import FacilityPlan
from inspect_app.demo.country.observing import COUNTED_EVERYWHERE, Statement
from inspect_app.demo.country.places import RoomPlan
from inspect_app.demo.country.seed import CountrySeed
from inspect_app.demo.country.story import Told
from inspect_app.demo.country.visits import Form, Going, uuid7
from inspect_app.domain.operations import ANSWER, CONFIRMED, EntityType, OperationKind

LEAD, SECOND = 0, 1
_ANSWERS_AT_ONCE = 8


@dataclass(frozen=True, slots=True)
class Act:
    """`who`: position on the team. `picture`: key of the drawing that an `attach` carries.
    `confirms`: entity and input whose answer a second person confirms."""

    who: int
    kind: OperationKind
    entity: str
    writes: Mapping[str, Any] = field(default_factory=dict)
    extra: Mapping[str, Any] = field(default_factory=dict)
    picture: str | None = None
    confirms: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Script:
    """Everything that is written of a visit. `founding` is sent before others join;
    `disputed`: entity, input and the other answer that the second inspector gives unseen;
    `is_resolved`: the lead settles these. `is_to_print`: a report of it would be worth reading."""

    number: int
    insp: str
    facility: str
    day: str
    team: tuple[str, ...]
    checklist: Mapping[str, Any]
    founding: tuple[Act, ...]
    walk: tuple[Act, ...]
    closing: tuple[Act, ...]
    disputed: tuple[tuple[str, str, Statement], ...]
    is_resolved: bool
    resolution: str
    is_to_print: bool


def script_of(seed: CountrySeed, plan: FacilityPlan, told: Told, says: Mapping[str, str]) -> Script:
    """`says`: criterion -> what the standard says, in the language of the lead."""
    writer = _Writer(seed, plan, told, says)
    walk = tuple(writer.walk())
    disputed = tuple(writer.disputed(walk))
    visit = told.visit
    return Script(
        number=visit.number,
        insp=visit.id,
        facility=plan.id,
        day=visit.day.isoformat(),
        team=tuple(one.code for one in visit.team),
        checklist={
            "id": told.checklist.id, "ver": told.checklist.version, "sha": told.checklist.sha256,
        },
        founding=tuple(writer.founding()),
        walk=walk,
        closing=tuple(writer.closing()),
        disputed=disputed,
        is_resolved=writer.chance.random() < 0.6,
        resolution=seed.phrases["resolved"][visit.team[0].language],
        is_to_print=visit.is_last and visit.form is Form.FULL and visit.going is Going.WELL,
    )  # fmt: skip


class _Writer:
    def __init__(
        self, seed: CountrySeed, plan: FacilityPlan, told: Told, says: Mapping[str, str]
    ) -> None:
        self.seed, self.plan, self.told, self.says = seed, plan, told, says
        self.chance = Random(f"{told.visit.id}/acts")  # noqa: S311  # an invented country
        self.language = told.visit.team[0].language

    def founding(self) -> Iterator[Act]:
        visit = self.told.visit
        writes = {
            "facility": self.plan.id,
            "visited_on": visit.day.isoformat(),
            "is_announced": visit.is_announced,
            "team": [one.code for one in visit.team],
        }
        yield self._create(EntityType.INSPECTION, visit.id, writes)
        for block in self.plan.building.blocks:
            yield self._create(EntityType.BLOCK, block.id, {"name": block.name})
        for room in self.plan.building.rooms:
            yield self._create(EntityType.ROOM, room.id, self._room(room), self._parent(room))

    def walk(self) -> Iterator[Act]:
        """The second inspector, where there is one, takes the rooms of every other block."""
        seen = self.told.seen
        facility = f"{EntityType.FACILITY}:{self.plan.id}"
        yield from self._answers(LEAD, facility, seen.facility, _ANSWERS_AT_ONCE)
        second = SECOND if len(self.told.visit.team) > 1 else LEAD
        walker = {
            block.id: second if i % 2 else LEAD for i, block in enumerate(self.plan.building.blocks)
        }
        for block in self.plan.building.blocks:
            who, entity = walker[block.id], f"{EntityType.BLOCK}:{block.id}"
            yield from self._answers(who, entity, seen.blocks[block.id])
        for room in self.plan.building.rooms:
            statements = seen.rooms.get(room.id, {})
            others = {key: said for key, said in statements.items() if key != COUNTED_EVERYWHERE}
            who = walker.get(room.block or "", LEAD)
            yield from self._answers(who, f"{EntityType.ROOM}:{room.id}", others)
        for item in evidence_of(self.seed, self.plan, self.told, self.chance):
            yield Act(
                second if item.by_second else LEAD,
                OperationKind.ATTACH if item.picture else OperationKind.CREATE,
                f"{EntityType.EVIDENCE}:{item.id}",
                item.writes,
                {} if item.picture else {"type": str(EntityType.EVIDENCE)},
                picture=item.picture,
            )

    def closing(self) -> Iterator[Act]:
        visit, phrases = self.told.visit, self.seed.phrases
        for criterion in self.told.recommended:
            due = visit.day + timedelta(days=self.chance.choice((14, 30, 60, 90, 180)))
            says = str(phrases["recommend"][self.language])
            writes = {
                "criterion": criterion,
                "says": says.format(criterion=self.says[criterion]),
                "addressed_to": self.chance.choice(phrases["addressed_to"][self.language]),
                "due_on": due.isoformat(),
            }
            yield self._create(EntityType.RECOMMENDATION, self._id(), writes)
        if self.chance.random() < 0.25:
            about = {"e": f"{EntityType.FACILITY}:{self.plan.id}"}
            says = self.chance.choice(phrases["comment"][self.language])
            yield Act(LEAD, OperationKind.COMMENT, f"{EntityType.COMMENT}:{self._id()}",
                      {"says": says, "about": about}, {"type": str(EntityType.COMMENT)})  # fmt: skip
        yield from self._confirmations(
            f"{EntityType.FACILITY}:{self.plan.id}", self.told.seen.facility
        )
        own = f"{EntityType.INSPECTION}:{visit.id}"
        for who in range(len(visit.team)):
            yield Act(who, OperationKind.SIGN, own)
        yield Act(LEAD, OperationKind.SUBMIT, own)

    def disputed(self, walk: Sequence[Act]) -> Iterator[tuple[str, str, Statement]]:
        """What two inspectors answer differently, neither seeing the other's answer."""
        if len(self.told.visit.team) < 2 or self.chance.random() > 0.35:
            return
        by_lead = [
            (act.entity, name, value)
            for act in walk
            if act.who == LEAD and act.kind is OperationKind.SET
            for name, value in act.writes.items()
            if isinstance(value.get("value"), bool)
        ]
        for entity, name, value in self.chance.sample(by_lead, min(3, len(by_lead))):
            yield entity, name, dict(value) | {"value": not value["value"]}

    def _room(self, room: RoomPlan) -> dict[str, Any]:
        said = {
            "number": room.number, "kind": str(room.kind), "block": room.block,
            "regime": room.regime and str(room.regime), "people": room.people and str(room.people),
        }  # fmt: skip
        writes: dict[str, Any] = {name: value for name, value in said.items() if value is not None}
        counted = self.told.seen.rooms.get(room.id, {}).get(COUNTED_EVERYWHERE)
        return writes | {ANSWER + COUNTED_EVERYWHERE: counted} if counted else writes

    def _parent(self, room: RoomPlan) -> str:
        if room.block is not None:
            return f"{EntityType.BLOCK}:{room.block}"
        return f"{EntityType.FACILITY}:{self.plan.id}"

    def _create(
        self, kind: EntityType, entity_id: str, writes: Mapping[str, Any], parent: str | None = None
    ) -> Act:
        extra = {"type": str(kind)} | ({"parent": parent} if parent else {})
        return Act(LEAD, OperationKind.CREATE, f"{kind}:{entity_id}", writes, extra)

    def _answers(
        self, who: int, entity: str, statements: Mapping[str, Statement], at_once: int = 40
    ) -> Iterator[Act]:
        named = list(statements.items())
        for start in range(0, len(named), at_once):
            writes = {ANSWER + name: said for name, said in named[start : start + at_once]}
            yield Act(who, OperationKind.SET, entity, writes)

    def _confirmations(self, entity: str, statements: Mapping[str, Statement]) -> Iterator[Act]:
        if len(self.told.visit.team) < 2:
            return
        for name, said in statements.items():
            if "reason" in said:
                yield Act(SECOND, OperationKind.SET, entity, {CONFIRMED + name: None},
                          confirms=(entity, name))  # fmt: skip

    def _id(self) -> str:
        return uuid7(self.told.visit.day, self.chance)
