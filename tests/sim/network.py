"""The road between tablets and server, on which a request or its answer can come to harm."""

from __future__ import annotations

import json
from random import Random

from inspect_app.demo.tablet.transports import InProcess
from inspect_app.demo.tablet.wire import Reply, Request
from tests.sim.world import Server

PORTAL = Reply(200, {"content-type": "text/html"}, b"<html>Please log in to the Wi-Fi</html>")
FAULT = Reply(500, {"content-type": "text/html"}, b"<h1>Internal Server Error</h1>")
TOO_LARGE = Reply(413, {"content-type": "text/html"}, b"<h1>Payload Too Large</h1>")


class Network:
    """`limit_bytes`: what a proxy on the way lets through. `refused` counts what must never be."""

    def __init__(self, server: Server) -> None:
        self._to_server = InProcess(server.app)
        self.limit_bytes: int | None = None
        self.requests = 0
        self.refused: list[str] = []

    def carry(
        self, request: Request, fault: str = "none", chance: Random | None = None
    ) -> Reply | None:
        """The answer as it arrives; None: there is none."""
        if fault == "drop_request":
            return None
        if fault == "portal":
            return PORTAL
        if fault == "fault_before":
            return FAULT
        if fault == "too_large" or self._is_too_large(request):
            return TOO_LARGE
        reply = self._ask(request)
        if fault == "drop_response":
            return None
        if fault == "fault_after":
            return FAULT
        if fault == "truncated" and reply.body:
            at = len(reply.body) // 2 if chance is None else chance.randrange(len(reply.body))
            return Reply(reply.status, reply.headers, reply.body[:at])
        return reply

    def __call__(
        self, method: str, path: str, headers: object, body: bytes
    ) -> tuple[int, dict[str, str], bytes]:
        """Without faults: a transport for a tablet."""
        assert isinstance(headers, dict)
        reply = self._ask(Request("", method, path, body, headers))
        return reply.status, dict(reply.headers), reply.body

    def _ask(self, request: Request) -> Reply:
        self.requests += 1
        reply = Reply(*self._to_server(request.method, request.path, request.headers, request.body))
        self._note_refusals(request, reply)
        return reply

    def _note_refusals(self, request: Request, reply: Reply) -> None:
        """An authentic operation is never refused: whatever a tablet sent here was authentic."""
        if request.path.endswith("/push") and reply.status == 200:
            said = json.loads(json.loads(reply.body)["p"])
            for result, why in zip(said.get("res", ()), said.get("why", ()), strict=False):
                if result == "bad":
                    self.refused.append(f"bad: {why}")
        elif reply.status in (400, 422) and request.door != "enrol":
            self.refused.append(f"{request.method} {request.path}: {reply.status} {reply.body!r}")

    def _is_too_large(self, request: Request) -> bool:
        return self.limit_bytes is not None and len(request.body) > self.limit_bytes
