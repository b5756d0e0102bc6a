"""Inspections in a database: written operation by operation, without the signatures that other
tests are about."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import rfc8785
from sqlalchemy.orm import Session

from inspect_app.domain.answer_values import value_to_json
from inspect_app.domain.facts import Answer, Evidence, Facility, Facts, Room
from inspect_app.domain.operations import EMPTY_CHAIN, next_in_stream
from inspect_app.domain.permissions import Role
from inspect_app.store.accounts import AccountRegionRow, AccountRow
from inspect_app.store.devices import DeviceRow
from inspect_app.store.operations import OperationRow, StreamRow
from inspect_app.store.places import FacilityRow, RegionRow
from inspect_app.store.projection import apply_operations

NOW = datetime(2026, 6, 15, 12, tzinfo=UTC)
LEAD, MEMBER = "u_lead", "u_member"
REGION = "KZ-AKM"


def add_people(session: Session, *people: str) -> None:
    """An inspector with a tablet each."""
    for person in people or (LEAD, MEMBER):
        session.add(account(person, Role.INSPECTOR))
        session.flush()
        session.add(
            DeviceRow(
                id=device_of(person),
                account_id=person,
                public_key="",
                certificate="",
                certificate_signature="",
                first_link="",
                head_link="",
                enrolled_at=NOW,
            )
        )
    session.flush()


def account(person: str, role: Role, *regions: str) -> AccountRow:
    return AccountRow(
        id=person,
        login=person,
        shown_name=f"Somebody called {person}",
        role=role,
        password_hash="-",  # noqa: S106  # nobody logs in with a password here
        made_at=NOW,
        regions=[AccountRegionRow(region_id=region) for region in regions],
    )


def device_of(person: str) -> str:
    return f"d_{person}"


def add_facility(session: Session, facility: Facility, region: str = REGION) -> None:
    if session.get(RegionRow, region) is None:
        names = {"en": region, "ru": region, "kk": region}
        session.add(RegionRow(id=region, country="KZ", names=names, kind="region"))
        session.flush()
    session.add(
        FacilityRow(
            id=facility.id,
            names=dict(facility.names),
            sort_name=next(iter(facility.names.values())).casefold(),
            kind=facility.kind,
            country=facility.country,
            region_id=region,
            is_demo=True,
            changed_at=NOW,
        )
    )
    session.flush()


class Stream:
    """The operations of one inspection. What is recorded is stored by `arrive`."""

    def __init__(self, session: Session, insp: str) -> None:
        self.session, self.insp = session, insp
        self.n, self.chain, self.xor = 0, EMPTY_CHAIN, 0
        self._waiting: list[OperationRow] = []
        self._heads: dict[tuple[str, str], str] = {}

    def record(
        self,
        entity: str,
        writes: Mapping[str, Any],
        kind: str = "set",
        by: str = LEAD,
        base: Iterable[str] | None = None,
        **extra: Any,
    ) -> str:
        """The id of the operation; replaces what was recorded here before unless `base` is given."""
        self.n += 1
        op_id = f"{self.insp}-op-{self.n}"
        sets = [self._write(entity, f, value, base, op_id) for f, value in writes.items()]
        wall = (NOW + timedelta(minutes=self.n)).isoformat()
        body = rfc8785.dumps(
            {"v": 1, "op": op_id, "insp": self.insp, "e": entity, "k": kind, "usr": by,
             "sets": sets, "t": {"w": wall}, **extra}
        )  # fmt: skip
        self._waiting.append(self._row(op_id, entity, kind, by, body))
        return op_id

    def arrive(self) -> None:
        """Numbered, judged and stored, as a push does."""
        if not self._waiting:
            return
        stream = self.session.get(StreamRow, self.insp)
        if stream is None:
            stream = StreamRow(insp=self.insp)
            self.session.add(stream)
        stream.n, stream.chain, stream.xor = self.n, self.chain, f"{self.xor:064x}"
        self.session.flush()
        apply_operations(self.session, self.insp, self._waiting, self._waiting[-1].received_at)
        self.session.add_all(self._waiting)
        self.session.flush()
        self._waiting = []

    def begin(self, facility: str, visited_on: str, team: Iterable[str] = ()) -> str:
        """The inspection comes to be."""
        writes = {"facility": facility, "visited_on": visited_on, "is_announced": False}
        return self.record(
            f"inspection:{self.insp}",
            writes | {"team": list(team)},
            "create",
            type="inspection",
            parent=None,
        )

    def answer(self, place: str, input_id: str, value: Any, by: str = LEAD, **more: Any) -> str:
        """One answer; `more` goes to `record`."""
        said = {"state": "answered", "value": value}
        return self.record(place, {f"answer.{input_id}": said}, by=by, **more)

    def write(self, facts: Facts) -> None:
        """All that the facts say, as a tablet would have recorded it; arrives at once."""
        inspection = facts.inspection
        self.begin(facts.facility.id, inspection.visited_on.isoformat(), (MEMBER,))
        for block in facts.blocks:
            self._create(f"block:{block.id}", {"name": block.name})
        for room in facts.rooms:
            self._create(f"room:{room.id}", _room(room))
        entities = _entities(facts)
        for answer in facts.answers:
            said = _answer(answer)
            by = LEAD if answer.confirmed_by is None else MEMBER
            place = entities[answer.place]
            op_id = self.record(place, {f"answer.{answer.input}": said}, by=by, base=())
            if answer.confirmed_by is not None:
                self.record(place, {f"confirmed.{answer.input}": op_id})
        for item in facts.evidence:
            self._attach(item, facts, entities)
        self.arrive()

    def _create(self, entity: str, writes: Mapping[str, Any]) -> None:
        self.record(entity, writes, "create", type=entity.partition(":")[0], parent=None)

    def _attach(self, item: Evidence, facts: Facts, entities: Mapping[str, str]) -> None:
        supports = [
            {"place": entities[answer.place], "input": answer.input}
            for answer in facts.answers
            if item.id in answer.evidence
        ]
        sha = item.sha256 or hashlib.sha256(item.id.encode()).hexdigest()
        self.record(
            f"evidence:{item.id}",
            {"kind": item.kind, "caption": item.caption, "supports": supports},
            "attach",
            file={"sha": sha, "size": 10, "mime": "image/jpeg"},
        )

    def _write(
        self, entity: str, field: str, value: Any, base: Iterable[str] | None, op_id: str
    ) -> dict[str, Any]:
        seen = self._heads.get((entity, field))
        replaced = list(base) if base is not None else [seen] if seen else []
        self._heads[entity, field] = op_id
        return {"f": field, "val": json.loads(json.dumps(value)), "base": replaced}

    def _row(self, op_id: str, entity: str, kind: str, by: str, body: bytes) -> OperationRow:
        body_hash = hashlib.sha256(body).hexdigest()
        self.chain = next_in_stream(self.chain, op_id, body_hash)
        self.xor ^= int(body_hash, 16)
        return OperationRow(
            op_id=op_id,
            insp=self.insp,
            n=self.n,
            chain=self.chain,
            body=body,
            bh=body_hash,
            dev=device_of(by),
            seq=self.n,
            prev="",
            link="",
            sig="",
            usr=by,
            kind=kind,
            entity=entity,
            received_at=NOW + timedelta(hours=1, minutes=self.n),
            via_dev=device_of(by),
        )


def _entities(facts: Facts) -> dict[str, str]:
    """Place id -> entity."""
    found = {facts.facility.id: f"facility:{facts.facility.id}"}
    found |= {block.id: f"block:{block.id}" for block in facts.blocks}
    return found | {room.id: f"room:{room.id}" for room in facts.rooms}


def _room(room: Room) -> dict[str, Any]:
    known = {
        "number": room.number,
        "kind": room.kind,
        "block": room.block,
        "regime": room.regime,
        "people": room.people,
    }
    writes = {name: value for name, value in known.items() if value is not None}
    return writes | {"is_in_use": room.is_in_use}


def _answer(answer: Answer) -> dict[str, Any]:
    said: dict[str, Any] = {"state": answer.state, "grade": answer.grade}
    if answer.value is not None:
        said["value"] = value_to_json(answer.value)
    if answer.reason is not None:
        said["reason"] = answer.reason
    if answer.words is not None:
        said["words"] = answer.words
    return said
