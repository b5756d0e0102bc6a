"""Ten thousand signed operations of one tablet, as the batches in which they are sent."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import rfc8785
from flask import Flask

from inspect_app.domain.operations import Envelope, first_link, un64
from inspect_app.extensions import db
from inspect_app.services.enrolment import make_code
from inspect_app.signing import PrivateKey, new_key, public_text, sign
from inspect_app.store.accounts import AccountRow

BATCH = 200
INSPECTION = "019a9b10-2a44-7b02-8d55-6c0f7d0e1a11"
ROOMS = 400


@dataclass
class Chain:
    """A tablet reduced to what it sends: device, key, and the end of its chain."""

    dev: str
    key: PrivateKey
    usr: str
    link: str
    seq: int = 0

    def sealed(self, body: dict[str, Any]) -> dict[str, Any]:
        """The next envelope."""
        self.seq += 1
        text = rfc8785.dumps(body)
        envelope = Envelope(self.dev, self.seq, self.link, text, "")
        self.link = envelope.link
        return {
            "dev": self.dev,
            "seq": self.seq,
            "prev": envelope.prev,
            "body": text.decode("utf-8"),
            "sig": sign(self.key, un64(self.link)),
        }


def enrolled(app: Flask, login: str = "bench") -> Chain:
    """A tablet let in through the door, for a new inspector."""
    now = datetime.now(UTC)
    usr = f"u_{login}"
    with app.app_context():
        db.session.add(
            AccountRow(
                id=usr, login=login, shown_name=login, role="inspector", password_hash="-",  # noqa: S106  # opens nothing
                made_at=now,
            )
        )  # fmt: skip
        db.session.flush()
        code = make_code(db.session(), "system", usr, now)
        db.session.commit()
    key = new_key()
    asked = {"code": code, "public_key": public_text(key), "nonce": "n", "proto": 1}
    said = app.test_client().post("/sync/v1/devices/enrol", json=asked)
    p = json.loads(said.get_json()["p"])
    return Chain(p["dev"], key, usr, first_link(p["certificate"]))


def signed_headers(chain: Chain, method: str, path: str, body: bytes) -> dict[str, str]:
    """What makes a request a device's own."""
    digest = hashlib.sha256(body).hexdigest()
    signed = "\0".join(("insp/req/1", method, path, digest)).encode("utf-8")
    return {"X-Device": chain.dev, "X-Device-Signature": sign(chain.key, signed)}


def operations(chain: Chain, count: int) -> Iterator[dict[str, Any]]:
    """The creation of an inspection and its rooms, then answers: the mix of a real visit."""
    yield chain.sealed(_create(chain, f"inspection:{INSPECTION}", "inspection", 0))
    rooms = min(ROOMS, count // 3)
    for number in range(rooms):
        yield chain.sealed(_create(chain, _room(number), "room", number + 1))
    for number in range(count - rooms - 1):
        yield chain.sealed(_answer(chain, _room(number % rooms), number + rooms + 1))


def batches(envelopes: list[dict[str, Any]], chain: Chain) -> list[bytes]:
    """Gzipped bodies of the pushes."""
    return [
        gzip.compress(
            json.dumps(
                {
                    "nonce": f"n{start}",
                    "dev": chain.dev,
                    "proto": 1,
                    "pending": len(envelopes) - start,
                    "local_head": len(envelopes),
                    "ops": envelopes[start : start + BATCH],
                }
            ).encode("utf-8"),
            mtime=0,
        )
        for start in range(0, len(envelopes), BATCH)
    ]


def _create(chain: Chain, entity: str, type_: str, number: int) -> dict[str, Any]:
    fields = (
        {"facility": "f-bench", "visited_on": "2026-11-20", "is_announced": False}
        if type_ == "inspection"
        else {"number": str(number), "kind": "cell", "people": "men", "regime": "sentenced"}
    )
    sets = [{"f": f, "val": v, "base": []} for f, v in fields.items()]
    return _body(chain, entity, "create", number, sets) | {"type": type_, "parent": None}


def _answer(chain: Chain, entity: str, number: int) -> dict[str, Any]:
    value = {"state": "answered", "value": f"{number % 9 + 1}.25"}
    field = f"answer.input_{number // ROOMS:03d}"
    return _body(chain, entity, "set", number, [{"f": field, "val": value, "base": []}])


def _body(
    chain: Chain, entity: str, kind: str, number: int, sets: list[dict[str, Any]]
) -> dict[str, Any]:
    return {
        "app": {"b": "2026.11.3+9f2c", "os": "Android 15", "ver": 3},
        "chk": {"id": "full", "sha": "5f0c" * 16, "ver": 1},
        "e": entity,
        "insp": INSPECTION,
        "k": kind,
        "op": str(UUID(int=(0x019A9B22 << 96) | (7 << 76) | (8 << 60) | number)),
        "seen": {"h": "", "n": 0},
        "sets": sets,
        "t": {
            "bt": "k3f9", "m": 8123456 + number, "oage": 86400, "off": -1240, "unc": 350,
            "w": "2026-11-20T09:14:03.120+05:00",
        },
        "usr": chain.usr,
        "v": 1,
    }  # fmt: skip


def _room(number: int) -> str:
    return f"room:{UUID(int=(0x019A9B1E << 96) | (7 << 76) | (8 << 60) | number)}"
