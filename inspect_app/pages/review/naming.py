"""Places, fields, values, people and devices of one inspection, in the reader's words."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from inspect_app.api.machinery import machinery
from inspect_app.domain.facts_checking import inputs_of
from inspect_app.domain.operations import SERVER_DEVICE, EntityType
from inspect_app.domain.standards import Criterion
from inspect_app.extensions import db
from inspect_app.pages.frame import wording
from inspect_app.pages.inspection.places import Moment, device_moment, server_moment
from inspect_app.pages.inspection.told_values import FieldWords
from inspect_app.pages.wording import PageWording
from inspect_app.problems import Language
from inspect_app.reports.model.sources import BARE_NAME
from inspect_app.reports.model.values import Values
from inspect_app.reports.wording import Wording
from inspect_app.services import page_reading
from inspect_app.services.assessments import Standards
from inspect_app.services.inspections import InspectionListed
from inspect_app.services.reviewing import Described, described

_PLACES = (EntityType.ROOM, EntityType.BLOCK, EntityType.FACILITY)
_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a page names: entities, accounts and devices, each looked up once for all of it."""

    entities: Collection[str] = ()
    accounts: Collection[str] = ()
    devices: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Recorded:
    """Who recorded something, on which device, by both clocks."""

    by: str
    device: str
    device_clock: Moment
    server_clock: Moment


class Naming:
    """`standards`: by which the inspection is judged; they know the questions."""

    def __init__(self, listed: InspectionListed, standards: Standards, wanted: Wanted) -> None:
        session, self.words, self.insp = db.session(), wording(), listed.row.id
        self._criteria: Mapping[str, Criterion] = standards.main.criteria
        found = described(session, self.insp, set(wanted.entities))
        self._names = _names(found, listed, self.words)
        people = set(wanted.accounts) | set(listed.team or ())
        self._people = page_reading.shown_names(session, people)
        tablets = {dev for dev in wanted.devices if not dev.startswith(SERVER_DEVICE)}
        self._devices = page_reading.device_labels(session, tablets)
        templates = machinery().settings.templates_dir
        values = Values(standards.main, _report_wording(self.words.language, templates))
        inputs = inputs_of(standards.packs)
        self._told = FieldWords(self.words, inputs, values, self._names, self._people)

    def entity(self, entity: str) -> str:
        says = self._told.entity(entity)
        return says[:1].upper() + says[1:]

    def field(self, field: str) -> str:
        return self._told.field(field)

    def value(self, field: str, value: Any) -> str:
        return self._told.value(field, value)

    def answer(self, entity: str, field: str) -> str:
        """A field together with its place."""
        return self.words.say("review.field_at", field=self.field(field), place=self.entity(entity))

    def criterion(self, criterion: str) -> str:
        """A criterion that the standards no longer have keeps its code."""
        known = self._criteria.get(criterion)
        return f"{criterion} {self.words.own(known.title)}" if known else criterion

    def about(self, about: Mapping[str, Any]) -> str:
        """What a remark is about."""
        entity, field, criterion = (about.get(key) for key in ("e", "f", "c"))
        if field:
            return self.answer(str(entity), str(field))
        if criterion:
            where = self.entity(str(entity))
            is_whole = str(entity).startswith(f"{EntityType.INSPECTION}:")
            title = self.criterion(str(criterion))
            return (
                title if is_whole else self.words.say("review.field_at", field=title, place=where)
            )
        return self.entity(str(entity))

    def address(self, about: Mapping[str, Any]) -> str:
        """The page on which it can be seen."""
        kind, _, known_as = str(about.get("e", "")).partition(":")
        here = f"/inspections/{self.insp}"
        if about.get("c"):
            return f"{here}/findings/{about['c']}"
        if kind in _PLACES:
            return f"{here}/rooms/{known_as}"
        if kind == EntityType.EVIDENCE:
            return f"{here}/photographs/{known_as}"
        return here

    def person(self, account: str) -> str:
        return self._people.get(account, account)

    def device(self, device: str) -> str:
        if device.startswith(SERVER_DEVICE):
            return self.words.say("review.office")
        return self._devices.get(device, device)

    def recorded(self, said: Any) -> Recorded:
        """`said`: whatever has an author, a device and both clocks."""
        return Recorded(
            by=self.person(said.author),
            device=self.device(said.device),
            device_clock=device_moment(said.observed_at, self.words),
            server_clock=server_moment(said.received_at, said.observed_at),
        )


def _names(found: Described, listed: InspectionListed, words: PageWording) -> dict[str, str]:
    names: dict[str, str] = {}
    if listed.facility is not None:
        facility = f"{EntityType.FACILITY}:{listed.facility.id}"
        names[facility] = words.own(listed.facility.names)
    for entity, said in found.items():
        name = _name(said, found, words)
        if name:
            names[entity] = name
    return names


def _name(said: Mapping[str, Any], found: Described, words: PageWording) -> str:
    if "number" in said:
        block = found.get(f"{EntityType.BLOCK}:{said.get('block')}", {}).get("name")
        is_bare = block is not None and len(block) <= BARE_NAME
        where = words.say("annex.block", name=block) if is_bare else block
        return ", ".join(filter(None, [str(said["number"]), where]))
    for field in ("name", "caption", "says"):
        if said.get(field):
            text = str(said[field])
            return text if len(text) <= _LONGEST_NAME else f"{text[:_LONGEST_NAME]}…"
    return ""


@cache
def _report_wording(language: Language, templates: Path) -> Wording:
    return Wording(language, templates / "reports")
