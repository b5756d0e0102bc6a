"""Findings opened: the rule in words, the place, and the operations that each reading comes from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from marshmallow import Schema, fields, validate

from inspect_app.domain.facts import Facts
from inspect_app.domain.facts_checking import inputs_of
from inspect_app.domain.operations import EntityType
from inspect_app.domain.scoring import Assessment
from inspect_app.domain.scoring.assessment import CriterionResult, Reading, State
from inspect_app.domain.scoring.document import (
    criterion_result_document,
    finding_document,
    norm_result_document,
    personal_space_document,
)
from inspect_app.domain.standards import Criterion, Input, Pack, Part
from inspect_app.domain.terms import PlaceKind
from inspect_app.schemas.inspections import PRINTABLE
from inspect_app.schemas.standards_documents import bands_text, criterion_document
from inspect_app.schemas.told import Word
from inspect_app.services.findings import Found
from inspect_app.services.inspections import Source

Sources = Mapping[tuple[str, str], tuple[Source, ...]]
"""(entity, input) -> the operations that answer it."""


class FindingArguments(Schema):
    """Limits of the list of findings; what is left out limits nothing."""

    domain = fields.String(validate=PRINTABLE)
    criterion = fields.String(validate=PRINTABLE)
    level = fields.Integer(validate=validate.Range(0, 3))
    state = Word(State)
    place = fields.String(validate=PRINTABLE, metadata={"description": "Id of a place."})


@dataclass(frozen=True)
class Opener:
    """What is needed to open findings of one inspection."""

    facts: Facts
    assessment: Assessment
    packs: Sequence[Pack]
    places: Mapping[str, Mapping[str, Any]] = field(init=False)
    inputs: Mapping[str, Input] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "places", _places(self.facts))
        object.__setattr__(self, "inputs", inputs_of(self.packs))

    def answers(self, found: Iterable[Found]) -> set[tuple[str, str]]:
        """(entity, input) of everything that these findings rest on."""
        return {
            (self.places[reading.place]["entity"], reading.input)
            for one in found
            for reading in one.finding.readings
        }

    def finding(self, found: Found, sources: Sources) -> dict[str, Any]:
        """For `FindingOpenedTold`."""
        criterion = self.criterion(found.criterion)
        finding = found.finding
        told = finding_document(finding)
        readings = [self._reading(reading, sources) for reading in finding.readings]
        return told | {
            "criterion": criterion.id,
            "domain": criterion.domain,
            "title": dict(criterion.title),
            "says": dict(criterion.says),
            "place": self.places[finding.place],
            "readings": [
                said | more for said, more in zip(told["readings"], readings, strict=True)
            ],
        }

    def opened(self, criterion_id: str, sources: Sources) -> dict[str, Any]:
        """One criterion with all its findings; for `CriterionOpenedTold`, inspection and n apart."""
        result = self.assessment.criteria[criterion_id]
        criterion = self.criterion(criterion_id)
        head = criterion_result_document(result)
        del head["findings"]
        norms = self.assessment.norms.items()
        return {
            "judged_on": self.assessment.judged_on.isoformat(),
            "criterion": criterion_document(criterion, self.packs[0], self.packs),
            "in_force": [self._thresholds(part) for part in criterion.parts],
            "result": head,
            "findings": [self.finding(one, sources) for one in findings_of(result)],
            "norms": {n: norm_result_document(r) for n, r in norms if r.criterion == criterion_id},
            "personal_space": self._personal_space(criterion, result),
        }

    def criterion(self, criterion_id: str) -> Criterion:
        return self.packs[0].criteria[criterion_id]

    def _reading(self, reading: Reading, sources: Sources) -> dict[str, Any]:
        asked = self.inputs[reading.input]
        entity = self.places[reading.place]["entity"]
        of_author = [
            source
            for source in sources.get((entity, reading.input), ())
            if reading.recorded_by in (None, source.author)
        ]
        shown: dict[str, Any] = {
            "label": dict(asked.label),
            "unit": asked.unit,
            "recorded": [self._recorded(source) for source in of_author],
        }
        return shown

    def _recorded(self, source: Source) -> dict[str, Any]:
        return {
            "op": source.op,
            "author": source.author,
            "device": source.device,
            "received_at": source.received_at.isoformat(),
        }

    def _thresholds(self, part: Part) -> dict[str, Any]:
        day = self.assessment.judged_on
        in_force = [since for since, _ in part.bands_from if since <= day]
        return {
            "measure": part.use.measure,
            "since": in_force[-1].isoformat() if in_force else None,
            "bands": bands_text(part.bands_on(day)),
        }

    def _personal_space(
        self, criterion: Criterion, result: CriterionResult
    ) -> list[dict[str, Any]]:
        """The Court's reasoning, where this criterion cites it, on the rooms judged here."""
        if not any(p.is_personal_space_test for p in criterion.provisions):
            return []
        rooms = {finding.place for finding in result.findings}
        found = self.assessment.personal_space
        return [personal_space_document(one) for one in found if one.room in rooms]


def _places(facts: Facts) -> dict[str, dict[str, Any]]:
    """Place id -> for `PlaceTold`."""
    facility = _place(facts.facility.id, PlaceKind.FACILITY, None)
    places = {facts.facility.id: facility}
    for block in facts.blocks:
        places[block.id] = _place(block.id, PlaceKind.BLOCK, block.name)
    for room in facts.rooms:
        places[room.id] = _place(room.id, PlaceKind.ROOM, room.number) | {
            "room_kind": room.kind.value,
            "block": room.block,
        }
    return places


def _place(place: str, kind: PlaceKind, label: str | None) -> dict[str, Any]:
    entity = f"{EntityType(kind.value)}:{place}"
    return {
        "id": place,
        "entity": entity,
        "kind": kind.value,
        "label": label,
        "room_kind": None,
        "block": None,
    }


def findings_of(result: CriterionResult) -> list[Found]:
    return [Found(result.criterion, finding) for finding in result.findings]
