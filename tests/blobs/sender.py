"""A device that sends files, one request at a time, as the protocol says and as it forbids."""

from __future__ import annotations

from base64 import b64encode
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from inspect_app import signing
from inspect_app.demo.tablet.wire import believed, signed_headers
from inspect_app.domain.operations import first_link
from inspect_app.extensions import db
from inspect_app.store.accounts import AccountRow
from inspect_app.store.blobs import BlobUseRow
from inspect_app.store.devices import DeviceRow

DOOR = "/sync/v1/blobs"
INSPECTION = "019a9b10-2a44-7b02-8d55-6c0f7d0e1a11"
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
NONCE = "a-nonce-of-this-request"


class Sender:
    """`dev` is enrolled unless `is_enrolled` is false."""

    def __init__(self, app: Flask, dev: str = "d_sender", *, is_enrolled: bool = True) -> None:
        self.app, self.dev, self.key = app, dev, signing.new_key()
        self.client = app.test_client()
        if is_enrolled:
            with app.app_context():
                _enrol(db.session(), dev, signing.public_text(self.key))

    def send(
        self, method: str, path: str, body: bytes = b"", headers: dict[str, str] | None = None
    ) -> TestResponse:
        signed = signed_headers(self.dev, self.key, method, path, body)
        said = {"X-Nonce": NONCE} | signed | (headers or {})
        return self.client.open(path, method=method, data=body, headers=said)

    def begin(
        self, content: bytes, insp: str = INSPECTION, *, sha: str = "", size: int = 0
    ) -> TestResponse:
        said = {
            "nonce": NONCE, "sha": sha or sha256(content).hexdigest(),
            "size": size or len(content), "insp": insp, "mime": "image/jpeg",
        }  # fmt: skip
        body = self.app.json.dumps(said).encode()
        return self.send("POST", DOOR, body, {"Content-Type": "application/json"})

    def place(self, content: bytes, insp: str = INSPECTION) -> str:
        return str(self.begin(content, insp).headers["Location"])

    def offset(self, place: str) -> int:
        return int(self.send("HEAD", place).headers["Upload-Offset"])

    def piece(self, place: str, offset: int, chunk: bytes, **headers: str) -> TestResponse:
        said = {
            "Content-Type": "application/offset+octet-stream",
            "Upload-Offset": str(offset),
            "Upload-Checksum": f"sha256 {b64encode(sha256(chunk).digest()).decode()}",
        }
        more = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.send("PATCH", place, chunk, said | more)

    def whole(self, content: bytes, insp: str = INSPECTION) -> TestResponse:
        """Every piece; the last answer."""
        place = self.place(content, insp)
        answer = self.piece(place, 0, content[: 2**20])
        for at in range(2**20, len(content), 2**20):
            answer = self.piece(place, at, content[at : at + 2**20])
        return answer

    def believes(self, answer: TestResponse) -> Any:
        keys = self.app.extensions["inspect"].keys
        return believed(answer.data, {keys.kid: keys.public}, NONCE)

    def names(self, content: bytes, insp: str = INSPECTION) -> None:
        """As if an operation of this device had named the bytes."""
        with self.app.app_context():
            db.session.add(
                BlobUseRow(insp=insp, sha256=sha256(content).hexdigest(), op_id="op", dev=self.dev)
            )
            db.session.commit()


def code(answer: TestResponse) -> str:
    assert answer.json is not None
    return str(answer.json["problems"][0]["code"])


def _enrol(session: Session, dev: str, public_key: str) -> None:
    if session.get(AccountRow, "u_sender") is None:
        session.add(
            AccountRow(
                id="u_sender", login="sender", shown_name="Sender", role="inspector",
                password_hash="", made_at=LONG_AGO,
            )
        )  # fmt: skip
        session.flush()
    link = first_link("certificate")
    session.add(
        DeviceRow(
            id=dev, account_id="u_sender", public_key=public_key, certificate="certificate",
            certificate_signature="none", first_link=link, head_link=link, enrolled_at=LONG_AGO,
        )
    )  # fmt: skip
    session.commit()
