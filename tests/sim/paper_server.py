"""A server that only signs: enough to let a tablet in and to answer it by hand."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from inspect_app import signing
from inspect_app.demo.tablet import Tablet
from inspect_app.demo.tablet.clock import TabletClock
from inspect_app.demo.tablet.store import Store
from inspect_app.signing import ServerKeys
from tests.sim.seats import seeded

NOON = datetime(2026, 2, 17, 12, 0, tzinfo=UTC)


class PaperServer:
    """Answers an enrolment; everything else as `answer` says, or not at all."""

    def __init__(self) -> None:
        self.keys = ServerKeys("srv-paper", signing.new_key())
        self.answers: list[bytes] = []

    def __call__(
        self, method: str, path: str, headers: Mapping[str, str], body: bytes
    ) -> tuple[int, Mapping[str, str], bytes]:
        if path.endswith("/enrol"):
            return 200, {}, self.enrolled(json.loads(body))
        if not self.answers:
            raise ConnectionError("nobody there")
        return 200, {}, self.answers.pop(0)

    def signed(self, **said: Any) -> bytes:
        return json.dumps(self.keys.signed(json.dumps({"kind": "insp"} | said))).encode("utf-8")

    def enrolled(self, asked: Mapping[str, Any]) -> bytes:
        certificate = json.dumps(
            {
                "kind": "insp-cert",
                "dev": "d_paper",
                "usr": "u_ana",
                "public_key": asked["public_key"],
                "keys": {"sign": {"kid": self.keys.kid, "public_key": self.keys.public}},
            }
        )
        signature = signing.sign(self.keys.key, certificate.encode("utf-8"))
        return self.signed(nonce=asked["nonce"], certificate=certificate, certificate_sig=signature)


def tablet_alone(
    seed: int = 1, store: Store | None = None, server: PaperServer | None = None
) -> Tablet:
    """An enrolled tablet; with a store that is enrolled already, one that goes on with it."""
    tablet = Tablet(server or PaperServer(), TabletClock(NOON), seeded(seed), store)
    if tablet.chain.dev is None:
        assert tablet.enrol("CODE")
    return tablet
