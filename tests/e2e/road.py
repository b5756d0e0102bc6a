"""The way between tablet and server, on which things go wrong: a real proxy with a port of its own."""

from __future__ import annotations

import gzip
import http.client
import json
import re
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

PORTAL = b"<!doctype html><title>Wi-Fi</title><h1>Please log in to the Wi-Fi</h1>"
PIECE = 16 * 1024


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes


Fault = Callable[[str, str, Callable[[], Answer]], Answer | None]
"""Of a method, a path, and the way to the true answer; None hangs up."""


def portal(method: str, path: str, ask: Callable[[], Answer]) -> Answer:
    return Answer(200, {"Content-Type": "text/html"}, PORTAL)


def truncated(method: str, path: str, ask: Callable[[], Answer]) -> Answer:
    true = ask()
    return Answer(true.status, true.headers, true.body[: len(true.body) // 2])


def forged(method: str, path: str, ask: Callable[[], Answer]) -> Answer:
    """Says that everything is there; the signature is of another text."""
    true = ask()
    headers = {k: v for k, v in true.headers.items() if k.lower() != "content-encoding"}
    is_zipped = len(headers) < len(true.headers)
    reply = json.loads(gzip.decompress(true.body) if is_zipped else true.body)
    reply["p"] = re.sub(r'"durable":\d+', '"durable":999999', reply["p"])
    reply["p"] = reply["p"].replace('"kind":"insp"', '"kind":"insp","forged":true')
    return Answer(true.status, headers, json.dumps(reply).encode())


def lost(method: str, path: str, ask: Callable[[], Answer]) -> None:
    """The server took it, and nobody hears so."""
    ask()


class Replaying:
    """Gives the first answer of a door for ever, as a caching proxy would."""

    def __init__(self) -> None:
        self.first: dict[str, Answer] = {}

    def __call__(self, method: str, path: str, ask: Callable[[], Answer]) -> Answer:
        door = path.split("?")[0]
        if door not in self.first:
            self.first[door] = ask()
        return self.first[door]


@dataclass
class Road:
    target: int
    """The server's port."""
    fault: Fault | None = None
    """Of everything below /sync and of files on their way; None: a good road."""
    cut_after: int | None = None
    """Hangs up when so many bytes of files have come since the last time."""
    bytes_of_files: int = 0
    """Bytes of pieces of files that passed, whole or not."""
    cuts: int = 0
    asked: list[str] = field(default_factory=list)
    broken: list[BaseException] = field(default_factory=list)
    """What went wrong in the road itself, and not on it."""
    server: ThreadingHTTPServer | None = None

    @property
    def port(self) -> int:
        assert self.server is not None
        return int(self.server.server_address[1])

    def carry(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.target, timeout=60)
        try:
            connection.request(method, path, body or None, dict(headers))
            answer = connection.getresponse()
            return Answer(answer.status, dict(answer.getheaders()), answer.read())
        finally:
            connection.close()


@contextmanager
def road_to(target: int) -> Iterator[Road]:
    road = Road(target)

    class Handler(_Handler):
        way = road

    road.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    road.server.daemon_threads = True
    thread = threading.Thread(target=road.server.serve_forever, daemon=True)
    thread.start()
    try:
        yield road
    finally:
        road.server.shutdown()
        road.server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    way: Road
    protocol_version = "HTTP/1.1"

    def _pass(self) -> None:
        body = self._body()
        if body is None:
            return self._hang_up()
        road = self.way
        road.asked.append(f"{self.command} {self.path}")
        headers = {k: v for k, v in self.headers.items() if k.lower() not in _OWN}

        def ask() -> Answer:
            return road.carry(self.command, self.path, headers, body)

        try:
            is_sync = self.path.startswith("/sync")
            fault = road.fault if is_sync else None
            answer = ask() if fault is None else fault(self.command, self.path, ask)
        except OSError:
            answer = None
        except Exception as error:
            road.broken.append(error)
            raise
        if answer is None:
            return self._hang_up()
        self._give(answer)

    do_GET = do_HEAD = do_POST = do_PATCH = do_PUT = do_DELETE = _pass

    def _body(self) -> bytes | None:
        """None: the line broke on the way."""
        road, left, parts = self.way, int(self.headers.get("Content-Length") or 0), []
        is_file = self.command == "PATCH"
        while left > 0:
            part = self.rfile.read(min(PIECE, left))
            if not part:
                return None
            left -= len(part)
            parts.append(part)
            if is_file:
                road.bytes_of_files += len(part)
                if road.cut_after is not None and road.bytes_of_files > road.cut_after * (
                    road.cuts + 1
                ):
                    road.cuts += 1
                    return None
        return b"".join(parts)

    def _give(self, answer: Answer) -> None:
        try:
            self.send_response_only(answer.status)
            for name, value in answer.headers.items():
                if name.lower() not in _OWN:
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(answer.body)
        except OSError:
            self.close_connection = True

    def _hang_up(self) -> None:
        self.close_connection = True

    def log_message(self, *_: Any) -> None:
        """Nothing: the tests say what they saw."""


_OWN = {"content-length", "connection", "transfer-encoding", "keep-alive", "host"}
