"""A register of three regions, an inspector of one of them, and a visit there."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from flask import Flask
from sqlalchemy.orm import Session
from uuid_utils import uuid7

from inspect_app.store.accounts import AccountRegionRow
from inspect_app.store.places import (
    BlockRow,
    CapacityRow,
    FacilityCodeRow,
    FacilityRow,
    RegionRow,
    RoomRow,
)
from tests.sync.hand_tablet import HandTablet, account, enrol

HERE, THERE = "KZ-11", "KZ-71"
NEAR, FAR, CLOSED, BARE = (f"{n * 8}-0000-4000-8000-000000000000" for n in "1234")
BLOCK, ROOM = (f"{n * 8}-0000-4000-8000-000000000000" for n in "56")
USER, COLLEAGUE = "u_ana", "u_bek"
_nonces = count(1)


def fill_register(session: Session) -> None:
    """`NEAR` has a block and a room in the register, `BARE` neither."""
    for region in (HERE, THERE):
        names = {"en": region, "ru": f"{region}-ru", "kk": f"{region}-kk"}
        session.add(RegionRow(id=region, country="KZ", names=names, kind="region"))
    session.flush()
    for id_, region in ((NEAR, HERE), (FAR, THERE), (CLOSED, HERE), (BARE, HERE)):
        session.add(_facility(id_, region))
    session.flush()
    session.add(BlockRow(id=BLOCK, facility_id=NEAR, name="Block 1"))
    session.flush()
    for number, room in ((2, ROOM), (10, str(uuid7()))):
        session.add(
            RoomRow(id=room, facility_id=NEAR, block_id=BLOCK, number=str(number), kind="cell")
        )
    for user, region in ((USER, HERE), (COLLEAGUE, THERE)):
        person = account(user)
        person.regions = [AccountRegionRow(region_id=region)]
        session.add(person)
    session.commit()


def _facility(id_: str, region: str) -> FacilityRow:
    return FacilityRow(
        id=id_,
        names={"en": f"Place {id_[0]}", "ru": f"Место {id_[0]}"},
        sort_name=id_,
        kind="colony",
        country="KZ",
        region_id=region,
        is_open=id_ != CLOSED,
        changed_at=datetime(2026, 1, 1, tzinfo=UTC),
        codes=[FacilityCodeRow(code=f"No {id_[0]}")],
        capacities=[
            CapacityRow(notion="official", as_of=date(year, 1, 1), basis="design",
                        places=year)
            for year in (2019, 2025)
        ],
    )  # fmt: skip


class Carrier(HandTablet):
    """A tablet that asks for what it may carry along."""

    def listed(self, **more: Any) -> dict[str, dict[str, Any]]:
        """Name -> its entry in the signed list."""
        nonce = f"r{next(_nonces)}"
        said = {"nonce": nonce, "dev": self.dev, "proto": 1} | more
        answer = self.believed(self.send("/sync/v1/references", said), nonce)
        return {entry["name"]: entry for entry in answer["references"]}

    def fetch(self, sha256: str, **headers: str) -> Any:
        """The raw answer."""
        path = f"/sync/v1/references/{sha256}"
        return self.app.test_client().get(path, headers=self.signature("GET", path, b"") | headers)

    def document(self, name: str) -> dict[str, Any]:
        """As a tablet takes it: by the hash in the list, proved by its bytes."""
        sha256 = self.listed()[name]["sha256"]
        answer = self.fetch(sha256)
        assert answer.status_code == 200
        assert hashlib.sha256(answer.data).hexdigest() == sha256
        read: dict[str, Any] = json.loads(answer.data)
        return read

    def visit(
        self, facility: str, day: str, answers: Mapping[str, Mapping[str, Any]], **more: Any
    ) -> None:
        """A new inspection with these answers: entity -> input -> the whole statement."""
        self.insp = str(uuid7())
        bodies = [self.begin(facility=facility, visited_on=day, **more)]
        for entity, given in answers.items():
            kind, _, id_ = entity.partition(":")
            if kind == "room":
                bodies.append(self.room(id_, number="7", kind="cell"))
            said = {f"answer.{input_id}": statement for input_id, statement in given.items()}
            bodies.append(self.body(entity, sets=said))
        self.push(self.sealed(*bodies))

    def hand_in(self) -> None:
        self.push([self.seal(self.body(f"inspection:{self.insp}", "submit", covers="c" * 64))])


def carrier(app: Flask, usr: str) -> Carrier:
    return Carrier(**vars(enrol(app, usr)))


def answered(value: Any) -> dict[str, Any]:
    return {"state": "answered", "value": value}
