"""The server at a port of its own, and what may happen on the way to it and back."""

from __future__ import annotations

import io
import json
import socket
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from werkzeug.serving import WSGIRequestHandler, make_server
from werkzeug.test import run_wsgi_app

from tests.sim.world import Server

Judge = Callable[[str, str], str | None]
Answer = tuple[str, list[tuple[str, str]], bytes]

FAULTS = (
    "drop_before",
    "drop_after",
    "portal",
    "truncated",
    "too_large",
    "fault_before",
    "fault_after",
    "duplicate",
    "replayed",
    "wrong_signature",
    "closed_midway",
)


class Road:
    """A layer around the application. `judge` gives a fault for a method and a path, or None."""

    def __init__(self, server: Server) -> None:
        self._app = server.app
        self.judge: Judge = lambda method, path: None
        self.asked: list[tuple[str, str]] = []
        self._last: dict[str, Answer] = {}

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        method, path = environ["REQUEST_METHOD"], environ["PATH_INFO"]
        self.asked.append((method, path))
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        fault = self.judge(method, path)
        status, headers, data = self._with(fault, environ, body, _door(path))
        if fault == "closed_midway":
            environ["werkzeug.socket"].settimeout(1)
        start_response(status, headers)
        return [data]

    def paths(self) -> list[str]:
        return [_door(path) for _, path in self.asked]

    def _with(self, fault: str | None, environ: dict[str, Any], body: bytes, door: str) -> Answer:
        if fault == "drop_before":
            _hang_up(environ)
        if fault == "portal":
            page = b"<html>Please log in to the Wi-Fi</html>"
            return "200 OK", [("Content-Type", "text/html")], page
        if fault == "too_large":
            return "413 Too Large", [("Content-Type", "text/html")], b"<h1>no</h1>"
        if fault == "fault_before":
            return "500 Fault", [("Content-Type", "text/html")], b"<h1>no</h1>"
        return self._behind(fault, environ, body, door)

    def _behind(self, fault: str | None, environ: dict[str, Any], body: bytes, door: str) -> Answer:
        """Faults behind the commit."""
        true = self._true(environ, body)
        before, self._last[door] = self._last.get(door), true
        if fault == "duplicate":
            return self._true(environ, body)
        if fault == "drop_after":
            _hang_up(environ)
        if fault == "fault_after":
            return "500 Fault", [("Content-Type", "text/html")], b"<h1>no</h1>"
        if fault == "replayed":
            return before or ("200 OK", [("Content-Type", "application/json")], b"{}")
        if fault == "truncated":
            return true[0], _without_length(true[1]), true[2][: len(true[2]) // 2]
        if fault == "closed_midway":
            return true[0], _with_length(true[1], len(true[2]) + 100), true[2]
        if fault == "wrong_signature":
            return _forged(true)
        return true

    def _true(self, environ: dict[str, Any], body: bytes) -> Answer:
        plain = {**environ, "wsgi.input": io.BytesIO(body), "HTTP_ACCEPT_ENCODING": "identity"}
        answer, status, headers = run_wsgi_app(self._app, plain, buffered=True)
        return status, list(headers), b"".join(answer)


def _door(path: str) -> str:
    parts = path.removeprefix("/sync/v1/").split("/")
    return parts[0] if len(parts) == 1 else f"{parts[0]}/*"


def _hang_up(environ: Mapping[str, Any]) -> None:
    environ["werkzeug.socket"].shutdown(socket.SHUT_RDWR)
    raise ConnectionError


def _without_length(headers: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(name, value) for name, value in headers if name.lower() != "content-length"]


def _with_length(headers: list[tuple[str, str]], length: int) -> list[tuple[str, str]]:
    return [*_without_length(headers), ("Content-Length", str(length))]


def _forged(true: Answer) -> Answer:
    """The text says something else than what was signed."""
    status, headers, data = true
    try:
        said = json.loads(data)
        said["p"] = said["p"].replace('"kind":"insp"', '"kind":"insp","forged":true')
    except (ValueError, KeyError, TypeError):
        return true
    return status, _without_length(headers), json.dumps(said).encode()


class _Quiet(WSGIRequestHandler):
    def log(self, *_: Any, **__: Any) -> None:
        """Nobody reads it."""


@contextmanager
def served(road: Road) -> Iterator[str]:
    """At which address, as `http://127.0.0.1:1234/`."""
    server = make_server("127.0.0.1", 0, road, threaded=True, request_handler=_Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=10)
