"""A tablet moved by hand: every envelope and every request can be made, bent and sent again.

It believes a reply only as a real tablet does: signed with the pinned key, with its own nonce.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from typing import Any

import rfc8785
from flask import Flask
from uuid_utils import uuid7

from inspect_app.domain.operations import Envelope, first_link, un64
from inspect_app.extensions import db
from inspect_app.services.enrolment import make_code
from inspect_app.signing import PrivateKey, is_signed, new_key, public_key, public_text, sign
from inspect_app.store.accounts import AccountRow

NOW = datetime(2026, 11, 21, 4, 0, tzinfo=UTC)
_nonces = count(1)


@dataclass
class HandTablet:
    """`seq` and `link` are the end of its chain, as it believes."""

    app: Flask
    usr: str
    dev: str
    key: PrivateKey
    certificate: str
    certificate_sig: str
    server_key: str
    link: str
    seq: int = 0
    insp: str = field(default_factory=lambda: str(uuid7()))

    # writing

    def body(
        self,
        entity: str,
        kind: str = "set",
        sets: Mapping[str, Any] | None = None,
        base: Sequence[str] = (),
        **more: Any,
    ) -> bytes:
        """The canonical bytes of an operation; `more` replaces or adds keys."""
        said = {
            "v": 1,
            "op": str(uuid7()),
            "insp": self.insp,
            "e": entity,
            "k": kind,
            "usr": self.usr,
            "sets": [{"f": f, "val": v, "base": list(base)} for f, v in (sets or {}).items()],
            "seen": {"n": 0, "h": ""},
            "t": {"w": "2026-11-21T09:00:00.000+05:00", "m": 1, "bt": "s"},
            "app": {"ver": 1, "b": "t", "os": "t"},
        }
        return rfc8785.dumps(said | more)

    def begin(self, **fields: Any) -> bytes:
        """The creation of the tablet's inspection."""
        own = f"inspection:{self.insp}"
        return self.body(own, "create", fields, type="inspection", parent=None)

    def room(self, name: str | None = None, **fields: Any) -> bytes:
        entity = f"room:{name or uuid7()}"
        return self.body(entity, "create", fields, type="room", parent=None)

    def seal(self, body: bytes) -> dict[str, Any]:
        """The next envelope of the chain."""
        envelope = Envelope(self.dev, self.seq + 1, self.link, body, "")
        self.seq, self.link = envelope.seq, envelope.link
        return {
            "dev": self.dev,
            "seq": envelope.seq,
            "prev": envelope.prev,
            "body": body.decode("utf-8"),
            "sig": sign(self.key, un64(envelope.link)),
        }

    def sealed(self, *bodies: bytes) -> list[dict[str, Any]]:
        return [self.seal(body) for body in bodies]

    def rooms(self, number: int) -> list[dict[str, Any]]:
        """The creation of the inspection and as many rooms, sealed."""
        return self.sealed(self.begin(), *(self.room() for _ in range(number)))

    def clone(self) -> HandTablet:
        """The same store on another tablet, which neither knows."""
        return HandTablet(**vars(self))

    # sending

    def send(
        self, path: str, said: Mapping[str, Any], *, signed: bool = True, packed: bool = False
    ) -> Any:
        """The raw answer."""
        data = json.dumps(said).encode("utf-8")
        headers = {"Content-Type": "application/json"}
        if packed:
            data = gzip.compress(data)
            headers["Content-Encoding"] = "gzip"
        if signed:
            headers |= self.signature("POST", path, data)
        return self.app.test_client().post(path, data=data, headers=headers)

    def signature(self, method: str, path: str, data: bytes) -> dict[str, str]:
        text = "\0".join(("insp/req/1", method, path, hashlib.sha256(data).hexdigest()))
        return {
            "X-Device": self.dev,
            "X-Device-Signature": sign(self.key, text.encode("utf-8")),
        }

    def push(
        self, envelopes: Sequence[Mapping[str, Any]], *, signed: bool = True, **more: Any
    ) -> dict[str, Any]:
        nonce = f"n{next(_nonces)}"
        said = {"nonce": nonce, "dev": self.dev, "proto": 1, "ops": list(envelopes)} | more
        return self.believed(self.send("/sync/v1/push", said, signed=signed), nonce)

    def pull(self, cursors: Mapping[str, tuple[int, str]], **more: Any) -> dict[str, Any]:
        nonce = f"n{next(_nonces)}"
        streams = {insp: {"n": n, "h": h} for insp, (n, h) in cursors.items()}
        said = {"nonce": nonce, "dev": self.dev, "proto": 1, "streams": streams} | more
        return self.believed(self.send("/sync/v1/pull", said), nonce)

    def page(self, n: int = 0, h: str = "", **more: Any) -> dict[str, Any]:
        """The next page of its own inspection."""
        page: dict[str, Any] = self.pull({self.insp: (n, h)}, **more)["streams"][self.insp]
        return page

    def believed(self, response: Any, nonce: str | None) -> dict[str, Any]:
        """What the server said; AssertionError where a tablet would see "no network"."""
        outer = response.get_json()
        assert outer is not None, response.get_data()
        assert "p" in outer, outer
        assert is_signed(public_key(self.server_key), outer["p"].encode("utf-8"), outer["sig"])
        said: dict[str, Any] = json.loads(outer["p"])
        assert (said["kind"], said["nonce"]) == ("insp", nonce)
        return said


def enrol(app: Flask, usr: str = "u_ana", key: PrivateKey | None = None) -> HandTablet:
    """A tablet let in through the door, for an account that is made if it is not there."""
    mine = key or new_key()
    code = code_for(app, usr)
    asked = {"code": code, "public_key": public_text(mine), "nonce": "n", "proto": 1}
    answer = app.test_client().post("/sync/v1/devices/enrol", json=asked).get_json()
    said = json.loads(answer["p"])
    certificate = said["certificate"]
    return HandTablet(
        app=app,
        usr=usr,
        dev=said["dev"],
        key=mine,
        certificate=certificate,
        certificate_sig=said["certificate_sig"],
        server_key=json.loads(certificate)["keys"]["sign"]["public_key"],
        link=first_link(certificate),
    )


def code_for(app: Flask, usr: str) -> str:
    with app.app_context():
        session = db.session()
        if session.get(AccountRow, usr) is None:
            session.add(account(usr))
            session.flush()
        code = make_code(session, "system", usr, app.extensions["inspect"].clock())
        session.commit()
        return code


def account(usr: str, role: str = "inspector") -> AccountRow:
    return AccountRow(
        id=usr,
        login=usr,
        shown_name=usr,
        role=role,
        language="ru",
        password_hash="!",  # noqa: S106  # nobody logs in here
        made_at=NOW,
    )
